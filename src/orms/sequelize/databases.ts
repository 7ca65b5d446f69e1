import { lookup } from '../../catalog/lookup.ts'
import type { PackageFiles } from '../orm.ts'
import { commandLine, dialectsIn } from './config-files.ts'
import { dialectIn } from './connections.ts'

export function usesSequelize(place: PackageFiles): boolean {
  return ['sequelize', 'sequelize-typescript', 'sequelize-cli'].some((name) => place.dependsOn(name))
}

/** Packages that connect to other databases, by the name of that which they are for. */
const drivers: Readonly<Record<string, string>> = lookup({
  mysql2: 'mysql',
  mariadb: 'mariadb',
  sqlite3: 'sqlite',
  tedious: 'mssql',
  oracledb: 'oracle',
  'snowflake-sdk': 'snowflake',
  ibm_db: 'db2',
})

/** Another database than Postgres, where all that tells of one tells of that. */
export function otherDatabase(place: PackageFiles, texts: readonly string[]): string | undefined {
  const said = [...dialectsIn(commandLine(place).config, place), ...texts.flatMap(dialectsInText)]
  const known = [...new Set(said)]
  if (known.some((dialect) => dialect.startsWith('postgres'))) return undefined
  if (known[0] !== undefined) return known[0]
  if (place.dependsOn('pg')) return undefined
  const driver = Object.keys(drivers).find((name) => place.dependsOn(name))
  return driver === undefined ? undefined : drivers[driver]
}

/** Those of connections; the rest of the text may be anything. */
function dialectsInText(text: string): string[] {
  if (!/new\s+Sequelize\b/.test(text)) return []
  const words = [...text.matchAll(/\bdialect\s*:\s*['"`](\w+)/g)].map(([, word]) => word ?? '')
  const addresses = [...text.matchAll(/new\s+Sequelize\(\s*['"`]([^'"`]+)/g)].map(([, address]) => dialectIn(address ?? ''))
  return [...words, ...addresses.filter((one) => one !== undefined)]
}
