import { lookup } from '../../catalog/lookup.ts'
import { entriesOf, isNothing, literal, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { isFrom } from '../../javascript/symbolic/chain.ts'

/** Where MikroORM's own names come from; Medusa passes them on. */
export const mikroOrm = /^(?:@medusajs\/(?:framework|deps|utils)\/)?@?mikro-orm\/[\w-]+(?:\/\w+)?$/

export function isMikroOrm(value: Value, ...names: readonly string[]): boolean {
  return isFrom(value, mikroOrm, ...names)
}

const constants: Readonly<Record<string, Readonly<Record<string, string>>>> = lookup({
  ReferenceKind: relationKinds(),
  ReferenceType: relationKinds(),
  Cascade: lookup({ PERSIST: 'persist', MERGE: 'merge', REMOVE: 'remove', ALL: 'all', SCHEDULE_ORPHAN_REMOVAL: 'schedule_orphan_removal' }),
  DeferMode: lookup({ INITIALLY_IMMEDIATE: 'immediate', INITIALLY_DEFERRED: 'deferred' }),
})

function relationKinds(): Readonly<Record<string, string>> {
  return lookup({ SCALAR: 'scalar', ONE_TO_ONE: '1:1', ONE_TO_MANY: '1:m', MANY_TO_ONE: 'm:1', MANY_TO_MANY: 'm:n', EMBEDDED: 'embedded' })
}

/** The members of MikroORM's enums. */
export function knownConstant(value: Value): Value | undefined {
  if (value.kind !== 'member' || value.object.kind !== 'import' || !isMikroOrm(value.object)) return undefined
  const text = constants[value.object.name]?.[value.name]
  return text === undefined ? undefined : literal(text, value.at)
}

/** The SQL of `raw('…')`, `raw`…``, `sql`…`` and `sql.now()`; undefined where it is none, or not known. */
export function rawSql(value: Value | undefined): string | undefined {
  if (value?.kind === 'tagged' && isMikroOrm(value.tag, 'raw', 'sql', 'quote')) return textOf(value.template)
  if (value?.kind !== 'call') return undefined
  const { callee, args } = value
  if (isMikroOrm(callee, 'raw')) return textOf(args[0])
  if (callee.kind !== 'member' || !isMikroOrm(callee.object, 'sql')) return undefined
  if (callee.name === 'now') return args.length === 0 ? 'current_timestamp' : undefined
  return callee.name === 'uuid' ? 'gen_random_uuid()' : undefined
}

/** The values of an enum, or of a list. */
export function enumValues(value: Value | undefined): readonly Value[] | undefined {
  if (value?.kind === 'list') return value.open ? undefined : value.items
  if (value?.kind !== 'record' || value.open) return undefined
  return entriesOf(value).flatMap((one) => (isNothing(one.value) ? [] : [one.value]))
}
