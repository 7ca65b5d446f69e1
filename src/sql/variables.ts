import { tokenize, type Token } from './lexer.ts'
import { splitScript } from './script.ts'

interface Word {
  readonly token: Token
  readonly text: string
  /** Inside the brackets of a subscript, where a colon stands between bounds. */
  readonly inSubscript: boolean
}

function listWords(text: string): Word[] {
  const open: boolean[] = []
  const words: Word[] = []
  for (const token of tokenize(text)) {
    if (token.kind === 'comment') continue
    const sign = text.slice(token.start, token.end)
    if (sign === ']') open.pop()
    words.push({ token, text: sign, inSubscript: open.at(-1) ?? false })
    if (sign === '[') open.push(!isArray(words.at(-2), open.at(-1)))
  }
  return words
}

/** ARRAY[…], and an array within. */
function isArray(before: Word | undefined, outer: boolean | undefined): boolean {
  return before?.text.toLowerCase() === 'array' || (outer === false && (before?.text === '[' || before?.text === ','))
}

/** A colon right behind a value parts a key from its value: `json_object('a':b)`. */
function isBehindValue({ token, text }: Word, colon: Token): boolean {
  if (token.end !== colon.start || token.kind === 'operator') return false
  return token.kind !== 'punctuation' || text === ')' || text === ']'
}

function isVariable(colon: Word, before: Word | undefined, name: Word | undefined): name is Word {
  if (colon.text !== ':' || colon.inSubscript || name?.token.start !== colon.token.end) return false
  if (before && isBehindValue(before, colon.token)) return false
  return name.token.kind === 'word' || name.token.kind === 'quoted' || name.text.startsWith("'")
}

/** `${name}`, also right behind a part of an identifier, which may hold the dollar itself. */
function findPlaceholder(text: string, { token: { kind, start, end } }: Word): string | undefined {
  const from = kind === 'word' && text[end - 1] === '$' ? end - 1 : start
  const pattern = /\$\{[\w.:-]+\}/y
  pattern.lastIndex = from
  return kind === 'word' || kind === 'unknown' ? pattern.exec(text)?.[0] : undefined
}

function replaceIn(text: string): string {
  const words = listWords(text)
  let out = ''
  let from = 0
  const put = (start: number, replaced: string): void => {
    out += text.slice(from, start) + replaced
    from = start + replaced.length
  }
  words.forEach((word, i) => {
    const { start, end } = word.token
    if (start < from) return
    const name = words[i + 1]
    if (isVariable(word, words[i - 1], name)) put(start, name.token.kind === 'word' ? '_' : ' ')
    const placeholder = findPlaceholder(text, word)
    if (placeholder) put(text.startsWith('${', start) ? start : end - 1, placeholder.replace(/\W/g, '_'))
  })
  return out + text.slice(from)
}

/** The text with the variables of psql, Flyway and the like as identifiers of the same length, so that it parses and offsets stay. */
export function withoutVariables(text: string): string {
  if (!/(?<!:):[A-Za-z_'"\u0080-\uffff]|\$\{/.test(text)) return text
  let out = ''
  // Statement by statement, since the rows of a COPY are no SQL.
  for (const { start, end } of splitScript(text).statements) out += text.slice(out.length, start) + replaceIn(text.slice(start, end))
  return out + text.slice(out.length)
}
