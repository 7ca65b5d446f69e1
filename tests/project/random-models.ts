/** A model as it may be written in any notation. */
export interface Model {
  readonly n: number
  readonly table: string
  readonly columns: readonly string[]
  readonly indexed: boolean
  readonly unique: boolean
  readonly references: readonly number[]
  /** The model that it holds a list of. */
  readonly list: number | undefined
  /** What stands before it. */
  readonly margin: string
}

export interface Notation {
  readonly name: string
  readonly packages: readonly string[]
  /** Files that several models are read with. */
  readonly shared: Readonly<Record<string, string>>
  path(n: number): string
  text(model: Model): string
  /** Another text of the first shared file. */
  change(text: string, random: () => number): string
}

const lines = (parts: readonly string[]): string => parts.map((part) => `  ${part}\n`).join('')

/** Words that something in the shared file is one of. */
const swapped = (text: string, from: string, to: string): string =>
  text.includes(from) ? text.replace(from, to) : text.includes(to) ? text.replace(to, from) : text

const prisma: Notation = {
  name: 'Prisma',
  packages: ['prisma'],
  shared: {
    'prisma/schema/main.prisma': 'datasource db {\n  provider = "postgresql"\n}\nenum Kind {\n  small\n  large\n}\n',
  },
  path: (n) => `prisma/schema/thing-${n}.prisma`,
  text: ({ n, table, columns, indexed, unique, references, list, margin }) =>
    `${margin}model Thing${n} {\n${lines([
      'id Int @id @default(autoincrement())',
      ...columns.map((name) => (name === 'kind' ? 'kind Kind @default(small)' : `${name} String?${unique ? ' @unique' : ''}`)),
      ...references.flatMap((other) => [
        `thing${other}Id Int`,
        `thing${other} Thing${other} @relation("r${n}x${other}", fields: [thing${other}Id], references: [id])`,
      ]),
      ...(list === undefined ? [] : [`list Thing${list}[]`]),
      ...(indexed && columns[0] !== undefined ? [`@@index([${columns[0]}])`] : []),
      `@@map("${table}")`,
    ])}}\n`,
  change: (text, random) => swapped(text, random() < 0.5 ? 'enum Kind' : 'large', random() < 0.5 ? 'model Kind' : 'huge'),
}

const imports = (references: readonly number[], n: number, line: (other: number) => string): string =>
  references
    .filter((other) => other !== n)
    .map(line)
    .join('')

const drizzle: Notation = {
  name: 'Drizzle',
  packages: ['drizzle-orm'],
  shared: {
    'src/schema/shared.ts':
      "import { pgEnum, timestamp } from 'drizzle-orm/pg-core'\nexport const kind = pgEnum('kind', ['small', 'large'])\nexport const moments = { createdAt: timestamp('created_at').notNull() }\n",
  },
  path: (n) => `src/schema/thing-${n}.ts`,
  text: ({ n, table, columns, indexed, unique, references, margin }) =>
    `import { index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core'\nimport { kind, moments } from './shared'\n${imports(references, n, (other) => `import { thing${other} } from './thing-${other}'\n`)}${margin}
export const thing${n} = pgTable('${table}', {\n${lines([
      "id: serial('id').primaryKey(),",
      ...columns.map((name) => (name === 'kind' ? 'kind: kind().notNull(),' : `${name}: text()${unique ? '.unique()' : ''},`)),
      ...references.map((other) => `thing${other}Id: integer('thing_${other}_id').references(() => thing${other}.id),`),
      '...moments,',
    ])}}${indexed && columns[0] !== undefined ? `, (t) => [index().on(t.${columns[0]})]` : ''})\n`,
  change: (text, random) => swapped(text, random() < 0.5 ? 'createdAt' : "'large'", random() < 0.5 ? 'madeAt' : "'huge'"),
}

const typeorm: Notation = {
  name: 'TypeORM',
  packages: ['typeorm'],
  shared: {
    'src/entities/base.ts':
      "import { CreateDateColumn } from 'typeorm'\nexport abstract class Base {\n  @CreateDateColumn() createdAt!: Date\n}\n",
  },
  path: (n) => `src/entities/thing-${n}.entity.ts`,
  text: ({ n, table, columns, indexed, unique, references, list, margin }) =>
    `import { Column, Entity, Index, JoinTable, ManyToMany, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'\nimport { Base } from './base'\n${imports([...new Set([...references, ...(list === undefined ? [] : [list])])], n, (other) => `import { Thing${other} } from './thing-${other}.entity'\n`)}${margin}
@Entity('${table}')\nexport class Thing${n} extends Base {\n${lines([
      '@PrimaryGeneratedColumn() id!: number',
      ...columns.map((name, i) => `${indexed && i === 0 ? '@Index() ' : ''}@Column({ unique: ${unique} }) ${name}!: string`),
      ...references.map((other) => `@ManyToOne(() => Thing${other}) thing${other}!: Thing${other}`),
      ...(list === undefined ? [] : [`@ManyToMany(() => Thing${list}) @JoinTable() list!: Thing${list}[]`]),
    ])}}\n`,
  change: (text, random) => swapped(text, random() < 0.5 ? 'createdAt' : 'abstract class', random() < 0.5 ? 'madeAt' : 'class'),
}

const sequelize: Notation = {
  name: 'Sequelize',
  packages: ['sequelize'],
  shared: {},
  path: (n) => `src/models/thing-${n}.js`,
  text: ({ n, table, columns, indexed, unique, references, list, margin }) =>
    `${margin}module.exports = (sequelize, DataTypes) => {
  const Thing${n} = sequelize.define('Thing${n}', {\n${lines(columns.map((name) => `${name}: { type: DataTypes.STRING, unique: ${unique} },`))}  }, { tableName: '${table}'${indexed && columns[0] !== undefined ? `, indexes: [{ fields: ['${columns[0]}'] }]` : ''} })
  Thing${n}.associate = (models) => {\n${lines([
    ...references.map((other) => `Thing${n}.belongsTo(models.Thing${other}, { as: 'thing${other}' })`),
    ...(list === undefined ? [] : [`Thing${n}.belongsToMany(models.Thing${list}, { through: 'list_${n}' })`]),
  ])}  }\n  return Thing${n}\n}\n`,
  change: (text) => `${text} `,
}

const mikroOrm: Notation = {
  name: 'MikroORM',
  packages: ['@mikro-orm/core', '@mikro-orm/postgresql'],
  shared: {
    'src/entities/base.ts':
      "import { PrimaryKey, Property } from '@mikro-orm/core'\nexport abstract class Base {\n  @PrimaryKey() id!: number\n  @Property() createdAt: Date = new Date()\n}\n",
  },
  path: (n) => `src/entities/thing-${n}.ts`,
  text: ({ n, table, columns, indexed, unique, references, margin }) =>
    `import { Entity, Index, ManyToOne, Property, Unique } from '@mikro-orm/core'\nimport { Base } from './base'\n${imports(references, n, (other) => `import { Thing${other} } from './thing-${other}'\n`)}${margin}
@Entity({ tableName: '${table}' })\nexport class Thing${n} extends Base {\n${lines([
      ...columns.map((name, i) => `${indexed && i === 0 ? '@Index() ' : ''}${unique ? '@Unique() ' : ''}@Property() ${name}!: string`),
      ...references.map((other) => `@ManyToOne(() => Thing${other}) thing${other}!: Thing${other}`),
    ])}}\n`,
  change: (text, random) => swapped(text, random() < 0.5 ? 'createdAt' : 'Date = new Date()', random() < 0.5 ? 'madeAt' : 'string'),
}

const sql: Notation = {
  name: 'SQL',
  packages: [],
  shared: {},
  path: (n) => `migrations/000${n}_thing.sql`,
  text: ({ n, table, columns, indexed, unique, references, list, margin }) =>
    [
      margin,
      list === undefined ? '' : 'begin;',
      unique ? 'set search_path to apart;' : '',
      unique && indexed ? `create temp table passing_${n} (id int);` : '',
      `create table ${table} (id serial primary key${columns.map((name) => `, ${name} text`).join('')});`,
      ...columns.map((name, i) => [`create index on ${table} (${name});`, `comment on table ${table} is '${name}';`][i % 2]),
      ...references.map(
        (other, i) =>
          [
            `alter table ${table} add column thing_${other} int references things_${other};`,
            `create view seen_${n}_${other} as select id from things_${other};`,
            `alter table things_${other} rename to moved_${n};`,
            `drop table if exists things_${other} cascade;`,
            `do $$ begin if not exists (select from pg_tables where tablename = 'things_${other}') then create table things_${other} (id int); end if; end $$;`,
            `alter table things_${other} alter column id type bigint;`,
            `create table heir_${n}_${other} () inherits (things_${other});`,
            `alter table things_${other} add column more int not null;`,
          ][(i + n + other + columns.length) % 8],
      ),
      list === undefined ? '' : list % 2 === 0 ? 'rollback;' : 'commit;',
    ].join('\n'),
  change: (text) => `${text} `,
}

export const notations: readonly Notation[] = [sql, prisma, drizzle, typeorm, sequelize, mikroOrm]
