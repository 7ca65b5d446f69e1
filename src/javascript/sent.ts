import { callsOf } from './calls-of.ts'
import { argumentAt, awaited, isUnder, parametersOf, propertyIn, rootOf, writtenDecorators, type Node } from './nodes.ts'
import type { Binding, Program } from './program.ts'
import { isRequested } from './requested.ts'

/** By what frameworks hand on what was sent. */
const sent = /@(?:\w+\.)?(?:Body|Args?|Params?|Query|Payload|MessageBody|Headers?|UploadedFiles?)\b/

/** Whether what was sent is handed to a parameter, or to what a pattern takes out of one: by a framework, or by what calls a function that nobody else may call. */
export function isSentTo(parameter: Node, program: Program, name?: string): boolean {
  return isSentToParameter(parameter, program, name, new Set())
}

function isSentToParameter(parameter: Node, program: Program, name: string | undefined, asked: Set<Node>): boolean {
  const within = program.functionAround(parameter)
  const whole = within && parametersOf(within).find((one) => isUnder(parameter, one))
  if (!whole || asked.has(whole)) return isSentByDecorator(parameter, program)
  asked.add(whole)
  const index = parametersOf(within).indexOf(whole)
  return (
    isSentByDecorator(whole, program) ||
    callsOf(within, program).some((call) => {
      const given = argumentAt(call, index)
      return given !== undefined && isSent(given, program, name, asked)
    })
  )
}

function isSentByDecorator(parameter: Node, program: Program): boolean {
  const decorators = 'decorators' in parameter ? writtenDecorators(parameter) : []
  return decorators.some(({ range }) => sent.test(program.text.slice(...range)))
}

/** Whether a value is what was sent, or has what was sent under a name. */
function isSent(value: Node, program: Program, name: string | undefined, asked: Set<Node>): boolean {
  const node = awaited(value)
  if (node.type === 'ObjectExpression') {
    const said = name === undefined ? undefined : propertyIn(node, name)
    if (said) return isSent(said.value, program, undefined, asked)
    // What is spread last says what the property is.
    const spread = node.properties.findLast(({ type }) => type === 'SpreadElement')
    return spread?.type === 'SpreadElement' && isSent(spread.argument, program, name, asked)
  }
  if (isRequested(node, program)) return true
  const binding = node.type === 'Identifier' || node.type === 'MemberExpression' ? program.named(rootOf(node)) : undefined
  return binding !== undefined && isSentAs(binding, node.type === 'Identifier' ? name : undefined, program, asked)
}

function isSentAs({ kind, node, init, property, writes }: Binding, name: string | undefined, program: Program, asked: Set<Node>): boolean {
  if (writes.length > 0 || asked.has(node)) return false
  if (kind === 'parameter') return isSentToParameter(node, program, property ?? name, asked)
  asked.add(node)
  return kind === 'const' && init !== undefined && isSent(init, program, property ?? name, asked)
}
