import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import { printTerm } from '../query/print.ts'
import type { Call, Column, Term } from '../query/query.ts'
import { nodesOf, type Block } from './blocks.ts'

/** Names of the database that are put into a text as they are, where the text is read as SQL again. */
interface UnquotedNames {
  readonly range: Range
  readonly written: string
  readonly column: string
}

/** What the catalogs of Postgres call a name by. */
const nameColumns =
  /^(?:schemaname|tablename|relname|nspname|indexname|indexrelname|viewname|matviewname|sequencename|conname|attname|(?:table|sequence|view|column)_(?:schema|name))$/
/** Functions that read a text as the name of a relation, or as a query. */
const reading =
  /^(?:pg_(?:total_)?relation_size|pg_table_size|pg_indexes_size|pg_relation_filepath|pg_get_serial_sequence|to_regclass|nextval|currval|setval|has_table_privilege|query_to_xml|table_to_xml|dblink|dblink_exec)$/
const statement =
  /^\s*(?:select|insert|update|delete|create|alter|drop|truncate|vacuum|analyze|grant|revoke|reindex|refresh|lock|comment|cluster|copy)\s/i
/** What a name follows in a statement. */
const beforeName =
  /\b(?:from|join|into|update|table|view|index|sequence|schema|column|on|only|vacuum|analyze|truncate|constraint|exists|set)\s+$|\.$/i

export const unquotedNames = onceFor(({ query }: Block): UnquotedNames[] => {
  const told = new Set<Term>()
  return nodesOf(query).flatMap((node) => {
    const text = isTerm(node) ? textIn(node, told) : undefined
    const column = text && [...columnsOf(text.parts)].find(({ name }) => nameColumns.test(name))
    if (!text || !column || told.has(text.term)) return []
    told.add(text.term)
    return [{ range: text.term.range, written: printTerm(text.term), column: column.name }]
  })
})

interface Text {
  readonly term: Term
  /** What follows one another in it. */
  readonly parts: readonly Term[]
}

/** The text that a term reads as a name, or that it is and that is a statement. */
function textIn(node: Term, told: Set<Term>): Text | undefined {
  const read = readBy(node)
  if (read) return { term: read, parts: partsOf(read) }
  if (!isJoined(node)) return undefined
  // What stands within it is a part of it.
  for (const arg of node.args) told.add(arg)
  const parts = partsOf(node)
  const isStatement =
    statement.test(literalOf(parts[0]) ?? '') && parts.some((part, i) => isName(part) && beforeName.test(literalOf(parts[i - 1]) ?? ''))
  return isStatement ? { term: node, parts } : undefined
}

function readBy(node: Term): Term | undefined {
  if (node.kind === 'cast') return node.type === 'regclass' ? uncast(node.term) : undefined
  const [first] = node.kind === 'call' && !node.operator && reading.test(node.name) ? node.args : []
  return first && uncast(first)
}

function uncast(term: Term): Term {
  return term.kind === 'cast' && /^(?:text|name|character varying)$/.test(term.type) ? uncast(term.term) : term
}

function isJoined(node: Term): node is Call {
  return (
    node.kind === 'call' &&
    ((node.operator && node.name === '||') || (!node.operator && (node.name === 'concat' || node.name === 'format')))
  )
}

/** What a text is put together of; what something else is made of is no part. */
function partsOf(term: Term): Term[] {
  const bare = uncast(term)
  if (!isJoined(bare)) return [bare]
  if (bare.name !== 'format') return bare.args.flatMap(partsOf)
  const [pattern, ...args] = bare.args
  const places = [...(pattern ? (literalOf(pattern) ?? '') : '').matchAll(/%(?:\d+\$)?-?\d*([sIL%])/g)].filter(([, kind]) => kind !== '%')
  return args.filter((_, i) => places[i]?.[1] === 's')
}

function* columnsOf(parts: readonly Term[]): Generator<Column> {
  for (const [i, part] of parts.entries()) if (part.kind === 'column' && !literalOf(parts[i - 1])?.endsWith('"')) yield part
}

function isName(part: Term): boolean {
  return part.kind === 'column' && nameColumns.test(part.name)
}

function literalOf(term: Term | undefined): string | undefined {
  if (term?.kind === 'cast') return literalOf(term.term)
  return term?.kind === 'value' && term.value.kind === 'literal' && typeof term.value.literal === 'string' ? term.value.literal : undefined
}

function isTerm(node: object): node is Term {
  return 'kind' in node && (node.kind === 'cast' || node.kind === 'call')
}
