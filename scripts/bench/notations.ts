/** How tables and queries on them stand in a notation. All tables are alike: `reports_0`, `reports_1` and so on, each with a key to the one before. */
export interface Notation {
  readonly name: string
  /** What it depends on, and in which version. */
  readonly packages: Readonly<Record<string, string>>
  /** What else the project of many of them holds. */
  readonly others: Readonly<Record<string, string>>
  /** A file of the schema by its number, without its ending where programs import it. */
  path(file: number): string
  readonly extension: string
  /** The text of a file with these tables, the first of which refers to the last one of the file before. */
  text(tables: string, file: number, previous: number | undefined): string
  table(n: number, isLast: boolean): string
  /** A module's functions that query a table, and what they import. The last one asks for the rows of all tenants. */
  queries(table: number, module: number, file: string): { readonly head: string; readonly text: string }
}

const before = (n: number): number => Math.max(0, n - 1)

function sqlTable(n: number): string {
  return `CREATE TABLE reports_${n} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL,
  title varchar(200) NOT NULL,
  previous_id bigint NOT NULL REFERENCES reports_${before(n)} (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE UNIQUE INDEX reports_${n}_title ON reports_${n} (organization_id, title) WHERE deleted_at IS NULL;
CREATE INDEX reports_${n}_previous ON reports_${n} (previous_id);
`
}

const sql: Notation = {
  name: 'SQL',
  packages: { pg: '^8.0.0' },
  others: {},
  path: (file) => `migrations/${String(file + 1).padStart(5, '0')}_reports`,
  extension: '.sql',
  text: (tables) => tables,
  table: sqlTable,
  queries: (t, m) => ({
    head: `import type { Pool } from 'pg'`,
    text: `export async function list${m}(pool: Pool, organizationId: number, title?: string) {
  const { rows } = await pool.query(
    \`SELECT r.id, r.title, p.title AS previous FROM reports_${t} r
     JOIN reports_${before(t)} p ON p.id = r.previous_id AND p.organization_id = r.organization_id
     WHERE r.organization_id = $1 AND r.deleted_at IS NULL \${title ? 'AND r.title = $2' : ''} ORDER BY r.created_at DESC LIMIT 20\`,
    title ? [organizationId, title] : [organizationId],
  )
  await pool.query('UPDATE reports_${t} SET title = $3 WHERE organization_id = $1 AND id = ANY ($2)', [organizationId, rows.map(({ id }) => id), 'x'])
  return pool.query('SELECT count(*) FROM reports_${t} WHERE deleted_at IS NULL')
}`,
  }),
}

const prisma: Notation = {
  name: 'Prisma',
  packages: { prisma: '^6.0.0', '@prisma/client': '^6.0.0' },
  others: { 'prisma/schema/main.prisma': 'datasource db {\n  provider = "postgresql"\n}\n' },
  path: (file) => `prisma/schema/reports-${file}`,
  extension: '.prisma',
  text: (tables) => tables,
  table: (n, isLast) => `model Report${n} {
  id             Int       @id @default(autoincrement())
  organizationId Int       @map("organization_id")
  title          String    @db.VarChar(200)
  previousId     Int       @map("previous_id")
  previous       Report${before(n)} @relation("previous${n}", fields: [previousId], references: [id])
  ${n === 0 ? `own Report0[] @relation("previous0")` : ''}
  ${isLast ? '' : `next Report${n + 1}[] @relation("previous${n + 1}")`}
  createdAt      DateTime  @default(now()) @map("created_at")
  deletedAt      DateTime? @map("deleted_at")

  @@unique([organizationId, title])
  @@index([previousId])
  @@map("reports_${n}")
}
`,
  queries: (t, m) => ({
    head: `import type { PrismaClient } from '@prisma/client'`,
    text: `export async function list${m}(prisma: PrismaClient, organizationId: number, title?: string) {
  const where: Record<string, unknown> = { organizationId, deletedAt: null }
  if (title) where.title = title
  const found = await prisma.report${t}.findMany({ where, include: { previous: true }, orderBy: { createdAt: 'desc' }, take: 20 })
  await prisma.report${t}.updateMany({ where: { organizationId, id: { in: found.map(({ id }) => id) } }, data: { title: 'x' } })
  return prisma.report${t}.count({ where: { deletedAt: null, OR: [{ title }, { title: 'y' }] } })
}`,
  }),
}

const drizzle: Notation = {
  name: 'Drizzle',
  packages: { 'drizzle-orm': '^0.44.0' },
  others: {
    'src/schema/shared.ts':
      "import { timestamp } from 'drizzle-orm/pg-core'\nexport const moments = { createdAt: timestamp('created_at').notNull().defaultNow(), deletedAt: timestamp('deleted_at') }\n",
  },
  path: (file) => `src/schema/reports-${file}`,
  extension: '.ts',
  text: (tables, file, previous) => `import { index, integer, pgTable, serial, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { moments } from './shared'
${previous === undefined ? '' : `import { report${previous} } from './reports-${file - 1}'\n`}
${tables}`,
  table: (n) => `export const report${n} = pgTable('reports_${n}', {
  id: serial('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  title: varchar('title', { length: 200 }).notNull(),
  previousId: integer('previous_id').notNull().references(() => report${before(n)}.id),
  ...moments,
}, (t) => [
  uniqueIndex('reports_${n}_title').on(t.organizationId, t.title).where(sql\`\${t.deletedAt} is null\`),
  index('reports_${n}_previous').on(t.previousId),
])
`,
  queries: (t, m, file) => ({
    head: `import { and, count, desc, eq, inArray, isNull, or } from 'drizzle-orm'\nimport { report${t} } from '../../${file}'\nimport type { Database } from '../database'`,
    text: `export async function list${m}(db: Database, organizationId: number, title?: string) {
  const conditions = [eq(report${t}.organizationId, organizationId), isNull(report${t}.deletedAt)]
  if (title) conditions.push(eq(report${t}.title, title))
  const found = await db.select().from(report${t}).where(and(...conditions)).orderBy(desc(report${t}.createdAt)).limit(20)
  await db.update(report${t}).set({ title: 'x' }).where(and(eq(report${t}.organizationId, organizationId), inArray(report${t}.id, found.map(({ id }) => id))))
  return db.select({ count: count() }).from(report${t}).where(and(isNull(report${t}.deletedAt), or(eq(report${t}.title, 'x'), eq(report${t}.title, 'y'))))
}`,
  }),
}

const typeorm: Notation = {
  name: 'TypeORM',
  packages: { typeorm: '^0.3.20' },
  others: {
    'src/entities/base.ts':
      "import { CreateDateColumn, DeleteDateColumn } from 'typeorm'\nexport abstract class Base {\n  @CreateDateColumn() createdAt!: Date\n  @DeleteDateColumn() deletedAt!: Date | null\n}\n",
  },
  path: (file) => `src/entities/reports-${file}.entity`,
  extension: '.ts',
  text: (tables, file, previous) => `import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
import { Base } from './base'
${previous === undefined ? '' : `import { Report${previous} } from './reports-${file - 1}.entity'\n`}
${tables}`,
  table: (n) => `@Entity('reports_${n}')
@Index(['organizationId', 'title'], { unique: true, where: '"deletedAt" IS NULL' })
export class Report${n} extends Base {
  @PrimaryGeneratedColumn() id!: number
  @Column() organizationId!: number
  @Column({ length: 200 }) title!: string
  @Index() @Column() previousId!: number
  @ManyToOne(() => Report${before(n)}) @JoinColumn({ name: 'previousId' }) previous!: Report${before(n)}
}
`,
  queries: (t, m, file) => ({
    head: `import { In, type Repository } from 'typeorm'\nimport { Report${t} } from '../../${file}'`,
    text: `export class Lists${m} {
  constructor(private readonly reports: Repository<Report${t}>) {}
  async list(organizationId: number, title?: string) {
    const query = this.reports.createQueryBuilder('r').where('r.organizationId = :organizationId', { organizationId })
    if (title) query.andWhere('r.title = :title', { title })
    const found = await query.orderBy('r.createdAt', 'DESC').take(20).getMany()
    await this.reports.update({ organizationId, id: In(found.map(({ id }) => id)) }, { title: 'x' })
    return this.reports.count({ where: [{ title: 'x' }, { title: 'y' }] })
  }
}`,
  }),
}

const sequelize: Notation = {
  name: 'Sequelize',
  packages: { sequelize: '^6.0.0' },
  others: {},
  path: (file) => `src/models/reports-${file}`,
  extension: '.ts',
  text: (tables, file, previous) =>
    `import { DataTypes } from 'sequelize'\nimport { sequelize } from '../database'\n${previous === undefined ? '' : `import { Report${previous} } from './reports-${file - 1}'\n`}
${tables}`,
  table: (n) => `export const Report${n} = sequelize.define('Report${n}', {
  organizationId: { type: DataTypes.INTEGER, allowNull: false },
  title: { type: DataTypes.STRING(200), allowNull: false },
}, { tableName: 'reports_${n}', underscored: true, paranoid: true, indexes: [{ unique: true, fields: ['organization_id', 'title'], where: { deleted_at: null } }] })
Report${n}.belongsTo(Report${before(n)}, { as: 'previous', foreignKey: 'previousId' })
`,
  queries: (t, m, file) => ({
    head: `import { Op } from 'sequelize'\nimport { Report${t} } from '../../${file}'`,
    text: `export async function list${m}(organizationId: number, title?: string) {
  const where: Record<string, unknown> = { organizationId }
  if (title) where.title = title
  const found = await Report${t}.findAll({ where, include: [{ association: 'previous' }], order: [['createdAt', 'DESC']], limit: 20 })
  await Report${t}.update({ title: 'x' }, { where: { organizationId, id: { [Op.in]: found.map(({ id }) => id) } } })
  return Report${t}.count({ where: { [Op.or]: [{ title: 'x' }, { title: 'y' }] } })
}`,
  }),
}

const mikroOrm: Notation = {
  name: 'MikroORM',
  packages: { '@mikro-orm/core': '^6.0.0', '@mikro-orm/postgresql': '^6.0.0' },
  others: {},
  path: (file) => `src/entities/reports-${file}`,
  extension: '.ts',
  text: (tables, file, previous) => `import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/core'
${previous === undefined ? '' : `import { Report${previous} } from './reports-${file - 1}'\n`}
${tables}`,
  table: (n) => `@Entity({ tableName: 'reports_${n}' })
@Unique({ properties: ['organizationId', 'title'] })
export class Report${n} {
  @PrimaryKey() id!: number
  @Property() organizationId!: number
  @Property({ length: 200 }) title!: string
  @Index() @ManyToOne(() => Report${before(n)}) previous!: Report${before(n)}
  @Property() createdAt: Date = new Date()
  @Property({ nullable: true }) deletedAt?: Date
}
`,
  queries: (t, m, file) => ({
    head: `import type { EntityManager, FilterQuery } from '@mikro-orm/core'\nimport { Report${t} } from '../../${file}'`,
    text: `export async function list${m}(em: EntityManager, organizationId: number, title?: string) {
  const where: FilterQuery<Report${t}> = { organizationId, deletedAt: null }
  if (title) where.title = title
  const found = await em.find(Report${t}, where, { populate: ['previous'], orderBy: { createdAt: 'desc' }, limit: 20 })
  await em.nativeUpdate(Report${t}, { organizationId, id: { $in: found.map(({ id }) => id) } }, { title: 'x' })
  return em.count(Report${t}, { deletedAt: null, $or: [{ title: 'x' }, { title: 'y' }] })
}`,
  }),
}

const knexQueries: Notation['queries'] = (t, m) => ({
  head: `import type { Knex } from 'knex'`,
  text: `export async function list${m}(knex: Knex, organizationId: number, title?: string) {
  const query = knex('reports_${t}').where({ organization_id: organizationId }).whereNull('deleted_at')
  if (title) query.where('title', title)
  const found = await query.orderBy('created_at', 'desc').limit(20).select('id', 'title')
  await knex('reports_${t}').where({ organization_id: organizationId }).whereIn('id', found.map(({ id }) => id)).update({ title: 'x' })
  return knex('reports_${t}').whereNull('deleted_at').where((or) => or.where('title', 'x').orWhere('title', 'y')).count()
}`,
})

const knex: Notation = {
  name: 'Knex',
  packages: { knex: '^3.0.0', pg: '^8.0.0' },
  others: {},
  path: (file) => `migrations/${20240101000000 + file}_reports`,
  extension: '.ts',
  text: (tables) => `import type { Knex } from 'knex'
export async function up(knex: Knex): Promise<void> {
${tables}}
export const down = (knex: Knex) => knex.schema.dropTable('reports')
`,
  table: (n) => `  await knex.schema.createTable('reports_${n}', (table) => {
    table.increments('id')
    table.integer('organization_id').notNullable()
    table.string('title', 200).notNullable()
    table.integer('previous_id').notNullable().references('id').inTable('reports_${before(n)}')
    table.timestamps(true, true)
    table.timestamp('deleted_at')
    table.unique(['organization_id', 'title'], { predicate: knex.whereNull('deleted_at') })
    table.index(['previous_id'])
  })
`,
  queries: knexQueries,
}

const objection: Notation = {
  ...knex,
  name: 'Objection',
  packages: { objection: '^3.0.0', knex: '^3.0.0', pg: '^8.0.0' },
  queries: (t, m) => ({
    head: `import { Model } from 'objection'`,
    text: `export class Report${m} extends Model {
  static tableName = 'reports_${t}'
  static async list(organizationId: number, title?: string) {
    const query = Report${m}.query().where({ organization_id: organizationId }).whereNull('deleted_at')
    if (title) query.where('title', title)
    const found = await query.orderBy('created_at', 'desc').limit(20)
    await Report${m}.query().where({ organization_id: organizationId }).whereIn('id', found.map((one) => one.$id())).patch({ title: 'x' })
    return Report${m}.query().whereNull('deleted_at').where((or) => or.where('title', 'x').orWhere('title', 'y')).resultSize()
  }
}`,
  }),
}

const kysely: Notation = {
  name: 'Kysely',
  packages: { kysely: '^0.28.0', pg: '^8.0.0' },
  others: {},
  path: (file) => `migrations/${String(file + 1).padStart(5, '0')}_reports`,
  extension: '.ts',
  text: (tables) => `import { sql, type Kysely } from 'kysely'
export async function up(db: Kysely<any>): Promise<void> {
${tables}}
export const down = (db: Kysely<any>) => db.schema.dropTable('reports').execute()
`,
  table: (n) => `  await db.schema
    .createTable('reports_${n}')
    .addColumn('id', 'bigint', (col) => col.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (col) => col.notNull())
    .addColumn('title', 'varchar(200)', (col) => col.notNull())
    .addColumn('previous_id', 'bigint', (col) => col.notNull().references('reports_${before(n)}.id'))
    .addColumn('created_at', 'timestamptz', (col) => col.notNull().defaultTo(sql\`now()\`))
    .addColumn('deleted_at', 'timestamptz')
    .execute()
  await db.schema.createIndex('reports_${n}_title').on('reports_${n}').columns(['organization_id', 'title']).unique().where('deleted_at', 'is', null).execute()
  await db.schema.createIndex('reports_${n}_previous').on('reports_${n}').column('previous_id').execute()
`,
  queries: (t, m) => ({
    head: `import type { Kysely } from 'kysely'\nimport type { Database } from '../database'`,
    text: `export async function list${m}(db: Kysely<Database>, organizationId: number, title?: string) {
  let query = db.selectFrom('reports_${t} as r').select(['r.id', 'r.title']).where('r.organization_id', '=', organizationId).where('r.deleted_at', 'is', null)
  if (title) query = query.where('r.title', '=', title)
  const found = await query.orderBy('r.created_at', 'desc').limit(20).execute()
  await db.updateTable('reports_${t}').set({ title: 'x' }).where('organization_id', '=', organizationId).where('id', 'in', found.map(({ id }) => id)).execute()
  return db.selectFrom('reports_${t}').select((eb) => eb.fn.countAll().as('count')).where('deleted_at', 'is', null).where((eb) => eb.or([eb('title', '=', 'x'), eb('title', '=', 'y')])).execute()
}`,
  }),
}

const supabase: Notation = {
  ...sql,
  name: 'supabase-js',
  packages: { '@supabase/supabase-js': '^2.0.0' },
  path: (file) => `supabase/migrations/${20240101000000 + file}_reports`,
  queries: (t, m) => ({
    head: `import type { SupabaseClient } from '@supabase/supabase-js'`,
    text: `export async function list${m}(supabase: SupabaseClient, organizationId: number, title?: string) {
  let query = supabase.from('reports_${t}').select('id, title').eq('organization_id', organizationId).is('deleted_at', null)
  if (title) query = query.eq('title', title)
  const { data } = await query.order('created_at', { ascending: false }).limit(20)
  await supabase.from('reports_${t}').update({ title: 'x' }).eq('organization_id', organizationId).in('id', data?.map(({ id }) => id) ?? [])
  return supabase.from('reports_${t}').select('id', { count: 'exact' }).is('deleted_at', null).or('title.eq.x,title.eq.y')
}`,
  }),
}

export const notations: readonly Notation[] = [sql, prisma, drizzle, typeorm, sequelize, mikroOrm, knex, objection, kysely, supabase]

export function notationNamed(name: string): Notation {
  const found = notations.find((one) => one.name === name)
  if (!found) throw new Error(`No notation is called ${name}.`)
  return found
}

/** Those that tell a schema in a way of their own. */
export const schemaNotations = notations.filter(({ name }) => name !== 'Objection' && name !== 'supabase-js')

/** The files of a schema, each with so many tables. */
export function schemaOf(notation: Notation, tables: number, tablesOfFile: number): Record<string, string> {
  const files = Array.from({ length: Math.ceil(tables / tablesOfFile) }, (_, file): [string, string] => {
    const first = file * tablesOfFile
    const count = Math.min(tablesOfFile, tables - first)
    const written = Array.from({ length: count }, (_, i) => notation.table(first + i, first + i === tables - 1)).join('\n')
    return [notation.path(file) + notation.extension, notation.text(written, file, first === 0 ? undefined : first - 1)]
  })
  return { ...projectOf(notation), ...notation.others, ...Object.fromEntries(files) }
}

function projectOf(notation: Notation): Record<string, string> {
  return { 'package.json': JSON.stringify({ name: 'bench', type: 'module', workspaces: ['none'], dependencies: notation.packages }) }
}
