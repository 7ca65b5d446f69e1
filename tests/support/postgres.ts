import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { splitScript } from '../../src/sql/script.ts'

let started: Promise<PGlite> | undefined
let last: Promise<unknown> = Promise.resolve()
const answers = new Map<string, Promise<string | undefined>>()

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

/** In one transaction that is undone, so that the next texts find an empty database. */
async function run(texts: readonly string[]): Promise<string | undefined> {
  const db = await (started ??= PGlite.create({ extensions: { btree_gin, btree_gist } }))
  await db.exec('begin')
  try {
    for (const { text } of texts.flatMap((script) => splitScript(script).statements)) {
      const refusal = await refusalOfOne(db, text)
      if (refusal !== undefined) return `${refusal}: ${text}`
    }
    return undefined
  } finally {
    await db.exec('rollback')
  }
}

async function refusalOfOne(db: PGlite, text: string): Promise<string | undefined> {
  try {
    await (hasParameters.test(text) ? db.describeQuery(text) : db.exec(text))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
