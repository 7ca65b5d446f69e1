import type { Catalog } from '../../catalog/catalog.ts'
import type { TypeReference } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import type { Moment } from './finding.ts'

/** What a domain asks of each value, that of the domains below it included. */
export interface Domain {
  readonly base: TypeReference | undefined
  readonly isConstrained: boolean
  readonly notNull: boolean
  readonly hasDefault: boolean
}

/** The domain that a type is; undefined where that is not sure. */
export function domainOf({ schema, name, array }: TypeReference, catalog: Catalog): Domain | undefined {
  const found = array ? [] : catalog.parts.types.filter((type) => type.name === name && (schema === undefined || type.schema === schema))
  const [type] = found
  if (found.length !== 1 || type?.kind !== 'domain') return undefined
  const below = type.base && domainOf(type.base, catalog)
  const notNull = type.notNull === true || below?.notNull === true
  return {
    base: below?.base ?? type.base,
    isConstrained: notNull || (type.checks ?? 0) > 0 || below?.isConstrained === true,
    notNull,
    hasDefault: type.default !== undefined,
  }
}

/** The same of one that the file itself may have made. */
export function domainAt({ script, at }: Moment, type: TypeReference): Domain | undefined {
  if (type.array) return undefined
  for (const { change } of script.actions.slice(0, at).toReversed()) {
    if (change.kind !== 'create domain' || cutName(change.name.name.text) !== type.name) continue
    const below = domainOf(change.type, script.before)
    const notNull = change.notNull || below?.notNull === true
    return {
      base: below?.base ?? change.type,
      isConstrained: notNull || change.checks > 0 || below?.isConstrained === true,
      notNull,
      hasDefault: change.default,
    }
  }
  return domainOf(type, script.before)
}
