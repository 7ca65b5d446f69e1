import { mikroOrmQueries } from './mikro-orm/queries.ts'
import { knexQueries } from './knex/queries.ts'
import { kyselyQueries } from './kysely/queries.ts'
import { drizzleQueries } from './drizzle/queries.ts'
import { objectionQueries } from './objection/queries.ts'
import { prismaQueries } from './prisma/queries.ts'
import { sequelizeQueries } from './sequelize/queries.ts'
import { supabaseQueries } from './supabase/queries.ts'
import type { QueryReader } from './query-reader.ts'
import { typeormQueries } from './typeorm/queries.ts'

/** All libraries whose calls are read. */
export const queryReaders: readonly QueryReader[] = [
  prismaQueries,
  drizzleQueries,
  kyselyQueries,
  knexQueries,
  objectionQueries,
  typeormQueries,
  sequelizeQueries,
  mikroOrmQueries,
  supabaseQueries,
]
