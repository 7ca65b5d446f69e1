import type { Located } from '../../javascript/resolve.ts'
import { entryOf, itemsOf, propertyOf, shownText, textOf, type Value } from '../../javascript/symbolic/value.ts'

/** A name with the place that writes it, where it is written. */
export interface Name {
  readonly text: string
  readonly at: Located | undefined
}

export function nameIn(options: Value | undefined, key: string): Name | undefined {
  const value = propertyOf(options, key)
  return nameOf(value)
}

export function nameOf(value: Value | undefined): Name | undefined {
  const text = textOf(value)
  return text === undefined || text === '' || !value ? undefined : { text, at: value.at }
}

export function textIn(options: Value | undefined, key: string): string | undefined {
  return textOf(propertyOf(options, key))
}

/** A text or a number, as it is shown. */
export function shownIn(options: Value | undefined, key: string): string | undefined {
  const value = propertyOf(options, key)
  return value && shownText(value)
}

export function isSet(options: Value | undefined, key: string): boolean {
  const value = propertyOf(options, key)
  return value?.kind === 'literal' ? Boolean(value.value) : value !== undefined && value.kind !== 'unknown'
}

export function isOff(options: Value | undefined, key: string): boolean {
  const value = propertyOf(options, key)
  return value?.kind === 'literal' && value.value === false
}

/** Texts of a list; undefined where one of them is not known. */
export function textsOf(value: Value | undefined): string[] | undefined {
  if (value?.kind !== 'list' || value.open) return undefined
  const texts = value.items.map(textOf)
  return texts.every((text) => text !== undefined) ? texts : undefined
}

/** One thing, or a list of things. */
export function oneOrMore(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : value.kind === 'list' ? itemsOf(value) : [value]
}

/** Whether an option is given, be it as null. */
export function isGiven(options: Value | undefined, key: string): boolean {
  const found = entryOf(options, key)?.value
  return found !== undefined && !(found.kind === 'literal' && found.value === undefined)
}
