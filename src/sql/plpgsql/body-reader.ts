import type { Range } from '../lexer.ts'
import { TokenCursor } from '../token-cursor.ts'
import type { Branch, Declaration, Handler, Instruction, LoopHead, Problem } from './instruction.ts'

/** No one nests so deep, and the stack is not endless. */
const maxDepth = 200

/** The words that no instruction of a list begins with. */
const endsList: ReadonlySet<string> = new Set(['end', 'exception', 'else', 'elsif', 'elseif', 'when'])

const harmlessLevels: ReadonlySet<string> = new Set(['debug', 'log', 'info', 'notice', 'warning'])

/** Reads the body of a block of PL/pgSQL by its tokens. */
export function readBody(text: string): Instruction | Problem {
  return new BodyReader(text).read()
}

class BodyReader {
  readonly #cursor: TokenCursor
  #problem: Problem | undefined
  #depth = 0

  constructor(text: string) {
    this.#cursor = new TokenCursor(text)
  }

  read(): Instruction | Problem {
    const cursor = this.#cursor
    // Options such as `#variable_conflict use_column` stand before everything else.
    while (cursor.word() === '#') cursor.index += 3
    this.#label()
    const block = this.#block()
    this.#skip(';')
    if (!this.#isAtEnd()) this.#fail('it goes on behind its END')
    return this.#problem ?? block
  }

  #isAtEnd(): boolean {
    return this.#cursor.index >= this.#cursor.end
  }

  /** Goes to the end, so that nothing more is read. */
  #fail(reason: string): void {
    this.#problem ??= { reason, at: this.#cursor.range(Math.min(this.#cursor.index, this.#cursor.end - 1)) }
    this.#cursor.index = this.#cursor.end
  }

  #skip(word: string): boolean {
    if (this.#cursor.word() !== word || this.#isAtEnd()) return false
    this.#cursor.index++
    return true
  }

  #expect(...words: readonly string[]): void {
    for (const word of words)
      if (!this.#skip(word)) return this.#fail(`${printed(word === ';' ? [';'] : words.filter((w) => w !== ';'))} is missing`)
  }

  #span(first: number, end: number): Range {
    return [this.#cursor.range(first)[0], end > first ? this.#cursor.range(end - 1)[1] : this.#cursor.range(first)[0]]
  }

  /** Goes to the first of these words that stands in no brackets. */
  #until(...words: readonly string[]): Range {
    const cursor = this.#cursor
    const first = cursor.index
    while (!this.#isAtEnd() && !words.includes(cursor.word())) cursor.index = Math.max(cursor.index, cursor.partner(cursor.index)) + 1
    const span = this.#span(first, cursor.index)
    if (this.#isAtEnd()) this.#fail(`${printed(words.slice(-1))} is missing`)
    return span
  }

  #label(): void {
    if (this.#cursor.word() === '<<') this.#cursor.index += 3
  }

  #list(): Instruction[] {
    const found: Instruction[] = []
    if (++this.#depth > maxDepth) this.#fail('it is nested too deeply')
    while (!this.#isAtEnd() && !endsList.has(this.#cursor.word())) found.push(this.#instruction())
    this.#depth--
    return found
  }

  #instruction(): Instruction {
    const cursor = this.#cursor
    this.#label()
    if (this.#isAssignment()) return this.#assignment()
    const first = cursor.index
    switch (cursor.word()) {
      case 'declare':
      case 'begin': {
        const block = this.#block()
        this.#expect(';')
        return block
      }
      case 'if':
        return this.#if()
      case 'case':
        return this.#case()
      case 'for':
      case 'foreach':
      case 'while':
      case 'loop':
        return this.#loop()
      case 'execute':
        return this.#execute()
      case 'raise':
        return { kind: 'raise', fails: !harmlessLevels.has(cursor.word(first + 1)), range: this.#rest() }
      case 'return':
        return { kind: 'return', range: this.#rest() }
      case 'exit':
        return { kind: 'exit', range: this.#rest() }
      case 'continue':
        return this.#continue()
      case 'call':
        return { kind: 'call', range: this.#rest() }
      default:
        return this.#sql()
    }
  }

  /** One with a label may leave several loops, as EXIT does. */
  #continue(): Instruction {
    const cursor = this.#cursor
    const first = cursor.index
    const isPlain = [';', 'when'].includes(cursor.word(first + 1))
    this.#until('when', ';')
    const when = this.#skip('when') ? this.#until(';') : undefined
    const range = this.#span(first, cursor.index)
    this.#expect(';')
    return isPlain ? { kind: 'continue', when, range } : { kind: 'exit', range }
  }

  /** The statement up to its semicolon, and goes behind that. */
  #rest(): Range {
    const range = this.#until(';')
    this.#skip(';')
    return range
  }

  #block(): Instruction {
    const first = this.#cursor.index
    const declarations: Declaration[] = []
    while (this.#skip('declare'))
      while (!this.#isAtEnd() && !['begin', 'declare'].includes(this.#cursor.word())) declarations.push(...this.#declaration())
    this.#expect('begin')
    const body = this.#list()
    const handlers = this.#skip('exception') ? this.#handlers() : []
    this.#expect('end')
    const range = this.#span(first, this.#cursor.index)
    if (!this.#isAtEnd() && this.#cursor.word() !== ';') this.#cursor.index++
    return { kind: 'block', declarations, body, handlers, range }
  }

  #declaration(): Declaration[] {
    const cursor = this.#cursor
    const first = cursor.index
    const name = cursor.cutName(first)
    const type = this.#until(':=', '=', 'default', 'cursor', 'alias', ';')
    const holds = [':=', '=', 'default'].includes(cursor.word())
    if (holds) cursor.index++
    const value = this.#rest()
    return name === undefined || type[1] === type[0] ? [] : [{ name, value: holds ? value : undefined }]
  }

  #handlers(): Handler[] {
    const cursor = this.#cursor
    const handlers: Handler[] = []
    while (this.#skip('when')) {
      const conditions: string[] = []
      for (; !this.#isAtEnd() && cursor.word() !== 'then'; cursor.index++) {
        const word = cursor.label(cursor.index) ?? cursor.word()
        if (!['or', 'sqlstate'].includes(word)) conditions.push(word)
      }
      this.#expect('then')
      handlers.push({ conditions, body: this.#list() })
    }
    return handlers
  }

  #if(): Instruction {
    const first = this.#cursor.index
    const branches: Branch[] = []
    while (this.#skip('if') || this.#skip('elsif') || this.#skip('elseif')) branches.push(this.#branch())
    const otherwise = this.#skip('else') ? this.#list() : []
    this.#expect('end', 'if', ';')
    return { kind: 'if', of: undefined, branches, otherwise, range: this.#span(first, this.#cursor.index - 1) }
  }

  #branch(): Branch {
    const condition = this.#until('then')
    this.#expect('then')
    return { condition, body: this.#list() }
  }

  #case(): Instruction {
    const first = this.#cursor.index
    this.#expect('case')
    const of = this.#cursor.word() === 'when' ? undefined : this.#until('when')
    const branches: Branch[] = []
    while (this.#skip('when')) branches.push(this.#branch())
    const otherwise = this.#skip('else') ? this.#list() : []
    this.#expect('end', 'case', ';')
    return { kind: 'if', of, branches, otherwise, range: this.#span(first, this.#cursor.index - 1) }
  }

  #loop(): Instruction {
    const first = this.#cursor.index
    const head = this.#loopHead()
    this.#expect('loop')
    const body = this.#list()
    this.#expect('end', 'loop')
    const range = this.#span(first, this.#cursor.index)
    if (this.#cursor.word() !== ';') this.#cursor.index++
    this.#expect(';')
    return { kind: 'loop', head, body, range }
  }

  #loopHead(): LoopHead {
    const cursor = this.#cursor
    const first = cursor.index
    const word = cursor.word()
    const variables: string[] = []
    if (word === 'for' || word === 'foreach') {
      for (cursor.index++; !this.#isAtEnd() && !['in', 'slice'].includes(cursor.word()); cursor.index++)
        variables.push(cursor.cutName(cursor.index) ?? '')
      this.#until('in')
      this.#expect('in')
    }
    const kind = word === 'foreach' && this.#skip('array') ? 'array' : word === 'for' && cursor.word() !== 'execute' ? 'query' : 'other'
    const of = this.#until('loop')
    const names = variables.filter((name) => name !== '')
    return { kind, variables: names, of, range: this.#span(first, cursor.index + 1) }
  }

  #execute(): Instruction {
    const cursor = this.#cursor
    const first = cursor.index
    this.#expect('execute')
    const text = this.#until('into', 'using', ';')
    const into = cursor.word() === 'into' ? this.#targets(cursor.index).names : []
    this.#until(';')
    const range = this.#span(first, cursor.index)
    this.#skip(';')
    return { kind: 'execute', text, into, range }
  }

  /** The variables behind an INTO, and the token after the last. */
  #targets(into: number): { names: string[]; end: number } {
    const cursor = this.#cursor
    const names: string[] = []
    let at = into + (cursor.word(into + 1) === 'strict' ? 2 : 1)
    for (; at < cursor.end; at++) {
      const name = cursor.cutName(at)
      if (name === undefined) break
      names.push(name)
      at++
      while (cursor.word(at) === '.') at += 2
      while (cursor.word(at) === '[') at = Math.max(at, cursor.partner(at)) + 1
      if (cursor.word(at) !== ',') break
    }
    return { names, end: at }
  }

  /** `a := …`, `a.b = …`, `a[1] := …`. */
  #isAssignment(): boolean {
    const cursor = this.#cursor
    if (cursor.cutName(cursor.index) === undefined) return false
    const sign = cursor.word(this.#behindTarget())
    return sign === ':=' || sign === '='
  }

  #behindTarget(): number {
    const cursor = this.#cursor
    let at = cursor.index + 1
    while (cursor.word(at) === '.' || cursor.word(at) === '[') at = cursor.word(at) === '.' ? at + 2 : Math.max(at, cursor.partner(at)) + 1
    return at
  }

  #assignment(): Instruction {
    const cursor = this.#cursor
    const first = cursor.index
    const variable = cursor.cutName(first)
    const isWhole = this.#behindTarget() === first + 1
    cursor.index = this.#behindTarget() + 1
    const value = this.#rest()
    const range: Range = [cursor.range(first)[0], value[1]]
    if (isWhole) return { kind: 'assign', variable, value, range }
    return { kind: 'sql', word: 'assign', into: variable === undefined ? [] : [variable], intoRange: undefined, range }
  }

  #sql(): Instruction {
    const cursor = this.#cursor
    const first = cursor.index
    const word = cursor.word()
    if (word === 'create') this.#routine()
    else this.#until(';')
    const range = this.#span(first, cursor.index)
    const end = cursor.index
    this.#skip(';')
    if (word === 'get') return { kind: 'sql', word, into: this.#diagnostics(first, end), intoRange: undefined, range }
    const into = ['create', 'alter', 'import'].includes(word) ? -1 : this.#into(first, end)
    if (into < 0) return { kind: 'sql', word, into: [], intoRange: undefined, range }
    const targets = this.#targets(into)
    return { kind: 'sql', word, into: targets.names, intoRange: this.#span(into, targets.end), range }
  }

  /** A routine in standard SQL has semicolons of its own. */
  #routine(): void {
    const cursor = this.#cursor
    let open = 0
    for (;;) {
      this.#until('atomic', 'case', 'end', ';')
      if (this.#isAtEnd() || (open === 0 && cursor.word() === ';')) return
      if (cursor.word() === 'atomic' && cursor.word(cursor.index - 1) === 'begin') open++
      else if (open > 0 && cursor.word() === 'case') open++
      else if (open > 0 && cursor.word() === 'end') open--
      cursor.index++
    }
  }

  /** The INTO of a query, which is not that of INSERT or MERGE. */
  #into(first: number, end: number): number {
    const cursor = this.#cursor
    for (let i = first; i < end; i = Math.max(i, cursor.partner(i)) + 1) {
      if (cursor.word(i) === 'into' && !['insert', 'merge'].includes(cursor.word(i - 1))) return i
    }
    return -1
  }

  #diagnostics(first: number, end: number): string[] {
    const cursor = this.#cursor
    const names: string[] = []
    for (let i = first; i < end; i++) if (['=', ':='].includes(cursor.word(i + 1))) names.push(cursor.cutName(i) ?? '')
    return names
  }
}

function printed(words: readonly string[]): string {
  return words.map((word) => (word === ';' ? 'a semicolon' : word.toUpperCase())).join(' ')
}
