import type { TSESTree } from '@typescript-eslint/utils'
import { calledFunction, type LocatedFunction } from '../javascript/called.ts'
import {
  awaited,
  bare,
  calledAs,
  isClass,
  isFunction,
  isUnder,
  parametersOf,
  pathOf,
  returnsIn,
  type FunctionNode,
  type Node,
} from '../javascript/nodes.ts'
import { importOf, type Binding, type Program } from '../javascript/program.ts'
import { resolve, type Located } from '../javascript/resolve.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { hasMethod } from './call-sites.ts'
import { calleeOf, onlyDoes, type AskingFunction } from './handed-calls.ts'
import type { QueryReader } from './query-reader.ts'

/** More is not looked at. */
const mostLookedAt = 400

/**
 * Whether what a call of a function gives may be a query of a library, or made of what one gives. Most functions that ask a library for something give
 * what they worked out of it, and need not be run to know that.
 */
export function mayGiveQuery(
  call: TSESTree.CallExpression,
  program: Program,
  { own, readers, tables }: AskingFunction,
  machine: Machine,
): boolean {
  // What one does is told by all that it calls, too.
  if (tables !== undefined || onlyDoes(own.node)) return true
  const leads = new Leads(machine, readers)
  leads.enter(own, call, program)
  return leads.leadToQuery()
}

/** A function that was led to: its parameters that were, and the calls that give it these. */
interface Entered {
  readonly indices: Set<number>
  readonly calls: { readonly call: TSESTree.CallExpression; readonly program: Program }[]
}

/** What a value may come from, as far as it can be told by looking. */
class Leads {
  readonly #machine: Machine
  readonly #readers: readonly QueryReader[]
  readonly #open: Located[] = []
  readonly #seen = new Set<Node>()
  readonly #entered = new Map<FunctionNode, Entered>()

  constructor(machine: Machine, readers: readonly QueryReader[]) {
    this.#machine = machine
    this.#readers = readers
  }

  leadToQuery(): boolean {
    for (let one = this.#open.pop(); one; one = this.#open.pop()) {
      if (this.#seen.size > mostLookedAt || this.#isQuery(one)) return true
    }
    return false
  }

  /** What a function gives. */
  enter({ node, program }: LocatedFunction, call?: TSESTree.CallExpression, from = program): void {
    const before = this.#entered.get(node)
    const entered = before ?? { indices: new Set(), calls: [] }
    if (call) {
      entered.calls.push({ call, program: from })
      for (const index of entered.indices) this.#addGiven(index, call, from)
    }
    if (before) return
    this.#entered.set(node, entered)
    if (node.body.type !== 'BlockStatement') return this.add(node.body, program)
    for (const { argument } of returnsIn(node.body)) this.add(argument, program)
  }

  add(node: Node | null | undefined, program: Program): void {
    if (!node) return
    const value = awaited(node)
    if (this.#seen.has(value)) return
    this.#seen.add(value)
    this.#open.push({ node: value, program })
  }

  /** Whether that is one; else what it may come from is looked at later. */
  #isQuery({ node, program }: Located): boolean {
    switch (node.type) {
      case 'Identifier':
        return this.#comesFromName(node, program)
      case 'MemberExpression':
        return this.#comesFrom({ node, program }) || this.#all([node.object], program)
      case 'ThisExpression':
      case 'Super':
      case 'ClassDeclaration':
      case 'ClassExpression':
        return true
      case 'CallExpression':
        return this.#isQueryCall(node, program)
      case 'NewExpression':
        return pathOf(node.callee)?.join('.') === 'Promise' || this.#hasGetter({ node: node.callee, program })
      case 'TaggedTemplateExpression':
        return this.#all([node.tag], program)
      case 'ConditionalExpression':
        return this.#all([node.consequent, node.alternate], program)
      case 'LogicalExpression':
        return this.#all([node.left, node.right], program)
      case 'SequenceExpression':
        return this.#all(node.expressions.slice(-1), program)
      case 'AssignmentExpression':
        return this.#all([node.right], program)
      case 'ArrayExpression':
        return this.#all(node.elements, program)
      case 'ObjectExpression':
        return this.#all(node.properties.map((one) => (one.type === 'Property' ? one.value : one.argument)), program) // prettier-ignore
      case 'SpreadElement':
      case 'YieldExpression':
        return this.#all([node.argument], program)
      default:
        if (isFunction(node)) this.enter({ node, program })
        return false
    }
  }

  #all(nodes: readonly (Node | null | undefined)[], program: Program): false {
    for (const node of nodes) this.add(node, program)
    return false
  }

  #isQueryCall(call: TSESTree.CallExpression, program: Program): boolean {
    const method = calledAs(call)
    const isOf = (reader: QueryReader): boolean =>
      (method !== undefined && (hasMethod(reader, method) || reader.functions?.has(method) === true)) || reader.mayBegin?.(call) === true
    if (this.#readers.some(isOf)) return true
    const own = this.#calledBy(call, program)
    if (own) {
      this.enter(own, call, program)
      return false
    }
    const callee = bare(call.callee)
    return this.#all([callee.type === 'MemberExpression' ? callee.object : callee, ...call.arguments], program)
  }

  /** The function that a call runs, found as a run finds it. */
  #calledBy(call: TSESTree.CallExpression, program: Program): LocatedFunction | undefined {
    if (!pathOf(call.callee)) return calledFunction(call, program, this.#machine.modules)
    return calleeOf(call, program, this.#machine)?.own
  }

  #comesFromName(name: TSESTree.Identifier, program: Program): boolean {
    const binding = program.named(name)
    if (!binding) return false
    if (/^(?:import|function|class)$/.test(binding.kind)) return this.#comesFrom({ node: name, program })
    if (binding.kind === 'parameter' && this.#comesFromCalls(binding, program)) return true
    this.add(binding.init, program)
    for (const write of binding.writes) {
      if (write.type === 'AssignmentExpression') this.add(write.right, program)
      else if (write.type === 'CallExpression') this.#all(write.arguments, program)
    }
    return this.#isChangedByOthers(binding, program)
  }

  /** What something stands for, where that is said; whether it is of another module that does not say it. */
  #comesFrom(one: Located): boolean {
    const found = resolve(one, this.#machine.modules)
    if (found.node !== one.node) this.add(found.node, found.program)
    const binding = found.node === one.node ? one.program.named(one.node) : undefined
    const imported = binding && importOf(binding, one.program)
    return imported !== undefined && this.#machine.modules.open(imported.from, one.program) !== undefined
  }

  #hasGetter(name: Located): boolean {
    const { node } = resolve(name, this.#machine.modules)
    return isClass(node) && node.body.body.some((member) => member.type === 'MethodDefinition' && member.kind === 'get')
  }

  /** What a parameter is given by calls is looked at; whether nobody knows which these are. */
  #comesFromCalls({ node }: Binding, program: Program): boolean {
    const own = program.functionAround(node)
    const entered = own && this.#entered.get(own)
    if (!own || !entered) return true
    // What calls a callback was led to with all that it gives.
    const index = entered.calls.length === 0 ? -1 : parametersOf(own).findIndex((one) => isUnder(node, one))
    if (index < 0 || entered.indices.has(index)) return false
    entered.indices.add(index)
    for (const one of program.ancestors(node)) {
      if (one === own) break
      if (one.type === 'AssignmentPattern') this.add(one.right, program)
    }
    for (const { call, program: from } of entered.calls) this.#addGiven(index, call, from)
    return false
  }

  #addGiven(index: number, { arguments: given }: TSESTree.CallExpression, program: Program): void {
    const isSpread = given.some(({ type }) => type === 'SpreadElement')
    this.#all(isSpread ? given : given.slice(index, index + 1), program)
  }

  /** Whether a function of the program is given something that it may put more into. */
  #isChangedByOthers(binding: Binding, program: Program): boolean {
    return program.usesOf(binding).some((use) => {
      const call = program.outside(use)
      if (call?.type !== 'CallExpression' || call.callee === use) return false
      const own = this.#calledBy(call, program)
      const parameter = own?.node.params[call.arguments.findIndex((one) => isUnder(use, one))]
      return own !== undefined && parameter?.type === 'Identifier' && (own.program.named(parameter)?.writes.length ?? 0) > 0
    })
  }
}
