import { lookup } from '../catalog/lookup.ts'
import type { Range } from './lexer.ts'

/** A text and the way from its offsets to those of the file that holds it. */
export interface HostText {
  readonly text: string
  /** The range of the file that wrote this range of the text. */
  readonly hostRange: (range: Range) => Range
  /** Where a character is used that is written elsewhere. */
  readonly seatOf?: ((at: number) => Range | undefined) | undefined
  /** The change of the file after which this range of the text is another; undefined where no one place of the file writes it. */
  readonly editAt: (range: Range, text: string) => HostEdit | undefined
}

export interface HostEdit {
  readonly range: Range
  readonly text: string
}

/** A text that stands in its file as it is, from `start` on. */
export function plainText(text: string, start = 0): HostText {
  const hostRange = ([from, to]: Range): Range => [start + from, start + to]
  return { text, hostRange, editAt: (range, other) => ({ range: hostRange(range), text: other }) }
}

/** A part of a text that begins at `start` and has its own offsets. */
export function sliceText(host: HostText, text: string, start: number): HostText {
  const { seatOf } = host
  return {
    ...host,
    text,
    hostRange: ([from, to]) => host.hostRange([start + from, start + to]),
    editAt: ([from, to], other) => host.editAt([start + from, start + to], other),
    seatOf: seatOf && ((at) => seatOf(start + at)),
  }
}

const escape =
  /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\n\r\u2028\u2029])|([0-3][0-7]{0,2}|[4-7][0-7]?)|([^]))/y
const named: Readonly<Record<string, string>> = lookup({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' })

function unescaped(match: RegExpExecArray): string {
  const [, braces, four, two, line, octal, single] = match
  const hex = braces ?? four ?? two
  if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff))
  if (line !== undefined) return ''
  if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8))
  return single === undefined ? '' : (named[single] ?? single)
}

/** What must be escaped between these quotes. */
const special: Readonly<Record<JavascriptQuote, RegExp>> = { "'": /['\\]/g, '"': /["\\]/g, '`': /[`\\]|\$(?=\{)/g }

export type JavascriptQuote = "'" | '"' | '`'

/**
 * The text between the quotes of a JavaScript string or template, as the program sees it. `raw` is the source from
 * `start` on; a template turns CRLF and CR into LF.
 */
export function javascriptText(raw: string, start: number, quote: JavascriptQuote): HostText {
  const template = quote === '`'
  const encode = (value: string): string =>
    value
      .replace(special[quote], '\\$&')
      .replace(/\r/g, '\\r')
      .replace(/\n/g, template ? '\n' : '\\n')
  if (!raw.includes('\\') && !(template && raw.includes('\r'))) return encoded(plainText(raw, start), encode)
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (let i = 0; i < raw.length;) {
    escape.lastIndex = i
    const match = raw[i] === '\\' ? escape.exec(raw) : null
    const newline = template && raw[i] === '\r'
    const cooked = match ? unescaped(match) : newline ? '\n' : (raw[i] ?? '')
    const next = i + (match ? match[0].length : newline && raw[i + 1] === '\n' ? 2 : 1)
    for (let k = 0; k < cooked.length; k++) {
      starts.push(start + i)
      ends.push(start + next)
    }
    text += cooked
    i = next
  }
  const finish = start + raw.length
  const hostRange = ([from, to]: Range): Range => {
    const begin = starts[from] ?? finish
    return [begin, to > from ? (ends[to - 1] ?? finish) : begin]
  }
  return encoded({ text, hostRange, editAt: (range, other) => ({ range: hostRange(range), text: other }) }, encode)
}

/** A text that must be written otherwise in its file to mean the same. */
export function encoded(host: HostText, encode: (text: string) => string): HostText {
  return { ...host, editAt: (range, text) => host.editAt(range, encode(text)) }
}
