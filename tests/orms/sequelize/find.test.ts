import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { discoverSchema } from '../../../src/project/discover.ts'
import { makeRepository } from '../../project/temp-project.ts'

const model = "module.exports = (sequelize, DataTypes) => sequelize.define('User', { name: DataTypes.STRING })\n"
const migration = "module.exports = { up: async (queryInterface) => queryInterface.dropTable('x') }\n"
const asked = (dependencies: object, more: object = {}): string => JSON.stringify({ name: 'shop', dependencies, ...more })

type Files = Readonly<Record<string, string>>

function found(files: Files): { readonly sources: readonly string[]; readonly leftOut: readonly string[] } {
  const root = makeRepository({ 'package.json': asked({ sequelize: '^6.0.0', pg: '^8.0.0' }), ...files })
  const { sources, leftOut } = discoverSchema(join(root, 'src/x.ts'), root)
  return {
    sources: sources.map(({ path, reader }) => `${reader} ${relative(root, path)}`),
    leftOut: leftOut.map(({ path, reason }) => `${relative(root, path)} ${reason}`),
  }
}

describe('the models and migrations of a package', () => {
  it.each<[string, Files, string[]]>([
    ['models', { 'models/user.js': model, 'src/x.ts': "import { Op } from 'sequelize'\nuse(Op)" }, ['sequelize models/user.js']],
    [
      'what models have in common',
      {
        'models/user.js': model,
        'models/relations.ts': "import { User } from './sequelize'\nUser.belongsTo(Team)",
        'db.ts': "import { Sequelize } from 'sequelize'\nexport const db = new Sequelize('', { define: { underscored: true } })",
        'config/config.json': '{"development":{"dialect":"postgres","define":{"underscored":true}}}',
      },
      ['sequelize db.ts', 'sequelize models/relations.ts', 'sequelize models/user.js', 'sequelize config/config.json'],
    ],
    [
      'what says how models belong together that it imports',
      {
        'models/user.js': model,
        'models/index.ts': "import { User } from './user'\nimport { Team } from './team.js'\nUser.belongsTo(Team)",
        'models/relations.js': "const { User } = require('.')\nUser.hasMany(Team)",
        'src/relations.ts': "import { User } from '@/models'\nUser.hasOne(Team)",
        'src/other.ts': "import { User } from '../models/user'\nUser.findAll()",
        'src/eloquent.ts': "import { Team } from './ember/team'\nTeam.hasMany(User)",
      },
      ['sequelize models/index.ts', 'sequelize models/relations.js', 'sequelize models/user.js', 'sequelize src/relations.ts'],
    ],
    [
      'migrations by their names, and none of an archive or of seeds',
      {
        'db/migrations/2-b.js': migration,
        'db/migrations/1-a.ts': migration,
        'db/migrations/archive/0-z.js': migration,
        'db/seeders/1-s.js': migration,
        'lib/up.js': migration,
      },
      ['sequelize-migrations db/migrations/1-a.ts', 'sequelize-migrations db/migrations/2-b.js'],
    ],
    [
      'the folder of .sequelizerc',
      {
        '.sequelizerc': "const path = require('path')\nmodule.exports = { 'migrations-path': path.resolve(__dirname, 'db', 'steps') }",
        'db/steps/b.js': migration,
        'migrations/1-a.js': migration,
      },
      ['sequelize-migrations db/steps/b.js'],
    ],
    [
      'the folder of a script',
      {
        'package.json': asked({ sequelize: '6' }, { scripts: { m: 'sequelize db:migrate --migrations-path ./steps' } }),
        'steps/a.js': migration,
      },
      ['sequelize-migrations steps/a.js'],
    ],
    ['nothing without the dependency', { 'package.json': asked({}), 'models/user.js': model, 'migrations/1.js': migration }, []],
    ['nothing where there is no model', { 'src/y.ts': "import { Op } from 'sequelize'" }, []],
  ])('%s', (_, files, sources) => {
    expect(found(files).sources).toEqual(sources)
  })

  it.each<[string, Files, string]>([
    ['config.json', { 'config/config.json': '{"development":{"dialect":"mysql"},"test":{"dialect":"mysql"}}' }, 'mysql'],
    ['config.js', { 'config/config.js': "module.exports = { production: { dialect: 'mariadb' } }" }, 'mariadb'],
    ['a connection', { 'db.js': "const { Sequelize } = require('sequelize')\nnew Sequelize({ dialect: 'sqlite' })" }, 'sqlite'],
    ['an address', { 'db.js': "const { Sequelize } = require('sequelize')\nnew Sequelize('mssql://x/y')" }, 'mssql'],
    ['a driver', { 'package.json': asked({ sequelize: '6', mysql2: '3' }) }, 'mysql'],
  ])('another database is left alone: %s', (_, files, dialect) => {
    const { sources, leftOut } = found({ 'models/user.js': model, 'migrations/1.js': migration, ...files })
    expect(sources).toEqual([])
    expect(leftOut).toEqual([`models/user.js is for ${dialect}`, `migrations/1.js is for ${dialect}`])
  })

  it('one of several databases may be Postgres', () => {
    const config = '{"development":{"dialect":"sqlite"},"production":{"dialect":"postgres"}}'
    expect(found({ 'models/user.js': model, 'config/config.json': config }).sources).toEqual(['sequelize models/user.js'])
  })
})
