import { isFunction, propertyName } from '../nodes.ts'
import type { Located } from '../resolve.ts'
import type { Kind, Value } from './value.ts'

/** A parameter that is not set again, or the part of one that a pattern takes; none where it has a default. */
export function takenBy(declared: Located): Kind<'symbol' | 'member'> | undefined {
  const { node, program } = declared
  if (program.named(node)?.writes.length !== 0) return undefined
  const path: string[] = []
  let outer = node
  for (const around of program.ancestors(node)) {
    if (isFunction(around)) break
    const key = around.type === 'Property' ? propertyName(around) : undefined
    if (key !== undefined) path.unshift(key)
    else if (around.type === 'ObjectPattern') outer = around
    else if (around.type !== 'TSParameterProperty' && (around.type !== 'AssignmentPattern' || outer === node)) return undefined
  }
  const at = { node: outer, program }
  const parameter: Kind<'symbol'> = { kind: 'symbol', name: '', declared: at, at }
  return path.reduce<Kind<'symbol' | 'member'>>((object, name) => ({ kind: 'member', object, name, at: declared }), parameter)
}

/** A name that a pattern takes, as a part of what it is taken out of. */
export function whole(value: Value): Value {
  const taken = value.kind === 'symbol' && value.declared ? takenBy(value.declared) : undefined
  return taken ?? value
}
