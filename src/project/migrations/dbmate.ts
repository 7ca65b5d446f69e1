import { compareNames } from './file-order.ts'
import { inOrder, lacksVersion } from './set-apart.ts'
import { isMarked, type MigrationTool } from './tool.ts'

/** https://github.com/amacneil/dbmate#creating-migrations */
export const dbmate: MigrationTool = {
  name: 'dbmate',
  holds: 'steps',
  packages: ['dbmate'],
  transactions: {
    begins: true,
    sendsWhole: true,
    without: /^--[ \t]*migrate:up\b.*\btransaction:[ \t]*false\b/im,
    wayOut: 'Give it a migration of its own under `-- migrate:up transaction:false`',
  },
  isHome: (folder) => isMarked(folder, /^--[ \t]*migrate:up\b/m),
  order: (folder) => inOrder(folder, folder.direct, compareNames, lacksVersion),
  sides: { up: /^--[ \t]*migrate:up\b/gm, down: /^--[ \t]*migrate:down\b/gm },
}
