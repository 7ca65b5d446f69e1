import { propertyOf, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { waysOf } from '../ways.ts'
import { dotted, type Writing } from './call-writing.ts'

/** `knex.raw(…)`, whoever it is called on. */
export function isRaw(value: Value): value is Kind<'call'> {
  return value.kind === 'call' && value.args.length > 0 && calledName(value) === 'raw'
}

/** Of a method, or of what Objection shows. */
function calledName({ callee }: Kind<'call'>): string | undefined {
  return callee.kind === 'member' || (callee.kind === 'import' && callee.from === 'objection') ? callee.name : undefined
}

/** Text with what is bound in it: `?` is a value, `??` a name. It gets no parentheses. */
export function rawSql(writing: Writing, [text, ...rest]: readonly Value[]): Sql {
  const { pen } = writing
  if (!text) return []
  if (isRaw(text)) return rawSql(writing, text.args)
  const ways = waysOf(text)
  if (ways) return pen.either(ways, (way) => rawSql(writing, [way, ...rest]))
  if (text.kind !== 'text' && textOf(text) === undefined) return pen.opening(text)
  const parts = text.kind === 'text' ? text.parts : [text]
  const [bindings] = rest
  if (bindings?.kind === 'record') return parts.flatMap((part) => withKeys(writing, part, bindings))
  const values = bindings?.kind === 'list' ? (bindings.open ? undefined : bindings.items) : rest
  let next = 0
  return parts.flatMap((part) => {
    if (textOf(part) === undefined) return pen.spliced(part)
    return pen.written(part, /\\\?|\?\??/g, ([found]) => {
      if (found === '\\?') return pen.text('?')
      const value = values?.[next++]
      return value ? boundSql(writing, value, found === '??') : bindings ? pen.value(bindings) : pen.text(found)
    })
  })
}

function withKeys(writing: Writing, part: Value, bindings: Value): Sql {
  const { pen } = writing
  if (textOf(part) === undefined) return pen.spliced(part)
  return pen.written(part, /\\:|::|:(\w+):|:(\w+)/g, ([found, name, own]) => {
    const value = propertyOf(bindings, name ?? own ?? '')
    return value ? boundSql(writing, value, name !== undefined) : pen.text(found.replace('\\', ''))
  })
}

function boundSql(writing: Writing, value: Value, isName: boolean): Sql {
  const { pen } = writing
  const text = textOf(value)
  if (isName) return text === undefined ? pen.named(value) : dotted(writing, text, 0, value)
  if (value.kind === 'list' && !value.open) return pen.list(value.items.map((item) => boundSql(writing, item, false)))
  return specialSql(writing, value) ?? pen.value(value)
}

/** SQL that is no bound value: raw text, a column, a query. `plain` are those that are known to be none. */
export function specialSql(writing: Writing, value: Value, plain = new Set<Value>()): Sql | undefined {
  if (plain.has(value)) return undefined
  const sql = sqlWithin(writing, value, plain)
  if (!sql) plain.add(value)
  return sql
}

function sqlWithin(writing: Writing, value: Value, plain: Set<Value>): Sql | undefined {
  const { pen } = writing
  const ways = waysOf(value)
  const query = writing.query(value, writing)
  if (query) return pen.sql`(${query})`
  if (ways) {
    const of = ways.of.map((way) => specialSql(writing, way, plain))
    if (of.every((one) => one === undefined)) return undefined
    return pen.choice(
      ways.key,
      ways.on,
      of.map((one, i) => one ?? pen.value(ways.of[i] ?? value)),
    )
  }
  const raw = isRaw(value) ? value.args : undefined
  if (raw) return rawSql(writing, raw)
  if (value.kind !== 'call') return undefined
  const [first] = value.args
  const text = textOf(first)
  if (calledName(value) === 'ref' && first) return text === undefined ? pen.named(first) : dotted(writing, text, 0, first)
  if (value.callee.kind !== 'member') return undefined
  const { name, object } = value.callee
  if (object.kind === 'member' && object.name === 'fn') return pen.text(name === 'uuid' ? 'gen_random_uuid()' : 'current_timestamp')
  return name === 'wrap' || name === 'as' || name === 'withSchema' ? specialSql(writing, object) : undefined
}
