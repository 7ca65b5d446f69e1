import type { TSESTree } from '@typescript-eslint/utils'
import type { Range } from '../../catalog/place.ts'
import { mishaps } from '../../catalog/mishap.ts'
import type { Modules } from '../../javascript/modules.ts'
import { keyOfTest } from '../../javascript/followed.ts'
import { Harmless } from '../../javascript/harmless.ts'
import { bare, isFunction, isUnder, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isRequested } from '../../javascript/requested.ts'
import { conditionText } from '../../javascript/sent-conditions.ts'
import { resolve, valueOf, type Located } from '../../javascript/resolve.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Either } from '../../javascript/state.ts'
import { javascriptText, plainText, type HostText } from '../../sql/host-text.ts'
import type { Hole } from '../../sql/template/hole.ts'
import type { Given } from './arguments.ts'
import type { AsCalled } from './as-called.ts'
import { computedName, machineForNames } from './computed-names.ts'
import { calledText } from './called-texts.ts'
import { keyWithin, type Calling } from './calls.ts'
import { isAppendable, listedText, variableText, wayOf } from './flow.ts'
import { typedText } from './typed-texts.ts'
import { helperText, isOfProject, listIn, valueIn } from './helpers.ts'
import { valueBefore } from './checked.ts'
import { fragmentsText } from './fragment-lists.ts'
import { isNothing, tagKind, type SqlNames } from './libraries.ts'
import { FunctionNames } from '../../orms/client-names.ts'
import { commonKind, weightOf, type Piece } from '../../sql/template/pieces.ts'
import { once } from '../../catalog/once-for.ts'

/** Where an expression is read. */
export interface Context {
  readonly program: Program
  /** The place of use, once an expression was followed to where it is written. */
  readonly seat: Range | undefined
  /** The hole of a template that it stands in, with its signs. */
  readonly around: Range | undefined
  /** It stands in another file. */
  readonly away: boolean
  /** What fills a hole is bound as a parameter, unless it is SQL itself. */
  readonly bound: boolean
  /** What the parameters of helper functions stand for. */
  readonly given: ReadonlyMap<Binding, Given>
  /** What names come to as the calls that led there run their functions. */
  readonly called?: AsCalled | undefined
  /** The call of a helper function that led there. */
  readonly calling?: Calling
  /** What a variable holds within an expression that sets it. */
  readonly held?: Holding | undefined
  readonly depth: number
}

interface Holding {
  readonly binding: Binding
  readonly within: Node
  readonly pieces?: Piece[]
  readonly items?: Piece[][]
}

/** What a program's texts are read with. */
export interface Surroundings {
  readonly modules: Modules
  readonly names?: SqlNames | undefined
}

/** What decides between texts, and how it is written. */
type Decider = Pick<Either, 'key' | 'on'> & Partial<Pick<Either, 'isTest'>>

const maxDepth = 10
/** How many expressions one text may be made of. */
const maxSteps = 10_000
/** And all texts of a file: one that a tool made small is of thousands. */
const maxOfFile = 100_000

/** Reads the texts that expressions of a program are. */
export class TextReader {
  readonly modules: Modules
  readonly names: SqlNames
  readonly #helpers: FunctionNames
  readonly #harmless: Harmless
  /** What became part of a text, by the expressions that the texts were asked for. */
  readonly #parts = new Map<Node, Set<Node>>()
  readonly #answers = new Map<object, boolean>()
  #machine: Machine | undefined
  #asked: Node | undefined
  #steps = 0
  #ofFile = 0
  #isOutline = false

  constructor({ modules, names = {} }: Surroundings) {
    this.modules = modules
    this.names = names
    this.#harmless = new Harmless(modules)
    this.#helpers = new FunctionNames(names.scopingHelpers ?? [])
  }

  /** What functions of the program compute. */
  get machine(): Machine {
    return (this.#machine ??= machineForNames(this.modules))
  }

  /** The text that an expression of the program is, in pieces; for the text of another one, where that is given. */
  ask(expression: Node, context: Context, by = expression): Piece[] {
    this.#asked = by
    this.#steps = 0
    this.#answers.clear()
    return this.read(expression, context)
  }

  /** What is written in an expression itself, nothing followed. */
  outline(expression: Node, context: Context): Piece[] {
    this.#isOutline = true
    try {
      return this.ask(expression, context)
    } catch (error) {
      mishaps.told(error)
      return [{ kind: 'hole', hole: { range: [...expression.range], text: sourceOf(expression, context), as: undefined, spliced: false } }]
    } finally {
      this.#isOutline = false
    }
  }

  /** Answers a question once for the text that was asked for; by no, where it comes up again on the way to its answer. */
  once(question: object, answer: () => boolean): boolean {
    const known = this.#answers.get(question)
    if (known !== undefined) return known
    this.#answers.set(question, false)
    const found = answer()
    this.#answers.set(question, found)
    return found
  }

  /** Notes that an expression became part of the text that was asked for. */
  take(node: Node): void {
    if (!this.#asked) return
    const owners = this.#parts.get(node) ?? new Set()
    this.#parts.set(node, owners.add(this.#asked))
  }

  /** Whether an expression is part of the text of another one. */
  isPart(node: Node): boolean {
    return [...(this.#parts.get(node) ?? [])].some((owner) => owner !== node)
  }

  isTooDeep({ depth }: Context): boolean {
    return depth > maxDepth || ++this.#steps > maxSteps || ++this.#ofFile > maxOfFile
  }

  /** Reads on, in the text that was asked for. */
  read(expression: Node, context: Context): Piece[] {
    const node = bare(expression)
    if (this.isTooDeep(context) || (this.#isOutline && !isWritten.test(node.type))) return [this.hole(node, context)]
    const pieces = this.#read(node, context)
    return pieces.length === 1 && pieces[0]?.kind === 'hole' ? (computedName(this, node, context) ?? pieces) : pieces
  }

  #read(node: Node, context: Context): Piece[] {
    switch (node.type) {
      case 'Literal':
        return this.#literal(node, context)
      case 'TemplateLiteral':
        return context.bound ? [this.hole(node, context, 'value')] : this.#template(node, context)
      case 'TaggedTemplateExpression':
        return this.#tagged(node, context)
      case 'BinaryExpression':
        return this.#sum(node, context)
      case 'ConditionalExpression':
        return this.#conditional(node, context)
      case 'LogicalExpression':
        return this.#logical(node, context)
      case 'Identifier':
        return this.#identifier(node, context)
      case 'MemberExpression':
        return this.#constant(node, context) ?? helperText(this, node, context) ?? this.#chosen(node, context) ?? [this.hole(node, context)]
      case 'CallExpression':
        return this.#helped(node, context) ?? calledText(this, node, context) ?? [this.hole(node, context)]
      default:
        return [this.hole(node, context)]
    }
  }

  /** What decides a condition; choices with the same key are made alike. */
  keyOf(key: object, on: Node | string, { calling, program }: Context): object {
    return keyWithin(calling, key, on, program)
  }

  /** One of several texts, as something decides. */
  choice({ key, on, isTest = false }: Decider, of: readonly (readonly Piece[])[], context: Context): Piece {
    const test = isTest && typeof on !== 'string' ? keyOfTest(on, context.program) : undefined
    return {
      kind: 'choice',
      key: this.keyOf(test ?? key, on, context),
      on: typeof on === 'string' ? on : conditionText({ node: on, program: context.program }),
      of,
      isOfValues: context.bound && of.every(isOneValue),
    }
  }

  hole(node: Node, context: Context, as?: Hole['as']): Piece {
    return { kind: 'hole', hole: this.holeOf(node, context, as) }
  }

  holeOf(node: Node, context: Context, as?: Hole['as']): Hole {
    const { bound, away, program, seat, around } = context
    const list = away ? undefined : listIn(node, this, context)
    const value = valueIn(node, this, context)
    const scopedBy = this.#helpers.calledBy(node, program)
    const [start, end] = away ? placeOf(node, context) : (around ?? node.range)
    const spliced = !bound && !away && !this.#harmless.is({ node, program })
    return {
      range: [start, end],
      ...(seat && !away && { usedAt: seat }),
      text: sourceOf(value, context),
      as,
      spliced,
      requested: spliced && isRequested(node, program),
      ...(list && { list: program.text.slice(...list.range) }),
      ...(!away && { from: once(() => valueBefore(list ?? value, node, program, this.names)) }),
      ...(scopedBy !== undefined && { scopedBy }),
    }
  }

  /** A word that is brought in, such as a table's name, is told where it is used; a longer text where it is written. */
  text(host: HostText, { seat, away }: Context): Piece {
    return seat && (away || /^[\w$."]*$/.test(host.text)) ? { kind: 'known', text: host.text, range: seat } : { kind: 'text', host, seat }
  }

  known(text: string, node: Node, context: Context): Piece {
    return { kind: 'known', text, range: placeOf(node, context) }
  }

  /** Reads what is written elsewhere, as if it stood at the place of use. */
  follow({ node, program }: Located, from: Node, context: Context): Piece[] {
    const away = context.away || program !== context.program
    const pieces = this.read(node, { ...context, program, away, seat: placeOf(from, context), around: undefined, depth: context.depth + 1 })
    const [only] = pieces
    return pieces.length === 1 && only?.kind === 'hole' ? [this.hole(from, context, only.hole.as)] : pieces
  }

  /** What a parameter stands for, as it is written in the call. */
  readGiven({ node, context: there }: Given, { bound, seat, depth }: Context): Piece[] {
    return this.read(node, { ...there, bound, seat: there.seat ?? seat, depth: depth + 1 })
  }

  #literal(node: TSESTree.Literal, context: Context): Piece[] {
    if (context.bound) return [this.hole(node, context, 'value')]
    if (typeof node.value !== 'string') return [this.known(String(node.value), node, context)]
    const host = quotedText(context.program.text, node)
    if (!host) return [this.known(node.value, node, context)]
    this.take(node)
    return [this.text(host, context)]
  }

  #template(node: TSESTree.TemplateLiteral, context: Context, isRaw = false): Piece[] {
    this.take(node)
    const { text } = context.program
    return node.quasis.flatMap((quasi, i) => {
      const [range, next, expression] = [quasiRange(node, i), quasiRange(node, i + 1), node.expressions[i]]
      const raw = text.slice(...range)
      const host = isRaw ? plainText(raw, range[0]) : javascriptText(raw, range[0], '`')
      const around: Range = [range[1], next[0]]
      return [...(raw === '' ? [] : [this.text(host, context)]), ...(expression ? this.#filling(expression, { ...context, around }) : [])]
    })
  }

  /** What fills a place of a template: a value, more of the text, or fragments in a list. */
  #filling(expression: Node, context: Context): Piece[] {
    return fragmentsText(this, expression, context) ?? this.read(expression, context)
  }

  #tagged(node: TSESTree.TaggedTemplateExpression, context: Context): Piece[] {
    const kind = tagKind(node.tag, this.names)
    if (kind === undefined || (kind === 'text' && (context.bound || (node !== this.#asked && isOfProject(node.tag, this, context)))))
      return [this.hole(node, context)]
    this.take(node)
    const isRaw = kind === 'text' && pathOf(node.tag)?.[0] === 'String'
    return this.#template(node.quasi, kind === 'text' ? context : { ...context, bound: true }, isRaw)
  }

  #sum(node: TSESTree.BinaryExpression & { left: Node }, context: Context): Piece[] {
    if (node.operator !== '+' || context.bound) return [this.hole(node, context)]
    const pieces = [...this.read(node.left, context), ...this.read(node.right, context)]
    if (pieces.length > 0 && pieces.every((piece) => piece.kind === 'hole' || (piece.kind === 'known' && /^\d+$/.test(piece.text))))
      return [this.hole(node, context)]
    this.take(node)
    return pieces
  }

  #conditional(node: TSESTree.ConditionalExpression, context: Context): Piece[] {
    const way = wayOf(this, node.test, context)
    if (way !== undefined) return this.read(way === 0 ? node.consequent : node.alternate, context)
    return this.#choice(node, node.test, [this.read(node.consequent, context), this.read(node.alternate, context)], context)
  }

  #choice(node: Node, test: Node, of: Piece[][], context: Context): Piece[] {
    if (of.every((pieces) => pieces.length === 1 && pieces[0]?.kind === 'hole')) return [this.hole(node, context, commonKind(of))]
    const isTest = !(node.type === 'LogicalExpression' && node.operator === '??')
    return [this.choice({ key: node, on: test, isTest }, of.map(withoutNothing), context)]
  }

  #logical(node: TSESTree.LogicalExpression, context: Context): Piece[] {
    const right = this.read(node.right, context)
    if (node.operator === '&&') {
      const way = wayOf(this, node.left, context)
      if (way !== undefined) return way === 0 ? right : []
      if (right.every(({ kind }) => kind === 'hole')) return [this.hole(node, context)]
      return [this.choice({ key: node, on: node.left, isTest: true }, [right, []], context)]
    }
    return this.#choice(node, node.left, [this.read(node.left, context), right], context)
  }

  #helped(node: TSESTree.CallExpression, context: Context): Piece[] | undefined {
    const text = helperText(this, node, context)
    if (text) this.take(node)
    return text
  }

  #identifier(node: TSESTree.Identifier, context: Context): Piece[] {
    const { program } = context
    this.take(node)
    const binding = program.named(node)
    if (!binding) return [this.hole(node, context)]
    const { held } = context
    if (held?.binding === binding && held.pieces && isUnder(node, held.within)) return this.#again(held.pieces, node, context)
    const given = context.given.get(binding)
    if (given && binding.writes.length > 0) return variableText(this, binding, node, context) ?? [this.hole(node, context)]
    if (given) return this.readGiven(given, context)
    if (isNothing(binding, program)) return []
    const listed = listedText(this, binding, node, context) ?? typedText(this, node, context)
    if (listed) return listed
    if (binding.writes.length > 0 || isAppendable(binding, program))
      return variableText(this, binding, node, context) ?? [this.hole(node, context)]
    const value = valueOf({ binding, program }, this.modules)
    return value && !isFunction(value.node) ? this.follow(value, node, context) : [this.hole(node, context)]
  }

  /** A text that is made of itself may double each time. */
  #again(pieces: Piece[], node: Node, context: Context): Piece[] {
    this.#steps += weightOf(pieces, maxSteps)
    return this.isTooDeep(context) ? [this.hole(node, context)] : pieces
  }

  #constant(node: TSESTree.MemberExpression, context: Context): Piece[] | undefined {
    const found = resolve({ node, program: context.program }, this.modules)
    if (found.node === node) return typedText(this, node, context)
    return isFunction(found.node) ? undefined : this.follow(found, node, context)
  }

  /** One of the constants of an object: which, a key decides. */
  #chosen(node: TSESTree.MemberExpression, context: Context): Piece[] | undefined {
    const object = node.computed ? resolve({ node: node.object, program: context.program }, this.modules).node : undefined
    if (object?.type !== 'ObjectExpression') return undefined
    const isConstant = object.properties.every((property) => property.type === 'Property' && isPlainText(property.value))
    return isConstant ? [{ kind: 'hole', hole: { ...this.holeOf(node, context), spliced: false } }] : undefined
  }
}

const isWritten = /^(?:Literal|TemplateLiteral|TaggedTemplateExpression|BinaryExpression)$/

function isOneValue(pieces: readonly Piece[]): boolean {
  const [only, ...others] = pieces
  return others.length === 0 && (only?.kind === 'hole' || (only?.kind === 'choice' && only.isOfValues === true))
}

/** Beside a text, `undefined` and the like are the absence of one. */
function withoutNothing(pieces: Piece[]): Piece[] {
  const [only] = pieces
  return pieces.length === 1 && only?.kind === 'hole' && /^(?:undefined|null|false|''|""|``)$/.test(only.hole.text) ? [] : pieces
}

function isPlainText(node: Node): boolean {
  const value = bare(node)
  return value.type === 'Literal' || (value.type === 'TemplateLiteral' && value.expressions.length === 0)
}

/** An expression as it is written, for people. */
export function sourceOf(node: Node, { program }: Context): string {
  return program.text.slice(...node.range)
}

function quotedText(text: string, { range: [start, end] }: Node): HostText | undefined {
  const quote = text[start]
  return quote === "'" || quote === '"' ? javascriptText(text.slice(start + 1, end - 1), start + 1, quote) : undefined
}

/** What is between the signs; some parsers count them as part of it. */
function quasiRange({ quasis, range }: TSESTree.TemplateLiteral, i: number): Range {
  const quasi = quasis[i]
  if (!quasi) return [range[1], range[1]]
  const withSigns = quasis[0]?.range[0] === range[0]
  return withSigns ? [quasi.range[0] + 1, quasi.range[1] - (quasi.tail ? 1 : 2)] : [quasi.range[0], quasi.range[1]]
}

export function placeOf({ range: [start, end] }: Node, { seat, around }: Context): Range {
  return seat ?? around ?? [start, end]
}
