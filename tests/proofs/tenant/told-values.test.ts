import { parseForESLint } from '@typescript-eslint/parser'
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { documentOf } from '../../../src/document/document-of.ts'
import { readingsOf } from '../../../src/document/readings.ts'
import { Judge } from '../../../src/proofs/tenant/judge.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { catalogOf } from '../../support/catalog.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, code text);
`

/** The verdicts of the queries of a program, with how many of the values of each the judge has asked about. */
function askedIn(body: string): string[] {
  const text = `export async function run(org: string, id: string) {\n${body}\n}\n`
  const document = documentOf({ text, ast: parseForESLint(text, { range: true }).ast }, defaultSettings)
  const judge = new Judge(catalogOf({ 'schema.sql': schema }), defaultSettings)
  return document.statements.flatMap(readingsOf).map(({ query, told }) => {
    const asked = new Set<number>()
    const [one] = judge.judge(query, (hole) => {
      asked.add(hole)
      return told(hole)
    })
    return `${one?.verdict ?? ''} ${asked.size}`
  })
}

it('looks nothing up for a query that compares the tenant itself', () => {
  expect(askedIn('await sql`select code from orders where organization_id = ${org} and id = ${id}`')).toEqual(['scoped 0'])
})

it('looks up the key alone where nothing else tells of the tenant', () => {
  expect(askedIn('await sql`select code from orders where id = ${id} and code = ${org}`')).toEqual(['by-key 1'])
})

it('says of each query what is told of its own values, though its text is the same', () => {
  const query = 'await sql`delete from orders where id = ${id}`'
  const asked = 'await assertCanEdit(id)'
  expect(askedIn(`if (org === 'a') { ${query} } else { ${asked}\n${query} }`)).toEqual(['by-key 1', 'by-guard 1'])
  expect(askedIn(`if (org === 'a') { ${asked}\n${query} } else { ${query} }`)).toEqual(['by-guard 1', 'by-key 1'])
})

it('keeps nothing of a program with what is known of a query, whose text other programs may have', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const text = 'export const run = (org: string) => sql`select code from orders where organization_id = ${org}`'
  const document = documentOf({ text, ast: parseForESLint(text, { range: true }).ast }, defaultSettings)
  const [reading] = document.statements.flatMap(readingsOf)
  const judge = new Judge(catalogOf({ 'schema.sql': schema }), defaultSettings)
  const judged = ((): WeakRef<object> => {
    const told = (): undefined => undefined
    if (reading) judge.judge(reading.query, told)
    return new WeakRef(told)
  })()
  await pause()
  gc()
  expect(judged.deref()).toBeUndefined()
  expect(reading && judge.judge(reading.query)[0]?.verdict).toBe('scoped')
})
