import { expect, it } from 'vitest'
import { verdictsIn } from './support/read-calls.ts'

const find = (where: string): string => `await prisma.project.findMany({ where: ${where} })`
const verdicts = (body: string): readonly string[] => verdictsIn(`async function f({ org, ids, id, name }: any) { ${body} }`)

it.each([
  [
    'what is put into a list that is asked for being one',
    'const where: Where = { AND: [{ name }] }; if (Array.isArray(where.AND)) where.AND.push({ organizationId: org })',
    'where',
  ],
  [
    'what is put there on each way',
    'const where: Where = { AND: [{ name }] }; if (Array.isArray(where.AND)) { if (name) where.AND.push({ organizationId: org }); else where.AND.push({ organizationId: org, slug: null }) }',
    'where',
  ],
  [
    'a list in a list',
    'const where: Where = { AND: { OR: [{ organizationId: org }] } }; if (Array.isArray(where.AND.OR)) where.AND.OR.push({ organizationId: id })',
    'where',
  ],
  ['one or several', '', '{ organizationId: Array.isArray(ids) ? { in: ids } : ids }'],
  ['either', '', '{ ...(Array.isArray(ids) ? { organizationId: { in: ids } } : { organizationId: ids }) }'],
])('%s is read', (_, before, where) => {
  expect(verdicts(`${before}; ${find(where)}`)).toEqual(['read projects: scoped'])
})

it.each([
  ['what nobody knows', '', '{ ...(Array.isArray(ids) ? { organizationId: { in: ids } } : {}) }', 'dynamic'],
  [
    'what nobody knows, asked by a statement',
    'const where: Where = { AND: ids }; if (Array.isArray(where.AND)) where.AND.push({ organizationId: org })',
    'where',
    'dynamic',
  ],
  [
    'another list',
    'const where: Where = { AND: [{ name }] }; if (Array.isArray(ids)) where.AND.push({ organizationId: org })',
    'where',
    'dynamic',
  ],
  [
    'no list',
    'const where: Where = { AND: { name } }; if (Array.isArray(where.AND)) where.AND.push({ organizationId: org })',
    'where',
    'dynamic',
  ],
  [
    'the other way',
    'const where: Where = { AND: [{ name }] }; if (!Array.isArray(where.AND)) where.organizationId = org',
    'where',
    'dynamic',
  ],
])('it may not be so: %s', (_, before, where, verdict) => {
  expect(verdicts(`${before}; ${find(where)}`)).toEqual([`read projects: ${verdict}`])
})
