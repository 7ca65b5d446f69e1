import { statSync, type Stats } from 'node:fs'
import { basename, join } from 'node:path'
import { listShown, type Entry } from './text-files.ts'
import { findRealPath, isInside, readPackage } from './workspace.ts'

/** What lies in a folder that could say where the schema is. */
export interface Walk {
  /** SQL files, and those that tools keep beside them. */
  readonly files: readonly string[]
  /** Programs, in which a schema may be told, too. */
  readonly programs: readonly string[]
  /** Files in which programs stand within something else. */
  readonly templates: readonly string[]
  /** Packages in the folder, which were not entered. */
  readonly packages: readonly string[]
}

/** Nothing but copies, output and other people's code lies in these. */
const skipped = new Set(['build', 'coverage', 'dist', 'node_modules', 'out', 'target', 'tmp', 'vendor'])
const skippedBelow = new Set(['__fixtures__', '__mocks__', '__tests__', 'e2e', 'examples', 'fixtures', 'test', 'tests'])

const wanted =
  /\.sql$|^(?:migration_lock\.toml|_journal\.json|snapshot\.json|schema\.prisma|config\.toml|sqitch\.(?:plan|conf)|tern\.conf|\.gmrc(?:\.[cm]?js)?)$/i

const program = /(?<!\.d)\.[cm]?[jt]sx?$/
const template = /\.(?:vue|svelte|astro|mdx)$/

/** A home folder without a project, or a disk, is no reason to hang an editor. */
const mostFolders = 10_000

/** Whether a folder is none of the application's own. */
export function isSkipped(name: string): boolean {
  return name.startsWith('.') || skipped.has(name) || skippedBelow.has(name)
}

function listEntries(folder: string): readonly Entry[] {
  return listShown(folder).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Where a link leads, as a path below `root`; undefined when it leads out, in a circle or nowhere. */
function followLink(path: string, root: string): { path: string; stats: Stats } | undefined {
  const target = findRealPath(path, root)
  try {
    return target === undefined ? undefined : { path: target, stats: statSync(target) }
  } catch {
    return undefined
  }
}

/** Near folders first, links last, so that what can be reached without one goes by its own path. */
class FolderWalk implements Walk {
  readonly #start: string
  readonly #root: string
  readonly #folders: string[]
  readonly #links: string[] = []
  readonly #seen = new Set<string>()
  readonly #files = new Set<string>()
  readonly #programs = new Set<string>()
  readonly #templates = new Set<string>()
  readonly packages: string[] = []

  constructor(start: string, root: string) {
    this.#start = start
    this.#root = root
    this.#folders = [start]
  }

  get files(): string[] {
    return [...this.#files].sort()
  }

  get programs(): string[] {
    return [...this.#programs].sort()
  }

  get templates(): string[] {
    return [...this.#templates].sort()
  }

  run(): this {
    for (let i = 0; i < this.#folders.length && this.#seen.size < mostFolders; i++) {
      this.#enter(this.#folders[i] ?? '', i === 0)
      if (i === this.#folders.length - 1) this.#followLinks()
    }
    return this
  }

  #enter(folder: string, isStart: boolean): void {
    if (this.#seen.has(folder)) return
    this.#seen.add(folder)
    const entries = listEntries(folder)
    if (!isStart && entries.some(({ name }) => name === 'package.json') && readPackage(folder)) {
      this.packages.push(folder)
      return
    }
    for (const entry of entries) this.#take(entry, join(folder, entry.name))
  }

  #take(entry: Entry, path: string): void {
    if (entry.isDirectory()) {
      if (!isSkipped(entry.name)) this.#folders.push(path)
    } else if (entry.isSymbolicLink()) {
      if (!isSkipped(entry.name) || wanted.test(entry.name)) this.#links.push(path)
    } else if (!entry.isFile()) return
    else if (wanted.test(entry.name)) this.#files.add(path)
    else if (program.test(entry.name)) this.#programs.add(path)
    else if (template.test(entry.name)) this.#templates.add(path)
  }

  #followLinks(): void {
    for (const link of this.#links.splice(0)) {
      const target = followLink(link, this.#root)
      if (target?.stats.isDirectory() && !isInside(target.path, this.#start)) this.#folders.push(target.path)
      else if (target?.stats.isFile() && wanted.test(basename(target.path))) this.#files.add(target.path)
    }
  }
}

/** Lists what a folder holds, without leaving `root` by a link, and without the packages in it. */
export function walkFolder(start: string, root: string): Walk {
  const { files, programs, templates, packages } = new FolderWalk(start, root).run()
  return { files, programs, templates, packages }
}
