import { Pool } from 'pg'
import postgres from 'postgres'

/** Most of the shop uses `pg`, what is newer `postgres`, and the reports `slonik`. */
export const pool = new Pool({ connectionString: process.env['DATABASE_URL'] })
export const sql = postgres(process.env['DATABASE_URL'])
