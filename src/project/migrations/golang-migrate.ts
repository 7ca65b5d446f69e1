import { compareNumbers } from './file-order.ts'
import { inOrder, lacksVersion } from './set-apart.ts'
import type { MigrationTool } from './tool.ts'

/** https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md; the reversible migrations of sqlx look the same. */
export const golangMigrate: MigrationTool = {
  name: 'golang-migrate',
  holds: 'steps',
  packages: [],
  transactions: {
    begins: false,
    sendsWhole: true,
    wayOut: 'Give it a migration of its own, with no other statement in the file',
  },
  isHome: (folder) => folder.direct.some((file) => /^\d+_.*\.up\.sql$/.test(file)),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers, lacksVersion),
}
