import createKnex, { type Knex } from 'knex'
import { PgConnection, type Asked } from '../../support/pg-connection.ts'

/** A Knex whose only connection is a database in process. */
export function knexOn(db: Asked, config: Knex.Config = {}): Knex {
  const knex = createKnex({ ...config, client: 'pg', connection: {}, pool: { min: 0, max: 1 } })
  const connection = new PgConnection(db)
  Object.assign(knex.client as object, {
    _acquireOnlyConnection: () => Promise.resolve(connection),
    destroyRawConnection: () => Promise.resolve(),
  })
  return knex
}
