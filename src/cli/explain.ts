import { resolve } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import { isPartOf, type Range } from '../catalog/place.ts'
import { visibleIn } from '../catalog/visible.ts'
import { hands, withHanded, type SqlStatement } from '../document/document.ts'
import { loadSchema } from '../project/project.ts'
import { statsOf } from '../project/read-file.ts'
import { readProjectFile, type ProjectFile } from '../project/project-file.ts'
import { loadTextFile } from '../project/text-files.ts'
import { isUnreadQuery } from '../project/unseen-tables.ts'
import type { Settings } from '../settings/settings.ts'
import type { Finding } from './check/finding.ts'
import { lintFiles } from './check/lint.ts'
import { requireParser, termsOf, type TermsFlags } from './check/terms.ts'
import { partsAround } from '../project/parts-around.ts'
import { explainDefinitions, partsAt, partsIn, type Part } from './explain/definitions.ts'
import type { ExplainedFinding, ExplainJson } from './explain/explained.ts'
import { explainQueries } from './explain/queries.ts'
import { explainTable } from './explain/table.ts'
import { givenSettings, UsageError } from './given-settings.ts'
import { jsonText } from './output.ts'
import { lineStarts, placeShower, shownPath } from './places.ts'

export interface ExplainFlags extends TermsFlags {
  readonly format: 'json' | 'table'
}

/** A place that somebody asks about. */
interface Asked {
  readonly file: string
  /** Undefined where nothing but the file is named. */
  readonly line: number | undefined
  readonly column: number | undefined
}

/** What `tenancy explain` prints. */
export async function explainCommand(text: string, flags: ExplainFlags, cwd: string): Promise<string> {
  const asked = readPlace(text, cwd)
  const settings = await givenSettings(flags, cwd)
  requireParser([asked.file])
  const explained = await explain(asked, settings, flags, cwd)
  return flags.format === 'json' ? jsonText(explained) : explainTable(visibleIn(explained))
}

function readPlace(text: string, cwd: string): Asked {
  const isFile = (path: string): boolean => statsOf(resolve(cwd, path))?.isFile() === true
  // Without a line it is asked where anything stands.
  if (isFile(text)) return { file: resolve(cwd, text), line: undefined, column: undefined }
  const [, path, line, column] = /^(.+?):(\d+)(?::(\d+))?$/s.exec(text) ?? []
  if (path === undefined) {
    const known = text.split(':').find((part, i) => i === 0 && isFile(part))
    throw new UsageError(`${text} is no line of a file. Type a file and a line, as in: tenancy explain ${known ?? 'src/orders.ts'}:12`)
  }
  if (!isFile(path)) {
    const meant = path.replaceAll('\\', '/')
    const hint = meant !== path && isFile(meant) ? `tenancy explain ${meant}:${line}` : 'tenancy explain src/orders.ts:12'
    throw new UsageError(`${path} is no file. Type it as it is seen from this folder, as in: ${hint}`)
  }
  return { file: resolve(cwd, path), line: Number(line), column: column === undefined ? undefined : Number(column) }
}

async function explain(asked: Asked, settings: Readonly<Settings>, flags: ExplainFlags, cwd: string): Promise<ExplainJson> {
  const { file } = asked
  const read = withCalls(readProjectFile(file, settings, cwd))
  const catalog = read ? read.schema().catalog : loadSchema(file, settings, cwd).catalog
  const queries = (read?.document.statements ?? []).filter((one) => one.statement?.query ?? isUnreadQuery(one))
  const parts = partsIn(file, catalog)
  const line = rangeOf(asked)
  const inherited = read?.document.inherited?.() ?? []
  const places = [...queries.map((one) => one.range), ...inherited.map(({ at }) => at)]
  const range = line && wholeOf(line, asked, [...places, ...parts.map(({ place }) => place.range)])
  const asking = smallest(
    queries.filter((one) => range && overlaps(one.range, range)),
    range,
  )
  const others = (read?.document.statements ?? []).filter(
    (one) => !queries.includes(one) && range !== undefined && overlaps(one.range, range),
  )
  const found = asking.length > 0 ? [] : definitionsAt(parts, range, others)
  const statements = asking.length > 0 || found.length > 0 ? asking : smallest(others, range)
  const had = inherited.filter(({ at }) => range && overlaps(at, range))
  if (statements.length === 0 && found.length === 0 && had.length === 0)
    throw new UsageError(nothingAt(asked, places, parts, read !== undefined, catalog, cwd))
  const show = placeShower(cwd)
  const spans = [
    ...(range ? [range] : []),
    ...statements.map((one) => one.range),
    ...had.map(({ at }) => at),
    ...found.flatMap((part) => spansOf(part, parts)),
  ]
  return {
    queries: read
      ? [
          ...explainQueries(statements, read, settings, show),
          ...had.flatMap((one) =>
            explainQueries(one.statements, { ...read, file: one.method.file, document: one.document }, settings, show),
          ),
        ]
      : [],
    definitions: explainDefinitions(found, catalog, settings, show),
    findings: await findingsIn(file, spans, flags, cwd),
  }
}

/** What functions ask for that the file calls is explained where it calls them. */
function withCalls(read: ProjectFile | undefined): ProjectFile | undefined {
  return read && hands(read.document) ? { ...read, document: withHanded(read.document) } : read
}

/** What stands at the place itself; else what its statement defines. */
function definitionsAt(parts: readonly Part[], range: Range | undefined, statements: readonly SqlStatement[]): Part[] {
  const here = range ? partsAt(parts, range) : []
  return here.length > 0 ? here : smallest(statements, range).flatMap((one) => partsAt(parts, one.range))
}

/** The line, where something stands there; else what it is a part of, such as the statement or the function around it, as far as anything stands in that. */
function wholeOf(line: Range, { file, column }: Asked, places: readonly Range[]): Range {
  const isAnything = (range: Range): boolean => places.some((place) => overlaps(place, range))
  if (column !== undefined || isAnything(line)) return line
  return partsAround(line, file, loadTextFile(file).text ?? '').find(isAnything) ?? line
}

/** A table is asked about with all that the file says of it; a part of one alone. */
function spansOf({ table, place }: Part, parts: readonly Part[]): Range[] {
  const isWhole = String(place.range) === String(table.place.range)
  return parts
    .filter((other) => other.table === table && (isWhole || String(other.place.range) === String(place.range)))
    .map((one) => one.place.range)
}

function overlaps([start, end]: Range, [from, to]: Range): boolean {
  return start <= to && from <= end
}

/** Of statements around one another those within; all of them beside one another on a line. */
function smallest(statements: readonly SqlStatement[], range: Range | undefined): SqlStatement[] {
  if (!range) return []
  return statements.filter((one) => !statements.some((other) => isPartOf(other.range, one.range)))
}

/** The line without what it is indented by, or the character; undefined behind the end of the file. */
function rangeOf({ file, line, column }: Asked): Range | undefined {
  const { text = '' } = loadTextFile(file)
  const starts = lineStarts(text)
  const start = line === undefined ? undefined : starts[line - 1]
  if (start === undefined) return undefined
  const own = text.slice(start, starts[line ?? 0]).replace(/(?:\r\n|[\r\n])$/, '')
  if (column !== undefined) return column > own.length + 1 ? undefined : [start + column - 1, start + column - 1]
  return [start + own.length - own.trimStart().length, start + own.trimEnd().length]
}

function nothingAt(
  { file, line, column }: Asked,
  queries: readonly Range[],
  parts: readonly Part[],
  isRead: boolean,
  { isEmpty }: Catalog,
  cwd: string,
): string {
  const show = placeShower(cwd)
  const places = [...queries.map((range) => show({ file, range })), ...parts.map(({ place }) => show(place))]
  const all = [...new Set(places.map((place) => place.line))].sort((a, b) => a - b)
  const shown = shownPath(file, cwd)
  if (line === undefined && all.length > 0) return `Which line of ${shown}? ${tellLines(all)} Type: tenancy explain ${shown}:${all[0] ?? 1}`
  const at = line ?? 1
  const lines = all.sort((a, b) => Math.abs(a - at) - Math.abs(b - at)).slice(0, 3)
  const [nearest] = lines
  const what = `No query and no definition of a table or view stands at ${shown}:${at}${column === undefined ? '' : `:${column}`}`
  if (nearest !== undefined) {
    const where = lines.length === 1 ? 'The nearest stands at line' : 'The nearest stand at the lines'
    return `${what}. ${where} ${lines.join(', ')}. Type: tenancy explain ${shown}:${nearest}`
  }
  if (!isRead && !file.endsWith('.prisma')) return `${shown} cannot be read. To see why, type: tenancy check ${shown}`
  const schema = isEmpty ? ` No schema was found, either: tenancy explain ${shown}:${at} --schema 'db/**/*.sql'` : ''
  return `${what}, nor anywhere else in the file. To see which queries are found, type: tenancy queries.${schema}`
}

const mostLines = 20

function tellLines(lines: readonly number[]): string {
  const more = lines.length - mostLines
  const listed = lines.slice(0, mostLines).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return lines.length === 1 ? `A query or definition stands at line ${listed}.` : `Queries and definitions stand at the lines ${listed}.`
}

/** What the rules say of a place: what would make it pass. */
async function findingsIn(file: string, spans: readonly Range[], flags: ExplainFlags, cwd: string): Promise<ExplainedFinding[]> {
  const { findings } = await lintFiles([file], await termsOf([file], flags, cwd), cwd, () => {})
  const starts = lineStarts(loadTextFile(file).text ?? '')
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1
  const isHere = ({ line, column, endLine, endColumn }: Finding): boolean =>
    spans.some((span) => overlaps([offset(line, column), offset(endLine, endColumn)], span))
  return findings.filter(isHere).map(({ rule, severity, message, suggestions = [], line, column }) => ({
    rule,
    severity,
    message,
    suggestions,
    place: { file: shownPath(file, cwd), line, column },
  }))
}
