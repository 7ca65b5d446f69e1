import type { HostSource } from '../document/document-of.ts'
import { splitScript } from '../sql/script.ts'
import { parseFile, programOf } from './modules.ts'

/** A file as the document reader takes it, without ESLint; undefined where its program cannot be parsed. */
export function sourceOf(path: string, text: string): HostSource | undefined {
  if (path.endsWith('.sql')) return { text, ast: { type: 'SqlRoot', script: splitScript(text) } }
  const { program: onDisk } = parseFile(path)
  const program = onDisk?.text === text ? onDisk : programOf(path, text)
  return program && { text, ast: program.ast }
}
