import { basename } from 'node:path'
import { compareNames } from './file-order.ts'
import { isPostgresName } from './databases.ts'
import { allLeftOut, type Folder, type MigrationTool, type Order } from './tool.ts'

/** https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories */
export const prisma: MigrationTool = {
  name: 'prisma',
  holds: 'steps',
  packages: ['prisma', '@prisma/client'],
  transactions: {
    begins: false,
    sendsWhole: true,
    wayOut: 'Give it a migration of its own, with no other statement in the file',
  },
  isHome: (folder) => hasLock(folder) || (basename(folder.path) === 'migrations' && folder.files.some(isStep)),
  order(folder) {
    const provider = findProvider(folder)
    return provider === undefined || isPostgresName(provider) ? inFolders(folder) : allLeftOut(folder.files, `is for ${provider}`)
  },
}

function isStep(file: string): boolean {
  return /^[^/]+\/migration\.sql$/.test(file)
}

function hasLock(folder: Folder): boolean {
  return folder.read('migration_lock.toml') !== undefined
}

function findProvider(folder: Folder): string | undefined {
  const lock = /^[ \t]*provider\s*=\s*"(\w+)"/m.exec(folder.read('migration_lock.toml') ?? '')
  const schema = /\bdatasource\s+\w+\s*\{[^{}]*?\bprovider\s*=\s*"(\w+)"/.exec(folder.read('../schema.prisma') ?? '')
  return lock?.[1] ?? schema?.[1]
}

function inFolders(folder: Folder): Order {
  return {
    ordered: folder.files.filter(isStep).sort(compareNames),
    leftOut: folder.files.filter((file) => !isStep(file)).map((path) => ({ path, reason: 'is not the migration.sql of a folder' })),
  }
}
