import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table invites (id uuid primary key, organization_id uuid references organizations, token text not null unique, code text unique);
create table answers (id uuid primary key, organization_id uuid references organizations, invite_id uuid not null references invites);
create table keys (id uuid primary key, organization_id uuid not null references organizations, hash text not null unique, name text unique);
`

function lastOf(body: string): string | undefined {
  return verdictsOf(`export async function run(token: string, code: string, id: string, org: string) {\n${body}\n}\n`, schema).at(-1)
}

describe('a row that may be nobody’s, and was found', () => {
  const change = "\nif (!row) throw new Error()\nawait db.query(sql`update invites set code = 'x' where id = ${row.id}`)"
  const remove = '\nif (!row) throw new Error()\nawait db.query(sql`delete from answers where invite_id = ${row.id}`)'

  it('is that of who knows its secret', () => {
    const find = 'const row = await db.maybeOne(sql`select * from invites where token = ${token}`)'
    expect(lastOf(find + change)).toBe('invites: by-row')
    expect(lastOf(find + remove)).toBe('answers: by-row')
  })

  it.each([
    ['a unique column that is no secret', 'select * from invites where code = ${code}', 'dynamic'],
    ['being everybody’s', 'select * from invites where id = ${id} and (organization_id = ${org} or organization_id is null)', 'by-key'],
    ['a secret, or another way', 'select * from invites where token = ${token} or organization_id is null', 'by-key'],
  ])('is not by %s', (_, query, verdict) => {
    expect(lastOf(`const row = await db.maybeOne(sql\`${query}\`)${change}`)).toBe(`invites: ${verdict}`)
  })
})

it('a table of keys has its secrets in what it calls their hash', () => {
  expect(lastOf('await sql`select * from keys where hash = ${token}`')).toBe('keys: by-secret')
  expect(lastOf('await sql`select * from keys where name = ${token}`')).toBe('keys: by-key')
})
