/** How each document is read: its settings, which of its lines build on each other, and which stand for themselves. */
import { readFileSync } from 'node:fs'
import type { Lines } from './page.ts'
import type { Plan } from './units.ts'

export interface Seed extends Plan {
  /** The number in front of the document's name. */
  readonly document: string
  readonly variant: string
  readonly settings: object
  /** Options that make rules say what this document asks of them. */
  readonly options: Readonly<Record<string, object>>
  /** The requirements that are judged in this variant alone; without it, those of no other variant. */
  readonly only?: readonly string[]
}

const schemaOf = (document: string): string => readFileSync(new URL(`schemas/${document}.sql`, import.meta.url), 'utf8')
const lines = (from: number, to: number): Lines => ({ from, to })

const few = { columns: ['status', 'state', 'channel', 'source', 'error_code', 'deleted_at'] }
const justified = { 'require-index-justification': { requireComment: true }, 'no-low-selectivity-index': few }
const none = { builds: [], buildsFirst: false, alone: [], bare: '', settings: {}, options: justified, variant: '' }
const workspaces = { ...none, document: '004', builds: [lines(53, 94)], buildsFirst: true, settings: { tenantColumns: ['workspaceId'] } }

export const seeds: readonly Seed[] = [
  {
    ...none,
    document: '000',
    schema: schemaOf('000'),
    builds: [lines(398, 881)],
    options: {
      ...justified,
      'tenant-column-first': { allowForeignKeyIndexes: false, globalColumns: ['email', 'slug', 'payment_reference'] },
      'require-tenant-filter': { scopes: { event_id: ['tickets'] } },
      'prefer-covering-index': { hotTables: ['tickets'] },
    },
  },
  {
    ...none,
    document: '001',
    schema: schemaOf('001'),
    builds: [lines(12, 362)],
    buildsFirst: true,
    options: { ...justified, 'tenant-column-first': { allowForeignKeyIndexes: false }, 'no-useless-index': { checkNullableColumns: true } },
  },
  {
    ...none,
    document: '002',
    schema: schemaOf('002'),
    builds: [lines(300, 332), lines(360, 416)],
    buildsFirst: true,
    alone: [lines(23, 54)],
    bare: 'create extension "uuid-ossp";',
    settings: { softDeleteColumns: ['deleted'], followForeignKeys: true },
    options: {
      ...justified,
      'require-columns': { audit: ['*'], uuidKeys: ['*'], timestamptz: ['*'], tenantInViews: ['*'] },
      'consistent-index-name': { purposes: ['position', 'org_status', 'qr_hash'] },
    },
  },
  {
    ...none,
    document: '003',
    schema: schemaOf('003'),
    builds: [lines(48, 185)],
    buildsFirst: true,
    settings: { tenantColumns: [], secretColumns: ['token', 'key'] },
    options: { ...justified, 'require-columns': { sensitive: ['*'] } },
  },
  { ...workspaces, schema: schemaOf('004'), variant: 'folded' },
  {
    ...workspaces,
    schema: schemaOf('004').replaceAll(/\b[a-z]+[A-Z]\w*\b/g, '"$&"'),
    variant: 'quoted',
    only: ['S4-8', 'S4-9', 'S4-22'],
  },
]
