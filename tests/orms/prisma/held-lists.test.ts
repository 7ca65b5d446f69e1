import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'

const schema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id     String  @id
    orders Order[]
  }
  model Order {
    id             String       @id
    organizationId String
    status         String
    organization   Organization @relation(fields: [organizationId], references: [id])
  }`

const functions = `
type Owned = { organizationId: string; status: string }
function own(row: Owned, org: string) { if (row.organizationId !== org) throw new Error('no') }
async function ownLater(row: Owned, org: string) { if (row.organizationId !== org) throw new Error('no') }
function ownAll(rows: Owned[], org: string) { if (rows.some((row) => row.organizationId !== org)) throw new Error('no') }
function ownAny(rows: Owned[], org: string) { if (rows.length === 0) return; if (!rows.every((row) => row.organizationId === org)) throw new Error('no') }
function ownMany(rows: Owned[], org: string) { if (rows.length === 1) return; if (!rows.every((row) => row.organizationId === org)) throw new Error('no') }
function ownFor(rows: Owned[], org: string, others: string[]) { if (others.length === 0) return; if (!rows.every((row) => row.organizationId === org)) throw new Error('no') }
function ownOne(rows: Owned[], org: string) { if (!rows.some((row) => row.organizationId === org)) throw new Error('no') }
const areOwn = (rows: Owned[], org: string) => rows.length === 0 || rows.every((row) => row.organizationId === org)
`

function verdictsOf(...lines: readonly string[]): readonly string[] {
  const run = `export async function run(ids: string[], others: string[], org: string) {\n  ${lines.join('\n  ')}\n}`
  return verdictsOfPrismaApp(schema, functions + run)
}

const load = 'const rows = await prisma.order.findMany({ where: { id: { in: ids } } })'
const remove = 'await prisma.order.deleteMany({ where: { id: { in: ids } } })'
const fail = "throw new Error('no')"
const foreign = 'rows.some((row) => row.organizationId !== org)'
const mine = 'rows.filter((row) => row.organizationId === org)'

describe('rows of which each is compared', () => {
  it.each([
    ['rows.forEach((row) => own(row, org))'],
    ['await Promise.all(rows.map((row) => ownLater(row, org)))'],
    [`await Promise.all(rows.map(async (row) => { if (row.organizationId !== org) ${fail} }))`],
    [`await Promise.all(rows.map(async (row) => { if (row.organizationId !== org) ${fail}; return row.id }))`],
    [`if (rows.length > 0 && ${foreign}) ${fail}`],
    [`if (!(rows.length === 0 || rows.every((row) => row.organizationId === org))) ${fail}`],
    [`const mine = ${mine}; if (mine.length !== rows.length) ${fail}`],
    [`if (rows.length !== ${mine}.length) ${fail}`],
    ['ownAny(rows, org)'],
    [`if (!areOwn(rows, org)) ${fail}`],
  ])('are the tenant’s: %s', (check) => {
    expect(verdictsOf(load, check, 'return rows')).toEqual(['by-guard'])
  })

  it.each([
    ['rows.map((row) => row.organizationId === org)'],
    ['rows.forEach((row) => ownLater(row, org))'],
    ["rows.forEach((row) => { if (row.status === 'open') own(row, org) })"],
    [`rows.forEach(async (row) => { if (row.organizationId !== org) ${fail} })`],
    ['Promise.all(rows.map((row) => ownLater(row, org)))'],
    ['await Promise.all(rows.map((row) => [ownLater(row, org)]))'],
    [`await Promise.allSettled(rows.map(async (row) => { if (row.organizationId !== org) ${fail} }))`],
    [`await Promise.all(rows.map(async (row) => { if (row.status === 'open') return; if (row.organizationId !== org) ${fail} }))`],
    [`if (rows.length > 5 && ${foreign}) ${fail}`],
    [`if (rows.length === 0 && ${foreign}) ${fail}`],
    [`if (others.length > 0 && ${foreign}) ${fail}`],
    [`if (rows.length > 0 || rows.every((row) => row.organizationId === org)) console.log(ids)`],
    [`const mine = ${mine}; if (mine.length === 0) ${fail}`],
    [`const mine = ${mine}; if (mine.length === rows.length) ${fail}`],
    [`const mine = ${mine}; if (mine.length !== others.length) ${fail}`],
    ['ownMany(rows, org)'],
    ['ownFor(rows, org, others)'],
    ['ownOne(rows, org)'],
    ['ownAll(rows.slice(1), org)'],
  ])('are anybody’s: %s', (check) => {
    expect(verdictsOf(load, check, 'return rows')).toEqual(['by-key'])
  })
})

describe('rows that are deleted by the keys by which they were found', () => {
  it.each([['ownAll(rows, org)'], [`if (!areOwn(rows, org)) ${fail}`], ['rows.forEach((row) => own(row, org))']])(
    'are the tenant’s where each was compared: %s',
    (check) => {
      expect(verdictsOf(load, check, remove)).toEqual(['by-guard', 'by-row'])
    },
  )

  it.each([
    [load, 'ownOne(rows, org)', remove],
    [load, 'ownAll(rows, org)', remove.replace('in: ids', 'in: others')],
    [load, "ownAll(rows.filter((row) => row.status === 'open'), org)", remove],
    [load.replace('} } })', '} }, take: 5 })'), 'ownAll(rows, org)', remove],
    [load.replace('} } })', "}, status: 'open' } })"), 'ownAll(rows, org)', remove],
  ])('are not otherwise: %s %s %s', (...lines) => {
    expect(verdictsOf(...lines)[1]).toBe('by-key')
  })
})

const places = 'let i = 0; i < rows.length; i++'
const differs = 'rows[i].organizationId !== org'
const orgs = 'const orgs = rows.map((row) => row.organizationId)'

describe('rows that a program goes through by their places, or of which it takes something out', () => {
  it.each([
    [`for (${places}) if (${differs}) ${fail}`],
    [`for (${places}) { if (rows[i]!.organizationId !== org) { ${fail} } }`],
    [`for (let i = 0; i < rows.length; ++i) { const row = rows[i]; if (row.organizationId !== org) ${fail} }`],
    [`if (rows.map((row) => row.organizationId).some((one) => one !== org)) ${fail}`],
    [`${orgs}; if (orgs.some((one) => one !== org)) ${fail}`],
    [`${orgs}; if (!orgs.every((one) => one === org)) ${fail}`],
    [`${orgs}; for (const one of orgs) if (one !== org) ${fail}`],
    [`for (const one of rows.map((row) => row.organizationId)) if (one !== org) ${fail}`],
  ])('are the tenant’s: %s', (check) => {
    expect(verdictsOf(load, check, 'return rows')).toEqual(['by-guard'])
  })

  it.each([
    [`for (let i = 1; i < rows.length; i++) if (${differs}) ${fail}`],
    [`for (let i = 0; i < rows.length; i += 2) if (${differs}) ${fail}`],
    [`for (let i = 0; i < others.length; i++) if (${differs}) ${fail}`],
    [`for (${places}) if (rows[0].organizationId !== org) ${fail}`],
    [`for (${places}) { if (i > 3) break; if (${differs}) ${fail} }`],
    [`for (${places}) { if (rows[i].status === 'done') continue; if (${differs}) ${fail} }`],
    [`for (${places}) { rows.shift(); if (${differs}) ${fail} }`],
    [`for (${places}) if (rows[i].organizationId === org) ${fail}`],
    [`for (${places}) { i++; if (${differs}) ${fail} }`],
    [`${orgs}; if (!orgs.some((one) => one === org)) ${fail}`],
    [`${orgs}; if (orgs.every((one) => one !== org)) ${fail}`],
    [`const states = rows.map((row) => row.status); if (states.some((one) => one !== org)) ${fail}`],
    [`const some = rows.filter((row) => row.status).map((row) => row.organizationId); if (some.some((one) => one !== org)) ${fail}`],
  ])('are anybody’s: %s', (check) => {
    expect(verdictsOf(load, check, 'return rows')).not.toContain('by-guard')
  })
})
