import { basename, dirname, join, resolve } from 'node:path'
import { byName, inFolders, isMigration, usualMigrations, type MigrationSign } from '../migration-files.ts'
import { nothingFound, type Found, type PackageFiles } from '../orm.ts'

const sign: MigrationSign = {
  tool: /\bpgm\b|['"]node-pg-migrate['"]|\bMigrationBuilder\b/,
  other: /\bqueryInterface\b|\bqueryRunner\b|\bknex\b|['"]kysely['"]/i,
}

/** The migrations of a package that depends on node-pg-migrate: https://salsita.github.io/node-pg-migrate/cli */
export function findPgmMigrations(place: PackageFiles): Found {
  if (!place.dependsOn('node-pg-migrate')) return nothingFound
  const told = toldFolders(place).flatMap((folder) => place.filesAt(folder, /(?<!\.d)\.[cm]?[jt]s$/).filter((path) => dirname(path) === folder)) // prettier-ignore
  const files = told.filter((path) => isMigration(place.text(path) ?? '', { tool: /(?:)/, other: /(?!)/ }))
  return { files: files.length > 0 ? inFolders(files, compareMigrations) : usualMigrations(place, sign, compareMigrations), leftOut: [] }
}

/** What the scripts of the package say with `-m`, and its configuration with `migrations-dir`. */
function toldFolders(place: PackageFiles): string[] {
  const text = (name: string): string => place.text(join(place.folder, name)) ?? ''
  const said = /node-pg-migrate[^"]{0,300}?(?:-m|--migrations-dir)[ =]+['"]?([^\s"']+)/g
  const scripts = [...text('package.json').matchAll(said)].map(([, folder]) => folder)
  const configs = ['.node-pg-migraterc', 'config/default.json', 'config/local.json', 'package.json'].map((name) => {
    return /"(?:migrations-dir|migrationsDir)"\s*:\s*"([^"]+)"/.exec(text(name))?.[1]
  })
  return [...new Set([...scripts, ...configs].flatMap((folder) => (folder === undefined ? [] : [resolve(place.folder, folder)])))]
}

/** By the number at the beginning, which may be a moment, then by name. */
export function compareMigrations(a: string, b: string): number {
  const order = moment(a) - moment(b)
  if (order !== 0 && !Number.isNaN(order)) return order
  const byLocale = basename(a).localeCompare(basename(b), undefined, {
    usage: 'sort',
    numeric: true,
    sensitivity: 'variant',
    ignorePunctuation: true,
  })
  return byLocale === 0 ? byName(a, b) : byLocale
}

/** 17 digits are a date with milliseconds; all other numbers are moments or counters as they are. */
function moment(name: string): number {
  const [digits = ''] = /^\d+/.exec(basename(name)) ?? []
  if (digits.length !== 17) return digits === '' ? Number.NaN : Number(digits)
  const part = (from: number, to: number): number => Number(digits.slice(from, to))
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14), part(14, 17))
}
