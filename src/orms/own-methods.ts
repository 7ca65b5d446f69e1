import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../catalog/once-for.ts'
import { calledFunction, callsUnder, type LocatedFunction } from '../javascript/called.ts'
import type { Heir } from '../javascript/heir.ts'
import type { Modules } from '../javascript/modules.ts'
import { bare, methodOf, calledAs, propertyName, type FunctionNode, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import { originsOf } from '../javascript/symbolic/declared.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { propertyOf, type Kind, type Value } from '../javascript/symbolic/value.ts'
import { handedFor } from './handed-parameters.ts'
import { waysOf } from './ways.ts'

/** Whether the settings name a client that a call is made on. */
type IsNamed = (call: Node, program: Program) => boolean

/** Whether a chain of calls runs a function of the program where the library has one of that name, or one of which nobody knows what it gives. */
export function isOwnMethod(
  value: Value,
  machine: Machine,
  isStep: (method: string) => boolean = () => true,
  isNamed: IsNamed = () => false,
): boolean {
  const { modules } = machine
  const { heir } = modules
  for (let at = value; at.kind === 'call' || at.kind === 'member'; at = at.kind === 'call' ? at.callee : at.object) {
    const { node, program } = at.at
    if (at.kind !== 'call' || node.type !== 'CallExpression' || !isWrittenAt(at, node)) continue
    if (at !== value && !isStep(methodOf(node) ?? '') && isKnown(at, machine)) continue
    if (doesOtherwise({ node, program }, modules, isNamed, heir)) return true
    if (methodsBehind(at.callee, machine).some((own) => isOther(own, methodOf(node), modules, isNamed))) return true
  }
  return false
}

/** Whether it can be seen what a call gives: `this.unit.client()` */
function isKnown(call: Value, machine: Machine): boolean {
  return originsOf(call, machine).some((origin) => origin !== call && origin.kind !== 'unknown')
}

/** The methods that a callee may be of what the program makes, or hands to a function, whatever type it has: `const orders: Repository<Order> = new TenantRepository(…)` */
function methodsBehind(callee: Value, machine: Machine): readonly LocatedFunction[] {
  if (callee.kind !== 'member') return []
  const { object, name } = callee
  const handed = object.kind === 'symbol' && object.declared ? handedFor(object.declared, machine) : []
  return [object, ...handed.map((given) => machine.answer(given))]
    .flatMap((one) => originsOf(one, machine))
    .flatMap((origin) => waysOf(origin)?.of ?? [origin])
    .flatMap((origin) => {
      const own = origin.kind === 'call' ? methodGiven(origin, name, machine) : undefined
      return own?.kind === 'function' ? [{ node: own.node, program: own.at.program }] : []
    })
}

/** A method that something has by the class that it is made of, or by what it is extended by: `repository.extend({ find() { … } })` */
function methodGiven({ callee, args, isNew, at }: Kind<'call'>, name: string, machine: Machine): Value | undefined {
  if (isNew) return callee.kind === 'class' ? machine.member({ kind: 'instance', of: callee.node, at: callee.at }, name, at) : undefined
  return callee.kind === 'member' && callee.name === 'extend' ? propertyOf(args[0], name) : undefined
}

/** Whether a call is written where it stands: `paginate(all(), page)` stands for what `paginate` calls. */
function isWrittenAt({ callee }: Kind<'call'>, node: TSESTree.CallExpression): boolean {
  const written = calledAs(node)
  return callee.kind !== 'member' || written === undefined || written === callee.name
}

interface Call {
  readonly node: TSESTree.CallExpression
  readonly program: Program
}

const maxSteps = 6

/** Whether a call runs a function of the program that does not merely hand on to the library what it is given. */
function doesOtherwise({ node, program }: Call, modules: Modules, isNamed: IsNamed, heir: Heir | undefined, steps = 0): boolean {
  const own = calledFunction(node, program, modules, heir)
  return own !== undefined && isOther(own, methodOf(node), modules, isNamed, steps)
}

function isOther(own: LocatedFunction, name: string | undefined, modules: Modules, isNamed: IsNamed, steps = 0): boolean {
  const handed = handedOn(own, name)
  if (!handed || steps > maxSteps || isNamed(handed, own.program)) return true
  return doesOtherwise({ node: handed, program: own.program }, modules, isNamed, own.heir, steps + 1)
}

/** The call that a function hands all on to that it is given, to one of its own name: `find(options) { return super.find(options) }` */
function handedOn({ node, program }: LocatedFunction, name: string | undefined): TSESTree.CallExpression | undefined {
  return name === undefined ? undefined : callsGivenAll(node, program).find((call) => methodOf(call) === name)
}

const callsGivenAll = onceFor((node: FunctionNode, program: Program): readonly TSESTree.CallExpression[] => {
  const given = node.params.map(parameterOf)
  if (given.some((one) => one && (program.named(one)?.writes.length ?? 1) > 0)) return []
  return callsUnder(node.body, program).filter((call) => {
    if (call.arguments.length !== node.params.length) return false
    return node.params.every((one, i) => isSame(one, call.arguments[i])) && isLeftAlone(call, program)
  })
})

function parameterOf(parameter: Node): TSESTree.Identifier | undefined {
  const own = parameter.type === 'AssignmentPattern' ? parameter.left : parameter.type === 'RestElement' ? parameter.argument : parameter
  return own.type === 'Identifier' ? own : undefined
}

const asksForNoRows = /^(?:orderBy|addOrderBy|limit|offset|take|skip|select|addSelect|cache|comment|timeout|then|catch|finally)$/

/** Whether nothing that is chained to a call says which rows are meant. */
function isLeftAlone(call: Node, program: Program): boolean {
  const member = program.outside(call)
  if (member?.type !== 'MemberExpression' || bare(member.object) !== call) return true
  const next = program.outside(member)
  const isCalled = next?.type === 'CallExpression' && bare(next.callee) === member
  return isCalled && asksForNoRows.test(propertyName(member) ?? '') && isLeftAlone(next, program)
}

const saysNoRows = /^(?:cache|relations|order|take|skip|limit|offset|select|comment|transaction|lock|logging)$/

function isSame(parameter: Node, given: Node | undefined): boolean {
  if (parameter.type === 'RestElement') return given?.type === 'SpreadElement' && isSame(parameter.argument, bare(given.argument))
  const own = parameterOf(parameter)
  const value = given && bare(given)
  if (value?.type !== 'ObjectExpression') return own !== undefined && value?.type === 'Identifier' && value.name === own.name
  const [first, ...more] = value.properties
  const isAll = first?.type === 'SpreadElement' && isSame(parameter, first.argument)
  return isAll && more.every((one) => one.type === 'Property' && saysNoRows.test(propertyName(one) ?? ''))
}
