import type { Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { isNothing, itemsOf, propertyOf, textOf, truthOf, type Entry, type Value } from '../../javascript/symbolic/value.ts'

export type PropertyKind = 'scalar' | 'embedded' | 'm:1' | '1:1' | '1:m' | 'm:n'

/** What the annotation of a property says of its type. */
export interface Annotation {
  readonly name: string
  /** It may be null or left out. */
  readonly optional: boolean
  /** The class or the enum that it names. */
  readonly value: Value | undefined
}

export interface PropertyNotation {
  readonly name: string
  readonly kind: PropertyKind
  /** A record of what decorators, builders or the schema say. */
  readonly options: Value
  readonly at: Located
  readonly annotation: Annotation | undefined
  readonly initial: Value | undefined
}

export interface IndexNotation {
  readonly unique: boolean
  readonly options: Value
  /** The property that it is written at. */
  readonly property: string | undefined
  readonly at: Located
}

export interface CheckNotation {
  readonly options: Value
  /** Before MikroORM 7, that of a property in a schema is passed over. */
  readonly passedOver?: boolean
  readonly property: string | undefined
  readonly at: Located
}

export interface Problem {
  readonly at: Located
  readonly reason: string
}

/** A class or a schema, as it is written. */
export interface EntityNotation {
  readonly name: string
  readonly role: 'entity' | 'embeddable' | 'base'
  /** Where its name stands. */
  readonly at: Located
  /** The class that it is, or is tied to. */
  readonly node: Node | undefined
  readonly options: Value
  readonly parent: Value | undefined
  readonly parentAt: Located | undefined
  readonly properties: readonly PropertyNotation[]
  readonly indexes: readonly IndexNotation[]
  readonly checks: readonly CheckNotation[]
  readonly problems: readonly Problem[]
  /** Conditions that queries of it get by themselves. */
  readonly filters: readonly Value[]
}

export function record(entries: readonly Entry[], at: Located, open = false): Value {
  return { kind: 'record', entries, open, at }
}

export function entry(key: string, value: Value): Entry {
  return { key, value, at: value.at }
}

/** The first of some options that is given. */
export function optionOf(options: Value, ...keys: readonly string[]): Value | undefined {
  for (const key of keys) {
    const found = propertyOf(options, key)
    if (found) return found
  }
  return undefined
}

/** Undefined where it is not said, or not known. */
export function flagOf(options: Value, key: string): boolean | undefined {
  const found = propertyOf(options, key)
  return found && !isNothing(found) ? truthOf(found) : undefined
}

/** Values that may stand alone or in a list. */
export function listOf(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : value.kind === 'list' ? itemsOf(value) : [value]
}

/** Texts that may stand alone or in a list; undefined where one is not known. */
export function textsOf(value: Value | undefined): readonly string[] | undefined {
  const texts = listOf(value).map(textOf)
  return texts.every((text) => text !== undefined) ? texts : undefined
}
