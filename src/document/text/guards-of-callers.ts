import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction } from '../../javascript/called.ts'
import { callsAnywhere } from '../../javascript/calls-anywhere.ts'
import { givenOn } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, isWaiting, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { GuardsOfCaller, RowGuard } from '../../query/told.ts'
import { callsByPlace } from './by-place.ts'
import { guardsOf } from './guarded.ts'
import type { SqlNames } from './libraries.ts'
import { isOnlySaid } from './logged.ts'
import { argumentsIn, isSomebody } from './permitted.ts'
import { usesOf } from './row-uses.ts'
import { isTested } from './tested.ts'

/** What the program asks of a row that a call gives, as far as it says whose that is. */
export function guardsOfCall(call: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  return guardsAsking(call, program, names)
}

const guardsAsking = onceFor((call: Node, program: Program, names: SqlNames): readonly RowGuard[] =>
  guardsOf(call, program, names).filter((guard) => saysWhoAsks(guard, program, names)),
)

/** Whether a function does nothing else with the rows of a query, or of what it calls, than that it gives them. */
export function onlyGives(asked: Node, program: Program, names: SqlNames): boolean {
  const within = program.functionAround(asked)
  return within !== undefined && isOnlyGivenBack(asked, within, program, names)
}

const mostCallers = 20
/** Callers of callers multiply. */
const maxDepth = 3

/** What each of those asks of the rows of a query that call the function which gives them and does nothing else with them; nothing where one asks nothing. */
export function guardsOfCallers(asked: Node, program: Program, names: SqlNames): readonly GuardsOfCaller[] {
  const callers = guardsBehind(asked, program, names, 0)
  return callers.map(({ file, guards }) => ({ file: file === program.file ? undefined : file, guards }))
}

function guardsBehind(asked: Node, program: Program, names: SqlNames, depth: number): readonly GuardsOfCaller[] {
  const within = program.functionAround(asked)
  if (!within || depth > maxDepth || !isOnlyGivenBack(asked, within, program, names)) return []
  const calls = callsAnywhere(within, program, names.modules ?? noModules)
  const callers: GuardsOfCaller[] = []
  for (const { call, program: by } of calls) {
    const guards = guardsOfCall(call, by, names)
    const further = guards.length > 0 ? [{ file: by.file, guards }] : guardsBehind(call, by, names, depth + 1)
    if (further.length === 0 || callers.length > mostCallers) return []
    callers.push(...further)
  }
  return callers
}

/** Whether what a row is compared with is none that a function of the program has found by what may be chosen as freely. */
function saysWhoAsks({ compared, or = [] }: RowGuard, program: Program, names: SqlNames): boolean {
  const isChosen = compared?.rows.some((row) => {
    const call = callsByPlace(program).get(String(row.statement))
    return call && !argumentsIn(call).every(isSomebody) && calledFunction(call, program, names.modules ?? noModules) !== undefined
  })
  return isChosen !== true && or.flat().every((one) => saysWhoAsks(one, program, names))
}

/** Whether a function gives the rows of a query back as they are, and asks for nothing else than whether there are any. */
function isOnlyGivenBack(asked: Node, within: FunctionNode, program: Program, names: SqlNames): boolean {
  const uses = usesOf(asked, program, names)
  const doing = uses.filter(({ node }) => !isTested(node, program, names) && !isOnlySaid(node, program))
  return (
    doing.length > 0 && doing.every(({ node, path, at }) => path.length === 0 && at === doing[0]?.at && isGivenBack(node, within, program))
  )
}

function isGivenBack(node: Node, within: FunctionNode, program: Program): boolean {
  const outer = program.outside(node)
  if (outer === within || !outer) return outer === within
  if (outer.type === 'ReturnStatement') return program.functionAround(outer) === within
  const isPassedOn =
    isWaiting(outer) ||
    (outer.type === 'CallExpression' && bare(givenOn(outer, program) ?? outer) === node) ||
    outer.type === 'LogicalExpression' ||
    (outer.type === 'ConditionalExpression' && bare(outer.test) !== node)
  return isPassedOn && isGivenBack(outer, within, program)
}
