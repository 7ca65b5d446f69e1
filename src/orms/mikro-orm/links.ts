import { propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { fieldNames, keyFields, referredFields } from './fields.ts'
import { isNullable, isOwner, type Model, type Models, type Property, type TableName } from './models.ts'
import { optionOf, textsOf } from './notation.ts'
import { pivotOf } from './pivots.ts'

type Pairs = readonly (readonly [own: string, other: string])[]

/** How the rows of two entities belong together. */
export interface Link {
  readonly target: Model
  readonly isMany: boolean
  /** There may be no row. */
  readonly isOptional: boolean
  /** The columns stand in the table of the property. */
  readonly isOwn: boolean
  readonly pairs: Pairs
  /** The table between the two: its columns with those that they refer to. */
  readonly through: { readonly table: TableName; readonly own: Pairs; readonly other: Pairs } | undefined
}

export function linkOf(property: Property, model: Model, models: Models): Link | undefined {
  const target = models.target(property)
  if (!target) return undefined
  if (property.kind === 'm:n') return joined(property, model, target, models)
  const isMany = property.kind === '1:m'
  if (!isMany && isOwner(property)) {
    const pairs = ownPairs(property, target, models)
    return pairs && { target, isMany, isOptional: isNullable(property, models), isOwn: true, pairs, through: undefined }
  }
  const other = propertyNamed(target, ownerOf(property, models))
  const pairs = other && ownPairs(other, model, models)
  return pairs && { target, isMany, isOptional: true, isOwn: false, pairs: swapped(pairs), through: undefined }
}

/** The property of the other entity that has the columns of a relation. */
export function ownerOf({ options }: Property, models: Models): string | undefined {
  return nameOf(propertyOf(options, 'mappedBy'), models)
}

/** The name of a property: a text, or `(task) => task.project`. */
function nameOf(value: Value | undefined, models: Models): string | undefined {
  if (value?.kind !== 'function') return textOf(value)
  const entity: Value = { kind: 'symbol', name: 'an entity', at: value.at }
  const named = models.entities.machine.follow(value, [entity]).value
  return named.kind === 'member' ? named.name : undefined
}

function propertyNamed({ properties }: Model, name: string | undefined): Property | undefined {
  return properties.find((one) => one.name === name)
}

function ownPairs(property: Property, target: Model, models: Models): Pairs | undefined {
  const own = fieldNames(property, models)
  const given = textsOf(optionOf(property.options, 'referencedColumnNames', 'referenceColumnName')) ?? []
  const other = given.length > 0 ? given : referredFields(property, target, models)
  return own && other?.length === own.length ? own.map((name, i) => [name, other[i] ?? ''] as const) : undefined
}

function swapped(pairs: Pairs): Pairs {
  return pairs.map(([a, b]) => [b, a] as const)
}

function joined(property: Property, model: Model, target: Model, models: Models): Link | undefined {
  const through = isOwner(property) ? betweenOf(property, model, target, models) : inverse(property, model, target, models)
  return through && { target, isMany: true, isOptional: true, isOwn: false, pairs: [], through }
}

function inverse(property: Property, model: Model, target: Model, models: Models): Link['through'] {
  const owner = propertyNamed(target, ownerOf(property, models))
  const through = owner && betweenOf(owner, target, model, models)
  return through && { table: through.table, own: through.other, other: through.own }
}

function betweenOf(property: Property, model: Model, target: Model, models: Models): Link['through'] {
  const entity = models.entities.find(propertyOf(property.options, 'pivotEntity'))
  if (entity) return throughEntity(models.of(entity), model, target, models)
  const name = models.tableName(model)
  const pivot = name && pivotOf(property, { model, name }, models)
  if (!pivot) return undefined
  const pairs = ({ columns, referenced }: (typeof pivot)['owner']): Pairs =>
    columns.map((column, i) => [column, referenced[i] ?? ''] as const)
  return { table: pivot.name, own: pairs(pivot.owner), other: pairs(pivot.inverse) }
}

/** The entity between two others refers to each. */
function throughEntity(between: Model, model: Model, target: Model, models: Models): Link['through'] {
  const table = models.tableName(between)
  const references = between.properties.filter(({ kind }) => kind === 'm:1')
  const own = references.find((one) => models.target(one) === model)
  const other = references.find((one) => one !== own && models.target(one) === target)
  const [ownPart, otherPart] = [own && ownPairs(own, model, models), other && ownPairs(other, target, models)]
  return table && ownPart && otherPart ? { table, own: ownPart, other: otherPart } : undefined
}

/** The columns of the primary key. */
export function keyColumns(model: Model, models: Models): readonly string[] {
  return keyFields(model, models) ?? []
}
