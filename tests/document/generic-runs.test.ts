import { describe, expect, it } from 'vitest'
import { verdictsBehind } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, name text, parent_id uuid references orders);
`

const helpers = `
export const load = (id: string, org: string) => db.maybeOne(sql\`select * from orders where id = \${id} and organization_id = \${org}\`)
export async function cached<T>(key: string, load: () => Promise<T>): Promise<T> {
  const hit = await store.get(key)
  if (hit) return hit as T
  const value = await load()
  await store.set(key, value)
  return value
}
export const remember = <T>(key: string, load: () => T): T => memo.has(key) ? memo.get(key) as T : memo.set(key, load()).get(key)
export const withTimeout = <T>(promise: Promise<T>, ms: number): Promise<T> => Promise.race([promise, later<never>(ms)])
export async function timed<T>(name: string, promise: PromiseLike<T>): Promise<Awaited<T>> { try { return await promise } finally { log(name) } }
export async function orNull<T>(promise: Promise<T>): Promise<T | null> { try { return await promise } catch { return null } }
export async function both<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> { return (await first()) ?? second() }
export async function either<T>(first: Promise<T>, fallback: T): Promise<T> { return (await first) ?? fallback }
export async function whether<T>(promise: Promise<T>): Promise<boolean> { return Boolean(await promise) }
export async function keyed<T>(promise: Promise<T>): Promise<{ value: T }> { return { value: await promise } }
`
const find = 'db.maybeOne(sql`select * from orders where id = ${id} and organization_id = ${org}`)'
const any = 'db.maybeOne(sql`select * from orders where id = ${id}`)'
const change = (key: string): string => `return db.query(sql\`update orders set name = 'x' where id = \${${key}}\`)`

function lastOf(body: string): string | undefined {
  return verdictsBehind(helpers, `export async function run(id: string, org: string, other: string) {\n${body}\n}\n`, schema).at(-1)
}

describe('a row that a function gives which is given how it is found, or its promise', () => {
  it.each([
    `cached(id, () => ${find})`,
    'cached(id, () => load(id, org))',
    `cached(id, async () => { const row = await ${find}; return row })`,
    `remember(id, () => ${find})`,
    `withTimeout(${find}, 100)`,
    'withTimeout(load(id, org), 100)',
    `timed('find', ${find})`,
    `timed('find', withTimeout(load(id, org), 100))`,
    `timed('find', cached(id, () => ${find}))`,
    `orNull(${find})`,
  ])('leads on as it does: %s', (given) => {
    expect(lastOf(`const row = await ${given}\n${change('row.parent_id')}`)).toBe('by-row')
    expect(lastOf(`const row = await ${given}\nif (!row) throw new Error()\n${change('id')}`)).toBe('by-row')
  })

  it.each([`cached(id, () => ${any})`, `withTimeout(${any}, 100)`, `timed('find', ${any})`])(
    'is told where it is found, of any tenant: %s',
    (given) => {
      expect(lastOf(`const row = await ${given}\n${change('row.id')}`)).toBe('dynamic')
    },
  )

  it.each([`both(() => ${find}, () => elsewhere(id))`, `either(${find}, other)`, `whether(${find})`, `keyed(${find})`])(
    'does not where it may be something else: %s',
    (given) => {
      expect(lastOf(`const row = await ${given}\n${change('row.parent_id')}`)).toMatch(/^by-(?:key|reference)$/)
      expect(lastOf(`const row = await ${given}\nif (!row) throw new Error()\n${change('other')}`)).toBe('by-key')
    },
  )

  it('is not waited for', () => {
    expect(lastOf(`const row = timed('find', ${find})\nif (!row) throw new Error()\n${change('id')}`)).toBe('by-key')
    expect(lastOf(`const row = cached(id, () => ${find})\nif (!row) throw new Error()\n${change('id')}`)).toBe('by-key')
  })

  it('may be another one afterwards', () => {
    expect(lastOf(`let row = await timed('find', ${find})\nrow = other\n${change('row.id')}`)).toBe('by-key')
    expect(lastOf(`const row = await timed('find', ${find})\nrow.id = other\n${change('row.id')}`)).toBe('by-key')
  })
})
