import type { Written } from '../../catalog/change.ts'
import type { Range } from '../../catalog/place.ts'
import { parsePath, parseValue } from './parse-value.ts'
import {
  blockKinds,
  type Assignment,
  type Attribute,
  type Block,
  type BlockKind,
  type EnumValue,
  type Field,
  type FieldType,
  type Problem,
  type SchemaFile,
} from './syntax.ts'
import { TokenReader } from './token-reader.ts'
import { readTokens } from './tokens.ts'

const schemas = new Map<string, SchemaFile>()

/** As many files as a large schema has. */
const capacity = 4_000

/**
 * Reads a text in Prisma's schema language. It never fails: a line that cannot be read is a problem, and the next one is read.
 * What a text says is asked by ESLint, by the schema that it is a part of, and again with each keystroke in another file.
 */
export function parsePrisma(text: string): SchemaFile {
  const known = schemas.get(text)
  if (known) return known
  if (schemas.size >= capacity) schemas.clear()
  const schema = new Parser(text).file()
  schemas.set(text, schema)
  return schema
}

interface Members {
  readonly fields: Field[]
  readonly values: EnumValue[]
  readonly assignments: Assignment[]
  readonly attributes: Attribute[]
}

class Parser {
  readonly #tokens: TokenReader
  readonly #problems: Problem[] = []

  constructor(text: string) {
    this.#tokens = new TokenReader(readTokens(text), (range, reason) => this.#problems.push({ range, reason }))
  }

  file(): SchemaFile {
    const blocks: Block[] = []
    while (this.#tokens.now.kind !== 'end') {
      const kind = this.#blockKind()
      if (kind) blocks.push(this.#block(kind))
      else this.#skipLine('no block of a Prisma schema begins so')
    }
    return { blocks, problems: this.#problems }
  }

  #blockKind(): BlockKind | undefined {
    const { now } = this.#tokens
    return this.#tokens.isBlockStart() ? blockKinds.find((kind) => kind === now.text) : undefined
  }

  #block(kind: BlockKind): Block {
    const tokens = this.#tokens
    const start = tokens.take().range[0]
    const name = written(tokens.take())
    tokens.take()
    const members: Members = { fields: [], values: [], assignments: [], attributes: [] }
    while (!tokens.is('}') && tokens.now.kind !== 'end' && !(tokens.now.startsLine && tokens.isBlockStart())) {
      this.#member(kind, members)
      if (!tokens.now.startsLine && !tokens.is('}')) this.#skipLine('the rest of the line cannot be read')
    }
    if (tokens.is('}')) tokens.take()
    else tokens.problem(name.range, `the ${kind} ${name.text} does not end`)
    return { kind, name, ...members, range: [start, tokens.end] }
  }

  #member(kind: BlockKind, members: Members): void {
    const tokens = this.#tokens
    if (tokens.is('@@')) {
      const attribute = this.#attribute()
      if (attribute) members.attributes.push(attribute)
      return
    }
    if (tokens.now.kind !== 'word') return this.#skipLine('neither a field nor an attribute begins so')
    if (kind === 'enum') members.values.push(this.#enumValue())
    else if (kind === 'datasource' || kind === 'generator') this.#assignment(members)
    else this.#field(members)
  }

  #enumValue(): EnumValue {
    const name = written(this.#tokens.take())
    return { name, attributes: this.#attributes(), range: this.#since(name) }
  }

  #assignment(members: Members): void {
    const tokens = this.#tokens
    const name = written(tokens.take())
    if (!tokens.takeIf('=')) return this.#skipLine(`${name.text} is given no value`, name.range)
    const value = parseValue(tokens)
    if (value) members.assignments.push({ name, value, range: this.#since(name) })
  }

  #field(members: Members): void {
    const tokens = this.#tokens
    const name = written(tokens.take())
    tokens.takeIf(':')
    if (tokens.now.kind !== 'word' || tokens.now.startsLine) return this.#skipLine(`the field ${name.text} has no type`, name.range)
    const type = this.#type()
    members.fields.push({ name, type, attributes: this.#attributes(), range: this.#since(name) })
  }

  /** Early versions wrote a list as `[Post]`, which is refused today. */
  #type(): FieldType {
    const tokens = this.#tokens
    const name = written(tokens.take())
    const args = tokens.is('(') ? this.#arguments() : []
    const list = tokens.is('[') && tokens.next.text === ']'
    if (list) {
      tokens.take()
      tokens.take()
    }
    const optional = !tokens.now.startsLine && tokens.takeIf('?')
    if (!tokens.now.startsLine) tokens.takeIf('!')
    return { name, args, list, optional, range: this.#since(name) }
  }

  #attributes(): Attribute[] {
    const attributes: Attribute[] = []
    while (this.#tokens.is('@') && !this.#tokens.now.startsLine) {
      const attribute = this.#attribute()
      if (attribute) attributes.push(attribute)
    }
    return attributes
  }

  #attribute(): Attribute | undefined {
    const tokens = this.#tokens
    const mark = tokens.take()
    if (tokens.now.kind !== 'word' || tokens.now.startsLine) {
      tokens.problem(mark.range, 'an attribute has no name')
      return undefined
    }
    const name = parsePath(tokens)
    const args = tokens.is('(') ? this.#arguments() : []
    return { name, args, range: [mark.range[0], tokens.end] }
  }

  #arguments(): Attribute['args'] {
    const value = parseValue(this.#tokens)
    return value?.kind === 'call' ? value.args : []
  }

  /** Passes over the rest of a line; where nothing of it was taken yet, over all of it. */
  #skipLine(reason: string, taken?: Range): void {
    const tokens = this.#tokens
    const [start] = taken ?? tokens.take().range
    tokens.takeLine()
    tokens.problem([start, tokens.end], reason)
  }

  #since({ range }: Written): Range {
    return [range[0], this.#tokens.end]
  }
}

function written({ text, range }: Written): Written {
  return { text, range }
}
