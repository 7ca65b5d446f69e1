import { Classes } from '../query/classes.ts'
import type { Leaf, Origin } from '../query/formula.ts'
import { operandOf } from '../query/operand.ts'
import type { Term } from '../query/query.ts'

interface Given {
  readonly classes: Classes
  readonly atoms: readonly Leaf[]
}

/** Postgres looks at no more values of a list than these, one by one. */
const maxValues = 100

/** For each list of values, or of rows, that something must be one of: what holds with each of them. */
export function valueByValue({ atoms }: Given): Given[][] {
  const lists = new Set(atoms.flatMap((atom) => (atom.kind === 'among' && atom.origin && !atom.origin.not ? [atom.origin.condition] : [])))
  return [...lists].flatMap((condition) => {
    const origin = atoms.flatMap((atom) => ('origin' in atom && atom.origin.condition === condition ? [atom.origin] : []))[0]
    const rows = origin ? rowsOf(origin) : undefined
    if (!origin || !rows) return []
    const others = atoms.filter((atom) => !('origin' in atom) || atom.origin.condition !== condition)
    return [
      rows.map((row) => {
        const given = [...others, ...row.flatMap(([left, right]) => equalIn(left, right, origin))]
        return { atoms: given, classes: new Classes(given) }
      }),
    ]
  })
}

type Pair = readonly [Term, Term]

function rowsOf({ condition }: Origin): Pair[][] | undefined {
  if (condition.kind !== 'compare' || condition.quantifier !== 'any' || condition.op !== '=') return undefined
  const { left, right } = condition
  if ((right.kind !== 'list' && right.kind !== 'array') || right.terms.length > maxValues) return undefined
  const own = left.kind === 'row' ? left.terms : [left]
  return right.terms.map((one) => {
    const values = left.kind === 'row' && one.kind === 'row' ? one.terms : [one]
    return own.flatMap((term, i): Pair[] => (values[i] ? [[term, values[i]]] : []))
  })
}

function equalIn(left: Term, right: Term, { scope }: Origin): Leaf[] {
  const [a, b] = [operandOf(left, scope), operandOf(right, scope)]
  return a && b ? [{ kind: 'equal', left: a, right: b, how: 'strict', range: right.range }] : []
}
