import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, isFunction, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { mayGiveRows } from '../../orms/query-sites.ts'
import type { RowGuard } from '../../query/query.ts'
import { checksBefore, leaves } from './checks.ts'
import { comparedWhere, insisted, knownWhere, type Known } from './known.ts'
import { runBy, tagKind, type SqlNames } from './libraries.ts'
import { queryOfRows, textOf } from './loaded.ts'
import { argumentsIn, isOfRights } from './permitted.ts'

const mostUses = 100

/** A place where a program uses what a query gave. */
interface Use {
  readonly node: Node
  /** The property of the row that it is. */
  readonly property: string | undefined
  /** Which of several rows it is; nothing where it is all of them, or the only one. */
  readonly at: string
}

/** A guard, and at which of several rows it looks. */
interface Guard extends RowGuard {
  readonly at: string
}

/** What a program asks of the rows of a query before it does anything with them. */
export const guardsOf = onceFor((asked: Node, program: Program, names: SqlNames): readonly RowGuard[] => {
  const uses = usesOf(asked, program)
  const mentioned = uses.flatMap((use) => guardsAt(use, uses, program, names))
  if (mentioned.length === 0) return uses.length > 0 && uses.every((use) => asksForAbsence(use, asked, program, names)) ? [presence] : []
  const doing = uses.filter((use) => !isAsked(use, program, names))
  const guards = doing.map((use) => passedBefore(use.node, asked, program, names).filter(({ at }) => isAt(use, at)))
  const [first = mentioned, ...others] = guards
  return first.filter((guard) => others.every((one) => one.some((other) => isSame(guard, other))))
})

const presence: RowGuard = { by: 'presence', property: undefined, text: '' }

/** Whether a program only asks whether there is a row, and does not go on with what found it where there is one. */
function asksForAbsence({ node, property }: Use, asked: Node, program: Program, names: SqlNames): boolean {
  if (property !== undefined || !isTested(node, program)) return false
  for (const around of program.ancestors(node)) {
    if (around.type === 'ConditionalExpression' || (around.type === 'LogicalExpression' && around.operator === '&&')) return false
    if (around.type === 'IfStatement') {
      const isThere = knownWhere(around.test, !leaves(around.consequent, program), program, names)
      return isThere.every((known) => known.kind !== 'found' || known.asked !== asked)
    }
    if (/Statement$|^VariableDeclaration$/.test(around.type)) return true
  }
  return false
}

/** The query of which a check looks at the rows. */
export function guardedBy(check: Known, program: Program, names: SqlNames): Node | undefined {
  const looked = check.kind === 'compared' ? [check.one] : check.kind === 'permitted' ? argumentsIn(check.call) : []
  for (const one of looked) {
    const node = bare(one)
    const asked = queryOfRows(node.type === 'MemberExpression' ? node.object : node, program, names)
    if (asked) return asked
  }
  return undefined
}

/** Whether all that comes to a place has passed what the program asks of the rows of a query. */
export function isGuardedAt(asked: Node, place: Node, program: Program, names: SqlNames): boolean {
  const guards = guardsOf(asked, program, names)
  if (guards.length === 0) return false
  const passed = passedBefore(place, asked, program, names)
  return guards.every((guard) => passed.some((other) => isSame(guard, other)))
}

function isAt(use: Use, at: string): boolean {
  return `${use.at}.`.startsWith(at === '' ? '' : `${at}.`)
}

function isSame(a: RowGuard, b: RowGuard): boolean {
  return a.property === b.property && a.by === b.by && a.text === b.text
}

/** The guards of the rows of a query that stand between it and a place. */
function passedBefore(place: Node, asked: Node, program: Program, names: SqlNames): Guard[] {
  const passed: Guard[] = []
  const uses = usesOf(asked, program)
  for (const check of checksBefore(place, program, names)) {
    if (check.end <= asked.range[0]) break
    passed.push(...uses.flatMap((use) => guardBy(check, use, uses, program, names)))
  }
  return passed
}

/** What a check asks of a row. */
function guardBy(check: Known, use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  const { property, at } = use
  switch (check.kind) {
    case 'compared':
      if (bare(check.one) !== use.node || property === undefined || !saysWho(check.other, uses)) return []
      return [{ by: 'comparison', property, text: program.text.slice(...check.other.range), at }]
    case 'permitted':
      if (!argumentsIn(check.call).includes(use.node)) return []
      return [{ by: 'function', property, text: program.text.slice(...check.call.callee.range), at }]
    case 'found': {
      if (property === undefined || !isWithin(use.node, check.asked)) return []
      const { asked } = check
      const text = program.text.slice(...(asked.type === 'CallExpression' ? asked.callee : asked).range)
      return [{ by: 'statement', property, text, statement: textOf(asked, program, names), at }]
    }
  }
}

/** What is asked where a row is used, whatever comes of it. */
function guardsAt(use: Use, uses: readonly Use[], program: Program, names: SqlNames): Guard[] {
  const compared = [true, false].flatMap((isTrue) => comparedWhere(around(use.node, program), isTrue))
  const call = rightsCallAround(use.node, program)
  const permitted: Known[] = call ? [{ kind: 'permitted', call }] : []
  const asked = queryAround(use.node, program, names)
  const found: Known[] = asked ? [{ kind: 'found', asked, by: 'row' }] : []
  return [...compared, ...permitted, ...found].flatMap((known) => guardBy(known, use, uses, program, names))
}

/** What is written out, or another part of the row, says of nobody who asks. */
function saysWho(value: Node, uses: readonly Use[]): boolean {
  const node = bare(value)
  if (uses.some((use) => use.node === node)) return false
  if (node.type === 'Identifier') return node.name !== 'undefined'
  return node.type === 'MemberExpression' || node.type === 'CallExpression' || node.type === 'AwaitExpression'
}

function around(node: Node, program: Program): Node {
  return program.outside(node) ?? node
}

/** Whether a row is only asked something there. */
function isAsked({ node }: Use, program: Program, names: SqlNames): boolean {
  return (
    rightsCallAround(node, program) !== undefined ||
    queryAround(node, program, names) !== undefined ||
    isTested(node, program) ||
    isTold(node, program)
  )
}

const logs = /^(?:console|log|logger)$/

/** Whether a part of a row is only logged, or said in an error. */
function isTold(node: Node, program: Program): boolean {
  for (const around of program.ancestors(node)) {
    if (around.type === 'ThrowStatement') return true
    if (around.type === 'CallExpression') return pathOf(around.callee)?.some((name) => logs.test(name)) ?? false
    if (isFunction(around) || around.type.endsWith('Statement')) return false
  }
  return false
}

/** The query that is asked about something of a row, where the program asks whether it finds anything. */
function queryAround(node: Node, program: Program, names: SqlNames): Node | undefined {
  for (const around of program.ancestors(node)) {
    if (around.type === 'AwaitExpression' || isFunction(around)) return undefined
    const isQuery =
      around.type === 'TaggedTemplateExpression'
        ? tagKind(around.tag, names) !== undefined && program.outside(around)?.type !== 'CallExpression'
        : around.type === 'CallExpression' && (runBy(around, names) !== undefined || mayGiveRows(around))
    if (isQuery) return isOnlyAsked(around, program, names) ? around : undefined
  }
  return undefined
}

/** Whether of a query nothing is used than whether it finds anything. */
function isOnlyAsked(query: Node, program: Program, names: SqlNames): boolean {
  const uses = usesOf(query, program)
  if (uses.length > 0) return uses.every((use) => isTested(use.node, program))
  const outer = program.outside(query)
  return outer !== undefined && insisted(outer, program, names).some((known) => known.kind === 'found' && known.by !== 'write')
}

function isWithin({ range }: Node, { range: [start, end] }: Node): boolean {
  return start <= range[0] && range[1] <= end
}

const comparisons = /^(?:[!=]==?|[<>]=?|in|instanceof)$/

function isTested(node: Node, program: Program): boolean {
  const outer = program.outside(node)
  const is = (part: Node | null): boolean => part !== null && bare(part) === node
  switch (outer?.type) {
    case 'UnaryExpression':
      return outer.operator === '!' || outer.operator === 'typeof'
    case 'BinaryExpression':
      return comparisons.test(outer.operator)
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return is(outer.test)
    case 'LogicalExpression':
      return (outer.operator === '&&' && is(outer.left)) || isTested(outer, program)
    case 'MemberExpression':
      return is(outer.object) && isTested(outer, program)
    case 'CallExpression':
      return is(outer.callee) ? isTested(outer, program) : comparedWhere(outer, true).some(({ one }) => is(one))
    default:
      return false
  }
}

/** The call that is given a row to say who may have to do with it. */
function rightsCallAround(node: Node, program: Program): TSESTree.CallExpression | undefined {
  const outer = program.outside(node)
  switch (outer?.type) {
    case 'CallExpression':
      if (bare(outer.callee) === node) return undefined
      return isOfRights(outer) ? outer : rightsCallAround(outer, program)
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'Property':
    case 'SpreadElement':
      return rightsCallAround(outer, program)
    default:
      return undefined
  }
}

/** All uses of what a query gave, under whatever name. */
const usesOf = onceFor((asked: Node, program: Program): readonly Use[] => {
  const uses: Use[] = []
  const open: Use[] = [{ node: asked, property: undefined, at: '' }]
  for (let next = open.pop(); next && uses.length < mostUses; next = open.pop()) {
    const { uses: here, more } = followed(next, program)
    uses.push(...here)
    open.push(...more)
  }
  return open.length === 0 ? uses : []
})

interface Followed {
  readonly uses: readonly Use[]
  /** The same under other names, or a part of it. */
  readonly more: readonly Use[]
}

const counts = /^(?:length|rowCount)$/
const rowsOf = /^(?:rows?|data)$/
const lists = /^(?:execute|all|toSorted|slice)$/
const oneOf = /^(?:at|shift|pop|first|find|executeTakeFirst\w*)$/
const firsts = /^(?:first|executeTakeFirst\w*)$/

/** What becomes of what a query gave: other names for it, or what the program does with it. */
function followed(use: Use, program: Program): Followed {
  const outer = program.outside(use.node)
  const on = (node: Node): Followed => ({ uses: [], more: [{ ...use, node }] })
  switch (outer?.type) {
    case 'AwaitExpression':
      return on(outer)
    case 'LogicalExpression':
      return bare(outer.left) === use.node && outer.operator !== '&&' && isNone(outer.right) ? on(outer) : { uses: [use], more: [] }
    case 'MemberExpression':
      return bare(outer.object) === use.node ? followedInto(use, outer, program) : { uses: [use], more: [] }
    case 'VariableDeclarator':
      return declaredBy(use, outer, program)
    case 'ExpressionStatement':
      return { uses: [], more: [] }
    default:
      return { uses: [use], more: [] }
  }
}

/** `rows[0]`, `result.rows`, `rows.at(0)`, and properties of a row. */
function followedInto(use: Use, member: TSESTree.MemberExpression, program: Program): Followed {
  const name = propertyName(member)
  const node = bare(member)
  if (use.property !== undefined) return { uses: [use], more: [] }
  if (member.computed && name === undefined)
    return { uses: [], more: [{ ...use, node, at: `${use.at}.${program.text.slice(...member.property.range)}` }] }
  const call = program.outside(member)
  if (call?.type === 'CallExpression' && bare(call.callee) === node) {
    if (name === undefined || (!lists.test(name) && !oneOf.test(name))) return { uses: [use], more: [] }
    return { uses: [], more: [{ ...use, node: call, at: oneOf.test(name) ? `${use.at}.${placeIn(call, name, program)}` : use.at }] }
  }
  if (name === undefined || counts.test(name)) return { uses: [{ ...use, node }], more: [] }
  return rowsOf.test(name) ? { uses: [], more: [{ ...use, node }] } : { uses: [{ ...use, node, property: name }], more: [] }
}

/** Which of several rows a method gives: each `shift()` gives another one. */
function placeIn(call: TSESTree.CallExpression, name: string, program: Program): string {
  if (firsts.test(name)) return '0'
  const [at] = call.arguments
  return name === 'at' && at ? program.text.slice(...at.range) : String(call.range)
}

function isNone(node: Node): boolean {
  const value = bare(node)
  return (value.type === 'Literal' && value.value === null) || (value.type === 'Identifier' && value.name === 'undefined')
}

/** What becomes of the names that a declaration gives to what a query gave. */
function declaredBy(use: Use, { id }: TSESTree.VariableDeclarator, program: Program): Followed {
  const [uses, more]: [Use[], Use[]] = [[], []]
  const open: { readonly pattern: Node; readonly of: Omit<Use, 'node'> }[] = [{ pattern: id, of: use }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { pattern, of } = next
    const names = pattern.type === 'Identifier' ? usesOfName(pattern, id, program) : undefined
    if (names) more.push(...names.map((node) => ({ ...of, node })))
    else if (pattern.type === 'ArrayPattern' && pattern.elements.length === 1 && pattern.elements[0])
      open.push({ pattern: pattern.elements[0], of: { ...of, at: `${of.at}.0` } })
    else if (pattern.type === 'ObjectPattern' && of.property === undefined)
      open.push(
        ...pattern.properties.map((one) => ({
          pattern: one.type === 'Property' ? one.value : one.argument,
          of: { ...of, property: takenOut(one) },
        })),
      )
    // What else becomes of it cannot be followed, and counts as something that is done.
    else uses.push({ ...of, node: pattern })
  }
  return { uses, more }
}

/** The property that a part of a pattern takes out of a row; none where it is rows itself, or their number. */
function takenOut(part: TSESTree.Property | TSESTree.RestElement): string | undefined {
  const name = part.type === 'Property' ? propertyName(part) : undefined
  return name === undefined || rowsOf.test(name) || counts.test(name) ? undefined : name
}

/** Where a name is used that is set once. */
function usesOfName(name: TSESTree.Identifier, { range: [start, end] }: Node, program: Program): Node[] | undefined {
  const binding = program.bindingOf(name.name, name)
  const isSetAgain = ({ type }: Node): boolean => type !== 'CallExpression' && type !== 'UnaryExpression'
  if (!binding || binding.writes.some(isSetAgain)) return undefined
  return program.usesOf(binding).filter(({ range }) => range[0] < start || end < range[1])
}
