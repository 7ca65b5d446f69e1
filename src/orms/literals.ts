import { entriesOf, itemsOf, type Value } from '../javascript/symbolic/value.ts'

/** A value as JSON; undefined where not all of it is known. */
export function jsonOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'literal':
      return value.value === undefined || typeof value.value === 'bigint' ? undefined : JSON.stringify(value.value)
    case 'list':
      return value.open ? undefined : between('[', itemsOf(value).map(jsonOf), ']')
    case 'record':
      return value.open ? undefined : between('{', entriesOf(value).map(entryJson), '}')
    default:
      return undefined
  }
}

function entryJson({ key, value }: { readonly key: string; readonly value: Value }): string | undefined {
  const own = jsonOf(value)
  return own === undefined ? undefined : `${JSON.stringify(key)}:${own}`
}

function between(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(',')}${close}`
}
