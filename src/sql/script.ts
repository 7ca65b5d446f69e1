import { nextToken, type Range, type Token, type TokenKind } from './lexer.ts'

/** One statement of a script, without its semicolon; what psql would take out of it is blanked, so offsets stay. */
export interface ScriptStatement {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A text cut into statements: SQL, and what psql and dumps put between. */
export interface Script {
  readonly statements: readonly ScriptStatement[]
  readonly comments: readonly Range[]
  /** What the text ends inside of. */
  readonly unclosed: Unclosed | undefined
}

/** A comment or quote that opens and does not close. */
export interface Unclosed {
  readonly kind: TokenKind
  readonly start: number
}

interface Draft {
  readonly start: number
  end: number
  depth: number
  /** How many BEGIN ATOMIC and CASE of a routine body are open. */
  atomic: number
  /** The first words, lower case, and a bracket in second place, which tell a COPY and a routine. */
  readonly head: string[]
  /** The last token, if it is a word or a sign. */
  last: string
  /** The statement reads rows from the lines that follow it. */
  copies: boolean
  readonly blanks: Range[]
}

const endsStatement = /^\\(?:g|gx|gexec|gset|gdesc|crosstabview|watch|bind|bind_named|parse|sendpipeline|;)(?![a-z_])/
const forgetsStatement = /^\\(?:r|reset)(?![a-z_])/
const copiesRows = /^\\copy\b[^\n]*\bfrom\s+(?:p?stdin|p?stdout)\b/i

/** The end of a quoted argument, which ends on its line; 0 where it does not. */
function argumentEnd(text: string, start: number): number {
  const quote = text[start]
  for (let i = start + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === quote) return i + 1
    if (quote === "'" && text[i] === '\\') i++
  }
  return 0
}

/**
 * A psql command runs to the end of its line, or to a doubled backslash outside quotes. `\;` is a whole command, and what follows it
 * on the line is SQL again.
 */
function psqlCommandEnd(text: string, start: number): number {
  if (text[start + 1] === ';') return start + 2
  let quotes = '\'"`'
  let i = start + 1
  while (i < text.length && text[i] !== '\n') {
    const c = text[i] ?? ''
    if (c === '\\' && text[i + 1] === '\\') return i + 2
    const end = quotes.includes(c) ? argumentEnd(text, i) : i + 1
    if (end === 0) quotes = quotes.replace(c, '')
    i = end || i + 1
  }
  return i
}

/** Where the rows of a COPY … FROM STDIN end: after a line that is `\.` alone. */
function rowsEnd(text: string, from: number): number {
  const end = /^\\\.[ \t]*\r?$/gm
  end.lastIndex = from
  return end.exec(text) ? end.lastIndex : text.length
}

const headLength = 4

function isRoutine(head: readonly string[]): boolean {
  return head[0] === 'create' && (head.includes('function') || head.includes('procedure'))
}

/** In a file of named queries each begins with a comment that names it, and may lack its semicolon. */
const beginsNamedQuery = /^(?:--\s*(?:name\s*:|BLOCK\b)|\/\*\s*@name\b)/

/**
 * Cuts a text at its semicolons as psql does: not inside parentheses, quotes, comments or the body of a BEGIN ATOMIC routine.
 * Limit: both branches of \if stay.
 * Limit: a backslash before a quote escapes it only in an E'' string, whatever standard_conforming_strings says.
 */
class Splitter {
  readonly statements: ScriptStatement[] = []
  readonly comments: Range[] = []
  unclosed: Unclosed | undefined
  readonly #text: string
  #draft: Draft | undefined
  /** How many COPY statements wait for their rows; `\;` sends several statements at once. */
  #copies = 0

  constructor(text: string) {
    this.#text = text
  }

  run(): Script {
    let at = this.#text.startsWith('\ufeff') ? 1 : 0
    for (let token = nextToken(this.#text, at); token; token = nextToken(this.#text, at)) at = this.#read(token)
    this.#finish()
    return this
  }

  /** Where the text goes on after a token. */
  #read(token: Token): number {
    const draft = this.#draft
    if (!token.closed) this.unclosed = token
    if (token.kind === 'comment') {
      this.comments.push([token.start, token.end])
      if (draft && draft.depth <= 0 && draft.atomic === 0 && beginsNamedQuery.test(this.#text.slice(token.start, token.end))) this.#finish()
    } else if (token.kind === 'unknown' && this.#text[token.start] === '\\') {
      return this.#psql(token)
    } else if (this.#sign(token) === ';' && (!draft || (draft.depth <= 0 && draft.atomic === 0))) {
      this.#finish()
      return this.#rows(token.end)
    } else this.#follow(token)
    return token.end
  }

  #psql({ start }: Token): number {
    const end = psqlCommandEnd(this.#text, start)
    const command = this.#text.slice(start, end)
    if (forgetsStatement.test(command)) this.#draft = undefined
    else if (endsStatement.test(command)) this.#finish()
    else this.#draft?.blanks.push([start, end])
    if (copiesRows.test(command)) this.#copies++
    return command === '\\;' ? end : this.#rows(end)
  }

  #rows(from: number): number {
    let at = from
    for (; this.#copies > 0; this.#copies--) at = rowsEnd(this.#text, at)
    return at
  }

  #sign({ kind, start }: Token): string {
    return kind === 'punctuation' ? (this.#text[start] ?? '') : ''
  }

  #finish(): void {
    const draft = this.#draft
    this.#draft = undefined
    if (!draft) return
    const { start, end, blanks } = draft
    this.statements.push({ text: blanked(this.#text, start, end, blanks), start, end })
    if (draft.copies) this.#copies++
  }

  #follow(token: Token): void {
    const draft = (this.#draft ??= newDraft(token.start))
    draft.end = token.end
    const sign = this.#sign(token)
    if (sign === '(' || sign === '[') {
      draft.depth++
      if (draft.head.length === 1) draft.head.push(sign)
    } else if (sign === ')' || sign === ']') draft.depth--
    else if (token.kind === 'word') followWord(draft, this.#text, token)
    else if (token.kind === 'string' && draft.last === ':') this.#variable(draft, token)
    if (token.kind !== 'word') draft.last = sign
  }

  /** psql puts a string in the place of `:'name'`; a slice of an array has a bound before its colon. */
  #variable(draft: Draft, { start }: Token): void {
    if (/[\s(,=]:$/.test(this.#text.slice(start - 2, start))) draft.blanks.push([start - 1, start])
  }
}

function newDraft(start: number): Draft {
  return { start, end: start, depth: 0, atomic: 0, head: [], last: '', copies: false, blanks: [] }
}

/** Behind its first words few statements have any that matter here. */
function followWord(draft: Draft, text: string, { start, end }: Token): void {
  const { head, last } = draft
  if (head.length === headLength && head[0] !== 'copy' && !isRoutine(head)) {
    draft.last = ''
    return
  }
  const word = text.slice(start, end).toLowerCase()
  draft.last = word
  if (last === '.') return
  if (head.length < headLength) head.push(word)
  // COPY takes STDIN and STDOUT as one; a query in brackets is only ever copied out.
  if (last === 'from' && (word === 'stdin' || word === 'stdout') && head[0] === 'copy' && head[1] !== '(') draft.copies = true
  if (!isRoutine(head)) return
  if (word === 'atomic' && last === 'begin') draft.atomic++
  else if (draft.atomic > 0 && word === 'case') draft.atomic++
  else if (draft.atomic > 0 && word === 'end') draft.atomic--
}

function blanked(text: string, start: number, end: number, blanks: readonly Range[]): string {
  let out = ''
  let from = start
  for (const [s, e] of blanks) {
    if (s >= end) break
    const stop = Math.min(e, end)
    out += text.slice(from, s) + text.slice(s, stop).replace(/[^\n\r]/g, ' ')
    from = stop
  }
  return out + text.slice(from, end)
}

export function splitScript(text: string): Script {
  const { statements, comments, unclosed } = new Splitter(text).run()
  return { statements, comments, unclosed }
}
