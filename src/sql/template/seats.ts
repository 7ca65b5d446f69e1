import { nextToken, type Token } from '../lexer.ts'
import { hasMarker, markerOf, parameterOf, type Hole } from './hole.ts'

/** What a hole may stand for at its place. */
export type Seat =
  | 'value'
  | 'name'
  | 'nothing'
  | 'list'
  | 'array'
  | 'assignment'
  | 'rows'
  | 'query'
  | 'string'
  | 'column'
  | 'operator'
  | 'number'
  | 'parameter'
  | 'common table'
  | 'action'
  | 'in a string'
  | 'in a comment'

/** No operator of anybody. */
export const unknownOperator = '<~#~>'

const fills: Readonly<Record<Seat, (number: number, columns: readonly string[]) => string>> = {
  value: parameterOf,
  name: (_, columns) => columns.join(', '),
  nothing: () => ' ',
  list: (number) => `(${parameterOf(number)})`,
  array: (number) => `[${parameterOf(number)}]`,
  assignment: (number, columns) => columns.map((column) => `${column} = ${parameterOf(number)}`).join(', '),
  rows: (number, columns) => `(${columns.join(', ')}) VALUES (${columns.map(() => parameterOf(number)).join(', ')})`,
  query: (number) => `SELECT ${markerOf(number)}`,
  string: (number) => `'${markerOf(number)}'`,
  column: (number) => `${markerOf(number)} text`,
  operator: () => unknownOperator,
  number: () => '1',
  parameter: (number) => parameterOf(number).slice(1),
  'common table': (number) => `${markerOf(number)} AS (SELECT ${markerOf(number)})`,
  action: () => 'DO NOTHING',
  'in a string': markerOf,
  'in a comment': markerOf,
}

/** The text that stands for a hole that is taken for something. */
export function fillOf(seat: Seat, number: number, hole: Hole | undefined): string {
  const columns = hole?.columns?.map((column) => `"${column.replaceAll('"', '""')}"`) ?? [markerOf(number)]
  return fills[seat](number, columns)
}

const anySeat: readonly Seat[] = [
  'name',
  'value',
  'nothing',
  'list',
  'assignment',
  'string',
  'query',
  'column',
  'operator',
  'number',
  'common table',
  'action',
]

/** Words that cannot be a name: what stands before them is complete, and what follows begins something new. */
const reserved = new Set(
  `all and any array as asc between by case collate conflict cross desc distinct do else end except exists fetch filter first following for
  from full group having ilike in inner insert intersect into is join lateral left like limit natural not null nulls offset on only or order
  outer over preceding returning right select set similar some table then union update using values when where window with`.split(/\s+/),
)

const beforeValues =
  /^(?:where|and|or|not|on|having|when|then|else|case|like|ilike|to|between|limit|offset|first|next|any|some|all|is|escape|interval|date|timestamp|timestamptz|zone|password|default)$/
const beforeNames =
  /^(?:from|join|into|update|table|only|using|truncate|references|index|schema|view|column|constraint|concurrently|exists|rename|as|type|collate|lateral|cascade|owner|trigger|function|database|sequence)$/
const beforeOutput = /^(?:select|distinct|by|returning|partition)$/
const beforeQuery = /^(?:from|join|exists|lateral|as)$/

interface Around {
  /** The signs before the hole, nearest first, in lower case; empty where there is none. */
  readonly before: (distance: number) => string
  readonly after: string
  /** The kinds of the tokens next to it. */
  readonly kindBefore: Token['kind'] | undefined
  readonly kindAfter: Token['kind'] | undefined
  readonly touchesBefore: boolean
  readonly touchesAfter: boolean
}

/** What a hole may be, likeliest first. `start` is where its marker begins in the text. */
export function seatsAt(text: string, tokens: readonly Token[], start: number, hole: Hole): readonly Seat[] {
  const at = tokens.findIndex((token) => token.start <= start && start < token.end)
  const token = tokens[at]
  if (!token) return ['in a comment']
  if (token.kind === 'string' || token.kind === 'dollar') return ['in a string']
  if (token.kind !== 'word') return ['name']
  const around = aroundOf(text, tokens, at)
  if (around.before(1) === '$' && around.touchesBefore) return ['parameter']
  if (!isMarkerAlone(text, token)) return ['name']
  const likely = likelySeats(around, hole)
  return [...likely, ...anySeat.filter((seat) => !likely.includes(seat))]
}

/** The tokens of a text that mean something. */
export function codeTokens(text: string): Token[] {
  const tokens: Token[] = []
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) if (token.kind !== 'comment') tokens.push(token)
  return tokens
}

function isMarkerAlone(text: string, { start, end }: Token): boolean {
  return /^__hole\d+__$/.test(text.slice(start, end))
}

function aroundOf(text: string, tokens: readonly Token[], at: number): Around {
  const signOf = (token: Token | undefined): string => (token ? text.slice(token.start, token.end).toLowerCase() : '')
  const [before, own, after] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  return {
    before: (distance) => signOf(tokens[at - distance]),
    after: signOf(after),
    kindBefore: before?.kind,
    kindAfter: after?.kind,
    touchesBefore: before?.end === own?.start,
    touchesAfter: own?.end === after?.start,
  }
}

function likelySeats(around: Around, { as }: Hole): Seat[] {
  if (as === 'name') return ['name', 'string']
  const byPlace = seatsByPlace(around)
  if (as === undefined) return byPlace
  const values: readonly Seat[] = as === 'value' ? ['value', 'list', 'array', 'string', 'number'] : ['value', 'list', 'array']
  return [...byPlace.filter((seat) => values.includes(seat)), ...values.filter((seat) => !byPlace.includes(seat))]
}

function seatsByPlace(around: Around): Seat[] {
  const { before, after, kindBefore } = around
  const previous = before(1)
  if (previous === '.' || (after === '.' && around.touchesAfter)) return ['name']
  if (previous === '' || previous === ';')
    return /^(?:|;|union|intersect|except|order|limit)$/.test(after) ? ['query', 'nothing'] : ['nothing', 'query']
  if (/^(?:union|intersect|except)$/.test(previous) || (previous === 'all' && before(2) === 'union')) return ['query']
  if (previous === '(' && after === ')') return seatsInParentheses(before(2))
  if (previous === 'in' || previous === 'values') return ['list']
  if (previous === 'array') return ['array']
  if (previous === 'set') return ['assignment', 'name']
  if (previous === '::') return ['name']
  if (after === '::' || isOperandInWords(around)) return ['value', 'name']
  if (previous === 'with') return ['common table', 'name']
  if (isInsertTarget(around)) return ['rows', 'nothing']
  if (kindBefore === 'word' && beforeOutput.test(previous)) return ['name', 'value', 'nothing']
  if (kindBefore === 'word' && beforeNames.test(previous)) return ['name', 'query', 'value', 'nothing']
  if (opensValue(around)) return ['value', 'name', 'nothing']
  if (hasMarker(previous) && isFirstOperand(around, 2)) return ['value', 'nothing']
  if (hasMarker(after)) return isFirstOperand(around, 1) ? ['operator', 'nothing'] : ['nothing', 'operator', 'name', 'column']
  if (hasMarker(previous)) return ['nothing', 'value', 'name', 'column']
  return beginsOperand(around) ? ['operator', 'nothing'] : ['nothing', 'name', 'column']
}

/** `IS DISTINCT FROM ${…}`, and the words that stand for commas in `substring(a FROM ${…} FOR ${…})`. */
function isOperandInWords({ before }: Around): boolean {
  if (before(1) !== 'from' && before(1) !== 'for') return false
  if (before(1) === 'from' && before(2) === 'distinct') return /^(?:is|not)$/.test(before(3))
  let depth = 0
  for (let distance = 2; distance < maxDistance && before(distance) !== ''; distance++) {
    if (before(distance) === ')') depth++
    else if (before(distance) === '(' && --depth < 0) return /^(?:substring|extract|trim|overlay|position)$/.test(before(distance + 1))
  }
  return false
}

const maxDistance = 60

/** Whether the sign so far before is the left side of a comparison. */
function isFirstOperand({ before }: Around, distance: number): boolean {
  if (!/^[\w"]/.test(before(distance))) return false
  return beginsComparison.test(before(distance + 1) === '.' ? before(distance + 3) : before(distance + 1))
}

const beginsComparison = /^(?:where|and|or|not|on|having|when|\()$/

function seatsInParentheses(opener: string): Seat[] {
  if (/^(?:in|any|some|all)$/.test(opener)) return ['value', 'query']
  if (beforeQuery.test(opener)) return ['query', 'name']
  return ['value', 'name', 'query', 'column']
}

/** `INSERT INTO t ${row}`. */
function isInsertTarget({ before, after, kindBefore }: Around): boolean {
  if (!/^(?:|;|on|returning|\))$/.test(after) || (kindBefore !== 'word' && kindBefore !== 'quoted')) return false
  return before(2) === 'into' || (before(2) === '.' && before(4) === 'into')
}

function opensValue({ before, kindBefore }: Around): boolean {
  const previous = before(1)
  if (kindBefore === 'word') return beforeValues.test(previous)
  return kindBefore === 'operator' || previous === '(' || previous === ',' || previous === '[' || previous === ':='
}

/** Whether what follows is an operand, so that an operator may stand before it. */
function beginsOperand({ after, kindAfter }: Around): boolean {
  if (kindAfter === 'word') return !reserved.has(after)
  return kindAfter === 'parameter' || kindAfter === 'string' || kindAfter === 'number' || kindAfter === 'quoted'
}
