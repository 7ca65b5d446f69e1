import { describe, expect, it } from 'vitest'
import type { Catalog, Table } from '../../src/catalog/catalog.ts'
import { Fold, type Step } from '../../src/catalog/fold.ts'
import { runWhole } from '../../src/catalog/late-indexes.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { prismaStatements } from '../../src/orms/prisma/schema.ts'
import { stepsOfSql } from '../../src/project/schema-steps.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

const source = 'datasource db {\n  provider = "postgresql"\n}\n'

function modelSteps(models: string): Step[] {
  const files = [{ file: 'schema.prisma', text: `${models}\n${source}` }]
  return prismaStatements(files, libpgQuery).map(({ file, changes }) => ({
    file,
    changes,
    place: (range) => ({ file, range }),
    declares: { by: 'prisma', isHome: true },
  }))
}

/** What migrations make, with what a model says beside them. */
function merged(sql: string, models: string): Catalog {
  return mergedWith(sql, modelSteps(models))
}

function mergedWith(sql: string, declared: readonly Step[]): Catalog {
  const fold = new Fold()
  runWhole(fold, [...stepsOfSql('migration.sql', sql, libpgQuery, []), ...declared])
  return readState(fold.state, fold.unread)
}

function tableOf(sql: string, models: string, name = 'orders'): Table {
  const catalog = merged(sql, models)
  expect(catalog.parts.unread.map(({ reason }) => reason)).toEqual([])
  const table = catalog.table('public', name)
  if (!table) throw new Error(`there is no table ${name}`)
  return table
}

const model = `model orders {
  id     Int  @id
  org_id Int
  number Int
  @@unique([org_id, number])
}`
const table = `create table orders (id int constraint orders_pkey primary key, org_id int not null, number int not null);
create unique index orders_org_id_number_key on orders (org_id, number);`

describe('a model beside migrations', () => {
  it('has the home of what both tell', () => {
    const { place, columns, keys, indexes } = tableOf(table, model)
    const files = [place, ...columns.map((one) => one.place), ...keys.map((one) => one.place), ...indexes.map((one) => one.place)].map(
      ({ file }) => file,
    )
    expect(new Set(files)).toEqual(new Set(['schema.prisma']))
    expect(indexes.map(({ name }) => name).sort()).toEqual(['orders_org_id_number_key', 'orders_pkey'])
  })

  it('has the home of a view, and the query that migrations gave it', () => {
    const steps = stepsOfSql('schema.ts', 'create view numbers as select 1 as one', libpgQuery, [])
    const declared = steps.map((step): Step => ({ ...step, declares: { by: 'drizzle', isHome: true } }))
    const catalog = mergedWith(`${table} create view numbers as select number from orders;`, declared)
    const view = catalog.table('public', 'numbers')
    expect(view?.columns.map(({ name }) => name)).toEqual(['number'])
    expect([view?.place.file, view?.madeAt?.file]).toEqual(['schema.ts', 'migration.sql'])
    expect(catalog.parts.unread).toEqual([])
  })

  it('does not take away what was written by hand', () => {
    const sql = `${table.replace('(org_id, number);', '(org_id, number) where number > 0;')}
create index by_hand on orders (lower(number::text));
alter table orders add constraint positive check (number > 0);
create policy own on orders using (org_id = 1);`
    const { indexes, checks, policies } = tableOf(sql, model)
    expect(indexes.find(({ name }) => name === 'orders_org_id_number_key')?.predicate).toBeDefined()
    expect(indexes.find(({ name }) => name === 'by_hand')?.place.file).toBe('migration.sql')
    expect([checks.length, policies.length]).toEqual([1, 1])
  })

  it('adds what no migration makes yet', () => {
    const { columns, indexes } = tableOf(table, model.replace('number Int\n', 'number Int\n  note String?\n  @@index([note])\n'))
    expect(columns.map(({ name }) => name)).toEqual(['id', 'org_id', 'number', 'note'])
    expect(indexes.map(({ name }) => name)).toContain('orders_note_idx')
  })

  it('knows an index under the name that it was given before', () => {
    const { indexes } = tableOf(table.replace('orders_org_id_number_key', 'atlases_org_id_number_key'), model)
    expect(indexes.map(({ name }) => name).sort()).toEqual(['atlases_org_id_number_key', 'orders_pkey'])
    expect(indexes.map(({ place }) => place.file)).toEqual(['schema.prisma', 'schema.prisma'])
  })

  it('changes an index that is told otherwise under its name', () => {
    const { indexes } = tableOf(
      table,
      model.replace('@@unique([org_id, number])', '@@unique([org_id, number, id], map: "orders_org_id_number_key")'),
    )
    expect(indexes.find(({ name }) => name === 'orders_org_id_number_key')?.keys.map(({ column }) => column)).toEqual([
      'org_id',
      'number',
      'id',
    ])
  })

  it('takes as not null what either says to be', () => {
    const { columns } = tableOf(table.replace('org_id int not null', 'org_id int'), model.replace('number Int', 'number Int?'))
    expect(columns.map(({ nullable }) => nullable)).toEqual([false, false, false])
  })

  it('tells what it makes twice itself', () => {
    const { indexes } = tableOf(
      'select 1',
      model.replace('@@unique', '@@index([number], map: "a")\n  @@index([number], map: "b")\n  @@unique'),
    )
    expect(indexes.map(({ name }) => name)).toEqual(expect.arrayContaining(['a', 'b']))
  })

  it('finds a foreign key by what it refers to', () => {
    const sql = `create table orgs (id int primary key); ${table} alter table orders add constraint fk_old foreign key (org_id) references orgs (id);`
    const models = `model orgs {\n  id Int @id\n  orders orders[]\n}\n${model.replace('number Int\n', 'number Int\n  org orgs @relation(fields: [org_id], references: [id])\n')}`
    const { foreignKeys } = tableOf(sql, models)
    expect(foreignKeys.map(({ name, place }) => [name, place.file])).toEqual([['fk_old', 'schema.prisma']])
  })

  it('finds one to a table that no migration makes', () => {
    const sql = `${table} alter table orders add constraint fk_old foreign key (org_id) references orgs (id);`
    const models = `model orgs {\n  id Int @id\n  orders orders[]\n}\n${model.replace('number Int\n', 'number Int\n  org orgs @relation(fields: [org_id], references: [id])\n')}`
    const { foreignKeys } = tableOf(sql, models)
    expect(foreignKeys.map(({ name, references }) => [name, references.table])).toEqual([['fk_old', 'orgs']])
  })

  it('can be folded again after it changed', () => {
    const steps = stepsOfSql('migration.sql', table, libpgQuery, [])
    const fold = new Fold()
    fold.run([...steps, ...modelSteps(model)])
    fold.run([...steps, ...modelSteps(model.replace('number Int\n', 'number Int\n  note String?\n'))])
    fold.run([...steps, ...modelSteps(model)])
    const again = new Fold()
    again.run([...steps, ...modelSteps(model)])
    expect(readState(fold.state, fold.unread).parts.tables).toEqual(readState(again.state, again.unread).parts.tables)
  })

  it('has the indexes of migrations that begin behind a table that they do not make', () => {
    const sql = `create index orders_by_org on orders (org_id);
create unique index orders_number on orders (number) where number > 0;
create index orders_gone on orders (number, org_id);
drop index if exists orders_gone;
create index orders_no_column on orders (other);
create index elsewhere on nowhere (id);`
    const catalog = merged(sql, model)
    expect(
      catalog
        .table('public', 'orders')
        ?.indexes.map(({ name, place }) => [name, place.file])
        .sort(),
    ).toEqual([
      ['orders_by_org', 'migration.sql'],
      ['orders_number', 'migration.sql'],
      ['orders_org_id_number_key', 'schema.prisma'],
      ['orders_pkey', 'schema.prisma'],
    ])
    expect(catalog.parts.unread).toHaveLength(5)
  })

  it('has an unseen past where migrations change it and none makes it', () => {
    const past = (sql: string): unknown => merged(sql, model).table('public', 'orders')?.hasUnseenPast
    expect(past('create index orders_by_org on orders (org_id);')).toBe(true)
    expect(past('alter table orders add column org_id int;')).toBe(true)
    expect(past('create index elsewhere on others (org_id);')).toBe(undefined)
    expect(past(`create index too_early on orders (org_id); ${table}`)).toBe(undefined)
    expect(past(`${table} create index wrong on orders (nothing);`)).toBe(undefined)
  })
})
