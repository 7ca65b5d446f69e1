import type { TSESTree } from '@typescript-eslint/utils'
import { bare, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'
import { isVerifying } from './verified.ts'

const digesting = /^(?:hash\w*|hmac|sha|md|digest\w*|sign\w*|blake|scrypt\w*|pbkdf|hkdf)$/

/** Whether a call makes something of what it is given so that nobody could tell that from it, as its name says; `verifyHash(…)` does not. */
export function isDigesting(call: TSESTree.CallExpression, program: Program): boolean {
  return !isVerifying(call) && wordsOf(program.text.slice(...call.callee.range)).some((word) => digesting.test(word))
}

/** What is made of something, so that nobody else could: `createHmac('sha256', secret).update(body).digest('hex')`, `sign(secret, body)`. */
export function digestAround(node: Node, program: Program): Node | undefined {
  const call = program.outside(node)
  if (call?.type !== 'CallExpression' || bare(call.callee) === node) return undefined
  return isDigesting(call, program) ? wholeChain(call, program) : undefined
}

function wholeChain(call: TSESTree.CallExpression, program: Program): TSESTree.CallExpression {
  const member = program.outside(call)
  const next = member?.type === 'MemberExpression' && bare(member.object) === call ? program.outside(member) : undefined
  return next?.type === 'CallExpression' && bare(next.callee) === member ? wholeChain(next, program) : call
}
