import { compareNames, compareNumbers } from './file-order.ts'
import { isPostgresName } from './databases.ts'
import { inOrder } from './set-apart.ts'
import { allLeftOut, type Folder, type MigrationTool, type Order } from './tool.ts'

/** A journal names the files; from version 1 on there is none, and each migration has a folder of its own. */
export const drizzle: MigrationTool = {
  name: 'drizzle',
  holds: 'steps',
  packages: ['drizzle-orm', 'drizzle-kit'],
  transactions: {
    begins: true,
    sendsWhole: false,
    wayOut: 'Drizzle runs all new migrations in one transaction, so run it by hand beside them',
  },
  isHome: (folder) => folder.read(journal) !== undefined || folder.files.some((file) => isStep(folder, file)),
  order(folder) {
    const text = folder.read(journal)
    return text === undefined ? orderFolders(folder) : orderJournal(folder, text)
  },
}

const journal = 'meta/_journal.json'

function isStep(folder: Folder, file: string): boolean {
  const step = /^([^/]+)\/migration\.sql$/.exec(file)?.[1]
  return step !== undefined && folder.read(`${step}/snapshot.json`) !== undefined
}

function findDialect(json: string | undefined): string | undefined {
  return /"dialect"\s*:\s*"(\w+)"/.exec(json ?? '')?.[1]
}

function isForeign(dialect: string | undefined): dialect is string {
  return dialect !== undefined && !isPostgresName(dialect)
}

function orderFolders(folder: Folder): Order {
  const steps = folder.files.filter((file) => isStep(folder, file)).sort(compareNames)
  const dialect = findDialect(folder.read((steps.at(-1) ?? '').replace(/migration\.sql$/, 'snapshot.json')))
  return isForeign(dialect) ? allLeftOut(steps, `is for ${dialect}`) : { ordered: steps, leftOut: [] }
}

function orderJournal(folder: Folder, text: string): Order {
  const dialect = findDialect(text)
  if (isForeign(dialect)) return allLeftOut(folder.direct, `is for ${dialect}`)
  const tags = listTags(text)
  const files = new Set(tags.map((tag) => `${tag}.sql`))
  // A journal in the middle of a merge cannot be read, and one that names no file here was given up for writing by hand.
  if (!folder.direct.some((file) => files.has(file))) return { ...inOrder(folder, folder.direct, compareNumbers), runBy: 'plain' }
  return {
    ordered: [...files].filter((file) => folder.direct.includes(file)),
    leftOut: folder.direct.filter((file) => !files.has(file)).map((path) => ({ path, reason: 'is not in the journal' })),
  }
}

function listTags(text: string): string[] {
  try {
    const { entries } = JSON.parse(text) as { entries?: unknown }
    if (!Array.isArray(entries)) return []
    return entries.flatMap((entry: unknown) => {
      const tag = typeof entry === 'object' && entry !== null && 'tag' in entry ? entry.tag : undefined
      return typeof tag === 'string' ? tag : []
    })
  } catch {
    return []
  }
}
