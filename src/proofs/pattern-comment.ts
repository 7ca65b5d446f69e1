import type { Index, Table } from '../catalog/catalog.ts'
import { quoteName } from '../catalog/names.ts'
import { columnsIn } from '../query/columns.ts'
import { opposites } from '../query/comparisons.ts'
import { printCondition } from '../query/print.ts'
import type { Condition } from '../query/query.ts'
import type { Settings } from '../settings/settings.ts'
import { implied } from './implication.ts'
import { indexUse, type IndexUse } from './index-use/index-use.ts'
import { conjuncts } from './predicate.ts'
import type { Use } from './uses.ts'

/** The query that a comment says an index is for, as SQL: `Pattern: WHERE status = X`. Undefined where it says none. */
export function queryOfComment(comment: string, { schema, name, columns }: Table): string | undefined {
  const [, paren, written] = /(\(?)\b(?:pattern|query)[ \t]*:[ \t]*(\S[^]*)$/i.exec(comment) ?? []
  if (written === undefined) return undefined
  const text = (paren === '(' ? written.replace(/\)[^)]*$/, '') : written).trim().replace(/[;.]$/, '')
  const isColumn = (word: string): boolean => columns.some((column) => column.name === word.toLowerCase())
  const filled = text
    .replaceAll(/\.{3}|\u2026|\?(?=[\s,)]|$)|(?<![:\w]):[A-Za-z_]\w*/g, '$$1')
    .replaceAll(/((?:[=<>]|\blike|\bin\s*\()\s*)([A-Za-z_]\w*)(?![\w.'(])/gi, (whole, before: string, word: string) =>
      isColumn(word) || words.test(word) ? whole : `${before}$1`,
    )
  if (/^(?:select|with|update|delete)\b/i.test(filled)) return filled
  return `SELECT * FROM ${quoteName(schema)}.${quoteName(name)} ${/^(?:where|order)\b/i.test(filled) ? '' : 'WHERE '}${filled}`
}

const words = /^(?:true|false|null|any|all|some|not|current_\w+|localtime\w*|date|time|timestamp\w*|interval|array|row|select)$/i

/** What a comment that tells a query and its index disagree on. */
export type PatternFault =
  { readonly kind: 'otherColumns'; readonly wanted: string } | { readonly kind: 'contradicted'; readonly condition: string }

/** Whether the query that an index is said to be for could use it; silent where the query is not plain. */
export function patternFault(index: Index, table: Table, uses: readonly Use[], settings: Readonly<Settings>): PatternFault | undefined {
  const [use, ...others] = uses.filter((one) => one.table.name === table.name && one.table.schema === table.schema)
  if (!use || others.length > 0) return undefined
  const found = indexUse(use, settings)
  const [way, ...more] = found.ways
  if (!way || more.length > 0 || way.asked.isHidden) return undefined
  const contradicted = (index.predicate ? conjuncts(index.predicate) : []).find((part) => {
    const opposite = negated(part)
    return opposite && implied(opposite, use.access.source, way.way) === 'yes'
  })
  return contradicted ? { kind: 'contradicted', condition: printCondition(contradicted) } : otherColumns(index, way, table)
}

function otherColumns(index: Index, { asked }: IndexUse['ways'][number], { columns }: Table): PatternFault | undefined {
  const { method, keys, predicate } = index
  const left = new Set(
    (predicate ? columnsIn(predicate) : []).map(({ name }) => name).filter((name) => !keys.some(({ column }) => column === name)),
  )
  const equal = columns
    .map(({ name }) => name)
    .filter((name) => !left.has(name) && asked.ofColumn(name).some(({ how }) => how === 'value' || how === 'among'))
  const leading = keys.slice(0, equal.length).map(({ column }) => column)
  if (method !== 'btree' || equal.length === 0 || leading.includes(undefined)) return undefined
  return leading.every((name) => name !== undefined && equal.includes(name))
    ? undefined
    : { kind: 'otherColumns', wanted: equal.map(quoteName).join(', ') }
}

/** What holds of a row where a condition is false. */
function negated(condition: Condition): Condition | undefined {
  switch (condition.kind) {
    case 'null':
      return { ...condition, not: !condition.not }
    case 'bare':
      return { kind: 'not', of: condition, range: condition.range }
    case 'not':
      return condition.of
    case 'compare': {
      const op = opposites[condition.op]
      if (op === undefined || condition.quantifier === 'all') return undefined
      return { ...condition, op, quantifier: condition.quantifier && 'all' }
    }
    default:
      return undefined
  }
}
