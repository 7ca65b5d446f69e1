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

/** All that modules show, also of others; what is declared in a module comes before what it only passes on. */
export function shownBy(programs: readonly Program[], reading: Reading): Shown[] {
  const all = reachable(programs, reading)
  const shown = all.flatMap((program) => ownExports(program, reading))
  return [...shown.filter(({ passedOn }) => !passedOn), ...shown.filter(({ passedOn }) => passedOn)]
}

/** The modules, and those whose names they pass on. */
function reachable(programs: readonly Program[], { world }: Reading): Program[] {
  const seen = new Set<Program>()
  const visit = (program: Program): void => {
    if (seen.has(program)) return
    seen.add(program)
    for (const { from } of exportedAs(program)) {
      const module = world.modules.open(from, program)
      if (module) visit(module)
    }
  }
  programs.forEach(visit)
  return [...seen]
}

function ownExports(program: Program, { machine }: Reading): (Shown & { readonly passedOn: boolean })[] {
  const nodes = exportsOf(program)
  return machine.shownBy(program).flatMap(({ value }, i) => {
    const node = nodes[i]?.node
    if (!node) return []
    const binding = node.type === 'Identifier' ? program.bindingOf(node.name, node) : undefined
    const declared: Node = binding?.init ?? binding?.node ?? node
    const passedOn = binding?.kind === 'import'
    const { node: made, program: home } = value.at
    const seats = passedOn ? new Seats(home.file, made.range) : new Seats(program.file, declared.range)
    return [{ value, seats, passedOn }]
  })
}
