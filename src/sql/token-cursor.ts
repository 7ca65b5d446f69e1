import { cutName } from '../catalog/names.ts'
import { identifierText, stringText } from './identifier.ts'
import { tokenize, type Range, type Token } from './lexer.ts'

/** The first of the tokens and the one after the last. */
export type Span = readonly [first: number, end: number]

/** The tokens that a parser sees: no comments, and a U&"…" together with its UESCAPE. */
function significant(text: string): Token[] {
  const kept: Token[] = []
  for (const token of tokenize(text)) {
    if (token.kind === 'comment') continue
    const [before, last] = [kept.at(-2), kept.at(-1)]
    if (token.kind === 'string' && before && last && isEscapeClause(text, before, last)) kept.pop()
    else kept.push(token)
  }
  return kept
}

function isEscapeClause(text: string, escaped: Token, word: Token): boolean {
  if (word.kind !== 'word' || text.slice(word.start, word.end).toLowerCase() !== 'uescape') return false
  return (escaped.kind === 'quoted' || escaped.kind === 'string') && /^u&/i.test(text.slice(escaped.start, escaped.start + 2))
}

/** Walks the tokens of a text beside its tree, to find where the tree's names are written. */
export class TokenCursor {
  /** The token that is looked at. */
  index = 0
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #words: readonly string[]
  readonly #partners: Int32Array
  readonly #claimed: Uint8Array
  readonly #cutNames: (string | undefined)[] = []
  #end: number
  #byName: Map<string, number[]> | undefined

  constructor(text: string) {
    this.#text = text
    this.#tokens = significant(text)
    this.#words = this.#tokens.map((token) => this.#spelling(token))
    this.#partners = partners(this.#words)
    this.#claimed = new Uint8Array(this.#tokens.length)
    this.#end = this.#tokens.length
  }

  /** The token after the last of the statement. */
  get end(): number {
    return this.#end
  }

  #spelling({ kind, start, end }: Token): string {
    if (kind === 'word') return this.#text.slice(start, end).toLowerCase()
    return kind === 'punctuation' || kind === 'operator' ? this.#text.slice(start, end) : ''
  }

  /** The unquoted word, lower case, or the sign at a token; '' for anything else. */
  word(index = this.index): string {
    return this.#words[index] ?? ''
  }

  /** The bracket that closes or opens the one at `index`, or -1. */
  partner(index: number): number {
    return this.#partners[index] ?? -1
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
    if (index in this.#cutNames) return this.#cutNames[index]
    const token = this.#tokens[index]
    const text = token && identifierText(this.#text, token)
    return (this.#cutNames[index] = text === undefined ? undefined : cutName(text))
  }

  /** The value of the string at a token. */
  label(index: number): string | undefined {
    return this.#tokens[index]?.kind === 'string' ? this.text(index) : undefined
  }

  isClaimed(index: number): boolean {
    return this.#claimed[index] === 1
  }

  claim(index: number): void {
    this.#claimed[index] = 1
  }

  /** The first token that starts at or after an offset. */
  at(offset: number): number {
    let low = 0
    let high = this.#tokens.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#tokens[middle]?.start ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
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

  /** The parts between commas from `first` to the bracket that closes them, or to the statement's end. */
  elements(first: number): Span[] {
    const spans: Span[] = []
    let start = first
    let i = first
    for (; i < this.#end; i++) {
      const word = this.word(i)
      if (word === ')' || word === ']' || word === ';') break
      if (word === ',') {
        spans.push([start, i])
        start = i + 1
      } else if (word === '(' || word === '[') {
        i = Math.max(i, this.partner(i))
      }
    }
    if (i > start) spans.push([start, i])
    return spans
  }

  /** The first token from here on that is nobody's yet and stands for the name. */
  find(name: string, accepts: (index: number) => boolean = () => true): number {
    const found = this.#tokensOf(name)
    let low = 0
    let high = found.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((found[middle] ?? 0) < this.index) low = middle + 1
      else high = middle
    }
    for (let i = low; i < found.length; i++) {
      const index = found[i] ?? this.#end
      if (index >= this.#end) break
      if (!this.isClaimed(index) && accepts(index)) return index
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

function partners(words: readonly string[]): Int32Array {
  const found = new Int32Array(words.length).fill(-1)
  const open: number[] = []
  words.forEach((word, i) => {
    if (word === '(' || word === '[') open.push(i)
    if (word !== ')' && word !== ']') return
    const start = open.pop()
    if (start === undefined) return
    found[start] = i
    found[i] = start
  })
  return found
}
