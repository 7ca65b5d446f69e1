import { keyOf } from '../../javascript/keys.ts'
import { bare, isUnder, propertyName, type Node } from '../../javascript/nodes.ts'
import { heldAt } from '../../javascript/course.ts'
import { handingsOf } from '../../javascript/handed.ts'
import { roundsOf } from '../../javascript/listed.ts'
import { importOf, type Binding, type Program } from '../../javascript/program.ts'
import type { Passage } from '../../javascript/state.ts'
import { wayAsCalled } from './as-called.ts'
import { wayOnPostgres } from './branches.ts'
import { readHeld, type ChangeAt, type Put } from './held.ts'
import { itemsOf } from './lists.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import type { Context, TextReader } from './read-text.ts'

/** What a variable holds where it is used, when it is put together in the function around: by `+=`, `=` and `append`. */
export function variableText(reader: TextReader, binding: Binding, use: Node, context: Context): Piece[] | undefined {
  const { init, property, kind } = binding
  const { program, given } = context
  const argument = given.get(binding)
  if (property !== undefined || (!init && kind !== 'let' && !argument)) return undefined
  const elsewhere = followed(use, context)
  const handed = argument || isAppendable(binding, program) ? handingsOf(binding, program).map(({ node }) => node) : []
  const pieces = readHeld<Piece>(heldAt(binding, use, program, handed), {
    start: () => (argument ? reader.readGiven(argument, context) : init ? reader.read(init, elsewhere) : []),
    put: (by, change, before) => putText(reader, binding, by, change, before, elsewhere),
    either: (held, rests) => (reader.isTooDeep(elsewhere) ? undefined : [reader.choice(held, rests, context)]),
    wayOf: (test) => wayOf(reader, test, context),
  })
  if (!pieces || (pieces.length === 1 && pieces[0]?.kind === 'hole')) return undefined
  if (init) reader.take(bare(init))
  return pieces
}

function putText(
  reader: TextReader,
  binding: Binding,
  by: Node,
  { isRepeated, through }: ChangeAt,
  before: () => Piece[] | undefined,
  around: Context,
): Put<Piece> | undefined {
  const change = changeBy(by)
  const context = givenThrough(through, around)
  if (!change || !context || reader.isTooDeep(context)) return undefined
  const isOwn = isMentioned(binding, change.by, context.program)
  const pieces = isOwn ? before() : undefined
  if (isOwn && !pieces) return undefined
  reader.take(bare(change.by))
  const read = reader.read(change.by, {
    ...context,
    bound: context.bound && !change.isText,
    held: pieces ? { binding, within: change.by, pieces } : context.held,
  })
  // Each round of a loop may choose otherwise.
  const isOpen = isRepeated && (change.adds || isOwn) && read.some((piece) => piece.kind === 'choice' && !pieces?.includes(piece))
  return { put: isOpen ? [reader.hole(change.by, context)] : read, where: change.adds ? 'behind' : 'instead' }
}

/** What the parameters of functions stand for by the calls that lead to a place; undefined where that is not one thing each. */
export function givenThrough(through: readonly Passage[], context: Context): Context | undefined {
  let within = context
  for (const { call, to } of through) {
    const outer = within
    const given = to.params.flatMap((parameter, i) => {
      const argument = call.arguments[i]
      const binding = context.program.named(parameter)
      return binding && argument && argument.type !== 'SpreadElement' ? [[binding, { node: argument, context: outer }] as const] : []
    })
    if (given.length < to.params.length) return undefined
    within = { ...within, given: new Map([...within.given, ...given]) }
  }
  return within
}

/** Whether what is set is made of what was there. */
export function isMentioned(binding: Binding, by: Node, program: Program): boolean {
  return program.usesOf(binding).some((use) => isUnder(use, by))
}

/** A text to which whoever gets hold of it may append. */
export function isAppendable({ init }: Binding, program: Program): boolean {
  const text = init && bare(init)
  if (text?.type !== 'TaggedTemplateExpression' || text.tag.type !== 'Identifier') return false
  const tag = program.bindingOf(text.tag.name, text)
  const from = tag?.kind === 'import' ? importOf(tag, program)?.from : undefined
  return text.tag.name === 'SQL' || /^(?:drizzle-orm|sql-template-strings)$/.test(from ?? '')
}

/** Which way a test goes, of all that is run on Postgres, and as the function is called. */
export function wayOf(reader: TextReader, test: Node, context: Context): 0 | 1 | undefined {
  return isSure(reader, test, context) ? 0 : (wayOnPostgres(test, context.program) ?? wayAsCalled(reader, test, context))
}

/** Whether a test asks for what is always there: `list.length > 0`, where something is in the list under no condition. */
function isSure(reader: TextReader, test: Node, context: Context): boolean {
  const node = bare(test)
  const asked = node.type === 'BinaryExpression' && /^(?:>|!==?)$/.test(node.operator) && isZero(node.right) ? bare(node.left) : node
  if (asked.type !== 'MemberExpression' || propertyName(asked) !== 'length') return false
  const { object } = asked
  const answer = (): boolean => itemsOf(reader, object, followed(object, context))?.some((item) => item.some(isSomething)) ?? false
  return reader.once(keyOf(test, context.given), answer)
}

function isZero(node: Node): boolean {
  return node.type === 'Literal' && node.value === 0
}

function isSomething(piece: Piece): boolean {
  return piece.kind === 'text' ? piece.host.text.trim() !== '' : piece.kind === 'known' && piece.text.trim() !== ''
}

interface Change {
  readonly by: Node
  /** It is put behind what is there, and does not replace it. */
  readonly adds: boolean
  /** It is taken as it is, as `append` does with a string. */
  readonly isText: boolean
}

function changeBy(node: Node): Change | undefined {
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && propertyName(node.callee) === 'append') {
    const [by, ...more] = node.arguments
    return by && by.type !== 'SpreadElement' && more.length === 0 ? { by, adds: true, isText: true } : undefined
  }
  const by = setBy(node)
  if (by) return { by, adds: false, isText: false }
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier' || node.operator !== '+=') return undefined
  return { by: node.right, adds: true, isText: false }
}

/** What a variable is set to: also where it is declared again, or set where it was empty. */
export function setBy(node: Node): Node | undefined {
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' ? (node.init ?? undefined) : undefined
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return undefined
  return /^(?:=|\|\|=|&&=|\?\?=)$/.test(node.operator) ? node.right : undefined
}

/** `for (const table of ['orders', 'events'])`: each of the texts that are listed. */
export function listedText(reader: TextReader, binding: Binding, use: Node, context: Context): Piece[] | undefined {
  const rounds = roundsOf(binding, context.program, reader.modules)
  if (!rounds || rounds.of.length > maxListed) return undefined
  const of = rounds.of.map((one) => {
    if (typeof one !== 'string') return reader.follow(one, use, context)
    return [context.bound ? reader.hole(use, context) : reader.known(one, use, context)]
  })
  const isText = of.length > 0 && of.every((pieces) => pieces.length > 0 && pieces.every((piece) => piece.kind !== 'hole'))
  return isText ? [reader.choice({ key: rounds.key, on: use }, of, context)] : undefined
}

export const maxListed = 8

export function followed(use: Node, context: Context): Context {
  return { ...context, seat: context.seat ?? context.around ?? [use.range[0], use.range[1]], around: undefined, depth: context.depth + 1 }
}
