import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { awaited, bare, isUnder, isWaiting, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isSomethingWritten } from '../../javascript/written-values.ts'
import { endsInThrow } from '../../javascript/throwing.ts'
import type { AskedQuery, Gave, RowGuard } from '../../query/told.ts'
import { asksForAbsence } from './absence.ts'
import { checksBefore } from './checks.ts'
import { guardedBy, isAsked, isOwnCall, queryAround } from './asked-only.ts'
import { askedElsewhere, askedHere, type Guard } from './asking-guards.ts'
import { comparedByCall } from './compared-inside.ts'
import { comparedIn, isMaybe } from './compared-rows.ts'
import { comparedWhere, unfolded, type Compared } from './comparisons.ts'
import { isHad, isOf, isOfAny } from './had-values.ts'
import { insisted, lookedUp, pickedWhere, type Either, type Known } from './known.ts'
import { type SqlNames } from './libraries.ts'
import { listToldBy, withoutPlaces } from './list-guards.ts'
import { isAskedOfNobody } from './nobody.ts'
import { usesThrough } from './mapped-uses.ts'
import { partOf, type PartGiven } from './parts-given.ts'
import { argumentsIn } from './permitted.ts'
import { eachOf } from './row-places.ts'
import { ofDigest, ofList, usesOf, type Use } from './row-uses.ts'
import { comparedWithMade } from './searched-parts.ts'
import { around, isOfFailure, isTested } from './tested.ts'
import { isNamedHash, isNamedSecret, isOfPasswords, sentBeside, verifyingCallAround } from './verified.ts'
import { givenBy } from './given.ts'
import { callGiven, isOfId, rightsCallAround } from './given-to-calls.ts'
import { comparedOf, isGivenFor, wholeOr } from './who-asks.ts'

/** What a program asks of the rows of a query before it does anything with them. */
export const guardsOf = onceFor((asked: Node, program: Program, names: SqlNames): readonly RowGuard[] =>
  guardsOfUses(usesThrough(asked, program, names), asked, program, names),
)

/** The same of a call that gives parts of a row. */
export function guardsOfParts(parts: readonly PartGiven[], call: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  const uses = usesThrough(call, program, names).flatMap((use) => {
    const path = partOf(use.path, parts)
    return path ? [{ ...use, path }] : []
  })
  return guardsOfUses(uses, call, program, names)
}

function guardsOfUses(uses: readonly Use[], asked: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  const mentioned = uses.flatMap((use) => guardsAt(use, uses, asked, program, names))
  if (mentioned.length === 0) return presenceAskedBy(uses, asked, program, names)
  const doing = uses.filter((use) => !isAsked(use, program, names) && !isOfFailure(use.node, program))
  const guards = doing.map((use) => {
    const before = [use.node, ...(use.ways ?? [])].flatMap((place) => passedBefore(place, asked, program, names, uses))
    const passed = [...before, ...pickedBy(use, uses, program, names), ...insistedBy(use, uses, program, names)]
    return passed.filter(({ at }) => isAt(use, at))
  })
  const [first = mentioned.map(alone), ...others] = guards
  return first.filter((guard) => others.every((one) => one.some((other) => isSame(guard, other))))
}

function alone(guard: Guard): Guard {
  return guard.compared ? { ...guard, compared: { ...guard.compared, isAlone: true } } : guard
}

/** Of a value of the row, it is for the query to tell whether that is how many there are. */
function presenceAskedBy(uses: readonly Use[], asked: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  if (uses.length === 0 || !uses.every((use) => asksForAbsence(use, asked, program, names))) return []
  return [{ by: 'presence', path: uses.find(({ path }) => path.length > 0)?.path ?? [], text: '' }]
}

/** Whether all that comes to a place has passed what the program asks of the rows of a query, where some more may be known there. */
export function isGuardedAt(asked: Node, place: Node, program: Program, names: SqlNames, more: readonly Known[] = []): boolean {
  if (guardedAt(asked)(place, program, names)) return true
  const guards = more.length === 0 ? [] : guardsOf(asked, program, names)
  if (guards.length === 0) return false
  const uses = usesThrough(asked, program, names)
  const known = more.flatMap((check) => guardsByCheck(check, uses, asked, place, program, names))
  return areAllIn(guards, [...known, ...passedBefore(place, asked, program, names)])
}

/** Each value of a query is asked about. */
const guardedAt = onceFor((asked: Node) =>
  onceFor((place: Node, program: Program, names: SqlNames): boolean => {
    const guards = guardsOf(asked, program, names)
    return guards.length > 0 && areAllIn(guards, guardsBefore(asked)(place, program, names))
  }),
)

const guardsBefore = onceFor((asked: Node) =>
  onceFor((place: Node, program: Program, names: SqlNames): readonly RowGuard[] => passedBefore(place, asked, program, names)),
)

/** What all that comes to a place has asked of the rows of a query, where they are asked before all that is done with them. */
export function howGuarded(asked: Node, place: Node, program: Program, names: SqlNames): Pick<AskedQuery, 'isGuarded' | 'byCaller'> {
  if (isGuardedAt(asked, place, program, names)) return { isGuarded: true }
  const guards = guardsOf(asked, program, names).length > 0 ? guardsBefore(asked)(place, program, names) : []
  return { isGuarded: false, byCaller: guards.length > 0 ? { file: undefined, guards } : undefined }
}

/** What was asked of one of the rows of a query, or of the only one: that all of them are so says nothing where there are none. */
function guardsOfOne(asked: Node, place: Node, program: Program, names: SqlNames): readonly RowGuard[] {
  const uses = usesThrough(asked, program, names)
  const checks = [...checksBefore(place, program, names)].filter(({ each, end }) => !each && end > asked.range[0])
  return checks.flatMap((check) => guardsOfCheck(uses)(check, program, names).flat())
}

function areAllIn(guards: readonly RowGuard[], passed: readonly RowGuard[]): boolean {
  return guards.every((guard) => passed.some((other) => isSame(guard, other)))
}

/** Whether the program insists that something of a row is not what it is compared with: `if (row.tenantId === tenantId) throw …`. */
function isRefused({ node }: Use, program: Program): boolean {
  let test = around(node, program)
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator) || isMaybe(node)) return false
  let outer = program.outside(test)
  for (; outer?.type === 'LogicalExpression' && outer.operator === '||'; outer = program.outside(test)) test = outer
  return outer?.type === 'IfStatement' && bare(outer.test) === test && endsInThrow(outer.consequent)
}

function isAt(use: Use, at: string): boolean {
  return `${use.at}.`.startsWith(at === '' ? '' : `${at}.`)
}

function isSame(a: RowGuard, b: RowGuard): boolean {
  return saidBy(a) === saidBy(b)
}

function saidBy({ path, by, text, asks, elsewhere, or = [] }: RowGuard): string {
  return JSON.stringify([path, by, text, asks, elsewhere?.back.map(({ compared }) => compared), or.map((way) => way.map(saidBy))])
}

/** The guards of the rows of a query that stand between it and a place. */
function passedBefore(place: Node, asked: Node, program: Program, names: SqlNames, uses = usesThrough(asked, program, names)): Guard[] {
  const passed: Guard[] = []
  for (const check of checksBefore(place, program, names)) {
    if (check.end <= asked.range[0]) break
    // What is asked in a loop is asked about there.
    const own = check.each && isUnder(asked, check.each) ? withoutEach(check) : check
    passed.push(...guardsByCheck(own, uses, asked, place, program, names))
  }
  return passed
}

const withoutEach = onceFor((check: Known): Known => {
  const { each: _, ...own } = check
  return own
})

function guardsByCheck(check: Known, uses: readonly Use[], asked: Node, place: Node, program: Program, names: SqlNames): Guard[] {
  const guards = guardsOfCheck(uses)(check, program, names)
  return uses.flatMap((use, i) => [...(guards[i] ?? []), ...guardByOther(check, use, uses, asked, place, program, names)])
}

/** What a check asks of a row, use by use: it stands before many of them. */
const guardsOfCheck = onceFor((uses: readonly Use[]) =>
  onceFor((check: Known, program: Program, names: SqlNames): readonly (readonly Guard[])[] =>
    uses.map((use) => guardBy(check, use, uses, program, names)),
  ),
)

/** What is asked of another row that something of a row leads to: `const project = await find(row.projectId)`, and then whose that is. */
function guardByOther(check: Known, use: Use, uses: readonly Use[], asked: Node, place: Node, program: Program, names: SqlNames): Guard[] {
  if (use.path.length === 0 || use.path.includes(ofDigest)) return []
  const later = (): Guard[] => guardByLater(check, use, uses, asked, place, program, names)
  if (check.kind === 'permitted')
    return isAskedOfNobody(check.call, uses, program, names) ? [] : [...guardByPermit(check.call, use, uses, program, names), ...later()]
  if (check.kind !== 'compared' || check.each || !saysWho(check.other, uses)) return []
  const byCall = guardsByCompared(check, use, uses, program, names)
  return byCall.length > 0 ? byCall : later()
}

/** What a function asks that something of a row is given to, and whose row is compared with who asks. */
function guardsByCompared(check: Known & Compared, use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  const compared = saysWho(check.other, uses) ? comparedOf(check, program, names) : undefined
  if (compared?.path.length !== 1 || !isUnder(use.node, compared.call) || !isOwnCall(compared.call, program, names)) return []
  return [askedElsewhere({ ...compared, gave: gaveFor(check) }, use, uses, program, names)]
}

/** Only what is there has a part that is what says who asks, unless that may be nothing, too: `row?.teamId !== user?.teamId`. */
function gaveFor({ one, other }: Compared): Gave {
  return isMaybe(one) && isMaybe(other) ? 'anything' : 'something'
}

/** What is asked of the row of a later query that goes by something of a row. */
function guardByLater(check: Known, use: Use, uses: readonly Use[], asked: Node, place: Node, program: Program, names: SqlNames): Guard[] {
  const other = guardedBy(check, program, names)
  const isLater = other !== undefined && other.range[0] > asked.range[1] && isUnder(use.node, other)
  if (!isLater || !isGuardedAt(other, place, program, names)) return []
  return [askedHere(other, guardsOfOne(other, place, program, names), use, uses, program, names)]
}

/** What is asked of whose that is which something of a row leads to: `await authorize(user, await findTenantOf(row.projectId))`. */
function guardByPermit(call: TSESTree.CallExpression, use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  if (use.path.length === 0 || use.path.includes(ofDigest) || isAskedOfNobody(call, uses, program, names)) return []
  const led = argumentsIn(call).flatMap((one) => (one.type === 'CallExpression' ? { call: one, path: [] } : (givenBy(one, program) ?? [])))
  return led
    .filter((given) => isUnder(use.node, given.call) && isOwnCall(given.call, program, names))
    .map((given) => askedElsewhere({ ...wholeOr(given), gave: 'anything' }, use, uses, program, names))
}

/** What the functions ask that have picked a row. */
function pickedBy({ picked, at }: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  return picked.flatMap((pick) => {
    const looked = uses.filter((use) => use.at.endsWith(eachOf('', pick)))
    const known = pickedWhere(pick, program, names)
    return known.flatMap((check) => looked.flatMap((use) => guardBy(check, use, uses, program, names))).map((guard) => ({ ...guard, at }))
  })
}

/** What a function of the program may insist on that is given something of a row, and comes back with nothing: `await ensureMember(user, row.teamId)`. */
function insistedBy(use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  const call = callGiven(use.node, program)
  if (!call || !isOfId(use, program) || !isOwnCall(call, program, names)) return []
  const waiting = program.outside(call)
  const whole = isWaiting(waiting) ? waiting : call
  if (!/^(?:ExpressionStatement|VariableDeclarator)$/.test(program.outside(whole)?.type ?? '')) return []
  const known = insisted(whole, program, names).filter((one) => one.kind === 'came back' && one.call === call)
  return known.flatMap((one) => guardBy(one, use, uses, program, names))
}

/** What a check asks of a row. */
function guardBy(check: Known, use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  const { path } = use
  // A password fits no hash that the program made up.
  if (use.isOrElse && !(check.kind === 'verified' && isOfPasswords(check.call, program))) return []
  const at = check.each ? use.at.slice(0, -eachOf('', check.each).length) : use.at
  if ((check.each && eachOf(at, check.each) !== use.at) || saysOfItself(check, uses, program)) return []
  switch (check.kind) {
    case 'came back':
      return path.length > 0 && isUnder(use.node, check.call) ? [askedElsewhere(check, use, uses, program, names)] : []
    case 'compared': {
      const whole = [...path, ...(check.within ?? [])]
      const isOther = bare(check.one) !== unfolded(use.node) || whole.length === 0
      const list = isOther || !isSomethingWritten(check.other) ? undefined : listToldBy(whole)
      if (list) return [{ by: 'relation', path: list, text: '', at }]
      // Of the rows themselves each is to be, of those that hang on one whichever it is.
      if ((whole[0] === ofList) !== (check.isOfEach === true)) return []
      if (isOther || !saysWho(check.other, uses) || isGivenFor(check.other, uses, program, names)) return []
      if (check.orRights?.some((right) => !isAskedAbout(right, use, uses))) return []
      if (isNamedSecret(path.filter((step) => step !== ofDigest).at(-1)) && isHad(check.other, isOfAny(uses, program, names), program))
        return []
      const text = [program.text.slice(...check.other.range), ...(check.of ?? [])].join('.')
      if (whole.includes(ofDigest)) return [{ by: 'secret', path: whole.filter((step) => step !== ofDigest), text, at }]
      return [{ by: 'comparison', path: withoutPlaces(whole), text, at, ...comparedIn(check, program, names) }]
    }
    case 'permitted':
      if (!argumentsIn(check.call).includes(awaited(use.node)) || isAskedOfNobody(check.call, uses, program, names)) return []
      return [{ by: 'function', path, text: program.text.slice(...check.call.callee.range), at }]
    case 'verified': {
      const secret = path.at(-1)
      if (!isNamedSecret(secret) || verifyingCallAround(use.node, program) !== check.call) return []
      if (check.isTaken && isNamedHash(secret)) return []
      const isSent = sentBeside(use.node, check.call).some(
        (one) => saysWho(one, uses) && !isHad(one, isOfAny(uses, program, names), program),
      )
      return isSent ? [{ by: 'secret', path, text: program.text.slice(...check.call.callee.range), at }] : []
    }
    case 'there': {
      const list = bare(check.one) === use.node ? listToldBy(path) : undefined
      return list ? [{ by: 'relation', path: list, text: '', at }] : []
    }
    case 'missing':
    case 'empty':
      return []
    case 'either': {
      const ways = guardsOnEach(check, at, uses, program, names)
      const [, ...or] = ways
      const isEach = ways.every((way) => way.some(({ by }) => by !== 'absence'))
      const first = isEach && !check.each ? guardsIn(check.ways[0] ?? [], use, uses, program, names) : []
      return first.map((guard) => ({ ...guard, or: [...(guard.or ?? []), ...or] }))
    }
    case 'found':
      // What has a name of its own is there as well where no row is: the list that is `data` of Supabase.
      if (check.column !== undefined) return []
      return path.length > 0 && isUnder(use.node, check.asked) ? [askedHere(check.asked, undefined, use, uses, program, names)] : []
  }
}

/** What is asked of a row on each of several ways: these may have others in them, all of which are asked about each part of the row. */
function guardsOnEach(check: Either, at: string, uses: readonly Use[], program: Program, names: SqlNames): readonly (readonly Guard[])[] {
  const known = guardsOnWays(uses)(check)
  const found =
    known.get(at) ??
    check.ways.map((way) => uses.filter((other) => other.at === at).flatMap((other) => guardsIn(way, other, uses, program, names)))
  known.set(at, found)
  return found
}

const guardsOnWays = onceFor((_uses: readonly Use[]) => onceFor((_check: Either) => new Map<string, readonly (readonly Guard[])[]>()))

/** What is known of a row on one of several ways, where it counts that something of it is nothing. */
function guardsIn(known: readonly Known[], use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  const { path, at } = use
  return known.flatMap((one): Guard[] => {
    if (one.kind !== 'missing') return guardBy(one, use, uses, program, names)
    return path.length === 1 && bare(one.one) === use.node ? [{ by: 'absence', path, text: '', at }] : []
  })
}

/** Whether a function that says who has a right is given the same row, or a key of it. */
function isAskedAbout(right: TSESTree.CallExpression, { at }: Use, uses: readonly Use[]): boolean {
  const given = argumentsIn(right)
  return uses.some((use) => use.at === at && given.includes(use.node) && /(?:^|id)$/i.test(use.path.at(-1) ?? ''))
}

/** Whether a row may pass that says of itself that it may do everything; those of the system are everybody's. */
function saysOfItself({ unless = [] }: Known, uses: readonly Use[], program: Program): boolean {
  return unless.some((test) => uses.some(({ node }) => isUnder(node, test)) && !/system/i.test(program.text.slice(...test.range)))
}

/** What is asked where a row is used, whatever comes of it. */
function guardsAt(use: Use, uses: readonly Use[], from: Node, program: Program, names: SqlNames): Guard[] {
  const call = rightsCallAround(use.node, program)
  const permitted: Known[] = call ? [{ kind: 'permitted', call }] : []
  const asked = queryAround(use, program, names)
  const found = asked ? [askedThere(asked, program, names)] : []
  const there: Known[] = isTested(use.node, program, names) ? [{ kind: 'there', one: use.node }] : []
  const given = callGiven(use.node, program)
  const inside = given ? comparedByCall(given, program, names) : []
  const verifying = verifyingCallAround(use.node, program)
  const verified: Known[] = verifying ? [{ kind: 'verified', call: verifying }] : []
  const searched = comparedWithMade(use.node, program)
  const guards = [...comparedAt(use, program), ...searched, ...inside, ...permitted, ...verified, ...found, ...there].flatMap((known) =>
    guardBy(known, use, uses, program, names),
  )
  const permits = asked ? usesOf(asked, program, names).flatMap(({ node }) => rightsCallAround(node, program) ?? []) : []
  const led = permits.flatMap((permit) => guardByPermit(permit, use, uses, program, names))
  const other = asked && asked.range[0] > from.range[1] ? guardsOfLed(asked, use, uses, program, names) : []
  return [...guards, ...led, ...other, ...insistedBy(use, uses, program, names)]
}

/** What is asked of the row that something of a row leads to, wherever that is. */
function guardsOfLed(asked: Node, use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  if (asked.type !== 'CallExpression' || !isOwnCall(asked, program, names)) {
    const guards = guardsOf(asked, program, names).filter(({ by }) => by !== 'presence')
    return guards.length > 0 ? [askedHere(asked, guards, use, uses, program, names)] : []
  }
  const checks = usesOf(asked, program, names).flatMap((part) => comparedAt(part, program))
  return checks.flatMap((check) => guardsByCompared(check, use, uses, program, names))
}

/** What something of a row is compared with, or looked up among, where it is used. */
function comparedAt(use: Use, program: Program): readonly Compared[] {
  if (isRefused(use, program)) return []
  const test = around(use.node, program)
  return [true, false].flatMap((isTrue) => [comparedWhere, lookedUp].flatMap((toldBy) => toldBy(test, isTrue, program)))
}

function askedThere(asked: Node, program: Program, names: SqlNames): Known {
  const isCall = asked.type === 'CallExpression' && isOwnCall(asked, program, names)
  return isCall ? { kind: 'came back', call: asked, gave: 'something' } : { kind: 'found', asked, by: 'row' }
}

/** What is written out, or another part of the row, says of nobody who asks. */
function saysWho(value: Node, uses: readonly Use[]): boolean {
  const node = bare(value)
  if (isOf(uses)(node)) return false
  if (node.type === 'Identifier') return node.name !== 'undefined'
  if (node.type === 'ArrayExpression') return node.elements.length > 0 && node.elements.every((one) => one !== null && saysWho(one, uses))
  return node.type === 'MemberExpression' || node.type === 'CallExpression' || isWaiting(node)
}
