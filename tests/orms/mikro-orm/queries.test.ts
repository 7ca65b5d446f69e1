import { readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { catalogOf } from '../../support/catalog.ts'
import { meaningOfSql, meaningsOfCalls, type Meaning } from '../../support/sent-calls.ts'
import { virtualModules } from '../../support/virtual-modules.ts'
import { bodies, calls } from './shop/calls.ts'
import { entities } from './shop/entities.ts'
import { sentByMikroOrm } from './support/sent.ts'

const id = '00000000-0000-0000-0000-000000000001'
const files = { ...entities, 'calls.ts': calls }

/** The calls with the entities found as in a project. */
function meaningsIn(
  program: string,
  catalog: Catalog,
  { major = 6, config = '' }: { major?: number; config?: string | undefined } = {},
): Map<string, Meaning> {
  const all: Record<string, string> = { ...entities, 'calls.ts': program, ...(config !== '' && { 'mikro-orm.config.ts': config }) }
  const texts = Object.entries(all)
    .filter(([file]) => file !== 'calls.ts')
    .map(([file, text]) => ({ file, text }))
  const modules = virtualModules(all)
  const around = {
    major: () => major,
    schemaFiles: () => texts,
    programIn: (file: string) => (file in all ? modules.program(file) : undefined),
  }
  return meaningsOfCalls({ files: all, file: 'calls.ts', catalog, around })
}

const schema = `
create table organizations (id uuid primary key, slug text unique);
create table users (id uuid primary key, email text unique);
create table member (organization_id uuid references organizations, user_id uuid references users, role text, primary key (organization_id, user_id));
create table projects (id uuid primary key, deleted_at timestamptz, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects,
  title text, finished timestamptz, priority int);
create table invoice (id serial primary key, organization_id uuid not null references organizations, number text);
`

describe('calls mean what MikroORM 6 sends for them', () => {
  let db: PGlite
  let read: Map<string, Meaning>
  let sent: ReadonlyMap<string, readonly string[]>
  let catalog: Catalog
  beforeAll(async () => {
    db = await newPostgres()
    const recorded = await sentByMikroOrm(files, [id, id], db)
    catalog = catalogOf({ 'schema.sql': recorded.ddl })
    sent = recorded.sent
    read = meaningsIn(calls, catalog)
  })

  it.each(bodies)('%s', (body) => {
    const statements = sent.get(body) ?? []
    expect(statements).not.toEqual([])
    expect(read.get(body)).toEqual(meaningOfSql(statements, catalog))
  })
})

/** MikroORM 7 does not run on Node 20: what it sends was recorded once, of 7.2.1. */
describe('calls mean what MikroORM 7 sent for them', () => {
  const recorded = JSON.parse(readFileSync(new URL('sent/7.json', import.meta.url), 'utf8')) as Readonly<Record<string, readonly string[]>>
  const catalog = catalogOf({ 'schema.sql': schema })
  const read = meaningsIn(calls, catalog, { major: 7 })

  /** Lists come along in queries of their own, which are not sent where no row is found; `findByCursor` takes its condition as an option. */
  const others = /populate: \[.*(?:comments|tasks)|findByCursor/

  it.each(Object.entries(recorded).filter(([body]) => !others.test(body)))('%s', (body, statements) => {
    // What an upsert reads back is no access of its own.
    const own = body.includes('upsert') ? statements.slice(0, 1) : statements
    expect(read.get(body)).toEqual(meaningOfSql(own, catalog))
  })

  it('the condition of a page is an option', () => {
    const page = 'em.findByCursor(Task, { where: { organization: org }, first: 3, orderBy: { id: 1 }, filters: false })'
    const program = `import { Task } from './entities'\nexport const calls = { one: async (em: any, org: string) => ${page} }`
    expect(meaningsIn(program, catalog, { major: 7 }).get('one')).toEqual({
      accesses: ['read tasks: scoped'],
      clauses: ['limit', 'order by'],
    })
  })
})

describe('what is followed', () => {
  const catalog = catalogOf({ 'schema.sql': schema })

  function accessesOf(body: string, before = '', config?: string): readonly string[] {
    const program = `
import { EntityManager, EntityRepository, MikroORM, RequestContext, raw, sql, ref, type FilterQuery } from '@mikro-orm/postgresql'
import { Comment, Invoice, Member, Organization, Project, Tag, Task, User } from './entities'
import * as all from './entities'
${before}
export const calls = { one: ${body} }`
    return meaningsIn(program, catalog, { config }).get('one')?.accesses ?? []
  }
  const inCall = (text: string, before?: string): readonly string[] =>
    accessesOf(`async (em: EntityManager, org: string, id: string, isAdmin: boolean, filters: any) => { ${text} }`, before).filter(
      (access) => !access.startsWith('read projects'),
    )

  it.each([
    ['const where = { organization: org }; return em.find(Task, where)', 'scoped'],
    ['for await (const task of em.stream(Task, { where: { organization: org } })) console.log(task)', 'scoped'],
    ['for await (const task of em.stream(Task, { where: { title: id } })) console.log(task)', 'unscoped'],
    ['for await (const task of em.stream(Task)) console.log(task)', 'unscoped'],
    ['const where: FilterQuery<Task> = {}; where.organization = org; return em.find(Task, where)', 'scoped'],
    ['const where: any = { title: id }; if (isAdmin) where.priority = 1; where.organization = org; return em.find(Task, where)', 'scoped'],
    ['const where: any = {}; if (!isAdmin) where.organization = org; return em.find(Task, where)', 'dynamic'],
    ['return em.find(Task, { organization: org, ...(isAdmin ? { title: id } : {}) })', 'scoped'],
    ['return em.find(Task, { ...(isAdmin ? {} : { organization: org }) })', 'dynamic'],
    ['return em.find(Task, isAdmin ? {} : { organization: org })', 'dynamic'],
    ['return em.find(Task, isAdmin ? { organization: org, title: id } : { organization: org })', 'scoped'],
    ['const and: any[] = [{ organization: org }]; if (isAdmin) and.push({ title: id }); return em.find(Task, { $and: and })', 'scoped'],
    ['return em.find(Task, { title: id, ...filters })', 'dynamic'],
    ['return em.find(Task, { ...filters, organization: org })', 'scoped'],
    ['return em.find(Task, { organization: org, ...filters })', 'dynamic'],
    ['return em.find(Task, filters)', 'dynamic'],
    ['return em.find(Task, { $and: [filters, { organization: org }] })', 'scoped'],
    ['return em.find(Task, { $or: [filters, { organization: org }] })', 'dynamic'],
    ['return em.find(Task, own(org))', 'scoped', 'const own = (org: string) => ({ organization: org })'],
    ['return em.find(Task, { organization: ref(Organization, org) })', 'scoped'],
    ['return em.find(Task, { [`organization`]: org })', 'scoped'],
    ['return em.find(all.Task, { organization: org })', 'scoped'],
    ['return em.find(Task, { organization: { id: { $in: [org] } } })', 'scoped'],
    ['return em.find(Task, { organization: isAdmin ? [org, id] : org })', 'scoped'],
    ['return em.find(Task, { organization: isAdmin ? { $ne: org } : org })', 'dynamic'],
    ['return em.find(Task, { organization: filters })', 'scoped'],
    [
      'const own = em.qb(Project).select("id").where({ organization: org }); return em.find(Task, { project: { $in: own.getKnexQuery() } })',
      'by-parent',
    ],
    [
      'const all = em.qb(Project, "p").select(["p.id"]).where({ name: id }); return em.find(Task, { project: { $in: all.getKnexQuery() } })',
      'unscoped',
    ],
    [
      'const all = em.qb(Project).select("id").where({ name: id }); return em.find(Task, { organization: org, project: { $in: all } })',
      'scoped',
    ],
    [
      'const own = em.qb(Project, "p").select("p.id").where({ organization: org }); return em.qb(Task).where({ project: { $in: own.getKnexQuery() } }).getResult()',
      'by-parent',
    ],
    [
      'const own = em.qb(Project).select("organization").where({ name: org }); return em.find(Task, { organization: { $nin: own.getKnexQuery() } })',
      'vacuous',
    ],
    ['return em.findOne(Task, id)', 'by-key'],
    ['return em.findOne(Task, filters.id)', 'by-key'],
    ['return em.findOne(Task, filters.where)', 'dynamic'],
    ['return em.find(Task, { organization: org ?? undefined })', 'scoped'],
    ['return em.find(Task, { organization: new RegExp(org) })', 'vacuous'],
  ])('%s: %s', (text, verdict, before = '') => {
    expect(inCall(text, before)).toEqual([`read tasks: ${verdict}`])
  })

  it.each([
    ['const q = em.qb(Task); q.where({ organization: org }); return q.getResult()', 'scoped'],
    ['const q = em.qb(Task).where({ organization: org }); if (isAdmin) q.andWhere({ title: id }); return await q.getResult()', 'scoped'],
    ['const q = em.qb(Task).where({ title: id }); if (!isAdmin) q.andWhere({ organization: org }); return await q', 'dynamic'],
    ['const q = em.qb(Task).where({ organization: org }); if (isAdmin) q.orWhere({ title: id }); return await q.getResult()', 'dynamic'],
    ['let q = em.qb(Task); q = q.where({ organization: org }); return q.getResultList()', 'scoped'],
    ['const q = em.qb(Task).where({ organization: org }); if (id) q.where({ title: id }); return await q', 'unscoped'],
    ['const q = em.qb(Task).where({ organization: org }); if (isAdmin) q.where({ title: id }); return await q', 'dynamic'],
    ["const q = em.qb(Task).where({ organization: org }); if (id) q.where({ title: id }, '$and'); return await q", 'scoped'],
    ['return em.qb(Task).where({ organization: org }).where(filters).getResult()', 'dynamic'],
    ['return em.qb(Task).where({ organization: org }).andWhere(filters).getResult()', 'scoped'],
    ["return em.qb(Task, 't').where('t.organization_id = :org', { org }).getResult()", 'scoped'],
    ["return em.qb(Task, 't').where(`t.organization_id = ${org}`).getResult()", 'scoped'],
    ["return em.qb(Task, 't').where('t.organization_id = ? or true', [org]).getResult()", 'vacuous'],
    ["return em.qb(Task, 't').where({ organization: org }).andWhere(sql`t.title = ${id} or t.priority = 1`).getResult()", 'scoped'],
    ["return em.qb(Task, 't').leftJoin('t.project', 'p').where({ 'p.organization': org, 't.organization': org }).getResult()", 'scoped'],
  ])('%s: %s', (text, verdict) => {
    expect(inCall(text)).toEqual([`read tasks: ${verdict}`])
  })

  it.each([
    ['em.fork()', ''],
    ['orm.em', "const orm = await MikroORM.init({ entities: ['./x'] })"],
    ['orm.em.fork()', "const orm = await MikroORM.init({ entities: ['./x'] })"],
    ['RequestContext.getEntityManager()!', ''],
    ['filters.em', ''],
    ['(em as any)', ''],
  ])('who is asked: %s', (receiver, before) => {
    expect(inCall(`return ${receiver}.find(Task, { organization: org })`, before)).toEqual(['read tasks: scoped'])
    expect(inCall(`return ${receiver}.find(Task, {})`, before)).toEqual(['read tasks: unscoped'])
  })

  it.each([
    'class { constructor(private readonly em: EntityManager) {} all() { return this.em.find(Task, {}) } }',
    'class { constructor(private readonly tasks: EntityRepository<Task>) {} all() { return this.tasks.findAll() } }',
    'class { constructor(private readonly tasks: TaskRepository) {} all() { return this.tasks.findAll() } }',
    'class { private readonly tasks = this.em.getRepository(Task); constructor(private em: EntityManager) {} all() { return this.tasks.find({}) } }',
    'class { constructor(private em: EntityManager) {} private get tasks() { return this.em.getRepository(Task) } all() { return this.tasks.find({}) } }',
    'class { constructor(private em: EntityManager) {} tasks() { return this.em.getRepository(Task) } all() { return this.tasks().find({}) } }',
    'class extends Base { all() { return this.tasks.find({}) } }',
    'class { constructor(private base: Base) {} all() { return this.base.tasks.find({}) } }',
    'class { constructor(private orm: MikroORM) {} private get em() { return this.orm.em.fork() } all() { return this.em.find("Task", {}) } }',
    'class extends EntityRepository<Task> { all() { return this.find({}) } }',
    'class extends BaseRepository<Task> { all() { return this.findAll() } }',
    'class extends EntityRepository<Task> { all() { return this.em.find(Task, {}) } }',
    "class extends EntityRepository<Task> { all() { return this.getEntityManager().find('Task', {}) } }",
    "class extends EntityRepository<Task> { all() { return this.qb('t').getResult() } }",
    'async (em: EntityManager) => { const tasks = em.getRepository(Task); return tasks.find({}) }',
    'async (em: EntityManager) => em.transactional(async (tx) => tx.find("Task", {}))',
    'async ({ em }: { em: EntityManager }) => em.find("Task", {})',
    'async (ctx: { di: { tasks: EntityRepository<Task> } }) => ctx.di.tasks.find({})',
  ])('who is asked: %s', (body) => {
    const before = `
class Base { constructor(private em: EntityManager) {} protected get tasks() { return this.em.getRepository(Task) } }
class BaseRepository<T extends object> extends EntityRepository<T> {}
class TaskRepository extends BaseRepository<Task> {}`
    expect(accessesOf(body, before).filter((access) => !access.startsWith('read projects'))).toEqual(['read tasks: unscoped'])
  })

  it.each([
    'return [Task].find(() => true)',
    "return filters.find('Task', {})",
    'return new Map().get(Task)',
    'return filters.find({ organization: org })',
    'return em.find(filters, {})',
    'return em.getReference(Task, id)',
    'return em.flush()',
    'return new Store().find(Task, {})',
    'return Array.from([Task]).count',
    'return em.persist(filters)',
    'class Loop { get tasks() { return this.tasks } all() { return this.tasks.find({}) } } return Loop',
  ])('no query: %s', (text) => {
    expect(inCall(text, 'class Store { find(entity: unknown, where: unknown) { return [entity, where] } }')).toEqual([])
  })

  it('a filter that is on by itself is trusted, unless it is off or its function cannot be seen', () => {
    const invoices = (options: string): readonly string[] => inCall(`return em.find(Invoice, { number: id }${options})`)
    expect(invoices('')).toEqual(['read invoice: scoped'])
    expect(invoices(', { filters: false }')).toEqual(['read invoice: unscoped'])
    expect(invoices(', { filters: { tenant: false } }')).toEqual(['read invoice: unscoped'])
    expect(invoices(', { filters }')).toEqual(['read invoice: dynamic'])
    expect(invoices(', { filters: { tenant: !isAdmin } }')).toEqual(['read invoice: dynamic'])
    expect(invoices(', isAdmin ? { filters: false } : {}')).toEqual(['read invoice: dynamic'])
  })

  it('filters of the configuration', () => {
    const config = (filter: string): string => `
import { defineConfig } from '@mikro-orm/postgresql'
export default defineConfig({ filters: { tenant: ${filter} } })`
    const body = 'async (em: EntityManager) => em.find(Task, {}, { filters: { live: false } })'
    expect(accessesOf(body, '', config('{ cond: (args) => ({ organization: args.id }) }'))).toContain('read tasks: scoped')
    expect(accessesOf(body, '', config("{ cond: (args) => ({ organization: args.id }), entity: ['Task'] }"))).toEqual([
      'read tasks: scoped',
    ])
    expect(accessesOf(body, '', config("{ cond: (args) => ({ organization: args.id }), entity: ['Invoice'] }"))).toEqual([
      'read tasks: unscoped',
    ])
    expect(accessesOf(body, '', config("{ cond: (args) => ({ organization: args.id }), entity: 'Task', default: false }"))).toEqual([
      'read tasks: unscoped',
    ])
    expect(accessesOf(body, '', config("{ cond: conditionOf, entity: 'Task' }"))).toEqual(['read tasks: dynamic'])
  })

  it.each([
    ["innerJoinAndSelect('p.tasks', 't').where({ 't.organization': org }).getResult()", 'scoped'],
    ["innerJoinAndSelect('p.tasks', 't').where({ 't.organization': org }).limit(5).getResult()", 'by-parent'],
    ["innerJoinAndSelect('p.tasks', 't').where({ 't.organization': org }).offset(5).getResult()", 'by-parent'],
    ["innerJoinAndSelect('p.tasks', 't').where({ 't.organization': org }).getSingleResult()", 'by-parent'],
    ["leftJoin('p.tasks', 't').where({ 't.organization': org }).orderBy({ 't.title': 'asc' }).limit(5).getResult()", 'by-parent'],
    ["innerJoinAndSelect('p.tasks', 't', { organization: org }).where({ organization: org }).limit(5).getResult()", 'scoped'],
    ["innerJoin('p.tasks', 't').where({ 't.organization': org }).limit(5).getResult()", 'scoped'],
  ])('the rows of a page are chosen before others come along: %s', (steps, verdict) => {
    expect(inCall(`return em.qb(Project, 'p').${steps}`)).toEqual([`read tasks: ${verdict}`])
  })

  it('what is undefined is NULL, unless the configuration drops it', () => {
    const config = `import { defineConfig } from '@mikro-orm/postgresql'
export default defineConfig({ dbName: 'x', ignoreUndefinedInQuery: true })`
    const body = (value: string): string =>
      `async (em: EntityManager, org?: string) => em.find(Task, { organization: ${value} }, { filters: false })`
    expect(accessesOf(body('org'))).toEqual(['read tasks: scoped'])
    expect(accessesOf(body('org'), '', config)).toEqual(['read tasks: may-vanish'])
    expect(accessesOf(body('undefined'), '', config)).toEqual(['read tasks: unscoped'])
  })

  it('what is made gets more of its own code', () => {
    const create = (data: string): readonly string[] => inCall(`em.create(Task, ${data}); await em.flush()`)
    expect(create('{ organization: org, title: id }')).toEqual(['insert tasks: scoped'])
    expect(create('{ title: id }')).toEqual(['insert tasks: unscoped'])
    expect(create('filters')).toEqual(['insert tasks: dynamic'])
    expect(create('{ title: id, ...filters }')).toEqual(['insert tasks: dynamic'])
    const note = `
import { BeforeCreate, Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'tasks' }) class Hooked { @PrimaryKey() id!: string; @ManyToOne(() => Organization) organization!: Organization; @BeforeCreate() set() {} }
@Entity({ tableName: 'tasks' }) class Begun { @PrimaryKey() id!: string; @ManyToOne({ entity: () => Organization, onCreate: () => current() }) organization!: Organization }`
    expect(inCall('em.create(Hooked, { id })', note)).toEqual(['insert tasks: dynamic'])
    expect(inCall('em.create(Begun, { id })', note)).toEqual(['insert tasks: scoped'])
  })

  it.each([
    ['const task = new Task(); task.title = id; await em.persistAndFlush(task)', 'unscoped'],
    ['const task = new Task(); task.title = id; em.persist(task); await em.flush()', 'unscoped'],
    ['const task = new Task(); task.title = id; await em.persist(task).flush(); return filters(task)', 'unscoped'],
    ['const task = new Task(); task.title = id; em.persist([task]); await em.flush(); return filters(task)', 'unscoped'],
    ['em.persist(new Task()); await em.flush()', 'unscoped'],
    ['const task = new Task(); task.organization = filters; await em.persistAndFlush(task)', 'scoped'],
    ['const task = new Task(); em.persist(task); task.organization = filters; await em.flush()', 'scoped'],
    ['const task = new Task(); em.persist(task); filters(task); await em.flush()', 'dynamic'],
    ['const task = new Task(); if (isAdmin) task.organization = filters; await em.persistAndFlush(task)', 'dynamic'],
    ['const task = new Task(); em.assign(task, filters); await em.persistAndFlush(task)', 'dynamic'],
    ['const task = new Task(); wrap(task).assign(filters); await em.persistAndFlush(task)', 'dynamic'],
    ['const task = Object.assign(new Task(), { title: id }); await em.persistAndFlush(task)', 'unscoped'],
    ['const task = Object.assign(new Task(), { organization: org }); await em.persistAndFlush(task)', 'scoped'],
    ['const task = new Task(); task.own(org); em.persist(task); await em.flush()', 'dynamic'],
    ['const task = new Task(); task.named(id).own(org); em.persist(task); await em.flush()', 'dynamic'],
    ['const task = new Task(); em.persist(task); task.own(org); await em.flush()', 'dynamic'],
    ['const task = new Task(); task.tenant = filters; em.persist(task); await em.flush()', 'dynamic'],
    ['const task = new Task(); const same = task; same.organization = filters; em.persist(task); await em.flush()', 'dynamic'],
    ['const task = new Task(); filters.fill({ task }); em.persist(task); await em.flush()', 'dynamic'],
    ['const task = new Task(); em.persist(task); [task].forEach((one) => { one.organization = filters }); await em.flush()', 'dynamic'],
    ['const task = new Task(); em.persist(task); const all = [task]; filters(all); await em.flush()', 'dynamic'],
    [
      'const all = [id].map((title) => { const task = new Task(); task.title = title; em.persist(task); return task }); for (const task of all) task.organization = filters; await em.flush()',
      'dynamic',
    ],
    ['const all = [new Task(), new Task()]; all.forEach((task) => task.own(org)); em.persist(all); await em.flush()', 'dynamic'],
    [
      'const task = new Task(); task.title = id; console.log(`${task.title}`); if (!task.title) return; em.persist(task); await em.flush()',
      'unscoped',
    ],
    ['const task = em.create(Task, { title: id }); task.organization = filters; await em.flush()', 'scoped'],
    ['const task = em.create(Task, { title: id }); em.assign(task, filters); await em.flush()', 'dynamic'],
    ['const task = em.create(Task, { title: id }); task.doneAt = new Date(); await em.persistAndFlush(task)', 'unscoped'],
    ['const task = em.create(Task, { title: id }); await em.flush(); filters(task)', 'unscoped'],
    [
      'const task = own(org); await em.persistAndFlush(task)',
      'scoped',
      'const own = (org: any) => { const task = new Task(); task.organization = org; return task }',
    ],
    [
      'const task = own(org); await em.persistAndFlush(task)',
      'unscoped',
      'const own = (name: any) => { const task = new Task(); task.title = name; return task }',
    ],
    [
      'const task = own(org); await em.persistAndFlush(task)',
      'dynamic',
      'const own = (org: any) => { const task = new Task(); task.own(org); return task }',
    ],
    [
      'const task = own(id); task.own(org); await em.persistAndFlush(task)',
      'dynamic',
      'const own = (name: any) => { const task = new Task(); task.title = name; return task }',
    ],
  ])('a row that is made before it is written: %s', (text, verdict, before = '') => {
    expect(inCall(text, before)).toEqual([`insert tasks: ${verdict}`])
  })

  it.each([
    'em.persist(filters.task); await em.flush()',
    'const task = new Task(); filters.push(task)',
    'const task = new Task(); new Store().persist(task)',
    'const task = await em.findOneOrFail(Project, { organization: org }); em.persist(task)',
  ])('no row that is made: %s', (text) => {
    expect(inCall(text, 'class Store { persist(row: unknown) { return row } }')).toEqual([])
  })

  it('rows that come along in queries of their own', () => {
    const populated = "em.find(Task, { organization: org }, { populate: ['tags', 'project.tasks'], strategy: 'select-in', filters: false })"
    expect(accessesOf(`async (em: EntityManager, org: string) => ${populated}`)).toEqual([
      'read projects: by-parent',
      'read tag: global',
      'read tasks: by-parent',
      'read tasks: scoped',
      'read tasks_tags: global',
    ])
  })

  it('rows that were loaded', () => {
    const load = 'const task = await em.findOneOrFail(Task, { id, organization: org }, { filters: false });'
    expect(inCall(`${load} return em.count(Invoice, { organization: task.organization.id }, { filters: false })`)).toEqual([
      'read invoice: scoped',
      'read tasks: scoped',
    ])
    expect(inCall(`${load} return em.nativeDelete(Task, { id: task.id })`)).toEqual(['delete tasks: by-row', 'read tasks: scoped'])
    expect(inCall(`${load} return em.nativeUpdate(Task, task.id, { title: id })`)).toEqual(['read tasks: scoped', 'update tasks: by-row'])
    expect(inCall(`${load} return em.nativeDelete(Task, { id })`)).toEqual(['delete tasks: by-row', 'read tasks: scoped'])
    const list = 'const tasks = await em.find(Task, { id, organization: org }, { filters: false }); if (!tasks) return;'
    expect(inCall(`${list} return em.nativeDelete(Task, { id })`)).toEqual(['delete tasks: by-key', 'read tasks: scoped'])
    expect(inCall(`${load} task.title = id; return em.nativeDelete(Task, { id: task.id })`)).toContain('delete tasks: by-row')
    expect(inCall(`${load} task.id = org; return em.nativeDelete(Task, { id: task.id })`)).toContain('delete tasks: by-key')
    expect(inCall(`${load} task.doneAt = new Date(); em.remove(task); await em.flush()`)).toContain('delete tasks: by-row')
    expect(inCall('const task = await em.findOneOrFail(Task, id); await em.removeAndFlush(task)')).toContain('delete tasks: dynamic')
    expect(inCall('em.remove(em.getReference(Task, id))')).toEqual(['delete tasks: by-key'])
    expect(inCall(`${load} filters.tasks.remove(task)`)).toEqual(['read tasks: scoped'])
    expect(inCall('em.remove(filters)')).toEqual([])
    const many = 'const projects = await em.find(Project, { organization: org }, { filters: false });'
    expect(inCall(`${many} await em.populate(projects, ['tasks'])`)).toEqual(['read tasks: by-row'])
    expect(inCall(`${many} await em.populate(projects, ['tasks'], { where: { tasks: { organization: org } } })`)).toEqual([
      'read tasks: scoped',
    ])
  })

  it.each([
    ['const n = await em.nativeUpdate(Task, { id, organization: org }, { title: id }); if (n === 0) throw new Error()', 'by-row'],
    ['if (!(await em.nativeUpdate(Task, { id, organization: org }, { title: id }))) throw new Error()', 'by-row'],
    ['const n = await em.getRepository(Task).nativeUpdate({ id, organization: org }, { title: id }); if (n < 1) return', 'by-row'],
    ['await em.nativeUpdate(Task, { id, organization: org }, { title: id })', 'by-key'],
    ['const n = await em.nativeUpdate(Task, { id, organization: org }, { title: id }); if (n > 0) throw new Error()', 'by-key'],
    ['const n = await em.nativeUpdate(Task, { id }, { title: id }); if (n === 0) throw new Error()', 'by-key'],
  ])('the number of rows that were changed tells that there was one: %s', (change, verdict) => {
    expect(inCall(`${change}; return em.nativeDelete(Task, { id })`)[0]).toBe(`delete tasks: ${verdict}`)
  })

  it.each([
    ['em.nativeDelete(Task, { id: { $in: project.tasks.getItems().map((task) => task.id) } })', 'by-row'],
    ['em.nativeDelete(Task, { id: project.tasks.getItems().map((task) => task.id) })', 'by-row'],
    ['const ids = project.tasks.getItems().map((task) => task.id); return em.nativeDelete(Task, { id: ids })', 'by-row'],
    ['project.tasks.getItems().forEach((task) => em.nativeDelete(Task, { id: task.id }))', 'by-row'],
    ['for (const task of project.tasks.getItems()) await em.nativeDelete(Task, { id: task.id })', 'by-row'],
    ['for (const task of project.tasks) await em.nativeDelete(Task, { id: task.id })', 'by-row'],
    ['em.nativeDelete(Task, { id: { $in: project.tasks.getIdentifiers() } })', 'by-row'],
    ['for (const task of project.tasks.$) await em.nativeDelete(Task, { id: task.id })', 'by-row'],
    ['for (const task of await project.tasks.load()) await em.nativeDelete(Task, { id: task.id })', 'by-row'],
    ["const ids = project.tasks.getIdentifiers('id'); return em.nativeDelete(Task, { id: ids })", 'by-row'],
    ["em.nativeDelete(Task, { id: project.tasks.getIdentifiers('title') })", 'by-key'],
    ['em.nativeDelete(Task, { id: filters.getIdentifiers() })', 'by-key'],
    ['em.nativeDelete(Task, { id: filters.getItems().map((task) => task.id) })', 'by-key'],
  ])('what a collection of a row has leads on: %s', (change, verdict) => {
    const load = "const project = await em.findOneOrFail(Project, { id, organization: org }, { populate: ['tasks'], filters: false })"
    expect(inCall(`${load}; ${change}`).filter((one) => one.startsWith('delete'))).toEqual([`delete tasks: ${verdict}`])
    const other = "const project = await em.findOneOrFail(Project, id, { populate: ['tasks'], filters: false })"
    expect(inCall(`${other}; ${change}`).filter((one) => one.startsWith('delete'))).not.toEqual(['delete tasks: by-row'])
  })

  it.each(['unwrap()', 'getEntity()', '$', 'loadOrFail()', 'load()'])('what a reference of a row holds leads on: %s', (held) => {
    const load = 'const task = await em.findOneOrFail(Task, { id, organization: org }, { filters: false })'
    const tasks = (key: string): string => `${load}; return em.count(Task, { project: ${key} }, { filters: false })`
    expect(inCall(tasks(`(await task.project.${held}).id`))).toEqual(['read tasks: by-row', 'read tasks: scoped'])
    expect(inCall(tasks(`await task.project.${held}`))).toEqual(['read tasks: by-row', 'read tasks: scoped'])
    expect(inCall(tasks(`(await filters.project.${held}).id`))).toEqual(['read tasks: by-reference', 'read tasks: scoped'])
  })

  it.each([
    ['ids: string[]', 'ids'],
    ['ids: readonly string[]', 'ids'],
    ['ids: Array<string>', 'ids'],
    ['{ ids }: { ids: string[] }', 'ids'],
    ['ids: any', '{ $in: ids }'],
  ])('a list is what a key is among: %s, %s', (parameter, list) => {
    const checked = `const found = await em.find(Task, { id: ${list}, organization: org }, { filters: false }); if (found.length !== ids.length) throw new Error()`
    const text = `async (em: EntityManager, org: string, ${parameter}) => { ${checked}; await em.nativeDelete(Task, { id: ${list} }) }`
    expect(accessesOf(text)[0]).toBe('delete tasks: by-row')
  })
})
