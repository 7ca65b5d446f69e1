import type { PGlite } from '@electric-sql/pglite'
import createKnex, { type Knex } from 'knex'
import { PgConnection } from '../../support/pg-connection.ts'

/** A Knex whose only connection is a database in process. */
export function knexOn(db: PGlite): Knex {
  const knex = createKnex({ client: 'pg', connection: {}, pool: { min: 0, max: 1 } })
  const connection = new PgConnection(db)
  Object.assign(knex.client as object, {
    _acquireOnlyConnection: () => Promise.resolve(connection),
    destroyRawConnection: () => Promise.resolve(),
  })
  return knex
}
