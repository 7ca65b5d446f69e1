import { cutName } from '../catalog/names.ts'
import { firstWhere } from '../sorted.ts'
import { identifierText, stringText } from './identifier.ts'
import { tokenize, type Range, type Token } from './lexer.ts'

/** The first of the tokens and the one after the last. */
export type Span = readonly [first: number, end: number]

/** The tokens that a parser sees: no comments, and a U&"…" together with its UESCAPE. */
function significant(text: string): Token[] {
  const kept: Token[] = []
  for (const token of tokenize(text)) {
    if (token.kind === 'comment') continue
    if (token.kind === 'string' && isEscapeClause(text, kept.at(-2), kept.at(-1))) kept.pop()
    else kept.push(token)
  }
  return kept
}

function isEscapeClause(text: string, escaped: Token | undefined, word: Token | undefined): boolean {
  if (!escaped || word?.kind !== 'word' || text.slice(word.start, word.end).toLowerCase() !== 'uescape') return false
  return (escaped.kind === 'quoted' || escaped.kind === 'string') && /^u&/i.test(text.slice(escaped.start, escaped.start + 2))
}

/** Most names stand this near, and are found without a list of all. */
const lookAhead = 8

/** Walks the tokens of a text beside its tree, to find where the tree's names are written. */
export class TokenCursor {
  /** The token that is looked at. */
  index = 0
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #claimed = new Set<number>()
  readonly #words: string[] = []
  readonly #cutNames: (string | undefined)[] = []
  #end: number
  #partners: Int32Array | undefined
  #byName: Map<string, number[]> | undefined

  constructor(text: string) {
    this.#text = text
    this.#tokens = significant(text)
    this.#end = this.#tokens.length
  }

  /** The token after the last of the statement. */
  get end(): number {
    return this.#end
  }

  #spelling(token: Token | undefined): string {
    if (token?.kind === 'word') return this.#text.slice(token.start, token.end).toLowerCase()
    return token?.kind === 'punctuation' || token?.kind === 'operator' ? this.#text.slice(token.start, token.end) : ''
  }

  /** The unquoted word, lower case, or the sign at a token; '' for anything else. */
  word(index = this.index): string {
    return (this.#words[index] ??= this.#spelling(this.#tokens[index]))
  }

  /** The comma, bracket or other single sign at a token; '' for anything else. */
  #sign(index: number): string {
    const token = this.#tokens[index]
    return token?.kind === 'punctuation' ? (this.#text[token.start] ?? '') : ''
  }

  /** The bracket that closes or opens the one at `index`, or -1. */
  partner(index: number): number {
    this.#partners ??= this.#findPartners()
    return this.#partners[index] ?? -1
  }

  #findPartners(): Int32Array {
    const found = new Int32Array(this.#tokens.length).fill(-1)
    const open: number[] = []
    for (let i = 0; i < found.length; i++) {
      const sign = this.#sign(i)
      if (sign === '(' || sign === '[') open.push(i)
      if (sign !== ')' && sign !== ']') continue
      const start = open.pop()
      if (start === undefined) continue
      found[start] = i
      found[i] = start
    }
    return found
  }

  range(index: number): Range {
    const token = this.#tokens[index]
    return token ? [token.start, token.end] : [this.#text.length, this.#text.length]
  }

  /** The whole name at a token, or the value of a string. */
  text(index: number): string | undefined {
    const token = this.#tokens[index]
    return token && (token.kind === 'string' ? stringText(this.#text, token) : identifierText(this.#text, token))
  }

  /** The name at a token as the parser cuts it; undefined where no name stands. */
  cutName(index: number): string | undefined {
    return (this.#cutNames[index] ??= this.#readCutName(index))
  }

  #readCutName(index: number): string | undefined {
    const token = this.#tokens[index]
    const text = token && identifierText(this.#text, token)
    return text === undefined ? undefined : cutName(text)
  }

  /** The value of the string at a token. */
  label(index: number): string | undefined {
    return this.#tokens[index]?.kind === 'string' ? this.text(index) : undefined
  }

  isClaimed(index: number): boolean {
    return this.#claimed.has(index)
  }

  claim(index: number): void {
    this.#claimed.add(index)
  }

  /** The first token that starts at or after an offset. */
  at(offset: number): number {
    return firstWhere(this.#tokens, ({ start }) => start >= offset)
  }

  /** Narrows every search to one statement and goes to its start. */
  enter(start: number, end: number): void {
    this.index = this.at(start)
    this.#end = this.at(end)
  }

  #matches(index: number, group: readonly string[]): boolean {
    return index + group.length <= this.#end && group.every((word, i) => this.word(index + i) === word)
  }

  /** Steps over each group of words, if all of it stands here. */
  skip(...groups: readonly string[]): void {
    for (const group of groups) {
      const words = group.split(' ')
      if (group !== '' && this.#matches(this.index, words)) this.index += words.length
    }
  }

  /** Goes behind the next occurrence of a group of words; stays where there is none. */
  after(group: string): boolean {
    const words = group.split(' ')
    for (let i = this.index; i + words.length <= this.#end; i++) {
      if (!this.#matches(i, words)) continue
      this.index = i + words.length
      return true
    }
    return false
  }

  /** The comma or bracket behind the element of a list that begins at `first`, or the statement's end. */
  elementEnd(first: number): number {
    let i = first
    for (; i < this.#end; i++) {
      const sign = this.#sign(i)
      if (sign === '') continue
      if (sign === ',' || sign === ')' || sign === ']' || sign === ';') return i
      if (sign === '(' || sign === '[') i = Math.max(i, this.partner(i))
    }
    return i
  }

  /** The parts between commas from `first` to the bracket that closes them, or to the statement's end. */
  elements(first: number): Span[] {
    const spans: Span[] = []
    let start = first
    let end = this.elementEnd(start)
    for (; this.#sign(end) === ',' && end < this.#end; end = this.elementEnd(start)) {
      spans.push([start, end])
      start = end + 1
    }
    if (end > start) spans.push([start, end])
    return spans
  }

  /** The first token from here on that is nobody's yet and stands for the name. */
  find(name: string, accepts: (index: number) => boolean = () => true): number {
    const isFound = (index: number): boolean => !this.isClaimed(index) && accepts(index)
    const far = Math.min(this.index + lookAhead, this.#end)
    for (let i = this.index; i < far; i++) if (this.cutName(i) === name && isFound(i)) return i
    const found = this.#tokensOf(name)
    for (let i = firstWhere(found, (one) => one >= far); i < found.length; i++) {
      const index = found[i] ?? this.#end
      if (index >= this.#end) break
      if (isFound(index)) return index
    }
    return -1
  }

  #tokensOf(name: string): readonly number[] {
    if (!this.#byName) {
      this.#byName = new Map()
      for (let i = 0; i < this.#tokens.length; i++) {
        const text = this.cutName(i)
        if (text === undefined) continue
        const found = this.#byName.get(text)
        if (found) found.push(i)
        else this.#byName.set(text, [i])
      }
    }
    return this.#byName.get(name) ?? []
  }
}
