import { lookup } from '../catalog/lookup.ts'
import type { Call, Term } from './query.ts'
import { mapParts } from './tree.ts'

/** Functions that casts call, each with the type: what either writes is kept as one. */
const castingFunctions: Readonly<Record<string, string>> = lookup({
  date: 'date',
  int4: 'integer',
  int8: 'bigint',
  float8: 'double precision',
  numeric: 'numeric',
})

/** A term in the one way in which Postgres keeps those that are written in several. */
export function asKept(term: Term): Term {
  return map(term) as Term
}

function map(node: unknown): unknown {
  const inner: unknown = mapParts(node, map)
  return isCall(inner) ? callAsKept(inner) : inner
}

function isCall(node: unknown): node is Call {
  return typeof node === 'object' && node !== null && 'kind' in node && node.kind === 'call' && 'args' in node
}

function callAsKept(call: Call): Term {
  const [first, second] = call.args
  if (call.operator) {
    const path = second && /^#>>?$/.test(call.name) ? pathOf(second) : undefined
    return first && path ? { ...call, args: [first, path] } : call
  }
  const type = call.schema === undefined || call.schema === 'pg_catalog' ? castingFunctions[call.name] : undefined
  const isPlain = call.args.length === 1 && !call.star && !call.distinct && call.filter === undefined && call.over === undefined
  return isPlain && first && type !== undefined ? { kind: 'cast', term: first, type, range: call.range } : call
}

/** A path into JSON is one value, whether written as an array or as its text. */
function pathOf(term: Term): Term | undefined {
  if (term.kind === 'cast') return pathOf(term.term)
  const steps = stepsOf(term)
  return steps && { kind: 'value', value: { kind: 'literal', literal: `{${steps.join(',')}}` }, many: false, range: term.range }
}

function stepsOf(term: Term): string[] | undefined {
  if (term.kind === 'array') {
    const steps = term.terms.map((step) => (step.kind === 'value' && step.value.kind === 'literal' ? step.value.literal : undefined))
    return steps.every((step) => typeof step === 'string' && /^[\w$-]+$/.test(step)) ? steps.map(String) : undefined
  }
  if (term.kind !== 'value' || term.value.kind !== 'literal' || typeof term.value.literal !== 'string') return undefined
  const inner = /^\s*\{([^{}\\]*)\}\s*$/.exec(term.value.literal)?.[1]
  const steps = inner?.split(',').map((step) => step.trim().replace(/^"([\w$-]+)"$/, '$1'))
  return steps?.every((step) => /^[\w$-]+$/.test(step)) ? steps : undefined
}
