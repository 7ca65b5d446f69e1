import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table surveys (id uuid primary key, organization_id uuid not null references organizations, slug text);
create table responses (
  id uuid primary key, organization_id uuid not null references organizations, survey_id uuid not null references surveys,
  parent_id uuid references responses, other_id uuid, slug text
);
`

const held =
  'const [survey] = await sql`select id, slug from surveys where id = ${params.surveyId} and organization_id = ${user.organizationId}`\n'
const there = 'if (!survey) throw new Error()\n'
const ask = 'const [response] = await sql`select * from responses where id = ${params.id}`\n'
const check = 'if (response.survey_id !== survey.id) throw new Error()\n'

function verdictsIn(body: string): (string | undefined)[] {
  const around = `export async function run(user: any, params: any) {\n${body}\n}\n`
  return verdictsOf(around, schema).map((verdict) => verdict.replace(/.*: /, ''))
}

describe('a row that is compared with one of the tenant', () => {
  it.each([
    ['by its key', check],
    ['as it is there', check.replace('response.', '!response || response.')],
    ['by a name', `const surveyId = survey.id\n${check.replace('survey.id', 'surveyId')}`],
    ['as it is taken out', 'const { survey_id } = response; if (survey_id !== survey.id) return\n'],
  ])('is held: %s', (_, compared) => {
    const change = 'await sql`update responses set slug = 1 where id = ${response.id}`'
    expect(verdictsIn(`${held}${there}${ask}${compared}${change}\nreturn response`)).toEqual(['scoped', 'by-guard', 'by-row'])
  })

  it('is held by what a function gives', () => {
    const find = `async function find(id: string, org: string) {
      const [one] = await sql\`select id from surveys where id = \${id} and organization_id = \${org}\`
      return one
    }\n`
    const around = `${find}export async function run(user: any, params: any) {
      const survey = await find(params.surveyId, user.organizationId)
      if (!survey) throw new Error()
      ${ask}${check}return response
    }`
    expect(verdictsOf(around, schema).at(-1)).toMatch(/by-guard$/)
    const any = around.replace(' and organization_id = ${org}', '')
    expect(verdictsOf(any, schema).at(-1)).toMatch(/by-key$/)
  })

  it.each([
    ['with one of any tenant', held.replace(' and organization_id = ${user.organizationId}', ''), check],
    ['by a column that refers to nothing', held, check.replace('survey_id', 'other_id')],
    ['with what is no key', held, check.replace('survey.id', 'survey.slug')],
    ['by another column that has the name', held, check.replace('survey_id', 'slug').replace('survey.id', 'survey.slug')],
    ['where the program goes on', held, check.replace('throw new Error()', 'console.log(1)')],
    ['to be another', held, check.replace('!==', '===')],
  ])('is not held: %s', (_, other, compared) => {
    expect(verdictsIn(`${other}${there}${ask}${compared}return response`).at(-1)).toBe('by-key')
  })

  it('is not held by one that it has led to itself', () => {
    const other = 'const [survey] = await sql`select id from surveys where id = ${response.survey_id}`\n'
    expect(verdictsIn(`${ask}${other}${check}return response`)).not.toContain('by-guard')
  })
})

describe('a row that is compared with a key that was found before', () => {
  const compared = `${ask}if (!response || response.survey_id !== params.surveyId) throw new Error()\nreturn response`

  it.each([
    ['for the tenant', `${held}${there}`],
    ['by a function that says who may', 'await assertMember(user, params.surveyId)\n'],
  ])('is held: %s', (_, found) => {
    expect(verdictsIn(`${found}${compared}`).at(-1)).toBe('by-guard')
  })

  it.each([
    ['for nobody', `${held.replace(' and organization_id = ${user.organizationId}', '')}${there}`],
    ['whether there is one or not', held],
    ['as another key', `${held.replace('surveyId', 'otherId')}${there}`],
    ['never', ''],
  ])('is not held: %s', (_, found) => {
    expect(verdictsIn(`${found}${compared}`).at(-1)).toBe('by-key')
  })
})

describe('a row that may refer to nothing', () => {
  const own = 'const [own] = await sql`select * from responses where id = ${params.ownId} and organization_id = ${user.organizationId}`\n'
  const isThere = 'if (!own) throw new Error()\n'

  it('is held by the key of one of the tenant', () => {
    expect(verdictsIn(`${own}${isThere}${ask}if (response.parent_id !== own.id) return\nreturn response`).at(-1)).toBe('by-guard')
  })

  it.each([
    ['what may be null as well', isThere, 'response.parent_id !== own.parent_id'],
    ['what may not be there', '', 'response?.survey_id !== own?.id'],
    ['what may not be there, since undefined and null are alike', '', 'response.parent_id != own?.id'],
  ])('is not held by %s', (_, found, test) => {
    expect(verdictsIn(`${own}${found}${ask}if (${test}) return\nreturn response`).at(-1)).toBe('by-key')
  })
})

describe('two rows that are compared with each other', () => {
  it('show nothing by that alone, and hold no query by the key of either', () => {
    const both = `${held.replace('id, slug', '*').replace(' and organization_id = ${user.organizationId}', '')}${ask}
      if (!survey || !response || survey.organization_id !== response.organization_id) throw new Error()\n`
    const change = 'await sql`update responses set slug = 1 where id = ${params.id}`'
    expect(verdictsIn(both + change)).toEqual(['by-guard', 'by-guard', 'by-key'])
    expect(verdictsIn(`${both}return response`)).toEqual(['by-guard', 'by-key'])
  })
})
