import { describe, expect, it } from 'vitest'
import { lint } from '../support/run-rule.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table orders (id uuid primary key, organization_id uuid not null references organizations, status text not null);
create table currencies (id uuid primary key, code text not null);
`

const entities = `
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity('orders')
export class Order { @PrimaryGeneratedColumn('uuid') id: string; @Column({ name: 'organization_id' }) organizationId: string; @Column() status: string }
@Entity('currencies')
export class Currency { @PrimaryGeneratedColumn('uuid') id: string; @Column() code: string }`

/** What the classes of a program inherit of `Base<T>`, which has a `Repository<T>`. */
function inherited(methods: string, heirs: string, beside: Record<string, string> = {}): string[] {
  const base = `
import { Repository } from 'typeorm'
export class Base<T extends { id: string }> { constructor(protected readonly repository: Repository<T>) {} ${methods} }`
  const program = `
import { Repository } from 'typeorm'
import { Base } from './base'
import { Currency, Order } from './entities'
${heirs}`
  return verdictsOf(program, schema, { 'base.ts': base, 'entities.ts': entities, ...beside })
}

const list = `list() { return this.repository.find() }`
const orders = `export class Orders extends Base<Order> {}`

/** A class that hands a table up to the one that asks for its rows. */
function drizzleTable(schema: string): [heir: string, beside: Record<string, string>] {
  return [
    `import { Base } from './base'\nimport { orders } from './schema'\nexport class Orders extends Base { constructor(db: NodePgDatabase) { super(db, orders) } }`,
    {
      'schema.ts': schema,
      'base.ts': `import { eq } from 'drizzle-orm'
import { NodePgDatabase } from 'drizzle-orm/node-postgres'
export abstract class Base { constructor(protected readonly db: NodePgDatabase, protected readonly table: any) {}
 list() { return this.db.select().from(this.table) } }`,
    },
  ]
}

describe('queries that a class inherits', () => {
  it.each([
    'export class Orders extends Base<Order> {}',
    'export class Bestellungen_Größe extends Base<Order> {}',
    'export default class extends Base<Order> {}',
    'export class Orders<Row extends object> extends Base<Order> {}',
    'export class Orders<Row extends Order>\n  extends Base<Order> {}',
    'export class Orders<\n  Row extends { id: string },\n> extends Base<Order> {}',
    'export class Orders /* of all */ extends Base<Order> {}',
    'export class Orders // of all\n\textends Base<Order> {}',
  ])('are told where nothing else of their file asks a library: %s', (heir) => {
    const base = `
import { Repository } from 'typeorm'
export class Base<T extends { id: string }> { constructor(protected readonly repository: Repository<T>) {} ${list} }`
    const program = `import { Base } from './base'\nimport { Order } from './entities'\n${heir}`
    expect(verdictsOf(program, schema, { 'base.ts': base, 'entities.ts': entities })).toEqual(['orders: unscoped'])
  })

  it.each([
    ['all rows', list, 'unscoped'],
    ['a row by its key', `load(id: string) { return this.repository.findOneBy({ id } as any) }`, 'by-key'],
    ['a method that is kept in a property', `list = () => this.repository.find()`, 'unscoped'],
    [
      'a row that is looked for before',
      `async remove(id: string) { if (!(await this.repository.existsBy({ id } as any))) throw new Error(); await this.repository.delete(id) }`,
      'by-key',
    ],
    [
      'what a switch chooses among libraries',
      `list() { switch (this.library) { case Library.TypeORM: return this.repository.find(); default: throw new Error() } }`,
      'unscoped',
    ],
    ['what is handed on by a parameter', `list(all: boolean) { if (all) return this.repository.find(); return [] }`, 'unscoped'],
    ['a method that another one calls', `list() { return this.all() } protected all() { return this.repository.find() }`, 'unscoped'],
  ])('are told of that: %s', (_, methods, verdict) => {
    expect(inherited(methods, orders)).toEqual([`orders: ${verdict}`])
  })

  it.each([
    ['held to the tenant', `list(organizationId: string) { return this.repository.find({ where: { organizationId } as any }) }`, orders],
    ['what callers decide', `list(where: any) { return this.repository.find({ where }) }`, orders],
    ['of no tenant', list, `export class Currencies extends Base<Currency> {}`],
    ['a class that is made by its heirs', list, `export abstract class Orders extends Base<Order> {}`],
    ['a method that nobody calls', `protected all() { return this.repository.find() }`, orders],
    ['another method of the heir', list, `export class Orders extends Base<Order> { async list() { return [] } }`],
    [
      'another method of the heir, which asks something before',
      list,
      `export class Orders extends Base<Order> { async list() { await this.check(); return super.list() } async check() {} }`,
    ],
    [
      'what the heir says itself',
      `protected of(): any { return {} } list() { return this.repository.find({ where: this.of() }) }`,
      `export class Orders extends Base<Order> { protected of() { return { organizationId: this.cls.get('organizationId') } } }`,
    ],
    [
      'what a property of the heir decides on',
      `protected isScoped = false; list(organizationId: string) { if (this.isScoped) return this.repository.find({ where: { organizationId } as any }); return this.repository.find() }`,
      `export class Orders extends Base<Order> { protected isScoped = true }`,
    ],
    [
      'what is put into a constant and decides on it',
      `list(organizationId: string) { const has = this.repository.metadata.hasColumnWithPropertyPath('organizationId'); return has ? this.repository.findBy({ organizationId } as any) : this.repository.find() }`,
      orders,
    ],
    [
      'what is taken out of a property and decides on it',
      `options: any; list(organizationId: string) { const { isOpen = false } = this.options; if (isOpen) return this.repository.find(); return this.repository.findBy({ organizationId } as any) }`,
      orders,
    ],
    [
      'what is handed up and is of a class that cannot be seen',
      list,
      `import { TenantRepository } from '@acme/tenant'\nexport class Orders extends Base<Order> { constructor(orders: TenantRepository<Order>) { super(orders) } }`,
    ],
    ['a function that asks for nothing of its class', `static names() { return ['a'] } plain() { return repository.find() }`, orders],
  ])('are not told of: %s', (_, methods, heirs) => {
    expect(inherited(methods, heirs).filter((one) => !one.endsWith('scoped') || one.endsWith('unscoped'))).toEqual([])
  })

  it('are told once, of the first class that may be made', () => {
    const heirs = `${orders}\nexport class Special extends Orders {}\nexport abstract class Kept extends Base<Order> {}\nexport class Late extends Kept {}`
    expect(inherited(list, heirs)).toEqual(['orders: unscoped', 'orders: unscoped'])
  })

  it('are found in time, of many heirs of a chain of classes', () => {
    const methods = (of: number): string =>
      Array.from({ length: 10 }, (_, i) => `list${String(of)}${String(i)}() { return this.repository.find() }`).join('\n')
    const chain = Array.from({ length: 5 }, (_, i) => `class C${String(i + 1)}<T> extends C${String(i)}<T> { ${methods(i + 1)} }`)
    const heirs = Array.from({ length: 19 }, (_, i) => `class H${String(i)} extends C5<Order> {}`)
    const program = ['class C0<T> extends Base<T> {}', ...chain, ...heirs].join('\n')
    expect(new Set(inherited(list, program))).toEqual(new Set(['orders: unscoped']))
  })

  it('are those of the methods of what the heir hands up', () => {
    const own = `
import { Repository } from 'typeorm'
export class Scoped<T> extends Repository<T> { find(options?: any) { return super.find({ ...options, where: { ...options?.where, organizationId: cls.get('org') } }) } }`
    const heirs = `import { Scoped } from './scoped'\nexport class Orders extends Base<Order> { constructor(own: Scoped<Order>) { super(own) } }`
    expect(inherited(list, heirs, { 'scoped.ts': own })).toEqual([])
  })

  const tables: Record<string, [heir: string, beside: Record<string, string>]> = {
    knex: [
      `import { Base } from './base'\nexport class Orders extends Base { protected readonly table = 'orders' }`,
      {
        'base.ts': `import type { Knex } from 'knex'
export abstract class Base { protected abstract readonly table: string; constructor(protected readonly knex: Knex) {}
 list() { return this.knex(this.table).select('id') } }`,
      },
    ],
    'sql text': [
      `import { Base } from './base'\nexport class Orders extends Base { protected readonly table = 'orders' }`,
      {
        'base.ts': `import { Pool } from 'pg'
export abstract class Base { protected abstract readonly table: string; constructor(protected readonly pool: Pool) {}
 list() { return this.pool.query(\`select id from \${this.table}\`) } }`,
      },
    ],
    kysely: [
      `import { Base } from './base'\nexport class Orders extends Base { protected readonly table = 'orders' as const }`,
      {
        'base.ts': `import { Kysely } from 'kysely'
export abstract class Base { protected abstract readonly table: string; constructor(protected readonly db: Kysely<any>) {}
 list() { return this.db.selectFrom(this.table).selectAll().execute() } }`,
      },
    ],
    'supabase-js': [
      `import { Base } from './base'\nexport class Orders extends Base { protected readonly table = 'orders' as const }`,
      {
        'base.ts': `import { SupabaseClient } from '@supabase/supabase-js'
export abstract class Base { protected abstract readonly table: string; constructor(protected readonly client: SupabaseClient) {}
 list() { return this.client.from(this.table).select('id') } }`,
      },
    ],
    Drizzle: drizzleTable(
      `import { pgTable, uuid } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull() })`,
    ),
    'Drizzle, which a creator of tables made': drizzleTable(
      `import { pgTableCreator, uuid } from 'drizzle-orm/pg-core'
const table = pgTableCreator((name) => \`\${name}s\`)
export const orders = table('order', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull() })`,
    ),
    'Drizzle, in a schema': drizzleTable(
      `import { pgSchema, uuid } from 'drizzle-orm/pg-core'
export const orders = pgSchema('public').table('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull() })`,
    ),
    'Drizzle, with row security': drizzleTable(
      `import { pgTable, uuid } from 'drizzle-orm/pg-core'
export const orders = pgTable('orders', { id: uuid('id').primaryKey(), organizationId: uuid('organization_id').notNull() }).enableRLS()`,
    ),
    MikroORM: [
      `import { Base } from './base'\nimport { Order } from './order'\nexport class Orders extends Base<Order> { constructor(em: EntityManager) { super(em, Order) } }`,
      {
        'order.ts': `import { Entity, PrimaryKey, Property } from '@mikro-orm/core'
@Entity({ tableName: 'orders' }) export class Order { @PrimaryKey() id!: string; @Property() organizationId!: string }`,
        'base.ts': `import { EntityManager } from '@mikro-orm/core'
export abstract class Base<T> { constructor(protected readonly em: EntityManager, private readonly entity: any) {}
 list() { return this.em.find(this.entity, {}) } }`,
      },
    ],
    Sequelize: [
      `import { DataTypes } from 'sequelize'
import { Base } from './base'
export class Order extends Base { declare organizationId: string }
Order.init({ id: { type: DataTypes.UUID, primaryKey: true }, organizationId: { type: DataTypes.UUID, field: 'organization_id' } }, { sequelize, tableName: 'orders' })`,
      {
        'base.ts': `import { Model } from 'sequelize'\nexport abstract class Base extends Model { static list() { return this.findAll() } }`,
      },
    ],
  }

  it.each(Object.entries(tables))('are those of each library: %s', (_, [program, beside]) => {
    expect(verdictsOf(program, schema, beside)).toEqual(['orders: unscoped'])
  })
})

describe('methods of a class that take the place of those of a library', () => {
  const repository = `
import { Repository } from 'typeorm'
import { Order } from './entities'
export class OrdersRepository extends Repository<Order> {
  find(options?: any) { return super.find({ ...options, where: { ...options?.where, organizationId: cls.get('org') } }) }
}`

  it('are read where they stand, and not as what those would ask', () => {
    const program = `
import { OrdersRepository } from './scoped'
export class Orders { constructor(private readonly orders: OrdersRepository) {} list() { return this.orders.find() } more() { return this.orders.findBy({}) } }`
    expect(verdictsOf(program, schema, { 'entities.ts': entities, 'scoped.ts': repository })).toEqual(['orders: unscoped'])
  })

  const program = `
import { OrdersRepository } from './own'
export class Orders { constructor(private readonly orders: OrdersRepository) {} list() { return this.orders.find() } }`

  /** What is said of a call of `find` of a class of the program. */
  const told = (methods: string): string[] => {
    const own = `
import { Repository } from 'typeorm'
import { Order } from './entities'
export class OrdersRepository extends Repository<Order> { ${methods} }`
    return verdictsOf(program, schema, { 'entities.ts': entities, 'own.ts': own })
  }

  it.each([
    ['to the library', `find(options?: any) { return super.find(options) }`],
    ['whatever it is', `async find(...given: any[]) { return await super.find(...given) }`],
    ['in a property', `find = (options?: any) => this.manager.find(options)`],
  ])('are those where they hand on all that they are given: %s', (_, methods) => {
    expect(told(methods)).toEqual(['orders: unscoped'])
  })

  it.each([
    ['more than that', `find(options?: any) { return super.find({ ...options, where: tenant(options) }) }`],
    ['something else', `find(options?: any) { return super.find(mine) }`],
    ['something before', `find(options?: any) { options.where = tenant(); return super.find(options) }`],
    ['it to another method', `find(options?: any) { return this.findOf(options) }`],
    ['nothing on', `find(options?: any) {}`],
  ])('are not, where they give %s', (_, methods) => {
    expect(told(methods)).toEqual([])
  })

  it('are not, where they hand on to another one that is no more', () => {
    const beside = `import { Repository } from 'typeorm'
export class Tenant<T> extends Repository<T> { find(options?: any) { return super.find(tenant(options)) } }`
    const own = `
import { Order } from './entities'
import { Tenant } from './tenant'
export class OrdersRepository extends Tenant<Order> { find(options?: any) { return super.find(options) } }`
    expect(verdictsOf(program, schema, { 'entities.ts': entities, 'own.ts': own, 'tenant.ts': beside })).toEqual([])
  })

  it('are not, where what they hand on to is a client that the settings name', () => {
    const own = `import { Repository } from 'typeorm'
import { Order } from './entities'
class Own extends Repository<Order> { find(options?: any) { return this.ofTenant.find(options) } }
export class Orders { constructor(private readonly orders: Own) {} list() { return this.orders.find() } }`
    const files = { 'migrations/0001_init.sql': schema, 'package.json': '{"dependencies":{"typeorm":"0.3"}}', 'src/entities.ts': entities }
    const messages = (scopedClients: string[]): string[] =>
      lint(own, { rule: 'require-tenant-filter', file: 'src/own.ts', schema: files, settings: { scopedClients } }).map(({ line }) =>
        String(line),
      )
    expect([messages([]), messages(['ofTenant'])]).toEqual([['4'], []])
  })
})

describe('methods that hand on to the library what they are given', () => {
  const handing = (methods: string, call: string): string[] =>
    verdictsOf(
      `import { OrdersRepository } from './repository'
export class Orders { constructor(private readonly orders: OrdersRepository) {} run(id: string) { return ${call} } }`,
      schema,
      {
        'entities.ts': entities,
        'repository.ts': `import { Repository } from 'typeorm'
import { Order } from './entities'
export class OrdersRepository extends Repository<Order> { ${methods} }`,
      },
    )

  it.each([
    ['besides something else', `async find(options?: any) { this.log('x'); return super.find(options) }`, 'this.orders.find()', 'unscoped'],
    [
      'by way of a variable',
      `async find(options?: any) { const rows = await super.find(options); return rows }`,
      'this.orders.find()',
      'unscoped',
    ],
    ['with a default', `find(options: any = {}) { return super.find(options) }`, 'this.orders.find()', 'unscoped'],
    [
      'with more that asks for no rows',
      `find(options?: any) { return super.find({ ...options, cache: true }) }`,
      'this.orders.find()',
      'unscoped',
    ],
    [
      'in an order',
      `createQueryBuilder(alias = 'o') { return super.createQueryBuilder(alias).orderBy('o.status') }`,
      `this.orders.createQueryBuilder('o').where('o.id = :id', { id }).getMany()`,
      'by-key',
    ],
  ])('are the same as those of it: %s', (_, method, call, verdict) => {
    expect(handing(method, call)).toEqual([`orders: ${verdict}`])
  })

  it.each([
    [
      'with a condition',
      `find(options?: any) { return super.find({ ...options, where: { organizationId: cls.get('org') } }) }`,
      'this.orders.find()',
    ],
    ['that was set before', `find(options?: any) { options = scoped(options); return super.find(options) }`, 'this.orders.find()'],
    [
      'and a condition is chained',
      `createQueryBuilder(alias = 'o') { return super.createQueryBuilder(alias).where('o.organizationId = :org', { org: cls.get('org') }) }`,
      `this.orders.createQueryBuilder('o').getMany()`,
    ],
  ])('are not the same: %s', (_, method, call) => {
    expect(handing(method, call)).toEqual([])
  })
})

describe('what is said of a class that inherits a query', () => {
  const files = {
    'migrations/0001_init.sql': schema,
    'package.json': '{"dependencies":{"knex":"3"}}',
    'src/base.ts': `import type { Knex } from 'knex'
export abstract class Base {
  protected abstract readonly table: string
  constructor(protected readonly knex: Knex) {}
  list() { return this.knex(this.table).select('id') }
  count() { return this.knex(this.table).count() }
  first() { return this.knex(this.table).where({ status: 'new' }).first() }
  load(id: string) { return this.knex(this.table).where({ id }).first() }
}`,
  }
  const heir = `import { Base } from './base'\nexport class Orders extends Base { protected readonly table = 'orders' }`

  it.each([
    [
      'require-tenant-filter',
      '`list()` of Base (src/base.ts), which Orders inherits, reads orders without keeping to one tenant: nothing limits organization_id to one value, so rows of every tenant are read. Compare orders.organization_id with the tenant that asks. The same goes for `count()` and `first()`. Do so there, or in methods of Orders that take their place.',
    ],
    [
      'require-tenant-with-key',
      '`load()` of Base (src/base.ts), which Orders inherits, reads orders without asking for the tenant: only a key finds the row, so whoever knows or guesses an id of another tenant reaches its row. Compare orders.organization_id with the tenant as well. Do so there, or in methods of Orders that take their place.',
    ],
  ])('names the method, its class and its file: %s', (rule, message) => {
    const [only, ...more] = lint(heir, { rule, file: 'src/orders.ts', schema: files })
    expect(more).toEqual([])
    expect(only).toMatchObject({ message, line: 2, column: 29 })
  })
})
