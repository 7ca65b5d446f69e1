import type { Range } from '../../catalog/place.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Entry, Value } from '../../javascript/symbolic/value.ts'
import type { DataType } from './data-types.ts'
import { underscored } from './inflection.ts'

/** A place in one of the files. */
export interface Spot {
  readonly file: string
  readonly range: Range
}

export function spotOf({ node, program }: Located): Spot {
  return { file: program.file, range: node.range }
}

export interface TableName {
  readonly schema: string | undefined
  readonly table: string
}

export interface Reference {
  /** A table by its name, or what stands for a model. */
  readonly table: TableName | Value
  readonly key: string | undefined
  readonly deferrable: string | undefined
  readonly spot: Spot
}

/** What is said of a column; undefined where nothing is. */
export interface Said {
  readonly field?: string | undefined
  readonly fieldSpot?: Spot | undefined
  readonly type?: DataType | undefined
  readonly allowNull?: boolean | undefined
  readonly primaryKey?: boolean | undefined
  readonly autoIncrement?: boolean | undefined
  readonly identity?: boolean | undefined
  readonly default?: Value | undefined
  /** True, or the name of a key that may be of several columns. */
  readonly unique?: boolean | { readonly name: string | undefined } | undefined
  readonly references?: Reference | undefined
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  /** A GIN index of it. */
  readonly index?: boolean | undefined
  /** Sequelize adds it by itself. */
  readonly generated?: boolean | undefined
  /** What is not known of it. */
  readonly unread?: readonly string[] | undefined
}

export interface Attribute extends Said {
  readonly name: string
  readonly spot: Spot
}

/** What is said of a model, and else of all models. */
export class Options {
  readonly #own: readonly Entry[]
  readonly #shared: readonly Entry[]

  constructor(own: readonly Entry[], shared: readonly Entry[]) {
    this.#own = own
    this.#shared = shared
  }

  entry(name: string): Entry | undefined {
    const isSaid = ({ key, value }: Entry): boolean => key === name && !(value.kind === 'literal' && value.value === undefined)
    return this.#own.find(isSaid) ?? this.#shared.find(isSaid)
  }

  get(name: string): Value | undefined {
    return this.entry(name)?.value
  }

  get own(): readonly Entry[] {
    return this.#own
  }

  get shared(): readonly Entry[] {
    return this.#shared
  }
}

export interface ModelParts {
  readonly name: string
  readonly singular: string
  readonly plural: string
  readonly table: TableName
  readonly options: Options
  readonly underscored: boolean
  /** The call or class that makes it. */
  readonly spot: Spot
  /** What names the table. */
  readonly nameSpot: Spot
  /** By what it is known: a class, or the call that defines it. */
  readonly nodes: readonly Node[]
  /** That of the class or the call. */
  readonly program: Program
  readonly indexes: readonly Value[]
  /** What is not known of it. */
  readonly unread: readonly { readonly spot: Spot; readonly reason: string }[]
}

/** A model as Sequelize keeps it: associations add to it. */
export class Model {
  readonly parts: ModelParts
  readonly attributes = new Map<string, Attribute>()

  constructor(parts: ModelParts, attributes: readonly Attribute[]) {
    this.parts = parts
    for (const attribute of attributes) this.attributes.set(attribute.name, attribute)
  }

  get table(): TableName {
    return this.parts.table
  }

  set(attribute: Attribute): void {
    this.attributes.set(attribute.name, attribute)
  }

  /** Adds what is not said yet. */
  default(attribute: Attribute): void {
    const before = this.attributes.get(attribute.name)
    this.attributes.set(attribute.name, before ? { ...attribute, ...withoutGaps(before) } : attribute)
  }

  /** The column that an attribute is. */
  fieldOf({ field, name }: Attribute): string {
    return field ?? (this.parts.underscored ? underscored(name) : name)
  }

  fieldNamed(name: string): string {
    const attribute = this.attributes.get(name)
    return attribute ? this.fieldOf(attribute) : name
  }

  get primaryKeys(): Attribute[] {
    return [...this.attributes.values()].filter(({ primaryKey }) => primaryKey === true)
  }

  /** The attribute that others refer to where they name none. */
  get key(): string {
    return this.primaryKeys[0]?.name ?? 'id'
  }

  /** Of attributes with one column the last counts; those whose column is not known are none. */
  get columns(): Attribute[] {
    const own = [...this.attributes.values()].filter((attribute) => isColumn(attribute))
    return [...new Map(own.map((attribute) => [this.fieldOf(attribute), attribute])).values()]
  }
}

/** Whether an attribute is in the database, under a name that is known. */
export function isColumn({ type, field, fieldSpot }: Attribute): boolean {
  return type?.name !== 'VIRTUAL' && (field !== undefined || fieldSpot === undefined)
}

function withoutGaps<T extends object>(said: T): T {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as T
}
