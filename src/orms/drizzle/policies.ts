import type { CreatePolicy } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { propertyOf, textOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Statement } from '../orm.ts'
import { callOf } from './library.ts'
import { nameOf } from './keys.ts'
import { objectOf, roleName } from './objects.ts'
import type { Scene } from './scene.ts'
import type { Seats } from './seats.ts'
import { qualified } from './tables.ts'

function commandOf(text: string | undefined): CreatePolicy['command'] {
  return text === 'select' || text === 'insert' || text === 'update' || text === 'delete' ? text : 'all'
}

/** `pgPolicy('name', options)` for a table; undefined where a part of it is not known. */
export function createPolicy(value: Value, range: Range, seats: Seats, scene: Scene): Statement | undefined {
  const policy = objectOf(value)
  if (policy?.kind !== 'policy') return undefined
  const [given, options] = policy.call.args
  const name = nameOf(given, undefined, range, seats.argument(policy.call, 0, range))
  const said = (key: string): string | undefined => textOf(propertyOf(options, key))
  const [using, withCheck] = ['using', 'withCheck'].map((key) => conditionOf(propertyOf(options, key), range, seats, scene))
  const roles = rolesOf(propertyOf(options, 'to'))
  if (!name || !roles || using === null || withCheck === null || isUnknown(options)) return undefined
  const change: Statement['changes'][number] = {
    kind: 'create policy',
    range,
    name,
    table: qualified(scene.table, range),
    permissive: said('as') !== 'restrictive',
    command: commandOf(said('for')),
    roles: roles.includes('public') ? ['public'] : roles,
    using,
    withCheck,
  }
  return { file: seats.file, changes: [change] }
}

function isUnknown(options: Value | undefined): boolean {
  return options !== undefined && (options.kind === 'record' ? options.open : options.kind !== 'literal')
}

function rolesOf(value: Value | undefined): string[] | undefined {
  if (!value) return ['public']
  const names = (value.kind === 'list' ? value.items : [value]).map(roleName)
  return names.includes(undefined) || (value.kind === 'list' && value.open) ? undefined : names.flatMap((name) => name ?? [])
}

/** Null where there is one that is not known. */
function conditionOf(value: Value | undefined, range: Range, seats: Seats, { sql, reading }: Scene): CreatePolicy['using'] | null {
  if (!value) return undefined
  const text = sql.of(value)
  return text === undefined ? null : reading.expressions.condition(text, seats.of(value.at, range))
}

/** `crudPolicy({ role, read, modify })` of `drizzle-orm/neon`, as the policies that it makes. */
export function crudPolicies(value: Value): Value[] | undefined {
  const call = callOf(value, 'crudPolicy')
  const [options] = call?.args ?? []
  const role = propertyOf(options, 'role')
  const names = role && rolesOf(role)
  if (!call || !names) return undefined
  const { at } = call
  const read = propertyOf(options, 'read')
  const modify = propertyOf(options, 'modify')
  const text = (of: string): Value => ({ kind: 'literal', value: of, at })
  const policy = (command: string, parts: Readonly<Record<string, Value>>): Value => {
    const entries = Object.entries({ for: text(command), to: role, ...parts }).map(([key, of]) => ({ key, value: of, at }))
    const callee: Value = { kind: 'import', from: 'drizzle-orm/pg-core', name: 'pgPolicy', at }
    const args: Value[] = [text(`crud-${names.join('-')}-policy-${command}`), { kind: 'record', entries, open: false, at }]
    return { kind: 'call', callee, args, isNew: false, at }
  }
  return [
    ...(read ? [policy('select', { using: read })] : []),
    ...(modify
      ? [
          policy('insert', { withCheck: modify }),
          policy('update', { using: modify, withCheck: modify }),
          policy('delete', { using: modify }),
        ]
      : []),
  ]
}
