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

const rows = 'const rows = await prisma.task.findMany({ where: { organizationId: org } })'
const remove = (keys: string): string => `await prisma.task.deleteMany({ where: { id: { in: ${keys} } } })`

it.each([
  ['set to others on a condition', `let keys = [id]; if (name) { ${rows}; keys = rows.map((row) => row.id) } ${remove('keys')}`],
  ['set to others in a loop', `let keys = [id]; while (name()) { ${rows}; keys = rows.map((row) => row.id) } ${remove('keys')}`],
  ['filled besides', `let keys: string[] = []; ${rows}; keys = rows.map((row) => row.id); keys.push(id); ${remove('keys')}`],
  [
    'filled by a loop',
    `let keys: string[] = []; ${rows}; keys = rows.map((row) => row.id); for (const one of ids) keys.push(one); ${remove('keys')}`,
  ],
  [
    'put into another one before',
    `let keys = [id]; const all: string[] = []; for (const one of ids) { all.push(...keys); ${rows}; keys = rows.map((row) => row.id) } ${remove('all')}`,
  ],
])('a list of keys is not held that is %s', (_, body) => {
  expect([...new Set(verdicts(body))].sort()).toEqual(['delete tasks: by-key', 'read tasks: scoped'])
})

it.each([
  ['set to others for good', `let keys = [id]; ${rows}; keys = rows.map((row) => row.id); ${remove('keys')}`],
  [
    'set where it is used',
    `let keys = [id]; const all: string[] = []; for (const one of ids) { ${rows}; keys = rows.map((row) => row.id); all.push(...keys) } ${remove('all')}`,
  ],
  [
    'made of rows in two places',
    `let keys: string[] = []; ${rows}; keys = rows.map((row) => row.id); if (name) { const more = await prisma.task.findMany({ where: { organizationId: org, name } }); keys = more.map((row) => row.id) } ${remove('keys')}`,
  ],
  [
    'asked for behind another use',
    `${rows}; const keys = rows.map((row) => row.id); const done = await prisma.$transaction(async (tx) => { if (keys?.length) { note(keys.map((one) => ({ one }))) } const more = keys?.length ? await tx.task.deleteMany({ where: { id: { in: keys } } }) : []; return { more } }); use(done)`,
  ],
])('a list of keys is held that is %s', (_, body) => {
  expect([...new Set(verdicts(body))].sort()).toEqual(['delete tasks: by-row', 'read tasks: scoped'])
})
