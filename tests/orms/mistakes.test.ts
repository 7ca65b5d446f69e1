import { describe, expect, it } from 'vitest'
import { lint, rangeOf } from '../support/run-rule.ts'
import { notations, type Notation, type Told } from './mistakes.ts'

const rules = {
  unindexed: 'require-foreign-key-index',
  holdsDeleted: 'partial-unique-on-soft-delete',
  tooLong: 'max-identifier-length',
} as const

/** What a rule says of a file of a project in a notation. */
function lintOf(notation: Notation, { file }: Told, text: string, rule: string): ReturnType<typeof lint> {
  const schema = { 'package.json': JSON.stringify({ name: 'shop', dependencies: notation.packages }), ...notation.files, [file]: text }
  return lint(text, { rule, file, schema })
}

/** The text under each squiggle. */
function reported(notation: Notation, told: Told, text: string, rule: string): string[] {
  return lintOf(notation, told, text, rule).map((message) => text.slice(...rangeOf(text, message)))
}

describe.each(notations)('the mistakes that rules find in $name', (notation) => {
  const cases = Object.entries(rules).flatMap(([mistake, rule]) => {
    const told = notation[mistake as keyof typeof rules]
    return told ? [{ rule, told }] : []
  })

  it.each(cases)('$rule: where it stands', ({ rule, told }) => {
    const found = reported(notation, told, told.wrong, rule)
    // A long table makes the names long that are made of its own.
    expect(found).toHaveLength(told.reports ?? 1)
    expect(found.filter((text) => text.includes(told.at) || told.at.includes(text))).toHaveLength(1)
  })

  it.each(cases)('$rule: nothing where it is done right', ({ rule, told }) => {
    expect(reported(notation, told, told.right, rule)).toEqual([])
  })
})

describe('a foreign key without an index is told', () => {
  it.each([
    ['SQL', 'CREATE INDEX orders_user_id_idx ON orders (user_id)'],
    ['Prisma', '@@index([userId])'],
    ['Drizzle', "index('orders_user_id_idx').on(table.userId)"],
    ['TypeORM', "@Index(['userId'])"],
    ['Sequelize', "indexes: [{ fields: ['user_id'] }]"],
    ['MikroORM', "@Index({ properties: ['user'] })"],
    ['Knex', "table.index(['user_id'])"],
    ['Kysely', "db.schema.createIndex('orders_user_id_idx').on('orders').columns(['user_id']).execute()"],
  ])('what to write in %s', (name, definition) => {
    const notation = notations.find((one) => one.name === name)
    if (!notation) throw new Error(`there is no ${name}`)
    const { unindexed } = notation
    const [message] = lintOf(notation, unindexed, unindexed.wrong, rules.unindexed)
    expect(message?.message).toContain(`Add: ${definition}`)
  })
})

it.each([
  {
    file: '20240101000000-deals.js',
    depends: 'sequelize',
    text: `module.exports = {
  up: async (queryInterface, Sequelize) => {
    await queryInterface.createTable('users', { id: { type: Sequelize.INTEGER, primaryKey: true } })
    await queryInterface.createTable({ tableName: 'deals', schema: 'crm' }, {
      user_id: { type: Sequelize.INTEGER, references: { model: { tableName: 'users', schema: 'public' }, key: 'id' } },
    })
  },
}
`,
    definition: "queryInterface.addIndex({ tableName: 'deals', schema: 'crm' }, ['user_id'])",
  },
  {
    file: '1700000000000_deals.js',
    depends: 'node-pg-migrate',
    text: `exports.up = (pgm) => {
  pgm.createTable('users', { id: { type: 'int', primaryKey: true } })
  pgm.createSchema('crm')
  pgm.createTable({ schema: 'crm', name: 'deals' }, { user_id: { type: 'int', references: 'users' } })
}
`,
    definition: "pgm.createIndex({ schema: 'crm', name: 'deals' }, ['user_id'])",
  },
  {
    file: '1_deals.ts',
    depends: 'kysely',
    text: `import { Kysely } from 'kysely'
export async function up(db: Kysely<any>) {
  await db.schema.createSchema('crm').execute()
  await db.schema.createTable('users').addColumn('id', 'integer', (column) => column.primaryKey()).execute()
  await db.schema.createTable('crm.deals').addColumn('user_id', 'integer', (column) => column.references('users.id')).execute()
}
`,
    definition: "db.schema.createIndex('deals_user_id_idx').on('crm.deals').columns(['user_id']).execute()",
  },
])('the table of another schema is named whole in the advice for $depends', ({ file, depends, text, definition }) => {
  const path = `migrations/${file}`
  const schema = { 'package.json': JSON.stringify({ dependencies: { [depends]: '*' } }), [path]: text }
  const messages = lint(text, { rule: rules.unindexed, file: path, schema }).map(({ message }) => message)
  expect(messages).toEqual([expect.stringContaining(`Add: ${definition}.`)])
})

it('a key of a column that Kysely adds is told where it says what it refers to', () => {
  const text = `import { Kysely } from 'kysely'
export async function up(db: Kysely<any>) {
  await db.schema.createTable('users').addColumn('id', 'uuid', (column) => column.primaryKey()).execute()
  await db.schema
    .createTable('orders')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .execute()
}
`
  const file = 'migrations/1_orders.ts'
  const schema = { 'package.json': '{"name":"shop","dependencies":{"kysely":"0.28.0"}}', [file]: text }
  const told = lint(text, { rule: rules.unindexed, file, schema }).map((message) => text.slice(...rangeOf(text, message)))
  expect(told).toEqual(["'users.id'"])
})

it.each(['', ' // the one above'])('a relation without a column of its own is told by its property%s', (comment) => {
  const text = `import { Entity, ManyToOne, PrimaryColumn } from 'typeorm'
@Entity()
export class Node {
  @PrimaryColumn() id!: number
  @ManyToOne(() => Node, { onDelete: 'CASCADE' })${comment}
  parent!: Node
}
`
  const schema = { 'package.json': '{"name":"shop","dependencies":{"typeorm":"1.1.1"}}', 'src/node.entity.ts': text }
  const [message] = lint(text, { rule: rules.unindexed, file: 'src/node.entity.ts', schema })
  expect(message?.message).toContain("Add: @Index(['parent'])")
})

it('the table between two of a relation is told by what Postgres is to be sent', () => {
  const text = `import { Collection, Entity, ManyToMany, PrimaryKey } from '@mikro-orm/core'
@Entity({ tableName: 'tags' })
export class Tag { @PrimaryKey({ type: 'uuid' }) id!: string }
@Entity({ tableName: 'posts' })
export class Post {
  @PrimaryKey({ type: 'uuid' }) id!: string
  @ManyToMany(() => Tag) tags = new Collection<Tag>(this)
}
`
  const file = 'src/post.ts'
  const schema = { 'package.json': '{ "dependencies": { "@mikro-orm/core": "6.6.16", "@mikro-orm/postgresql": "6.6.16" } }', [file]: text }
  const messages = lint(text, { rule: rules.unindexed, file, schema }).map(({ message }) => message)
  expect(messages).toEqual([expect.stringContaining('Add: CREATE INDEX posts_tags_tag_id_idx ON posts_tags (tag_id)')])
})

describe('a relation that a class of another file brings is told', () => {
  it.each([
    [
      'MikroORM',
      '{ "dependencies": { "@mikro-orm/core": "6.6.16", "@mikro-orm/postgresql": "6.6.16" } }',
      `import { Entity, ManyToOne, PrimaryKey } from '@mikro-orm/core'
@Entity({ tableName: 'owners' })
export class Owner { @PrimaryKey({ type: 'uuid' }) id!: string }
export abstract class Owned {
  @PrimaryKey({ type: 'uuid' }) id!: string
  @ManyToOne(() => Owner) owner!: Owner
}
`,
      "import { Entity } from '@mikro-orm/core'\nimport { Owned } from './base'\n@Entity({ tableName: 'keys' })\nexport class Key extends Owned {}\n",
    ],
    [
      'TypeORM',
      '{ "dependencies": { "typeorm": "1.1.1" } }',
      `import { Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
@Entity('owners')
export class Owner { @PrimaryGeneratedColumn('uuid') id!: string }
export abstract class Owned {
  @PrimaryGeneratedColumn('uuid') id!: string
  @ManyToOne(() => Owner) @JoinColumn({ name: 'owner_id' }) owner!: Owner
}
`,
      "import { Entity } from 'typeorm'\nimport { Owned } from './base'\n@Entity('keys')\nexport class Key extends Owned {}\n",
    ],
  ])('without the name of that class in %s', (_, json, base, text) => {
    const schema = { 'package.json': json, 'src/base.ts': base, 'src/key.ts': text }
    const messages = lint(text, { rule: rules.unindexed, file: 'src/key.ts', schema }).map(({ message }) => message)
    expect(messages).toEqual([expect.stringMatching(/Add: .*\bowner(?:_id)?\b/)])
    expect(messages[0]).not.toContain("'Owned'")
  })
})
