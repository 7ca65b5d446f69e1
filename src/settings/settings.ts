/** A table told in the settings, for a schema that cannot be read. */
export interface InlineTable {
  columns: string[]
  primaryKey?: string[]
  unique?: string[][]
  foreignKeys?: { columns: string[]; references: { table: string; columns: string[] } }[]
}

/** What turns the text of a schema file into a schema. */
export const readers = [
  'sql',
  'prisma',
  'drizzle',
  'typeorm',
  'typeorm-migrations',
  'sequelize',
  'sequelize-migrations',
  'mikro-orm',
  'mikro-orm-migrations',
  'medusa',
  'knex',
  'kysely',
  'node-pg-migrate',
  'sent-migrations',
  'kysely-types',
] as const
export type Reader = (typeof readers)[number]

export function isReader(name: string): name is Reader {
  return readers.some((reader) => reader === name)
}

/** The contract of `settings.tenancy`: what a team says of its database and code. */
export interface Settings {
  /** Columns that say which tenant a row belongs to; snake and camel case are one name, any one of a table's suffices. */
  tenantColumns: string[]
  /** Columns that mark a row as deleted while it stays in its table. */
  softDeleteColumns: string[]
  /** Files that hold the schema, as globs from ESLint's working directory, in order; found by itself when left out. */
  schema: (string | { reader: Reader; files: string | string[] })[]
  /** Tables told here, for a schema that cannot be read. */
  tables: Record<string, InlineTable>
  /** Tables that all tenants share, besides those that are recognised. */
  globalTables: string[]
  /** Tables that join people to tenants, besides those that are recognised. */
  membershipTables: string[]
  /** Tables of people, who may belong to several tenants, besides those that are recognised. */
  peopleTables: string[]
  /** Tables that the schema does not have: `auto` takes them as tenant-owned when no schema was found at all. */
  unknownTables: 'auto' | 'tenant' | 'global'
  /** Tables so small that no index is asked for queries of them. */
  smallTables: string[]
  /** Whether tables without a tenant column are owned through their foreign keys. */
  followForeignKeys: boolean
  /** Receivers that scope every query by themselves, such as `ctx.db` or `forTenant(*)`. */
  scopedClients: string[]
  /** Receivers that bypass row-level security. */
  bypassClients: string[]
  /** Columns of which a unique value is known only to the tenant, or tables and columns. */
  secretColumns: string[]
  /** Tables whose tenant column a trigger sets. */
  filledByTrigger: string[]
  /** The database role of the application, for row-level security. */
  clientRole: string | undefined
  /** Functions that wrap an ORM: which argument is the entity, which the condition. */
  queryFunctions: { name: string; entity: number | string; where: number | string }[]
  /** Functions that return a condition scoped to the tenant. */
  scopingHelpers: string[]
  /** Whether a row-level-security policy on the tenant column counts as a filter. */
  rowLevelSecurity: 'ignore' | 'trust'
  /** Further template tags and calls whose text is SQL. */
  sql: { tags?: string[]; calls?: string[] }
  /**
   * How migrations are judged: rules about them leave those up to `after` alone, `queries` runs query rules in them too. `tool` runs them,
   * and `transactions` says whether it begins one around each, where that is not what the tool does by itself.
   */
  migrations: { after?: string; tool?: string; queries?: boolean; transactions?: boolean }
  /** Which parser reads SQL. */
  engine: 'libpg-query' | 'pgsql-ast-parser'
  /** The oldest major version of the Postgres server to be right for. */
  postgres: number
  /** Whether what a large schema comes to is kept in `node_modules/.cache` for the next run. */
  cache: boolean
}

/** What a user may write under `settings.tenancy`. */
export type GivenSettings = { [K in keyof Settings]?: Settings[K] }

export const defaultSettings: Readonly<Settings> = {
  tenantColumns: ['organization_id', 'tenant_id', 'org_id', 'workspace_id'],
  softDeleteColumns: ['deleted_at', 'is_deleted', 'deleted'],
  schema: [],
  tables: {},
  globalTables: [],
  membershipTables: [],
  peopleTables: [],
  unknownTables: 'auto',
  smallTables: [],
  followForeignKeys: false,
  scopedClients: [],
  bypassClients: [],
  secretColumns: [
    'token',
    '*_token',
    '*token_hash',
    '*key_hash',
    '*secret_hash',
    '*hashed_*key',
    'api_key',
    'secret',
    '*_secret',
    'secret_key',
    'authorization_code',
    '*authorization_code.code',
    '*authorization_codes.code',
    'code_hash',
    'key.hash',
    'keys.hash',
    '*api_key.hash',
    '*api_keys.hash',
    '*api_key.key',
    '*api_keys.key',
    '*api_key.hashed_*',
    '*api_keys.hashed_*',
    '*token.hash',
    '*tokens.hash',
  ],
  filledByTrigger: [],
  clientRole: undefined,
  queryFunctions: [],
  scopingHelpers: [],
  rowLevelSecurity: 'ignore',
  sql: {},
  migrations: {},
  engine: 'libpg-query',
  postgres: 18,
  cache: true,
}
