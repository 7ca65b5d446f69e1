import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import { quoteName } from '../../catalog/names.ts'
import { isText } from '../../catalog/types.ts'
import type { Settings } from '../../settings/settings.ts'
import { qualifiedName } from '../index-sql.ts'
import type { Use } from '../uses.ts'
import { isPinned } from './asked.ts'
import { isExempt } from './exempt.ts'
import { indexUse, type IndexUse, type WayUse } from './index-use.ts'
import { readTests } from './tests.ts'
import { answerable } from './wanted.ts'

/** A search for a part of a text that no index answers. */
export interface UnindexedSearch {
  readonly column: string
  readonly sql: string
  readonly range: Range
}

/** The searches of a reference to a table; `everywhere`: also those among rows that another condition finds by an index. */
export function unindexedSearches(
  uses: readonly Use[],
  catalog: Catalog,
  settings: Readonly<Settings>,
  everywhere: boolean,
): UnindexedSearch[] {
  return uses.flatMap((use) => {
    if (isExempt(use, catalog, settings) || use.isCutShort) return []
    const found = indexUse(use, settings)
    return found.ways.flatMap((way) => {
      const isLeft = way.serves === 'no' && answerable(way, found.table, found.markers).size === 0
      return way.asked.isHidden || isPinned(way.asked, found.table) || !(isLeft || everywhere) ? [] : searchesIn(way, found)
    })
  })
}

function searchesIn({ way, asked }: WayUse, { table, use }: IndexUse): UnindexedSearch[] {
  return way.atoms.flatMap((atom): UnindexedSearch[] => {
    const tests = readTests(atom, (of) => asked.typeOf(of)).filter(({ how }) => how === 'contains')
    return tests.flatMap(({ of }): UnindexedSearch[] => {
      if (of.kind === 'expression') {
        const [name] = of.columns
        if (of.source !== use.access.source || name === undefined || hasTrigrams(table, name)) return []
        return [found(name, /^\w+\(.*\)$/.test(of.text) ? of.text : `(${of.text})`, table, atom.range)]
      }
      const name = asked.columnOf(of, table)
      if (name === undefined || hasTrigrams(table, name) || !isText(table.columns.find((column) => column.name === name)?.type)) return []
      return [found(name, quoteName(name), table, atom.range)]
    })
  })
}

function found(column: string, key: string, table: Table, range: Range): UnindexedSearch {
  return {
    column,
    sql: `CREATE INDEX ON ${qualifiedName(table, { qualifies: false, commitsEach: false })} USING gin (${key} gin_trgm_ops)`,
    range,
  }
}

/** An index for parts of texts, also of an expression of the column, or of another kind that may be one. */
function hasTrigrams({ indexes }: Table, name: string): boolean {
  return indexes.some(
    ({ method, keys }) =>
      !['btree', 'hash', 'brin'].includes(method) &&
      keys.some(({ column, expression, operatorClass }) =>
        column === undefined
          ? JSON.stringify(expression).includes(`"${name}"`)
          : column === name && /trgm|bigm|pgroonga/.test(operatorClass ?? method),
      ),
  )
}
