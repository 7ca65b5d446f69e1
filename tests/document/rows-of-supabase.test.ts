import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table queues (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tickets (id uuid primary key, organization_id uuid not null references organizations, queue_id uuid references queues,
  status text, data jsonb);
`

/** The verdicts of the queries in a function, in their order. */
function inFunction(body: string): string[] {
  const program = `import { createClient } from '@supabase/supabase-js'
const supabase = createClient('', '')
export async function run(org: string, id: string) {\n${body}\n}\n`
  return verdictsOf(program, schema)
}

const one = "supabase.from('tickets').select('id, queue_id').eq('id', id).eq('organization_id', org).single()"
const all = "supabase.from('tickets').select('id, queue_id').eq('organization_id', org)"

describe('a row that supabase-js loaded for the tenant holds what its key pins', () => {
  it.each([
    ['under another name', `const { data: ticket } = await ${one}; if (!ticket) throw new Error()`, 'ticket.id'],
    ['with its error', `const { data, error } = await ${one}; if (error) throw error`, 'data.id'],
    ['or none', `const { data } = await ${one.replace('single', 'maybeSingle')}; if (!data) return`, 'data.id'],
    ['of a result', `const result = await ${one}; if (result.error) throw result.error`, 'result.data.id'],
    ['at once', `const ticket = (await ${one}).data`, 'ticket?.id'],
    ['that throws', `const { data } = await ${one}.throwOnError()`, 'data!.id'],
    ['of several, by its place', `const { data } = await ${all}`, 'data![0].id'],
    ['of several, taken out', `const { data: [first] } = await ${all}`, 'first.id'],
    ['of a variable', `const query = ${all}; const { data } = await query`, 'data![0].id'],
    ['of a query that is built', `let query = ${all}; if (id) query = query.eq('id', id); const { data } = await query`, 'data![0].id'],
    ['of several at once', `const [{ data: a }, b] = await Promise.all([${one}, ${all}])`, 'a.id'],
    ['of a result of several at once', `const [a, b] = await Promise.all([${one}, ${all}])`, 'a.data.id'],
    [
      'what was inserted',
      `const { data } = await supabase.from('tickets').insert({ organization_id: org }).select('id').single()`,
      'data!.id',
    ],
    [
      'what was changed',
      `const { data } = await supabase.from('tickets').update({ status: '' }).eq('id', id).eq('organization_id', org).select()`,
      'data![0].id',
    ],
  ])('%s', (_, first, value) => {
    const verdicts = inFunction(`${first}\nawait supabase.from('tickets').update({ status: 'x' }).eq('id', ${value})`)
    expect(verdicts.at(-1)).toBe('tickets: by-row')
  })

  it.each([
    ['in a loop', `for (const row of data ?? []) await CHANGE.eq('id', row.id)`],
    ['in a callback', `await Promise.all((data ?? []).map((row) => CHANGE.eq('id', row.id)))`],
    ['as a list', `await CHANGE.in('id', data!.map((row) => row.id))`],
    ['as a list that may be empty', `const ids = (data ?? []).map(({ id }) => id); await CHANGE.in('id', ids)`],
    ['as a list with a default', `const ids = data?.map((row) => row.id) ?? []; await CHANGE.in('id', ids)`],
  ])('each of several, %s', (_, then) => {
    const change = "supabase.from('tickets').update({ status: 'x' })"
    expect(inFunction(`const { data } = await ${all}\n${then.replace('CHANGE', change)}`)).toEqual(['tickets: scoped', 'tickets: by-row'])
  })

  it('and what it refers to', () => {
    const body = `const { data: ticket } = await ${one}\nreturn supabase.from('queues').select().eq('id', ticket.queue_id)`
    expect(inFunction(body)).toEqual(['tickets: scoped', 'queues: by-row'])
  })
})

it.each([
  ['another column', `const { data } = await ${one}`, 'data.status', 'by-key'],
  [
    'a column called so',
    `const ticket = (await db.query('select data from tickets where organization_id = $1', [org])).rows[0]`,
    'ticket.data.id',
    'by-key',
  ],
  [
    'a column of its row that is called so',
    `const { data: ticket } = await ${one.replace('queue_id', 'data')}`,
    'ticket.data.id',
    'by-key',
  ],
  ['a column of one of several', `const { data } = await ${all}`, 'data[0].data.id', 'by-key'],
  ['a column of a row that is taken apart', `const { data: { data } } = await ${one}`, 'data.id', 'by-key'],
  ['a column of one that is looked for', `const { data } = await ${all}`, "data.find((one) => one.status === 'x').data.id", 'by-key'],
  [
    'a column of a row that a function gives',
    `const read = async () => (await ${one}).data; const ticket = await read()`,
    'ticket.data.id',
    'by-key',
  ],
  ['the answer itself', `const ticket = await ${one}`, 'ticket.data', 'by-key'],
  ['another row', `const { data } = await ${one}; data.id = id`, 'data.id', 'by-key'],
  [
    'a row that is told itself',
    `const { data } = await supabase.from('tickets').select('id').eq('status', 'open')`,
    'data[0].id',
    'dynamic',
  ],
  ['of nobody known', `const { data } = await supabase.auth.getUser()`, 'data.id', 'by-key'],
])('%s does not', (_, first, value, verdict) => {
  const verdicts = inFunction(`${first}\nawait supabase.from('tickets').update({ status: 'x' }).eq('id', ${value})`)
  expect(verdicts.at(-1)).toBe(`tickets: ${verdict}`)
})
