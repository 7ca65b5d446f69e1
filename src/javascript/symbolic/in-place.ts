import { conditionText } from '../sent-conditions.ts'
import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, isWaiting, type Node } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import { either } from './collections.ts'
import { handedTo, isLeftAlone, isOn, leftBy, mentionIn } from './given-away.ts'
import type { Machine } from './machine.ts'
import type { Scope } from './scope.ts'
import { truthOf, type Value } from './value.ts'

/** Follows what a function that is run does to what methods change in place, as builders of queries are. */
export class InPlace {
  readonly #machine: Machine
  readonly #program: Program
  readonly #scope: Scope

  constructor(machine: Machine, program: Program, scope: Scope) {
    this.#machine = machine
    this.#program = program
    this.#scope = scope
  }

  /** What an expression changes, whatever becomes of its value: `void query.where(…)`, `name && query.where(…)`. */
  note(expression: Node, value?: Value): void {
    if (!this.#machine.isExact || this.mentionedIn(expression).length === 0) return
    const node = bare(expression)
    if (isWaiting(node)) return this.note(node.argument, value)
    switch (node.type) {
      case 'UnaryExpression':
        return this.note(node.argument)
      case 'SequenceExpression':
        return node.expressions.forEach((one) => this.note(one))
      case 'LogicalExpression':
        this.note(node.left)
        return this.#either(node.left, node.operator === '&&' ? [node.right, undefined] : [undefined, node.right], node.operator !== '??')
      case 'ConditionalExpression':
        return this.#either(node.test, [node.consequent, node.alternate], true)
      case 'CallExpression':
        return this.#called(node, value ?? this.#evaluate(node))
      default:
        return undefined
    }
  }

  /** What is mentioned in a node, and is changed by its methods. */
  mentionedIn(node: Node): (readonly [Binding, Value])[] {
    return [...this.#scope.namedIn(node, this.#program)].filter(
      ([binding, value]) => this.#machine.isChangedByCalls(value) && mentionIn(node, binding, this.#program) !== undefined,
    )
  }

  /** What a function of the program makes of what it is given. */
  changedBy(callee: Value, call: TSESTree.CallExpression, by: Node | undefined): Value | undefined {
    const index = call.arguments.findIndex((argument) => argument === by)
    if (callee.kind !== 'function' || index < 0) return undefined
    const args = call.arguments.map((argument) => this.#evaluate(argument.type === 'SpreadElement' ? argument.argument : argument))
    return this.#machine.changedBy(callee, args, index, this.#scope.depth + 1)
  }

  #evaluate(node: Node): Value {
    return this.#machine.evaluate({ node, program: this.#program }, this.#scope)
  }

  /** Goes both ways where a condition cannot be told. */
  #either(test: Node, sides: readonly (Node | undefined)[], isTruth: boolean): void {
    const truth = isTruth ? truthOf(this.#evaluate(test)) : undefined
    const [yes, no] = sides
    const done = truth === undefined ? sides : [truth ? yes : no]
    this.#machine.budget.spend(done.length * this.#scope.size)
    const before = this.#scope.snapshot()
    const ways = done.map((side) => {
      this.#scope.restore(before)
      if (side) this.note(side)
      return this.#scope.snapshot()
    })
    const at = { node: test, program: this.#program }
    if (ways.length > 1) this.#scope.join(ways, (of) => either(test, conditionText(at), of, at))
  }

  #called(call: TSESTree.CallExpression, value: Value): void {
    for (const [binding, before] of this.mentionedIn(call)) {
      const by = mentionIn(call, binding, this.#program)
      if (by && isOn(call, by)) this.#scope.assign(binding, leftBy(value, this.#machine) ?? value)
      else this.#scope.assign(binding, this.#given(call, by, before))
    }
  }

  #given(call: TSESTree.CallExpression, by: Node | undefined, before: Value): Value {
    const { variables } = this.#machine
    if (by && variables && isLeftAlone(by, variables, this.#program)) return before
    const callee = this.#evaluate(call.callee)
    // What is done for each of a list is done by now.
    if (callee.kind === 'member' && callee.name === 'forEach' && isFunction(call.arguments[0])) return before
    return this.changedBy(callee, call, by) ?? handedTo(callee, before, { node: call, program: this.#program })
  }
}
