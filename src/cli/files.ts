import { statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { globSync } from 'tinyglobby'
import { unreadPrograms } from '../project/project-file.ts'
import { isInside } from '../project/workspace.ts'
import { UsageError } from './given-settings.ts'

const programs = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']

/** The endings of files that hold queries. */
export const codeFiles: readonly string[] = ['sql', ...programs]
/** The endings of files that rules look at. */
export const checkedFiles: readonly string[] = ['sql', 'SQL', 'prisma', ...programs]
/** The endings of files that may ask the database, whether or not rules look at them. */
export const askingFiles: readonly string[] = [...checkedFiles, ...unreadPrograms]

const skipped = ['node_modules', 'dist', 'build', 'coverage']
const ignored = [...skipped.map((name) => `**/${name}/**`), '**/*.d.{ts,mts,cts}', '**/.*/**']

/** The files that are named, that lie in the folders named, or that patterns find; all below `cwd` when none is named. */
export function filesOf(paths: readonly string[], cwd: string, endings: readonly string[]): string[] {
  const readable = `**/*.{${endings.join(',')}}`
  const find = (pattern: string, from: string): string[] =>
    globSync(pattern, { cwd: from, absolute: true, ignore: ignored, expandDirectories: false })
  if (paths.length === 0) return find(readable, cwd).sort()
  return paths.flatMap((path) => {
    const stat = statSync(resolve(cwd, path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) return find(readable, resolve(cwd, path)).sort()
    const found = stat ? [resolve(cwd, path)] : find(path, cwd).sort()
    if (found.length === 0) throw new UsageError(`${path} is no file, folder or pattern that finds one`)
    return found
  })
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
