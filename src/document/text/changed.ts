import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction } from '../../javascript/called.ts'
import { loopBy, takesEach } from '../../javascript/listed.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, isFunction, isUnder, parametersOf, propertyIn, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { setsAnother } from '../../javascript/sets.ts'
import type { SqlNames } from './libraries.ts'

/** A name that stands for something, or for what has it at the end of a path. */
interface Holder {
  readonly binding: Binding
  readonly path: readonly string[]
  readonly program: Program
  /** What set it to that. */
  readonly by?: Node
}

/** Whether something is changed by another name, by a function that is handed it, or by a method that is borrowed: `[].push.call(ids, id)`. */
export function isChangedElsewhere(thing: Node, program: Program, names: SqlNames, property?: string): boolean {
  const own = holderOf(thing, program, property === undefined ? [] : [property])
  if (!own) return false
  const answers = answersFor(names)(own.binding)
  const key = JSON.stringify(own.path)
  const answer = answers.get(key) ?? isChangedByOthers(own, names)
  answers.set(key, answer)
  return answer
}

/** Whether a part of what a name stands for is changed by a function that is handed it. */
export function isPartChanged(binding: Binding, path: readonly string[], program: Program, names: SqlNames): boolean {
  return isChangedByOthers({ binding, path, program }, names)
}

/** A value is asked about wherever it is used. */
const answersFor = onceFor((_names: SqlNames) => onceFor((_binding: Binding) => new Map<string, boolean>()))

function isChangedByOthers(own: Holder, names: SqlNames): boolean {
  const known: Known = new Map()
  return fromOthers(own).some((one) => isChanged(one, names, known)) || isHandedToChange(own, names, known)
}

/** Whether nothing has set or changed a name, or the property of it that is asked for, since a place, nor will. */
export function isSettledAt(binding: Binding, place: Node, program: Program, asked?: string): boolean {
  const writes = binding.writes.filter((write) => !setsAnother(write, asked))
  const home = program.functionAround(binding.node)
  // What another function does may happen at any time.
  if (writes.length > 0 && program.functionAround(place) !== home) return false
  const loops = [...program.ancestors(place)].filter((around) => isLoop.test(around.type) && !isUnder(binding.node, around))
  return writes.every(
    (write) => write.range[1] <= place.range[0] && program.functionAround(write) === home && !loops.some((loop) => isUnder(write, loop)),
  )
}

const isLoop = /^(?:For|While|DoWhile)\w*Statement$/

function holderOf(thing: Node, program: Program, path: readonly string[] = []): Holder | undefined {
  const node = bare(thing)
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    return name === undefined ? undefined : holderOf(node.object, program, [name, ...path])
  }
  const binding = program.named(node)
  return binding && { binding, path, program }
}

/** Something may be put into itself, over and over, `where = { AND: [where, more] }`: what is deeper inside may be changed. */
const longestPath = 6

/** The holders that were looked at. */
type Known = Map<Binding, Set<string>>

function isKnown({ binding, path }: Holder, known: Known): boolean {
  return known.get(binding)?.has(JSON.stringify(path)) ?? false
}

/** What a name was made another name of: `const ids = input.ids`. */
function fromOthers({ binding, path, program }: Holder): Holder[] {
  const { init, kind, property } = binding
  if (!init || kind === 'item') return []
  const other = holderOf(init, program, [...(property === undefined ? [] : [property]), ...path])
  return other ? [other] : []
}

function isChanged(holder: Holder, names: SqlNames, known: Known): boolean {
  if (holder.path.length > longestPath) return true
  if (isKnown(holder, known)) return false
  const { writes } = holder.binding
  const isWritten = placesOf(holder).some(
    ({ node, path }) => path.length === 0 && writes.some((write) => write !== holder.by && changes(write, node)),
  )
  return isWritten || fromOthers(holder).some((one) => isChanged(one, names, known)) || isHandedToChange(holder, names, known)
}

/** Whether it is what something stands for that is written, rather than what a name does. */
function changes(write: Node, node: Node): boolean {
  if (write.type === 'AssignmentExpression') return write.left.type !== 'Identifier' && isUnder(node, write.left)
  return isUnder(node, write.type === 'CallExpression' ? write.callee : write)
}

function isHandedToChange(holder: Holder, names: SqlNames, known: Known): boolean {
  const paths = known.get(holder.binding) ?? new Set()
  known.set(holder.binding, paths.add(JSON.stringify(holder.path)))
  const { program } = holder
  return placesOf(holder).some(({ node, path }) => {
    if (path.length === 0 && isChangedByBorrowed(node, program)) return true
    return holdersFrom(node, path, program, names).some((other) => isChanged(other, names, known))
  })
}

interface PlaceOfThing {
  readonly node: Node
  /** What is left of the path. */
  readonly path: readonly string[]
}

/** Where a name is said, with as much of its path as follows it there. */
function placesOf({ binding, path, program }: Holder): PlaceOfThing[] {
  return program.usesOf(binding).flatMap((use) => {
    let node: Node = use
    for (let i = 0; i < path.length; i++) {
      const outer = program.outside(node)
      if (outer?.type !== 'MemberExpression' || bare(outer.object) !== node) return [{ node, path: path.slice(i) }]
      // What a place of a list holds may be any of it.
      const name = propertyName(outer) ?? path[i]
      if (name !== path[i]) return takesEach.test(name ?? '') ? [{ node: outer, path: path.slice(i) }] : []
      node = outer
    }
    return [{ node, path: [] }]
  })
}

const isEither = /^(?:Logical|Conditional|Sequence)Expression$/
const changesList = /^(?:push|pop|shift|unshift|splice|fill|copyWithin)$/

/** `ids.push.apply(ids, others)`, `ids.push.bind(ids)`, `(ids ?? []).push(id)` */
function isChangedByBorrowed(node: Node, program: Program): boolean {
  const call = program.outside(node)
  if (call && isEither.test(call.type)) return isChangedByBorrowed(call, program)
  if (call?.type === 'MemberExpression' && isEither.test(node.type)) return changesList.test(propertyName(call) ?? '')
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false
  const [by, method] = [propertyName(call.callee), bare(call.callee.object)]
  const isBorrowed = /^(?:call|apply|bind)$/.test(by ?? '') && bare(call.arguments[0] ?? call) === node
  return isBorrowed && (method.type !== 'MemberExpression' || changesList.test(propertyName(method) ?? ''))
}

/** The names that something is given where it stands, here or in a function. */
function holdersFrom(node: Node, path: readonly string[], program: Program, names: SqlNames): Holder[] {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'VariableDeclarator':
      return outer.init && bare(outer.init) === node ? holdersIn(outer.id, path, program) : []
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'SequenceExpression':
      return holdersFrom(outer, path, program, names)
    case 'AssignmentExpression': {
      const other = bare(outer.right) === node ? holderOf(outer.left, program, path) : undefined
      return other ? [{ ...other, by: outer }] : []
    }
    case 'ArrayExpression':
      return holdersFrom(outer, [String(outer.elements.findIndex((one) => one !== null && bare(one) === node)), ...path], program, names)
    case 'Property': {
      const [key, object] = [propertyName(outer), program.parentOf(outer)]
      const isGiven = object?.type === 'ObjectExpression' && key !== undefined && propertyIn(object, key) === outer
      return isGiven ? holdersFrom(object, [key, ...path], program, names) : []
    }
    case 'ForOfStatement': {
      const loop = loopBy(outer)
      return loop && bare(loop.over) === node ? holdersIn(loop.pattern, path.slice(1), program) : []
    }
    case 'CallExpression':
      return bare(outer.callee) === node ? itemFor(path, outer, program) : parameterFor(node, path, outer, program, names)
    default:
      return []
  }
}

/** `orders.forEach((order) => …)` */
function itemFor([, ...path]: readonly string[], { arguments: [callback] }: TSESTree.CallExpression, program: Program): Holder[] {
  const [each] = isFunction(callback) ? parametersOf(callback) : []
  return each ? holdersIn(each, path, program) : []
}

function parameterFor(node: Node, path: readonly string[], call: TSESTree.CallExpression, program: Program, names: SqlNames): Holder[] {
  const at = call.arguments.findIndex((one) => bare(one) === node)
  const callee = at < 0 ? undefined : calledFunction(call, program, names.modules ?? noModules)
  if (!callee) return []
  const parameters = parametersOf(callee.node)
  const rest = parameters.at(-1)
  if (rest?.type === 'RestElement' && at >= parameters.length - 1)
    return holdersIn(rest.argument, [String(at - parameters.length + 1), ...path], callee.program)
  const parameter = parameters[at]
  return parameter ? holdersIn(parameter, path, callee.program) : []
}

function holdersIn(pattern: Node, path: readonly string[], program: Program): Holder[] {
  if (pattern.type === 'AssignmentPattern') return holdersIn(pattern.left, path, program)
  if (pattern.type === 'Identifier') {
    const binding = program.named(pattern)
    return binding ? [{ binding, path, program }] : []
  }
  const [name, ...more] = path
  if (pattern.type === 'ArrayPattern') {
    const element = pattern.elements[Number(name)]
    return element ? holdersIn(element, more, program) : []
  }
  if (pattern.type !== 'ObjectPattern') return []
  const part = pattern.properties.find((one) => one.type === 'Property' && propertyName(one) === name)
  return part?.type === 'Property' ? holdersIn(part.value, more, program) : []
}
