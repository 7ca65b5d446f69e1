import type { Node } from '../../javascript/nodes.ts'
import type { Located } from '../../javascript/resolve.ts'
import { recordFrom, spreadParts } from '../../javascript/symbolic/collections.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import type { CallScene } from '../query-reader.ts'
import { changesOf, isInStep, partsSet, variableOf } from '../row-changes.ts'
import type { RowsOf } from './rows.ts'

const harmless = { own: /^(?:save|validate|get|toJSON)$/ }

/** What a row is saved with that was made before: what it was made with, and what was set of it. */
export function builtValues({ built, madeAt }: RowsOf, at: Located, scene: CallScene): Value {
  const { program, node } = at
  const given: Value = built ?? { kind: 'record', entries: [], open: false, at }
  const variables = new Set([program.named(node), madeAt && variableOf(madeAt)])
  const changes = [...variables].flatMap((binding) => (binding ? changesOf(binding, program, harmless) : []))
  const isBefore = (set: Node): boolean => set.range[1] <= node.range[0] && isInStep(set, at)
  const set = partsSet(changes, at, scene.machine, isBefore)
  return set.length > 0 ? recordFrom([...spreadParts(given), ...set], given.at) : given
}
