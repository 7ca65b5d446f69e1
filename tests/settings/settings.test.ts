import { expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read.ts'
import { defaultSettings, type Settings } from '../../src/settings/settings.ts'

const without = [{}, [], null, true, 1, 'x'] as const

/** For each key: values that are right, and values that are wrong with the path that is told and the end of its reason. */
const keys: Record<keyof Settings, { right: unknown[]; wrong: [value: unknown, path: string, reason: RegExp][] }> = {
  tenantColumns: lists('tenantColumns'),
  softDeleteColumns: lists('softDeleteColumns'),
  schema: {
    right: [['db/*.sql'], [{ reader: 'sql', files: 'db/*.sql' }], ['a.sql', { reader: 'sql', files: ['b.sql', 'c.sql'] }]],
    wrong: [
      ['db/*.sql', 'schema', /must be an array, .*not 'db\/\*\.sql'$/],
      [[1], 'schema[0]', /must be .*, not 1$/],
      [[{ reader: 'sql' }], 'schema[0].files', /^is missing: /],
      [[{ reader: 'sql', file: 'a.sql', files: 'a.sql' }], 'schema[0].file', /did you mean 'files'\?\)$/],
      [[{ reader: 'sqll', files: 'a.sql' }], 'schema[0].reader', /must be one of 'sql', .*, not 'sqll' \(did you mean 'sql'\?\)$/],
      [[{ reader: 'rails', files: 'schema.rb' }], 'schema[0].reader', /must be one of 'sql', .*, not 'rails'$/],
      [[{ reader: 'sql', files: ['a.sql', 2] }], 'schema[0].files[1]', /, not 2$/],
    ],
  },
  tables: {
    right: [
      {},
      { orders: { columns: ['id'] } },
      {
        orders: {
          columns: ['id', 'user_id'],
          primaryKey: ['id'],
          unique: [['user_id', 'id']],
          foreignKeys: [{ columns: ['user_id'], references: { table: 'users', columns: ['id'] } }],
        },
      },
    ],
    wrong: [
      [['orders'], 'tables', /must be an object, .*not an array$/],
      [{ orders: ['id'] }, 'tables.orders', /must be an object with columns, .*not an array$/],
      [{ orders: {} }, 'tables.orders.columns', /^is missing: /],
      [{ orders: { columns: ['id'], unique: ['id'] } }, 'tables.orders.unique[0]', /must be an array, .*not 'id'$/],
      [{ orders: { columns: [] } }, 'tables.orders.columns', /^must name a column$/],
      [{ orders: { columns: ['id'], primaryKey: ['nope'] } }, 'tables.orders.primaryKey[0]', /^is 'nope', which is none of the columns$/],
      [{ orders: { columns: ['id'], unique: [['id', 'no']] } }, 'tables.orders.unique[0][1]', /^is 'no'/],
      [
        { orders: { columns: ['id'], foreignKeys: [{ columns: ['id'], references: { table: 'users', columns: ['a', 'b'] } }] } },
        'tables.orders.foreignKeys[0]',
        /^has 1 column and references 2$/,
      ],
      [{ orders: { columns: ['id'], primarykey: ['id'] } }, 'tables.orders.primarykey', /did you mean 'primaryKey'\?\)$/],
      [
        { orders: { columns: [], foreignKeys: [{ columns: ['user_id'], references: 'users' }] } },
        'tables.orders.foreignKeys[0].references',
        /must be an object with table, columns, not 'users'$/,
      ],
    ],
  },
  globalTables: lists('globalTables'),
  membershipTables: lists('membershipTables'),
  peopleTables: lists('peopleTables'),
  unknownTables: choices('unknownTables', ['auto', 'tenant', 'global'], ['tennant', 'tenant']),
  smallTables: lists('smallTables'),
  followForeignKeys: truths('followForeignKeys'),
  cache: truths('cache'),
  scopedClients: lists('scopedClients'),
  bypassClients: lists('bypassClients'),
  secretColumns: lists('secretColumns'),
  filledByTrigger: lists('filledByTrigger'),
  clientRole: { right: ['app'], wrong: [...leaves('clientRole', 'app'), ['', 'clientRole', /, not ''$/]] },
  queryFunctions: {
    right: [[{ name: 'findAll', entity: 0, where: 1 }], [{ name: 'findAll', entity: 'entity', where: 'filter' }]],
    wrong: [
      [{ name: 'findAll', entity: 0, where: 1 }, 'queryFunctions', /must be an array, .*not an object$/],
      [[{ name: 'findAll', entity: 0 }], 'queryFunctions[0].where', /^is missing: /],
      [[{ name: 'findAll', entity: 0.5, where: 1 }], 'queryFunctions[0].entity', /must be a whole number.*, not 0\.5$/],
      [[{ name: 'findAll', entity: 0, where: -1 }], 'queryFunctions[0].where', /must be a whole number.*, not -1$/],
    ],
  },
  scopingHelpers: lists('scopingHelpers'),
  rowLevelSecurity: choices('rowLevelSecurity', ['ignore', 'trust'], ['trusted', 'trust']),
  sql: {
    right: [{}, { tags: ['pg'] }, { tags: [], calls: ['run'] }],
    wrong: [
      [['pg'], 'sql', /must be an object with tags, calls, not an array$/],
      [{ tag: ['pg'] }, 'sql.tag', /did you mean 'tags'\?\)$/],
      [{ tags: 'pg' }, 'sql.tags', /must be an array, .*not 'pg'$/],
    ],
  },
  migrations: {
    right: [{}, { after: '20240101', tool: 'flyway', queries: true }],
    wrong: [
      [true, 'migrations', /must be an object with after, tool, queries, transactions, not true$/],
      [{ after: 20240101 }, 'migrations.after', /, not 20240101$/],
      [{ queries: 'yes' }, 'migrations.queries', /must be true or false, not 'yes'$/],
    ],
  },
  engine: choices('engine', ['libpg-query', 'pgsql-ast-parser'], ['libpgquery', 'libpg-query']),
  postgres: { right: [14, 18], wrong: [...leaves('postgres', 18), [17.5, 'postgres', /, not 17\.5$/]] },
}

function leaves(key: string, right: unknown): [unknown, string, RegExp][] {
  return without.filter((value) => typeof value !== typeof right).map((value) => [value, key, /^must be .*, not /])
}

function lists(key: string): (typeof keys)[keyof Settings] {
  return {
    right: [[], ['a'], ['a', 'b']],
    wrong: [
      ...without
        .filter((value) => !Array.isArray(value))
        .map((value): [unknown, string, RegExp] => [value, key, /^must be an array, .*, not /]),
      [['a', 1], `${key}[1]`, /, not 1$/],
      [[''], `${key}[0]`, /, not ''$/],
      [[undefined], `${key}[0]`, /, not undefined$/],
    ],
  }
}

function choices(key: string, right: string[], [typo, meant]: [string, string]): (typeof keys)[keyof Settings] {
  return {
    right,
    wrong: [
      ...leaves(key, ''),
      ['nonsense', key, /^must be .*, not 'nonsense'$/],
      [typo, key, new RegExp(`did you mean '${meant}'\\?\\)$`)],
    ],
  }
}

function truths(key: string): (typeof keys)[keyof Settings] {
  return { right: [true, false], wrong: leaves(key, true) }
}

it('is the defaults where nothing is set', () => {
  expect(readSettings(undefined)).toEqual({ settings: defaultSettings, problems: [] })
  expect(readSettings({})).toEqual({ settings: defaultSettings, problems: [] })
})

const right = Object.entries(keys).flatMap(([key, { right }]) => right.map((value) => ({ key, value })))

it.each(right)('takes $key: $value', ({ key, value }) => {
  expect(readSettings({ [key]: value })).toEqual({ settings: { ...defaultSettings, [key]: value }, problems: [] })
})

const wrong = Object.entries(keys).flatMap(([key, { wrong }]) => wrong.map(([value, path, reason]) => ({ key, value, path, reason })))

it.each(wrong)('refuses $key: $value', ({ key, value, path, reason }) => {
  const { settings, problems } = readSettings({ [key]: value })
  expect(settings).toEqual(defaultSettings)
  expect(problems).toEqual([{ path: `tenancy.${path}`, reason: expect.stringMatching(reason) as string }])
})
