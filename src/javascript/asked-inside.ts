import type { TSESTree } from '@typescript-eslint/utils'
import { callsUnder } from './called.ts'
import { importedBy } from './imported-as.ts'
import { noModules, type Modules } from './modules.ts'
import { awaited, bare, methodOf, pathOf, soleResult, type Node } from './nodes.ts'
import type { Program } from './program.ts'
import { givenToOwn, isNamed, predicateOf, refusedFirst, type Handed } from './throwing.ts'
import { comesOutWhereNothing } from './where-nothing.ts'

/** What packages call functions that are true of `null` and `undefined` alone. */
const asksForNone = /^is(?:Nil|Nullish|NullOrUndefined)$/

/** What is neither `null` nor `undefined` where a function comes out so that is asked for it: `isNil(row)`, `isDefined(row)`. */
export function thereByFunction(test: Node, isTrue: boolean, program: Program, modules: Modules): Node | undefined {
  const call = awaited(test)
  if (call !== test || call.type !== 'CallExpression' || call.arguments.length !== 1) return undefined
  if (!isTrue && isOfPackage(call.callee, program, modules)) return call.arguments[0]
  return givenToOwn(call, program, modules).find(({ parameter, callee }) => {
    const answer = soleResult(callee.node)
    return answer && callsUnder(answer, callee.program).every(isSearch) && comesOutWhereNothing(answer, !isTrue, parameter.name)
  })?.argument
}

/** `['owner', 'admin'].includes(role)` */
function isSearch(call: TSESTree.CallExpression): boolean {
  return methodOf(call) === 'includes'
}

function isOfPackage(callee: Node, program: Program, modules: Modules): boolean {
  const path = pathOf(callee) ?? []
  const [root = ''] = path
  const binding = program.bindingOf(root, callee)
  const from = binding && importedBy(binding, program)
  if (!from || modules.open(from.from, program)) return false
  return asksForNone.test(path.length > 1 ? (path.at(-1) ?? '') : from.name === 'default' || from.name === '*' ? root : from.name)
}

/** What a function of the program is given that throws where that is nothing: `must(row)`, `assertFound(row)`. */
export function refusedIfNothing(call: Node, program: Program, modules: Modules = noModules): Node[] {
  return givenToOwn(call, program, modules)
    .filter((handed) => isAssertedByType(handed) || isRefused(handed, modules))
    .map(({ argument }) => argument)
}

function isAssertedByType({ parameter, callee }: Handed): boolean {
  const predicate = predicateOf(callee)
  return predicate?.asserts === true && predicate.typeAnnotation !== null && isNamed(predicate.parameterName, parameter)
}

/** Whether a function throws where a parameter is nothing, before anything else decides. */
function isRefused({ parameter, callee: { node, program } }: Handed, modules: Modules): boolean {
  const test = refusedFirst(node)
  if (!test) return false
  const there = thereByFunction(test, false, program, modules)
  return comesOutWhereNothing(test, true, parameter.name) || (there !== undefined && isNamed(bare(there), parameter))
}
