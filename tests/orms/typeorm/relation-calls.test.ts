import { describe, expect, it } from 'vitest'
import { placesOfCalls, queriesOfCalls, reasonsOfCalls, toldCalls } from '../../support/told-calls.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
create table budgets (id uuid primary key, organization_id uuid not null references organizations, project_id uuid unique references projects);
create table tags (id uuid primary key, organization_id uuid not null references organizations);
create table task_tags (task_id uuid references tasks, tag_id uuid references tags, primary key (task_id, tag_id));
`

const entities = `
import { Column, Entity, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToMany, OneToOne, PrimaryColumn } from 'typeorm'
@Entity('organizations')
export class Organization { @PrimaryColumn('uuid') id: string }
@Entity('projects')
export class Project {
  @PrimaryColumn('uuid') id: string
  @ManyToOne(() => Organization) @JoinColumn({ name: 'organization_id' }) organization: Organization
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @OneToMany(() => Task, (task) => task.project) tasks: Task[]
  @OneToOne(() => Budget, (budget) => budget.project) budget: Budget
}
@Entity('tasks')
export class Task {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @ManyToOne(() => Project, (project) => project.tasks) @JoinColumn({ name: 'project_id' }) project: Project
  @ManyToMany(() => Tag) @JoinTable({ name: 'task_tags', joinColumn: { name: 'task_id' }, inverseJoinColumn: { name: 'tag_id' } }) tags: Tag[]
}
@Entity('budgets')
export class Budget {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
  @OneToOne(() => Project, (project) => project.budget) @JoinColumn({ name: 'project_id' }) project: Project
}
@Entity('tags')
export class Tag {
  @PrimaryColumn('uuid') id: string
  @Column('uuid', { name: 'organization_id' }) organizationId: string
}
`

const told = {
  files: { 'entities.ts': entities },
  schema,
  around: { schemaFiles: (reader: string) => (reader === 'typeorm' ? [{ file: 'entities.ts', text: entities }] : []) },
}

const program = (body: string): string => `import type { DataSource } from 'typeorm'
import { Budget, Project, Tag, Task } from './entities'
export async function run(db: DataSource, org: string, id: string, ids: string[], projectId: string, other: any) { ${body} }`

/** The verdict on the last table that a program asks. */
const last = (body: string): string | undefined => {
  const text = program(body)
  const verdict = toldCalls(text, told).at(-1)
  return verdict?.endsWith('dynamic') === true ? `${verdict} (${reasonsOfCalls(text, told).at(-1)})` : verdict
}

const project = 'const project = await db.getRepository(Project).findOneByOrFail({ id, organizationId: org })'
const tasks = 'const tasks = await db.getRepository(Task).findBy({ organizationId: org })'
const of = (entity: string, name: string, row: string): string => `db.createQueryBuilder().relation(${entity}, '${name}').of(${row})`

describe('what a builder of relations does to rows', () => {
  it.each([
    [of('Task', 'project', 'id'), 'set(projectId)', 'update tasks: by-key'],
    [of('Project', 'tasks', 'projectId'), 'add(ids)', 'update tasks: by-key'],
    [of('Project', 'tasks', 'projectId'), 'remove(ids)', 'update tasks: by-key'],
    [of('Project', 'budget', 'projectId'), 'set(id)', 'update budgets: by-key'],
    [of('Project', 'budget', 'projectId'), 'set(null)', 'update budgets: by-key'],
    [of('Project', 'tasks', 'projectId'), 'loadMany()', 'read tasks: by-reference'],
    [of('Project', 'budget', 'projectId'), 'loadOne()', 'read budgets: by-key'],
    ["db.getRepository(Project).createQueryBuilder('p').relation('tasks').of(projectId)", 'add(id)', 'update tasks: by-key'],
    [of('Task', 'project', 'other.sent ? id : ids'), 'set(projectId)', 'update tasks: by-key'],
  ])('%s.%s', (builder, call, verdict) => {
    expect(last(`await ${builder}.${call}`)).toBe(verdict)
    expect(last(`const builder = ${builder}; return builder.${call}`)).toBe(verdict)
  })

  it.each([
    [`${project}; await ${of('Project', 'organization', 'project')}.set(org)`, 'update projects: by-row'],
    [`${project}; await ${of('Project', 'organization', 'project.id')}.set(org)`, 'update projects: by-row'],
    [`${project}; await ${of('Project', 'tasks', 'project')}.add(ids)`, 'update tasks: by-key'],
    [`${project}; await ${of('Project', 'tasks', 'project')}.remove(ids)`, 'update tasks: by-row'],
    [`${project}; return ${of('Project', 'tasks', 'project')}.loadMany()`, 'read tasks: by-row'],
    [`${tasks}; await ${of('Project', 'tasks', 'projectId')}.add(tasks)`, 'update tasks: by-row'],
    [`${tasks}; await ${of('Project', 'tasks', 'projectId')}.add(tasks.map((task) => task.id))`, 'update tasks: by-row'],
    [`${tasks}; for (const task of tasks) await ${of('Task', 'project', 'task')}.set(projectId)`, 'update tasks: by-row'],
    [`const task = await db.getRepository(Task).findOneByOrFail({ id }); await ${of('Task', 'project', 'task')}.set(projectId)`, 'update tasks: dynamic (the query that loaded its row before does not ask for the tenant)'], // prettier-ignore
  ])('goes by rows that were loaded before: %s', (body, verdict) => {
    expect(last(body)).toBe(verdict)
  })

  it('that are among several is a change of the table between', () => {
    const text = program(`await ${of('Task', 'tags', 'id')}.addAndRemove(ids, [other.tagId])`)
    expect(toldCalls(text, told)).toEqual(['delete task_tags: global', 'insert task_tags: global'])
    expect(toldCalls(text, { ...told, settings: { followForeignKeys: true } })).toEqual([
      'delete task_tags: by-key',
      'insert task_tags: by-reference',
    ])
    expect(queriesOfCalls(text, told)).toMatchInlineSnapshot(`
      [
        "DELETE FROM task_tags WHERE task_id IN (\${id}[]) AND tag_id IN (\${other.tagId})",
        "INSERT INTO task_tags (task_id, tag_id) VALUES (\${id}, \${ids})",
      ]
    `)
  })

  it.each([
    [`await ${of('Task', 'project', 'other')}.set(projectId)`, 'update tasks: dynamic (`other` is a parameter)'],
    [`await ${of('Project', 'tasks', 'projectId')}.add(other)`, 'update tasks: dynamic (`other` is a parameter)'],
    [`await ${of('Project', 'nothing', 'projectId')}.add(other)`, undefined],
    [`await db.createQueryBuilder().relation(Project, other).of(projectId).add(ids)`, undefined],
    [`await db.createQueryBuilder().relation(Project, 'tasks').add(ids)`, undefined],
    [`const all = new Set<string>(); all.add(id); return all`, undefined],
  ])('that cannot be seen is not held against it: %s', (body, verdict) => {
    expect(last(body)).toBe(verdict)
  })

  it('is told where the relation is named', () => {
    expect(placesOfCalls(program(`await ${of('Project', 'tasks', 'projectId')}.add(ids)`), told)).toEqual(["'tasks'"])
  })
})
