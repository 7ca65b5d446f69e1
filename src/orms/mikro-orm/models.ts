import type { Located } from '../../javascript/resolve.ts'
import { entriesOf, isTrue, literal, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Config } from './config.ts'
import type { Naming } from './naming.ts'
import {
  entry,
  flagOf,
  optionOf,
  record,
  textsOf,
  type CheckNotation,
  type EntityNotation,
  type IndexNotation,
  type Problem,
  type PropertyNotation,
} from './notation.ts'
import { isMikroOrm } from './packages.ts'

/** A property of a table's entity, its own, inherited, or of something embedded. */
export interface Property extends PropertyNotation {
  /** Where it is told: itself first, then what brings it. */
  readonly places: readonly Located[]
  /** What its name begins with in the database. */
  readonly prefix: string
  /** What brings it may be null. */
  readonly forcedNullable: boolean
  /** Its place among the others: MikroORM counts those that are brought in hundredths. */
  readonly order: number
}

/** An entity with all that it inherits. */
export interface Model {
  readonly notation: EntityNotation
  readonly properties: readonly Property[]
  readonly indexes: readonly IndexNotation[]
  readonly checks: readonly CheckNotation[]
}

export interface TableName {
  readonly schema: string | undefined
  readonly name: string
}

/** Where entities are found. */
export interface EntitySource {
  readonly machine: Machine
  readonly all: readonly EntityNotation[]
  /** The entity or the base that a value means. */
  find(value: Value | undefined): EntityNotation | undefined
  named(name: string): EntityNotation | undefined
}

/** What all entities come to. */
export class Models {
  readonly entities: EntitySource
  readonly naming: Naming
  readonly config: Config
  readonly major: number
  readonly problems: Problem[] = []
  /** What was asked before. */
  readonly fieldNames = new Map<Property, readonly string[] | undefined>()
  readonly columnTypes = new Map<Property, readonly string[] | undefined>()
  readonly stored = new Map<Model, Property[]>()
  readonly #targets = new Map<PropertyNotation, Model | undefined>()
  readonly #roots = new Map<EntityNotation, EntityNotation>()
  readonly #known = new Map<EntityNotation, Model>()

  constructor(entities: EntitySource, naming: Naming, config: Config, major: number) {
    this.entities = entities
    this.naming = naming
    this.config = config
    this.major = major
  }

  /** The entities that have tables of their own. */
  get roots(): Model[] {
    return this.entities.all.filter((one) => this.#hasTable(one)).map((one) => this.of(one))
  }

  of(notation: EntityNotation): Model {
    const known = this.#known.get(notation)
    if (known) return known
    const model = this.#whole(notation)
    this.#known.set(notation, model)
    return model
  }

  /** The entity at the other end of a relation, with its table. */
  target(property: PropertyNotation): Model | undefined {
    if (!this.#targets.has(property)) this.#targets.set(property, this.#targetOf(property))
    return this.#targets.get(property)
  }

  #targetOf({ options, annotation, kind }: PropertyNotation): Model | undefined {
    const named = optionOf(options, 'entity', 'type')
    const text = textOf(named)
    const name = text ?? (kind === 'embedded' || kind === 'm:1' || kind === '1:1' ? annotation?.name : undefined)
    const found =
      this.entities.find(named) ?? this.entities.find(annotation?.value) ?? (name === undefined ? undefined : this.entities.named(name))
    return found && this.of(kind === 'embedded' ? found : this.rootOf(found))
  }

  /** Undefined where it is not known. */
  tableName({ notation }: Model): TableName | undefined {
    const { options, name } = notation
    const given = optionOf(options, 'tableName', 'collection')
    const text = given ? textOf(given) : this.naming.table(name)
    const schema = textOf(propertyOf(options, 'schema'))
    if (text === undefined) return undefined
    const at = text.indexOf('.')
    const own = schema === '*' ? undefined : schema
    if (at < 0 || own !== undefined) return { schema: own ?? this.config.schema, name: text }
    return { schema: text.slice(0, at), name: text.slice(at + 1) }
  }

  /** The entity whose table it shares. */
  rootOf(notation: EntityNotation, depth = 0): EntityNotation {
    const known = this.#roots.get(notation) ?? this.#rootOf(notation, depth)
    this.#roots.set(notation, known)
    return known
  }

  #rootOf(notation: EntityNotation, depth: number): EntityNotation {
    const base = depth < deepest ? this.#parentOf(notation) : undefined
    const root = base && this.rootOf(base, depth + 1)
    return root && propertyOf(root.options, 'discriminatorColumn') ? root : notation
  }

  #hasTable(notation: EntityNotation): boolean {
    const { role, options } = notation
    if (role !== 'entity' || propertyOf(options, 'expression') || isTrue(propertyOf(options, 'view'))) return false
    if (isTrue(propertyOf(options, 'abstract')) && !propertyOf(options, 'discriminatorColumn')) return false
    if (this.#isPerClass(notation)) return false
    return this.rootOf(notation) === notation
  }

  /** Limit: tables per class, of MikroORM 7, are listed and not read. */
  #isPerClass(notation: EntityNotation, depth = 0): boolean {
    const { options, at } = notation
    const base = depth < deepest ? this.#parentOf(notation) : undefined
    const isPerClass = textOf(propertyOf(options, 'inheritance')) === 'tpt' || (base !== undefined && this.#isPerClass(base, depth + 1))
    if (isPerClass && depth === 0) this.problems.push({ at, reason: 'tables per class are not read' })
    return isPerClass
  }

  #parentOf({ parent, parentAt }: EntityNotation): EntityNotation | undefined {
    const found = this.entities.find(parent)
    const isKnown =
      !parent || found !== undefined || (parent.kind === 'import' && isMikroOrm(parent, 'BaseEntity')) || parent.kind === 'literal'
    if (!isKnown && parentAt && !this.problems.some(({ at }) => at.node === parentAt.node))
      this.problems.push({ at: parentAt, reason: 'what it extends is not known' })
    return found
  }

  #whole(notation: EntityNotation): Model {
    const own = this.#inherited(notation, 0)
    if (!propertyOf(notation.options, 'discriminatorColumn')) return own
    const children = this.entities.all.filter((one) => one !== notation && this.rootOf(one) === notation)
    return this.#shared(own, children)
  }

  #inherited(notation: EntityNotation, depth: number): Model {
    const base = depth < deepest ? this.#parentOf(notation) : undefined
    const own = notation.properties.map((one, i): Property => ({
      ...one,
      places: [one.at],
      prefix: '',
      forcedNullable: false,
      order: i + 1,
    }))
    if (!base || base === notation) return { notation, properties: own, indexes: notation.indexes, checks: notation.checks }
    const whole = this.#inherited(base, depth + 1)
    const brings = notation.parentAt ?? notation.at
    const inherited = whole.properties
      .filter(({ name }) => !own.some((one) => one.name === name))
      .map((one, i): Property => ({ ...one, places: [...one.places, brings], order: (i + 1) / 100 }))
    return {
      notation,
      properties: [...inherited, ...own],
      indexes: [...new Set([...whole.indexes, ...notation.indexes])],
      checks: [...new Set([...whole.checks, ...notation.checks])],
    }
  }

  /** Entities that share a table bring their properties to it; each may be empty for the others. */
  #shared(root: Model, children: readonly EntityNotation[]): Model {
    const column = propertyOf(root.notation.options, 'discriminatorColumn')
    const name = textOf(column)
    const properties = root.properties.map((one) => (one.name === name ? this.#asDiscriminator(one, root, children) : one))
    if (column && name !== undefined && !properties.some((one) => one.name === name))
      properties.push(this.#discriminator(name, column, root, children))
    for (const child of children) {
      for (const one of this.#ownChain(child, root.notation)) {
        const at = properties.findIndex((known) => known.name === one.name)
        const added: Property = { ...one, places: [one.at, child.at], prefix: '', forcedNullable: true, order: properties.length }
        if (at < 0) properties.push(added)
        else if (propertyOf(one.options, 'persist') === undefined)
          properties[at] = { ...added, places: [...added.places, ...(properties[at]?.places ?? [])] }
      }
    }
    const all = [root.notation, ...children]
    return {
      notation: root.notation,
      properties,
      indexes: [...new Set([...root.indexes, ...all.flatMap(({ indexes }) => indexes)])],
      checks: [...new Set([...root.checks, ...all.flatMap(({ checks }) => checks)])],
    }
  }

  /** The properties of an entity and what it extends, up to the one that has the table. */
  #ownChain(notation: EntityNotation, root: EntityNotation): PropertyNotation[] {
    const base = this.#parentOf(notation)
    return [...(base && base !== root ? this.#ownChain(base, root) : []), ...notation.properties]
  }

  #discriminator(name: string, at: Value, root: Model, children: readonly EntityNotation[]): Property {
    const options = record([entry('type', literal('string', at.at)), entry('enum', literal(true, at.at))], at.at)
    const plain: Property = {
      name,
      kind: 'scalar',
      options,
      at: at.at,
      annotation: undefined,
      initial: undefined,
      places: [at.at],
      prefix: '',
      forcedNullable: false,
      order: root.properties.length,
    }
    return this.#asDiscriminator(plain, root, children)
  }

  #asDiscriminator(property: Property, root: Model, children: readonly EntityNotation[]): Property {
    const { at } = property
    const items = this.#discriminators(root.notation, children).map((one) => literal(one, at))
    const defaults = [entry('items', { kind: 'list', items, open: false, at }), entry('index', literal(true, at))]
    const own = entriesOf(property.options)
    const added = defaults.filter(({ key }) => !own.some((one) => one.key === key))
    return { ...property, options: record([...own, ...added], property.options.at) }
  }

  #discriminators(root: EntityNotation, children: readonly EntityNotation[]): string[] {
    const map = propertyOf(root.options, 'discriminatorMap')
    if (map) return entriesOf(map).map(({ key }) => key)
    return [root, ...children]
      .filter(({ options, role }) => role === 'entity' && !isTrue(propertyOf(options, 'abstract')))
      .flatMap(({ options, name }) => textOf(propertyOf(options, 'discriminatorValue')) ?? this.naming.table(name) ?? [])
  }
}

/** Classes that extend each other in a circle are left at this depth. */
const deepest = 20

/** Whether a property is in the database at all. */
export function isKept({ options }: PropertyNotation): boolean {
  return flagOf(options, 'persist') !== false && !propertyOf(options, 'formula')
}

export function isPrimary({ options }: PropertyNotation): boolean {
  return isTrue(propertyOf(options, 'primary'))
}

export function keyProperties({ properties }: Model): readonly Property[] {
  return properties.filter(isPrimary)
}

/** Whether the column of a relation stands here. */
export function isOwner({ kind, options }: PropertyNotation): boolean {
  if (kind === 'm:1') return true
  const owner = flagOf(options, 'owner')
  if (kind === '1:1') return owner ?? (propertyOf(options, 'inversedBy') !== undefined || propertyOf(options, 'mappedBy') === undefined)
  return kind === 'm:n' && (owner ?? propertyOf(options, 'mappedBy') === undefined)
}

/** What is done to the other end with this one. */
export function cascades({ options }: PropertyNotation, ...kinds: readonly string[]): boolean {
  const given = propertyOf(options, 'cascade')
  const known = given ? (textsOf(given) ?? []) : ['persist']
  return known.some((one) => kinds.includes(one))
}

export function isObject({ options }: PropertyNotation): boolean {
  return isTrue(propertyOf(options, 'object')) || isTrue(propertyOf(options, 'array'))
}

/** Whether it may be empty. */
export function isNullable(property: Property, { config, major }: Pick<Models, 'config' | 'major'>): boolean {
  if (property.forcedNullable) return true
  const { options, kind, annotation, initial } = property
  const given = flagOf(options, 'nullable')
  if (given !== undefined) return given
  if (initial?.kind === 'literal' && initial.value === null) return true
  const optional = (config.readsTypes && annotation?.optional === true) || isTrue(propertyOf(options, 'optional'))
  if (kind !== 'm:1' && kind !== '1:1') return optional
  return optional || (major <= 6 && cascades(property, 'remove', 'all')) || (kind === '1:1' && !isOwner(property))
}
