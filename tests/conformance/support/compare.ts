import { quoteName } from '../../../src/catalog/names.ts'
import { normalForm } from './normal-form.ts'
import { open } from './plain.ts'
import type { PlainColumn, PlainDatabase, PlainIndex, PlainTable } from './postgres.ts'

function normalOrNull(expression: string | null): string | null {
  return expression === null ? null : normalForm(expression)
}

function unquoted(name: string): string {
  return name.replaceAll('"', '')
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}

/** A table with its expressions in a form in which equal ones are equal text. */
function bareTable(table: PlainTable): PlainTable {
  return {
    ...table,
    columns: table.columns.map((c) => ({ ...c, default: normalOrNull(c.default), generated: normalOrNull(c.generated) })),
    indexes: [...table.indexes].sort(byName).map((index) => ({
      ...index,
      keys: index.keys.map((key) => ({ ...key, key: normalForm(key.key) })),
      include: index.include.map(unquoted),
      predicate: normalOrNull(index.predicate),
    })),
    keys: [...table.keys].sort(),
    foreignKeys: [...table.foreignKeys].sort(),
    constraintNames: [...table.constraintNames].sort(),
    triggers: [...table.triggers].sort(),
    checks: table.checks.map((check) => ({ ...check, expression: normalForm(check.expression) })).sort(byName),
    policies: table.policies
      .map((policy) => ({ ...policy, using: normalOrNull(policy.using), withCheck: normalOrNull(policy.withCheck) }))
      .sort(byName),
    partitionBy: table.partitionBy === null ? null : normalForm(`row${table.partitionBy.replace(/^(?:RANGE|LIST|HASH) /, '')}`),
  }
}

/** What the catalog leaves open is as Postgres has it: a type that a query infers, the default that a serial column has. */
function fillColumn(ours: PlainColumn, theirs: PlainColumn | undefined): PlainColumn {
  if (!theirs) return ours
  return {
    ...ours,
    type: ours.type === open ? theirs.type : ours.type,
    collation: ours.collation === 'default' || ours.type === open ? theirs.collation : ours.collation,
    default: ours.default === null && ours.hasDefault && (theirs.default ?? '').startsWith('nextval') ? theirs.default : ours.default,
  }
}

/** The default operator class of a type may be written or not, and an expression has the collation of what it is made of. */
function fillIndex(ours: PlainIndex, theirs: PlainIndex | undefined, columns: readonly PlainColumn[]): PlainIndex {
  const names = new Set(columns.map((column) => normalForm(quoteName(column.name))))
  const keys = ours.keys.map((key, i) => {
    const their = theirs?.keys[i]
    if (!their) return key
    const isOpen = !names.has(key.key) && key.collation === null
    return {
      ...key,
      operatorClass: their.operatorClass === null ? null : key.operatorClass,
      collation: isOpen ? their.collation : key.collation,
    }
  })
  return { ...ours, keys }
}

function fillTable(ours: PlainTable, theirs: PlainTable): PlainTable {
  return {
    ...ours,
    columns: ours.columns.map((column) =>
      fillColumn(
        column,
        theirs.columns.find((c) => c.name === column.name),
      ),
    ),
    indexes: ours.indexes.map((index) =>
      fillIndex(
        index,
        theirs.indexes.find((i) => i.name === index.name),
        ours.columns,
      ),
    ),
  }
}

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
