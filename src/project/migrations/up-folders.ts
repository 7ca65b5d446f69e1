import type { Compare } from './file-order.ts'
import { undoes } from './set-apart.ts'
import type { Folder, Order } from './tool.ts'

/** A folder for each migration, with an up.sql and perhaps a down.sql. */
export function orderUpFolders(folder: Folder, compare: Compare): Order {
  const inFolders = folder.files.filter((file) => /^[^/]+\/[^/]+$/.test(file))
  const isUp = (file: string): boolean => file.endsWith('/up.sql')
  return {
    ordered: inFolders.filter(isUp).sort(compare),
    leftOut: inFolders
      .filter((file) => !isUp(file))
      .map((path) => ({ path, reason: path.endsWith('/down.sql') ? undoes : 'is not the up.sql of a folder' })),
  }
}
