import type { TypeReference } from '../change.ts'
import type { BoundType } from './objects.ts'
import type { State } from './state.ts'

/** A user's type is known by its id from where it is found, so that a later search_path cannot change it. */
export function bindType(state: State, type: TypeReference): BoundType {
  return { ...type, id: state.typeNamed(type.schema, type.name) }
}
