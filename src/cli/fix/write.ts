import { existsSync, rmSync } from 'node:fs'
import { UsageError } from '../given-settings.ts'
import { writeFileWithin } from '../output.ts'
import { shownPath } from '../places.ts'
import type { NewFile } from './written.ts'

/** All of the files or, where one of them cannot be written, none. `others` is what to type for another name. */
export function writeAll(files: readonly NewFile[], cwd: string, others: string): void {
  const there = files.find(({ path, changes }) => !changes && existsSync(path))
  if (there) throw new UsageError(`${shownPath(there.path, cwd)} is there already, and is not overwritten. Choose another name: ${others}`)
  const written: string[] = []
  // What is there is changed last, since only what is new can be taken back.
  for (const { path, text, changes } of [...files].sort((a, b) => Number(a.changes ?? false) - Number(b.changes ?? false)))
    try {
      writeFileWithin(path, text, cwd, changes ? 'w' : 'wx')
      if (!changes) written.push(path)
    } catch (error) {
      for (const one of written) rmSync(one, { force: true })
      throw new UsageError(`${shownPath(path, cwd)} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
    }
}

/** The words of a migration's name. */
export function titleOf(name: string, command: string): string {
  if (/^[\w-]{1,100}$/.test(name)) return name
  throw new UsageError(`A name is made of letters, digits, - and _, as in: tenancy ${command} --migration DIR --name next_step`)
}
