import { onceFor } from '../../catalog/once-for.ts'
import type { Formula, Leaf, Operand } from '../../query/formula.ts'
import type { DroppedValue } from '../../query/query.ts'
import { shownName, type Access } from '../../query/relation.ts'
import type { Owner } from './ownership.ts'
import type { Found } from './verdict.ts'

/** A filter on the tenant column that is there and does nothing. */
export function vacuousFilter({ source }: Access, { columns, ownKey }: Owner, formulas: readonly Formula[]): Found | undefined {
  const names = new Set(columns.filter((name) => name !== ownKey || columns.length === 1).map((name) => shownName(source, name)))
  const isOwn = (operand: Operand): boolean => operand.kind === 'column' && operand.source === source && names.has(operand.name)
  const isOver = (operand: Operand): boolean =>
    operand.kind === 'expression' && operand.source === source && operand.columns.some((name) => names.has(name))
  const column = columns[0] ?? 'its tenant'
  for (const formula of formulas) {
    for (const { leaf, isWhole } of leavesOf(formula)) {
      const dropped = droppedValue(leaf, isOwn)
      if (dropped) return droppedFilter(dropped, column, leaf)
      const why = isOverLeaf(leaf, isOver) ? open(column) : mistake(leaf, isWhole, isOwn, column)
      if (why) return { verdict: 'vacuous', ...why, at: leaf.range }
    }
  }
  return undefined
}

/** What the column is compared with, where a library leaves that out. */
interface Dropped {
  readonly text: string
  readonly dropped: DroppedValue
}

function droppedValue(leaf: Leaf, isOwn: (operand: Operand) => boolean): Dropped | undefined {
  if (leaf.kind !== 'equal') return undefined
  const other = isOwn(leaf.left) ? leaf.right : isOwn(leaf.right) ? leaf.left : undefined
  const program = other?.kind === 'value' ? other.program : undefined
  return program?.dropped && { text: program.text, dropped: program.dropped }
}

function droppedFilter({ text, dropped: { by, surely, orNull } }: Dropped, column: string, { range: at }: Leaf): Found {
  const reason = `${by} leaves the condition on ${column} out`
  if (surely) return { verdict: 'vacuous', reason: `${reason} that compares it with \`${text}\``, at }
  return { verdict: 'may-vanish', reason: `${reason} where \`${text}\` is undefined${orNull ? ' or null' : ''}`, at }
}

type Why = Pick<Found, 'reason' | 'isOpenedByOr'>

function mistake(leaf: Leaf, isWhole: boolean, isOwn: (operand: Operand) => boolean, column: string): Why | undefined {
  switch (leaf.kind) {
    case 'other':
      return leaf.mentions().some(isOwn) ? open(column) : undefined
    case 'null':
      return leaf.not && isOwn(leaf.column) ? open(column) : undefined
    case 'among':
      return isOwn(leaf.column) ? partly(isWhole, column) : undefined
    case 'equal': {
      if (leaf.how === 'link') return undefined
      if (isOwn(leaf.left) && isOwn(leaf.right)) return { reason: `${column} is compared with itself` }
      const isFilter = (isOwn(leaf.left) && leaf.right.kind === 'value') || (isOwn(leaf.right) && leaf.left.kind === 'value')
      return isFilter ? partly(isWhole, column) : undefined
    }
    case 'hidden':
      return undefined
  }
}

/** An expression over the column, which is not the column. */
function isOverLeaf(leaf: Leaf, isOver: (operand: Operand) => boolean): boolean {
  return (
    (leaf.kind === 'equal' && leaf.how !== 'link' && (isOver(leaf.left) || isOver(leaf.right))) ||
    (leaf.kind === 'among' && isOver(leaf.column))
  )
}

function open(column: string): Why {
  return { reason: `the condition on ${column} leaves other tenants' rows in` }
}

function partly(isWhole: boolean, column: string): Why {
  return isWhole
    ? { reason: `the condition on ${column} stands where it leaves no row out` }
    : { reason: `the condition on ${column} does not hold in every branch of an OR`, isOpenedByOr: true }
}

interface PlacedLeaf {
  readonly leaf: Leaf
  /** It stands in no OR. */
  readonly isWhole: boolean
}

const leavesOf = onceFor((formula: Formula): readonly PlacedLeaf[] => {
  const found: PlacedLeaf[] = []
  collect(formula, true, found)
  return found
})

function collect(formula: Formula, isWhole: boolean, found: PlacedLeaf[]): void {
  switch (formula.kind) {
    case 'and':
      for (const part of formula.of) collect(part, isWhole, found)
      break
    case 'or':
      for (const part of formula.of) collect(part, false, found)
      break
    case 'when':
    case 'of':
      collect(formula.then, isWhole, found)
      break
    case 'constant':
      break
    default:
      found.push({ leaf: formula, isWhole })
  }
}
