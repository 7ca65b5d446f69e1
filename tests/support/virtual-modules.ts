import { posix } from 'node:path'
import { parseForESLint } from '@typescript-eslint/parser'
import type { Modules, ModuleText } from '../../src/javascript/modules.ts'
import { Program } from '../../src/javascript/program.ts'
import type { ProjectAround } from '../../src/orms/query-reader.ts'

/** The programs of files that are nowhere on disk, which may import each other. */
export function virtualModules(
  files: Readonly<Record<string, string>>,
): Modules & Pick<ProjectAround, 'programsWith'> & { program(file: string): Program } {
  const programs = new Map<string, Program>()
  const program = (file: string): Program => {
    const known = programs.get(file)
    if (known) return known
    const text = files[file] ?? ''
    const made = new Program(file, text, parseForESLint(text, { range: true, filePath: file, sourceType: 'module' }).ast)
    programs.set(file, made)
    return made
  }
  const find = (specifier: string, from: string): string | undefined => {
    if (specifier in files) return specifier
    if (!specifier.startsWith('.')) return undefined
    const path = posix.join(posix.dirname(from), specifier)
    return [path, `${path}.ts`, `${path}.js`, posix.join(path, 'index.ts')].find((file) => file in files)
  }
  const open = (specifier: string, from: Program): Program | undefined => {
    const found = find(specifier, from.file)
    return found === undefined ? undefined : program(found)
  }
  const look = (specifier: string, from: string): ModuleText | undefined => {
    const path = find(specifier, from)
    return path === undefined ? undefined : { path, text: files[path] ?? '' }
  }
  const programsWith = (words: string): Program[] =>
    Object.keys(files).flatMap((file) => (files[file]?.includes(words) ? [program(file)] : []))
  const naming = (name: string): string[] => programsWith(name).map(({ file }) => file)
  return { open, look, program, programsWith, naming, load: program }
}
