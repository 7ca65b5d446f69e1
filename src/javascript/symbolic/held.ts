import { conditionText } from '../sent-conditions.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import { heldAt } from '../course.ts'
import { bare, methodOf, pathOf, propertyName, type Node } from '../nodes.ts'
import { givenAtCall } from '../modules.ts'
import type { Binding, Program } from '../program.ts'
import type { Located } from '../resolve.ts'
import type { Either, Held, Passage } from '../state.ts'
import { give } from './apply.ts'
import { asList, either, listWith, opened, recordFrom, spreadListParts, spreadParts, valueUnder, withoutKey } from './collections.ts'
import {
  assignedBy,
  callAround,
  changedElsewhere,
  givenAway,
  handedTo,
  isLeftAlone,
  isSetAgain,
  leftBy,
  mayChange,
  methodCalledOn,
  settlingOf,
  type Variables,
} from './given-away.ts'
import { changersOfItems } from './items.ts'
import type { Machine } from './machine.ts'
import { binary } from './operators.ts'
import { Scope } from './scope.ts'
import { literal, sourceText, unknown, type ListPart, type RecordPart, type Value } from './value.ts'

/** What a variable holds where it is used, by what is done to it on the way there; undefined where it holds what it is declared with. */
export function heldValue(
  machine: Machine,
  variables: Variables,
  binding: Binding,
  use: Located,
  scope: Scope | undefined,
): Value | undefined {
  if (!/^(?:const|let|parameter)$/.test(binding.kind)) return undefined
  const atCall = givenAtCall(machine.modules, binding, use.program)
  if (atCall) return machine.evaluate(atCall)
  const { program } = use
  const start = scope ? machine.initial(binding, program, scope) : machine.constant(binding, program)
  const handed = changersOf(binding, start, variables, program)
  if (binding.writes.length === 0 && handed.length === 0) return undefined
  const begin = isBare(binding, use) ? literal(undefined, start.at) : start
  return new HeldReader(machine, variables, binding, program, scope, begin).of(heldAt(binding, use.node, program, handed))
}

/** `let where: SQL | undefined`, of the function that uses it: nothing, until it is set. What is asked about may be known to be set. */
function isBare(binding: Binding, { node: use, program }: Located): boolean {
  const { kind, node, writes } = binding
  if (kind !== 'let' || node.type !== 'VariableDeclarator' || node.init) return false
  const around = program.functionAround(node)
  const isOfLoop = /^For(?:Of|In)Statement$/.test(program.parentOf(program.parentOf(node) ?? node)?.type ?? '')
  if (around === undefined || around !== program.functionAround(use) || isOfLoop) return false
  return writes.every(setsCondition) && !program.usesOf(binding).some((one) => isAsked(one, program))
}

/** A condition is made by a call, or is an object. */
function setsCondition(write: Node): boolean {
  if (write.type !== 'AssignmentExpression' || write.operator !== '=') return false
  return bare(write.left).type === 'Identifier' && /^(?:Call|Object|Array|TaggedTemplate)Expression$/.test(bare(write.right).type)
}

function isAsked(use: Node, program: Program): boolean {
  const around = program.outside(use)
  if (around?.type === 'CallExpression') return asksFor.test(pathOf(around.callee)?.at(-1) ?? '')
  return /^(?:Unary|Binary|Logical)Expression$|^(?:If|While)Statement$|^ConditionalExpression$/.test(around?.type ?? '')
}

const asksFor = /^(?:assert|invariant|ensure|must|require|check|verify|ok$|expect|is[A-Z])/

/** Where something is changed besides by being set. */
function changersOf(binding: Binding, start: Value, variables: Variables, program: Program): Node[] {
  if (variables.isChangedByCalls(start))
    return program.usesOf(binding).filter((node) => mayBeChanged(node, variables, program) && !isSetAgain(node, binding, program))
  const isOfItems = asList(start) !== undefined
  if (start.kind !== 'record' && !isOfItems) return []
  const given = givenAway(binding, start, variables, { node: program.ast, program })
  return isOfItems ? [...given, ...changersOfItems(binding, program)] : given
}

/** A method of it is called, or something is given it that may call one. */
function mayBeChanged(node: TSESTree.Identifier, variables: Variables, program: Program): boolean {
  if (!mayChange(node, program)) return false
  const parent = program.outside(node)
  if (parent?.type === 'CallExpression') return bare(parent.callee) !== node && !isLeftAlone(node, variables, program)
  return methodCalledOn(node, program) !== undefined || (isPutElsewhere(node, program) && !isLeftAlone(node, variables, program))
}

/** `const same = query`, `scope({ query })`, `new Page(query)`: who has it there may go on with it. */
function isPutElsewhere(node: TSESTree.Identifier, program: Program): boolean {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'VariableDeclarator':
      return outer.init !== null && bare(outer.init) === node
    case 'AssignmentExpression':
      return bare(outer.right) === node
    case 'NewExpression':
      return bare(outer.callee) !== node
    case 'ArrayExpression':
      return settlingOf(outer, program) === undefined
    default:
      return outer?.type === 'Property'
  }
}

class HeldReader {
  readonly #machine: Machine
  readonly #variables: Variables
  readonly #binding: Binding
  readonly #program: Program
  readonly #scope: Scope | undefined
  readonly #start: Value
  readonly #known = new Map<Held, Value>()
  /** The calls that lead to what is read now. */
  #through: readonly Passage[] = []

  constructor(machine: Machine, variables: Variables, binding: Binding, program: Program, scope: Scope | undefined, start: Value) {
    this.#machine = machine
    this.#variables = variables
    this.#binding = binding
    this.#program = program
    this.#scope = scope
    this.#start = start
  }

  of(held: Held): Value {
    const known = this.#known.get(held)
    if (known) return known
    const value = this.#read(held)
    this.#known.set(held, value)
    return value
  }

  /** `if (Array.isArray(where.AND)) where.AND.push(…)`, which types ask for, of what is a list as it is written. */
  #isListAnyway({ on, isTest }: Either, [, otherwise]: readonly Value[]): boolean {
    const outer = isTest && typeof on !== 'string' ? this.#program.parentOf(on) : undefined
    if (outer?.type !== 'IfStatement' || outer.alternate || typeof on === 'string') return false
    const test = bare(on)
    const asked = test.type === 'CallExpression' && pathOf(test.callee)?.join('.') === 'Array.isArray' ? test.arguments[0] : undefined
    const [root = '', ...path] = (asked && pathOf(asked)) ?? []
    if (!asked || !otherwise || this.#program.bindingOf(root, asked) !== this.#binding) return false
    const at = { node: on, program: this.#program }
    return path.reduce((value, name) => this.#machine.member(value, name, at), otherwise).kind === 'list'
  }

  #read(held: Held): Value {
    switch (held.kind) {
      case 'start':
        return this.#start
      case 'lost':
        return unknown(`what \`${this.#binding.name}\` holds cannot be followed`, this.#start.at)
      case 'changed':
        return this.#within(held.through, this.of(held.before), (before) => this.#changed(held.by, before, held.isRepeated))
      case 'either': {
        const on = typeof held.on === 'string' ? held.on : conditionText({ node: held.on, program: this.#program })
        const values = held.of.map((one) => this.of(one))
        return (this.#isListAnyway(held, values) ? values[0] : undefined) ?? either(held.key, on, values, this.#start.at)
      }
    }
  }

  #within(through: readonly Passage[], before: Value, read: (before: Value) => Value): Value {
    const outer = this.#through
    this.#through = through
    const value = read(before)
    this.#through = outer
    return value
  }

  #changed(by: Node, before: Value, isRepeated: boolean): Value {
    switch (by.type) {
      case 'VariableDeclarator':
        return by.init ? this.#evaluate(by.init, before) : before
      case 'AssignmentExpression':
        return this.#assigned(by, before)
      case 'CallExpression':
        return this.#called(by, before, isRepeated)
      case 'Identifier':
        return this.#handed(by, before)
      case 'UnaryExpression':
        return this.#deleted(by.argument, before)
      default:
        return this.#opened(before, by)
    }
  }

  #assigned(by: TSESTree.AssignmentExpression, before: Value): Value {
    const right = this.#evaluate(by.right, before)
    if (bare(by.left).type !== 'Identifier') return this.#setAt(by.left, before, right)
    return /^(?:\|\||&&|\?\?)?=$/.test(by.operator) ? right : binary(by.operator.slice(0, -1), before, right, this.#at(by))
  }

  /** `list.push(…)`, also of a list in an object. */
  #called(by: TSESTree.CallExpression, before: Value, isRepeated: boolean): Value {
    const callee = bare(by.callee)
    const method = methodOf(by) ?? ''
    const target = callee.type === 'MemberExpression' ? callee.object : undefined
    if (!target) return this.#opened(before, by)
    if (method === 'sort' || method === 'reverse') return before
    const put = by.arguments.flatMap((node): ListPart | readonly ListPart[] => {
      if (node.type === 'SpreadElement') return spreadListParts(this.#evaluate(node.argument, before))
      const value = this.#evaluate(node, before)
      const isSetLater = this.#program.named(node)?.writes.some((write) => write.range[0] > by.range[1]) === true
      if (isSetLater) return opened(value, `\`${sourceText(this.#at(node))}\` is changed later`, this.#at(node))
      if (!isRepeated) return value
      return { spread: unknown(`\`${sourceText(this.#at(node))}\` is put in by a loop`, this.#at(node), value) }
    })
    return this.#changeAt(target, before, (list) => {
      const parts = asList(list)
      if (!parts || (method !== 'push' && method !== 'unshift')) return this.#opened(list, by)
      return listWith(parts, method, put)
    })
  }

  #handed(by: TSESTree.Identifier, before: Value): Value {
    const chain = chainOn(by, this.#program)
    const call = (this.#variables.isChangedByCalls(before) ? chain : undefined) ?? callAround(by, this.#program)
    if (!call) return this.#variables.isChangedByCalls(before) ? this.#goneOnElsewhere(by, before) : this.#opened(before, by)
    if (this.#variables.isChangedByCalls(before)) {
      if (!chain) return call.arguments.includes(by) ? this.#givenTo(call, by, before) : this.#goneOnElsewhere(by, before)
      const value = this.#evaluate(call, before)
      return leftBy(value, this.#variables) ?? value
    }
    const assigned = assignedBy(call, by, before, (node) => this.#evaluate(node, before))
    return assigned ?? (isLeftAlone(by, this.#variables, this.#program) ? before : this.#opened(before, by))
  }

  /** `narrow({ query })` */
  #goneOnElsewhere(by: Node, before: Value): Value {
    const at = this.#at(by)
    return handedTo(unknown(`\`${sourceText(at)}\` may be changed by what gets it`, at), before, at)
  }

  /** `narrow(query)` */
  #givenTo(call: TSESTree.CallExpression, by: TSESTree.Identifier, before: Value): Value {
    const callee = this.#evaluate(call.callee, before)
    const at = this.#at(call)
    const index = call.arguments.indexOf(by)
    if (callee.kind !== 'function' || call.arguments.some(({ type }) => type === 'SpreadElement')) return handedTo(callee, before, at)
    const args = call.arguments.map((node) => (node === by ? before : this.#evaluate(node, before)))
    return this.#machine.changedBy(callee, args, index, (this.#scope?.depth ?? 0) + 1) ?? handedTo(callee, before, at)
  }

  #setAt(target: Node, before: Value, value: Value): Value {
    return this.#changeAt(target, before, () => value)
  }

  /** `delete where.tenantId` */
  #deleted(target: Node, before: Value): Value {
    const node = bare(target)
    const key = node.type === 'MemberExpression' ? this.#keyOf(node, before) : undefined
    if (node.type !== 'MemberExpression' || key === undefined) return this.#opened(before, node)
    return this.#changeAt(node.object, before, (object) => (object.kind === 'list' ? this.#opened(object, node) : withoutKey(object, key)))
  }

  #keyOf(node: TSESTree.MemberExpression, before: Value): string | undefined {
    return propertyName(node) ?? (node.computed ? keyText(this.#evaluate(node.property, before)) : undefined)
  }

  /** Changes a part of what the variable holds. */
  #changeAt(target: Node, before: Value, change: (part: Value) => Value): Value {
    const node = bare(target)
    if (node.type === 'Identifier') return change(before)
    if (node.type !== 'MemberExpression') return this.#opened(before, node)
    const key = this.#keyOf(node, before)
    const at = this.#at(node)
    return this.#changeAt(node.object, before, (object) => {
      if (!/^(?:record|symbol|unknown|call|member)$/.test(object.kind)) return this.#opened(object, node)
      if (key === undefined) return this.#opened(object, node)
      const inner = object.kind === 'record' ? valueUnder(object, key) : undefined
      const part: RecordPart = { key, value: changed(inner ?? literal(undefined, at), change), at }
      return recordFrom([...spreadParts(object), part], object.at)
    })
  }

  /** Others may have changed it. */
  #opened(value: Value, by: Node): Value {
    return changedElsewhere(value, this.#at(by), this.#variables)
  }

  #evaluate(node: Node, before: Value): Value {
    const scope = new Scope(this.#scope, undefined, this.#scope?.depth ?? 0)
    scope.declare(this.#binding, before)
    for (const { call, to } of this.#through) {
      const args = this.#machine.argumentsOf(call, this.#program, scope)
      give(this.#machine, scope, { node: to, program: this.#program }, args)
    }
    return this.#machine.evaluate({ node, program: this.#program }, scope)
  }

  #at(node: Node): Located {
    return { node, program: this.#program }
  }
}

/** Each condition on which something is another one, and is changed then, doubles its ways. */
const mostLeaves = 8

function leavesOf(value: Value): number {
  return value.kind === 'choice' ? value.of.reduce((sum, way) => sum + leavesOf(way), 0) : 1
}

/** Each of the ways that a value may be is changed. */
function changed(value: Value, change: (part: Value) => Value): Value {
  if (leavesOf(value) > mostLeaves) return opened(value, 'it is changed on too many conditions', value.at)
  return value.kind === 'choice' ? either(value.key, value.on, value.of.map((way) => changed(way, change)), value.at) : change(value) // prettier-ignore
}

/** The last of the methods that are called on something, one after another. */
function chainOn(node: Node, program: Program): TSESTree.CallExpression | undefined {
  let found: TSESTree.CallExpression | undefined
  for (let at = node; ;) {
    const method = methodCalledOn(at, program)
    const call = method && program.outside(method)
    if (call?.type !== 'CallExpression') return found
    found = call
    at = call
  }
}

function keyText(key: Value): string | undefined {
  return key.kind === 'literal' ? String(key.value) : key.kind === 'member' ? `[${sourceText(key.at)}]` : undefined
}
