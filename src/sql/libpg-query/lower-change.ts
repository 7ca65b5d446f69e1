import type {
  CreateFunctionStmt,
  CreatePolicyStmt,
  CreateTableAsStmt,
  DefElem,
  Node,
  RoleSpec,
  SelectStmt,
  TransactionStmt,
  VariableSetStmt,
  ViewStmt,
} from '@pgsql/types'
import type { Change, CreateTable, OwnedBy, QualifiedName } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { lowerAlterTable } from './lower-alter.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerDrop, lowerRename, lowerSetSchema } from './lower-object.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerColumn, lowerCreateIndex, lowerCreateTable, qualified, typeAsName } from './lower-table.ts'
import { lowerType } from './lower-type.ts'
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
  if ('CreateSchemaStmt' in node) {
    const { schemaname = '', schemaElts = [], if_not_exists = false } = node.CreateSchemaStmt
    const name = text.nameFrom(schemaname, 0)
    const inside = schemaElts.flatMap((element) => lowerChanges(element, text)).map((change) => inSchema(change, schemaname))
    return [{ kind: 'create schema', name, ifNotExists: if_not_exists, range: name.range }, ...inside]
  }
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
    const name = text.nameFrom(trigname, 0)
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
  if ('CreateFunctionStmt' in node) return createFunction(node.CreateFunctionStmt, text)
  if ('CreateExtensionStmt' in node) {
    const { extname = '', if_not_exists = false, options } = node.CreateExtensionStmt
    const name = text.nameFrom(extname, 0)
    return [{ kind: 'create extension', name, schema: optionText(options, 'schema'), ifNotExists: if_not_exists, range: name.range }]
  }
  if ('TransactionStmt' in node) return transaction(node.TransactionStmt, text)
  if ('VariableSetStmt' in node) return searchPath(node.VariableSetStmt, text)
  if ('SelectStmt' in node) return select(node.SelectStmt, text)
  return typeOrSequence(node, text)
}

function named(nodes: readonly Node[] | undefined, text: TreeText): QualifiedName {
  const names = stringsOf(nodes)
  const name = text.nameFrom(names.at(-1) ?? '', names.length > 1 ? text.nameFrom(names.at(-2) ?? '', 0).range[1] : 0)
  return { schema: names.at(-2), name }
}

function typeOrSequence(node: Node, text: TreeText): Change[] {
  if ('CreateSeqStmt' in node) {
    const { sequence = {}, options, if_not_exists = false } = node.CreateSeqStmt
    const name = qualified(sequence, text)
    const owned = ownedBy(options, text)
    return [
      {
        kind: 'create sequence',
        name,
        ifNotExists: if_not_exists,
        temporary: sequence.relpersistence === 't',
        ownedBy: owned === 'none' ? undefined : owned,
        range: name.name.range,
      },
    ]
  }
  if ('AlterSeqStmt' in node) {
    const { sequence = {}, options, missing_ok = false } = node.AlterSeqStmt
    const name = qualified(sequence, text)
    return [{ kind: 'alter sequence', name, ifExists: missing_ok, ownedBy: ownedBy(options, text), range: name.name.range }]
  }
  if ('CreateEnumStmt' in node) {
    const name = named(node.CreateEnumStmt.typeName, text)
    const labels = labelsOf(node.CreateEnumStmt.vals, name.name.range[1], text)
    return [{ kind: 'create enum', name, labels, range: name.name.range }]
  }
  if ('AlterEnumStmt' in node) {
    const { typeName, oldVal, newVal = '', newValNeighbor, newValIsAfter, skipIfNewValExists = false } = node.AlterEnumStmt
    const name = named(typeName, text)
    const to = { text: newVal, range: name.name.range }
    const range = name.name.range
    if (oldVal !== undefined) return [{ kind: 'rename enum label', name, from: oldVal, to, range }]
    return [
      {
        kind: 'alter enum',
        name,
        add: to,
        before: newValIsAfter ? undefined : newValNeighbor,
        after: newValIsAfter ? newValNeighbor : undefined,
        ifNotExists: skipIfNewValExists,
        range,
      },
    ]
  }
  if ('CreateDomainStmt' in node) {
    const { domainname, typeName, constraints = [] } = node.CreateDomainStmt
    const name = named(domainname, text)
    const has = (type: string): boolean => constraints.some((c) => 'Constraint' in c && c.Constraint.contype === type)
    return [
      {
        kind: 'create domain',
        name,
        type: lowerType(typeName),
        notNull: has('CONSTR_NOTNULL'),
        default: has('CONSTR_DEFAULT'),
        range: name.name.range,
      },
    ]
  }
  if ('CompositeTypeStmt' in node) {
    const { typevar = {}, coldeflist = [] } = node.CompositeTypeStmt
    const name = qualified(typevar, text)
    const columns = coldeflist.flatMap((column) => ('ColumnDef' in column ? [lowerColumn(column.ColumnDef, text)] : []))
    return [{ kind: 'create composite type', name, columns, range: name.name.range }]
  }
  if ('CreateRangeStmt' in node) return otherType(named(node.CreateRangeStmt.typeName, text))
  if ('DefineStmt' in node && node.DefineStmt.kind === 'OBJECT_TYPE') return otherType(named(node.DefineStmt.defnames, text))
  return []
}

function otherType(name: QualifiedName): Change[] {
  return [{ kind: 'create other type', name, range: name.name.range }]
}

function labelsOf(nodes: readonly Node[] | undefined, from: number, text: TreeText): { text: string; range: Range }[] {
  const { tokens } = text
  let index = tokens.at(from)
  return stringsOf(nodes).map((label) => {
    while (index < tokens.end && tokens.label(index) === undefined) index++
    return { text: label, range: tokens.range(index++) }
  })
}

function options(nodes: readonly Node[] | undefined): DefElem[] {
  return (nodes ?? []).flatMap((node) => ('DefElem' in node ? [node.DefElem] : []))
}

function optionText(nodes: readonly Node[] | undefined, name: string): string | undefined {
  const arg = options(nodes).find((option) => option.defname === name)?.arg
  return arg && 'String' in arg ? arg.String.sval : undefined
}

/** A boolean option is true when it is named alone. */
function optionHolds(nodes: readonly Node[] | undefined, name: string): boolean {
  const option = options(nodes).find((o) => o.defname === name)
  if (!option) return false
  const arg = option.arg
  if (!arg) return true
  if ('Boolean' in arg) return arg.Boolean.boolval ?? false
  return 'String' in arg ? /^(?:true|on|yes|1)$/i.test(arg.String.sval ?? '') : 'Integer' in arg && arg.Integer.ival === 1
}

function ownedBy(nodes: readonly Node[] | undefined, text: TreeText): OwnedBy | 'none' | undefined {
  const arg = options(nodes).find((option) => option.defname === 'owned_by')?.arg
  const names = arg && 'List' in arg ? stringsOf(arg.List.items) : []
  if (names.length < 2) return names[0] === 'none' ? 'none' : undefined
  return { table: typeAsName(names.slice(0, -1), text.whole), column: names.at(-1) ?? '' }
}

function inSchema(change: Change, schema: string): Change {
  const within = (name: QualifiedName): QualifiedName => ({ ...name, schema: name.schema ?? schema })
  if (change.kind === 'create table' || change.kind === 'create view' || change.kind === 'create sequence')
    return { ...change, name: within(change.name) }
  if (change.kind === 'create index' || change.kind === 'create trigger') return { ...change, table: within(change.table) }
  return change
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

/** SELECT … INTO makes a table; `select set_config('search_path', …)` stands at the head of every dump. */
function select(node: SelectStmt, text: TreeText): Change[] {
  const { intoClause: into, ...query } = node
  if (into) return tableAs({ query: { SelectStmt: query }, into }, text)
  const [target] = node.targetList ?? []
  const call =
    target && 'ResTarget' in target && target.ResTarget.val && 'FuncCall' in target.ResTarget.val
      ? target.ResTarget.val.FuncCall
      : undefined
  if (!call || stringsOf(call.funcname).at(-1) !== 'set_config') return []
  const [key, value, local] = (call.args ?? []).map((arg) => ('A_Const' in arg ? arg.A_Const : undefined))
  if (key?.sval?.sval !== 'search_path') return []
  const schemas = value?.sval ? splitPath(value.sval.sval ?? '') : undefined
  return [{ kind: 'search path', schemas, local: local?.boolval?.boolval ?? false, range: text.whole }]
}

function splitPath(path: string): string[] {
  return path
    .split(',')
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '')
}

function searchPath({ kind, name, args = [], is_local = false }: VariableSetStmt, text: TreeText): Change[] {
  if (kind === 'VAR_RESET_ALL') return [{ kind: 'search path', schemas: undefined, local: false, range: text.whole }]
  if (name !== 'search_path') return []
  const isReset = kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT'
  const schemas = args.flatMap((arg) => ('A_Const' in arg ? [arg.A_Const.sval?.sval ?? ''] : [])).filter((schema) => schema !== '')
  return [{ kind: 'search path', schemas: isReset ? undefined : schemas, local: is_local, range: text.whole }]
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

function roleName({ roletype = 'ROLESPEC_CSTRING', rolename }: RoleSpec): string {
  return rolename ?? roletype.replace('ROLESPEC_', '').toLowerCase()
}

function policy(
  { policy_name = '', table = {}, cmd_name = 'all', permissive = false, roles, qual, with_check }: CreatePolicyStmt,
  text: TreeText,
): Change[] {
  const name = text.nameFrom(policy_name, 0)
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

function createFunction(node: CreateFunctionStmt, text: TreeText): Change[] {
  const name = named(node.funcname, text)
  const inputs = (node.parameters ?? []).filter((p) => 'FunctionParameter' in p && !/OUT$|TABLE$/.test(p.FunctionParameter.mode ?? ''))
  const given = options(node.options)
  return [
    {
      kind: 'create function',
      name,
      arguments: inputs.length,
      replace: node.replace ?? false,
      procedure: node.is_procedure ?? false,
      securityDefiner: optionHolds(node.options, 'security'),
      searchPath: given.some(({ arg }) => arg && 'VariableSetStmt' in arg && arg.VariableSetStmt.name === 'search_path'),
      returnsTrigger: stringsOf(node.returnType?.names).at(-1) === 'trigger',
      range: name.name.range,
    },
  ]
}

const transactions: Readonly<Record<string, Extract<Change, { kind: 'transaction' }>['does']>> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback to',
}

function transaction({ kind = 'TRANS_STMT_BEGIN', savepoint_name }: TransactionStmt, text: TreeText): Change[] {
  const does = transactions[kind]
  return does ? [{ kind: 'transaction', does, savepoint: savepoint_name, range: text.whole }] : []
}
