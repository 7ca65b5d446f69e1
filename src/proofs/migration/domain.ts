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
  const { base, notNull = false, checks = 0 } = type
  return withBelow({ base, notNull, checks, hasDefault: type.default !== undefined }, catalog)
}

/** The same of one that the file itself may have made. */
export function domainAt({ script, at }: Moment, type: TypeReference): Domain | undefined {
  if (type.array) return undefined
  for (const { change } of script.actions.slice(0, at).toReversed()) {
    if (change.kind !== 'create domain' || cutName(change.name.name.text) !== type.name) continue
    const { notNull, checks, default: hasDefault } = change
    return withBelow({ base: change.type, notNull, checks, hasDefault }, script.before)
  }
  return domainOf(type, script.before)
}

interface OwnDomain extends Omit<Domain, 'isConstrained'> {
  readonly checks: number
}

function withBelow({ base, notNull, checks, hasDefault }: OwnDomain, catalog: Catalog): Domain {
  const below = base && domainOf(base, catalog)
  const isNotNull = notNull || below?.notNull === true
  const isConstrained = isNotNull || checks > 0 || below?.isConstrained === true
  return { base: below?.base ?? base, isConstrained, notNull: isNotNull, hasDefault }
}
