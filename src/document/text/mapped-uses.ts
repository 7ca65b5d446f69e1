import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, functionNamed, type LocatedFunction } from '../../javascript/called.ts'
import { givenOn } from '../../javascript/going-on.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, isFunction, isWaiting, nothingIn, parametersOf, propertyName, type FunctionNode, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { givenBack } from '../../javascript/throwing.ts'
import { comparedByCall } from './compared-inside.ts'
import type { SqlNames } from './libraries.ts'
import { isOnlySaid } from './logged.ts'
import { itAll, madeOf, partOf, partsThrough, type PartGiven } from './parts-given.ts'
import { usesOf, usesOfGiven, type Use } from './row-uses.ts'
import { isTested } from './tested.ts'

/** What functions make of rows, and what becomes of that: `return { id: row.id, owner: row.owner_id }`, `toOrder(row)`. */

/** All uses of what a query gave, and of what the program makes of it and gives a name. */
export const usesThrough = onceFor((asked: Node, program: Program, names: SqlNames): readonly Use[] =>
  usesOf(asked, program, names).flatMap((use) => usesOfMade(use, program, names) ?? [use]),
)

function usesOfMade(use: Use, program: Program, names: SqlNames): readonly Use[] | undefined {
  const call = program.outside(use.node)
  // What is given back as it is has been followed, and is asked of where it is given.
  if (call?.type === 'CallExpression' && bare(givenBack(call, program, names.modules) ?? call) === use.node) return undefined
  const made = madeWith(use.node, program, names)
  const parts = made && isNamed(made.thing, program) ? made.parts() : undefined
  const uses = made && parts ? usesThrough(made.thing, program, names) : []
  if (!parts || uses.length === 0) return undefined
  const isCompared = call?.type === 'CallExpression' && comparedByCall(call, program, names).some(({ one }) => bare(one) === use.node)
  const beyond = uses.flatMap(({ path, ...one }) => {
    const part = partOf(path, parts)
    return part ? [{ ...one, path: [...use.path, ...part], at: `${use.at}${one.at}`, picked: [...use.picked, ...one.picked] }] : []
  })
  return isCompared ? [use, ...beyond] : beyond
}

function isNamed(thing: Node, program: Program): boolean {
  const outer = program.outside(thing)
  return isWaiting(outer) ? isNamed(outer, program) : outer?.type === 'VariableDeclarator'
}

/** Where a function does more with the rows of a query than to ask whether there are any, or to say so. */
export function usesDoing(asked: Node, program: Program, names: SqlNames): readonly Use[] {
  return doing(usesOf(asked, program, names), program, names)
}

function doing(uses: readonly Use[], program: Program, names: SqlNames): readonly Use[] {
  return uses.filter(({ node }) => !isTested(node, program, names) && !isOnlySaid(node, program))
}

/** What a function gives of the rows of a query, or of another thing, where it does nothing else with them. */
export function partsGivenBack(asked: Node, within: FunctionNode, program: Program, names: SqlNames): readonly PartGiven[] | undefined {
  return partsOfAll(usesDoing(asked, program, names), within, program, names)
}

function partsOfAll(uses: readonly Use[], within: FunctionNode, program: Program, names: SqlNames): readonly PartGiven[] | undefined {
  const parts: PartGiven[] = []
  for (const { node, path, at } of uses) {
    // What is known of one of several rows is not of another.
    if (at !== uses[0]?.at) return undefined
    const given = partsAt(node, [{ as: [], of: path }], within, program, names)
    if (!given) return undefined
    parts.push(...given)
  }
  return parts.length > 0 ? parts : undefined
}

/** The parts of what a function gives that come from what stands at a place, which has parts itself. */
function partsAt(
  node: Node,
  parts: readonly PartGiven[],
  within: FunctionNode,
  program: Program,
  names: SqlNames,
): readonly PartGiven[] | undefined {
  const outer = program.outside(node)
  if (!outer) return undefined
  if (outer === within || (outer.type === 'ReturnStatement' && program.functionAround(outer) === within)) return parts
  const next = goesOnAs(node, outer, program)
  if (next) return partsAt(next, isOneOfTwo(node, outer) ? parts.map(unlessWhole) : parts, within, program, names)
  const made = madeWith(node, program, names)
  const ofThing = made?.parts()
  const given = made && ofThing && partsGivenBack(made.thing, within, program, names)
  if (given) return partsThrough(partsThrough(given, ofThing), parts)
  const value = valueAround(node, program)
  return (
    value &&
    partsAt(
      value,
      parts.map(({ as, of }) => ({ as, of: of && madeOf(of) })),
      within,
      program,
      names,
    )
  )
}

/** What has the same value: `row ?? null`, `ok(row)`, and what a function gives that is run with each row. */
function goesOnAs(node: Node, outer: Node, program: Program): Node | undefined {
  if (isWaiting(outer) || outer.type === 'LogicalExpression') return outer
  if (outer.type === 'ConditionalExpression') return bare(outer.test) === node ? undefined : outer
  if (outer.type === 'CallExpression') return bare(givenOn(outer, program) ?? outer) === node ? outer : undefined
  const run = isFunction(outer) ? outer : outer.type === 'ReturnStatement' ? program.functionAround(outer) : undefined
  const call = run && program.outside(run)
  return call?.type === 'CallExpression' && call.arguments[0] === run && isMapping(call) ? call : undefined
}

/** `own ?? row.organizationId`, which may be another's. */
function isOneOfTwo(node: Node, outer: Node): boolean {
  const [one, other] =
    outer.type === 'ConditionalExpression'
      ? [outer.consequent, outer.alternate]
      : outer.type === 'LogicalExpression' && outer.operator !== '&&'
        ? [outer.left, outer.right]
        : []
  return one !== undefined && other !== undefined && nothingIn(bare(bare(one) === node ? other : one)) === undefined
}

function unlessWhole({ as, of }: PartGiven): PartGiven {
  return { as, of: of && of.length > 0 ? madeOf(of) : of }
}

function isMapping({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  return given.length === 1 && callee.type === 'MemberExpression' && /^(?:map|then)$/.test(propertyName(callee) ?? '')
}

/** The thing that something becomes a part of. */
interface Made {
  readonly thing: Node
  readonly parts: () => readonly PartGiven[] | undefined
}

function madeWith(node: Node, program: Program, names: SqlNames): Made | undefined {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'Property': {
      const name = propertyName(outer)
      const thing = program.outside(outer)
      const isIts = thing?.type === 'ObjectExpression' && bare(outer.value) === node
      return isIts && name !== undefined ? { thing, parts: () => [{ as: [name], of: [] }] } : undefined
    }
    case 'SpreadElement': {
      const thing = program.outside(outer)
      return thing?.type === 'ObjectExpression' ? { thing, parts: () => [...itAll, ...namedBehind(outer, thing)] } : undefined
    }
    case 'MemberExpression':
    case 'CallExpression':
      return madeByCall(node, outer, program, names)
    default:
      return undefined
  }
}

/** What takes the place of what was spread before it. */
function namedBehind(spread: Node, { properties }: TSESTree.ObjectExpression): PartGiven[] {
  return properties.flatMap((one) => {
    const name = one.type === 'Property' && one.range[0] > spread.range[0] ? propertyName(one) : undefined
    return name === undefined ? [] : [{ as: [name], of: undefined }]
  })
}

/** `toOrder(row)`, `rows.map(toOrder)` */
function madeByCall(node: Node, outer: Node, program: Program, names: SqlNames): Made | undefined {
  const { modules = noModules } = names
  const call = outer.type === 'CallExpression' ? outer : program.outside(outer)
  if (call?.type !== 'CallExpression' || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined
  const isHanded = call !== outer
  const [handed] = call.arguments
  if (isHanded && (bare(call.callee) !== outer || !handed || !isMapping(call))) return undefined
  const by = (): LocatedFunction | undefined =>
    isHanded && handed ? functionNamed(handed, program, modules, modules.heir) : calledFunction(call, program, modules, modules.heir)
  const at = isHanded ? 0 : call.arguments.findIndex((one) => bare(one) === node)
  return at < 0 ? undefined : { thing: call, parts: () => partsOfGiven(by(), at, names) }
}

const open = new Set<Node>()

/** What a function gives of what it is given, where it does nothing else with that. */
function partsOfGiven(by: LocatedFunction | undefined, at: number, names: SqlNames): readonly PartGiven[] | undefined {
  const parameter = by && parametersOf(by.node)[at]
  if (!parameter || by.node.generator || open.has(parameter)) return undefined
  const { node, program } = by
  open.add(parameter)
  try {
    return partsOfAll(doing(usesOfGiven(parameter, program, names), program, names), node, program, names)
  } finally {
    open.delete(parameter)
  }
}

/** The value of a property that something stands within, of the outermost object. */
function valueAround(node: Node, program: Program): Node | undefined {
  let outermost: Node | undefined
  for (const around of program.ancestors(node)) {
    if (isFunction(around) || around.type.endsWith('Statement') || around.type === 'VariableDeclarator') break
    if (around.type === 'Property' && bare(around.value) !== node) outermost = bare(around.value)
  }
  return outermost
}
