import type { Node, TypeName } from '@pgsql/types'
import type { TypeReference } from '../../catalog/change.ts'
import { formatType, typeName } from '../../catalog/types.ts'
import { stringsOf } from './tree-text.ts'

const noType: TypeReference = { schema: undefined, name: 'unknown', modifiers: [], array: false }

/** The grammar turns Postgres' own words into pg_catalog's names: `char` into bpchar(1), and `"char"` stays. */
export function lowerType(type: TypeName | undefined): TypeReference {
  if (!type) return noType
  const names = stringsOf(type.names)
  const raw = names.at(-1) ?? 'unknown'
  const schema = names.at(-2)
  const array = (type.arrayBounds?.length ?? 0) > 0
  if (schema !== undefined && schema !== 'pg_catalog') return { schema, name: raw, modifiers: modifiersOf(type.typmods), array }
  if (raw === 'interval') return { schema: undefined, name: intervalName(type.typmods), modifiers: [], array }
  const own = raw === 'char' ? '"char"' : typeName(raw)
  const modifiers = modifiersOf(type.typmods)
  if (own === 'numeric' && modifiers.length === 1) modifiers.push('0')
  if (own === 'bit' && modifiers.length === 0 && schema === 'pg_catalog') modifiers.push('1')
  if (raw === 'bpchar' && modifiers.length === 0) return { schema: undefined, name: 'bpchar', modifiers, array }
  return { schema: undefined, name: own, modifiers, array }
}

export function typeText(type: TypeName | undefined): string {
  return formatType(lowerType(type))
}

function modifiersOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => {
    if ('A_Const' in node) {
      const { ival, fval, sval } = node.A_Const
      return [sval ? (sval.sval ?? '') : fval ? (fval.fval ?? '') : String(ival?.ival ?? 0)]
    }
    if ('ColumnRef' in node) return stringsOf(node.ColumnRef.fields)
    return []
  })
}

/** Bits of an interval's mask, by the field that each is: see `utils/datetime.h`. */
const fields: readonly (readonly [bit: number, word: string])[] = [
  [1 << 2, 'year'],
  [1 << 1, 'month'],
  [1 << 3, 'day'],
  [1 << 10, 'hour'],
  [1 << 11, 'minute'],
  [1 << 12, 'second'],
]
const anyField = 0x7fff

function intervalName(nodes: readonly Node[] | undefined): string {
  const [mask, precision] = modifiersOf(nodes)
  if (mask === undefined) return 'interval'
  const bits = Number(mask)
  const named = bits === anyField ? [] : fields.filter(([bit]) => (bits & bit) !== 0).map(([, word]) => word)
  const [first, last] = [named[0], named.at(-1)]
  const range = first === undefined ? '' : first === last ? ` ${first}` : ` ${first} to ${last ?? first}`
  return `interval${range}${precision === undefined ? '' : `(${precision})`}`
}
