import { compareNumbers } from './file-order.ts'
import { inOrder, lacksVersion } from './set-apart.ts'
import { isMarked, type MigrationTool } from './tool.ts'

/** https://github.com/jackc/tern#migrations */
export const tern: MigrationTool = {
  name: 'tern',
  holds: 'steps',
  packages: [],
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /^---- tern: disable-tx ----\r?$/m,
    wayOut: 'Give it a migration of its own with the line `---- tern: disable-tx ----`',
  },
  isHome: (folder) => folder.read('tern.conf') !== undefined || isMarked(folder, /^-{4}[ \t]*create above \/ drop below[ \t]*-{4}/m),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers, lacksVersion),
  commitsEach: { marked: /^---- tern: disable-tx ----\r?$/m },
  sides: { down: /^-{4}[ \t]*create above \/ drop below[ \t]*-{4}/gm },
}
