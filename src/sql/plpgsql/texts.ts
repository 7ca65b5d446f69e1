import { quotedText, quoteName } from '../../catalog/names.ts'
import type { Call, Term } from '../../query/query.ts'
import { sliceText, type HostText } from '../host-text.ts'
import { nextToken, type Range } from '../lexer.ts'
import { stringBody } from '../string-body.ts'
import { WovenText } from '../woven-text.ts'
import { variable, type Scope } from './scope.ts'

/** Types that a text may be cast to without becoming another. */
const textTypes: ReadonlySet<string> = new Set(['text', 'character varying', 'name', 'regclass', 'regtype', 'bpchar'])

/** No one writes a longer one, but a loop may. */
const maxLength = 200_000

/** A text that a body puts together of nothing but constants, with what wrote each part. */
export function textOf(term: Term, scope: Scope, body: HostText): HostText | undefined {
  const text = read(term, scope, body)
  return text && text.text.length <= maxLength ? text : undefined
}

function read(term: Term, scope: Scope, body: HostText): HostText | undefined {
  switch (term.kind) {
    case 'value':
      return literal(term.range, term.value, body)
    case 'cast':
      return textTypes.has(term.type) ? textOf(term.term, scope, body) : undefined
    case 'column': {
      const value = variable(scope, term)
      return value && textOf(value, scope, body)
    }
    case 'subquery': {
      const { query } = term
      const [output] = query.kind === 'select' && query.from.length === 0 && !query.where ? query.output : []
      return output?.kind === 'term' ? textOf(output.term, scope, body) : undefined
    }
    case 'call':
      return called(term, scope, body)
    default:
      return undefined
  }
}

function literal(range: Range, value: Extract<Term, { kind: 'value' }>['value'], body: HostText): HostText | undefined {
  if (value.kind !== 'literal') return undefined
  if (typeof value.literal === 'number') return sliceText(body, String(value.literal), range[0])
  const token = nextToken(body.text, range[0])
  return typeof value.literal === 'string' && token ? stringBody(body, token) : undefined
}

function called(call: Call, scope: Scope, body: HostText): HostText | undefined {
  const args = call.args.map((arg) => textOf(arg, scope, body))
  const known = args.flatMap((arg) => arg ?? [])
  if (known.length < args.length) return undefined
  const [first, ...others] = known
  if (!first) return undefined
  const whole = body.hostRange(call.range)
  switch (call.name) {
    case '||':
    case 'concat':
      return concatenated(
        known,
        call.args.map(({ range }) => body.hostRange(range)),
        whole,
      )
    case 'format':
      return formatted(first, others, whole)
    case 'quote_ident':
      return quoted(first, 'I')
    case 'quote_literal':
      return quoted(first, 'L')
    default:
      return undefined
  }
}

function concatenated(parts: readonly HostText[], seats: readonly Range[], whole: Range): HostText {
  const woven = new WovenText()
  parts.forEach((part, i) => woven.addPart(part, 0, part.text.length, seats[i]))
  return woven.finish(whole)
}

/** https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT */
const placeholder = /%(?:(%)|(?:(\d+)\$)?([sIL]))|%/g

function formatted(format: HostText, args: readonly HostText[], whole: Range): HostText | undefined {
  const woven = new WovenText()
  let end = 0
  let next = 0
  for (const match of format.text.matchAll(placeholder)) {
    const [written, percent, position, kind] = match
    woven.addPart(format, end, match.index)
    end = match.index + written.length
    if (percent !== undefined) woven.addPart(format, match.index, match.index + 1)
    else {
      next = position === undefined ? next + 1 : Number(position)
      const arg = args[next - 1]
      if (!arg || kind === undefined) return undefined
      const part = kind === 's' ? arg : quoted(arg, kind)
      woven.addPart(part, 0, part.text.length, format.hostRange([match.index, end]))
    }
  }
  return woven.addPart(format, end).finish(whole)
}

function quoted(arg: HostText, kind: string): HostText {
  const text = kind === 'I' ? quoteName(arg.text) : quotedText(arg.text)
  if (text === arg.text) return arg
  return new WovenText().add(text, arg.hostRange([0, arg.text.length])).finish([0, 0])
}

/** The text that a term is known to begin with. */
export function headOf(term: Term, scope: Scope, body: HostText): string {
  const [first] = term.kind === 'call' && ['||', 'concat', 'format'].includes(term.name) ? term.args : []
  if (!first) return textOf(term, scope, body)?.text ?? ''
  const head = textOf(first, scope, body)?.text ?? headOf(first, scope, body)
  return term.kind === 'call' && term.name === 'format' ? (head.split('%', 1)[0] ?? '') : head
}
