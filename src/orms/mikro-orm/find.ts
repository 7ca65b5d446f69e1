import { basename } from 'node:path'
import { noModules } from '../../javascript/modules.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'
import { databaseOf, otherDrivers, readConfig, type Config } from './config.ts'
import { mikroOrm } from './packages.ts'

const own = ['@mikro-orm/core', '@mikro-orm/postgresql', '@medusajs/framework', '@mikro-orm/nestjs']

/** Names by which a program says that it tells an entity, configures MikroORM, or is a migration. */
const tells = /\b(?:Entity|EntitySchema|defineEntity)\b/
/** Some pass these names on, and tell no entity. */
const hasEntity = /@\w*Entity\s*\(|\bEntitySchema\s*[(<]|\bdefineEntity\s*\(/
const configures =
  /\b(?:defineConfig|MikroORM|MikroOrmModule|Options|MikroOrmModuleOptions|UnderscoreNamingStrategy|EntityCaseNamingStrategy)\b/
const migrates = /\bMigration\b/

const imports =
  /\bimport\s([^'";]{0,2000}?)\bfrom\s*['"]([^'"]+)['"]|\b(?:const|let|var)\s+(\{[^{}]*\}|\w+)\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\)/g

/** The programs that tell entities. */
export function findEntities(place: PackageFiles): Found {
  if (!own.some((name) => place.dependsOn(name))) return nothingFound
  const mine = programsWith(place, tells).filter((path) => hasEntity.test(place.text(path) ?? ''))
  if (mine.length === 0) return nothingFound
  const configs = configsOf(place)
  const other = databaseFor(place, configs)
  if (other !== undefined) return foundFor(mine, other)
  const naming = configs.filter(({ config }) => config.database === undefined && saysMore(config)).map(({ path }) => path)
  return { files: [...new Set([...mine, ...naming])].sort(), leftOut: [] }
}

/** Migrations, in the order of their file names. */
export function findMigrations(place: PackageFiles): Found {
  if (!own.some((name) => place.dependsOn(name))) return nothingFound
  const found = programsWith(place, migrates)
  if (found.length === 0) return nothingFound
  const other = databaseFor(place, configsOf(place))
  return foundFor(other === undefined ? [...found].sort(byFileName) : found, other)
}

/** As Umzug sorts them. */
function byFileName(a: string, b: string): number {
  const [one, other] = [basename(a), basename(b)]
  return one < other ? -1 : one > other ? 1 : a < b ? -1 : 1
}

function programsWith(place: PackageFiles, names: RegExp): string[] {
  return place.programs.filter((path) => {
    if (/[.-](?:spec|test)\.\w+$/.test(path)) return false
    const text = place.beginning(path)
    return text !== undefined && text.includes('mikro-orm') && importsNames(text, names)
  })
}

function importsNames(text: string, names: RegExp): boolean {
  return [...text.matchAll(imports)].some(([, clause, from, taken, required]) => {
    const source = from ?? required ?? ''
    const said = (clause ?? taken ?? '').trim().replace(/^type\s+/, '')
    return mikroOrm.test(source) && (names.test(said) || /^\*|^\w+$/.test(said))
  })
}

interface ConfigFile {
  readonly path: string
  readonly config: Config
}

function configsOf(place: PackageFiles): ConfigFile[] {
  const named = place.programs.filter((path) => /mikro-orm\.config\.[cm]?[jt]s$/.test(path))
  const paths = new Set([...named, ...programsWith(place, configures)])
  return [...paths].flatMap((path): ConfigFile[] => {
    const program = place.program(path)
    const config = program && readConfig(program, new Machine(noModules))
    return config ? [{ path, config }] : []
  })
}

/** The other database that this is for: what is configured, or else the only driver there is. */
function databaseFor(place: PackageFiles, configs: readonly ConfigFile[]): string | undefined {
  const [first] = configs
  if (first && configs.every(({ config }) => config.database !== undefined)) return first.config.database
  if (first || place.dependsOn('@mikro-orm/postgresql')) return undefined
  const driver = otherDrivers.find((name) => place.dependsOn(name))
  return driver === undefined ? undefined : databaseOf(driver)
}

/** Whether names or tables depend on it. */
function saysMore({
  namingStrategy,
  schema,
  hidden,
  readsTypes,
  skipTables,
  skipColumns,
  createForeignKeys,
  inferDefaults,
  relativePrefixes,
  hashAlgorithm,
  defaultUpdateRule,
  defaultDeleteRule,
  filters,
  dropsUndefined,
}: Config): boolean {
  return (
    [namingStrategy, schema, hashAlgorithm, defaultUpdateRule, defaultDeleteRule, filters].some((one) => one !== undefined) ||
    readsTypes ||
    relativePrefixes ||
    dropsUndefined ||
    !createForeignKeys ||
    !inferDefaults ||
    hidden.length + skipTables.length + skipColumns.size > 0
  )
}
