import { relative, resolve } from 'node:path'
import { isInside } from '../../project/workspace.ts'
import { askingFiles, checkedFiles, filesOf, isChecked, withoutLinks, wouldFind } from '../files.ts'
import { UsageError } from '../given-settings.ts'
import type { Change } from './change.ts'
import type { Git } from './git.ts'

/** Whether what was typed names the whole folder of the run. */
export function isAll(paths: readonly string[], cwd: string): boolean {
  return paths.every((path) => resolve(cwd, path) === cwd)
}

/** Also what is not checked asks the database: files that git or the configuration leave out, and other packages of the repository. */
export function allFiles(cwd: string, git: Git | undefined): string[] {
  const root = git && isInside(git.root, cwd) ? git.root : cwd
  return filesOf([], root, askingFiles, true)
}

/** Besides those on disk, those that are staged and were deleted since. */
export function filesToCheck(paths: readonly string[], cwd: string, git: Git | undefined, change?: Change): string[] {
  const found = filesOf(paths, cwd, checkedFiles).filter(isChecked)
  const outside = found.find((file) => !isInside(cwd, file))
  if (outside !== undefined)
    throw new UsageError(`${relative(cwd, outside)} lies outside of this folder. Run the command in a folder above both`)
  const ignored = git?.ignored(found) ?? new Set()
  const named = new Set(paths.flatMap((path) => [resolve(cwd, path), withoutLinks(resolve(cwd, path), cwd)]))
  const missing = isAll(paths, cwd) ? [...(change?.after.keys() ?? [])].filter((file) => wouldFind(file, cwd)) : []
  return [...new Set([...found.filter((file) => named.has(file) || !ignored.has(file)), ...missing])].sort()
}
