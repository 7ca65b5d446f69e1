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
