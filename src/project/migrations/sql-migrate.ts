import { compareNumbers } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import { isMarked, lastMark, type MigrationTool } from './tool.ts'

/** https://github.com/rubenv/sql-migrate#writing-migrations */
export const sqlMigrate: MigrationTool = {
  name: 'sql-migrate',
  holds: 'steps',
  packages: [],
  transactions: {
    begins: true,
    sendsWhole: false,
    without: /^--[ \t]*\+migrate[ \t]+up[ \t]+notransaction\b/im,
    wayOut: 'Give it a migration of its own under `-- +migrate Up notransaction`',
  },
  isHome: (folder) => isMarked(folder, /^--[ \t]*\+migrate[ \t]+up\b/im),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers),
  commitsEach: {
    marked: /\bnotransaction\b/i,
    at: (text, at) =>
      /notransaction$/i.test(lastMark(text, at, /^--[ \t]*\+migrate[ \t]+(?:up|down)\b.*\S/gim) ?? '') &&
      !/begin$/i.test(lastMark(text, at, /^--[ \t]*\+migrate[ \t]+statement(?:begin|end)\b/gim) ?? ''),
  },
  sides: { up: /^[ \t]*--[ \t]*\+migrate[ \t]+up\b/gim, down: /^[ \t]*--[ \t]*\+migrate[ \t]+down\b/gim },
}
