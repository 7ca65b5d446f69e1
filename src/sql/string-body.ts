import { stringText } from './identifier.ts'
import { encoded, sliceText, type HostText } from './host-text.ts'
import { stringParts, type Range, type Token } from './lexer.ts'
import { WovenText } from './woven-text.ts'

/** One character of a string's value, however it is written. */
const plainPiece = /''|[^]/y
const escapedPiece = /''|\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^])|[^]/y

/**
 * What a string of SQL says, as a text of its own.
 * Limit: a text in U&'' is not read.
 */
export function stringBody(host: HostText, token: Token): HostText | undefined {
  if (!token.closed) return undefined
  if (token.kind === 'dollar') return dollarBody(host, token)
  const prefix = host.text[token.start] === "'" ? '' : (host.text[token.start] ?? '')
  if (token.kind !== 'string' || !/^[Ee]?$/.test(prefix)) return undefined
  const escapes = prefix !== ''
  const { parts } = stringParts(host.text, token.start + prefix.length + 1, escapes)
  const [only] = parts
  const encode = (text: string): string => (escapes ? text.replaceAll('\\', '\\\\') : text).replaceAll("'", "''")
  if (only && parts.length === 1 && !/['\\]/.test(host.text.slice(...only)))
    return encoded(sliceText(host, host.text.slice(...only), only[0]), encode)
  const woven = new WovenText()
  for (const part of parts) weave(woven, host, part, escapes)
  return woven.finish(host.hostRange([token.end - 1, token.end - 1]))
}

function dollarBody(host: HostText, { start, end }: Token): HostText {
  const tag = host.text.indexOf('$', start + 1) + 1 - start
  return sliceText(host, host.text.slice(start + tag, end - tag), start + tag)
}

function weave(woven: WovenText, host: HostText, [start, end]: Range, escapes: boolean): void {
  const piece = escapes ? escapedPiece : plainPiece
  for (let at = start; at < end; at = piece.lastIndex) {
    piece.lastIndex = at
    const written = piece.exec(host.text)?.[0] ?? ''
    const quoted = `${escapes ? 'E' : ''}'${written}'`
    const value = written.length === 1 ? written : stringText(quoted, { kind: 'string', start: 0, end: quoted.length, closed: true })
    woven.add(value ?? written, host.hostRange([at, at + written.length]))
  }
}
