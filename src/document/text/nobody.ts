import { onceFor } from '../../catalog/once-for.ts'
import { awaited, bare, callOf, isKey, isUnder, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isPlainSet } from '../../javascript/sets.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { constantIn } from './constants.ts'
import type { SqlNames } from './libraries.ts'
import { queryOfRows } from './loaded.ts'
import type { Use } from './row-uses.ts'

const maxSteps = 6

/** What a query, or a call, is given that says of nobody who asks: what is written out, and what a row leads to, such as its owner. */
export function nobodyIn(asked: Node, uses: readonly Use[], program: Program, names: SqlNames): readonly Node[] {
  return nobodyFor(uses)(asked, program, names)
}

const noRow: readonly Use[] = []

/** The same of a query in a function, by what it calls these: constants, and parameters that are set to such. */
export function nobodyNamedIn(asked: Node, program: Program, names: SqlNames): readonly string[] {
  return nobodyIn(asked, noRow, program, names).map(({ range }) => program.text.slice(...range))
}

const nobodyFor = onceFor((uses: readonly Use[]) =>
  onceFor((asked: Node, program: Program, names: SqlNames): readonly Node[] =>
    valuesIn(asked, program)
      .filter((one) => saysNobody(one, uses, program, names))
      .flatMap((one) => [...asWritten(one, program)]),
  ),
)

/** A value, and what the constants are set to that it is: a reader may have put that in their place. */
function* asWritten(value: Node, program: Program): Generator<Node> {
  let node: Node | undefined = value
  for (let steps = 0; node && steps <= maxSteps; steps++) {
    yield node
    const binding = program.named(node)
    node = binding && constantIn(binding)
  }
}

/** Whether a value is written out, a part of a row, or of another one that nothing but the row leads to. */
function saysNobody(value: Node, uses: readonly Use[], program: Program, names: SqlNames, steps = 0): boolean {
  const node = awaited(value)
  if (isWrittenOut(node) || uses.some((use) => use.node === node)) return true
  if (steps > maxSteps) return false
  const binding = program.named(node)
  const constant = binding && constantIn(binding)
  const said = constant ?? (binding && setAnew(binding, node, program))
  if (said && saysNobody(said, uses, program, names, steps + 1)) return true
  const asked = queryAsked(binding?.property === undefined ? node : (binding.init ?? node), program, names)
  return asked !== undefined && isLedTo(asked, uses, program, names, steps + 1)
}

/** What a function has set a parameter to at any rate, whatever it is given for it. */
function setAnew({ kind, writes: [write, ...more] }: Binding, before: Node, program: Program): Node | undefined {
  if (kind !== 'parameter' || !write || more.length > 0 || !isPlainSet(write) || write.range[1] > before.range[0]) return undefined
  const statement = program.parentOf(write)
  const isAlways = statement?.type === 'ExpressionStatement' && program.parentOf(statement) === program.functionAround(write)?.body
  return isAlways ? write.right : undefined
}

/** The query of whose rows an expression is a part. */
export function queryAsked(part: Node, program: Program, names: SqlNames): Node | undefined {
  const node = bare(part)
  return queryOfRows(node, program, names) ?? (node.type === 'MemberExpression' ? queryAsked(node.object, program, names) : undefined)
}

/** Whether a query goes by a row, and by nothing that may be known of who asks. */
function isLedTo(asked: Node, uses: readonly Use[], program: Program, names: SqlNames, steps: number): boolean {
  const values = valuesIn(asked, program)
  const isOfRow = (one: Node): boolean => uses.some(({ node }) => isUnder(one, node))
  if (mayAskElsewhere(asked, program) || !values.some((one) => saysNobody(one, uses, program, names, steps) && !isWrittenOut(one)))
    return false
  return values.every((one) => isOfRow(one) || isOfModule(one, asked, program) || saysNobody(one, uses, program, names, steps))
}

/** The whole of each name and property that something is made with, and what is written out there. */
const valuesIn = onceFor((around: Node, program: Program): readonly Node[] => {
  const named = [...nodesUnder(around, program.nodesOf('Identifier')), ...nodesUnder(around, program.nodesOf('MemberExpression'))]
  const written = nodesUnder(around, program.nodesOf('Literal'))
  return [...named, ...written].filter((one) => {
    const outer = program.outside(one)
    const isTag = outer?.type === 'TaggedTemplateExpression' && bare(outer.tag) === one
    return outer?.type !== 'MemberExpression' && !isTag && !callOf(one, program) && !isKey(one, program.parentOf(one))
  })
})

/** A table, a client or an operator of the module, or what a function in the query is given by the library. */
function isOfModule(value: Node, asked: Node, program: Program): boolean {
  const root = rootOf(value)
  if (root?.type !== 'Identifier') return false
  const binding = program.named(root)
  if (!binding || /^(?:import|function|class|enum)$/.test(binding.kind) || isUnder(binding.node, asked)) return true
  return binding.kind === 'const' && program.functionAround(binding.node) === undefined
}

/** Whether a function is called that is given nothing, as one that gives the session is: those of the client build the query. */
function mayAskElsewhere(asked: Node, program: Program): boolean {
  const client = rootName(asked)
  return nodesUnder(asked, program.nodesOf('CallExpression')).some((call) => call.arguments.length === 0 && rootName(call) !== client)
}

function rootName(node: Node): string | undefined {
  const root = rootOf(node)
  return root?.type === 'Identifier' ? root.name : root?.type
}

function isWrittenOut(node: Node): boolean {
  if (node.type === 'Literal') return node.value !== null
  return node.type === 'TemplateLiteral' && node.expressions.length === 0
}
