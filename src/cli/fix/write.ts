import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from '../given-settings.ts'
import type { NewFile } from './written.ts'

/** All of the files or, where one of them is there, none. */
export function writeAll(files: readonly NewFile[], shown: (path: string) => string): void {
  const there = files.find(({ path, changes }) => !changes && existsSync(path))
  if (there)
    throw new UsageError(
      `${shown(there.path)} is there already, and is not overwritten. Choose another name: --name NAME, or --sql-out FILE`,
    )
  for (const { path, text, changes } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: changes ? 'w' : 'wx' })
  }
}

/** The words of a migration's name. */
export function titleOf(name: string, command: string): string {
  if (/^[\w-]{1,100}$/.test(name)) return name
  throw new UsageError(`A name is made of letters, digits, - and _, as in: tenancy ${command} --migration DIR --name next_step`)
}
