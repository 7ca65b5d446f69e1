import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { schemaDigest } from '../../src/project/digest.ts'
import { makeRepository } from './temp-project.ts'

const users = 'create table users (id bigint primary key, email text);\n'
const orders = 'create table orders (id bigint primary key, user_id bigint references users);\n'
const index = 'create index orders_user on orders (user_id);\n'

/** The disk is looked at after a while, since that is not worth it for each file of a run. */
const soon = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 20_000, interval: 100 })

class Project {
  readonly root: string
  readonly #eslint: ESLint

  constructor(files: Readonly<Record<string, string>>, settings: object = {}) {
    this.root = makeRepository(files)
    this.#eslint = new ESLint({
      cwd: this.root,
      overrideConfigFile: true,
      overrideConfig: [...plugin.configs.recommended, { settings: { tenancy: settings } }],
    })
  }

  /** What a run over all files reports. */
  async all(): Promise<string[]> {
    return this.#shown(await this.#eslint.lintFiles(['.']))
  }

  /** What is reported in a text that an editor shows for a file. */
  async open(file: string, text: string): Promise<string[]> {
    return this.#shown(await this.#eslint.lintText(text, { filePath: join(this.root, file) }))
  }

  save(file: string, text: string): void {
    writeFileSync(join(this.root, file), text)
  }

  #shown(results: readonly ESLint.LintResult[]): string[] {
    return results.flatMap(({ filePath, messages }) =>
      messages.map(
        ({ line, ruleId, messageId }) =>
          `${relative(this.root, filePath)}:${line} ${ruleId?.replace('tenancy/', '') ?? ''} ${messageId ?? ''}`,
      ),
    )
  }
}

describe('one home for a finding', () => {
  it('is nothing where a later migration mends it', async () => {
    const project = new Project({ 'migrations/0001.sql': users + orders, 'migrations/0007.sql': index })
    expect(await project.all()).toEqual([])
  })

  it('is nothing where an earlier migration has what it needs', async () => {
    const project = new Project({
      'migrations/0001.sql': `${users}create table orders (id bigint primary key, user_id bigint);\n${index}`,
      'migrations/0002.sql': 'alter table orders add foreign key (user_id) references users;\n',
    })
    expect(await project.all()).toEqual([])
  })

  it('is the file that defines it, once', async () => {
    const project = new Project({
      'migrations/0001.sql': users + orders,
      'migrations/0002.sql': 'alter table orders add column note text;\n',
    })
    expect(await project.all()).toEqual(['migrations/0001.sql:2 require-foreign-key-index missing'])
  })

  it('is the file that defines it last', async () => {
    const project = new Project({
      'migrations/0001.sql': users + orders,
      'migrations/0002.sql': '\nalter table orders rename constraint orders_user_id_fkey to orders_user;\n',
    })
    expect(await project.all()).toEqual(['migrations/0002.sql:2 require-foreign-key-index missing'])
  })

  it('is the file that makes it again', async () => {
    const project = new Project({
      'migrations/0001.sql': users + orders,
      'migrations/0002.sql':
        '\nalter table orders drop constraint orders_user_id_fkey, add foreign key (user_id) references users on delete cascade;\n',
    })
    expect(await project.all()).toEqual(['migrations/0002.sql:2 require-foreign-key-index missing'])
  })

  it('is the unique key where a later migration adds the mark', async () => {
    const project = new Project({
      'migrations/0001.sql': users,
      'migrations/0002.sql': 'create unique index users_email on users (email);\n',
      'migrations/0003.sql': 'alter table users add column deleted_at timestamptz;\n',
    })
    expect(await project.all()).toEqual(['migrations/0002.sql:1 partial-unique-on-soft-delete holdsDeleted'])
  })

  it('is nothing where the table is gone', async () => {
    const project = new Project({ 'migrations/0001.sql': users + orders, 'migrations/0002.sql': 'drop table orders;\n' })
    expect(await project.all()).toEqual([])
  })

  it('follows the order of the setting', async () => {
    const files = { 'db/a.sql': index, 'db/b.sql': users + orders }
    const inOrder = new Project(files, { schema: ['db/b.sql', 'db/a.sql'] })
    expect(await inOrder.all()).toEqual([])
    const theOtherWay = new Project(files, { schema: ['db/a.sql', 'db/b.sql'] })
    expect(await theOtherWay.all()).toEqual(['db/a.sql:1 no-unknown-object missing', 'db/b.sql:2 require-foreign-key-index missing'])
  })
})

describe('the text that is open', () => {
  const files = { 'migrations/0001.sql': users + orders, 'migrations/0002.sql': 'select 1;\n', 'queries.sql': 'select id from orders;\n' }
  const missing = ['migrations/0001.sql:2 require-foreign-key-index missing']

  it('counts in other files before it is saved', async () => {
    const project = new Project(files)
    expect(await project.open('migrations/0001.sql', users + orders)).toEqual(missing)
    expect(await project.open('migrations/0002.sql', index)).toEqual([])
    expect(await project.open('migrations/0001.sql', users + orders)).toEqual([])
  })

  it('no longer counts when it is taken back', async () => {
    const project = new Project(files)
    expect(await project.open('migrations/0002.sql', index)).toEqual([])
    expect(await project.open('migrations/0002.sql', files['migrations/0002.sql'])).toEqual([])
    expect(await project.open('migrations/0001.sql', users + orders)).toEqual(missing)
  })

  it('counts for queries', async () => {
    const project = new Project(files)
    const query = files['queries.sql']
    expect(await project.open('queries.sql', query)).toEqual([])
    await project.open('migrations/0002.sql', 'alter table orders add column organization_id bigint not null;\n')
    expect(await project.open('queries.sql', query)).toEqual(['queries.sql:1 require-tenant-filter unscoped'])
  })

  it('gives way to what is saved', async () => {
    const project = new Project(files)
    await project.open('migrations/0002.sql', index)
    project.save('migrations/0002.sql', 'select 1, 2;\n')
    await soon(() => project.open('migrations/0001.sql', users + orders)).toEqual(missing)
  })

  it('may be broken for a while', async () => {
    const project = new Project({ ...files, 'migrations/0002.sql': index })
    expect(await project.open('migrations/0001.sql', users + orders)).toEqual([])
    expect(await project.open('migrations/0001.sql', `${users}create table orders (id bigint primary key, user_id`)).toEqual([
      'migrations/0001.sql:2 valid-sql syntax',
    ])
    expect(await project.open('migrations/0001.sql', users + orders)).toEqual([])
  })

  it('may be a new file', async () => {
    const project = new Project(files)
    expect(
      await project.open('migrations/0003.sql', 'create table carts (id bigint primary key, user_id bigint references users);\n'),
    ).toEqual(['migrations/0003.sql:1 require-foreign-key-index missing'])
  })
})

describe('a file that is no source of the schema', () => {
  const files = { 'migrations/0001.sql': users }

  it('sees what it defines itself', async () => {
    const project = new Project(files)
    expect(await project.open('fixtures/orders.sql', orders)).toEqual(['fixtures/orders.sql:1 require-foreign-key-index missing'])
    expect(await project.open('fixtures/orders.sql', orders + index)).toEqual([])
    expect(await project.open('orders.ts', `export const up = \`${orders}\`\n`)).toEqual(['orders.ts:1 require-foreign-key-index missing'])
  })

  it('tells no other file of it', async () => {
    const project = new Project(files)
    await project.open('orders.ts', 'export const up = `create table carts (id bigint, organization_id bigint)`\n')
    expect(await project.open('queries.sql', 'select id from carts;\n')).toEqual([])
  })
})

describe('a file on disk', () => {
  it('is read again when it changes', async () => {
    const project = new Project({ 'migrations/0001.sql': users + orders, 'migrations/0002.sql': 'select 1;\n' })
    expect(await project.all()).toEqual(['migrations/0001.sql:2 require-foreign-key-index missing'])
    project.save('migrations/0002.sql', index)
    await soon(() => project.all()).toEqual([])
  })

  it('is found when it is new', async () => {
    const project = new Project({ 'migrations/0001.sql': users + orders })
    expect(await project.all()).toEqual(['migrations/0001.sql:2 require-foreign-key-index missing'])
    project.save('migrations/0002.sql', index)
    await soon(() => project.all()).toEqual([])
  })

  it('is found when it is new and a glob of the settings means it', async () => {
    const project = new Project({ 'db/orders/1.sql': users + orders }, { schema: ['db/**/*.sql'] })
    expect(await project.all()).toEqual(['db/orders/1.sql:2 require-foreign-key-index missing'])
    project.save('db/orders/2.sql', index)
    await soon(() => project.all()).toEqual([])
  })

  it('is found when it is new and calls are read by it', async () => {
    const call = "import { PrismaClient } from '@prisma/client'\nexport const all = () => new PrismaClient().orders.findMany()\n"
    const project = new Project(
      {
        'package.json': '{ "dependencies": { "@prisma/client": "7" } }',
        'prisma/main.prisma': 'datasource db {\n  provider = "postgresql"\n}\n',
        'src/orders.js': call,
      },
      { schema: ['prisma/**/*.prisma'] },
    )
    expect(await project.open('src/orders.js', call)).toEqual([])
    project.save('prisma/orders.prisma', 'model orders {\n  id Int @id\n  organization_id Int\n}\n')
    await soon(() => project.open('src/orders.js', call)).toEqual(['src/orders.js:2 require-tenant-filter unscoped'])
  })
})

describe('the word by which a cache knows the schema', () => {
  it('is another when a file that is found has changed, and only then', () => {
    const root = makeRepository({ 'migrations/0001.sql': users })
    const before = schemaDigest({}, root)
    writeFileSync(join(root, 'notes.md'), 'no part of the schema')
    expect(schemaDigest({}, root)).toBe(before)
    writeFileSync(join(root, 'migrations/0001.sql'), users + orders)
    expect(schemaDigest({}, root)).not.toBe(before)
  })
})
