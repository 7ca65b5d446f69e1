import { describe, expect, it } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { refusalOf } from '../support/postgres.ts'

const rule = 'tenant-in-foreign-key'
const tenants = 'create table organizations (id bigint primary key);'
const projects = `${tenants}
create table projects (id bigint primary key, organization_id bigint not null references organizations);`
const keyed = `${projects} alter table projects add unique (organization_id, id);`
const open = (columns: string, rest = ''): string =>
  `create table tasks (id bigint primary key, organization_id bigint not null references organizations, ${columns})${rest}`

const references: Case[] = [
  {
    name: 'between two tables of tenants',
    schema: projects,
    sql: open('project_id bigint not null references projects'),
    serves: 'S0-72',
    expect: [
      {
        messageId: 'open',
        at: 'references projects',
        data: {
          table: 'tasks',
          parent: 'projects',
          columns: 'project_id',
          column: 'organization_id',
          definition: 'FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id)',
          note: ' For that, projects needs a unique key on (organization_id, id).',
        },
      },
    ],
  },
  {
    name: 'to a table that has the key for it',
    schema: keyed,
    sql: open('project_id bigint references projects on delete cascade'),
    expect: [
      {
        messageId: 'open',
        at: 'references projects',
        data: {
          definition: 'FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id) ON DELETE CASCADE',
          note: '',
        },
      },
    ],
  },
  {
    name: 'that is set to NULL when the parent is deleted',
    schema: keyed,
    sql: open('project_id bigint references projects on delete set null'),
    expect: [
      {
        messageId: 'open',
        at: 'references projects',
        data: {
          definition: 'FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id) ON DELETE SET NULL (project_id)',
        },
      },
    ],
  },
  {
    name: 'with both tenant columns',
    schema: keyed,
    sql: open('project_id bigint, foreign key (organization_id, project_id) references projects (organization_id, id)'),
    serves: 'S0-72',
    expect: [],
  },
  {
    name: 'beside one with both tenant columns',
    schema: keyed,
    sql: open('project_id bigint references projects, foreign key (organization_id, project_id) references projects (organization_id, id)'),
    expect: [],
  },
  {
    name: 'of a table to itself',
    schema: tenants,
    sql: open('parent_id bigint references tasks'),
    expect: [{ messageId: 'open', at: 'references tasks', data: { parent: 'tasks' } }],
  },
  {
    name: 'two of one table',
    schema: keyed,
    sql: open('project_id bigint references projects, other_id bigint references projects'),
    expect: [
      { messageId: 'open', at: 'references projects', data: { columns: 'project_id' } },
      { messageId: 'open', at: 'references projects', data: { columns: 'other_id' } },
    ],
  },
  {
    name: 'added to a table',
    schema: `${keyed} ${open('project_id bigint')};`,
    sql: 'alter table tasks add constraint of_project foreign key (project_id) references projects (id) not valid',
    expect: [{ messageId: 'open', at: 'of_project' }],
  },
  {
    name: 'with names that are quoted, and in upper case',
    schema: keyed,
    sql: 'CREATE TABLE "Tasks" (ID bigint PRIMARY KEY, "organizationId" bigint NOT NULL, "projectId" bigint REFERENCES PROJECTS)',
    expect: [
      {
        messageId: 'open',
        at: 'REFERENCES PROJECTS',
        data: { definition: 'FOREIGN KEY ("organizationId", "projectId") REFERENCES projects (organization_id, id)' },
      },
    ],
  },
]

const exempt: Case[] = [
  {
    name: 'to the tenants',
    schema: tenants,
    sql: 'create table a (id int, organization_id bigint not null references organizations)',
    expect: [],
  },
  {
    name: 'to a table that all tenants share',
    schema: `${tenants} create table plans (id int primary key);`,
    sql: open('plan_id int references plans'),
    expect: [],
  },
  {
    name: 'to people',
    schema: `${tenants} create table users (id bigint primary key);`,
    sql: open('author_id bigint references users'),
    expect: [],
  },
  {
    name: 'to a table that the settings share',
    schema: projects,
    settings: { globalTables: ['projects'] },
    sql: open('project_id bigint references projects'),
    expect: [],
  },
  { name: 'from a table without a tenant', schema: projects, sql: 'create table a (project_id bigint references projects)', expect: [] },
  {
    name: 'to rows that may be everybody’s',
    schema: `${tenants} create table templates (id bigint primary key, organization_id bigint references organizations);`,
    sql: open('template_id bigint references templates'),
    expect: [],
  },
  {
    name: 'from rows that may be everybody’s',
    schema: projects,
    sql: 'create table logs (organization_id bigint references organizations, project_id bigint references projects)',
    expect: [],
  },
  {
    name: 'by a column that is a tenant itself, of an inner level',
    schema: projects,
    settings: { tenantColumns: ['organization_id', 'project_id'] },
    sql: 'create table tasks (organization_id bigint not null, project_id bigint not null references projects)',
    expect: [],
  },
  {
    name: 'to a table of another level of tenants',
    schema: 'create table boards (id bigint primary key, workspace_id bigint not null);',
    sql: 'create table cards (organization_id bigint not null, board_id bigint references boards)',
    expect: [],
  },
  {
    name: 'to a table that is not known',
    sql: 'create table tasks (organization_id bigint not null, project_id bigint references elsewhere.projects)',
    expect: [],
  },
  {
    name: 'of a partition, which has it from its table',
    schema: `${keyed} create table tasks (id bigint, organization_id bigint not null, project_id bigint references projects) partition by list (id);`,
    sql: 'create table tasks_1 partition of tasks for values in (1)',
    expect: [],
  },
  {
    name: 'that is dropped again',
    schema: keyed,
    sql: `${open('project_id bigint references projects')}; alter table tasks drop constraint tasks_project_id_fkey`,
    expect: [],
  },
]

describe('foreign keys', () => {
  testRule(rule, references, { onPostgres: true })
})

describe('exempt', () => {
  testRule(rule, exempt)
})

describe('on Postgres', () => {
  const rows = `insert into organizations values (1), (2); insert into projects values (10, 1);`
  const task = 'insert into tasks values (100, 2, 10);'

  it('a key without the tenant lets a row refer to another tenant’s', async () => {
    expect(await refusalOf(keyed, `${open('project_id bigint references projects')};`, rows, task)).toBeUndefined()
  })

  it('the key that is told does not', async () => {
    const told = open('project_id bigint, FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id)')
    expect(await refusalOf(keyed, `${told};`, rows, task)).toContain('violates foreign key constraint')
  })

  it('with SET NULL for one column, a row keeps its tenant', async () => {
    const told = open(
      'project_id bigint, FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id) ON DELETE SET NULL (project_id)',
    )
    const gone = `${task.replace('2', '1')} delete from projects;`
    expect(await refusalOf(keyed, `${told};`, rows, gone)).toBeUndefined()
    expect(await refusalOf(keyed, `${told.replace(' (project_id)', '')};`, rows, gone)).toContain('null value in column "organization_id"')
  })
})

const drizzle = `import { integer, pgTable } from 'drizzle-orm/pg-core'
export const projects = pgTable('projects', { id: integer('id').primaryKey(), organizationId: integer('organization_id').notNull() })
export const tasks = pgTable('tasks', {
  id: integer('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  projectId: integer('project_id').references(() => projects.id),
})
`
const typeorm = `import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm'
@Entity('projects')
export class Project {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
}
@Entity('tasks')
export class Task {
  @PrimaryColumn('int') id: number
  @Column('int', { name: 'organization_id' }) organizationId: number
  @ManyToOne(() => Project) @JoinColumn({ name: 'project_id' }) project: Project
}
`
/** A project whose schema is the linted file. */
const told = (orm: string, version: string, file: string, ts: string): Pick<Case, 'file' | 'schema' | 'ts'> => ({
  file,
  ts,
  schema: { 'package.json': JSON.stringify({ name: 'shop', dependencies: { [orm]: version } }), [file]: ts },
})

describe('notations', () => {
  testRule(rule, [
    {
      name: 'Prisma',
      prisma: `datasource db {
  provider = "postgresql"
}
model Project {
  id             Int    @id
  organizationId Int
  tasks          Task[]
}
model Task {
  id             Int     @id
  organizationId Int
  projectId      Int
  project        Project @relation(fields: [projectId], references: [id])
}
`,
      expect: [{ messageId: 'open', at: '@relation(fields: [projectId], references: [id])', data: { table: 'Task', parent: 'Project' } }],
    },
    {
      name: 'Drizzle',
      ...told('drizzle-orm', '^0.44.0', 'src/schema.ts', drizzle),
      expect: [{ messageId: 'open', at: 'references(() => projects.id)', data: { table: 'tasks' } }],
    },
    {
      name: 'TypeORM',
      ...told('typeorm', '^0.3.20', 'src/entities.ts', typeorm),
      expect: [
        {
          messageId: 'open',
          at: "@ManyToOne(() => Project) @JoinColumn({ name: 'project_id' }) project: Project",
          data: { table: 'tasks' },
        },
      ],
    },
  ])
})
