import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, callsUnder, type LocatedFunction } from '../../javascript/called.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'

/**
 * Whether a function in sight says the same to everybody: it only looks rows up by their ids, calls and compares nothing else, and
 * nothing in it is called after people, tenants, what people know, or a request: `areCommentsAllowed(documentId)`.
 */
export function saysTheSameToAll(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  const called = calledFunction(call, program, modules)
  if (!called || namesSomebody(call, program) || namesSomebody(called.node, called.program)) return false
  return looksUpByIdsAlone(called)
}

function looksUpByIdsAlone({ node, program }: LocatedFunction): boolean {
  const calls = callsUnder(node, program)
  const comparisons = nodesUnder(node, program.nodesOf('BinaryExpression'))
  const texts = nodesUnder(node, program.nodesOf('TaggedTemplateExpression'))
  const spreads = nodesUnder(node, program.nodesOf('SpreadElement'))
  if (calls.length === 0 || comparisons.length + texts.length + spreads.length > 0) return false
  const areWritten = calls.every((one) => mayGiveRows(one) && one.arguments.every(({ type }) => type === 'ObjectExpression'))
  return areWritten && givenInside(node, program).every(isById)
}

/** What a function gives the objects in it, by name. */
function givenInside(node: Node, program: Program): TSESTree.Property[] {
  const all = nodesUnder(node, program.nodesOf('Property'))
  return all.filter((one) => program.parentOf(one)?.type === 'ObjectExpression' && !holdsParts.test(one.value.type))
}

const holdsParts = /^(?:ObjectExpression|ArrayExpression|Literal)$/

function isById(property: TSESTree.Property): boolean {
  return !property.computed && property.key.type === 'Identifier' && property.key.name === 'id' && property.value.type === 'Identifier'
}

function namesSomebody(node: Node, program: Program): boolean {
  return somebody.test(program.text.slice(...node.range))
}

/** Wherever it stands in a word, since what is taken for somebody only leaves a check as good as it was. */
const somebody =
  /user|uid|person|people|profile|account|member|staff|employee|viewer|visitor|guest|caller|actor|agent|admin|owner|author|creat|client|customer|contact|participant|invit|role|permission|grant|share|session|auth|tenant|org|team|workspace|compan|token|secret|password|code|hash|sign|slug|email|cookie|header|req|ctx|context|event|current|self|me\b|by\b/i
