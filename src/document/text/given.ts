import type { TSESTree } from '@typescript-eslint/utils'
import { awaited, bare, isFunction, isUnder, isWaiting, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { assignedOnce, mayBeSetOn, setsAnother } from '../../javascript/sets.ts'
import { alteredIn } from './altered.ts'
import { givesAll, promisedTo, promisesIn } from './promises.ts'

/** The calls whose outcome an expression waits for: it goes on only where all of them come out well. */
export function callsAwaited(expression: Node): TSESTree.CallExpression[] {
  const node = bare(expression)
  if (node.type === 'MemberExpression') return callsAwaited(node.object)
  // Without its object `service?.check()` is not called.
  if (!isWaiting(node) || node.argument.type === 'ChainExpression') return []
  const call = bare(node.argument)
  if (call.type !== 'CallExpression') return []
  return givesAll(call) ? promisesIn(call) : [call]
}

const maxSteps = 20

/** Whether an expression is what a query has found, and not the promise of that, which is always there. */
export function isWaitedFor(expression: Node, asked: Node, program: Program, steps = 0): boolean {
  const node = bare(expression)
  if (node === asked) return false
  const further = (next: Node | null | undefined): boolean => !next || steps > maxSteps || isWaitedFor(next, asked, program, steps + 1)
  switch (node.type) {
    case 'MemberExpression':
      return further(node.object)
    case 'CallExpression':
      // What a function gives that is run later is promised.
      if (node.arguments.some((one) => isFunction(one) && isUnder(asked, one))) return false
      return further(
        node.arguments.find((one) => isUnder(asked, one)) ??
          (node.callee.type === 'MemberExpression' ? node.callee.object : node.arguments[0]),
      )
    case 'UnaryExpression':
      return further(node.argument)
    case 'LogicalExpression':
      return further(node.left) || further(node.right)
    case 'Identifier': {
      const binding = program.named(node)
      if (!binding || binding.kind === 'parameter' || promisedTo(binding, program)) return true
      return further(assignedOnce(binding, program) ?? binding.init)
    }
    default:
      return true
  }
}

/** The call that something is the outcome of, waited for: `await f()`, or a name for that, of which a property is asked for. */
export function callGiving(expression: Node, program: Program, asked?: string): TSESTree.CallExpression | undefined {
  const node = bare(expression)
  if (isWaiting(node)) return callAwaited(node)
  const binding = program.named(node)
  return binding?.property === undefined && binding ? callNamed(binding, program, asked) : undefined
}

/** Something that a call has given, or a part of that: `project` and `id` for `const { project } = await load(id)` and `project.id`. */
export interface Given {
  readonly call: TSESTree.CallExpression
  readonly path: readonly string[]
}

export function givenBy(expression: Node, program: Program, asked?: string): Given | undefined {
  const node = bare(expression)
  const whole = callGiving(node, program, asked)
  if (whole) return { call: whole, path: [] }
  if (node.type === 'MemberExpression') {
    const name = propertyName(node)
    const of = givenBy(node.object, program, name)
    return of && name !== undefined && !isAltered(node, name, program) ? { ...of, path: [...of.path, name] } : undefined
  }
  const binding = program.named(node)
  if (!binding?.init || binding.property === undefined || binding.kind === 'item' || isWritten(binding, asked)) return undefined
  const call = callAwaited(binding.init)
  return call && { call, path: [binding.property] }
}

/** Whether what has a property may be given another one. */
function isAltered(node: TSESTree.MemberExpression, name: string, program: Program): boolean {
  const root = pathOf(node)?.[0]
  const binding = root === undefined ? undefined : program.bindingOf(root, node)
  return mayBeSetOn(binding, name, program) || (binding !== undefined && alteredIn(program).has(binding))
}

/** The call whose outcome an expression is: what comes of several is a list, which is always there. */
export function callAwaited(expression: Node): TSESTree.CallExpression | undefined {
  const [call] = callsAwaited(expression)
  return call && awaited(expression) === call ? call : undefined
}

function isWritten({ writes }: Binding, asked: string | undefined): boolean {
  return !writes.every((write) => setsAnother(write, asked))
}

function callNamed(binding: Binding, program: Program, asked: string | undefined): TSESTree.CallExpression | undefined {
  const promised = promisedTo(binding, program)
  if (promised) return promised.by?.type === 'CallExpression' ? promised.by : undefined
  const init = assignedOnce(binding, program) ?? (!isWritten(binding, asked) && binding.kind !== 'item' ? binding.init : undefined)
  return init && callAwaited(init)
}
