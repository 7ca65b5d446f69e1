export interface Schema {
  readonly files: Readonly<Record<string, string>>
  /** What is in the database before. */
  readonly before?: string
}

const extensions = 'CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE EXTENSION "uuid-ossp"'

/** Each in a notation of its own; the first file is the one that is run. */
export const schemas: Readonly<Record<string, Schema>> = {
  'indexes of names that are taken': {
    files: {
      'index.ts': `
        import { DataTypes, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        sequelize.define('orders', {
          id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
          code: { type: DataTypes.STRING, unique: true },
          note: DataTypes.STRING,
        }, {
          tableName: 'orders',
          timestamps: false,
          indexes: [
            { name: 'orders_pkey', unique: true, fields: [{ name: 'id' }] },
            { name: 'orders_code_key', fields: ['note'] },
            { name: 'orders_note', fields: ['note'] },
          ],
        })`,
    },
  },
  'all types': {
    before: extensions,
    files: {
      'index.ts': `
        import { DataTypes, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        sequelize.define('Everything', {
          string: DataTypes.STRING,
          short: DataTypes.STRING(10),
          bytes: DataTypes.STRING.BINARY,
          char: DataTypes.CHAR(3),
          text: { type: DataTypes.TEXT },
          tiny: { type: DataTypes.TEXT('tiny') },
          citext: DataTypes.CITEXT,
          small: DataTypes.SMALLINT,
          integer: DataTypes.INTEGER,
          unsigned: DataTypes.INTEGER.UNSIGNED,
          big: DataTypes.BIGINT,
          real: DataTypes.REAL,
          double: DataTypes.DOUBLE,
          float: DataTypes.FLOAT,
          float11: DataTypes.FLOAT(11),
          decimal: DataTypes.DECIMAL,
          money: DataTypes.DECIMAL(10, 2),
          numeric: DataTypes.NUMERIC(5),
          boolean: DataTypes.BOOLEAN,
          date: DataTypes.DATE,
          date6: DataTypes.DATE(6),
          day: DataTypes.DATEONLY,
          time: DataTypes.TIME,
          uuid: DataTypes.UUID,
          json: DataTypes.JSON,
          jsonb: DataTypes.JSONB,
          blob: DataTypes.BLOB,
          longBlob: DataTypes.BLOB('long'),
          hstore: { type: 'HSTORE' },
          cidr: DataTypes.CIDR,
          inet: DataTypes.INET,
          mac: DataTypes.MACADDR,
          vector: DataTypes.TSVECTOR,
          list: DataTypes.ARRAY(DataTypes.STRING),
          matrix: DataTypes.ARRAY(DataTypes.ARRAY(DataTypes.INTEGER)),
          range: DataTypes.RANGE(DataTypes.DATE),
          plainRange: DataTypes.RANGE,
          days: DataTypes.RANGE(DataTypes.DATEONLY),
          numbers: DataTypes.RANGE(DataTypes.DECIMAL),
          mood: DataTypes.ENUM('happy', "it's ok"),
          moods: DataTypes.ARRAY(DataTypes.ENUM('a', 'b')),
          state: { type: DataTypes.ENUM, values: ['on', 'off'] },
          named: { type: DataTypes.ENUM({ values: ['x', 'y'] }) },
          raw: { type: 'varchar(40)' },
          virtual: DataTypes.VIRTUAL,
          computed: { type: DataTypes.VIRTUAL(DataTypes.STRING, ['string']), get() { return 1 } },
          made: new DataTypes.STRING(7),
        })
      `,
    },
  },
  defaults: {
    before: extensions,
    files: {
      'index.ts': `
        import { DataTypes, Sequelize, fn, literal, col, UUIDV4 } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        const make = () => 'x'
        sequelize.define('Default', {
          id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 },
          other: { type: DataTypes.UUID, defaultValue: UUIDV4 },
          server: { type: DataTypes.UUID, defaultValue: Sequelize.fn('uuid_generate_v4') },
          second: { type: DataTypes.UUID, defaultValue: literal('gen_random_uuid()') },
          now: { type: DataTypes.DATE, defaultValue: DataTypes.NOW },
          at: { type: DataTypes.DATE, defaultValue: fn('now') },
          since: { type: DataTypes.DATE, defaultValue: sequelize.literal('CURRENT_TIMESTAMP') },
          text: { type: DataTypes.STRING, defaultValue: "it's" },
          nothing: { type: DataTypes.TEXT, defaultValue: null },
          number: { type: DataTypes.INTEGER, defaultValue: 3 },
          minus: { type: DataTypes.INTEGER, defaultValue: -3 },
          share: { type: DataTypes.DOUBLE, defaultValue: 1.5 },
          price: { type: DataTypes.DECIMAL(10, 2), defaultValue: 0 },
          flag: { type: DataTypes.BOOLEAN, defaultValue: false, allowNull: false },
          options: { type: DataTypes.JSONB, defaultValue: { a: [1, 'b'], c: null } },
          list: { type: DataTypes.JSON, defaultValue: [] },
          tags: { type: DataTypes.ARRAY(DataTypes.STRING), defaultValue: ['a', 'b'] },
          none: { type: DataTypes.ARRAY(DataTypes.INTEGER), defaultValue: [] },
          state: { type: DataTypes.ENUM('on', 'off'), defaultValue: 'on', allowNull: false },
          states: { type: DataTypes.ARRAY(DataTypes.ENUM('on', 'off')), defaultValue: ['on'] },
          made: { type: DataTypes.STRING, defaultValue: () => make() },
          passed: { type: DataTypes.STRING, defaultValue: make },
          lower: { type: DataTypes.STRING, defaultValue: fn('lower', 'X') },
        }, { timestamps: false })
      `,
    },
  },
  options: {
    before: 'CREATE SCHEMA crm',
    files: {
      'index.ts': `
        import { DataTypes, Model, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x', { define: { underscored: true } })
        class OrderLine extends Model {}
        OrderLine.init({ orderNumber: DataTypes.INTEGER, HTTPCode: DataTypes.STRING, longName: { type: DataTypes.STRING, field: 'name' } }, { sequelize, paranoid: true })
        class Person extends Model { declare id: number }
        Person.init({ id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true } }, { sequelize, timestamps: false })
        class Category extends Model {}
        Category.init({ small: { type: DataTypes.SMALLINT, autoIncrement: true, primaryKey: true } }, { sequelize, underscored: false, version: true })
        class Status extends Model {}
        Status.init({ code: { type: DataTypes.STRING(3), primaryKey: true } }, { sequelize, freezeTableName: true, createdAt: 'made_on', updatedAt: false })
        class Media extends Model {}
        Media.init({ a: { type: DataTypes.INTEGER, primaryKey: true }, b: { type: DataTypes.INTEGER, primaryKey: true } }, { sequelize, modelName: 'mediaFile', schema: 'crm', paranoid: true, deletedAt: 'removedAt' })
        class Identity extends Model {}
        Identity.init({ id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true, autoIncrementIdentity: true }, createdAt: { type: DataTypes.DATEONLY, field: 'born' } }, { sequelize, tableName: 'Identities Of All', comment: 'x' })
        class Sheep extends Model {}
        Sheep.init({ kind: { type: DataTypes.ENUM('a'), field: 'a_kind' } }, { sequelize, schema: 'crm', underscored: false })
      `,
    },
  },
  uniques: {
    files: {
      'index.ts': `
        import { DataTypes, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        sequelize.define('account', {
          email: { type: DataTypes.STRING, unique: true, allowNull: false },
          handle: { type: DataTypes.STRING, unique: { name: 'handles', msg: 'taken' } },
          nick: { type: DataTypes.STRING, unique: { msg: 'taken' } },
          organizationId: { type: DataTypes.INTEGER, unique: 'per_organization', field: 'organization_id' },
          number: { type: DataTypes.INTEGER, unique: 'per_organization' },
          open: { type: DataTypes.STRING, unique: false },
        })
      `,
    },
  },
  indexes: {
    before: extensions,
    files: {
      'index.ts': `
        import { DataTypes, Op, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        const both = ['organizationId', 'number']
        sequelize.define('Invoice', {
          organizationId: DataTypes.INTEGER,
          number: DataTypes.INTEGER,
          title: DataTypes.STRING,
          tags: DataTypes.ARRAY(DataTypes.STRING),
          data: DataTypes.JSONB,
          extra: { type: DataTypes.JSONB, index: true, field: 'extra_data' },
          state: DataTypes.STRING,
          deletedAt: DataTypes.DATE,
        }, {
          indexes: [
            { fields: both },
            { fields: ['organizationId', { name: 'number', order: 'DESC' }], name: 'newest_first' },
            { fields: ['number'], unique: true, where: { deletedAt: null } },
            { fields: ['title'], type: 'UNIQUE', name: 'one_title', where: { deletedAt: { [Op.is]: null }, state: { [Op.ne]: 'draft' } } },
            { fields: ['data'], using: 'gin' },
            { fields: ['data'], using: 'GIN', operator: 'jsonb_path_ops', name: 'paths' },
            { fields: [{ name: 'title', operator: 'gin_trgm_ops' }], using: 'gin', name: 'words' },
            { fields: [Sequelize.fn('lower', Sequelize.col('title'))], name: 'lower_title' },
            { fields: [Sequelize.literal("(data->>'x')"), 'number'] },
            { fields: [sequelize.fn('lower', sequelize.col('state')), 'organizationId'], unique: true },
            { fields: [{ name: 'title', collate: 'C' }], name: 'plain_title' },
            { fields: [{ attribute: 'state', order: 'DESC NULLS LAST' }], concurrently: true },
            { name: 'some', fields: ['state'], where: { state: ['a', 'b'] } },
            { name: 'either', fields: ['number'], where: { [Op.or]: [{ state: 'a' }, { number: { [Op.gt]: 3 }, title: { [Op.not]: null } }] } },
            { name: 'more', fields: ['number'], where: { number: { [Op.gte]: 1, [Op.lt]: 9 }, title: { [Op.notIn]: ['x', 'y'] } } },
            { name: 'like', fields: ['number'], where: { title: { [Op.like]: 'a%' }, state: { [Op.or]: ['x', null] } } },
            { name: 'between', fields: ['number'], where: { number: { [Op.between]: [1, 5] }, [Op.not]: { state: 'x' } } },
          ],
        })
      `,
    },
  },
  associations: {
    files: {
      'index.ts': `
        import { DataTypes, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        const Organization = sequelize.define('Organization', { id: { type: DataTypes.UUID, primaryKey: true }, slug: { type: DataTypes.STRING, unique: true } })
        const User = sequelize.define('User', { OrganizationId: { type: DataTypes.UUID, allowNull: false } })
        const Task = sequelize.define('task', { assignee: DataTypes.INTEGER, state: DataTypes.STRING })
        const Note = sequelize.define('note', {}, { underscored: true })
        const Tag = sequelize.define('tag', {})
        const Profile = sequelize.define('Profile', {})
        User.belongsTo(Organization)
        Organization.hasMany(User)
        Organization.hasMany(Task, { foreignKey: { name: 'organizationId', allowNull: false } })
        Task.belongsTo(User, { as: 'owner' })
        Task.belongsTo(User, { foreignKey: 'assignee', as: 'assigned', onDelete: 'CASCADE' })
        Task.belongsTo(Organization, { foreignKey: 'organizationSlug', targetKey: 'slug', as: 'bySlug' })
        Task.belongsTo(Task, { as: 'parent', constraints: false })
        Task.hasMany(Task, { as: 'children', foreignKey: 'parentId', constraints: false })
        Note.belongsTo(Task, { foreignKey: { allowNull: false, field: 'the_task' } })
        Note.belongsTo(User, { onDelete: 'RESTRICT', onUpdate: 'NO ACTION' })
        User.hasOne(Profile)
        Organization.hasOne(Profile, { as: 'mainProfile', foreignKey: { name: 'orgId', unique: true } })
        Tag.belongsToMany(Note, { through: 'note_tags' })
        Note.belongsToMany(Tag, { through: 'note_tags' })
        User.belongsToMany(User, { as: 'friends', through: 'friendships', foreignKey: 'userId', otherKey: 'friendId', timestamps: false })
      `,
    },
  },
  'many to many': {
    before: 'CREATE SCHEMA crm',
    files: {
      'index.ts': `
        import { DataTypes, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x', { define: { underscored: true } })
        const A = sequelize.define('Apple', { id: { type: DataTypes.UUID, primaryKey: true } })
        const B = sequelize.define('Basket', { code: { type: DataTypes.STRING(9), primaryKey: true } }, { timestamps: false })
        const Link = sequelize.define('Link', { weight: DataTypes.INTEGER })
        A.belongsToMany(B, { through: Link })
        B.belongsToMany(A, { through: Link })
        const Own = sequelize.define('Own', { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, appleId: { type: DataTypes.UUID, allowNull: false } })
        A.belongsToMany(B, { through: Own, as: 'owned' })
        const Free = sequelize.define('Free', { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true } })
        A.belongsToMany(B, { through: { model: Free, unique: false }, as: 'free', constraints: false })
        const Named = sequelize.define('Named', { id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true } })
        A.belongsToMany(B, { through: Named, as: 'named', uniqueKey: 'one_of_each', onDelete: 'RESTRICT' })
        B.belongsToMany(A, { through: 'ByHand', foreignKey: 'left', otherKey: { name: 'right', field: 'right_one' }, as: 'hands' })
        const Keyed = sequelize.define('Keyed', { appleId: { type: DataTypes.UUID, primaryKey: true }, basketCode: { type: DataTypes.STRING(9), primaryKey: true } })
        A.belongsToMany(B, { through: Keyed, as: 'keyed' })
        B.belongsToMany(A, { through: Keyed, as: 'keyed' })
        A.belongsToMany(B, { through: 'Quiet', as: 'quiet', timestamps: false })
        const C = sequelize.define('Crate', { x: DataTypes.INTEGER }, { schema: 'crm' })
        C.belongsTo(A, { constraints: false })
        A.hasMany(C, { constraints: false })
      `,
    },
  },
  references: {
    before: 'CREATE SCHEMA crm',
    files: {
      'index.ts': `
        import { DataTypes, Deferrable, Model, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x')
        class Company extends Model {}
        Company.init({ id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true } }, { sequelize, schema: 'crm' })
        class Team extends Model {}
        Team.init({
          companyId: { type: DataTypes.INTEGER, references: { model: Company, key: 'id' }, onDelete: 'cascade' },
          other: { type: DataTypes.INTEGER, references: { model: { tableName: 'Companies', schema: 'crm' }, key: 'id', deferrable: Deferrable.INITIALLY_DEFERRED } },
          lead: { type: DataTypes.INTEGER, references: { model: 'People', key: 'number' }, onDelete: 'SET NULL', onUpdate: 'CASCADE' },
          plain: { type: DataTypes.INTEGER, references: { model: 'People' } },
        }, { sequelize })
        class Person extends Model {}
        Person.init({ id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true }, number: { type: DataTypes.INTEGER, unique: true } }, { sequelize })
        class Office extends Model {}
        Office.init({ place: { type: DataTypes.INTEGER, references: { model: 'Companies', key: 'id' } } }, { sequelize, schema: 'crm' })
      `,
    },
  },
  'factories in files': {
    files: {
      'index.ts': `
        import { DataTypes, Sequelize } from 'sequelize'
        const sequelize = new Sequelize('postgres://localhost/x', { define: { underscored: true, freezeTableName: false } })
        const db: any = {}
        for (const file of ['member', 'order-line', 'organization']) {
          const model = require('./models/' + file)(sequelize, DataTypes)
          db[model.name] = model
        }
        for (const name of Object.keys(db)) db[name].associate?.(db)
      `,
      'models/member.js': `
        'use strict'
        module.exports = (sequelize, DataTypes) => {
          const Member = sequelize.define('Member', { email: { type: DataTypes.STRING, allowNull: false }, ...require('../shared/columns').audit(DataTypes) }, {
            indexes: [{ unique: true, fields: ['organization_id', 'email'] }],
          })
          Member.associate = function (models) {
            Member.belongsTo(models.Organization, { foreignKey: { name: 'organizationId', allowNull: false }, onDelete: 'CASCADE' })
          }
          return Member
        }
      `,
      'models/order-line.js': `
        module.exports = (sequelize, DataTypes) => {
          class OrderLine extends require('sequelize').Model {
            static associate({ Organization, Member }) {
              this.belongsTo(Organization, { foreignKey: 'organizationId' })
              OrderLine.belongsTo(Member)
            }
          }
          OrderLine.init({ quantity: DataTypes.INTEGER }, { sequelize, modelName: 'OrderLine', paranoid: true })
          return OrderLine
        }
      `,
      'models/organization.js': `
        module.exports = function (sequelize, DataTypes) {
          var Organization = sequelize.define('Organization', { id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 }, name: DataTypes.STRING(80) })
          Organization.associate = (db) => { Organization.hasMany(db.OrderLine, { foreignKey: 'organizationId' }); db.Organization.hasMany(db.Member, { foreignKey: 'organizationId' }) }
          return Organization
        }
      `,
      'shared/columns.js': `
        exports.audit = (DataTypes) => ({ createdBy: { type: DataTypes.UUID, field: 'made_by' }, ['note' + 1]: DataTypes.TEXT })
      `,
    },
  },
  'classes in files': {
    files: {
      'index.ts': `
        import { sequelize } from './connection'
        import { Organization } from './organization'
        import Project from './project'
        import { Base } from './base'
        Organization.hasMany(Project, { foreignKey: 'organizationId', as: 'projects' })
        Project.belongsTo(Organization, { foreignKey: 'organizationId' })
        export { sequelize, Base }
      `,
      'connection.ts': `
        import { Sequelize } from 'sequelize'
        export const sequelize = new Sequelize('postgres://localhost/x', { define: { underscored: true, paranoid: true } })
      `,
      'base.ts': `
        import { Model, DataTypes } from 'sequelize'
        export class Base extends Model {
          static init(attributes: any, options: any): any {
            return super.init({ ...attributes, legacyId: { type: DataTypes.INTEGER } }, { ...options, version: true })
          }
        }
      `,
      'organization.ts': `
        import { CreationOptional, DataTypes, InferAttributes, Model, Sequelize } from 'sequelize'
        import { sequelize } from './connection'
        enum Plan { Free = 'free', Paid = 'paid' }
        export class Organization extends Model<InferAttributes<Organization>> {
          declare id: CreationOptional<number>
          declare plan: Plan
          static setUp(connection: Sequelize) {
            Organization.init({ id: { type: DataTypes.INTEGER.UNSIGNED, autoIncrement: true, primaryKey: true }, plan: { type: DataTypes.ENUM(...Object.values(Plan)), defaultValue: Plan.Free } }, { sequelize: connection, tableName: 'orgs' })
          }
        }
        Organization.setUp(sequelize)
      `,
      'project.ts': `
        import { DataTypes } from 'sequelize'
        import { Base } from './base'
        import { sequelize } from './connection'
        export default class Project extends Base {}
        Project.init({ title: DataTypes.TEXT }, { sequelize, indexes: [{ fields: ['organization_id'] }] })
      `,
    },
  },
  decorators: {
    files: {
      'index.ts': `
        import { Sequelize } from 'sequelize-typescript'
        import { Organization } from './organization'
        import { Person } from './person'
        import { Project } from './project'
        import { ProjectPerson } from './project-person'
        export const sequelize = new Sequelize('postgres://localhost/x', { models: [Organization, Person, Project, ProjectPerson] })
      `,
      'base.ts': `
        import { Column, DataType, Model } from 'sequelize-typescript'
        export class Base extends Model {
          @Column({ type: DataType.STRING(20), field: 'made_by' }) author?: string
        }
      `,
      'organization.ts': `
        import { AllowNull, AutoIncrement, Column, CreatedAt, DataType, Default, DeletedAt, HasMany, HasOne, PrimaryKey, Table, Unique } from 'sequelize-typescript'
        import { Base } from './base'
        import { Person } from './person'
        import { Project } from './project'
        @Table({ tableName: 'organizations', underscored: true })
        export class Organization extends Base {
          @PrimaryKey @AutoIncrement @Column(DataType.BIGINT) declare id: number
          @AllowNull(false) @Unique @Column slug!: string
          @Default(0) @Column count!: number
          @Column(DataType.JSONB) settings!: object
          @Column ok!: boolean
          @Column when!: Date
          @Column({ type: DataType.ENUM('a', 'b'), allowNull: false, defaultValue: 'a' }) kind!: string
          @HasMany(() => Project) projects!: Project[]
          @HasOne(() => Person, 'organizationId') person!: Person
          @CreatedAt @Column madeAt!: Date
          @DeletedAt goneAt!: Date
        }
      `,
      'person.ts': `
        import { BelongsTo, BelongsToMany, Column, DataType, ForeignKey, Index, Model, Table } from 'sequelize-typescript'
        import { Organization } from './organization'
        import { Project } from './project'
        import { ProjectPerson } from './project-person'
        @Table
        export class Person extends Model {
          @Index @Column name!: string
          @Index({ name: 'by_mail', unique: true, order: 'DESC' }) @Column(DataType.STRING) mail!: string | null
          @Index('by_mail') @Column other!: string
          @ForeignKey(() => Organization) @Column(DataType.BIGINT) organizationId!: number
          @BelongsTo(() => Organization, { onDelete: 'CASCADE' }) organization!: Organization
          @BelongsToMany(() => Project, () => ProjectPerson) projects!: Project[]
        }
      `,
      'project.ts': `
        import { BelongsTo, BelongsToMany, Column, DataType, ForeignKey, Model, Table, createIndexDecorator } from 'sequelize-typescript'
        import { Organization } from './organization'
        import { Person } from './person'
        import { ProjectPerson } from './project-person'
        const PerOrganization = createIndexDecorator({ name: 'per_organization', unique: true })
        @Table({ timestamps: false })
        export class Project extends Model<Project> {
          @PerOrganization @ForeignKey(() => Organization) @Column({ type: DataType.BIGINT, allowNull: false }) organizationId!: number
          @PerOrganization({ order: 'DESC' }) @Column number!: number
          @BelongsTo(() => Organization) organization!: Organization
          @BelongsToMany(() => Person, { through: () => ProjectPerson }) people!: Person[]
        }
      `,
      'project-person.ts': `
        import { Column, ForeignKey, Model, PrimaryKey, Table } from 'sequelize-typescript'
        import { Person } from './person'
        import { Project } from './project'
        @Table({ timestamps: false, modelName: 'member' })
        export class ProjectPerson extends Model {
          @ForeignKey(() => Project) @PrimaryKey @Column projectId!: number
          @ForeignKey(() => Person) @PrimaryKey @Column personId!: number
        }
      `,
    },
  },
}
