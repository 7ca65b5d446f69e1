import { handingsOf } from '../handed.ts'
import { bare, type FunctionNode } from '../nodes.ts'
import type { Binding, Program } from '../program.ts'
import { setsOf } from '../sets.ts'
import { deepest } from './budget.ts'
import { givenPart, listFrom } from './collections.ts'
import type { Machine } from './machine.ts'
import { left, takeApart } from './patterns.ts'
import { Scope } from './scope.ts'
import { runBody } from './statements.ts'
import { unknown, type Kind, type Value } from './value.ts'

/** Runs what stands at the top of a module. */
export function load(machine: Machine, program: Program): Value {
  return runBody(machine, program.ast.body, program, new Scope(undefined, undefined, 0))
}

/** What a function gives when it is called with these. */
export function apply(machine: Machine, callee: Kind<'function'>, args: readonly Value[], depth: number): Value {
  const { node, scope: outer, self, at } = callee
  return node.generator
    ? unknown('a generator', { node, program: at.program })
    : applyIn(machine, new Scope(outer, self, depth), callee, args)
}

/** What something is after a function was given it that may change it in place; undefined where that cannot be told. */
export function changedBy(
  machine: Machine,
  callee: Kind<'function'>,
  args: readonly Value[],
  index: number,
  depth: number,
): Value | undefined {
  const { node, at } = callee
  const parameter = node.params[index]
  const binding = parameter?.type === 'Identifier' ? at.program.bindingOf(parameter.name, node.body) : undefined
  if (!binding || node.generator) return undefined
  if (depth > deepest) {
    machine.budget.cut()
    return undefined
  }
  const given = args[index]
  if (given?.kind === 'record') {
    if (isSetAnew(binding)) return undefined
    if (binding.writes.length === 0 && handingsOf(binding, at.program).length === 0) return given
  }
  const scope = new Scope(callee.scope, callee.self, depth)
  const value = applyIn(machine, scope, callee, args, binding)
  if (machine.budget.isSpent) return undefined
  return node.body.type === 'BlockStatement' || machine.isChangedByCalls(value) ? value : scope.get(binding)
}

/** Whether another value is put into a variable: what it held before is as it was then. */
function isSetAnew(binding: Binding): boolean {
  return setsOf(binding).some((write) => write.type !== 'AssignmentExpression' || bare(write.left).type !== 'MemberExpression')
}

/** What a function gives, or what a variable of it holds when it is done. */
function applyIn(
  machine: Machine,
  scope: Scope,
  { node, at: { program } }: Kind<'function'>,
  args: readonly Value[],
  watched?: Binding,
): Value {
  give(machine, scope, { node, program }, args)
  return bodyOf(machine, node, program, scope, watched)
}

/** What the parameters of a function stand for when it is called with these. */
export function give(
  machine: Machine,
  scope: Scope,
  { node, program }: { readonly node: FunctionNode; readonly program: Program },
  args: readonly Value[],
): void {
  const reader = machine.reader(program, scope)
  node.params.forEach((parameter, i) => {
    const isRest = parameter.type === 'RestElement'
    const given: Value = isRest
      ? listFrom(args.slice(i).map(givenPart), { node: parameter, program })
      : (args[i] ?? left(parameter, program))
    takeApart(isRest ? parameter.argument : parameter, given, program, reader, (binding, value) => scope.declare(binding, value))
  })
}

/** Runs a function whose parameters are known. */
function bodyOf(machine: Machine, node: FunctionNode, program: Program, scope: Scope, watched: Binding | undefined): Value {
  if (node.body.type === 'BlockStatement') return runBody(machine, node.body.body, program, scope, watched)
  const value = machine.evaluate({ node: node.body, program }, scope)
  machine.effects.emit(value, machine)
  return value
}
