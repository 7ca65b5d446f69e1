import { bareTable, fillTable } from '../../../src/cli/doctor/database/bare.ts'
import type { PlainDatabase, PlainTable } from '../../../src/cli/doctor/database/plain.ts'

function compareLists(what: string, ours: readonly unknown[], theirs: readonly unknown[]): string[] {
  const [a, b] = [ours.map((item) => JSON.stringify(item)), theirs.map((item) => JSON.stringify(item))]
  if (a.join() === b.join()) return []
  const lines = [
    ...a.filter((x) => !b.includes(x)).map((x) => `    ours      ${x}`),
    ...b.filter((x) => !a.includes(x)).map((x) => `    Postgres' ${x}`),
  ]
  return [`  ${what}${lines.length === 0 ? ' in another order' : ''}`, ...lines]
}

function compareTables(ours: PlainTable, theirs: PlainTable): string[] {
  const [a, b] = [fillTable(bareTable(ours), bareTable(theirs)), bareTable(theirs)]
  return Object.keys(b).flatMap((key) => {
    const [x, y] = [a[key as keyof PlainTable], b[key as keyof PlainTable]]
    const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
    return compareLists(`${theirs.name} ${key}`, list(x), list(y))
  })
}

/** In what two databases differ, line by line; nothing where they are equal. */
export function compareDatabases(ours: PlainDatabase, theirs: PlainDatabase): string[] {
  const names = (database: PlainDatabase): string[] => database.tables.map((table) => table.name).sort()
  return [
    ...compareLists('tables', names(ours), names(theirs)),
    ...theirs.tables.flatMap((table) => {
      const own = ours.tables.find((other) => other.name === table.name)
      return own ? compareTables(own, table) : []
    }),
    ...(['types', 'sequences', 'functions', 'extensions', 'schemas'] as const).flatMap((part) =>
      compareLists(part, [...ours[part]].sort(), [...theirs[part]].sort()),
    ),
  ]
}
