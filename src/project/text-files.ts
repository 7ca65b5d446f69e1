import { readFileSync, statSync } from 'node:fs'

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
}

const known = new Map<string, Known>()

/** Texts of files that are open in an editor and not saved, with the stamp of the file that they stand for. */
const live = new Map<string, Known>()

/** The texts that were linted last. */
const linted = new Map<string, string>()

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.size} ${stat.mtimeMs}` : 'missing'
}

/** As a file looks that is in UTF-16, which some shells write, or that is no text at all. */
function isNoText(text: string): boolean {
  const beginning = text.slice(0, 4096)
  return beginning.includes('\0') && beginning.includes('\ufffd')
}

function read(path: string): TextFile {
  try {
    const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '')
    return isNoText(text) ? { path, text: undefined, problem: 'is no text in UTF-8' } : { path, text, problem: undefined }
  } catch (error) {
    return { path, text: undefined, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Reads a file, or gives what was read while size and time of change are the same. The same text is the same object. */
export function loadTextFile(path: string): TextFile {
  const stamp = stampSafely(path)
  const open = live.get(path)
  if (open?.stamp === stamp) return open.file
  live.delete(path)
  const before = known.get(path)
  if (before?.stamp === stamp) return before.file
  const file = read(path)
  known.set(path, { stamp, file })
  return file
}

/** While a schema is read. */
let stamps: Map<string, string> | undefined

/** Within, the disk is taken to stand still: each file is looked at once. */
export function atOneMoment<T>(read: () => T): T {
  if (stamps) return read()
  stamps = new Map()
  try {
    return read()
  } finally {
    stamps = undefined
  }
}

function stampSafely(path: string): string {
  const known = stamps?.get(path)
  if (known !== undefined) return known
  const stamp = lookAt(path)
  stamps?.set(path, stamp)
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
  live.delete(path)
  if (loadTextFile(path).text !== text) live.set(path, { stamp, file: { path, text, problem: undefined } })
}

/** What is on disk counts again. */
export function forgetLiveText(path: string): void {
  live.delete(path)
}

/** Whether it is this text that was linted. */
export function isLinted(path: string, text: string): boolean {
  return linted.get(path) === text
}
