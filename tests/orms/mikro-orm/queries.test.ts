import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { catalogOf } from '../../support/catalog.ts'
import { meaningOfSql, meaningsOfCalls, type Meaning } from '../../support/sent-calls.ts'
import { virtualModules } from '../../support/virtual-modules.ts'
import { bodies, calls } from './shop/calls.ts'
import { entities } from './shop/entities.ts'
import { sentByMikroOrm } from './support/sent.ts'

const files = { ...entities, 'calls.ts': calls }

/** The calls with the entities found as in a project. */
function meaningsIn(program: string, catalog: Catalog, major = 6): Map<string, Meaning> {
  const all = { ...entities, 'calls.ts': program }
  const texts = Object.entries(entities).map(([file, text]) => ({ file, text }))
  const { program: open } = virtualModules(all)
  const around = { major: () => major, schemaFiles: () => texts, programIn: (file: string) => (file in all ? open(file) : undefined) }
  return meaningsOfCalls({ files: all, file: 'calls.ts', catalog, around })
}

describe('calls mean what MikroORM 6 sends for them', () => {
  let db: PGlite
  let read: Map<string, Meaning>
  let sent: ReadonlyMap<string, readonly string[]>
  let catalog: Catalog
  beforeAll(async () => {
    db = await newPostgres()
    const id = '00000000-0000-0000-0000-000000000001'
    const recorded = await sentByMikroOrm(files, [id, id], db)
    catalog = catalogOf({ 'schema.sql': recorded.ddl })
    sent = recorded.sent
    read = meaningsIn(calls, catalog)
  }, 60_000)

  it.each(bodies)('%s', (body) => {
    const statements = sent.get(body) ?? []
    expect(statements).not.toEqual([])
    expect(read.get(body)).toEqual(meaningOfSql(statements, catalog))
  })
})
