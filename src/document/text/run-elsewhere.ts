import { noModules } from '../../javascript/modules.ts'
import { inAllNaming, nameAround, usesOfName } from '../../javascript/named-anywhere.ts'
import { bare, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { isSamePlace, resolve } from '../../javascript/resolve.ts'
import { runBy, type SqlNames } from './libraries.ts'
import { ownRun } from './own-runs.ts'

/**
 * Whether other programs run a text, and none does anything else with it: `export const FIND = 'SELECT …'`, of `pool.query(FIND, [id])`. It is read
 * there, with what they ask of its rows.
 */
export function isRunElsewhere(text: Node, program: Program, names: SqlNames): boolean {
  const { modules = noModules } = names
  const name = nameAround(text, program)
  if (name === undefined) return false
  const isIt = (use: Node, one: Program): boolean =>
    isSamePlace(resolve({ node: use, program: one }, modules), { node: bare(text), program })
  const uses = inAllNaming([name], program, modules, (one) =>
    usesOfName(name, one)
      ?.filter((use) => isIt(use, one))
      .map((use) => isRun(use, one, names)),
  )
  return uses.length > 0 && uses.every(Boolean)
}

function isRun(use: Node, program: Program, names: SqlNames): boolean {
  const call = program.outside(use)
  if (call?.type !== 'CallExpression') return false
  const given = ownRun(call, program, names)?.given[0] ?? runBy(call, names)?.text
  return given !== undefined && bare(given) === use
}
