import { existsSync, readdirSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { globSync } from 'tinyglobby'
import { unreadPrograms } from '../project/project-file.ts'
import { statsOf } from '../project/read-file.ts'
import { loadTextFile } from '../project/text-files.ts'
import { findRealPath, isInside } from '../project/workspace.ts'
import { isSystemError, UsageError } from './given-settings.ts'

const programs = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']

/** The endings of files that hold queries. */
export const codeFiles: readonly string[] = ['sql', ...programs]
/** The endings of files that rules look at. */
export const checkedFiles: readonly string[] = ['sql', 'SQL', 'prisma', ...programs]
/** The endings of files that may ask the database, whether or not rules look at them. */
export const askingFiles: readonly string[] = [...checkedFiles, ...unreadPrograms]

const skipped = ['node_modules', 'dist', 'build', 'coverage']
const ignored = [...skipped.map((name) => `**/${name}/**`), '**/*.d.{ts,mts,cts}', '**/.*/**']

/** The files that are named, that lie in the folders named, or that patterns find; all below `cwd` when none is named. Links are not followed. */
export function filesOf(paths: readonly string[], cwd: string, endings: readonly string[], followSymbolicLinks = false): string[] {
  const pattern = `**/*.{${endings.join(',')}}`
  const find = (by: string, from: string): string[] =>
    globSync(by, { cwd: from, absolute: true, ignore: ignored, expandDirectories: false, followSymbolicLinks }).sort()
  if (paths.length === 0) return find(pattern, cwd)
  return paths.flatMap((path) => {
    const named = withoutLinks(resolve(cwd, path), cwd)
    const stat = statsOf(named)
    const isFolder = stat?.isDirectory() === true
    if (stat?.isFile()) return [readable(named, path, endings)]
    const found = find(isFolder ? pattern : path, isFolder ? named : cwd)
    const why = found.length === 0 ? whyClosed(named, isFolder) : undefined
    if (why !== undefined) throw new UsageError(`${path} cannot be read: ${why}`)
    if (found.length === 0 && !isFolder)
      throw new UsageError(`${path} is no file, folder or pattern that finds one${withSlashes(path, cwd)}`)
    return found
  })
}

/** A file that is named has to be read; one that is found is passed over where it cannot be. */
function readable(file: string, named: string, endings: readonly string[]): string {
  const { problem } = endings.some((ending) => file.endsWith(`.${ending}`)) ? loadTextFile(file) : {}
  if (problem !== undefined) throw new UsageError(`${named} cannot be read: ${problem}`)
  return file
}

/** What a link leads to within the folder has its own path, which is the one that the schema knows. */
export function withoutLinks(path: string, cwd: string): string {
  return findRealPath(path, cwd) ?? path
}

/** What keeps from looking at what is named, where it may be there all the same; a pattern may be longer than a name can be. */
function whyClosed(path: string, isFolder: boolean): string | undefined {
  try {
    if (isFolder) readdirSync(path)
    else statSync(path)
    return undefined
  } catch (error) {
    const isClosed = isSystemError(error) && ['EACCES', 'EPERM', 'ELOOP'].includes(error.code)
    return isClosed ? error.message : undefined
  }
}

function withSlashes(path: string, cwd: string): string {
  const meant = path.replaceAll('\\', '/')
  return meant !== path && existsSync(resolve(cwd, meant)) ? `. Did you mean ${meant}?` : ''
}

/** Whether a search below `cwd` would find the file, were it on disk. */
export function wouldFind(file: string, cwd: string): boolean {
  if (!isInside(cwd, file) || !isChecked(file)) return false
  const folders = relative(cwd, file).split(sep).slice(0, -1)
  return !folders.some((name) => name.startsWith('.') || skipped.includes(name))
}

/** Whether rules look at such a file. */
export function isChecked(file: string): boolean {
  return checkedFiles.some((ending) => file.endsWith(`.${ending}`)) && !/\.d\.[cm]?ts$/.test(file)
}
