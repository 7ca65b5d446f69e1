import { lookup } from '../../catalog/lookup.ts'
import { tableLines, viewLines } from '../catalog-table.ts'
import type { ShownPlace } from '../places.ts'
import type { ExplainedDefinition, ExplainedQuery, ExplainedTable, ExplainJson } from './explained.ts'

/** What was understood, as lines for a terminal. */
export function explainTable({ queries, definitions, findings }: ExplainJson): string {
  const said = findings.flatMap(({ place, severity, rule, message, suggestions }) => [
    `  ${at(place)}  ${severity}  ${rule}`,
    `    ${message}`,
    ...suggestions.map((text) => `    suggestion: ${text}`),
  ])
  return [
    ...queries.flatMap((query) => [...queryLines(query), '']),
    ...definitions.flatMap((definition) => [...definitionLines(definition), '']),
    ...(said.length > 0 ? ['To make it pass:', ...said] : ['No rule finds anything here.']),
  ].join('\n')
}

function at({ file, line, column }: ShownPlace): string {
  return `${file}:${line}:${column}`
}

const notations: Readonly<Record<string, string>> = lookup({ sql: 'SQL', string: 'SQL in a program' })

const seats: Readonly<Record<string, string>> = lookup({
  'in a string': 'part of a string',
  'in a comment': 'part of a comment',
})

function queryLines({ place, notation, sql, otherwise, holes, tables, notes }: ExplainedQuery): string[] {
  return [
    `${at(place)}  ${notations[notation] ?? `sent by ${notation}`}`,
    `  ${sql}`,
    ...otherwise.map((one) => `  or, where ${one.on.join(' and ')} is otherwise: ${one.sql}`),
    ...notes.map((note) => `  ${note}`),
    ...(holes.length > 0 ? ['', '  Filled by the program:'] : []),
    ...new Set(
      holes.map(({ text, takenFor, why }) => `    ${text}: taken for ${seats[takenFor] ?? takenFor}${why === null ? '' : ` (${why})`}`),
    ),
    ...(tables.length > 0 ? ['', ...tables.flatMap(accessLines)] : []),
  ]
}

function accessLines(access: ExplainedTable): string[] {
  const { table, place, definedAt, kind, kindReason, verdict, reason } = access
  return [
    `  ${table}${definedAt ? `, defined at ${at(definedAt)}` : ''}`,
    `    ${kind ?? 'not known'}: ${kindReason}`,
    `    ${verdict} at ${at(place)}${reason === '' ? '' : `: ${reason}`}`,
    `    ${indexLine(access)}`,
  ]
}

function indexLine({ service, indexes, missingIndex }: ExplainedTable): string {
  const names = indexes.join(', ')
  switch (service) {
    case 'index':
      return `index: ${names}`
    case 'several':
      return `indexes, one for each condition: ${names}`
    case 'perhaps':
      return names === '' ? 'index: whether one serves it cannot be seen' : `index: perhaps ${names}`
    case 'none':
      return missingIndex === null ? 'index: none is known to serve it' : `no index; to add: ${missingIndex}`
    case 'whole':
      return 'index: none, as all rows are asked for'
    case 'unneeded':
      return 'index: none is needed, as no row is looked up'
    case 'unknown':
      return 'index: whether one serves it is not known'
  }
}

function definitionLines({ what, place, kind, kindReason, table, view }: ExplainedDefinition): string[] {
  return [
    `${at(place)}  ${what}`,
    `  ${kind ?? 'view'}: ${kindReason}`,
    '',
    ...(table ? tableLines(table) : []),
    ...(view ? viewLines(view) : []),
  ].map((line, i) => (i < 3 || line === '' ? line : `  ${line}`))
}
