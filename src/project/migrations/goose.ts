import { compareNumbers } from './file-order.ts'
import { inOrder, lacksVersion } from './set-apart.ts'
import { isMarked, type MigrationTool } from './tool.ts'

/** https://pressly.github.io/goose/documentation/annotations/ */
export const goose: MigrationTool = {
  name: 'goose',
  holds: 'steps',
  packages: [],
  isHome: (folder) => isMarked(folder, /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers, lacksVersion),
  sides: { up: /^[ \t]*--[ \t]*\+goose[ \t]+up\b/gim, down: /^[ \t]*--[ \t]*\+goose[ \t]+down\b/gim },
}
