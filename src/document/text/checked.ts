import type { TSESTree } from '@typescript-eslint/utils'
import { once } from '../../catalog/once-for.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, nothingIn, pathOf, propertyName, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { mayBeSetOn } from '../../javascript/sets.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import { saidByAll } from '../../query/far-callers.ts'
import { plainText } from '../../query/program-text.ts'
import type { AskedQuery, Gave, LoadedProperty, LoadedValue } from '../../query/told.ts'
import { askedOfAll, askedOfItem, askedOfList, askedOfWritten, type AskedFor } from './asked-of-lists.ts'
import { broughtBy } from './brought.ts'
import { collectedBy } from './collected.ts'
import { toldByCallers, toldByFarCallers, type TellAt } from './callers.ts'
import { isChangedElsewhere } from './changed.ts'
import { checksBefore } from './checks.ts'
import { isForAll, isForEachOf, pickedFrom, sameBy } from './compared.ts'
import { constantOf, nameOf } from './constants.ts'
import { elsewhereFor, givenElsewhere, type CameBackFor } from './elsewhere.ts'
import { callAwaited, givenBy, type Given } from './given.ts'
import { guardedBy } from './asked-only.ts'
import { howGuarded, isGuardedAt } from './guarded.ts'
import { howFound, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { loadedRow, loadedValue, queryOfRows, textOf } from './loaded.ts'
import { waysOf } from './row-ways.ts'
import { argumentsIn, isSomebody, permittedRow } from './permitted.ts'
import { procedureFor } from './procedures.ts'
import { signedBy } from './signed.ts'
import { typedRowOf } from './typed-rows.ts'
import { askerOf, saidByAsker } from './asker.ts'
import { comparedOf, saysWhoAsks } from './who-asks.ts'
import { isUnasked } from './unasked.ts'
import { isSameList, isSameSince, isSteady, isWrittenAs, listWith, rootsOf } from './steady.ts'
import { writtenOtherwise } from './written-otherwise.ts'

/** The nearest checks before a query are enough. */
const mostChecks = 8
const mostLookedAt = 200

/** What stands before the place where a value is used and tells of it, and before the calls that give it from other files. */
export function valueBefore(expression: Node, place: Node, program: Program, names: SqlNames): LoadedValue | undefined {
  const near = valueNear(expression, place, program, names)
  const isKnown = near && ('statement' in near || near.byCallers !== undefined)
  return isKnown ? near : withFar(near, expression, undefined, program, names)
}

function rowAnywhere(row: Node, property: string, program: Program, names: SqlNames): LoadedValue | undefined {
  return rowBefore(row, property, program, names) ?? withFar(undefined, row, property, program, names)
}

function withFar(
  near: LoadedValue | undefined,
  expression: Node,
  property: string | undefined,
  program: Program,
  names: SqlNames,
): LoadedValue | undefined {
  const { modules = noModules } = names
  const far = toldByFarCallers(expression, property, program, modules, (by) => tellerOf(by, names, valueBefore, rowAnywhere))
  if (!far) return near
  return { ...(near ?? { statements: [] }), byFarCallers: once(() => (isChangedElsewhere(expression, program, names) ? [] : far())) }
}

/** `if (!row) throw …`, `if (await mayEdit(id)) { … }` */
function valueNear(expression: Node, place: Node, program: Program, names: SqlNames): LoadedValue | undefined {
  const { named, asked, back, given, gave, permittedBy, compared, held, there } = checksInAllWays(expression, place, program, names)
  const isChanged = isChangedElsewhere(expression, program, names)
  const loaded = isChanged ? undefined : loadedHere(expression, there, place, program, names)
  const byCall = [loaded, ...(loaded?.or ?? [])].some((one) => one?.isCall)
  const checked = loaded && !byCall ? undefined : checkedValue(expression, asked, place, program, names)
  const known = checked ?? loaded
  const same = [...compared, ...pickedFrom(expression, program, names), ...(checked && loaded ? [loaded] : [])]
  const elsewhere =
    back &&
    elsewhereFor(
      named,
      back,
      given && { ...given, gave, compared: held, there, isGuarded: () => isGuardedAt(given.call, place, program, names) },
      program,
      names,
    )
  const byCallers = known || isChanged ? [] : toldByCallers(expression, undefined, program, tellerOf(program, names))
  const ofParts = loaded || isChanged ? [] : [toldOfParts, toldOfWays].flatMap((tell) => tell(expression, place, program, names))
  const byAll = byCallers.length > 0 ? byCallers : ofParts
  const permitted = permittedBy ?? procedureFor(expression, program) ?? saidByAsker(expression, program)
  const brought = isChanged ? undefined : broughtBy(expression, program)
  const collected = isChanged ? undefined : collectedBy(expression, program)
  const signed = signedBy(expression, program)
  const asker = loaded || isChanged ? undefined : askerOf(expression, program)
  const typed = loaded || isChanged ? undefined : typedRowOf(expression, undefined, program, names)
  const more = {
    ...saidByAll(byAll),
    ...(same.length > 0 && { same }),
    ...(permitted !== undefined && { permittedBy: permitted }),
    ...(brought !== undefined && { brought }),
    ...(collected !== undefined && { collected }),
    ...(signed !== undefined && { signedBy: signed }),
    ...(asker !== undefined && { asker }),
    ...(typed && { typed }),
    ...(elsewhere && { elsewhere }),
    ...(byCallers.length > 0 && { byCallers }),
    ...(ofParts.length > 0 && { ofParts }),
  }
  return Object.keys(more).length > 0 ? { ...(known ?? { statements: [] }), ...more } : known
}

/** What is told of all that is in `[id, ...ids]`, also under the name of a constant; nothing where it is not told of one. */
function toldOfParts(expression: Node, place: Node, program: Program, names: SqlNames): readonly LoadedValue[] {
  const list = listWritten(bare(expression), program, names)
  const told = list?.elements.map((one) => one && valueNear(one.type === 'SpreadElement' ? one.argument : one, place, program, names))
  return told?.every((one) => one !== undefined && one !== null) === true ? told : []
}

/** What is told of a row on each way that it may be had: `given ?? (await find(id))`. */
function toldOfWays(expression: Node, place: Node, program: Program, names: SqlNames): readonly LoadedValue[] {
  const node = bare(expression)
  const { init, property } = program.named(node) ?? {}
  const [row, asked] = node.type === 'MemberExpression' && !node.computed ? [node.object, propertyName(node)] : [init, property]
  if (!row || asked === undefined || isSetOn(row, asked, program)) return []
  const tell = (way: Node): LoadedValue | undefined => {
    const elsewhere = callAwaited(way) && givenElsewhere(way, asked, program)
    return elsewhere ? { statements: [], elsewhere } : tellerOf(program, names)(way, place, asked)
  }
  const ways = waysOf(row, program, names, asked)
  const told = ways.length > 1 ? ways.map(tell) : []
  return told.every((one) => one !== undefined) ? told : []
}

function listWritten(node: Node, program: Program, names: SqlNames): TSESTree.ArrayExpression | undefined {
  const outer = program.outside(node)
  const named = program.named(node.type === 'ArrayExpression' && outer?.type === 'VariableDeclarator' ? outer.id : node)
  if (!named) return node.type === 'ArrayExpression' ? node : undefined
  const { kind, init, property, writes } = named
  if (kind !== 'const' || !init || property !== undefined || writes.length > 0 || isChangedElsewhere(node, program, names)) return undefined
  const list = bare(init)
  return list.type === 'ArrayExpression' ? list : undefined
}

function loadedHere(
  expression: Node,
  there: readonly string[],
  place: Node,
  program: Program,
  names: SqlNames,
): LoadedProperty | undefined {
  const loaded = loadedValue(expression, program, names)
  const isNowhereAsked = loaded !== undefined && isUnasked(expression, place, program, names)
  return loaded && { ...loaded, ...(isNowhereAsked && { isUnasked: true }), ...(there.length > 0 && { there }) }
}

function tellerOf(program: Program, names: SqlNames, ofValue = valueNear, ofRow = rowBefore): TellAt {
  return (value, call, property) => {
    if (property !== undefined) return ofRow(value, property, program, names)
    const [told, init] = [ofValue(value, call, program, names), constantOf(bare(value), program)]
    if (init === bare(value) || (told && 'statement' in told)) return told
    const toldOfInit = ofValue(init, call, program, names)
    return toldOfInit && 'statement' in toldOfInit ? toldOfInit : (told ?? toldOfInit)
  }
}

/** A property of something that is a row which a query before gave, or a function, or which is one by its type. */
export function rowBefore(row: Node, property: string, program: Program, names: SqlNames): LoadedValue | undefined {
  const known = rowGiven(row, property, program, names)
  const isChanged = isChangedElsewhere(row, program, names, property)
  const typed = known || isChanged ? undefined : typedRowOf(row, property, program, names)
  const brought = isChanged ? undefined : broughtBy(row, program, property)
  const collected = isChanged ? undefined : collectedBy(row, program)
  const signed = signedBy(row, program)
  const asker = known || isChanged ? undefined : askerOf(row, program, property)
  const more = {
    ...(typed && { typed }),
    ...(asker !== undefined && { asker }),
    ...(brought !== undefined && { brought }),
    ...(collected !== undefined && { collected }),
    ...(signed !== undefined && { signedBy: signed }),
  }
  return Object.keys(more).length > 0 ? { ...(known ?? { statements: [] }), ...more } : known
}

function rowGiven(expression: Node, property: string, program: Program, names: SqlNames): LoadedValue | undefined {
  const row = nameOf(expression, program)
  const known = loadedRow(row, property, program, names)
  if (known && !known.isCall) return known
  const roots = rootsOf(row, program)
  const isSame = roots?.every(
    (root) => isSteady(root, program) && isSameSince(root, row, program, root === bare(row) ? property : undefined),
  )
  if (!isSame || isSetOn(row, property, program) || isChangedElsewhere(row, program, names) || isSetByMethod(row, program)) return undefined
  if (known) return known
  const elsewhere = givenElsewhere(row, property, program)
  if (elsewhere) return { statements: [], elsewhere }
  const byCallers = toldByCallers(row, property, program, tellerOf(program, names))
  return byCallers.length > 0 ? { statements: [], byCallers } : undefined
}

function isSetOn(row: Node, property: string, program: Program): boolean {
  return mayBeSetOn(program.named(rootOf(bare(row))), property, program)
}

/** `row.$set({ … })`, `row.setDataValue('id', …)` */
function isSetByMethod(row: Node, program: Program): boolean {
  const binding = program.named(row)
  const uses = binding ? program.usesOf(binding) : []
  return uses.some((use) => {
    const method = program.parentOf(use)
    return method?.type === 'MemberExpression' && method.object === use && setsColumns.test(propertyName(method) ?? '')
  })
}

const setsColumns = /^\$?set(?:\w*(?:Json|Value|Attributes))?$/

function checkedValue(
  expression: Node,
  asked: ChecksOfValue['asked'],
  place: Node,
  program: Program,
  names: SqlNames,
): LoadedValue | undefined {
  if (asked.length === 0) return undefined
  const text = program.text.slice(...expression.range)
  const statements = asked.map(({ node, list, name, ...how }): AskedQuery => {
    const told = { ...how, statement: textOf(node, program, names), ...howGuarded(node, place, program, names) }
    return list === undefined ? { ...told, text: name ?? text } : { ...told, text: list, ofEach: true }
  })
  return { statements }
}

interface ChecksOfValue {
  /** The queries that may ask for it, none of which the program leaves behind without a row. */
  readonly asked: readonly AskedFor[]
  /** The functions that came back before; nothing where it may have become another one since. */
  readonly back: readonly CameBackFor[] | undefined
  /** The call that gave it, or what it is a part of, and what is known of that. */
  readonly given: Given | undefined
  readonly gave: readonly Gave[]
  /** The function that was asked whether somebody may have to do with it. */
  readonly permittedBy: string | undefined
  /** What it was compared with of what queries gave. */
  readonly compared: readonly LoadedProperty[]
  /** What of the row that it is of, and that a call gave, was compared with what says who asks. */
  readonly held: readonly string[]
  /** What else the row that it is of is known to have. */
  readonly there: readonly string[]
}

/** What is known of a value, whichever way of writing it was asked about. */
function checksInAllWays(expression: Node, place: Node, program: Program, names: SqlNames): ChecksOfValue & { readonly named: Node } {
  const named = nameOf(expression, program)
  const own = checksOf(named, place, program, names)
  const { back } = own
  if (!back) return { ...own, named }
  const others = writtenOtherwise(named, program, names).map((other) => checksWrittenAs(other, named, place, program, names))
  return {
    ...own,
    named,
    asked: [own, ...others].flatMap(({ asked }) => asked),
    back: [...back, ...others.flatMap((other) => other.back ?? [])],
    compared: [own, ...others].flatMap(({ compared }) => compared),
    permittedBy: [own, ...others].map(({ permittedBy }) => permittedBy).find((by) => by !== undefined),
  }
}

function checksWrittenAs(other: Node, used: Node, place: Node, program: Program, names: SqlNames): ChecksOfValue {
  const checks = checksOf(other, place, program, names, used)
  const name = program.text.slice(...other.range)
  return {
    ...checks,
    asked: checks.asked.map((one) => (one.list === undefined ? { name, ...one } : one)),
    back: checks.back?.map((one) => (one.list ? one : { ...one, value: other })),
  }
}

function checksOf(expression: Node, place: Node, program: Program, names: SqlNames, used = expression): ChecksOfValue {
  const found: AskedFor[] = []
  const back: CameBackFor[] = []
  const gave: Gave[] = []
  const compared: LoadedProperty[] = []
  const held: string[] = []
  const there: string[] = []
  const heldOf = new Map<Node, readonly string[]>()
  const list = listWith(expression, program)
  const roots = rootsOf(expression, program)
  if (!roots || roots.some((root) => !isSteady(root, program)))
    return { asked: [], back: undefined, given: undefined, gave: [], permittedBy: undefined, compared: [], held: [], there: [] }
  const given = givenBy(expression, program)
  const isSame = (other: Node): boolean => roots.every((root) => isSameSince(root, other, program))
  const giver = roots[0] && bare(expression).type === 'MemberExpression' ? permittedRow(roots[0], program, names) : undefined
  let permittedBy = giver && program.text.slice(...giver.callee.range)
  let lookedAt = 0
  for (const check of checksBefore(place, program, names, used)) {
    const same = check.kind === 'compared' && !check.orRights ? sameBy(check, expression, place, program, names) : undefined
    if (same) compared.push(same)
    const { each } = check
    if (each && check.kind === 'came back') {
      const value = argumentsIn(check.call).find((one) => isForEachOf(one, each, expression, place, program, names))
      if (value) back.push({ ...check, value })
    }
    if (each) {
      if (!isForAll(each, place, program)) continue
      const asked = check.kind === 'found' ? check.asked : guardedBy(check, program, names)
      found.push(...askedOfAll(check, expression, program, names), ...askedOfItem(check, asked, expression, program, names))
      continue
    }
    if (check.kind === 'compared' && check.isOfEach) found.push(...askedOfAll(check, expression, program, names))
    const besides = hadBeside(check, expression, program, names)
    if (besides && isSame(besides)) there.push(propertyName(besides) ?? '')
    if (check.kind === 'compared') {
      const { call, path } = comparedOf(check, program, names) ?? {}
      const [name, ...deeper] = path ?? []
      if (given && call === given.call && isSame(check.one)) held.push(...beside(given.path, path ?? []))
      if (call && name !== undefined && deeper.length === 0) heldOf.set(call, [...(heldOf.get(call) ?? []), name])
    }
    if (check.kind === 'came back' && check.call === given?.call) gave.push(check.gave)
    if (check.kind === 'came back' && isSame(check.call) && mentions(check.call, roots)) back.push(check)
    if (check.kind === 'came back' && list && isSameList(list, check.call, program, names)) back.push({ ...check, list })
    const asked = check.kind === 'found' ? check.asked : guardedBy(check, program, names)
    if (check.kind === 'found' && check.asMany !== undefined) found.push(...askedOfWritten(check.asMany, check, expression, program, names))
    if (check.kind === 'found' && check.asManyAs) found.push(...askedOfList(check.asManyAs, check, expression, program, names))
    else if (check.kind === 'found' && check.given) {
      if (isSame(check.given.value) && isWrittenAs(expression, check.given.value, program))
        found.push({ node: check.asked, name: check.given.name, ...howFound(check) })
    } else if (asked && isSame(asked)) found.push({ node: asked, ...howFound(check) })
    if (check.kind === 'permitted' && isSame(check.call)) {
      const isGiven = argumentsIn(check.call).some((given) => isOrHas(given, expression, program, names))
      const isLookedUp = (): boolean =>
        lookedUpFor(check.call, program).some(
          (by) => isSame(by) && argumentsIn(by).some((given) => isOrHas(given, expression, program, names)),
        )
      if (isGiven || isLookedUp()) permittedBy ??= program.text.slice(...check.call.callee.range)
    }
    if (found.length === mostChecks || ++lookedAt === mostLookedAt) break
  }
  const isAnother = (back.length > 0 || given !== undefined) && isChangedElsewhere(expression, program, names)
  const behind = back.map((one) => ({
    ...one,
    compared: heldOf.get(one.call),
    isGuarded: () => isGuardedAt(one.call, place, program, names),
  }))
  return {
    asked: found,
    back: isAnother ? undefined : behind,
    given: isAnother ? undefined : given,
    gave,
    permittedBy,
    compared,
    held,
    there,
  }
}

/** What a check tells that a row has besides a property of it: it is not null, or is what says who asks. */
function hadBeside(check: Known, expression: Node, program: Program, names: SqlNames): TSESTree.MemberExpression | undefined {
  if (check.unless || check.orRights || (check.kind !== 'there' && check.kind !== 'compared')) return undefined
  const [node, one] = [bare(expression), bare(check.one)]
  if (node.type !== 'MemberExpression' || one.type !== 'MemberExpression' || one.computed || node.computed) return undefined
  const isSurely =
    check.kind === 'there'
      ? isNoNull(one, program)
      : !check.isLoose && !check.isOneOf && !check.within && saysWhoAsks(check.other, program, names)
  return isSurely && isWrittenAs(node.object, one.object, program) && !program.isSet(propertyName(one) ?? '') ? one : undefined
}

/** Whether what is asked of something that is there leaves out null: `!== undefined` does not, nor `!== 0`. */
function isNoNull(one: Node, program: Program): boolean {
  const test = program.outside(one)
  if (test?.type !== 'BinaryExpression') return true
  const nothing = [test.left, test.right].map((side) => nothingIn(bare(side))).find((side) => side !== undefined)
  return nothing === 'null' || (nothing !== undefined && test.operator.length === 2)
}

/** What is a part of the same thing as another part. */
function beside(path: readonly string[], other: readonly string[]): readonly string[] {
  return String(path.slice(0, -1)) === String(other.slice(0, -1)) ? other.slice(-1) : []
}

/** Whether a call is given one of some names, or of what hangs on it. */
function mentions(call: TSESTree.CallExpression, roots: readonly TSESTree.Identifier[]): boolean {
  return argumentsIn(call).some((given) => roots.some(({ name }) => pathOf(given)?.[0] === name))
}

/** The functions that gave what a call is given: `const organizationId = await organizationOf(id)`. What queries gave is compared by what they ask. */
function lookedUpFor(call: TSESTree.CallExpression, program: Program): readonly TSESTree.CallExpression[] {
  return argumentsIn(call).flatMap((given) => {
    const giving = isSomebody(given) ? undefined : givenBy(given, program)?.call
    return giving && giving !== call && !mayGiveRows(giving) ? giving : []
  })
}

/** Whether one thing is the other, or a row with it. */
function isOrHas(one: Node, other: Node, program: Program, names: SqlNames): boolean {
  const [short, long] = [one, other].map((node) => plainText(program.text.slice(...node.range)))
  if (short === undefined || long === undefined) return false
  return short === long || (long.startsWith(`${short}.`) && queryOfRows(one, program, names) !== undefined)
}
