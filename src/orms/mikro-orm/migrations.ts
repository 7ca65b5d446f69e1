import type { ClassNode } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Located } from '../../javascript/resolve.ts'
import { chainOf } from '../../javascript/symbolic/chain.ts'
import { Machine } from '../../javascript/symbolic/machine.ts'
import { classAt, itemsOf, type Value } from '../../javascript/symbolic/value.ts'
import { readEffects, unreadStatement, type StepReader } from '../code-steps.ts'
import type { SourceText, Statement, World } from '../orm.ts'
import { rangeIn, sqlStatements } from '../sql-text.ts'
import { isMikroOrm } from './packages.ts'

/** What `up` of the migrations of some files sends. */
export function migrationStatements(files: readonly SourceText[], world: World): Statement[] {
  return files.flatMap(({ file }) => {
    const program = world.program(file)
    return program ? stepsOf(program, world) : []
  })
}

function stepsOf(program: Program, world: World): Statement[] {
  const machine = new Machine(world.modules)
  return program.classes.flatMap((node): Statement[] => {
    const value = classAt(node, program)
    const up = isMigration(node, program, machine, 0) ? machine.method(value, 'up') : undefined
    if (up?.kind !== 'function') return []
    return readEffects(machine.follow(up, []).effects, reader(program, world, up.node.range))
  })
}

/** `extends Migration`, over classes of the project, too. */
function isMigration({ superClass }: ClassNode, program: Program, machine: Machine, depth: number): boolean {
  if (!superClass || depth > 5) return false
  const parent = machine.answer({ node: superClass, program })
  if (parent.kind === 'class') return isMigration(parent.node, parent.at.program, machine, depth + 1)
  return isMikroOrm(parent, 'Migration')
}

function reader({ file }: Program, { engine }: World, seat: Located['node']['range']): StepReader {
  const sent = (given: Value, call: Value): Statement[] =>
    sqlStatements(given, file, rangeIn(file, given.at) ?? rangeIn(file, call.at) ?? seat, engine)
  return {
    read(value) {
      const { root, links } = chainOf(value)
      if (root.kind !== 'instance') return []
      const [given] = links.find(({ name, args }) => args !== undefined && sends.test(name))?.args ?? []
      if (given) return textsOf(given).flatMap((one) => sent(one, value))
      const isBuilt = links.some(({ name }) => name === 'schema' || name === 'ctx')
      return isBuilt ? [unreadStatement(value, 'what this does to the schema is not known')] : []
    },
    ask: () => undefined,
  }
}

/** `this.addSql(…)`, `this.execute(…)`, `this.getKnex().raw(…)` */
const sends = /^(?:addSql|execute|raw)$/

/** One text, several, `raw('…')`, `sql`…``, or a query of a builder. */
function textsOf(value: Value): Value[] {
  if (value.kind === 'list') return itemsOf(value).flatMap(textsOf)
  if (value.kind === 'tagged') return [value.template]
  if (value.kind === 'call' && isMikroOrm(value.callee, 'raw') && value.args[0]) return [value.args[0]]
  return [value]
}
