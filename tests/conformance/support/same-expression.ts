import type { PlainIndex, PlainTable } from './postgres.ts'

/** Postgres prints expressions with casts and brackets of its own: both sides are compared without them. */
function bare(expression: string): string {
  return expression
    .replace(/::(?:character varying|timestamp with(?:out)? time zone|double precision|"[^"]+"|[a-z_0-9.]+)(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?/gi, '')
    .replace(/= ANY \(\(?ARRAY\[([^\]]*)\]\)?\)/gi, 'in $1')
    .replace(/\bIN \(([^)]*)\)/gi, 'in $1')
    .replace(/<> ALL \(\(?ARRAY\[([^\]]*)\]\)?\)/gi, 'not in $1')
    .replace(/~~\*/g, 'ilike').replace(/~~/g, 'like')
    .replaceAll('"', '')
    .replace(/[()\s]/g, '')
    .toLowerCase()
}

function plainIndex(index: PlainIndex): PlainIndex {
  return { ...index, keys: index.keys.map(bare), predicate: index.predicate === null ? null : bare(index.predicate) }
}

/** A table with its expressions in a form in which equal ones are equal text. */
export function comparable(table: PlainTable): PlainTable {
  return { ...table, indexes: table.indexes.map(plainIndex) }
}
