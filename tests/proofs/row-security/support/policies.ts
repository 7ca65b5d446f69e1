import { pick } from '../../../support/random.ts'

type Random = () => number

const org = `current_setting('app.org')::int`
const user = `current_setting('app.user_id')::int`

/** Conditions on the row of a table, of which some hold the tenant, some do not, and of some nobody can tell. */
const atoms: readonly [string, ...string[]] = [
  `org_id = ${org}`,
  `org_id = ${org}`,
  `t.org_id = (select ${org})`,
  `(select nullif(current_setting('app.org', true), '')::int) = org_id`,
  `org_id::text = current_setting('app.org')`,
  `org_id is not distinct from ${org}`,
  `org_id = any(string_to_array(current_setting('app.orgs'), ',')::int[])`,
  `org_id in (select org_id from members where user_id = ${user})`,
  `org_id in (select m.org_id from members m where m.user_id = ${user} and m.active)`,
  `org_id in (${org}, (select ${org}))`,
  `org_id = current_setting('app.none', true)::int`,
  `org_id is null`,
  `(org_id = ${org}) is true`,
  'false',
  'null',
  'true',
  '1 = 1',
  'id is not null',
  `'t'::boolean`,
  `status = 'open'`,
  `status <> 'open'`,
  'is_public',
  'org_id is not null',
  `org_id <> ${org}`,
  `org_id >= ${org}`,
  'org_id = 2',
  'org_id in (1, 2)',
  'org_id in (select id from orgs)',
  `org_id in (select org_id from members where active)`,
  `org_id = coalesce(current_setting('app.none', true)::int, org_id)`,
  `current_setting('app.user_id', true) is not null`,
  `current_setting('app.none', true) is null`,
  `not (org_id = ${org})`,
  'org_id = org_id',
  `owner = ${user}`,
  `exists (select 1 from members m where m.org_id = t.org_id and m.user_id = ${user})`,
  `exists (select 1 from members m where m.user_id = ${user})`,
  `current_setting('app.admin', true) = 'on'`,
  `org_id in (select t.org_id from members where user_id = ${user})`,
  `org_id in (select org_id from users where id = ${user})`,
  `org_id in (select m.org_id from members m where t.owner = ${user})`,
  `org_id = any(array(select org_id from members where user_id = ${user}))`,
  `is_ours(org_id)`,
]

function condition(random: Random, depth = 2): string {
  const shape = depth === 0 ? 'atom' : pick(random, ['atom', 'atom', 'atom', 'and', 'or', 'not'])
  if (shape === 'atom') return pick(random, atoms)
  if (shape === 'not') return `not (${condition(random, depth - 1)})`
  return `(${condition(random, depth - 1)}) ${shape} (${condition(random, depth - 1)})`
}

const commands: readonly [string, ...string[]] = ['all', 'all', 'select', 'insert', 'update', 'delete']

function policy(random: Random, at: number): string {
  const command = pick(random, commands)
  const kind = random() < 0.75 ? 'permissive' : 'restrictive'
  const roles = pick(random, ['public', 'public', 'app', 'app', 'other', 'other, app'])
  const writes = command !== 'select' && command !== 'delete'
  const using = command !== 'insert' && random() < 0.95 ? ` using (${condition(random)})` : ''
  const check = command === 'insert' || (writes && random() < 0.4) ? ` with check (${condition(random)})` : ''
  return `create policy p${at} on t as ${kind} for ${command} to ${roles}${using}${check}`
}

/** A table of tenants with some policies. */
export function policySet(random: Random): readonly string[] {
  const count = pick(random, [1, 1, 2, 2, 3, 4])
  const nullable = random() < 0.3 ? '' : ' not null'
  const forced = random() < 0.5 ? ['alter table t force row level security'] : []
  return [
    `create table t (id int not null, org_id int${nullable}, owner int, status text not null, is_public boolean not null, note text)`,
    'alter table t enable row level security',
    ...forced,
    ...Array.from({ length: count }, (_, at) => policy(random, at)),
  ]
}
