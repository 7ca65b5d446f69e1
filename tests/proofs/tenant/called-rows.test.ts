import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, title text);
create table lines (id uuid primary key, organization_id uuid not null references organizations, task_id uuid references tasks);
create function tasks_of(owner uuid) returns setof tasks language sql stable as $$ select * from tasks where organization_id = owner $$;
create function all_tasks() returns setof tasks language sql stable as $$ select * from tasks $$;
create function ids_of(owner uuid) returns table (id uuid, name text) language sql stable as
  $$ select t.id, t.title as name from tasks t where t.organization_id = owner $$;
create function swapped(owner uuid) returns table (id uuid, other uuid) language sql stable as
  $$ select t.organization_id, t.id from tasks t where t.organization_id = owner $$;
`

/** The verdict of what is asked by the id of a row that a function of the database gave. */
function behind(from: string, more = ''): string | undefined {
  const text = `export async function run(org: string, id: string) {
  const task = await db.one(sql\`SELECT * FROM ${from}\`)${more}
  return db.any(sql\`SELECT id FROM lines WHERE task_id = \${task.id}\`)
}`
  return verdictsOf(text, schema).at(-1)?.replace('lines: ', '')
}

describe('rows that a function of the database gives', () => {
  it.each([
    ['tasks_of(${org})', 'by-row'],
    ['tasks_of(owner => ${org}) AS t', 'by-row'],
    ['tasks_of(${org}) WHERE title = ${id}', 'by-row'],
    ['public.ids_of(${org})', 'by-row'],
    ['all_tasks() WHERE id = ${id}', 'dynamic'],
    ['swapped(${org})', 'by-reference'],
    ['tasks_of(${org}) WITH ORDINALITY', 'by-reference'],
    ['tasks_of(${org}) AS t (organization_id, id)', 'by-reference'],
    ['unknown_function(${org})', 'by-reference'],
  ])('%s: what they lead to is %s', (from, verdict) => {
    expect(behind(from)).toBe(verdict)
  })

  it('tell of a key that is looked for among them', () => {
    const text = `export async function run(org: string, id: string) {
  const task = await db.oneOrNone(sql\`SELECT title FROM tasks_of(\${org}) WHERE id = \${id}\`)
  if (!task) return
  await db.none(sql\`DELETE FROM tasks WHERE id = \${id}\`)
}`
    expect(verdictsOf(text, schema)).toEqual(['tasks: scoped', 'tasks: by-row'])
  })
})
