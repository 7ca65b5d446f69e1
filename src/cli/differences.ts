import type { Catalog, Table } from '../catalog/catalog.ts'
import type { Place } from '../catalog/place.ts'

/** Something that the schema tells and no migration makes, or the other way round. */
export interface Difference {
  readonly what: string
  readonly only: 'schema' | 'migrations'
  readonly place: Place
}

type Part = Pick<Table, 'name' | 'place' | 'madeAt'>

/** Where a schema and the migrations beside it do not say the same; `schemas` are the files that tell one. */
export function listDifferences({ tables }: Catalog, schemas: ReadonlySet<string>): Difference[] {
  return tables.flatMap((table) => {
    const own = differenceOf(`${table.kind} ${table.name}`, table, schemas)
    return own
      ? [own]
      : partsOf(table).flatMap(([what, part]) => differenceOf(`${what} ${part.name} of ${table.name}`, part, schemas) ?? [])
  })
}

function partsOf({ columns, foreignKeys, indexes, checks }: Table): [what: string, part: Part][] {
  const all = { column: columns, 'foreign key': foreignKeys, index: indexes, check: checks }
  return Object.entries(all).flatMap(([what, parts]) => parts.map((part): [string, Part] => [what, part]))
}

function differenceOf(what: string, { place, madeAt }: Part, schemas: ReadonlySet<string>): Difference | undefined {
  if (!schemas.has(place.file)) return { what, only: 'migrations', place }
  return madeAt ? undefined : { what, only: 'schema', place }
}
