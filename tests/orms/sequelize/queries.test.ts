import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import { sequelize } from '../../../src/orms/sequelize/index.ts'
import { meaningsOfCalls } from '../../support/sent-calls.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'
import { lint } from '../../support/run-rule.ts'
import { models } from './calls/models.ts'

const schema = foldOf(sequelize.statements(textsOf(models), virtualWorld(models, { sequelize: 6 })))
const catalog = readState(schema.state, [])

/** What is read of a call with the name `it` of a program. */
function readOf(program: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const all = { ...models, ...files, 'app.ts': program }
  const texts = textsOf(all, ['models.ts', ...Object.keys(files).filter((name) => /\bextends Model\b/.test(files[name] ?? ''))])
  const around = { schemaFiles: () => texts, major: () => 6 }
  return meaningsOfCalls({ files: all, file: 'app.ts', catalog, around }).get('it')?.accesses ?? []
}

const head = `
  import { Op, literal } from 'sequelize'
  import { Customer, Item, Order, Organization, OrderTag, Tag, sequelize } from './models'
`

/** The same of one call. */
const called = (call: string, before = ''): readonly string[] =>
  readOf(`${head}\n${before}\nexport const calls = { it: async (db, org, id, values, options) => { ${call} } }`)

describe('a list that is compared with a key', () => {
  const among = (where: string, change: string, parameters = 'ids: string[], org: string'): string | undefined =>
    readOf(
      `${head}\nexport const calls = { it: async (${parameters}) => {
        const found = await Order.count({ where: { id: ${where}, organizationId: org } }); if (found !== ids.length) throw new Error()
        return Order.destroy({ where: { id: ${change} } }) } }`,
    ).at(-1)
  it('is what the key is among', () => {
    expect(among('ids', 'ids')).toBe('update orders: by-row')
    expect(among('ids', '{ [Op.in]: ids }')).toBe('update orders: by-row')
    expect(among('ids', 'ids', 'ids: readonly string[], org: string')).toBe('update orders: by-row')
    expect(among('ids', 'others', 'ids: string[], others: string[], org: string')).toBe('update orders: by-key')
  })
})

describe('a row that is made before it is saved', () => {
  it.each([
    ['const order = Order.build({ organizationId: org }); await order.save()', 'by-row'],
    ['const order = new Order({ organizationId: org }); await order.save({ validate: false })', 'by-row'],
    ['const row = Order.build({ organizationId: org }); const order = await row.save()', 'by-row'],
    ['const row = await Order.findOne({ where: { id, organizationId: org } }); const order = await row.save()', 'by-row'],
    ['const order = Order.build({ organizationId: org }); if (id) await order.save()', 'by-key'],
    ['const order = Order.build({ organizationId: org }); order.id = id; await order.save()', 'by-key'],
    ['const order = values.build({ organizationId: org }); await order.save()', 'by-key'],
  ])('leads on: %s', (body, verdict) => {
    expect(called(`${body}; return Order.destroy({ where: { id: order.id } })`).at(-1)).toBe(`update orders: ${verdict}`)
  })
})

describe('models that define gives', () => {
  const define = "sequelize.define('Order', { status: DataTypes.STRING, organizationId: { type: DataTypes.INTEGER, allowNull: false } })"
  const inFile = (text: string, call: string): readonly string[] =>
    readOf(
      `import { DataTypes } from 'sequelize'; import { sequelize } from './models'\n${text}\nexport const calls = { it: async (org, id) => { ${call} } }`,
    )

  it.each([
    'Order.findForOrg = function (organizationId) { return this.findAll({ where: { organizationId } }) }',
    'Order.associate = (models) => {}; Order.prototype.close = function () { return this.update({ status: "x" }) }',
    'Order.statuses = ["open"]',
  ])('are known where the file gives them methods: %s', (own) => {
    expect(inFile(`const Order = ${define}; ${own}`, 'return Order.findAll({ where: { id } })')).toEqual(['read orders: by-key'])
    expect(inFile(`const Order = ${define}; ${own}`, 'return Order.findAll({ where: { organizationId: org } })')).toEqual([
      'read orders: scoped',
    ])
  })

  it('are known by the name that an object has them under', () => {
    expect(inFile(`const db: any = {}; db.sales = ${define}`, 'return db.sales.findAll({ where: { id } })')).toEqual([
      'read orders: by-key',
    ])
  })
  it('are known by the name that an object in another file has them under', () => {
    const files = {
      'order.ts': `const { DataTypes } = require('sequelize'); /* extends Model */ module.exports = (sequelize) => ${define}`,
      'db.ts': `/* extends Model */ const db = { sequelize: require('./models').sequelize }; db.sales = require('./order')(db.sequelize); module.exports = db`,
    }
    const program = (of: string): string => `${of}; export const calls = { it: (id) => db.sales.findAll({ where: { id } }) }`
    expect(readOf(program("const db = require('./db')"), files)).toEqual(['read orders: by-key'])
    expect(readOf(program("import db from '@/models'"), files)).toEqual(['read orders: by-key'])
  })
})

describe('what is set of a row that is made', () => {
  const filled = 'const fill = (order) => { const made = Order.build({ status: "x" }); made.organizationId = order; return made };'
  it.each([
    ['order.organizationId = org', 'scoped'],
    ['order.status = "y"', 'unscoped'],
    ['order.set("organizationId", org)', 'dynamic'],
    ['order.set({ organizationId: org })', 'dynamic'],
    ['order.setDataValue("organizationId", org)', 'dynamic'],
    ['order.dataValues.organizationId = org', 'dynamic'],
    ['Object.assign(order, { organizationId: org })', 'dynamic'],
    ['await order.validate()', 'unscoped'],
    ['console.log(order.status)', 'unscoped'],
  ])('is saved with it: %s', (set, verdict) => {
    expect(called(`const order = Order.build({ status: "x" }); ${set}; await order.save()`)).toEqual([`insert orders: ${verdict}`])
    expect(called(`const order = Order.build(); ${set}; await order.save()`)).toEqual([`insert orders: ${verdict}`])
    expect(called(`const order = new db.Order(); ${set}; await order.save()`)).toEqual([`insert orders: ${verdict}`])
  })

  it('may be set by the function that makes it, under a condition, or by a name that is not known', () => {
    expect(called('const order = Order.build(); if (id) order.organizationId = org; await order.save()')).toEqual([
      'update orders: dynamic',
    ])
    expect(called('const order = Order.build(); order[id] = org; await order.save()')).toEqual(['update orders: dynamic'])
    expect(called('const order = fill(org); await order.save()', filled)).toEqual(['insert orders: dynamic'])
  })

  it('of which nothing is a tenant is told', () => {
    expect(called('await new db.Order({ status: "x" }).save()')).toEqual(['insert orders: unscoped'])
    expect(called('await new values({ status: "x" }).save()')).toEqual([])
  })
})

describe('conditions that are put together before', () => {
  it.each([
    ['a constant', 'const where = { organizationId: org }; return Order.findAll({ where })'],
    ['options in a constant', 'const given = { where: { organizationId: org } }; return Order.findAll(given)'],
    ['a property that is set', 'const where: any = {}; where.organizationId = org; return Order.findAll({ where })'],
    ['Op.and that is set', 'const where: any = {}; where[Op.and] = [{ organizationId: org }]; return Order.findAll({ where })'],
    [
      'conditions that are pushed',
      'const all: any[] = [{ organizationId: org }]; if (id) all.push({ id }); return Order.findAll({ where: { [Op.and]: all } })',
    ],
    [
      'Op.and that is pushed to',
      'const where: any = { [Op.and]: [{ organizationId: org }] }; where[Op.and].push({ id }); return Order.findAll({ where })',
    ],
    ['a spread before the tenant', 'return Order.findAll({ where: { ...values, organizationId: org } })'],
    ['a condition of the program', 'return Order.findAll({ where: { organizationId: org, ...(id && { id }) } })'],
    [
      'an object that is copied',
      'let where: any = { organizationId: org }; if (id) where = { ...where, id }; return Order.findAll({ where })',
    ],
    ['a constant in a transaction', 'const where = { organizationId: org }; return sequelize.transaction(() => Order.findAll({ where }))'],
    [
      'a constant that two functions use later',
      'const where: any = { organizationId: org }; if (id) where.id = id; values.on(() => Order.count({ where })); return sequelize.transaction(() => Order.findAll({ where }))',
    ],
    ['an aliased operator', 'const { and } = Op; return Order.findAll({ where: { [and]: [{ organizationId: org }] } })'],
  ])('%s', (_, call) => {
    expect(called(call)).toEqual(['read orders: scoped'])
  })

  it('a helper of this file, and one of another', () => {
    expect(called('return Order.findAll({ where: ofOrg(org) })', 'const ofOrg = (organizationId) => ({ organizationId })')).toEqual([
      'read orders: scoped',
    ])
    const files = {
      'lib/where.ts': 'export function ofOrg(organizationId) { return { organizationId } }',
      'lib/index.ts': "export * from './where'",
    }
    const program = `${head} import { ofOrg } from './lib'; export const calls = { it: (org) => Order.findAll({ where: ofOrg(org) }) }`
    expect(readOf(program, files)).toEqual(['read orders: scoped'])
  })

  it.each([
    ['a where that is a parameter', 'return Order.findAll({ where: values })'],
    ['options that are a parameter', 'return Order.findAll(options)'],
    ['a spread after the tenant', 'return Order.findAll({ where: { organizationId: org, ...values } })'],
    ['a tenant on one way', 'return Order.findAll({ where: id ? { organizationId: org } : {} })'],
    ['a tenant under a condition', 'const where: any = {}; if (id) where.organizationId = org; return Order.findAll({ where })'],
    ['a spread after all', 'return Order.findAll({ where: { organizationId: org }, ...options })'],
    ['an include that is a parameter', 'return Order.findAll({ include: values })'],
    ['a scope by a name that is a parameter', 'return Order.scope(values).findAll()'],
    ['a scope by a name and arguments that are a parameter', 'return Order.scope({ method: values }).findAll()'],
    ['a scope of a model that is defined elsewhere', "return Order.scope({ method: ['mine', org] }).findAll()"],
    ['an association that is not known', "return Order.findAll({ include: [{ association: 'strangers', where: { x: 1 } }] })"],
    ['raw SQL that is a parameter', 'return Order.findAll({ where: { organizationId: org, [Op.and]: literal(values) } })'],
  ])('%s may hold it or not', (_, call) => {
    expect(called(call)).toEqual(['read orders: dynamic'])
  })

  it('a condition that is deleted is none', () => {
    const where = 'const where: any = { organizationId: org };'
    expect(called(`${where} delete where.organizationId; return Order.findAll({ where })`)).toEqual(['read orders: unscoped'])
    expect(called(`${where} if (id) delete where.organizationId; return Order.findAll({ where })`)).toEqual(['read orders: dynamic'])
    const helper =
      'const ofOrg = (organizationId) => { const all = { where: { organizationId } }; delete all.where.organizationId; return all }'
    expect(called('return Order.findAll(ofOrg(org))', helper)).toEqual(['read orders: unscoped'])
  })

  it('what a condition leaves empty is left out, and nothing of an Op.or is false', () => {
    const where = '{ [Op.not]: [...(options ? [{}] : []), { [Op.or]: [{ ...(options ? {} : {}) }] }] }'
    expect(called(`return Customer.findAll({ where: ${where} })`)).toEqual(called('return Customer.findAll()'))
  })

  it('what is undefined throws, and drops nothing', () => {
    expect(called('return Order.findAll({ where: { organizationId: undefined } })')).toEqual(['read orders: scoped'])
    expect(called('return Order.findAll({ where: { organizationId: values?.org } })')).toEqual(['read orders: scoped'])
  })

  it('a write without a where is refused', () => {
    expect(called('return Order.destroy({})')).toEqual([])
    expect(called('return Order.update({ status: "x" }, {})')).toEqual([])
  })
})

describe('models', () => {
  it.each([
    ['of all models', 'return sequelize.models.Order.findAll()'],
    ['that are taken out', 'const { Order: Mine } = sequelize.models; return Mine.findAll()'],
    ['of an object that has them', 'return db.Order.findAll()'],
    ['of a context', 'return values.models.Order.findAll({ where: {} })'],
    ['in a variable', 'const Model = Order; return Model.findAll()'],
    ['on either way', 'return (id ? Order : Order).findAll()'],
  ])('%s', (_, call) => {
    expect(called(call)).toEqual(['read orders: unscoped'])
  })

  it('a parameter, a constructor and a property by their types', () => {
    const injected = `${head} export const calls = { it: (orders: typeof Order) => orders.findAll({ where: {} }) }`
    expect(readOf(injected)).toEqual(['read orders: unscoped'])
    const inject = `${head}
      export const calls = {
        it: class { constructor(private readonly orders: typeof Order) {} all(org) { return this.orders.count({ where: { organizationId: org } }) } },
      }`
    expect(readOf(inject)).toEqual(['read orders: scoped'])
  })

  it('this in a static method, and in a function that is set', () => {
    const own = `
      import { DataTypes, Model, Sequelize } from 'sequelize'
      import { Order, sequelize } from './models'
      export const calls = {
        it: () => { Order.findOpen = function (organizationId) { return this.findAll({ where: { organizationId } }) } },
      }`
    expect(readOf(own)).toEqual(['read orders: scoped'])
  })

  it('classes of sequelize-typescript with their scopes and associations', () => {
    const files = {
      'note.ts': `
        import { BelongsTo, Column, DefaultScope, ForeignKey, Model, Scopes, Table } from 'sequelize-typescript'
        import { Order } from './models'
        @DefaultScope(() => ({ where: { hidden: false } }))
        @Scopes(() => ({ of: (organizationId: number) => ({ where: { organizationId } }) }))
        @Table({ tableName: 'orders' })
        export class Note extends Model {
          @Column organizationId!: number
          @Column hidden!: boolean
        }`,
    }
    const program = (call: string): string => `import { Note } from './note'; export const calls = { it: (org) => ${call} }`
    expect(readOf(program("Note.scope({ method: ['of', org] }).findAll()"), files)).toEqual(['read orders: scoped'])
    expect(readOf(program('Note.findAll()'), files)).toEqual(['read orders: unscoped'])
    expect(readOf(program('Note.findByPk(1)'), files)).toEqual(['read orders: by-key'])
  })

  it.each([
    ['a list', '[{ association: "order", required: false, where: { number: id } }]'],
    ['one', '{ association: "order", required: false, where: { number: id } }'],
  ])('what a scope includes on one way adds to what is included before: %s', (_, include) => {
    const files = {
      'note.ts': `
        import { BelongsTo, Column, DefaultScope, ForeignKey, Model, Scopes, Table } from 'sequelize-typescript'
        import { Customer, Order } from './models'
        @Scopes(() => ({
          whole: { include: [{ model: Customer, as: 'customer' }] },
          ordered: (id: string) => { if (!id) { return {} } return { include: ${include} } },
        }))
        @Table({ tableName: 'notes' })
        export class Note extends Model {
          @Column organizationId!: number
          @ForeignKey(() => Order) @Column orderId!: number
          @BelongsTo(() => Order) order!: Order
          @ForeignKey(() => Customer) @Column customerId!: number
          @BelongsTo(() => Customer) customer!: Customer
        }`,
    }
    const program = `import { Note } from './note'; export const calls = { it: (id) => Note.scope(['whole', { method: ['ordered', id] }]).findAll() }`
    expect(readOf(program, files)).toContain('read customers: unscoped')
  })

  it.each([
    ['lists and maps', 'return [1].find((x) => x) ?? new Map().delete(1)'],
    ['functions of Math', 'return Math.max(1, 2)'],
    ['a hash', "return crypto.createHash('md5').update('x').digest()"],
    ['services that are called alike', 'return values.orders.findOne({ where: { id } })'],
    ['another library', 'return stripe.customers.create({ name: id })'],
    ['getters of anything', 'return values.getItems()'],
    ['a parameter that is called as a model', 'return values.update({ status: id })'],
    ['a model that is not known', 'return sequelize.models.Stranger.findAll()'],
  ])('%s are none', (_, call) => {
    expect(called(call)).toEqual([])
  })
})

it('what a query of its own gets is read where rows that it belongs to may be missing', () => {
  const include = "[{ association: 'customer', include: [{ association: 'orders', where: { organizationId: org }, separate: true }] }]"
  expect(called(`return Order.findAll({ where: { organizationId: org }, include: ${include} })`)).toContain('read customers: by-parent')
})

it.each([
  ['what is joined', "{ association: 'customer', include: [{ association: 'orders', separate: true }] }", 'read orders: by-parent'],
  [
    'what has a query of its own',
    "{ association: 'items', separate: true, include: [{ association: 'order', include: [{ association: 'customer', include: ['orders'] }] }] }",
    'read customers: by-parent',
  ],
])('a query of its own is also read within %s', (_, include, access) => {
  const read = (more: string): readonly string[] =>
    called(`return Order.findAll({ where: { organizationId: org }, include: [${include}]${more} })`)
  expect(read('')).toContain(access)
  expect(read(', limit: 5')).toEqual(read(''))
})

it('what is included with all that is included is read, too', () => {
  const include = "[{ all: 'BelongsTo', nested: true }]"
  expect(called(`return Item.findAll({ where: { organizationId: org }, include: ${include} })`)).toEqual([
    'read customers: by-parent',
    'read order_items: scoped',
    'read orders: by-parent',
    'read organizations: global',
  ])
})

describe('rows', () => {
  it.each([
    ['update', 'await order.update({ status: "x" })', 'update orders: by-row'],
    ['save', 'order.status = "x"; await order.save()', 'update orders: by-row'],
    ['destroy', 'await order.destroy()', 'update orders: by-row'],
    ['destroy by force', 'await order.destroy({ force: true })', 'delete orders: by-row'],
    ['increment', 'await order.increment("total")', 'update orders: by-row'],
    ['reload', 'await order.reload()', 'read orders: by-row'],
    ['those that belong to it', 'await order.getItems()', 'read order_items: by-row'],
    ['one that belongs to it', 'await order.getCustomer()', 'read customers: by-row'],
    ['a new one of it', 'await order.createItem({ organizationId: org })', 'insert order_items: scoped'],
    ['a new one without a tenant', 'await order.createItem({ name: "x" })', 'insert order_items: unscoped'],
  ])('%s of one that a scoped query loaded', (_, call, access) => {
    expect(called(`const order = await Order.findOne({ where: { id, organizationId: org } }); ${call}`)).toContain(access)
    expect(called(`const order = await Order.findOne({ where: { id, organizationId: org } }); ${call}`)).toContain('read orders: scoped')
  })

  it.each([
    ['organizationId: of', '', 'update orders: by-row'],
    ['organizationId: of', 'order.status = values.status; ', 'update orders: by-row'],
    ['organizationId: of', 'order.id = values.id; ', 'update orders: dynamic'],
    ['status: of', '', 'update orders: dynamic'],
  ])('of one that a function loaded by %s: %s', (where, between, access) => {
    const load = `const load = async (key: string, of: string): Promise<Order> => {
      const found = await Order.findOne({ where: { id: key, ${where} } })
      if (!found) throw new Error()
      return found
    }`
    expect(called(`const order = await load(id, org); ${between}await order.update({ status: "x" })`, load)).toContain(access)
  })

  it('of one that a function loaded in a way that can be seen, or in another', () => {
    const load = `const load = async (key: string, values: any): Promise<Order> => {
      const found = await (values ? values.orders.load(key) : Order.findOne({ where: { id: key } }))
      if (!found) throw new Error()
      return found
    }`
    expect(called('const order = await load(id, values); await order.update({ status: "x" })', load).at(-1)).toBe('update orders: dynamic')
  })

  it('of one that an unscoped query loaded is told there alone', () => {
    expect(called('const order = await Order.findByPk(id); await order.update({ status: "x" })')).toEqual([
      'read orders: by-key',
      'update orders: dynamic',
    ])
  })

  it.each([
    ['const [n] = await Order.update({ status: "x" }, { where: { id, organizationId: org } }); if (!n) throw new Error()', 'by-row'],
    ['const [n] = await Order.update({ status: "x" }, { where: { id, organizationId: org } }); if (n === 0) return', 'by-row'],
    ['const n = await Order.destroy({ where: { id, organizationId: org } }); if (!n) return', 'by-row'],
    ['const n = await Order.destroy({ where: { id, organizationId: org } }); if (n > 0) return', 'by-reference'],
    ['const n = await Order.update({ status: "x" }, { where: { id, organizationId: org } }); if (!n) return', 'by-reference'],
    ['const [, n] = await Order.update({ status: "x" }, { where: { id, organizationId: org } }); if (!n) return', 'by-reference'],
  ])('whose key was that of rows that were changed: %s', (changed, verdict) => {
    expect(called(`${changed}\nawait Item.destroy({ where: { orderId: id }, force: true })`)).toContain(`delete order_items: ${verdict}`)
  })

  it('whose key was found for the tenant', () => {
    const drop = 'await Item.destroy({ where: { orderId: id }, force: true })'
    for (const found of [
      'const order = await Order.findOne({ where: { id, organizationId: org } }); if (!order) throw new Error();',
      'const order = await Order.scope("all").findByPk(id, { where: { organizationId: org } });',
    ])
      expect(called(`${found} ${drop}`)).toContain(
        found.includes('throw') ? 'delete order_items: by-row' : 'delete order_items: by-reference',
      )
  })

  it.each([
    ['const [, rows] = await Order.update({ status: "x" }, { WHERE, returning: true }); if (!rows) return', 'by-reference'],
    ['const done = await Order.update({ status: "x" }, { WHERE }); if (!done.length) return', 'by-reference'],
    ['const [order] = await Order.findOrCreate({ WHERE }); if (!order) return', 'by-reference'],
    ['const order = await Order.findOne({ WHERE }); if (order === undefined) return', 'by-reference'],
    ['await Order.findOne({ WHERE, rejectOnEmpty: false })', 'by-reference'],
    ['await Order.findOne({ WHERE, rejectOnEmpty: true })', 'by-row'],
    ['const [order] = await Order.findAll({ WHERE }); if (!order) return', 'by-row'],
  ])('by a key of which a call may have found none: %s', (found, verdict) => {
    const body = `${found.replace('WHERE', 'where: { id, organizationId: org }')}; await Item.destroy({ where: { orderId: id }, force: true })`
    expect(called(body)).toContain(`delete order_items: ${verdict}`)
  })

  it.each([
    ['order: Order', 'order.id', 'dynamic'],
    ['{ order }: { order: Order }', 'order.id', 'dynamic'],
    ['order: Order', '[order.id]', 'dynamic'],
    ['order: any', 'order.id', 'by-reference'],
    ['order: CreationAttributes<Order>', 'order.id', 'by-reference'],
    ['body: { order: { id: string } }', 'body.order.id', 'by-reference'],
    ['id: string, order = Order.build({ id })', 'order.id', 'by-reference'],
  ])('that come from elsewhere, as %s, give a key, %s', (given, key, verdict) => {
    const find = `${head} export const calls = { it: (${given}) => Item.findAll({ where: { orderId: ${key} } }) }`
    expect(readOf(find)).toEqual([`read order_items: ${verdict}`])
  })

  it('each of several', () => {
    const load = 'const orders = await Order.findAll({ where: { organizationId: org } });'
    for (const each of [
      'for (const order of orders) await order.destroy({ force: true })',
      'await Promise.all(orders.map((order) => order.destroy({ force: true })))',
    ])
      expect(called(`${load} ${each}`)).toEqual(['delete orders: by-row', 'read orders: scoped'])
  })

  it('one that comes from elsewhere is dynamic', () => {
    const typed = `${head} export const calls = { it: (order: Order) => order.update({ status: 'x' }) }`
    expect(readOf(typed)).toEqual(['update orders: dynamic'])
    const method = `${head} export const calls = { it: () => { Order.prototype.close = function () { return this.update({ status: 'x' }) } } }`
    expect(readOf(method)).toEqual(['update orders: dynamic'])
    expect(readOf(`${head} export const calls = { it: (order: Order) => order.getItems() }`)).toEqual(['read order_items: dynamic'])
    const plans = `import { Model } from 'sequelize'
      import { Order, sequelize } from './models'
      export class Plan extends Model {}
      Plan.init({}, { sequelize })
      Plan.hasMany(Order, { foreignKey: 'customerId' })`
    const ofPlan = `import { Plan } from './plans'\nexport const calls = { it: (plan: Plan) => plan.getOrders() }`
    expect(readOf(ofPlan, { 'plans.ts': plans })).toEqual(['read orders: dynamic'])
  })

  it('what is many to many goes by the table between', () => {
    const load = 'const order = await Order.findOne({ where: { id, organizationId: org } });'
    expect(called(`${load} await order.getTags()`)).toEqual(['read order_tags: global', 'read orders: scoped', 'read tags: by-row'])
    expect(called(`${load} await order.addTag(id)`)).toContain('insert order_tags: global')
    expect(called(`${load} await order.removeTag(id)`)).toContain('delete order_tags: global')
  })

  it('a method of the model is none of an association', () => {
    const files = {
      'ticket.ts': `
        import { DataTypes, Model } from 'sequelize'
        import { Item, sequelize } from './models'
        export class Ticket extends Model { createItem(name) { return name } }
        Ticket.init({ organizationId: DataTypes.INTEGER }, { sequelize, tableName: 'orders' })
        Ticket.hasMany(Item, { as: 'items', foreignKey: 'orderId' })
        Ticket.prototype.countItems = function () { return 1 }`,
    }
    const of = (call: string): readonly string[] =>
      readOf(`import { Ticket } from './ticket'; export const calls = { it: (ticket: Ticket) => ticket.${call} }`, files)
    expect(of("createItem('x')")).toEqual([])
    expect(of('countItems()')).toEqual([])
    expect(of('getItems()')).toEqual(['read order_items: dynamic'])
  })

  it('those that belong to it without their default scope', () => {
    const files = {
      'ticket.ts': `
        import { DataTypes, Model } from 'sequelize'
        import { Customer, sequelize } from './models'
        export class Ticket extends Model {}
        Ticket.init(
          { organizationId: DataTypes.INTEGER, customerId: DataTypes.INTEGER },
          { sequelize, tableName: 'orders', defaultScope: { where: { organizationId: 1 } } },
        )
        Customer.hasMany(Ticket, { as: 'tickets', foreignKey: 'customerId' })`,
    }
    const of = (given: string): readonly string[] =>
      readOf(
        `${head} import './ticket'; export const calls = { it: async (id) => { const one = await Customer.findByPk(id); await one.getTickets(${given}) } }`,
        files,
      )
    expect(of('')).toContain('read orders: scoped')
    expect(of('{ scope: false }')).toContain('read orders: dynamic')
  })

  it.each([
    "order.get('organizationId')",
    "order.getDataValue('organizationId')",
    'order.dataValues.organizationId',
    "order.get('organizationId').toString()",
    'order.toJSON().organizationId',
    'order.get({ plain: true }).organizationId',
  ])('leads on behind a comparison of what it gives: %s', (tenant) => {
    const read = (check: string): readonly string[] =>
      called(
        `const order = await Order.findByPk(id); if (!order || ${check}) throw new Error(); return Item.findAll({ where: { orderId: order.id } })`,
      )
    expect(read(`${tenant} !== org`)).toEqual(['read order_items: by-row', 'read orders: by-guard'])
    expect(read(`${tenant} === org`)).toEqual(['read order_items: dynamic', 'read orders: by-key'])
    expect(read(`${tenant.replace('organizationId', 'status')} !== org`)).toEqual(['read order_items: dynamic', 'read orders: by-key'])
  })

  it.each(["order.get('id')", "order.getDataValue('id')", 'order.toJSON().id', 'order.get().id'])(
    'leads on by the key that it gives: %s',
    (key) => {
      const body = `const order = await Order.findOne({ where: { id, organizationId: org } }); if (!order) throw new Error(); return Item.destroy({ where: { orderId: ${key} } })`
      expect(called(body)).toEqual(['delete order_items: by-row', 'read orders: scoped'])
    },
  )

  it.each(['const { organizationId } = order.get()', 'const plain = order.toJSON(); const { organizationId } = plain'])(
    'leads on behind a comparison of what is taken out of it: %s',
    (taken) => {
      const body = `const order = await Order.findByPk(id); if (!order) throw new Error(); ${taken}; if (organizationId !== org) throw new Error(); return Item.findAll({ where: { orderId: order.id } })`
      expect(called(body)).toEqual(['read order_items: by-row', 'read orders: by-guard'])
    },
  )

  it.each([
    ['sequelize.escape(req.query.status)', 0],
    ['db.sequelize.escape(req.query.status)', 0],
    ['values.escape(req.query.status)', 1],
    ['req.query.status', 1],
    ["'${sequelize.escape(req.query.status)}'", 1],
  ])('what a connection escapes in SQL is a value: %s', (value, reports) => {
    const text = `${head} export const run = (req, values, db) => Order.findAll({ where: literal(\`status = ${value.startsWith("'") ? value : `\${${value}}`}\`) })`
    const files = { 'package.json': '{"dependencies":{"sequelize":"6"}}', ...models }
    expect(lint(text, { rule: 'no-unsafe-interpolation', options: [{ checkText: true }], schema: files, file: 'app.ts' })).toHaveLength(
      reports,
    )
  })

  it('a row that the program compares itself', () => {
    const load = 'const order = await Order.findByPk(id); if (!order || order.organizationId !== org) throw new Error();'
    expect(called(`${load} await Item.findAll({ where: { orderId: order.id } })`)).toEqual([
      'read order_items: by-row',
      'read orders: by-guard',
    ])
  })

  it.each(['item', 'items'])('$create of sequelize-typescript: %s', (name) => {
    const given = 'const order = await Order.findOne({ where: { id, organizationId: org } });'
    expect(called(`${given} await order.$create("${name}", { sku: "x" })`)).toEqual(called(`${given} await order.createItem({ sku: "x" })`))
    expect(called(`${given} await order.$add("${name}", values)`)).toEqual(called(`${given} await order.addItem(values)`))
    expect(called(`${given} await order.$remove("${name}", values)`)).toEqual(called(`${given} await order.removeItem(values)`))
    expect(called(`${given} await order.$add("${name}", values)`).length).toBeGreaterThan(1)
  })

  it('$get of sequelize-typescript', () => {
    expect(called('const order = await Order.findOne({ where: { id, organizationId: org } }); await order.$get("items")')).toContain(
      'read order_items: by-row',
    )
  })

  it('a loaded row gives the key of another query', () => {
    const load = 'const order = await Order.findOne({ where: { id, organizationId: org } });'
    expect(called(`${load} await Item.findAll({ where: { orderId: order.id } })`)).toContain('read order_items: by-row')
    expect(called(`${load} await Customer.findByPk(order.customerId)`)).toContain('read customers: by-row')
  })

  it('what is included in a loaded row gives the key of another query', () => {
    const load = (options: string): string => `const order = await Order.findOne({ where: { id, organizationId: org }, ${options} });`
    const change = 'await Customer.update({ name: "x" }, { where: { id: order.customer.id } })'
    expect(called(`${load('include: [{ model: Customer, as: "customer" }]')} ${change}`)).toContain('update customers: by-row')
    expect(called(`${load('include: ["customer", "items"], limit: 1')} ${change}`)).toContain('update customers: by-row')
  })
})
