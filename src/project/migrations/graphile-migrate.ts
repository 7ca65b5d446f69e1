import { compareNames, compareNumbers } from './file-order.ts'
import type { Folder, MigrationTool } from './tool.ts'

/**
 * https://github.com/graphile/migrate: what is committed, then what is being written.
 * Limit: files that the current migration includes are not read.
 */
export const graphileMigrate: MigrationTool = {
  name: 'graphile-migrate',
  holds: 'steps',
  packages: ['graphile-migrate'],
  transactions: {
    begins: true,
    sendsWhole: true,
    without: /^--!\s*no-transaction\b/im,
    wayOut: 'Give it a migration of its own that begins with `--! no-transaction`',
  },
  isHome: (folder) => folder.files.some(isStep) && (hasConfig(folder) || isCommitted(folder)),
  order(folder) {
    const committed = folder.files.filter((file) => file.startsWith('committed/')).sort(compareNumbers)
    const current = folder.files.filter((file) => isStep(file) && !file.startsWith('committed/')).sort(compareNumbers)
    return {
      ordered: [...committed, ...current],
      leftOut: folder.files
        .filter((file) => !isStep(file))
        .sort(compareNames)
        .map((path) => ({ path, reason: 'is neither committed nor current' })),
    }
  },
}

function isStep(file: string): boolean {
  return /^(?:committed\/[^/]+|current\/[^/]+|current)\.sql$/.test(file)
}

function hasConfig(folder: Folder): boolean {
  return ['../.gmrc', '../.gmrc.js', '../.gmrc.cjs', '../.gmrc.mjs'].some((file) => folder.read(file) !== undefined)
}

function isCommitted(folder: Folder): boolean {
  const first = folder.files.find((file) => file.startsWith('committed/'))
  return first !== undefined && /^--! ?(?:Previous|Hash):/im.test(folder.read(first) ?? '')
}
