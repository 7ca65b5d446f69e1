import type { Expr, ExprBinary, ExprCall, ExprUnary } from 'pgsql-ast-parser'
import type { AstText } from './ast-text.ts'

/** From the loosest: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE */
const tightness: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['not'],
  ['is null', 'is not null', 'isnull', 'notnull', 'is true', 'is not true', 'is false', 'is not false'],
  ['=', '<>', '!=', '<', '>', '<=', '>='],
  ['between', 'not between', 'in', 'not in', 'like', 'not like', 'ilike', 'not ilike'],
  ['any other'],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
  ['at time zone'],
  ['a sign'],
  ['['],
  ['::'],
]
const levels: ReadonlyMap<string, number> = new Map(tightness.flatMap((names, level) => names.map((name) => [name, level] as const)))

function levelOf(name: string): number {
  return levels.get(name) ?? levelOf('any other')
}

/** At these levels one cannot follow another without brackets. */
const alone: ReadonlySet<number> = new Set(['is null', '=', 'in'].map(levelOf))

export interface Operator {
  /** As Postgres' parser names it: `<>` for `!=`, and `not in`, `is null`, `at time zone`. */
  readonly name: string
  readonly level: number
  /** What it takes before and behind it, where no bracket ends that. */
  readonly left: Expr | undefined
  readonly right: Expr | undefined
  /** It ends with a constant that another operator could take: `a -> 'b'`. */
  readonly endsInConstant?: boolean
  /** `a = any (…)`. */
  readonly quantifier: 'any' | 'all' | undefined
}

/** The operator that a node is by its form; undefined for what brackets or words of its own enclose. */
export function operatorOf(node: Expr, text: AstText): Operator | undefined {
  switch (node.type) {
    case 'binary':
      return binary(node, text)
    case 'unary':
      return unary(node, text)
    case 'ternary': {
      const name = text.words(text.outer(node.value)[1], text.outer(node.lo)[0])
      return { name, level: levelOf(name), left: node.value, right: node.hi, quantifier: undefined }
    }
    case 'member':
      return { ...postfix(node.op, node.operand), endsInConstant: true }
    case 'arrayIndex':
      return postfix('[', node.array)
    case 'cast':
      return text.tokens.word(text.outer(node.operand)[1]) === '::' ? postfix('::', node.operand) : undefined
    default:
      return undefined
  }
}

function postfix(name: string, left: Expr): Operator {
  return { name, level: levelOf(name), left, right: undefined, quantifier: undefined }
}

function binary({ left, right }: ExprBinary, text: AstText): Operator {
  const [first, end] = [text.outer(left)[1], text.outer(right)[0]]
  const name = text.words(first, end)
  if (name.startsWith('operator (')) {
    return { name: text.tokens.word(end - 2), level: levelOf('any other'), left, right, quantifier: undefined }
  }
  if (name.includes(' ') && !levels.has(name)) text.refuse('pgsql-ast-parser does not tell where a part of this stands', left)
  const quantifier = right.type === 'call' ? quantifierOf(right, text) : undefined
  const isClosed = quantifier !== undefined || name === 'in' || name === 'not in'
  return { name: name === '!=' ? '<>' : name, level: levelOf(name), left, right: isClosed ? undefined : right, quantifier }
}

function quantifierOf(call: ExprCall, text: AstText): 'any' | 'all' | undefined {
  const word = text.tokens.word(text.first(call.function))
  if (call.function.schema !== undefined) return undefined
  return word === 'all' ? word : word === 'any' || word === 'some' ? 'any' : undefined
}

function unary(node: ExprUnary, text: AstText): Operator {
  const [first, end] = text.bare(node)
  const operand = text.outer(node.operand)
  if (operand[0] === first) {
    const name = text.words(operand[1], end)
    return postfix(name, node.operand)
  }
  const name = text.words(first, operand[0])
  return { name, level: levelOf(name === 'not' ? name : 'a sign'), left: undefined, right: node.operand, quantifier: undefined }
}

/** The package knows other precedences than Postgres: where they part, the tree is of another expression. */
export function checkBinding(node: Expr, { level, left, right }: Operator, text: AstText): void {
  const binds = (inner: number, isLeft: boolean): boolean => inner > level || (inner === level && isLeft && !alone.has(level))
  for (let side = left; side && text.depth(side) === 0;) {
    const inner = operatorOf(side, text)
    const endsOpen = inner?.right !== undefined || inner?.endsInConstant === true || isNegative(side)
    if (endsOpen && !binds(inner?.level ?? levelOf('a sign'), true)) refuseBinding(node, text)
    side = inner?.right
  }
  for (let side = right; side && text.depth(side) === 0;) {
    const inner = operatorOf(side, text)
    if (inner?.left && !binds(inner.level, false)) refuseBinding(node, text)
    side = inner?.left
  }
}

/** The package takes the sign of a number for a part of it. */
function isNegative(node: Expr): boolean {
  return (node.type === 'integer' || node.type === 'numeric') && (node.value < 0 || Object.is(node.value, -0))
}

function refuseBinding(node: Expr, text: AstText): never {
  return text.refuse('pgsql-ast-parser binds the operators of this otherwise than Postgres', node)
}
