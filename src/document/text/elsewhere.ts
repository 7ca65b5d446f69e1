import { onceFor } from '../../catalog/once-for.ts'
import type { Range } from '../../catalog/place.ts'
import { isSameTree } from '../../catalog/same-tree.ts'
import type { LocatedFunction } from '../../javascript/called.ts'
import type { Heir } from '../../javascript/heir.ts'
import { noModules } from '../../javascript/modules.ts'
import { bare, nothingIn, type Node } from '../../javascript/nodes.ts'
import type { End } from '../../javascript/passed.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { plainText } from '../../query/program-text.ts'
import type { AskedQuery, Elsewhere, Gave, LoadedProperty, ToldBack, ToldElsewhere } from '../../query/told.ts'
import { isChangedElsewhere } from './changed.ts'
import { callsByPlace, functionAt } from './by-place.ts'
import { checksBefore } from './checks.ts'
import { foundBy, foundByCall } from './found.ts'
import { gatesBefore, nameOfSent } from './gates.ts'
import { givenBy, type Given } from './given.ts'
import { guardedBy } from './asked-only.ts'
import { isGuardedAt } from './guarded.ts'
import { askedOfColumn, askedOfRow } from './asked-by-caller.ts'
import { onlyGives } from './guards-of-callers.ts'
import type { CameBack } from './came-back.ts'
import { howFound, insisted, knownWhere, promisedWhere, type Known } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { rowsGiven, type AskedColumn } from './given-elsewhere.ts'
import { textOf } from './loaded.ts'
import { sentToMethod } from './nest-guards.ts'
import { waysTo, type Way } from './mounts.ts'
import { nobodyNamedIn } from './nobody.ts'
import { nothingOf } from './nothings.ts'
import { handsOn, nameInside, type Passage } from './passages.ts'
import { pathSent, proceduresAround } from './procedures.ts'
import { isSomething, partAt, truthOf } from './results.ts'
import { routesTo } from './routes-elsewhere.ts'
import { routeOf } from './route-calls.ts'
import { partOfRequest } from './routes.ts'
import { callIn, isNone, maxDepth, ownFunction, waysBack } from './ways-back.ts'

const mostKnown = 40

/** A query, in its program. */
interface Asked {
  readonly asked: Node
  readonly program: Program
  readonly heir: Heir | undefined
}

/** A query that a function has asked, and that has found something. */
interface Seen extends Asked {
  /** What gives its row in the function that was called last, where that is given on as it is. */
  readonly row?: Located | undefined
  readonly told: Omit<AskedQuery, 'statement' | 'file' | 'heir'>
}

/** A call that may have asked for a value, or for each of the list that it is one of. */
export type CameBackFor = CameBack &
  Pick<ToldBack, 'compared' | 'isGuarded'> & {
    readonly list?: Node | undefined
    /** The value as the call was given it, where that is written otherwise. */
    readonly value?: Node | undefined
  }

/** The calls that have come back before a value is used, where there are any that may tell something of it. */
export function elsewhereFor(
  expression: Node,
  back: readonly CameBackFor[],
  given: (Given & Omit<NonNullable<Elsewhere['row']>, 'call' | 'path'>) | undefined,
  program: Program,
  names: SqlNames,
): Elsewhere | undefined {
  const row = given && given.path.length > 0 ? given : undefined
  const procedure = isChangedElsewhere(expression, program, names) ? undefined : sentTo(expression, program)
  if (back.length === 0 && !row && !procedure) return undefined
  return {
    text: program.text.slice(...expression.range),
    back: back.map(({ call, gave, list, value, compared, isGuarded }) => ({
      call: rangeOf(call),
      gave,
      isGuarded,
      list: list && program.text.slice(...list.range),
      value: value && program.text.slice(...value.range),
      compared,
    })),
    row: row && { ...row, call: rangeOf(row.call) },
    procedure,
  }
}

/** The procedure, or the route, that is sent a value. */
function sentTo(expression: Node, program: Program): Elsewhere['procedure'] {
  const path = pathSent(expression, program) ?? []
  const [call] = path.length > 0 ? proceduresAround(expression, program) : []
  if (call) return { call: rangeOf(call), path }
  const sent = sentToMethod(expression, program)
  if (sent) return { call: rangeOf(sent.route), path: sent.path }
  const part = partOfRequest(expression, program)
  return part && { call: rangeOf(routeOf(part.handler, program) ?? part.handler), path: part.path }
}

/** The call that gave a row, of which a library sends a property by itself. */
export function givenElsewhere(row: Node, property: string, program: Program): Elsewhere | undefined {
  const given = givenBy(row, program, property)
  return given && { text: '', back: [], row: { call: rangeOf(given.call), path: [...given.path, property] } }
}

function rangeOf({ range: [start, end] }: Node): Range {
  return [start, end]
}

/** What the functions tell of a value that have come back before it is used. */
export function toldElsewhere({ text, back, row, procedure }: Elsewhere, program: Program, names: SqlNames): ToldElsewhere {
  const callAt = callsByPlace(program)
  const { heir } = names.modules ?? noModules
  const giving = row && callAt.get(String(row.call))
  const given = row && giving ? rowsGiven({ call: giving, path: row.path }, program, names, heir, { gave: row.gave }) : []
  const passed = procedure ? seenOnAll(waysAt(procedure.call, program, names).map((one) => seenByGates(one, procedure.path, names))) : []
  const placed = (one: Seen): AskedQuery[] =>
    placeOf({ ...one, statement: textOf(one.asked, one.program, names) }, program).map((at) => ({ ...at, ...one.told }))
  return {
    given: given.flatMap((one) => {
      const byCaller = row && giving && askedOfColumn(one, row, { call: giving, program }, names)
      return placedColumn(one, program).map((column) => ({ ...column, byCaller }))
    }),
    asked: [
      ...passed.flatMap(placed),
      ...back.flatMap(({ call: place, gave, list, value = text, compared = [], isGuarded = () => false }) => {
        const call = callAt.get(String(place))
        const seen = call ? seenBy({ call, gave }, plainText(list ?? value), program, names, heir) : []
        const rows = call ? compared.flatMap((name) => rowsGiven({ call, path: [name] }, program, names, heir, { gave: [gave] })) : []
        const comparedOf = (at: AskedQuery, one: Seen): AskedQuery => ({
          ...at,
          compared: rows.filter((row) => isGivenBy(row, at, program)).map(({ property }) => property),
          get isGuardedByCaller() {
            return at.isGuardedByCaller === true || isGuarded()
          },
          get byCaller() {
            return at.byCaller ?? (call && isGuarded() ? askedOfRow(one.row, { call, program }, one.program, names) : undefined)
          },
        })
        return seen
          .filter(({ told }) => told.ofEach === true || list === undefined)
          .flatMap((one) => placed(one).map((at) => comparedOf(at, one)))
      }),
    ],
  }
}

/** A column of rows that a function has given, and what it is else: of each the place has to be known. */
function placedColumn({ property, path, isCall, or = [], ...one }: AskedColumn, from: Program): LoadedProperty[] {
  const others = or.map((other) => placedColumn(other, from))
  if (others.some((places) => places.length === 0)) return []
  return placeOf(one, from).map((place) => ({ ...place, property, path, isCall, or: others.flat() }))
}

/** Whether a row is one that a query has found. */
function isGivenBy(row: AskedColumn, asked: AskedQuery, from: Program): boolean {
  return !row.path && !row.or && placeOf(row, from).some((at) => at.file === asked.file && String(at.statement) === String(asked.statement))
}

/** Where a query stands. What was read of the same file by another one may be of another moment. */
function placeOf(
  { statement, program, heir }: Pick<AskedColumn, 'statement' | 'program' | 'heir'>,
  from: Program,
): Pick<AskedQuery, 'statement' | 'file' | 'heir'>[] {
  if (program.file !== from.file) return [{ statement, file: program.file, heir }]
  return program.text === from.text ? [{ statement, heir }] : []
}

type Back = Pick<CameBack, 'call' | 'gave'>

/** What calls have seen, by how that was asked: functions may call each other over and over. */
const seenByCalls = onceFor((_names: SqlNames) => onceFor((_call: Node) => new Map<string, readonly Seen[]>()))

/** The queries for a value that a function has seen to find something before it comes back, or before it gives anything. */
function seenBy(back: Back, value: string, program: Program, names: SqlNames, heir?: Heir, depth = 0): readonly Seen[] {
  const known = seenByCalls(names)(back.call)
  const key = `${JSON.stringify(back.gave)} ${String(depth)} ${heir?.name ?? ''} ${value}`
  const seen = known.get(key) ?? seenByFunction(back, value, program, names, heir, depth)
  known.set(key, seen)
  return seen
}

function seenByFunction(
  { call, gave }: Back,
  value: string,
  program: Program,
  names: SqlNames,
  heir: Heir | undefined,
  depth: number,
): readonly Seen[] {
  const callee = depth < maxDepth ? ownFunction(call, program, names, heir) : undefined
  const passage = callee && { call, program, callee }
  if (!passage || !handsOn(value, passage)) return []
  return seenOnAll(waysBackWith(gave, callee, names).map((end) => seenAt(end, gave, value, passage, names, depth)))
}

/** The ways in which a function may have come back with what it gave. */
function waysBackWith(gave: Gave, { node, program }: LocatedFunction, names: SqlNames): readonly End[] {
  return waysBack(names)(node, program).filter(({ argument }) => !isNone(argument, gave, program, names))
}

function isSame(one: Seen, other: Seen): boolean {
  return isOfOne(one, other) && isSameTree(one.told, other.told)
}

/** Whether it is the same query, of a method that is called on the same. */
function isOfOne(one: Asked, other: Asked): boolean {
  return one.asked === other.asked && one.heir?.name === other.heir?.name
}

/** What is known where a function comes back: by what it gives there, and by what was passed before. */
interface KnownAtEnd {
  readonly given: readonly Known[]
  readonly passed: readonly Known[]
}

function knownAt({ at, argument }: End, gave: Gave, { node, program }: LocatedFunction, names: SqlNames): KnownAtEnd {
  const passed = [...checksBefore(at, program, names)].filter(({ end }) => end > node.range[0])
  if (!argument) return { given: [], passed }
  const call = callIn(argument)
  const back = (gives: Gave): CameBack[] => (call ? [{ kind: 'came back', call, gave: gives }] : [])
  // What is given without being waited for is waited for by who called.
  const waitedFor = call && bare(argument) === call ? [...foundByCall(call, program, names), ...back('anything')] : []
  const given = gave === 'anything' ? [] : [...back(gave), ...knownGiven(argument, gave, program, names)]
  return { given: [...given, ...waitedFor, ...insisted(argument, program, names)], passed }
}

/** What is known where what is given is something: a test gives something whichever way it comes out. */
function knownGiven(argument: Node, gave: Gave, program: Program, names: SqlNames): Known[] {
  if (typeof gave === 'object') {
    const part = partAt(argument, gave.path)
    // What is something is a part of a row that is there.
    if (!part) return isSomething(gave) ? foundBy(argument, program, names) : []
    const isTrue = truthOf(part, gave)
    return isTrue !== undefined ? knownWhere(part, isTrue, program, names) : []
  }
  // A promise that is given is waited for by who called.
  if (gave === 'truth')
    return [...[knownWhere, promisedWhere].flatMap((where) => where(argument, true, program, names)), ...foundBy(argument, program, names)]
  if (gave !== 'anything' && gave !== 'something' && nothingOf(argument, program, names) !== gave) return []
  return givesAnyway(bare(argument)) ? [] : foundBy(argument, program, names)
}

/** Whether an expression is a test; `row ?? null` is none. */
function givesAnyway(node: Node): boolean {
  if (node.type === 'LogicalExpression') return node.operator === '&&' || nothingIn(bare(node.right)) === undefined
  return node.type === 'BinaryExpression' || node.type === 'UnaryExpression'
}

function seenAt(end: End, gave: Gave, value: string, passage: Passage, names: SqlNames, depth: number): readonly Seen[] {
  const { callee } = passage
  const known = knownAt(end, gave, callee, names)
  return seenOf(known, end.at, (asked) => nameInside(value, passage, asked), callee, names, depth)
}

/** The procedure, or the route, that is made there, or those that the function there is a handler of, by all ways to it. */
function waysAt(place: Range, program: Program, { modules = noModules }: SqlNames): readonly Way[] {
  const call = callsByPlace(program).get(String(place))
  const handler = call ? undefined : functionAt(place, program)
  const routes = call ? [{ call, program }] : handler ? routesTo(handler, program, modules) : []
  return routes.flatMap((route) => waysTo(route, modules))
}

/** The queries for a part of what is sent that a procedure, or a request, goes through first, each of which has found something wherever it lets pass. */
function seenByGates(way: Way, path: readonly string[], names: SqlNames): readonly Seen[] {
  const modules = names.modules ?? noModules
  return gatesBefore(way, path, names).flatMap((gate) => {
    const nameIn = (asked: Node): string | undefined => nameOfSent(path, asked, gate, modules)
    const ways = gate.lets?.map((at): End => ({ at, argument: undefined })) ?? waysBackWith('truth', gate, names)
    return seenOnAll(ways.map((end) => seenOf(knownAt(end, 'truth', gate, names), end.at, nameIn, gate, names, 0)))
  })
}

/** What has been seen of each of several ways. */
function seenOnAll([first = [], ...others]: readonly (readonly Seen[])[]): readonly Seen[] {
  return first.filter(
    (one, i) => first.findIndex((same) => isSame(one, same)) === i && others.every((same) => same.some((other) => isSame(one, other))),
  )
}

/** The queries for a value that are known to have found something, by what each calls it. */
function seenOf(
  { given, passed }: KnownAtEnd,
  at: Node,
  nameIn: (asked: Node) => string | undefined,
  { program, heir }: Pick<LocatedFunction, 'program' | 'heir'>,
  names: SqlNames,
  depth: number,
): readonly Seen[] {
  return [...given, ...passed].slice(0, mostKnown).flatMap((one): readonly Seen[] => {
    if (one.each) return []
    const asked = askedBy(one, program, names)
    const text = asked && nameIn(asked)
    if (!asked || text === undefined) return []
    if (one.kind === 'came back') {
      const seen = seenBy(one, text, program, names, heir, depth + 1)
      const isGuardedByCaller = seen.length > 0 && isGuardedAt(one.call, at, program, names, given)
      const by = { call: one.call, program }
      return seen.map(({ told, ...asking }) => {
        const row = asking.row && onlyGives(asking.row.node, asking.row.program, names) ? { node: one.call, program } : undefined
        if (!isGuardedByCaller) return { ...asking, row, told }
        return { ...asking, row, told: { ...told, isGuardedByCaller, byCaller: askedOfRow(asking.row, by, asking.program, names) } }
      })
    }
    const list = one.kind === 'found' ? one.asManyAs : undefined
    if (list && (plainText(program.text.slice(...list.range)) !== text || isChangedElsewhere(list, program, names))) return []
    const isGuarded = isGuardedAt(asked, at, program, names, given)
    return [
      {
        asked,
        program,
        heir,
        row: { node: asked, program },
        told: { ...howFound(one), ofEach: list !== undefined, isGuarded, text, ofNobody: nobodyNamedIn(asked, program, names) },
      },
    ]
  })
}

/** The query of which something is known, or the call that may have asked one. */
function askedBy(known: Known, program: Program, names: SqlNames): Node | undefined {
  if (known.kind === 'came back') return known.call
  return known.kind === 'found' ? known.asked : guardedBy(known, program, names)
}
