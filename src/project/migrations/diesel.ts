import { compareNames } from './file-order.ts'
import { orderUpFolders } from './up-folders.ts'
import type { MigrationTool } from './tool.ts'

const dated = /^(?:\d{4}-\d{2}-\d{2}-\d{6}(?:-\d+)?|0{14})_[^/]*\/up\.sql$/

/** https://diesel.rs/guides/getting-started */
export const diesel: MigrationTool = {
  name: 'diesel',
  holds: 'steps',
  packages: [],
  isHome: (folder) => folder.files.some((file) => dated.test(file)),
  order: (folder) => orderUpFolders(folder, compareVersions),
}

function versionOf(file: string): string {
  return (file.split('_')[0] ?? '').replaceAll('-', '')
}

function compareVersions(a: string, b: string): number {
  return compareNames(versionOf(a), versionOf(b)) || compareNames(a, b)
}
