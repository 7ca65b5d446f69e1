import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { globSync } from 'tinyglobby'
import { isRecord } from '../settings/shape.ts'
import { DiskCache } from './discover-cache.ts'
import { readText } from './discover-texts.ts'
import { shownText } from './text-files.ts'

/** What a package.json says of the workspace. */
export interface Package {
  readonly folder: string
  readonly name: string | undefined
  /** Of any kind, by name, with what was asked for. */
  readonly dependencies: ReadonlyMap<string, string>
  /** Where its own packages lie, as globs. */
  readonly workspaces: readonly string[]
}

/** Where a file belongs. */
export interface Place {
  readonly root: string
  /** The folder of its package; the root where there is none. */
  readonly folder: string
  /** Where to begin: a working directory within the package is a project of its own, such as an example. */
  readonly start: string
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** The path without links, written from `root` on; undefined when it leads out of it, in a circle or nowhere. */
export function findRealPath(path: string, root: string): string | undefined {
  try {
    const target = join(root, relative(realpathSync.native(root), realpathSync.native(path)))
    return isInside(root, target) ? target : undefined
  } catch {
    return shownText(path) !== undefined && isInside(root, path) ? path : undefined
  }
}

export function listStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

const dependencyKinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/**
 * The package of a folder. One that cannot be parsed, as while it is being written, is a package without a name; one that
 * names nothing only tells Node how to read the folder, and is none.
 */
export function readPackage(folder: string): Package | undefined {
  const text = readText(join(folder, 'package.json'))
  if (text === undefined) return undefined
  const before = known.get(folder)
  if (before?.text === text) return before.found
  const found = packageOf(folder, text)
  known.set(folder, { text, found })
  return found
}

const known = new Map<string, { readonly text: string; readonly found: Package | undefined }>()

function packageOf(folder: string, text: string): Package | undefined {
  const json = parseJson(text)
  if (!json) return { folder, name: undefined, dependencies: new Map(), workspaces: [] }
  const { name, workspaces } = json
  const asked = dependencyKinds.flatMap((kind) => Object.entries(isRecord(json[kind]) ? json[kind] : {}))
  const found: Package = {
    folder,
    name: typeof name === 'string' ? name : undefined,
    dependencies: new Map(asked.map(([dependency, version]) => [dependency, typeof version === 'string' ? version : ''])),
    workspaces: listStrings(isRecord(workspaces) ? workspaces['packages'] : workspaces),
  }
  return found.name === undefined && asked.length === 0 && found.workspaces.length === 0 ? undefined : found
}

export function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isRecord(json) ? json : undefined
  } catch {
    return undefined
  }
}

const pnpmFile = 'pnpm-workspace.yaml'

/** The list under `packages:`, in either of YAML's two notations. */
export function parsePnpmPackages(yaml: string): string[] {
  const unquoted = (item: string): string =>
    item
      .replace(/(?<!\s)\s+#.*/, '')
      .trim()
      .replace(/^(['"])(.*)\1$/, '$2')
  const [, inline, block] = /^packages:[ \t]*(?:\[([^\]]*)\]|(?:#.*)?\r?\n((?:[ \t]*(?:[-#].*)?\r?\n)*(?:[ \t]*[-#].*)?))/m.exec(yaml) ?? []
  const items = inline?.split(',') ?? Array.from((block ?? '').matchAll(/^[ \t]*-(.*)/gm), ([, item]) => item ?? '')
  return items.map(unquoted).filter((item) => item !== '')
}

function isRoot(folder: string): boolean {
  return [pnpmFile, '.git'].some((name) => existsSync(join(folder, name))) || (readPackage(folder)?.workspaces.length ?? 0) > 0
}

function listUpward(from: string): string[] {
  const above = dirname(from)
  return above === from ? [from] : [from, ...listUpward(above)]
}

/** The nearest file with one of these names, from a folder on upwards. */
export function nearest(folder: string, names: readonly string[]): string | undefined {
  return listUpward(folder)
    .flatMap((above) => names.map((name) => join(above, name)))
    .find((path) => existsSync(path))
}

/** The repository or workspace that a folder is in. */
export function findRoot(from: string): string | undefined {
  return listUpward(from).find(isRoot)
}

/** Where a file belongs; a text that belongs nowhere is taken for a file of the working directory. */
export function findPlace(file: string, cwd: string): Place {
  const from = dirname(resolve(cwd, file))
  const place = placeOf(from, cwd) ?? placeOf(cwd, cwd)
  return place ?? { root: cwd, folder: cwd, start: cwd }
}

/** Without a repository the outermost package is the root, but none above `cwd`: home folders have a package.json by mistake. */
function placeOf(from: string, cwd: string): Place | undefined {
  const root = findRoot(from)
  const border = root ?? (isInside(cwd, from) ? cwd : undefined)
  const packages = listUpward(from).filter((folder) => (border === undefined || isInside(border, folder)) && readPackage(folder))
  const outermost = root ?? packages.at(-1)
  if (outermost === undefined) return undefined
  const folder = packages[0] ?? outermost
  return { root: outermost, folder, start: isInside(folder, cwd) && isInside(cwd, from) ? cwd : folder }
}

/** The packages that the root declares to be its workspace. */
export function listWorkspacePackages(root: string): Package[] {
  const yaml = readText(join(root, pnpmFile))
  const globs = [...(yaml === undefined ? [] : parsePnpmPackages(yaml)), ...(readPackage(root)?.workspaces ?? [])]
  const inRoot = globs.filter((glob) => !isAbsolute(glob) && !/(?:^|[/{,!])\.\.(?:[/},]|$)/.test(glob))
  if (inRoot.length === 0) return []
  const files = globSync(
    inRoot.map((glob) => `${glob.replace(/(?<!\/)\/+$/, '')}/package.json`),
    { cwd: root, absolute: true, expandDirectories: false, followSymbolicLinks: false, ignore: ['**/node_modules/**'] },
  )
  return files.sort().flatMap((file) => readPackage(dirname(file)) ?? [])
}

const folders = new DiskCache<ReadonlyMap<string, string>>()

/** The package of the workspace that a module is in by its name, and what the name says further. */
export function inPackage(specifier: string, root: string): { readonly folder: string; readonly path: string } | undefined {
  const [, name = '', path = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? []
  const byName = folders.get(root, () => new Map(listWorkspacePackages(root).map((one) => [one.name ?? '', one.folder])))
  const folder = byName.get(name)
  return folder === undefined ? undefined : { folder, path }
}

const packageName = /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/

/** The folders within the root that the dependencies of a package are. */
export function listLinkedFolders(from: Package, root: string, packages: readonly Package[]): string[] {
  return [...from.dependencies].flatMap(([name, version]) => {
    const declared = packages.find((one) => one.name === name)?.folder
    return declared ?? findByPath(version, from.folder, root) ?? findInstalled(name, from.folder, root) ?? []
  })
}

function findByPath(version: string, from: string, root: string): string | undefined {
  const path = /^(?:file|link|portal):(.+)$/.exec(version)?.[1]
  const folder = path === undefined ? undefined : findRealPath(resolve(from, path), root)
  return folder !== undefined && readPackage(folder) ? folder : undefined
}

/** Package managers link packages of the workspace into node_modules; the others are other people's. */
function findInstalled(name: string, from: string, root: string): string | undefined {
  if (!packageName.test(name)) return undefined
  for (const folder of listUpward(from)) {
    if (!isInside(root, folder)) return undefined
    const real = findRealPath(join(folder, 'node_modules', name), root)
    if (real !== undefined) return relative(root, real).split(sep).includes('node_modules') ? undefined : real
  }
  return undefined
}
