import { bare, isFunction, methodOf, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { wordsOf } from '../../query/program-text.ts'

const procedures = /(?:procedure|action|client)$/i
const runs = /^(?:query|mutation|subscription|action|handler)$/
const sent = /^(?:input|parsedInput|rawInput)$/
const ofKeys = /^(?:ids?|uuids?|slugs?|keys?)$/

/**
 * The procedure of tRPC, or the action, that is named for what its callers have to belong to, and is sent a key of that:
 * `projectProcedure.query(({ input }) => … input.projectId …)`. What its middleware asks is not looked at.
 */
export function procedureFor(key: Node, program: Program): string | undefined {
  const [noun = '', ...more] = nounOf(key, program)
  const name = noun === '' ? undefined : procedureAround(key, program)
  const words = name === undefined ? [] : wordsOf(name)
  return [noun, ...more].every((word) => words.includes(word)) && !words.includes('public') ? name : undefined
}

/** What a key that was sent is one of: `project`, of `input.projectId` and `input.project.id`. */
function nounOf(key: Node, program: Program): readonly string[] {
  const path: string[] = []
  for (let node = bare(key); ;) {
    if (node.type === 'MemberExpression') {
      path.unshift(propertyName(node) ?? '')
      node = bare(node.object)
      continue
    }
    const { kind, property, init, writes } = program.named(node) ?? {}
    if (writes?.length !== 0) return []
    if (kind === 'parameter') return property !== undefined && sent.test(property) ? wordsOf(path.slice(-2).join(' ')).filter(isNoKey) : []
    if (kind !== 'const' || property === undefined || !init) return []
    path.unshift(property)
    node = bare(init)
  }
}

function isNoKey(word: string): boolean {
  return !ofKeys.test(word)
}

function procedureAround(place: Node, program: Program): string | undefined {
  for (const around of program.ancestors(place)) {
    const call = isFunction(around) ? program.outside(around) : undefined
    if (call?.type !== 'CallExpression' || !runs.test(methodOf(call) ?? '')) continue
    const root = rootOf(call)
    if (root?.type === 'Identifier' && procedures.test(root.name)) return root.name
  }
  return undefined
}
