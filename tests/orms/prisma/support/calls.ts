import { readFileSync } from 'node:fs'
import type { Catalog } from '../../../../src/catalog/catalog.ts'
import { Fold } from '../../../../src/catalog/fold.ts'
import { readState } from '../../../../src/catalog/read-state.ts'
import { prismaStatements } from '../../../../src/orms/prisma/schema.ts'
import { libpgQuery } from '../../../../src/sql/libpg-query/index.ts'

const read = (name: string): string => readFileSync(new URL(`../calls/${name}`, import.meta.url), 'utf8')

export const majors = [6, 7] as const
export type Major = (typeof majors)[number]

/** The packages with which the calls were recorded. */
export const packagesOf: Readonly<Record<Major, readonly string[]>> = {
  6: ['prisma@6.19.3', '@prisma/client@6.19.3', 'pglite-prisma-adapter@0.6.1'],
  7: ['prisma@7.10.0', '@prisma/client@7.10.0', 'pglite-prisma-adapter@0.7.2'],
}

/** The calls, in a program that each version runs. */
export const callsText = read('calls.ts.txt')

export const schemaText = read('schema.prisma')

/** Prisma has the columns of a view alone. */
export const viewSql = 'create view active_projects as select id, organization_id, name from projects where not archived'

/** What each call sends, by its name. */
export function sentBy(major: Major): Readonly<Record<string, readonly string[]>> {
  return JSON.parse(recordedSent(major)) as Record<string, string[]>
}

export function recordedSent(major: Major): string {
  return read(`sent-${major}.json`)
}

/** Prisma 6 wants to be told more than 7. */
export function schemaFor(major: Major): string {
  if (major === 7) return schemaText
  return schemaText
    .replace('provider        = "prisma-client"', 'provider        = "prisma-client"\n  engineType      = "client"')
    .replace('provider = "postgresql"', 'provider = "postgresql"\n  url      = env("DATABASE_URL")')
}

export function callsCatalog(): Catalog {
  const parsed = libpgQuery.parse(viewSql)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const models = prismaStatements([{ file: 'schema.prisma', text: schemaText }], libpgQuery)
  const view = parsed.value.map(({ changes }) => ({ file: 'view.sql', changes }))
  const fold = new Fold()
  fold.run([...models, ...view].map(({ file, changes }) => ({ file, changes, place: (range) => ({ file, range }) })))
  return readState(fold.state, fold.unread)
}
