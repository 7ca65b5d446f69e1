import { lookup } from '../../catalog/lookup.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { CallStep, Step } from '../builders.ts'
import { joined, partsOf } from '../clauses.ts'
import type { Sql } from '../query-sql.ts'
import { listItems, waysOf, type Item } from '../ways.ts'
import { aliased, called, columnNamed, type Writing } from './call-writing.ts'
import { expressionSql, operandSql, referenceSql } from './operands.ts'
import { conditionsSql, joinsSql, sourcesSql, whereClause } from './sources.ts'

/** `selectFrom(…)` and what is called on it. */
export function selectSql(writing: Writing, head: CallStep, steps: readonly Step[]): Sql {
  const { pen } = writing
  const from = head.name === 'selectNoFrom' ? [] : sourcesSql(writing, head.args[0])
  const isDistinct = steps.some((step) => step.kind === 'call' && step.name === 'distinct')
  const own = head.name === 'selectNoFrom' ? outputsOf(writing, head.args[0]) : []
  const output = joined([...own, ...outputSql(writing, steps, 'select')], ', ', pen)
  const having = conditionsSql(writing, steps, 'having')
  return [
    ...pen.sql`select ${distinctOn(writing, steps)}${isDistinct ? 'distinct ' : ''}${output}`,
    ...(from.length > 0 ? pen.sql` from ${pen.list(from)}` : []),
    ...spaced(writing, joinsSql(writing, steps)),
    ...whereClause(writing, steps),
    ...listClause(writing, steps, ' group by ', 'groupBy'),
    ...(having.length > 0 ? pen.sql` having ${pen.all(having)}` : []),
    ...spaced(writing, unionsSql(writing, steps)),
    ...orderSql(writing, steps),
    ...limitSql(writing, steps, 'limit'),
    ...limitSql(writing, steps, 'offset'),
    ...lockSql(writing, steps),
  ]
}

export function spaced({ pen }: Writing, parts: readonly Sql[]): Sql {
  return parts.length === 0 ? [] : [...pen.text(' '), ...joined(parts, ' ', pen)]
}

/** What is selected, or given back. */
export function outputSql(writing: Writing, steps: readonly Step[], method: 'select' | 'returning'): readonly Sql[] {
  const { pen, naming } = writing
  const add = ({ name, args }: CallStep): readonly Sql[] => {
    if (name === method) return outputsOf(writing, args[0])
    if (name !== `${method}All`) return []
    if (!args[0]) return [pen.text('*')]
    return listItems(args[0]).flatMap((item) => {
      const text = item.kind === 'item' ? textOf(item.value) : undefined
      return text === undefined ? [] : [pen.sql`${pen.list(text.split('.').map((part) => pen.name(naming(part))), '.')}.*`] // prettier-ignore
    })
  }
  const clears = ({ name }: CallStep): boolean => name === (method === 'select' ? 'clearSelect' : 'clearReturning')
  return partsOf(steps, { add, clears, between: ', ' }, pen)
}

function outputsOf(writing: Writing, value: Value | undefined): readonly Sql[] {
  if (!value) return []
  const given = called(writing, value)
  return itemsSql(writing, listItems(given), (one) => outputOf(writing, one))
}

function itemsSql(writing: Writing, items: readonly Item[], write: (one: Value) => Sql): readonly Sql[] {
  const { pen } = writing
  return items.flatMap((item): readonly Sql[] => {
    if (item.kind === 'item') return [write(item.value)]
    if (item.kind === 'hidden') return []
    return [pen.choice(item.key, item.on, item.of.map((way) => joined(itemsSql(writing, way, write), ', ', pen)))] // prettier-ignore
  })
}

function outputOf(writing: Writing, value: Value): Sql {
  const { pen, naming } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => outputOf(writing, way))
  const text = textOf(value)
  if (text !== undefined) {
    const { name, alias } = aliased(text)
    const column = columnNamed(writing, name, value)
    return alias === undefined ? column : pen.sql`${column} as ${pen.name(naming(alias))}`
  }
  const given = called(writing, value)
  const alias = given.kind === 'call' && given.callee.kind === 'member' && given.callee.name === 'as' ? textOf(given.args[0]) : undefined
  const sql = expressionSql(writing, given) ?? pen.value(given)
  return alias === undefined ? sql : pen.sql`${sql} as ${pen.name(naming(alias))}`
}

function distinctOn(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const on = partsOf(steps, { add: ({ name, args }) => (name === 'distinctOn' ? referencesOf(writing, args[0]) : []), between: ', ' }, pen)
  return on.length === 0 ? [] : pen.sql`distinct on (${joined(on, ', ', pen)}) `
}

function referencesOf(writing: Writing, value: Value | undefined): readonly Sql[] {
  if (!value) return []
  return itemsSql(writing, listItems(called(writing, value)), (one) => referenceSql(writing, one))
}

function listClause(writing: Writing, steps: readonly Step[], words: string, method: string): Sql {
  const { pen } = writing
  const add = ({ name, args }: CallStep): readonly Sql[] => (name === method ? referencesOf(writing, args[0]) : [])
  const parts = partsOf(steps, { add, clears: ({ name }) => name === 'clearGroupBy', between: ', ' }, pen)
  return clause(writing, words, parts)
}

/** A clause that is not there where a condition leaves all of it out. */
function clause({ pen }: Writing, words: string, parts: readonly Sql[]): Sql {
  if (parts.length === 0) return []
  const whole = pen.sql`${words}${joined(parts, ', ', pen)}`
  const [only] = parts
  const [choice] = only ?? []
  if (parts.length > 1 || only?.length !== 1 || choice?.kind !== 'choice') return whole
  return pen.choice(choice.key, choice.on, choice.of.map((way) => (way.length === 0 ? [] : pen.sql`${words}${way}`))) // prettier-ignore
}

/** `orderBy('a', 'desc')`, `orderBy('a desc')`, `orderBy(['a', 'b desc'])`; what cannot be seen orders too. */
function orderSql(writing: Writing, steps: readonly Step[]): Sql {
  const { pen } = writing
  const one = (value: Value, direction?: Value): Sql => {
    const text = textOf(value)
    const [, column = text ?? '', way] = /^(.*)\s(asc|desc)$/i.exec(text ?? '') ?? []
    const by =
      text === undefined
        ? (expressionSql(writing, called(writing, value)) ?? pen.value(value))
        : columnNamed(writing, column.trimEnd(), value)
    return pen.sql`${by}${(way ?? textOf(direction))?.toLowerCase() === 'desc' ? ' desc' : ''}`
  }
  const add = ({ name, args: [first, direction] }: CallStep): readonly Sql[] => {
    if (name !== 'orderBy' || !first) return []
    return first.kind === 'list' ? itemsSql(writing, listItems(first), one) : [one(first, direction)]
  }
  return clause(writing, ' order by ', partsOf(steps, { add, clears: ({ name }) => name === 'clearOrderBy', between: ', ' }, pen))
}

/** The last one counts. */
function limitSql(writing: Writing, steps: readonly Step[], word: 'limit' | 'offset'): Sql {
  const { pen } = writing
  return steps.reduce<Sql>((before, step) => {
    if (step.kind === 'hidden') return before
    if (step.kind === 'ways') {
      const of = step.of.map((way) => limitSql(writing, way, word))
      return of.every((one) => one.length === 0) ? before : pen.choice(step.key, step.on, of.map((one) => (one.length === 0 ? before : one))) // prettier-ignore
    }
    const [count] = step.args
    if (step.name === (word === 'limit' ? 'clearLimit' : 'clearOffset')) return []
    return (step.name === word || (word === 'limit' && step.name === 'fetch')) && count ? pen.sql` ${word} ${operandSql(writing, count)}` : before // prettier-ignore
  }, [])
}

const sets: Readonly<Record<string, string>> = lookup({
  union: 'union',
  unionAll: 'union all',
  intersect: 'intersect',
  intersectAll: 'intersect all',
  except: 'except',
  exceptAll: 'except all',
})

/** A query behind them gets no parentheses, so its LIMIT is that of all. */
function unionsSql(writing: Writing, steps: readonly Step[]): readonly Sql[] {
  const { pen } = writing
  const add = ({ name, args }: CallStep): readonly Sql[] => {
    const word = sets[name]
    if (word === undefined || !args[0]) return []
    const given = called(writing, args[0])
    return itemsSql(writing, listItems(given), (one) => pen.sql`${word} ${writing.query(one, writing) ?? expressionSql(writing, one) ?? pen.sql`select ${pen.named(one)}`}`) // prettier-ignore
  }
  return partsOf(steps, { add, between: ' ' }, pen)
}

function lockSql({ pen }: Writing, steps: readonly Step[]): Sql {
  const has = (method: string): boolean => steps.some((step) => step.kind === 'call' && step.name === method)
  return pen.text(`${has('forUpdate') ? ' for update' : has('forShare') ? ' for share' : ''}${has('skipLocked') ? ' skip locked' : ''}`)
}
