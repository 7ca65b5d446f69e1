import { createRequire } from 'node:module'
import { posix } from 'node:path'
import { runInThisContext } from 'node:vm'
import ts from 'typescript'

const require = createRequire(import.meta.url)

/** Runs the programs of some files, which are nowhere on disk; gives what each shows. */
export function runPrograms(files: Readonly<Record<string, string>>): ReadonlyMap<string, Record<string, unknown>> {
  const shown = new Map<string, Record<string, unknown>>()
  const load = (file: string): Record<string, unknown> => {
    const before = shown.get(file)
    if (before) return before
    const exports: Record<string, unknown> = {}
    shown.set(file, exports)
    const { outputText } = ts.transpileModule(files[file] ?? '', { fileName: file, compilerOptions })
    const run = runInThisContext(`(function (exports, require) {${outputText}\n})`) as (
      exports: object,
      require: (name: string) => unknown,
    ) => void
    run(exports, (name) => (name.startsWith('.') ? load(fileOf(name, file, files)) : (require(name) as unknown)))
    return exports
  }
  for (const file of Object.keys(files)) load(file)
  return shown
}

const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  useDefineForClassFields: false,
  strict: true,
}

function fileOf(name: string, from: string, files: Readonly<Record<string, string>>): string {
  const path = posix.join(posix.dirname(from), name)
  return [path, `${path}.ts`, `${path}/index.ts`].find((file) => file in files) ?? path
}
