import { compareMigrations } from '../node-pg-migrate/find.ts'
import { usualMigrations, type MigrationSign } from '../migration-files.ts'
import { nothingFound, type Found, type PackageFiles } from '../orm.ts'

/** Tools that call `up` of a migration with a client, and clients that people give it themselves. */
const packages =
  'db-migrate ley umzug postgres-shift pg postgres pg-promise slonik @slonik/migrator @databases/pg @neondatabase/serverless @vercel/postgres'.split(
    ' ',
  )

const sign: MigrationSign = {
  tool: /\brunSql\s*\(|\.(?:query|unsafe|none|any|exec|execute)\s*(?:<[^()]{0,200}>)?\(|\b(?:sql|client|db|tx)(?:<[^()`]{0,200}>)?`/,
  other:
    /\bqueryInterface\b|\bqueryRunner\b|\bpgm\b|\bknex\b|['"](?:kysely|typeorm|sequelize|node-pg-migrate|mongodb|mongoose|@mikro-orm\/[^'"]*|drizzle-orm[^'"]*|@prisma\/[^'"]*)['"]/i,
}

/** Migrations in code that send SQL by the client that they are given. */
export function findSentMigrations(place: PackageFiles): Found {
  if (!packages.some((name) => place.dependsOn(name))) return nothingFound
  return { files: usualMigrations(place, sign, compareMigrations), leftOut: [] }
}
