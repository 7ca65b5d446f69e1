import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from './given-settings.ts'

/** Who reads the output may have read enough, as `head` has; what else keeps it from being written is told. */
export function endWithReader(output: NodeJS.WriteStream): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    process.stderr.write(`The output cannot be written: ${error.message}\n`)
    process.exit(2)
  })
}

/** Writes a file that somebody named, with its folders. */
export function writeNamedFile(file: string, text: string, cwd: string): void {
  const path = resolve(cwd, file)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}. Name another file`)
  }
}
