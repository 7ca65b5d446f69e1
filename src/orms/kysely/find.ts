import { basename, dirname, resolve } from 'node:path'
import { noModules } from '../../javascript/modules.ts'
import type { Program } from '../../javascript/program.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { pathText } from '../configured.ts'
import { byName, databaseOfDrivers, isMigration, otherDatabase, usualMigrations, type MigrationSign } from '../migration-files.ts'
import { foundFor, nothingFound, type Found, type PackageFiles } from '../orm.ts'

const sign: MigrationSign = {
  tool: /['"]kysely['"]|\bKysely\b|\bdb\.schema\b/,
  other: /\bqueryInterface\b|\bqueryRunner\b|\bpgm\b|\bknex\b|\baddSql\b/i,
}

/** The migrations of a package that depends on Kysely: https://kysely.dev/docs/migrations */
export function findKyselyMigrations(place: PackageFiles): Found {
  if (!place.dependsOn('kysely')) return nothingFound
  const config = place.programs.find((path) => /^kysely\.config\.[cm]?[jt]s$/.test(basename(path)))
  const told = config === undefined ? undefined : configured(config, place)
  const files = told?.files ?? providedMigrations(place) ?? usualMigrations(place, sign, byName)
  return foundFor(files, told?.database ?? databaseOfDrivers(place))
}

/** What `kysely.config.ts` of kysely-ctl says. */
function configured(path: string, place: PackageFiles): { readonly files: string[] | undefined; readonly database: string | undefined } {
  const program = place.program(path)
  const whole = program && new Machine(noModules).shown(program, 'default')
  const config: Value | undefined = whole?.kind === 'call' ? whole.args[0] : whole
  const folder = pathText(propertyOf(propertyOf(config, 'migrations'), 'migrationFolder'))
  const dialect = propertyOf(config, 'dialect')
  const name = textOf(dialect) ?? (dialect?.kind === 'call' && dialect.callee.kind === 'import' ? dialect.callee.name : undefined)
  return { files: migrationsIn(resolve(dirname(path), folder ?? 'migrations'), place), database: otherDatabase(name) }
}

/** Those of the folders that `new FileMigrationProvider({ migrationFolder })` names: from its own file, or from the package on. */
function providedMigrations(place: PackageFiles): string[] | undefined {
  const makers = place.programs.filter((path) => /\bFileMigrationProvider\b/.test(place.beginning(path) ?? ''))
  const found = makers.flatMap((path) => {
    const program = place.program(path)
    const folders = program ? providedFolders(program) : []
    return folders.flatMap(
      (folder) => migrationsIn(resolve(dirname(path), folder), place) ?? migrationsIn(resolve(place.folder, folder), place) ?? [],
    )
  })
  return found.length > 0 ? [...new Set(found)] : undefined
}

function providedFolders(program: Program): string[] {
  const machine = new Machine(noModules)
  return program.nodesOf('NewExpression').flatMap((node) => {
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'FileMigrationProvider') return []
    const [options] = node.arguments
    return (options && pathText(propertyOf(machine.answer({ node: options, program }), 'migrationFolder'))) ?? []
  })
}

/** The migrations right in a folder; undefined where there are none. */
function migrationsIn(folder: string, place: PackageFiles): string[] | undefined {
  const files = place
    .filesAt(folder, /(?<!\.d)\.[cm]?[jt]s$/)
    .filter((file) => dirname(file) === folder && isMigration(place.text(file) ?? '', { tool: /(?:)/, other: /(?!)/ }))
  return files.length > 0 ? files.sort((a, b) => byName(basename(a), basename(b))) : undefined
}
