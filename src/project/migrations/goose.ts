import { compareNumbers } from './file-order.ts'
import { inOrder, lacksVersion } from './set-apart.ts'
import { isMarked, lastMark, type MigrationTool } from './tool.ts'

/** https://pressly.github.io/goose/documentation/annotations/ */
export const goose: MigrationTool = {
  name: 'goose',
  holds: 'steps',
  packages: [],
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /^--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im,
    wayOut: 'Give it a migration of its own that begins with `-- +goose NO TRANSACTION`',
  },
  isHome: (folder) => isMarked(folder, /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers, lacksVersion),
  commitsEach: {
    marked: /^--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im,
    at: (text, at) => !/begin$/i.test(lastMark(text, at, /^[ \t]*--[ \t]*\+goose[ \t]+statement(?:begin|end)\b/gim) ?? ''),
  },
  sides: { up: /^[ \t]*--[ \t]*\+goose[ \t]+up\b/gim, down: /^[ \t]*--[ \t]*\+goose[ \t]+down\b/gim },
}
