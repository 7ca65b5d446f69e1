import { nodesUnder } from '../../javascript/under.ts'
import { basesOf } from '../../javascript/symbolic/classes.ts'
import type { Known, Machine } from '../../javascript/symbolic/machine.ts'
import type { Located } from '../../javascript/resolve.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import { givenBuilder } from '../knex/call-writing.ts'
import type { Models } from './models.ts'
import type { Row } from './steps.ts'

/** The queries that builders are of which a function is given. */
const rows = new WeakMap<Value, Row>()

/** The builder of a query, as a function of the program is given it. */
export function builderOf(row: Row, at: Located): Value {
  const builder = givenBuilder(at)
  rows.set(builder, row)
  return builder
}

export function rowOfBuilder(builder: Value): Row | undefined {
  return rows.get(builder)
}

/** `this.modelClass()` in a method of builders. */
export const modelOfBuilder: Known = (value) => {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'modelClass') return undefined
  return rowOfBuilder(value.callee.object)?.model.of
}

/**
 * A method of the class that the builders of a model are of: `static QueryBuilder = OwnBuilder`. One that waits gives rows, and one that calls what
 * it stands for is as that.
 */
export function builderMethod({ model }: Row, name: string, models: Models, machine: Machine): Kind<'function'> | undefined {
  const builder = models.said(model.of, 'QueryBuilder')
  if (builder?.kind !== 'class') return undefined
  const [method] = [builder, ...basesOf(builder, machine)].flatMap((of) => machine.method(of, name) ?? [])
  return method?.kind === 'function' && !method.node.async && !callsBase(method) ? method : undefined
}

function callsBase({ node, at: { program } }: Kind<'function'>): boolean {
  return nodesUnder(node, program.nodesOf('Super')).length > 0
}
