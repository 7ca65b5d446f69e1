import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/cli/doctor/connection.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { connectionTo, doctor, lines, postgres } from './run.ts'

const long = 'orders_of_an_organization_by_the_person_who_made_them_and_the_day_idx'
const init = `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, note text);
`

async function found(sql: string): Promise<{ lines: string[]; fixes: (string | null)[]; messages: string[] }> {
  const db = await postgres(init + sql)
  const report = await doctor(makeRepository({ 'migrations/0001_init.sql': init + sql }), db)
  const own = report.findings.filter(({ group }) => group === 'indexes')
  return { lines: lines(report, 'indexes'), fixes: own.map(({ fix }) => fix), messages: own.map(({ message }) => message) }
}

const indexed = 'create index orders_organization_id_idx on orders (organization_id);\n'

describe('the indexes and constraints of a database', () => {
  it('may all be right', async () => {
    expect(await found(indexed)).toEqual({ lines: [], fixes: [], messages: [] })
  })

  it('a foreign key without an index', async () => {
    expect(await found('')).toEqual({
      lines: ['migrations/0001_init.sql:2 unindexed-foreign-key orders orders_organization_id_fkey'],
      fixes: ['CREATE INDEX CONCURRENTLY orders_organization_id_idx ON orders (organization_id);'],
      messages: [
        'The foreign key orders_organization_id_fkey of orders (organization_id) has no index. Each delete in organizations reads all of orders.',
      ],
    })
  })

  it('one that is there twice, and one that another begins with', async () => {
    const more =
      'create index again on orders (organization_id);\ncreate index wider on orders (note, id);\ncreate index narrow on orders (note);\n'
    expect(await found(indexed + more)).toMatchObject({
      lines: ['migrations/0001_init.sql:4 duplicate-index orders again', 'migrations/0001_init.sql:6 redundant-index orders narrow'],
      fixes: ['DROP INDEX CONCURRENTLY again;', 'DROP INDEX CONCURRENTLY narrow;'],
    })
  })

  it('an index that TypeORM makes again where it is gone', async () => {
    const db = await postgres(`create table teams (id int primary key);
create table users (id int primary key);
create table users_teams_teams ("usersId" int not null references users, "teamsId" int not null references teams, primary key ("usersId", "teamsId"));
create index "IDX_5d44297b07f4b6ea1418d2fedb" on users_teams_teams ("usersId");
create index "IDX_58b76a3454c868f649f25c0365" on users_teams_teams ("teamsId");`)
    const report = await doctor(
      makeRepository({
        'package.json': '{ "dependencies": { "typeorm": "^0.3.20" } }',
        'src/entities.ts': `import { Entity, JoinTable, ManyToMany, PrimaryColumn } from 'typeorm'
@Entity('teams') export class Team { @PrimaryColumn('int') id: number }
@Entity('users') export class User { @PrimaryColumn('int') id: number; @ManyToMany(() => Team) @JoinTable() teams: Team[] }
`,
      }),
      db,
    )
    expect(lines(report, 'indexes')).toEqual([])
  })

  it('a constraint that is NOT VALID', async () => {
    const more = "alter table orders add constraint short check (note <> '') not valid;\n"
    expect(await found(indexed + more)).toMatchObject({
      lines: ['migrations/0001_init.sql:4 not-validated orders short'],
      fixes: ['ALTER TABLE orders VALIDATE CONSTRAINT short;'],
    })
  })

  it('a name that was cut', async () => {
    expect(await found(`${indexed}create index ${long} on orders (note);\n`)).toMatchObject({
      lines: [`migrations/0001_init.sql:4 cut-name orders ${long.slice(0, 63)}`],
      messages: [
        expect.stringContaining(`call ${long} is ${long.slice(0, 63)} in the database: Postgres cut 6 of its 69 bytes.`) as string,
      ],
    })
  })

  // `serves` 'S3-35': IF NOT EXISTS takes what a failed build leaves for the index.
  it('one that is invalid', async () => {
    const sql = `${init}${indexed}create unique index by_note on orders (note);\n`
    const db = await postgres(sql)
    await db.exec("update pg_index set indisvalid = false where indexrelid = 'by_note'::regclass")
    const report = await doctor(makeRepository({ 'migrations/0001_init.sql': sql }), db)
    expect(report.findings).toMatchObject([
      {
        kind: 'invalid-index',
        message: expect.stringContaining('CREATE INDEX IF NOT EXISTS takes it for the index') as string,
        fix: 'REINDEX INDEX CONCURRENTLY by_note;  -- or: DROP INDEX CONCURRENTLY by_note;',
        place: { file: 'migrations/0001_init.sql', line: 4 },
      },
    ])
  })
})

/** A connection on which the answers to some statements are others: Postgres counts as it likes. */
function counting(db: PGlite, answers: Readonly<Record<string, (value: object) => unknown>>): Connection {
  const connection = connectionTo(db)
  return {
    ...connection,
    query: async (text) => {
      const rows = await connection.query(text)
      const answer = Object.entries(answers).find(([part]) => text.includes(part))?.[1]
      return answer
        ? rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, answer(value as object)])))
        : rows
    },
  }
}

const weeks = { 'as was_reset': (server: object) => ({ ...server, days: 30 }) }

// `serves` 'S3-40': alerts on indexes that are not used, bloat and missing indexes; 'S0-8': cache hit over 99 %, indexes under twice the table.
describe('what Postgres counts', () => {
  const sql = `${init}${indexed}create index by_note on orders (note);\ncreate unique index one_note on orders (note, id);\n`

  it('an index that nothing uses, where no key and no foreign key needs it', async () => {
    const db = await postgres(sql.replace('by_note on orders (note)', 'by_note on orders (note desc nulls last)'))
    const report = await doctor(makeRepository({}), counting(db, weeks))
    expect(report.findings.filter(({ group }) => group === 'statistics')).toMatchObject([
      { kind: 'unused-index', name: 'by_note', fix: 'DROP INDEX CONCURRENTLY by_note;' },
    ])
  })

  it('for a few days: then that is not told for sure', async () => {
    const db = await postgres(sql)
    const report = await doctor(makeRepository({}), db)
    expect(lines(report, 'statistics')).toEqual([])
    expect(report.notes.join('\n')).toMatch(/0 days ago: that these indexes were not used since says little yet: by_note\./)
  })

  it('reads from end to end, dead rows, a cold cache, indexes that are large, transactions that are old', async () => {
    const db = await postgres(sql)
    const table = {
      name: 'public.orders',
      rows: 50_000,
      dead: 40_000,
      sequentialScans: 80,
      rowsReadSequentially: 4e6,
      indexScans: 2,
      isAnalyzed: true,
    }
    const report = await doctor(
      makeRepository({ 'migrations/0001_init.sql': sql }),
      counting(db, {
        rowsReadSequentially: () => [table],
        pg_statio_user_tables: () => ({ hit: 900_000, read: 100_000 }),
        pg_table_size: () => ({ tables: [{ name: 'public.orders', bytes: 1e7, indexBytes: 3e7 }], indexes: [] }),
        pg_stat_activity: () => [{ pid: 7, seconds: 900, state: 'idle in transaction', application: 'worker' }],
      }),
    )
    expect(lines(report, 'statistics')).toEqual([
      'migrations/0001_init.sql:2 sequential-scans orders -',
      'migrations/0001_init.sql:2 dead-rows orders -',
      'migrations/0001_init.sql:2 index-footprint orders -',
      '- cache-hit - -',
      '- long-transaction - -',
    ])
    expect(report.findings.find(({ kind }) => kind === 'cache-hit')?.message).toContain('90% of the blocks')
  })
})
