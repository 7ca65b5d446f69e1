import { basename } from 'node:path'
import { isDdl } from './ddl.ts'
import { compareNumbers, stem } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import type { MigrationTool, Order, Folder } from './tool.ts'

/** The schema as it stands, in several files: a folder that is called after the database and holds nothing but DDL. */
export const schemaFolder: MigrationTool = {
  name: 'schema-folder',
  holds: 'schema',
  packages: [],
  isHome: (folder) => isNamed(folder) && isDdl(folder, orderAll(folder).ordered),
  order: orderAll,
}

function isNamed({ path }: Folder): boolean {
  return /^(?:.*[_-])?(?:databases?|db|ddl|docker-entrypoint-initdb\.d|initdb|pg|postgres|postgresql|schemas?|sql|tables)$/i.test(
    basename(path),
  )
}

function orderAll(folder: Folder): Order {
  return inOrder(folder, folder.files, (a, b) => stageOf(a) - stageOf(b) || compareNumbers(a, b))
}

/** Some are called after when they run, as `_before_all.sql` and `after_tables.sql`. */
function stageOf(file: string): number {
  if (/^_*before(?:[._-]|$)/i.test(stem(file))) return 0
  return /^_*after(?:[._-]|$)/i.test(stem(file)) ? 2 : 1
}
