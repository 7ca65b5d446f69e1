import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, callsUnder, type LocatedFunction } from '../../javascript/called.ts'
import { givesOneByOne } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, nothingIn, parametersOf, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import { endsOf } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import { testedAtEnds, type Check } from './checks.ts'
import { constantOf } from './constants.ts'
import { foundBy, type Found } from './found.ts'
import { howFound, type HowFound } from './known.ts'
import { isWritten, runBy, type Handed, type SqlNames } from './libraries.ts'
import { givingRows } from './loaded.ts'
import { listPassed } from './parameters.ts'
import { preparedRun } from './prepared-runs.ts'

/** A call of a function of the program that runs the text that it is given. */
export interface OwnRun extends Runs, Handed {}

/** How a function of the program runs a text that it is given. */
interface Runs {
  /** How it is known to have found something, where it comes back with that alone. */
  readonly found: HowFound | undefined
  /** It gives the rows that it has found, or one of them. */
  readonly givesRows: boolean
  /** It gives one row, or nothing. */
  readonly givesOne: boolean
  readonly handsOn: HandsOn
}

/** What a function gives to a call as it is given it: the text, and the values for it, if any. */
interface HandsOn {
  /** Which of its parameters these are. */
  readonly text: number
  readonly values: number | undefined
  /** It is given them one by one. */
  readonly isEach: boolean
}

/** Functions may call each other over and over. */
const open = new WeakSet<FunctionNode>()

/** A call that gives a text and its values to a function of the program that runs it, `fetchRow('select …', [id])`, or to a query that has a name. */
export function ownRun(call: TSESTree.CallExpression, program: Program, names: SqlNames): OwnRun | undefined {
  const prepared = preparedRun(call, program, names)
  if (prepared) return { ...prepared, found: undefined, givesRows: true, givesOne: false, handsOn: { text: 0, values: 1, isEach: false } }
  // Most calls that are given a text are given another one: their functions are not looked for.
  if (call.optional || !call.arguments.some((one) => isText(one, program, names))) return undefined
  const runs = runsCalled(call, program, names)
  const given = runs ? givenTo(runs.handsOn, call) : []
  return runs && given[0] && isText(given[0], program, names) ? { ...runs, call, given, isEach: runs.handsOn.isEach } : undefined
}

/** A statement, written there or under the name of a constant. */
function isText(node: Node, program: Program, names: SqlNames): boolean {
  return isWritten(constantOf(bare(node), program), names)
}

/** How the function of the program that is called runs a text. */
function runsCalled(call: TSESTree.CallExpression, program: Program, names: SqlNames): Runs | undefined {
  const callee = calledFunction(call, program, names.modules ?? noModules)
  if (!callee || givesOneByOne(callee) || open.has(callee.node)) return undefined
  open.add(callee.node)
  try {
    return runsFor(names)(callee.node, callee.program)
  } finally {
    open.delete(callee.node)
  }
}

function givenTo({ text, values, isEach }: HandsOn, { arguments: given }: TSESTree.CallExpression): Handed['given'] {
  const last = values === undefined ? text : Math.max(text, values)
  if (given.slice(0, last).some(({ type }) => type === 'SpreadElement')) return []
  const others = values === undefined ? [] : given.slice(values, isEach ? undefined : values + 1)
  return [...given.slice(text, text + 1), ...others]
}

const runsFor = onceFor((names: SqlNames) => onceFor((node: FunctionNode, program: Program) => runIn(node, program, names)))

function runIn(node: FunctionNode, program: Program, names: SqlNames): Runs | undefined {
  const runs = callsUnder(node.body, program).flatMap((call) => runOf(call, node, program, names) ?? [])
  const [run, ...others] = runs
  const handsOn = run && handedTo(run, node, program)
  if (!handsOn || !others.every((other) => isSameHanding(handedTo(other, node, program), handsOn))) return undefined
  const ends = endsOf(node, program, names.modules)
  const given = ends.flatMap(({ argument }) => (argument && nothingIn(bare(argument)) === undefined ? argument : []))
  const gives = given.length > 0 && ends.every(({ at }) => at !== node)
  return {
    found: others.length === 0 ? foundAtAll(run.call, { node, program }, names) : undefined,
    givesRows: gives && given.every((one) => runs.some(({ call, givesRows }) => givesRows && givingRows(one, program, names) === call)),
    givesOne:
      gives &&
      given.every((one) => foundBy(one, program, names).some(({ asked, by }) => by === 'row' && runs.some(({ call }) => call === asked))),
    handsOn,
  }
}

/** A call in a function that runs a text, or gives it to one that does. */
interface InnerRun extends Handed {
  readonly text: Node
  readonly givesRows: boolean
}

function runOf(call: TSESTree.CallExpression, within: FunctionNode, program: Program, names: SqlNames): InnerRun | undefined {
  const run = runBy(call, names)
  if (run) return { ...run, givesRows: true }
  const isHandedOn = call.arguments.some((one) => program.named(bare(one))?.kind === 'parameter')
  const runs = isHandedOn ? runsCalled(call, program, names) : undefined
  const given = runs ? givenTo(runs.handsOn, call) : []
  const [text] = given
  return runs && text && text.type !== 'SpreadElement'
    ? { call, text, given, isEach: runs.handsOn.isEach, givesRows: runs.givesRows }
    : undefined
}

/** Where a call takes its text and its values from, as they are. */
function handedTo({ text, given, isEach }: InnerRun, node: FunctionNode, program: Program): HandsOn | undefined {
  const parameters = parametersOf(node)
  const placeOf = (value: Node): number => {
    const binding = program.named(bare(value))
    return binding?.writes.length === 0 ? parameters.findIndex((one) => nameIn(one) === binding.node) : -1
  }
  const [place, passed] = [placeOf(text), listPassed(given)]
  if (place < 0) return undefined
  if (!passed) return { text: place, values: undefined, isEach: false }
  const isSpread = passed.type === 'SpreadElement'
  const values = placeOf(isSpread ? passed.argument : passed)
  const isAll = parameters[values]?.type === 'RestElement'
  // What is spread into a call that takes a list has the list first.
  const isOfList = isSpread && !isEach
  return values < 0 || (isOfList && !isAll) ? undefined : { text: place, values, isEach: isAll && !isOfList }
}

function isSameHanding(one: HandsOn | undefined, other: HandsOn): boolean {
  return one?.text === other.text && one.values === other.values && one.isEach === other.isEach
}

function nameIn(parameter: TSESTree.Parameter): Node {
  if (parameter.type === 'AssignmentPattern') return parameter.left
  return parameter.type === 'RestElement' ? parameter.argument : parameter
}

function foundAtAll(run: Node, within: LocatedFunction, names: SqlNames): HowFound | undefined {
  const [first, ...others] = testedAtEnds(within, names).map(({ tested }) =>
    tested.find((one): one is Check & Found => one.kind === 'found' && one.asked === run && !one.each && !one.asManyAs && !one.unless),
  )
  return first && others.every((other) => other?.by === first.by) ? howFound(first) : undefined
}
