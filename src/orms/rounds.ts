import { loopAt, type Loop } from '../javascript/listed.ts'
import { bare, isUnder, type Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { Machine } from '../javascript/symbolic/machine.ts'
import { takeApart } from '../javascript/symbolic/patterns.ts'
import { Scope } from '../javascript/symbolic/scope.ts'
import type { Value } from '../javascript/symbolic/value.ts'
import { namesTable } from './given-tables.ts'

/** More items of a list are not gone through. */
const mostItems = 30

/** What is known in each round of the loop around something that goes through a list in sight: `for (const table of [orders, invoices])`. */
export function roundsAround(site: Node, program: Program, machine: Machine): readonly Scope[] {
  for (const loop of loopsAround(site, program)) {
    const rounds = roundsOf(loop, program, machine)
    if (rounds.length > 0) return rounds
  }
  return []
}

/** The same, where the loop gives the name of a table that is asked: `for (const name of ['orders', 'invoices']) await db(name)` */
export function roundsNamingTable(site: Node, program: Program, machine: Machine): readonly Scope[] {
  for (const loop of loopsAround(site, program)) {
    const each = program.named(loop.pattern)
    const isNamed = each && program.usesOf(each).some((use) => isUnder(use, site) && namesTable(use, program))
    if (isNamed) return roundsOf(loop, program, machine)
  }
  return []
}

function roundsOf({ pattern, over }: Loop, program: Program, machine: Machine): readonly Scope[] {
  const items = listed(over, program, machine)
  if (items.kind !== 'list' || items.open || items.items.length > mostItems) return []
  if (items.items.some((item) => machine.isChangedByCalls(item))) return []
  return items.items.map((item) => {
    const scope = new Scope(undefined, undefined, 0)
    takeApart(pattern, item, program, machine.reader(program, scope), (binding, value) => scope.declare(binding, value))
    return scope
  })
}

/** What a list is made with: what gets its tables to ask for them changes none. */
function listed(list: Node, program: Program, machine: Machine): Value {
  const binding = program.named(bare(list))
  if (binding?.kind !== 'const' && binding?.kind !== 'import') return machine.answer({ node: list, program })
  return machine.budget.question(() => machine.constant(binding, program))
}

function* loopsAround(site: Node, program: Program): Generator<Loop> {
  for (const around of program.ancestors(site)) {
    const loop = loopAt(around, program, givesEach)
    // `for (const table of tables)`, `tables.map((table) => db.delete(table))`
    if (loop?.isOfKeys === false) yield loop
  }
}

const givesEach = /^(?:map|flatMap|forEach)$/
