import type { UserType } from '../../catalog/catalog.ts'
import type { TypeReference } from '../../catalog/change.ts'
import { quotedText, quoteName } from '../../catalog/names.ts'
import { formatType, isOwnType } from '../../catalog/types.ts'
import { printTerm } from '../../query/print.ts'
import { shownSql } from './names.ts'
import type { Script } from './script.ts'

/** The object that a type is, as `schema.name`; undefined for Postgres' own. */
export function userTypeOf(type: TypeReference | undefined): string | undefined {
  if (!type || (type.schema === undefined && isOwnType(type.name))) return undefined
  return `${type.schema ?? 'public'}.${type.name}`
}

/** The types that a type is made of. */
export function partsOf({ base, attributes = [] }: UserType): readonly (TypeReference | undefined)[] {
  return [base, ...attributes.map(({ type }) => type)]
}

export function addType(script: Script, type: UserType): void {
  const name = shownSql(type)
  switch (type.kind) {
    case 'enum':
      script.add(`CREATE TYPE ${name} AS ENUM (${type.labels.map(quotedText).join(', ')})`)
      break
    case 'composite':
      script.add(`CREATE TYPE ${name} AS (${(type.attributes ?? []).map(attribute).join(', ')})`)
      break
    case 'domain':
      addDomain(script, type, name)
      break
    case 'other':
      if (type.base) script.add(`CREATE TYPE ${name} AS RANGE (SUBTYPE = ${formatType(type.base)})`)
      else script.note(`Left out: the type ${name}, whose definition is not in the catalog.`)
  }
}

function addDomain(script: Script, { base, notNull, default: standard }: UserType, name: string): void {
  const rest = `${standard ? ` DEFAULT ${printTerm(standard)}` : ''}${notNull ? ' NOT NULL' : ''}`
  script.note(`The checks of ${name} are not in the catalog.`)
  script.addWith(`CREATE DOMAIN ${name} AS ${base ? formatType(base) : 'text'}${rest}`, `the domain ${name}`, [standard])
}

function attribute({ name, type, collation }: NonNullable<UserType['attributes']>[number]): string {
  return `${quoteName(name)} ${type ? formatType(type) : 'text'}${collation === undefined ? '' : ` COLLATE ${quoteName(collation)}`}`
}
