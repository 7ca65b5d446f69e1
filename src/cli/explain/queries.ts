import type { Catalog } from '../../catalog/catalog.ts'
import type { SqlStatement } from '../../document/document.ts'
import { isMeant, readingsOf } from '../../document/readings.ts'
import { judgeDocument, judgeFor } from '../../project/judged-document.ts'
import type { ProjectFile } from '../../project/project-file.ts'
import { usesOf, type PlacedUse } from '../../project/uses.ts'
import type { PlacedJudged } from '../../proofs/tenant/readings.ts'
import { unlessTooDeep } from '../../proofs/too-deep.ts'
import { printQuery } from '../../query/print-query.ts'
import { conditionIn } from '../../query/program-text.ts'
import type { Query } from '../../query/query.ts'
import type { Settings } from '../../settings/settings.ts'
import { hasHole } from '../../sql/template/hole.ts'
import { seeAccess } from '../accesses.ts'
import { kindOf } from '../catalog-graph.ts'
import type { placeShower } from '../places.ts'
import { serviceOf } from '../service.ts'
import type { ExplainedQuery, ExplainedTable } from './explained.ts'
import { whyOwned } from './ownership.ts'

type Show = ReturnType<typeof placeShower>

/** How queries of a file were understood. */
export function explainQueries(
  statements: readonly SqlStatement[],
  read: ProjectFile,
  settings: Readonly<Settings>,
  show: Show,
): ExplainedQuery[] {
  const { catalog } = read.schema()
  const all = judgeDocument(read.document, judgeFor(catalog, settings), catalog, settings, (by, ...given) => by.judgeAll(...given))
  const uses = usesOf(read.document, catalog, settings).flat()
  return statements.map((one): ExplainedQuery => {
    const { range, sentBy, holes } = one
    const [first, ...others] = readingsOf(one)
    const judged = all.find(({ statement }) => statement === one)?.judged ?? []
    const own = uses.filter(({ statement }) => statement === one)
    return {
      place: show({ file: read.file, range }),
      endLine: show({ file: read.file, range: [range[1], range[1]] }).line,
      notation: sentBy ?? (read.file.endsWith('.sql') ? 'sql' : 'string'),
      sql: first ? print(first.query) : inOneLine(one.source.text.trim()),
      otherwise: others.map(({ on, query }) => ({ on: on.map((condition) => inOneLine(conditionIn(condition).text)), sql: print(query) })),
      holes: holes.map(({ text, seat, why = null, range: at }) => ({
        text: inOneLine(text),
        takenFor: seat === 'nothing' ? 'more SQL' : seat,
        why,
        place: show({ file: read.file, range: at }),
      })),
      tables: judged.map((access) => explainTable(access, own, { catalog, settings, show, file: read.file })),
      notes: notesOf(one, isMeant(one, catalog, settings), read, show),
    }
  })
}

function print(query: Query): string {
  return inOneLine(unlessTooDeep(() => printQuery(query), 'nested too deeply to be printed'))
}

/** What holds expressions of the program, which may be written in several. */
function inOneLine(text: string): string {
  return text.replaceAll(/[\r\n]\s*/g, ' ')
}

function notesOf(one: SqlStatement, isTold: boolean, read: ProjectFile, show: Show): string[] {
  const { error, note, goesOn, isCertain, statement, askedBy } = one
  const home = askedBy?.file === undefined ? '' : `, in ${show({ file: askedBy.file, range: [0, 0] }).file}`
  return [
    ...(askedBy ? [`\`${askedBy.name}()\` asks it${home}, with what it is given here.`] : []),
    ...(error || statement?.query ? [] : ['It asks no table for rows and defines none, so there is nothing to prove.']),
    ...(error ? [`It cannot be read: ${error.message}.`] : []),
    ...(note === undefined ? [] : [`What decides besides its text: ${note}.`]),
    ...(goesOn === undefined ? [] : [`What ${goesOn} adds to it cannot be seen.`]),
    ...(isCertain
      ? []
      : [
          isTold
            ? 'That it is SQL is told by the tables that it names alone: nothing in sight runs it.'
            : 'It only looks like SQL: nothing in sight runs it.',
        ]),
    ...(read.isLeftOut() ? ['It stands in a migration, whose queries rules leave alone unless migrations.queries is set.'] : []),
  ]
}

interface Around {
  readonly catalog: Catalog
  readonly settings: Readonly<Settings>
  readonly show: Show
  readonly file: string
}

function explainTable(judged: PlacedJudged, uses: readonly PlacedUse[], around: Around): ExplainedTable {
  const { catalog, settings, show, file } = around
  const seen = seeAccess(judged, uses, settings)
  const { name, table, verdict, reason, indexedBy } = seen
  const { kind, indexes, advice } = serviceOf(seen, catalog, settings)
  const known = table && catalog.table(table.schema, table.name) === table ? table : undefined
  return {
    table: name,
    place: show({ file, range: judged.place(judged.access.range) }),
    definedAt: known ? show(known.place) : null,
    kind: known ? kindOf(known, catalog, settings) : null,
    kindReason: known
      ? whyOwned(known, catalog, settings)
      : hasHole(name)
        ? 'the program says which table it is'
        : 'the schema that was read does not have it',
    verdict,
    reason,
    indexedBy: indexedBy?.name ?? null,
    service: kind,
    indexes: indexes.map((index) => index.name),
    missingIndex: advice ?? null,
  }
}
