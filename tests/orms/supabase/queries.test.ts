import { describe, expect, it } from 'vitest'
import { parseSelected } from '../../../src/orms/supabase/select-text.ts'
import { catalogOf } from '../../support/catalog.ts'
import { queriesOfCalls } from '../../support/told-calls.ts'
import { meaningOfSql, meaningsOfCalls, type Meaning } from '../../support/sent-calls.ts'

const catalog = catalogOf({
  'schema.sql': `
    create table organizations (id uuid primary key, slug text unique);
    create table members (organization_id uuid references organizations, user_id uuid, primary key (organization_id, user_id));
    create table projects (id uuid primary key, organization_id uuid not null references organizations, name text, deleted_at timestamptz,
      unique (organization_id, name));
    create table tasks (id uuid primary key, organization_id uuid not null, project_id uuid not null references projects,
      title text, owner_id uuid, reviewer_id uuid references projects (id));
    create table tags (id uuid primary key, label text);
    create function tasks_of(owner uuid, within uuid default null) returns setof tasks language sql stable as
      $$ select * from tasks where organization_id = owner and (within is null or project_id = within) $$;
    create function all_tasks() returns setof tasks language sql stable as $$ select * from tasks $$;
    create table task_tags (task_id uuid references tasks, tag_id uuid references tags, primary key (task_id, tag_id));
  `,
})

function meaningOf(call: string, before = ''): Meaning {
  const program = `import { createClient, type SupabaseClient } from '@supabase/supabase-js'
${before}
export const calls = { one: async (supabase: SupabaseClient, org: string, id: string, filters: any, isAdmin: boolean) => { ${call} } }`
  const found = meaningsOfCalls({ files: { 'calls.ts': program }, file: 'calls.ts', catalog, around: { major: () => 2 } }).get('one')
  return found ?? { accesses: [], clauses: [] }
}

/** Calls, each with SQL that means the same. */
const same: readonly (readonly [call: string, sql: string])[] = [
  ["await supabase.from('projects').select()", 'select * from projects'],
  ["await supabase.from('projects').select('*').eq('organization_id', org)", 'select * from projects where organization_id = $1'],
  ["await supabase.from('projects').select('id, name').eq('id', id).single()", 'select id, name from projects where id = $1'],
  [
    "await supabase.from('projects').select('id, title:name').neq('organization_id', org)",
    'select id from projects where organization_id <> $1',
  ],
  ["await supabase.from('projects').select().in('organization_id', [org])", 'select * from projects where organization_id in ($1)'],
  ["await supabase.from('projects').select().in('organization_id', filters)", 'select * from projects where organization_id = any ($1)'],
  ["await supabase.from('projects').select().is('deleted_at', null)", 'select * from projects where deleted_at is null'],
  [
    "await supabase.from('projects').select().match({ organization_id: org, name: 'x' })",
    "select * from projects where organization_id = $1 and name = 'x'",
  ],
  ["await supabase.from('projects').select().not('organization_id', 'eq', org)", 'select * from projects where not organization_id = $1'],
  ["await supabase.from('projects').select().filter('organization_id', 'eq', org)", 'select * from projects where organization_id = $1'],
  [
    "await supabase.from('projects').select().or(`organization_id.eq.${org},name.eq.public`)",
    "select * from projects where organization_id = $1 or name = 'public'",
  ],
  [
    "await supabase.from('projects').select().or(filters.map((one) => `and(organization_id.eq.${org},name.eq.${one})`).join(','))",
    'select * from projects where (organization_id = $1 and name = $2) or (organization_id = $1 and name = $2)',
  ],
  [
    "await supabase.from('projects').select().or(`and(organization_id.eq.${org},name.eq.a),and(organization_id.eq.${org},name.eq.b)`)",
    "select * from projects where (organization_id = $1 and name = 'a') or (organization_id = $1 and name = 'b')",
  ],
  ["await supabase.rpc('tasks_of', { owner: org })", 'select * from tasks_of(owner => $1)'],
  [
    "await supabase.rpc('tasks_of', { within: id, owner: org }).select('id').eq('title', 'x').single()",
    "select id from tasks_of(within => $1, owner => $2) where title = 'x'",
  ],
  ["await supabase.schema('public').rpc('all_tasks')", 'select * from public.all_tasks()'],
  ["await supabase.rpc('all_tasks', {}, { get: true }).eq('organization_id', org)", 'select * from all_tasks() where organization_id = $1'],
  [
    "await supabase.from('projects').select().eq('organization_id', org).order('name').limit(10)",
    'select * from projects where organization_id = $1 order by name limit 10',
  ],
  [
    "await supabase.from('projects').select('*, tasks(*)').eq('organization_id', org)",
    'select *, (select json_agg(t) from tasks t where t.project_id = p.id) from projects p where organization_id = $1',
  ],
  [
    "await supabase.from('projects').select('*, tasks(*)').eq('tasks.organization_id', org)",
    'select *, (select json_agg(t) from tasks t where t.project_id = p.id and t.organization_id = $1) from projects p',
  ],
  [
    "await supabase.from('projects').select('*, tasks!inner(*)').eq('tasks.organization_id', org)",
    'select p.* from projects p join tasks t on t.project_id = p.id and t.organization_id = $1',
  ],
  [
    "await supabase.from('projects').select('*, items:tasks!inner(*)').eq('items.organization_id', org)",
    'select p.* from projects p join tasks t on t.project_id = p.id and t.organization_id = $1',
  ],
  [
    "await supabase.from('tasks').select('*, projects!project_id(name)').eq('organization_id', org)",
    'select t.*, p.name from tasks t left join projects p on p.id = t.project_id where t.organization_id = $1',
  ],
  [
    "await supabase.from('projects').select('name, open:tasks(count)').eq('organization_id', org)",
    'select name, (select count(*) from tasks t where t.project_id = p.id) from projects p where organization_id = $1',
  ],
  [
    "await supabase.from('projects').select('count()').eq('organization_id', org)",
    'select count(*) from projects where organization_id = $1',
  ],
  [
    "await supabase.from('projects').insert({ organization_id: org, name: 'x' })",
    "insert into projects (organization_id, name) values ($1, 'x')",
  ],
  [
    "await supabase.from('projects').insert([{ organization_id: org, name: 'x' }, { organization_id: org, name: 'y' }]).select()",
    "insert into projects (organization_id, name) values ($1, 'x'), ($1, 'y')",
  ],
  [
    "await supabase.from('projects').insert(filters.map((name) => ({ name, organization_id: org })))",
    'insert into projects (name, organization_id) values ($1, $2)',
  ],
  [
    "await supabase.from('projects').upsert(filters.map(({ id, name }) => ({ id, name })))",
    'insert into projects (id, name) values ($1, $2) on conflict (id) do update set id = excluded.id, name = excluded.name',
  ],
  ["await supabase.from('projects').insert({ name: 'x', organization_id: undefined })", "insert into projects (name) values ('x')"],
  ["await supabase.from('projects').insert({ name: 'x' })", "insert into projects (name) values ('x')"],
  [
    "await supabase.from('projects').update({ name: 'x' }).eq('id', id).eq('organization_id', org)",
    "update projects set name = 'x' where id = $1 and organization_id = $2",
  ],
  ["await supabase.from('projects').update({ name: 'x' }).eq('id', id)", "update projects set name = 'x' where id = $1"],
  ["await supabase.from('projects').delete().eq('organization_id', org)", 'delete from projects where organization_id = $1'],
  [
    "await supabase.from('projects').update({ name: 'x' }).eq('organization_id', org).select('id, tasks(*)')",
    'update projects p set name = $1 where organization_id = $2 returning id, (select json_agg(t) from tasks t where t.project_id = p.id)',
  ],
  ["await supabase.from('projects').delete().match({ id })", 'delete from projects where id = $1'],
  [
    "await supabase.from('projects').upsert({ id, organization_id: org, name: 'x' })",
    "insert into projects (id, organization_id, name) values ($1, $2, 'x') on conflict (id) do update set organization_id = excluded.organization_id, name = excluded.name",
  ],
  [
    "await supabase.from('projects').upsert({ organization_id: org, name: 'x' }, { onConflict: 'organization_id,name' })",
    "insert into projects (organization_id, name) values ($1, 'x') on conflict (organization_id, name) do update set name = excluded.name",
  ],
  ["await supabase.from('organizations').select().eq('slug', id)", 'select * from organizations where slug = $1'],
  ["await supabase.from('members').select().eq('user_id', id)", 'select * from members where user_id = $1'],
  ["await supabase.schema('public').from('projects').select()", 'select * from public.projects'],
]

describe('a call means what PostgREST makes of it', () => {
  it.each(same)('%s', (call, sql) => {
    const meant = meaningOfSql([sql], catalog)
    expect(meant.accesses.length).toBeGreaterThan(0)
    expect(meaningOf(call)).toEqual(meant)
  })
})

it.each([
  ['tasks(count)', 'embedded', true],
  ['tasks(total:count)', 'embedded', true],
  ['tasks(count())', 'embedded', true],
  ['tasks(counted)', 'embedded', false],
  ['count()', 'query', true],
  ['count', 'query', false],
])('%s counts rows, or names a column', (text, where, isCount) => {
  const { columns, embedded } = parseSelected(text)
  const [column] = where === 'query' ? columns : (embedded[0]?.selected.columns ?? [])
  expect(column?.isCount).toBe(isCount)
})

describe('what is followed', () => {
  it.each([
    ["const q = supabase.from('projects').select(); q.eq('organization_id', org); return await q", 'scoped'],
    ["let q = supabase.from('projects').select('*'); q = q.eq('organization_id', org); const { data } = await q", 'scoped'],
    [
      "let q = supabase.from('projects').select('*').eq('organization_id', org); if (isAdmin) q = q.eq('name', id); return await q",
      'scoped',
    ],
    ["let q = supabase.from('projects').select('*'); if (!isAdmin) q = q.eq('organization_id', org); return await q", 'dynamic'],
    ["let q = supabase.from('projects').select('*'); if (isAdmin) { q = q.eq('name', id) } return await q", 'unscoped'],
    ["return await supabase.from('projects').select().match(filters)", 'dynamic'],
    ["return await supabase.from('projects').select().eq(filters, org)", 'dynamic'],
    ["return await supabase.from('projects').select().or(filters)", 'dynamic'],
    ["return await supabase.from('projects').select().or(filters.join(','))", 'dynamic'],
    ["return await supabase.from('projects').select().or([`organization_id.eq.${org}`, filters].join(','))", 'dynamic'],
    ["return await supabase.from('projects').select().or(id ? `organization_id.eq.${org},name.eq.${id}` : `organization_id.eq.${org}`)", 'vacuous'], // prettier-ignore
    ['let or = `organization_id.eq.${org}`; if (id) or = `and(${or},name.eq.${id})`; return await supabase.from("projects").select().or(or)', 'scoped'], // prettier-ignore
    [
      'let or = `organization_id.eq.${org}`; if (id) or += `,name.eq.${id}`; return await supabase.from("projects").select().or(or)',
      'vacuous',
    ],
    ['let or = `organization_id.eq.${org}`; if (isAdmin) or += `,name.eq.${id}`; return await supabase.from("projects").select().or(or)', 'dynamic'], // prettier-ignore
    ['const all = []; if (id) all.push(`name.eq.${id}`); return await supabase.from("projects").select().or(all.join(","))', 'unscoped'],
    ['const all = [`organization_id.eq.${org}`]; if (id) all.push(`name.eq.${id}`); return await supabase.from("projects").select().or(all.join())', 'vacuous'], // prettier-ignore
    ["return await supabase.from('projects').select().or(filters.map((one) => `organization_id.eq.${one}`).join(','))", 'scoped'],
    ["return await supabase.from('projects').select().or(filters.map((one) => `name.eq.${one}`).join(','))", 'unscoped'],
  ])('%s', (call, verdict) => {
    expect(meaningOf(call).accesses).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    ['createClient(id, org)', ''],
    ['db', "const db = createClient('', '')"],
    ['(await make())', "async function make() { return createClient('', '') }"],
    ['ctx.supabase', ''],
    ['(supabase as any)', ''],
    ['kept()', "let made: unknown\nfunction kept() { made ??= createClient('', ''); return made }"],
    ['tested()', "let made = null\nfunction tested() { if (!made) made = createClient('', '')\n return made }"],
    ['typed()', 'let made: SupabaseClient | undefined\nfunction typed() { made = made || open()\n return made }'],
    ["(isAdmin ? createClient(id, org) : createClient(org, id)).schema('public')", ''],
    ['either(isAdmin)', "function either(is) { let one = createClient('', ''); if (is) one = createClient('a', 'b'); return one }"],
    ['chosen(isAdmin)', "function chosen(is) { let one; if (is) { one = createClient('', '') } else { one = supabase } return one }"],
    ['ofAll()', "const ofAll = () => globalThis.made ?? createClient('', '')"],
  ])('a client: %s', (client, before) => {
    expect(meaningOf(`await ${client}.from('projects').select()`, before).accesses).toEqual(['read projects: unscoped'])
  })

  it.each([
    'let made: unknown\nfunction kept() { made ??= openStore(); return made }',
    'let made: Store | undefined\nfunction kept() { if (!made) made = openStore()\n return made }',
    'const kept = () => globalThis.made ?? openStore()',
  ])('no client: %s', (before) => {
    expect(meaningOf("await kept().from('projects').select()", before).accesses).toEqual([])
  })

  it.each([
    'https://esm.sh/@supabase/supabase-js@2',
    'npm:@supabase/supabase-js@2',
    'jsr:@supabase/supabase-js',
    'https://deno.land/x/supabase@1.3/mod.ts',
  ])('a client of %s', (from) => {
    const program = `import { createClient } from '${from}'
export const calls = { one: serve(async () => { const client = createClient(url, key); return await client.from('projects').select('*, tasks(id)') }) }`
    const found = meaningsOfCalls({ files: { 'calls.ts': program }, file: 'calls.ts', catalog, around: { major: () => 2 } })
    expect(found.get('one')?.accesses).toEqual(['read projects: unscoped', 'read tasks: unscoped'])
  })

  it('what a function asks that is called', () => {
    expect(meaningOf("await supabase.rpc('tasks_of', { owner: org })").accesses).toEqual(['read tasks: scoped'])
    expect(meaningOf("await supabase.rpc('all_tasks')").accesses).toEqual(['read tasks: unscoped'])
    const after =
      "const { data } = await supabase.rpc('tasks_of', { owner: org }); for (const { id } of data) await supabase.from('tasks').delete().eq('id', id)"
    expect(meaningOf(after).accesses).toEqual(['delete tasks: by-row', 'read tasks: scoped'])
  })

  it('a client that a class is given', () => {
    const program = `import type { SupabaseClient } from '@supabase/supabase-js'
export const calls = { one: class { constructor(private readonly client: SupabaseClient) {} all() { return this.client.from('projects').select() } } }`
    const found = meaningsOfCalls({ files: { 'calls.ts': program }, file: 'calls.ts', catalog, around: { major: () => 2 } })
    expect(found.get('one')?.accesses).toEqual(['read projects: unscoped'])
  })

  it.each([
    "Array.from('projects').map(String)",
    "await supabase.storage.from('projects').list()",
    "filters.from('projects').select()",
    "await supabase.rpc('projects', { id })",
    'await supabase.rpc(filters, { id })',
    "await supabase.rpc('tasks_of', filters)",
    "await supabase.rpc('tasks_of', { ...filters, owner: org })",
    'await supabase.from(filters).select()',
  ])('no query: %s', (call) => {
    expect(meaningOf(call)).toEqual({ accesses: [], clauses: [] })
  })
})

it('a row that the program compares itself', () => {
  const read = "const { data } = await supabase.from('projects').select('*').eq('id', id).single()"
  const body = `${read}; if (!data || data.organization_id !== org) return; await supabase.from('tasks').delete().eq('project_id', id); return data`
  expect(meaningOf(body).accesses).toEqual(['delete tasks: by-row', 'read projects: by-guard'])
})

it('a value of a row that was awaited, which another call is given', () => {
  const read = "const { data } = await supabase.from('projects').select('id').eq('organization_id', org)"
  const body = `${read}; const id = data.find((one) => one.id)?.id; log(id); await supabase.from('tasks').delete().eq('project_id', id); return data`
  expect(meaningOf(body).accesses).toEqual(['delete tasks: by-row', 'read projects: scoped'])
})

describe('a key of which one row was asked for', () => {
  it.each([
    ['const result = await READ.maybeSingle(); if (!result) return', 'by-reference'],
    ['const result = await READ.maybeSingle(); if (!result.status) return', 'by-reference'],
    ['const { data } = await READ; if (!data) return', 'by-reference'],
    ['const result = await READ.maybeSingle(); if (!result.data) return', 'by-row'],
    ['const { data } = await READ.single(); if (!data) return', 'by-row'],
    ['const { data } = await READ.maybeSingle().throwOnError(); if (!data) return', 'by-row'],
    ['const { error } = await READ.single(); if (error) throw error', 'by-row'],
    ['const { data, error: failure } = await READ.single(); if (failure !== null) return { failure }', 'by-row'],
    ['const result = await READ.single(); if (result.error) throw result.error', 'by-row'],
    ['await READ.single().throwOnError()', 'by-row'],
    ['await READ.throwOnError().single()', 'by-row'],
    ['const { error } = await READ.maybeSingle(); if (error) throw error', 'by-reference'],
    ['await READ.maybeSingle().throwOnError()', 'by-reference'],
    ['const { error } = await READ; if (error) throw error', 'by-reference'],
    ['await READ.throwOnError()', 'by-reference'],
    ['const { error } = await READ.single(); if (!error) return', 'by-reference'],
    ['const { error } = await READ.single(); if (error === undefined) return', 'by-reference'],
    ['const { error } = await READ.single(); if (error !== undefined) return', 'by-reference'],
    ['const { error } = READ.single(); if (error) throw error', 'by-reference'],
    ['let { error } = await READ.single(); error = null; if (error) throw error', 'by-reference'],
  ])('%s', (found, verdict) => {
    const read = "supabase.from('projects').select('name').eq('id', id).eq('organization_id', org)"
    const body = `${found.replace('READ', read)}; await supabase.from('tasks').delete().eq('project_id', id)`
    expect(meaningOf(body).accesses).toContain(`delete tasks: ${verdict}`)
  })
})

describe('a list that is joined for or', () => {
  it('is an OR of several', () => {
    const program = `import { createClient } from '@supabase/supabase-js'
const supabase = createClient(url, key)
export const find = async (names) => await supabase.from('projects').select('id').or(names.map((name) => \`name.eq.\${name}\`).join(','))`
    const [query] = queriesOfCalls(program, {
      schema: 'create table projects (id uuid primary key, name text);',
      around: { major: () => 2 },
    })
    expect(query).toMatch(/WHERE (\S+ = \S+) OR \1$/)
  })
})
