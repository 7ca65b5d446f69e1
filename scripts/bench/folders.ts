import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Where projects are written: outside of this repository, which has all of the libraries that are looked for. */
const work = join(realpathSync(tmpdir()), 'eslint-plugin-tenancy-bench')

/** An empty folder for what is measured. */
export function emptyFolder(...path: readonly string[]): string {
  const folder = keptFolder(...path)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

export function keptFolder(...path: readonly string[]): string {
  return join(work, ...path.map((part) => part.replaceAll(/[^\w.-]+/g, '-')))
}

export function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** The plugin and what it needs, as a project has them that installed it. */
export function linkPlugin(root: string): void {
  for (const one of ['eslint', '@typescript-eslint/parser']) link(join(repository, 'node_modules', one), join(root, 'node_modules', one))
  link(repository, join(root, 'node_modules/eslint-plugin-tenancy'))
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(realpathSync(target), path, 'junction')
}
