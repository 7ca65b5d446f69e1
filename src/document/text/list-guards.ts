import { ofList } from './row-uses.ts'

/** The list that hangs on a row, where something is one of it, how many these are, or a property of one: each is nothing where there is none. */
export function listToldBy(path: readonly string[]): readonly string[] | undefined {
  const place = path.at(-1) === 'length' ? path.length - 1 : path.lastIndexOf(ofList)
  return place > 0 ? withoutPlaces(path.slice(0, place)) : undefined
}

export function withoutPlaces(path: readonly string[]): readonly string[] {
  return path.filter((step) => step !== ofList)
}
