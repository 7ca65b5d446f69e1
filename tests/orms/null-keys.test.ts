import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../support/app-verdicts.ts'

const schema = `
  CREATE TABLE organizations (id bigint PRIMARY KEY);
  CREATE TABLE tasks (
    id bigint PRIMARY KEY,
    organization_id bigint NOT NULL REFERENCES organizations,
    parent_id bigint REFERENCES tasks,
    root_id bigint NOT NULL REFERENCES tasks
  );`

const prismaSchema = `
  datasource db {
    provider = "postgresql"
  }
  model Organization {
    id    Int    @id
    tasks Task[]
    @@map("organizations")
  }
  model Task {
    id             Int          @id
    organizationId Int          @map("organization_id")
    organization   Organization @relation(fields: [organizationId], references: [id])
    parentId       Int?         @map("parent_id")
    parent         Task?        @relation("sub", fields: [parentId], references: [id])
    children       Task[]       @relation("sub")
    title          String?
    rootId         Int          @map("root_id")
    root           Task         @relation("root", fields: [rootId], references: [id])
    all            Task[]       @relation("root")
    @@map("tasks")
  }`

/** What is around calls of a library: what the program imports, how it loads a task of the tenant, and how it asks for tasks by something. */
interface Library {
  readonly dependency: string
  readonly before: string
  readonly load: string
  readonly asked: string
  readonly schema?: Readonly<Record<string, string>>
}

const tasksOfSequelize = `
  class Task extends Model {}
  Task.init(
    { organizationId: { type: DataTypes.INTEGER, allowNull: false }, parentId: DataTypes.INTEGER, rootId: { type: DataTypes.INTEGER, allowNull: false } },
    { sequelize, tableName: 'tasks', underscored: true, timestamps: false },
  )`

const entities = `
  import { Entity, ManyToOne, PrimaryKey } from '@mikro-orm/core'
  @Entity({ tableName: 'organizations' }) export class Organization { @PrimaryKey() id!: number }
  @Entity({ tableName: 'tasks' }) export class Task {
    @PrimaryKey() id!: number
    @ManyToOne(() => Organization, { mapToPk: true, fieldName: 'organization_id' }) organizationId!: number
    @ManyToOne(() => Task, { mapToPk: true, nullable: true, fieldName: 'parent_id' }) parentId?: number
    @ManyToOne(() => Task, { mapToPk: true, fieldName: 'root_id' }) rootId!: number
  }`

const prisma: Library = {
  dependency: '@prisma/client',
  before: "import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()",
  load: 'const task = await prisma.task.findFirstOrThrow({ where: { id, organizationId } })',
  asked: 'prisma.task.findMany({ where: { parentId: KEY } })',
  schema: { 'prisma/schema.prisma': prismaSchema },
}

const knex: Library = {
  dependency: 'knex',
  before: "import knex from 'knex'\nconst db = knex({ client: 'pg' })",
  load: "const task = await db('tasks').where({ id, organization_id: organizationId }).first()",
  asked: "db('tasks').where({ parent_id: KEY })",
}

const kysely: Library = {
  dependency: 'kysely',
  before: "import { Kysely } from 'kysely'\ndeclare const db: Kysely<any>",
  load: "const task = await db.selectFrom('tasks').selectAll().where('id', '=', id).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()",
  asked: "db.selectFrom('tasks').selectAll().where((eb) => eb.and({ parent_id: KEY })).execute()",
}

const sql: Library = {
  dependency: 'postgres',
  before: "import { sql } from 'postgres'",
  load: 'const [task] = await sql`SELECT * FROM tasks WHERE id = ${id} AND organization_id = ${organizationId}`',
  asked: 'sql`SELECT id FROM tasks WHERE parent_id IS NOT DISTINCT FROM ${KEY}`',
}

const libraries: Readonly<Record<string, Library>> = {
  prisma,
  'prisma, by an operator': { ...prisma, asked: 'prisma.task.deleteMany({ where: { parentId: { equals: KEY } } })' },
  knex,
  'knex, by two arguments': { ...knex, asked: "db('tasks').where('parent_id', KEY)" },
  objection: {
    dependency: 'objection',
    before: "import { Model } from 'objection'\nclass Task extends Model { static tableName = 'tasks' }",
    load: 'const task = await Task.query().findOne({ id, organization_id: organizationId }).throwIfNotFound()',
    asked: 'Task.query().where({ parent_id: KEY })',
  },
  sequelize: {
    dependency: 'sequelize',
    before: `import { DataTypes, Model, Sequelize } from 'sequelize'\nconst sequelize = new Sequelize('')${tasksOfSequelize}`,
    load: 'const task = await Task.findOne({ where: { id, organizationId }, rejectOnEmpty: true })',
    asked: 'Task.findAll({ where: { parentId: KEY } })',
  },
  'mikro-orm': {
    dependency: '@mikro-orm/postgresql',
    before: "import { EntityManager } from '@mikro-orm/postgresql'\nimport { Task } from './entities'\ndeclare const em: EntityManager",
    load: 'const task = await em.findOneOrFail(Task, { id, organizationId })',
    asked: 'em.find(Task, { parentId: KEY })',
    schema: { 'entities.ts': entities },
  },
  kysely,
  sql,
}

/** What stands before a query, and by what it asks. */
type Case = readonly [between: string, by: string]

/** The verdicts of what is asked in a function for each case, which loads a row of one table before. */
function verdictsOf({ dependency, before, load, asked, schema: own }: Library, cases: readonly Case[]): readonly string[] {
  const functions = cases.map(
    ([between, by], i) =>
      `export async function f${i}(id: number, organizationId: number) {\n${load}\n${between}\nreturn ${asked.replace('KEY', by)}\n}`,
  )
  const verdicts = verdictsOfApp({
    'package.json': JSON.stringify({ dependencies: { [dependency]: '6.0.0' } }),
    ...(own ?? { 'schema.sql': schema }),
    'app.ts': [before, ...functions].join('\n'),
  })
  expect(verdicts.length).toBe(2 * cases.length)
  return verdicts.filter((_, i) => i % 2 === 1)
}

function namesIn({ load }: Library): { readonly parent: string; readonly root: string } {
  return load.includes('organization_id')
    ? { parent: 'task.parent_id', root: 'task.root_id' }
    : { parent: 'task.parentId', root: 'task.rootId' }
}

describe('a key of a row that was loaded before, in a column that may be NULL', () => {
  it.each(Object.entries(libraries))('is asked to be NULL where it is null, in %s', (_, library) => {
    const { parent, root } = namesIn(library)
    const [open, checked, never] = verdictsOf(library, [
      ['', parent],
      [`if (!${parent}) return []`, parent],
      ['', root],
    ])
    expect(open).toBe('by-reference')
    expect(checked).toMatch(/^(?:by-row|dynamic)$/)
    expect(never).toBe(checked)
  })

  it.each([
    ['knex', knex, "db('tasks').where('parent_id', '=', KEY)"],
    ['kysely', kysely, "db.selectFrom('tasks').selectAll().where('parent_id', '=', KEY).execute()"],
    ['sql', sql, 'sql`SELECT id FROM tasks WHERE parent_id = ${KEY}`'],
    ['sql, of several', sql, 'sql`SELECT id FROM tasks WHERE parent_id = ANY(${[KEY]})`'],
  ])('finds no row of NULL where it is compared with it, in %s', (_, library, asked) => {
    expect(verdictsOf({ ...library, asked }, [['', 'task.parent_id']])).toEqual(['by-row'])
  })

  it('is not told where something may have asked for it', () => {
    const cases: readonly Case[] = [
      ['if (task.parentId === null) return []', 'task.parentId'],
      ['if (task.parentId == undefined) throw new Error()', 'task.parentId'],
      ['const isRoot = task.parentId === null\nif (isRoot) return []', 'task.parentId'],
      ['assertDefined(task.parentId)', 'task.parentId'],
      ['if (isRoot(task)) return []', 'task.parentId'],
      ['const { parentId } = task\nif (!parentId) return []', 'parentId'],
      ['switch (task.parentId) { case null: return [] }', 'task.parentId'],
      ['const up = task.parentId\nif (up == null) return []', 'up'],
      ['const up = task.parentId\nconst other = up\nif (!other) return []', 'up'],
      ['const up = task.parentId\nif (!up) return []', 'task.parentId'],
      ['let up\nup = task.parentId\nif (!up) return []', 'task.parentId'],
      ['const { parentId: up } = task\nif (!up) return []', 'task.parentId'],
      ['const shown = { up: task.parentId }\nif (!shown.up) return []', 'shown.up'],
      ['let parentId = task.parentId\nparentId ??= task.id', 'parentId'],
      ["if (!task['parentId']) return []", 'task.parentId'],
      ["const key = 'parentId'\nif (!task[key]) return []", 'task.parentId'],
      ["if (!('parentId' in task)) return []", 'task.parentId'],
      ['if (!task.parent) return []', 'task.parentId'],
      ['if (task.isRoot()) return []', 'task.parentId'],
      ["if (task.title !== 'child') return []", 'task.parentId'],
      ["switch (task.title) { case 'root': return [] }", 'task.parentId'],
      ['ensureChild({ task })', 'task.parentId'],
      ['ensureChild([task])', 'task.parentId'],
      ['const one = task\nensureChild(one)', 'task.parentId'],
      ['const given = { task }\nensureChild(given.task)', 'task.parentId'],
      ['shape.parse({ parentId: task.parentId })', 'task.parentId'],
      ['log(task.parentId!)', 'task.parentId'],
      ['const required = (one) => { if (one == null) throw new Error()\nreturn one }', 'required(task.parentId)'],
      ['', '(task.parentId satisfies number)'],
      ['', 'task.parentId!'],
      ['', 'task.parentId as number'],
      ['', 'task.id'],
    ]
    expect(verdictsOf(prisma, cases)).toEqual(cases.map(() => 'by-row'))
  })

  it('is not told of a row that a function has picked', () => {
    const load = 'const tasks = await prisma.task.findMany({ where: { organizationId } })\nconst task = tasks.filter(isChild)[0]'
    const before = `${prisma.before}\nfunction isChild(task) { return task.parentId !== null }`
    expect(verdictsOf({ ...prisma, before, load }, [['', 'task.parentId']])).toEqual(['by-row'])
  })

  it('is told where nothing has', () => {
    const cases: readonly Case[] = [
      ['', 'task.parentId'],
      ['const { parentId } = task', 'parentId'],
      ['const parentId = task.parentId', 'parentId'],
      ['if (task.rootId === id) return []', 'task.parentId'],
      ['const up = task.parentId', 'up'],
      ['if (!task) return []', 'task.parentId'],
      ['prisma.other.save({ parentId: task.parentId })', 'task.parentId'],
    ]
    expect(verdictsOf(prisma, cases)).toEqual(cases.map(() => 'by-reference'))
  })

  it('is none of a row that has one', () => {
    const load = 'const task = await prisma.task.findFirstOrThrow({ where: { id, organizationId, parentId: { not: null } } })'
    expect(verdictsOf({ ...prisma, load }, [['', 'task.parentId']])).toEqual(['by-row'])
    const child = 'const [task] = await sql`SELECT * FROM tasks WHERE organization_id = ${organizationId} AND parent_id > ${id}`'
    expect(verdictsOf({ ...sql, load: child }, [['', 'task.parent_id']])).toEqual(['by-row'])
  })

  it.each([
    ['rootId: task.rootId', 'by-row'],
    ['NOT: { parentId: null }', 'by-row'],
    ['organizationId', 'scoped'],
    ['title: task.title', 'by-reference'],
  ])('decides only where nothing besides does: %s', (other, verdict) => {
    const asked = `prisma.task.findMany({ where: { parentId: KEY, ${other} } })`
    expect(verdictsOf({ ...prisma, asked }, [['', 'task.parentId']])).toEqual([verdict])
  })
})
