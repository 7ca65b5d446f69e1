import { basename, dirname, join, resolve } from 'node:path'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'
import { isConfig, otherDialect, readConfig, readJsonConfig, type Config } from './config.ts'
import { matcher } from './glob.ts'
import { isClient } from './casing.ts'
import { isProgramName, passedOn } from '../passed-on.ts'

const packages = ['drizzle-orm', 'drizzle-kit'] as const

/** The files of the Drizzle schemas of a package, where it depends on Drizzle. */
export function findDrizzleSchema(place: PackageFiles): Found {
  if (!packages.some((name) => place.dependsOn(name))) return nothingFound
  const configs = configsOf(place)
  const found = configs.map(({ path, config }) => filesOfConfig(config, path, place))
  const files = [...new Set(found.flatMap((one) => one.files))]
  const leftOut = found.flatMap((one) => one.leftOut).filter(({ path }) => !files.includes(path))
  return files.length > 0 || leftOut.length > 0 ? { files, leftOut } : byImports(place)
}

interface Configured {
  readonly path: string
  readonly config: Config
}

function configsOf(place: PackageFiles): Configured[] {
  const json = join(place.folder, 'drizzle.config.json')
  const inJson = place.isFile(json) ? readJsonConfig(place.text(json) ?? '') : undefined
  const inCode = place.programs
    .filter((path) => isConfig(basename(path)))
    .flatMap((path): Configured[] => {
      const program = place.program(path)
      const config = program && readConfig(program)
      return config ? [{ path, config }] : []
    })
  return [...inCode, ...(inJson ? [{ path: json, config: inJson }] : [])]
}

function filesOfConfig(config: Config, path: string, place: PackageFiles): Found {
  const written = (config.schema ?? []).flatMap((one) => filesNamed(one, path, place))
  const files = [...new Set(written.flatMap((file) => [file, ...passedOn(file, place)]))]
  const dialect = otherDialect(config)
  return foundFor(files, dialect)
}

/** Paths are from where drizzle-kit is run: the package as a rule. */
function filesNamed(path: string, config: string, place: PackageFiles): string[] {
  for (const from of new Set([place.folder, dirname(config)])) {
    const files = filesAt(resolve(from, path), place)
    if (files.length > 0) return files
  }
  return []
}

/** A file, the programs right in a folder, or those of a pattern. */
function filesAt(path: string, place: PackageFiles): string[] {
  if (/[*?{[]/.test(path)) {
    const matches = matcher(path)
    return programsIn(dirname(path.slice(0, path.search(/[*?{[]/) + 1)), place).filter((file) => matches(file) || matches(dirname(file)))
  }
  if (place.isFile(path)) return [...place.filesAt(path, isProgramName)]
  return programsIn(path, place).filter((file) => dirname(file) === path)
}

/** Those of the package are known; a config may name those of another. */
function programsIn(folder: string, place: PackageFiles): readonly string[] {
  const isOwn = folder === place.folder || folder.startsWith(join(place.folder, '/'))
  return isOwn ? place.programs : place.filesAt(folder, isProgramName)
}

/** Without a config the imports tell; what tests declare for themselves is no schema. */
function byImports(place: PackageFiles): Found {
  const found = place.programs
    .filter((path) => !/[.-](?:test|spec)\.|[\\/]__tests__[\\/]|\.d\.[cm]?ts$/.test(path))
    .map((path) => ({ path, of: signOf(path, place) }))
  return {
    files: found.flatMap(({ path, of }) => (of === 'postgres' ? [path] : [])),
    leftOut: found.flatMap(({ path, of }) => (of === undefined || of === 'postgres' ? [] : [{ path, reason: `is for ${of}` }])),
  }
}

const core = /\bfrom\s*['"]drizzle-orm\/([a-z]+)-core['"]/g

/** Which database a program declares tables of; undefined where it declares none. */
function signOf(path: string, place: PackageFiles): string | undefined {
  const text = place.beginning(path) ?? ''
  if (!text.includes('drizzle-orm')) return undefined
  const cores = [...text.matchAll(core)].filter(({ index }) => declares(importedBefore(text.slice(0, index)))).map(([, name]) => name)
  if (cores.includes('pg')) return 'postgres'
  return cores[0] ?? (isClient(place.text(path) ?? '') ? 'postgres' : undefined)
}

const queries: ReadonlySet<string> = new Set([
  'alias',
  'union',
  'unionAll',
  'intersect',
  'intersectAll',
  'except',
  'exceptAll',
  'getTableConfig',
  'getViewConfig',
])

/** What stands between `import` and the end of a text; nothing where types alone are imported. */
function importedBefore(text: string): string {
  const names = text.split(/\bimport\s/).at(-1) ?? ''
  return names === text || /[;'"]|^\s*type\s/.test(names) ? '' : names
}

/** Whether any of the names that are imported makes something: types begin with a capital. */
function declares(names: string): boolean {
  if (names.includes('*')) return true
  return names
    .replace(/[{}]/g, ' ')
    .split(',')
    .map((name) => name.trim())
    .some((name) => /^[a-z]/.test(name) && !name.startsWith('type ') && !queries.has(name.split(/\s/)[0] ?? ''))
}
