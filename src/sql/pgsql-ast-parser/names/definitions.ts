import type {
  AlterColumn,
  AlterIndexStatement,
  AlterSequenceStatement,
  AlterTableStatement,
  ColumnConstraint,
  CreateColumnDef,
  CreateFunctionStatement,
  CreateIndexStatement,
  CreateMaterializedViewStatement,
  CreateSequenceOptions,
  CreateTableStatement,
  CreateViewStatement,
  QName,
  TableAlteration,
  TableConstraint,
} from 'pgsql-ast-parser'
import type { AstReader, Handlers, Sense, Step, Steps } from './ast-reader.ts'

/** The namespaces of a relation's own name and of what stands within it. */
interface Place {
  readonly relations: string
  readonly columns: string
  readonly constraints: string
}

function placeOf(qualified: QName, reader: AstReader, temporary = false): Place {
  const { schema, name } = reader.cutQualified(qualified)
  const relation = `${schema}.${name}`
  return {
    relations: `relation ${temporary ? 'pg_temp' : schema}`,
    columns: `column of ${relation}`,
    constraints: `constraint of ${relation}`,
  }
}

function ownsIndex(type: string): boolean {
  return type === 'primary key' || type === 'unique'
}

function constraint(node: ColumnConstraint | TableConstraint, reader: AstReader, place: Place): Steps {
  reader.takeName(node.constraintName, { role: 'constraint', within: ownsIndex(node.type) ? place.relations : place.constraints })
  const column: Sense = { role: 'column' }
  if ('columns' in node) reader.takeNames(node.columns, column)
  if ('localColumns' in node) reader.takeNames(node.localColumns, column)
  if ('foreignTable' in node) {
    reader.takeQualified(node.foreignTable, { role: 'table' })
    reader.takeNames(node.foreignColumns, column)
  }
  if ('expr' in node) return [reader.visit(node.expr)]
  if ('default' in node) return [reader.visit(node.default)]
  return node.type === 'add generated' ? generated(node, reader) : []
}

function generated({ sequence, expression }: Extract<AlterColumn, { type: 'add generated' }>, reader: AstReader): Steps {
  if (sequence) {
    reader.takeQualified(sequence.name, { role: 'sequence' })
    sequenceOptions(sequence, reader)
  }
  return [reader.visit(expression)]
}

function column(node: CreateColumnDef, reader: AstReader, place: Place, ifNotExists = false): Steps {
  reader.takeName(node.name, { role: 'column', within: place.columns, ifNotExists })
  reader.takeType(node.dataType)
  reader.takeQualified(node.collate, { role: 'collation' })
  return (node.constraints ?? []).map((one) => () => constraint(one, reader, place))
}

function createTable(node: CreateTableStatement, reader: AstReader): Steps {
  const place = placeOf(node.name, reader, node.temporary)
  reader.takeQualified(node.name, { role: 'table', within: place.relations, ifNotExists: node.ifNotExists })
  return [
    ...node.columns.map((one): Step => () => {
      if (one.kind === 'column') return column(one, reader, place)
      reader.takeQualified(one.like, { role: 'table' })
      return []
    }),
    ...(node.constraints ?? []).map((one) => () => constraint(one, reader, place)),
    () => (node.inherits ?? []).forEach((one) => reader.takeQualified(one, { role: 'table' })),
  ]
}

function createIndex(node: CreateIndexStatement, reader: AstReader): Steps {
  const { cursor } = reader
  reader.takeName(node.indexName, { role: 'index', within: placeOf(node.table, reader).relations, ifNotExists: node.ifNotExists })
  reader.takeQualified(node.table, { role: 'table' })
  reader.takeName(node.using, { role: 'name' })
  const elements = node.expressions.flatMap(({ expression, collate, opclass }): Steps => [
    reader.visit(expression),
    () => {
      reader.takeQualified(collate, { role: 'collation' })
      reader.takeQualified(opclass, { role: 'operator class' })
    },
  ])
  const tablespace = (): void => {
    if (node.tablespace !== undefined && cursor.after('tablespace')) reader.takeHere(node.tablespace, { role: 'tablespace' })
  }
  return [...elements, tablespace, reader.visit(node.where)]
}

function createView(node: CreateViewStatement | CreateMaterializedViewStatement, reader: AstReader): Steps {
  const place = placeOf(node.name, reader, node.type === 'create view' && node.temp)
  const ifNotExists = node.type === 'create materialized view' && node.ifNotExists
  reader.takeQualified(node.name, { role: 'view', within: place.relations, ifNotExists })
  reader.takeBracket(node.columnNames, { role: 'column', within: place.columns })
  if (node.type === 'create materialized view') reader.takeName(node.tablespace, { role: 'tablespace' })
  return [reader.visit(node.query)]
}

function alterColumn(change: AlterColumn, reader: AstReader): Steps {
  if (change.type === 'set type') reader.takeType(change.dataType)
  else if (change.type === 'set default') return [reader.visit(change.default)]
  else if (change.type === 'add generated') return generated(change, reader)
  return []
}

function alteration(change: TableAlteration, table: QName, reader: AstReader): Steps {
  const place = placeOf(table, reader)
  switch (change.type) {
    case 'rename':
      reader.takeName(change.to, { role: 'table', within: place.relations })
      return []
    case 'rename column':
      reader.takeName(change.column, { role: 'column' })
      reader.takeName(change.to, { role: 'column', within: place.columns })
      return []
    case 'rename constraint':
      reader.takeName(change.constraint, { role: 'constraint' })
      reader.takeName(change.to, { role: 'constraint', within: place.constraints })
      return []
    case 'add column':
      return column(change.column, reader, place, change.ifNotExists)
    case 'drop column':
      reader.takeName(change.column, { role: 'column' })
      return []
    case 'alter column':
      reader.takeName(change.column, { role: 'column' })
      return alterColumn(change.alter, reader)
    case 'add constraint':
      return constraint(change.constraint, reader, place)
    case 'drop constraint':
      reader.takeName(change.constraint, { role: 'constraint' })
      return []
    case 'owner':
      reader.takeName(change.to, { role: 'role' })
      return []
  }
}

function alterTable(node: AlterTableStatement, reader: AstReader): Steps {
  reader.takeQualified(node.table, { role: 'table' })
  return node.changes.map((change) => () => alteration(change, node.table, reader))
}

function alterIndex({ index, change }: AlterIndexStatement, reader: AstReader): void {
  reader.takeQualified(index, { role: 'index' })
  if (change.type === 'rename') reader.takeQualified(change.to, { role: 'index', within: placeOf(index, reader).relations })
  else reader.takeQualified(change.tablespace, { role: 'tablespace' })
}

function sequenceOptions({ as, ownedBy }: CreateSequenceOptions, reader: AstReader): void {
  reader.takeType(as)
  if (!ownedBy || ownedBy === 'none' || !reader.seek(ownedBy)) return
  reader.takeDotted([ownedBy.schema, ownedBy.table, ownedBy.column], { role: 'column' }, ['table', 'schema'])
}

function alterSequence({ name, change }: AlterSequenceStatement, reader: AstReader): void {
  reader.takeQualified(name, { role: 'sequence' })
  if (change.type === 'rename') reader.takeName(change.newName, { role: 'sequence', within: placeOf(name, reader).relations })
  else if (change.type === 'set schema') reader.takeName(change.newSchema, { role: 'schema' })
  else if (change.type === 'owner to') reader.takeName(change.owner, { role: 'role' })
  else sequenceOptions(change, reader)
}

function createFunction(node: CreateFunctionStatement, reader: AstReader): Steps {
  const key = reader.level()
  const parameter: Sense = { role: 'parameter', within: `parameter of ${key}` }
  reader.takeQualified(node.name, { role: 'function', within: `function ${reader.cutQualified(node.name).schema} ${key}` })
  const columns = node.returns?.kind === 'table' ? node.returns.columns : []
  for (const { name, type } of [...node.arguments, ...columns]) {
    reader.takeName(name, parameter)
    reader.takeType(type)
  }
  if (node.returns && node.returns.kind !== 'table') reader.takeType(node.returns)
  reader.takeName(node.language, { role: 'name' })
  return node.arguments.map((one) => reader.visit(one.default))
}

export const definitionHandlers: Handlers = {
  'create table': createTable,
  'create index': createIndex,
  'create view': createView,
  'create materialized view': createView,
  'alter table': alterTable,
  'alter index': alterIndex,
  'alter sequence': alterSequence,
  'create function': createFunction,
  'create sequence'(node, reader) {
    const within = placeOf(node.name, reader, node.temp).relations
    reader.takeQualified(node.name, { role: 'sequence', within, ifNotExists: node.ifNotExists })
    sequenceOptions(node.options, reader)
  },
  'create schema': (node, reader) => void reader.takeName(node.name, { role: 'schema', within: 'schema', ifNotExists: node.ifNotExists }),
  'create extension'(node, reader) {
    reader.takeName(node.extension, { role: 'extension', within: 'extension', ifNotExists: node.ifNotExists })
    reader.takeName(node.schema, { role: 'schema' })
  },
  'create enum'(node, reader) {
    const { schema, name } = reader.cutQualified(node.name)
    reader.takeQualified(node.name, { role: 'type', within: `type ${schema}` })
    for (const label of node.values) {
      if (reader.seek(label)) reader.takeLabel(label.value, { role: 'enum label', within: `enum label of ${schema}.${name}` })
    }
  },
  'create composite type'(node, reader) {
    reader.takeQualified(node.name, { role: 'type', within: `type ${reader.cutQualified(node.name).schema}` })
    for (const { name, dataType, collate } of node.attributes) {
      reader.takeName(name, { role: 'column', within: placeOf(node.name, reader).columns })
      reader.takeType(dataType)
      reader.takeName(collate, { role: 'collation' })
    }
  },
  'alter enum'({ name, change }, reader) {
    const type = reader.cutQualified(name)
    reader.takeQualified(name, { role: 'type' })
    if (change.type === 'rename') reader.takeQualified(change.to, { role: 'type', within: `type ${type.schema}` })
    else if (reader.seek(change.add))
      reader.takeLabel(change.add.value, { role: 'enum label', within: `enum label of ${type.schema}.${type.name}` })
  },
}
