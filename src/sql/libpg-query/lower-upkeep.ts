import type { CommentStmt, Node, RangeVar, ReindexStmt, VacuumStmt, VariableSetStmt } from '@pgsql/types'
import type { Change, QualifiedName } from '../../catalog/change.ts'
import { qualified } from './lower-table.ts'
import { optionHolds } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

/** What leaves the schema as it is. */
export function lowerUpkeep(node: Node, text: TreeText): Change[] {
  if ('RefreshMatViewStmt' in node) {
    const { relation = {}, concurrent = false } = node.RefreshMatViewStmt
    const name = qualified(relation, text)
    return [{ kind: 'refresh', name, concurrently: concurrent, range: name.name.range }]
  }
  if ('ReindexStmt' in node) return [reindex(node.ReindexStmt, text)]
  if ('VacuumStmt' in node) return vacuum(node.VacuumStmt, text)
  if ('ClusterStmt' in node) {
    const { relation } = node.ClusterStmt
    if (!relation) return [rewrite('CLUSTER', [], text), apart('CLUSTER', text)]
    return [rewrite('CLUSTER', [qualified(relation, text)], text)]
  }
  if ('CommentStmt' in node) return comment(node.CommentStmt, text)
  const [tag = ''] = Object.keys(node)
  const verb = statementsApart.get(tag)
  return verb === undefined ? [] : [apart(verb, text)]
}

const statementsApart: ReadonlyMap<string, string> = new Map([
  ['CreatedbStmt', 'CREATE DATABASE'],
  ['DropdbStmt', 'DROP DATABASE'],
  ['CreateTableSpaceStmt', 'CREATE TABLESPACE'],
  ['DropTableSpaceStmt', 'DROP TABLESPACE'],
  ['AlterSystemStmt', 'ALTER SYSTEM'],
])

function apart(verb: string, text: TreeText): Change {
  return { kind: 'apart', verb, range: text.words }
}

function rewrite(by: string, tables: readonly QualifiedName[], text: TreeText): Change {
  return { kind: 'rewrite', by, tables, range: tables[0]?.name.range ?? text.words }
}

const reindexed = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_DATABASE: 'database',
  REINDEX_OBJECT_SYSTEM: 'system',
} as const

function reindex({ kind = 'REINDEX_OBJECT_INDEX', relation, name: whole, params }: ReindexStmt, text: TreeText): Change {
  const name = relation ? qualified(relation, text) : nameOf(whole, text)
  const range = name?.name.range ?? text.words
  return { kind: 'reindex', of: reindexed[kind], name, concurrently: optionHolds(params, 'concurrently'), range }
}

function nameOf(name: string | undefined, text: TreeText): QualifiedName | undefined {
  return name === undefined ? undefined : { schema: undefined, name: text.nameFrom(name, text.head) }
}

function vacuum({ options, rels = [], is_vacuumcmd = false }: VacuumStmt, text: TreeText): Change[] {
  const tables = rels.flatMap((rel) => ('VacuumRelation' in rel ? namesOf(rel.VacuumRelation.relation, text) : []))
  const range = tables[0]?.name.range ?? text.words
  const analyze: Change[] = !is_vacuumcmd || optionHolds(options, 'analyze') ? [{ kind: 'analyze', tables, range }] : []
  if (!is_vacuumcmd) return analyze
  const full = optionHolds(options, 'full')
  return [...(full ? [rewrite('VACUUM FULL', tables, text)] : []), apart('VACUUM', text), ...analyze]
}

function namesOf(relation: RangeVar | undefined, text: TreeText): QualifiedName[] {
  return relation ? [qualified(relation, text)] : []
}

function comment({ objtype, object, comment: said }: CommentStmt, text: TreeText): Change[] {
  if (objtype !== 'OBJECT_COLUMN' || !object || !('List' in object)) return []
  const names = stringsOf(object.List.items)
  const range = text.words
  const table = { schema: names.at(-3), name: { text: names.at(-2) ?? '', range } }
  return [{ kind: 'comment', table, column: names.at(-1) ?? '', text: said, range }]
}

/** A setting of the session; undefined where it goes back to what it was. */
export function lowerSetting({ kind, name = '', args = [], is_local = false }: VariableSetStmt, text: TreeText): Change[] {
  if (kind !== 'VAR_SET_VALUE' && kind !== 'VAR_RESET' && kind !== 'VAR_SET_DEFAULT') return []
  const values = args.flatMap((arg) => ('A_Const' in arg ? (arg.A_Const.sval?.sval ?? String(arg.A_Const.ival?.ival ?? 0)) : []))
  return [{ kind: 'set', name, value: kind === 'VAR_SET_VALUE' ? values.join(', ') : undefined, local: is_local, range: text.words }]
}
