import type { Range } from '../../catalog/place.ts'
import type { Located } from '../../javascript/resolve.ts'
import { rangeIn } from '../sql-text.ts'
import type { Property } from './models.ts'
import type { EntityNotation } from './notation.ts'

/** Where the file of an entity tells a property, or a part of it: what stands in another file is told by what brings it. */
export function placeOf({ places }: Property, entity: EntityNotation, part?: Located): Range {
  const file = fileOf(entity)
  for (const one of part ? [part, ...places] : places) {
    const range = rangeIn(file, one)
    if (range) return range
  }
  return entity.at.node.range
}

/** Where a part of an entity stands: what it extends, where that brings it from another file. */
export function seatOf(entity: EntityNotation, part: Located): Range {
  const file = fileOf(entity)
  return rangeIn(file, part) ?? (entity.parentAt && rangeIn(file, entity.parentAt)) ?? entity.at.node.range
}

export function fileOf({ at }: EntityNotation): string {
  return at.program.file
}
