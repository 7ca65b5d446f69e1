import { describe, expect, it } from 'vitest'
import { verdictsOfPrismaApp } from '../../support/app-verdicts.ts'
import { tasksSchema } from '../../support/tasks-schema.ts'

/** The verdicts on a task that is loaded by its key, and on what follows. */
function verdicts(...lines: readonly string[]): readonly string[] {
  const app = `const projectOf = async (id: string) => prisma.project.findUnique({ where: { id } })
async function mustFind(id: string) { const found = await prisma.project.findUnique({ where: { id } }); if (!found) throw new Error('no'); return found }
export async function run(id: string, other: string, org: string, user: { org?: string }) {
  const task = await prisma.task.findUniqueOrThrow({ where: { id } })
  ${lines.join('\n  ')}
}`
  return verdictsOfPrismaApp(tasksSchema, app)
}

/** The verdict on the task itself, which stands behind what the functions ask. */
const onTask = (...lines: readonly string[]): string | undefined => verdicts(...lines)[2]
const onLast = (...lines: readonly string[]): string | undefined => verdicts(...lines).at(-1)

const fail = "throw new Error('no')"
const remove = 'await prisma.task.delete({ where: { id } })'
const inline = 'const project = await prisma.project.findUnique({ where: { id: task.projectId } })'
const differs = `if (!project || project.organizationId !== org) ${fail}`

describe('a row that leads to another one, of which a program asks whose that is', () => {
  it.each([
    [inline, differs],
    [inline, `if (project?.organizationId !== org) ${fail}`],
    ['const project = await projectOf(task.projectId)', differs],
    ['const project = await projectOf(task.projectId)', `if (project?.organizationId !== org) ${fail}`],
    ['const project = await mustFind(task.projectId)', `if (project.organizationId !== org) ${fail}`],
  ])('is held where it is given and where another goes by its key: %s %s', (load, check) => {
    expect(onTask(load, check, 'return task')).toBe('by-guard')
    expect(onTask(load, check, remove)).toBe('by-guard')
    expect(onLast(load, check, remove)).toBe('by-row')
  })

  it.each([
    [inline.replace('task.projectId', 'other'), differs],
    ['const project = await projectOf(other)', differs],
    [inline, 'console.log(project?.organizationId !== org)'],
    ['const project = await projectOf(task.projectId)', `if (project?.organizationId !== user?.org) ${fail}`],
    ['const project = await projectOf(task.projectId)', `if (!project || project.organizationId === org) ${fail}`],
  ])('is not otherwise: %s %s', (load, check) => {
    expect(onTask(load, check, 'return task')).toBe('by-key')
    expect(onLast(load, check, remove)).toBe('by-key')
  })
})
