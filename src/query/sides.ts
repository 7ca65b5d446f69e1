import type { Leaf, Operand, Side } from './formula.ts'
import type { JoinSource } from './query.ts'

/** The sides of a join of which a row may be missing. */
export function nullableSides(how: JoinSource['how']): { readonly left: boolean; readonly right: boolean } {
  return { left: how === 'right' || how === 'full', right: how === 'left' || how === 'full' }
}

/**
 * The sides that must be known to be present for an atom to say something of their rows: a test that NULL passes, or an
 * expression that may make something of NULL, also holds where a row is missing.
 */
export function neededSides(atom: Leaf): readonly Side[] {
  return nullPassing(atom).flatMap(sidesOf)
}

/** The nullable sides that an operand is NULL without, also inside the relation that gives it. */
export function sidesOf(operand: Operand): readonly Side[] {
  if (operand.kind === 'value') return []
  const { sides, inner } = operand.source
  if (!inner) return sides
  return [...sides, ...(operand.kind === 'column' ? [operand.name] : operand.columns).flatMap((name) => inner.get(name) ?? [])]
}

function nullPassing(atom: Leaf): readonly Operand[] {
  switch (atom.kind) {
    case 'null':
      return atom.not ? [] : [atom.column]
    case 'equal':
      return atom.how === 'equivalent' ? [atom.left, atom.right] : atom.how === 'strict' ? expressions([atom.left, atom.right]) : []
    case 'among':
      return expressions([atom.column])
    default:
      return []
  }
}

function expressions(operands: readonly Operand[]): readonly Operand[] {
  return operands.filter((operand) => operand.kind === 'expression')
}
