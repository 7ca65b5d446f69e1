import { chainOf } from '../../javascript/symbolic/chain.ts'
import { entryOf, isTrue, propertyOf, textOf, truthOf, type Entry, type RecordValue, type Value } from '../../javascript/symbolic/value.ts'
import { dataTypeOf, labelsOf, type DataType } from './data-types.ts'
import { spotOf, type Attribute, type Reference, type Said, type Spot } from './model.ts'

/** The attributes of a model or a table; `place` says where one stands. */
export function attributesOf(entries: readonly Entry[], place: (entry: Entry) => Spot): Attribute[] {
  return entries.map((entry) => ({ ...saidOf(entry.value), name: entry.key, spot: place(entry) }))
}

/** What a type, or an object with one, says of a column. */
export function saidOf(value: Value): Said {
  if (value.kind === 'record') return saidIn(value)
  const type = dataTypeOf(value)
  return type ? { type } : { unread: ['the type of this column is not known'] }
}

/** The same without a type, as of a foreign key. */
export function saidIn(record: RecordValue & { readonly at: Value['at'] }): Said {
  const given = propertyOf(record, 'type')
  const type = withLabels(dataTypeOf(given), propertyOf(record, 'values'))
  const field = propertyOf(record, 'field')
  const allowNull = entryOf(record, 'allowNull')
  const unread = [
    ...(record.open ? ['not all that is said of this column is known'] : []),
    ...(given && !type ? ['the type of this column is not known'] : []),
    ...(field && textOf(field) === undefined ? ['the name of this column is not known'] : []),
  ]
  return {
    field: textOf(field),
    fieldSpot: field && spotOf(field.at),
    type,
    allowNull: allowNull && truthOf(allowNull.value) === true,
    primaryKey: flagOf(record, 'primaryKey'),
    autoIncrement: flagOf(record, 'autoIncrement'),
    identity: flagOf(record, 'autoIncrementIdentity'),
    default: defaultOf(entryOf(record, 'defaultValue')?.value),
    unique: uniqueOf(propertyOf(record, 'unique')),
    references: referenceOf(entryOf(record, 'references')),
    onDelete: textOf(propertyOf(record, 'onDelete')),
    onUpdate: textOf(propertyOf(record, 'onUpdate')),
    index: flagOf(record, 'index'),
    unread: unread.length > 0 ? unread : undefined,
  }
}

function flagOf(record: Value, name: string): boolean | undefined {
  const value = propertyOf(record, name)
  return value && isTrue(value)
}

function withLabels(type: DataType | undefined, values: Value | undefined): DataType | undefined {
  return type?.labels && values ? { ...type, labels: labelsOf([values]) } : type
}

function uniqueOf(value: Value | undefined): Said['unique'] {
  if (value?.kind === 'record') return { name: textOf(propertyOf(value, 'name')) }
  const name = textOf(value)
  return name === undefined ? value && isTrue(value) : { name }
}

/** The client of Sequelize fills in what these stand for. */
const ofClient = /^(?:NOW|UUIDV1|UUIDV4)$/

/** Undefined where the database has none. */
function defaultOf(value: Value | undefined): Value | undefined {
  if (!value || (value.kind === 'literal' && value.value === undefined)) return undefined
  if (value.kind === 'function' || value.kind === 'class' || value.kind === 'import') return undefined
  const { root, links } = chainOf(value)
  const last = links.at(-1)
  const name = last?.name === '' ? links.at(-2)?.name : last?.name
  if (root.kind === 'import' && ofClient.test(root.name)) return undefined
  if (name !== undefined && ofClient.test(name)) return undefined
  return value.kind === 'member' && value.name === 'now' && root.kind === 'symbol' && root.name === 'Date' ? undefined : value
}

/** `references: 'Users'` is the table alone. */
function referenceOf(entry: Entry | undefined): Reference | undefined {
  const value = entry?.value
  if (!entry || !value || (value.kind === 'literal' && typeof value.value !== 'string')) return undefined
  const model = value.kind === 'record' ? propertyOf(value, 'model') : value
  if (!model) return undefined
  return {
    table: tableNameOf(model) ?? model,
    key: textOf(propertyOf(value, 'key')),
    deferrable: deferrableOf(propertyOf(value, 'deferrable')),
    spot: spotOf(entry.at),
  }
}

/** A name, or one with its schema; undefined where it is a model or not known. */
export function tableNameOf(value: Value | undefined): { schema: string | undefined; table: string } | undefined {
  const text = textOf(value)
  if (text !== undefined) return { schema: undefined, table: text }
  const table = textOf(propertyOf(value, 'tableName') ?? propertyOf(value, 'name'))
  return table === undefined ? undefined : { schema: textOf(propertyOf(value, 'schema')), table }
}

/** `Deferrable.INITIALLY_DEFERRED`, which may be called. */
export function deferrableOf(value: Value | undefined): string | undefined {
  if (!value) return undefined
  const names = chainOf(value).links.map(({ name }) => name)
  if (names.includes('INITIALLY_DEFERRED')) return 'DEFERRABLE INITIALLY DEFERRED'
  if (names.includes('INITIALLY_IMMEDIATE')) return 'DEFERRABLE INITIALLY IMMEDIATE'
  return names.includes('NOT') ? 'NOT DEFERRABLE' : undefined
}
