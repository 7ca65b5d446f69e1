import type { Formula, Operand, Side } from './formula.ts'

type Leaf = Exclude<Formula, { kind: 'and' | 'or' | 'when' | 'of' | 'constant' }>

/** One way in which conditions can hold together. */
export interface Branch {
  readonly atoms: readonly Leaf[]
  /** Sides that are taken or known to be present. */
  readonly present: ReadonlySet<Side>
}

/** Beyond this many ways a condition is not followed any further. */
const maxBranches = 512

/** A condition that waits until sides are known to be present. */
interface Waiting {
  readonly needs: readonly Side[]
  /** It may also be taken for granted that they are. */
  readonly orTaken: boolean
  readonly formula: Formula
  readonly under: readonly Side[]
}

interface Open {
  readonly atoms: readonly Leaf[]
  readonly choices: readonly { readonly formula: Extract<Formula, { kind: 'and' | 'or' }>; readonly under: readonly Side[] }[]
  readonly waiting: readonly Waiting[]
  readonly proven: ReadonlySet<Side>
}

/** Which sides a branch proves to be present: those of which a column is not NULL. */
export type Presence = (atoms: readonly Leaf[]) => Iterable<Side>

/**
 * Takes conditions apart into the ways in which they can hold. A way that is good enough as it is, is not taken apart
 * further. Undefined where there are too many.
 */
export function branchesOf(
  formulas: readonly Formula[],
  taken: readonly Side[],
  presence: Presence,
  isGoodEnough: (branch: Branch) => boolean,
): Branch[] | undefined {
  const done: Branch[] = []
  const assumed = new Set(taken)
  const start = settle(
    { atoms: [], choices: [], waiting: [], proven: new Set() },
    formulas.map((formula) => ({ formula, under: [] })),
    assumed,
    presence,
  )
  const open: Open[] = start ? [start] : []
  let count = 0
  for (let next = open.pop(); next; next = open.pop()) {
    if (++count > maxBranches) return undefined
    const branch: Branch = { atoms: next.atoms, present: new Set([...assumed, ...next.proven]) }
    const [choice, ...rest] = next.choices
    if (!choice || isGoodEnough(branch)) {
      done.push(branch)
      continue
    }
    for (const part of [...choice.formula.of].reverse()) {
      const forked = settle({ ...next, choices: rest }, [{ formula: part, under: choice.under }], assumed, presence)
      if (forked) open.push(forked)
    }
  }
  return done
}

/** Adds conditions to a branch until nothing more follows; undefined when it cannot hold. */
function settle(
  from: Open,
  more: readonly { readonly formula: Formula; readonly under: readonly Side[] }[],
  assumed: ReadonlySet<Side>,
  presence: Presence,
): Open | undefined {
  const atoms = [...from.atoms]
  const choices = [...from.choices]
  let waiting = [...from.waiting]
  const proven = new Set(from.proven)
  const todo = [...more]
  for (;;) {
    for (let next = todo.pop(); next; next = todo.pop()) {
      const { formula, under } = next
      switch (formula.kind) {
        case 'and':
          for (const part of formula.of) todo.push({ formula: part, under })
          break
        case 'or':
          choices.push({ formula, under })
          break
        case 'of':
          todo.push({ formula: formula.then, under })
          break
        case 'when':
          waiting.push({ needs: formula.sides, orTaken: true, formula: formula.then, under: [...under, ...formula.sides] })
          break
        case 'constant':
          if (!formula.value) return undefined
          break
        default: {
          const needs = unprovenSides(formula, under, proven)
          if (needs.length > 0) waiting.push({ needs, orTaken: false, formula, under })
          else atoms.push(formula)
        }
      }
    }
    for (const side of presence(atoms)) proven.add(side)
    const ready = waiting.filter(({ needs, orTaken }) => needs.every((side) => proven.has(side) || (orTaken && assumed.has(side))))
    if (ready.length === 0) return { atoms, choices, waiting, proven }
    waiting = waiting.filter((item) => !ready.includes(item))
    todo.push(...ready)
  }
}

/** A test that NULL passes says nothing of a row that may be missing. */
function unprovenSides(atom: Leaf, under: readonly Side[], proven: ReadonlySet<Side>): Side[] {
  const columns =
    atom.kind === 'null' && !atom.not ? [atom.column] : atom.kind === 'equal' && atom.how === 'equivalent' ? [atom.left, atom.right] : []
  return columns
    .flatMap((column) => (column.kind === 'column' ? column.source.sides : []))
    .filter((side) => !under.includes(side) && !proven.has(side))
}

/** The columns that an atom says are not NULL. */
export function rejectedBy(atom: Leaf): readonly Operand[] {
  switch (atom.kind) {
    case 'equal':
      return atom.how === 'strict' ? [atom.left, atom.right] : []
    case 'among':
      return [atom.column]
    case 'null':
      return atom.not ? [atom.column] : []
    case 'other':
      return atom.rejects
    case 'hidden':
      return []
  }
}

export type { Leaf }
