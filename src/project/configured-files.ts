import { readdirSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { escapePath, globSync, isDynamicPattern } from 'tinyglobby'
import { statsOf } from './read-file.ts'
import { listShown, shownText } from './text-files.ts'
import { findRealPath, isInside } from './workspace.ts'

/** Where the files of a pattern may lie. */
export interface Bounds {
  readonly cwd: string
  readonly root: string
  /** Globs of files that are not meant. */
  readonly ignore: readonly string[]
}

export interface FoundFiles {
  /** Absolute, without links. */
  readonly files: readonly string[]
  /** Whether the pattern is the path of one file, which is then meant whatever it is called. */
  readonly exact: boolean
  readonly reasons: readonly string[]
}

const found = (files: readonly string[], exact: boolean, ...reasons: readonly string[]): FoundFiles => ({ files, exact, reasons })
const refused = (reason: string): FoundFiles => found([], false, reason)

/** Links in a circle can make a tree without end. */
const mostFolders = 10_000

/** The files of a glob or path, those that lie outside of the root excepted: they are not even looked at. */
export function findFiles(pattern: string, bounds: Bounds): FoundFiles {
  const { cwd, root } = bounds
  if (pattern.trim() === '') return refused('is empty')
  const path = resolve(cwd, pattern)
  if (isInside(root, path) && kindOf(path)) return findAtPath(path, bounds)
  const { base, rest } = splitPattern(pattern)
  if (/(?:^|[/{,(|])\.\.(?:[/},)|]|$)/.test(rest))
    return refused("has '..' after a wildcard: only the beginning of a pattern may lead upwards")
  const start = resolve(cwd, base)
  if (!isInside(root, start)) return refused(`lies outside of the project, which is ${root}`)
  if (kindOf(start) && findRealPath(start, root) === undefined) return refused(leadsOut(start, root))
  return glob(isAbsolute(pattern) ? relativePattern(pattern, cwd) : pattern, bounds)
}

function leadsOut(path: string, root: string): string {
  const parts = relative(root, path).split(sep)
  const ways = parts.map((_, i) => parts.slice(0, i + 1).join(sep))
  return `leads out of the project by the link ${ways.find((way) => findRealPath(join(root, way), root) === undefined) ?? path}`
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  if (shownText(path) !== undefined) return 'file'
  const stats = statsOf(path)
  return stats?.isDirectory() ? 'folder' : stats?.isFile() ? 'file' : undefined
}

function findAtPath(path: string, bounds: Bounds): FoundFiles {
  const real = findRealPath(path, bounds.root)
  if (real === undefined) return refused(leadsOut(path, bounds.root))
  if (kindOf(real) === 'file') return found([real], true)
  return glob(`${escapePath(relative(bounds.cwd, real)) || '.'}/**/*.sql`, bounds)
}

/** What stands before the first wildcard is a path. */
function splitPattern(pattern: string): { base: string; rest: string } {
  const parts = pattern.split('/')
  const first = parts.findIndex((part) => isDynamicPattern(part))
  const at = first < 0 ? parts.length : first
  return { base: parts.slice(0, at).join('/') || (isAbsolute(pattern) ? '/' : '.'), rest: parts.slice(at).join('/') }
}

function relativePattern(pattern: string, cwd: string): string {
  const { base, rest } = splitPattern(pattern)
  return join(relative(cwd, base), rest)
}

function glob(pattern: string, { cwd, root, ignore }: Bounds): FoundFiles {
  const guard = new LinkGuard(root)
  const paths = globSync(pattern, {
    cwd,
    absolute: true,
    expandDirectories: false,
    ignore: [...(pattern.includes('node_modules') ? [] : ['**/node_modules/**']), ...ignore],
    fs: { readdirSync: guard.readdirSync, realpathSync: guard.realpathSync },
  })
  const reals = paths.map((path) => ({ path, real: findRealPath(path, root) }))
  const files = [...new Set(reals.flatMap(({ real }) => real ?? []))].sort()
  const out = reals.filter(({ real }) => real === undefined).map(({ path }) => path)
  return found(
    files,
    false,
    ...[...guard.passed, ...out].map((path) => `passes over ${relative(root, path)}, which leads out of the project`),
  )
}

/** Keeps a glob from going out of the root by links; which of them lie in its way shows in that it tries to enter them. */
class LinkGuard {
  readonly passed: string[] = []
  readonly #root: string
  readonly #outward = new Set<string>()
  #entered = 0

  constructor(root: string) {
    this.#root = root
  }

  readonly realpathSync = new Proxy(realpathSync, {
    apply: (realPath, _, [path]: [string]) => {
      if (findRealPath(path, this.#root) !== undefined) return realPath(path)
      this.#outward.add(path)
      return path
    },
  })

  readonly readdirSync = new Proxy(readdirSync, {
    apply: (list, _, [path]: [string]) => {
      const folder = path.replace(/(?<=.)\/$/, '')
      if (this.#outward.has(folder)) this.passed.push(folder)
      else if (this.#entered++ < mostFolders) return listShown(folder, list)
      return []
    },
  })
}
