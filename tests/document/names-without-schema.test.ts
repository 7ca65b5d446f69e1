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
const inSome = `${inCrm}
create schema staging;
create table staging.contacts (id uuid primary key, email text);
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

  it('is one of several that are all of tenants, whichever', () => {
    expect(verdictsOf(program, inBoth)).toEqual(['contacts: by-key'])
  })

  it('is nobody knows whether one of a tenant, where only some of several are', () => {
    expect(verdictsOf(program, inSome)).toEqual([])
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

describe('a name that several schemas have', () => {
  const schema = `
create schema app;
create schema archive;
create table app.notes (id uuid primary key, organization_id uuid not null, title text, slug text, token_hash text unique);
create table app.lines (id uuid primary key, organization_id uuid not null, note_id uuid not null references app.notes);
create table archive.notes (id uuid, organization_id uuid not null, title text, slug text unique);
create table archive.lines (id uuid primary key, organization_id uuid not null, note_id uuid not null);
create table app.tags (id uuid primary key, name text);
create table archive.tags (id uuid primary key, organization_id uuid not null, name text);
create table labels (id uuid primary key, organization_id uuid not null, note_id uuid not null);
create table app.views (id uuid primary key, organization_id uuid not null);
create view archive.views as select * from archive.notes where title <> '';
`
  const verdicts = (sql: string): readonly string[] =>
    verdictsOf(`import { Pool } from 'pg'\nexport const one = (db: Pool, id: string) => db.query(${JSON.stringify(sql)}, [id])`, schema)

  it.each([
    ['select * from notes where organization_id = $1', ['notes: scoped']],
    ['select * from notes where title = $1', ['notes: unscoped']],
    // A key in one of them.
    ['select * from notes where id = $1', ['notes: unscoped']],
    ['select * from notes where slug = $1', ['notes: unscoped']],
    ['select * from notes where token_hash = $1', ['notes: unscoped']],
    ['update notes set title = $1', ['notes: unscoped']],
    ['delete from lines where id = $1', ['lines: by-key']],
    ['select * from app.notes where id = $1', ['notes: by-key']],
    // A foreign key in one of them.
    ['select * from notes n join lines l on l.note_id = n.id where n.organization_id = $1', ['notes: scoped', 'lines: unscoped']],
    [
      'select * from notes n join labels b on b.organization_id = n.organization_id where n.organization_id = $1',
      ['notes: scoped', 'labels: scoped'],
    ],
    ['select * from labels where note_id in (select id from notes where organization_id = $1)', ['labels: unscoped', 'notes: scoped']],
    // Of a tenant in one of them, or a view.
    ['select * from tags where id = $1', []],
    ['select * from views where id = $1', []],
  ])('%s', (sql, expected) => {
    expect(verdicts(sql)).toEqual(expected)
  })

  it('leads to what refers to it', () => {
    const both = `${schema} alter table archive.notes add primary key (id); alter table archive.lines add foreign key (note_id) references archive.notes;`
    const text = 'select * from notes n join lines l on l.note_id = n.id where n.organization_id = $1'
    expect(verdictsOf(`import { Pool } from 'pg'\nexport const one = (db: Pool, id: string) => db.query('${text}', [id])`, both)).toEqual([
      'notes: scoped',
      'lines: by-parent',
    ])
  })
})
