import type { Catalog } from '../catalog/catalog.ts'
import type { Unread } from '../catalog/fold.ts'
import type { Place } from '../catalog/place.ts'
import { isBeside, reasonOf } from './refused-names.ts'

/** A step of the schema that Postgres refuses for a key that it makes, or that is not there for it. */
export interface RefusedKey {
  readonly kind: 'key'
  readonly place: Place
  /** In the words of Postgres. */
  readonly reason: string
  /** What to do, without its full stop. */
  readonly remedy: string
}

type Remedy = readonly [about: RegExp, remedy: string]

const unreferable = /^there is no (?:unique constraint matching given keys|primary key) for referenced table "([^"]+)"$/
const foreignKeys: readonly Remedy[] = [
  [unreferable, 'Refer to the columns of its primary key, or make a unique key of just these columns first, without WHERE'],
  [/^number of referencing and referenced columns for foreign key disagree$/, 'Name as many columns on both sides'],
]
const remedies: readonly Remedy[] = [
  ...foreignKeys,
  [/^unique constraint on partitioned table must include all partitioning columns$/, 'Put the columns of its PARTITION BY into the key'],
  [
    /^index "[^"]+" is not a plain unique index$/,
    'Make it UNIQUE, of columns alone, without WHERE, DESC, NULLS FIRST, COLLATE and operator classes',
  ],
]

/** Why Postgres refuses a step for a key. What a step before it would have made may be all that is missing, and a foreign key makes no key. */
export function refusedKey(one: Unread, catalog: Catalog): RefusedKey | undefined {
  const remedy = remedyFor(one)
  if (one.isCertain !== true || remedy === undefined) return undefined
  const reason = reasonOf(one)
  const { unread } = catalog.parts
  const harmless = unreferable.test(reason) ? foreignKeys : remedies
  if (unread.slice(0, unread.indexOf(one)).some((other) => remedyFor(other, harmless) === undefined)) return undefined
  const [, target] = unreferable.exec(reason) ?? []
  return target === undefined || isKnown(target, one.place, catalog) ? { kind: 'key', place: one.place, reason, remedy } : undefined
}

function remedyFor(one: Unread, among = remedies): string | undefined {
  const reason = reasonOf(one)
  return among.find(([about]) => about.test(reason))?.[1]
}

/** What a schema of an ORM tells, too, may have got a key there. */
function isKnown(name: string, by: Place, { tables }: Catalog): boolean {
  const named = tables.filter((table) => table.name === name)
  return named.length > 0 && named.every((table) => !table.hasUnseenPast && table.madeAt === undefined && isBeside(table.place, by))
}
