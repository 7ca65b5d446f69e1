import type { TSESTree } from '@typescript-eslint/utils'
import { once } from '../../catalog/once-for.ts'
import { handingsOf } from '../../javascript/handed.ts'
import type { LocatedFunction } from '../../javascript/called.ts'
import type { Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { give } from '../../javascript/symbolic/apply.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { Scope } from '../../javascript/symbolic/scope.ts'
import { truthIn } from '../../javascript/symbolic/truth.ts'
import { unknown, type Value } from '../../javascript/symbolic/value.ts'
import { nodesUnder } from '../../javascript/under.ts'
import type { Context, TextReader } from './read-text.ts'

/** What the names of a function come to as a call runs it, and those of the functions around that call. */
export type AsCalled = () => Scope

/** What a function knows of what a call gives it, be it that this is left out. */
export function asCalled(reader: TextReader, call: TSESTree.CallExpression, from: Context, callee: LocatedFunction): AsCalled {
  return once(() => {
    const scope = new Scope(undefined, undefined, 0)
    give(reader.machine, scope, callee, argumentsIn(reader.machine, call, from, callee))
    for (const [binding, value] of [...scope.known()])
      if (mayBecomeAnother(binding, value, callee.program)) scope.declare(binding, unknown('it may be set', value.at))
    return scope
  })
}

/** What is spread into a call may be any of what stands there or behind it. */
function argumentsIn(machine: Machine, { arguments: all }: TSESTree.CallExpression, from: Context, { node }: LocatedFunction): Value[] {
  const { program } = from
  const spread = all.findIndex(({ type }) => type === 'SpreadElement')
  const first = spread < 0 ? all : all.slice(0, spread)
  const others = spread < 0 ? [] : node.params.slice(spread)
  return [
    ...first.map((one) => answerIn(machine, one, program, from.called?.())),
    ...others.map((one) => unknown('a spread list', { node: one, program })),
  ]
}

function mayBecomeAnother(binding: Binding, value: Value, program: Program): boolean {
  return binding.writes.length > 0 || (value.kind === 'record' && handingsOf(binding, program).some(({ path }) => path.length === 0))
}

/** Which way a test goes by what the calls that lead to it give. */
export function wayAsCalled({ machine }: TextReader, test: Node, { program, called }: Context): 0 | 1 | undefined {
  const truth = called && truthIn(answerIn(machine, test, program, called()), machine)
  return truth === undefined ? undefined : truth ? 0 : 1
}

function answerIn(machine: Machine, node: Node, program: Program, scope: Scope | undefined): Value {
  if (scope) learn(machine, node, program, scope)
  return machine.answer({ node, program }, scope)
}

/** What is declared in a function comes to something else by each call. */
function learn(machine: Machine, node: Node, program: Program, scope: Scope): void {
  for (const name of nodesUnder(node, program.nodesOf('Identifier'))) {
    const binding = program.named(name)
    if (!binding || scope.get(binding) || !program.functionAround(binding.node)) continue
    scope.declare(binding, unknown('what a function does with it', { node: binding.node, program }))
    if (binding.node.type !== 'VariableDeclarator' || !binding.init || binding.writes.length > 0) continue
    learn(machine, binding.init, program, scope)
    scope.declare(binding, machine.initial(binding, program, scope))
  }
}
