import { lookup } from '../../catalog/lookup.ts'
import { bare } from '../../javascript/nodes.ts'
import { recordFrom, recordParts } from '../../javascript/symbolic/collections.ts'
import type { Located } from '../../javascript/resolve.ts'
import { literal, propertyOf, symbol, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import { callsIn, type CallStep, type Step } from '../builders.ts'
import { keyAt } from '../query-sql.ts'
import { branchesOf, type Branch } from './graphs.ts'
import type { Model, Models, Relation } from './models.ts'

/** What begins a query of a table that no model is named for. */
export const ofTable = 'a table of Objection'

/** A query of a model, and what its table is called in it. */
export interface Row {
  readonly model: Model
  readonly ref: string
}

/** What the steps of Objection are told as steps of Knex with. */
export interface Telling {
  readonly models: Models
  readonly row: Row
  /** The names of the tables around. */
  readonly refs: Map<string, string>
  /** Whether a value is a query that is not sent by itself. */
  isQuery(value: Value): boolean
  /** What a graph says of a column of the key; undefined where nobody knows, and null where it says nothing. */
  keyIn(graph: Value, name: string): Value | null | undefined
  /** What a modifier of the model does to the query. */
  modified(call: Kind<'call'>): readonly Step[]
}

/** The same as Knex has it. */
export function knexSteps(telling: Telling, steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step): readonly Step[] => {
    if (step.kind === 'hidden') return [step]
    if (step.kind === 'ways') return [{ ...step, of: step.of.map((way) => knexSteps(telling, way)) }]
    const tell = told.get(step.name)
    return tell ? tell(telling, step) : [step]
  })
}

type Tell = (telling: Telling, step: CallStep) => readonly Step[]

function stepOf({ call }: CallStep, name: string, ...args: readonly Value[]): CallStep {
  return { kind: 'call', name, args, call }
}

/** `findById(id)`, also of several columns. */
export function keyed({ row: { model, ref } }: Telling, step: CallStep, id: Value | undefined): readonly Step[] {
  const [only, ...more] = model.key
  if (!id || only === undefined) return []
  if (more.length === 0) return [stepOf(step, 'where', literal(`${ref}.${only}`, id.at), id)]
  return model.key.flatMap((name, i) => {
    const part = id.kind === 'list' ? id.items[i] : id.kind === 'record' ? propertyOf(id, name) : id
    return part ? [stepOf(step, 'where', literal(`${ref}.${name}`, id.at), part)] : []
  })
}

const joins: Readonly<Record<string, string>> = lookup({
  joinRelated: 'innerJoin',
  innerJoinRelated: 'innerJoin',
  leftJoinRelated: 'leftJoin',
  leftOuterJoinRelated: 'leftJoin',
  rightJoinRelated: 'rightJoin',
  rightOuterJoinRelated: 'rightJoin',
  fullOuterJoinRelated: 'fullOuterJoin',
  withGraphJoined: 'leftJoin',
})

const joined: Tell = (telling, step) => {
  const [expression, options] = step.args
  const alias = textOf(propertyOf(options, 'alias'))
  const own = textOf(propertyOf(options, 'joinOperation')) ?? joins[step.name] ?? 'innerJoin'
  const branches = expression ? branchesOf(expression) : []
  return branches.flatMap((branch) =>
    joinedBranch(telling, step, own, telling.row, alias === undefined ? branch : { ...branch, alias }, ''),
  )
}

function joinedBranch(telling: Telling, step: CallStep, join: string, row: Row, branch: Branch, path: string): readonly Step[] {
  const relation = telling.models.relation(row.model, branch.name)
  if (!relation) return []
  const ref = `${path}${branch.alias ?? branch.name}`
  const other: Row = { model: relation.to, ref }
  const between = `${ref}_join`
  const links: readonly (readonly [table: string, ref: string, columns: readonly string[], of: string, to: readonly string[]])[] =
    relation.through
      ? [
          [relation.through.table, between, relation.through.own, row.ref, relation.own],
          [relation.to.table, ref, relation.other, between, relation.through.other],
        ]
      : [[relation.to.table, ref, relation.other, row.ref, relation.own]]
  const { at } = branch.by
  return [
    ...links.map(([table, name, columns, of, to]) =>
      stepOf(step, join, literal(`${table} as ${name}`, at), equalColumns(name, columns, of, to, at)),
    ),
    ...branch.of.flatMap((inner) => joinedBranch(telling, step, join, other, inner, `${ref}:`)),
  ]
}

function equalColumns(left: string, columns: readonly string[], right: string, others: readonly string[], at: Located): Value {
  return recordFrom(
    columns.map((column, i) => ({ key: `${left}.${column}`, value: literal(`${right}.${others[i] ?? ''}`, at), at })),
    at,
  )
}

/** The rows of a graph come with queries of their own, by what they refer to. */
const fetched: Tell = (telling, step) => {
  const [expression] = step.args
  const queries = (expression ? branchesOf(expression) : []).flatMap((branch) => fetchedBranch(telling, telling.row, branch))
  return queries.map((query) => stepOf(step, fetches, query))
}

/** Not a method of anything: what is selected beside the columns. */
export const fetches = 'withGraph'

function fetchedBranch(telling: Telling, row: Row, branch: Branch): readonly Value[] {
  const relation = telling.models.relation(row.model, branch.name)
  if (!relation) return []
  const { at } = branch.by
  const other: Row = { model: relation.to, ref: `${row.ref}:${branch.alias ?? branch.name}` }
  const inner = branch.of.flatMap((one) => fetchedBranch(telling, other, one))
  const base = linkedRows(relation, other.ref, row.ref, at)
  return [inner.reduce((query, one) => calling(query, 'select', [one]), calling(base, 'select', [literal(`${other.ref}.*`, at)]))]
}

/** The rows that a row of a query around leads to. */
function linkedRows({ to, own, other, through }: Relation, ref: string, outer: string, at: Located): Value {
  const between = `${ref}_join`
  const begun = calling(undefined, '', [literal(`${to.table} as ${ref}`, at)], at)
  if (!through) return calling(begun, 'whereColumn', [equalColumns(ref, other, outer, own, at)])
  const linked = calling(begun, 'innerJoin', [
    literal(`${through.table} as ${between}`, at),
    equalColumns(between, through.other, ref, other, at),
  ])
  return calling(linked, 'whereColumn', [equalColumns(between, through.own, outer, own, at)])
}

function calling(object: Value | undefined, name: string, args: readonly Value[], at?: Located): Value {
  const place = at ?? object?.at
  if (!place) throw new TypeError('a call that stands nowhere')
  return {
    kind: 'call',
    callee: object ? { kind: 'member', object, name, at: place } : symbol(ofTable, place),
    args,
    isNew: false,
    at: place,
  }
}

/** `Order.relatedQuery('items')`: those of the rows that `for` names, or of a row of the query around. */
export function relatedSteps(telling: Telling, relation: Relation, owner: Model, step: CallStep, of: Value | undefined): readonly Step[] {
  const { row } = telling
  const at = step.args[0]?.at ?? step.call.at
  const { through, own, other } = relation
  if (!of) {
    const outer = telling.refs.get(owner.table) ?? owner.table
    if (!through) return [stepOf(step, 'whereColumn', equalColumns(row.ref, other, outer, own, at))]
    const between = `${row.ref}_join`
    return [
      stepOf(step, 'innerJoin', literal(`${through.table} as ${between}`, at), equalColumns(between, through.other, row.ref, other, at)),
      stepOf(step, 'whereColumn', equalColumns(between, through.own, outer, own, at)),
    ]
  }
  const column = literal(`${row.ref}.${other[0] ?? ''}`, at)
  const isByKey = own.join() === owner.key.join()
  if (through) {
    const begun = calling(undefined, '', [literal(through.table, at)], at)
    const kept = calling(begun, 'whereIn', [literal(through.own[0] ?? '', at), keysOf(telling, of, own[0] ?? '')])
    return [stepOf(step, 'whereIn', column, calling(kept, 'select', [literal(through.other[0] ?? '', at)]))]
  }
  if (isByKey || telling.isQuery(of)) return [stepOf(step, 'whereIn', column, keysOf(telling, of, own[0] ?? ''))]
  const begun = calling(undefined, '', [literal(owner.table, at)], at)
  const kept = calling(begun, 'whereIn', [literal(owner.key[0] ?? 'id', at), of])
  return [stepOf(step, 'whereIn', column, calling(kept, 'select', [literal(own[0] ?? '', at)]))]
}

/** The keys of rows that are named by these, by a query, or by a row. */
function keysOf(telling: Telling, of: Value, column: string): Value {
  return telling.isQuery(of) ? calling(of, 'select', [literal(column, of.at)]) : of
}

/** What a row that is written says itself, without those that hang on it. */
function ownFields(telling: Telling, value: Value | undefined): Value | undefined {
  if (value?.kind === 'list') return { ...value, items: value.items.map((item) => ownFields(telling, item) ?? item) }
  if (value?.kind !== 'record') return value
  return recordFrom(
    recordParts(value).filter((part) => 'spread' in part || !telling.models.relation(telling.row.model, part.key)),
    value.at,
  )
}

const write =
  (name: string, at = 0): Tell =>
  (_, step) => {
    const data = step.args[at]
    return data ? [stepOf(step, name, data)] : []
  }

const byId =
  (name: string): Tell =>
  (telling, step) => [...keyed(telling, step, step.args[0]), ...(step.args[1] ? [stepOf(step, name, step.args[1])] : [])]

const none: Tell = () => []

const told: ReadonlyMap<string, Tell> = new Map(
  Object.entries<Tell>({
    alias: none,
    findById: (telling, step) => keyed(telling, step, step.args[0]),
    findByIds: ({ row: { model, ref } }, step) => {
      const [ids] = step.args
      const columns = model.key.map((name) => literal(`${ref}.${name}`, step.call.at))
      const [only] = columns
      const column: Value | undefined = columns.length > 1 ? { kind: 'list', items: columns, open: false, at: step.call.at } : only
      return ids && column ? [stepOf(step, 'whereIn', column, ids)] : []
    },
    findOne: (_, step) => [stepOf(step, 'where', ...step.args)],
    first: none,
    whereComposite: (_, step) => composite(step),
    whereInComposite: (_, step) => [stepOf(step, 'whereIn', ...step.args)],
    insert: write('insert'),
    insertAndFetch: write('insert'),
    insertGraph: (telling, step) => graphInsert(telling, step),
    insertGraphAndFetch: (telling, step) => graphInsert(telling, step),
    upsertGraph: (telling, step) => graphUpsert(telling, step),
    upsertGraphAndFetch: (telling, step) => graphUpsert(telling, step),
    patch: write('update'),
    update: write('update'),
    patchAndFetch: write('update'),
    updateAndFetch: write('update'),
    patchAndFetchById: byId('update'),
    updateAndFetchById: byId('update'),
    delete: (_, step) => [stepOf(step, 'delete')],
    del: (_, step) => [stepOf(step, 'delete')],
    deleteById: (telling, step) => [...keyed(telling, step, step.args[0]), stepOf(step, 'delete')],
    resultSize: (_, step) => [stepOf(step, 'count')],
    page: (_, step) => (step.args[1] ? [stepOf(step, 'limit', step.args[1])] : []),
    range: (_, step) => (step.args[1] ? [stepOf(step, 'limit', step.args[1])] : []),
    ...Object.fromEntries(Object.keys(joins).map((name) => [name, joined])),
    withGraphFetched: fetched,
    modify: (telling, { call }) => telling.modified(call),
    modifyGraph: none,
    for: none,
  }),
)

function composite(step: CallStep): readonly Step[] {
  const [columns, second, third] = step.args
  const values = third ?? second
  if (columns?.kind !== 'list') return [stepOf(step, 'where', ...step.args)]
  return columns.items.map((column, i) => {
    const value = values?.kind === 'list' ? values.items[i] : values
    return stepOf(step, 'where', column, ...(third && second ? [second] : []), ...(value ? [value] : []))
  })
}

function graphInsert(telling: Telling, step: CallStep): readonly Step[] {
  const rows = ownFields(telling, step.args[0])
  return rows ? [stepOf(step, 'insert', rows)] : []
}

/** The row is changed that the graph has the key of; without one it is inserted. */
function graphUpsert(telling: Telling, step: CallStep): readonly Step[] {
  const [graph] = step.args
  if (!graph) return []
  const parts = telling.row.model.key.map((name) => telling.keyIn(graph, name))
  if (parts.every((part) => part === null)) return graphInsert(telling, step)
  const items = parts.flatMap((part) => part ?? [])
  const [only] = items
  const written = stepOf(step, 'update', ownFields(telling, graph) ?? graph)
  if (!only || items.length < parts.length) return [written, { kind: 'hidden', value: graph, why: 'which rows an upserted graph changes, the graph tells' }] // prettier-ignore
  return [...keyed(telling, step, items.length === 1 ? only : { kind: 'list', items, open: false, at: graph.at }), written]
}

/** What a query calls its table. */
export function refOf(steps: readonly Step[], otherwise: string): string {
  const alias = callsIn(steps).findLast(({ name, args }) => name === 'alias' && args.length === 1)
  return textOf(alias?.args[0]) ?? otherwise
}

/** Where the first argument of a call is written. */
export function argumentPlace({ call }: CallStep): Located | undefined {
  const { node, program } = call.at
  const [first] = node.type === 'CallExpression' ? node.arguments : []
  return first ? keyAt({ node: bare(first), program }) : undefined
}
