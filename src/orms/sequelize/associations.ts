import { propertyOf, textOf, truthOf, type Value } from '../../javascript/symbolic/value.ts'
import { saidIn } from './attributes.ts'
import { dataTypeOf } from './data-types.ts'
import { camelized, singularize } from './inflection.ts'
import type { Attribute, Model, Said, Spot } from './model.ts'

export type AssociationKind = 'belongsTo' | 'hasOne' | 'hasMany' | 'belongsToMany'

export interface Association {
  readonly kind: AssociationKind
  readonly source: Model
  readonly target: Model
  readonly options: Value | undefined
  readonly spot: Spot
}

/** What is told of an association, before it is known which models it is of. */
export interface Told {
  readonly kind: AssociationKind
  readonly source: Value | Model
  readonly target: Value
  readonly options: Value | undefined
  readonly spot: Spot
}

/** What `foreignKey` or `otherKey` says: a name, or an attribute with one. */
export function keyOf(value: Value | undefined): { readonly name: string | undefined; readonly said: Said } {
  const name = textOf(value) ?? textOf(propertyOf(value, 'name') ?? propertyOf(value, 'fieldName'))
  return { name, said: value?.kind === 'record' ? saidIn(value) : {} }
}

function primaryKeyFields(model: Model): string[] {
  return model.primaryKeys.map((key) => model.fieldOf(key))
}

/** The name that an association goes by. */
export function aliasOf(options: Value | undefined): string | undefined {
  const as = propertyOf(options, 'as')
  return textOf(as) ?? textOf(propertyOf(as, 'plural'))
}

export function hasConstraints(options: Value | undefined): boolean {
  const constraints = propertyOf(options, 'constraints')
  return !constraints || truthOf(constraints) !== false
}

/** A foreign key in the source of `belongsTo`, in the target of `hasOne` and `hasMany`. */
export function associate(association: Association): void {
  const { kind, source, target, options, spot } = association
  const [home, other] = kind === 'belongsTo' ? [source, target] : [target, source]
  const { said } = keyOf(propertyOf(options, 'foreignKey'))
  const name = foreignKeyOf(association)
  const otherKey = other.attributes.get(textOf(propertyOf(options, kind === 'belongsTo' ? 'targetKey' : 'sourceKey')) ?? other.key)
  const fresh: Attribute = {
    name,
    spot,
    allowNull: true,
    ...known(said),
    type: said.type ?? dataTypeOf(propertyOf(options, 'keyType')) ?? otherKey?.type,
  }
  const existing = home.attributes.get(name) ?? fresh
  const [onDelete, onUpdate] = actionsOf(options, existing, kind === 'belongsTo' ? 'NO ACTION' : 'CASCADE')
  const key = otherKey && other.fieldOf(otherKey)
  const keys = primaryKeyFields(other)
  const isReference = (onDelete ?? onUpdate) !== undefined && (keys.length === 1 || key === undefined || !keys.includes(key))
  home.default({
    ...fresh,
    ...(isReference ? { references: { table: other.table, key: key ?? keys[0], deferrable: undefined, spot }, onDelete, onUpdate } : {}),
  })
}

/** The attribute by which the rows of two models belong together. */
export function foreignKeyOf(association: Association): string {
  const { kind, source, target, options } = association
  const other = kind === 'belongsTo' ? target : source
  return keyOf(propertyOf(options, 'foreignKey')).name ?? camelized([prefixOf(association), other.key].join('_'))
}

/** What is said, without what is not. */
export function known(said: Said): Said {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

function prefixOf({ kind, source, target, options }: Association): string {
  const as = aliasOf(options)
  if (kind === 'belongsTo') return as ?? target.parts.singular
  return kind === 'hasOne' ? singularize(as ?? source.parts.name) : source.parts.singular
}

function actionsOf(options: Value | undefined, { allowNull }: Attribute, otherwise: string): [string | undefined, string | undefined] {
  const [onDelete, onUpdate] = ['onDelete', 'onUpdate'].map((name) => textOf(propertyOf(options, name)))
  if (!hasConstraints(options)) return [onDelete, onUpdate]
  return [onDelete ?? (allowNull === true ? 'SET NULL' : otherwise), onUpdate ?? 'CASCADE']
}
