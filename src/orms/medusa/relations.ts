import type { Located } from '../../javascript/resolve.ts'
import { entryOf, literal, propertyOf, textOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { entry, record, type IndexNotation, type PropertyKind, type PropertyNotation } from '../mikro-orm/notation.ts'
import { linkNamed, snakeCase, type Dml, type Field } from './dml.ts'
import { scalar } from './fields.ts'
import { indexOn, notDeleted } from './indexes.ts'
import { plural } from './plural.ts'

/** How the models of a project are looked up. */
export interface DmlSource {
  find(value: Value | undefined): Dml | undefined
  field(dml: Dml, name: string): Field | undefined
  fieldsOf(dml: Dml): readonly { readonly name: string; readonly field: Field }[]
}

export interface Relation {
  readonly properties: readonly PropertyNotation[]
  readonly indexes: readonly IndexNotation[]
}

const nothing: Relation = { properties: [], indexes: [] }

/** What a relation of a model becomes; undefined where it is not known what it leads to. */
export function relationOf(name: string, field: Field, dml: Dml, at: Located, source: DmlSource): Relation | undefined {
  const [given, options] = field.args
  const target = source.find(given)
  if (!target || !given) return undefined
  switch (field.type) {
    case 'belongsTo':
      return belongsTo({ name, field, dml, at, target, given, options }, source)
    case 'manyToMany':
      return manyToMany({ name, field, dml, at, target, given, options }, source)
    case 'hasOne':
      return hasOne({ name, field, dml, at, target, given, options })
    default:
      return nothing
  }
}

interface Parts {
  readonly name: string
  readonly field: Field
  readonly dml: Dml
  readonly at: Located
  readonly target: Dml
  readonly given: Value
  readonly options: Value | undefined
}

function belongsTo(parts: Parts, source: DmlSource): Relation {
  const { dml, target, options, at } = parts
  const mappedBy = textOf(propertyOf(options, 'mappedBy')) ?? snakeCase(dml.name)
  const other = source.field(target, mappedBy)
  const column = foreignKey(parts)
  const isOne = other?.type === 'hasOne'
  const index = indexOn(dml.table, [column], { unique: isOne, where: notDeleted }, at)
  if (other?.type === 'manyToMany') return { properties: [textColumn(parts, column)], indexes: [index] }
  const cascade = target.deletes.includes(mappedBy) ? [entry('deleteRule', literal('cascade', at))] : []
  return { properties: [reference(parts, isOne ? '1:1' : 'm:1', column, cascade)], indexes: [index] }
}

/** With `foreignKey: true` and no other side, the column stands here. */
function hasOne(parts: Parts): Relation {
  const { options } = parts
  const mappedBy = entryOf(options, 'mappedBy')
  const stands = propertyOf(options, 'foreignKey') && mappedBy && textOf(mappedBy.value) === undefined
  return stands ? { properties: [reference(parts, '1:1', foreignKey(parts), [])], indexes: [] } : nothing
}

function foreignKey({ name, options }: Parts): string {
  return textOf(propertyOf(options, 'foreignKeyName')) ?? snakeCase(`${name}Id`)
}

function nullable({ field, at }: Parts): Entry[] {
  return linkNamed(field, 'nullable') ? [entry('nullable', literal(true, at))] : []
}

function textColumn(parts: Parts, column: string): PropertyNotation {
  const { at } = parts
  return scalar(column, [entry('columnType', literal('text', at)), entry('fieldName', literal(column, at)), ...nullable(parts)], at)
}

function reference(parts: Parts, kind: PropertyKind, column: string, more: readonly Entry[]): PropertyNotation {
  const { at, given } = parts
  const own =
    kind === '1:1' ? [entry('owner', literal(true, at)), entry('unique', literal(false, at))] : [entry('columnType', literal('text', at))]
  const options = [entry('entity', given), entry('fieldName', literal(column, at)), ...own, ...nullable(parts), ...more]
  return { name: column, kind, options: record(options, at), at, annotation: undefined, initial: undefined }
}

function manyToMany(parts: Parts, source: DmlSource): Relation | undefined {
  const { name, dml, at, target, given, options } = parts
  const other = otherSide(parts, source)
  const [own, theirs] = [unqualified(dml.table), unqualified(target.table)]
  const [first = own, second = own] = [own, theirs].sort()
  const says = (of: Value | undefined): boolean => ['pivotTable', 'joinColumn', 'inverseJoinColumn'].some((key) => propertyOf(of, key))
  const isOwner = says(options) || (!says(other) && first === own)
  if (!isOwner || propertyOf(options, 'pivotEntity') || propertyOf(other, 'pivotEntity')) return nothing
  const table = textOf(propertyOf(options, 'pivotTable')) ?? `${first}_${plural(second)}`
  const schema = target.table.includes('.') ? `${target.table.slice(0, target.table.indexOf('.'))}.` : ''
  const columns = ['joinColumn', 'inverseJoinColumn'].flatMap((key) => {
    const column = propertyOf(options, key)
    return column ? [entry(column.kind === 'list' ? `${key}s` : key, column)] : []
  })
  const all = [entry('entity', given), entry('owner', literal(true, at)), entry('pivotTable', literal(schema + table, at)), ...columns]
  return { properties: [{ name, kind: 'm:n', options: record(all, at), at, annotation: undefined, initial: undefined }], indexes: [] }
}

/** The options of the relation at the other end. */
function otherSide({ options, dml, target }: Parts, source: DmlSource): Value | undefined {
  const mappedBy = textOf(propertyOf(options, 'mappedBy'))
  const field =
    mappedBy !== undefined
      ? source.field(target, mappedBy)
      : source.fieldsOf(target).find((one) => one.field.type === 'manyToMany' && source.find(one.field.args[0]) === dml)?.field
  return field?.args[1]
}

function unqualified(table: string): string {
  return table.slice(table.indexOf('.') + 1)
}
