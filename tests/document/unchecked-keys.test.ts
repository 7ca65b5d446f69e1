import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text, count int, code text, region text, unique (code, region));
create table tasks (id uuid primary key, organization_id uuid not null references organizations);
create table templates (id uuid primary key, organization_id uuid references organizations, name text);
create table documents (id uuid primary key, organization_id uuid not null references organizations, template_id uuid references templates);
`

const ask = 'select name from projects where id = ${id} and organization_id = ${org}'
const asking = (condition: string): string => `select name from projects where ${condition} and organization_id = \${org} limit 1`
const change = "await db.query(sql`update projects set name = 'x' where id = ${id}`)"

/** The verdict of the last query in a function. */
function lastOf(body: string, before = ''): string | undefined {
  const all = body.replaceAll('ASK', ask).replaceAll('CHANGE', change)
  const around = `${before}\nexport async function run(org: string, id: string, input: any, db: any) {\n${all}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('a key of which a query for the tenant may have found nothing', () => {
  it.each([
    ['a promise is always there', 'const row = db.maybeOne(sql`ASK`)\nif (!row) return'],
    ['a promise has no length', 'const rows = db.any(sql`ASK`)\nif (rows.length === 0) return'],
    ['a promise that is handed on is always there', 'const row = db.maybeOne(sql`ASK`).then((one) => one)\nif (!row) return'],
    ['the row is undefined, not null', 'const [row] = await sql`ASK`\nif (row === null) return'],
    ['the first of none is undefined', 'const rows = await sql`ASK`\nif (rows[0] === null) return'],
    ['the row is null, not undefined', 'const row = await db.maybeOne(sql`ASK`)\nif (row === undefined) return'],
    ['of no row a property is undefined', 'const row = await db.maybeOne(sql`ASK`)\nif (row?.name === null) return'],
    ['a number is never null', 'const result = await db.query(sql`ASK`)\nif (result.rowCount === null) return'],
    ['what is not there is not 0', 'const row = await db.maybeOne(sql`ASK`)\nif (row?.count === 0) return'],
    ['what is not there is not less than 1', 'const row = await db.maybeOne(sql`ASK`)\nif (row?.count < 1) return'],
    ['a row is never 0', 'const row = await db.maybeOne(sql`ASK`)\nif (row === 0) return'],
    ['an object takes its place', 'const row = (await db.maybeOne(sql`ASK`)) ?? {}\nif (!row) return'],
    ['a list has a name', "const result = await db.query(sql`ASK`)\nif (!result['rows']) return"],
    ['it is not asked', 'let row = input.row\nrow ??= await db.one(sql`ASK`)'],
    ['there is no client', 'await input.db?.one(sql`ASK`)'],
    ['errors are passed over', 'await db.one(sql`ASK`).catch(() => null)'],
    ['errors are passed over, by nothing', 'await db.one(sql`ASK`).catch(() => {})'],
    ['errors are passed over, in between', 'await db.one(sql`ASK`).catch(() => null).finally(log)'],
    ['errors are passed over, before it is taken out', 'await db.one(sql`ASK`).catch(() => []).then(([row]) => row)'],
    ['errors give nothing, but not null', 'const row = await db.maybeOne(sql`ASK`).catch((e) => { log(e) })\nif (row === null) return'],
    ['errors give an object', 'const row = await db.maybeOne(sql`ASK`).catch(() => ({}))\nif (!row) return'],
    ['Sequelize gives a list and more', 'const [rows] = await sequelize.query(sql`ASK`)\nif (!rows) return'],
    ['another promise came true', 'const [row] = await Promise.all([input.other(), db.maybeOne(sql`ASK`)])\nif (!row) return'],
    [
      'a transaction gives something else',
      'const [row] = await db.transaction(async (tx) => { await tx.maybeOne(sql`ASK`); return [1] })\nif (!row) return',
    ],
    ['there are several results', 'const results = await db.query(`ASK; ASK`)\nif (results.length === 0) return'],
    [
      'a sum is there without rows',
      'const rows = await db.any(sql`select count(*) from projects where id = ${id} and organization_id = ${org} group by rollup (name)`)\nif (rows.length === 0) return',
    ],
    ['a function of the same name goes on', 'const redirect = (to) => to\nconst row = await db.maybeOne(sql`ASK`)\nif (!row) redirect(id)'],
    ['an assertion is another one', 'const row = await db.maybeOne(sql`ASK`)\nassert.notEqual(row, input)'],
    ['an assertion is an own one', 'const assert = (it) => log(it)\nconst row = await db.maybeOne(sql`ASK`)\nassert(row)'],
    [
      'its text is run with other values',
      "const text = 'select 1 from projects where id = $1 and organization_id = $2'\nawait db.query(text, [id, org])\nconst result = await db.query(text, [input.id, org])\nif (result.rowCount === 0) return",
    ],
    ['another row takes its place', 'let row = await db.maybeOne(sql`ASK`)\nrow = input.row\nif (!row) return'],
    ['other rows take their place', 'const result = await db.query(sql`ASK`)\nresult.rows = input.rows\nif (!result.rows[0]) return'],
    [
      'a number takes the place of that of the rows',
      'const result = await db.query(sql`ASK`)\nresult.rowCount = 1\nif (!result.rowCount) return',
    ],
    [
      'what tells that there is one is set',
      'const row = await db.one(sql`select exists (ASK) as found`)\nrow.found = true\nif (!row.found) return',
    ],
    [
      'it is one of another table',
      "const table = input.x ? 'projects' : 'tasks'\nconst { rows: [row] } = await db.query(`select 1 from ${table} where organization_id = $1 and id = $2`, [org, id])\nif (!row) return",
    ],
  ])('%s', (_, before) => {
    expect(lastOf(`${before}\nCHANGE`)).toBe('by-key')
  })

  it('of Remix: its redirect only gives an answer', () => {
    const body = 'const row = await db.maybeOne(sql`ASK`)\nif (!row) redirect(id)\nCHANGE'
    expect(lastOf(body, "import { redirect } from '@remix-run/node'")).toBe('by-key')
    expect(lastOf(body, "import { redirect } from 'next/navigation'")).toBe('by-row')
  })

  it.each([
    ['has the same name', 'const row = await db.maybeOne(sql`ASK`)\nreturn input.map(async (id) => { if (!row) return\nCHANGE })'],
    [
      'has the same name in a condition',
      'const cond = sql`id = ${id}`\nreturn input.map(async (id) => { const row = await db.maybeOne(sql`select 1 from projects where ${cond} and organization_id = ${org}`)\nif (!row) return\nCHANGE })',
    ],
    [
      'is that of the last round',
      'const later = []\nfor (var one of input) { const row = await db.maybeOne(sql`select 1 from projects where id = ${one} and organization_id = ${org}`)\nif (!row) continue\nlater.push(() => db.query(sql`delete from projects where id = ${one}`)) }',
    ],
    [
      'is set by another name',
      `const other = input\nawait db.one(sql\`${asking('id = ${input.id}')}\`)\nother.id = org\nawait db.query(sql\`delete from projects where id = \${input.id}\`)`,
    ],
    [
      'is set by Object.assign',
      `await db.one(sql\`${asking('id = ${input.id}')}\`)\nObject.assign(input, org)\nawait db.query(sql\`delete from projects where id = \${input.id}\`)`,
    ],
    [
      'is of two rows',
      `await db.one(sql\`${asking('code = ${input.code}')}\`)\nawait db.one(sql\`${asking('region = ${input.region}')}\`)\nawait db.query(sql\`delete from projects where code = \${input.code} and region = \${input.region}\`)`,
    ],
    [
      'is cut',
      `await db.one(sql\`${asking('region = ${input.region} and code::varchar(2) = ${input.code}')}\`)\nawait db.query(sql\`delete from projects where code = \${input.code} and region = \${input.region}\`)`,
    ],
  ])('a value that %s', (_, body) => {
    expect(lastOf(body)).toBe('by-key')
  })

  it('is that of the row where both parts are of one', () => {
    const first = `await db.one(sql\`${asking('region = ${input.region} and code = ${input.code}')}\`)`
    expect(lastOf(`${first}\nawait db.query(sql\`delete from projects where code = \${input.code} and region = \${input.region}\`)`)).toBe(
      'by-row',
    )
  })
})

describe('a row that all tenants share', () => {
  const checked =
    'const row = await db.maybeOne(sql`select id from templates where id = ${id} and (organization_id = ${org} or organization_id is null)`)\nif (!row) return'

  it.each([
    ['may be read', 'select name from templates where id = ${id}', 'by-row'],
    ['is not changed by its key', "update templates set name = 'x' where id = ${id}", 'by-key'],
    ['is not changed by that of the row', "update templates set name = 'x' where id = ${row.id}", 'by-key'],
    ['does not lead to rows that refer to it', 'select id from documents where template_id = ${id}', 'by-reference'],
    ['does not lead to them by the row', 'delete from documents where template_id = ${row.id}', 'by-reference'],
  ])('%s', (_, sql, verdict) => {
    expect(lastOf(`${checked}\nawait db.query(sql\`${sql}\`)`)).toBe(verdict)
  })

  it('is another than one of the tenant', () => {
    const own =
      'const row = await db.maybeOne(sql`select id from templates where id = ${id} and organization_id = ${org}`)\nif (!row) return'
    expect(lastOf(`${own}\nawait db.query(sql\`delete from documents where template_id = \${id}\`)`)).toBe('by-row')
  })
})

describe('a key that is set before', () => {
  it('is the same behind the query', () => {
    const [asked, changed] = [ask, change].map((text) => text.replace('${id}', '${key}'))
    expect(lastOf(`let key = id\nkey = input.key\nconst row = await db.maybeOne(sql\`${asked}\`)\nif (!row) return\n${changed}`)).toBe(
      'by-row',
    )
  })

  it('may be another one while another function waits', () => {
    const inside = `async function both() {\nconst row = await db.maybeOne(sql\`${ask.replace('${id}', '${key}')}\`)\nif (!row) return\n${change.replace('${id}', '${key}')}\n}`
    expect(lastOf(`let key = id\nconst done = both()\nkey = input.key\nawait done\n${inside}`)).toBe('by-key')
  })
})

describe('a key that a query has found', () => {
  it.each([
    ['among promises', 'const [other, row] = await Promise.all([input.other(), db.maybeOne(sql`ASK`)])\nif (!row) return'],
    [
      'as text',
      'const row = await db.maybeOne(sql`select 1 from projects where id::text = ${id} and organization_id = ${org}`)\nif (!row) return',
    ],
    ['by no undefined property', 'const row = await db.maybeOne(sql`ASK`)\nif (row?.name === undefined) return'],
    ['by a property that is read', 'const row = await db.maybeOne(sql`ASK`)\nif (row.name === null) return'],
    ['by assert.ok', 'const row = await db.maybeOne(sql`ASK`)\nassert.ok(row)'],
  ])('%s', (_, before) => {
    expect(lastOf(`${before}\nCHANGE`)).toBe('by-row')
  })
})
