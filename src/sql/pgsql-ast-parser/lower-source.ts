import type { From, QNameMapped } from 'pgsql-ast-parser'
import { lookup } from '../../catalog/lookup.ts'
import type { JoinSource, Source, TableSource } from '../../query/query.ts'
import type { AstText } from './ast-text.ts'
import { lowerCondition } from './lower-condition.ts'
import { lowerQuery } from './lower-query.ts'
import { lowerTerm } from './lower-term.ts'

/** The package lists what is joined behind what it is joined to. */
export function lowerFrom(items: readonly From[] | null | undefined, text: AstText): Source[] {
  const sources: Source[] = []
  for (const item of items ?? []) {
    const right = subject(item, text)
    const left = item.join ? sources.pop() : undefined
    sources.push(left ? join(left, right, item, text) : right)
  }
  return sources
}

const joins: Readonly<Record<string, JoinSource['how']>> = lookup({ 'LEFT JOIN': 'left', 'RIGHT JOIN': 'right', 'FULL JOIN': 'full' })

function join(left: Source, right: Source, { join: clause }: From, text: AstText): JoinSource {
  const on = clause?.on ? lowerCondition(clause.on, text) : undefined
  const using = clause?.using ? usingOf(right, text) : []
  const how = joins[clause?.type ?? ''] ?? (on || using.length > 0 ? 'inner' : 'cross')
  return { kind: 'join', how, left, right, on, using, natural: false, alias: undefined, range: [left.range[0], (on ?? right).range[1]] }
}

/** The tree does not tell where these names stand: behind what is joined, and its alias. */
function usingOf({ range: [, end] }: Source, text: AstText): string[] {
  const { tokens } = text
  let at = tokens.at(end)
  while (at < tokens.end && tokens.word(at) !== 'using') at++
  return tokens.elements(at + 2).map(([first]) => text.name(first))
}

function subject(item: From, text: AstText): Source {
  if (item.type === 'table') return lowerTable(item.name, text, (item.name.columnNames ?? []).length > 0)
  if (item.type === 'statement') {
    const [first, end] = text.bare(item.statement)
    const alias = text.alias(end + 1, (item.columnNames ?? []).length > 0)
    const query = lowerQuery(item.statement, text)
    return { kind: 'derived', query, lateral: item.lateral ?? false, alias, range: text.range([first, end]) }
  }
  const { tokens } = text
  const call = lowerTerm(item, text)
  let at = tokens.partner(text.last(item.function) + 1) + 1
  if (item.withOrdinality) at += 2
  const alias = item.alias && text.alias(at, (item.alias.columns ?? []).length > 0)
  return { kind: 'function', calls: [call], lateral: true, ordinality: item.withOrdinality ?? false, alias, range: call.range }
}

export function lowerTable(name: QNameMapped, text: AstText, hasColumns = false): TableSource {
  const [first, last] = [text.first(name), text.last(name)]
  if (text.tokens.word(first) === 'current_schema') text.refuse('pgsql-ast-parser takes a function for a table', name)
  return {
    kind: 'table',
    schema: text.schemaOf(name),
    name: text.name(last),
    only: false,
    alias: name.alias === undefined ? undefined : text.alias(last + 1, hasColumns),
    sampled: false,
    range: text.range([first, last + 1]),
  }
}
