import { dirname, join, relative, sep } from 'node:path'
import type { LeftOut, SourceFile } from '../source-file.ts'
import { isForeignSet } from './databases.ts'
import { makesTables } from './ddl.ts'
import { dump } from './dump.ts'
import { findFolderReason } from './set-apart.ts'
import { migrationTools } from './tools.ts'
import { allLeftOut, sampleTexts, type Folder, type MigrationTool, type Order } from './tool.ts'

export type ReadText = (path: string) => string | undefined

/** Files that one tool runs, in its order. */
export interface SqlSet {
  readonly tool: MigrationTool
  /** Absolute. */
  readonly folder: string
  readonly files: readonly SourceFile[]
  readonly leftOut: readonly LeftOut[]
}

/** A folder of the tree that forgets files once a tool has taken them. */
class TreeFolder implements Folder {
  readonly path: string
  readonly read: Folder['read']
  readonly #taken: ReadonlySet<string>
  readonly #all: string[] = []
  #files: readonly string[] = []
  #direct: readonly string[] = []
  #seen = -1

  constructor(path: string, taken: ReadonlySet<string>, readText: ReadText) {
    this.path = path
    this.#taken = taken
    this.read = (file) => readText(join(path, file))
  }

  add(path: string): void {
    this.#all.push(relative(this.path, path).split(sep).join('/'))
  }

  get files(): readonly string[] {
    this.#look()
    return this.#files
  }

  get direct(): readonly string[] {
    this.#look()
    return this.#direct
  }

  #look(): void {
    if (this.#seen === this.#taken.size) return
    this.#seen = this.#taken.size
    this.#files = this.#all.filter((file) => !this.#taken.has(join(this.path, file)))
    this.#direct = this.#files.filter((file) => !file.includes('/'))
  }
}

/** The folders from `top` down that have files in or below them, outer ones first. */
function listFolders(paths: readonly string[], top: string, taken: ReadonlySet<string>, read: ReadText): TreeFolder[] {
  const folders = new Map<string, TreeFolder>()
  for (const path of paths) {
    for (let at = dirname(path); ; at = dirname(at)) {
      const folder = folders.get(at) ?? new TreeFolder(at, taken, read)
      folders.set(at, folder)
      folder.add(path)
      if (at === top || at === dirname(at)) break
    }
  }
  return [...folders.values()].sort((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
}

export function remembered(read: ReadText): ReadText {
  const texts = new Map<string, string | undefined>()
  return (path) => {
    if (!texts.has(path)) texts.set(path, read(path))
    return texts.get(path)
  }
}

/** Leaves out all of an order that was written for another database. */
export function withoutForeign(folder: Folder, order: Order): Order {
  if (!isForeignSet(sampleTexts(folder, order.ordered))) return order
  const { leftOut } = allLeftOut(order.ordered, 'is written for another database')
  return { ordered: [], leftOut: [...order.leftOut, ...leftOut] }
}

export function setOf(tool: MigrationTool, folder: string, { ordered, leftOut, runBy = tool.name }: Order): SqlSet {
  return {
    tool,
    folder,
    files: ordered.map((file) => ({ path: join(folder, file), reader: 'sql', tool: runBy })),
    leftOut: leftOut.map(({ path, reason }) => ({ path: join(folder, path), reason })),
  }
}

export type SetPlace = 'before' | 'among' | 'after'

/**
 * Whether a set comes before the steps to a schema or after them: a schema as it stands is what they lead on from, unless it
 * makes no table. Functions, views and policies are often kept like that, beside migrations.
 */
export function placeOf({ tool, files }: SqlSet, read: ReadText): SetPlace {
  if (tool.holds === 'steps') return 'among'
  return tool === dump || files.some(({ path }) => makesTables(read(path) ?? '')) ? 'before' : 'after'
}

/** Files that the names of their folders, from `from` on, set apart before any tool is asked. */
function listApart(paths: readonly string[], from: string): LeftOut[] {
  return paths.flatMap((path) => {
    const reason = findFolderReason(relative(from, dirname(path)).split(sep))
    return reason === undefined ? [] : [{ path, reason }]
  })
}

export interface SqlSets {
  readonly sets: SqlSet[]
  readonly leftOut: readonly LeftOut[]
  /** Files that no tool would run. */
  readonly rest: readonly string[]
}

/** Which tool runs which of some SQL files below `from`; the signs of a tool may lie above that, up to `top`. */
export function listSets(paths: readonly string[], readText: ReadText, from: string, top = from): SqlSets {
  const sorted = [...new Set(paths)].sort()
  const leftOut = listApart(sorted, from)
  const taken = new Set(leftOut.map(({ path }) => path))
  const folders = listFolders(sorted, top, taken, readText)
  const sets: SqlSet[] = []
  for (const tool of migrationTools) {
    for (const folder of folders) {
      if (folder.files.length === 0 || !tool.isHome(folder)) continue
      const set = setOf(tool, folder.path, withoutForeign(folder, tool.order(folder)))
      for (const { path } of [...set.files, ...set.leftOut]) taken.add(path)
      if (set.files.length + set.leftOut.length > 0) sets.push(set)
    }
  }
  return { sets, leftOut, rest: sorted.filter((path) => !taken.has(path)) }
}
