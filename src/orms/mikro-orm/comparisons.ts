import { lookup } from '../../catalog/lookup.ts'
import { mayBeUndefined } from '../../javascript/undefined.ts'
import { isUndefined, isTrue, type Entry, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { orNull, type Sql } from '../query-sql.ts'
import { fieldsOf, waysOf, type Ways } from '../ways.ts'
import { isListValue } from '../list-values.ts'
import { modelsOf, type Writing } from './joins.ts'
import { isMikroOrm } from './packages.ts'

const operators: Readonly<Record<string, string>> = lookup({
  $eq: '=',
  $ne: '<>',
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
  $like: 'like',
  $ilike: 'ilike',
  $re: '~',
  $overlap: '&&',
  $contains: '@>',
  $contained: '<@',
  $hasKey: '?',
})

/** What a column is compared with: a value, several, or an object of operators. */
export function comparedSql(writing: Writing, column: Sql, value: Value): Sql {
  const { pen } = writing
  const ways = waysThatDiffer(value)
  if (ways) return pen.either(ways, (way) => comparedSql(writing, column, way))
  if (isListValue(value)) return amongSql(writing, column, 'in', value)
  if (value.kind !== 'record') return equalSql(writing, column, '=', value)
  const parts = fieldsOf(value).map((field): Sql => {
    if (field.kind === 'entry') return operatorSql(writing, column, field)
    return pen.hidden(field.kind === 'hidden' ? field.value : value)
  })
  return parts.every((part) => part.length === 0) ? [] : pen.all(parts)
}

/** A value that may be another is one value; one that may be an object, a list or nothing is not. */
export function waysThatDiffer(value: Value): Ways | undefined {
  const ways = waysOf(value)
  if (!ways || isDefaulted(value)) return undefined
  return ways.of.some(({ kind }) => kind === 'record' || kind === 'literal' || kind === 'list') ? ways : undefined
}

function isDefaulted(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind === 'symbol' && /^(?:\|\||\?\?)$/.test(value.callee.name)
}

export function isNull(value: Value): boolean {
  return value.kind === 'literal' && (value.value === undefined || value.value === null)
}

function operatorSql(writing: Writing, column: Sql, { key, value }: Entry): Sql {
  const { pen } = writing
  switch (key) {
    case '$in':
      return amongSql(writing, column, 'in', value)
    case '$nin':
      return amongSql(writing, column, 'not in', value)
    case '$not': {
      const sql = comparedSql(writing, column, value)
      return sql.length === 0 ? [] : pen.sql`not (${sql})`
    }
    case '$exists':
      return value.kind === 'literal' ? pen.sql`${column} is ${isTrue(value) ? 'not null' : 'null'}` : pen.hidden(value)
    case '$and':
    case '$or':
      return value.kind === 'list' && !value.open
        ? pen.sql`(${(key === '$and' ? pen.all.bind(pen) : pen.any.bind(pen))(value.items.map((item) => comparedSql(writing, column, item)))})`
        : pen.hidden(value)
    default: {
      const operator = operators[key]
      return operator === undefined ? pen.hidden(value) : equalSql(writing, column, operator, value)
    }
  }
}

function equalSql(writing: Writing, column: Sql, operator: string, value: Value): Sql {
  const { pen } = writing
  const { dropsUndefined } = modelsOf(writing).config
  if (isNull(value)) {
    if (dropsUndefined && isUndefined(value)) return []
    return pen.sql`${column} is ${operator === '<>' ? 'not null' : 'null'}`
  }
  if (isPattern(value)) return pen.sql`${column} ~ ${pen.value(value)}`
  const raw = rawText(value)
  if (raw) return pen.sql`${column} ${operator} (${pen.raw(raw)})`
  if (!dropsUndefined || !mayBeUndefined(value, writing.scene.machine))
    return pen.sql`${column} ${operator} ${orNull(boundSql(writing, value))}`
  const bound = orNull(pen.value(value, { by: 'MikroORM', surely: false }))
  return pen.sql`(${bound} is null or ${column} ${operator} ${bound})`
}

function isPattern(value: Value): boolean {
  const { node } = value.at
  return (
    (node.type === 'Literal' && 'regex' in node) ||
    (value.kind === 'call' && value.callee.kind === 'symbol' && value.callee.name === 'RegExp')
  )
}

/** The text of `raw('…')`. */
export function rawText(value: Value): Value | undefined {
  if (value.kind === 'tagged') return isMikroOrm(value.tag, 'sql', 'raw') ? value.template : undefined
  if (value.kind !== 'call' || !isMikroOrm(value.callee, 'raw')) return undefined
  const [text] = value.args
  return text?.kind === 'literal' || text?.kind === 'text' ? text : undefined
}

export function amongSql({ pen, subquery }: Writing, column: Sql, how: 'in' | 'not in', value: Value): Sql {
  const asked = subquery(value)
  if (asked) return pen.sql`${column} ${how} (${asked})`
  if (value.kind !== 'list' || value.open) return pen.sql`${column} ${how} (${pen.values(value)})`
  if (value.items.length === 0) return pen.text(how === 'in' ? 'false' : 'true', value.at)
  return pen.sql`${column} ${how} (${pen.list(value.items.map((item) => pen.value(item)))})`
}

/** A value that is bound; the key of what a row refers to is a column of that row. */
export function boundSql({ pen }: Writing, value: Value): Sql {
  const [entity, key] = value.kind === 'call' ? value.args : []
  if (value.kind === 'call' && entity && key && isReference(value)) return pen.value(key)
  const link = value.kind === 'member' && value.name === 'id' ? referenceIn(value.object) : undefined
  return (link?.kind === 'member' ? pen.ofLoadedRow(link.object.at, link.name) : undefined) ?? pen.value(value)
}

/** `order.customer` of `order.customer.$` */
function referenceIn(value: Value): Value {
  return value.kind === 'member' && value.name === '$' ? value.object : value
}

/** `em.getReference(Organization, id)`, `ref(Organization, id)` */
export function isReference({ callee }: Kind<'call'>): boolean {
  return callee.kind === 'member' ? /^(?:getReference|createFromPK)$/.test(callee.name) : isMikroOrm(callee, 'ref', 'rel')
}
