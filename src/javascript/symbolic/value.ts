import type { ClassNode, FunctionNode } from '../nodes.ts'
import type { Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import type { Scope } from './scope.ts'

/** What an expression comes to, as far as that can be told without running the program. What cannot be computed stays as it is written. */
export type Value = { readonly at: Located } & (
  | Literal
  /** A text of which not all is known; each part is a text or something else. */
  | { readonly kind: 'text'; readonly parts: readonly Value[] }
  | ListValue
  | RecordValue
  | { readonly kind: 'function'; readonly node: FunctionNode; readonly scope: Scope | undefined; readonly self: Value | undefined }
  | { readonly kind: 'class'; readonly node: ClassNode; readonly scope: Scope | undefined }
  /** `this` of a class. */
  | { readonly kind: 'instance'; readonly of: ClassNode }
  /** All of a module of the project. */
  | { readonly kind: 'module'; readonly program: Program }
  /** What an installed package shows; `*` is all of it. */
  | {
      readonly kind: 'import'
      readonly from: string
      readonly name: string
      /** Others that it may be of as well: a module passes on all of each. */
      readonly orFrom?: readonly string[]
    }
  /** A name that the program does not declare, a parameter of what nobody calls, or what a reader puts in. */
  | { readonly kind: 'symbol'; readonly name: string; /** Where the program declares it, if it does. */ readonly declared?: Located }
  | { readonly kind: 'member'; readonly object: Value; readonly name: string }
  | {
      readonly kind: 'call'
      readonly callee: Value
      readonly args: readonly Value[]
      readonly isNew: boolean
      /** What a list is made of that it gives, of which nobody knows how long it is. */
      readonly made?: (() => readonly ListPart[]) | undefined
    }
  | {
      readonly kind: 'tagged'
      readonly tag: Value
      readonly template: Value
      /** What fills its places. */ readonly holes: readonly Value[]
    }
  /** One of several, as what the program does before decides. */
  | { readonly kind: 'choice'; readonly key: object; readonly on: string; readonly of: readonly Value[] }
  | {
      readonly kind: 'unknown'
      readonly reason: string
      /** What each of several is like, of which nobody knows how many there are. */ readonly sample?: Value
    }
)

export interface Literal {
  readonly kind: 'literal'
  readonly value: string | number | bigint | boolean | null | undefined
  /** The texts that it was put together of, each at its own place. */
  readonly parts?: readonly Value[]
}

interface ListValue {
  readonly kind: 'list'
  readonly items: readonly Value[]
  /** There may be more. */
  readonly open: boolean
  /** All that it is made of, in its order, where that is more than its items. */
  readonly parts?: readonly ListPart[]
}

export interface RecordValue {
  readonly kind: 'record'
  readonly entries: readonly Entry[]
  /** There may be more. */
  readonly open: boolean
  /** All that it is made of, in its order, where that is more than its entries. */
  readonly parts?: readonly RecordPart[]
}

/** What is spread into a list or an object, and is not known to be one. */
export interface Spread {
  readonly spread: Value
  /** The name of the one property that it is, where not all of that is known. */
  readonly key?: Value
  /** Properties that were taken out of it before. */
  readonly without?: readonly string[]
}

export type ListPart = Value | Spread
export type RecordPart = Entry | Spread

export interface Entry {
  readonly key: string
  readonly value: Value
  /** Where the record was written: the whole property, or the spread that brought it. */
  readonly at: Located
}

export type Kind<K extends Value['kind']> = Extract<Value, { kind: K }>

export function literal(value: Literal['value'], at: Located): Value {
  return { kind: 'literal', value, at }
}

export function unknown(reason: string, at: Located, sample?: Value): Value {
  return { kind: 'unknown', reason, at, ...(sample && { sample }) }
}

export function symbol(name: string, at: Located): Value {
  return { kind: 'symbol', name, at }
}

/** What the program declares there, and nobody in sight gives a value. */
export function ungiven(at: Located): Value {
  return { kind: 'symbol', name: sourceText(at), declared: at, at }
}

const deciding: ReadonlySet<string> = new Set(['&&', '||', '??', '?:'])

/** What an operator comes to whose left side cannot be told. */
export function isDecision(value: Value): value is Kind<'call'> & { readonly callee: Kind<'symbol'> } {
  return value.kind === 'call' && value.callee.kind === 'symbol' && deciding.has(value.callee.name)
}

/** The text, where all of it is known. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined
}

export function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined
}

export function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === true
}

/** `undefined`, written out or by what was left out. */
export function isUndefined(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === undefined
}

export function isNull(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === null
}

/** Whether it is a given thing, or left out. */
export function isNothing(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'literal' && (value.value === undefined || value.value === null))
}

export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}

export function entriesOf(value: Value | undefined): readonly Entry[] {
  return value?.kind === 'record' ? value.entries : []
}

export function entryOf(value: Value | undefined, key: string): Entry | undefined {
  return entriesOf(value).find((entry) => entry.key === key)
}

/** A property of a record; undefined where it has none, or an empty one. */
export function propertyOf(value: Value | undefined, key: string): Value | undefined {
  const found = entryOf(value, key)?.value
  return isNothing(found) ? undefined : found
}

/** Whether a condition holds; undefined where that is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'literal':
      return Boolean(value.value)
    case 'list':
    case 'record':
    case 'function':
    case 'class':
    case 'module':
    case 'instance':
      return true
    case 'text':
      return value.parts.some((part) => textOf(part)) || undefined
    default:
      return undefined
  }
}

/** Texts one after another; a text again where all are known. */
export function joinTexts(parts: readonly Value[], at: Located): Value {
  const flat = parts.flatMap((part) => (part.kind === 'text' || part.kind === 'literal' ? (part.parts ?? [part]) : [part]))
  if (isTooMuch(flat)) return unknown('a text that is too long', at)
  const texts = flat.map(shownText)
  return texts.every((text) => text !== undefined)
    ? { kind: 'literal', value: texts.join(''), parts: flat, at }
    : { kind: 'text', parts: flat, at }
}

/** No migration is put together of more, but a loop may do it. */
const mostParts = 5_000
const longest = 1_000_000

function isTooMuch(parts: readonly Value[]): boolean {
  return parts.length > mostParts || isTooLong(parts.reduce((sum, part) => sum + (textOf(part)?.length ?? 0), 0))
}

/** Whether a text of this length is not put together. */
export function isTooLong(length: number): boolean {
  return length > longest
}

/** How a template shows it. */
export function shownText(value: Value): string | undefined {
  return value.kind === 'literal' ? String(value.value) : undefined
}

/** How the program writes it. */
export function sourceText({ node, program }: Located): string {
  return program.text.slice(...node.range)
}

/** A class, wherever it is named. */
export function classAt(node: ClassNode, program: Program): Kind<'class'> {
  return { kind: 'class', node, scope: undefined, at: { node, program } }
}
