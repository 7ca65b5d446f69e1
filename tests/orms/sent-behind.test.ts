import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'

const sql = 'create table tasks (id uuid primary key, organization_id uuid not null, status text);'
const prisma = `datasource db {
  provider = "postgresql"
}
model Task {
  id             String  @id
  organizationId String
  status         String?
}
`
const entity = `import { Entity, PrimaryColumn, Column } from 'typeorm'
@Entity('tasks')
export class Task { @PrimaryColumn('uuid') id: string; @Column('uuid') organizationId: string; @Column({ nullable: true }) status?: string }
`
const model = `import { DataTypes, Sequelize } from 'sequelize'
export const sequelize = new Sequelize('postgres://x')
export const Task = sequelize.define('Task', { id: { type: DataTypes.UUID, primaryKey: true }, organizationId: { type: DataTypes.UUID, allowNull: false }, status: DataTypes.TEXT }, { tableName: 'tasks', timestamps: false })
`

interface Case {
  readonly library: string
  readonly files: Readonly<Record<string, string>>
  readonly column: string
  readonly ask: (where: string) => string
}

const cases: readonly Case[] = [
  {
    library: '@prisma/client',
    files: { 'prisma/schema.prisma': prisma },
    column: 'organizationId',
    ask: (where) =>
      `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nexport const list = (req, res) => prisma.task.findMany({ where: ${where} })\n`,
  },
  {
    library: 'knex',
    files: { 'schema.sql': sql },
    column: 'organization_id',
    ask: (where) =>
      `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nexport const list = (req, res) => db('tasks').where(${where})\n`,
  },
  {
    library: 'typeorm',
    files: { 'src/task.ts': entity },
    column: 'organizationId',
    ask: (where) =>
      `import { DataSource } from 'typeorm'\nimport { Task } from './task'\nconst source = new DataSource({ type: 'postgres' })\nexport const list = (req, res) => source.getRepository(Task).find({ where: ${where} })\n`,
  },
  {
    library: 'sequelize',
    files: { 'src/task.ts': model },
    column: 'organizationId',
    ask: (where) => `import { Task } from './task'\nexport const list = (req, res) => Task.findAll({ where: ${where} })\n`,
  },
]

describe.each(cases)('what was sent and is spread behind the tenant, in $library', ({ library, files, column, ask }) => {
  const told = (where: string): readonly string[] =>
    lint(ask(where), {
      rule: 'require-tenant-filter',
      file: 'src/list.ts',
      settings: { tenantColumns: [column] },
      schema: { 'package.json': JSON.stringify({ dependencies: { [library]: '*', pg: '8' } }), ...files },
    }).map(({ message }) => message)

  it('is named as what takes its place', () => {
    const [message = '', ...others] = told(`{ ${column}: req.user.org, ...req.query }`)
    expect(others).toEqual([])
    expect(message).toContain(
      `\`req.query\` is spread behind the condition on ${column} instead of before it, and takes its place where it has one`,
    )
  })
  it('does not, where it stands before', () => {
    expect(told(`{ ...req.query, ${column}: req.user.org }`)).toEqual([])
  })
  it('is not blamed for what has no condition', () => {
    expect(told('{ ...req.query }').join()).not.toContain('is spread behind')
  })
})
