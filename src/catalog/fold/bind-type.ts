import type { TypeReference } from '../change.ts'
import { isOwnType } from '../types.ts'
import type { BoundType } from './objects.ts'
import type { State } from './state.ts'

/** A user's type is known by its id from where it is found, so that a later search_path cannot change it. */
export function bindType(state: State, type: TypeReference): BoundType {
  const { schema, name, modifiers, array } = type
  return { id: state.typeNamed(schema, name), schema, name, modifiers, array }
}

/** A type under its name of now. Those of `public` are shown as `format_type` shows them under the usual search path. */
export function currentType(state: State, { id, schema, name, modifiers, array }: BoundType): TypeReference {
  if (id === undefined && schema !== 'public') return { schema, name, modifiers, array }
  const own = id === undefined ? undefined : (state.types.get(id) ?? state.tables.get(id) ?? state.extensions.get(id))
  const shown = own ?? { schema, name }
  const isVisible = shown.schema === 'public' && !isOwnType(shown.name)
  return { schema: isVisible ? undefined : shown.schema, name: shown.name, modifiers, array }
}
