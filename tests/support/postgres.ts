import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { splitScript } from '../../src/sql/script.ts'

let started: Promise<PGlite> | undefined
let last: Promise<unknown> = Promise.resolve()
const answers = new Map<string, Promise<string | undefined>>()

const empty = `
  rollback;
  do $$
  declare s text;
  begin
    for s in select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$)' loop
      execute format('drop schema %I cascade', s);
    end loop;
  end $$;
  create schema public`

/** What Postgres refuses of these texts, run one after another in an empty database; undefined when it takes them all. */
export function refusalOf(...texts: readonly string[]): Promise<string | undefined> {
  const key = texts.join('\0')
  const known = answers.get(key)
  if (known) return known
  const answer = last.then(() => run(texts))
  last = answer
  answers.set(key, answer)
  return answer
}

/** A statement with parameters is only understood, not run. */
const hasParameters = /\$\d/

/** One statement at a time, since CREATE INDEX CONCURRENTLY must not be within a transaction. */
async function run(texts: readonly string[]): Promise<string | undefined> {
  const db = await (started ??= PGlite.create({ extensions: { btree_gin, btree_gist, citext } }))
  await db.exec(empty)
  for (const { text } of texts.flatMap((script) => splitScript(script).statements)) {
    try {
      await (hasParameters.test(text) ? db.describeQuery(text) : db.exec(text))
    } catch (error) {
      return `${error instanceof Error ? error.message : String(error)}: ${text}`
    }
  }
  return undefined
}
