import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const where = 'from projects where id = ${id} and organization_id = ${org}'
const one = `db.maybeOne(sql\`select id ${where}\`)`
const first = `db.findOne(sql\`select id ${where}\`)`
const many = `db.any(sql\`select id ${where}\`)`
const remove = 'await db.query(sql`delete from projects where id = ${id}`)'

/** The verdict of what is deleted behind a body. */
function behind(body: string, own = ''): string {
  const run = `export async function run(id: string, org: string, other: string, input: any) {\n${body}\n${remove}\n}\n`
  return (
    verdictsOf(own + run, schema)
      .at(-1)
      ?.replace(/.*: /, '') ?? ''
  )
}

describe('what a promise is asked', () => {
  it.each([
    [one, 'Boolean'],
    [first, 'Boolean'],
    [first, '(row) => row !== null'],
    [one, '(row) => Boolean(row)'],
    [one, '(row) => !!row'],
    [one, '(row) => row !== null'],
    [one, '(row) => row != null'],
    [one, '(row) => { return row !== null }'],
    [many, '(rows) => rows.length > 0'],
  ])('tells of a row: %s.then(%s)', (promise, asks) => {
    const told = `${promise}.then(${asks})`
    const functions = [
      `const exists = (id: string, org: string) => ${told}\n`,
      `async function exists(id: string, org: string) {\nreturn ${told}\n}\n`,
      `async function exists(id: string, org: string) {\nreturn await ${told}\n}\n`,
      `async function exists(id: string, org: string) {\nconst found = await ${told}\nreturn found\n}\n`,
    ]
    expect(functions.map((own) => behind('if (!(await exists(id, org))) throw new Error()', own))).toEqual(functions.map(() => 'by-row'))
    expect(behind(`if (!(await ${told})) throw new Error()`)).toBe('by-row')
    expect(behind(`const found = await ${told}\nif (!found) return`)).toBe('by-row')
  })

  it.each([
    ['whose query a function asks', 'Boolean'],
    ['whose query a function asks', '(row) => !!row'],
  ])('tells of a row %s: %s', (_, asks) => {
    const own = `const find = (id: string, org: string) => ${one}\nconst exists = (id: string, org: string) => find(id, org).then(${asks})\n`
    expect(behind('if (!(await exists(id, org))) throw new Error()', own)).toBe('by-row')
  })

  it.each([
    ['a list is always there', `await ${many}.then(Boolean)`],
    ['a list is always there', `await ${many}.then((rows) => !!rows)`],
    ['a promise is always there', `${one}.then(Boolean)`],
    ['a promise is always there', `${one}.then((row) => !!row)`],
    ['an answer is always there', `(await ${one}.then(Boolean)) !== null`],
    ['an answer is always there', `(await ${one}.then((row) => !!row)) != null`],
    ['an answer is always there', `(await ${first}.then(Boolean)) !== null`],
    ['it is not there', `await ${first}.then((row) => !row)`],
    ['the other nothing', `await ${one}.then((row) => row !== undefined)`],
    ['it is not there', `await ${one}.then((row) => !row)`],
    ['it is not asked', `await ${one}.then((row) => input)`],
    ['something else may be', `await ${one}.then((row) => !!row || input)`],
    ['errors are passed over', `await ${one}.then(Boolean, () => true)`],
    ['errors are passed over', `await ${one}.then(Boolean).catch(() => true)`],
    ['another parameter', `await ${one}.then((_, row) => !!row)`],
    ['what is set', `await ${one}.then((row) => { row = input; return !!row })`],
    ['another Boolean', `await ${one}.then(input.Boolean)`],
    ['another row', `await ${one.replace('${id}', '${other}')}.then(Boolean)`],
  ])('tells nothing where %s: %s', (_, test) => {
    expect(behind(`if (!(${test})) throw new Error()`)).toBe('by-key')
    const own = `const exists = async (id: string, org: string, other: string, input: any) => ${test}\n`
    if (test.startsWith('await')) expect(behind('if (!(await exists(id, org, other, input))) throw new Error()', own)).toBe('by-key')
  })
})
