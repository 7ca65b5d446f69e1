import type { InlineTable } from './settings.ts'
import type { SettingsProblem } from './shape.ts'

/** What does not fit together in a table that the settings tell; its shape is right. */
export function problemsOfTable(given: object, path: string): SettingsProblem[] {
  const { columns, primaryKey = [], unique = [], foreignKeys = [] } = given as InlineTable
  if (columns.length === 0) return [{ path: `${path}.columns`, reason: 'must name a column' }]
  const unknown = (names: readonly string[], at: string): SettingsProblem[] =>
    names.flatMap((name, i) =>
      columns.includes(name) ? [] : [{ path: `${at}[${i}]`, reason: `is '${name}', which is none of the columns` }],
    )
  return [
    ...unknown(primaryKey, `${path}.primaryKey`),
    ...unique.flatMap((key, i) => unknown(key, `${path}.unique[${i}]`)),
    ...foreignKeys.flatMap((key, i) => {
      const at = `${path}.foreignKeys[${i}]`
      const [own, others] = [key.columns.length, key.references.columns.length]
      if (own === others) return unknown(key.columns, `${at}.columns`)
      return [{ path: at, reason: `has ${own} ${own === 1 ? 'column' : 'columns'} and references ${others}` }]
    }),
  ]
}
