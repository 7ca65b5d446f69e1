import { expect, it } from 'vitest'
import { toldCalls } from '../../support/told-calls.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, state text);
alter table orders enable row level security;
create policy own on orders to authenticated using (organization_id = (select auth.uid()));`

const server = `import { createClient } from '@supabase/supabase-js'
import { env } from './env'
export const made = createClient(env.URL, env.SUPABASE_SERVICE_ROLE_KEY, { auth: { persistSession: false } })
export function getAdmin() { return createClient(process.env.URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!) }
let kept: ReturnType<typeof createClient> | undefined
export function keptAdmin() { return (kept ??= createClient(process.env.URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!)) }
`
const told = {
  schema,
  files: { 'server.ts': server, 'env.ts': 'export const env = check(process.env)' },
  settings: { rowLevelSecurity: 'trust', clientRole: 'authenticated' } as const,
}

function readBy(client: string, settings: object = {}): string[] {
  return toldCalls(
    `import { createClient } from '@supabase/supabase-js'
import { createServerClient } from '@supabase/ssr'
import { getAdmin, keptAdmin, made } from './server'
const serviceRoleKey = process.env.SUPABASE_SERVICE_ROLE_KEY ?? ''
const anonKey = process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY
export async function run(cookies, token) { const client = ${client}; return client.from('orders').select() }`,
    { ...told, settings: { ...told.settings, ...settings } },
  )
}

it.each([
  'createClient(url, process.env.SUPABASE_SERVICE_ROLE_KEY!)',
  'createClient(url, process.env.SUPABASE_SERVICE_KEY as string)',
  'createClient(url, process.env.SUPABASE_SECRET_KEY)',
  'createClient(url, serviceRoleKey)',
  "createClient(Deno.env.get('SUPABASE_URL'), Deno.env.get('SUPABASE_SERVICE_ROLE_KEY') ?? '')",
  'made',
  'getAdmin()',
  'keptAdmin()',
  'token ? made : getAdmin()',
])('policies do not count for a client that has the key of service_role: %s', (client) => {
  expect(readBy(client)).toEqual(['read orders: unscoped'])
})

it.each([
  'createClient(url, anonKey)',
  'createClient(url, key)',
  'createClient(url, serviceRoleKey, { global: { headers: { Authorization: token } } })',
  'createServerClient(url, serviceRoleKey, { cookies })',
  'cookies ? createClient(url, serviceRoleKey) : createClient(url, anonKey)',
])('they count where it may ask as whoever has signed in: %s', (client) => {
  expect(readBy(client)).toEqual(['read orders: scoped'])
})

it('counts as the settings say that name it', () => {
  expect(readBy('made', { scopedClients: ['client'] })).toEqual(['read orders: scoped'])
})
