import { spineOf } from '../migration-code.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { CallStep } from '../builders.ts'
import type { Sql } from '../query-sql.ts'
import { called, givenBuilder, type Writing } from './call-writing.ts'
import { expressionSql } from './operands.ts'

export function isCommonTable({ name }: CallStep): boolean {
  return name === 'with' || name === 'withRecursive'
}

/** `with('name', (db) => …)`; what follows knows the names. */
export function withSql(writing: Writing, steps: readonly CallStep[]): { readonly writing: Writing; readonly sql: Sql } {
  const { pen } = writing
  if (steps.length === 0) return { writing, sql: [] }
  let inner = writing
  const parts = steps.map((step) => {
    const [of, query] = step.args
    const named = nameOf(inner, of)
    const [, name = 'a', columns] = /^([^(]*)(\(.*\))?$/.exec(named) ?? []
    const after: Writing = { ...inner, common: new Set([...inner.common, name.trim()]) }
    const given = query ? called(step.name === 'with' ? inner : after, query) : undefined
    const sql = given && (inner.query(given, step.name === 'with' ? inner : after) ?? expressionSql(inner, given))
    inner = after
    const own = columnsSql(writing, columns)
    return pen.sql`${pen.name(writing.naming(name.trim()), of?.at)}${own} as (${sql ?? pen.text('select null')})`
  })
  // Kysely says it where the first of them is.
  const isRecursive = steps[0]?.name === 'withRecursive'
  return { writing: inner, sql: pen.sql`with ${isRecursive ? 'recursive ' : ''}${pen.list(parts)} ` }
}

/** `'name(a, b)'`, or `(cte) => cte('name').materialized()` */
function nameOf({ machine }: Writing, value: Value | undefined): string {
  const given = value?.kind === 'function' ? machine.within(value, [givenBuilder(value.at)]).value : value
  const first = given?.kind === 'call' ? spineOf(given).calls[0]?.args[0] : given
  return textOf(first) ?? ''
}

function columnsSql({ pen, naming }: Writing, columns: string | undefined): Sql {
  if (columns === undefined) return []
  const names = columns.slice(1, -1).split(',')
  return pen.sql` (${pen.list(names.map((name) => pen.name(naming(name.trim()))))})`
}
