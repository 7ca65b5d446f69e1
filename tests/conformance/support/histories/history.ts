import { Fold, type Step } from '../../../../src/catalog/fold.ts'
import { readState } from '../../../../src/catalog/read-state.ts'
import { quoteName } from '../../../../src/catalog/names.ts'
import { randomNumbers } from '../../../support/random.ts'
import { stepOf } from '../both.ts'
import * as others from './others.ts'
import * as tables from './tables.ts'
import { schemaOf, type StepMaker, type World } from './world.ts'

/** How often each step is made. */
const weights: readonly (readonly [weight: number, make: StepMaker])[] = [
  [10, tables.createTable],
  [4, tables.createPartitioned],
  [5, tables.createPartition],
  [3, tables.attachPartition],
  [2, tables.detachPartition],
  [3, tables.createLike],
  [5, tables.createChild],
  [3, tables.inherit],
  [8, tables.createIndex],
  [3, tables.attachIndex],
  [4, tables.dropTable],
  [5, tables.renameTable],
  [3, tables.moveTable],
  [6, tables.renameColumn],
  [3, tables.renameConstraint],
  [3, tables.renameIndex],
  [3, tables.dropIndex],
  [28, tables.alterTable],
  [2, others.createSchema],
  [1, others.renameSchema],
  [1, others.dropSchema],
  [2, others.setPath],
  [6, others.createView],
  [2, others.createTableAs],
  [2, others.dropView],
  [3, others.createType],
  [3, others.alterType],
  [2, others.createSequence],
  [3, others.alterSequence],
  [3, others.createPolicy],
  [1, others.alterPolicy],
  [1, others.createFunction],
  [1, others.createTyped],
  [2, others.createTrigger],
  [0.5, others.alterTrigger],
  [1, others.dropFunction],
  [1, others.savepoint],
  [1, others.rollback],
  [0.5, others.release],
  [0.2, others.rollbackAll],
  [1, others.rowSecurity],
]

const total = weights.reduce((sum, [weight]) => sum + weight, 0)

function pickStep(random: () => number): StepMaker {
  let left = random() * total
  for (const [weight, make] of weights) {
    left -= weight
    if (left < 0) return make
  }
  return tables.createTable
}

function savepointsAfter(savepoints: readonly string[], sql: string): readonly string[] {
  const [, does, name = ''] = /^(savepoint|rollback to|release|rollback and chain)\b ?(.*)$/.exec(sql) ?? []
  switch (does) {
    case 'savepoint':
      return [...savepoints, name]
    case 'rollback to':
      return savepoints.slice(0, savepoints.lastIndexOf(name) + 1)
    case 'release':
      return savepoints.slice(0, savepoints.lastIndexOf(name))
    case 'rollback and chain':
      return []
    default:
      return savepoints
  }
}

/** What stands in a schema of the search path is left to it. */
function withoutSchema(path: readonly string[], schema: string, sql: string): string {
  return path.includes(schema) ? sql.replaceAll(`${quoteName(schema)}.`, '') : sql
}

/** The statements of a history; one seed always gives the same. They begin a transaction, which is left open. */
export function historyOf(seed: number): string[] {
  const random = randomNumbers(seed)
  const fold = new Fold()
  const steps: Step[] = []
  const statements: string[] = []
  let last = 0
  let savepoints: readonly string[] = []
  const add = (sql: string): void => {
    statements.push(sql)
    savepoints = savepointsAfter(savepoints, sql)
    steps.push(stepOf(sql))
    fold.run(steps)
  }
  add('begin')
  add('savepoint here')
  for (let left = 5 + Math.floor(random() ** 2 * 195); left > 0; left--) {
    const world: World = { catalog: readState(fold.state, []), random, next: () => ++last, savepoints }
    const sql = pickStep(random)(world)
    if (sql !== undefined) add(random() < 0.1 ? withoutSchema(fold.state.searchPath, schemaOf(world), sql) : sql)
  }
  return statements
}
