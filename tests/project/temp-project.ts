import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'

/** A folder with these files, which goes away after all tests. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(inject('tempFolder'), 'project-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A repository: its root is sure. */
export function makeRepository(files: Readonly<Record<string, string>>): string {
  return makeProject({ '.git/HEAD': 'ref: refs/heads/main\n', ...files })
}

export const table = (name: string): string => `create table ${name} (id bigint primary key);\n`
