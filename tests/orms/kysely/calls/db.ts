import { CamelCasePlugin, DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'

/** What was sent, statement by statement. */
export const sent: string[] = []

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: Kysely<any>) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

export const db = new Kysely<any>({
  dialect,
  log: ({ query }) => void sent.push(query.sql),
})

export const camel = new Kysely<any>({
  dialect,
  log: ({ query }) => void sent.push(query.sql),
  plugins: [new CamelCasePlugin()],
})
