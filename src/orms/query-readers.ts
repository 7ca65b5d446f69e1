import { drizzleQueries } from './drizzle/queries.ts'
import { prismaQueries } from './prisma/queries.ts'
import { supabaseQueries } from './supabase/queries.ts'
import type { QueryReader } from './query-reader.ts'

/** All libraries whose calls are read. */
export const queryReaders: readonly QueryReader[] = [prismaQueries, drizzleQueries, supabaseQueries]
