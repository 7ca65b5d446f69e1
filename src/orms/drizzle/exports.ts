import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { exportedAs, exportsOf, type PassedOn } from '../../javascript/symbolic/exports.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { Reading } from './reading.ts'
import { Seats } from './seats.ts'

/** Something that a module shows, and the declaration of it. */
export interface Shown {
  readonly value: Value
  readonly seats: Seats
}

interface Export extends Shown {
  readonly name: string
  /** It is declared in another module. */
  readonly passedOn: boolean
}

/** All that modules show, also of others; what is declared in a module comes before what it only passes on. */
export function shownBy(programs: readonly Program[], reading: Reading): Shown[] {
  const known = new Map<Program, readonly Export[]>()
  const ownOf = (program: Program): readonly Export[] => {
    const before = known.get(program)
    if (before) return before
    const found = ownExports(program, reading)
    known.set(program, found)
    return found
  }
  const asked = new Map<Program, Wanted>()
  // Modules that pass on each other lead to one module on many ways.
  const visit = (program: Program, wanted: Wanted): Export[] => {
    const before = asked.get(program) ?? nothing
    const fresh = without(wanted, before)
    if (isNothing(fresh)) return []
    asked.set(program, { others: before.others || fresh.others, names: new Set([...before.names, ...fresh.names]) })
    const passedOn = exportedAs(program).flatMap((one) => {
      const module = one.all === undefined || one.all === '*' ? reading.modules.open(one.from, program) : undefined
      return module ? visit(module, wantedThrough(one, fresh)) : []
    })
    return [...ownOf(program).filter(({ name }) => isWanted(name, fresh)), ...passedOn]
  }
  const shown = programs.flatMap((program) => visit(program, everything))
  return [...shown.filter(({ passedOn }) => !passedOn), ...shown.filter(({ passedOn }) => passedOn)]
}

/** What is asked of a module. */
interface Wanted {
  readonly names: ReadonlySet<string>
  /** All but the default, whatever it is called. */
  readonly others: boolean
}

const nothing: Wanted = { names: new Set(), others: false }
const everything: Wanted = { names: new Set(['default']), others: true }

function isNothing({ names, others }: Wanted): boolean {
  return names.size === 0 && !others
}

function isWanted(name: string, { names, others }: Wanted): boolean {
  return names.has(name) || (others && name !== 'default')
}

function without(wanted: Wanted, before: Wanted): Wanted {
  return { others: wanted.others && !before.others, names: new Set([...wanted.names].filter((name) => !isWanted(name, before))) }
}

/** What is asked of the module that another one passes on. */
function wantedThrough({ names, all }: PassedOn, wanted: Wanted): Wanted {
  if (all === '*') return { others: wanted.others, names: new Set([...wanted.names].filter((name) => name !== 'default')) }
  return { others: false, names: new Set([...names].flatMap(([shown, other]) => (isWanted(shown, wanted) ? other : []))) }
}

function ownExports(program: Program, { machine }: Reading): Export[] {
  const nodes = exportsOf(program)
  return machine.shownBy(program).flatMap(({ name, value }, i) => {
    const node = nodes[i]?.node
    if (!node) return []
    const binding = program.named(node)
    const declared: Node = binding?.init ?? binding?.node ?? node
    const passedOn = binding?.kind === 'import'
    const { node: made, program: home } = value.at
    const seats = passedOn ? new Seats(home.file, made.range) : new Seats(program.file, declared.range)
    return [{ name, value, seats, passedOn }]
  })
}
