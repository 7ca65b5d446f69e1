import type { ProjectAround } from '../../../src/orms/query-reader.ts'

/** How each library is written in the cases: what stands before the calls, and what a call is given. */
interface Notation {
  readonly files: Readonly<Record<string, string>>
  readonly before: string
  readonly given: string
  /** The packages that are in use, with their majors. */
  readonly majors: Readonly<Record<string, number>>
}

export const schema = `
create table organizations (id uuid primary key, slug text not null unique);
create table projects (
  id uuid primary key, organization_id uuid not null references organizations, name text not null, deleted_at timestamptz,
  unique (organization_id, name)
);
create table tasks (
  id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects,
  title text not null, done boolean not null default false
);
`

export const prismaSchema = `
datasource db {
  provider = "postgresql"
}
model Organization {
  id       String    @id @db.Uuid
  slug     String    @unique
  projects Project[]
  tasks    Task[]
  @@map("organizations")
}
model Project {
  id             String       @id @db.Uuid
  organizationId String       @map("organization_id") @db.Uuid
  organization   Organization @relation(fields: [organizationId], references: [id])
  name           String
  deletedAt      DateTime?    @map("deleted_at")
  tasks          Task[]
  @@unique([organizationId, name])
  @@map("projects")
}
model Task {
  id             String       @id @db.Uuid
  organizationId String       @map("organization_id") @db.Uuid
  organization   Organization @relation(fields: [organizationId], references: [id])
  projectId      String       @map("project_id") @db.Uuid
  project        Project      @relation(fields: [projectId], references: [id])
  title          String
  done           Boolean      @default(false)
  @@map("tasks")
}
`

const drizzleSchema = `
import { boolean, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
export const organizations = pgTable('organizations', { id: uuid('id').primaryKey(), slug: text('slug').notNull().unique() })
export const projects = pgTable('projects', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull().references(() => organizations.id),
  name: text('name').notNull(),
  deletedAt: timestamp('deleted_at'),
})
export const tasks = pgTable('tasks', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  projectId: uuid('project_id').notNull().references(() => projects.id),
  title: text('title').notNull(),
  done: boolean('done').notNull().default(false),
})
`

const typeormEntities = `
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm'
@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid') id: string
  @Column('text') slug: string
}
@Entity('projects')
export class Project {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @ManyToOne(() => Organization) @JoinColumn({ name: 'organization_id' }) organization: Organization
  @Column('text') name: string
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt: Date | null
  @OneToMany(() => Task, (task) => task.project) tasks: Task[]
}
@Entity('tasks')
export class Task {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @Column('uuid', { name: 'project_id' }) projectId: string
  @ManyToOne(() => Project, (project) => project.tasks) @JoinColumn({ name: 'project_id' }) project: Project
  @Column('text') title: string
  @Column('boolean') done: boolean
}
`

const sequelizeModels = `
import { DataTypes, Model, Sequelize } from 'sequelize'
export const sequelize = new Sequelize('postgres://localhost/db')
export class Organization extends Model {}
Organization.init({ id: { type: DataTypes.UUID, primaryKey: true }, slug: DataTypes.TEXT }, { sequelize, tableName: 'organizations', timestamps: false, underscored: true })
export class Project extends Model {}
Project.init(
  { id: { type: DataTypes.UUID, primaryKey: true }, organizationId: DataTypes.UUID, name: DataTypes.TEXT, deletedAt: DataTypes.DATE },
  { sequelize, tableName: 'projects', timestamps: false, underscored: true },
)
export class Task extends Model {}
Task.init(
  { id: { type: DataTypes.UUID, primaryKey: true }, organizationId: DataTypes.UUID, projectId: DataTypes.UUID, title: DataTypes.TEXT, done: DataTypes.BOOLEAN },
  { sequelize, tableName: 'tasks', timestamps: false, underscored: true },
)
Project.hasMany(Task, { foreignKey: 'projectId', as: 'tasks' })
Task.belongsTo(Project, { foreignKey: 'projectId', as: 'project' })
`

const mikroOrmEntities = `
import { Collection, Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'organizations' })
export class Organization {
  @PrimaryKey({ type: 'uuid' }) id: string
  @Property({ type: 'text' }) slug: string
}
@Entity({ tableName: 'projects' })
export class Project {
  @PrimaryKey({ type: 'uuid' }) id: string
  @Property({ type: 'uuid', fieldName: 'organization_id' }) organizationId: string
  @Property({ type: 'text' }) name: string
  @Property({ type: 'timestamptz', fieldName: 'deleted_at', nullable: true }) deletedAt?: Date
  @OneToMany({ entity: () => Task, mappedBy: (task) => task.project }) tasks = new Collection<Task>(this)
}
@Entity({ tableName: 'tasks' })
export class Task {
  @PrimaryKey({ type: 'uuid' }) id: string
  @Property({ type: 'uuid', fieldName: 'organization_id' }) organizationId: string
  @ManyToOne({ entity: () => Project, fieldName: 'project_id' }) project: Project
  @Property({ type: 'text' }) title: string
  @Property({ type: 'boolean' }) done: boolean
}
`

const objectionModels = `
import { Model } from 'objection'
export class Project extends Model {
  static tableName = 'projects'
  static relationMappings = () => ({ tasks: { relation: Model.HasManyRelation, modelClass: Task, join: { from: 'projects.id', to: 'tasks.project_id' } } })
}
export class Task extends Model {
  static tableName = 'tasks'
}
`

export const notations = {
  'mikro-orm': {
    files: { 'entities.ts': mikroOrmEntities },
    before: "import type { EntityManager } from '@mikro-orm/postgresql'\nimport { Organization, Project, Task } from './entities'",
    given: 'db: EntityManager',
    majors: { '@mikro-orm/core': 6 },
  },
  prisma: {
    files: {},
    before: "import { PrismaClient } from '@prisma/client'",
    given: 'db: PrismaClient',
    majors: { '@prisma/client': 7 },
  },
  drizzle: {
    files: { 'schema.ts': drizzleSchema },
    before: `import { and, eq, inArray, isNull, ne, not, or, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { organizations, projects, tasks } from './schema'
const db = drizzle('', { schema: { organizations, projects, tasks } })`,
    given: '',
    majors: { 'drizzle-orm': 0 },
  },
  typeorm: {
    files: { 'entities.ts': typeormEntities },
    before: `import { In, IsNull, Not, type DataSource } from 'typeorm'
import { Organization, Project, Task } from './entities'`,
    given: 'db: DataSource',
    majors: { typeorm: 0 },
  },
  sequelize: {
    files: { 'models.ts': sequelizeModels },
    before: `import { Op } from 'sequelize'
import { Organization, Project, Task } from './models'`,
    given: '',
    majors: { sequelize: 6 },
  },
  knex: {
    files: {},
    before: "import knex from 'knex'\nconst db = knex({ client: 'pg' })",
    given: '',
    majors: { knex: 3 },
  },
  objection: {
    files: { 'models.ts': objectionModels },
    before: "import { Project, Task } from './models'",
    given: '',
    majors: { objection: 3, knex: 3 },
  },
  kysely: {
    files: {},
    before: "import { Kysely, sql } from 'kysely'",
    given: 'db: Kysely<any>',
    majors: { kysely: 0 },
  },
  supabase: {
    files: {},
    before: "import type { SupabaseClient } from '@supabase/supabase-js'",
    given: 'db: SupabaseClient',
    majors: { '@supabase/supabase-js': 2 },
  },
} satisfies Readonly<Record<string, Notation>>

export type NotationName = keyof typeof notations

/** What stands around a program in a notation: the files of its schema, and the majors of its packages. */
export function aroundOf(name: NotationName): Pick<ProjectAround, 'schemaFiles' | 'major'> {
  const { files, majors } = notations[name]
  const known: Readonly<Record<string, number>> = majors
  return {
    schemaFiles: (reader) => {
      if (reader === 'prisma') return name === 'prisma' ? [{ file: 'schema.prisma', text: prismaSchema }] : []
      return reader === name ? Object.entries(files).map(([file, text]) => ({ file, text })) : []
    },
    major: (packages) => packages.map((one) => known[one]).find((major) => major !== undefined),
  }
}
