import type { TSESTree } from '@typescript-eslint/utils'
import { importedAs } from './imported-as.ts'
import type { Node } from './nodes.ts'
import { ofProgram } from './of-each.ts'
import type { Program } from './program.ts'

/** Results as of fp-ts: what is right, or an error, which is left. */

/** What a function of the library is called that an expression calls: `right`, of `E.right(row)`. */
function memberOf({ callee }: TSESTree.CallExpression, program: Program): string | undefined {
  const { from = '', name } = usesFpTs(program) ? (importedAs(callee, program) ?? {}) : {}
  return /^fp-ts(?:\/|$)/.test(from) ? name : undefined
}

const usesFpTs = ofProgram(({ text }) => /['"]fp-ts(?:\/|['"])/.test(text))

/** What a call gives on as it was: `E.right(row)`. */
export function givenOnByEither(call: TSESTree.CallExpression, program: Program): Node | undefined {
  return memberOf(call, program) === 'right' ? call.arguments[0] : undefined
}

/** `E.left('none')` */
export function isLeftOfEither(call: TSESTree.CallExpression, program: Program): boolean {
  return memberOf(call, program) === 'left'
}

/** What a test asks whether it went well: `E.isLeft(result)`. */
export function eitherAsked(test: TSESTree.CallExpression, program: Program): { readonly of: Node; readonly isTrue: boolean } | undefined {
  const [of] = test.arguments
  const name = memberOf(test, program)
  return of && (name === 'isLeft' || name === 'isRight') ? { of, isTrue: name === 'isRight' } : undefined
}

/** Whether that is what a result has where it went well. */
export function isRightOfEither(name: string, program: Program): boolean {
  return name === 'right' && usesFpTs(program)
}
