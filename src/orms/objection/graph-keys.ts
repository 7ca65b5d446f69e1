import { isRequested } from '../../javascript/requested.ts'
import { isSentTo } from '../../javascript/sent.ts'
import { typeOf } from '../../javascript/symbolic/declared.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { isUndefined, sourceText, type Value } from '../../javascript/symbolic/value.ts'
import { checkedBy, checkedPart } from '../../javascript/zod.ts'
import { variableOf } from '../row-changes.ts'
import { typedRow } from '../typed-rows.ts'
import { fieldsOf } from '../ways.ts'
import type { Models } from './models.ts'

/** What a graph says of a column of its key: a value, a property of something that was sent, or nothing; undefined where nobody knows. */
export type GraphKey =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'sent'; readonly of: Value } | { readonly kind: 'none' }

export function keyIn(graph: Value, name: string, models: Models, machine: Machine): GraphKey | undefined {
  if (graph.kind !== 'record') return isSent(graph, name, models, machine) ? sentKey(graph, name, machine) : undefined
  const fields = fieldsOf(graph)
  const entry = fields.findLast((field) => field.kind === 'entry' && field.key === name)
  if (entry?.kind === 'entry') return isUndefined(entry.value) ? { kind: 'none' } : { kind: 'value', value: entry.value }
  if (fields.some((field) => field.kind === 'ways')) return undefined
  const hidden = fields.findLast((field) => field.kind === 'hidden' && field.without?.includes(name) !== true)
  if (hidden?.kind !== 'hidden') return { kind: 'none' }
  // Of the rest of something, the key may have been taken out.
  return graph.at.node.type === 'ObjectExpression' ? keyIn(hidden.value, name, models, machine) : undefined
}

/** The property of what was sent, as the program has named it before, by which it may have asked about it. */
function sentKey(of: Value, name: string, machine: Machine): GraphKey {
  const { node, program } = of.at
  const variable = variableOf(of.at)
  const names = [sourceText(of.at), ...(variable ? [variable.name] : [])].map((one) => `${one}.${name}`)
  const around = program.functionAround(node)
  const named = program
    .nodesOf('MemberExpression')
    .findLast((one) => program.functionAround(one) === around && names.includes(sourceText({ node: one, program })))
  return named ? { kind: 'value', value: machine.answer({ node: named, program }) } : { kind: 'sent', of }
}

/** Whether something comes from whoever asks, and may have a property: by where it is taken from, by its type or by what has checked it. */
function isSent(value: Value, name: string, models: Models, machine: Machine): boolean {
  if (typedRow(value, machine, (of) => models.of(of) !== undefined)) return false
  const { node, program } = value.at
  if (isRequested(node, program)) return true
  if (value.kind === 'symbol' && value.declared && isSentTo(value.declared.node, value.declared.program)) return true
  const schema = checkedBy(value)
  if (schema && checkedPart(schema, name)) return true
  return isOpen(value) && typeOf({ kind: 'member', object: value, name, at: value.at }, machine, 0) !== undefined
}

function isOpen({ kind }: Value): boolean {
  return kind === 'symbol' || kind === 'member'
}
