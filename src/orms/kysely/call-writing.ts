import { camelCase } from '../../catalog/names.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { symbol, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Builders } from '../builders.ts'
import { ranWith } from '../builders.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import type { Naming } from './expressions.ts'

/** What the SQL of one call of Kysely is written with. */
export interface Writing {
  readonly pen: QueryPen
  readonly machine: Machine
  readonly builders: Builders
  /** What plugins of the instance make of names. */
  readonly naming: Naming
  /** Whether the plugins are in sight. */
  readonly isNamingSeen: boolean
  /** Of `withSchema`. */
  readonly schema: Value | undefined
  /** Names that queries of `with` have. */
  readonly common: ReadonlySet<string>
  /** The SQL of a builder, without parentheses; undefined for what is none. */
  query(value: Value, writing: Writing): Sql | undefined
}

/** What Kysely gives to a function: an expression builder, a creator of queries, and so on. */
const given = 'what Kysely gives'

export function givenBuilder(at: Located): Value {
  return symbol(given, at)
}

export function isGiven(value: Value): boolean {
  return (
    (value.kind === 'symbol' && value.name === given) ||
    (value.kind === 'member' && value.name === 'eb' && isGiven(value.object)) ||
    (value.kind === 'call' && value.callee.kind === 'import' && value.callee.name === 'expressionBuilder')
  )
}

/** What a function of the program comes to that Kysely calls; anything else is itself. */
export function called({ machine }: Writing, value: Value): Value {
  return ranWith(machine, value, [givenBuilder(value.at), givenBuilder(value.at)]) ?? value
}

/** `'a'`, `'t.a'` or `'schema.t.a'` */
export function columnSql(writing: Writing, value: Value): Sql | undefined {
  const text = textOf(value)
  return text === undefined ? undefined : columnNamed(writing, text, value)
}

export function columnNamed({ pen, naming }: Writing, text: string, by: Value): Sql {
  return dotted(text, 0, by, pen, naming)
}

/** A name that may be in a schema. */
export function tableName(writing: Writing, text: string, start: number, by: Value): Sql {
  const { pen, naming, schema, common } = writing
  const name = dotted(text, start, by, pen, naming)
  pen.calls(naming(text.split('.').at(-1)?.trim() ?? ''), (column) => writtenFor(column, writing))
  const inSchema = textOf(schema)
  return inSchema === undefined || text.includes('.') || common.has(text) ? name : pen.sql`${pen.name(naming(inSchema))}.${name}`
}

/** What is to be written for a column where plugins make names of others; what they may make of them alone tells nothing. */
function writtenFor(column: string, { naming, isNamingSeen }: Writing): string | undefined {
  const written = camelCase(column)
  return isNamingSeen && naming(written) === column ? written : undefined
}

function dotted(text: string, start: number, by: Value, pen: QueryPen, naming: Naming): Sql {
  let at = start
  const names = text.split('.').map((part): Sql => {
    const from = at + (part.length - part.trimStart().length)
    at += part.length + 1
    const own = part.trim()
    return own === '*' ? pen.text('*') : pen.part(naming(own), by, from)
  })
  return pen.list(names, '.')
}

/** `'t as a'`: what it names, and how it calls that. */
export function aliased(text: string): { readonly name: string; readonly alias: string | undefined; readonly start: number } {
  const [name = '', alias] = text.split(' as ')
  return { name: name.trim(), alias: alias?.trim(), start: name.length - name.trimStart().length }
}
