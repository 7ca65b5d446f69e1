import { lookup } from '../../catalog/lookup.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { propertyOf, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { callOf, callsUntil, isDrizzle, methodOf, type Calls } from './library.ts'
import { isCasing, type Casing } from './names.ts'

/** What a call of Drizzle makes that is in the database. */
export type DrizzleObject = TableCall | NamedCall

export interface TableCall {
  readonly kind: 'table'
  /** `pgTable('name', columns, extra)`. */
  readonly call: Kind<'call'>
  readonly schema: Schema | undefined
  /** What gives a table its name, of `pgTableCreator`. */
  readonly rename: Value | undefined
  readonly casing: Casing | undefined
  readonly rowSecurity: boolean
}

export interface NamedCall {
  readonly kind: 'enum' | 'view' | 'materialized view' | 'sequence' | 'policy' | 'role' | 'schema'
  readonly call: Kind<'call'>
  readonly schema: Schema | undefined
  /** The methods called on it. */
  readonly calls: Calls['calls']
}

export interface Schema {
  readonly name: string
}

const kinds: ReadonlyMap<string, NamedCall['kind']> = new Map(
  Object.entries({
    pgEnum: 'enum',
    pgView: 'view',
    pgMaterializedView: 'materialized view',
    pgSequence: 'sequence',
    pgPolicy: 'policy',
    pgRole: 'role',
    enum: 'enum',
    view: 'view',
    materializedView: 'materialized view',
    sequence: 'sequence',
  } as const),
)

/** What a value is in the database; undefined where it is none of Drizzle's, or not known. */
export function objectOf(value: Value): DrizzleObject | undefined {
  return value.kind === 'call' ? objectAround(value) : undefined
}

/** Tables are asked for by each of their columns. */
const objectAround = onceFor((value: Value): DrizzleObject | undefined => {
  const calls = callsUntil(value, (one) => objectCall(one) !== undefined)
  const made = calls && objectCall(calls.base)
  if (!made) return undefined
  if (made.kind !== 'table') return { ...made, calls: calls.calls }
  return { ...made, rowSecurity: made.rowSecurity || calls.calls.some(({ name }) => name === 'enableRLS') }
})

function objectCall(value: Value): DrizzleObject | undefined {
  if (value.kind !== 'call') return undefined
  return tableCall(value) ?? namedCall(value)
}

function namedCall(call: Kind<'call'>): NamedCall | undefined {
  const { callee } = call
  const named = (name: string, schema: Schema | undefined): NamedCall | undefined => {
    const kind = kinds.get(name)
    return kind && { kind, call, schema, calls: [] }
  }
  if (callee.kind === 'import' && isDrizzle(callee))
    return kinds.has(callee.name) && callee.name.startsWith('pg') ? named(callee.name, undefined) : schemaCall(call)
  if (callee.kind !== 'member') return undefined
  const schema = schemaOf(callee.object)
  if (schema) return named(callee.name, schema)
  if (!isDrizzle(callee.object, 'snakeCase', 'camelCase')) return undefined
  return callee.name === 'schema' ? schemaCall(call) : named(callee.name, undefined)
}

function schemaCall(call: Kind<'call'>): NamedCall | undefined {
  return schemaOf(call) ? { kind: 'schema', call, schema: undefined, calls: [] } : undefined
}

function tableCall(call: Kind<'call'>): TableCall | undefined {
  const secured = methodOf(call)?.name === 'withRLS' ? methodOf(call)?.object : undefined
  const maker = secured ?? call.callee
  const table = {
    kind: 'table',
    call,
    schema: undefined,
    rename: undefined,
    casing: undefined,
    rowSecurity: secured !== undefined,
  } as const
  if (isDrizzle(maker, 'pgTable')) return table
  const creator = callOf(maker, 'pgTableCreator')
  if (creator) return { ...table, rename: creator.args[0], casing: casingText(textOf(creator.args[1])) }
  if (maker.kind !== 'member' || maker.name !== 'table') return undefined
  if (isDrizzle(maker.object, 'snakeCase', 'camelCase')) return { ...table, casing: ownCasing(maker.object) }
  const schema = schemaOf(maker.object)
  return schema && { ...table, schema, casing: schemaCasing(maker.object) }
}

/** `pgSchema('name')`, `snakeCase.schema('name')`. */
function schemaOf(value: Value): Schema | undefined {
  const method = methodOf(value)
  if (method?.name === 'existing') return schemaOf(method.object)
  const isSchema = callOf(value, 'pgSchema') ?? (method?.name === 'schema' && isDrizzle(method.object, 'snakeCase', 'camelCase'))
  const name = isSchema && value.kind === 'call' ? textOf(value.args[0]) : undefined
  return name === undefined ? undefined : { name }
}

function schemaCasing(value: Value): Casing | undefined {
  const method = methodOf(value)
  if (method?.name === 'existing') return schemaCasing(method.object)
  return method ? ownCasing(method.object) : undefined
}

function ownCasing(value: Value): Casing | undefined {
  return isDrizzle(value, 'snakeCase') ? 'snake_case' : isDrizzle(value, 'camelCase') ? 'camelCase' : undefined
}

function casingText(text: string | undefined): Casing | undefined {
  return isCasing(text) ? text : undefined
}

/** A role by its name, or as `pgRole` makes it. */
export function roleName(value: Value): string | undefined {
  const text = textOf(value)
  if (text !== undefined) return text
  if (value.kind === 'import' && /^drizzle-orm\/(?:supabase|neon)$/.test(value.from)) return platformRoles[value.name]
  const role = objectOf(value)
  return role?.kind === 'role' ? textOf(role.call.args[0]) : undefined
}

/** https://orm.drizzle.team/docs/rls */
const platformRoles: Readonly<Record<string, string>> = lookup({
  anonRole: 'anon',
  authenticatedRole: 'authenticated',
  serviceRole: 'service_role',
  postgresRole: 'postgres_role',
  supabaseAuthAdminRole: 'supabase_auth_admin',
  anonymousRole: 'anonymous',
})

/** The options of a column or another call, which may come first or second. */
export function optionOf(args: readonly Value[], name: string): Value | undefined {
  return propertyOf(
    args.find(({ kind }) => kind === 'record'),
    name,
  )
}
