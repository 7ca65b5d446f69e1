import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { awaited, bare, isUnder, rootOf, type Node } from '../../javascript/nodes.ts'
import { partGoneThrough } from '../../javascript/listed.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isPlainSet } from '../../javascript/sets.ts'
import { nodesUnder } from '../../javascript/under.ts'
import { unfolded } from './comparisons.ts'
import { constantIn } from './constants.ts'
import { knowsGivenAlone } from './given-alone.ts'
import type { SqlNames } from './libraries.ts'
import { queryOfRows } from './loaded.ts'
import { isMadeIn, isOfModule, valuesIn } from './mentioned.ts'
import type { Use } from './row-uses.ts'
import { searchBy } from './searches.ts'

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
  const part = binding?.property === undefined ? node : (binding.init ?? node)
  const asked = queryAsked(part, program, names) ?? functionAsked(part, program, names)
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
export function queryAsked(part: Node, program: Program, names: SqlNames, steps = 0): Node | undefined {
  const node = unfolded(part)
  const known = queryOfRows(node, program, names)
  if (known || steps > maxSteps) return known
  if (node.type === 'MemberExpression') return queryAsked(node.object, program, names, steps)
  const whole = searchBy(node, /^filter$/)?.list
  if (whole) return queryAsked(whole, program, names, steps + 1)
  // One of a list that hangs on a row, or what was taken out of one: `row.members.some((member) => member.userId === userId)`.
  const binding = program.named(node)
  const taken = binding?.kind === 'const' && binding.writes.length === 0 ? binding.init : undefined
  const from = taken ?? (binding && partGoneThrough(binding, program)?.list)
  return from && queryAsked(from, program, names, steps + 1)
}

/** The call of a function that asks one, and knows nothing else than what it is given: `await ownerOf(row.ownerId)`. */
function functionAsked(part: Node, program: Program, names: SqlNames): Node | undefined {
  const node = bare(part)
  const binding = program.named(node)
  if (binding) return binding.kind === 'const' && binding.init ? functionAsked(binding.init, program, names) : undefined
  if (node.type === 'MemberExpression') return functionAsked(node.object, program, names)
  const call = awaited(node)
  return call.type === 'CallExpression' && knowsGivenAlone(call, program, names) ? call : undefined
}

/** Whether a function that is named for rights is asked of a row alone, and can know nothing else: `isMember(row.teamId, row.ownerId)`. */
export function isAskedOfNobody(call: TSESTree.CallExpression, uses: readonly Use[], program: Program, names: SqlNames): boolean {
  return call.arguments.length > 1 && knowsGivenAlone(call, program, names) && isLedTo(call, uses, program, names, 0)
}

/** Whether a query goes by a row, and by nothing that may be known of who asks. */
function isLedTo(asked: Node, uses: readonly Use[], program: Program, names: SqlNames, steps: number): boolean {
  const values = valuesIn(asked, program)
  const isOfRow = (one: Node): boolean => uses.some(({ node }) => isUnder(one, node))
  if (mayAskElsewhere(asked, program) || !values.some((one) => saysNobody(one, uses, program, names, steps) && !isWrittenOut(one)))
    return false
  return values.every(
    (one) => isOfRow(one) || isMadeIn(asked, one, program) || isOfModule(one, program) || saysNobody(one, uses, program, names, steps),
  )
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
