import { lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { visibleLines, withCodes } from '../catalog/visible.ts'
import { findRealPath, findRoot, isInside } from '../project/workspace.ts'
import { UsageError } from './given-settings.ts'

/** Who reads the output may have read enough, as `head` has, and the exit code says what was found; what else keeps it from being written is told. */
export function goOnWithoutReader(output: NodeJS.WriteStream): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    process.stderr.write(`The output cannot be written: ${error.message}\n`)
    process.exit(2)
  })
}

/** Says a line, or several, to somebody who may sit at a terminal. */
export function sayTo(output: NodeJS.WriteStream): (text: string) => void {
  return (text) => void output.write(`${visibleLines(text)}\n`)
}

/** A value as JSON, in which names are shown and none is obeyed. */
export function jsonText(value: object): string {
  return withCodes(JSON.stringify(value, null, 2), (hex) => (hex === '000a' ? '\n' : `\\u${hex}`))
}

/** Writes a file that somebody named, with its folders. */
export function writeNamedFile(file: string, text: string, cwd: string, advice = '. Name another file'): void {
  try {
    writeFileWithin(resolve(cwd, file), text, cwd)
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}${advice}`)
  }
}

/** Writes a file with its folders, unless a link in the project has it end up outside: nobody who names a file of a project means that. */
export function writeFileWithin(path: string, text: string, cwd: string, flag: 'w' | 'wx' = 'w'): void {
  if (leadsOutside(path, cwd)) throw new Error('a link leads out of the project there, or nowhere')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag })
}

/** Whether a link in the project has a file end up elsewhere. */
export function leadsOutside(path: string, cwd: string): boolean {
  const root = findRoot(cwd) ?? cwd
  return isInside(root, path) && leadsOut(path, root)
}

/** By itself, or by the nearest folder of it that is there. */
function leadsOut(path: string, root: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false })) return findRealPath(path, root) === undefined
  return path !== root && leadsOut(dirname(path), root)
}
