import { alembic } from './alembic.ts'
import { dbmate } from './dbmate.ts'
import { diesel } from './diesel.ts'
import { drizzle } from './drizzle.ts'
import { dump } from './dump.ts'
import { flyway } from './flyway.ts'
import { golangMigrate } from './golang-migrate.ts'
import { goose } from './goose.ts'
import { graphileMigrate } from './graphile-migrate.ts'
import { hasura } from './hasura.ts'
import { liquibase } from './liquibase.ts'
import { nodePgMigrate } from './node-pg-migrate.ts'
import { plain } from './plain.ts'
import { prisma } from './prisma.ts'
import { schemaFolder } from './schema-folder.ts'
import { sqitch } from './sqitch.ts'
import { sqlMigrate } from './sql-migrate.ts'
import { supabase } from './supabase.ts'
import { tern } from './tern.ts'
import type { MigrationTool } from './tool.ts'

/** The surer the sign, the earlier: a file of its own, then names, then marks in the text, then the names of folders. */
export const migrationTools: readonly MigrationTool[] = [
  drizzle,
  prisma,
  sqitch,
  supabase,
  graphileMigrate,
  flyway,
  diesel,
  hasura,
  goose,
  sqlMigrate,
  dbmate,
  nodePgMigrate,
  tern,
  liquibase,
  alembic,
  golangMigrate,
  plain,
  dump,
  schemaFolder,
]
