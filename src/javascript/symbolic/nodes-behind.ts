import type { Node } from '../nodes.ts'
import { isSpread, listParts, recordParts } from './collections.ts'
import type { ListPart, RecordPart, Value } from './value.ts'

/** All that a value is written of. */
export function nodesBehind(value: Value): ReadonlySet<Node> {
  const nodes = new Set<Node>()
  const open: Value[] = [value]
  const seen = new Set(open)
  const add = (one: Value): void => {
    if (!seen.has(one)) open.push(one)
    seen.add(one)
  }
  for (const one of open) {
    nodes.add(one.at.node)
    if (one.kind === 'record') for (const part of recordParts(one)) if (!isSpread(part)) nodes.add(part.at.node)
    for (const part of partsOf(one)) add(part)
  }
  return nodes
}

/** What values a value is made of. */
export function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'record':
      return recordParts(value).map(given)
    case 'list':
      return listParts(value).map(given)
    case 'literal':
    case 'text':
      return value.parts ?? []
    case 'choice':
      return value.of
    case 'member':
      return [value.object]
    case 'call':
      return [value.callee, ...value.args]
    case 'tagged':
      return [value.tag, value.template, ...value.holes]
    case 'unknown':
      return value.sample ? [value.sample] : []
    default:
      return []
  }
}

function given(part: ListPart | RecordPart): Value {
  if (isSpread(part)) return part.spread
  return 'value' in part && 'key' in part ? part.value : part
}
