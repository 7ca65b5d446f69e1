/** The models of a shop, as Sequelize defines them. */
export const models = {
  'models.ts': `
    import { DataTypes, literal, Model, Op, Sequelize } from 'sequelize'
    export const sequelize = new Sequelize('postgres://localhost/x', { define: { underscored: true } })

    export class Organization extends Model {}
    Organization.init({ name: DataTypes.STRING, slug: { type: DataTypes.STRING, unique: true } }, { sequelize })

    export class User extends Model {}
    User.init({ email: { type: DataTypes.STRING, unique: true } }, { sequelize })

    export class Membership extends Model {}
    Membership.init(
      { organizationId: { type: DataTypes.INTEGER, primaryKey: true }, userId: { type: DataTypes.INTEGER, primaryKey: true } },
      { sequelize },
    )

    export class Customer extends Model {}
    Customer.init({ name: DataTypes.STRING, organizationId: { type: DataTypes.INTEGER, allowNull: false } }, { sequelize })

    export class Order extends Model {
      static async open(organizationId: number) {
        return this.findAll({ where: { organizationId, status: 'open' } })
      }
    }
    Order.init(
      {
        number: DataTypes.INTEGER,
        status: DataTypes.STRING,
        total: { type: DataTypes.INTEGER, field: 'total_amount' },
        meta: DataTypes.JSONB,
        labels: DataTypes.ARRAY(DataTypes.STRING),
        organizationId: { type: DataTypes.INTEGER, allowNull: false },
        customerId: DataTypes.INTEGER,
        placedAt: DataTypes.DATE,
      },
      {
        sequelize,
        paranoid: true,
        indexes: [{ unique: true, fields: ['organization_id', 'number'] }],
        scopes: {
          open: { where: { status: 'open' } },
          ofOrganization(organizationId: number) {
            return { where: { organizationId } }
          },
          withItems: { include: [{ association: 'items' }] },
          recent: { order: [['placedAt', 'DESC']], limit: 3 },
        },
      },
    )

    export class Item extends Model {}
    Item.init(
      { name: DataTypes.STRING, quantity: DataTypes.INTEGER, organizationId: { type: DataTypes.INTEGER, allowNull: false } },
      { sequelize, tableName: 'order_items', defaultScope: { where: { quantity: { [Op.gt]: 0 } } } },
    )

    export class Tag extends Model {}
    Tag.init({ name: DataTypes.STRING, organizationId: { type: DataTypes.INTEGER, allowNull: false } }, { sequelize })
    export class OrderTag extends Model {}
    OrderTag.init({ note: DataTypes.STRING }, { sequelize })

    export const Setting = sequelize.define(
      'Setting',
      { key: DataTypes.STRING, value: DataTypes.STRING, organizationId: { type: DataTypes.INTEGER, allowNull: false } },
      { defaultScope: { where: { organizationId: 1 } } },
    )

    export const Notice = sequelize.define(
      'Notice',
      { text: DataTypes.STRING, organizationId: { type: DataTypes.INTEGER, allowNull: false } },
      { defaultScope: { where: literal('organization_id = 1') } },
    )

    Order.belongsTo(Organization, { as: 'organization', foreignKey: 'organizationId' })
    Organization.hasMany(Order, { as: 'orders', foreignKey: 'organizationId' })
    Order.belongsTo(Customer, { as: 'customer', foreignKey: 'customerId' })
    Customer.hasMany(Order, { as: 'orders', foreignKey: 'customerId' })
    Customer.belongsTo(Organization, { as: 'organization', foreignKey: 'organizationId' })
    Order.hasMany(Item, { as: 'items', foreignKey: 'orderId' })
    Item.belongsTo(Order, { as: 'order', foreignKey: 'orderId' })
    Item.belongsTo(Organization, { foreignKey: 'organizationId' })
    Tag.belongsTo(Organization, { foreignKey: 'organizationId' })
    Setting.belongsTo(Organization, { foreignKey: 'organizationId' })
    Order.belongsToMany(Tag, { as: 'tags', through: OrderTag, foreignKey: 'orderId', otherKey: 'tagId' })
    Tag.belongsToMany(Order, { as: 'orders', through: OrderTag, foreignKey: 'tagId', otherKey: 'orderId' })
    Membership.belongsTo(User, { foreignKey: 'userId' })
    Membership.belongsTo(Organization, { foreignKey: 'organizationId' })
    User.hasMany(Membership, { as: 'memberships', foreignKey: 'userId' })
  `,
} as const
