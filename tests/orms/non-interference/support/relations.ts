import type { PlainTable, RandomSchema } from '../../../proofs/tenant/support/random-schema.ts'
import { baseTables } from './values.ts'

/** How rows of one table belong to those of another, under a name; a list where several may. */
export interface Relation {
  readonly name: string
  readonly from: PlainTable
  readonly to: PlainTable
  /** Columns of its own, and those of the other table that they equal. */
  readonly pairs: readonly (readonly [own: string, other: string])[]
  readonly isList: boolean
  readonly isOptional: boolean
  /** What it is called from the other side. */
  readonly inverse: string
  /** The same on both sides. */
  readonly key: string
}

const known = new WeakMap<RandomSchema, ReadonlyMap<string, readonly Relation[]>>()

/** The relations of a table: one for each foreign key of its own, and for each that references it. */
export function relationsOf(schema: RandomSchema, table: PlainTable): readonly Relation[] {
  let all = known.get(schema)
  if (!all) known.set(schema, (all = read(schema)))
  return all.get(table.name) ?? []
}

function read(schema: RandomSchema): ReadonlyMap<string, readonly Relation[]> {
  const relations = new Map<string, Relation[]>()
  const add = (relation: Relation): void => {
    relations.set(relation.from.name, [...(relations.get(relation.from.name) ?? []), relation])
  }
  const tables = new Map(baseTables(schema).map((table) => [table.name, table]))
  for (const from of tables.values()) {
    const keys = schema.schema.catalog.tables.find(({ name }) => name === from.name)?.foreignKeys ?? []
    for (const { columns, references } of keys) {
      const to = tables.get(references.table)
      const name = columns.at(-1)?.replace(/_id$/, '')
      if (!to || name === undefined) continue
      const pairs = columns.map((own, i) => [own, references.columns[i] ?? 'id'] as const)
      const isOptional = from.columns.some((column) => column.nullable && columns.includes(column.name))
      const [inverse, key] = [`${from.name}_by_${name}`, `${from.name}_${name}`]
      add({ name, from, to, pairs, isList: false, isOptional, inverse, key })
      add({
        name: inverse,
        from: to,
        to: from,
        pairs: pairs.map(([own, other]) => [other, own]),
        isList: true,
        isOptional: true,
        inverse: name,
        key,
      })
    }
  }
  return relations
}
