import { PGlite } from '@electric-sql/pglite'

let started: Promise<PGlite> | undefined

/** The rows that a real Postgres gives after these texts, or what it says against it; nothing is kept. */
export async function rowsOf(query: string, ...before: readonly string[]): Promise<unknown> {
  const db = await (started ??= PGlite.create())
  await db.exec('begin')
  try {
    for (const text of before) await db.exec(text)
    return (await db.query(query)).rows
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await db.exec('rollback')
  }
}
