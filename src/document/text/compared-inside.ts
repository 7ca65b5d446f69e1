import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, type LocatedFunction } from '../../javascript/called.ts'
import { givesOneByOne } from '../../javascript/going-on.ts'
import { loopAt } from '../../javascript/listed.ts'
import { noModules } from '../../javascript/modules.ts'
import { awaited, bare, isUnder, isWaiting, parametersOf, pathOf, propertyIn, rootOf, type Node } from '../../javascript/nodes.ts'
import { assertedSame } from '../../javascript/passed.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { testedAtEnds } from './checks.ts'
import { bothWays, type Compared } from './comparisons.ts'
import { constantIn } from './constants.ts'
import { knownWhere, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { truthWritten } from './results.ts'
import { ofList } from './row-uses.ts'
import { looksAtEach, searchBy } from './searches.ts'

/** What came of a function: whatever it gave, what is true, or what is not. */
const outcomes = ['anything', 'truth', 'no truth'] as const
type Outcome = (typeof outcomes)[number]

/** What a function of the program compares of what it is given, and does not come back unless it is the same: `sameTenant(row, org)`. */
export function comparedInside(expression: Node, program: Program, names: SqlNames): readonly Compared[] {
  return comparedFor('anything', expression, program, names)
}

/** The same of one whose promise somebody waits for that is given it. */
export function comparedWhenAwaited(call: TSESTree.CallExpression, program: Program, names: SqlNames): readonly Compared[] {
  return comparedFor('anything', call, program, names, true)
}

/** The same of one that says so: `if (!isOfTenant(row, org)) throw …`. */
export function comparedByAnswer(expression: Node, isTrue: boolean, program: Program, names: SqlNames): readonly Compared[] {
  return comparedFor(isTrue ? 'truth' : 'no truth', expression, program, names)
}

function comparedFor(
  outcome: Outcome,
  expression: Node,
  program: Program,
  names: SqlNames,
  isAwaited = bare(expression) !== awaited(expression),
): readonly Compared[] {
  const call = awaited(expression)
  if (call.type !== 'CallExpression' || call.optional || call.arguments.length === 0) return []
  if (call.arguments.some(({ type }) => type === 'SpreadElement')) return []
  const asserted = outcome === 'anything' ? assertedSame(call, program, names.modules) : undefined
  if (asserted) return bothWays(...asserted)
  const callee = calledFunction(call, program, names.modules ?? noModules)
  if (!callee || givesOneByOne(callee)) return []
  if ((callee.node.async || callee.node.generator) && !isAwaited) return []
  return pairsOf(callee, outcome, names).flatMap(({ one, other, isLoose, isOfEach }): Compared[] => {
    const [given, another] = [givenAs(one, call), givenAs(other, call)]
    const isOneOf = [one, other].some(({ path }) => path.includes(ofList))
    return given && another
      ? [{ kind: 'compared', one: given.node, other: another.node, isOneOf, isLoose, isOfEach, within: given.path, of: another.path }]
      : []
  })
}

/** What a call gives for a part, and the way from there: the property of an object that is written out in it. */
function givenAs({ index, path }: Part, call: TSESTree.CallExpression): { node: Node; path: readonly string[] } | undefined {
  const [given, left] = [call.arguments[index], [...path]]
  let node: Node | undefined = given
  for (let object = given && bare(given); object?.type === 'ObjectExpression' && left.length > 0; object = node && bare(node))
    node = propertyIn(object, left.shift() ?? '')?.value
  return node && { node, path: left }
}

/** A part of what a function is given. */
interface Part {
  readonly index: number
  readonly path: readonly string[]
}

interface Pair {
  readonly one: Part
  readonly other: Part
  readonly isLoose: boolean
  /** The one is of each of a list. */
  readonly isOfEach: boolean
}

/** The parts of what functions are given that are the same wherever they come back so, while their modules are what they are. */
const known = onceFor((_names: SqlNames) => onceFor((_node: LocatedFunction['node']) => new Map<Outcome, readonly Pair[]>()))

const mostPairs = 50

function pairsOf(callee: LocatedFunction, outcome: Outcome, names: SqlNames): readonly Pair[] {
  const pairs = known(names)(callee.node)
  const before = pairs.get(outcome)
  if (before) return before
  // Functions may call each other over and over.
  pairs.set(outcome, [])
  const found = pairsIn(callee, outcome, names)
  pairs.set(outcome, found)
  return found
}

function pairsIn({ node, program }: LocatedFunction, outcome: Outcome, names: SqlNames): readonly Pair[] {
  const ends = testedAtEnds({ node, program }, names).filter(({ argument }) => mayBe(outcome, argument))
  const told = ends.map(({ argument, tested }) => {
    const said = argument && outcome !== 'anything' ? knownWhere(argument, outcome === 'truth', program, names) : []
    const known = [...tested, ...said]
    const pairs = known.map((one) => pairIn(one, { node, program })).filter((pair) => pair !== undefined)
    const empty = known.flatMap((one) => (one.kind === 'empty' ? (partGiven(one.one, [], node, program) ?? []) : []))
    return { pairs: new Map(pairs.slice(0, mostPairs).map((pair) => [JSON.stringify(pair), pair])), empty }
  })
  const all = new Map(told.flatMap(({ pairs }) => [...pairs]))
  return [...all].flatMap(([key, pair]) =>
    told.every(({ pairs, empty }) => pairs.has(key) || empty.some((list) => isOfList(pair, list))) ? [pair] : [],
  )
}

/** Whether a pair tells of each of a list. */
function isOfList({ one, isOfEach }: Pair, list: Part): boolean {
  return isOfEach && one.index === list.index && String(one.path.slice(0, one.path.indexOf(ofList))) === String(list.path)
}

function mayBe(outcome: Outcome, argument: Node | undefined): boolean {
  const truth = argument ? truthWritten(argument) : false
  return outcome === 'anything' || truth === undefined || truth === (outcome === 'truth')
}

function pairIn(told: Known, { node, program }: LocatedFunction): Pair | undefined {
  if (told.kind !== 'compared' || told.orRights || told.isOneOf) return undefined
  const part = partGiven(told.one, told.within, node, program, told.each)
  const other = partGiven(told.other, told.of, node, program)
  const saysOfItself = part && told.unless?.some((test) => looksAt(test, parametersOf(node)[part.index], program))
  const isOfEach = told.each !== undefined
  if (!part || !other || saysOfItself || (isOfEach && !part.path.includes(ofList))) return undefined
  return { one: part, other, isLoose: told.isLoose === true, isOfEach }
}

function looksAt(test: Node, parameter: Node | undefined, program: Program): boolean {
  const binding = parameter && program.named(parameter)
  return binding === undefined || program.usesOf(binding).some((use) => isUnder(use, test))
}

function partGiven(
  thing: Node,
  within: readonly string[] = [],
  node: LocatedFunction['node'],
  program: Program,
  each?: Node,
): Part | undefined {
  // One of those that were picked is one of the list; each of them is not each of it.
  const whole = each ? undefined : searchBy(bare(thing), /^filter$/)?.list
  if (whole) return partGiven(whole, within, node, program)
  const [root, path] = [rootOf(thing), pathOf(thing)]
  if (root?.type !== 'Identifier' || !path) return undefined
  const binding = program.named(root)
  const isIt = binding?.writes.length === 0 && bare(thing).type !== 'CallExpression'
  if (!isIt) return undefined
  const rest = [...path.slice(1), ...within]
  const index = parametersOf(node).findIndex((parameter) => parameter === binding.node || isTakenFrom(parameter, binding))
  if (index >= 0) return { index, path: binding.property === undefined ? rest : [binding.property, ...rest] }
  const constant = constantIn(binding)
  // What stands behind what is made of it may be made of that.
  if (constant && isUnder(constant, node) && constant.range[0] < root.range[0]) return partGiven(constant, rest, node, program, each)
  const list = each ? listBehind(binding, each, program) : searchBy(program.callGiving(binding.node), looksAtEach)?.list
  return list && isUnder(list, node) ? partGiven(list, [ofList, ...rest], node, program, each) : undefined
}

/** The list of which a name is each, one after the other. */
function listBehind(name: Binding, each: Node, program: Program): Node | undefined {
  const loop = loopAt(each, program)
  return loop && !loop.isOfKeys && program.named(loop.pattern) === name ? loop.over : undefined
}

/** `({ user, organizationId }) => …` */
function isTakenFrom(parameter: Node, { node, property }: Binding): boolean {
  const isIt = (part: TSESTree.ObjectPattern['properties'][number]): boolean => part.type === 'Property' && part.value === node
  return property !== undefined && parameter.type === 'ObjectPattern' && parameter.properties.some(isIt)
}

/** What a call compares with what waits for it, whatever comes of it. */
export function comparedByCall(call: TSESTree.CallExpression, program: Program, names: SqlNames): readonly Compared[] {
  const outer = program.outside(call)
  const waited = isWaiting(outer) ? outer : call
  return outcomes.flatMap((outcome) => comparedFor(outcome, waited, program, names))
}
