import { fitsWildcard } from '../../catalog/wildcard.ts'
import type { Table } from '../../catalog/catalog.ts'
import type { Change, QualifiedName } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import type { Script } from '../../catalog/script.ts'
import { shownTable } from '../index-sql.ts'
import { dependentsOf, usersOfKey, usersOfType } from './dependents.ts'
import type { DestructiveMessage } from './destructive-messages.ts'
import { foreignKeyIndex, lastIndex } from './dropped-index.ts'
import { alteredTable, findingsIn, found, type Check, type Finding, type Moment } from './finding.ts'

/** What the rule looks for, by the option that asks for it. */
export interface DestructiveOptions {
  /** Names of what may go: `*` stands for anything. */
  readonly deprecatedNames: readonly string[]
  readonly columns: boolean
  readonly tables: boolean
  readonly objects: boolean
  readonly renames: boolean
  readonly comments: boolean
  readonly truncates: boolean
  readonly cascades: boolean
  readonly defaults: boolean
  readonly foreignKeyIndexes: boolean
  readonly lastIndexes: boolean
}

/** What a migration takes away of what was there before. */
export function destructiveSteps(
  script: Script,
  options: DestructiveOptions,
  textAt: Moment['textAt'],
): readonly Finding<DestructiveMessage>[] {
  const patterns = options.deprecatedNames.map((pattern) => pattern.toLowerCase())
  const isDeprecated = (name: string): boolean => patterns.some((pattern) => fitsWildcard(name.toLowerCase(), pattern))
  const checks: readonly (readonly [boolean, Check<DestructiveMessage>])[] = [
    [options.columns, (moment) => droppedColumn(moment, isDeprecated)],
    [options.tables, (moment) => droppedTable(moment, isDeprecated)],
    [options.objects, (moment) => droppedObject(moment, isDeprecated)],
    [options.renames, (moment) => renamed(moment, isDeprecated)],
    [options.comments, (moment) => uncommented(moment, isDeprecated)],
    [options.truncates, truncated],
    [options.cascades, cascade],
    [options.defaults, droppedDefault],
    [options.foreignKeyIndexes, foreignKeyIndex],
    [options.lastIndexes, lastIndex],
  ]
  return findingsIn(
    script,
    checks.flatMap(([isAsked, check]) => (isAsked ? [check] : [])),
    textAt,
  )
}

type IsDeprecated = (name: string) => boolean

function droppedColumn(moment: Moment, isDeprecated: IsDeprecated): readonly Finding<DestructiveMessage>[] {
  const { change } = moment.action
  if (change.kind !== 'drop column' || isDeprecated(change.column.text)) return []
  const table = alteredTable(moment)
  const column = table && moment.past.column(table, change.column.text)
  return column && !isDeprecated(table.name) ? [found('droppedColumn', moment, table, { column: cutName(change.column.text) })] : []
}

function droppedTable(moment: Moment, isDeprecated: IsDeprecated): readonly Finding<DestructiveMessage>[] {
  const { change } = moment.action
  if (change.kind !== 'drop' || (change.object !== 'table' && change.object !== 'foreign table')) return []
  const table = moment.past.table(change.name)
  if (!table || isDeprecated(change.name.name.text) || isReplaced(moment, change.name)) return []
  return [found('droppedTable', moment, table)]
}

/** A copy that is given the name of the table: its rows are there. */
function isReplaced({ script: { actions }, at }: Moment, name: QualifiedName): boolean {
  return actions
    .slice(at)
    .some(({ change }) => change.kind === 'rename' && change.object === 'table' && cutName(change.to.text) === cutName(name.name.text))
}

const counted = /^(?:view|materialized view|schema|type|domain|sequence|extension)$/

function droppedObject(moment: Moment, isDeprecated: IsDeprecated): readonly Finding<DestructiveMessage>[] {
  const { change, range } = moment.action
  if (change.kind !== 'drop' || !counted.test(change.object) || isDeprecated(change.name.name.text)) return []
  const { name } = change
  if (!wasThere(moment, change) || isMadeAgain(moment, name)) return []
  return [{ messageId: 'droppedObject', range, data: { object: change.object, name: name.name.text } }]
}

function wasThere({ script: { actions, before }, past, at }: Moment, { object, name }: Extract<Change, { kind: 'drop' }>): boolean {
  if (object === 'view' || object === 'materialized view') return past.table(name) !== undefined
  const cut = cutName(name.name.text)
  const { types, sequences, schemas, extensions } = before.parts
  const isMade = actions.slice(0, at).some(({ change }) => isMaking(change, name))
  if (isMade) return false
  if (object === 'schema') return schemas.includes(cut)
  const among = object === 'sequence' ? sequences : object === 'extension' ? extensions : types
  return among.some((one) => one.name === cut)
}

function isMadeAgain({ script: { actions }, at }: Moment, name: QualifiedName): boolean {
  return actions.slice(at).some(({ change }) => isMaking(change, name))
}

function isMaking(change: Change, { name }: QualifiedName): boolean {
  if (change.kind === 'rename' && 'object' in change && change.object !== 'column' && change.object !== 'constraint')
    return change.to.text === name.text
  if (!change.kind.startsWith('create ') || !('name' in change) || typeof change.name !== 'object') return false
  const made = 'text' in change.name ? change.name : change.name.name
  return cutName(made.text) === cutName(name.text)
}

function renamed(moment: Moment, isDeprecated: IsDeprecated): readonly Finding<DestructiveMessage>[] {
  const { change } = moment.action
  if (change.kind !== 'rename' || isDeprecated(change.to.text)) return []
  const table = moment.past.table(change.name)
  if (!table) return []
  if (change.object === 'column') {
    const column = moment.past.column(table, change.of.text)
    return column ? [found('renamedColumn', moment, table, { column: change.of.text, to: change.to.text })] : []
  }
  const isTable = change.object === 'table' || change.object === 'view' || change.object === 'materialized view'
  return isTable && !isMadeAgain(moment, change.name) ? [found('renamedTable', moment, table)] : []
}

/** A column that is marked to go, without a word about when. */
function uncommented(moment: Moment, isDeprecated: IsDeprecated): readonly Finding<DestructiveMessage>[] {
  const { change } = moment.action
  if (change.kind !== 'rename' || change.object !== 'column' || !isDeprecated(change.to.text)) return []
  const table = moment.past.table(change.name)
  if (!table || isDeprecated(change.of.text)) return []
  const isSaid = moment.script.actions.some(
    ({ change: other }) =>
      other.kind === 'comment' &&
      cutName(other.table.name.text) === cutName(change.name.name.text) &&
      cutName(other.column) === cutName(change.to.text) &&
      /\d/.test(other.text ?? ''),
  )
  return isSaid ? [] : [found('uncommented', moment, table, { column: change.to.text })]
}

const truncated: Check<DestructiveMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'write' || change.query.kind !== 'truncate') return []
  return change.query.tables.flatMap((name) => {
    const table = moment.past.table(name)
    return table ? [found<DestructiveMessage>('truncated', moment, table)] : []
  })
}

const cascade: Check<DestructiveMessage> = (moment) => {
  const { change, range } = moment.action
  if (!('cascade' in change) || !change.cascade) return []
  const others = othersGone(moment)
  if (others.length === 0) return []
  const shown = others.length > 4 ? [...others.slice(0, 3), `${others.length - 3} more`] : others
  return [{ messageId: 'cascade', range, data: { others: shown.join(', ') } }]
}

function othersGone(moment: Moment): readonly string[] {
  const { change } = moment.action
  const { before } = moment.script
  if (change.kind === 'drop column') {
    const table = alteredTable(moment)
    const column = table && moment.past.column(table, change.column.text)
    return column ? dependentsOf(table, column.name, moment) : []
  }
  if (change.kind === 'drop constraint') {
    const table = alteredTable(moment)
    const index = table && moment.past.indexOf(table, change.constraint.text)
    return index ? usersOfKey(table, index, moment) : []
  }
  if (change.kind !== 'drop') return []
  const name = cutName(change.name.name.text)
  if (change.object === 'type' || change.object === 'domain') return usersOfType(change.name.schema ?? 'public', name, moment)
  if (change.object === 'schema')
    return before.tables.flatMap((table) => {
      const called = moment.past.called(table)
      return called.schema === name && moment.past.has(table) ? [`${table.kind} ${shownTable(called)}`] : []
    })
  const table = moment.past.table(change.name)
  return table ? dependentsOf(table, undefined, moment).filter((other) => !isNamedBeside(other, moment)) : []
}

/** Whether the same statement drops it by its name: `DROP TABLE a, b CASCADE`. */
function isNamedBeside(other: string, { action, script: { actions } }: Moment): boolean {
  return actions.some(
    ({ change, statement }) =>
      statement === action.statement && change.kind === 'drop' && new RegExp(`\\b${escaped(change.name.name.text)}$`).test(other),
  )
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

const droppedDefault: Check<DestructiveMessage> = (moment) => {
  const { change } = moment.action
  if (change.kind !== 'set default' || change.default) return []
  const table = alteredTable(moment)
  const column = table && moment.past.column(table, change.column.text)
  if (!table || !column?.hasDefault || column.nullable || isGivenBack(moment, table, change.column.text)) return []
  return [found('droppedDefault', moment, table, { column: cutName(change.column.text) })]
}

/** Another default or an identity, or no NOT NULL any more. */
function isGivenBack({ script: { actions }, past }: Moment, table: Table, name: string): boolean {
  return actions.some(({ change }) => {
    if (change.kind !== 'set default' && change.kind !== 'add identity' && change.kind !== 'drop not null' && change.kind !== 'drop column')
      return false
    const isOther = change.kind !== 'set default' || change.default !== undefined
    return isOther && cutName(change.column.text) === cutName(name) && past.table(change.table) === table
  })
}
