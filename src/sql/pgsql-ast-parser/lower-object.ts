import type {
  AlterEnumType,
  AlterIndexStatement,
  AlterSequenceStatement,
  DropFunctionStatement,
  DropStatement,
  Name,
  QColumn,
} from 'pgsql-ast-parser'
import type { Change, ObjectKind, OwnedBy, QualifiedName } from '../../catalog/change.ts'
import type { AstText } from './ast-text.ts'

const dropped: Readonly<Record<DropStatement['type'], ObjectKind>> = {
  'drop index': 'index',
  'drop sequence': 'sequence',
  'drop table': 'table',
  'drop trigger': 'trigger',
  'drop type': 'type',
}

export function lowerDrop(node: DropStatement, text: AstText): Change[] {
  if (node.type === 'drop trigger') text.refuse('pgsql-ast-parser drops a trigger without its table', node)
  const cascade = node.cascade === 'cascade'
  return node.names.map((name) => drop(dropped[node.type], text.qualified(name), node.ifExists ?? false, cascade))
}

export function lowerDropFunction(node: DropFunctionStatement, text: AstText): Change {
  return drop('function', text.qualified(node.name), node.ifExists ?? false, false)
}

function drop(object: ObjectKind, name: QualifiedName, ifExists: boolean, cascade: boolean): Change {
  return { kind: 'drop', object, name, ifExists, cascade, range: name.name.range }
}

function rename(object: ObjectKind, name: QualifiedName, newName: Name, ifExists: boolean, text: AstText): Change {
  const to = text.written(newName)
  return { kind: 'rename', object, name, to, ifExists, range: to.range }
}

export function lowerAlterIndex({ index, ifExists = false, change }: AlterIndexStatement, text: AstText): Change[] {
  return change.type === 'rename' ? [rename('index', text.qualified(index), change.to, ifExists, text)] : []
}

export function lowerAlterEnum({ name: type, change }: AlterEnumType, text: AstText): Change {
  const name = text.qualified(type)
  if (change.type === 'rename') return rename('type', name, change.to, false, text)
  const label = text.first(change.add)
  const add = { text: text.tokens.label(label) ?? change.add.value, range: text.tokens.range(label) }
  const { range } = name.name
  return { kind: 'alter enum', name, add, before: undefined, after: undefined, ifNotExists: false, range }
}

export function lowerAlterSequence({ name: sequence, ifExists = false, change }: AlterSequenceStatement, text: AstText): Change[] {
  const name = text.qualified(sequence)
  const { range } = name.name
  switch (change.type) {
    case 'rename':
      return [rename('sequence', name, change.newName, ifExists, text)]
    case 'set schema': {
      const schema = text.written(change.newSchema)
      return [{ kind: 'set schema', object: 'sequence', name, schema, ifExists, range: schema.range }]
    }
    case 'set options':
      return [{ kind: 'alter sequence', name, ifExists, ownedBy: ownedBy(change.ownedBy, text), range }]
    case 'owner to':
      return []
  }
}

export function ownedBy(column: QColumn | 'none' | undefined, text: AstText): OwnedBy | 'none' | undefined {
  if (column === undefined || column === 'none') return column
  const first = text.first(column)
  const last = first + (column.schema === undefined ? 2 : 4)
  const table = {
    schema: column.schema === undefined ? undefined : text.name(first),
    name: { text: text.name(last - 2), range: text.whole },
  }
  return { table, column: text.name(last) }
}
