import type { Command, Grant, Role } from '../query/command.ts'
import type { Written } from '../query/query.ts'
import type { StatementKind } from './engine.ts'
import type { Range } from './lexer.ts'
import { TokenCursor } from './token-cursor.ts'
import { shownWithHoles } from './template/hole.ts'

/** The statements that say something besides, by their kinds. */
const readers: Readonly<Record<StatementKind, (words: Words) => Command | undefined>> = {
  explain: (words) => ({ kind: 'explain', analyzes: analyzes(words) }),
  grant: (words) => grant(words),
  'alter default privileges': (words) => (words.goTo('grant') ? grant(words) : undefined),
  'create role': (words) => role(words),
  'alter role': (words) => (words.goTo('set') ? setting(words) : role(words)),
  'create user mapping': (words) => role(words),
  'alter user mapping': (words) => role(words),
  set: (words) => setting(words),
  'alter database': (words) => (words.goTo('set') ? setting(words) : undefined),
  'alter system': (words) => (words.goTo('set') ? setting(words) : undefined),
  analyze: (words) => ({ kind: 'analyze', tables: analyzed(words) }),
  vacuum: (words) => (analyzes(words) ? { kind: 'analyze', tables: analyzed(words) } : undefined),
  'create statistics': (words) => (words.goTo('from') ? { kind: 'create statistics', table: words.path() } : undefined),
}

/** What a statement says besides its query and its changes. It is read from the words, so that all parsers give the same. */
export function readCommand(kind: StatementKind, sql: string, [start, end]: Range): Command | undefined {
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined
  return read?.(new Words(sql.slice(start, end), start))
}

/** The words of a statement behind its first, with their places in the text. */
class Words {
  readonly tokens: TokenCursor
  readonly #text: string
  readonly #start: number

  constructor(text: string, start: number) {
    this.tokens = new TokenCursor(text)
    this.tokens.index = 1
    this.#text = text
    this.#start = start
  }

  get word(): string {
    return this.tokens.word()
  }

  get isAtEnd(): boolean {
    return this.tokens.index >= this.tokens.end
  }

  next(): void {
    this.tokens.index++
  }

  /** Goes behind a word that stands in no parentheses; stays where there is none. */
  goTo(word: string): boolean {
    const { tokens } = this
    for (let i = tokens.index; i < tokens.end; i = Math.max(i, tokens.partner(i)) + 1) {
      if (tokens.word(i) !== word) continue
      tokens.index = i + 1
      return true
    }
    return false
  }

  place(first: number, last: number): Range {
    return [this.#start + this.tokens.range(first)[0], this.#start + this.tokens.range(last)[1]]
  }

  /** The word, name or string here; goes behind it. */
  take(): Written {
    const { tokens } = this
    const { index } = tokens
    tokens.index++
    const written = this.#text.slice(...tokens.range(index))
    return { text: tokens.cutName(index) ?? tokens.text(index) ?? written, range: this.place(index, index) }
  }

  /** A name with what stands before its dots; its text is the last part. */
  path(): Written {
    const { tokens } = this
    const { index } = tokens
    while (tokens.word(tokens.index + 1) === '.') tokens.index += 2
    const { text } = this.take()
    return { text, range: this.place(index, tokens.index - 1) }
  }

  /** The paths between commas, each without this word before it and what follows. */
  paths(before = ''): Written[] {
    const found: Written[] = []
    for (const [first, end] of this.tokens.elements(this.tokens.index)) {
      this.tokens.index = first
      this.tokens.skip(before)
      found.push(this.path())
      this.tokens.index = end
    }
    return found
  }
}

const off = /^(?:false|off|0)$/i

/** Where ANALYZE stands among the options, in parentheses or without. */
function analyzes(words: Words): Range | undefined {
  const { tokens } = words
  if (tokens.word() !== '(') {
    for (let i = tokens.index; /^(?:full|freeze|verbose|analy[sz]e)$/.test(tokens.word(i)); i++)
      if (tokens.word(i).startsWith('analy')) return words.place(i, i)
    return undefined
  }
  const option = tokens.elements(tokens.index + 1).find(([first, end]) => {
    if (!/^analy[sz]e$/.test(tokens.word(first))) return false
    return end === first + 1 || !off.test(tokens.text(first + 1) ?? tokens.word(first + 1))
  })
  return option && words.place(option[0], option[1] - 1)
}

function analyzed(words: Words): string[] {
  const { tokens } = words
  if (tokens.word() === '(') tokens.index = tokens.partner(tokens.index) + 1
  while (/^(?:full|freeze|verbose|analy[sz]e)$/.test(tokens.word())) tokens.index++
  return words.isAtEnd ? [] : words.paths().map(({ text }) => text)
}

/** GRANT, behind that word. */
function grant(words: Words): Grant | undefined {
  const { tokens } = words
  const what: Written[] = []
  for (const [first] of privilegesOf(words)) {
    tokens.index = first
    const { text, range } = words.take()
    what.push({ text: text.toLowerCase(), range })
  }
  const on = words.goTo('on') ? onWhat(words) : undefined
  if (!words.goTo('to')) return undefined
  const to = words.paths('group').map(({ text, range }) => ({ text: shownWithHoles(text), range }))
  return { kind: 'grant', what, on: on && shownWithHoles(on), to }
}

/** The parts between commas before ON or TO. */
function privilegesOf({ tokens }: Words): (readonly [number])[] {
  const found: (readonly [number])[] = []
  let isStart = true
  for (let i = tokens.index; i < tokens.end; i = Math.max(i, tokens.partner(i)) + 1) {
    const word = tokens.word(i)
    if (word === 'on' || word === 'to') return found
    if (isStart) found.push([i])
    isStart = word === ','
  }
  return found
}

function onWhat({ tokens }: Words): string {
  const words: string[] = []
  for (let i = tokens.index; i < tokens.end && tokens.word(i) !== 'to'; i++) words.push(tokens.text(i) ?? tokens.word(i))
  return words.join(' ').replaceAll(/ ?\. ?/g, '.')
}

function role(words: Words): Role {
  const { tokens } = words
  const powers: Written[] = []
  let password: Role['password']
  const named = tokens.index + (tokens.word(tokens.index + 1) === 'mapping' ? 3 : 1)
  tokens.index = named
  const name = words.isAtEnd ? undefined : shownWithHoles(words.take().text)
  while (!words.isAtEnd) {
    const { word } = words
    const { text, range } = words.take()
    if (word === 'superuser' || word === 'bypassrls') powers.push({ text: word, range })
    const isPassword = word === 'password' || (text === 'password' && tokens.label(tokens.index) !== undefined)
    if (isPassword && tokens.label(tokens.index) !== undefined) password = words.take()
  }
  return { kind: 'role', name, powers, password }
}

/** SET, behind that word. */
function setting(words: Words): Command | undefined {
  const { tokens } = words
  if (words.word === 'session' || words.word === 'local') words.next()
  const name = words.path()
  if (words.word !== 'to' && words.word !== '=') return undefined
  words.next()
  const value = words.isAtEnd ? undefined : words.take().text
  return { kind: 'set', name, value: value === 'default' && tokens.index >= tokens.end ? undefined : value }
}
