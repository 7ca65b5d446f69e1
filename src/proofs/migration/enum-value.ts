import type { QualifiedName, TypeReference } from '../../catalog/change.ts'
import { parseType } from '../../catalog/types.ts'
import type { Query, Term } from '../../query/query.ts'
import type { BlockingMessage } from './blocking-messages.ts'
import { nodesIn, type Check, type Moment } from './finding.ts'

interface Added {
  readonly type: QualifiedName
  readonly label: string
  readonly transaction: number
}

/** A label of an enum that is used before the transaction that added it ends: error 55P04. */
export function valueUsed(): Check<BlockingMessage> {
  let added: readonly Added[] = []
  return (moment) => {
    const { change, range } = moment.action
    const { transaction } = moment
    if (transaction === undefined) return []
    // Of an enum that is new itself, its labels are new with it.
    if (change.kind === 'create enum') added = added.filter(({ type }) => type.name.text !== change.name.name.text)
    const used = added.find((one) => one.transaction === transaction && isUsed(one, moment))
    if (change.kind === 'alter enum' && isOld(moment, change.name))
      added = [...added, { type: change.name, label: change.add.text, transaction }]
    if (!used) return []
    added = added.filter((one) => one !== used)
    return [{ messageId: 'valueUsed', range, data: { value: `'${used.label}'`, type: used.type.name.text } }]
  }
}

/** Whether the type is one of before, which the file has not made. */
function isOld({ script, at }: Moment, type: QualifiedName): boolean {
  const isMade = script.actions.slice(0, at).some(({ change }) => change.kind === 'create enum' && change.name.name.text === type.name.text)
  return !isMade && script.before.parts.types.some(({ kind, name }) => kind === 'enum' && name === type.name.text)
}

function isUsed(added: Added, moment: Moment): boolean {
  const { change } = moment.action
  if (change.kind === 'add column') return isOf(change.column.type, added) && isLabel(change.column.default, added)
  if (change.kind === 'set default') return isLabel(change.default, added) && isOf(typeOf(moment, change.table, change.column.text), added)
  if (change.kind === 'create table')
    return change.elements.some(
      (element) => element.kind === 'column' && isOf(element.column.type, added) && isLabel(element.column.default, added),
    )
  if (change.kind === 'write') return isWritten(change.query, added, moment) || hasCast(change.query, added)
  return change.kind === 'create index' && change.predicate !== undefined && hasCast(change.predicate, added)
}

function isWritten(query: Query, added: Added, moment: Moment): boolean {
  if (query.kind !== 'update' && query.kind !== 'insert') return false
  const target: QualifiedName = { schema: query.target.schema, name: { text: query.target.name, range: query.range } }
  const isOfType = (column: string): boolean => isOf(typeOf(moment, target, column), added)
  if (query.kind === 'update')
    return query.set.some((set) => 'column' in set && isTerm(set.value) && isLabel(set.value, added) && isOfType(set.column))
  if (query.source.kind !== 'rows') return false
  const { columns, source } = query
  return source.rows.some((row) =>
    row.some((value, i) => isTerm(value) && isLabel(value, added) && columns?.[i] !== undefined && isOfType(columns[i].text)),
  )
}

function isTerm(value: Term | 'default'): value is Term {
  return value !== 'default'
}

function typeOf({ past }: Moment, name: QualifiedName, column: string): TypeReference | undefined {
  const table = past.table(name)
  return table && past.column(table, column)?.type
}

function isOf(type: TypeReference | undefined, { type: { schema, name } }: Added): boolean {
  if (!type || type.array || type.name !== name.text) return false
  return schema === undefined || type.schema === undefined || schema === type.schema
}

function isLabel(term: Term | undefined, added: Added): boolean {
  if (term?.kind === 'cast') return isLabel(term.term, added)
  return term?.kind === 'value' && term.value.kind === 'literal' && term.value.literal === added.label
}

/** `'label'::type`, anywhere. */
function hasCast(node: object, added: Added): boolean {
  for (const part of nodesIn(node)) if (isCast(part) && isOf(parseType(part.type), added) && isLabel(part.term, added)) return true
  return false
}

function isCast(node: object): node is Extract<Term, { kind: 'cast' }> {
  return 'kind' in node && node.kind === 'cast' && 'type' in node
}
