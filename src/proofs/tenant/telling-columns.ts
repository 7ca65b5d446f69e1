import type { Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { columnsIn } from '../../query/columns.ts'
import type { Operand } from '../../query/formula.ts'
import { shownName } from '../../query/relation.ts'
import type { Ownership } from './ownership.ts'
import { typedPairs } from './typed-references.ts'

/** Whether it may matter for whose a row is that something is not NULL: a row of it may be missing, or a column of it say whose it is, or which one. */
export function mayTell(is: Operand, ownership: Ownership): boolean {
  if (is.kind === 'value') return true
  const { source } = is
  const { table } = source
  if (source.kind !== 'table' || !table || source.sides.length > 0) return true
  const names = is.kind === 'column' ? [is.name] : is.columns
  const telling = tellingColumns(ownership)(table)
  return names.some((name) => {
    const column = table.columns.find((one) => shownName(source, one.name) === name)
    return !column || telling.has(column.name)
  })
}

/** What says whose a row of a table is, what refers to another one, and what of it others may refer to. */
const tellingColumns = onceFor((ownership: Ownership) =>
  onceFor((table: Table): ReadonlySet<string> => {
    const { columns, person, through } = ownership.of(table)
    const secrets = table.columns.filter(({ name }) => ownership.isSecret(table, name)).map(({ name }) => name)
    const keys = table.indexes.filter(({ unique }) => unique)
    const ofKeys = keys.flatMap((index) => [
      ...index.keys.flatMap(({ column }) => column ?? []),
      ...columnsIn([index.keys, index.predicate]).map(({ name }) => name),
    ])
    const named = [person, through, ownership.addresseeOf(table)].filter((name) => name !== undefined)
    return new Set([
      ...columns,
      ...named,
      ...secrets,
      ...ofKeys,
      ...typedPairs(table).flatMap(({ type, id }) => [type, id]),
      ...ownership.referencesOf(table).flatMap((key) => key.columns),
      ...ownership.keysTo(table).flatMap(({ key }) => key.references.columns),
    ])
  }),
)
