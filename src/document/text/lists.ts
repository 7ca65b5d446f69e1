import type { TSESTree } from '@typescript-eslint/utils'
import { heldAt } from '../../javascript/course.ts'
import { handingsOf, isFixed } from '../../javascript/handed.ts'
import { roundsOf } from '../../javascript/listed.ts'
import { bare, isFunction, isUnder, madeByMap, propertyName, soleResult, type Node } from '../../javascript/nodes.ts'
import type { Binding } from '../../javascript/program.ts'
import type { Either } from '../../javascript/state.ts'
import { followed, givenThrough, isMentioned, setBy, wayOf } from './flow.ts'
import { readHeld, type ChangeAt, type Put } from './held.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { sourceOf, type Context, type TextReader } from './read-text.ts'

/** A list that is made of itself may double each time. */
const maxItems = 1000

/** The items of a list that is written out, or put together by `push`; undefined where some cannot be seen. */
export function itemsOf(reader: TextReader, expression: Node, context: Context): Piece[][] | undefined {
  const node = bare(expression)
  if (reader.isTooDeep(context)) return undefined
  if (node.type === 'ArrayExpression') return elementItems(reader, node.elements, context)
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') return itemsOfCall(reader, node, node.callee, context)
  if (node.type === 'ConditionalExpression') return itemsOfEither(reader, node, context)
  return node.type === 'Identifier' ? itemsOfName(reader, node, context) : undefined
}

type ItemsReader = (reader: TextReader, list: Node, context: Context) => Piece[][] | undefined

function itemsOfName(reader: TextReader, node: TSESTree.Identifier, context: Context, read: ItemsReader = itemsOf): Piece[][] | undefined {
  const { program, held } = context
  const binding = program.named(node)
  if (!binding || binding.property !== undefined) return undefined
  if (held?.binding === binding && held.items && isUnder(node, held.within)) return held.items.length > maxItems ? undefined : held.items
  const given = context.given.get(binding)
  const { init } = binding
  if (!given && (!init || isShared(init, binding, context))) return undefined
  const handings = init && isFixed(init) ? [] : handingsOf(binding, program).filter(({ path }) => path.length === 0)
  const handed = handings.map((handing) => handing.node)
  const elsewhere = followed(node, context)
  return readHeld<Piece[]>(heldAt(binding, node, program, handed), {
    start: () => {
      if (given) return read(reader, given.node, { ...given.context, bound: context.bound })
      return init && read(reader, init, elsewhere)
    },
    put: (by, change, before) => putItems(reader, binding, by, change, before, elsewhere),
    either: (held, rests) => eitherItem(reader, held, rests, context),
    wayOf: (test) => wayOf(reader, test, context),
  })
}

/** Each item of each way, where that is taken. Where ways begin and end otherwise, they double each time. */
function eitherItem(reader: TextReader, held: Either, rests: readonly Piece[][][], context: Context): Piece[][] | undefined {
  if (rests.reduce((sum, { length }) => sum + length, 0) > maxItems) return undefined
  return rests.flatMap((items, taken) =>
    items.map((item): Piece[] => [
      reader.choice(
        held,
        rests.map((_, i) => (i === taken ? item : [])),
        context,
      ),
    ]),
  )
}

/** Another name of a list that is changed under any of its names. */
function isShared(init: Node, binding: Binding, { program }: Context): boolean {
  const list = bare(init)
  if (list.type === 'MemberExpression') return true
  const other = program.named(list)
  return other !== undefined && (binding.writes.length > 0 || other.writes.length > 0 || handingsOf(other, program).length > 1)
}

function putItems(
  reader: TextReader,
  binding: Binding,
  by: Node,
  { isRepeated, through }: ChangeAt,
  before: () => Piece[][] | undefined,
  around: Context,
): Put<Piece[]> | undefined {
  const set = setBy(by)
  const context = givenThrough(through, around)
  if (!context) return undefined
  if (set) return setItems(reader, binding, set, isRepeated, before, context)
  const method = by.type === 'CallExpression' && by.callee.type === 'MemberExpression' ? propertyName(by.callee) : undefined
  if (by.type !== 'CallExpression' || (method !== 'push' && method !== 'unshift') || (isRepeated && method === 'unshift')) return undefined
  const put = elementItems(reader, by.arguments, context)
  return put && { put, where: method === 'push' ? 'behind' : 'before' }
}

/** `list = [...list, more]`. */
function setItems(
  reader: TextReader,
  binding: Binding,
  set: Node,
  isRepeated: boolean,
  before: () => Piece[][] | undefined,
  context: Context,
): Put<Piece[]> | undefined {
  if (bare(set).type === 'Identifier') return undefined
  const isOwn = isMentioned(binding, set, context.program)
  const items = isOwn ? before() : undefined
  if (isOwn && (!items || isRepeated)) return undefined
  const put = itemsOf(reader, set, { ...context, held: items ? { binding, within: set, items } : context.held })
  return put && { put, where: 'instead' }
}

/** `list.filter(Boolean)`, `list.concat(more)`, and `list.map((one) => …)` of a list of constants. */
function itemsOfCall(
  reader: TextReader,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  context: Context,
): Piece[][] | undefined {
  const method = propertyName(callee)
  if (method === 'map') return mappedItems(reader, node, context)
  if (method !== 'filter' && method !== 'concat') return undefined
  const items = itemsOf(reader, callee.object, context)
  if (!items) return undefined
  if (method === 'filter') return isPresence(node.arguments[0]) ? items : items.map((item) => mayBe(item, node, context))
  const more = node.arguments.map((one) => itemsOf(reader, one, context) ?? (isText(one) ? [reader.read(one, context)] : undefined))
  return more.every((some) => some !== undefined) ? [...items, ...more.flat()] : undefined
}

/** What is no list is put into one as it is. */
function isText(node: Node): boolean {
  return /^(?:Literal|TemplateLiteral|TaggedTemplateExpression)$/.test(bare(node).type)
}

function mappedItems(reader: TextReader, { arguments: [callback] }: TSESTree.CallExpression, context: Context): Piece[][] | undefined {
  const { program } = context
  const body = isFunction(callback) ? soleResult(callback) : undefined
  if (!body || !isFunction(callback)) return undefined
  const [parameter] = callback.params
  const binding = parameter?.type === 'Identifier' ? program.bindingOf(parameter.name, body) : undefined
  const rounds = binding && roundsOf(binding, program, reader.modules)
  if (!binding || !rounds || rounds.of.length > maxItems) return undefined
  const items = rounds.of.map((one) => {
    if (typeof one === 'string') return undefined
    const away = context.away || one.program !== program
    const given = { node: one.node, context: { ...context, program: one.program, away } }
    return reader.read(body, { ...context, given: new Map([...context.given, [binding, given]]) })
  })
  return items.every((item) => item !== undefined) ? items : undefined
}

/** What conditions are made for each of a list that nobody knows: as one is, so are all. Two of them show what stands between. */
export function conditionOfEach(reader: TextReader, list: Node, context: Context, separator: string | undefined): Piece[][] | undefined {
  const isOfConditions = separator !== undefined && /^\s*(?:and|or)\s*$/i.test(separator)
  if (!isOfConditions || reader.isTooDeep(context)) return undefined
  const node = bare(list)
  const made = madeByMap(node)
  if (!made)
    return node.type === 'Identifier' ? itemsOfName(reader, node, context, (...of) => conditionOfEach(...of, separator)) : undefined
  const one = reader.read(made, context)
  return [one, one]
}

/** An item that a condition may leave out. */
function mayBe(item: Piece[], on: Node, context: Context): Piece[] {
  return [{ kind: 'choice', key: item, on: sourceOf(on, context), of: [item, []] }]
}

/** `Boolean` and `(part) => part` leave out nothing but what is empty. */
function isPresence(filter: Node | undefined): boolean {
  if (filter?.type === 'Identifier') return filter.name === 'Boolean'
  if (filter?.type !== 'ArrowFunctionExpression') return false
  const [parameter] = filter.params
  const body = bare(filter.body)
  const asked = body.type === 'UnaryExpression' && body.argument.type === 'UnaryExpression' ? bare(body.argument.argument) : body
  return parameter?.type === 'Identifier' && asked.type === 'Identifier' && asked.name === parameter.name
}

/** The items that elements of a list are, each read as it is said. */
export function elementItems(
  reader: TextReader,
  elements: readonly (Node | null)[],
  context: Context,
  read = (element: Node): Piece[] => reader.read(element, context),
): Piece[][] | undefined {
  const items: Piece[][] = []
  for (const element of elements) {
    if (!element) continue
    const spread = element.type === 'SpreadElement' ? itemsOf(reader, element.argument, context) : [read(element)]
    if (!spread) return undefined
    items.push(...spread)
  }
  return items
}

/** `filter ? [a] : []` */
function itemsOfEither(reader: TextReader, node: TSESTree.ConditionalExpression, context: Context): Piece[][] | undefined {
  const way = wayOf(reader, node.test, context)
  if (way !== undefined) return itemsOf(reader, way === 0 ? node.consequent : node.alternate, context)
  const [yes, no] = [itemsOf(reader, node.consequent, context), itemsOf(reader, node.alternate, context)]
  if (!yes || !no) return undefined
  const choice = (item: Piece[], first: boolean): Piece[] => [
    reader.choice({ key: node, on: node.test, isTest: true }, first ? [item, []] : [[], item], context),
  ]
  return [...yes.map((item) => choice(item, true)), ...no.map((item) => choice(item, false))]
}
