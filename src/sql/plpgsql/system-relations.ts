import type { Guard } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'

/** What a column of Postgres' own catalogs says of the object that a row stands for. */
export type Role =
  | 'name'
  /** Its schema, by name and by oid. */
  | 'schema'
  | 'namespace'
  | 'oid'
  /** The table, or the type, that it belongs to, by name and by oid. */
  | 'table'
  | 'oid of table'
  /** The object that the row speaks of, by oid. */
  | 'oid of object'
  /** What kind of object, and what kind of constraint, it is. */
  | 'kind'
  | 'constraint kind'
  /** A column of the constraint, and the table that it uses: of a foreign key the referenced one. */
  | 'constraint column'
  | 'references'
  | 'uses'
  | 'data type'
  | 'nullable'
  | 'not null'
  | 'arguments'
  /** What is the same for all that a catalog knows of. */
  | 'any'

export interface SystemRelation {
  /** The kinds that its rows may be of. */
  readonly objects: readonly Guard['object'][]
  readonly columns: Readonly<Record<string, Role>>
}

function relation(objects: readonly Guard['object'][], columns: Readonly<Record<string, Role>>): SystemRelation {
  return { objects, columns }
}

/** https://www.postgresql.org/docs/current/catalogs.html and https://www.postgresql.org/docs/current/views.html */
const pgCatalog: Readonly<Record<string, SystemRelation>> = lookup({
  pg_class: relation(['relation'], { relname: 'name', relnamespace: 'namespace', oid: 'oid', relkind: 'kind' }),
  pg_namespace: relation(['schema'], { nspname: 'name', oid: 'oid' }),
  pg_type: relation(['type'], { typname: 'name', typnamespace: 'namespace', oid: 'oid', typtype: 'any' }),
  pg_constraint: relation(['constraint'], {
    conname: 'name',
    connamespace: 'namespace',
    conrelid: 'oid of table',
    confrelid: 'references',
    contype: 'constraint kind',
    oid: 'oid',
  }),
  pg_index: relation(['index'], { indexrelid: 'oid of object', indrelid: 'oid of table' }),
  pg_indexes: relation(['index'], { indexname: 'name', tablename: 'table', schemaname: 'schema' }),
  pg_tables: relation(['table'], { tablename: 'name', schemaname: 'schema' }),
  pg_views: relation(['view'], { viewname: 'name', schemaname: 'schema' }),
  pg_matviews: relation(['materialized view'], { matviewname: 'name', schemaname: 'schema' }),
  pg_sequences: relation(['sequence'], { sequencename: 'name', schemaname: 'schema' }),
  pg_extension: relation(['extension'], { extname: 'name', extnamespace: 'namespace', oid: 'oid' }),
  pg_policies: relation(['policy'], { policyname: 'name', tablename: 'table', schemaname: 'schema' }),
  pg_policy: relation(['policy'], { polname: 'name', polrelid: 'oid of table', oid: 'oid' }),
  pg_trigger: relation(['trigger'], { tgname: 'name', tgrelid: 'oid of table', tgisinternal: 'any', oid: 'oid' }),
  pg_enum: relation(['enum label'], { enumlabel: 'name', enumtypid: 'oid of table', oid: 'oid' }),
  pg_attribute: relation(['column'], {
    attname: 'name',
    attrelid: 'oid of table',
    attnum: 'any',
    attisdropped: 'any',
    attnotnull: 'not null',
    atttypid: 'data type',
  }),
  pg_proc: relation(['function'], { proname: 'name', pronamespace: 'namespace', pronargs: 'arguments', oid: 'oid', prokind: 'any' }),
})

/** https://www.postgresql.org/docs/current/information-schema.html */
const informationSchema: Readonly<Record<string, SystemRelation>> = lookup({
  tables: relation(['table', 'view'], { table_name: 'name', table_schema: 'schema', table_catalog: 'any', table_type: 'kind' }),
  columns: relation(['column'], {
    column_name: 'name',
    table_name: 'table',
    table_schema: 'schema',
    table_catalog: 'any',
    data_type: 'data type',
    udt_name: 'data type',
    is_nullable: 'nullable',
  }),
  table_constraints: relation(['constraint'], {
    constraint_name: 'name',
    table_name: 'table',
    table_schema: 'schema',
    constraint_schema: 'schema',
    constraint_catalog: 'any',
    table_catalog: 'any',
    constraint_type: 'constraint kind',
  }),
  key_column_usage: relation(['constraint'], {
    constraint_name: 'name',
    table_name: 'table',
    table_schema: 'schema',
    constraint_schema: 'schema',
    constraint_catalog: 'any',
    table_catalog: 'any',
    column_name: 'constraint column',
  }),
  constraint_column_usage: relation(['constraint'], {
    constraint_name: 'name',
    table_name: 'uses',
    table_schema: 'schema',
    constraint_schema: 'schema',
    constraint_catalog: 'any',
    table_catalog: 'any',
  }),
  constraint_table_usage: relation(['constraint'], {
    constraint_name: 'name',
    table_name: 'uses',
    table_schema: 'schema',
    constraint_schema: 'schema',
  }),
  referential_constraints: relation(['constraint'], { constraint_name: 'name', constraint_schema: 'schema', constraint_catalog: 'any' }),
  check_constraints: relation(['constraint'], { constraint_name: 'name', constraint_schema: 'schema', constraint_catalog: 'any' }),
  triggers: relation(['trigger'], {
    trigger_name: 'name',
    event_object_table: 'table',
    event_object_schema: 'schema',
    trigger_schema: 'schema',
  }),
  schemata: relation(['schema'], { schema_name: 'name', catalog_name: 'any' }),
  views: relation(['view'], { table_name: 'name', table_schema: 'schema', table_catalog: 'any' }),
  sequences: relation(['sequence'], { sequence_name: 'name', sequence_schema: 'schema', sequence_catalog: 'any' }),
  routines: relation(['function'], { routine_name: 'name', routine_schema: 'schema', routine_type: 'any', routine_catalog: 'any' }),
})

export function systemRelation(schema: string | undefined, name: string): SystemRelation | undefined {
  const relations = schema === 'information_schema' ? informationSchema : schema === undefined || schema === 'pg_catalog' ? pgCatalog : {}
  return Object.hasOwn(relations, name) ? relations[name] : undefined
}

type ConstraintKind = NonNullable<Guard['constraint']>

export const constraintKinds: Readonly<Record<string, ConstraintKind>> = lookup({
  p: 'primary key',
  u: 'unique',
  f: 'foreign key',
  c: 'check',
  x: 'exclusion',
  n: 'not null',
  'PRIMARY KEY': 'primary key',
  UNIQUE: 'unique',
  'FOREIGN KEY': 'foreign key',
  CHECK: 'check',
})

/** By pg_class.relkind and by information_schema.tables.table_type. */
export const relationKinds: Readonly<Record<string, Guard['object']>> = lookup({
  r: 'table',
  p: 'table',
  f: 'table',
  v: 'view',
  m: 'materialized view',
  i: 'index',
  I: 'index',
  S: 'sequence',
  'BASE TABLE': 'table',
  FOREIGN: 'table',
  VIEW: 'view',
})
