import type { Classes } from '../query/classes.ts'
import { opposites, turns } from '../query/comparisons.ts'
import type { Leaf, Operand } from '../query/formula.ts'
import { expressionText } from '../query/operand.ts'
import type { Condition, Term } from '../query/query.ts'
import type { RowSource } from '../query/relation.ts'

export function bareOf(term: Term): Condition {
  return { kind: 'bare', term, range: term.range }
}

/** Whether the very same condition, or with `not` its opposite, is among what holds, with whatever sides and signs it is written. */
export function saysSame(condition: Condition, not: boolean, source: RowSource, atoms: readonly Leaf[], classes: Classes): boolean {
  const wanted = textOf(condition, not)
  return atoms.some((atom) => {
    if (atom.kind === 'hidden' || !atom.origin || textOf(atom.origin.condition, atom.origin.not) !== wanted) return false
    const mentioned = mentionedIn(atom)
    return mentioned.length > 0 && mentioned.every((one) => one.source === source || isShown(one, source, classes))
  })
}

type Mentioned = Exclude<Operand, { kind: 'value' }>

function mentionedIn(atom: Exclude<Leaf, { kind: 'hidden' }>): Mentioned[] {
  const operands = atom.kind === 'other' ? atom.mentions() : atom.kind === 'equal' ? [atom.left, atom.right] : [atom.column]
  return operands.flatMap((one) => (one.kind === 'value' ? [] : [one]))
}

function isShown(one: Mentioned, source: RowSource, classes: Classes): boolean {
  return one.kind === 'column' && classes.columnsLike(one).some((other) => other.source === source)
}

const known = new WeakMap<Condition, { yes?: string; no?: string }>()

/** A condition in one of the ways in which it could be written. */
function textOf(condition: Condition, not: boolean): string {
  const before = known.get(condition) ?? {}
  known.set(condition, before)
  return not ? (before.no ??= findText(condition, true)) : (before.yes ??= findText(condition, false))
}

function findText(condition: Condition, not: boolean): string {
  switch (condition.kind) {
    case 'not':
      return textOf(condition.of, !not)
    case 'bare':
      if (condition.term.kind === 'condition') return textOf(condition.term.condition, not)
      return `${not ? 'NOT ' : ''}${expressionText(condition.term)}`
    case 'null':
      return printed({ ...condition, not: condition.not !== not })
    case 'compare': {
      const { op, quantifier, left, right } = condition
      if (quantifier !== undefined) break
      const truth = op === '=' || op === '<>' ? truthOf(right) : undefined
      if (truth !== undefined) return textOf(bareOf(left), (truth === (op === '=')) === not)
      const said = not ? opposites[op] : op
      if (said === undefined) break
      const turned = left.kind === 'value' && right.kind !== 'value' ? turns[said] : undefined
      if (turned !== undefined) return printed({ ...condition, op: turned, left: right, right: left })
      return printed({ ...condition, op: said })
    }
    default:
      break
  }
  return `${not ? 'NOT ' : ''}${printed(condition)}`
}

function printed(condition: Condition): string {
  return expressionText({ kind: 'condition', condition, range: condition.range })
}

function truthOf(term: Term): boolean | undefined {
  if (term.kind === 'condition' && term.condition.kind === 'constant') return term.condition.value ?? undefined
  const literal = term.kind === 'value' && term.value.kind === 'literal' ? term.value.literal : undefined
  return typeof literal === 'boolean' ? literal : undefined
}
