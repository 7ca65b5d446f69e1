import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import { procedureOf } from '../../javascript/procedures.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'

const kinds = /(?:procedure|(?:action)?client|action)$/i
/** What says who asks, and not what they belong to. */
const whoever = /^(?:users?|members?|admins?|owners?|customers?|clients?|guests?|viewers?|auth\w*|actions?|procedures?)$/
const open = /^(?:public|open|anonymous|unauth\w*|unprotected|guest|create|new)$/
/** What a procedure is sent is called so. */
export const isSentAs = /^(?:input|parsedInput|rawInput|clientInput)$/
const ofKeys = /^(?:ids?|uuids?|slugs?|keys?)$/

/**
 * The procedure of tRPC, or the action, that is named for what its callers have to belong to, and is sent a key of that:
 * `projectProcedure.query(({ input }) => … input.projectId …)`. What its middleware asks is not looked at.
 */
export function procedureFor(key: Node, program: Program): string | undefined {
  const [noun = '', ...more] = nounOf(key, program)
  const name = noun === '' ? undefined : procedureAround(key, program)
  const words = wordsOf(name?.replace(kinds, '') ?? '')
  const isFor = [noun, ...more].every((word) => words.includes(word) && !whoever.test(word))
  return isFor && !words.some((word) => open.test(word)) ? name : undefined
}

/** What a key that was sent is one of: `project`, of `input.projectId` and `input.project.id`. */
function nounOf(key: Node, program: Program): readonly string[] {
  return wordsOf((pathSent(key, program) ?? []).slice(-2).join(' ')).filter(isNoKey)
}

const maxSteps = 8

/** The names that lead to a part of what a procedure is sent. */
export function pathSent(part: Node, program: Program, steps = 0): readonly string[] | undefined {
  const node = bare(part)
  if (steps > maxSteps) return undefined
  if (node.type === 'MemberExpression') return below(node.object, propertyName(node), program, steps)
  const binding = program.named(node)
  if (!binding || binding.writes.length > 0) return undefined
  if (binding.kind === 'parameter') return pathTaken(binding.node, program)
  return binding.kind === 'const' && binding.init ? below(binding.init, binding.property, program, steps) : undefined
}

/** The same of what a parameter takes out: `id`, of `({ input: { id } }) => …`. */
function pathTaken(name: Node, program: Program): readonly string[] | undefined {
  const path: string[] = []
  for (const around of program.ancestors(name)) {
    if (isFunction(around)) break
    const key = around.type === 'Property' ? propertyName(around) : undefined
    if (key !== undefined) path.unshift(key)
    else if (around.type !== 'ObjectPattern') return undefined
  }
  const [first = '', ...more] = path
  return isSentAs.test(first) ? more : undefined
}

function below(whole: Node, name: string | undefined, program: Program, steps: number): readonly string[] | undefined {
  if (name !== undefined && isSentAs.test(name) && isGiven(whole, program)) return []
  const path = name === undefined ? undefined : pathSent(whole, program, steps + 1)
  return path && name !== undefined ? [...path, name] : undefined
}

/** Whether something is all that a function is given: `opts`, of `opts.input.id`. */
function isGiven(whole: Node, program: Program): boolean {
  const { kind, property, writes } = program.named(bare(whole)) ?? {}
  return kind === 'parameter' && property === undefined && writes?.length === 0
}

function isNoKey(word: string): boolean {
  return !ofKeys.test(word)
}

function procedureAround(place: Node, program: Program): string | undefined {
  for (const call of proceduresAround(place, program)) {
    const root = rootOf(call)
    if (root?.type === 'Identifier' && kinds.test(root.name)) return root.name
  }
  return undefined
}

/** The procedures in which something stands, the nearest first. */
export function* proceduresAround(place: Node, program: Program): Generator<TSESTree.CallExpression> {
  for (const around of program.ancestors(place)) {
    const call = isFunction(around) ? procedureOf(around, program) : undefined
    if (call) yield call
  }
}
