import { compareNumbers } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import { isMarked, type MigrationTool } from './tool.ts'

/**
 * https://salsita.github.io/node-pg-migrate/migrations/#defining-sql-migrations; the tool takes any comment that begins with
 * these words, we only one that is nothing else, since people write such comments in the files of other tools.
 */
export const nodePgMigrate: MigrationTool = {
  name: 'node-pg-migrate',
  holds: 'steps',
  packages: ['node-pg-migrate'],
  transactions: {
    begins: true,
    sendsWhole: true,
    wayOut: 'Give it a migration of its own in JavaScript that calls `pgm.noTransaction()`',
  },
  isHome: (folder) => isMarked(folder, /^[ \t]*--[ \t-]*up[ \t]+migration[ \t:-]*$/im),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers),
  sides: { up: /^[ \t]*--[ \t-]*up[ \t]+migration[ \t:-]*$/gim, down: /^[ \t]*--[ \t-]*down[ \t]+migration[ \t:-]*$/gim },
}
