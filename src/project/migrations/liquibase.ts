import { compareNumbers } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import { isMarked, lastMark, type MigrationTool } from './tool.ts'

/**
 * https://docs.liquibase.com/concepts/changelogs/sql-format.html; a changeset for other databases counts as no up side.
 * Limit: a master changelog that lists its files in another order than theirs is not read.
 */
export const liquibase: MigrationTool = {
  name: 'liquibase',
  holds: 'steps',
  packages: ['liquibase'],
  transactions: {
    begins: true,
    sendsWhole: false,
    wayOut: 'Give it a changeset of its own with `runInTransaction:false`',
  },
  isHome: (folder) => isMarked(folder, /^\s*--[ \t]*liquibase[ \t]+formatted[ \t]+sql\b/i),
  order: (folder) => inOrder(folder, folder.direct, compareNumbers),
  commitsEach: {
    marked: /\brunInTransaction:["']?false\b/i,
    at(text, at) {
      const changeset = lastMark(text, at, /^[ \t]*--[ \t]*changeset\b.*/gim) ?? ''
      return /\brunInTransaction:["']?false\b/i.test(changeset) && !/\bsplitStatements:["']?false\b/i.test(changeset)
    },
  },
  sides: {
    up: /^[ \t]*--[ \t]*changeset\b/gim,
    down: /^[ \t]*--[ \t]*changeset[ \t].*?\bdbms:[ \t]*"?(?![^\s"]*(?:postgres|cockroach|all\b|!))/gim,
  },
}
