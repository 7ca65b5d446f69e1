import type { TSESTree } from '@typescript-eslint/utils'
import { bare, isFunction, madeByMap, methodOf, nothingIn, soleResult, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { resolve } from '../../javascript/resolve.ts'
import { wholeText, type Piece } from '../../sql/template/pieces.ts'
import { isFirst, readsEach, type EachAs } from './each-item.ts'
import { packagesOf } from './libraries.ts'
import { conditionOfEach, itemsOf } from './lists.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'

/** What is folded of more is not followed. */
const mostFolded = 100

/** `conditions.reduce((all, one) => sql`${all} AND ${one}`)` */
export function foldedText(
  reader: TextReader,
  { callee, arguments: [callback, start] }: TSESTree.CallExpression,
  context: Context,
): Piece[] | undefined {
  const by = callback && foldingBy(reader, callback, context)
  if (!by || callee.type !== 'MemberExpression' || start?.type === 'SpreadElement') return undefined
  const begun = start && startOf(reader, start, context)
  if (by.isFromOne && begun && begun.length > 0) return undefined
  const rest = itemsOf(reader, callee.object, context) ?? conditionOfEach(reader, callee.object, context, wholeText(by.between))
  const items = [...(begun ? [begun] : []), ...(rest ?? [])]
  const [first, ...more] = items
  if (!rest || !first || items.length > mostFolded) return undefined
  const { before, between: separator, behind, isTurned } = by
  return more.reduce<readonly Piece[]>(
    (all, one) => [{ kind: 'joined', items: isTurned ? [one, all] : [all, one], separator, around: [before, behind], aroundFrom: 2 }],
    first,
  ) as Piece[]
}

interface Folding {
  readonly before: readonly Piece[]
  readonly between: readonly Piece[]
  readonly behind: readonly Piece[]
  /** What was folded before stands behind. */
  readonly isTurned: boolean
  /** It begins with an item alone, whatever it was given to begin with. */
  readonly isFromOne: boolean
}

function foldingBy(reader: TextReader, callback: Node, context: Context): Folding | undefined {
  const { node, program } = resolve({ node: callback, program: context.program }, reader.modules)
  const body = isFunction(node) ? soleResult(node) : undefined
  if (!isFunction(node) || !body) return undefined
  const [all, one, index] = node.params.map((parameter) => program.named(parameter))
  if (!all || !one) return undefined
  const first = body.type === 'ConditionalExpression' ? isFirst(body.test, [all, index], program) : undefined
  const [alone, both] =
    body.type !== 'ConditionalExpression'
      ? [undefined, body]
      : first
        ? [body.consequent, body.alternate]
        : [body.alternate, body.consequent]
  if (alone && (first === undefined || program.named(bare(alone)) !== one)) return undefined
  const inside = { ...context, program, away: context.away || program !== context.program }
  const parts = readsEach(reader, both, [all, one], inside)
  const [before, between, behind] = parts?.texts ?? []
  if (!parts || !before || !between || !behind || isUnknown(between)) return undefined
  return { before, between, behind, isTurned: parts.of[0] === one, isFromOne: alone !== undefined }
}

/** Whether nothing says what stands between two items: with a hole there the text is none, and nothing would be told of it. */
function isUnknown(between: readonly Piece[]): boolean {
  return between.some(({ kind }) => kind === 'hole') && between.every((piece) => piece.kind === 'hole' || wholeText([piece])?.trim() === '')
}

/** What a fold begins with; no pieces where that is no text. */
function startOf(reader: TextReader, start: Node, context: Context): Piece[] {
  const node = bare(start)
  const isNothing = nothingIn(node) !== undefined || (node.type === 'Literal' && node.value === '')
  return isNothing ? [] : reader.read(node, context)
}

/** `${conditions}` and `${conditions.flatMap((one, i) => (i > 0 ? [sql`AND`, one] : one))}` of postgres.js: fragments one behind the other. */
export function fragmentsText(reader: TextReader, expression: Node, context: Context): Piece[] | undefined {
  const node = bare(expression)
  if (!context.bound || !mayBeList(node, context) || !putsFragmentsInARow(context.program)) return undefined
  const separator = [reader.known(' ', node, context)]
  const separated = node.type === 'CallExpression' ? separatedItems(reader, node, context) : undefined
  if (separated) return [separated]
  const items = itemsOf(reader, node, context) ?? conditionsBehind(reader, node, context)
  return items && items.length > 0 && items.every((item) => item.some(isFragment)) ? [{ kind: 'joined', items, separator }] : undefined
}

function mayBeList(node: Node, { program, given }: Context): boolean {
  const binding = node.type === 'Identifier' ? program.named(node) : undefined
  const list = binding ? (given.get(binding)?.node ?? binding.init) : node
  const made = list && bare(list)
  return (
    made?.type === 'ArrayExpression' || (made?.type === 'CallExpression' && /^(?:map|flatMap|filter|concat)$/.test(methodOf(made) ?? ''))
  )
}

/** Others put a list there as a value, or with commas. */
function putsFragmentsInARow(program: Program): boolean {
  return !packagesOf(program).some((name) => ofOtherTags.test(name))
}

const ofOtherTags =
  /^(?:drizzle-orm|kysely|slonik|@prisma|@mikro-orm|sequelize|sql-template-tag|sql-template-strings|@databases|@effect)(?:\/|$)/

/** Whether any of it is SQL, and not a value alone. */
function isFragment(piece: Piece): boolean {
  if (piece.kind === 'choice') return piece.of.some((way) => way.some(isFragment))
  return piece.kind === 'joined' ? piece.items.some((item) => item.some(isFragment)) : piece.kind !== 'hole'
}

/** `skus.map((sku) => sql`AND sku <> ${sku}`)`: as one is, so are all, if there are any. */
function conditionsBehind(reader: TextReader, list: Node, context: Context): Piece[][] | undefined {
  const made = madeByMap(list)
  if (!made || reader.isTooDeep(context)) return undefined
  const one = reader.read(made, context)
  const [first] = one
  if (first?.kind !== 'text' || !/^\s*(?:and|or)\s/i.test(first.host.text)) return undefined
  return [[{ kind: 'choice', key: list, on: sourceOf(list, context), of: [one, []] }]]
}

/** What stands before each item but the first, and before that. */
function separatedItems(reader: TextReader, call: TSESTree.CallExpression, context: Context): Piece | undefined {
  const {
    callee,
    arguments: [callback],
  } = call
  const method = methodOf(call)
  const body = isFunction(callback) ? soleResult(callback) : undefined
  if (callee.type !== 'MemberExpression' || !isFunction(callback) || !body || (method !== 'map' && method !== 'flatMap')) return undefined
  const [one, index] = callback.params.map((parameter) => context.program.named(parameter))
  if (!one || !index) return undefined
  const way = (isOfFirst: boolean): EachAs | undefined => readsEach(reader, body, [one], context, { index, isOfFirst })
  const [first, other] = [way(true), way(false)]
  const [before, behind = []] = first?.texts ?? []
  const [between, behindOther] = other?.texts ?? []
  if (!before || !between || isUnknown(between) || wholeText(behind) === undefined || wholeText(behind) !== wholeText(behindOther ?? []))
    return undefined
  const items = itemsOf(reader, callee.object, context)
  if (!items || items.length === 0) return undefined
  const closed = items.map((item): Piece[] => [{ kind: 'joined', items: [item], separator: [], around: [[], behind] }])
  return { kind: 'joined', items: closed, separator: [reader.known(' ', call, context), ...between], around: [before, []] }
}
