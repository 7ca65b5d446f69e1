import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table folders (id uuid primary key, organization_id uuid not null references organizations);
`

const check = `
const found = await db.oneOrNone(sql\`select id from folders where id = \${input.folderId} and organization_id = \${org}\`)
if (!found) throw new Error('none')
`
const use = 'await db.one(sql`select * from folders where id = ${input.folderId}`)'

/** The verdict of the last query of a function, which an earlier one in a branch may hold. */
function lastIn(body: string): string | undefined {
  const program = `export async function run(org: string, input: { folderId?: string | null; force: boolean }, ids: string[]) {\n${body}\n}\n`
  return verdictsOf(program, schema).at(-1)?.replace(/.*: /, '')
}

describe('a check in a branch', () => {
  it.each([
    ['behind the same test', `if (input.folderId) {${check}}\nif (input.folderId) ${use}`],
    ['in a choice', `if (input.folderId) {${check}}\nreturn input.folderId ? ${use} : undefined`],
    ['in a conjunction', `if (input.folderId) {${check}}\nreturn input.folderId && input.force && (${use})`],
    ['of what is not nothing', `if (input.folderId !== undefined && input.folderId != null) {${check}}\nif (input.folderId) ${use}`],
    ['of which one part suffices', `if (input.folderId || input.force) {${check}}\nif (input.folderId) ${use}`],
    ['behind what leaves otherwise', `if (input.folderId) {${check}}\nif (!input.folderId) return\n${use}`],
    ['of the other way', `if (!input.folderId) log()\nelse {${check}}\nif (input.folderId) ${use}`],
    ['within another', `if (input.force) {\nif (input.folderId) {${check}}\n}\nif (input.force && input.folderId) ${use}`],
    ['of a constant', `const has = Boolean(input.folderId)\nif (has) {${check}}\nif (has) ${use}`],
  ])('counts %s', (_, body) => {
    expect(lastIn(body)).toBe('by-row')
  })

  it.each([
    ['where nothing asks', `if (input.folderId) {${check}}\n${use}`],
    ['of another test', `if (input.force) {${check}}\nif (input.folderId) ${use}`],
    ['of more than is asked then', `if (input.folderId && input.force) {${check}}\nif (input.folderId) ${use}`],
    ['of the other way', `if (!input.folderId) {${check}}\nif (input.folderId) ${use}`],
    ['of what is set between', `if (input.folderId) {${check}}\ninput.folderId = ids[0]\nif (input.folderId) ${use}`],
    ['where the test is set between', `let force = input.force\nif (force) {${check}}\nforce = true\nif (force) ${use}`],
    ['of a test that calls something', `if (isOld()) {${check}}\nif (isOld()) ${use}`],
    ['of a list that grows', `const left: string[] = []\nif (left.length > 0) {${check}}\nleft.push(ids[0])\nif (left.length > 0) ${use}`],
    ['of another thing of the same name', `if (input.folderId) {${check}}\n{ const input = await other()\nif (input.folderId) ${use} }`],
    ['of each of several', `for (const force of flags()) if (force) {${check}}\nconst force = true\nif (force) ${use}`],
  ])('does not count %s', (_, body) => {
    expect(lastIn(body)).toBe('by-key')
  })

  it.each([
    ['in the call', 'return knex("folders").where(CHOICE)'],
    ['before it', 'const where = CHOICE\nreturn knex("folders").where(where)'],
  ])('counts where a value got to a query behind the same test, %s', (_, asking) => {
    const choice = '(input.folderId ? { id: input.folderId } : { organization_id: org })'
    const checkedWhere = (test: string): string | undefined =>
      verdictsOf(
        `
import { knex as connect } from 'knex'
const knex = connect({})
export async function run(org: string, input: { folderId?: string; force: boolean }) {
  if (${test}) {
    const found = await knex('folders').where({ id: input.folderId, organization_id: org }).first()
    if (!found) throw new Error('none')
  }
  ${asking.replace('CHOICE', choice)}
}
`,
        schema,
      ).at(-1)
    expect(checkedWhere('input.folderId')).toBe('folders: by-row')
    expect(checkedWhere('input.force')).toBe('folders: by-key')
  })
})
