import { describe, expect, it } from 'vitest'
import { refusalOf } from '../support/postgres.ts'
import { verdictsOf } from '../support/verdicts.ts'

const tables = `
create table organizations (id bigint primary key);
create table tasks (
  id bigint primary key, organization_id bigint not null references organizations, parent_id bigint references tasks, kind text, is_part boolean,
  number int, checked CHECK
);`

function schemaOf(check: string): string {
  return tables.replace('checked CHECK', check)
}

/** The verdict on what is asked by a column of a row that was loaded for the tenant, where that may be NULL. */
function verdictOf(check: string, load = '', asked = ''): string | undefined {
  const run = `export async function run(id: number, org: number, kind: string) {
const [task] = await sql\`select * from tasks where id = \${id} and organization_id = \${org} ${load}\`
return sql\`select id from tasks where parent_id is not distinct from \${task.parent_id} ${asked}\`
}`
  return verdictsOf(run, schemaOf(check)).at(-1)?.replace(/.*: /, '')
}

/** Whether Postgres takes a row without a value, of which the rest is so. */
async function takes(check: string, row: string): Promise<boolean> {
  return (
    (await refusalOf(schemaOf(check), `insert into organizations values (1); insert into tasks values (1, 1, null, ${row})`)) === undefined
  )
}

const part = "and kind = 'part'"
const partRow = "'part', null, null"

describe('a column of which a constraint says that it has a value', () => {
  it.each([
    ['check (parent_id is not null)', '', 'null, null, null'],
    ['check (not parent_id is null)', '', 'null, null, null'],
    ['check (parent_id is not null and number > 0)', '', 'null, null, null'],
    ["check (kind <> 'part' or parent_id is not null)", part, partRow],
    ["check (parent_id is not null or kind in ('whole', 'none'))", part, partRow],
    ["check (kind = 'whole' or kind = 'part' and parent_id is not null)", part, partRow],
    ["check (not (kind = 'part' and parent_id is null))", part, partRow],
    ["check ((kind = 'part') = (parent_id is not null))", part, partRow],
    ["check ((kind <> 'part') <> (parent_id is not null))", part, partRow],
    ['check (not is_part or parent_id is not null)', 'and is_part', "'x', true, null"],
    ['check (is_part or parent_id is not null)', 'and not is_part', "'x', false, null"],
    ['check (number is null or parent_id is not null)', 'and number > 3', "'x', false, 4"],
    ['check (number < 3 or parent_id is not null)', 'and number = 4', "'x', false, 4"],
  ])('is no NULL: %s, %s', async (check, where, row) => {
    expect(await takes(check, row)).toBe(false)
    expect(verdictOf(check, where)).toBe('by-row')
    expect(verdictOf(check, '', where)).toBe('by-row')
  })

  it.each([
    ['check (parent_id > 0)', '', 'null, null, null'],
    ['check (parent_id is not null or number > 0)', '', 'null, null, null'],
    ["check (kind <> 'part' or parent_id is not null)", '', 'null, null, null'],
    ["check (kind <> 'part' or parent_id is not null)", "and kind = 'whole'", "'whole', null, null"],
    ["check (kind <> 'part' or parent_id > 0)", part, partRow],
    ["check (kind = 'part' or parent_id is not null)", part, partRow],
    ["check ((kind = 'part') = (parent_id is null))", part, partRow],
    ["check (not (kind = 'part' and parent_id is not null))", part, partRow],
    ['check (is_part or parent_id is not null)', 'and is_part is not true', "'x', null, null"],
    ['check (number < 3 or parent_id is not null)', 'and number > 1', "'x', false, 2"],
    ["check (coalesce(kind, 'part') <> 'part' or parent_id is not null)", "and kind <> 'part'", "'whole', null, null"],
  ])('may be one: %s, %s', async (check, where, row) => {
    expect(await takes(check, row)).toBe(true)
    expect(verdictOf(check, where)).toBe('by-reference')
    expect(verdictOf(check, '', where)).toBe('by-reference')
  })

  it('may be one where the constraint was not checked, or of rows of any kind', () => {
    const notValid = `${schemaOf('other int')} alter table tasks add check (parent_id is not null) not valid;`
    const run = `export async function run(id: number, org: number) {
const [task] = await sql\`select * from tasks where id = \${id} and organization_id = \${org}\`
return sql\`select id from tasks where parent_id is not distinct from \${task.parent_id}\`
}`
    expect(verdictsOf(run, notValid)).toEqual(['tasks: scoped', 'tasks: by-reference'])
    expect(verdictsOf(run, notValid.replace(' not valid', ''))).toEqual(['tasks: scoped', 'tasks: by-row'])
    const check = "check (kind <> 'part' or parent_id is not null)"
    expect(verdictOf(check, 'and kind = ${kind}')).toBe('by-reference')
    expect(verdictOf(check, "and (kind = 'part' or kind = ${kind})")).toBe('by-reference')
    expect(verdictOf(check, "and kind = any(array['part', 'whole'])")).toBe('by-reference')
  })

  it('may be one where a join puts it there without its row', () => {
    const run = `export async function run(id: number, org: number) {
const [task] = await sql\`select p.parent_id from tasks t left join tasks p on p.id = t.number and p.organization_id = t.organization_id and p.kind = 'part' where t.id = \${id} and t.organization_id = \${org}\`
return sql\`select id from tasks where parent_id is not distinct from \${task.parent_id}\`
}`
    const check = schemaOf("check (kind <> 'part' or parent_id is not null)")
    expect(verdictsOf(run.replace('left join', 'join'), check).at(-1)).toBe('tasks: by-row')
    expect(verdictsOf(run, check).at(-1)).toBe('tasks: by-reference')
  })
})
