/** Folders of migrations; those whose names begin with a digit are run. */
export const migrations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tables and columns': {
    '01-begin.js': `
      'use strict'
      const { timestamps } = require('./lib/columns')
      module.exports = {
        up: async (queryInterface, Sequelize) => {
          await queryInterface.createTable('Organizations', {
            id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
            slug: { type: Sequelize.STRING, allowNull: false, unique: true },
            plan: { type: Sequelize.ENUM('free', 'paid'), defaultValue: 'free', allowNull: false },
            ...timestamps(Sequelize),
          })
          await queryInterface.createTable('Projects', {
            id: { type: Sequelize.UUID, primaryKey: true, defaultValue: Sequelize.literal('gen_random_uuid()') },
            OrganizationId: { type: Sequelize.INTEGER, allowNull: false, references: { model: 'Organizations', key: 'id' }, onDelete: 'CASCADE', onUpdate: 'CASCADE' },
            parent: { type: Sequelize.UUID, references: { model: 'Projects' } },
            title: Sequelize.TEXT,
            number: { type: Sequelize.BIGINT, field: 'the_number' },
            same: { type: Sequelize.STRING, unique: 'ignored_here' },
            data: { type: Sequelize.JSONB, defaultValue: {} },
          }, { uniqueKeys: { number_per_organization: { fields: ['OrganizationId', 'the_number'] } } })
          await queryInterface.createSchema('audit')
          await queryInterface.createTable({ tableName: 'Entries', schema: 'audit' }, { id: { type: Sequelize.BIGINT, autoIncrement: true, primaryKey: true }, kind: Sequelize.ENUM('a') })
          await queryInterface.createTable('Notes', { a: { type: Sequelize.INTEGER, primaryKey: true }, b: { type: Sequelize.INTEGER, primaryKey: true } }, { schema: 'audit' })
          await queryInterface.createTable('Old', { id: Sequelize.INTEGER })
        },
        down: async (queryInterface) => queryInterface.dropAllTables(),
      }
    `,
    '02-change.ts': `
      import { DataTypes, QueryInterface } from 'sequelize'
      export async function up(queryInterface: QueryInterface, Sequelize: any) {
        await queryInterface.addColumn('Projects', 'state', { type: Sequelize.ENUM('open', 'done'), defaultValue: 'open', allowNull: false })
        await queryInterface.addColumn('Projects', 'owner', { type: DataTypes.INTEGER, references: { model: { tableName: 'Organizations' }, key: 'id' }, onDelete: 'SET NULL' })
        await queryInterface.addColumn({ tableName: 'Entries', schema: 'audit' }, 'text', DataTypes.STRING(20))
        await queryInterface.addColumn('Projects', 'code', { type: DataTypes.STRING, unique: true })
        for (const [name, type] of Object.entries({ first: DataTypes.DATE, second: DataTypes.DATEONLY })) await queryInterface.addColumn('Projects', name, { type })
        await queryInterface.renameColumn('Projects', 'title', 'name')
        await queryInterface.removeColumn('Projects', 'same')
        await queryInterface.renameTable('Old', 'Older')
        await queryInterface.changeColumn('Projects', 'name', { type: DataTypes.STRING(120), allowNull: false, defaultValue: 'x' })
        await queryInterface.changeColumn('Projects', 'the_number', { type: DataTypes.INTEGER })
        await queryInterface.changeColumn('Projects', 'code', { type: DataTypes.STRING(9), unique: true })
        await queryInterface.changeColumn('Projects', 'parent', { type: DataTypes.UUID, references: { model: 'Projects', key: 'id' }, onDelete: 'CASCADE' })
        await queryInterface.changeColumn('Older', 'id', { type: DataTypes.BIGINT, allowNull: false })
      }
    `,
    '03-drop.js': `
      exports.up = function (queryInterface, Sequelize) {
        return queryInterface.dropTable('Older', { cascade: true }).then(() => queryInterface.dropTable({ tableName: 'Notes', schema: 'audit' }))
      }
    `,
    'lib/columns.js': `
      exports.timestamps = (Sequelize) => ({
        createdAt: { type: Sequelize.DATE, allowNull: false, defaultValue: Sequelize.fn('now') },
        updatedAt: { type: Sequelize.DATE, defaultValue: Sequelize.NOW },
        deletedAt: Sequelize.DATE,
      })
    `,
  },
  'indexes and constraints': {
    '01.js': `
      module.exports = {
        async up(queryInterface, Sequelize) {
          const { Op } = Sequelize
          await queryInterface.createSchema('crm')
          await queryInterface.createTable('Users', { id: { type: Sequelize.INTEGER, primaryKey: true }, email: Sequelize.STRING, teamId: Sequelize.INTEGER, age: Sequelize.INTEGER, tags: Sequelize.ARRAY(Sequelize.STRING), deletedAt: Sequelize.DATE })
          await queryInterface.createTable({ tableName: 'Teams', schema: 'crm' }, { id: { type: Sequelize.INTEGER }, a: Sequelize.INTEGER, b: Sequelize.INTEGER })
          await queryInterface.addIndex('Users', ['email'])
          await queryInterface.addIndex('Users', ['teamId', 'email'], { unique: true, where: { deletedAt: null } })
          await queryInterface.addIndex('Users', { fields: ['age'], name: 'by_age', where: { age: { [Op.gt]: 3 } } })
          await queryInterface.addIndex('Users', [{ name: 'age', order: 'DESC' }], { type: 'UNIQUE', name: 'old_first' })
          await queryInterface.addIndex('Users', [Sequelize.fn('lower', Sequelize.col('email'))], { name: 'lower_email', unique: true })
          await queryInterface.addIndex('Users', ['tags'], { using: 'gin' })
          await queryInterface.addIndex('Users', ['deletedAt'], { concurrently: true })
          await queryInterface.addIndex({ tableName: 'Teams', schema: 'crm' }, ['a'])
          await queryInterface.addIndex('crm.Teams', ['b'])
          await queryInterface.addIndex('Users', ['id', 'age'])
          await queryInterface.removeIndex('Users', ['id', 'age'])
          await queryInterface.addIndex('Users', ['id', 'email'], { name: 'gone' })
          await queryInterface.removeIndex('Users', 'gone')
          await queryInterface.addConstraint({ tableName: 'Teams', schema: 'crm' }, { fields: ['id'], type: 'primary key', name: 'teams_key' })
          await queryInterface.addConstraint('Users', { fields: ['email', 'age'], type: 'unique' })
          await queryInterface.addConstraint('Users', { fields: ['id', 'teamId'], type: 'UNIQUE', name: 'deferred', deferrable: Sequelize.Deferrable.INITIALLY_DEFERRED })
          await queryInterface.addConstraint('Users', { fields: ['age'], type: 'check', where: { age: { [Op.gte]: 0 } } })
          await queryInterface.addConstraint('Users', { fields: ['age'], type: 'check', name: 'adult', where: { age: [18, 19] } })
          await queryInterface.addConstraint('Users', { fields: ['teamId'], type: 'foreign key', references: { table: { tableName: 'Teams', schema: 'crm' }, field: 'id' }, name: 'team', onDelete: 'cascade', onUpdate: 'no action' })
          await queryInterface.addConstraint('Users', { fields: ['age'], type: 'foreign key', references: { table: 'Users', field: 'id' } })
          await queryInterface.addConstraint('Users', { fields: ['id'], type: 'unique', name: 'dropped' })
          await queryInterface.removeConstraint('Users', 'dropped')
        },
      }
    `,
  },
  'texts, transactions and questions': {
    '01.js': `
      module.exports = {
        up: (queryInterface, Sequelize) => queryInterface.sequelize.transaction(async (transaction) => {
          await queryInterface.sequelize.query(\`CREATE TABLE "Accounts" ("id" serial PRIMARY KEY, "name" text)\`, { transaction })
          await Promise.all([
            queryInterface.addColumn('Accounts', 'a', Sequelize.INTEGER, { transaction }),
            queryInterface.addColumn('Accounts', 'b', { type: Sequelize.INTEGER }, { transaction }),
          ])
          await queryInterface.bulkInsert('Accounts', [{ name: 'x' }], { transaction })
          await queryInterface.sequelize.query('UPDATE "Accounts" SET a = 1', { transaction })
        }),
      }
    `,
    '02.js': `
      const tables = ['Accounts', 'Missing']
      module.exports = {
        up: async (queryInterface, Sequelize) => {
          const there = await queryInterface.describeTable('Accounts')
          if (!there.a) await queryInterface.addColumn('Accounts', 'a', Sequelize.TEXT)
          if (!there.c) await queryInterface.addColumn('Accounts', 'c', Sequelize.TEXT)
          if (!('d' in there)) await queryInterface.addColumn('Accounts', 'd', Sequelize.TEXT)
          for (const table of tables) {
            if (await queryInterface.tableExists(table)) await queryInterface.addColumn(table, 'e', Sequelize.TEXT)
            else {
              await queryInterface.createTable(table, { id: Sequelize.INTEGER, other: { type: Sequelize.INTEGER } })
              await queryInterface.addIndex(table, ['id', 'other'])
            }
          }
          const all = await queryInterface.showAllTables()
          if (!all.includes('More')) await queryInterface.createTable('More', { id: { type: Sequelize.INTEGER, primaryKey: true } })
          const transaction = await queryInterface.sequelize.transaction()
          try {
            await queryInterface.addIndex('More', ['id'], { transaction })
            await transaction.commit()
          } catch (error) {
            await transaction.rollback()
            throw error
          }
        },
      }
    `,
    '03.ts': `
      export default {
        name: 'third',
        async up({ context: queryInterface }: any) {
          await queryInterface.createFunction('touch', [], 'trigger', 'plpgsql', 'NEW.name = now(); RETURN NEW;', [], { force: true })
          await queryInterface.sequelize.query('CREATE TRIGGER touched BEFORE UPDATE ON "Accounts" FOR EACH ROW EXECUTE FUNCTION touch()')
        },
      }
    `,
  },
}
