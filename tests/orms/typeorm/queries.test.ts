import { parseForESLint } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import { documentOf } from '../../../src/document/document-of.ts'
import type { Document } from '../../../src/document/document.ts'
import { entityStatements } from '../../../src/orms/typeorm/schema.ts'
import { Judge } from '../../../src/proofs/tenant/judge.ts'
import { readingsOf } from '../../../src/document/readings.ts'
import { judgeReadings } from '../../../src/proofs/tenant/readings.ts'
import { accessesOf } from '../../../src/rule/accesses.ts'
import { defaultSettings } from '../../../src/settings/settings.ts'
import { virtualModules } from '../../support/virtual-modules.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'
import { callFiles } from './calls/files.ts'

const entities = ['entities.ts']
const { state } = foldOf(entityStatements(textsOf(callFiles, entities), virtualWorld(callFiles, { typeorm: 0 })))
const catalog = readState(state, [])

interface Project {
  readonly major?: number | undefined
  readonly files?: Readonly<Record<string, string>>
  readonly schema?: readonly string[]
}

function documentIn(text: string, { major = 0, files = {}, schema = entities }: Project = {}): Document {
  const all = { 'entities.ts': callFiles['entities.ts'], ...files, 'app.ts': text }
  const { ast } = parseForESLint(text, { range: true, filePath: 'app.ts', sourceType: 'module' })
  const around = {
    major: (packages: readonly string[]) => (packages.includes('typeorm') && major >= 0 ? major : undefined),
    has: (packages: readonly string[]) => packages.includes('typeorm') && major >= 0,
    schemaFiles: (reader: string) => (reader === 'typeorm' ? textsOf(all, schema) : []),
    catalog: () => undefined,
    programsWith: () => [],
    programIn: () => undefined,
    nearest: () => undefined,
  }
  return documentOf({ text, ast }, defaultSettings, { file: 'app.ts', modules: virtualModules(all), around })
}

/** What is found of a program, access by access. */
function readOf(text: string, project: Project = {}): string[] {
  return accessesOf(documentIn(text, project), () => catalog, defaultSettings)
    .flat()
    .map(({ does, table, verdict, reason }) => `${does} ${table}: ${verdict}${verdict === 'dynamic' ? ` (${reason})` : ''}`)
}

/** What each row that a program adds is. */
function addedBy(text: string): string[] {
  const judge = new Judge(catalog, defaultSettings)
  return documentIn(text).statements.flatMap((statement) =>
    judgeReadings(readingsOf(statement), (query) => judge.inserts(query)).map(({ verdict }) => verdict),
  )
}

const head = `
import { Brackets, DataSource, EntityManager, FindOptionsWhere, In, Not, QueryRunner, Repository, SelectQueryBuilder } from 'typeorm'
import { InjectRepository } from '@nestjs/typeorm'
import { Customer, Label, Member, Order, OrderLine } from './entities'
`

/** A method of a service that has a repository. */
const inService = (method: string): string => `${head}
class Service {
  constructor(
    @InjectRepository(Order) private readonly orders: Repository<Order>,
    @InjectRepository(OrderLine) private readonly lines: Repository<OrderLine>,
    private readonly source: DataSource,
  ) {}
  ${method}
}`

describe('what the methods are called on', () => {
  it.each([
    ['a repository that is injected', inService('all(org: string) { return this.orders.findBy({ organizationId: org }) }')],
    [
      'one that is taken out of the service',
      inService('all(org: string) { const { orders } = this; return orders.findBy({ organizationId: org }) }'),
    ],
    ['one of a data source', inService('all(org: string) { return this.source.getRepository(Order).findBy({ organizationId: org }) }')],
    [
      'one that a class makes itself',
      `${head} class S { private orders = this.source.getRepository(Order)
      constructor(private source: DataSource) {} all(org: string) { return this.orders.findBy({ organizationId: org }) } }`,
    ],
    [
      'one that a getter gives',
      inService(
        'get rows() { return this.source.getRepository(Order) } all(org: string) { return this.rows.findBy({ organizationId: org }) }',
      ),
    ],
    [
      'one of the manager that a getter gives',
      inService('get all() { return this.source.manager } list(org: string) { return this.all.findBy(Order, { organizationId: org }) }'),
    ],
    [
      'one that a constructor sets',
      `${head} class S { orders; constructor(source: DataSource) { this.orders = source.getRepository(Order) }
      all(org: string) { return this.orders.findBy({ organizationId: org }) } }`,
    ],
    [
      'one of a class that is extended',
      `${head} abstract class Base<T> { constructor(protected readonly rows: Repository<T>) {} }
      class S extends Base<Order> { all(org: string) { return this.rows.findBy({ organizationId: org }) } }`,
    ],
    [
      'a repository of its own class',
      `${head} class Orders extends Repository<Order> {}
      class S { constructor(private orders: Orders) {} all(org: string) { return this.orders.findBy({ organizationId: org }) } }`,
    ],
    [
      'this of such a class',
      `${head} class Orders extends Repository<Order> { all(org: string) { return this.findBy({ organizationId: org }) } }`,
    ],
    [
      'this of what a repository is extended by',
      `${head} export const make = (source: DataSource) => source.getRepository(Order).extend({
      all(org: string) { return this.findBy({ organizationId: org }) } })`,
    ],
    ['a class itself', `${head} export const all = (org: string) => Order.findBy({ organizationId: org })`],
    ['a manager', `${head} export const all = (manager: EntityManager, org: string) => manager.findBy(Order, { organizationId: org })`],
    ['a manager that nobody types', `${head} export const all = (em, org) => em.findBy(Order, { organizationId: org })`],
    [
      'the manager of a runner',
      `${head} export const all = ({ manager }: QueryRunner, org: string) => manager.findBy(Order, { organizationId: org })`,
    ],
    [
      'what a transaction gives',
      inService(
        'all(org: string) { return this.source.transaction(async (tx) => tx.getRepository(Order).findBy({ organizationId: org })) }',
      ),
    ],
    [
      'one of two kinds, where a test says which',
      `import { EntityManager as Mikro } from '@mikro-orm/core'
${head} export const all = (em: Mikro | EntityManager, org: string) => em instanceof EntityManager && em.findBy(Order, { organizationId: org })`,
    ],
    [
      'an entity through a barrel',
      `${head.replace("'./entities'", "'./all'")} export const all = (m: EntityManager, org: string) => m.findBy(Order, { organizationId: org })`,
    ],
  ])('%s', (_, program) => {
    expect(readOf(program, { files: { 'all.ts': "export * from './entities'" } })).toEqual(['read orders: scoped'])
  })

  it.each([
    'if (made.has(entity)) return made.get(entity) as Repository<T>; const one = source.getRepository(entity); made.set(entity, one); return one',
    'const known = made.get(entity) as Repository<T> | undefined; if (known) return known; return source.getRepository(entity)',
    'return (made.get(entity) as Repository<T>) ?? source.getRepository(entity)',
  ])('a factory that keeps what it made: %s', (body) => {
    const factory = `
import { DataSource, EntityManager, EntityTarget, Repository } from 'typeorm'
const made = new Map<unknown, unknown>()
declare const source: DataSource
export function repositoryOf<T>(entity: EntityTarget<T>) {
  return (em?: EntityManager): Repository<T> => { if (em) return em.getRepository(entity); ${body} }
}`
    const program = (given: string): string => `${head}import { repositoryOf } from './factory'
const orders = repositoryOf(Order)
export const all = (org: string, em: EntityManager) => orders(${given}).findBy({ organizationId: org })`
    for (const given of ['', 'em', 'undefined'])
      expect(readOf(program(given), { files: { 'factory.ts': factory } })).toEqual(['read orders: scoped'])
  })

  it('entities of the program itself are known, though no schema was found', () => {
    const own = `import { Column, Entity, PrimaryColumn, Repository } from 'typeorm'
@Entity('orders') class Mine { @PrimaryColumn() id: string; @Column() organizationId: string }
export const all = (mine: Repository<Mine>, org: string) => mine.findBy({ organizationId: org })`
    expect(readOf(own, { schema: [] })).toEqual(['read orders: scoped'])
  })

  it.each([
    'export const one = (orders: Order[]) => orders.find(({ id }) => id)',
    'export const one = (map: Map<string, Order>) => map.delete("a")',
    'export const one = (http: HttpClient) => http.delete("/orders")',
    'export const one = Array.from([Order])',
    'const orders = { find: (where) => where }; export const one = orders.find({ where: {} })',
    'class Other { find(entity, options) {} } export const one = (other: Other) => other.find(Order, {})',
    'export const one = (cache: Cache<Order>) => cache.clear()',
    'export const one = (repository: OtherRepository<Order>) => repository.find()',
    'export const one = (manager: EntityManager, some) => manager.find(some, {})',
    'export const one = new Set([Order]).delete(Order)',
    `import { EntityManager as Mikro } from '@mikro-orm/core'
export const one = (em: EntityManager | Mikro, org: string) => { if (em instanceof Mikro) return em.count(Order, { organizationId: org }) }`,
  ])('nothing is read of %s', (program) => {
    expect(readOf(`${head}${program}`)).toEqual([])
  })

  it('nothing is read where TypeORM is not in use', () => {
    expect(readOf(inService('all() { return this.orders.find() }'), { major: -1 })).toEqual([])
  })
})

describe('conditions that a program puts together', () => {
  it.each([
    ['an object that is held', 'all(org: string) { const where = { organizationId: org }; return this.orders.find({ where }) }', 'scoped'],
    [
      'one that is added to',
      'all(org: string, s?: string) { const where: FindOptionsWhere<Order> = { organizationId: org }; if (s) where.status = s; return this.orders.find({ where }) }',
      'scoped',
    ],
    [
      'a list that is filled',
      'all(org: string) { const where = []; where.push({ organizationId: org }); return this.orders.find({ where }) }',
      'scoped',
    ],
    [
      'a method of the service',
      'mine(org: string) { return { organizationId: org } } all(org: string) { return this.orders.find({ where: this.mine(org) }) }',
      'scoped',
    ],
    ['options before', 'all(options, org: string) { return this.orders.find({ ...options, where: { organizationId: org } }) }', 'scoped'],
    ['conditions before', 'all(where, org: string) { return this.orders.find({ where: { ...where, organizationId: org } }) }', 'scoped'],
    [
      'a builder in a variable',
      "all(org: string) { const q = this.orders.createQueryBuilder('o'); q.where('o.organizationId = :org', { org }); return q.getMany() }",
      'scoped',
    ],
    [
      'one that is set again',
      "all(org: string, s) { let q = this.orders.createQueryBuilder('o').where('o.organizationId = :org', { org }); if (s) q = q.andWhere('o.status = :s', { s }); return q.getMany() }",
      'scoped',
    ],
    [
      'one that a method begins',
      "mine(org: string) { return this.orders.createQueryBuilder('o').where('o.organizationId = :org', { org }) } all(org: string) { return this.mine(org).andWhere('o.number = 1').getMany() }",
      'scoped',
    ],
    [
      'one that a method is given',
      "hold(q: SelectQueryBuilder<Order>, org: string) { q.andWhere(`${q.alias}.organizationId = :org`, { org }) } async all(org: string) { const q = this.orders.createQueryBuilder('o'); await this.hold(q, org); return q.getMany() }",
      'scoped',
    ],
    [
      'one that a method gives back besides',
      "hold(q: SelectQueryBuilder<Order>, org: string) { return q.andWhere(`${q.alias}.organizationId = :org`, { org }) } all(org: string) { const q = this.orders.createQueryBuilder('o'); this.hold(q, org); return q.getMany() }",
      'scoped',
    ],
    [
      'one that a method refuses to go on with',
      "hold(q: SelectQueryBuilder<Order>, org?: string) { if (!org) throw new Error(); return q.andWhere('o.organizationId = :org', { org }) } all(org?: string) { const q = this.orders.createQueryBuilder('o'); this.hold(q, org); return q.getMany() }",
      'scoped',
    ],
    [
      'one that a method sorts and gives back',
      "sort(q: SelectQueryBuilder<Order>) { return q.orderBy('o.id') } all() { const q = this.orders.createQueryBuilder('o'); this.sort(q); return q.getMany() }",
      'unscoped',
    ],
    [
      'one that is asked for its text',
      "all(org: string) { const q = this.orders.createQueryBuilder('o').where('o.organizationId = :org', { org }); console.log(`sends ${q.getSql()}`); return q.getMany() }",
      'scoped',
    ],
    [
      'a function in where',
      "hold(q: SelectQueryBuilder<Order>, org: string) { q.andWhere('o.organizationId = :org', { org }) } all(org: string) { return this.orders.createQueryBuilder('o').where((q) => { this.hold(q, org) }).getMany() }",
      'scoped',
    ],
    [
      'where that takes back what was there',
      "all(org: string) { return this.orders.createQueryBuilder('o').where('o.organizationId = :org', { org }).where('o.status = 1').getMany() }",
      'unscoped',
    ],
    [
      'a text with or',
      "all(org: string) { return this.orders.createQueryBuilder('o').where('o.organizationId = :org', { org }).andWhere('o.status = 1 or o.status = 2').getMany() }",
      'vacuous',
    ],
  ])('%s', (_, method, verdict) => {
    expect(readOf(inService(method))).toEqual([`read orders: ${verdict}`])
  })

  it.each([
    ['const q = rows; return paged(q, 1)', 'unscoped'],
    ['const q = rows; q.where("o.status = 1"); return paged(q, 1)', 'unscoped'],
    ['return paged(rows, 1)', 'unscoped'],
    ['return paged(rows.where("o.organizationId = :org", { org }), 1)', 'scoped'],
    [
      'const q = rows; if (org) q.where("o.organizationId = :org", { org }); return paged(q, 1)',
      'dynamic (`org` decides whether it is held to a tenant)',
    ],
    ['const q = rows.where("o.organizationId = :org", { org }); return finish(sorted(q))', 'scoped'],
    ['const q = rows; sorted(q); return finish(q)', 'unscoped'],
    ['return finish(sorted(rows))', 'unscoped'],
    ['return held(rows, org)', 'scoped'],
    ['const q = rows.where("o.organizationId = :org", { org }); return paged(q, 1)', 'scoped'],
    ['const q = rows.where("o.status = :org", { org }); return paged(q, 1)', 'unscoped'],
    ['return unknown(rows)', undefined],
    ['const q = rows; sorted(q)', undefined],
  ])('one that is sent by who is given it: %s', (body, verdict) => {
    const functions = `
async function paged<T>(q: SelectQueryBuilder<T>, page: number) { const [items, total] = await q.skip(page).take(10).getManyAndCount(); return { items, total } }
const finish = async (q: SelectQueryBuilder<Order>) => { const rows = await q.limit(9).getMany(); return rows.map((row) => row.id) }
const sorted = (q: SelectQueryBuilder<Order>) => q.orderBy('o.id')
const held = async (q: SelectQueryBuilder<Order>, org: string) => { const own = q.andWhere('o.organizationId = :org', { org }); return finish(own) }`
    const text = body.replace('rows', "this.orders.createQueryBuilder('o')")
    expect(readOf(`${inService(`all(org: string) { ${text} }`)}${functions}`)).toEqual(
      verdict === undefined ? [] : [`read orders: ${verdict}`],
    )
  })

  it.each([
    ['return paginate(all(this.orders), 1)', 'unscoped'],
    ['return paginate(this.every(), 1)', 'unscoped'],
    ['return paginate(own(this.orders, org), 1)', 'scoped'],
    ['const q = all(this.orders); return paginate(q, 1)', 'unscoped'],
    ['const q = own(this.orders, org); return paginate(q, 1)', 'scoped'],
    ['const q = all(this.orders); q.where("o.organizationId = :org", { org }); return paginate(q, 1)', 'scoped'],
    ['return paginate(all(this.orders).where("o.organizationId = :org", { org }), 1)', 'scoped'],
    ['return paginateOwn(all(this.orders), org)', 'scoped'],
    ['const q = all(this.orders); return paginateOwn(q, org)', 'scoped'],
    ['return paginateUnseen(all(this.orders))', undefined],
    ['return paginateSorted(all(this.orders))', 'unscoped'],
    ['return paginateSorted(own(this.orders, org))', 'scoped'],
    ['return new Pages(10).paginate(all(this.orders))', 'unscoped'],
    ['const pages = new Pages(10); const q = own(this.orders, org); return pages.paginate(q)', 'scoped'],
    ['return new Pages(10).paginateOwn(all(this.orders), org)', 'scoped'],
    ['return new Pages(10).text(all(this.orders))', undefined],
  ])('one that a function makes for another one: %s', (body, verdict) => {
    const functions = `
const all = (orders: Repository<Order>) => orders.createQueryBuilder('o')
function own(orders: Repository<Order>, org: string) { return orders.createQueryBuilder('o').where('o.organizationId = :org', { org }) }
async function paginateSorted<T>(q: SelectQueryBuilder<T>) { return sorted(q).getMany() }
function sorted<T>(q: SelectQueryBuilder<T>) { return q.orderBy('o.id') }
class Pages<T> {
  constructor(private readonly most: number) {}
  async paginate(q: SelectQueryBuilder<T>) { const rows = await this.page(q).getMany(); return { rows, more: rows.length > this.most } }
  async paginateOwn(q: SelectQueryBuilder<T>, org: string) { return this.page(q).andWhere('o.organizationId = :org', { org }).getMany() }
  text(q: SelectQueryBuilder<T>) { return this.page(q).getQuery() }
  private page(q: SelectQueryBuilder<T>) { if (this.most > 0) q.take(this.most + 1); return q }
}
async function paginate<T>(q: SelectQueryBuilder<T>, page: number) { const [items, total] = await q.skip(page).take(10).getManyAndCount(); return { items, total } }
async function paginateOwn(q: SelectQueryBuilder<Order>, org: string) { return q.andWhere('o.organizationId = :org', { org }).getMany() }`
    const every = "every() { return this.orders.createQueryBuilder('o') }"
    expect(readOf(`${inService(`${every} all(org: string) { ${body} }`)}${functions}`)).toEqual(
      verdict === undefined ? [] : [`read orders: ${verdict}`],
    )
  })

  it('a builder is not what a subquery of it asks', () => {
    const sub = "const own = q.subQuery().select('c.id').from(Customer, 'c').where('c.name = :name', { name }).getQuery()"
    const all = (rest: string): string[] => readOf(inService(`all(org: string, name: string) { const q = this.orders.createQueryBuilder('o'); ${sub}; ${rest} }`)) // prettier-ignore
    const held = "q.where('o.organizationId = :org', { org })"
    expect(all(`return ${held}.andWhere('o.customer IN ' + own).getMany()`)).toEqual(['read customers: by-parent', 'read orders: scoped'])
    expect(all(`${held}; return q.getMany()`)).toEqual(['read orders: scoped'])
  })

  it.each([
    ['all(where: FindOptionsWhere<Order>) { return this.orders.find({ where }) }', '`where` is a parameter'],
    ['all(options: object) { return this.orders.find(options) }', '`options` is a parameter'],
    ['all(org: string, more: object) { return this.orders.find({ where: { organizationId: org, ...more } }) }', '`more` is a parameter'],
    [
      'all(org: string, text: string) { return this.orders.createQueryBuilder("o").where("o.organizationId = :org", { org }).andWhere(text).getMany() }',
      '`text` is a parameter',
    ],
    [
      'all(org: string) { const q = this.orders.createQueryBuilder("o"); hold(q, org); return q.getMany() }',
      'what `hold(q, org)` gives cannot be seen',
    ],
    [
      'all(org: string, admin: boolean) { return this.orders.find({ where: admin ? {} : { organizationId: org } }) }',
      '`admin` decides whether it is held to a tenant',
    ],
    [
      'all(org: string, admin: boolean) { const q = this.orders.createQueryBuilder("o"); if (!admin) q.where("o.organizationId = :org", { org }); return q.getMany() }',
      '`!admin` decides whether it is held to a tenant',
    ],
    [
      'hold(q: SelectQueryBuilder<Order>, org?: string) { if (!org) return; q.andWhere("o.organizationId = :org", { org }) } all(org?: string) { const q = this.orders.createQueryBuilder("o"); this.hold(q, org); return q.getMany() }',
      '`!org` decides whether it is held to a tenant',
    ],
    [
      'hold(q: SelectQueryBuilder<Order>, org?: string) { return org ? q.andWhere("o.organizationId = :org", { org }) : q } all(org?: string) { const q = this.orders.createQueryBuilder("o"); this.hold(q, org); return q.getMany() }',
      '`org` decides whether it is held to a tenant',
    ],
    [
      'all(org: string, admin: boolean) { return this.orders.createQueryBuilder("o").where(new Brackets((b) => { if (!admin) b.where("o.organizationId = :org", { org }) })).getMany() }',
      '`!admin` decides whether it is held to a tenant',
    ],
    [
      'all(orgs: string[]) { const q = this.orders.createQueryBuilder("o"); for (const org of orgs) q.orWhere("o.organizationId = :org", { org }); return q.getMany() }',
      '`orgs` decides whether it is held to a tenant',
    ],
    [
      'all(org: string, isAdmin: boolean) { const q = this.orders.createQueryBuilder("o").where("o.organizationId = :org", { org }); if (isAdmin) q.where("o.status = 1"); return q.getMany() }',
      '`isAdmin` decides whether it is held to a tenant',
    ],
  ])('what cannot be seen is not held against it: %s', (method, reason) => {
    expect(readOf(inService(method))).toEqual([`read orders: dynamic (${reason})`])
  })

  it.each([
    ['q.where("o.status = :s", { s })', 'unscoped'],
    ['q = q.where({ status: s })', 'unscoped'],
    ['q.where("o.organizationId = :org AND o.status = :s", { org, s })', 'scoped'],
    ['q.andWhere("o.status = :s", { s })', 'scoped'],
    ['q.where({})', 'unscoped'],
    ['q.where("o.id = :s", { s })', 'by-key'],
    ['q.where("o.id = :s AND o.organizationId = :org", { s, org })', 'scoped'],
  ])('a filter that another takes the place of on some ways: %s', (step, verdict) => {
    const method = `all(org: string, s?: string) { let q = this.orders.createQueryBuilder("o").where("o.organizationId = :org", { org }); if (s) ${step}; return q.getMany() }`
    const [found] = accessesOf(documentIn(inService(method)), () => catalog, defaultSettings).flat()
    expect(found?.verdict).toBe(verdict)
    if (verdict === 'unscoped') expect(found?.reason).toBe('its last `where` replaces those before it, which `s` decides')
    if (verdict === 'by-key')
      expect(found?.reason).toBe('only a key finds the row, since its last `where` replaces those before it, which `s` decides')
  })

  it.each([
    ['.andWhere("o.status = :status", query)', '`query`'],
    ['.andWhere("o.status = :status").setParameters(query)', '`query`'],
    ['.andWhere("o.status = :status", { status: 1, ...query })', '`query`'],
    ['.andWhere("o.status = :status", all ? query : { status: 1 })', '`query`'],
    ['.andWhere("o.status = :s", { [key]: 1 })', '`[key]: 1`'],
    ['.andWhere("o.status = :s", { [`o${key}`]: 1 })', '`[`o${key}`]: 1`'],
    ['.setParameter(key, 1)', '`1`'],
    ['.innerJoin("o.customer", "c", "c.name = :name", query)', '`query`'],
    ['.andWhere(new Brackets((b) => b.where("o.status = :status", query)))', '`query`'],
    ['.andWhere("o.status = :s", { [`t${key}`]: 1 })', undefined],
    ['.andWhere("o.status = :s", { [`${key}x`]: 1 })', undefined],
    ['.andWhere("o.status = :status", { ...query, org })', undefined],
    ['.andWhere("o.status = :status", query).setParameter("org", org)', undefined],
    ['.andWhere("o.status = :s", { s: query })', undefined],
    ['.andWhere("o.status = :s", all ? { s: 1 } : undefined)', undefined],
    ['.andWhere({ status: query })', undefined],
  ])('all parameters of a builder have one space of names: %s', (step, by) => {
    const method = `all(org: string, query: object, key: string, all: boolean) { return this.orders.createQueryBuilder("o").where("o.organizationId = :org", { org })${step}.getMany() }`
    const verdict = by === undefined ? 'scoped' : `dynamic (${by} may give another value)`
    const read = readOf(inService(method)).map((one) => one.replace(/give `:\w+`/, 'give'))
    expect(read.filter((one) => one.includes('orders'))).toEqual([`read orders: ${verdict}`])
  })

  it.each([
    ['.where("o.organizationId = :org", query)', 'scoped'],
    ['.where("o.organizationId = :org").setParameters(query)', 'scoped'],
    ['.where("o.status = :status", query).andWhere("o.organizationId = :org", { org })', 'scoped'],
    ['.where(`o.organizationId = :org${i}`, { [`org${i}`]: org })', 'scoped'],
    ['.where(`o.organizationId = :org${i}`, { [`org${i}`]: org }).setParameters(query)', 'dynamic'],
    ['.where("o.organizationId = :org", { org }).orWhere(`o.status = :s${i}`, { [`s${i}`]: 1 })', 'vacuous'],
    ['.where("o.organizationId = :org", { org }).orWhere(`o.status::${i} = :s`, { s: 1 })', 'vacuous'],
    ['.where("o.organizationId = :org", { org }).andWhere(`o.status IN (:...s${i})`, { [`s${i}`]: [1] })', 'scoped'],
  ])('a parameter is a value, whatever its name: %s', (steps, verdict) => {
    const method = `all(org: string, query: object, i: number) { return this.orders.createQueryBuilder("o")${steps}.getMany() }`
    expect(readOf(inService(method)).map((one) => one.replace(/ \(.*/, ''))).toEqual([`read orders: ${verdict}`])
  })

  it('one that is named anew for each of a list undoes the filter of the tenant', () => {
    const method = 'all(org: string, terms: string[]) { const q = this.orders.createQueryBuilder("o").where("o.organizationId = :org", { org }); terms.forEach((term, i) => q.orWhere(`o.code ILIKE :t${i}`, { [`t${i}`]: term })); return q.getMany() }' // prettier-ignore
    expect(readOf(inService(method))).toEqual(['read orders: vacuous'])
  })

  it('a row that comes from elsewhere is not known', () => {
    expect(readOf(inService('put(order: Order) { return this.orders.save(order) }'))).toEqual([
      'update orders: dynamic (`order` is a parameter)',
    ])
    expect(readOf(inService('drop(order: Order) { return this.orders.remove(order) }'))).toEqual([
      'delete orders: dynamic (`order` is a parameter)',
    ])
  })

  it.each([
    ['this.orders.insert(names.map((name) => ({ name, organizationId: org })))', 'scoped'],
    ['this.orders.upsert(names.map((name) => ({ name, organizationId: org })), ["id"])', 'scoped'],
    ['this.orders.createQueryBuilder().insert().values(names.map((name) => ({ name, organizationId: org }))).execute()', 'scoped'],
    ['this.orders.save(names.map((name) => this.orders.create({ name, organizationId: org })))', 'scoped'],
    ['this.orders.insert(names.map((name) => ({ name })))', 'unscoped'],
    ['this.orders.insert(names.map(name => this.made(name)))', 'dynamic'],
  ])('one row stands for all that are made of a list: %s', (call, verdict) => {
    expect(addedBy(inService(`async add(org: string, names: string[]) { await ${call} }`))).toEqual([verdict])
  })

  it.each([
    ['em.save(em.create(Order, { status }))', ['unscoped']],
    ['em.save(em.create(Order, { status, organizationId: org }))', ['scoped']],
    ['em.save(em.create(Order, [{ status }, { status, organizationId: org }]))', ['unscoped', 'scoped']],
    ['em.save([em.create(Label, { name: status }), em.create(Order, { status, organizationId: org })])', ['unscoped', 'scoped']],
    ['em.save(this.orders.create({ status }))', ['unscoped']],
    ['em.save(Order, em.create(Order, { status }))', ['unscoped']],
    ['em.save(all ? em.create(Order, { status }) : em.create(Order, { organizationId: org }))', ['unscoped', 'scoped']],
    ['const order = new Order(); order.status = status; await em.save(order)', ['unscoped']],
    ['const order = new Order(); order.status = status; await this.orders.save(order)', ['unscoped']],
    ['const order = new Order(); order.organizationId = org; await this.orders.save(order)', ['scoped']],
    ['const order = new Order(); order.organization = { id: org } as Organization; await em.save(order)', ['scoped']],
    ['const order = new Order(); Object.assign(order, { status, organizationId: org }); await em.save(order)', ['scoped']],
    ['const order = new Order(); fill(order, org); await em.save(order)', []],
    ['const order = this.orders.create({ status }); order.organizationId = org; await this.orders.save(order)', ['scoped']],
    ['const order = this.orders.create({ ...given, status }); await this.orders.save(order)', []],
    ['const order = new Order(given); await em.save(order)', []],
    ['const order = new Order(); order.status = status; await order.save()', ['unscoped']],
    ['await Order.create({ status, organizationId: org }).save()', ['scoped']],
    ['const order = new Order(); order.organizationId = org; await order.save({ reload: false })', ['scoped']],
    ['const member = new Member(); member.userId = all; await em.save(member)', ['unscoped']],
    [
      'await this.orders.save(this.orders.create([{ status }].concat(given).map((one) => ({ status: one.status }))))',
      ['unscoped', 'unscoped'],
    ],
    ['const order = this.orders.create(); this.orders.merge(order, { organizationId: org }); await this.orders.save(order)', []],
    ['const own = async (by = this.source.manager) => by.save(by.create(Order, { status })); await own()', ['unscoped']],
    ['await em.insert(Order, [...new Set([status, ...given])].map((status) => ({ status })))', ['unscoped']],
    ['await em.insert(Order, [...new Set(given)].map((status) => ({ status })))', ['unscoped']],
    ['await em.insert(Order, [...given.keys()].map((status) => ({ status, organizationId: org })))', ['scoped']],
    ['await this.orders.save({ ...given, id: undefined, organizationId: org })', ['scoped']],
    ['await em.save(em.create(Order, { ...given, id: undefined, organizationId: org }))', ['scoped']],
    ['await this.orders.save({ ...given, id: null, status })', ['dynamic']],
    ['await this.orders.save({ id: undefined, status })', ['unscoped']],
    ['await this.orders.save({ id: undefined, ...given, organizationId: org })', []],
    ['await em.save(new Made())', ['scoped']],
    ['const made = new Hooked(); made.status = status; await em.save(made)', ['scoped']],
    ['const made = new Filled(); made.status = status; await em.save(made)', []],
    ['await em.save(new Elsewhere())', []],
    ['await em.save(order)', []],
  ])('a row that is made before it is saved: %s', (body, verdicts) => {
    const classes = `
const tenant = () => 'a'
@Entity('orders') class Made { @PrimaryColumn() id: string; @Column() organizationId = tenant() }
@Entity('orders') class Hooked { @PrimaryColumn() id: string; @Column() organizationId: string; @Column() status: string
  @BeforeInsert() own() { this.organizationId = tenant() } }
@Entity('orders') class Filled { @PrimaryColumn() id: string; @Column() organizationId: string; @Column() status: string
  constructor() { fill(this) } }
`
    const text = `import { BeforeInsert, Column, Entity, PrimaryColumn } from 'typeorm'
${inService(`add(org: string, status: string, given: Partial<Order>, all: boolean, order) { return this.source.transaction(async (em) => { ${body} }) }`)}${classes}`
    expect(addedBy(text).filter((verdict) => verdict !== 'hidden')).toEqual(verdicts)
  })

  it.each([
    ['order.status = status; if (all) order.organizationId = org;', 'dynamic'],
    ['order.organizationId = org; if (all) order.status = status;', 'scoped'],
    ['if (all) order.status = status;', 'unscoped'],
    ['if (all) order.organizationId = org; else order.organizationId = status;', 'scoped'],
    ['Object.assign(order, all ? { organizationId: org } : { status });', 'dynamic'],
  ])('a row of which a condition decides what it is given: %s', (set, verdict) => {
    const method = `async add(org: string, status: string, all: boolean) { const order = new Order(); ${set} await this.orders.save(order) }`
    expect(addedBy(inService(method))).toEqual([verdict])
  })

  it.each([
    ['const order = await this.orders.preload({ id, ...given }); return this.orders.save(order)', 'by-key'],
    ['return this.source.manager.preload(Order, { status, id })', 'by-key'],
    ['await this.orders.findOneByOrFail({ id, organizationId: org }); return this.orders.preload({ id, ...given })', 'by-row'],
    [
      'const order = await this.orders.preload({ id, status }); if (order.organizationId !== org) throw new Error(); return order',
      'by-guard',
    ],
  ])('a row that is found by the key among what it is given: %s', (body, verdict) => {
    const read = readOf(inService(`async put(org: string, id: string, status: string, given: object) { ${body} }`))
    expect(read.filter((one) => one.startsWith('read')).at(-1)).toBe(`read orders: ${verdict}`)
  })

  it.each([
    ['const order = await this.orders.save(this.orders.create({ organizationId: org, status }))', 'by-row'],
    ['const order = await this.orders.save({ organizationId: org, status })', 'by-row'],
    ['const order = await this.source.manager.save(Order, { organizationId: org, status })', 'by-row'],
    ['const order = this.orders.create({ organizationId: org, status }); await this.orders.save(order)', 'by-row'],
    ['const order = new Order(); order.organizationId = org; await this.source.manager.save(order)', 'by-row'],
    ['const order = this.orders.create({ organizationId: org, status }); await this.orders.insert(order)', 'by-row'],
    ['const order = new Order(); order.organizationId = org; await this.source.manager.insert(Order, order)', 'by-row'],
    ['const order = new Order(); order.organizationId = org; this.source.manager.insert(Order, order)', 'by-key'],
    ['const order = new Order(); order.organizationId = org; await this.source.manager.insert(Order, { status })', 'by-key'],
    ['const row = new Order(); row.organizationId = org; const order = await this.orders.save(row)', 'by-row'],
    ['const row = await this.orders.findOneByOrFail({ id, organizationId: org }); const order = await this.orders.save(row)', 'by-row'],
    ['const { identifiers } = await this.orders.insert({ organizationId: org, status }); const [order] = identifiers', 'by-row'],
    ['const result = await this.orders.insert({ organizationId: org, status }); const order = result.identifiers[0]', 'by-row'],
    [
      'const done = await this.orders.createQueryBuilder().insert().values({ organizationId: org, status }).execute(); const order = done.raw[0]',
      'by-row',
    ],
    ['const row = await this.orders.findOneByOrFail({ id, organizationId: org }); const order = row.identifiers[0]', 'by-key'],
    ['const order = Order.create({ organizationId: org, status }); await order.save()', 'by-row'],
    ['const row = new Order(); row.organizationId = org; const order = await row.save()', 'by-row'],
    ['const order = await this.orders.save(this.orders.create({ status }))', 'by-row'],
    ['const order = await this.orders.save(this.orders.create({ ...given, organizationId: org }))', 'dynamic'],
    ['const order = await this.orders.save({ id, status, organizationId: org })', 'dynamic'],
    ['const order = await this.orders.save(given as Order)', 'dynamic'],
    ['const order = new Order(); order.organizationId = org; if (status) await this.orders.save(order)', 'by-key'],
    ['const order = new Order(); order.organizationId = org; this.orders.save(order)', 'by-key'],
    ['const order = new Order(); order.id = id; order.organizationId = org; await this.orders.save(order)', 'by-key'],
    ['const row = await this.orders.findOneByOrFail({ id, organizationId: org }); const order = await this.files.save(row)', 'by-key'],
  ])('what is saved leads on: %s', (body, verdict) => {
    const method = `files: any; async add(org: string, id: string, status: string, given: object) { ${body}; return this.orders.findOneBy({ id: order.id }) }`
    expect(readOf(inService(method)).at(-1)?.replace(/ \(.*/, '')).toBe(`read orders: ${verdict}`)
  })

  it('a new row with the key of another one changes that', () => {
    const set = 'const order = new Order(); order.id = id; order.status = status;'
    const all = (end: string): string[] =>
      readOf(inService(`async put(id: string, status: string, em: EntityManager) { ${set} await ${end} }`))
    expect(all('em.save(order)')).toContain('update orders: by-key')
    expect(all('this.orders.save(order)')).toContain('update orders: by-key')
    expect(all('em.remove(order)')).toContain('delete orders: by-key')
  })

  it('rows that are made of a list with their keys are changed', () => {
    const method = 'async sort(ids: string[]) { await this.orders.save(ids.map((id, total) => ({ id, total }))) }'
    expect(readOf(inService(method))).toEqual(['update orders: by-key'])
  })

  it.each([
    ['randomUUID()', 'insert'],
    ['crypto.randomUUID()', 'insert'],
    ['uuid()', 'insert'],
    ['nanoid(12)', 'insert'],
    ['`ord_${nanoid()}`', 'insert'],
    ["randomBytes(16).toString('hex')", 'insert'],
    ['Math.random().toString(36).slice(2)', 'insert'],
    ['orderNamed(name).toString()', 'update'],
    ['createId()', 'insert'],
    ['apId()', 'insert'],
    ['customAlphabet("abc", 21)()', 'insert'],
    ['id || ulid()', 'update, insert'],
    ['getOrderId()', 'update'],
    ['request.id()', 'update'],
    ['hash(id)', 'update'],
  ])('a key that is made anew is of no row that is there: %s', (key, expected) => {
    const text = `import { v4 as uuid } from 'uuid'\n${inService(`async put(org: string, id: string) { await this.orders.save({ id: ${key}, organizationId: org }) }`)}`
    const done = [readOf(text).includes('update orders: by-key') ? 'update' : [], addedBy(text).map((verdict) => (verdict === 'scoped' ? 'insert' : verdict))].flat() // prettier-ignore
    expect(done.join(', ')).toBe(expected)
  })

  it('what is put in under a key that is made anew meets no other row', () => {
    const put = (key: string): string[] => readOf(inService(`async put(org: string, id: string) { await this.orders.upsert({ id: ${key}, organizationId: org }, ['id']) }`)) // prettier-ignore
    expect(put('randomUUID()')).toEqual(['insert orders: scoped'])
    expect(put('id')).toContain('conflict update orders: by-key')
  })

  it.each([
    ['const order = await this.orders.findOneByOrFail({ id, organizationId: org })', 'by-row'],
    ['const order = await this.orders.findOneByOrFail({ id })', 'dynamic'],
    ['const order = { id }', 'by-key'],
  ])('what is put in under the key of a row is that row: %s', (body, verdict) => {
    const put = (rows: string): string[] => readOf(inService(`async put(org: string, id: string, status: string) { ${body}; await this.orders.upsert(${rows}, ['id']) }`)) // prettier-ignore
    const row = '{ id: order.id, organizationId: org, status }'
    for (const rows of [row, `[${row}]`]) expect(put(rows).join()).toContain(`conflict update orders: ${verdict}`)
    expect(put(`[${row}, { id: status, organizationId: org }]`).join()).toContain('conflict update orders: by-key')
  })

  it.each([
    ["['status'], ['id']", 'by-key', false],
    ["['status'], ['id'], { skipUpdateIfNoValuesChanged: true }", 'by-key', false],
    ["['status', 'organizationId'], ['id']", 'by-key', true],
    ["{ conflict_target: ['id'], overwrite: ['status'] }", 'by-key', false],
    ["{ conflict_target: ['id'], columns: ['status'] }", 'by-key', false],
    ["{ conflict_target: ['id'], overwrite: ['organizationId'] }", 'by-key', true],
    ["given, ['id']", 'by-key', true],
    ["[given[0]], ['id']", 'by-key', true],
    ["['status'], 'orders_number'", undefined, false],
    ['{}', undefined, false],
  ])('a builder sets what it is told where a row is there: orUpdate(%s)', (args, verdict, moves) => {
    const rows = '{ id, organizationId: org, status }'
    const text = inService(
      `put(org: string, id: string, status: string, given: string[]) { return this.orders.createQueryBuilder().insert().values(${rows}).orUpdate(${args}).execute() }`,
    )
    const updates = readOf(text).filter((one) => one.startsWith('conflict update'))
    expect(updates.map((one) => one.replace(/ \(.*/, ''))).toEqual(verdict === undefined ? [] : [`conflict update orders: ${verdict}`])
    const sent = documentIn(text).statements.map(({ source }) => source.text)
    expect(/do update set.*"organizationId" = excluded/.test(sent.join())).toBe(moves)
  })

  it('one thing may be a key or conditions', () => {
    expect(readOf(inService('drop(id: string) { return this.orders.delete(id) }'))).toEqual(['delete orders: by-key'])
    expect(readOf(inService('drop(which) { return this.orders.delete(which) }'))).toEqual([
      'delete orders: dynamic (`which` is a parameter)',
    ])
  })

  it('a query is told once, however often what it gives is used', () => {
    const method = 'async all(org: string) { const rows = this.orders.findBy({ organizationId: org }); await rows; return rows }'
    expect(readOf(inService(method))).toEqual(['read orders: scoped'])
  })

  it.each([
    ['const order = await this.orders.findOne({ where: { id, organizationId: org } }); if (!order) throw new Error()', 'by-row'],
    ['const order = await this.orders.findOneBy({ id, organizationId: org }); if (order === null) return', 'by-row'],
    ['await this.orders.findOneOrFail({ where: { id, organizationId: org } })', 'by-row'],
    [
      'const order = await this.orders.createQueryBuilder("o").where("o.id = :id", { id }).andWhere("o.organizationId = :org", { org }).getOne(); if (!order) return',
      'by-row',
    ],
    ['const [rows, count] = await this.orders.findAndCount({ where: { id, organizationId: org } }); if (!rows) return', 'by-key'],
    ['const orders = await this.orders.find({ where: { id, organizationId: org } }); if (!orders) return', 'by-key'],
    ['const order = await this.orders.findOne({ where: { id, organizationId: org } })', 'by-key'],
    ['if (!(await this.orders.existsBy({ id, organizationId: org }))) throw new Error()', 'by-row'],
    ['if (!(await this.orders.exists({ where: { id, organizationId: org } }))) throw new Error()', 'by-row'],
    ['const exists = await this.orders.exist({ where: { id, organizationId: org } }); if (!exists) return', 'by-row'],
    ['if (!(await this.orders.createQueryBuilder("o").where({ id, organizationId: org }).getExists())) return', 'by-row'],
    [
      "if ((await this.orders.createQueryBuilder('o').where('o.id = :id AND o.organizationId = :org', { id, org }).getCount()) === 0) return",
      'by-row',
    ],
    ["if ((await this.orders.createQueryBuilder('o').where('o.id = :id', { id }).getCount()) === 0) return", 'by-key'],
    ['if (await this.orders.existsBy({ id, organizationId: org })) return', 'by-key'],
  ])('a key that a scoped query has found: %s', (found, verdict) => {
    const method = `async pay(id: string, org: string) { ${found}\n await this.orders.update(id, { status: 'paid' }) }`
    expect(readOf(inService(method))).toContain(`update orders: ${verdict}`)
  })

  it.each([
    ['const order = await this.orders.findOneBy({ id }); if (!order || order.organizationId !== org) throw new Error()'],
    ['const order = await this.orders.findOneOrFail({ where: { id } }); if (order.organizationId !== org) return'],
    [
      'const order = await this.orders.createQueryBuilder("o").where("o.id = :id", { id }).getOne(); if (order?.organizationId !== org) return',
    ],
  ])('a row that the program compares itself: %s', (found) => {
    const method = `async pay(id: string, org: string) { ${found}\n await this.orders.update(id, { status: 'paid' }); return order }`
    expect(readOf(inService(method))).toEqual(['read orders: by-guard', 'update orders: by-row'])
  })

  it.each([
    ['{ where: { id, organizationId: org }, relations: { customer: true } }', 'Customer', 'order.customer.id', 'update customers: by-row'],
    [
      '{ where: { id, organizationId: org }, relations: ["labels"] }',
      'Label',
      '{ id: In(order.labels.map((one) => one.id)) }',
      'update labels: by-row',
    ],
    [
      '{ where: { id, customer: { organizationId: org } }, relations: { customer: true } }',
      'Customer',
      'order.customer.id',
      'update customers: by-row',
    ],
    [
      '{ where: { id }, relations: { customer: true } }',
      'Customer',
      'order.customer.id',
      'update customers: dynamic (the query that loaded its row before does not ask for the tenant)',
    ],
    ['{ where: { id, organizationId: org } }', 'Label', '{ id: In(order.labels.map((one) => one.id)) }', 'update labels: by-key'],
  ])('what is joined to a row leads on: %s', (options, entity, key, expected) => {
    const method = `async all(org: string, id: string) { const order = await this.orders.findOneOrFail(${options}); await this.source.manager.update(${entity}, ${key}, { name: 'x' }) }`
    expect(readOf(inService(method)).at(-1)).toBe(expected)
  })

  it.each([
    ['', 'order.labels = await LABELS', '', 'by-row'],
    ['', 'const labels = await LABELS; order.labels = labels', '', 'by-row'],
    ['const other = await this.orders.findOneByOrFail({ id: org }); other.labels = [];', 'return LABELS', '', 'by-row'],
    ['const made = new Order(); made.labels = given; const row = { id: 1 }; row.id = 2;', 'return LABELS', '', 'by-row'],
    ['order.labels = given;', 'return LABELS', '', 'by-key'],
    ['order.labels[0].id = org;', 'return LABELS', '', 'by-key'],
    ['order.labels.push(given);', 'return LABELS', '', 'by-key'],
    ['for (const one of given) {', 'await LABELS; order.labels = one }', '', 'by-key'],
    ['', 'const later = () => LABELS; order.labels = given; return later()', '', 'by-key'],
    ['fill(order);', 'return LABELS', 'const fill = (one: Order) => { one.labels = [] }', 'by-key'],
    ['', 'return LABELS', 'const other = async (one: Promise<Order>) => { (await one).labels = [] }', 'by-key'],
  ])('what is joined to a row leads on until it is set: %s %s', (before, body, more, verdict) => {
    const load = 'const order = await this.orders.findOneOrFail({ where: { id, organizationId: org }, relations: { labels: true } })'
    const labels = 'this.source.manager.find(Label, { where: { id: In(order.labels.map((label) => label.id)) } })'
    const method = `async all(org: string, id: string, given) { ${load}; ${before} ${body.replace('LABELS', labels)} }`
    expect(readOf(`${inService(method)}\n${more}`).at(-1)).toBe(`read labels: ${verdict}`)
  })

  it.each([
    ["innerJoinAndSelect('o.labels', 'labels')", 'order.labels[0]', 'Label', 'labels: by-row'],
    [
      "leftJoinAndMapMany('o.customers', Customer, 'c', 'c.organizationId = o.organizationId')",
      'order.customers[0]',
      'Customer',
      'customers: by-row',
    ],
    [
      "leftJoinAndMapMany('o.customers', Customer, 'c', 'c.name = :name', { name })",
      'order.customers[0]',
      'Customer',
      'customers: dynamic (the query that loaded its row before does not ask for the tenant)',
    ],
  ])('what a builder joins to a row leads on where it is held: %s', (join, row, entity, expected) => {
    const found = `const order = await this.orders.createQueryBuilder('o').${join}.where('o.id = :id AND o.organizationId = :org', { id, org }).getOneOrFail()`
    const method = `async all(org: string, id: string, name: string) { ${found}; await this.source.manager.delete(${entity}, ${row}.id) }`
    expect(readOf(inService(method)).at(-1)).toBe(`delete ${expected}`)
  })

  it('a row that a scoped query loaded holds what its key pins', () => {
    const method =
      'async all(org: string, id: string) { const order = await this.orders.findOneBy({ id, organizationId: org }); return this.lines.findBy({ id: order.id }) }'
    expect(readOf(inService(method))).toEqual(['read orders: scoped'])
  })
})

describe('values that are not there', () => {
  const maybe = inService('all(org?: string) { return this.orders.findBy({ organizationId: org }) }')
  const never = inService('all() { return this.orders.findBy({ organizationId: undefined }) }')
  const none = inService('all() { return this.orders.findBy({ organizationId: null }) }')
  const builder = inService('all(org?: string) { return this.orders.createQueryBuilder("o").where({ organizationId: org }).getMany() }')
  const criteria = inService('drop(org?: string) { return this.orders.delete({ organizationId: org }) }')

  it('leave their condition out of find before version 1', () => {
    expect([maybe, never, none].flatMap((program) => readOf(program))).toEqual([
      'read orders: may-vanish',
      'read orders: vacuous',
      'read orders: vacuous',
    ])
  })

  it.each([
    ['(org: string | null) { return this.orders.findBy({ organizationId: org }) }', 'may-vanish'],
    ['(org: string | null) { if (org === null) return []; return this.orders.findBy({ organizationId: org }) }', 'scoped'],
    ['(user: User) { return this.orders.findBy({ organizationId: user.org || null }) }', 'may-vanish'],
    ['(user: { org: string | null }) { return this.orders.findBy({ organizationId: user.org }) }', 'may-vanish'],
    ['(user: { org: string | null }) { if (!user.org) return []; return this.orders.findBy({ organizationId: user.org }) }', 'scoped'],
    ['(user: User) { const org = user.org ?? null; if (!org) return []; return this.orders.findBy({ organizationId: org }) }', 'scoped'],
    ['(org: string | null) { return this.orders.delete({ organizationId: org }) }', 'scoped'],
  ])('may be null: all%s', (method, verdict) => {
    expect(readOf(inService(`all${method}`)).map((one) => one.split(': ')[1])).toEqual([verdict])
  })

  it('are told by what leaves them out', () => {
    const reasons = [maybe, never, none].flatMap((program) => accessesOf(documentIn(program), () => catalog, defaultSettings).flat())
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'TypeORM leaves the condition on organizationId out where `org` is undefined or null',
      'TypeORM leaves the condition on organizationId out that compares it with `undefined`',
      'TypeORM leaves the condition on organizationId out that compares it with `null`',
    ])
  })

  it('are refused since', () => {
    expect([maybe, never, none].flatMap((program) => readOf(program, { major: 1 }))).toEqual([
      'read orders: scoped',
      'read orders: scoped',
      'read orders: scoped',
    ])
  })

  it('are left out where the data source says so', () => {
    const files = {
      'source.ts': `import { DataSource } from 'typeorm'
export const source = new DataSource({ type: 'postgres', entities: [], invalidWhereValuesBehavior: { undefined: 'ignore', null: 'ignore' } })`,
    }
    const project = { major: 1, files, schema: [...entities, 'source.ts'] }
    expect([maybe, none].flatMap((program) => readOf(program, project))).toEqual(['read orders: may-vanish', 'read orders: vacuous'])
    expect(readOf(criteria, project)).toEqual(['delete orders: may-vanish'])
  })

  it('are null elsewhere', () => {
    expect([builder, criteria].flatMap((program) => readOf(program))).toEqual(['read orders: scoped', 'delete orders: scoped'])
  })
})

describe('queries of views', () => {
  const views = `${head}import { EntitySchema, ViewEntity } from 'typeorm'\n`
  const view = (more: string): string => `new EntitySchema({ name: 'Open', type: 'view', ${more} })`

  it.each([
    view('expression: `SELECT id FROM orders WHERE total > 1`'),
    view("expression: (source: DataSource) => source.getRepository(Order).createQueryBuilder('o').getQuery()"),
    '@ViewEntity({ expression: `SELECT id FROM orders WHERE total > 1` }) class Open {}',
  ])('are sent by whoever reads the view: %s', (text) => {
    expect(readOf(`${views}export const a = 1\n${text}`)).toEqual([])
  })

  it('are none where an entity has another text', () => {
    expect(readOf(`${views}${view('query: `SELECT id FROM orders WHERE total > 1`')}`)).toEqual(['read orders: unscoped'])
  })
})

describe('a repository whose own methods are called as those of TypeORM', () => {
  const own = `${head}
class TenantRepository extends Repository<Order> {
  find(options) { return super.find({ ...options, where: { ...options?.where, organizationId: org() } }) }
  count(options) { return super.count(options) }
}
class Orders extends TenantRepository {}
const extended = (source: DataSource) => source.getRepository(Order).extend({
  find() { return this.createQueryBuilder('o').where('o.organizationId = :org', { org: org() }).getMany() } })`
  const within = (members: string): string =>
    `class S { ${members}; all() { return this.orders.find({}) } count() { return this.orders.count() } }`
  it.each([
    ['a field', within('private orders: Repository<Order> = new TenantRepository(Order, manager)')],
    [
      'a field that a constructor sets',
      within('orders: Repository<Order>; constructor(m: EntityManager) { this.orders = new TenantRepository(Order, m) }'),
    ],
    ['a getter', within('get orders(): Repository<Order> { return new TenantRepository(Order, manager) }')],
    ['one of a class that is extended', within('private orders: Repository<Order> = new Orders(Order, manager)')],
    ['what is extended by them', within('orders: Repository<Order>; constructor(source: DataSource) { this.orders = extended(source) }')],
    [
      'one on one way',
      within('private orders: Repository<Order> = strict ? new TenantRepository(Order, manager) : source.getRepository(Order)'),
    ],
    [
      'what a function gives',
      `const of = (m: EntityManager): Repository<Order> => new TenantRepository(Order, m)
      export const all = (m: EntityManager) => of(m).find({})
      export const count = (m: EntityManager) => of(m).count()`,
    ],
    [
      'what a function is given',
      `const all = (orders: Repository<Order>) => orders.find({})
      const count = (orders: Repository<Order>) => orders.count()
      const tenants = new TenantRepository(Order, manager)
      export const both = () => Promise.all([all(tenants), count(new Orders(Order, manager))])`,
    ],
  ])('asks where they say so, and is what it is, not what it is declared as: %s', (_, text) => {
    expect(readOf(`${own}\n${text}`)).toEqual([...readOf(own), 'read orders: unscoped'])
    expect(readOf(own)).toEqual(['read orders: scoped', 'read orders: dynamic (`options` is a parameter)', 'read orders: scoped'])
  })
})

describe('a service whose own methods are called as those of the library', () => {
  const findOne = `async findOne(id: string, org: string) {
    const order = await this.orders.findOne({ where: { id, organizationId: org } })
    if (!order) throw new NotFoundException()
    return order
  }`
  it.each([
    ['await this.findOne(id, org); await this.orders.delete(id)', ['delete orders: by-row']],
    ['const order = await this.findOne(id, org); await this.orders.delete({ id: order.id })', ['delete orders: by-row']],
    ['return this.findOne(id, org)', []],
    ['await this.find(id); await this.orders.delete(id)', ['delete orders: by-key']],
  ])('asks where it says so, and holds what is behind it: %s', (body, told) => {
    const find = 'async find(id: string) { return this.orders.findOneByOrFail({ id }) }'
    const run = `async run(id: string, org: string) { ${body} }`
    expect(readOf(inService(`${findOne}\n${find}\n${run}`))).toEqual(['read orders: scoped', 'read orders: by-key', ...told])
  })
})

describe('a builder whose text cannot be parsed', () => {
  const held = "where('o.organizationId = :org', { org })"
  it.each([
    ['as it is', `return this.orders.createQueryBuilder('o').where('o.state =', { state }).getMany()`],
    ['for what it joins', `return this.orders.createQueryBuilder('o').leftJoin('o.lines', 'l', 'l.state =').${held}.getMany()`],
    ['in what it writes', `return this.orders.createQueryBuilder().update().set({ total: 0 }).where('total >', { state }).execute()`],
  ])('%s', (_, body) => {
    const [first, ...others] = readOf(inService(`all(org: string, state?: string) { ${body} }`)).filter((one) => one.includes(' orders:'))
    expect(first).toMatch(/^\w+ orders: dynamic \(what it sends cannot be parsed\)$/)
    expect(others).toEqual([])
  })
})
