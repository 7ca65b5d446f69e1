import type { Place, Range } from '../catalog/place.ts'
import type { OpenFile } from './open-file.ts'

/** The last of these places, the first of which is in this file; undefined where one is in a file that runs later. */
export function lastOf({ path, schema }: OpenFile, [first, ...others]: readonly [Place, ...Place[]]): Range | undefined {
  if (others.some(({ file }) => schema.runsLater(file))) return undefined
  return others.reduce((last, { file, range }) => (file === path && range[1] > last[1] ? range : last), first.range)
}
