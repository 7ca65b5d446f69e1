import { Classes } from './classes.ts'
import type { Formula, Leaf, Operand, Or, Side } from './formula.ts'
import { isPartlyHidden } from './leaves.ts'
import { neededSides } from './sides.ts'

/** One way in which conditions can hold together. */
export interface Branch {
  readonly atoms: readonly Leaf[]
}

/** The ways in which conditions can hold. */
export interface Solved {
  readonly branches: readonly Branch[]
  /** There were too many: what is there holds of all of them, and they say more. */
  readonly isCutShort: boolean
}

/** Beyond this many ways a condition is not followed any further. */
const maxBranches = 512

/** A condition and the sides that it was taken to be under. */
interface Part<F extends Formula> {
  readonly formula: F
  readonly under: readonly Side[]
}

/** A condition that waits until sides are known to be present. */
interface Waiting extends Part<Formula> {
  readonly needs: readonly Side[]
  /** It may also be taken for granted that they are. */
  readonly orTaken: boolean
}

interface Open {
  readonly atoms: readonly Part<Leaf>[]
  readonly choices: readonly Part<Or>[]
  readonly waiting: readonly Waiting[]
  /** Whether an OR is left out: one of its branches says nothing that could matter. */
  readonly isIdle: (formula: Or) => boolean
}

interface Following {
  /** Also an OR of which one branch says nothing that could matter for a tenant. */
  readonly followsAll?: boolean
  /** Whether it could matter that something is not NULL. */
  readonly mayTell?: (operand: Operand) => boolean
}

/**
 * Takes conditions apart into the ways in which they can hold, for rows of which some sides are taken to be present. A way
 * that is good enough as it is, is not taken apart further.
 */
export function branchesOf(
  formulas: readonly Formula[],
  taken: readonly Side[],
  isGoodEnough: (branch: Branch) => boolean,
  { followsAll = false, mayTell = () => true }: Following = {},
): Solved {
  const isIdle = (formula: Or): boolean => !followsAll && saysNothing(formula, mayTell)
  const assumed = new Set(taken)
  const start = settle(
    { atoms: [], choices: [], waiting: [], isIdle },
    formulas.map((formula) => ({ formula, under: [] })),
    assumed,
  )
  if (!start) return { branches: [], isCutShort: false }
  const done: Branch[] = []
  const open = [start]
  for (let count = 0, next = open.pop(); next; next = open.pop()) {
    if (++count > maxBranches) return { branches: [branchOf(start)], isCutShort: true }
    const [choice, ...choices] = next.choices
    const branch = branchOf(next)
    if (!choice || isGoodEnough(branch)) {
      done.push(branch)
      continue
    }
    for (const part of choice.formula.of.toReversed()) {
      const forked = settle({ ...next, choices }, [{ formula: part, under: choice.under }], assumed)
      if (forked) open.push(forked)
    }
  }
  return { branches: done, isCutShort: false }
}

function branchOf({ atoms }: Open): Branch {
  return { atoms: atoms.map(({ formula }) => formula) }
}

/** Adds conditions to a branch until nothing more follows; undefined when it cannot hold. */
function settle(from: Open, more: readonly Part<Formula>[], assumed: ReadonlySet<Side>): Open | undefined {
  const open = { ...from, atoms: [...from.atoms], choices: [...from.choices], waiting: [...from.waiting] }
  for (const part of more) if (!take(part, open)) return undefined
  if (open.waiting.length === 0) return open
  const presence = new Presence(assumed)
  let known = 0
  for (let changed = true; changed;) {
    changed = false
    // Forth and back, since joins that hang on each other stand in a row.
    const waiting = open.waiting.toReversed()
    open.waiting = []
    for (const item of waiting) {
      while (known < open.atoms.length) presence.add(open.atoms[known++])
      if (!presence.isReady(item)) {
        open.waiting.push(item)
        continue
      }
      changed = true
      if (!take(readied(item), open)) return undefined
    }
  }
  return open
}

function readied({ formula, under, orTaken }: Waiting): Part<Formula> {
  return orTaken ? { formula, under } : { formula, under: [...under, ...neededSides(formula as Leaf)] }
}

/** Takes a condition apart as far as it is an AND; false when it cannot hold. */
function take(
  { formula, under }: Part<Formula>,
  open: Pick<Open, 'isIdle'> & { atoms: Part<Leaf>[]; choices: Part<Or>[]; waiting: Waiting[] },
): boolean {
  switch (formula.kind) {
    case 'and':
      return formula.of.every((part) => take({ formula: part, under }, open))
    case 'or':
      if (!open.isIdle(formula)) open.choices.push({ formula, under })
      return true
    case 'of':
      return take({ formula: formula.then, under }, open)
    case 'when':
      open.waiting.push({ needs: formula.sides, orTaken: true, formula: formula.then, under: [...under, ...formula.sides] })
      return true
    case 'constant':
      return formula.value
    default: {
      const needs = neededSides(formula).filter((side) => !under.includes(side))
      if (needs.length > 0) open.waiting.push({ needs, orTaken: false, formula, under })
      else open.atoms.push({ formula, under })
      return true
    }
  }
}

/** Whether a condition says nothing that could matter; an OR says nothing when one of its branches does not. */
function saysNothing(formula: Formula, mayTell: (operand: Operand) => boolean): boolean {
  const isNothing = (part: Formula): boolean => saysNothing(part, mayTell)
  switch (formula.kind) {
    case 'and':
      return formula.of.every(isNothing)
    case 'or':
      return formula.of.some(isNothing) && !formula.of.some(isPartlyHidden)
    case 'when':
    case 'of':
      return isNothing(formula.then)
    case 'constant':
      return formula.value
    case 'other':
      return !formula.rejects.some(mayTell)
    default:
      return false
  }
}

/** What is known of sides: present whatever is assumed, or present for the rows that are asked about. */
class Presence {
  readonly #assumed: ReadonlySet<Side>
  readonly #taken = new Classes([])
  readonly #proven: Classes
  /** What is said under sides that are not proven yet. */
  #unproven: Part<Leaf>[] = []

  constructor(assumed: ReadonlySet<Side>) {
    this.#assumed = assumed
    this.#proven = assumed.size === 0 ? this.#taken : new Classes([])
  }

  add(part: Part<Leaf> | undefined): void {
    if (!part) return
    this.#taken.add(part.formula)
    if (this.#proven === this.#taken) return
    this.#unproven.push(part)
    const before = this.#proven.presentSides.size
    this.#prove([part])
    if (this.#proven.presentSides.size > before) this.#proveAll()
  }

  #proveAll(): void {
    for (let size = -1; size < this.#proven.presentSides.size;) {
      size = this.#proven.presentSides.size
      this.#prove(this.#unproven)
    }
  }

  #prove(parts: readonly Part<Leaf>[]): void {
    const proven = new Set(parts.filter(({ under }) => under.every((side) => this.#proven.presentSides.has(side))))
    for (const { formula } of proven) this.#proven.add(formula)
    if (proven.size > 0) this.#unproven = this.#unproven.filter((part) => !proven.has(part))
  }

  /**
   * A test that NULL passes says nothing of a side that is only assumed to be there: its rows that fail the test still keep
   * the joined row from being one without them.
   */
  isReady({ needs, orTaken }: Waiting): boolean {
    const [proven, taken] = [this.#proven.presentSides, this.#taken.presentSides]
    return needs.every((side) => {
      const isAssumed = this.#assumed.has(side)
      return proven.has(side) || (taken.has(side) && !isAssumed) || (orTaken && (isAssumed || taken.has(side)))
    })
  }
}
