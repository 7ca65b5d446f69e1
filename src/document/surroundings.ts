import { isTestedOnOwner } from '../javascript/inherited.ts'
import type { Node } from '../javascript/nodes.ts'
import type { Program } from '../javascript/program.ts'
import type { SqlStatement } from './document.ts'
import { guardsOf } from './text/guarded.ts'
import { callersAsking, guardsOfCallers } from './text/guards-of-callers.ts'
import type { SqlNames } from './text/libraries.ts'

/** What a program says around a statement. */
export function surroundingsOf(
  node: Node,
  program: Program,
  tenantNames: readonly string[],
  names: SqlNames,
): Pick<SqlStatement, 'within' | 'tenantInScope' | 'guards' | 'guardsOfCallers' | 'callersAsking' | 'isByOwner'> {
  const around = program.functionAround(node)?.range
  return {
    within: around && [around[0], around[1]],
    tenantInScope: tenantNames.find((name) => program.bindingOf(name, node)),
    guards: () => guardsOf(node, program, names),
    guardsOfCallers: () => guardsOfCallers(node, program, names),
    callersAsking: () => callersAsking(node, program, names),
    isByOwner: () => isTestedOnOwner(node, program, names.modules),
  }
}
