import { firstWhere } from '../sorted.ts'
import { isUnder, type Node } from './nodes.ts'

/** Those of all nodes of a type that stand in something, by where they begin. */
export function nodesUnder<One extends Node>(outer: Node, nodes: readonly One[]): readonly One[] {
  const places = placesOf(nodes)
  const [start, end] = outer.range
  const startAt = (place: number): number => nodes[place]?.range[0] ?? Infinity
  const from = firstWhere(places, (place) => startAt(place) >= start)
  const to = firstWhere(places, (place) => startAt(place) >= end)
  return places
    .slice(from, to)
    .flatMap((place) => nodes[place] ?? [])
    .filter((one) => isUnder(one, outer))
}

const known = new WeakMap<readonly Node[], readonly number[]>()

/** The places of nodes in their list, by where they begin. */
function placesOf(nodes: readonly Node[]): readonly number[] {
  const before = known.get(nodes)
  if (before) return before
  const places = nodes.map(({ range }, place) => ({ start: range[0], place })).toSorted((a, b) => a.start - b.start)
  const sorted = places.map(({ place }) => place)
  known.set(nodes, sorted)
  return sorted
}
