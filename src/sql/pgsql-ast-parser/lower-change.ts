import type {
  CommentStatement,
  CreateCompositeType,
  CreateEnumType,
  CreateFunctionStatement,
  CreateMaterializedViewStatement,
  CreateSequenceStatement,
  CreateViewStatement,
  QColumn,
  SelectFromStatement,
  SetGlobalStatement,
  Statement as Node,
} from 'pgsql-ast-parser'
import type { Change } from '../../catalog/change.ts'
import type { AstText } from './ast-text.ts'
import { lowerAlterTable } from './lower-alter.ts'
import { lowerAlterEnum, lowerAlterIndex, lowerAlterSequence, lowerDrop, lowerDropFunction, ownedBy } from './lower-object.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerCreateIndex, lowerCreateTable } from './lower-table.ts'
import { isSerialType, lowerType } from './lower-type.ts'

/** What a statement does to the schema; nothing for one that only reads or writes rows. */
export function lowerChanges(node: Node, text: AstText): Change[] {
  switch (node.type) {
    case 'create table':
      return [lowerCreateTable(node, text)]
    case 'create index':
      return [lowerCreateIndex(node, text)]
    case 'create view':
    case 'create materialized view':
      return [view(node, text)]
    case 'create schema': {
      const name = text.written(node.name)
      return [{ kind: 'create schema', name, ifNotExists: node.ifNotExists ?? false, range: name.range }]
    }
    case 'create extension': {
      const name = text.written(node.extension)
      const schema = node.schema && text.nameOf(node.schema)
      return [{ kind: 'create extension', name, schema, ifNotExists: node.ifNotExists ?? false, range: name.range }]
    }
    case 'create sequence':
      return [createSequence(node, text)]
    case 'create enum':
      return [createEnum(node, text)]
    case 'create composite type':
      return [createComposite(node, text)]
    case 'create function':
      return [createFunction(node, text)]
    case 'alter table':
      return lowerAlterTable(node, text)
    case 'alter index':
      return lowerAlterIndex(node, text)
    case 'alter enum':
      return [lowerAlterEnum(node, text)]
    case 'alter sequence':
      return lowerAlterSequence(node, text)
    case 'drop function':
      return [lowerDropFunction(node, text)]
    case 'drop index':
    case 'drop sequence':
    case 'drop table':
    case 'drop trigger':
    case 'drop type':
      return lowerDrop(node, text)
    case 'begin':
    case 'start transaction':
      return [{ kind: 'transaction', does: 'begin', savepoint: undefined, range: text.whole }]
    case 'commit':
    case 'rollback':
      return [{ kind: 'transaction', does: node.type, savepoint: undefined, range: text.whole }]
    case 'set':
      return text.nameOf(node.variable) === 'search_path' ? searchPath(node, text) : [setting(node, text)]
    case 'set timezone':
      return [set('timezone', 'value' in node.to ? String(node.to.value) : undefined, text)]
    case 'set names':
      return [set('client_encoding', 'value' in node.to ? node.to.value : undefined, text)]
    case 'refresh materialized view': {
      const name = text.qualified(node.name)
      return [{ kind: 'refresh', name, concurrently: node.concurrently ?? false, range: name.name.range }]
    }
    case 'comment':
      return commented(node, text)
    case 'select':
      return setConfig(node, text)
    default:
      return []
  }
}

function view(node: CreateViewStatement | CreateMaterializedViewStatement, text: AstText): Change {
  const materialized = node.type === 'create materialized view'
  if (!materialized && node.recursive) text.refuse('pgsql-ast-parser does not read the recursion of a view', node)
  const name = text.qualified(node.name)
  const count = (node.columnNames ?? []).length
  const columns = text.tokens.elements(text.last(node.name) + 2).slice(0, count)
  return {
    kind: 'create view',
    name,
    materialized,
    replace: !materialized && (node.orReplace ?? false),
    ifNotExists: materialized && (node.ifNotExists ?? false),
    temporary: !materialized && (node.temp ?? false),
    columns: columns.map(([first]) => text.writtenAt(first)),
    query: lowerQuery(node.query, text),
    securityInvoker: false,
    range: name.name.range,
  }
}

function createSequence(node: CreateSequenceStatement, text: AstText): Change {
  const name = text.qualified(node.name)
  const owner = ownedBy(node.options.ownedBy, text)
  return {
    kind: 'create sequence',
    name,
    ifNotExists: node.ifNotExists ?? false,
    temporary: node.temp ?? false,
    ownedBy: owner === 'none' ? undefined : owner,
    range: name.name.range,
  }
}

function createEnum(node: CreateEnumType, text: AstText): Change {
  const name = text.qualified(node.name)
  const labels = node.values.map((label) => ({ ...text.written(label), text: text.tokens.label(text.first(label)) ?? label.value }))
  return { kind: 'create enum', name, labels, range: name.name.range }
}

function createComposite(node: CreateCompositeType, text: AstText): Change {
  const name = text.qualified(node.name)
  const columns = node.attributes.map((attribute) => ({
    name: text.written(attribute.name),
    type: lowerType(attribute.dataType, text),
    collation: attribute.collate && text.name(text.last(attribute.collate)),
    serial: isSerialType(attribute.dataType, text),
    default: undefined,
    generated: undefined,
    identity: undefined,
    constraints: [],
    nullable: undefined,
    range: text.range(text.bare(attribute)),
  }))
  return { kind: 'create composite type', name, columns, range: name.name.range }
}

function createFunction(node: CreateFunctionStatement, text: AstText): Change {
  const name = text.qualified(node.name)
  const { returns } = node
  const inputs = node.arguments.filter(({ mode }) => mode !== 'out')
  const columns = returns?.kind === 'table' ? returns.columns : []
  return {
    kind: 'create function',
    name,
    arguments: inputs.length,
    defaults: inputs.filter((one) => one.default).length,
    variadic: inputs.some(({ mode }) => mode === 'variadic'),
    types: [...node.arguments, ...columns].map(({ type }) => lowerType(type, text)),
    replace: node.orReplace ?? false,
    procedure: false,
    securityDefiner: false,
    searchPath: false,
    returnsTrigger: returns !== undefined && returns.kind === undefined && text.name(text.last(returns)) === 'trigger',
    body: undefined,
    range: name.name.range,
  }
}

/** The package nests the values of a list in each other, so they are read from the tokens. */
function searchPath(node: SetGlobalStatement, text: AstText): Change[] {
  const { tokens } = text
  const values = tokens.elements(text.first(node.variable) + 2).map(([first]) => tokens.label(first) ?? tokens.cutName(first) ?? '')
  const schemas = node.set.type === 'default' ? undefined : values.filter((schema) => schema !== '')
  return [{ kind: 'search path', schemas, local: node.scope === 'local', range: text.whole }]
}

function setting({ variable, scope, set: to }: SetGlobalStatement, text: AstText): Change {
  const values = to.type === 'default' ? undefined : to.type === 'list' ? to.values : [to]
  const value = values?.map((one) => (one.type === 'identifier' ? one.name : String(one.value))).join(', ')
  return set(text.nameOf(variable), value, text, scope === 'local')
}

function set(name: string, value: string | undefined, text: AstText, local = false): Change {
  return { kind: 'set', name, value, local, range: text.tokens.range(0) }
}

function commented({ on, comment: said }: CommentStatement, text: AstText): Change[] {
  if (on.type === 'column') return [comment(on.column, said, text)]
  if (on.type !== 'index') return []
  const name = text.qualified(on.name)
  return [{ kind: 'use index', name, range: name.name.range }]
}

function comment(column: QColumn, said: string, text: AstText): Change {
  const range = text.tokens.range(0)
  return {
    kind: 'comment',
    table: { schema: column.schema, name: { text: column.table, range } },
    column: column.column,
    text: said,
    range,
  }
}

/** `select set_config('search_path', …)` stands at the head of every dump; other settings are those of SET. */
function setConfig({ columns }: SelectFromStatement, text: AstText): Change[] {
  const call = columns?.[0]?.expr
  if (call?.type !== 'call' || text.name(text.last(call.function)) !== 'set_config') return []
  const [key, value, local] = call.args
  const isLocal = local?.type === 'boolean' && local.value
  if (key?.type !== 'string') return []
  const given = value?.type === 'string' ? value.value : undefined
  if (key.value === 'search_path')
    return [{ kind: 'search path', schemas: given === undefined ? undefined : splitPath(given), local: isLocal, range: text.whole }]
  return given === undefined ? [] : [set(key.value, given, text, isLocal)]
}

function splitPath(path: string): string[] {
  return path
    .split(',')
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '')
}
