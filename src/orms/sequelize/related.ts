import { propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { aliasOf, foreignKeyOf, type Association, type AssociationKind } from './associations.ts'
import { singularize } from './inflection.ts'
import type { Side } from './many-to-many.ts'
import type { Model } from './model.ts'

/** How the rows of one model belong to those of another, by names of attributes. */
export interface Related {
  readonly kind: AssociationKind
  readonly source: Model
  readonly target: Model
  /** What queries call it. */
  readonly as: string
  /** What its methods are named after: `getItems`, `createItem`. */
  readonly singular: string
  readonly plural: string
  /** In the source of `belongsTo`, in the table between of `belongsToMany`, else in the target. */
  readonly foreignKey: string
  /** What the key refers to. */
  readonly referred: string
  readonly through: Through | undefined
  /** What holds of all its rows, besides. */
  readonly scope: Value | undefined
}

interface Through {
  readonly model: Model
  /** The key of the target, in the table between. */
  readonly otherKey: string
  /** What that refers to in the target. */
  readonly targetKey: string
  readonly scope: Value | undefined
}

/** Of all but `belongsToMany`. */
export function relatedOf(association: Association): Related {
  const { kind, source, target, options } = association
  const referred = textOf(propertyOf(options, kind === 'belongsTo' ? 'targetKey' : 'sourceKey'))
  return {
    ...namesOf(association),
    kind,
    source,
    target,
    foreignKey: foreignKeyOf(association),
    referred: referred ?? (kind === 'belongsTo' ? target.key : source.key),
    through: undefined,
    scope: propertyOf(options, 'scope'),
  }
}

export function relatedThrough({ association, through, foreignKey, otherKey, sourceKey, targetKey }: Side): Related {
  const { kind, source, target, options } = association
  return {
    ...namesOf(association),
    kind,
    source,
    target,
    foreignKey,
    referred: sourceKey,
    through: { model: through, otherKey, targetKey, scope: propertyOf(propertyOf(options, 'through'), 'scope') },
    scope: propertyOf(options, 'scope'),
  }
}

function namesOf({ kind, target, options }: Association): Pick<Related, 'as' | 'singular' | 'plural'> {
  const given = aliasOf(options)
  const isMany = kind === 'hasMany' || kind === 'belongsToMany'
  const { singular, plural } = target.parts
  if (given === undefined) return { as: isMany ? plural : singular, singular, plural }
  const own = textOf(propertyOf(propertyOf(options, 'as'), 'singular'))
  return { as: given, singular: own ?? (isMany ? singularize(given) : given), plural: given }
}
