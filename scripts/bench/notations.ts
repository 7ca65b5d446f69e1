/** How one model stands in a notation, and what else the project of many of them holds. */
export interface Notation {
  readonly name: string
  readonly packages: readonly string[]
  file(n: number): { readonly path: string; readonly text: string }
  readonly others: Readonly<Record<string, string>>
}

const before = (n: number): number => Math.max(0, n - 1)

const prisma: Notation = {
  name: 'Prisma',
  packages: ['prisma'],
  others: { 'prisma/schema/main.prisma': 'datasource db {\n  provider = "postgresql"\n}\n' },
  file: (n) => ({
    path: `prisma/schema/model-${n}.prisma`,
    text: `model Report${n} {
  id             Int       @id @default(autoincrement())
  organizationId Int       @map("organization_id")
  title          String    @db.VarChar(200)
  previousId     Int       @map("previous_id")
  previous       Report${before(n)} @relation("previous${n}", fields: [previousId], references: [id])
  ${n === 0 ? `own Report0[] @relation("previous0")` : ''}
  next           Report${n + 1}[] @relation("previous${n + 1}")
  createdAt      DateTime  @default(now()) @map("created_at")
  deletedAt      DateTime? @map("deleted_at")

  @@unique([organizationId, title])
  @@index([previousId])
  @@map("reports_${n}")
}
`,
  }),
}

const drizzle: Notation = {
  name: 'Drizzle',
  packages: ['drizzle-orm'],
  others: {
    'src/schema/shared.ts':
      "import { timestamp } from 'drizzle-orm/pg-core'\nexport const moments = { createdAt: timestamp('created_at').notNull().defaultNow(), deletedAt: timestamp('deleted_at') }\n",
  },
  file: (n) => ({
    path: `src/schema/report-${n}.ts`,
    text: `import { index, integer, pgTable, serial, uniqueIndex, varchar } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { moments } from './shared'
${n === 0 ? '' : `import { report${before(n)} } from './report-${before(n)}'\n`}
export const report${n} = pgTable('reports_${n}', {
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
  }),
}

const typeorm: Notation = {
  name: 'TypeORM',
  packages: ['typeorm'],
  others: {
    'src/entities/base.ts':
      "import { CreateDateColumn, DeleteDateColumn } from 'typeorm'\nexport abstract class Base {\n  @CreateDateColumn() createdAt!: Date\n  @DeleteDateColumn() deletedAt!: Date | null\n}\n",
  },
  file: (n) => ({
    path: `src/entities/report-${n}.entity.ts`,
    text: `import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
import { Base } from './base'
${n === 0 ? '' : `import { Report${before(n)} } from './report-${before(n)}.entity'\n`}
@Entity('reports_${n}')
@Index(['organizationId', 'title'], { unique: true, where: '"deletedAt" IS NULL' })
export class Report${n} extends Base {
  @PrimaryGeneratedColumn() id!: number
  @Column() organizationId!: number
  @Column({ length: 200 }) title!: string
  @Index() @Column() previousId!: number
  @ManyToOne(() => Report${before(n)}) @JoinColumn({ name: 'previousId' }) previous!: Report${before(n)}
}
`,
  }),
}

const sequelize: Notation = {
  name: 'Sequelize',
  packages: ['sequelize'],
  others: {},
  file: (n) => ({
    path: `src/models/report-${n}.js`,
    text: `module.exports = (sequelize, DataTypes) => {
  const Report${n} = sequelize.define('Report${n}', {
    organizationId: { type: DataTypes.INTEGER, allowNull: false },
    title: { type: DataTypes.STRING(200), allowNull: false },
  }, { tableName: 'reports_${n}', underscored: true, paranoid: true, indexes: [{ unique: true, fields: ['organization_id', 'title'], where: { deleted_at: null } }] })
  Report${n}.associate = (models) => { Report${n}.belongsTo(models.Report${before(n)}, { as: 'previous', foreignKey: 'previousId' }) }
  return Report${n}
}
`,
  }),
}

const mikroOrm: Notation = {
  name: 'MikroORM',
  packages: ['@mikro-orm/core', '@mikro-orm/postgresql'],
  others: {},
  file: (n) => ({
    path: `src/entities/report-${n}.ts`,
    text: `import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/core'
${n === 0 ? '' : `import { Report${before(n)} } from './report-${before(n)}'\n`}
@Entity({ tableName: 'reports_${n}' })
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
  }),
}

const knex: Notation = {
  name: 'Knex',
  packages: ['knex'],
  others: {},
  file: (n) => ({
    path: `migrations/${String(20240101000000 + n)}_report_${n}.js`,
    text: `exports.up = async function (knex) {
  await knex.schema.createTable('reports_${n}', (table) => {
    table.increments('id')
    table.integer('organization_id').notNullable()
    table.string('title', 200).notNullable()
    table.integer('previous_id').notNullable().references('id').inTable('reports_${before(n)}')
    table.timestamps(true, true)
    table.timestamp('deleted_at')
    table.unique(['organization_id', 'title'], { predicate: knex.whereNull('deleted_at') })
    table.index(['previous_id'])
  })
}
exports.down = (knex) => knex.schema.dropTable('reports_${n}')
`,
  }),
}

export const notations: readonly Notation[] = [prisma, drizzle, typeorm, sequelize, mikroOrm, knex]
