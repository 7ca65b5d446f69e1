import { join } from 'node:path'
import { Linter } from 'eslint'
import { afterEach, describe, expect, it } from 'vitest'
import plugin from '../../index.ts'
import { loadSchema } from '../../src/project/project.ts'
import { readSettings } from '../../src/settings/read.ts'
import { check, findingsIn } from '../cli/check-run.ts'
import { makeRepository } from '../project/temp-project.ts'

/** Names that every object has something of, each with one of the same shape that none has. */
const alike = new Map([
  ['__proto__', '__prose__'],
  ['constructor', 'constructed'],
  ['toString', 'toStrain'],
  ['hasOwnProperty', 'hasOwnProportion'],
  ['prototype', 'protozoa'],
  ['valueOf', 'valueOn'],
  ['__defineGetter__', '__defineGotten__'],
])
const names = [...alike.keys()]

const before = [Object.prototype, Function.prototype, Array.prototype].map((one) => Reflect.ownKeys(one).length)

afterEach(() => {
  expect([Object.prototype, Function.prototype, Array.prototype].map((one) => Reflect.ownKeys(one).length)).toEqual(before)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

type Files = Readonly<Record<string, string>>

const manifest = (...dependencies: readonly string[]): string =>
  JSON.stringify({ name: 'shop', dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) })

const organizations = 'create table organizations (id bigint primary key);\n'

/** A table with a column and an index of a name, in each notation. */
const notations: Readonly<Record<string, (name: string) => Files>> = {
  SQL: (name) => ({
    'migrations/1_init.sql': `${organizations}create table "${name}" (id bigint primary key, organization_id bigint not null references organizations (id), "${name}" text not null);
create index "${name}_i" on "${name}" ("${name}");`,
    'a.sql': `with "${name}_c" as (select "${name}" as a from "${name}" as "${name}_a" where organization_id = 1) select * from "${name}_c";
select "${name}"."${name}" from "${name}" where "${name}" = 'x';
select "${name}".a from "${name}" as "${name}" (a) where "${name}"('x') is null;
insert into "${name}" ("${name}") values ('x') returning "${name}" as "${name}";
create extension "${name}"; drop index "${name}"; select cast('x' as "${name}"); set "${name}"."${name}" = '1';
create index on "${name}" using "${name}" ("${name}" "${name}"); alter table "${name}" add constraint "${name}" check ("${name}" <> '');
create function "${name}"() returns int language plpgsql as $$ declare "${name}" int; begin "${name}" := 1; return "${name}"; end $$;`,
  }),
  Prisma: (name) => ({
    'package.json': manifest('@prisma/client'),
    'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\nmodel Thing {\n  id Int @id\n  organization_id Int\n  x String @map("${name}")\n  @@map("${name}")\n  @@index([x], map: "${name}_i")\n  @@${name}([x])\n}\nmodel ${name} {\n  ${name} ${name} @${name}(${name}: ${name}) @db.${name}\n  id Int @id @default(${name}())\n}\nenum E${name} {\n  ${name}\n}\n`,
    'a.ts': `import { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nawait prisma.thing.findMany({ where: { x: { ${name}: 1, ['${name}']: 2 }, ['${name}']: { equals: 1 } }, orderBy: { ['${name}']: '${name}' } })\nawait prisma['${name}'].findMany({ where: { ['${name}']: 1 } })\nawait prisma.thing.update({ where: { id: 1 }, data: { x: { ['${name}']: 1 } } })\nawait prisma.thing['${name}']({ where: { id: 1 } })\n`,
  }),
  Drizzle: (name) => ({
    'package.json': manifest('drizzle-orm', 'pg'),
    'src/schema.ts': `import * as core from 'drizzle-orm/pg-core'\nimport { pgTable, text, bigint, index } from 'drizzle-orm/pg-core'\nexport const thing = pgTable('${name}', { id: bigint().primaryKey(), organization_id: bigint().notNull(), x: text('${name}').notNull() }, (t) => [index('${name}_i').on(t.x), core['${name}'](t)])\nexport const odd = pgTable('odd', { ['${name}']: text().${name}(), y: core.${name}('y') })\n`,
    'a.ts': `import { drizzle } from 'drizzle-orm/node-postgres'\nimport { eq } from 'drizzle-orm'\nimport * as all from 'drizzle-orm'\nimport { thing } from './src/schema.ts'\nconst db = drizzle('')\nawait db.select().from(thing).where(eq(thing.x, 'a')).${name}(thing)\nawait db.select({ ['${name}']: thing['${name}'] }).from(thing).where(all.${name}(thing.x, 'a'))\nawait db.query['${name}'].findMany({ where: { ['${name}']: { ['${name}']: 1 } } })\nawait db.update(thing).set({ ['${name}']: 1 })\n`,
  }),
  TypeORM: (name) => ({
    'package.json': manifest('typeorm', 'pg'),
    'src/thing.ts': `import { Column, Entity, Index, PrimaryColumn, DataSource } from 'typeorm'\nimport * as orm from 'typeorm'\n@Entity('${name}')\n@Index('${name}_i', ['x'])\nexport class Thing {\n  @PrimaryColumn() id: number\n  @Column() organization_id: number\n  @Column({ name: '${name}', type: 'text' }) x: string\n  @orm.${name}() y: string\n  @Column({ type: '${name}', ['${name}']: 1 }) z: string\n}\nexport default new DataSource({ type: '${name}', entities: [Thing], ['${name}']: 1 })\n`,
    'a.ts': `import { In } from 'typeorm'\nimport * as orm from 'typeorm'\nimport source, { Thing } from './src/thing.ts'\nawait source.getRepository(Thing).find({ where: { x: orm.${name}('a'), ['${name}']: 1 }, order: { ['${name}']: 'ASC' } })\nawait source.getRepository(Thing).${name}({ x: 1 })\nawait source.getRepository(Thing).createQueryBuilder('${name}').${name}().where('${name}.${name} = :${name}', { ['${name}']: 1 }).getMany()\n`,
    'migrations/1-A.ts': `export class A1 { async up(runner) { await runner.createTable(new Table({ name: '${name}', columns: [{ name: '${name}', type: '${name}' }] })); await runner.${name}('${name}') } }\n`,
  }),
  MikroORM: (name) => ({
    'package.json': manifest('@mikro-orm/core', '@mikro-orm/postgresql'),
    'src/thing.ts': `import { Entity, PrimaryKey, Property, Index, ReferenceKind, MikroORM } from '@mikro-orm/core'\nimport * as orm from '@mikro-orm/core'\n@Entity({ tableName: '${name}' })\nexport class Thing {\n  @PrimaryKey() id: number\n  @Property() organization_id: number\n  @Index({ name: '${name}_i' }) @Property({ fieldName: '${name}', type: 'text' }) x: string\n  @orm.${name}() y: string\n  @Property({ type: '${name}', kind: ReferenceKind.${name} }) z: string\n}\nexport const other = new orm.EntitySchema({ name: 'Other', properties: { ['${name}']: { type: '${name}', kind: '${name}' } } })\n`,
    'a.ts': `import { MikroORM } from '@mikro-orm/postgresql'\nimport { Thing } from './src/thing.ts'\nconst orm = await MikroORM.init()\nawait orm.em.find(Thing, { x: { ['${name}']: 1, $${name}: 2 }, ['${name}']: 1 }, { ['${name}']: 1 })\nawait orm.em.createQueryBuilder(Thing, '${name}').${name}({ x: 1 })\nawait orm.em.${name}(Thing, { x: 1 })\n`,
  }),
  Sequelize: (name) => ({
    'package.json': manifest('sequelize', 'pg'),
    'src/thing.ts': `import { Sequelize, DataTypes, Model } from 'sequelize'\nconst sequelize = new Sequelize('postgres://localhost/a')\nexport const Thing = sequelize.define('Thing', { id: { type: DataTypes.BIGINT, primaryKey: true }, organization_id: { type: DataTypes.BIGINT, allowNull: false }, x: { type: DataTypes.TEXT, field: '${name}', allowNull: false }, ['${name}']: DataTypes.${name} }, { tableName: '${name}', indexes: [{ name: '${name}_i', fields: ['${name}'] }], ['${name}']: 1 })\n`,
    'a.ts': `import { Op } from 'sequelize'\nimport { Thing } from './src/thing.ts'\nawait Thing.findAll({ where: { x: { [Op.${name}]: 1 }, ['${name}']: { [Op.eq]: 1 } }, order: [['${name}', '${name}']] })\nawait Thing.${name}({ where: { x: 1 } })\n`,
    'migrations/1-a.js': `module.exports = { async up(queryInterface, Sequelize) { await queryInterface.createTable('${name}', { ['${name}']: { type: Sequelize.${name} } }); await queryInterface.${name}('${name}'); await queryInterface.addConstraint('${name}', { type: '${name}', fields: ['${name}'] }) } }\n`,
  }),
  Kysely: (name) => ({
    'package.json': manifest('kysely', 'pg'),
    'migrations/1_a.ts': `import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) { await db.schema.createTable('${name}').addColumn('id', 'bigint', (c) => c.primaryKey()).addColumn('organization_id', 'bigint', (c) => c.notNull()).addColumn('${name}', 'text', (c) => c.notNull()).execute(); await db.schema.createIndex('${name}_i').on('${name}').column('${name}').execute(); await db.schema.${name}('${name}').execute() }\n`,
    'a.ts': `import { Kysely } from 'kysely'\nconst db = new Kysely({})\nawait db.selectFrom('${name}').select('${name}.${name}').where('${name}', '=', 1).execute()\nawait db.selectFrom('${name} as ${name}').${name}('${name}').selectAll().execute()\nawait db.insertInto('${name}').values({ ['${name}']: 1 }).execute()\n`,
  }),
  Knex: (name) => ({
    'package.json': manifest('knex', 'pg'),
    'migrations/1_a.js': `exports.up = async (knex) => { await knex.schema.createTable('${name}', (t) => { t.bigInteger('id').primary(); t.bigInteger('organization_id').notNullable(); t.text('${name}').notNullable(); t.index(['${name}'], '${name}_i'); t.${name}('${name}'); t.specificType('y', '${name}') }); await knex.schema.${name}('${name}') }\n`,
    'a.ts': `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nawait db('${name}').where({ ['${name}']: 1 }).select('${name}.${name}')\nawait db('${name} as ${name}').${name}('${name}', 1)\nawait db.from('${name}').insert({ ['${name}']: 1 })\n`,
  }),
}

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()

/** What is known and found of a project, with a word in the place of the name that is tried. */
async function toldOf(files: Files, name: string): Promise<unknown> {
  const cwd = makeRepository(files)
  const { catalog, reason } = loadSchema(join(cwd, 'a.ts'), readSettings({ tenantColumns: ['organization_id'] }).settings, cwd)
  const { code, out } = await check(cwd, { preset: 'all' })
  return JSON.parse(
    JSON.stringify({
      reason: reason ?? null,
      tables: catalog.tables.map((table) => [
        table.name,
        table.columns.map((column) => column.name),
        table.indexes.map((index) => index.name),
      ]),
      code,
      findings: findingsIn({ code, out, errors: '' }),
    })
      .replaceAll(name, 'NAME')
      .replaceAll(snake(name), 'NAME'),
  ) as unknown
}

describe.each(Object.entries(notations))('what objects have already is a name like others in %s', (_, files) => {
  it.each([...alike])('%s', async (name, other) => {
    expect(await toldOf(files(name), name)).toEqual(await toldOf(files(other), other))
  })
})

describe('what objects have already', () => {
  it.each(names)('is a name like others in settings: %s', (name) => {
    const given = JSON.parse(
      `{ "tables": { "${name}": { "columns": ["id", "${name}"], "primaryKey": ["id"] } }, "tenantColumns": ["${name}"], "globalTables": ["${name}"], "softDeleteColumns": ["${name}"] }`,
    ) as object
    const { settings, problems } = readSettings(given)
    expect([problems, Object.keys(settings.tables), settings.tenantColumns]).toEqual([[], [name], [name]])
    const linter = new Linter({ configType: 'flat', cwd: makeRepository({}) })
    const messages = linter.verify(`select "${name}" from "${name}";\n`, [...plugin.configs.all, { settings: { tenancy: given } }], {
      filename: 'a.sql',
    })
    expect(messages.filter(({ fatal }) => fatal)).toEqual([])
    expect(readSettings(JSON.parse(`{ "${name}": { "polluted": 1 } }`)).problems).toEqual([
      { path: `tenancy.${name}`, reason: expect.stringContaining('is not known here') as string },
    ])
  })

  it.each(names)('is no rule, no preset and no entry of a baseline: %s', async (name) => {
    const cwd = makeRepository({
      'migrations/1.sql': organizations,
      'base.json': `{ "version": 1, "findings": [{ "rule": "${name}", "table": "${name}", "key": "${name}", "what": "${name}", "files": ["${name}"] }] }`,
      'bad.json': `{ "__proto__": { "findings": [] }, "${name}": [] }`,
    })
    await expect(check(cwd, { rule: [name] })).rejects.toThrow(`There is no rule ${name}.`)
    expect((await check(cwd, { baseline: 'base.json' })).errors).toContain(`In the baseline, and found no more: ${name} ${name}`)
    await expect(check(cwd, { baseline: 'bad.json' })).rejects.toThrow('is no baseline')
  })
})
