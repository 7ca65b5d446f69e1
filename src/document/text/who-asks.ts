import { bare, isUnder, nothingIn, rootOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import type { Compared } from './comparisons.ts'
import { constantOf } from './constants.ts'
import { givenBy, type Given } from './given.ts'
import { isOf } from './had-values.ts'
import type { Known } from './known.ts'
import type { SqlNames } from './libraries.ts'
import { itself, loadedValue } from './loaded.ts'
import { queryAsked } from './nobody.ts'
import { argumentsIn, isSomebody } from './permitted.ts'
import type { Use } from './row-uses.ts'

/** What a check compares with what says who asks, of what a call gave: a part of that, or the whole. */
export function comparedOf(check: Known & Compared, program: Program, names: SqlNames): Given | undefined {
  if (check.orRights || check.isLoose || check.isOneOf || check.within) return undefined
  const given = givenBy(check.one, program)
  if (!given || !saysWhoAsks(check.other, program, names)) return undefined
  return wholeOr(given)
}

/** A part of what a call gives, or the whole by a name for that. */
export function wholeOr(given: Given): Given {
  return given.path.length > 0 ? given : { ...given, path: [itself] }
}

/** Whether something is what the program knows of who asks, rather than of a row that somebody may have chosen. */
export function saysWhoAsks(value: Node, program: Program, names: SqlNames): boolean {
  const node = bare(value)
  if (!/^(?:Identifier|MemberExpression)$/.test(node.type) || nothingIn(node)) return false
  if (isSomebody(node) || !loadedValue(node, program, names)) return true
  const call = givenBy(node, program)?.call
  return call !== undefined && !mayGiveRows(call) && argumentsIn(call).every(isSomebody)
}

/** Whether a call gave something that was given a part of the row: what a project says of the task that leads to it. */
export function isGivenFor(value: Node, uses: readonly Use[], program: Program, names: SqlNames): boolean {
  const call = givenBy(value, program)?.call ?? queryAsked(value, program, names)
  if (call !== undefined && uses.some(({ node }) => isUnder(node, call))) return true
  // The first of its members: `const owners = row.members.filter((member) => member.isOwner)`, and then `owners[0].userId`.
  const name = rootOf(value)
  return name !== undefined && isOf(uses)(constantOf(name, program))
}
