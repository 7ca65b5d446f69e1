import type { Catalog } from '../../catalog/catalog.ts'
import type { Judged } from './judge.ts'
import { isWeaker } from './verdict.ts'

/** In more schemas than this nobody looks for what a name may mean. */
const maxSchemas = 6

/**
 * What is said of a query that names tables which several schemas have: it means those of one of them, nobody knows of which, and of each table
 * the weakest is said. Such a name is left alone where what it may mean is a tenant's in some schemas only.
 */
export function judgedInEach(judged: readonly Judged[], catalog: Catalog, judgeIn: (schema: string) => readonly Judged[]): Judged[] {
  const schemas = [...new Set(judged.flatMap((one) => schemasOf(one, catalog)))]
  if (schemas.length === 0 || schemas.length > maxSchemas) return [...judged]
  const found = new Map(schemas.map((schema) => [schema, byPlace(judgeIn(schema))]))
  return judged.map((one) => {
    const own = schemasOf(one, catalog)
    const each = own.length > 0 ? own : schemas
    const known = each.flatMap((schema) => found.get(schema)?.get(placeOf(one)) ?? [])
    const isKnown = known.length === each.length && (own.length === 0 || known.every(({ verdict }) => verdict !== 'global'))
    const [first, ...others] = isKnown ? known : []
    return first ? others.reduce((worst, next) => (isWeaker(next.verdict, worst.verdict) ? next : worst), first) : one
  })
}

function schemasOf({ access, table }: Judged, catalog: Catalog): readonly string[] {
  const may = table || access.schema !== undefined ? [] : catalog.elsewhere(access.name)
  return may.length > 1 ? may.map(({ schema }) => schema) : []
}

function byPlace(judged: readonly Judged[]): ReadonlyMap<string, Judged> {
  return new Map(judged.map((one) => [placeOf(one), one]))
}

function placeOf({ access: { range, name, does, onlyAsks } }: Judged): string {
  return [...range, name, does, onlyAsks].join(' ')
}
