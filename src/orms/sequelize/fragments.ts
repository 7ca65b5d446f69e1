import { lookup } from '../../catalog/lookup.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { operatorOf, quotedPath } from './expressions.ts'
import type { Writing } from './writing.ts'

const fragments = /^(?:literal|Literal|fn|Fn|col|Col|cast|Cast|where|Where|json|and|or)$/

/** The name of the function of Sequelize that makes SQL, which a value is a call of. */
export function fragmentName(value: Value): string | undefined {
  if (value.kind !== 'call') return undefined
  const last = chainOf(value).links.at(-1)?.name
  const { callee } = value
  const name = last === undefined || last === '' ? (callee.kind === 'import' || callee.kind === 'symbol' ? callee.name : '') : last
  return fragments.test(name) && isOfSequelize(callee) ? name.toLowerCase() : undefined
}

/** `sequelize.fn`, `Sequelize.fn`, `models.sequelize.fn`, `fn` of the package; a method of anything else is none. */
function isOfSequelize(callee: Value): boolean {
  if (callee.kind === 'import') return true
  if (callee.kind === 'symbol') return true
  if (callee.kind !== 'member') return false
  const { object } = callee
  return object.kind !== 'list' && object.kind !== 'literal' && object.kind !== 'text'
}

/** The SQL of `literal`, `fn`, `col`, `cast` and `where`, as Sequelize writes it into a statement: without parentheses. */
export function fragmentSql(writing: Writing, value: Kind<'call'>, compare: Compare): Sql {
  const { pen } = writing
  const [first, second, third] = value.args
  switch (fragmentName(value)) {
    case 'literal':
      return first ? pen.raw(first) : []
    case 'col': {
      const text = textOf(first)
      return text === undefined ? pen.value(value) : text.startsWith('*') ? pen.text('*') : pen.text(quotedPath(text), first?.at)
    }
    case 'fn': {
      const name = textOf(first)
      const args = value.args.slice(1).map((arg) => operandSql(writing, arg, compare))
      return name === undefined || !/^[\w.]+$/.test(name) ? pen.value(value) : pen.sql`${name}(${pen.list(args)})`
    }
    case 'cast': {
      const type = textOf(second)
      return first && type !== undefined ? pen.sql`cast(${operandSql(writing, first, compare)} as ${type})` : pen.value(value)
    }
    case 'where':
      return first && second ? whereCall(writing, first, second, third, compare) : pen.hidden(value)
    default:
      return pen.hidden(value)
  }
}

/** How a condition on something is written. */
export type Compare = (column: Sql, operator: string, value: Value) => Sql

function whereCall(writing: Writing, left: Value, second: Value, third: Value | undefined, compare: Compare): Sql {
  const { pen } = writing
  const column = fragmentName(left) === undefined ? pen.value(left) : operandSql(writing, left, compare)
  if (!third) return second.kind === 'record' ? eachOperator(writing, column, second, compare) : compare(column, 'eq', second)
  const text = textOf(second)
  const operator = text === undefined ? undefined : (operatorOf(text) ?? symbols[text.trim().toLowerCase()])
  return operator === undefined ? pen.hidden(second) : compare(column, operator, third)
}

function eachOperator({ pen }: Writing, column: Sql, record: Kind<'record'>, compare: Compare): Sql {
  const parts = record.entries.map(({ key, value }) => compare(column, operatorOf(key) ?? '', value))
  return record.open ? pen.hidden(record) : pen.all(parts)
}

const symbols: Readonly<Record<string, string>> = lookup({
  '=': 'eq',
  '!=': 'ne',
  '<>': 'ne',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
  in: 'in',
  'not in': 'notIn',
  is: 'is',
  'is not': 'not',
  like: 'like',
  ilike: 'iLike',
  'not like': 'notLike',
  between: 'between',
})

/** What stands where one value may: SQL, or a value that is bound. */
export function operandSql(writing: Writing, value: Value, compare: Compare): Sql {
  return value.kind === 'call' && fragmentName(value) !== undefined ? fragmentSql(writing, value, compare) : writing.pen.value(value)
}
