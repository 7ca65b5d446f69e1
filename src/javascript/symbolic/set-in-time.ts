import type { Node } from '../nodes.ts'
import type { Program } from '../program.ts'
import { instancesOf, originsOf } from './declared.ts'
import type { Machine } from './machine.ts'
import { isDecision, type Value } from './value.ts'

/** What a value may be, and what a variable of a module may be set to when it is asked for first: `client ??= make()`. */
export function everSetTo(value: Value, machine: Machine, seen: Set<Node> = new Set<Node>()): readonly Value[] {
  const further = (one: Value): readonly Value[] => everSetTo(one, machine, seen)
  return originsOf(value, machine).flatMap((origin): readonly Value[] => {
    if (origin.kind === 'choice') return origin.of.flatMap(further)
    if (isDecision(origin)) return origin.args.slice(eitherOf.has(origin.callee.name) ? 0 : 1).flatMap(further)
    if (origin.kind !== 'unknown') return [origin]
    if (seen.has(origin.at.node)) return []
    seen.add(origin.at.node)
    return heldInTime(origin, machine).flatMap(further)
  })
}

const eitherOf: ReadonlySet<string> = new Set(['??', '||'])

/** What a variable of a module is set to anywhere, or what its type says. */
function heldInTime({ at: { node, program } }: Value, machine: Machine): readonly Value[] {
  const declared = node.type === 'VariableDeclarator' ? node : program.outside(node)
  if (declared?.type !== 'VariableDeclarator' || program.functionAround(declared)) return []
  const type = declared.id.typeAnnotation?.typeAnnotation
  const said = type ? instancesOf({ type, program }, machine, 0) : []
  return said.length > 0 ? said : setIn(declared.id, program).map((one) => machine.evaluate({ node: one, program }))
}

function setIn(name: Node, program: Program): readonly Node[] {
  return (program.named(name)?.writes ?? []).flatMap((write) => (write.type === 'AssignmentExpression' ? write.right : []))
}
