import { basename, dirname, join, resolve } from 'node:path'
import { noModules } from '../../javascript/modules.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { entriesOf, isTrue, itemsOf, propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { pathText } from '../configured.ts'
import { byName, databaseOfDrivers, isMigration, otherDatabase, usualMigrations, type MigrationSign } from '../migration-files.ts'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'

const packages = ['knex', 'objection', '@nestjsplus/knex', 'nestjs-knex', '@strapi/database']

/** `knexfile.js` and what a `.migrations` of it says; several folders are one list, sorted by the names of files. */
interface KnexConfig {
  readonly directories: readonly string[]
  readonly endings: RegExp
  readonly separately: boolean
  readonly client: string | undefined
}

const sign: MigrationSign = {
  tool: /\bknex\b|\btrx\b|\.schema\b/i,
  other: /\bqueryInterface\b|\bqueryRunner\b|\bpgm\b|\bfrom ['"]kysely['"]|\baddSql\b/,
}

/** The migrations of a package that depends on Knex: https://knexjs.org/guide/migrations.html#migration-cli */
export function findKnexMigrations(place: PackageFiles): Found {
  if (!packages.some((name) => place.dependsOn(name))) return nothingFound
  const configs = place.programs.filter((path) => /^knexfile\.[cm]?[jt]s$/.test(basename(path)))
  const read = configs.flatMap((path) => configsIn(path, place))
  const told = read.filter(({ directories }) => directories.length > 0)
  const found = told.map((config) => foundFor(filesOf(config, place), otherDatabase(config.client)))
  const files = [...new Set(found.flatMap((one) => one.files))]
  const left = found.flatMap((one) => one.leftOut).filter(({ path }) => !files.includes(path))
  if (files.length > 0 || left.length > 0) return { files, leftOut: [...new Map(left.map((one) => [one.path, one])).values()] }
  const clients = read.flatMap(({ client }) => client ?? [])
  const other =
    clients.length > 0 && clients.every((client) => otherDatabase(client)) ? otherDatabase(clients[0]) : databaseOfDrivers(place)
  return foundFor(usualMigrations(place, sign, byName), other)
}

/** One of them, or one for each environment. */
function configsIn(path: string, place: PackageFiles): KnexConfig[] {
  const program = place.program(path)
  const whole = program && new Machine(noModules).shown(program, 'default')
  const own = whole?.kind === 'call' ? whole.args[0] : whole
  const environments = entriesOf(own).flatMap(({ value }) => (isConfig(value) ? [value] : []))
  return [...(isConfig(own) ? [own] : []), ...environments].map((config) => configOf(config, dirname(path)))
}

function isConfig(value: Value | undefined): value is Value {
  return propertyOf(value, 'client') !== undefined || propertyOf(value, 'migrations') !== undefined
}

function configOf(config: Value, folder: string): KnexConfig {
  const migrations = propertyOf(config, 'migrations')
  const directory = propertyOf(migrations, 'directory')
  const paths = directory?.kind === 'list' ? itemsOf(directory).map(pathText) : [pathText(directory)]
  const endings = itemsOf(propertyOf(migrations, 'loadExtensions')).flatMap((one) => textOf(one) ?? [])
  const client = propertyOf(config, 'client')
  return {
    directories: paths.flatMap((path) => (path === undefined ? [] : [resolve(folder, path)])),
    endings: endings.length > 0 ? new RegExp(`(?:${endings.map((ending) => ending.replace(/\W/g, '\\$&')).join('|')})$`) : /\.[cm]?[jt]s$/,
    separately: isTrue(propertyOf(migrations, 'sortDirsSeparately')),
    client: textOf(client),
  }
}

function filesOf({ directories, endings, separately }: KnexConfig, place: PackageFiles): string[] {
  const lists = directories.map((folder) =>
    place
      .filesAt(folder, endings)
      .filter((path) => dirname(path) === folder || dirname(path) === join(folder))
      .filter((path) => isRun(path, place))
      .sort((a, b) => byName(basename(a), basename(b))),
  )
  return separately ? lists.flat() : lists.flat().sort((a, b) => byName(basename(a), basename(b)))
}

/** Declarations, and what has no `up`, are none. */
function isRun(path: string, place: PackageFiles): boolean {
  return !/\.d\.[cm]?ts$/.test(path) && isMigration(place.text(path) ?? '', { tool: /(?:)/, other: /(?!)/ })
}
