import { onceFor } from '../../catalog/once-for.ts'
import type { SourceText } from '../orm.ts'
import { readDatamodel, type Datamodel, type Model, type ModelField, type RelationField, type ScalarField } from './datamodel.ts'
import { joinTableName } from './default-names.ts'
import { schemasAmong } from './index.ts'
import { argumentOf, attributeOf, attributesOf, listFields, stringOf } from './read-value.ts'
import type { Attribute } from './syntax.ts'
import { fieldsNamed, primaryKey } from './tables.ts'

/** The pairs of columns by which the rows of two tables belong together. */
export interface Link {
  readonly target: Model
  readonly list: boolean
  /** The table between them, where there is one. */
  readonly through: Through | undefined
  readonly pairs: readonly (readonly [own: string, other: string])[]
  /** The other table refers to this one. */
  readonly isInverse: boolean
}

export interface Through {
  readonly schema: string | undefined
  readonly table: string
  readonly own: 'A' | 'B'
  readonly other: 'A' | 'B'
}

/** What the client of Prisma knows of a schema: models by the names that programs call them. */
export class ClientSchema {
  readonly #models: ReadonlyMap<string, Model>
  readonly #delegates: ReadonlyMap<string, Model>

  /** What is undefined is refused rather than left out. */
  readonly isStrict: boolean

  constructor({ models, previewFeatures }: Datamodel) {
    this.isStrict = previewFeatures.includes('strictUndefinedChecks')
    this.#models = new Map(models.map((model) => [model.id, model]))
    this.#delegates = new Map(models.map((model) => [model.id.charAt(0).toLowerCase() + model.id.slice(1), model]))
  }

  /** The model that `client.name` is of. */
  model(name: string): Model | undefined {
    return this.#delegates.get(name)
  }

  /** The model of a name. */
  modelOf(id: string): Model | undefined {
    return this.#models.get(id)
  }

  field(model: Model, id: string): ModelField | undefined {
    return model.fields.find((field) => field.id === id)
  }

  /** The fields of a key that is named as one: `organizationId_slug`. */
  compoundKey(model: Model, name: string): readonly ScalarField[] | undefined {
    const key = keysOf(model).find(({ names, given }) => names.length > 1 && (given ?? names.join('_')) === name)
    return key && fieldsNamed(model, key.names)
  }

  /** Whether one row can be asked for by it. */
  isKey(model: Model, name: string): boolean {
    const field = this.field(model, name)
    if (!field) return this.compoundKey(model, name) !== undefined
    return field.kind === 'scalar' && (attributeOf(field, 'id') ?? attributeOf(field, 'unique') ?? this.#aloneIn(model, name)) !== undefined
  }

  /** The attribute of the model that makes a key of one field. */
  #aloneIn(model: Model, name: string): Attribute | undefined {
    return keysOf(model).find(({ names }) => names.length === 1 && names[0] === name)?.attribute
  }

  keyOf(model: Model): readonly ScalarField[] {
    return primaryKey(model)?.fields ?? []
  }

  link(model: Model, field: RelationField): Link | undefined {
    const target = this.#models.get(field.model)
    if (!target) return undefined
    const own = this.#pairs(model, target, field)
    const common = { target, list: field.list }
    if (own) return { ...common, pairs: own, through: undefined, isInverse: false }
    const other = target.fields.find((one): one is RelationField => this.#isOther(one, model, field))
    const pairs = other && this.#pairs(target, model, other)
    if (pairs) return { ...common, pairs: pairs.map(([a, b]) => [b, a] as const), through: undefined, isInverse: true }
    return field.list && other?.list ? this.#joined(model, target, field) : undefined
  }

  #isOther(one: ModelField, model: Model, field: RelationField): boolean {
    return one.kind === 'relation' && one !== field && one.model === model.id && relationName(one) === relationName(field)
  }

  #pairs(model: Model, target: Model, field: RelationField): readonly (readonly [string, string])[] | undefined {
    const { args } = attributeOf(field, 'relation') ?? {}
    const named = (list: 'fields' | 'references'): string[] => listFields(argumentOf(args, list)).map((one) => one.field.text)
    const own = fieldsNamed(model, named('fields'))
    const other = fieldsNamed(target, named('references'))
    return own && other?.length === own.length ? own.map(({ name }, i) => [name.text, other[i]?.name.text ?? ''] as const) : undefined
  }

  #joined(model: Model, target: Model, field: RelationField): Link | undefined {
    const [first, second] = model.id <= target.id ? [model, target] : [target, model]
    const table = joinTableName(relationName(field) ?? `${first.id}To${second.id}`)
    const isA = model === first && (model !== target || !this.#isSecond(model, field))
    const [own, other] = isA ? (['A', 'B'] as const) : (['B', 'A'] as const)
    const [ownKey, otherKey] = [this.keyOf(model)[0], this.keyOf(target)[0]]
    if (!ownKey || !otherKey) return undefined
    return {
      target,
      list: true,
      through: { schema: first.schema?.text, table, own, other },
      pairs: [[ownKey.name.text, otherKey.name.text]],
      isInverse: false,
    }
  }

  /** Of two lists of a model in itself, the names decide which is which. */
  #isSecond(model: Model, field: RelationField): boolean {
    const other = model.fields.find((one) => this.#isOther(one, model, field))
    return other !== undefined && other.id < field.id
  }
}

function keysOf(model: Model): { readonly attribute: Attribute; readonly names: readonly string[]; readonly given: string | undefined }[] {
  return [...attributesOf(model, 'id'), ...attributesOf(model, 'unique')].map((attribute) => ({
    attribute,
    names: listFields(argumentOf(attribute.args, 'fields', 'or first')).map(({ field }) => field.text),
    given: stringOf(argumentOf(attribute.args, 'name'))?.text,
  }))
}

function relationName(field: RelationField): string | undefined {
  return stringOf(argumentOf(attributeOf(field, 'relation')?.args, 'name', 'or first'))?.text
}

/** The schemas of some files: applications may have several clients. */
export const clientSchemas = onceFor((files: readonly SourceText[]): readonly ClientSchema[] =>
  schemasAmong(files).map((schema) => new ClientSchema(readDatamodel(schema))),
)
