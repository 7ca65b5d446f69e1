import type { Table } from '../catalog/catalog.ts'
import { isAggregate, isSetReturning, isVolatile } from './functions.ts'
import type { Operand, Side } from './formula.ts'
import { printTerm } from './print.ts'
import type { Term } from './query.ts'
import { resolve, type Scope } from './scope.ts'

/** What a term is for the proof: a column, in as many places as USING merged it from, or something fixed. */
export interface Meaning {
  readonly operands: readonly { readonly operand: Operand; readonly sides: readonly Side[] }[]
  /** One of several values. */
  readonly many: boolean
}

/** The meaning of a term; nothing for what is neither a column nor a value. */
export function meaningOf(term: Term, scope: Scope): Meaning | undefined {
  switch (term.kind) {
    case 'column': {
      const found = resolve(term, scope)
      if (!found) return undefined
      const { grouped } = scope
      if (grouped && !found.operands.every(({ operand }) => grouped(operand))) return undefined
      return { operands: found.operands, many: false }
    }
    case 'cast': {
      const inner = meaningOf(term.term, scope)
      if (!inner) return undefined
      return inner.operands.every(({ operand }) => operand.kind === 'value' || isInjective(operand, term.type)) ? inner : undefined
    }
    case 'value':
      return value(printTerm(term), !(term.value.kind === 'literal' && term.value.literal !== null), term.many)
    case 'collate':
      return undefined
    default:
      return isFixed(term, scope)
        ? value(printTerm(term), true, term.kind === 'array' || term.kind === 'list' || returnsSet(term))
        : undefined
  }
}

function value(key: string, mayBeNull: boolean, many: boolean): Meaning {
  return { operands: [{ operand: { kind: 'value', key, mayBeNull }, sides: [] }], many }
}

function returnsSet(term: Term): boolean {
  return term.kind === 'call' && isSetReturning(term.name)
}

/** Whether a term is the same for every row of its statement. */
export function isFixed(term: Term, scope: Scope): boolean {
  switch (term.kind) {
    case 'value':
      return true
    case 'cast':
    case 'collate':
      return isFixed(term.term, scope)
    case 'array':
    case 'list':
    case 'row':
      return term.terms.every((part) => isFixed(part, scope))
    case 'call':
      return (
        !isVolatile(term.name) &&
        !isAggregate(term.name) &&
        !term.star &&
        term.over === undefined &&
        term.args.every((arg) => isFixed(arg, scope))
      )
    case 'case':
      return [term.of, term.otherwise, ...term.when.flatMap((branch) => [branch.when, branch.then])].every(
        (part) => part === undefined || isFixed(part, scope),
      )
    case 'part':
      return isFixed(term.term, scope) && term.path.every((step) => typeof step === 'string' || isFixed(step, scope))
    case 'condition':
      return isFixedCondition(term)
    default:
      return false
  }
}

function isFixedCondition(term: Extract<Term, { kind: 'condition' }>): boolean {
  return term.condition.kind === 'constant'
}

const integers: readonly string[] = ['smallint', 'integer', 'bigint']
const texts: readonly string[] = ['text', 'character varying', 'varchar', 'citext', 'name']

/** Whether equal values after a cast were equal before it. */
function isInjective(operand: Operand, to: string): boolean {
  if (operand.kind === 'value') return true
  const from = typeOf(operand.source.table, operand.name)
  if (from === undefined) return /^(?:text|character varying|bigint|uuid|integer)$/.test(to)
  if (from === to) return true
  if (integers.includes(from)) return to === 'text' || to === 'character varying' || integers.indexOf(to) >= integers.indexOf(from)
  if (from === 'uuid' || from === 'text' || from.startsWith('character varying'))
    return texts.includes(to) && to !== 'citext' && to !== 'name'
  return from.includes('.') || !/^[a-z ]+$/.test(from) ? false : to === from
}

function typeOf(table: Table | undefined, name: string): string | undefined {
  return table?.columns.find((column) => column.name === name)?.type?.name
}

/** The columns that a term reads and that make it NULL when they are. */
export function strictColumns(term: Term, scope: Scope): Operand[] {
  switch (term.kind) {
    case 'column':
      return columnsOf(meaningOf(term, scope))
    case 'cast':
    case 'collate':
      return strictColumns(term.term, scope)
    case 'call':
      return term.operator ? term.args.flatMap((arg) => strictColumns(arg, scope)) : []
    default:
      return []
  }
}

export function columnsOf(meaning: Meaning | undefined): Operand[] {
  return (meaning?.operands ?? []).flatMap(({ operand, sides }) => (operand.kind === 'column' && sides.length === 0 ? [operand] : []))
}

/** The columns that stand anywhere in a term. */
export function mentionedColumns(node: object, scope: Scope): Operand[] {
  const found: Operand[] = []
  const open: unknown[] = [node]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if ('kind' in next && next.kind === 'column' && 'name' in next) {
      const meaning = resolve(next as Extract<Term, { kind: 'column' }>, scope)
      for (const { operand } of meaning?.operands ?? []) found.push(operand)
    } else open.push(...Object.values(next as Record<string, unknown>))
  }
  return found
}
