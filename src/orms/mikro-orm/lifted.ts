import type { Entry, Kind } from '../../javascript/symbolic/value.ts'
import type { Field } from '../ways.ts'
import { keyProperties, type Model, type Models } from './models.ts'

/** Without those that MikroORM writes over: it puts `$or` or `$and` of the keys of a reference in the place of the row's own. */
export function keptFields(model: Model, models: Models, fields: readonly Field[]): readonly Field[] {
  const lifted = fields.map((field) => (field.kind === 'entry' ? liftedGroup(model, models, field) : undefined))
  if (lifted.every((group) => group === undefined)) return fields
  return fields.filter((field, i) => {
    const group = lifted[i] ?? (field.kind === 'entry' ? field.key : undefined)
    const last = group === undefined ? -1 : lifted.lastIndexOf(group)
    return last < 0 || last === i
  })
}

/** `project: { $or: [{ id }, …] }` */
function liftedGroup(model: Model, models: Models, { key, value }: Entry): string | undefined {
  if (value.kind !== 'record' || value.open) return undefined
  const [group, ...more] = value.entries
  if (!group || more.length > 0 || !isGroup(group.key) || group.value.kind !== 'list' || group.value.open) return undefined
  const property = model.properties.find(({ name }) => name === key)
  const target = property?.kind === 'm:1' || property?.kind === '1:1' ? models.target(property) : undefined
  if (!target) return undefined
  const keys = new Set(keyProperties(target).map(({ name }) => name))
  const isOfKeys = group.value.items.every(
    (item) => item.kind === 'record' && !item.open && item.entries.every((entry) => isKeyOrOperator(entry, keys)),
  )
  return isOfKeys ? group.key : undefined
}

function isKeyOrOperator({ key, value }: Entry, keys: ReadonlySet<string>): boolean {
  if (key === '$not') return value.kind === 'record' && value.entries.every((entry) => keys.has(entry.key))
  return keys.has(key) || (key.startsWith('$') && !isGroup(key))
}

function isGroup(key: string): boolean {
  return key === '$and' || key === '$or'
}

export function isOfOperators({ entries }: Kind<'record'>): boolean {
  return entries.every(({ key }) => key.startsWith('$'))
}
