import { Kysely, PostgresDialect, type KyselyPlugin } from 'kysely'
import { PgConnection, type Asked } from '../../support/pg-connection.ts'

/** A client of `pg` as Kysely asks for one. */
class Client extends PgConnection {
  release(): void {}
}

/** A Kysely on a database in process. */
export function kyselyOn(db: Asked, plugins: KyselyPlugin[] = []): Kysely<unknown> {
  const pool = { connect: () => Promise.resolve(new Client(db)), end: () => Promise.resolve() }
  return new Kysely({ plugins, dialect: new PostgresDialect({ pool: pool as never }) })
}
