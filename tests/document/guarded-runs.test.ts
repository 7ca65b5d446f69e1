import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const ask = 'db.maybeOne(sql`select * from projects where id = ${id}`)'
const check = 'if (!row || row.organization_id !== org) throw new Error()'

function verdicts(body: string, before = ''): string[] {
  const run = `export async function run(org: string, id: string, cache: any, input: any, db: any) {\n${body.replaceAll('ASK', ask)}\n}\n`
  return verdictsOf(before + run, schema).map((one) => one.replace(/.*: /, ''))
}

describe('a row that a function gives which a call runs', () => {
  it.each([
    'const row = await retry(() => ASK)',
    'const row = await cache.wrap(id, async () => ASK)',
    'const row = await cache.swr(id, async () => { return (await ASK) ?? null })',
    'const row = await cache.swr(id, async () => { const found = await ASK; if (!found) return null; return found })',
    'const row = await db.transaction(async () => { await note(id); return ASK })',
    'const row = await retry(() => timed(async () => ASK))',
  ])('is compared where that call gives it: %s', (load) => {
    expect(verdicts(`${load}\n${check}\nreturn row`)).toEqual(['by-guard'])
    expect(verdicts(`${load}\nreturn row`)).toEqual(['by-key'])
    expect(verdicts(`${load}\nawait send(row)\n${check}\nreturn row`)).toEqual(['by-key'])
  })

  it('is compared within it, on each way that gives the row', () => {
    const inside = (body: string): string => `const row = await retry(async () => { const row = await ASK; ${body} })\nawait send(row)`
    expect(verdicts(inside(`${check}; return row`))).toEqual(['by-guard'])
    expect(verdicts(inside(`if (input) { ${check}; return row } ${check}; return row`))).toEqual(['by-guard'])
    expect(verdicts(inside(`if (input) { ${check}; return row } return row`))).toEqual(['by-key'])
  })

  it.each([
    ['it is sent before', 'const row = await retry(async () => { const found = await ASK; await send(found); return found })'],
    ['it is one of several that are gone through', 'const row = (await Promise.all(input.map(async (id) => ASK)))[0]'],
    ['it stands in for what failed', 'const row = await db.any(input).catch(async () => ASK)'],
    ['another row is given', 'const row = await retry(async () => { send(await ASK); return db.one(input) })'],
  ])('is not where %s', (_, load) => {
    expect(verdicts(`${load}\n${check}\nreturn row`)).toEqual(['by-key'])
  })

  it('is not where the function that runs it gives something else', () => {
    const other = 'const first = async (run: any) => { await run(); return other() }\n'
    expect(verdicts(`const row = await first(async () => ASK)\n${check}\nreturn row`, other)).toEqual(['by-key'])
  })

  it('is not where it is a function that is kept', () => {
    const load = 'const find = cache.keep(async (id) => ASK)\nconst row = await find(id)'
    expect(verdicts(`${load}\n${check}\nreturn find`)).toEqual(['by-key'])
  })

  it('holds nothing that was changed before', () => {
    const change = "await db.query(sql`update projects set name = 'x' where id = ${id}`)"
    const load = `const row = await db.transaction(async () => { const found = await ASK; ${change}; return found })`
    expect(verdicts(`${load}\n${check}\nreturn row`)).toEqual(['by-guard', 'by-key'])
  })
})
