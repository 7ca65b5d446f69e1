import type { SqlStatement } from '../../document/document.ts'
import { isMeant, readingsOf } from '../../document/readings.ts'
import { readProjectFile } from '../../project/project-file.ts'
import { unlessTooDeep } from '../../proofs/too-deep.ts'
import { holdsHidden } from '../../query/tree.ts'
import { printQuery } from '../../query/print-query.ts'
import type { Query } from '../../query/query.ts'
import type { Settings } from '../../settings/settings.ts'
import { placeShower, type ShownPlace } from '../places.ts'
import { numbered, parameterNames } from './parameters.ts'

/** A query of the files as it may be given to Postgres. */
export interface Collected {
  readonly place: ShownPlace
  /** For people. */
  readonly sql: string
  /** What to ask Postgres, likeliest first; none where it cannot be seen wholly. */
  readonly texts: readonly string[]
}

const planned: ReadonlySet<Query['kind']> = new Set(['select', 'combined', 'values', 'insert', 'update', 'delete', 'merge'])
const plain: ReadonlySet<string> = new Set(['select', 'values', 'insert', 'update', 'delete', 'merge'])
/** A text that conditions of a program decide on may be very many. */
const mostReadings = 8

/** The queries of some files that have a plan. */
export function collectQueries(files: readonly string[], settings: Readonly<Settings>, cwd: string): Collected[] {
  const show = placeShower(cwd)
  return files.flatMap((file) => {
    const read = readProjectFile(file, settings, cwd)
    if (!read || !read.document.statements.some(({ statement }) => statement?.query) || read.isLeftOut()) return []
    const { catalog } = read.schema()
    return read.document.statements
      .filter((one) => isMeant(one, catalog, settings))
      .flatMap((one) => collect(one, show({ file, range: one.range })))
  })
}

function collect(one: SqlStatement, place: ShownPlace): Collected[] {
  const found = readingsOf(one)
    .slice(0, mostReadings)
    .filter(({ query }) => planned.has(query.kind))
    .map(({ query }): Collected => {
      const sql = unlessTooDeep(() => printQuery(query), 'nested too deeply to be printed')
      // A name that the program fills in stands for no column or table.
      const isSeen = one.goesOn === undefined && !sql.includes('"${') && unlessTooDeep(() => !holdsHidden(query), false)
      return { place, sql, texts: isSeen ? unlessTooDeep(() => textsOf(one, query), []) : [] }
    })
  return found.filter(({ sql }, i) => found.findIndex((other) => other.sql === sql) === i)
}

/** The text as it stands, where nothing is filled in; else as it was understood, with numbers for values. */
function textsOf(one: SqlStatement, query: Query): string[] {
  const { statement, source, holes, variants, sentBy, filledIn } = one
  const isPlain = statement !== undefined && plain.has(statement.kind) && sentBy === undefined && !filledIn
  const isWhole = holes.length === 0 && variants.length === 0 && parameterNames(query).every((name) => /^\$\d+$/.test(name))
  const own = isPlain && isWhole ? [source.text.slice(...statement.range)] : []
  return [...new Set([...own, printQuery(numbered(query, true)), printQuery(numbered(query, false))])]
}
