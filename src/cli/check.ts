import { dirname } from 'node:path'
import { visible } from '../catalog/visible.ts'
import { announceApplication } from '../project/application.ts'
import { loadSchema, type Schema } from '../project/project.ts'
import { judgeByBaseline, readBaseline, requireOwnFile, writeBaseline, type BaselineEntry, type Judged } from './check/baseline.ts'
import { changeSince, changeStaged, showTexts, type Change } from './check/change.ts'
import type { Finding, UnreadFile } from './check/finding.ts'
import { Git } from './check/git.ts'
import { lintFiles, type Linted } from './check/lint.ts'
import { lintChange } from './check/lint-change.ts'
import { Progress, type Terminal } from './check/progress.ts'
import { allFiles, filesToCheck, isAll } from './check/project-files.ts'
import { requireParser, termsOf, type Terms, type TermsFlags } from './check/terms.ts'
import { formats } from './formats/index.ts'
import type { FormatName } from './formats/names.ts'
import { UsageError } from './given-settings.ts'
import { hasNoTenant, noTenant } from './no-tenant.ts'
import { writeNamedFile } from './output.ts'
import { shownPath } from './places.ts'

export interface CheckFlags extends TermsFlags {
  readonly format: FormatName
  readonly outputFile?: string
  readonly maxWarnings?: number
  /** True where no base is named. */
  readonly changed?: string | true
  readonly staged?: true
  readonly baseline?: string
  readonly updateBaseline?: true
}

/** Where a command prints to. */
export interface Streams {
  readonly out: Terminal
  readonly errors: Terminal
  readonly useColor: boolean
}

/** What `tenancy check` does; the exit code. */
export async function checkCommand(paths: readonly string[], flags: CheckFlags, cwd: string, streams: Streams): Promise<0 | 1> {
  const isWhole = flags.changed === undefined && flags.staged === undefined && isAll(paths, cwd)
  const entries = baselineOf(flags, isWhole, cwd)
  const git = Git.open(cwd)
  const change = changeOf(flags, git)
  const files = filesToCheck(paths, cwd, git, change)
  const terms = await termsOf(files, flags, cwd)
  const checked = files.filter((file) => terms.has(file))
  requireParser(checked)
  try {
    if (change) showTexts(change.after)
    tellOfSchema(checked, terms, cwd, streams.errors)
    announceApplication(isWhole ? allFiles(cwd, git) : undefined, cwd)
    const linted = await lint(checked, terms, cwd, change, streams.errors)
    const judged = judge(linted.findings, entries, flags, cwd)
    tellOfRest(linted.unread, isWhole && flags.rule === undefined ? judged.stale : [], flags, cwd, streams.errors)
    print(judged, change ? checked.filter((file) => change.files.has(file)).length : checked.length, git?.root ?? cwd, flags, cwd, streams)
    return exitCode(judged.fresh, flags, streams.errors)
  } finally {
    showTexts(new Map())
    announceApplication(undefined)
  }
}

function baselineOf(flags: CheckFlags, isWhole: boolean, cwd: string): readonly BaselineEntry[] {
  const { baseline, updateBaseline } = flags
  if (updateBaseline && baseline === undefined)
    throw new UsageError('Name the file, too: tenancy check --baseline tenancy-baseline.json --update-baseline')
  if (updateBaseline && (!isWhole || flags.rule !== undefined))
    throw new UsageError(
      `A baseline is made of the whole project and all its rules. Without the other flags and paths: tenancy check --baseline ${baseline ?? ''} --update-baseline`,
    )
  if (baseline === undefined) return []
  if (!updateBaseline) return readBaseline(baseline, cwd)
  requireOwnFile(baseline, cwd)
  return []
}

function changeOf({ changed, staged }: CheckFlags, git: Git | undefined): Change | undefined {
  if (changed === undefined && staged === undefined) return undefined
  if (!git) throw new UsageError(`${Git.whyNone()}, so nothing is known of changes. Without them: tenancy check`)
  return staged ? changeStaged(git) : changeSince(git, changed === true ? undefined : changed)
}

async function lint(
  files: readonly string[],
  terms: ReadonlyMap<string, Terms>,
  cwd: string,
  change: Change | undefined,
  terminal: Terminal,
): Promise<Linted> {
  const progress = new Progress(terminal, files.length)
  const linting = async (some: readonly string[]): Promise<Linted> => lintFiles(some, terms, cwd, (count) => progress.tell(count))
  try {
    return await (change ? lintChange(change, files, linting, (file) => terms.get(file)?.settings, cwd) : linting(files))
  } finally {
    progress.end()
  }
}

function judge(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  { baseline, updateBaseline }: CheckFlags,
  cwd: string,
): Judged {
  if (baseline === undefined || !updateBaseline) return judgeByBaseline(findings, entries, cwd)
  writeBaseline(baseline, findings, cwd)
  return { fresh: [], known: findings.length, stale: [] }
}

const tenantRule = 'tenancy/require-tenant-filter'

/** What is wrong with the settings ends the run; that there is no schema or no tenant is said, since most rules are silent then. */
function tellOfSchema(files: readonly string[], terms: ReadonlyMap<string, Terms>, cwd: string, errors: Terminal): void {
  const byFolder = new Map(files.map((file) => [dirname(file), file]))
  let none: Schema | undefined
  let isHeldToNone = false
  for (const file of byFolder.values()) {
    const own = terms.get(file)
    if (!own) continue
    const schema = loadSchema(file, own.settings, cwd)
    if (schema.problems.length > 0) throw new UsageError(schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
    if (schema.sources.length === 0) none ??= schema
    else if (!own.rules[tenantRule] || !hasNoTenant(schema.catalog, own.settings)) return
    else isHeldToNone = true
  }
  if (isHeldToNone) errors.write(`${noTenant}. To have it found, type: tenancy init\n`)
  if (!none || isHeldToNone) return
  const looked = none.looked.length > 0 ? ` Looked in: ${none.looked.join(', ')}.` : ''
  const why = none.reason === undefined ? '' : `: ${none.reason}`
  errors.write(
    `No schema was found that all files share${why}. Each is checked by the tables alone that it defines itself.${looked} Name the files of the schema: tenancy check --schema 'db/**/*.sql'\n`,
  )
}

function tellOfRest(
  unread: readonly UnreadFile[],
  stale: readonly BaselineEntry[],
  { baseline }: CheckFlags,
  cwd: string,
  errors: Terminal,
): void {
  for (const { path, line, reason } of unread) errors.write(`Not read: ${visible(shownPath(path, cwd))}:${line}: ${visible(reason)}\n`)
  for (const { rule, table, what, files } of stale)
    errors.write(`In the baseline, and found no more: ${visible(`${rule} ${table} (${files.join(', ')}): ${what}`)}\n`)
  if (stale.length > 0) errors.write(`To drop them, type: tenancy check --baseline ${baseline ?? ''} --update-baseline\n`)
}

function print(
  { fresh, known }: Judged,
  files: number,
  root: string,
  { format, outputFile }: CheckFlags,
  cwd: string,
  { out, useColor }: Streams,
): void {
  const findings = [...fresh].sort((a, b) => (a.path === b.path ? a.line - b.line || a.column - b.column : a.path < b.path ? -1 : 1))
  const text = formats[format]({ findings, files, known, root, cwd, useColor: useColor && outputFile === undefined })
  if (outputFile === undefined) out.write(text)
  else writeNamedFile(outputFile, text, cwd)
}

function exitCode(findings: readonly Finding[], { maxWarnings }: CheckFlags, errors: Terminal): 0 | 1 {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const isTooMany = maxWarnings !== undefined && warnings > maxWarnings
  if (isTooMany) errors.write(`Too many warnings: ${warnings}, where --max-warnings allows ${maxWarnings}.\n`)
  return isTooMany || warnings < findings.length ? 1 : 0
}
