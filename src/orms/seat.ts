import type { TSESTree } from '@typescript-eslint/utils'
import { isWithin, type Range } from '../catalog/place.ts'
import { bare, childrenOf, isClass, isUnder, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Located } from '../javascript/resolve.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { nodesBehind } from '../javascript/symbolic/nodes-behind.ts'
import type { Value } from '../javascript/symbolic/value.ts'
import { filledList } from './ways.ts'

/** A call of a program: where what it says stands, and what others say for it. */
export class Seat {
  readonly program: Program
  readonly range: Range
  readonly #call: Node
  readonly #machine: Machine
  #brought: ReadonlyMap<Node, Node> | undefined

  constructor(program: Program, call: Node, machine: Machine) {
    this.program = program
    this.range = [call.range[0], call.range[1]]
    this.#call = call
    this.#machine = machine
  }

  /** Where something stands; what others may name as well, or what stands in another file, is said by the part of the call that brings it. */
  rangeOf(by: Located | undefined): Range {
    if (!by) return this.range
    const said = this.isOwn(by) ? by.node : this.#bringing(by)
    if (!said) return this.range
    const [start, end] = said.type === 'MemberExpression' && said === by.node ? said.property.range : said.range
    return [start, end]
  }

  isWithin({ node, program }: Located): boolean {
    return program === this.program && isWithin(node.range, this.range)
  }

  /** The part of the call that comes to a value which another file makes. */
  partFor({ at }: Value): Located | undefined {
    const node = at.program === this.program ? undefined : this.#bringing(at)
    const part = node && { node, program: this.program }
    return part && filledList(this.#machine.answer(part)).at.node === at.node ? part : undefined
  }

  /** Whether it is written for this call: in it, or in a statement that runs with it. */
  isOwn(by: Located): boolean {
    if (this.isWithin(by)) return !isClass(by.node)
    if (by.program !== this.program || isConstants(by) || isClass(by.node)) return false
    const around = this.program.functionAround(by.node)
    return around ? isUnder(this.#call, around) : !this.program.functionAround(this.#call)
  }

  #bringing({ node, program }: Located): Node | undefined {
    this.#brought ??= this.#parts()
    for (const one of [node, ...program.ancestors(node)]) {
      const part = this.#brought.get(one)
      if (part) return part
    }
    return undefined
  }

  /** What the call is of, each with the smallest part of it that comes to that. */
  #parts(): ReadonlyMap<Node, Node> {
    const brought = new Map<Node, Node>()
    for (const part of chainedIn(this.#call)) {
      const value = this.#machine.answer({ node: part, program: this.program })
      for (const node of nodesBehind(value)) if (!brought.has(node)) brought.set(node, part)
    }
    return brought
  }
}

/** The parts of an expression that may stand for something else, the inner ones first. */
function partsIn(expression: Node): readonly Node[] {
  const node = bare(expression)
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [node]
    case 'Property':
      return partsIn(node.value)
    case 'CallExpression':
      return [...chainedIn(node), node]
    default:
      return node.type.startsWith('TS') ? [] : childrenOf(node).flatMap(partsIn)
  }
}

/** What the calls of a chain are given, and what it begins with. */
function chainedIn(call: Node): readonly Node[] {
  const given: Node[] = []
  let at = bare(call)
  for (; ; at = bare(at.type === 'CallExpression' ? at.callee : at.object)) {
    if (at.type === 'CallExpression') given.push(...at.arguments.flatMap(partsIn))
    else if (at.type !== 'MemberExpression' || !isOfCall(at)) return [...given, ...partsIn(at)]
  }
}

/** A template with a tag is one, too. */
function isOfCall({ object }: TSESTree.MemberExpression): boolean {
  const on = bare(object)
  return on.type === 'CallExpression' || on.type === 'TaggedTemplateExpression' || (on.type === 'MemberExpression' && isOfCall(on))
}

/** Whether a text is that of a constant, which many calls may name: `const tables = { orders: 'orders' }`. */
function isConstants({ node, program }: Located): boolean {
  if (node.type !== 'Literal') return false
  for (const around of program.ancestors(node)) {
    if (around.type === 'VariableDeclarator' || around.type === 'TSEnumMember' || around.type === 'PropertyDefinition') return true
    if (bare(around) === around && !/^(?:Property|ObjectExpression|ArrayExpression)$/.test(around.type)) return false
  }
  return false
}
