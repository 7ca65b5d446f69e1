import type { Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { exportedAs, exportsOf } from '../../javascript/symbolic/exports.ts'
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
  const under = new Set<Program>()
  const visit = (program: Program, isWanted: (name: string) => boolean): Export[] => {
    if (under.has(program)) return []
    under.add(program)
    const passedOn = exportedAs(program).flatMap(({ from, names, all }) => {
      const module = all === undefined || all === '*' ? reading.modules.open(from, program) : undefined
      if (!module) return []
      const isAsked = (name: string): boolean => [...names].some(([shown, other]) => other === name && isWanted(shown))
      return visit(module, all === '*' ? (name) => name !== 'default' && isWanted(name) : isAsked)
    })
    under.delete(program)
    return [...ownOf(program).filter(({ name }) => isWanted(name)), ...passedOn]
  }
  const shown = programs.flatMap((program) => visit(program, () => true))
  return [...shown.filter(({ passedOn }) => !passedOn), ...shown.filter(({ passedOn }) => passedOn)]
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
