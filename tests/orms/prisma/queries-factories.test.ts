import { describe, expect, it } from 'vitest'
import { readCalls } from './support/read-calls.ts'

const made = `
import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
function finders(delegate: any) {
  return {
    findById: (id: string) => delegate.findUnique({ where: { id } }),
    findOwn: (id: string, organizationId: string) => delegate.findFirst({ where: { id, organizationId } }),
    findKept: (id: string) => kept.get(id) ?? delegate.findUnique({ where: { id } }),
    findMapped: async (id: string) => {
      const row = await delegate.findUnique({ where: { id } })
      return { id: row.ownId, organizationId: row.organizationId }
    },
  }
}
function inTable(db: PrismaClient, table: 'project' | 'task') {
  const findById = async (id: string) => (db[table] as any).findUnique({ where: { id } })
  return { findById }
}
const projects = finders(prisma.project)
const tasks = finders(prisma.task)
const inProjects = inTable(prisma, 'project')
`
const throws = "throw new Error('None')"

function verdict(before: string, around = made): string | undefined {
  const run = `export async function run(id: string, org: string, other: string) {
    ${before}
    return prisma.task.findMany({ where: { projectId: row.id } })
  }`
  return readCalls(around + run)
    .at(-1)
    ?.accesses.at(-1)
}

describe('a row that a function gives which another one made with its table', () => {
  it.each([
    `const row = await projects.findOwn(id, org); if (!row) ${throws}`,
    `const row = await projects.findById(id); if (!row || row.organizationId !== org) ${throws}`,
    `const row = await projects.findById(id); if (row?.organizationId !== org) ${throws}`,
    `const row = await inProjects.findById(id); if (row.organizationId !== org) ${throws}`,
  ])('leads on where it is the tenant’s: %s', (before) => {
    expect(verdict(before)).toBe('read tasks: by-row')
  })

  it.each([
    `const row = await projects.findById(id); if (!row) ${throws}`,
    `const row = await projects.findById(id); if (row.organizationId !== org) console.log(id)`,
    `const row = await projects.findById(id); if (row.name !== other) ${throws}`,
    `const row = await tasks.findById(id); if (row.organizationId !== org) ${throws}`,
    `const row = await projects.findKept(id); if (row.organizationId !== org) ${throws}`,
    `const row = await projects.findMapped(id); if (row.organizationId !== org) ${throws}`,
  ])('does not else: %s', (before) => {
    expect(verdict(before)).toBe('read tasks: by-reference')
  })

  it('does not where a row is given another key', () => {
    const changing = `finders(prisma.project); const keyed = (row: any, other: string) => { row.id = other }\n`
    const check = `const row = await projects.findOwn(id, org); if (!row) ${throws}; keyed(row, other)`
    expect(verdict(check, made.replace('finders(prisma.project)\n', changing))).toBe('read tasks: by-reference')
  })
})
