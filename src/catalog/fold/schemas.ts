import type { Change } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { refuse } from './objects.ts'
import type { State } from './state.ts'

/** `public` is there from the start, so a dump may create it. */
export function createSchema(state: State, { name, ifNotExists }: Extract<Change, { kind: 'create schema' }>, place: Place): void {
  const cut = cutName(name.text)
  if (state.schemas.has(cut)) {
    if (ifNotExists || cut === 'public') return
    refuse(`schema "${cut}" already exists`)
  }
  state.put(state.schemas, cut, { id: state.newId(), name: cut, written: name.text, place })
}

/** Limit: of what an extension brings, a type of its own name alone is known. */
export function createExtension(
  state: State,
  { name, schema, ifNotExists }: Extract<Change, { kind: 'create extension' }>,
  place: Place,
): void {
  const cut = cutName(name.text)
  if (state.extensionNamed(cut)) {
    if (ifNotExists) return
    refuse(`extension "${cut}" already exists`)
  }
  const own = state.creationSchema(schema)
  const id = state.newId()
  state.nameType(own, cut, id)
  state.put(state.extensions, id, { id, name: cut, written: name.text, place, schema: own })
}
