import { lookup } from '../../../catalog/lookup.ts'
import { onceFor } from '../../../catalog/once-for.ts'
import { sourceText, textOf, type Kind, type Value } from '../../../javascript/symbolic/value.ts'
import type { Located } from '../../../javascript/resolve.ts'
import { joinedItems } from '../../joined-items.ts'
import type { Sql } from '../../query-sql.ts'
import { templateParts } from '../../template-parts.ts'
import { argumentItems, listItems, waysOf, type Item } from '../../ways.ts'
import { comparisons } from '../comparisons.ts'
import { isDrizzle, methodOf } from '../library.ts'
import { aliasOf } from './outputs.ts'
import { combinedSql, enclosedSql } from './pieces.ts'
import { columnOf, columnSql, sourceOf } from './sources.ts'
import type { Writing } from './writing.ts'

/** What stands for a value in SQL: a column, an expression, a query in parentheses, or else a bound value. */
export function termSql(writing: Writing, value: Value): Sql {
  return knownSql(writing, value) ?? writing.pen.value(value)
}

/** The same where it is SQL and not bound; undefined where it is not, or cannot be seen to be. */
export function knownSql(writing: Writing, value: Value): Sql | undefined {
  return writtenBy(writing)(value)
}

/** What several ways of a condition have in common is written once. */
const writtenBy = onceFor((writing: Writing) => onceFor((value: Value) => writtenSql(writing, value)))

function writtenSql(writing: Writing, value: Value): Sql | undefined {
  const { pen } = writing
  const column = columnOf(value, writing)
  if (column) return columnSql(column, writing, value.at)
  const ways = waysOf(value)
  if (ways) {
    const of = ways.of.map((way) => knownSql(writing, way))
    return of.some((way) => way)
      ? pen.choice(
          ways.key,
          ways.on,
          of.map((way, i) => way ?? holeSql(writing, ways.of[i] ?? value)),
        )
      : undefined
  }
  if (value.kind === 'tagged') return isDrizzle(value.tag, 'sql') ? templateSql(writing, value) : undefined
  if (value.kind === 'call') return callSql(writing, value)
  if (value.kind === 'import') return platformSql(writing, value)
  return undefined
}

function platformSql({ pen }: Writing, value: Kind<'import'>): Sql | undefined {
  if (isDrizzle(value, 'authUid')) return pen.text('(select auth.uid())', value.at)
  return isDrizzle(value, 'realtimeTopic') ? pen.text('realtime.topic()', value.at) : undefined
}

function callSql(writing: Writing, value: Kind<'call'>): Sql | undefined {
  const { pen } = writing
  const { callee, args } = value
  if (callee.kind === 'import' && isDrizzle(callee))
    return operatorSql(writing, callee.name, value) ?? functionSql(writing, callee.name, args) ?? querySql(writing, value)
  const method = methodOf(value)
  if (!method) return undefined
  if (isDrizzle(method.object, 'sql')) return helperSql(writing, method.name, args, value)
  const query = querySql(writing, value)
  if (query) return query
  switch (method.name) {
    case 'mapWith':
    case 'inlineParams':
    case 'getSQL':
    case 'as':
      return knownSql(writing, method.object)
    case 'append': {
      const before = knownSql(writing, method.object)
      return before && [...before, ...args.flatMap((arg) => holeSql(writing, arg))]
    }
    case 'if': {
      const of = knownSql(writing, method.object)
      return of && pen.choice(value.at.node, args[0] ? sourceText(args[0].at) : '', [of, []])
    }
    default:
      return undefined
  }
}

/** A query within another. */
function querySql(writing: Writing, value: Kind<'call'>): Sql | undefined {
  const query = writing.query(value)
  if (query) writing.scene.take(value)
  return query && writing.pen.sql`(${query})`
}

const functions: Readonly<Record<string, string>> = lookup({ count: 'count', sum: 'sum', avg: 'avg', max: 'max', min: 'min' })

function functionSql(writing: Writing, name: string, [first, second]: readonly Value[]): Sql | undefined {
  const { pen } = writing
  if (name === 'count' && !first) return pen.text('count(*)')
  if (!first) return undefined
  const own = functions[name]
  if (own !== undefined) return pen.sql`${own}(${termSql(writing, first)})`
  if (/^(?:count|sum|avg)Distinct$/.test(name)) return pen.sql`${name.slice(0, -8)}(distinct ${termSql(writing, first)})`
  if (name === 'asc' || name === 'desc') return pen.sql`${termSql(writing, first)} ${name}`
  const distance = distances[name]
  return distance !== undefined && second ? pen.sql`${termSql(writing, first)} ${distance} ${termSql(writing, second)}` : undefined
}

const distances: Readonly<Record<string, string>> = lookup({
  l2Distance: '<->',
  l1Distance: '<+>',
  innerProduct: '<#>',
  cosineDistance: '<=>',
  hammingDistance: '<~>',
  jaccardDistance: '<%>',
})

/** `sql.raw(…)` and the like. */
function helperSql(writing: Writing, name: string, [first, second]: readonly Value[], value: Value): Sql | undefined {
  const { pen } = writing
  switch (name) {
    case 'raw': {
      const parts = first?.kind === 'text' ? first.parts : first ? [first] : []
      return parts.flatMap((part) => (textOf(part) === undefined ? pen.spliced(part) : pen.raw(part)))
    }
    case 'identifier': {
      const text = textOf(first)
      return text === undefined ? pen.opening(value) : pen.name(text, first?.at)
    }
    case 'placeholder':
    case 'param':
      return first && pen.value(name === 'param' ? first : value)
    case 'empty':
      return []
    case 'join': {
      if (!first) return undefined
      const between = second ? holeSql(writing, second) : []
      return joinedItems(pen, listItems(first), between, (item) =>
        item.kind === 'list' || knownSql(writing, item) ? holeSql(writing, item) : pen.opening(item),
      )
    }
    default:
      return undefined
  }
}

function templateSql(writing: Writing, tagged: Kind<'tagged'>): Sql | undefined {
  if (tagged.template.at.node.type !== 'TemplateLiteral') return undefined
  return templateParts(tagged).flatMap((part) =>
    part.kind === 'text' ? writing.pen.raw(part.text) : holeSql(writing, part.value, part.at),
  )
}

/** What fills a place of a template, and what names it there. */
function holeSql(writing: Writing, value: Value, name: Located = value.at): Sql {
  const { pen } = writing
  const known = knownSql(writing, value)
  if (known) return known
  if (value.kind === 'literal') return value.value === undefined ? [] : pen.value(value)
  if (value.kind === 'list') {
    const items = listItems(value).map((item) =>
      item.kind === 'item' ? termSql(writing, item.value) : item.kind === 'hidden' ? pen.values(item.value) : pen.values(value),
    )
    return pen.sql`(${pen.list(items)})`
  }
  const source = sourceOf(value, writing)
  if (source) return source.sql(pen.namedBy(name, value.at))
  const alias = aliasOf(value)
  if (alias !== undefined) return pen.name(alias, value.at)
  return value.kind === 'text' ? pen.value(value) : pen.opening(value)
}

/** The operators that may be given a query. */
export const operatorsOfQueries: readonly string[] = [
  ...Object.keys(comparisons),
  'exists',
  'notExists',
  'inArray',
  'notInArray',
  'and',
  'or',
  'not',
]

/** One of the operators; undefined where it is none, or nothing of it is known. */
function operatorSql(writing: Writing, name: string, call: Kind<'call'>): Sql | undefined {
  const { pen } = writing
  const [first, second, third] = call.args
  switch (name) {
    case 'and':
    case 'or':
      return combinedSql(pen, itemsSql(writing, argumentItems(call.args), name), name)
    case 'not':
      return first && notSql(writing, first)
    case 'exists':
    case 'notExists': {
      const query = first && knownSql(writing, first)
      return query ? pen.sql`${name === 'exists' ? 'exists' : 'not exists'} ${query}` : pen.hidden(call)
    }
    case 'isNull':
    case 'isNotNull':
      return first && isShown(writing, first)
        ? pen.sql`${termSql(writing, first)} ${name === 'isNull' ? 'is null' : 'is not null'}`
        : pen.hidden(first ?? call)
    case 'inArray':
    case 'notInArray':
      return amongSql(writing, name === 'inArray' ? 'in' : 'not in', call)
    case 'between':
    case 'notBetween':
      return first && second && third && isShown(writing, first)
        ? pen.sql`${termSql(writing, first)} ${name === 'between' ? 'between' : 'not between'} ${boundSql(writing, second)} and ${boundSql(writing, third)}`
        : pen.hidden(call)
    default: {
      const sign = comparisons[name]
      if (sign === undefined) return undefined
      const isSeen = first && (isShown(writing, first) || (second && isShown(writing, second)))
      return isSeen ? pen.sql`${termSql(writing, first)} ${sign} ${second ? boundSql(writing, second) : 'null'}` : pen.hidden(call)
    }
  }
}

/** What is undefined is bound, as NULL. */
function boundSql(writing: Writing, value: Value): Sql {
  return value.kind === 'literal' && value.value === undefined ? writing.pen.text('null', value.at) : termSql(writing, value)
}

/** Whether it can be seen which column something is. */
function isShown(writing: Writing, value: Value): boolean {
  return knownSql(writing, value) !== undefined
}

function notSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => notSql(writing, way))
  const sql = conditionSql(writing, value)
  return sql.length === 0 ? [] : pen.sql`not ${operandSql(writing, sql)}`
}

function amongSql(writing: Writing, how: 'in' | 'not in', call: Kind<'call'>): Sql {
  const { pen } = writing
  const [column, values] = call.args
  if (!column || !values || !isShown(writing, column)) return pen.hidden(call)
  const ways = waysOf(values)
  if (ways) return pen.either(ways, (way) => amongSql(writing, how, { ...call, args: [column, way] }))
  const left = termSql(writing, column)
  if (values.kind === 'list') {
    const { items, open } = values
    if (items.length === 0 && !open) return pen.text(how === 'in' ? 'false' : 'true', values.at)
    const inner = open ? pen.values(values) : pen.list(items.map((item) => boundSql(writing, item)))
    return pen.sql`${left} ${how} (${inner})`
  }
  const known = knownSql(writing, values)
  return known ? pen.sql`${left} ${how} ${known}` : pen.sql`${left} ${how} (${pen.values(values)})`
}

/** Before 1.0, what is combined stands as it is. */
function operandSql({ pen, isSince1 }: Writing, sql: Sql): Sql {
  return isSince1 ? enclosedSql(pen, sql) : sql
}

function itemsSql(writing: Writing, items: readonly Item[], word: 'and' | 'or'): Sql[] {
  const { pen } = writing
  return items.map((item): Sql => {
    if (item.kind === 'item') return operandSql(writing, conditionSql(writing, item.value))
    if (item.kind === 'hidden') return pen.hidden(item.value)
    const separator = pen.text(` ${word} `)
    return pen.choice(
      item.key,
      item.on,
      item.of.map((way) => (way.length === 0 ? [] : [{ kind: 'joined', items: itemsSql(writing, way, word), separator }])),
    )
  })
}

/** A condition as it is sent; empty where it is none. */
export function conditionSql(writing: Writing, value: Value): Sql {
  const { pen } = writing
  if (value.kind === 'literal') return value.value === undefined ? [] : pen.value(value)
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => conditionSql(writing, way))
  return knownSql(writing, value) ?? pen.hidden(value)
}
