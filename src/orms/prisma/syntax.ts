import type { Written } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'

interface Node {
  readonly range: Range
}

/** What stands behind `=` and in brackets. */
export type Value =
  | (Node & { readonly kind: 'string' | 'number' | 'word'; readonly text: string })
  | (Node & { readonly kind: 'array'; readonly items: readonly Value[] })
  | (Node & { readonly kind: 'object'; readonly entries: readonly Argument[] })
  /** A function, or a field with what is said of it: `title(sort: Desc)`. */
  | (Node & { readonly kind: 'call'; readonly name: Written; readonly args: readonly Argument[] })

export interface Argument extends Node {
  readonly name: Written | undefined
  readonly value: Value
}

/** `@id`, `@@index([a])` or `@db.VarChar(20)`, called `id`, `index` and `db.VarChar`. */
export interface Attribute extends Node {
  readonly name: Written
  readonly args: readonly Argument[]
}

export interface FieldType extends Node {
  /** Of `Unsupported("…")` that word. */
  readonly name: Written
  readonly args: readonly Argument[]
  readonly list: boolean
  readonly optional: boolean
}

export interface Field extends Node {
  readonly name: Written
  readonly type: FieldType
  readonly attributes: readonly Attribute[]
}

export interface EnumValue extends Node {
  readonly name: Written
  readonly attributes: readonly Attribute[]
}

export interface Assignment extends Node {
  readonly name: Written
  readonly value: Value
}

export const blockKinds = ['model', 'view', 'type', 'enum', 'datasource', 'generator'] as const
export type BlockKind = (typeof blockKinds)[number]

/** What does not belong into a block of its kind is empty. */
export interface Block extends Node {
  readonly kind: BlockKind
  readonly name: Written
  readonly fields: readonly Field[]
  readonly values: readonly EnumValue[]
  readonly assignments: readonly Assignment[]
  /** Those with two marks. */
  readonly attributes: readonly Attribute[]
}

export interface Problem extends Node {
  readonly reason: string
}

export interface SchemaFile {
  readonly blocks: readonly Block[]
  /** What cannot be read; all else stands. */
  readonly problems: readonly Problem[]
}
