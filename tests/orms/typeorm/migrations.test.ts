import { readFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Statement } from '../../../src/orms/orm.ts'
import { migrationStatements } from '../../../src/orms/typeorm/migrations.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { newPostgres } from '../../conformance/support/postgres.ts'
import { differences, foldOf, textsOf, virtualWorld } from '../support/conform.ts'
import { migrations } from './schemas/migrations.ts'

const beforehand = libpgQuery.parse('CREATE SCHEMA other')
const before = beforehand.ok ? beforehand.value.map(({ changes }): Statement => ({ file: 'before.sql', changes })) : []

describe('migrations give the catalog of the database that TypeORM makes of them', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })

  it.each([0, 1])('major %i', async (major) => {
    const world = virtualWorld(migrations, { typeorm: major })
    const statements = ['1.ts', '2.ts'].flatMap((file) => migrationStatements(textsOf(migrations, [file]), world))
    const sent = readFileSync(new URL(`recorded/${major}/migrations.sql`, import.meta.url), 'utf8')
    expect(await differences(db, `CREATE SCHEMA other;${sent}`, [...before, ...statements])).toEqual([])
  })
})

function read(up: string, more = ''): Statement[] {
  const files = {
    'm.ts': `import { MigrationInterface, Table, TableColumn, TableForeignKey } from 'typeorm'\n${more}export class M1700000000000 implements MigrationInterface {\n  async up(queryRunner) {\n    ${up}\n  }\n}\n`,
  }
  return migrationStatements(textsOf(files), virtualWorld(files))
}

function kinds(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ changes }) => changes.map((change) => (change.kind === 'unread' ? `unread: ${change.reason}` : change.kind)))
}

describe('of a migration', () => {
  it.each([
    ['await queryRunner.query("SELECT 1")', []],
    ['await queryRunner.clearTable("a"); await queryRunner.createDatabase("a", true)', []],
    ['await queryRunner.query(`CREATE TABLE ${name} (id int)`)', ['unread: a part of its text is not known']],
    ['await queryRunner.createTable(make())', ['unread: the table is not known']],
    ['await queryRunner.addColumn("a", make())', ['unread: the column is not known']],
    ['await queryRunner.changeColumn("a", "b", changed)', ['unread: the column is not known']],
    ['await queryRunner.dropForeignKey("a", found)', ['unread: the constraint is not known']],
    ['await queryRunner.addColumns("a", columns)', ['unread: not all of this list is known']],
    [
      'await queryRunner.createTable(new Table({ name: "a", columns: [{ name: "id", type: "int" }, ...others] }))',
      ['create table', 'unread: not all columns of this table are known'],
    ],
    ['await queryRunner.connection.query("CREATE TABLE a (id int)")', ['create table']],
    ['if (process.env.X) await queryRunner.dropTable("a")', ['unread: what this depends on is not known; it is taken to happen', 'drop']],
    ['for (const t of tables) await queryRunner.dropTable(t)', ['unread: what this goes over is not known']],
    [
      'switch (queryRunner.connection.options.type) { case "mysql": await queryRunner.dropTable("a"); break; case "postgres": await this.more(queryRunner) } } async more(q) { await q.dropTable("b")',
      ['drop'],
    ],
    ['if (queryRunner.dataSource.options.type === "sqlite") await queryRunner.dropTable("a")', []],
  ])('%s', (up, expected) => {
    expect(kinds(read(up))).toEqual(expected)
  })

  it('only `up` is read, also of a class that it extends', () => {
    const files = {
      'base.ts':
        'export class Base { async up(queryRunner) { await queryRunner.dropTable("a") } async down(q) { await q.dropTable("b") } }',
      'm.ts': 'import { Base } from "./base"\nexport class M1700000000000 extends Base {}',
    }
    expect(kinds(migrationStatements(textsOf(files, ['m.ts']), virtualWorld(files)))).toEqual(['drop'])
  })

  it('what is renamed keeps the names of its keys and indexes, where TypeORM would rename those that it made up', () => {
    const statements = read(
      'await queryRunner.createTable(new Table({ name: "a", columns: [{ name: "id", type: "int", isPrimary: true }] })); await queryRunner.renameTable("a", "b")',
    )
    const [table] = [...foldOf(statements).state.tables.values()]
    expect([table?.name, table?.constraints.map(({ name }) => name)]).toEqual(['b', ['PK_2202fa80e03dfdac2f685c43ee4']])
  })

  it('the places are those of names, columns and calls', () => {
    const statements = read(
      'await queryRunner.createTable(new Table({ name: "things", columns: [{ name: "id", type: "int", isPrimary: true }], indices: [{ name: "by_id", columnNames: ["id"] }] })); await queryRunner.query("DROP TABLE things")',
    )
    const text = `import { MigrationInterface, Table, TableColumn, TableForeignKey } from 'typeorm'\nexport class M1700000000000 implements MigrationInterface {\n  async up(queryRunner) {\n    await queryRunner.createTable(new Table({ name: "things", columns: [{ name: "id", type: "int", isPrimary: true }], indices: [{ name: "by_id", columnNames: ["id"] }] })); await queryRunner.query("DROP TABLE things")`
    const at = ([from, to]: readonly [number, number]): string => text.slice(from, to)
    const [table, index, drop] = statements.flatMap(({ changes }) => changes)
    expect([table, index, drop].map((change) => change && at(change.range))).toEqual(['"things"', '"by_id"', 'things'])
    const [column] = table?.kind === 'create table' ? table.elements : []
    expect(column?.kind === 'column' && [at(column.column.range), at(column.column.name.range)]).toEqual([
      '{ name: "id", type: "int", isPrimary: true }',
      '"id"',
    ])
  })
})

it('what is asked of the schema is asked once for all that hangs on it', () => {
  const statements = read(
    'if (!(await queryRunner.hasTable("a"))) { await queryRunner.query("CREATE TABLE a (id int)"); await queryRunner.query("CREATE INDEX i ON a (id)") }',
  )
  const fold = foldOf(statements)
  expect([[...fold.state.indexes.values()].map(({ name }) => name), fold.unread]).toEqual([['i'], []])
})
