import { describe, expect, it } from 'vitest'
import { migrationStatements } from '../../../src/orms/mikro-orm/migrations.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, foldOf, textsOf, virtualWorld } from '../support/conform.ts'

const first = `
import { Migration } from '@mikro-orm/migrations'
const table = 'orders'
export class Migration20240101000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(\`create table "\${table}" ("id" uuid primary key, "organization_id" uuid not null, "number" int, "deleted_at" timestamptz);\`)
    this.addSql('create index "orders_number" on "orders" ("number"); create table "tags" ("id" serial primary key);')
    for (const column of ['a', 'b']) this.addSql(\`alter table "orders" add column "\${column}" text\`)
    this.addSql(['alter table "tags" add "name" text', 'create unique index "tags_name" on "tags" ("name")'].join(';'))
    await this.execute('update orders set number = 1')
    this.addTenant('tags')
  }

  private addTenant(name: string) {
    this.addSql(\`alter table "\${name}" add column "organization_id" uuid\`)
  }

  override async down(): Promise<void> {
    this.addSql('drop table "orders" cascade;')
  }
}
`

const second = `
import { Migration } from '@mikro-orm/migrations'
import { raw, sql } from '@mikro-orm/core'
abstract class Own extends Migration {}
export class Migration20240102000000 extends Own {
  async up() {
    this.addSql(raw('alter table "orders" drop column "a"'))
    this.addSql(sql\`create unique index "orders_open" on "orders" ("number") where deleted_at is null\`)
    await this.execute('alter table "orders" rename column "b" to "note"')
  }
}
`

const ddl = `
  create table orders (id uuid primary key, organization_id uuid not null, number int, deleted_at timestamptz);
  create index orders_number on orders (number);
  create table tags (id serial primary key);
  alter table orders add column a text;
  alter table orders add column b text;
  alter table tags add name text;
  create unique index tags_name on tags (name);
  alter table tags add column organization_id uuid;
  alter table orders drop column a;
  create unique index orders_open on orders (number) where deleted_at is null;
  alter table orders rename column b to note;
`

describe('migrations of MikroORM', () => {
  it('add up to the database that they make', async () => {
    const files = { 'Migration20240101000000.ts': first, 'Migration20240102000000.ts': second }
    expect(await differences(await newPostgres(), ddl, migrationStatements(textsOf(files), virtualWorld(files)))).toEqual([])
  })

  it('are read at the place in their texts', () => {
    const files = { 'a.ts': first }
    const changes = migrationStatements(textsOf(files), virtualWorld(files)).flatMap((one) => one.changes)
    const index = changes.find(({ kind }) => kind === 'create index')
    expect(index?.kind === 'create index' && first.slice(...(index.name?.range ?? [0, 0]))).toBe('"orders_number"')
  })

  it.each([
    ["const knex = this.getKnex(); await knex.schema.dropTable('a')", ['what this does to the schema is not known']],
    ['this.addSql(`create table "${process.env.NAME}" (id int)`)', ['a part of its text is not known']],
    [
      "if (process.env.EDITION === 'x') this.addSql('create table a (id int)')",
      ['what this depends on is not known; it is taken to happen'],
    ],
    ["this.addSql('create table (')", ['syntax error at or near "("']],
    ["await this.getEntityManager().nativeDelete('a', {})", []],
    ["await this.getKnex()('a').insert({})", []],
    ["await this.getKnex().raw('create table a (id int)')", []],
  ])('what is not known in them is listed: %s', (body, reasons) => {
    const text = `import { Migration } from '@mikro-orm/migrations'\nexport class M extends Migration { async up() { ${body} } }`
    const files = { 'a.ts': text }
    const statements = migrationStatements(textsOf(files), virtualWorld(files))
    expect(foldOf(statements).unread.map(({ reason }) => reason)).toEqual(reasons)
  })

  it('other classes are none', () => {
    const files = { 'a.ts': "class M extends Other { async up() { this.addSql('create table a (id int)') } }" }
    expect(migrationStatements(textsOf(files), virtualWorld(files))).toEqual([])
  })
})
