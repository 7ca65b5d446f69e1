import { describe, expect, test } from 'vitest'
import { askingFunction } from '../../src/orms/handed-calls.ts'
import { mayGiveQuery } from '../../src/orms/may-give-query.ts'
import { queryReaders } from '../../src/orms/query-readers.ts'
import { machineFor } from '../../src/orms/query-sites.ts'
import { virtualModules } from '../support/virtual-modules.ts'

const client = `
  import { PrismaClient } from '@prisma/client'
  export const prisma = new PrismaClient()
  const find = (where) => prisma.order.findMany({ where })
`

/** Whether `ask` may give a query to the last call of it, with what else stands in its file. */
function mayGive(functions: string, call = 'ask({ id: 1 })', shared = ''): boolean {
  const modules = virtualModules({
    'orders.ts': `${client}${functions}`,
    'app.ts': `import { ask, prisma } from './orders'\n${shared}\n${call}`,
  })
  const program = modules.program('app.ts')
  const readers = queryReaders.filter(({ name }) => name === 'prisma')
  const machine = machineFor(modules, readers)
  const site = program.nodesOf('CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'ask')
  const asking = site && askingFunction(site, program, machine, readers)
  if (!asking) throw new Error('no call of a function that asks')
  return mayGiveQuery(site, program, asking, machine)
}

describe('a query, or what is made of its rows, is', () => {
  const cases: Readonly<Record<string, string>> = {
    'what a call of the library gives': 'export const ask = (where) => prisma.order.findMany({ where })',
    'what is waited for': 'export async function ask(where) { const rows = await prisma.order.findMany({ where }); return rows }',
    'set on one way':
      'export async function ask(where) { let rows; if (where.id) rows = await prisma.order.findMany({ where }); return rows }',
    'a part of what is given': 'export async function ask(where) { return { items: await prisma.order.findMany({ where }), total: 1 } }',
    'put into a list': 'export async function ask(where) { const all = []; all.push(await prisma.order.findMany({ where })); return all }',
    'set as a property':
      'export async function ask(where) { const all = {}; all.rows = await prisma.order.findMany({ where }); return all }',
    'put there by a function that is given the list':
      'const fill = (list, where) => { list.push(prisma.order.findMany({ where })) }; export function ask(where) { const all = []; fill(all, where); return all }',
    'gone on with by a function of lists':
      'export async function ask(where) { return (await prisma.order.findMany({ where })).map((row) => row.id) }',
    'one of several at once': 'export const ask = (where) => Promise.all([1, prisma.order.findMany({ where })])',
    'what another function gives': 'export const ask = (where) => find(where)',
    'what a callback gives': 'export const ask = (where) => [where].map((one) => prisma.order.findMany({ where: one }))',
    'what another function is given and gives back':
      'const same = (rows) => rows; export const ask = (where) => same(prisma.order.findMany({ where }))',
    'what another function is given to run':
      'const run = (what) => what(); export const ask = (where) => run(() => prisma.order.findMany({ where }))',
    'what a package is given to run':
      "import { retry } from 'retry'; export const ask = (where) => retry(() => prisma.order.findMany({ where }))",
    'what stands where nothing is given':
      'export async function ask(where, rows = prisma.order.findMany({ where })) { await prisma.user.count(); return rows }',
    'a method of an object':
      'const orders = { load: (where) => prisma.order.findMany({ where }) }; export const ask = (where) => orders.load(where)',
    'shown by a getter':
      'class Orders { get open() { return prisma.order.findMany({ where: { open: true } }) } }; export const ask = (where) => { prisma.user.count(); return new Orders().open }',
    'a method of what is made':
      'class Orders { load(where) { return prisma.order.findMany({ where }) } }; export const ask = (where) => new Orders().load(where)',
    'what the class holds':
      'class Orders { load(where) { this.rows = prisma.order.findMany({ where }); return this.rows } }; export const ask = (where) => new Orders().load(where)',
    'all that a function does': 'export async function ask(where) { await prisma.order.updateMany({ where, data: {} }) }',
    'what a function does that is called alone':
      'async function drop(where) { await prisma.order.deleteMany({ where }) }; export async function ask(where) { await drop(where) }',
  }
  test.each(Object.keys(cases))('%s', (name) => {
    expect(mayGive(cases[name] ?? '')).toBe(true)
  })

  test.each([
    ['what it is given', 'ask(rows)', 'const rows = prisma.order.findMany({ where: { id: 1 } })'],
    ['a part of what it is given', 'ask({ rows })', 'const rows = prisma.order.findMany({ where: { id: 1 } })'],
    ['what it is given to run', 'ask(() => prisma.order.findMany({ where: { id: 1 } }))', ''],
  ])('%s', (_, call, shared) => {
    expect(mayGive('export async function ask(given) { await prisma.user.count(); return given.rows ?? given() }', call, shared)).toBe(true)
  })
})

describe('no query is', () => {
  const cases: Readonly<Record<string, string>> = {
    'what is said of it': 'export async function ask(where) { const n = await prisma.order.count({ where }); return n > 0 }',
    'a text': 'export async function ask(where) { const row = await prisma.order.findFirst({ where }); return `${row.id}` }',
    'an object of what is said of it':
      'export async function ask(where) { const n = await prisma.order.count({ where }); return { ok: n > 0, error: "" } }',
    'what is made of its rows':
      'class Order {}; export async function ask(where) { const row = await prisma.order.findFirst({ where }); return new Order(row) }',
    'what another function says of it':
      'const isOpen = (row) => row.open === true; export async function ask(where) { const row = await prisma.order.findFirst({ where }); return isOpen(row) }',
    nothing: 'export async function ask(where) { const row = await prisma.order.findFirst({ where }); if (!row) return; return null }',
    'what it is given': 'export async function ask(given) { await prisma.order.deleteMany(); return given }',
  }
  test.each(Object.keys(cases))('%s', (name) => {
    expect(mayGive(cases[name] ?? '')).toBe(false)
  })
})
