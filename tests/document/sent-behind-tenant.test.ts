import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, status text);
`

function verdict(where: string, before = '', more = ''): string | undefined {
  return verdictsOf(
    `import knex from 'knex'
const db = knex({ client: 'pg' })
${more}
export const list = async (req, res) => { ${before}; res.json(await db('tasks').where(${where})) }`,
    schema,
  )[0]?.replace('tasks: ', '')
}

const withOrg = 'const withOrg = (where, org) => ({ organization_id: org, ...where })'

describe('what was sent, spread behind the tenant', () => {
  it.each([
    ['{ organization_id: req.user.org, ...req.query }', '', ''],
    ['{ organization_id: req.user.org, ...req.body.filter }', '', ''],
    ['{ organization_id: req.user.org, ...filter }', 'const filter = req.query', ''],
    ['{ organization_id: req.user.org, ...filter }', 'const { page, ...filter } = req.query', ''],
    ['withOrg(req.query, req.user.org)', '', withOrg],
  ])('takes its place: %s (%s)', (where, before, more) => {
    expect(verdict(where, before, more)).toBe('unscoped')
  })

  it.each([
    ['{ ...req.query, organization_id: req.user.org }', '', ''],
    ['{ organization_id: req.user.org, status: req.query.status }', '', ''],
    ['withOrg(req.query, req.user.org)', '', withOrg.replace('{ organization_id: org, ...where }', '{ ...where, organization_id: org }')],
  ])('does not: %s (%s)', (where, before, more) => {
    expect(verdict(where, before, more)).toBe('scoped')
  })

  it.each([
    ['{ organization_id: req.user.org, ...filter }', 'const { organization_id: _, ...filter } = req.query', ''],
    ['{ organization_id: req.user.org, ...filter }', 'const filter = schema.parse(req.query)', ''],
    ['{ organization_id: req.user.org, ...filter }', "const filter = pick(req.query, ['status'])", ''],
    ['{ organization_id: req.user.org, ...req.query }', 'delete req.query.organization_id', ''],
    ['{ organization_id: req.user.org, ...req.query }', 'req.query = schema.parse(req.query)', ''],
    ['{ organization_id: req.user.org, ...req.query }', '', "router.get('/', validate(schema), list)"],
    ['{ organization_id: req.user.org, ...filter }', '', 'const filter = load()'],
  ])('may be without it: %s (%s)', (where, before, more) => {
    expect(['dynamic', 'scoped']).toContain(verdict(where, before, more))
  })
})
