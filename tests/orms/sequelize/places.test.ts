import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/catalog/change.ts'
import type { SchemaReader, Statement } from '../../../src/orms/orm.ts'
import { sequelize, sequelizeMigrations } from '../../../src/orms/sequelize/index.ts'
import { textsOf, virtualWorld } from '../support/conform.ts'

type Files = Readonly<Record<string, string>>

function read(reader: SchemaReader, files: Files): readonly Statement[] {
  return reader.statements(textsOf(files), virtualWorld(files))
}

/** The places of a kind of change, as they are written. */
function written(reader: SchemaReader, files: Files, kind: Change['kind']): string[] {
  return read(reader, files).flatMap(({ file, changes }) =>
    changes.flatMap((change) =>
      change.kind === kind ? placesOf(change).map((range) => `${file}: ${files[file]?.slice(...range) ?? ''}`) : [],
    ),
  )
}

function placesOf(change: Change): readonly (readonly [number, number])[] {
  switch (change.kind) {
    case 'create table':
      return [
        change.name.name.range,
        ...change.elements.flatMap((element) =>
          element.kind === 'column'
            ? [element.column.name.range, element.column.range]
            : element.kind === 'constraint'
              ? [element.constraint.range]
              : [],
        ),
      ]
    case 'create index':
      return [
        change.range,
        ...(change.name ? [change.name.range] : []),
        ...change.keys.flatMap(({ column }) => (column ? [column.range] : [])),
      ]
    case 'add constraint':
      return [change.constraint.range]
    case 'add column':
      return [change.column.name.range, change.column.range]
    default:
      return [change.range]
  }
}

const files = {
  'user.ts': `
    import { DataTypes, Model } from 'sequelize'
    import { common } from './common'
    export class User extends Model {}
    User.init({ id: { type: DataTypes.INTEGER, primaryKey: true }, team: { type: DataTypes.INTEGER, field: 'team_id' }, ...common }, {
      sequelize, tableName: 'people', timestamps: false, indexes: [{ fields: ['team_id'] }, { name: 'one', fields: ['id'] }],
    })`,
  'common.ts': "import { STRING } from 'sequelize'\nexport const common = { note: STRING }",
  'relations.ts': "import { User } from './user'\nimport { Team } from './sequelize'\nUser.belongsTo(User, { as: 'boss' })",
}

describe('each part of a model is where it is written', () => {
  it('tables, columns and keys', () => {
    expect(written(sequelize, files, 'create table')).toEqual([
      "user.ts: 'people'",
      'user.ts: id: { type: DataTypes.INTEGER, primaryKey: true }',
      'user.ts: id: { type: DataTypes.INTEGER, primaryKey: true }',
      "user.ts: 'team_id'",
      "user.ts: team: { type: DataTypes.INTEGER, field: 'team_id' }",
      'user.ts: ...common',
      'user.ts: ...common',
      'user.ts: id: { type: DataTypes.INTEGER, primaryKey: true }',
    ])
  })

  it('indexes', () => {
    expect(written(sequelize, files, 'create index')).toEqual([
      "user.ts: { fields: ['team_id'] }",
      "user.ts: { fields: ['team_id'] }",
      "user.ts: 'team_id'",
      "user.ts: 'one'",
      "user.ts: 'one'",
      "user.ts: 'id'",
    ])
  })

  it('what an association in another file adds', () => {
    const call = "relations.ts: User.belongsTo(User, { as: 'boss' })"
    expect(written(sequelize, files, 'add column')).toEqual([call, call])
    expect(written(sequelize, files, 'add constraint')).toEqual([call])
  })
})

const migration = {
  '1.js': `
    module.exports.up = async (queryInterface, Sequelize) => {
      await queryInterface.createTable('a', { id: { type: Sequelize.INTEGER, primaryKey: true }, b: { type: Sequelize.INTEGER, references: { model: 'a' } } })
      await queryInterface.addColumn('a', 'c', Sequelize.TEXT)
      await queryInterface.addIndex('a', ['b', 'c'], { name: 'both' })
      await queryInterface.addConstraint('a', { type: 'unique', fields: ['c'] })
    }`,
}

describe('each part of a migration is where it is written', () => {
  it.each<[Change['kind'], string[]]>([
    [
      'create table',
      [
        "'a'",
        'id: { type: Sequelize.INTEGER, primaryKey: true }',
        'id: { type: Sequelize.INTEGER, primaryKey: true }',
        "b: { type: Sequelize.INTEGER, references: { model: 'a' } }",
        "b: { type: Sequelize.INTEGER, references: { model: 'a' } }",
        'id: { type: Sequelize.INTEGER, primaryKey: true }',
      ],
    ],
    ['add column', ["'c'", "queryInterface.addColumn('a', 'c', Sequelize.TEXT)"]],
    ['create index', ["'both'", "'both'", "'b'", "'c'"]],
    ['add constraint', ["references: { model: 'a' }", "queryInterface.addConstraint('a', { type: 'unique', fields: ['c'] })"]],
  ])('%s', (kind, places) => {
    expect(written(sequelizeMigrations, migration, kind)).toEqual(places.map((place) => `1.js: ${place}`))
  })
})

it('what a function in another file does is where it is called', () => {
  const both = {
    '1.js': "const { add } = require('./lib')\nexports.up = async (queryInterface) => { await add(queryInterface, 'a') }",
    'lib.js': "exports.add = (queryInterface, table) => queryInterface.addColumn(table, 'b', 'text')",
  }
  const [statement] = sequelizeMigrations.statements(textsOf(both, ['1.js']), virtualWorld(both))
  expect([statement?.file, both['1.js'].slice(...(statement?.changes[0]?.range ?? [0, 0]))]).toEqual(['1.js', "add(queryInterface, 'a')"])
})

describe('what is not known is told, and the rest is read', () => {
  const begin = "import { DataTypes, Model } from 'sequelize'\n"

  it.each<[string, string[]]>([
    ["sequelize.define('A', { ...rest, b: DataTypes.TEXT })", ['not all columns of this table are known: { ...rest, b: DataTypes.TEXT }']],
    ["sequelize.define('A', {}, options)", ['not all options of this model are known: options']],
    ['sequelize.define(name, {})', ['the name of this table is not known: name']],
    ['const make = (name, columns) => sequelize.define(name, columns)', ['the name of this table is not known: name']],
    ["customElements.define('a-b', Element)", []],
    ["sequelize.define('A', { b: what })", ['the type of this column is not known: b: what']],
    [
      "sequelize.define('A', { b: { type: DataTypes.TEXT, field: x } })",
      ['the name of this column is not known: b: { type: DataTypes.TEXT, field: x }'],
    ],
    [
      "sequelize.define('A', { b: { type: DataTypes.TEXT, defaultValue: x.y } })",
      ['the default of this column is not known: b: { type: DataTypes.TEXT, defaultValue: x.y }'],
    ],
    ["sequelize.define('A', { b: DataTypes.ENUM(...all) })", ['not all values of this enum are known: b: DataTypes.ENUM(...all)']],
    ["sequelize.define('A', {}, { indexes: [{ fields: [x] }] })", ['the columns of this index are not known: { fields: [x] }']],
    [
      "sequelize.define('A', {}, { indexes: [{ name: x, fields: ['id'] }] })",
      ["the name of this index is not known: { name: x, fields: ['id'] }"],
    ],
    [
      "sequelize.define('A', {}, { indexes: [{ fields: ['id'], where: x }] })",
      ["the condition of this index is not known: { fields: ['id'], where: x }"],
    ],
    [
      "sequelize.define('A', { b: { type: DataTypes.TEXT, references: { model: x() } } })",
      ['the table that this refers to is not known: references: { model: x() }'],
    ],
    ["const A = sequelize.define('A', {}); A.hasMany(db.B)", ['the models that belong together are not known: A.hasMany(db.B)']],
    ['class A extends Model {}; A.init(x, { sequelize })', ['not all columns of this table are known: x']],
  ])('%s', (text, expected) => {
    const told = read(sequelize, { 'a.ts': begin + text })
    const reasons = told.flatMap(({ changes }) =>
      changes.flatMap((change) => (change.kind === 'unread' ? `${change.reason}: ${(begin + text).slice(...change.range)}` : [])),
    )
    expect(reasons).toEqual(expected)
  })

  it.each([
    ['queryInterface.createTable(x, {})', 'the name of this table is not known'],
    ["queryInterface.createTable('a', { ...x })", 'not all columns of this table are known'],
    ["queryInterface.addColumn('a', x, 'text')", 'the name of this column is not known'],
    ["queryInterface.removeColumn('a', x)", 'the name of this column is not known'],
    ["queryInterface.changeColumn('a', 'b', { allowNull: true })", 'the type of this column is not known'],
    ["queryInterface.addIndex('a', [x])", 'the columns of this index are not known'],
    ["queryInterface.removeIndex('a', x)", 'the name of this index is not known'],
    ["queryInterface.addConstraint('a', { fields: ['b'], type: x })", 'what this constraint is is not known'],
    ["queryInterface.addConstraint('a', { fields: [x], type: 'unique' })", 'the columns of this constraint are not known'],
    ["queryInterface.removeConstraint('a', x)", 'the name of this constraint is not known'],
    ['queryInterface.dropAllTables()', 'this drops all tables'],
    ['queryInterface.sequelize.query(`alter table ${x} add y text`)', 'a part of its text is not known'],
    ["if (x) await queryInterface.dropTable('a')", 'what this depends on is not known; it is taken to happen'],
    ['for (const t of x) await queryInterface.dropTable(t)', 'what this goes over is not known'],
  ])('%s', (text, reason) => {
    const told = read(sequelizeMigrations, { '1.js': `exports.up = async (queryInterface, Sequelize) => { ${text} }` })
    expect(told.flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'unread' ? change.reason : [])))).toEqual([reason])
  })

  it.each([
    'for (const row of rows) await queryInterface.bulkUpdate("a", row)',
    'const rows = await queryInterface.sequelize.query("select 1"); if (rows.length) { console.log(rows) }',
  ])('nothing of what leaves the schema alone: %s', (text) => {
    expect(read(sequelizeMigrations, { '1.js': `exports.up = async (queryInterface) => { ${text} }` })).toEqual([])
  })
})

it.each([
  '',
  'module.exports = {}',
  'exports.up = 1',
  'export default class {}',
  'module.exports = { up() { return up } }',
  'exports.up = () => x.y.z(...a)',
])('nothing is thrown for %j', (text) => {
  expect(read(sequelizeMigrations, { '1.js': text })).toEqual([])
  expect(read(sequelize, { '1.js': text })).toEqual([])
})
