import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { grouped } from '../../catalog/grouped.ts'
import { statsOf } from '../../project/read-file.ts'
import { isSystemError, UsageError } from '../given-settings.ts'
import { jsonText, leadsOutside, writeNamedFile } from '../output.ts'
import { shownPath } from '../places.ts'
import { tableOf, type Finding } from './finding.ts'

/** Until a field means something else. */
const version = 1

/** Findings of one meaning that were there when the baseline was made. */
export interface BaselineEntry {
  readonly rule: string
  readonly table: string
  readonly key: string
  /** For people who read the file. */
  readonly what: string
  /** Where they were: one for each finding. */
  readonly files: readonly string[]
}

export interface Judged {
  readonly fresh: readonly Finding[]
  readonly known: number
  /** What is found no more, or less often. */
  readonly stale: readonly BaselineEntry[]
}

export function readBaseline(file: string, cwd: string): BaselineEntry[] {
  const text = readText(file, cwd)
  const type = `type: tenancy check --baseline ${file} --update-baseline`
  if (text === undefined) throw new UsageError(`${file} is not there. To make it, ${type}`)
  const entries = entriesOf(parseJson(text))
  if (!entries) throw new UsageError(`${file} ${whyNone(text)}. ${isOther(text) ? 'Name another file' : `To write it anew, ${type}`}`)
  return entries
}

/** Nobody means to have a program, or a file of settings, replaced by a baseline. */
export function requireOwnFile(file: string, cwd: string): void {
  const path = resolve(cwd, file)
  // Where no file can be written, the writer says why.
  const text = statsOf(path)?.isFile() && !leadsOutside(path, cwd) ? readText(file, cwd) : undefined
  if (text !== undefined && isOther(text)) throw new UsageError(`${file} is no baseline, and is not written over. Name another file`)
}

/** Whether a text is neither a baseline, of any version or half merged, nor the beginning of one. */
function isOther(text: string): boolean {
  return !text.includes('"findings"') && !text.includes('"version"') && !/^[{\s]*$/.test(text)
}

function whyNone(text: string): string {
  if (/^<{7}(?: |$)/m.test(text)) return 'holds the marks of a merge that nobody has finished, so it is no baseline'
  const json = parseJson(text)
  const isNewer = typeof json === 'object' && json !== null && 'version' in json && json.version !== version
  return isNewer ? `is a baseline of version ${String(json.version)}, where this is ${version}` : 'is no baseline'
}

/** Undefined where there is none. */
function readText(file: string, cwd: string): string | undefined {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function entriesOf(json: unknown): BaselineEntry[] | undefined {
  if (typeof json !== 'object' || json === null || !('findings' in json) || !Array.isArray(json.findings)) return undefined
  if ('version' in json && json.version !== version) return undefined
  const findings: unknown[] = json.findings
  return findings.every(isEntry) ? findings : undefined
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false
  const { rule, table, key, what, files } = value as Record<string, unknown>
  const areTexts = [rule, table, key, what].every((one) => typeof one === 'string')
  return areTexts && Array.isArray(files) && files.every((one) => typeof one === 'string')
}

/** Takes out what the baseline knows: first where it was, then what moved. A copy is one more than it knows. */
export function judgeByBaseline(findings: readonly Finding[], entries: readonly BaselineEntry[], cwd: string): Judged {
  const left = new Map(entries.map((entry) => [entry.key, [...entry.files]]))
  const take = (key: string, isHere: (file: string) => boolean): boolean => {
    const files = left.get(key) ?? []
    const at = files.findIndex(isHere)
    if (at >= 0) files.splice(at, 1)
    return at >= 0
  }
  const elsewhere = findings.filter(({ key, path }) => !take(key, (file) => file === shownPath(path, cwd)))
  const fresh = elsewhere.filter(({ key }) => !take(key, () => true))
  const stale = entries.flatMap((entry) => {
    const files = left.get(entry.key) ?? []
    return files.length > 0 ? [{ ...entry, files }] : []
  })
  return { fresh, known: findings.length - fresh.length, stale }
}

const mostOfWhat = 200

/** In an order of its own, so that it changes only where findings do. */
export function writeBaseline(file: string, findings: readonly Finding[], cwd: string): void {
  const entries = [...grouped(findings, ({ key }) => key)].flatMap(([key, alike]): BaselineEntry[] => {
    const files = alike.map(({ path }) => shownPath(path, cwd)).sort()
    const last = alike.at(-1)
    return last ? [{ rule: last.rule, table: tableOf(last.meaning), key, what: last.meaning.text.slice(0, mostOfWhat), files }] : []
  })
  const sorted = entries.sort((a, b) => compare(a.rule, b.rule) || compare(a.table, b.table) || compare(a.key, b.key))
  writeNamedFile(file, `${jsonText({ version, findings: sorted })}\n`, cwd)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
