import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import {
  bare,
  isEmptyObject,
  isFunction,
  isUnder,
  isWaiting,
  madeByMap,
  methodOf,
  nothingIn,
  pathOf,
  propertyName,
  soleResult,
  type FunctionNode,
  type Node,
} from '../../javascript/nodes.ts'
import { isValueHeld } from '../../javascript/going-on.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { assignedOnce, setsOf } from '../../javascript/sets.ts'
import { givenBack, neverComesBack } from '../../javascript/throwing.ts'
import { comparedByCall } from './compared-inside.ts'
import { bytesOf, isFolded } from './comparisons.ts'
import { isHad } from './had-values.ts'
import { namesRows, type SqlNames } from './libraries.ts'
import { pickedBy } from './picked.ts'
import { eachOf, placedAt, placeIn } from './row-places.ts'
import { givesWhole, propertyGot } from './wrapped-rows.ts'
import { givesAll } from './promises.ts'
import { givenInside } from './run-inside.ts'
import { digestAround } from './digests.ts'
import { isNamedSecret } from './verified.ts'
import { isSearched } from './searched-parts.ts'
import { looksThrough } from './searches.ts'

const mostUses = 100
/** How far into what hangs on a row a program is followed. */
const longestPath = 4

/** A place where a program uses what a query gave. */
export interface Use {
  readonly node: Node
  /** What of the row it is, from the outside inwards. */
  readonly path: readonly string[]
  /** Which of several rows it is; nothing where it is all of them, or the only one. */
  readonly at: string
  /** The functions that have picked the row: `rows.filter((row) => …)`. */
  readonly picked: readonly FunctionNode[]
  /** The branches in which a name was set to it that is used behind them, and where a function gives it to what runs that: what nothing leaves these without holds there. */
  readonly ways?: readonly Node[]
  /** It is what was taken out of each of several: `rows.map((row) => row.teamId)`. */
  readonly isOfEach?: boolean
  /** It is a secret, or else what the program has: `user?.passwordHash ?? DUMMY_HASH`. */
  readonly isOrElse?: boolean
}

/** All uses of what a query gave, under whatever name. */
export const usesOf = onceFor((asked: Node, program: Program, names: SqlNames): readonly Use[] =>
  usesBehind({ uses: [], more: [{ node: asked, path: [], at: '', picked: [] }] }, program, names),
)

/** All uses of what a function is given. */
export const usesOfGiven = onceFor((parameter: Node, program: Program, names: SqlNames): readonly Use[] =>
  usesBehind(namedBy({ node: parameter, path: [], at: '', picked: [] }, parameter, program), program, names),
)

function usesBehind(first: Followed, program: Program, names: SqlNames): readonly Use[] {
  const uses = [...first.uses]
  const open = [...first.more]
  for (let next = open.pop(); next && uses.length < mostUses; next = open.pop()) {
    const { uses: here, more } = followed(next, program, names)
    uses.push(...here)
    open.push(...more)
  }
  return open.length === 0 ? uses : []
}

/** In a path: one of a list. */
export const ofList = '[]'
/** In a path: what was made of a secret. */
export const ofDigest = '#'

interface Followed {
  readonly uses: readonly Use[]
  /** The same under other names, or a part of it. */
  readonly more: readonly Use[]
}

const nothing: Followed = { uses: [], more: [] }

/** The program does something there that cannot be followed. */
function done(use: Use): Followed {
  return { uses: [use], more: [] }
}

function goesOn(...more: readonly Use[]): Followed {
  return { uses: [], more }
}

const counts = /^(?:length|rowCount)$/
const lists = /^(?:execute|all|toSorted|catch|finally)$/
/** What a row of Sequelize has its properties in. */
const wholeRow = 'dataValues'
const oneOf = /^(?:at|slice|shift|pop|first|find|findLast|executeTakeFirst\w*)$/
const picks = /^(?:filter|find|findLast)$/
const givesEach = /^(?:map|flatMap|forEach)$/

/** What becomes of what a query gave: other names for it, or what the program does with it. */
function followed(use: Use, program: Program, names: SqlNames): Followed {
  const outer = program.outside(use.node)
  if (isWaiting(outer)) return goesOn({ ...use, node: outer })
  switch (outer?.type) {
    case 'LogicalExpression':
      if (isOneOf(use, outer, program, names)) return goesOn({ ...use, node: outer })
      return isOrElse(use, outer, program) ? goesOn({ ...use, node: outer, isOrElse: true }) : done(use)
    case 'ConditionalExpression':
      return bare(outer.test) !== use.node && isAskedThere(use.node) ? goesOn({ ...use, node: outer }) : done(use)
    case 'MemberExpression':
      return bare(outer.object) === use.node ? followedInto(use, outer, program, names) : done(use)
    case 'CallExpression': {
      const other = formOf(use, outer, program)
      if (other) return goesOn(other)
      if (picksOf(outer, use, program, names)) return goesOn({ ...use, node: outer, at: `${use.at}.0` })
      const back = givenBack(outer, program, names.modules)
      if (!back || bare(back) !== use.node) return done(use)
      return { uses: comparedByCall(outer, program, names).length > 0 ? [use] : [], more: [{ ...use, node: outer }] }
    }
    case 'ArrayExpression':
      return promisedIn(use, outer, program)
    case 'AssignmentExpression':
      return assignedBy(use, outer, program)
    case 'ForOfStatement':
      return bare(outer.right) === use.node ? givenByLoop(use, outer, program) : done(use)
    case 'VariableDeclarator':
      return namedBy(use, outer.id, program)
    case 'ExpressionStatement':
      return nothing
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const run = isFunction(outer) ? outer : program.functionAround(outer)
      return takenOutOfEach(use, run, program) ?? givenByRun(use, run, program, names)
    }
    default:
      return done(use)
  }
}

/** `rows.map((row) => row.teamId)` */
function takenOutOfEach(use: Use, callback: FunctionNode | undefined, program: Program): Followed | undefined {
  const call = callback && program.outside(callback)
  if (!call || use.path.length === 0 || use.isOfEach || !use.at.endsWith(eachOf('', callback))) return undefined
  const isIt = call.type === 'CallExpression' && methodOf(call) === 'map' && madeByMap(call) === use.node
  return isIt ? goesOn({ ...use, node: call, at: use.at.slice(0, -eachOf('', callback).length), isOfEach: true }) : undefined
}

/** What a function gives that a call runs, which gives the same: `await retry(() => find(id))`. */
function givenByRun(use: Use, run: FunctionNode | undefined, program: Program, names: SqlNames): Followed {
  const call = run && program.outside(run)
  if (call?.type !== 'CallExpression' || !isRunThere(call, program)) return done(use)
  const isGiven = givenInside(call, program, names).some((given) => bare(given) === use.node)
  // What holds where it is given in there holds of it behind the call.
  return isGiven ? goesOn({ ...use, node: call, ways: [...(use.ways ?? []), use.node] }) : done(use)
}

/** A secret as bytes, or what is made of it to be compared. */
function formOf(use: Use, call: TSESTree.CallExpression, program: Program): Use | undefined {
  if (!isNamedSecret(use.path.at(-1))) return undefined
  if (bytesOf(call) === use.node) return { ...use, node: call }
  const digest = digestAround(use.node, program)
  return digest && { ...use, node: digest, path: [...use.path, ofDigest] }
}

/** Whether somebody waits for what a call gives, be it who called: `const find = cache(async (id) => …)` gives a function. */
function isRunThere(call: TSESTree.CallExpression, program: Program): boolean {
  const outer = program.outside(call)
  return isWaiting(outer) || outer?.type === 'ReturnStatement' || outer?.type === 'ArrowFunctionExpression'
}

/** `id ? await find(id) : own`: nothing has been asked of it that decides, and what is asked of either later is asked of this. */
function isAskedThere(node: Node): boolean {
  return pathOf(node) === undefined
}

/** Whether an operator gives what a query gave where that is there: `(await find(id)) ?? (await create(id))`, `own ?? (await find(id))`. */
function isOneOf({ node, path }: Use, { operator, left, right }: TSESTree.LogicalExpression, program: Program, names: SqlNames): boolean {
  if (bare(left) !== node) return isAskedThere(node)
  return (
    operator !== '&&' &&
    (path.length === 0 ||
      nothingIn(bare(right)) !== undefined ||
      isEmptyObject(bare(right)) ||
      neverComesBack(right, program, names.modules))
  )
}

function isOrElse({ node, path }: Use, { operator, left, right }: TSESTree.LogicalExpression, program: Program): boolean {
  return operator !== '&&' && bare(left) === node && isNamedSecret(path.at(-1)) && isHad(right, () => false, program)
}

/** `rows[0]`, `result.rows`, `rows.at(0)`, and properties of a row. */
function followedInto(use: Use, member: TSESTree.MemberExpression, program: Program, names: SqlNames): Followed {
  const name = propertyName(member)
  const node = bare(member)
  const { path, at } = use
  if (member.computed && name === undefined)
    return goesOn(path.length > 0 ? { ...use, node, path: [...path, ofList] } : { ...use, node, at: placedAt(at, member, program) })
  const call = program.outside(member)
  if (call?.type === 'CallExpression' && bare(call.callee) === node) return followedBy(use, call, name ?? '', program, names)
  if (path.length > 0)
    return name === undefined || path.length === longestPath ? done(use) : goesOn({ ...use, node, path: [...path, name] })
  if (name === undefined || counts.test(name)) return done({ ...use, node })
  const isWhole = namesRows.test(name) || name === wholeRow || isValueHeld(member, program)
  return goesOn(isWhole ? { ...use, node } : { ...use, node, path: [name] })
}

/** What a method makes of rows, of a promise of them, or of a list that hangs on a row. */
function followedBy(use: Use, call: TSESTree.CallExpression, name: string, program: Program, names: SqlNames): Followed {
  const { path, at, picked } = use
  const [callback, ...others] = call.arguments
  const isWritten = isFunction(callback) && callback.params.length <= 2
  if (use.isOfEach) {
    const looks = isWritten && looksThrough.test(name)
    return looks ? givenTo({ ...oneOfEach(use), at: eachOf(at, callback) }, callback, program) : done(use)
  }
  if (path.length > 0) {
    if (isFoldedUnderName(call, program)) return goesOn({ ...use, node: call })
    const looks = looksThrough.test(name) || (name === 'map' && isSearched(call, program))
    const looked = isWritten && looks ? givenTo(use, callback, program) : nothing
    if (!isWritten || name !== 'filter') return { uses: [use, ...looked.uses], more: looked.more }
    // One of those that were picked is one of the list; by what, counts where it is asked whether there is any.
    const asked = isCounted(call, program) || soleResult(callback) === undefined ? looked : nothing
    return { uses: asked.uses, more: [...asked.more, { ...use, node: call }] }
  }
  // What a function asks that does more than to pick one is asked there.
  const asksThere = name === 'then' && others.length < 2 && isWritten && callback.body.type === 'BlockStatement'
  if (!asksThere && picksOf(call, use, program, names)) return goesOn({ ...use, node: call, at: `${at}.0` })
  if (name === 'then' && others.length < 2 && isWritten) return givenTo(use, callback, program)
  if (isWritten && (looksThrough.test(name) || givesEach.test(name))) {
    const given = givenTo({ ...use, at: eachOf(at, callback) }, callback, program)
    const some = { ...use, node: call, at: `${at}.${String(call.range)}`, picked: [...picked, callback] }
    return picks.test(name) ? { ...given, more: [...given.more, some] } : given
  }
  if (givesWhole(call)) return goesOn({ ...use, node: call })
  const property = propertyGot(call)
  if (property !== undefined) return goesOn({ ...use, node: call, path: [property] })
  if (oneOf.test(name)) return goesOn({ ...use, node: call, at: `${at}.${placeIn(call, name, program)}` })
  return lists.test(name) ? goesOn({ ...use, node: call }) : done(use)
}

/** `const email = row.email.trim().toLowerCase()`, which is compared under its name. */
function isFoldedUnderName(call: TSESTree.CallExpression, program: Program): boolean {
  if (!isFolded(call)) return false
  const outer = program.outside(call)
  if (outer?.type !== 'MemberExpression') return outer?.type === 'VariableDeclarator'
  const further = program.outside(outer)
  return further?.type === 'CallExpression' && isFoldedUnderName(further, program)
}

/** Whether a program asks how many there are of a list. */
function isCounted(list: Node, program: Program): boolean {
  const outer = program.outside(list)
  if (outer?.type === 'MemberExpression') return counts.test(propertyName(outer) ?? '')
  const name = outer?.type === 'VariableDeclarator' ? outer.id : undefined
  const binding = name === list ? undefined : program.named(name)
  return binding !== undefined && program.usesOf(binding).some((use) => isCounted(use, program))
}

/** Whether a function of the program gives one of the rows: `firstOrThrow(rows)`, `promise.then(takeFirst)`. */
function picksOf(call: TSESTree.CallExpression, { node, path }: Use, program: Program, names: SqlNames): boolean {
  const rows = path.length === 0 ? pickedBy(call, program, names)?.rows : undefined
  return rows !== undefined && bare(rows) === node
}

function givenTo(use: Use, { params: [parameter] }: FunctionNode, program: Program): Followed {
  return parameter ? namedBy(use, parameter, program) : nothing
}

function oneOfEach({ isOfEach: _, ...use }: Use): Use {
  return use
}

function givenByLoop(use: Use, loop: TSESTree.ForOfStatement, program: Program): Followed {
  const [declared] = loop.left.type === 'VariableDeclaration' ? loop.left.declarations : []
  return declared ? namedBy({ ...oneOfEach(use), at: eachOf(use.at, loop) }, declared.id, program) : done(use)
}

/** `const [row, count] = await Promise.all([…, …])` */
function promisedIn(use: Use, list: TSESTree.ArrayExpression, program: Program): Followed {
  const call = program.outside(list)
  const at = list.elements.findIndex((one) => one !== null && bare(one) === use.node)
  if (call?.type !== 'CallExpression' || !givesAll(call) || list.elements.slice(0, at).some((one) => one?.type === 'SpreadElement'))
    return done(use)
  const awaits = program.outside(call)
  const declared = isWaiting(awaits) ? program.outside(awaits) : undefined
  if (declared?.type !== 'VariableDeclarator' || declared.id.type !== 'ArrayPattern') return done(use)
  const pattern = declared.id.elements[at]
  return pattern ? namedBy(use, pattern, program) : nothing
}

/** `row = await …`, where the name stands for nothing else from there on. */
function assignedBy(use: Use, assignment: TSESTree.AssignmentExpression, program: Program): Followed {
  const { left, right } = assignment
  const binding = program.named(left)
  const isOwn = bare(right) === use.node && assignment.operator === '=' && program.outside(assignment)?.type === 'ExpressionStatement'
  if (!isOwn || !binding || !isSetLast(assignment, binding, program)) return done(use)
  const others = program.usesOf(binding).filter((node) => node !== left && !isUnder(node, binding.node))
  const sets = setsOfName(binding).map((set) => (set.type === 'AssignmentExpression' ? set.left : set))
  const named = others.filter((node) => !sets.includes(node) && !isOnOtherWay(node, assignment, program))
  const way = [...program.ancestors(assignment)].find((around) => around.type === 'BlockStatement')
  return goesOn(...named.map((node) => ({ ...use, node, ...(way && !isUnder(node, way) && { ways: [...(use.ways ?? []), way] }) })))
}

/** Whether nothing sets a name after that: not in another function either, nor in another round of a loop. */
function isSetLast(assignment: TSESTree.AssignmentExpression, binding: Binding, program: Program): boolean {
  if (binding.kind === 'let' && assignedOnce(binding, program) === assignment.right) return true
  const around = program.functionAround(assignment)
  const isBefore = (set: Node): boolean =>
    set === assignment ||
    isOnOtherWay(set, assignment, program) ||
    (set.type === 'AssignmentExpression' && set.range[1] <= assignment.range[0] && program.functionAround(set) === around)
  const isRepeated = [...program.ancestors(assignment)].some((one) => loops.test(one.type) && isUnder(one, around ?? program.ast))
  return binding.kind === 'let' && program.functionAround(binding.node) === around && !isRepeated && setsOfName(binding).every(isBefore)
}

/** Whether one of two runs only where the other does not: in the two branches of a condition. */
function isOnOtherWay(one: Node, other: Node, program: Program): boolean {
  return [...program.ancestors(other)].some((around) => {
    if (around.type !== 'IfStatement' || !around.alternate || !isUnder(one, around)) return false
    const { consequent, alternate } = around
    return (isUnder(one, consequent) && isUnder(other, alternate)) || (isUnder(one, alternate) && isUnder(other, consequent))
  })
}

const loops = /^(?:For|While|DoWhile)\w*Statement$/

/** What becomes of the names that a pattern gives to what a query gave. */
function namedBy(use: Use, whole: Node, program: Program): Followed {
  const [uses, more]: [Use[], Use[]] = [[], []]
  const open: { readonly pattern: Node; readonly of: Omit<Use, 'node'> }[] = [{ pattern: whole, of: use }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { pattern, of } = next
    const names = pattern.type === 'Identifier' ? usesOfName(pattern, whole, program) : undefined
    if (names) more.push(...names.map((node) => ({ ...of, node })))
    else if (pattern.type === 'ArrayPattern' && pattern.elements.length === 1 && pattern.elements[0] && of.path.length === 0)
      open.push({ pattern: pattern.elements[0], of: { ...of, at: `${of.at}.0` } })
    else if (pattern.type === 'ObjectPattern' && of.path.length < longestPath)
      open.push(
        ...pattern.properties.map((one) => ({
          pattern: one.type === 'Property' ? one.value : one.argument,
          of: { ...of, path: takenOut(one, of.path) },
        })),
      )
    // What else becomes of it cannot be followed, and counts as something that is done.
    else uses.push({ ...of, node: pattern })
  }
  return { uses, more }
}

/** What a part of a pattern takes out of a row; all of it where that is rows itself, or their number. */
function takenOut(part: TSESTree.Property | TSESTree.RestElement, path: readonly string[]): readonly string[] {
  const name = part.type === 'Property' ? propertyName(part) : undefined
  return name === undefined || (path.length === 0 && (namesRows.test(name) || counts.test(name))) ? path : [...path, name]
}

/** Where a name is used that is set once; a part that it is given is one of its uses. */
function usesOfName(name: TSESTree.Identifier, whole: Node, program: Program): Node[] | undefined {
  const binding = program.named(name)
  if (!binding || setsOfName(binding).length > 0) return undefined
  return program.usesOf(binding).filter((node) => !isUnder(node, whole))
}

function setsOfName(binding: Binding): readonly Node[] {
  return setsOf(binding).filter((set) => !setsPart(set))
}

/** Whether a part of what a name stands for is set, and not the name. */
function setsPart(set: Node): boolean {
  if (set.type !== 'AssignmentExpression' && set.type !== 'UpdateExpression') return false
  return bare(set.type === 'AssignmentExpression' ? set.left : set.argument).type === 'MemberExpression'
}
