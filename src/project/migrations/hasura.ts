import { compareNumbers } from './file-order.ts'
import { orderUpFolders } from './up-folders.ts'
import type { MigrationTool } from './tool.ts'

/** https://hasura.io/docs/2.0/migrations-metadata-seeds/migration-file-structure/ */
export const hasura: MigrationTool = {
  name: 'hasura',
  holds: 'steps',
  packages: ['hasura-cli'],
  transactions: {
    begins: true,
    sendsWhole: true,
    wayOut: 'Hasura runs a migration in a transaction, so run it by hand beside them',
  },
  isHome: (folder) => folder.files.some((file) => /^\d+(?:_[^/]*)?\/up\.sql$/.test(file)),
  order: (folder) => orderUpFolders(folder, compareNumbers),
}
