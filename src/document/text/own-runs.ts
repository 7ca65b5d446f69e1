import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, isUnder, nothingIn, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { testedAtEnds, type Check } from './checks.ts'
import { foundBy, type Found } from './found.ts'
import { howFound, type HowFound } from './known.ts'
import { runBy, tagKind, type SqlNames } from './libraries.ts'
import { queryOfRows } from './loaded.ts'
import { listPassed } from './parameters.ts'
import { beginsStatement } from './statement.ts'

/** How a function of the program runs a text that it is given. */
export interface OwnRun {
  /** How it is known to have found something, where it comes back with that alone. */
  readonly found: HowFound | undefined
  /** It gives the rows that it has found, or one of them. */
  readonly givesRows: boolean
  /** It gives one row, or nothing. */
  readonly givesOne: boolean
}

/** Functions may call each other over and over. */
const open = new WeakSet<FunctionNode>()

/** A call that gives a text and its values to a function of the program that runs it: `fetchRow('select …', [id])`. */
export function ownRun(call: TSESTree.CallExpression, program: Program, names: SqlNames): OwnRun | undefined {
  const [text] = call.arguments
  if (!text || call.optional || !isStatement(text, names)) return undefined
  const callee = calledFunction(call, program, names.modules ?? noModules)
  if (!callee || callee.node.generator || open.has(callee.node)) return undefined
  open.add(callee.node)
  try {
    return runsFor(names)(callee.node, callee.program)
  } finally {
    open.delete(callee.node)
  }
}

/** Most calls that are given a text are given another one: their functions are not looked for. */
function isStatement(text: Node, names: SqlNames): boolean {
  if (text.type === 'TaggedTemplateExpression') return tagKind(text.tag, names) === 'sql'
  const written = text.type === 'TemplateLiteral' ? text.quasis[0]?.value.raw : text.type === 'Literal' ? text.value : undefined
  return typeof written === 'string' && beginsStatement(written)
}

const runsFor = onceFor((names: SqlNames) => onceFor((node: FunctionNode, program: Program) => runIn(node, program, names)))

function runIn(node: FunctionNode, program: Program, names: SqlNames): OwnRun | undefined {
  const runs = program.nodesOf('CallExpression').filter((call) => isUnder(call, node.body) && runBy(call, names))
  const [run, ...others] = runs
  if (!run || others.length > 0 || !isHandedOn(run, node, program, names)) return undefined
  const ends = endsOf(node, program, names.modules)
  const given = ends.flatMap(({ argument }) => (argument && nothingIn(bare(argument)) === undefined ? argument : []))
  const gives = given.length > 0 && ends.every(({ at }) => at !== node)
  return {
    found: foundAtAll(run, { node, program }, names),
    givesRows: gives && given.every((one) => queryOfRows(one, program, names) === run),
    givesOne: gives && given.every((one) => foundBy(one, program, names).some(({ asked, by }) => asked === run && by === 'row')),
  }
}

/** Whether it runs the text that it is given first, with the values that it is given next, as they are. */
function isHandedOn(run: TSESTree.CallExpression, { params }: FunctionNode, program: Program, names: SqlNames): boolean {
  const isGiven = (value: Node | undefined, index: number): boolean => {
    const binding = program.named(value)
    const parameter = params[index]
    const own = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter
    return binding?.writes.length === 0 && binding.node === own
  }
  const text = runBy(run, names)?.text
  const values = listPassed(run)
  return text !== undefined && isGiven(bare(text), 0) && (!values || isGiven(bare(values), 1))
}

function foundAtAll(run: Node, within: LocatedFunction, names: SqlNames): HowFound | undefined {
  const [first, ...others] = testedAtEnds(within, names).map(({ tested }) =>
    tested.find((one): one is Check & Found => one.kind === 'found' && one.asked === run && !one.each && !one.asManyAs && !one.unless),
  )
  return first && others.every((other) => other?.by === first.by) ? howFound(first) : undefined
}
