import { describe, expect, it } from 'vitest'
import { verdictsBehind } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references projects, name text);
`

const asked = "'select * from projects where id = $1 and organization_id = $2', [id, org]"
const anybodys = "'select * from projects where id = $1', [id]"
const change = "await pool.query('update projects set name = 1 where id = $1', [id])"
const follow = "await pool.query('update projects set name = 1 where id = $1', [row.id])"

const own = `
export async function fetchRow(text: string, values: any[] = []) { const { rows } = await pool.query(text, values); if (!rows.length) throw new Error(); return rows[0] }
export const mustHave = async (text: string, values: any[]) => { const result = await pool.query({ text, values }); if (result.rowCount === 0) throw new Error() }
export async function readRow(text: string, values: any[]) { const [row] = (await pool.query(text, values)).rows; if (row === undefined) throw new Error(); return row }
export async function lookUp(text: string, values: any[]) { const { rows } = await pool.query(text, values); return rows[0] ?? null }
export async function listRows(text: string, values: any[]) { const { rows } = await pool.query(text, values); return rows }
export const first = (text: string, values: any[]) => pool.query(text, values).then(({ rows }) => rows[0])
export async function logsNone(text: string, values: any[]) { const { rows } = await pool.query(text, values); if (!rows.length) console.log(text); return rows[0] }
export async function soft(text: string, values: any[], quiet = false) { const { rows } = await pool.query(text, values); if (quiet) return rows[0]; if (!rows.length) throw new Error(); return rows[0] }
export async function otherValues(text: string, values: any[]) { const { rows } = await pool.query(text, [tenant, ...values]); if (!rows.length) throw new Error(); return rows[0] }
export async function otherText(text: string, values: any[]) { text = text + ' or true'; const { rows } = await pool.query(text, values); if (!rows.length) throw new Error(); return rows[0] }
export async function twice(text: string, values: any[]) { await pool.query('set x = 1'); const { rows } = await pool.query(text, values); if (!rows.length) throw new Error(); return rows[0] }
export async function another(text: string, values: any[]) { const { rows } = await pool.query(text, values); if (!rows.length) throw new Error(); return input.row }
`

/** The verdicts of the queries in a function beside others, and of one that imports these. */
function verdicts(body: string, helpers = own): string[] {
  const around = `export async function run(org: string, id: string, input: any) {\n${body.replaceAll('ASK', asked).replaceAll('ANY', anybodys)}\n}\n`
  return verdictsBehind(helpers, around, schema)
}

describe('a query that a function of the program runs', () => {
  it.each(['fetchRow', 'mustHave', 'readRow'])('has found something where that throws without: %s', (name) => {
    expect(verdicts(`await ${name}(ASK)\n${change}`)).toEqual(['scoped', 'by-row'])
    expect(verdicts(`await ${name}(ANY)\n${change}`)[0]).toBe('by-key')
    expect(verdicts(`${name}(ASK)\n${change}`)).toEqual(['scoped', 'by-key'])
    expect(verdicts(`${change}\nawait ${name}(ASK)`)).toEqual(['by-key', 'scoped'])
    expect(verdicts(`await ${name}(ASK)\nid = input.id\n${change}`)).toEqual(['scoped', 'by-key'])
    expect(verdicts(`try { await ${name}(ASK) } catch { console.log(id) }\n${change}`)).toEqual(['scoped', 'by-key'])
  })

  it.each(['logsNone', 'soft', 'otherText', 'lookUp', 'listRows', 'first'])('has not where that comes back: %s', (name) => {
    expect(verdicts(`await ${name}(ASK)\n${change}`).at(-1)).toBe('by-key')
  })

  it.each(['otherValues', 'twice'])('has not where that does more: %s', (name) => {
    expect(verdicts(`await ${name}(ASK)\n${change}`).at(-1)).toBe('by-key')
  })

  it.each(['fetchRow', 'readRow', 'lookUp', 'logsNone', 'first'])('gives a row that leads on: %s', (name) => {
    expect(verdicts(`const row = await ${name}(ASK)\n${follow}`)).toEqual(['scoped', 'by-row'])
    expect(verdicts(`const row = await ${name}(ANY)\n${follow}`)).toEqual(['by-key', 'dynamic'])
  })

  it.each([
    ['one(db: any, text: string, values: any[])', 'db.query(text, values)', 'pool, ASK'],
    ['findRow(db: any, text: string, values: any[])', 'db.query(text, values)', 'pool, ASK'],
    ['findRow(label: string, values: any[], text: string)', 'pool.query(text, values)', '"row", [id, org], TEXT'],
    ['findRow(text: string, ...values: any[])', 'pool.query(text, values)', 'TEXT, id, org'],
    ['findRow(text: string, ...rest: any[])', 'pool.query(text, ...rest)', 'ASK'],
    ['findRow(text: string, values: any[])', 'prisma.$queryRawUnsafe(text, ...values)', 'ASK'],
    ['findRow(text: string, ...values: any[])', 'prisma.$queryRawUnsafe(text, ...values)', 'TEXT, id, org'],
  ])('leads on whatever else it is given: %s', (head, run, given) => {
    const name = head.replace(/\(.*/, '')
    const rows = run.includes('prisma') ? 'rows' : '{ rows }'
    const helper = `export async function ${head} { const ${rows} = await ${run}; if (!rows.length) throw new Error(); return rows[0] }\n`
    const values = given.replace('TEXT', asked.replace(/, \[.*/, ''))
    expect(verdicts(`const row = await ${name}(${values})\n${follow}`, helper)).toEqual(['scoped', 'by-row'])
    expect(verdicts(`await ${name}(${values})\n${change}`, helper)).toEqual(['scoped', 'by-row'])
  })

  it.each([
    ['findRow(text: string, values: any[])', 'pool.query(text, ...values)'],
    ['findRow(text: string, [id]: any[])', 'pool.query(text, [id])'],
    ['findRow({ text, values }: any)', 'pool.query(text, values)'],
  ])('does not lead on where that is given otherwise: %s', (head, run) => {
    const helper = `export async function ${head} { const { rows } = await ${run}; if (!rows.length) throw new Error(); return rows[0] }\n`
    expect(verdicts(`const row = await findRow(ASK)\n${follow}`, helper).at(-1)).toBe('by-key')
  })

  it('is run by a library that is told where to', () => {
    const find = "const { rows } = await this.postgres.query(Use.Read, ASK, 'find')"
    expect(verdicts(`${find}\nif (!rows[0]) return\n${follow.replace('row.id', 'rows[0].id')}`)).toEqual(['scoped', 'by-row'])
    expect(verdicts(`${find}\nif (!rows[0]) return\n${change}`)).toEqual(['scoped', 'by-row'])
    expect(verdicts(`${find}\n${change}`)).toEqual(['scoped', 'by-key'])
  })

  it.each([
    ['gives it on', 'return inner(pool, text, values)', 'by-row'],
    ['gives it on to one of two', 'if (primary) return inner(pool, text, values)\nreturn inner(replica, text, values)', 'by-row'],
    ['runs it on one of two', 'if (primary) return pool.query(text, values)\nreturn replica.query(text, values)', 'by-row'],
    ['gives on another text', "return inner(pool, text + ' or true', values)", 'by-key'],
    ['gives on other values', 'return inner(pool, text, [primary, ...values])', 'by-key'],
    [
      'gives on another one besides',
      "if (primary) return inner(pool, 'select * from projects', [])\nreturn inner(pool, text, values)",
      'by-key',
    ],
    ['gives something else on a way', 'if (primary) return input.rows\nreturn inner(pool, text, values)', 'by-key'],
  ])('may be given on by the function that is called: %s', (_, body, verdict) => {
    const inner = 'function inner(client: any, text: string, values: any[]) { return client.query(text, values) }'
    const router = `${inner}\nexport async function send(primary: boolean, text: string, values: any[]) {\n${body}\n}\n`
    const follows = follow.replace('row.id', 'rows[0].id')
    expect(verdicts(`const { rows } = await send(true, ASK)\n${follows}`, router).at(-1)).toBe(verdict)
    expect(verdicts(`const { rows } = await send(true, ASK)\nif (!rows[0]) return\n${change}`, router).at(-1)).toBe(verdict)
  })

  it('gives rows that lead on', () => {
    expect(verdicts(`const [row] = await listRows(ASK)\n${follow}`)).toEqual(['scoped', 'by-row'])
    expect(verdicts(`for (const row of await listRows(ASK)) ${follow}`)).toEqual(['scoped', 'by-row'])
  })

  it.each(['another', 'otherText', 'otherValues'])('gives no such row: %s', (name) => {
    expect(verdicts(`const row = await ${name}(ASK)\n${follow}`).at(-1)).toBe('by-key')
  })

  it.each([
    ['!row', 'by-row'],
    ['row == null', 'by-row'],
    ['row === null', 'by-key'],
    ['row === undefined', 'by-key'],
    ['row', 'by-key'],
  ])('gives a row that is asked for: %s', (test, verdict) => {
    expect(verdicts(`const row = await lookUp(ASK)\nif (${test}) throw new Error()\n${change}`)).toEqual(['scoped', verdict])
  })

  it('gives a list that is always there', () => {
    expect(verdicts(`const rows = await listRows(ASK)\nif (!rows) throw new Error()\n${change}`)).toEqual(['scoped', 'by-key'])
    expect(verdicts(`const rows = await listRows(ASK)\nif (!rows.length) throw new Error()\n${change}`)).toEqual(['scoped', 'by-row'])
  })

  it('gives a row that the program compares', () => {
    expect(verdicts('const row = await fetchRow(ANY)\nif (row.organization_id !== org) throw new Error()\nreturn row')).toEqual([
      'by-guard',
    ])
    expect(verdicts('const row = await fetchRow(ANY)\nif (row.organization_id !== org) console.log(id)\nreturn row')).toEqual(['by-key'])
  })
})

describe('a query under the name of a constant', () => {
  const named = (text: string, name = 'TEXT'): string => `const ${name} = '${text}'\n`
  const ofTenant = named('select * from projects where id = $1 and organization_id = $2', 'FIND')
  const byKey = named('select * from projects where id = $1', 'BY_KEY')
  const load = 'const row = await fetchRow(FIND, [id, org])\n'

  it('is run by a function of the program', () => {
    expect(verdictsBehind(own, `${ofTenant}export async function run(org: string, id: string) {\n${load}${follow}\n}\n`, schema)).toEqual([
      'scoped',
      'by-row',
    ])
    const any = ofTenant.replace(' and organization_id = $2', '')
    expect(verdictsBehind(own, `${any}export async function run(org: string, id: string) {\n${load}${follow}\n}\n`, schema)).toEqual([
      'by-key',
      'dynamic',
    ])
  })

  it('that several functions run has found nothing by what one of them gives it', () => {
    const run = (name: string, given: string, then: string): string =>
      `export async function ${name}(org: string, id: string, other: string) {\nawait fetchRow(FIND, [${given}, org])\n${then}\n}\n`
    expect(verdictsBehind(own, `${ofTenant}${run('one', 'id', '')}${run('two', 'other', change)}`, schema)).toEqual(['scoped', 'by-key'])
  })

  const held = `export async function one(org: string, id: string) {\n${load}return pool.query(BY_KEY, [row.parent_id])\n}\n`
  const open = 'export async function two(id: string) {\nreturn pool.query(BY_KEY, [id])\n}\n'
  const compared =
    'export async function three(org: string, id: string) {\nconst { rows: [row] } = await pool.query(BY_KEY, [id])\nif (row?.organization_id !== org) throw new Error()\nreturn row\n}\n'

  it.each([
    ['all hold', held + held.replace('one', 'again'), ['scoped', 'by-row']],
    ['one of them does not', held + open, ['scoped', 'by-key']],
    ['one of them does not, which is first', open + held, ['scoped', 'by-key']],
    ['a check holds', held + compared, ['scoped', 'by-guard']],
    ['a check holds in one of them alone', compared + open, ['scoped', 'by-key']],
  ])('goes by the weakest of the functions that run it: %s', (_, functions, found) => {
    expect(verdictsBehind(own, ofTenant + byKey + functions, schema)).toEqual(found)
  })
})

describe('a query of pgTyped', () => {
  const queries = `import { sql } from '@pgtyped/runtime'
const find = sql\`select * from projects where id = $id! and organization_id = $org!\`
const anybodys = sql\`select * from projects where id = $id!\`
const rename = sql\`update projects set name = 1 where id = $id!\`
`
  const run = (body: string, name = 'run'): string =>
    `export async function ${name}(org: string, id: string, other: string) {\n${body}\n}\n`
  const load = 'const [row] = await find.run({ id, org }, pool)\nif (!row) throw new Error()\n'

  it.each([
    ['a row that was loaded', `${load}await rename.run({ id: row.id }, pool)`, 'by-row'],
    ['a key that has found one', `${load}await rename.run({ id }, pool)`, 'by-row'],
    ['another key', `${load}await rename.run({ id: other }, pool)`, 'by-key'],
    ['values that nobody knows', `${load}await rename.run(other, pool)`, 'by-key'],
    ['a row of anybody', 'const [row] = await anybodys.run({ id }, pool)\nawait rename.run({ id: row.id }, pool)', 'dynamic'],
  ])('is filled by what runs it: %s', (_, body, found) => {
    expect(verdictsBehind(own, queries + run(body), schema).at(-1)).toBe(found)
  })

  it('goes by the weakest of what runs it', () => {
    const both = run(`${load}await rename.run({ id: row.id }, pool)`) + run('await rename.run({ id }, pool)', 'again')
    expect(verdictsBehind(own, queries + both, schema).at(-1)).toBe('by-key')
  })

  it('may be filled with anything where other files have it', () => {
    const body = run(`${load}await rename.run({ id: row.id }, pool)`)
    expect(verdictsBehind(own, queries.replace('const rename', 'export const rename') + body, schema).at(-1)).toBe('by-key')
    expect(verdictsBehind(own, `${queries}${body}export { rename }\n`, schema).at(-1)).toBe('by-key')
    expect(verdictsBehind(own, `${queries}${body}register(rename)\n`, schema).at(-1)).toBe('by-key')
  })
})
