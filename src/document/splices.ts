import type { Range } from '../catalog/place.ts'
import type { FilledHole } from '../sql/template/template.ts'
import type { Document, ParameterPlace, SqlStatement } from './document.ts'
import type { Edit } from './edits.ts'

/** A part of a program that becomes SQL as it is. */
export interface Splice {
  readonly range: Range
  readonly text: string
  /** It stands where a value stands, which could be bound; else it is a name or a piece of SQL. */
  readonly isValue: boolean
  /** What binds it; nothing where that cannot be written. */
  readonly bind: readonly Edit[]
}

/** What programs put into statements as it is, where it may come from outside. */
export function splicesOf({ statements }: Document, isSql: (statement: SqlStatement) => boolean): Splice[] {
  const seen = new Set<string>()
  return statements.flatMap((statement) => {
    const spliced = statement.holes.filter((hole) => hole.spliced === true && !isHarmless(hole) && hole.seat !== 'in a comment')
    if (spliced.length === 0 || !isSql(statement)) return []
    return spliced.flatMap((hole) => {
      if (seen.has(hole.range.join())) return []
      seen.add(hole.range.join())
      const isValue = isBindable(hole)
      return [{ range: hole.range, text: hole.text, isValue, bind: isValue ? bindingOf(hole, statement.parameters) : [] }]
    })
  })
}

/** A call may give a piece of SQL as well, such as an expression. */
function isBindable({ seat, isValue, text }: FilledHole): boolean {
  if (seat === 'in a string' || seat === 'string') return true
  if (!isValue || (seat !== 'value' && seat !== 'list' && seat !== 'array')) return false
  return !isCall.test(text) || isRaw.test(text)
}

const isCall = /^(?:await\b|[\w$.?!]+\((?!\)$))/
const isRaw = /^[\w$.]*(?:raw|unsafe)\(/i

/** Numbers, constants, placeholders that are counted, and what a library has quoted. */
function isHarmless({ text, as, seat }: FilledHole): boolean {
  if (as !== undefined || seat === 'number' || seat === 'parameter') return true
  if (/\.(?:toISOString|getTime|valueOf)\(\)$/.test(text)) return true
  if (/^(?:Number|parseInt|parseFloat|Math\.\w+|BigInt)\(/.test(text) || /\.length$|^[\d\s+*/-]+$/.test(text)) return true
  return /^(?:[\w$]+\.)*[A-Z][A-Z\d_]+$/.test(text) || /\$\$\{|['"`]\$['"`]|['"`]\?['"`]/.test(text)
}

/** A parameter in place of the hole, and its value behind the others of the call. */
function bindingOf(hole: FilledHole, place: ParameterPlace | undefined): readonly Edit[] {
  const [start, end] = hole.range
  const isInTemplate = end - start === hole.text.length + 3
  const takesPlace = hole.seat === 'value' || (hole.seat === 'in a string' && hole.quotes !== undefined)
  if (!place || !isInTemplate || !takesPlace || start > place.at) return []
  return [
    { range: hole.quotes ?? hole.range, text: `$${place.next}` },
    { range: [place.at, place.at], text: `${place.before}${hole.text}${place.after}` },
  ]
}
