import type { CreatePolicyStmt, CreateTableAsStmt, Node, SelectStmt, ViewStmt } from '@pgsql/types'
import type { Change, CreateTable, QualifiedName } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { lowerAlterTable } from './lower-alter.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerDefinition } from './lower-definition.ts'
import { lowerFunction } from './lower-function.ts'
import { lowerDrop, lowerUse, lowerRename, lowerSetSchema } from './lower-object.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerSet, lowerSetConfig, lowerTransaction } from './lower-session.ts'
import { lowerCreateSchema, roleName } from './lower-schema.ts'
import { lowerCreateIndex, lowerCreateTable, qualified } from './lower-table.ts'
import { lowerUpkeep } from './lower-upkeep.ts'
import { optionHolds, optionText } from './options.ts'
import { stringsOf, type TreeText } from './tree-text.ts'

/** What a statement does to the schema; nothing for one that only reads or writes rows. */
export function lowerChanges(node: Node, text: TreeText): Change[] {
  if ('CreateStmt' in node) return [lowerCreateTable(node.CreateStmt, text)]
  if ('IndexStmt' in node) return [lowerCreateIndex(node.IndexStmt, text)]
  if ('AlterTableStmt' in node) return lowerAlterTable(node.AlterTableStmt, text)
  if ('DropStmt' in node) return lowerDrop(node.DropStmt, text)
  if ('RenameStmt' in node) return lowerRename(node.RenameStmt, text)
  if ('AlterObjectSchemaStmt' in node) return lowerSetSchema(node.AlterObjectSchemaStmt, text)
  if ('CreateForeignTableStmt' in node)
    return node.CreateForeignTableStmt.base ? [lowerCreateTable(node.CreateForeignTableStmt.base, text, true)] : []
  if ('CreateTableAsStmt' in node) return tableAs(node.CreateTableAsStmt, text)
  if ('ViewStmt' in node) return view(node.ViewStmt, text)
  if ('CreateSchemaStmt' in node) return lowerCreateSchema(node.CreateSchemaStmt, text, lowerChanges)
  if ('CreatePolicyStmt' in node) return policy(node.CreatePolicyStmt, text)
  if ('AlterPolicyStmt' in node) {
    const { policy_name = '', table = {}, roles, qual, with_check } = node.AlterPolicyStmt
    const name = qualified(table, text)
    const using = qual && lowerCondition(qual, text)
    return [
      {
        kind: 'alter policy',
        name: policy_name,
        table: name,
        roles: rolesOf(roles),
        using,
        withCheck: with_check && lowerCondition(with_check, text),
        range: name.name.range,
      },
    ]
  }
  if ('CreateTrigStmt' in node) {
    const { trigname = '', relation = {}, funcname, replace = false } = node.CreateTrigStmt
    const name = text.nameFrom(trigname, text.head)
    return [
      {
        kind: 'create trigger',
        name,
        table: qualified(relation, text),
        function: stringsOf(funcname).join('.'),
        replace,
        range: name.range,
      },
    ]
  }
  if ('CreateCastStmt' in node) return [{ kind: 'create cast', range: [text.head, text.head] }]
  if ('CreateExtensionStmt' in node) {
    const { extname = '', if_not_exists = false, options } = node.CreateExtensionStmt
    const name = text.nameFrom(extname, text.head)
    return [{ kind: 'create extension', name, schema: optionText(options, 'schema'), ifNotExists: if_not_exists, range: name.range }]
  }
  if ('TransactionStmt' in node) return lowerTransaction(node.TransactionStmt, text)
  if ('VariableSetStmt' in node) return lowerSet(node.VariableSetStmt, text)
  if ('SelectStmt' in node) return select(node.SelectStmt, text)
  const defined = [...lowerDefinition(node, text), ...lowerFunction(node, text), ...lowerUse(node, text)]
  return [...defined, ...lowerUpkeep(node, text)]
}

function tableAs({ query, into = {}, objtype, if_not_exists = false }: CreateTableAsStmt, text: TreeText): Change[] {
  const rel = into.rel ?? {}
  const name = qualified(rel, text)
  const columns = text.namesFrom(into.colNames, name.name.range[1])
  if (!query) return []
  if ('ExecuteStmt' in query)
    return [{ kind: 'unread', reason: `the columns of ${name.name.text} come from a prepared statement`, range: name.name.range }]
  const meaning = lowerQuery(query, text)
  if (objtype === 'OBJECT_MATVIEW') {
    return [
      {
        kind: 'create view',
        name,
        materialized: true,
        replace: false,
        ifNotExists: if_not_exists,
        temporary: false,
        columns,
        query: meaning,
        securityInvoker: false,
        range: name.name.range,
      },
    ]
  }
  return [{ ...emptyTable(name), ifNotExists: if_not_exists, temporary: rel.relpersistence === 't', as: { query: meaning, columns } }]
}

function emptyTable(name: QualifiedName): CreateTable & { range: Range } {
  return {
    kind: 'create table',
    name,
    ifNotExists: false,
    temporary: false,
    unlogged: false,
    foreign: false,
    elements: [],
    inherits: [],
    partitionBy: undefined,
    partitionOf: undefined,
    ofType: undefined,
    as: undefined,
    onCommitDrop: false,
    range: name.name.range,
  }
}

/** SELECT … INTO makes a table. */
function select(node: SelectStmt, text: TreeText): Change[] {
  const { intoClause: into, ...query } = node
  return into ? tableAs({ query: { SelectStmt: query }, into }, text) : lowerSetConfig(node, text)
}

function view({ view: rel = {}, aliases, query, replace = false, options: given }: ViewStmt, text: TreeText): Change[] {
  if (!query) return []
  const name = qualified(rel, text)
  return [
    {
      kind: 'create view',
      name,
      materialized: false,
      replace,
      ifNotExists: false,
      temporary: rel.relpersistence === 't',
      columns: text.namesFrom(aliases, name.name.range[1]),
      query: lowerQuery(query, text),
      securityInvoker: optionHolds(given, 'security_invoker'),
      range: name.name.range,
    },
  ]
}

function rolesOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ('RoleSpec' in node ? [roleName(node.RoleSpec)] : []))
}

function policy(
  { policy_name = '', table = {}, cmd_name = 'all', permissive = false, roles, qual, with_check }: CreatePolicyStmt,
  text: TreeText,
): Change[] {
  const name = text.nameFrom(policy_name, text.head)
  const command = cmd_name === 'select' || cmd_name === 'insert' || cmd_name === 'update' || cmd_name === 'delete' ? cmd_name : 'all'
  return [
    {
      kind: 'create policy',
      name,
      table: qualified(table, text),
      permissive,
      command,
      roles: rolesOf(roles),
      using: qual && lowerCondition(qual, text),
      withCheck: with_check && lowerCondition(with_check, text),
      range: name.range,
    },
  ]
}
