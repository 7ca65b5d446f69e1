import type { LocatedCall } from './calls-anywhere.ts'
import { callsOf } from './calls-of.ts'
import { callsSeen } from './calls-seen.ts'
import type { Modules } from './modules.ts'
import { argumentAt, awaited, isUnder, parametersOf, propertyIn, rootOf, writtenDecorators, type FunctionNode, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { isRequested } from './requested.ts'

/** By what frameworks hand on what was sent. */
const sent = /@(?:\w+\.)?(?:Body|Args?|Params?|Query|Payload|MessageBody|Headers?|UploadedFiles?)\b/

/** Whether what was sent is handed to a parameter, or to what a pattern takes out of one: by a framework, or by what calls a function that nobody else may call. */
export function isSentTo(parameter: Node, program: Program, name?: string): boolean {
  return isSentToParameter(parameter, program, name, { asked: new Set(), callsOf: callsHere })
}

/** The same, by any that is seen to call the function, in whichever file. */
export function isSentByAny(parameter: Node, program: Program, modules: Modules, name?: string): boolean {
  const calls: Asking['callsOf'] = (within, home) => [...callsHere(within, home), ...callsSeen(within, home, modules)]
  return isSentToParameter(parameter, program, name, { asked: new Set(), callsOf: calls })
}

interface Asking {
  /** What was asked about: functions may call each other. */
  readonly asked: Set<Node>
  readonly callsOf: (within: FunctionNode, program: Program) => readonly LocatedCall[]
}

function callsHere(within: FunctionNode, program: Program): readonly LocatedCall[] {
  return callsOf(within, program).map((call) => ({ call, program }))
}

function isSentToParameter(parameter: Node, program: Program, name: string | undefined, asking: Asking): boolean {
  const within = program.functionAround(parameter)
  const whole = within && parametersOf(within).find((one) => isUnder(parameter, one))
  if (!whole || asking.asked.has(whole)) return isSentByDecorator(parameter, program)
  asking.asked.add(whole)
  const index = parametersOf(within).indexOf(whole)
  return (
    isSentByDecorator(whole, program) ||
    asking.callsOf(within, program).some(({ call, program: by }) => {
      const given = argumentAt(call, index)
      return given !== undefined && isSent(given, by, name, asking)
    })
  )
}

function isSentByDecorator(parameter: Node, program: Program): boolean {
  const decorators = 'decorators' in parameter ? writtenDecorators(parameter) : []
  return decorators.some(({ range }) => sent.test(program.text.slice(...range)))
}

/** Whether a value is what was sent, or has what was sent under a name. */
function isSent(value: Node, program: Program, name: string | undefined, asking: Asking): boolean {
  const node = awaited(value)
  if (node.type === 'ObjectExpression') {
    const said = name === undefined ? undefined : propertyIn(node, name)
    if (said) return isSent(said.value, program, undefined, asking)
    // What is spread last says what the property is.
    const spread = node.properties.findLast(({ type }) => type === 'SpreadElement')
    return spread?.type === 'SpreadElement' && isSent(spread.argument, program, name, asking)
  }
  if (isRequested(node, program)) return true
  const binding = node.type === 'Identifier' || node.type === 'MemberExpression' ? program.named(rootOf(node)) : undefined
  return binding !== undefined && isSentAs(binding, node.type === 'Identifier' ? name : undefined, program, asking)
}

function isSentAs({ kind, node, init, property, writes }: Binding, name: string | undefined, program: Program, asking: Asking): boolean {
  if (writes.length > 0 || asking.asked.has(node)) return false
  if (kind === 'parameter') return isSentToParameter(node, program, property ?? name, asking)
  asking.asked.add(node)
  return kind === 'const' && init !== undefined && isSent(init, program, property ?? name, asking)
}
