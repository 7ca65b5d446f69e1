import { quoteName } from '../../../catalog/names.ts'
import { normalForm } from './normal-form.ts'
import { open } from './of-catalog.ts'
import type { PlainColumn, PlainIndex, PlainTable } from './plain.ts'

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
export function bareTable(table: PlainTable): PlainTable {
  return {
    ...table,
    columns: table.columns.map((c) => ({ ...c, default: normalOrNull(c.default), generated: normalOrNull(c.generated) })),
    indexes: [...table.indexes].sort(byName).map((index) => ({
      ...index,
      keys: index.keys.map((key) => ({ ...key, key: normalForm(key.key) })),
      include: index.include.map(unquoted),
      predicate: normalOrNull(index.predicate),
    })),
    keys: [...table.keys].sort(byName),
    foreignKeys: [...table.foreignKeys].sort(byName),
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
function fillColumn(ours: PlainColumn, theirs: PlainColumn | undefined, isOfPartition: boolean): PlainColumn {
  if (!theirs) return ours
  // Before version 17, the identity of a partitioned table was not that of its partitions.
  const isOfParent = isOfPartition && theirs.identity === null && ours.identity !== null && ours.default === null
  return {
    ...ours,
    ...(isOfParent && { identity: null, hasDefault: theirs.hasDefault }),
    type: ours.type === open ? theirs.type : ours.type,
    collation: ours.collation === 'default' || ours.type === open ? theirs.collation : ours.collation,
    default: ours.default === null && ours.hasDefault && (theirs.default ?? '').startsWith('nextval') ? theirs.default : ours.default,
  }
}

/** The default operator class of a type may be written or not, and an expression has the collation of what it is made of. */
export function fillIndex(ours: PlainIndex, theirs: PlainIndex | undefined, columns: readonly PlainColumn[]): PlainIndex {
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

/** What the one table leaves open, as the other has it. */
export function fillTable(ours: PlainTable, theirs: PlainTable): PlainTable {
  return {
    ...ours,
    columns: ours.columns.map((column) =>
      fillColumn(
        column,
        theirs.columns.find((c) => c.name === column.name),
        theirs.partitionOf.length > 0,
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
