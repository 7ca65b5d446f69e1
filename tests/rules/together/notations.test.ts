import { describe } from 'vitest'
import type { rules } from '../../../rules/index.ts'
import { testRule, type Case } from '../../support/lint.ts'

/** An index of the table `tickets`; its columns are named as the database has them. */
interface Written {
  readonly name: string
  readonly columns: readonly string[]
  readonly unique?: true
  /** It leaves deleted rows out. */
  readonly live?: true
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
const named = ({ columns }: Written, write: (property: string) => string): string => columns.map((name) => write(camel(name))).join(', ')

const prisma = (indexes: readonly Written[]): string => `generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}

datasource db {
  provider = "postgresql"
}

model Ticket {
  id             Int       @id
  organizationId Int       @map("organization_id")
  eventId        Int       @map("event_id")
  status         String
  title          String
  paid           Boolean
  createdAt      DateTime  @map("created_at")
  deletedAt      DateTime? @map("deleted_at")

${indexes.map((one) => `  @@${one.unique ? 'unique' : 'index'}([${named(one, String)}], map: "${one.name}"${one.live ? ', where: { deletedAt: null }' : ''})\n`).join('')}  @@map("tickets")
}
`

const drizzle = (indexes: readonly Written[]): string => `import { isNull } from 'drizzle-orm'
import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
export const tickets = pgTable('tickets', {
  id: integer('id').primaryKey(),
  organizationId: integer('organization_id').notNull(),
  eventId: integer('event_id').notNull(),
  status: text('status').notNull(),
  title: text('title').notNull(),
  paid: boolean('paid').notNull(),
  createdAt: timestamp('created_at').notNull(),
  deletedAt: timestamp('deleted_at'),
}, (t) => [
${indexes.map((one) => `  ${one.unique ? 'uniqueIndex' : 'index'}('${one.name}').on(${named(one, (name) => `t.${name}`)})${one.live ? '.where(isNull(t.deletedAt))' : ''},\n`).join('')}])
`

const typeorm = (indexes: readonly Written[]): string => `import { Column, DeleteDateColumn, Entity, Index, PrimaryColumn } from 'typeorm'
@Entity('tickets')
${indexes.map((one) => `@Index('${one.name}', [${named(one, (name) => `'${name}'`)}], { unique: ${one.unique ?? false}${one.live ? ", where: 'deleted_at IS NULL'" : ''} })\n`).join('')}export class Ticket {
  @PrimaryColumn('int') id!: number
  @Column('int', { name: 'organization_id' }) organizationId!: number
  @Column('int', { name: 'event_id' }) eventId!: number
  @Column('text') status!: string
  @Column('text') title!: string
  @Column('boolean') paid!: boolean
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @DeleteDateColumn({ name: 'deleted_at' }) deletedAt!: Date
}
`

const knex = (indexes: readonly Written[]): string => `exports.up = function (knex) {
  return knex.schema.createTable('tickets', (table) => {
    table.integer('id').primary()
    table.integer('organization_id').notNullable()
    table.integer('event_id').notNullable()
    table.text('status').notNullable()
    table.text('title').notNullable()
    table.boolean('paid').notNullable()
    table.timestamp('created_at').notNullable()
    table.timestamp('deleted_at')
${indexes
  .map(({ name, columns, unique, live }) => {
    const list = columns.map((column) => `'${column}'`).join(', ')
    const predicate = live ? "predicate: knex.whereNull('deleted_at')" : ''
    return unique
      ? `    table.unique([${list}], { indexName: '${name}', useConstraint: false${live ? `, ${predicate}` : ''} })\n`
      : `    table.index([${list}], '${name}'${live ? `, { ${predicate} }` : ''})\n`
  })
  .join('')}  })
}
`

const inFile = (file: string, text: string, dependency: string, version: string): Pick<Case, 'ts' | 'js' | 'file' | 'schema'> => ({
  [file.endsWith('.ts') ? 'ts' : 'js']: text,
  file,
  schema: { 'package.json': JSON.stringify({ name: 'shop', dependencies: { [dependency]: version } }), [file]: text },
})

type NotationName = 'Prisma' | 'Drizzle' | 'TypeORM' | 'Knex'
const notations: Readonly<Record<NotationName, (indexes: readonly Written[]) => Partial<Case>>> = {
  Prisma: (indexes) => ({ prisma: prisma(indexes) }),
  Drizzle: (indexes) => inFile('src/schema.ts', drizzle(indexes), 'drizzle-orm', '^0.44.0'),
  TypeORM: (indexes) => inFile('src/entities.ts', typeorm(indexes), 'typeorm', '^0.3.20'),
  Knex: (indexes) => inFile('migrations/20260101_tickets.js', knex(indexes), 'knex', '^3.1.0'),
}

const index = (name: string, columns: string, more: Omit<Partial<Written>, 'name' | 'columns'> = {}): Written => ({
  name,
  columns: columns.split(' '),
  ...more,
})

interface Judged {
  readonly wrong: readonly Written[]
  readonly right: readonly Written[]
  readonly expect: readonly string[]
  readonly options?: readonly unknown[]
  readonly settings?: object
}

const judged: Readonly<Partial<Record<keyof typeof rules, Judged>>> = {
  'no-redundant-index': {
    wrong: [index('by_event', 'event_id'), index('by_event_status', 'event_id status')],
    right: [index('by_event', 'event_id'), index('by_status', 'status')],
    expect: ['prefix'],
  },
  'tenant-column-first': {
    wrong: [index('by_status', 'status created_at')],
    right: [index('by_status', 'organization_id status created_at')],
    expect: ['scattered'],
  },
  'partial-unique-on-soft-delete': {
    wrong: [index('one_title', 'organization_id title', { unique: true })],
    right: [index('one_title', 'organization_id title', { unique: true, live: true })],
    expect: ['holdsDeleted'],
  },
  'partial-index-on-soft-delete': {
    wrong: [index('by_status', 'organization_id status')],
    right: [index('by_status', 'organization_id status', { live: true })],
    expect: ['holdsDeleted'],
  },
  'no-low-selectivity-index': {
    wrong: [index('by_paid', 'paid'), index('by_deleted', 'deleted_at')],
    right: [index('by_status', 'status'), index('by_event', 'event_id paid'), index('by_paid', 'paid', { live: true })],
    expect: ['found', 'mark'],
    settings: { tenantColumns: ['tenant_id'] },
  },
  'max-indexes-per-table': {
    wrong: [index('a', 'status'), index('b', 'event_id')],
    right: [index('a', 'status')],
    expect: ['tooMany'],
    options: [{ max: 2 }],
  },
  'consistent-index-name': {
    wrong: [index('fast', 'status'), index('idx_tickets_event_id', 'event_id')],
    right: [index('idx_tickets_status', 'status'), index('idx_tickets_event_id', 'event_id')],
    expect: ['unnamed'],
  },
}

describe.each(Object.entries(judged))('%s', (name, { wrong, right, expect, options = [], settings = {} }) => {
  const cases = Object.entries(notations).flatMap(([notation, write]): Case[] => [
    { name: `${notation}, wrong`, ...write(wrong), options, settings, expect },
    { name: `${notation}, right`, ...write(right), options, settings, expect: [] },
  ])
  testRule(name as keyof typeof rules, cases, { onPrisma: true })
})

describe('index-column-order', () => {
  const query = 'db.query(`select id from tickets where status = $1 and created_at > $2`)'
  const told = (notation: NotationName, indexes: readonly Written[]): Partial<Case> => {
    const { schema = {}, prisma: model } = notations[notation](indexes)
    const packageJson = JSON.stringify({ dependencies: { '@prisma/client': '^6.0.0' } })
    return { ts: query, schema: model === undefined ? schema : { 'package.json': packageJson, 'prisma/schema.prisma': model } }
  }
  testRule(
    'index-column-order',
    (['Prisma', 'Drizzle', 'TypeORM', 'Knex'] as const).flatMap((notation): Case[] => [
      { name: `${notation}, wrong`, ...told(notation, [index('a', 'created_at status')]), expect: ['range'] },
      { name: `${notation}, right`, ...told(notation, [index('a', 'status created_at')]), expect: [] },
    ]),
  )
})
