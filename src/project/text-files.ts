import { createHash } from 'node:crypto'
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isPlanned } from './planned.ts'
import { readFile } from './read-file.ts'

/** A file as it was when it was last read. */
export interface TextFile {
  readonly path: string
  /** Without a byte order mark, as ESLint gives texts; undefined when it cannot be read. */
  readonly text: string | undefined
  readonly problem: string | undefined
}

interface Known {
  readonly stamp: string
  readonly file: TextFile
  /** The moment in which it was read, where it was so new that another change would have had the same stamp. */
  readonly youngIn?: Moment | undefined
}

/** What files looked like while the disk is taken to stand still. */
type Moment = Map<string, string>

const known = new Map<string, Known>()

/** Texts of files that are open in an editor and not saved, with the stamp of the file that they stand for. */
const live = new Map<string, Known>()

/** Those of the live ones that are not on disk, and the folders that lead to them, by the folder in which they lie. */
let missing: ReadonlyMap<string, ReadonlyMap<string, Entry>> | undefined
let timesShown = 0

/** What stands in a folder. */
export type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>

/** The texts that were linted last. */
const linted = new Map<string, string>()

/** The stamp of what is not there. */
const nothing = 'missing'

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}` : nothing
}

/** As a file looks that is in UTF-16, which some shells write, or that is no text at all. */
function isNoText(text: string): boolean {
  const beginning = text.slice(0, 4096)
  return beginning.includes('\0') && beginning.includes('\ufffd')
}

function read(path: string): TextFile {
  try {
    const text = readFile(path)
      .toString('utf8')
      .replace(/^\ufeff/, '')
    return isNoText(text) ? { path, text: undefined, problem: 'it is no text in UTF-8' } : { path, text, problem: undefined }
  } catch (error) {
    return { path, text: undefined, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Reads a file, or gives what was read while size and time of change are the same. The same text is the same object. */
export function loadTextFile(path: string): TextFile {
  const stamp = stampSafely(path)
  const open = live.get(path)
  if (open?.stamp === stamp) return open.file
  forgetLiveText(path)
  const before = known.get(path)
  if (before?.stamp === stamp && (!before.youngIn || before.youngIn === moment)) return before.file
  const found = read(path)
  const file = before && before.file.text === found.text && before.file.problem === found.problem ? before.file : found
  known.set(path, { stamp, file, youngIn: isYoung(stamp) ? (moment ?? new Map()) : undefined })
  return file
}

/** A file as the disk tells it apart from what it was before. */
export interface FileState {
  readonly stamp: string
  readonly digest: string
}

/** What a file was when it was read; undefined where that cannot be told again: it cannot be read, is not saved, or has only just been. */
export function stateOf(path: string): FileState | undefined {
  const { text } = loadTextFile(path)
  const read = known.get(path)
  if (text === undefined || live.has(path) || !read || read.youngIn) return undefined
  return { stamp: read.stamp, digest: digestOf(text) }
}

/** Whether a file is what it was, by its times or else by its text. */
export function isStill(path: string, { stamp, digest }: FileState): boolean {
  if (live.has(path)) return false
  if (stampSafely(path) === stamp) return true
  const { text } = loadTextFile(path)
  return text !== undefined && digestOf(text) === digest
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

/** Clocks of file systems stand still for some milliseconds. */
const oneTick = 20

function isYoung(stamp: string): boolean {
  const changed = Number(stamp.split(' ')[2] ?? 0)
  return Date.now() - changed < oneTick
}

/** While a schema is read. */
let moment: Moment | undefined

/** Within, the disk is taken to stand still: each file is looked at once. */
export function atOneMoment<T>(read: () => T): T {
  if (moment) return read()
  moment = new Map()
  try {
    return read()
  } finally {
    moment = undefined
  }
}

/** Whether a schema is being read. */
export function standsStill(): boolean {
  return moment !== undefined
}

function stampSafely(path: string): string {
  const known = moment?.get(path)
  if (known !== undefined) return known
  const stamp = lookAt(path)
  moment?.set(path, stamp)
  return stamp
}

function lookAt(path: string): string {
  try {
    return stampOf(path)
  } catch {
    return 'unreadable'
  }
}

/** Puts the text that is being linted in place of what is on disk, as long as it differs and until the file changes. */
export function showLiveText(path: string, text: string): void {
  linted.set(path, text)
  const stamp = stampSafely(path)
  const open = live.get(path)
  if (open?.stamp === stamp && open.file.text === text) return
  forgetLiveText(path)
  if (loadTextFile(path).text === text) return
  live.set(path, { stamp, file: { path, text, problem: undefined } })
  if (stamp === nothing) lookAnew()
}

/** What is on disk counts again. */
export function forgetLiveText(path: string): void {
  const open = live.get(path)
  live.delete(path)
  if (open?.stamp === nothing) lookAnew()
}

/** What was seen of the disk until now counts no more. */
export function lookAnew(): void {
  missing = undefined
  timesShown++
}

/** Another number once files count, or count no more, that are not on disk, or other texts do. */
export function showing(): number {
  return timesShown
}

/** The text of a file that counts although it is not on disk. */
export function shownText(path: string): string | undefined {
  const open = live.get(path)
  return open?.stamp === nothing ? open.file.text : undefined
}

/** Lists a folder for a glob, with what counts although it is not on disk. */
export const readdirShown = new Proxy(readdirSync, {
  apply: (list, _, [path]: [string]) => listShown(path.replace(/(?<=.)\/$/, ''), list),
})

export function listShown(folder: string, list: typeof readdirSync = readdirSync): readonly Entry[] {
  try {
    return withShown(folder, list(folder, { withFileTypes: true }))
  } catch {
    return withShown(folder, [])
  }
}

/** What is in a folder, with the files that count although they are not on disk. */
function withShown(folder: string, onDisk: readonly Entry[]): readonly Entry[] {
  const shown = (missing ??= missingEntries()).get(folder)
  if (!shown) return onDisk
  const names = new Set(onDisk.map(({ name }) => name))
  return [...onDisk, ...[...shown.values()].filter(({ name }) => !names.has(name))]
}

function missingEntries(): Map<string, Map<string, Entry>> {
  const folders = new Map<string, Map<string, Entry>>()
  const add = (path: string, isFile: boolean): void => {
    const folder = dirname(path)
    if (folder === path) return
    const entries = folders.get(folder) ?? new Map<string, Entry>()
    const name = basename(path)
    if (entries.has(name)) return
    entries.set(name, { name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false })
    folders.set(folder, entries)
    add(folder, false)
  }
  // One that is empty tells nothing.
  for (const [path, { stamp, file }] of live) if (stamp === nothing && file.text !== '' && !isPlanned(path)) add(path, true)
  return folders
}

/** Whether it is this text that was linted. */
export function isLinted(path: string, text: string): boolean {
  return linted.get(path) === text
}
