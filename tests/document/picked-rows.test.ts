import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const pickers = `
export const takeFirst = <T extends any[]>(values: T): T[number] => { if (values.length !== 1) throw new Error('none'); return values[0]! }
export const takeFirstOrNull = <T extends any[]>(values: T) => { if (values.length !== 1) return null; return values[0]! }
export const firstRow = <T>(rows: T[]) => rows[0]
export const atZero = <T>(rows: T[]) => rows.at(0)
export const orNull = <T>(rows: T[]) => rows[0] ?? null
export const someOrUndefined = <T>(rows: T[]) => (rows.length > 0 ? rows[0] : undefined)
export function taken<T>([row]: T[]) { return row }
export function named<T>(rows: T[], message: string) { const [row] = rows; if (!row) throw new Error(message); return row }
export const orFail = <T>(rows: T[]) => rows[0] ?? fail()
export const ofResult = (result: any) => { const row = result.rows[0]; if (row === undefined) throw new Error(); return row }
function fail(): never { throw new Error() }
export const size = <T>(rows: T[]) => rows.length
export const made = <T>(rows: T[]) => rows[0] ?? {}
export const other = <T>(rows: T[]) => cache[0]
export const first2 = <T>(rows: T[], more: T[]) => more[0]
export const changed = <T>(rows: T[]) => { rows = load(); return rows[0] }
export const logged = <T>(rows: T[]) => { if (rows.length === 0) console.log('none'); return rows[0] }
export const later = async <T>(rows: T[]) => rows[0]
export const again = <T>(rows: T[]): T => (again(rows) ? rows[0]! : again(rows))
`
const names = [...pickers.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name).join(', ')

const asking = (condition: string): string => `await db.any(sql\`select * from projects where ${condition}\`)`
const own = asking('id = ${id} and organization_id = ${org}')
const promise = own.replace('await ', '')
const byKey = asking('id = ${id}')

function verdictsIn(body: string): readonly string[] {
  const around = `import { ${names} } from './rows'\nexport async function run(org: string, id: string, db: any) {\n${body}\n}\n`
  return verdictsOf(around, schema, { 'rows.ts': pickers }).map((one) => one.replace(/.*: /, ''))
}

const change = (id: string): string => `await db.query(sql\`update projects set name = 'x' where id = \${${id}}\`)`
const changedBy = (body: string, id: string): string | undefined => verdictsIn(`${body}\n${change(id)}`).at(-1)

describe('a row that a function picks of those of the tenant', () => {
  it.each([
    `await ${promise}.then(takeFirst)`,
    `await ${promise}.then(takeFirstOrNull)`,
    `await ${promise}.then(firstRow)`,
    `await ${promise}.then((rows) => { const row = rows[0]; return row })`,
    `await ${promise}.then(taken)`,
    `takeFirst(${own})`,
    `atZero(${own})`,
    `orNull(${own})`,
    `someOrUndefined(${own})`,
    `named(${own}, 'none')`,
    `orFail(${own})`,
    `ofResult(${own})`,
  ])('leads on: %s', (row) => {
    expect(changedBy(`const row = ${row}\nif (!row) return`, 'row.id')).toBe('by-row')
  })

  it.each([
    `size(${own})`,
    `made(${own})`,
    `other(${own})`,
    `first2(${own}, await load())`,
    `changed(${own})`,
    `again(${own})`,
    `await ${promise}.then(takeFirst, log)`,
    `await ${promise}.then(unknown)`,
    `takeFirst(${byKey})`,
  ])('not what is something else: %s', (row) => {
    expect(changedBy(`const row = ${row}\nif (!row) return`, 'row.id')).not.toBe('by-row')
  })
})

describe('a key of which a function picks the row', () => {
  it.each([
    `await ${promise}.then(takeFirst)`,
    `takeFirst(${own})`,
    `const row = named(${own}, 'none')`,
    `const row = orFail(${own})`,
    `const row = ofResult(${own})`,
    `const row = firstRow(${own})\nif (!row) return`,
    `const row = await ${promise}.then(takeFirstOrNull)\nif (row === null) return`,
    `const row = await ${promise}.then(firstRow)\nif (row === undefined) return`,
  ])('was found: %s', (body) => {
    expect(changedBy(body, 'id')).toBe('by-row')
  })

  it.each([
    `const row = firstRow(${own})`,
    `const row = logged(${own})`,
    `takeFirst(${promise})`,
    `void ${promise}.then(takeFirst)`,
    `const row = takeFirstOrNull(${own})\nif (row === undefined) return`,
    `const row = firstRow(${own})\nif (row === null) return`,
    `const row = later(${own})\nif (!row) return`,
  ])('may not have been: %s', (body) => {
    expect(changedBy(body, 'id')).toBe('by-key')
  })
})

describe('a row of which only its key is asked, and that a function picks', () => {
  it.each([
    `const row = takeFirst(${byKey})\nif (row.organization_id !== org) throw new Error()\nreturn row`,
    `const row = await ${byKey.replace('await ', '')}.then(atZero)\nif (row?.organization_id !== org) return null\nreturn row`,
  ])('is compared: %s', (body) => {
    expect(verdictsIn(body)).toEqual(['by-guard'])
  })

  it.each([
    `const row = takeFirst(${byKey})\nreturn row`,
    `const rows = ${byKey}\nconst row = takeFirst(rows)\nif (row.organization_id !== org) throw new Error()\nreturn rows`,
    `const row = takeFirst(${byKey})\nsend(row)\nif (row.organization_id !== org) throw new Error()\nreturn row`,
  ])('is not: %s', (body) => {
    expect(verdictsIn(body)).toEqual(['by-key'])
  })
})
