import type { Value } from '../javascript/symbolic/value.ts'
import { wholeText } from '../sql/template/pieces.ts'
import type { QueryPen, Sql } from './query-sql.ts'
import type { Item } from './ways.ts'

/** What is in a list, with a text between each two: `sql.join(list, separator)`. */
export function joinedItems(pen: QueryPen, items: readonly Item[], separator: Sql, write: (value: Value) => Sql): Sql {
  const sqls = items.map((item): Sql => {
    if (item.kind === 'hidden') return pen.opening(item.value)
    if (item.kind === 'item') return write(item.value)
    // Two of what is there for each of several show what stands between: an OR opens what is around it.
    const ofWay = (way: readonly Item[]): readonly Item[] => (item.repeats && !isComma(separator) ? [...way, ...way] : way)
    return pen.choice(
      item.key,
      item.on,
      item.of.map((way) => joinedItems(pen, ofWay(way), separator, write)),
    )
  })
  return separator.length === 0 ? sqls.flat() : [{ kind: 'joined', items: sqls, separator }]
}

function isComma(separator: Sql): boolean {
  return wholeText(separator)?.trim() === ','
}
