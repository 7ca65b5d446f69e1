import type { ConstraintDefinition } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { entriesOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Statement } from '../orm.ts'
import { createIndex } from './indexes.ts'
import { check, listedForeignKey, primaryKey, unique } from './keys.ts'
import { callOf, callsUntil, type Calls } from './library.ts'
import { createPolicy, crudPolicies } from './policies.ts'
import { unreadAt, type Scene } from './scene.ts'

/** What stands behind the columns of a table: `(table) => [index().on(table.id), …]`. */
export interface Extras {
  readonly constraints: readonly ConstraintDefinition[]
  readonly indexes: readonly Statement[]
  readonly foreignKeys: readonly Statement[]
  readonly policies: readonly Statement[]
  readonly unread: readonly Statement[]
}

interface Item {
  readonly value: Value
  readonly range: Range
}

const builders = ['index', 'uniqueIndex', 'unique', 'primaryKey', 'foreignKey', 'check', 'pgPolicy'] as const

export function readExtras(scene: Scene): Extras {
  const { table } = scene
  const extra = table.made.call.args[2]
  const read = { constraints: [], indexes: [], foreignKeys: [], policies: [], unread: [] } as const
  if (!extra || (extra.kind === 'literal' && !extra.value)) return read
  const { items, open } = itemsOf(extra, scene)
  const parts = items.map((item) => readItem(item, scene))
  const seat = table.seats.argument(table.made.call, 2)
  return {
    constraints: parts.flatMap(({ constraint }) => constraint ?? []),
    indexes: parts.flatMap(({ index }) => index ?? []),
    foreignKeys: parts.flatMap(({ foreignKey }) => foreignKey ?? []),
    policies: parts.flatMap(({ policy }) => policy ?? []),
    unread: [
      ...parts.flatMap(({ unread }) => unread ?? []),
      ...(open ? [unreadAt(table, seat, `the indexes and keys of \`${table.name.text}\` are not all known`)] : []),
    ],
  }
}

/** A list, whose lists are taken apart, or the properties of an object. */
function itemsOf(extra: Value, { table, reading }: Scene): { readonly items: readonly Item[]; readonly open: boolean } {
  const seats = table.seats.from(table.seats.argument(table.made.call, 2))
  const given = reading.follow(extra, [table.value])
  const flat = (value: Value): readonly Value[] => crudPolicies(value) ?? (value.kind === 'list' ? value.items : [value])
  if (given.kind === 'list') {
    const values = given.items.flatMap(flat)
    const open = given.open || given.items.some((item) => item.kind === 'list' && item.open)
    return { items: values.map((value) => ({ value, range: seats.of(value.at) })), open }
  }
  const items = entriesOf(given).map(({ value, at }) => ({ value, range: seats.of(value.at, seats.of(at)) }))
  return { items, open: given.kind === 'record' ? given.open : given.kind !== 'literal' }
}

interface Part {
  readonly constraint?: ConstraintDefinition | undefined
  readonly index?: Statement | undefined
  readonly foreignKey?: Statement | undefined
  readonly policy?: Statement | undefined
  readonly unread?: Statement
}

/** Drizzle passes over what is none of its builders. */
function readItem(item: Item, scene: Scene): Part {
  const { value, range } = item
  if (value.kind === 'record' || (value.kind === 'literal' && !value.value)) return {}
  const calls = callsUntil(value, (one) => callOf(one, ...builders) !== undefined)
  const base = calls && callOf(calls.base, ...builders)
  const name = base?.callee.kind === 'import' ? base.callee.name : undefined
  const part = calls && base && name !== undefined ? readPart(name, base, calls, item, scene) : {}
  const isRead = Object.values(part).some((one) => one !== undefined)
  return isRead
    ? part
    : {
        unread: unreadAt(
          scene.table,
          range,
          name === undefined ? 'this is no index or key that is known' : `a part of this \`${name}\` is not known`,
        ),
      }
}

function readPart(name: string, base: Kind<'call'>, calls: Calls, { value, range }: Item, scene: Scene): Part {
  switch (name) {
    case 'index':
    case 'uniqueIndex':
      return { index: createIndex(name === 'uniqueIndex', base, calls, range, scene) }
    case 'unique':
      return { constraint: unique(base, calls, range, scene) }
    case 'primaryKey':
      return { constraint: primaryKey(base.args, range, scene) }
    case 'check':
      return { constraint: check(base, range, scene) }
    case 'foreignKey':
      return { foreignKey: listedForeignKey(base.args, calls, range, scene) }
    default:
      return { policy: createPolicy(value, range, scene.table.seats, scene) }
  }
}
