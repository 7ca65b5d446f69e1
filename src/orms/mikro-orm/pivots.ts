import type { Range } from '../../catalog/place.ts'
import { isTrue, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { SqlEngine } from '../../sql/engine.ts'
import { quotedName } from '../../catalog/names.ts'
import { composedStatement, said } from '../composed-sql.ts'
import { related } from '../ddl.ts'
import type { Statement } from '../orm.ts'
import { columnTypes } from './column-types.ts'
import { keyFields, keysOf } from './fields.ts'
import { writeForeignKey } from './foreign-keys.ts'
import { isKept, isOwner, type Model, type Models, type Property, type TableName } from './models.ts'
import { flagOf, optionOf, textsOf } from './notation.ts'
import { fileOf, placeOf } from './places.ts'
import { tableSql, type Table } from './tables.ts'

/** The table between two entities. */
export interface Pivot {
  readonly name: TableName
  readonly file: string
  readonly range: Range
  readonly property: Property
  readonly owner: Side
  readonly inverse: Side
}

interface Side {
  readonly model: Model
  readonly table: TableName
  readonly columns: readonly string[]
  readonly referenced: readonly string[]
  readonly types: readonly string[]
}

export interface PivotStatements {
  readonly name: TableName
  readonly create: readonly Statement[]
  readonly keys: readonly Statement[]
}

/** The tables of many-to-many relations that have no entity. */
export function pivotsOf(table: Table, models: Models, engine: SqlEngine): PivotStatements[] {
  const { notation, properties } = table.model
  return properties.flatMap((property): PivotStatements[] => {
    if (property.kind !== 'm:n' || !isOwner(property) || !isKept(property) || propertyOf(property.options, 'pivotEntity')) return []
    const pivot = pivotOf(property, table, models)
    if (pivot) return [{ name: pivot.name, create: createPivot(pivot, models, engine), keys: pivotKeys(pivot, models, engine) }]
    const range = placeOf(property, notation)
    const reason = `the table of \`${property.name}\` is not known`
    return [{ name: table.name, create: [{ file: fileOf(notation), changes: [{ kind: 'unread', range, reason }] }], keys: [] }]
  })
}

export function pivotOf(property: Property, { model, name }: Pick<Table, 'model' | 'name'>, models: Models): Pivot | undefined {
  const { options } = property
  const target = models.target(property)
  const targetName = target && models.tableName(target)
  const given = propertyOf(options, 'pivotTable')
  const text = given
    ? textOf(given)
    : models.naming.joinTable({ entity: model.notation.name, table: name.name }, targetName?.name ?? '', property.name)
  if (!target || !targetName || text === undefined) return undefined
  const { owner, inverse } = joinColumns(property, model, target, models)
  const sides = [sideOf(model, name, owner, models), sideOf(target, targetName, inverse, models)] as const
  if (!sides[0] || !sides[1]) return undefined
  const [own = text, schema] = text.includes('.') ? text.split('.').reverse() : [text]
  return {
    name: { schema: schema ?? textOf(propertyOf(model.notation.options, 'schema')) ?? models.config.schema, name: own },
    file: fileOf(model.notation),
    range: placeOf(property, model.notation),
    property,
    owner: sides[0],
    inverse: sides[1],
  }
}

interface JoinColumns {
  readonly owner: readonly string[] | undefined
  readonly inverse: readonly string[] | undefined
}

function joinColumns({ options }: Property, model: Model, target: Model, models: Models): JoinColumns {
  const named = (keys: Value | undefined, of: Model, name: string): readonly string[] | undefined =>
    keys ? textsOf(keys) : keyFields(of, models, (field, composite) => models.naming.joinKey(name, field, composite))
  const [ownerGiven, inverseGiven] = [
    optionOf(options, 'joinColumns', 'joinColumn'),
    optionOf(options, 'inverseJoinColumns', 'inverseJoinColumn'),
  ]
  const owner = named(ownerGiven, model, model.notation.name)
  const inverse = named(inverseGiven, target, target.notation.name)
  if (model !== target || String(owner) !== String(inverse)) return { owner, inverse }
  const { naming, major } = models
  const isNamed = optionOf(model.notation.options, 'tableName', 'collection') !== undefined
  const base = (major >= 7 && isNamed ? models.tableName(model)?.name : undefined) ?? model.notation.name
  const numbered = (i: number): readonly string[] | undefined =>
    keyFields(model, models, (field, composite) => naming.joinKey(`${base}_${String(i)}`, field, composite))
  return { owner: numbered(1), inverse: numbered(2) }
}

function sideOf(model: Model, table: TableName, columns: readonly string[] | undefined, models: Models): Side | undefined {
  const referenced = keyFields(model, models)
  const types = keysOf(model).map((key) => columnTypes(key, models))
  if (!columns || !referenced || types.includes(undefined)) return undefined
  return {
    model,
    table,
    columns,
    referenced,
    types: types
      .flatMap((one) => one ?? [])
      .map((type) => type.replace(/^(small|big)?serial$/, (_, size: string | undefined) => `${size ?? ''}int`)),
  }
}

function createPivot({ name, file, range, property, owner, inverse }: Pivot, models: Models, engine: SqlEngine): Statement[] {
  const sides = [owner, inverse]
  const columns = sides.flatMap(({ columns: own, types }) => own.map((column, i) => `${quotedName(column)} ${types[i] ?? 'int'} not null`))
  const order = propertyOf(property.options, 'fixedOrderColumn')
  const isOrdered = isTrue(propertyOf(property.options, 'fixedOrder')) || order !== undefined
  const counting = isOrdered ? [`${quotedName(models.naming.column(textOf(order) ?? 'id') ?? 'id')} serial primary key`] : []
  const pkey = models.naming.short(name.name, [], 'primary') ?? `${name.name}_pkey`
  const isNamed = models.major <= 6 || pkey !== `${name.name}_pkey`
  const key = `primary key (${sides.flatMap((side) => side.columns.map(quotedName)).join(', ')})`
  const keys = isOrdered ? [] : [isNamed ? `constraint ${quotedName(pkey)} ${key}` : key]
  const sql = `create table ${tableSql(name)} (${[...counting, ...columns, ...keys].join(', ')})`
  const statement = composedStatement(file, range, said(range, sql), engine)
  return statement ? [statement] : []
}

function pivotKeys(pivot: Pivot, models: Models, engine: SqlEngine): Statement[] {
  const { property, name, file, range, owner, inverse } = pivot
  const { options } = property
  const isMade = models.config.createForeignKeys && flagOf(options, 'createForeignKeyConstraint') !== false
  const rule = (key: string, old: string): string =>
    textOf(propertyOf(options, key)) ?? (models.major <= 5 ? textOf(propertyOf(options, old)) : undefined) ?? 'cascade'
  const keys = [owner, inverse].flatMap(({ table, columns, referenced }) => {
    const key = models.naming.short(name.name, columns, 'foreign')
    if (key === undefined) return []
    return writeForeignKey(
      {
        file,
        table: name,
        name: key,
        nameAt: range,
        range,
        columns,
        references: table,
        referenced,
        onDelete: rule('deleteRule', 'onDelete'),
        onUpdate: rule('updateRule', 'onUpdateIntegrity'),
        deferred: undefined,
      },
      engine,
    )
  })
  return isMade ? keys : keys.map(related)
}
