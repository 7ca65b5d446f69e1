import { basename } from 'node:path'
import { isDdl } from './ddl.ts'
import { compareNumbers, isNumbered } from './file-order.ts'
import { inOrder } from './set-apart.ts'
import type { Folder, MigrationTool } from './tool.ts'

/** A folder that is called after migrations, whatever runs it; folders in it, such as those of a year, belong to it. */
export const plain: MigrationTool = {
  name: 'plain',
  holds: 'steps',
  packages: ['postgres-migrations', 'postgrator', 'db-migrate', 'postgres-shift', 'ley', 'umzug'],
  isHome: (folder) => isNamed(folder) && folder.files.length > 0 && (isCounted(folder) || isDdl(folder, folder.files)),
  order: (folder) => inOrder(folder, folder.files, compareNumbers),
  // Of Atlas, which reads folders of any shape: https://atlasgo.io/versioned/apply#transaction-configuration
  commitsEach: { marked: /^--[ \t]*atlas:txmode[ \t]+none\b/im },
  // People who split a file by themselves write both words; one alone is a remark.
  sides: {
    up: /^[ \t]*--+[ \t]*[@+!]?up[ \t]*(?::[ \t]*)?(?:-+[ \t]*)?$/gim,
    down: /^[ \t]*--+[ \t]*[@+!]?down[ \t]*(?::[ \t]*)?(?:-+[ \t]*)?$/gim,
    paired: true,
  },
}

function isNamed({ path }: Folder): boolean {
  return /(?:^|[._-])(?:migrations?|migrates?|migrator|versions|evolutions)$/i.test(basename(path))
}

function isCounted({ files }: Folder): boolean {
  const counted = files.filter((file) => file.split('/').some(isNumbered)).length
  return counted * 2 > files.length
}
