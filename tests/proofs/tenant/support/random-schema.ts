import type { Dice } from './dice.ts'
import { schemaOf, type Schema } from './schema.ts'

/** What a column's values are compared with: keys of one table, tenants of one level, or plain values of one type. */
export type Domain = string

export interface PlainColumn {
  readonly name: string
  readonly domain: Domain
  readonly nullable: boolean
}

export interface PlainTable {
  readonly name: string
  readonly columns: readonly PlainColumn[]
  /** Its primary key. */
  readonly key: readonly string[]
  readonly tenantColumns: readonly string[]
  readonly unique: readonly (readonly string[])[]
  readonly isSelfReferencing: boolean
  readonly isView: boolean
}

export interface RandomSchema {
  readonly schema: Schema
  readonly tables: readonly PlainTable[]
}

interface Made extends PlainTable {
  readonly ddl: string
}

const plain: readonly PlainColumn[] = [
  { name: 'title', domain: 'text', nullable: true },
  { name: 'n', domain: 'int', nullable: true },
  { name: 'done', domain: 'bool', nullable: false },
  { name: 'deleted_at', domain: 'time', nullable: true },
]

/** Organizations, people and some tables of theirs, with and without an inner level. */
export function randomSchema(name: string, dice: Dice): RandomSchema {
  const hasLevels = dice.chance(0.35)
  const tables: Made[] = [
    make(
      'organizations',
      [column('id', 'org'), column('slug', 'slug'), column('title', 'text', true)],
      ['id'],
      ['unique (slug)'],
      [],
      [['slug']],
    ),
    make('users', [column('id', 'user'), column('email', 'email')], ['id'], ['unique (email)'], [], [['email']]),
    make('plans', [column('id', 'plan'), column('title', 'text', true), column('n', 'int', true)], ['id'], [], [], []),
  ]
  if (hasLevels)
    tables.push(
      make(
        'workspaces',
        [column('id', 'workspace'), column('organization_id', 'org'), column('title', 'text', true)],
        ['id'],
        [],
        ['organization_id'],
        [],
      ),
    )
  const level = hasLevels && dice.chance(0.5) ? 'workspace' : 'org'
  if (dice.chance(0.7)) tables.push(members(level))
  const count = dice.between(3, 5)
  const followForeignKeys = dice.chance(0.25)
  for (let i = 1; i <= count; i++) {
    const parents = tables.filter(({ name: other }) => /^t\d/.test(other))
    const isFollowed = followForeignKeys && parents.length > 0 && dice.chance(0.5)
    const isCalledSo = !followForeignKeys || parents.length === 0 || dice.chance(0.7)
    tables.push(isFollowed ? followedTable(`t${i}`, parents, dice) : ownTable(`t${i}`, tables, { hasLevels, isCalledSo }, dice))
  }
  for (let i = dice.below(3); i > 0; i--) tables.push(view(`v${i}`, tables, dice))
  const schema = schemaOf(name, tables.map(({ ddl }) => ddl).join(';\n'), {
    followForeignKeys,
    ...(hasLevels && { tenantColumns: ['organization_id', 'workspace_id'] }),
  })
  return { schema, tables }
}

function column(name: string, domain: Domain, nullable = false): PlainColumn {
  return { name, domain, nullable }
}

const levelColumns = { org: 'organization_id', workspace: 'workspace_id' } as const

function members(level: 'org' | 'workspace'): Made {
  const tenant = levelColumns[level]
  return make(
    'members',
    [column(tenant, level), column('user_id', 'user'), column('title', 'text', true)],
    [tenant, 'user_id'],
    [],
    [tenant],
    [],
  )
}

const references: Readonly<Record<string, string>> = { org: 'organizations', user: 'users', plan: 'plans', workspace: 'workspaces' }

interface Owned {
  readonly hasLevels: boolean
  /** Whether its tenant's column is one of those that the settings name. */
  readonly isCalledSo: boolean
}

/** A table of a tenant, that references some of those before it. */
function ownTable(name: string, before: readonly Made[], { hasLevels, isCalledSo }: Owned, dice: Dice): Made {
  const isShared = dice.chance(0.25)
  const tenant = isCalledSo ? tenantColumns(hasLevels, isShared, dice) : [column('owner_ref', 'org')]
  const clauses: string[] = []
  const columns: PlainColumn[] = [column('id', name), ...tenant]
  const parents = before.filter(({ name: other }) => /^t\d/.test(other))
  for (const parent of dice.some(parents, dice.below(3))) columns.push(reference(parent, tenant, clauses, dice))
  const isSelfReferencing = dice.chance(0.35)
  if (isSelfReferencing) columns.push(column('parent_id', name, true))
  if (dice.chance(0.4)) columns.push(column('assignee_id', 'user', true))
  if (dice.chance(0.2)) columns.push(column('plan_id', 'plan', true))
  columns.push(...plain.filter(() => dice.chance(0.7)))
  const unique: string[][] = []
  const [first] = tenant
  if (first && tenant.length === 1 && dice.chance(0.4)) unique.push([first.name, 'id'])
  if (dice.chance(0.15)) {
    columns.push(column('token', `token ${name}`))
    unique.push(['token'])
  }
  clauses.push(...unique.map((key) => `unique (${key.join(', ')})`))
  return make(
    name,
    columns,
    ['id'],
    clauses,
    tenant.map((one) => one.name),
    unique,
    isSelfReferencing,
  )
}

/** A table that belongs to whoever its parent belongs to. */
function followedTable(name: string, parents: readonly Made[], dice: Dice): Made {
  const clauses: string[] = []
  const own = dice.some(parents, dice.between(1, 2)).map((parent, i) => ({ ...reference(parent, [], clauses, dice), nullable: i > 0 }))
  const columns = [column('id', name), ...own, ...plain.filter(() => dice.chance(0.7))]
  return make(name, columns, ['id'], clauses, [], [])
}

/** A part of a table, two tables as one, or counts. */
function view(name: string, before: readonly Made[], dice: Dice): Made {
  const own = before.filter((table) => /^t\d/.test(table.name))
  const table = dice.pick(own)
  const names = table.columns.map((one) => one.name).join(', ')
  const made = (columns: readonly PlainColumn[], query: string): Made => ({
    ...make(
      name,
      columns,
      [],
      [],
      columns.map((one) => one.name).filter((one) => table.tenantColumns.includes(one)),
      [],
    ),
    isView: true,
    ddl: `create view ${name} as ${query}`,
  })
  const [tenant] = table.columns.filter((one) => table.tenantColumns.includes(one.name))
  const child = own.find((other) => other.columns.some((one) => one.domain === table.name && one.name === `${table.name}_id`))
  return dice.weighted<() => Made>([
    [2, () => made(table.columns, `select * from ${table.name}`)],
    [
      2,
      () =>
        made(
          table.columns,
          `select ${names} from ${table.name} where id is not null and ${names.includes('title') ? `title <> 'blue'` : 'true'}`,
        ),
    ],
    [1, () => made(table.columns, `select ${names} from ${table.name} order by id limit 3`)],
    [1, () => made(table.columns, `select ${names} from ${table.name} union all select ${names} from ${table.name}`)],
    [
      child ? 2 : 0,
      () =>
        made(
          [...table.columns, column('child_id', child?.name ?? '', true)],
          `select a.*, b.id as child_id from ${table.name} a left join ${child?.name ?? ''} b on b.${table.name}_id = a.id`,
        ),
    ],
    [
      tenant ? 1 : 0,
      () =>
        made(
          [tenant ?? column('id', 'org'), column('n', 'int')],
          `select ${tenant?.name ?? ''}, count(*)::int as n from ${table.name} group by 1`,
        ),
    ],
  ])()
}

function tenantColumns(hasLevels: boolean, isShared: boolean, dice: Dice): PlainColumn[] {
  const org = column('organization_id', 'org', isShared)
  if (!hasLevels) return [org]
  return dice.weighted([
    [3, [org]],
    [2, [column('workspace_id', 'workspace', isShared)]],
    [2, [org, column('workspace_id', 'workspace', true)]],
    [1, [{ ...org, nullable: true }, column('workspace_id', 'workspace', true)]],
  ])
}

/** What a statement leaves is looked at before its transaction ends. */
const deferred = ' deferrable initially deferred'

/** A reference to a parent, with the tenant where both have it in a key. */
function reference(parent: Made, tenant: readonly PlainColumn[], clauses: string[], dice: Dice): PlainColumn {
  const name = `${parent.name}_id`
  const nullable = dice.chance(0.45)
  const shared = parent.unique.find((key) => key.length === 2 && tenant.some((own) => own.name === key[0]))
  if (shared && dice.chance(0.7))
    clauses.push(`foreign key (${shared[0] ?? ''}, ${name}) references ${parent.name} (${shared.join(', ')})${deferred}`)
  else clauses.push(`foreign key (${name}) references ${parent.name}${deferred}`)
  return column(name, parent.name, nullable)
}

function make(
  name: string,
  columns: readonly PlainColumn[],
  key: readonly string[],
  clauses: readonly string[],
  tenant: readonly string[],
  unique: readonly (readonly string[])[],
  isSelfReferencing = false,
): Made {
  const lines = columns.map((one) => `${one.name} ${typeOf(one.domain)}${one.nullable ? '' : ' not null'}${referenceOf(name, one)}`)
  const ddl = `create table ${name} (${[...lines, `primary key (${key.join(', ')})`, ...clauses].join(', ')})`
  return { name, columns, key, tenantColumns: tenant, unique, isSelfReferencing, isView: false, ddl }
}

function referenceOf(table: string, { name, domain }: PlainColumn): string {
  const target = references[domain]
  if (name === 'parent_id') return ` references ${table}${deferred}`
  return target === undefined || target === table ? '' : ` references ${target}${deferred}`
}

export function typeOf(domain: Domain): string {
  if (domain === 'bool') return 'boolean'
  if (domain === 'time') return 'timestamptz'
  return domain === 'text' || domain === 'slug' || domain === 'email' || domain.startsWith('token') ? 'text' : 'int'
}
