import { isFunction, isUnder, methodsOf, writtenDecorators, type Node } from '../../javascript/nodes.ts'
import type { Binding, Program } from '../../javascript/program.ts'
import { isSpread, recordFrom, recordParts, spreadParts } from '../../javascript/symbolic/collections.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { unknown, type Kind, type RecordPart, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { changesOf, isInStep, isPlainUse, partsSet, variableOf } from '../row-changes.ts'
import { listItems } from '../ways.ts'
import { createSql } from './created.ts'
import type { Writing } from './joins.ts'
import type { Model } from './models.ts'
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
  const asked = { model, at: argumentOf(call.at), where: undefined, options: undefined }
  return createSql(writing, asked, data, setElsewhere(model, call.at, made.spread.at))
}

/** Whether what holds the row until it is flushed may set more of it: a method of the row, another name or a list that it is put into. */
function setElsewhere(model: Model, call: Value['at'], madeAt: Value['at']): Value | undefined {
  const isProperty = (key: string | undefined): boolean => model.properties.some(({ name }) => name === key)
  const isAtOnce = madeAt.program === call.program && isUnder(madeAt.node, call.node)
  const flush = flushBehind(call)
  const holders = [givenVariable(call), holderOf(madeAt)].filter((one) => one !== undefined)
  const isSeen = holders.every(({ of, program }) => {
    const isOfCall = program === call.program && program.functionAround(of.node) === program.functionAround(call.node)
    return program.usesOf(of).every((use) => {
      if (isOfCall && flush && use.range[0] > flush.range[1]) return true
      return isPlainUse(use, program, { isProperty, given: harmless.given, isGivenBack: !isOfCall })
    })
  })
  if (isSeen && (isAtOnce || holders.length > 0)) return undefined
  return unknown('what else is set of the row cannot be seen', call)
}

interface Holder {
  readonly of: Binding
  readonly program: Program
}

function givenVariable({ node, program }: Value['at']): Holder | undefined {
  const [given] = node.type === 'CallExpression' ? node.arguments : []
  const of = given && program.named(given)
  return of && { of, program }
}

/** The variable that is declared with what something is part of. */
function holderOf({ node, program }: Value['at']): Holder | undefined {
  let [inner, around] = [node, program.parentOf(node)]
  while (around && !isFunction(around) && around.type !== 'VariableDeclarator') [inner, around] = [around, program.parentOf(around)]
  const of = around?.type === 'VariableDeclarator' && around.init === inner ? program.named(around.id) : undefined
  return of && { of, program }
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
