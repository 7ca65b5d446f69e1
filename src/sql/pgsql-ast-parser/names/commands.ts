import type { DropStatement, SetGlobalStatement } from 'pgsql-ast-parser'
import { lookup } from '../../../catalog/lookup.ts'
import type { NameRole } from '../../engine.ts'
import type { AstReader, Handlers } from './ast-reader.ts'

const dropped: Readonly<Record<DropStatement['type'], NameRole>> = {
  'drop index': 'index',
  'drop sequence': 'sequence',
  'drop table': 'table',
  'drop trigger': 'trigger',
  'drop type': 'type',
}

function drop(node: DropStatement, reader: AstReader): void {
  for (const name of node.names) reader.takeQualified(name, { role: dropped[node.type] })
}

/** The package joins the words of a type, against its own declaration. */
const commented: Readonly<Record<string, NameRole>> = lookup({
  database: 'database',
  index: 'index',
  materializedview: 'view',
  table: 'table',
  trigger: 'trigger',
  type: 'type',
  view: 'view',
})

/** Settings whose values are names. */
const namesInSettings: ReadonlyMap<string, NameRole> = new Map([
  ['role', 'role'],
  ['search_path', 'schema'],
  ['session_authorization', 'role'],
])

function set(node: SetGlobalStatement, reader: AstReader): void {
  const { cursor } = reader
  const { variable, set: value } = node
  if (reader.seek(variable)) reader.takeDotted(variable.name.split('.'), { role: 'setting' }, ['setting', 'setting'])
  const role = namesInSettings.get(variable.name)
  if (!role || (value.type !== 'identifier' && value.type !== 'list')) return
  cursor.skip('=', 'to')
  for (const [start] of cursor.elements(cursor.index)) reader.takeAt(start, cursor.cutName(start), { role })
}

export const commandHandlers: Handlers = {
  'drop index': drop,
  'drop sequence': drop,
  'drop table': drop,
  'drop trigger': drop,
  'drop type': drop,
  'drop function'(node, reader) {
    reader.takeQualified(node.name, { role: 'function' })
    for (const { name, type } of node.arguments ?? []) {
      reader.takeName(name, { role: 'parameter' })
      reader.takeType(type)
    }
  },
  'truncate table'(node, reader) {
    for (const table of node.tables) reader.takeQualified(table, { role: 'table' })
  },
  'refresh materialized view': (node, reader) => void reader.takeQualified(node.name, { role: 'view' }),
  comment({ on }, reader) {
    if (on.type !== 'column') reader.takeQualified(on.name, { role: commented[on.type] ?? 'name' })
    else if (reader.seek(on.column)) {
      reader.takeDotted([on.column.schema, on.column.table, on.column.column], { role: 'column' }, ['table', 'schema'])
    }
  },
  prepare(node, reader) {
    reader.takeName(node.name, { role: 'prepared statement', within: 'prepared statement' })
    for (const type of node.args ?? []) reader.takeType(type)
    return [reader.visit(node.statement)]
  },
  deallocate({ target }, reader) {
    if ('name' in target) reader.takeName(target, { role: 'prepared statement' })
  },
  do: (node, reader) => void reader.takeName(node.language, { role: 'name' }),
  show({ variable }, reader) {
    if (reader.seek(variable)) reader.takeDotted(variable.name.split('.'), { role: 'setting' }, ['setting', 'setting'])
  },
  set,
  'set names'() {},
  'set timezone'() {},
  raise: (node, reader) => [reader.visit(node.formatExprs)],
}
