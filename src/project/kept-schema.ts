import { createHash, randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { CatalogParts } from '../catalog/catalog.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Unread } from '../catalog/fold.ts'
import type { Settings } from '../settings/settings.ts'
import { lookAt, type Seen } from './look.ts'
import { readFile } from './read-file.ts'
import type { SourceFile } from './source-file.ts'
import { isStill, stateOf, type FileState } from './text-files.ts'
import { findRoot } from './workspace.ts'

/** What the files of a schema came to, for processes that begin later. */
export interface KeptSchema {
  readonly parts: CatalogParts
  readonly unreadable: readonly Unread[]
  /** Of a file, what it was. */
  readonly seen: readonly Seen[]
}

/** Schemas of several branches and settings; the oldest go. */
const mostKept = 20

/** What was kept of a schema, if the disk still says all that it said when that was read. */
export function findKept(settings: Readonly<Settings>, sources: readonly SourceFile[], cwd: string): KeptSchema | undefined {
  const folder = folderFor(settings, cwd)
  if (folder === undefined) return undefined
  try {
    const kept = deserialize(readFile(join(folder, nameOf(settings, sources)))) as KeptSchema
    return holds(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/** Whether the disk says what it said. */
export function holds({ seen }: KeptSchema): boolean {
  return seen.every(({ look, answer }) => (look.ask === 'file' ? isStill(look.path, answer as FileState) : lookAt(look) === answer))
}

/** Whether a file is what it was. */
export function holdsOf(kept: KeptSchema, path: string): boolean {
  const state = filesOf(kept).get(path)
  return state !== undefined && isStill(path, state)
}

const filesOf = onceFor(
  ({ seen }: KeptSchema) => new Map(seen.flatMap(({ look, answer }) => (look.ask === 'file' ? [[look.path, answer as FileState]] : []))),
)

/** Writes down what a schema came to; a folder that cannot be written is no reason to end. */
export function keep(
  settings: Readonly<Settings>,
  sources: readonly SourceFile[],
  cwd: string,
  { parts, unreadable }: Pick<KeptSchema, 'parts' | 'unreadable'>,
  seen: readonly Seen[],
): void {
  const folder = folderFor(settings, cwd)
  const looks = folder === undefined ? undefined : keptLooks(seen)
  if (folder === undefined || looks === undefined || sources.length === 0) return
  try {
    write(folder, nameOf(settings, sources), serialize({ parts, unreadable, seen: looks } satisfies KeptSchema))
  } catch {
    // The next process reads the schema itself.
  }
}

/** Undefined where it cannot be told later whether a file is what it was. */
function keptLooks(seen: readonly Seen[]): Seen[] | undefined {
  const looks: Seen[] = []
  for (const { look, answer } of seen) {
    const kept = look.ask === 'file' ? stateOf(look.path) : answer
    if (look.ask === 'file' && kept === undefined) return undefined
    looks.push({ look, answer: kept })
  }
  return looks
}

/** What is written by another version of this code, or of Node, is not read. */
function nameOf(settings: Readonly<Settings>, sources: readonly SourceFile[]): string {
  const hash = createHash('sha256').update(JSON.stringify([import.meta.url, process.version, settings, sources]))
  return `schema-${hash.digest('hex').slice(0, 32)}`
}

/** Where tools keep such things; undefined where there is no such place, or a link leads elsewhere. From its sources, this code changes all the time. */
function folderFor({ cache: isKept }: Readonly<Settings>, cwd: string): string | undefined {
  if (!isKept || import.meta.url.endsWith('.ts')) return undefined
  const modules = [cwd, findRoot(cwd) ?? cwd].map((folder) => join(folder, 'node_modules')).find(isFolder)
  if (modules === undefined) return undefined
  const [cache, own] = [join(modules, '.cache'), join(modules, '.cache', 'eslint-plugin-tenancy')]
  return [cache, own].every((folder) => isFolder(folder) || !isThere(folder)) ? own : undefined
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Whole or not at all, whoever else writes meanwhile. */
function write(folder: string, name: string, content: Buffer): void {
  mkdirSync(folder, { recursive: true })
  const unfinished = join(folder, `${name}.${randomUUID()}`)
  writeFileSync(unfinished, content, { flag: 'wx' })
  renameSync(unfinished, join(folder, name))
  const files = readdirSync(folder).map((file) => join(folder, file))
  if (files.length <= mostKept) return
  const byAge = files.map((file) => ({ file, changed: statSync(file).mtimeMs })).sort((a, b) => b.changed - a.changed)
  for (const { file } of byAge.slice(mostKept)) rmSync(file, { force: true })
}
