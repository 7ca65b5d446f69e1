import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

const ask = 'await db.maybeOne(sql`select name from projects where id = ${id} and organization_id = ${org}`)'
const change = "await db.query(sql`update projects set name = 'x' where id = ${id}`)"

const errors = `
export function fail(message: string): never { throw new Error(message) }
export const raise = (error: Error) => { log(error); throw error }
export function told(message: string) { return new Error(message) }
export function mayFail(message: string) { if (message) return; throw new Error(message) }
export async function later(): Promise<never> { throw new Error() }
export class Http { static none(): never { throw new Error() } }
export function assertFound<T>(value: T, message?: string): asserts value is NonNullable<T> { if (isNil(value)) throw new Error(message) }
export function assertTrue(value: unknown): asserts value { if (!value) throw new Error() }
export function needed(value: unknown) { if (isNil(value)) throw new Error() }
export function unneeded(value: unknown) { if (!isNil(value)) throw new Error() }
export function must<T>(value: T | null | undefined, message = 'none'): T { if (value == null) throw new Error(message); return value }
export function orLog<T>(value: T) { if (value == null) console.log('none'); return value }
export function second<T>(_: unknown, value: T) { if (!value) { throw new Error() } return value }
export function quiet<T>(value: T, soft = false) { if (!value) { if (soft) return null; throw new Error() } return value }
export const isNil = (value: unknown): value is null | undefined => value === null || value === undefined
export function isMissing(value: unknown) { return !value }
export const isDefined = <T>(value: T): value is NonNullable<T> => typeof value !== 'undefined' && value !== null
export const isNotNil = (value: unknown) => !(value == null)
export const isNull = (value: unknown) => value === null
export const isStored = (value: any) => value != null && save(value)
export const isOurs = (value: any) => value == null || value.ours
export const isLater = async (value: unknown) => value == null
export function throwUnless(condition: unknown, message?: string) { if (!condition) throw new Error(message) }
export function throwIf(condition: unknown) { if (condition) throw new Error() }
export async function throwLater(condition: unknown) { if (!condition) throw new Error() }
export function authorize<T>(user: unknown, row: T | null): asserts row { if (!can(user, row)) throw new Error() }
export function swapped<T>(value: T) { value = 1 as T; if (!value) throw new Error(); return value }
`

/** The verdict of the last query in a function. */
function lastOf(body: string, last = change): string | undefined {
  const names =
    'fail, raise, told, mayFail, later, Http, assertFound, needed, unneeded, assertTrue, must, orLog, second, swapped, quiet, isNil, isMissing, isDefined, isNotNil, isNull, isStored, isOurs, isLater, authorize, throwUnless, throwIf, throwLater'
  const around = `import { ${names} } from './errors'\nexport async function run(org: string, id: string, db: any) {\n${body.replaceAll('ASK', ask)}\n${last}\n}\n`
  return verdictsOf(around, schema, { 'errors.ts': errors }).at(-1)?.replace(/.*: /, '')
}

describe('a key behind a call that never comes back', () => {
  it.each(["fail('none')", 'raise(new Error())', 'Http.none()', 'await later()', '{ log(id); fail() }'])('of the program: %s', (call) => {
    expect(lastOf(`const row = ASK\nif (!row) ${call}`)).toBe('by-row')
  })

  it.each(['told()', "mayFail('none')", 'later()', 'unknown()', 'fail?.()'])('not where it may: %s', (call) => {
    expect(lastOf(`const row = ASK\nif (!row) ${call}`)).toBe('by-key')
  })

  it.each([
    ["import { error } from '@sveltejs/kit'", 'error(404)', 'by-row'],
    ["import { redirect } from '@sveltejs/kit'", "redirect(303, '/')", 'by-row'],
    ["import { fail } from '@sveltejs/kit'", 'fail(404)', 'by-key'],
    ["import { error } from './log'", 'error(404)', 'by-key'],
    ["import { unauthorized } from 'next/navigation'", 'unauthorized()', 'by-row'],
    ["import { permanentRedirect } from 'next/navigation'", "permanentRedirect('/')", 'by-row'],
    ["import process from 'node:process'", 'process.exit(1)', 'by-row'],
    ['', 'process.exit(1)', 'by-row'],
    ['', 'process.emit(1)', 'by-key'],
    ['const process = machine()', 'process.exit(1)', 'by-key'],
  ])('of a library: %s %s', (imported, call, verdict) => {
    const verdicts = verdictsOf(
      `${imported}\nexport async function run(org: string, id: string, db: any) {\nconst row = ${ask}\nif (!row) ${call}\n${change}\n}\n`,
      schema,
    )
    expect(verdicts.at(-1)).toBe(`projects: ${verdict}`)
  })

  it.each([
    ["import { eq } from 'drizzle-orm'", 'by-row'],
    ["import { knex } from 'knex'", 'by-key'],
  ])('of a transaction: %s', (imported, verdict) => {
    const body = `async (tx) => {\nconst row = ${ask}\nif (!row) tx.rollback()\n${change}\n}`
    const program = `${imported}\nexport const run = (org: string, id: string, db: any) => db.transaction(${body})\n`
    expect(verdictsOf(program, schema).at(-1)).toBe(`projects: ${verdict}`)
  })
})

describe('a key behind what throws without a row', () => {
  it.each([
    "const row = (ASK) ?? fail('none')",
    'const row = (ASK) || raise(new Error())',
    'const row = ASK\nassertFound(row)',
    'const row = ASK\nneeded(row)',
    "const row = ASK\nassertFound(row, 'none')",
    'const row = ASK\nassertTrue(row)',
    'const row = must(ASK)',
    "const row = must(ASK, 'none')",
    'const row = ASK\nmust(row)',
    'const row = second(1, ASK)',
    'const row = ASK\nthrowUnless(row)',
    'const row = ASK\nthrowIf(!row)',
    'const row = ASK\nawait throwLater(row)',
    'const row = ASK\nthrowUnless(row !== undefined && row !== null)',
    'const row = (ASK) ?? (await Promise.reject(new Error()))',
  ])('%s', (body) => {
    expect(lastOf(body)).toBe('by-row')
  })

  it.each([
    "const row = (ASK) ?? told('none')",
    "const row = (ASK) && fail('none')",
    'const row = ASK\nassertFound(org, row)',
    'const row = ASK\nunneeded(row)',
    'const row = ASK\nneeded(org)',
    'const row = ASK\nassertFound?.(row)',
    'const row = orLog(ASK)',
    'const row = second(ASK, 1)',
    'const row = swapped(ASK)',
    'const row = ASK\nthrowIf(row)',
    'const row = ASK\nthrowUnless(!row)',
    'const row = ASK\nthrowLater(row)',
    'const row = ASK\nthrowUnless(org)',
    'const row = (ASK) ?? Promise.reject(new Error())',
    'const row = quiet(ASK, true)',
    'const promise = db.maybeOne(sql`select name from projects where id = ${id} and organization_id = ${org}`)\nassertFound(promise)',
    'const count = await db.project.count({ where: { id, organizationId: org } })\nassertFound(count)',
    'const { rows } = await db.query(sql`select name from projects where id = ${id} and organization_id = ${org}`)\nassertFound(rows.length)',
    'const { rows } = await db.query(sql`select name from projects where id = ${id} and organization_id = ${org}`)\nassertFound(rows)',
  ])('not where it may be passed: %s', (body) => {
    expect(lastOf(body)).toBe('by-key')
  })
})

describe('a key behind a function that asks for nothing', () => {
  it.each([
    'const row = ASK\nif (isNil(row)) throw new Error()',
    'const row = ASK\nif (isMissing(row)) throw new Error()',
    'const row = ASK\nif (isNil(row) || row.name === org) throw new Error()',
    'const row = ASK\nif (!isDefined(row)) throw new Error()',
    'const row = ASK\nif (!isNotNil(row)) return null',
  ])('%s', (body) => {
    expect(lastOf(body)).toBe('by-row')
  })

  it.each([
    'const row = ASK\nif (!isNil(row)) throw new Error()',
    'const row = ASK\nif (isNil(row) && org) throw new Error()',
    'const row = ASK\nif (isNil?.(row)) throw new Error()',
    'const row = ASK\nif (isNull(row)) throw new Error()',
    'const row = ASK\nif (!isOurs(row)) throw new Error()',
    'const row = ASK\nif (isLater(row)) throw new Error()',
    'const count = await db.project.count({ where: { id, organizationId: org } })\nif (isNil(count)) throw new Error()',
    'const { rows } = await db.query(sql`select name from projects where id = ${id} and organization_id = ${org}`)\nif (isNil(rows)) throw new Error()',
  ])('not where it may be passed: %s', (body) => {
    expect(lastOf(body)).toBe('by-key')
  })

  it.each([
    ["import { isNil } from 'lodash'", 'isNil(row)', 'by-row'],
    ["import _ from 'lodash'", '_.isNil(row)', 'by-row'],
    ["import isNil from 'lodash/isNil'", 'isNil(row)', 'by-row'],
    ["import { isNullish } from 'remeda'", 'isNullish(row)', 'by-row'],
    ["import { isNil } from './own'", 'isNil(row)', 'by-key'],
    ["import { isUndefined } from 'lodash'", 'isUndefined(row)', 'by-key'],
    ["import { isNil } from 'lodash'", '!isNil(row)', 'by-key'],
  ])('of a library: %s %s', (imported, test, verdict) => {
    const body = `const row = ${ask}\nif (${test}) throw new Error()\n${change}`
    const own = 'export const isNil = (value: unknown) => value === 0'
    const verdicts = verdictsOf(`${imported}\nexport async function run(org: string, id: string, db: any) {\n${body}\n}\n`, schema, {
      'own.ts': own,
    })
    expect(verdicts.at(-1)).toBe(`projects: ${verdict}`)
  })
})

it.each([
  ['ROW ?? Promise.reject(new Error())', 'by-row'],
  ['ROW ?? Promise.resolve(null)', 'by-key'],
  ['log(Promise.reject(new Error())) ?? ROW', 'by-key'],
])('a key behind a function that gives %s', (given, verdict) => {
  const program = `async function find(id: string, org: string) { const row = ${ask}\nreturn ${given.replaceAll('ROW', 'row')} }
export async function run(org: string, id: string, db: any) { await find(id, org)\n${change} }`
  expect(verdictsOf(program, schema).at(-1)).toBe(`projects: ${verdict}`)
})

describe('a row that comes through what throws without it', () => {
  const byKey = 'await db.maybeOne(sql`select * from projects where id = ${id}`)'
  const run = (body: string): string | undefined => lastOf(body.replaceAll('KEY', byKey), 'return row')

  it.each([
    "const row = (KEY) ?? fail('none')\nif (row.organization_id !== org) fail()",
    "const row = (KEY) ?? told('none')\nif (row.organization_id !== org) fail()",
    'const row = must(KEY)\nif (row.organization_id !== org) fail()',
    'const row = orLog(KEY)\nif (row.organization_id !== org) fail()',
    'const row = KEY\nassertFound(row)\nif (row.organization_id !== org) fail()',
    'const row = KEY\nif (isNil(row) || row.organization_id !== org) fail()',
    'const row = KEY\nif (!isDefined(row)) return null\nif (row.organization_id !== org) fail()',
    'const row = KEY\nauthorize(org, row)',
  ])('is compared: %s', (body) => {
    expect(run(body)).toBe('by-guard')
  })

  it.each([
    'const row = must(KEY)',
    'const row = KEY\nassertTrue(row)',
    'const row = KEY\nauthorize(org, id)',
    'const row = KEY\nif (isNil(row)) fail()',
    'const row = KEY\nif (!isStored(row)) fail()\nif (row.organization_id !== org) fail()',
    'const row = KEY\nmust(sent(row))\nif (row.organization_id !== org) fail()',
  ])('is not: %s', (body) => {
    expect(run(body)).toBe('by-key')
  })

  it.each([
    ["(ASK) ?? fail('none')", 'by-row'],
    ['must(ASK)', 'by-row'],
    ['orLog(ASK)', 'by-key'],
  ])('leads on: %s', (row, verdict) => {
    const next = "await db.query(sql`update projects set name = 'x' where id = ${row.id}`)"
    expect(lastOf(`const row = ${row.replace('ASK', ask.replace('name', 'id'))}`, next)).toBe(verdict)
  })
})
