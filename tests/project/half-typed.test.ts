import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSchema, schemaFor, type Schema } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { makeRepository } from './temp-project.ts'

const drizzle = JSON.stringify({ name: 'shop', dependencies: { 'drizzle-orm': '0.44', pg: '8' } })
const kysely = JSON.stringify({ name: 'shop', dependencies: { kysely: '0.28', pg: '8' } })
const config = "export default { dialect: 'postgresql', schema: './src/schema.ts' }\n"
const drizzleTable = (name: string): string =>
  `import { integer, pgTable } from 'drizzle-orm/pg-core'\nexport const ${name} = pgTable('${name}', { id: integer().primaryKey() })\n`
const halfTyped = (text: string): string => text.replace('})', '')

function schemaOf(root: string): Schema {
  return loadSchema(join(root, 'src/other.ts'), { ...defaultSettings }, root)
}

const tablesOf = ({ catalog }: Schema): string[] => catalog.tables.map(({ name }) => name)
const unreadOf = ({ catalog }: Schema, root: string): string[] =>
  catalog.parts.unread.map(({ place: { file, range }, reason }) => `${file.slice(root.length + 1)}:${range[0]} ${reason}`)

const sequelizeModel = (name: string): string =>
  `const { DataTypes, Sequelize } = require('sequelize')\nconst db = new Sequelize('postgres://shop')\ndb.define('${name}', { id: { type: DataTypes.INTEGER, primaryKey: true } })\n`
const typeormEntity = (name: string): string =>
  `import { Entity, PrimaryColumn } from 'typeorm'\n@Entity({ name: '${name}' })\nexport class Row {\n  @PrimaryColumn()\n  id!: number\n}\n`

describe('a program of the schema that cannot be parsed', () => {
  it.each([
    ['Drizzle', 'drizzle-orm', drizzleTable('orders')],
    ['Sequelize', 'sequelize', sequelizeModel('orders')],
    ['TypeORM', 'typeorm', typeormEntity('orders')],
    ['MikroORM', '@mikro-orm/core', typeormEntity('orders').replace('typeorm', '@mikro-orm/core').replace('PrimaryColumn', 'PrimaryKey')],
    [
      'Kysely',
      'kysely',
      "import type { Generated } from 'kysely'\nexport interface DB {\n  orders: { id: Generated<number> }\n}\nexport const db = new Kysely<DB>({})\n",
    ],
  ])('is told of: %s', (_, name, text) => {
    const broken = `${text}\nconst next = (\n`
    const root = makeRepository({
      'package.json': JSON.stringify({ name: 'shop', dependencies: { [name]: '1', pg: '8' } }),
      'src/orders.ts': broken,
    })
    expect(unreadOf(schemaOf(root), root)).toEqual([expect.stringMatching(/^src\/orders\.ts:\d+ the program cannot be parsed: ./)])
  })

  it('is told of with its place where it is a module of the schema', () => {
    const text = drizzleTable('orders')
    const root = makeRepository({
      'package.json': drizzle,
      'drizzle.config.ts': config,
      'src/schema.ts': `${drizzleTable('users')}import { orders } from './orders'\nexport const all = orders\n`,
      'src/orders.ts': halfTyped(text),
    })
    const schema = schemaOf(root)
    expect(tablesOf(schema)).toEqual(['users'])
    expect(unreadOf(schema, root)).toEqual([expect.stringMatching(/^src\/orders\.ts:[1-9]\d* the program cannot be parsed: ./)])
  })

  it('is told of once where several readers ask for it', () => {
    const root = makeRepository({
      'package.json': kysely,
      'src/migrations/1_a.ts':
        "import { names } from '../names'\nexport async function up(db) {\n  await db.schema.createTable(names.a).execute()\n}\n",
      'src/migrations/2_b.ts':
        "import { names } from '../names'\nexport async function up(db) {\n  await db.schema.createTable(names.b).execute()\n}\n",
      'src/names.ts': "export const names = { a: 'a', b: \n",
    })
    expect(unreadOf(schemaOf(root), root).filter((line) => line.startsWith('src/names.ts'))).toHaveLength(1)
  })

  it('may be what later steps follow from', () => {
    const up = (body: string): string => `export async function up(db: Kysely<any>) {\n  await db.schema.${body}.execute()\n}\n`
    const root = makeRepository({
      'package.json': kysely,
      'migrations/1.ts': `${up("createTable('orders').addColumn('id', 'text')")}}`,
      'migrations/2.ts': up("createIndex('by_id').on('orders').column('id')"),
    })
    const follows = 'it follows from what was not read, or Postgres would refuse it: relation "orders" does not exist'
    expect(unreadOf(schemaOf(root), root)).toEqual([expect.stringMatching(/^migrations\/1\.ts:/), expect.stringContaining(follows)])
  })

  it('stays as it was when it could be parsed last', () => {
    const text = drizzleTable('orders')
    const root = makeRepository({ 'package.json': drizzle, 'src/orders.ts': text, 'src/users.ts': drizzleTable('users') })
    expect(tablesOf(schemaOf(root))).toEqual(['orders', 'users'])
    writeFileSync(join(root, 'src/orders.ts'), halfTyped(text))
    expect(tablesOf(schemaOf(root))).toEqual(['orders', 'users'])
    writeFileSync(join(root, 'src/orders.ts'), text.replace("'orders'", "'sales'"))
    expect(tablesOf(schemaOf(root))).toEqual(['sales', 'users'])
  })

  it('is not shown at earlier places while it is linted itself', () => {
    const text = drizzleTable('orders')
    const root = makeRepository({ 'package.json': drizzle, 'src/orders.ts': text, 'src/users.ts': drizzleTable('users') })
    expect(tablesOf(schemaOf(root))).toEqual(['orders', 'users'])
    const { catalog } = schemaFor(join(root, 'src/orders.ts'), halfTyped(text), [], { ...defaultSettings }, root)
    expect(catalog.tables.map(({ name }) => name)).toEqual(['users'])
  })
})
