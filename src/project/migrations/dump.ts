import { holdsDdl } from './ddl.ts'
import { compareNumbers, stem } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import type { Folder, MigrationTool } from './tool.ts'

/** The whole schema in one file, written by `pg_dump -s`, by Rails or Ecto (structure.sql), or by hand. */
export const dump: MigrationTool = {
  name: 'dump',
  holds: 'schema',
  packages: [],
  isHome: (folder) => listDumps(folder).length > 0,
  order: (folder) => inOrder(folder, listDumps(folder), compareNumbers),
}

const names = /^(?:.*[._-])?(?:schema|structure|dump)$|^(?:baseline|database|ddl|init|initdb|tables)$/i

/** By its name alone: its text may be anything. */
export function isDumpName(file: string): boolean {
  return names.test(stem(file)) && !/^\d/.test(stem(file))
}

function listDumps(folder: Folder): string[] {
  return folder.direct.filter((file) => {
    if (!isDumpName(file)) return false
    const text = folder.read(file) ?? ''
    return holdsDdl(text) || /^-- PostgreSQL database dump\s*$/m.test(text)
  })
}
