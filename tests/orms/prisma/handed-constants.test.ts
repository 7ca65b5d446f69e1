import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'
import { tasksSchema } from '../../support/tasks-schema.ts'

/** The verdicts on the tasks that functions of another file rename and delete by what a call hands them. */
function verdictsFor(load: string, handed: string): readonly string[] {
  return verdictsOfApp({
    'package.json': JSON.stringify({ name: 'app', dependencies: { '@prisma/client': '5' } }),
    'prisma/schema.prisma': tasksSchema,
    'client.ts': "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()",
    'app.ts': `import { prisma } from './client'
export const renameTasks = (tasks: { id: string; title: string }[]) => Promise.all(tasks.map(({ id, ...data }) => prisma.task.update({ where: { id }, data })))
export const removeTasks = (titles: string[], projectId: string) => prisma.task.deleteMany({ where: { projectId, title: { in: titles } } })`,
    'use.ts': `import { prisma } from './client'
import { removeTasks, renameTasks } from './app'
export async function run(titles: string[], id: string, organizationId: string) {
  ${load}
  ${handed}
}`,
  })
}

const verdictFor = (load: string, handed: string): string | undefined => verdictsFor(load, handed).at(-1)

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

describe('a list of objects that is handed on', () => {
  it.each([
    ['await renameTasks(tasks.map(({ id }) => ({ id, title: "x" })))'],
    ['await renameTasks(tasks.map((task) => ({ id: task.id, title: "x" })))'],
    ['const renamed = tasks.map(({ id }) => ({ id, title: "x" })); await renameTasks(renamed)'],
  ])('is held as the rows are of which it is made: %s', (handed) => {
    expect(verdictsFor('const tasks = await prisma.task.findMany({ where: { organizationId } })', handed)[0]).toBe('by-row')
    expect(verdictsFor('const tasks = await prisma.task.findMany({ where: { title: id } })', handed)[0]).not.toBe('by-row')
  })

  it('is not where it is made of what was sent', () => {
    expect(verdictsFor('', 'await renameTasks(titles.map((id) => ({ id, title: "x" })))')[0]).toBe('by-key')
  })
})
