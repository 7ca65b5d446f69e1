import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const inCrm = `
create schema crm;
create table crm.workspaces (id uuid primary key);
create table crm.contacts (id uuid primary key, organization_id uuid not null, email text);
`
const inBoth = `${inCrm}
create schema archive;
create table archive.contacts (id uuid primary key, organization_id uuid not null, email text);
`
const inPublic = `${inCrm}
create table contacts (id uuid primary key, email text);
`

const programs: readonly (readonly [string, string])[] = [
  [
    'a text',
    "import { Pool } from 'pg'\nexport const one = (db: Pool, id: string) => db.query('select * from contacts where id = $1', [id])",
  ],
  [
    'Kysely',
    "import type { Kysely } from 'kysely'\nexport const one = (db: Kysely<DB>, id: string) => db.selectFrom('contacts').selectAll().where('id', '=', id).execute()",
  ],
  ['Knex', "import type { Knex } from 'knex'\nexport const one = (db: Knex, id: string) => db('contacts').where({ id }).first()"],
  [
    'Objection',
    "import { Model } from 'objection'\nclass Contact extends Model { static tableName = 'contacts' }\nexport const one = (id: string) => Contact.query().findById(id)",
  ],
]

describe.each(programs)('a name without a schema in %s', (_, program) => {
  it('is the only table that is called so, wherever that is', () => {
    expect(verdictsOf(program, inCrm)).toEqual(['contacts: by-key'])
  })

  it('is that of the search path first', () => {
    expect(verdictsOf(program, inPublic)).toEqual([])
  })

  it('is nobody knows which of several', () => {
    expect(verdictsOf(program, inBoth)).toEqual([])
  })
})

it.each(['staging.contacts', 'public.contacts'])('a name with a schema is of that one: %s', (name) => {
  expect(
    verdictsOf(
      `import { Pool } from 'pg'\nexport const one = (db: Pool, id: string) => db.query('select * from ${name} where id = $1', [id])`,
      inCrm,
    ),
  ).toEqual([])
})

it('a name of Postgres is no table of another schema', () => {
  const schema = `create schema monitoring;\ncreate table monitoring.pg_stat_activity (id uuid primary key, organization_id uuid not null);`
  expect(
    verdictsOf("import { Pool } from 'pg'\nexport const all = (db: Pool) => db.query('select * from pg_stat_activity')", schema),
  ).toEqual([])
})
