import { describe, expect, it } from 'vitest'
import { describeAskedOfPostgres } from './support/asked-of-postgres.ts'
import { trialOf } from './support/experiment.ts'
import { withNumbers } from './support/parameters.ts'
import { judgedBy, queryOf, schemaOf } from './support/schema.ts'

const me = `current_setting('app.user')::int`
const isMine = `exists (select 1 from members m where m.organization_id = org and m.user_id = ${me})`

/** Tables that policies hold by a condition. */
const policies: Readonly<Record<string, string>> = {
  by_role: `role_in(organization_id) in ('owner', 'member')`,
  by_array: `role_in(organization_id) = any (array['owner', 'member'])`,
  by_null: `(select role_in(organization_id)) is not null`,
  by_select: `(select is_mine(organization_id))`,
  by_truth: `is_mine(organization_id) = true`,
  by_other: `role_in(organization_id) is distinct from 'banned'`,
  by_denied: `not is_mine(organization_id)`,
  by_block: `block_two(organization_id)`,
  by_return: `block_mine(organization_id)`,
  by_case: `case_mine(organization_id)`,
  by_any: `asks_role(organization_id, 'owner')`,
}

const ddl = `
  create table organizations (id int primary key, slug text not null unique);
  create table users (id int primary key, email text not null unique);
  create table members (organization_id int not null references organizations, user_id int not null references users, role text not null default 'member', primary key (organization_id, user_id));
  create table tasks (id int primary key, organization_id int not null references organizations, title text);
  create table lines (id int primary key, organization_id int not null references organizations, task_id int not null references tasks);
  create function is_mine(org int) returns boolean language sql stable as $$ select ${isMine} $$;
  create function is_mine(org int, role text) returns boolean language sql stable as $$ select ${isMine} $$;
  create function role_in(org int) returns text language sql stable as
    $$ select coalesce(role, 'member') from members m where m.organization_id = org and m.user_id = ${me} order by role limit 1 $$;
  create function role_or_none(org int) returns text language sql stable as
    $$ select coalesce((select m.role from members m where m.organization_id = org and m.user_id = ${me}), 'none') $$;
  create function truth_or_no(org int) returns boolean language sql stable as
    $$ select coalesce((select true from members m where m.organization_id = org and m.user_id = ${me}), false) $$;
  create function truth_or_yes(org int) returns boolean language sql stable as
    $$ select coalesce((select true from members m where m.organization_id = org and m.user_id = ${me}), true) $$;
  create function compares(org int) returns boolean language sql stable as
    $$ select m.user_id = ${me} from members m where m.organization_id = org order by m.user_id = ${me} desc limit 1 $$;
  create function asks_role(org int, but text) returns boolean language sql stable as
    $$ select exists (select 1 from members m where m.organization_id = org and (m.user_id = ${me} or m.role <> but)) $$;
  create function is_there(org int) returns boolean language sql stable as $$ select org > 0 $$;
  create function counts(org int) returns boolean language sql stable as
    $$ select count(*) > 0 from members m where m.organization_id = org and m.user_id = ${me} $$;
  create function counts_inside(org int) returns boolean language sql stable as
    $$ select (select count(*) from members m where m.organization_id = org and m.user_id = ${me}) > 0 $$;
  create function returns_mine(org int) returns boolean language sql stable return ${isMine};
  create function block_mine(org int) returns boolean language plpgsql stable as $$ begin return ${isMine}; end $$;
  create function block_role(org int) returns text language plpgsql stable as $$ begin perform 1; return role_in(org); end $$;
  create function block_given_role(org int) returns text language plpgsql stable as $$ begin return role_in(org); end $$;
  create function case_mine(org int) returns boolean language sql stable as $$ select case when ${isMine} then true else false end $$;
  create function case_either(org int) returns boolean language sql stable as
    $$ select case when org < 0 then false when ${isMine} then true end $$;
  create function case_of(org int) returns boolean language sql stable as
    $$ select case (select m.role from members m where m.organization_id = org and m.user_id = ${me}) when 'banned' then false when 'member' then true else false end $$;
  create function case_other(org int) returns boolean language sql stable as $$ select case when ${isMine} then true else org > 0 end $$;
  create function case_denied(org int) returns boolean language sql stable as $$ select case when ${isMine} then false else true end $$;
  create function case_in_rows(org int) returns boolean language sql stable as
    $$ select case when m.user_id = ${me} then true else false end from members m where m.organization_id = org order by 1 desc limit 1 $$;
  create function union_mine(org int) returns setof boolean language sql stable as
    $$ select true from members m where m.organization_id = org and m.user_id = ${me} union select true from members n where n.organization_id = org and n.user_id = ${me} $$;
  create function with_union(org int) returns boolean language sql stable as
    $$ with own as (select m.organization_id from members m where m.user_id = ${me}) select true from own where own.organization_id = org union all select org in (select own.organization_id from own) limit 1 $$;
  create function union_open(org int) returns boolean language sql stable as $$ select ${isMine} union all select org > 0 order by 1 desc limit 1 $$;
  create function intersected(org int) returns boolean language sql stable as $$ select org > 0 intersect select ${isMine} $$;
  create function excepted(org int) returns boolean language sql stable as $$ select ${isMine} except select false $$;
  create function values_mine(org int) returns boolean language sql stable as $$ values (${isMine}) $$;
  create function values_open(org int) returns boolean language sql stable as $$ values (org > 0), (${isMine}) limit 1 $$;
  create function block_two(org int) returns boolean language plpgsql stable as $$ begin perform 1; return ${isMine}; end $$;
  create function block_query(org int) returns setof boolean language plpgsql stable as
    $$ begin return query select true from members m where m.organization_id = org and m.user_id = ${me}; end $$;
  create function block_select(org int) returns boolean language plpgsql stable as
    $$ begin return (select true from members m where m.organization_id = org and m.user_id = ${me}); end $$;
  create function block_open(org int) returns boolean language plpgsql stable as $$ begin return ${isMine} or org > 0; end $$;
  create function returns_open(org int) returns boolean language sql stable return org > 0;
  create function asks_block(org int) returns boolean language sql stable as
    $$ select exists (select 1 from organizations o where o.id = org and block_two(o.id)) $$;
  ${Object.entries(policies)
    .map(
      ([name, condition]) => `
  create table ${name} (id int primary key, organization_id int not null references organizations, title text);
  alter table ${name} enable row level security;
  create policy own on ${name} using (${condition});`,
    )
    .join('')}
`

const client = {
  setup: `do $$ begin create role app; exception when duplicate_object then null; end $$; grant usage on schema public to app; alter default privileges in schema public grant all on tables to app`,
  begin: `set local role app; select set_config('app.user', :user, true);`,
}

const schema = schemaOf('asked functions', ddl, { rowLevelSecurity: 'trust', clientRole: 'app' }, client)

/** What a query asks of its tasks, or which table it reads, with its verdict. */
const cases: readonly (readonly [asks: string, verdict: string])[] = [
  [`role_in(organization_id) in ('owner', 'member')`, 'scoped'],
  [`role_in(organization_id) = any (array['owner', 'member'])`, 'scoped'],
  [`role_in(organization_id) = 'member'`, 'scoped'],
  [`'member' = role_in(organization_id)`, 'scoped'],
  [`role_in(organization_id) <> 'banned'`, 'scoped'],
  [`role_in(organization_id) like 'm%'`, 'scoped'],
  [`role_in(organization_id) between 'a' and 'z'`, 'scoped'],
  [`role_in(organization_id) not in ('banned', 'left')`, 'scoped'],
  [`not (role_in(organization_id) = 'banned')`, 'scoped'],
  [`role_in(organization_id) is not null`, 'scoped'],
  [`not (role_in(organization_id) is null)`, 'scoped'],
  [`(select role_in(organization_id)) is not null`, 'scoped'],
  [`role_in(organization_id) <> title`, 'scoped'],
  [`is_mine(organization_id) = true`, 'scoped'],
  [`is_mine(organization_id) is true`, 'scoped'],
  [`(select is_mine(organization_id))`, 'scoped'],
  [`(select is_mine(organization_id)) and title <> ''`, 'scoped'],
  [`not (is_mine(organization_id) = false)`, 'scoped'],
  [`is_mine(organization_id, 'owner')`, 'scoped'],
  [`truth_or_no(organization_id)`, 'scoped'],
  [`compares(organization_id)`, 'scoped'],
  [`(select exists (select 1 from members m where m.organization_id = tasks.organization_id and m.user_id = ${me}))`, 'scoped'],
  [`(select true from members m where m.organization_id = tasks.organization_id and m.user_id = ${me})`, 'scoped'],
  ...[
    'case_mine',
    'case_either',
    'case_of',
    'case_in_rows',
    'with_union',
    'intersected',
    'excepted',
    'values_mine',
    'returns_mine',
    'block_mine',
    'block_select',
  ].map((name) => [`${name}(organization_id)`, 'scoped'] as const),
  [`(select block_mine(organization_id))`, 'scoped'],
  [`block_given_role(organization_id) in ('owner', 'member')`, 'scoped'],
  [`case when ${isMine.replace('= org', '= tasks.organization_id')} then title <> '' else false end`, 'scoped'],
  [
    `not (case when exists (select 1 from members m where m.organization_id = tasks.organization_id and m.user_id = ${me}) then false else true end)`,
    'scoped',
  ],
  [`case when is_mine(organization_id) then true end`, 'scoped'],
  // What others have in their rows is read.
  ...['case_other', 'case_denied', 'union_open', 'values_open', 'block_open', 'returns_open'].map(
    (name) => [`${name}(organization_id)`, 'vacuous'] as const,
  ),
  [`not case_mine(organization_id)`, 'vacuous'],
  [`not block_mine(organization_id)`, 'vacuous'],
  [`case when is_mine(organization_id) then true else title <> '' end`, 'vacuous'],
  [`case when title <> '' then true else is_mine(organization_id) end`, 'vacuous'],
  [`role_in(organization_id) is distinct from 'banned'`, 'vacuous'],
  [`role_in(organization_id) is null`, 'vacuous'],
  [`not (role_in(organization_id) is not null)`, 'vacuous'],
  [`coalesce(role_in(organization_id), 'guest') in ('member', 'guest')`, 'vacuous'],
  [`role_or_none(organization_id) <> 'banned'`, 'vacuous'],
  [`role_in(organization_id) <> all ('{}')`, 'vacuous'],
  [`is_mine(organization_id) = false`, 'vacuous'],
  [`not (is_mine(organization_id) = true)`, 'vacuous'],
  [`is_mine(organization_id) is not true`, 'vacuous'],
  [`(select not is_mine(organization_id))`, 'vacuous'],
  [`not (select is_mine(organization_id))`, 'vacuous'],
  [`truth_or_yes(organization_id)`, 'vacuous'],
  [`is_there(organization_id)`, 'vacuous'],
  [`asks_role(organization_id, 'owner')`, 'vacuous'],
  [`is_mine(organization_id) or title <> ''`, 'vacuous'],
  [`length(organization_id::text) > 0`, 'vacuous'],
  // What cannot be read.
  [`counts(organization_id)`, 'dynamic'],
  [`counts_inside(organization_id)`, 'dynamic'],
  [`block_two(organization_id)`, 'dynamic'],
  [`(select block_two(organization_id))`, 'dynamic'],
  [`block_role(organization_id) in ('owner', 'member')`, 'dynamic'],
  [`asks_block(organization_id)`, 'dynamic'],
  [`id > 0 and block_two(organization_id)`, 'dynamic'],
  [`block_two(organization_id) or title <> ''`, 'vacuous'],
  ...Object.entries({
    by_role: 'scoped',
    by_array: 'scoped',
    by_null: 'scoped',
    by_select: 'scoped',
    by_truth: 'scoped',
    by_other: 'unscoped',
    by_denied: 'unscoped',
    by_block: 'dynamic',
    by_return: 'scoped',
    by_case: 'scoped',
    by_any: 'unscoped',
  }),
]

const trials = cases.map(([asks, verdict]) => {
  const sql = Object.hasOwn(policies, asks) ? `select title from ${asks}` : `select title from tasks where ${asks}`
  const judged = judgedBy(schema, queryOf(withNumbers(sql)))
  return { asks, verdict, judged, trial: trialOf(schema, sql, judged) }
})

describe('what a condition asks a function of the database', () => {
  it.each(trials.map(({ asks, verdict, judged }) => [asks, verdict, judged] as const))('%s: %s', (_, verdict, judged) => {
    expect(judged.at(0)?.verdict).toBe(verdict)
  })

  it('cannot be seen of one that no file has', () => {
    const asked = (where: string): string | undefined => judgedBy(schema, queryOf(`select title from tasks where ${where}`)).at(0)?.verdict
    expect(asked('may_see(organization_id)')).toBe('dynamic')
    expect(asked('auth.role_in(organization_id) = 1')).toBe('dynamic')
    expect(asked('may_see(id)')).toBe('unscoped')
    expect(asked('similarity(organization_id, 1) > 0')).toBe('vacuous')
  })
})

describe('what hangs on a row that such a function decides on', () => {
  it.each([
    ['from tasks t join lines l on l.task_id = t.id where block_two(t.organization_id)', 'tasks:dynamic lines:dynamic'],
    ['from lines l where l.task_id in (select t.id from tasks t where block_two(t.organization_id))', 'lines:dynamic tasks:dynamic'],
    ['from tasks t left join lines l on l.task_id = t.id and block_two(l.organization_id)', 'tasks:unscoped lines:dynamic'],
    ['from tasks t, lines l where block_two(t.organization_id)', 'tasks:dynamic lines:unscoped'],
    ['from tasks t join lines l on l.task_id = t.id where is_mine(t.organization_id)', 'tasks:scoped lines:by-parent'],
  ])('%s', (from, expected) => {
    const judged = judgedBy(schema, queryOf(`select l.id ${from}`))
    expect(judged.map(({ access, verdict }) => `${access.name}:${verdict}`).join(' ')).toBe(expected)
  })
})

describeAskedOfPostgres(schema, trials)
