import type { Catalog, Reference, Table } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Classes } from '../../query/classes.ts'
import type { RowSource } from '../../query/relation.ts'
import { tablesCalled } from './called-tables.ts'
import { isSameName } from './names.ts'
import { operand } from './nulls.ts'

/** Two columns that refer to a row of any table: `subject_type` says of which, `subject_id` to which row. */
interface TypedPair {
  readonly type: string
  readonly id: string
}

export const typedPairs = onceFor((table: Table): readonly TypedPair[] =>
  table.columns.flatMap(({ name: type }): TypedPair[] => {
    const [, called] = /^(.+?)(?:_type|Type)$/.exec(type) ?? []
    const id = called === undefined ? undefined : table.columns.find(({ name }) => isSameName(name, `${called}_id`))?.name
    const isForeign = table.foreignKeys.some(({ columns }) => id !== undefined && columns.includes(id))
    return id === undefined || isForeign ? [] : [{ type, id }]
  }),
)

/** What such columns of a source reference, where a query says by a word of which table the rows are. */
export function typedReferences(source: RowSource, table: Table, classes: Classes, catalog: Catalog): readonly Reference[] {
  return typedPairs(table).flatMap(({ type, id }) => {
    const words = classes.valuesOf(operand(source, type)).flatMap(({ key }) => /^'(?:.*\W)?(\w+)'$/.exec(key)?.[1] ?? [])
    return words.flatMap((word) => {
      const [parent, ...others] = tablesCalled(word, catalog).filter(({ query }) => !query)
      // Of two schemas it may be either's.
      return parent && others.length === 0 ? (referenceTo(parent, id) ?? []) : []
    })
  })
}

/** One object for each, as foreign keys are. */
function referenceTo(parent: Table, id: string): Reference | undefined {
  const [key, ...more] = parent.primaryKey?.columns ?? []
  if (key === undefined || more.length > 0) return undefined
  const known = referencesTo(parent)
  const found = known.get(id) ?? {
    columns: [id],
    references: { schema: parent.schema, table: parent.name, columns: [key] },
    validated: false,
    enforced: false,
  }
  known.set(id, found)
  return found
}

const referencesTo = onceFor((_: Table) => new Map<string, Reference>())
