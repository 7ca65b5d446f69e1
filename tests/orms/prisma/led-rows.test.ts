import { describe, expect, it } from 'vitest'
import { lint } from '../../support/run-rule.ts'

const prisma = `datasource db {
  provider = "postgresql"
}
model Project {
  id             String @id
  organizationId String
  tasks          Task[]
}
model Task {
  id        String  @id
  projectId String
  project   Project @relation(fields: [projectId], references: [id])
}
`
const db = "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()\n"
const projects = `import { prisma } from './db'
export const tenantOf = async (projectId: string) => {
  const project = await prisma.project.findUnique({ where: { id: projectId }, select: { organizationId: true } })
  if (!project) throw new Error()
  return project.organizationId
}
`
const load = `const task = await prisma.task.findUnique({ where: { id }, select: { projectId: true } })
if (!task) throw new Error()
`
const imports = "import { prisma } from './db'\nimport { tenantOf } from './projects'\n"
const run = (body: string): string =>
  `${imports}async function run(user: User, id: string, input: Input, org: string) {\n${load}${body}\n}\nregister(run)\n`

/** How many queries of a file are told. */
function told(code: string, file: string, beside: Readonly<Record<string, string>> = {}): number {
  const schema = {
    'package.json': '{ "dependencies": { "@prisma/client": "6.0.0" } }',
    'prisma/schema.prisma': prisma,
    'src/db.ts': db,
    'src/projects.ts': projects,
    ...beside,
  }
  return lint(code, {
    rule: 'require-tenant-with-key',
    settings: { tenantColumns: ['organizationId'], followForeignKeys: true },
    schema,
    file,
  }).length
}

const authorize = 'await authorize({ user, organizationId })'
const named = `const organizationId = await tenantOf(task.projectId)\n${authorize}\n`

describe('a row that leads to another one, whose tenant is asked for', () => {
  it.each([
    ['a right, under a name', `${named}send(task)`],
    ['a right, on the spot', 'await authorize({ user, organizationId: await tenantOf(task.projectId) })\nsend(task)'],
    ['a right, and nothing is done with it', named],
    ['a comparison', 'if ((await tenantOf(task.projectId)) !== org) throw new Error()\nsend(task)'],
  ])('is held by %s', (_, body) => {
    expect(told(run(body), 'src/run.ts')).toBe(0)
  })
  it.each([
    ['nothing is asked', 'const organizationId = await tenantOf(task.projectId)\nsend(task, organizationId)'],
    ['it is asked too late', `const organizationId = await tenantOf(task.projectId)\nsend(task)\n${authorize}`],
    ['it is asked of another', `const organizationId = await tenantOf(input.projectId)\n${authorize}\nsend(task)`],
    ['it is compared with what is written', "if ((await tenantOf(task.projectId)) !== 'x') throw new Error()\nsend(task)"],
  ])('is told where %s', (_, body) => {
    expect(told(run(body), 'src/run.ts')).toBe(1)
  })

  const tenantOfTask = `${imports}export const tenantOfTask = async (id: string) => {\n${load}return await tenantOf(task.projectId)\n}\n`
  const use = (body: string): string =>
    `import { tenantOfTask } from './tasks'\nasync function run(user: User, id: string) {\n${body}\nsend(id)\n}\nregister(run)\n`
  const asking = use(`const organizationId = await tenantOfTask(id)\n${authorize}`)
  const inline = use('await authorize({ user, organizationId: await tenantOfTask(id) })')

  it.each([
    ['itself', tenantOfTask, 'src/tasks.ts'],
    ['what it leads to', projects, 'src/projects.ts'],
  ])('is held where all that call ask whose that is: %s', (_, code, file) => {
    const beside = { 'src/tasks.ts': tenantOfTask, 'src/a.ts': asking }
    expect(told(code, file, beside)).toBe(0)
    expect(told(code, file, { ...beside, 'src/b.ts': inline })).toBe(0)
    expect(
      told(code, file, { ...beside, 'src/b.ts': use('await tenantOfTask(id)') + 'export const all = (id: string) => tenantOfTask(id)\n' }),
    ).toBe(1)
  })
})
