import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { makeRepository } from '../../project/temp-project.ts'
import { apply, filesIn, fix, type Sends } from './fix-run.ts'

const longest = `"orderItems_${'x'.repeat(41)}_name_key"`

const schema = `create schema billing;
create table organizations (id bigint primary key);
create table "orderItems" (
  id bigint primary key, organization_id bigint not null references organizations, "parentId" bigint references "orderItems" (id),
  "we""ird" text not null, deleted_at timestamptz, constraint ${longest} unique (organization_id, "we""ird")
);
create table billing.invoices (
  id bigint primary key, organization_id bigint not null references organizations, order_item bigint references "orderItems" (id),
  number text not null, deleted_at timestamptz
);
create unique index "invoices number" on billing.invoices (organization_id, number);
`
const query = `select id from billing.invoices where organization_id = $1 and deleted_at is null and number > 'a' order by id limit 1;\n`

interface ToolCase {
  readonly tool: string
  readonly before: Readonly<Record<string, string>>
  readonly sends: Sends
  readonly split?: true
  /** The files that are written or changed. */
  readonly written: readonly string[]
  readonly isConcurrent: boolean
}

const journal = (...tags: readonly string[]): string =>
  JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    entries: tags.map((tag, idx) => ({ idx, version: '7', when: 1_700_000_000_000 + idx, tag, breakpoints: true })),
  })

const cases: readonly ToolCase[] = [
  {
    tool: 'plain',
    before: { 'migrations/0001_init.sql': schema },
    sends: 'each',
    written: ['migrations/0002_tenancy_indexes.sql'],
    isConcurrent: true,
  },
  {
    tool: 'plain, by day',
    before: { 'migrations/20240101120000-init.sql': schema },
    sends: 'each',
    written: ['migrations/20310203040506-tenancy_indexes.sql'],
    isConcurrent: true,
  },
  {
    tool: 'prisma',
    before: {
      'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'prisma/migrations/20240101120000_init/migration.sql': schema,
    },
    sends: 'whole',
    written: ['prisma/migrations/20310203040506_tenancy_indexes/migration.sql'],
    isConcurrent: false,
  },
  {
    tool: 'prisma, split',
    before: { 'prisma/migrations/20240101120000_init/migration.sql': schema },
    sends: 'whole',
    split: true,
    written: ['06', '07', '08', '09', '10', '11', '12', '13', '14', '15'].map(
      (at) => `prisma/migrations/203102030405${at}_tenancy_indexes/migration.sql`,
    ),
    isConcurrent: true,
  },
  {
    tool: 'drizzle',
    before: {
      'drizzle/0000_init.sql': schema,
      'drizzle/meta/_journal.json': journal('0000_init'),
      'drizzle/meta/0000_snapshot.json': '{ "id": "a", "prevId": "0" }',
    },
    sends: 'breakpoints',
    written: ['drizzle/0001_tenancy_indexes.sql', 'drizzle/meta/0001_snapshot.json', 'drizzle/meta/_journal.json'],
    isConcurrent: false,
  },
  {
    tool: 'flyway',
    before: { 'src/main/resources/db/migration/V1.9__init.sql': schema },
    sends: 'each',
    written: [
      'src/main/resources/db/migration/V1.10__tenancy_indexes.sql',
      'src/main/resources/db/migration/V1.10__tenancy_indexes.sql.conf',
    ],
    isConcurrent: true,
  },
  {
    tool: 'golang-migrate',
    before: { 'migrations/000001_init.up.sql': schema, 'migrations/000001_init.down.sql': 'drop table x;' },
    sends: 'whole',
    written: ['migrations/000002_tenancy_indexes.down.sql', 'migrations/000002_tenancy_indexes.up.sql'],
    isConcurrent: false,
  },
  {
    tool: 'dbmate',
    before: { 'db/migrations/20240101120000_init.sql': `-- migrate:up\n${schema}\n-- migrate:down\n` },
    sends: 'whole',
    written: ['db/migrations/20310203040506_tenancy_indexes.sql'],
    isConcurrent: false,
  },
  {
    tool: 'goose',
    before: { 'migrations/00001_init.sql': `-- +goose Up\n${schema}\n-- +goose Down\n` },
    sends: 'each',
    written: ['migrations/00002_tenancy_indexes.sql'],
    isConcurrent: true,
  },
  {
    tool: 'sql-migrate',
    before: { 'migrations/0001-init.sql': `-- +migrate Up\n${schema}\n-- +migrate Down\n` },
    sends: 'each',
    written: ['migrations/0002-tenancy_indexes.sql'],
    isConcurrent: true,
  },
  {
    tool: 'tern',
    before: { 'migrations/001_init.sql': `${schema}\n---- create above / drop below ----\n` },
    sends: 'each',
    written: ['migrations/002_tenancy_indexes.sql'],
    isConcurrent: true,
  },
  {
    tool: 'supabase',
    before: { 'supabase/migrations/20240101120000_init.sql': schema },
    sends: 'whole',
    written: ['supabase/migrations/20310203040506_tenancy_indexes.sql'],
    isConcurrent: false,
  },
  {
    tool: 'node-pg-migrate',
    before: { 'migrations/1700000000000_init.sql': `-- Up Migration\n${schema}\n-- Down Migration\n` },
    sends: 'transaction',
    written: ['migrations/1927857906000_tenancy_indexes.sql'],
    isConcurrent: false,
  },
  {
    tool: 'hasura',
    before: { 'migrations/1700000000000_init/up.sql': schema },
    sends: 'transaction',
    written: ['migrations/1927857906000_tenancy_indexes/down.sql', 'migrations/1927857906000_tenancy_indexes/up.sql'],
    isConcurrent: false,
  },
  {
    tool: 'diesel',
    before: { 'migrations/2024-01-01-120000_init/up.sql': schema },
    sends: 'transaction',
    written: ['migrations/2031-02-03-040506_tenancy_indexes/down.sql', 'migrations/2031-02-03-040506_tenancy_indexes/up.sql'],
    isConcurrent: false,
  },
  {
    tool: 'liquibase',
    before: { 'changelog/001_init.sql': `-- liquibase formatted sql\n-- changeset a:1\n${schema}` },
    sends: 'each',
    written: ['changelog/002_tenancy_indexes.sql'],
    isConcurrent: true,
  },
]

/** What a database has of indexes and constraints. */
async function shapeOf(db: PGlite): Promise<unknown> {
  const { rows: indexes } = await db.query(
    `select schemaname, indexname, indexdef from pg_indexes where schemaname <> 'pg_catalog' order by 1, 2`,
  )
  const { rows: keys } = await db.query(`select conname, pg_get_constraintdef(oid) from pg_constraint where contype <> 'n' order by 1`)
  return { indexes, keys }
}

describe('the migration of a tool', () => {
  it.each(cases.map((one) => [one.tool, one] as const))('%s', async (_, { before, sends, split, written, isConcurrent }) => {
    const cwd = makeRepository({ ...before, 'queries/invoices.sql': query })
    const old = filesIn(cwd)
    const { out } = await fix(cwd, { ...(split && { split }) })
    const files = filesIn(cwd)
    const changed = [...files].filter(([name, text]) => old.get(name) !== text).map(([name]) => name)
    expect(changed, out).toEqual(written)

    const sql = changed.filter((name) => name.endsWith('.sql'))
    const ups = sql.filter((name) => !/(?:\.down|\/down)\.sql$/.test(name))
    const text = ups.map((name) => files.get(name) ?? '').join('\n')
    expect(/^CREATE (?:UNIQUE )?INDEX CONCURRENTLY/m.test(text)).toBe(isConcurrent)

    const db = await PGlite.create()
    await db.exec(schema)
    const first = await shapeOf(db)
    for (const name of ups) await apply(db, files.get(name) ?? '', sends)
    expect(await shapeOf(db)).not.toEqual(first)

    const again = await fix(cwd)
    expect(again.out).toContain('nothing to fix')
    expect(filesIn(cwd)).toEqual(files)

    const down = sql.filter((name) => /(?:\.down|\/down)\.sql$/.test(name)).map((name) => files.get(name) ?? '')
    const inside = ups.flatMap(
      (name) =>
        /^-- (?:migrate:down|\+goose Down|\+migrate Down|Down Migration).*\n([^]*)|^---- create above.*\n([^]*)/m
          .exec(files.get(name) ?? '')
          ?.slice(1) ?? [],
    )
    const back = [...down, ...inside].filter((one) => one)
    for (const one of back) await apply(db, one, 'each')
    if (back.length > 0) expect(await shapeOf(db)).toEqual(first)
    await db.close()
  })
})
