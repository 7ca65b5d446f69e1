import { expect, it } from 'vitest'
import { lint } from '../../support/run-rule.ts'

const schema = {
  'package.json': JSON.stringify({ dependencies: { sequelize: '6.37.0', pg: '8.0.0' } }),
  'db.js': "const { Sequelize } = require('sequelize')\nmodule.exports = new Sequelize('postgres://localhost/shop')\n",
  'models/order.js': `const { DataTypes } = require('sequelize')
const sequelize = require('../db')
const Order = sequelize.define(
  'Order',
  { id: { type: DataTypes.INTEGER, primaryKey: true }, organizationId: { type: DataTypes.INTEGER, allowNull: false }, price: DataTypes.INTEGER },
  { tableName: 'orders', timestamps: false },
)
Order.findForOrg = function (organizationId) {
  return this.findAll({ where: { organizationId } })
}
Order.listBy = async (where) => Order.findAll({ where })
Order.twice = () => Order.findAll({ where: { organizationId: 1 } })
Order.twice = () => Order.findAll()
module.exports = Order
`,
}

const told = (body: string): string[] =>
  ['require-tenant-filter', 'require-tenant-with-key'].flatMap((rule) =>
    lint(`const Order = require('./models/order')\nexports.run = async (org, id) => { ${body} }\n`, { rule, schema, file: 'run.js' }).map(
      ({ messageId }) => messageId ?? '',
    ),
  )

it('what a function gives that a model was given elsewhere leads on', () => {
  const change = 'await Order.update({ price: 1 }, { where: { id: order.id } })'
  expect(told(`const [order] = await Order.findForOrg(org); ${change}`)).toEqual([])
  expect(told(`const [order] = await Order.twice(); ${change}`)).toEqual(['byKey'])
})

it('what it asks with the conditions of a call is told there', () => {
  expect(told('await Order.findAll({ where: { organizationId: org } }); return Order.listBy({ price: 1 })')).toEqual(['unscoped'])
  expect(told('await Order.findAll({ where: { organizationId: org } }); return Order.listBy({ organizationId: org, id })')).toEqual([])
})

const columns = `{ id: { type: DataTypes.INTEGER, primaryKey: true }, organizationId: { type: DataTypes.INTEGER, allowNull: false }, price: DataTypes.INTEGER }`
const defined = `(sequelize, DataTypes) => {
  const Order = sequelize.define('Order', ${columns}, { tableName: 'orders', timestamps: false })
  Order.findForOrg = function (organizationId) { return this.findAll({ where: { organizationId } }) }
  Order.findPaid = function (price) { return this.findAll({ where: { price } }) }
  Order.listBy = async (where) => Order.findAll({ where })
  Order.associate = (models) => {}
  return Order
}`
const extended = `(sequelize, DataTypes) => {
  class Order extends Model {
    static findForOrg(organizationId) { return this.findAll({ where: { organizationId } }) }
    static findPaid(price) { return this.findAll({ where: { price } }) }
    static listBy(where) { return this.findAll({ where }) }
    static associate(models) {}
  }
  Order.init(${columns}, { sequelize, tableName: 'orders', timestamps: false })
  return Order
}`

const commonIndex = `const { Sequelize, DataTypes } = require('sequelize')
const sequelize = new Sequelize('postgres://localhost/shop')
const db = { sequelize }
db.Order = require('./order')(sequelize, DataTypes)
module.exports = db
`
const index = `import { Sequelize, DataTypes } from 'sequelize'
import order from './order'
const sequelize = new Sequelize('postgres://localhost/shop')
export default { sequelize, Order: order(sequelize, DataTypes) }
`

it.each([
  ['define, in CommonJS', `module.exports = ${defined}\n`, commonIndex],
  ['define', `export default ${defined}\n`, index],
  ['a class, in CommonJS', `const { Model } = require('sequelize')\nmodule.exports = ${extended}\n`, commonIndex],
  ['a class', `import { Model } from 'sequelize'\nexport default ${extended}\n`, index],
])('methods of a model that a function makes are read in its file and where they are called: %s', (_, order, models) => {
  const files = { 'package.json': schema['package.json'], 'models/order.js': order, 'models/index.js': models }
  const linted = (text: string, file: string): string[] =>
    ['require-tenant-filter', 'require-tenant-with-key'].flatMap((rule) =>
      lint(text, { rule, schema: files, file }).map(({ messageId }) => messageId ?? ''),
    )
  const run = (body: string): string[] =>
    linted(
      `const db = ${models === index ? "require('./models').default" : "require('./models')"}\nexports.run = async (org, id) => { ${body} }\n`,
      'run.js',
    )
  expect(linted(order, 'models/order.js')).toEqual(['unscoped'])
  expect(run('await db.Order.listBy({ price: 1 })')).toEqual(['unscoped'])
  expect(run('await db.Order.listBy({ organizationId: org, id })')).toEqual([])
  const change = 'await db.Order.update({ price: 1 }, { where: { id: order.id } })'
  expect(run(`const [order] = await db.Order.findForOrg(org); ${change}`)).toEqual([])
  expect(run(change)).toEqual(['byKey'])
})
