import { methodsOf, writtenDecorators, type Node } from '../../javascript/nodes.ts'
import { isSpread, recordFrom, recordParts, spreadParts } from '../../javascript/symbolic/collections.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Kind, RecordPart, Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { changesOf, isInStep, partsSet, variableOf } from '../row-changes.ts'
import { listItems } from '../ways.ts'
import { createSql } from './created.ts'
import type { Writing } from './joins.ts'
import { isMikroOrm } from './packages.ts'
import { argumentOf, type Receivers } from './receivers.ts'

/** Methods that mark a row for the next flush, or write it at once. */
export const persists: readonly string[] = ['persist', 'persistAndFlush']

/** `new Order()` makes an object, which may be given more later. */
export function objectMade(value: Value, machine: Machine): Value | undefined {
  return isNewEntity(value, machine) ? recordFrom([{ spread: value }], value.at) : undefined
}

function isNewEntity(value: Value, machine: Machine): value is Kind<'call'> {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'class') return false
  const { node, at } = value.callee
  return writtenDecorators(node).some(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression
    return isMikroOrm(machine.answer({ node: callee, program: at.program }), 'Entity')
  })
}

/** `em.persist(order)` of a row that `new Order()` made: the `insert` of the next flush. */
export function persistSql(writing: Writing, receivers: Receivers, call: Kind<'call'>): readonly Sql[] | undefined {
  const [given] = call.args
  if (!given) return undefined
  const rows = listItems(given).map((item) => (item.kind === 'item' ? rowSql(writing, receivers, call, item.value) : undefined))
  return rows.filter((one) => one !== undefined)
}

function rowSql(writing: Writing, receivers: Receivers, call: Kind<'call'>, row: Value): Sql | undefined {
  const { scene, entities } = writing
  const [made, ...set] = row.kind === 'record' ? recordParts(row) : []
  if (!made || !isSpread(made) || !isNewEntity(made.spread, scene.machine) || call.callee.kind !== 'member') return undefined
  const model = entities.of(made.spread.callee)
  if (!model || !receivers.mayWrite(call.callee.object, made.spread.callee)) return undefined
  const later = call.callee.name === 'persist' ? setBeforeFlush(writing, call.at, made.spread.at) : []
  const data = recordFrom([...set, ...later], row.at)
  return createSql(writing, { model, at: argumentOf(call.at), where: undefined, options: undefined }, data)
}

/** What is made with all that is set of it until it is flushed. */
export function untilFlush(writing: Writing, data: Value, call: Value['at']): Value {
  const set = setBeforeFlush(writing, call, call)
  return set.length > 0 ? recordFrom([...spreadParts(data), ...set], data.at) : data
}

const flushes = /^(?:flush|persistAndFlush|removeAndFlush|commit)$/

const harmless = { given: /^(?:persist|persistAndFlush|flush|populate)$/ }

function setBeforeFlush({ scene }: Writing, call: Value['at'], madeAt: Value['at']): readonly RecordPart[] {
  const { program } = call
  const variable = program === madeAt.program ? variableOf(madeAt) : undefined
  const changes = variable ? changesOf(variable, program, harmless).filter(({ range }) => range[0] >= call.node.range[1]) : []
  const flush = changes.length > 0 ? flushBehind(call) : undefined
  const before = changes.filter(({ range }) => !flush || range[0] < flush.range[1])
  return partsSet(before, call, scene.machine, (set) => isInStep(set, call))
}

function flushBehind(call: Value['at']): Node | undefined {
  const { node, program } = call
  return program
    .nodesOf('CallExpression')
    .find((one) => one.range[1] > node.range[1] && flushes.test(methodsOf(one)[0] ?? '') && isInStep(one, call))
}
