import { entriesOf, literal, propertyOf, textOf } from '../../javascript/symbolic/value.ts'
import { entry, optionOf, record, textsOf, type PropertyNotation } from './notation.ts'
import { isKept, isNullable, isObject, isOwner, isPrimary, type Model, type Models, type Property } from './models.ts'

/** Names that are being asked for: keys may lead to each other. */
const asked = new Set<PropertyNotation>()

/** The columns of a property; undefined where a name is not known. */
export function fieldNames(property: Property, models: Models): readonly string[] | undefined {
  const known = models.fieldNames
  if (!known.has(property)) known.set(property, namesOf(property, models))
  return known.get(property)
}

function namesOf(property: Property, models: Models): readonly string[] | undefined {
  const { options, name, prefix, kind } = property
  const given = optionOf(options, 'fieldNames', 'fieldName', 'joinColumns', 'joinColumn') ?? ownName(property)
  if (given) return textsOf(given)?.map((text, i) => (i === 0 && models.major >= 6 ? prefix + text : text))
  if (kind === 'm:1' || kind === '1:1') return once(property, () => joinFields(property, prefix + name, models))
  const column = models.naming.column(prefix + name)
  return column === undefined ? undefined : [column]
}

/** `name` is a column where it is not that of the property. */
function ownName({ options, name }: PropertyNotation): ReturnType<typeof propertyOf> {
  const given = propertyOf(options, 'name')
  return given && textOf(given) !== name ? given : undefined
}

function joinFields(property: Property, name: string, models: Models): readonly string[] | undefined {
  const target = models.target(property)
  return target && referredFields(property, target, models, (field, composite) => models.naming.joinKey(name, field, composite))
}

/** The columns that a relation refers to: from MikroORM 7 on, they may be those of another property than the key. */
export function referredFields(property: Property, target: Model, models: Models, named?: FieldName): readonly string[] | undefined {
  const given = models.major >= 7 ? textOf(propertyOf(property.options, 'targetKey')) : undefined
  const key = given === undefined ? undefined : target.properties.find(({ name }) => name === given)
  return keyFields(key ? { ...target, properties: [asKey(key)] } : target, models, named)
}

function asKey(property: Property): Property {
  const primary = entry('primary', literal(true, property.at))
  return { ...property, options: record([primary, ...entriesOf(property.options)], property.options.at) }
}

/** How a column is named after one of a key, which may be of several. */
type FieldName = (field: string, composite: boolean) => string | undefined

/** A name for each column of the primary key of an entity. */
export function keyFields(target: Model, models: Models, named: FieldName = (field) => field): readonly string[] | undefined {
  const keys = keysOf(target)
  const fields = keys.map((key) => fieldNames(key, models))
  if (fields.length === 0 || fields.includes(undefined)) return undefined
  const names = fields.flatMap((one) => one ?? []).map((field) => named(field, keys.length > 1))
  return names.every((one) => one !== undefined) ? names : undefined
}

export function keysOf({ properties }: Model): Property[] {
  return properties.filter(isPrimary)
}

function once<T>(property: PropertyNotation, ask: () => T): T | undefined {
  const key = property
  if ([...asked].some((one) => one.at.node === key.at.node)) return undefined
  asked.add(key)
  try {
    return ask()
  } finally {
    asked.delete(key)
  }
}

/** The properties that have columns, in their order: embedded ones are taken apart, keys come first. */
export function storedProperties(model: Model, models: Models): readonly Property[] {
  const known = models.stored.get(model) ?? storedIn(model, models)
  models.stored.set(model, known)
  return known
}

function storedIn(model: Model, models: Models): Property[] {
  const all = model.properties
    .flatMap((property) => expanded(property, models, 0))
    .filter(hasColumn)
    .sort((a, b) => a.order - b.order)
  return [...all.filter(isPrimary), ...all.filter((one) => !isPrimary(one))]
}

function hasColumn(property: Property): boolean {
  if (!isKept(property)) return false
  if (property.kind === 'scalar') return true
  return property.kind === 'embedded' ? isObject(property) : isOwner(property) && property.kind !== 'm:n'
}

export const deepest = 10

/** What an embedded property brings; itself where it is kept as one thing. */
export function expanded(property: Property, models: Models, depth: number): Property[] {
  if (property.kind !== 'embedded' || isObject(property) || !isKept(property)) return [property]
  const target = depth < deepest ? models.target(property) : undefined
  if (!target) {
    models.problems.push({ at: property.at, reason: 'what is embedded is not known' })
    return []
  }
  return embeddedIn(property, target, models).flatMap((one) => expanded(one, models, depth + 1))
}

/** The properties of something embedded, under the names that they get. */
export function embeddedIn(property: Property, target: Model, models: Models): Property[] {
  const prefix = prefixOf(property, models)
  const forcedNullable = isNullable(property, models)
  let { order } = property
  return target.properties.map((one) => {
    order += 0.01
    return { ...one, prefix, forcedNullable: forcedNullable || one.forcedNullable, places: [...one.places, ...property.places], order }
  })
}

function prefixOf(property: Property, models: Models): string {
  const given = propertyOf(property.options, 'prefix')
  const text = textOf(given)
  if (given?.kind === 'literal' && given.value === false) return models.major <= 5 ? '' : property.prefix
  if (text === undefined) return `${fieldNames(property, models)?.[0] ?? property.name}_`
  const mode = textOf(propertyOf(property.options, 'prefixMode')) ?? (models.config.relativePrefixes ? 'relative' : 'absolute')
  return mode === 'absolute' ? text : property.prefix + text
}
