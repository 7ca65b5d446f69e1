import { entriesOf, isTrue, propertyOf, textOf, truthOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'
import { aliasOf, hasConstraints, keyOf, known, type Association } from './associations.ts'
import { defineModel } from './define.ts'
import { camelized, singularize } from './inflection.ts'
import type { Attribute, Model, Reference, Said, Spot } from './model.ts'

/** One side of a table between two models. */
export interface Side {
  readonly association: Association
  readonly through: Model
  sourceKey: string
  targetKey: string
  readonly isTargetKeyGiven: boolean
  readonly isOtherKeyGiven: boolean
  foreignKey: string
  otherKey: string
  isKeyDropped: boolean
}

/** The tables between models, which `belongsToMany` adds to or makes. */
export class ManyToMany {
  readonly #sides: Side[] = []
  /** Finds the model that is named, or makes it. */
  readonly #throughOf: (association: Association) => Model | undefined

  constructor(throughOf: (association: Association) => Model | undefined) {
    this.#throughOf = throughOf
  }

  get sides(): readonly Side[] {
    return this.#sides
  }

  add(association: Association): void {
    const { source, target, options } = association
    const through = this.#throughOf(association)
    if (!through) return
    const side: Side = {
      association,
      through,
      sourceKey: textOf(propertyOf(options, 'sourceKey')) ?? source.key,
      targetKey: textOf(propertyOf(options, 'targetKey')) ?? target.key,
      isTargetKeyGiven: propertyOf(options, 'targetKey') !== undefined,
      isOtherKeyGiven: propertyOf(options, 'otherKey') !== undefined,
      foreignKey: '',
      otherKey: '',
      isKeyDropped: false,
    }
    nameKeys(side)
    const paired = this.#sides.find(
      (one) => one.through === through && one.association.source === target && one.association.target === source,
    )
    if (paired) pair(side, paired)
    this.#sides.push(side)
    inject(side)
  }
}

function nameKeys(side: Side): void {
  const { source, target, options } = side.association
  const isSelf = source === target
  side.foreignKey = keyOf(propertyOf(options, 'foreignKey')).name ?? camelized([source.parts.singular, side.sourceKey].join('_'))
  const other = isSelf ? singularize(aliasOf(options) ?? '') : target.parts.singular
  side.otherKey = keyOf(propertyOf(options, 'otherKey')).name ?? camelized([other, side.targetKey].join('_'))
}

/** Both sides are of one table: each has the other's keys. */
function pair(side: Side, paired: Side): void {
  let changed = false
  if (!side.isTargetKeyGiven) {
    side.targetKey = paired.sourceKey
    nameKeys(side)
  }
  if (!paired.isTargetKeyGiven && paired.targetKey !== side.sourceKey) {
    side.through.attributes.delete(paired.otherKey)
    paired.targetKey = side.sourceKey
    nameKeys(paired)
    changed = true
  }
  if (!side.isOtherKeyGiven) side.otherKey = paired.foreignKey
  if (!paired.isOtherKeyGiven && paired.otherKey !== side.foreignKey) {
    side.through.attributes.delete(paired.otherKey)
    paired.otherKey = side.foreignKey
    changed = true
  }
  if (changed) inject(paired)
}

function inject(side: Side): void {
  const { association, through, foreignKey, otherKey } = side
  const { source, target, options, spot } = association
  for (const attribute of [...through.attributes.values()]) {
    if (attribute.primaryKey !== true || attribute.generated !== true) continue
    if (attribute.name === foreignKey || attribute.name === otherKey) through.set({ ...attribute, primaryKey: false })
    else through.attributes.delete(attribute.name)
    side.isKeyDropped = true
  }
  const shared = keyPart(side)
  const ends = [
    { name: foreignKey, model: source, key: side.sourceKey, said: keyOf(propertyOf(options, 'foreignKey')).said },
    { name: otherKey, model: target, key: side.targetKey, said: keyOf(propertyOf(options, 'otherKey')).said },
  ]
  for (const { name, model, key, said } of ends) {
    const before: Attribute = through.attributes.get(name) ?? { name, spot, generated: true }
    const own = model.attributes.get(key)
    const reference: Reference = { table: model.table, key: own && model.fieldOf(own), deferrable: undefined, spot }
    through.set({
      ...before,
      type: own?.type,
      ...known(said),
      ...shared,
      ...(hasConstraints(options) ? { references: reference, ...actionsOf(before, options) } : {}),
    })
  }
}

/** The keys are primary where the table had none of its own, unique together where it has. */
function keyPart({ isKeyDropped, association: { options }, through, foreignKey, otherKey }: Side): Said {
  if (isKeyDropped) return { primaryKey: true }
  const unique = propertyOf(propertyOf(options, 'through'), 'unique')
  if (unique && truthOf(unique) === false) return {}
  const given = textOf(propertyOf(options, 'uniqueKey'))
  return { unique: { name: given ?? [through.table.table, foreignKey, otherKey, 'unique'].join('_') } }
}

function actionsOf(before: Attribute, options: Value | undefined): Said {
  const [onDelete, onUpdate] = ['onDelete', 'onUpdate'].map((name) => textOf(propertyOf(options, name)))
  return { onDelete: onDelete ?? before.onDelete ?? 'CASCADE', onUpdate: onUpdate ?? before.onUpdate ?? 'CASCADE' }
}

/** What `through` names: a model, or the name of one. */
export function throughValue(options: Value | undefined): Value | undefined {
  const through = propertyOf(options, 'through')
  return propertyOf(through, 'model') ?? through
}

/** What of the source the table between has, too. */
const ownOfSource = /^(?:hooks|timestamps|scopes|defaultScope|tableName|indexes|paranoid|validate|modelName|name|sequelize|comment)$/

/** The table that a name alone makes. */
export function defineThrough(name: string, spot: Spot, nameSpot: Spot, { source, options }: Association): Model | undefined {
  const isParanoid = isTrue(propertyOf(propertyOf(options, 'through'), 'paranoid'))
  const entries = [...entriesOf(options).filter(({ key }) => /^(?:timestamps|createdAt|updatedAt|deletedAt|schema|underscored)$/.test(key))]
  const inherited = source.parts.options.own.filter(({ key }) => !ownOfSource.test(key))
  const all: readonly Entry[] = [...inherited, ...entries.filter(({ key }) => !inherited.some((one) => one.key === key))]
  const at = throughValue(options)?.at
  if (!at) return undefined
  const literal = (value: string | boolean): Value => ({ kind: 'literal', value, at })
  const entry = (key: string, value: Value): Entry => ({ key, value, at })
  return defineModel({
    name,
    nameSpot,
    attributes: [],
    options: {
      kind: 'record',
      open: false,
      at,
      entries: [...all, entry('tableName', literal(name)), entry('paranoid', literal(isParanoid))],
    },
    shared: source.parts.options.shared,
    indexes: [],
    spot,
    nodes: [],
    program: at.program,
    unread: [],
  })
}
