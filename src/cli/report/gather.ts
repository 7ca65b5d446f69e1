import { basename, join } from 'node:path'
import { grouped } from '../../catalog/grouped.ts'
import { announceApplication, knownApplication } from '../../project/application.ts'
import { loadSchema, type Schema } from '../../project/project.ts'
import { readFile } from '../../project/read-file.ts'
import { loadTextFile } from '../../project/text-files.ts'
import { shownTable } from '../../proofs/index-sql.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/settings.ts'
import { catalogGraph, kindOf, type NodeKind } from '../catalog-graph.ts'
import { catalogJson } from '../catalog-json.ts'
import type { Finding, UnreadFile } from '../check/finding.ts'
import { Git } from '../check/git.ts'
import { lintFiles, type Linted } from '../check/lint.ts'
import { Progress, type Terminal } from '../check/progress.ts'
import { allFiles, filesToCheck, isAll } from '../check/project-files.ts'
import { requireParser, termsOf, type TermsFlags } from '../check/terms.ts'
import type { SeenAccess } from '../accesses.ts'
import { codeFiles, filesOf } from '../files.ts'
import { factsOf, version } from '../formats/report.ts'
import { givenSettings } from '../given-settings.ts'
import { placeShower, shownPath, type ShownPlace } from '../places.ts'
import { queriesOf, type SeenQuery } from '../queries-of.ts'
import { codeFrame } from './code-frame.ts'
import { byWorst, countGroups, group, worstOf, type Group } from './groups.ts'
import { indexRows } from './indexes.ts'
import type { AccessRow, FileRow, FindingRow, Gaps, QueryRow, ReportModel, TableRow } from './model.ts'
import { serviceOf } from '../service.ts'

/** Reads and lints a project, and puts together what is to be shown of it. */
export async function gather(paths: readonly string[], flags: TermsFlags, cwd: string, terminal: Terminal): Promise<ReportModel> {
  const wrong = new Set<string>()
  const check = (given: unknown): Readonly<Settings> => {
    const { settings, problems } = readSettings(given)
    for (const { path, reason } of problems) wrong.add(`The setting ${path} ${reason}.`)
    return settings
  }
  const settings = await givenSettings(flags, cwd, check)
  const git = Git.open(cwd)
  const files = filesToCheck(paths, cwd, git)
  const terms = await termsOf(files, flags, cwd, check)
  const checked = files.filter((file) => terms.has(file))
  requireParser(checked)
  announceApplication(isAll(paths, cwd) ? allFiles(cwd, git) : undefined, cwd)
  const progress = new Progress(terminal, checked.length)
  try {
    const linted = await lintFiles(checked, terms, cwd, (count) => progress.tell(count))
    return modelOf(paths, linted, settings, [...wrong], cwd)
  } finally {
    progress.end()
    announceApplication(undefined)
  }
}

function modelOf(
  paths: readonly string[],
  linted: Linted,
  settings: Readonly<Settings>,
  wrong: readonly string[],
  cwd: string,
): ReportModel {
  const schema = loadSchema(join(cwd, 'schema.sql'), settings, cwd)
  const { catalog, sources } = schema
  const show = placeShower(cwd)
  const kinds: Kinds = new Map()
  const seen = queriesOf(filesOf(paths, cwd, codeFiles), settings, cwd, (query) => {
    noteKinds(query, kinds, settings)
    return queryRow(query, settings)
  })
  const queries = seen.queries.map((query, i): QueryRow => ({ id: `q${i + 1}`, ...query }))
  const unserved = queries.flatMap((query) =>
    query.accesses.flatMap((access) => (['none', 'whole'].includes(access.service.kind) ? [{ query, access }] : [])),
  )
  const graph = catalogGraph(catalog, settings)
  const application = knownApplication(settings)
  return {
    project: projectName(cwd),
    version: version(),
    sources: sources.map(({ path }) => shownPath(path, cwd)),
    counts: countGroups(queries.map((query) => query.group)),
    partly: seen.partly,
    unread: seen.unread.length,
    tables: tableRows(schema, queries, kinds, settings, show),
    files: fileRows(queries),
    graph,
    unindexed: graph.edges.filter(({ isIndexed }) => !isIndexed).length,
    indexes: indexRows({ catalog, settings, show, application, database: sources[0]?.path ?? '', queries }),
    isWhole: application !== undefined,
    queries,
    unserved,
    findings: findingRows(linted.findings, cwd),
    gaps: gapsOf(schema, linted.unread, wrong, settings, cwd),
  }
}

function projectName(cwd: string): string {
  try {
    const { name } = JSON.parse(readFile(join(cwd, 'package.json')).toString('utf8')) as { name?: unknown }
    if (typeof name === 'string' && name !== '') return name
  } catch {
    // There is none, or one that nobody can read.
  }
  return basename(cwd)
}

function queryRow({ file, line, column, notation, sql, accesses, catalog }: SeenQuery, settings: Readonly<Settings>): Omit<QueryRow, 'id'> {
  const verdict = worstOf(accesses.map((access) => access.verdict))
  return {
    place: { file, line, column },
    notation,
    sql,
    verdict,
    group: group(verdict),
    accesses: accesses.map((access): AccessRow => ({
      table: shownName(access),
      verdict: access.verdict,
      group: group(access.verdict),
      reason: access.reason,
      service: serviceOf(access, catalog, settings),
    })),
  }
}

function shownName({ table, name }: SeenAccess): string {
  return table ? shownTable(table) : name
}

/** What the tables are that queries name. */
type Kinds = Map<string, NodeKind | undefined>

function noteKinds({ accesses, catalog }: SeenQuery, kinds: Kinds, settings: Readonly<Settings>): void {
  for (const access of accesses) {
    const { table } = access
    const name = shownName(access)
    const isReal = table && catalog.table(table.schema, table.name) === table
    if (!kinds.get(name)) kinds.set(name, isReal ? kindOf(table, catalog, settings) : undefined)
  }
}

type Show = (place: Parameters<ReturnType<typeof placeShower>>[0]) => ShownPlace

/** The tables of the schema, and those that queries name besides. */
function tableRows({ catalog }: Schema, queries: readonly QueryRow[], kinds: Kinds, settings: Readonly<Settings>, show: Show): TableRow[] {
  const held = grouped(
    queries.flatMap(({ accesses }) => accesses),
    ({ table }) => table,
  )
  const groupsOf = (accesses: readonly AccessRow[]): Group[] => accesses.map(({ group: own }) => own)
  const rows = catalog.tables.flatMap((table): TableRow[] => {
    const name = shownTable(table)
    if (table.query) return []
    const counts = countGroups(groupsOf(held.get(name) ?? []))
    return [{ name, kind: kindOf(table, catalog, settings), place: show(table.place), rowSecurity: table.rowSecurity.enabled, counts }]
  })
  const known = new Set(rows.map(({ name }) => name))
  const others = [...held].filter(([name]) => !known.has(name))
  const unknown = others.map(([name, of]): TableRow => ({
    name,
    kind: kinds.get(name),
    place: undefined,
    rowSecurity: false,
    counts: countGroups(groupsOf(of)),
  }))
  return [...rows, ...unknown].sort((a, b) => byWorst(a.counts, b.counts) || (a.name < b.name ? -1 : 1))
}

function fileRows(queries: readonly QueryRow[]): FileRow[] {
  return [...grouped(queries, ({ place }) => place.file)]
    .map(([file, of]) => ({ file, counts: countGroups(of.map((query) => query.group)) }))
    .sort((a, b) => byWorst(a.counts, b.counts) || (a.file < b.file ? -1 : 1))
}

function findingRows(findings: readonly Finding[], cwd: string): FindingRow[] {
  const lines = new Map<string, readonly string[]>()
  // What is wrong with the settings would be told in every file.
  const told = findings.filter(({ rule }) => rule !== 'tenancy/valid-settings')
  const sorted = told.sort((a, b) => (a.path === b.path ? a.line - b.line || a.column - b.column : a.path < b.path ? -1 : 1))
  return sorted.map((finding, i): FindingRow => {
    const { rule, severity, message, path, line, column, meaning } = finding
    const own = lines.get(path) ?? (loadTextFile(path).text ?? '').split(/\r\n|[\n\r]/)
    lines.set(path, own)
    return {
      id: `f${i + 1}`,
      rule,
      url: factsOf(rule).url,
      severity,
      message,
      table: meaning.table ?? meaning.tables.join(', '),
      place: { file: shownPath(path, cwd), line, column },
      frame: codeFrame(own, finding),
    }
  })
}

function gapsOf(schema: Schema, unread: readonly UnreadFile[], settings: readonly string[], by: Readonly<Settings>, cwd: string): Gaps {
  const { unread: steps, differences } = catalogJson(schema, by, cwd)
  const why = schema.reason === undefined ? '' : `: ${schema.reason}`
  const looked = schema.looked.length > 0 ? ` Looked in: ${schema.looked.join(', ')}.` : ''
  const missing = `No schema was found${why}.${looked} Name its files: tenancy report --schema 'db/**/*.sql'`
  return {
    settings,
    schema: [
      ...schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`.replaceAll(cwd, '.')),
      ...(schema.sources.length > 0 ? [] : [missing]),
    ],
    files: unread.map(({ path, line, reason }) => ({ file: shownPath(path, cwd), line, reason })),
    steps,
    differences,
  }
}
