import { wayOf } from '../code-steps.ts'
import { itemsOf, numberOf, propertyOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { joined, type Pen, type Sql } from '../placed-sql.ts'
import { escaped } from './literals.ts'
import { nameSql } from './names.ts'

/** `knex.raw(…)`, whoever it is called on. */
export function isRaw(value: Value | undefined): value is Kind<'call'> {
  return value?.kind === 'call' && value.callee.kind === 'member' && value.callee.name === 'raw' && value.args.length > 0
}

/** The text of `raw` with what is bound in it: `?` is a value, `??` a name. */
export function rawSql({ args: [text, bindings] }: Kind<'call'>, pen: Pen): Sql {
  if (!text) return pen.gap
  if (bindings?.kind === 'record') return withKeys(text, bindings, pen)
  const values = bindings && (bindings.kind === 'list' ? (bindings.open ? undefined : itemsOf(bindings)) : [bindings])
  let next = 0
  return pen.rewritten(text, /\\\?|\?\??/g, ([found]) => {
    if (found === '\\?') return pen.plain('?')
    if (!bindings) return undefined
    return bound(values?.[next++], found === '??', pen)
  })
}

function withKeys(text: Value, bindings: Value, pen: Pen): Sql {
  return pen.rewritten(text, /\\?(?:::(\w+)::|:(\w+):|:(\w+))/g, (match) => {
    if (match[0].startsWith('\\')) return pen.plain(match[0].slice(1))
    const value = propertyOf(bindings, match[1] ?? match[2] ?? match[3] ?? '')
    const isName = match[3] === undefined
    return value && joined([...(match[1] ? [pen.plain(':')] : []), bound(value, isName, pen), ...(match[1] ? [pen.plain(':')] : [])], [])
  })
}

function bound(value: Value | undefined, isName: boolean, pen: Pen): Sql {
  if (!value) return pen.gap
  if (isRaw(value)) return rawSql(value, pen)
  if (isName) return value.kind === 'list' ? joined(value.items.map((item) => nameSql(item, pen)), pen.plain(', ')) : nameSql(value, pen) // prettier-ignore
  const text = escaped(value)
  return text === undefined ? pen.gap : pen.said(text, value)
}

/** SQL that stands for a value: `knex.raw`, `knex.fn.now()`, `knex.fn.uuid()`. */
export function valueSql(value: Value, pen: Pen): Sql | undefined {
  const way = value.kind === 'call' ? wayOf(value) : ''
  if (/(?:^|\.)fn\.uuid$/.test(way)) return pen.said('(gen_random_uuid())', value)
  if (/(?:^|\.)fn\.now$/.test(way)) return pen.said(`CURRENT_TIMESTAMP${precisionOf(value)}`, value)
  return isRaw(value) ? rawSql(value, pen) : undefined
}

function precisionOf(value: Value): string {
  const precision = value.kind === 'call' ? numberOf(value.args[0]) : undefined
  return precision === undefined ? '' : `(${precision})`
}
