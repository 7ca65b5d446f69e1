import type { ObjectKind, QualifiedName } from '../change.ts'
import { isOwnType } from '../types.ts'
import { refuse, type Id, type TypeState } from './objects.ts'
import { printed, type State } from './state.ts'

/** Kinds of relations that ALTER takes by no other name than their own. */
const ownWords: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = {
  view: ['view'],
  'materialized view': ['materialized view'],
  'foreign table': ['foreign table'],
  sequence: ['sequence'],
  type: ['composite type'],
  domain: [],
}

/** Without a schema the types of Postgres come first, and nobody can alter or drop them. */
export function requireUserType(object: ObjectKind, name: QualifiedName): void {
  const isType = object === 'type' || object === 'domain'
  if (isType && name.schema === undefined && isOwnType(name.name.text)) refuse(`"${name.name.text}" is a type of the database system`)
}

/** The type of a name, be it a domain; DOMAIN means nothing else. */
export function typeFor(state: State, object: ObjectKind, name: QualifiedName): TypeState | undefined {
  const id = state.typeNamed(name.schema, name.name.text)
  const type = id === undefined ? undefined : state.types.get(id)
  if (object === 'domain' && id !== undefined && type?.kind !== 'domain') refuse(`"${printed(name)}" is not a domain`)
  return type
}

/** The relation that an ALTER means by its words; ALTER TABLE does for all but composite types. */
export function relationFor(
  state: State,
  object: ObjectKind,
  { name, ifExists }: { readonly name: QualifiedName; readonly ifExists: boolean },
): Id | undefined {
  requireUserType(object, name)
  const id = state.relation(name.schema, name.name.text)
  if (id === undefined) return ifExists ? undefined : refuse(`relation "${printed(name)}" does not exist`)
  const kind = state.tables.get(id)?.kind ?? (state.sequences.has(id) ? 'sequence' : 'index')
  const allowed = ownWords[object] ?? (kind === 'composite type' ? [] : [kind])
  if (!allowed.includes(kind)) refuse(`"${printed(name)}" is not a ${object}`)
  return id
}
