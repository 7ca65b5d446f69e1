import { describe, expect, it } from 'vitest'
import { describeAskedOfPostgres } from './support/asked-of-postgres.ts'
import { trialOf } from './support/experiment.ts'
import { withNumbers } from './support/parameters.ts'
import { judgedBy, queryOf, schemaOf } from './support/schema.ts'

const me = `current_setting('app.user')::int`

/** Functions by name, each with what it takes and gives, and its body. */
const rows: Readonly<Record<string, string>> = {
  mine: `() returns setof int language sql stable security definer as $$ select organization_id from members where user_id = ${me} $$`,
  of_user: `(who int) returns setof int language sql stable as $$ select organization_id from members where user_id = who $$`,
  handed_on: `() returns setof int language sql stable as $$ select mine() $$`,
  current_one: `() returns setof int language sql stable as $$ select current_setting('app.organization')::int $$`,
  shadowed: `(user_id int) returns setof int language sql stable as $$ select organization_id from members where user_id = user_id $$`,
  of_role: `(wanted text) returns setof int language sql stable as $$ select organization_id from members where user_id = ${me} or role <> wanted $$`,
  every: `() returns setof int language sql stable as $$ select id from organizations $$`,
  handed_every: `() returns setof int language sql stable as $$ select every() $$`,
  any_of: `() returns setof int language sql stable as $$ select organization_id from members where user_id = ${me} union select organization_id from tasks $$`,
  block: `() returns setof int language plpgsql stable as $$ declare n int; begin return query select organization_id from members where user_id = ${me}; end $$`,
  valued: `() returns setof int language sql stable as $$ values (current_setting('app.organization')::int), ((select organization_id from members where user_id = ${me} limit 1)) $$`,
  union_mine: `() returns setof int language sql stable as $$ select mine() union all select (select organization_id from members where user_id = ${me} limit 1) $$`,
  union_every: `() returns setof int language sql stable as $$ select mine() union all select every() $$`,
  block_query: `() returns setof int language plpgsql stable as $$ begin return query select organization_id from members where user_id = ${me}; end $$`,
  block_every: `() returns setof int language plpgsql stable as $$ begin return query select id from organizations; return; end $$`,
  my_tasks: `() returns setof int language sql stable as $$ select t.id from tasks t join members m on m.organization_id = t.organization_id where m.user_id = ${me} $$`,
  all_tasks: `() returns setof int language sql stable as $$ select id from tasks $$`,
}

/** Those that give one. */
const single: Readonly<Record<string, string>> = {
  my_one: `() returns int language sql stable security definer as $$ select organization_id from members where user_id = ${me} order by 1 limit 1 $$`,
  set_one: `() returns int language sql stable as $$ select nullif(current_setting('app.organization', true), '')::int $$`,
  set_or_mine: `() returns int language sql stable as $$ select coalesce(nullif(current_setting('app.organization', true), '')::int, (select m.organization_id from members m where m.user_id = ${me} limit 1)) $$`,
  case_one: `() returns int language sql stable as $$ select case when ${me} > 0 then my_one() else set_one() end $$`,
  value_one: `() returns int language sql stable as $$ values ((select organization_id from members where user_id = ${me} limit 1)) $$`,
  block_one: `() returns int language plpgsql stable as $$ begin return (select organization_id from members where user_id = ${me} limit 1); end $$`,
  block_set: `() returns int language plpgsql stable as $$ begin return current_setting('app.organization')::int; end $$`,
  block_called: `() returns int language plpgsql stable as $$ begin return my_one(); end $$`,
  block_or_null: `() returns int language plpgsql stable as $$ begin return current_setting('app.organization')::int; exception when others then return null; end $$`,
  standard_one: `() returns int language sql stable return (select organization_id from members where user_id = ${me} limit 1)`,
  one_of: `(who int) returns int language sql stable as $$ select organization_id from members where user_id = who limit 1 $$`,
  first_of_all: `() returns int language sql stable as $$ select id from organizations order by id desc limit 1 $$`,
  first_or_mine: `() returns int language sql stable as $$ select coalesce((select max(organization_id) from tasks), my_one()) $$`,
  case_all: `() returns int language sql stable as $$ select case when ${me} > 0 then first_of_all() else my_one() end $$`,
  block_all: `() returns int language plpgsql stable as $$ begin return (select id from organizations order by id desc limit 1); end $$`,
  one_of_task: `(task int) returns int language sql stable as $$ select organization_id from tasks where id = task $$`,
  block_of: `(task int) returns int language plpgsql stable as $$ declare found_one int; begin select organization_id into found_one from tasks where id = task; return found_one; end $$`,
}

const arrays: Readonly<Record<string, string>> = {
  array_mine: `() returns int[] language sql stable as $$ select array_agg(organization_id) from members where user_id = ${me} $$`,
  array_filtered: `() returns int[] language sql stable as $$ select coalesce(array_agg(organization_id order by role) filter (where user_id = ${me}), '{}') from members $$`,
  array_made: `() returns int[] language sql stable as $$ select array(select organization_id from members where user_id = ${me}) $$`,
  array_of_rows: `() returns int[] language sql stable as $$ select array(select mine()) $$`,
  array_handed: `() returns int[] language sql stable as $$ select array_mine() $$`,
  array_set: `() returns int[] language sql stable as $$ select string_to_array(current_setting('app.organization'), ',')::int[] $$`,
  array_every: `() returns int[] language sql stable as $$ select array_agg(id) from organizations $$`,
  array_open: `() returns int[] language sql stable as $$ select array_agg(organization_id) from members where user_id = ${me} or role <> 'x' $$`,
  array_of_every: `() returns int[] language sql stable as $$ select array(select every()) $$`,
  array_two: `() returns int[] language plpgsql stable as $$ begin perform 1; return array_mine(); end $$`,
  array_block: `() returns int[] language plpgsql stable as $$ begin return array_mine(); end $$`,
}

const ddl = `
  create table organizations (id int primary key, slug text not null unique);
  create table users (id int primary key, email text not null unique);
  create table members (organization_id int not null references organizations, user_id int not null references users, role text not null default 'member', primary key (organization_id, user_id));
  create table tasks (id int primary key, organization_id int not null references organizations, title text);
  create table lines (id int primary key, organization_id int not null references organizations, task_id int not null references tasks, title text);
  ${Object.entries({ ...rows, ...single, ...arrays })
    .map(([name, made]) => `create function ${name}${made};`)
    .join('\n')}
  create table held (id int primary key, organization_id int not null references organizations, title text);
  alter table held enable row level security;
  create policy own on held using (organization_id in (select mine()));
  create table held_by_array (id int primary key, organization_id int not null references organizations, title text);
  alter table held_by_array enable row level security;
  create policy own on held_by_array using (organization_id = any (array_mine()));
  create table opened (id int primary key, organization_id int not null references organizations, title text);
  alter table opened enable row level security;
  create policy own on opened using (organization_id in (select every()));
  create table held_by_one (id int primary key, organization_id int not null references organizations, title text);
  alter table held_by_one enable row level security;
  create policy own on held_by_one using (organization_id = (select my_one()));
  create table opened_by_one (id int primary key, organization_id int not null references organizations, title text);
  alter table opened_by_one enable row level security;
  create policy own on opened_by_one using (organization_id = first_of_all());
  create table unseen (id int primary key, organization_id int not null references organizations, title text);
  alter table unseen enable row level security;
  create policy own on unseen using (organization_id in (select block()));
`

const client = {
  setup: `do $$ begin create role app; exception when duplicate_object then null; end $$; grant usage on schema public to app; alter default privileges in schema public grant all on tables to app`,
  begin: `set local role app; select set_config('app.user', :user, true), set_config('app.organization', :org, true);`,
}

const schema = schemaOf('given by functions', ddl, { rowLevelSecurity: 'trust', clientRole: 'app' }, client)

const cases: readonly (readonly [from: string, expected: string])[] = [
  ['tasks where organization_id in (select mine())', 'tasks:scoped'],
  ['tasks where organization_id = any (array(select mine()))', 'tasks:scoped'],
  ['tasks where organization_id = any (select mine())', 'tasks:scoped'],
  ['tasks where organization_id in (select of_user(:user))', 'tasks:scoped'],
  ['tasks where organization_id in (select handed_on())', 'tasks:scoped'],
  ['tasks where organization_id in (select current_one())', 'tasks:scoped'],
  ['tasks where organization_id = any (array_mine())', 'tasks:scoped'],
  ['tasks where organization_id = any ((select array_mine())::int[])', 'tasks:scoped'],
  ['tasks where organization_id = any (array_filtered())', 'tasks:scoped'],
  ['tasks where organization_id = any (array_made())', 'tasks:scoped'],
  ['tasks where organization_id = any (array_of_rows())', 'tasks:scoped'],
  ['tasks where organization_id = any (array_handed())', 'tasks:scoped'],
  ['tasks where organization_id = any (array_set())', 'tasks:scoped'],
  ['tasks where id in (select my_tasks())', 'tasks:scoped'],
  ['lines where task_id in (select my_tasks())', 'lines:by-parent'],
  ['held', 'held:scoped'],
  ['held_by_array', 'held_by_array:scoped'],
  ...['valued', 'union_mine', 'block_query'].map((name) => [`tasks where organization_id in (select ${name}())`, 'tasks:scoped'] as const),
  ['tasks where organization_id = any (array_block())', 'tasks:scoped'],
  ...[
    'my_one',
    'set_one',
    'set_or_mine',
    'case_one',
    'value_one',
    'block_one',
    'block_set',
    'block_called',
    'block_or_null',
    'standard_one',
  ].map((name) => [`tasks where organization_id = ${name}()`, 'tasks:scoped'] as const),
  ['tasks where organization_id = (select my_one())', 'tasks:scoped'],
  ['tasks where my_one()::bigint = organization_id', 'tasks:scoped'],
  ['tasks where organization_id in (my_one(), set_one())', 'tasks:scoped'],
  ['tasks where organization_id = one_of(:user)', 'tasks:scoped'],
  ['tasks t join lines l on l.task_id = t.id where t.organization_id = my_one()', 'tasks:scoped lines:by-parent'],
  ['held_by_one', 'held_by_one:scoped'],
  // Rows of others.
  ...['union_every', 'block_every'].map((name) => [`tasks where organization_id in (select ${name}())`, 'tasks:unscoped'] as const),
  ...['first_of_all', 'first_or_mine', 'case_all', 'block_all'].map(
    (name) => [`tasks where organization_id = ${name}()`, 'tasks:unscoped'] as const,
  ),
  ['tasks where organization_id = (select first_of_all())', 'tasks:unscoped'],
  ['tasks where organization_id in (my_one(), first_of_all())', 'tasks:unscoped'],
  [`tasks where organization_id = my_one() or title <> ''`, 'tasks:unscoped'],
  ['tasks where organization_id <> my_one()', 'tasks:vacuous'],
  ['opened_by_one', 'opened_by_one:unscoped'],
  ['tasks where organization_id in (select shadowed(:user))', 'tasks:unscoped'],
  [`tasks where organization_id in (select of_role('member'))`, 'tasks:unscoped'],
  ['tasks where organization_id in (select every())', 'tasks:unscoped'],
  ['tasks where organization_id in (select handed_every())', 'tasks:unscoped'],
  ['tasks where organization_id in (select any_of())', 'tasks:unscoped'],
  ['tasks where organization_id = any (array(select every()))', 'tasks:unscoped'],
  ['tasks where organization_id = any (array_every())', 'tasks:unscoped'],
  ['tasks where organization_id = any (array_open())', 'tasks:unscoped'],
  ['tasks where organization_id = any (array_of_every())', 'tasks:unscoped'],
  ['tasks where id in (select all_tasks())', 'tasks:unscoped'],
  ['lines where task_id in (select all_tasks())', 'lines:unscoped'],
  [`tasks where organization_id in (select mine()) or title <> ''`, 'tasks:unscoped'],
  ['opened', 'opened:unscoped'],
  // What cannot be read.
  ['tasks where organization_id in (select block())', 'tasks:dynamic'],
  ['tasks where organization_id = any (array(select block()))', 'tasks:dynamic'],
  ['tasks where organization_id = any (array_two())', 'tasks:dynamic'],
  ['tasks where organization_id = block_of(1)', 'tasks:dynamic'],
  ['tasks t join lines l on l.task_id = t.id where t.organization_id in (select block())', 'tasks:dynamic lines:dynamic'],
  ['unseen', 'unseen:dynamic'],
]

const trials = cases.map(([from, expected]) => {
  const sql = `select * from ${from}`
  const judged = judgedBy(schema, queryOf(withNumbers(sql)))
  return { from, expected, judged, trial: trialOf(schema, sql, judged) }
})

describe('what is one of those that a function of the database gives', () => {
  it.each(trials.map(({ from, expected, judged }) => [from, expected, judged] as const))('%s: %s', (_, expected, judged) => {
    expect(judged.map(({ access, verdict }) => `${access.name}:${verdict}`).join(' ')).toBe(expected)
  })

  it.each([
    ['organization_id in (select teams_of_mine())', 'dynamic'],
    ['organization_id = any (auth.teams())', 'dynamic'],
    [`organization_id = any (string_to_array($1, ',')::int[])`, 'scoped'],
    ['organization_id in (select unnest($1::int[]))', 'scoped'],
    [`organization_id = any ((auth.jwt() -> 'teams')::int[])`, 'scoped'],
    ['id in (select block())', 'by-key'],
    ['title = any (array_two())', 'unscoped'],
    ['organization_id = current_organization()', 'scoped'],
    ['organization_id = one_of_task($1)', 'by-key'],
  ])('%s, of functions that no file has, or that decide on something else: %s', (where, verdict) => {
    expect(judgedBy(schema, queryOf(`select title from tasks where ${where}`)).at(0)?.verdict).toBe(verdict)
  })
})

describeAskedOfPostgres(schema, trials)
