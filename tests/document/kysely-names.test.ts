import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create schema app;
create table organizations (id int primary key);
create table app.tasks (id int primary key, organization_id int not null references organizations);
create table tasks (id int primary key);
`

const told = (text: string): string[] =>
  verdictsOf(`import { sql } from 'kysely'\nexport const run = (db, id: string) => sql\`${text}\`.execute(db)`, schema)

describe('names that Kysely makes within a text', () => {
  it.each([
    ["select * from ${sql.table('app.tasks')} where id = ${id}", ['tasks: by-key']],
    ["delete from ${sql.table('app.tasks')} where ${sql.ref('id')} = ${id}", ['tasks: by-key']],
    ["select * from ${sql.id('app', 'tasks')} where ${sql.ref('app.tasks.id')} = ${id}", ['tasks: by-key']],
    ["select * from ${sql.table('app.tasks')} where organization_id = ${id}", ['tasks: scoped']],
    ["select * from ${sql.table('tasks')} where id = ${id}", []],
    ["select * from ${sql.id('app.tasks')} where id = ${id}", []],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  it.each([
    ["sql.id('tasks', 'organization_id')", 'tasks: scoped'],
    ["sql.ref('tasks.organization_id')", 'tasks: scoped'],
    ["sql.id('tasks.organization_id')", 'tasks: unscoped'],
  ])('stand in a call: %s', (name, expected) => {
    const program = `import { Kysely, sql } from 'kysely'
const db = new Kysely<any>({}).withSchema('app')
export const run = (org: number) => db.selectFrom('tasks').selectAll().where(${name}, '=', org).execute()`
    expect(verdictsOf(program, schema)).toEqual([expected])
  })

  it('are those that it compiles', () => {
    const db = new Kysely({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (one) => new PostgresIntrospector(one),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
    const made = sql`${sql.table('app.tasks')} ${sql.id('app', 'tasks')} ${sql.id('app.tasks')} ${sql.ref('app.tasks.id')}`
    expect(made.compile(db).sql).toBe('"app"."tasks" "app"."tasks" "app.tasks" "app"."tasks"."id"')
  })
})
