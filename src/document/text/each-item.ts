import { bare, nothingIn, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import type { Piece } from '../../sql/template/pieces.ts'
import { isMentioned } from './flow.ts'
import { tagKind } from './libraries.ts'
import type { Context, TextReader } from './read-text.ts'

/** A text that is made of items: these in their order, and what stands before, between and behind them. */
export interface EachAs {
  readonly of: readonly Binding[]
  readonly texts: readonly (readonly Piece[])[]
}

/** Where an item is one of several. */
interface Round {
  readonly index: Binding
  readonly isOfFirst: boolean
}

/** How a text is made of items by name, each of which it has once; of a list, `[sql`AND`, one]`, one behind the other. */
export function readsEach(
  reader: TextReader,
  expression: Node,
  items: readonly Binding[],
  context: Context,
  round?: Round,
): EachAs | undefined {
  const parts = new Parts(reader, items, context, round)
  return parts.add(expression) && parts.of.length === items.length ? parts : undefined
}

class Parts implements EachAs {
  readonly of: Binding[] = []
  readonly texts: Piece[][] = [[]]
  readonly #reader: TextReader
  readonly #items: readonly Binding[]
  readonly #context: Context
  readonly #round: Round | undefined

  constructor(reader: TextReader, items: readonly Binding[], context: Context, round: Round | undefined) {
    this.#reader = reader
    this.#items = items
    this.#context = context
    this.#round = round
  }

  /** Whether all of it could be told. */
  add(expression: Node): boolean {
    const node = this.#taken(bare(expression))
    if (!node || this.#reader.isTooDeep(this.#context)) return false
    const { program } = this.#context
    const item = program.named(node)
    if (item && this.#items.includes(item)) return this.#item(item)
    if (!this.#items.some((one) => isMentioned(one, node, program))) return this.#text(this.#reader.read(node, this.#context))
    if (node.type === 'ArrayExpression')
      return node.elements.every((one, i) => {
        if (i > 0) this.#known(' ', node)
        return one !== null && one.type !== 'SpreadElement' && this.add(one)
      })
    const quasi = this.#templateIn(node)
    return (
      quasi?.quasis.every(({ value }, i) => {
        const expression = quasi.expressions[i]
        return this.#known(value.cooked ?? value.raw, node) && (!expression || this.add(expression))
      }) ?? false
    )
  }

  #templateIn(node: Node) {
    if (node.type === 'TemplateLiteral') return this.#context.bound ? undefined : node
    if (node.type !== 'TaggedTemplateExpression') return undefined
    const kind = tagKind(node.tag, this.#reader.names)
    return this.#context.bound && kind !== undefined && kind !== 'text' ? node.quasi : undefined
  }

  /** The side of a condition that is taken in this round. */
  #taken(node: Node): Node | undefined {
    if (node.type !== 'ConditionalExpression' || !this.#round) return node
    const { index, isOfFirst } = this.#round
    const first = isFirst(node.test, [undefined, index], this.#context.program)
    return first === undefined ? node : bare(first === isOfFirst ? node.consequent : node.alternate)
  }

  #item(item: Binding): boolean {
    if (this.of.includes(item)) return false
    this.of.push(item)
    this.texts.push([])
    return true
  }

  #known(text: string, node: Node): boolean {
    return text === '' || this.#text([this.#reader.known(text, node, this.#context)])
  }

  #text(pieces: readonly Piece[]): boolean {
    this.texts.at(-1)?.push(...pieces)
    return true
  }
}

/** Whether a test asks for the first of all: `i === 0`, `!i`, or that there is nothing before it, `!all`; undefined where it asks for something else. */
export function isFirst(test: Node, [before, index]: readonly (Binding | undefined)[], program: Program): boolean | undefined {
  const node = bare(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const inner = isFirst(node.argument, [before, index], program)
    return inner === undefined ? undefined : !inner
  }
  const asks = (one: Node): Binding | undefined => {
    const binding = program.named(bare(one))
    return binding && (binding === before || binding === index) ? binding : undefined
  }
  if (node.type !== 'BinaryExpression') return asks(node) ? false : undefined
  const asked = node.left.type === 'PrivateIdentifier' ? undefined : asks(node.left)
  if (!asked || !isBeginning(node.right, asked === index)) return undefined
  if (/^===?$/.test(node.operator)) return true
  return /^!==?$/.test(node.operator) || (asked === index && node.operator === '>') ? false : undefined
}

function isBeginning(node: Node, isOfIndex: boolean): boolean {
  if (isOfIndex) return node.type === 'Literal' && node.value === 0
  return nothingIn(node) !== undefined || (node.type === 'Literal' && node.value === '')
}
