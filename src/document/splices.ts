import type { Range } from '../catalog/place.ts'
import type { HostText } from '../sql/host-text.ts'
import { shown } from '../sql/template/hole.ts'
import type { FilledHole } from '../sql/template/template.ts'
import type { Document, SqlStatement } from './document.ts'
import { holesIn } from './readings.ts'
import { isWithin, type Edit } from '../catalog/place.ts'
import type { TaggedText } from '../orms/drizzle/tagged-texts.ts'

/** A part of a program that becomes SQL as it is. */
export interface Splice {
  readonly range: Range
  /** The expression, as a message shows it. */
  readonly text: string
  /** It stands where a value stands, which could be bound; else it is a name or a piece of SQL. */
  readonly isValue: boolean
  /** Whoever sends a request decides on it. */
  readonly isRequested: boolean
  /** The setting that SET gives it to, and whether for the transaction alone; SET takes no parameters. */
  readonly setting: { readonly name: string; readonly isLocal: boolean } | undefined
  /** What binds it; nothing where that cannot be written. */
  readonly bind: readonly Edit[]
}

/** What programs put into statements as it is, where it may come from outside. */
export function splicesOf({ statements, taggedTexts = () => [] }: Document, isSql: (statement: SqlStatement) => boolean): Splice[] {
  const seen = new Set<string>()
  return statements.flatMap((statement) => {
    const isOpen = (hole: FilledHole): boolean => !isHarmless(hole) && !isQuoted(hole, statement.source) && hole.seat !== 'in a comment'
    const spliced = holesIn(statement).filter((hole) => hole.spliced === true && isOpen(hole))
    if (spliced.length === 0 || !isSql(statement)) return []
    return spliced.flatMap((hole) => {
      if (seen.has(hole.range.join())) return []
      seen.add(hole.range.join())
      const isValue = isBindable(hole)
      const setting = settingOf(statement.source.text)
      const isRequested = hole.requested === true
      const bind = isValue && statement.holes.includes(hole) ? waysToBind(hole, statement, taggedTexts) : []
      return [{ range: hole.range, text: shown(hole.text), isValue, isRequested, setting, bind }]
    })
  })
}

function settingOf(text: string): Splice['setting'] {
  const found = /^\s*set\s+(?:(local|session)\s+)?([\w."]+)\s*(?:=|\bto\b)/i.exec(text)
  return found?.[2] === undefined ? undefined : { name: found[2].replaceAll('"', ''), isLocal: found[1]?.toLowerCase() === 'local' }
}

/** A call may give a piece of SQL as well, such as an expression. */
function isBindable({ seat, isValue, text, requested }: FilledHole): boolean {
  if (seat === 'in a string' || seat === 'string') return true
  if (!isValue || (seat !== 'value' && seat !== 'list' && seat !== 'array')) return false
  return requested === true || !isCall.test(text) || isRaw.test(text)
}

const isCall = /^(?:await\b|[\w$.?!]+\((?!\)$))/
const isRaw = /^[\w$.]*(?:raw|unsafe)\(/i

/** What stands for a number or a parameter, constants by their names, placeholders that are counted, and what a library has quoted. */
function isHarmless({ text, as, seat }: FilledHole): boolean {
  if (as !== undefined || seat === 'number' || seat === 'parameter') return true
  return /^(?:[\w$]+\.)*[A-Z][A-Z\d_]+$/.test(text) || /\$\$\{|['"`]\$['"`]|['"`]\?['"`]/.test(text)
}

/** What has each quote doubled and stands between quotes stays there, unless a backslash ends a string, too, `E'…'`, or dollars do. */
function isQuoted({ text, seat }: FilledHole, source: HostText): boolean {
  return (seat === 'in a string' || seat === 'string') && doublesQuotes.test(text) && !/\be'|\$\w*\$/i.test(source.text)
}

/** `name.replace(/'/g, "''")`, `name.replaceAll("'", "''")`; `replace` of a text doubles the first alone. */
const doublesQuotes =
  /^(?:[\w$]+|String\([\w$.]+\))(?:[?!]?\.[\w$]+(?:\(\))?|\[\w+\])*?[?!]?\.(?:replace\(\/'\/g|replaceAll\((?:"'"|`'`|'\\''|\/'\/g)),\s*(?:"''"|`''`|'\\'\\'')\)$/

function waysToBind(hole: FilledHole, statement: SqlStatement, texts: () => readonly TaggedText[]): readonly Edit[] {
  const placed = boundIn(hole) ?? bindingOf(hole, statement)
  return placed.length > 0 || hole.placeholder ? placed : taggedIn(hole, statement, texts)
}

/** A placeholder that puts in a text, as one that binds it. */
function boundIn({ placeholder, range, seat }: FilledHole): readonly Edit[] | undefined {
  if (!placeholder) return undefined
  return seat === 'value' ? [{ range, text: placeholder.bound }] : []
}

/** A parameter in place of the hole, and its value behind the others of the call. */
function bindingOf(hole: FilledHole, { parameters: place, statement, source }: SqlStatement): readonly Edit[] {
  const [start, end] = hole.range
  const isInTemplate = end - start === hole.text.length + 3
  const takesPlace = hole.seat === 'value' || (hole.seat === 'in a string' && hole.quotes !== undefined)
  if (!place || hole.usedAt || !isInTemplate || !takesPlace || start > place.at) return []
  if (!takesParameters.test(statement?.kind ?? '') || !isNumbered(source) || !isWholeValue(hole, source)) return []
  return [
    { range: hole.quotes ?? hole.range, text: `$${place.next}` },
    { range: [place.at, place.at], text: `${place.before}${hole.text}${place.after}` },
  ]
}

/** The tag of a library in place of the text, with all that is put into it. */
function taggedIn(
  { range }: FilledHole,
  { statement, source, holes, variants }: SqlStatement,
  texts: () => readonly TaggedText[],
): readonly Edit[] {
  if (variants.length > 0 || !takesParameters.test(statement?.kind ?? '')) return []
  const found = texts().find(({ values }) => values.some((value) => isWithin(value.range, range)))
  const filled = found?.values.map((value) => holes.find((hole) => isWithin(value.range, hole.range)))
  if (!found || !filled?.every((hole) => hole !== undefined && isBindable(hole) && isOneValue(hole, source))) return []
  const isQuoted = filled.map((hole) => hole?.quotes !== undefined)
  const { tag, texts: written, values, range: whole } = found
  if (tag === '') return isQuoted.includes(true) ? [] : [{ range: whole, text: values[0]?.text ?? '' }]
  const parts = written.map((text, i) => {
    const opened = isQuoted[i - 1] === true ? text.replace(/^\\?'/, '') : text
    const closed = isQuoted[i] === true ? opened.replace(/\\?'$/, '') : opened
    const value = values[i]
    return value ? `${closed}\${${value.text}}` : closed
  })
  return [{ range: whole, text: `${tag}\`${parts.join('')}\`` }]
}

function isOneValue(hole: FilledHole, source: HostText): boolean {
  return (hole.seat === 'value' || (hole.seat === 'in a string' && hole.quotes !== undefined)) && isWholeValue(hole, source)
}

const takesParameters = /^(?:select|insert|update|delete|merge|with|values)$/

/** Whether the parameters of a text are written as Postgres numbers them, and not `?`. */
function isNumbered({ text, hostRange }: HostText): boolean {
  return [...text.matchAll(/\$\d{1,3}\b/g)].every(({ 0: sign, index }) => {
    const [[start, first], [, end]] = [hostRange([index, index + 1]), hostRange([index, index + sign.length])]
    return first - start === 1 && end - start === sign.length
  })
}

/** Whether one value stands there by itself: no list, and no string whose type is written before it. */
function isWholeValue(hole: FilledHole, { text, hostRange }: HostText): boolean {
  const found = [...text.matchAll(/__hole\d+__|\$\d{4,}/g)].find(({ 0: sign, index }) => {
    return String(hostRange([index, index + sign.length])) === String(hole.range)
  })
  if (!found || hole.text.includes('.join(')) return false
  const quote = hole.quotes ? 1 : 0
  const [before, after] = [text.slice(0, found.index - quote), text.slice(found.index + found[0].length + quote)]
  if (!opensValue.test(before) || /\bu&$/i.test(before)) return false
  return quote === 1 || !/\b(?:in|values)\s*\(\s*$/i.test(before) || !/^\s*\)/.test(after)
}

/** Signs and words right behind which a value begins; behind any other word it is a string of a type, or with a prefix. */
const opensValue =
  /(?:[=<>~!|&+*/%^@#(,[-]|(?<![\w$."])(?:and|or|not|like|ilike|to|between|when|then|else|case|where|having|on|select|distinct|from|any|all|limit|offset|escape|returning|by))\s*$/i
