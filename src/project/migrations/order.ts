import { basename, dirname, join, relative, sep } from 'node:path'
import type { LeftOut, SourceFile } from '../source-file.ts'
import { dump, isDumpName } from './dump.ts'
import { compareNumbers } from './file-order.ts'
import { plain } from './plain.ts'
import { inOrder } from './set-apart.ts'
import { listSets, placeOf, remembered, setOf, withoutForeign, type ReadText, type SqlSet } from './sets.ts'
import type { Folder } from './tool.ts'

export interface OrderedMigrations {
  readonly ordered: SourceFile[]
  readonly leftOut: LeftOut[]
}

/** The order in which a database sees the SQL files of one folder tree, and which of them it never sees. */
export function orderMigrations(files: readonly string[], readText: ReadText): OrderedMigrations {
  const read = remembered(readText)
  const folder = commonFolder(files)
  // The signs of a tool may lie beside the folder of its files, or above it.
  const { sets, leftOut, rest } = listSets(files, read, folder, dirname(dirname(folder)))
  const groups = [...sortSets(sets, folder, read), orderRest(folder, rest, read)]
  return { ordered: groups.flatMap((group) => group.files), leftOut: [...leftOut, ...groups.flatMap((group) => group.leftOut)] }
}

/** The folder that holds all files, in itself or below. */
function commonFolder(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => dirname(file).split(sep))
  const length = others.reduce((shared, parts) => {
    const differs = first.findIndex((part, i) => part !== parts[i])
    return Math.min(shared, differs < 0 ? first.length : differs)
  }, first.length)
  return first.slice(0, length).join(sep) || sep
}

const places = ['before', 'among', 'after'] as const

function sortSets(sets: readonly SqlSet[], from: string, read: ReadText): SqlSet[] {
  const way = (set: SqlSet): string => relative(from, set.folder).split(sep).join('/')
  const sorted = [...sets].sort((a, b) => compareNumbers(way(a), way(b)))
  return places.flatMap((place) => sorted.filter((set) => placeOf(set, read) === place))
}

/** Files that no tool would run were named for a reason, and what is beside migrations builds on them. */
function orderRest(path: string, rest: readonly string[], readText: ReadText): Pick<SqlSet, 'files' | 'leftOut'> {
  const files = rest.map((file) => relative(path, file).split(sep).join('/'))
  const read = (file: string): string | undefined => readText(join(path, file))
  const folder: Folder = { path, files, direct: files.filter((file) => !file.includes('/')), read }
  const { files: ordered, leftOut } = setOf(plain, path, withoutForeign(folder, inOrder(folder, files, compareNumbers)))
  return { files: ordered.map((file) => (isDumpName(basename(file.path)) ? { ...file, tool: dump.name } : file)), leftOut }
}
