import type { Written } from '../../catalog/change.ts'
import type { Argument, Attribute, Value } from './syntax.ts'

interface HasAttributes {
  readonly attributes: readonly Attribute[]
}

export function attributeOf({ attributes }: HasAttributes, name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name.text === name)
}

export function attributesOf({ attributes }: HasAttributes, name: string): Attribute[] {
  return attributes.filter((attribute) => attribute.name.text === name)
}

/** An argument by its name; `orFirst` where that which stands first may be written without. */
export function argumentOf(args: readonly Argument[] | undefined, name: string, orFirst?: 'or first'): Value | undefined {
  const named = args?.find((argument) => argument.name?.text === name)
  return (named ?? (orFirst ? args?.find((argument) => !argument.name) : undefined))?.value
}

/** A text between quotes, with its range. */
export function stringOf(value: Value | undefined): Written | undefined {
  return value?.kind === 'string' ? { text: value.text, range: value.range } : undefined
}

export function wordOf(value: Value | undefined): string | undefined {
  return value?.kind === 'word' ? value.text : undefined
}

/** The items of a list; one that stands alone may be written without brackets. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'array' ? value.items : value ? [value] : []
}

/** What `@map` or `@@map` says. */
export function mappedName(named: HasAttributes): Written | undefined {
  return stringOf(argumentOf(attributeOf(named, 'map')?.args, 'name', 'or first'))
}

/** The fields that a list names, each with what is said of it. */
export function listFields(value: Value | undefined): { readonly field: Written; readonly args: readonly Argument[] }[] {
  return itemsOf(value).flatMap((item) => {
    if (item.kind === 'word') return [{ field: { text: item.text, range: item.range }, args: [] }]
    return item.kind === 'call' ? [{ field: item.name, args: item.args }] : []
  })
}
