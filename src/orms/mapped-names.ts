import type { Catalog } from '../catalog/catalog.ts'
import { camelCase } from '../catalog/names.ts'
import { onceFor } from '../catalog/once-for.ts'

export const asWritten = (name: string): string => name

/** What a mapper of names may do that is not seen: what the database has in snake case alone is called so there. */
export function mappedNames(catalog: Catalog | undefined): (name: string) => string {
  return catalog ? mapped(catalog) : asWritten
}

const mapped = onceFor((catalog: Catalog) => {
  const names = catalog.tables.flatMap((table) => [table.name, ...table.columns.map(({ name }) => name)])
  const all = new Set(names)
  const byCamel = new Map(names.filter((name) => name.includes('_')).map((name) => [camelCase(name), name]))
  return (name: string): string => (all.has(name) ? name : (byCamel.get(name) ?? name))
})

/** How names are written in snake case by Objection, and by Kysely, which has no second underscore before digits, as the options of both say. */
export function snakeCase(isOn: (option: string) => boolean, of: 'objection' | 'kysely'): (name: string) => string {
  const [digits, letters, upper] = ['underscoreBeforeDigits', 'underscoreBetweenUppercaseLetters', 'upperCase'].map(isOn)
  return (name) => {
    const parted = [...name].reduce((out, char, i, all) => {
      const before = all[i - 1] ?? ''
      if (i === 0) return char.toLowerCase()
      if (digits && /\d/.test(char) && !/\d/.test(before) && (of === 'objection' || !out.endsWith('_'))) return `${out}_${char}`
      if (!isUpper(char)) return out + char
      return letters || !isUpper(before) ? `${out}_${char.toLowerCase()}` : out + char.toLowerCase()
    }, '')
    return upper ? parted.toUpperCase() : parted
  }
}

function isUpper(char: string): boolean {
  return char === char.toUpperCase() && char !== char.toLowerCase()
}
