import { bare, propertyName, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import { isSpread, listFrom, listParts, recordFrom, spreadParts, takenBeside } from './collections.ts'
import { literal, symbol, unknown, type RecordPart, type Value } from './value.ts'

export interface PatternReader {
  evaluate(node: Node): Value
  member(object: Value, name: string, at: Node): Value
}

/** Gives each name of a pattern its part of a value. */
export function takeApart(
  target: Node,
  value: Value,
  program: Program,
  reader: PatternReader,
  set: (binding: Binding, value: Value) => void,
): void {
  const pattern = bare(target)
  const into = (part: Node, own: Value): void => takeApart(part, own, program, reader, set)
  const at = { node: pattern, program }
  switch (pattern.type) {
    case 'Identifier': {
      const binding = program.named(pattern)
      if (binding) set(binding, value)
      return
    }
    case 'AssignmentPattern':
      return into(pattern.left, value.kind === 'literal' && value.value === undefined ? reader.evaluate(pattern.right) : value)
    case 'TSParameterProperty':
      return into(pattern.parameter, value)
    case 'ArrayPattern':
      return pattern.elements.forEach((element, i) => {
        if (element?.type === 'RestElement') into(element.argument, rest(value, i))
        else if (element) into(element, reader.member(value, String(i), element))
      })
    case 'ObjectPattern': {
      const taken = pattern.properties.flatMap((part) => (part.type === 'Property' ? (propertyName(part) ?? []) : []))
      for (const part of pattern.properties) {
        if (part.type === 'RestElement') into(part.argument, without(value, taken, takenBeside({ node: part.argument, program })))
        else {
          const name = propertyName(part)
          into(
            part.value,
            name === undefined
              ? unknown('a computed key', at)
              : reader.member(value, name, part.value.type === 'Identifier' ? part.value : part),
          )
        }
      }
      return
    }
    default:
  }
}

function rest(value: Value, from: number): Value {
  return value.kind === 'list' ? listFrom(listParts(value).slice(from), value.at) : unknown('the rest of a list', value.at)
}

/** The rest of an object; what cannot be seen of it lacks what it never gets again. */
function without(value: Value, keys: readonly string[], lacks: readonly string[]): Value {
  const parts = spreadParts(value).flatMap((part): RecordPart[] => {
    if (isSpread(part)) return [{ ...part, without: [...(part.without ?? []), ...lacks] }]
    return keys.includes(part.key) ? [] : [part]
  })
  return recordFrom(parts, value.at)
}

/** What a call leaves out. */
export function missing(node: Node, program: Program): Value {
  return literal(undefined, { node, program })
}

/** What a parameter is that nothing is passed for: libraries of old passed the `Promise` of everybody else. */
export function left(parameter: Node, program: Program): Value {
  const isPromise = parameter.type === 'Identifier' && parameter.name === 'Promise'
  return isPromise ? symbol('Promise', { node: parameter, program }) : missing(parameter, program)
}
