import type { Located } from '../resolve.ts'
import { entryOf, joinTexts, literal, shownText, textOf, truthOf, unknown, type Value } from './value.ts'

export function binary(operator: string, left: Value, right: Value, at: Located): Value {
  if (operator === '+' && left.kind === 'unknown') return left
  if (operator === '+' && (isText(left) || isText(right))) return joinTexts([left, right], at)
  if (operator === 'in') {
    const key = textOf(left)
    const found = key === undefined ? undefined : entryOf(right, key) !== undefined
    return found === true || (found === false && right.kind === 'record' && !right.open)
      ? literal(found, at)
      : undecided(operator, left, right, at)
  }
  if (isMade(left) !== isMade(right) && (left.kind === 'literal' || right.kind === 'literal') && /^[!=]==?$/.test(operator))
    return literal(operator.startsWith('!'), at)
  if (left.kind !== 'literal' || right.kind !== 'literal') return undecided(operator, left, right, at)
  const value = compute(operator, left.value, right.value)
  return value === undefined ? unknown(`\`${operator}\` is not followed`, at) : literal(value, at)
}

/** Kept as a call, so that a reader can tell what is asked. */
function undecided(operator: string, left: Value, right: Value, at: Located): Value {
  return { kind: 'call', callee: { kind: 'symbol', name: operator, at }, args: [left, right], isNew: false, at }
}

/** An object of its own, which equals no text, number or nothing. */
function isMade({ kind }: Value): boolean {
  return kind === 'record' || kind === 'list' || kind === 'function' || kind === 'class' || kind === 'module' || kind === 'instance'
}

function isText(value: Value): boolean {
  return value.kind === 'text' || textOf(value) !== undefined
}

type Plain = Extract<Value, { kind: 'literal' }>['value']

function compute(operator: string, left: Plain, right: Plain): Plain {
  switch (operator) {
    case '===':
      return left === right
    case '!==':
      return left !== right
    case '==':
      return left === right || (left ?? undefined) === (right ?? undefined)
    case '!=':
      return left !== right && (left ?? undefined) !== (right ?? undefined)
    default:
      return typeof left === 'number' && typeof right === 'number' ? arithmetic(operator, left, right) : undefined
  }
}

function arithmetic(operator: string, left: number, right: number): number | boolean | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      return undefined
  }
}

export function unary(operator: string, value: Value, at: Located): Value {
  if (operator === 'void') return literal(undefined, at)
  if (operator === '!') {
    const truth = truthOf(value)
    return truth === undefined
      ? { kind: 'call', callee: { kind: 'symbol', name: '!', at }, args: [value], isNew: false, at }
      : literal(!truth, at)
  }
  if (operator === '-' && value.kind === 'literal' && typeof value.value === 'number') return literal(-value.value, at)
  if (operator === '+' && value.kind === 'literal') return literal(Number(value.value), at)
  if (operator === 'typeof') {
    const type = typeOf(value)
    if (type !== undefined) return literal(type, at)
  }
  return unknown(`\`${operator}\` is not followed`, at)
}

function typeOf(value: Value): string | undefined {
  if (value.kind === 'literal') return value.value === null ? 'object' : typeof value.value
  if (value.kind === 'text') return 'string'
  if (value.kind === 'function' || value.kind === 'class') return 'function'
  if (value.kind === 'symbol' && constructors.has(value.name)) return 'function'
  return isMade(value) ? 'object' : undefined
}

const constructors: ReadonlySet<string> = new Set([
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'Date',
  'Object',
  'Array',
  'Map',
  'Set',
  'RegExp',
])

/** `String(value)` and `Number(value)` */
export function converted(callee: Value, [value]: readonly Value[], at: Located): Value | undefined {
  const to = callee.kind === 'symbol' ? callee.name : undefined
  const text = value && (to === 'String' || to === 'Number') ? shownText(value) : undefined
  return text === undefined ? undefined : literal(to === 'String' ? text : Number(text), at)
}
