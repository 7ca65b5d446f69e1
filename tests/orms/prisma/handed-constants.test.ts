import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'

const schema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id       String    @id
    projects Project[]
    tasks    Task[]
  }
  model Project {
    id             String       @id
    organizationId String
    creatorId      String
    organization   Organization @relation(fields: [organizationId], references: [id])
    tasks          Task[]
  }
  model Task {
    id             String       @id
    title          String
    projectId      String
    organizationId String
    project        Project      @relation(fields: [projectId], references: [id])
    organization   Organization @relation(fields: [organizationId], references: [id])
  }`

/** The verdict on the tasks that a function of another file deletes by what a call hands it. */
function verdictFor(load: string, handed: string): string | undefined {
  return verdictsOfApp({
    'package.json': JSON.stringify({ name: 'app', dependencies: { '@prisma/client': '5' } }),
    'prisma/schema.prisma': schema,
    'client.ts': "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()",
    'app.ts': `import { prisma } from './client'
export const removeTasks = (titles: string[], projectId: string) => prisma.task.deleteMany({ where: { projectId, title: { in: titles } } })`,
    'use.ts': `import { prisma } from './client'
import { removeTasks } from './app'
export async function run(titles: string[], id: string, organizationId: string) {
  ${load}
  ${handed}
}`,
  }).at(-1)
}

const found = 'const project = await prisma.project.findFirst({ where: { id, organizationId } })'
const fail = "if (!project) throw new Error('no')"

describe('a part of a row that is handed on by a name', () => {
  it.each([
    ['return removeTasks(titles, project.id)'],
    ['const projectId = project.id; return removeTasks(titles, projectId)'],
    ['const { id: projectId } = project; return removeTasks(titles, projectId)'],
  ])('is held as the row is: %s', (handed) => {
    expect(verdictFor(`${found}\n${fail}`, handed)).toBe('by-row')
    expect(verdictFor(`${found.replace('id, organizationId', 'id')}\n${fail}`, handed)).toBe('by-reference')
  })

  it.each([
    ['let projectId = project.id; projectId = id; return removeTasks(titles, projectId)'],
    ['const projectId = id; return removeTasks(titles, projectId)'],
  ])('is not where it is another: %s', (handed) => {
    expect(verdictFor(`${found.replace('{ id,', '{ creatorId: id,')}\n${fail}`, handed)).toBe('by-reference')
  })
})
