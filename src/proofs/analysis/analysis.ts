import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import type { Query } from '../../query/query.ts'
import { visit } from './expressions.ts'
import type { FaultId } from './messages.ts'
import { checkNamed, namedColumns } from './named.ts'
import { checkCombined, checkSelect } from './select.ts'
import { emptySpace, type Space } from './space.ts'
import { checkValues, checkWrite } from './writes.ts'

/** Something for which Postgres refuses a statement that it can parse. */
export interface Fault {
  readonly id: FaultId
  readonly range: Range
  readonly data: Readonly<Record<string, string>>
}

/** What is known besides the query. */
export interface World {
  readonly catalog: Catalog
  /** All of the database is known: what is not in the catalog is nowhere. */
  readonly isWhole: boolean
  /** A column that another rule asks for, or that a trigger fills. */
  readonly isFilled: (table: Table, column: string) => boolean
}

/** The names of the columns that a query gives; undefined where they are not known. */
export type Columns = readonly string[] | undefined

/** What Postgres finds wrong with a query when it looks up what its names mean: https://www.postgresql.org/docs/current/parser-stage.html */
export function faultsOf(query: Query, world: World): Fault[] {
  const analysis = new Analysis(world)
  analysis.query(query, emptySpace)
  return analysis.faults
}

export class Analysis {
  readonly faults: Fault[] = []
  readonly world: World

  constructor(world: World) {
    this.world = world
  }

  add(id: FaultId, range: Range, data: Fault['data'] = {}): void {
    this.faults.push({ id, range, data })
  }

  /** A table of the catalog. */
  table(schema: string | undefined, name: string): Table | undefined {
    return this.world.catalog.table(schema, name)
  }

  isFunctionOfSchema(name: string): boolean {
    return this.world.catalog.parts.functions.some((one) => one.name === name)
  }

  /** Looks at a query whose surroundings are a space; gives the names of its columns. */
  query(query: Query, outer: Space): Columns {
    const space = checkNamed(this, query, outer)
    const columns = this.#body(query, space)
    checkCut(this, query, space)
    return columns
  }

  #body(query: Query, space: Space): Columns {
    switch (query.kind) {
      case 'select':
        return checkSelect(this, query, space)
      case 'combined':
        return checkCombined(this, query, space)
      case 'values':
        return checkValues(this, query, space)
      default:
        return checkWrite(this, query, space)
    }
  }

  /** Looks at a WITH query or the like by itself. */
  named(query: Query, declared: readonly string[], space: Space): Columns {
    return namedColumns(this.query(query, space), declared)
  }
}

/** LIMIT and OFFSET of a set operation or VALUES: those of a SELECT are looked at with its names. */
function checkCut(analysis: Analysis, query: Query, space: Space): void {
  if (query.kind !== 'combined' && query.kind !== 'values') return
  for (const [clause, term] of [['LIMIT', query.limit] as const, ['OFFSET', query.offset] as const])
    visit(analysis, term, { space, clause })
}
