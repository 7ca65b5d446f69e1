import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
`
const text = "'select id, organization_id from orders where id = $1'"
const head = "import { Pool } from 'pg'\nconst pool = new Pool()\n"
const checked = `export async function find(id: string, org: string) {
  const { rows } = await pool.query(TEXT, [id])
  if (rows[0]?.organization_id !== org) throw new Error()
  return rows[0]
}`

/** What is told of a file that holds a text, and of one that runs it. */
function told(holder: string, runner: string): Record<'there' | 'where it is run', string[]> {
  const of = (program: string, beside: Record<string, string>): string[] => verdictsOf(program, schema, beside)
  return {
    there: of(holder, { 'runner.ts': runner.replace('./texts', './case') }),
    'where it is run': of(runner, { 'texts.ts': holder }),
  }
}

describe('a text that another program runs', () => {
  it.each([
    ['by its name', `export const FIND = ${text}`, `import { FIND } from './texts'\n${head}${checked.replace('TEXT', 'FIND')}`],
    ['by another one', `export const FIND = ${text}`, `import { FIND as one } from './texts'\n${head}${checked.replace('TEXT', 'one')}`],
    ['of all', `export const FIND = ${text}`, `import * as texts from './texts'\n${head}${checked.replace('TEXT', 'texts.FIND')}`],
    [
      'of an object',
      `export const texts = { find: ${text} }`,
      `import { texts } from './texts'\n${head}${checked.replace('TEXT', 'texts.find')}`,
    ],
  ])('is told there, with what that asks of its rows: %s', (_, holder, runner) => {
    expect(told(holder, runner)).toEqual({ there: [], 'where it is run': ['orders: by-guard'] })
  })

  it('is told there once', () => {
    const runner = `import { FIND } from './texts'\n${head}export const find = (id: string) => pool.query(FIND, [id])`
    expect(told(`export const FIND = ${text}`, runner)).toEqual({ there: [], 'where it is run': ['orders: by-key'] })
  })

  it.each([
    ['nobody runs', ''],
    ['something else is done with, too', `${checked.replace('TEXT', 'FIND')}\nexport const other = shown(FIND)`],
    ['is only named by others', 'export const all = [FIND]'],
  ])('is told where it is written if %s', (_, body) => {
    const runner = `import { FIND } from './texts'\n${head}${body}`
    expect(told(`export const FIND = ${text}`, runner).there).toEqual(['orders: by-key'])
  })
})
