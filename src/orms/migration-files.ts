import { basename, dirname, sep } from 'node:path'
import { grouped } from '../catalog/grouped.ts'
import type { PackageFiles } from './orm.ts'

/** How the beginning of a migration shows that a tool runs it. */
export interface MigrationSign {
  /** A word of the tool. */
  readonly tool: RegExp
  /** A word of another. */
  readonly other: RegExp
}

const up = new RegExp(
  [
    /\bexport\s+(?:async\s+)?function\s+up\b/,
    /\bexport\s+const\s+up\b/,
    /\bexports\.up\s*=/,
    /\bexport\s*\{[^{}]*\bup\b/,
    /\b(?:const|let|var|function)\s+up\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/** In an object or a class. */
const holds = /\bexport\s+default\b|\bmodule\.exports\s*=|\bexport\s+const\s+\w+[^=;]{0,200}=|['"`]\]\s*=/
const upWithin = /(?<![.\w])up\s*(?:\(|:|=\s*async)/

function hasUp(text: string): boolean {
  const start = text.search(holds)
  return up.test(text) || (start >= 0 && upWithin.test(text.slice(start)))
}

/** Whether a text begins like a migration of a tool. */
export function isMigration(text: string, { tool, other }: MigrationSign): boolean {
  return hasUp(text) && tool.test(text) && !other.test(text)
}

const home = /(?:^|[-_.])migrations?(?:$|[-_.])|^migrate$/i

/** Whether a file lies where migrations usually do. */
function isAtHome(path: string, folder: string): boolean {
  if (/^migrations?\.[cm]?[jt]s$/i.test(basename(path))) return true
  return dirname(path)
    .slice(folder.length)
    .split(sep)
    .some((part) => home.test(part))
}

/** The migrations of a tool that lie where they usually do, folder by folder, each in the tool's order. */
export function usualMigrations(place: PackageFiles, sign: MigrationSign, compare: (a: string, b: string) => number): string[] {
  const files = place.programs.filter((path) => isAtHome(path, place.folder) && isMigration(place.beginning(path) ?? '', sign))
  return inFolders(files, compare)
}

export function inFolders(files: readonly string[], compare: (a: string, b: string) => number): string[] {
  return [...grouped(files, dirname).values()].flatMap((own) => own.sort((a, b) => compare(basename(a), basename(b))))
}

/** By code unit. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const drivers: readonly (readonly [string, RegExp])[] = [
  ['mysql', /^(?:mysql2?|mariadb|@planetscale\/database)$/],
  ['sqlite', /^(?:better-sqlite3|sqlite3|@libsql\/client|@libsql\/kysely-libsql|kysely-d1|@vscode\/sqlite3|bun:sqlite)$/],
  ['mssql', /^(?:tedious|mssql)$/],
  ['oracle', /^oracledb$/],
]

const names = {
  postgres:
    'pg postgres pg-native pg-promise kysely-postgres-js @neondatabase/serverless @vercel/postgres @electric-sql/pglite slonik pg-cursor'.split(
      ' ',
    ),
  others:
    'mysql mysql2 mariadb @planetscale/database better-sqlite3 sqlite3 @libsql/client @libsql/kysely-libsql kysely-d1 tedious mssql oracledb'.split(
      ' ',
    ),
}

/** Which other database the drivers of a package are for, where none is for Postgres. */
export function databaseOfDrivers(place: Pick<PackageFiles, 'dependsOn'>): string | undefined {
  if (names.postgres.some((name) => place.dependsOn(name))) return undefined
  const other = names.others.find((name) => place.dependsOn(name))
  return other === undefined ? undefined : drivers.find(([, driver]) => driver.test(other))?.[0]
}

/** What Knex and others call a database; undefined for Postgres, and where nobody can tell. */
export function otherDatabase(client: string | undefined): string | undefined {
  const known = /mysql|maria/i.test(client ?? '') ? 'mysql' : /sqlite|libsql/i.test(client ?? '') ? 'sqlite' : undefined
  return known ?? (/mssql|tedious/i.test(client ?? '') ? 'mssql' : /oracle/i.test(client ?? '') ? 'oracle' : undefined)
}
