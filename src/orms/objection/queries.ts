import { camelCase } from '../../catalog/names.ts'
import { onceFor } from '../../catalog/once-for.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { mayBeUndefined } from '../../javascript/undefined.ts'
import { isUndefined, literal, symbol, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { DroppedValue } from '../../query/query.ts'
import { Builders, callsIn, isAwaited, isSentByItself, type CallStep, type Step } from '../builders.ts'
import { doneBy, doneByMethod, isGiven, type Writing } from '../knex/call-writing.ts'
import { givenAway, knexMethods, mayBeOwnMethod, knexProperties, saysNothing } from '../knex/methods.ts'
import { statementSql } from '../knex/statements.ts'
import { mappedNames } from '../mapped-names.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import type { QueryPen, Sql } from '../query-sql.ts'
import { builderMethod, builderOf, modelOfBuilder, rowOfBuilder } from './builder-methods.ts'
import { keyIn } from './graph-keys.ts'
import { Models, receiverPlace, type Model } from './models.ts'
import { isBeginning, Roots, rootName, type Root } from './roots.ts'
import { argumentPlace, fetches, keyed, knexSteps, ofTable, refOf, relatedSteps, type Row, type Telling } from './steps.ts'

const own =
  `query relatedQuery $query $relatedQuery findById findByIds findOne alias insertAndFetch insertGraph insertGraphAndFetch upsertGraph
  upsertGraphAndFetch patch patchAndFetch patchAndFetchById updateAndFetch updateAndFetchById deleteById joinRelated innerJoinRelated
  leftJoinRelated leftOuterJoinRelated rightJoinRelated rightOuterJoinRelated fullOuterJoinRelated withGraphFetched withGraphJoined modifyGraph
  for whereComposite whereInComposite resultSize page range skipUndefined throwIfNotFound allowGraph context castTo runBefore runAfter onBuild
  onError execute mergeContext toKnexQuery mergeAllowGraph allowEager clearContext`
    .trim()
    .split(/\s+/)

const methods: ReadonlySet<string> = new Set([...knexMethods, ...own])
/** Those that go on with a query. */
const building: ReadonlySet<string> = new Set([...methods].filter((name) => !isBeginning(name)))

/** What says nothing of what is sent. */
const through =
  /^(?:throwIfNotFound|allowGraph|mergeAllowGraph|context|mergeContext|clearContext|castTo|runAfter|onError|execute|toKnexQuery|skipUndefined|allowEager|modifiers)$/

/** What is asked or done of rows, so that more is hardly said of them elsewhere. */
const doing = 'find|patch|delete|insert|upsert|update|select|where|andWhere|returning|limit|page|range|resultSize|first|modify'
const done = new RegExp(`^(?:${doing}|for$)`)

/** The calls of Objection, which are queries of Knex about the tables of models. */
export const objectionQueries: QueryReader = {
  name: 'objection',
  sign: /\.(?:query|\$?relatedQuery|\$query)\s*(?:<[^<>]*>)?\(/,
  isUsed: (around) => around.has(['objection']),
  methods,
  goesOn: new RegExp(String.raw`\.(?:${doing})\w*\s*\(`),
  mayBeOwn,
  known: modelOfBuilder,
  isChangedByCalls: (value) => rootName(value) !== undefined && !isSentByItself(value),
  queries(call, scene) {
    const sql = new Reader(scene).read(call)
    return sql && [sql]
  },
}

/** Rows have methods with a dollar sign, and builders none. */
function mayBeOwn(method: string): boolean {
  return mayBeOwnMethod(method) && !method.startsWith('$')
}

const modelsOf = onceFor((machine: Machine) => new Models(machine))

class Reader {
  readonly #scene: CallScene
  readonly #roots: Roots
  readonly #builders: Builders
  readonly #refs = new Map<string, string>()
  /** The properties of rows that keys are. */
  readonly #rows = new Map<Value, Sql>()

  constructor(scene: CallScene) {
    this.#scene = scene
    const { machine } = scene
    const models = modelsOf(machine)
    this.#roots = new Roots(models, machine)
    const builders: Builders = new Builders({
      methods: building,
      mayBeOwn,
      properties: knexProperties,
      isRoot: (value) => isGiven(value) || isOfTable(value) || this.#roots.isRoot(value),
      begins: (call) => (this.#roots.of(call) ? call.callee : isOfTable(call.callee) ? call.callee : undefined),
      goesOn: ({ callee }) => callee.kind !== 'member' || !/^(?:raw|all|race|allSettled)$/.test(callee.name),
      through: ({ callee }, builder) =>
        callee.kind === 'member' && (through.test(callee.name) || saysNothing.test(callee.name))
          ? (this.#skips(callee.name), builder)
          : undefined,
      isBuilder: isGiven,
      adds: (value) => this.#added(value),
    })
    this.#builders = builders
  }

  /** What a function of the program does to the builder: a method of its class, or what `modify` is given. */
  #added(value: Kind<'call'>): readonly Step[] | undefined {
    const { callee, args } = value
    if (callee.kind !== 'member') return undefined
    const reading = { machine: this.#scene.machine, builders: this.#builders }
    const row = this.#rowOf(callee.object)
    const own = row && builderMethod(row, callee.name, this.#roots.models, reading.machine)
    if (own) return this.#notAgain(own.node, () => doneByMethod(reading, own, args, builderOf(row, own.at))) ?? [{ kind: 'hidden', value }]
    const [first, ...more] = args
    if (callee.name !== 'modify' || first?.kind !== 'function') return undefined
    return doneBy(reading, first, more, row && builderOf(row, first.at)) ?? [{ kind: 'hidden', value }]
  }

  readonly #running = new Set<object>()

  /** A method that leads back to itself is not followed again. */
  #notAgain<Done>(method: object, run: () => Done): Done | undefined {
    if (this.#running.has(method)) return undefined
    this.#running.add(method)
    try {
      return run()
    } finally {
      this.#running.delete(method)
    }
  }

  /** The query that a builder is of. */
  #rowOf(builder: Value): Row | undefined {
    const { root, steps } = this.#builders.of(builder) ?? { root: builder, steps: [] }
    const first = callsIn(steps).find(({ name }) => name === '')
    const begun = first && this.#roots.of(first.call)
    return begun ? { model: begun.model, ref: refIn(begun, steps) } : rowOfBuilder(root)
  }

  #isSkipping = false

  #skips(name: string): void {
    if (name === 'skipUndefined') this.#isSkipping = true
  }

  read(call: Kind<'call' | 'choice'>): Sql | undefined {
    const built = this.#builders.of(call)
    if (!built || isGiven(built.root) || isOfTable(built.root)) return undefined
    const writing = this.#writing(call)
    this.#builders.take(call, (one) => this.#scene.take(one))
    const steps = [...built.steps, ...givenAway(call, built.steps, this.#scene, objectionQueries, done)]
    return this.#sql(writing, steps)
  }

  #writing(call: Value): Writing {
    const pen = this.#scene.pen(call).with({ rename: mappedNames(this.#scene.catalog()), value: (value) => this.#rows.get(value) })
    return {
      pen,
      machine: this.#scene.machine,
      builders: this.#builders,
      schema: undefined,
      common: new Set(),
      dropped: (value) => this.#dropped(value),
      query: (value, inner) => {
        if (!this.#isQuery(value)) return undefined
        this.#builders.take(value, (one) => this.#scene.take(one))
        return this.#sql(inner, this.#builders.of(value)?.steps ?? [])
      },
      steps: (steps, inner) => this.#sql(inner, steps),
    }
  }

  #dropped(value: Value): DroppedValue | undefined {
    const surely = isUndefined(value)
    return this.#isSkipping && (surely || mayBeUndefined(value, this.#scene.machine)) ? { by: 'Objection', surely } : undefined
  }

  #isQuery(value: Value): boolean {
    return this.#builders.of(value) !== undefined && !isAwaited(value)
  }

  #sql(writing: Writing, steps: readonly Step[]): Sql | undefined {
    const first = callsIn(steps).find(({ name }) => name === '')
    const root = first && this.#roots.of(first.call)
    if (!first || !root) return statementSql(writing, steps)
    return statementSql(writing, this.#told(root, first, steps, writing.pen))
  }

  #told(root: Root, first: CallStep, steps: readonly Step[], pen: QueryPen): readonly Step[] {
    const { model } = root
    const ref = refIn(root, steps)
    const telling = this.#telling(model, ref, pen)
    if (root.kind !== 'related') this.#refs.set(model.table, ref)
    const named = ref === model.table ? model.table : `${model.table} as ${ref}`
    const place = root.kind === 'all' || root.kind === 'row' ? receiverPlace(first.call) : argumentPlace(first)
    const from: Step = { kind: 'call', name: 'from', args: [literal(named, place ?? first.call.at)], call: first.call }
    const rest = knexSteps(
      telling,
      steps.filter((step) => step !== first),
    )
    return withGraphs([from, ...this.#begun(root, telling, first, steps, pen), ...rest, ...given(model, steps)], ref, first)
  }

  /** What its beginning asks of the rows. */
  #begun(root: Root, telling: Telling, first: CallStep, steps: readonly Step[], pen: QueryPen): readonly Step[] {
    if (root.kind === 'all') return []
    const place = receiverPlace(first.call)
    const ofRow = (property: string): Value | undefined => place && this.#ofRow(pen, place, property)
    if (root.kind === 'row') return keyed(telling, first, keyOfRow(root.model, ofRow, first))
    if (root.kind === 'related') {
      const of = callsIn(steps).find(({ name }) => name === 'for')?.args[0]
      const row = of && !this.#isQuery(of) && this.#builders.of(of) ? of : undefined
      const named = callsIn(steps).find(({ name }) => name === 'for')
      const at = row && named && argumentPlace(named)
      const value = at ? this.#ofRow(pen, at, root.relation.own[0] ?? 'id') : of
      return relatedSteps(telling, root.relation, root.owner, first, value)
    }
    const owned = ofRow(root.relation.own[0] ?? 'id')
    return owned ? relatedSteps(telling, { ...root.relation, own: root.owner.key }, root.owner, first, owned) : []
  }

  #ofRow(pen: QueryPen, at: Value['at'], property: string): Value {
    const value: Value = { kind: 'symbol', name: property, at }
    this.#rows.set(value, pen.keyOfRow(at, camelCase(property), property) ?? pen.keyOfUnseenRow(at))
    return value
  }

  /** What a graph has the key of, which may be a property of what was sent. */
  #keyIn(graph: Value, name: string, pen: QueryPen): Value | null | undefined {
    const key = keyIn(graph, name, this.#roots.models, this.#scene.machine)
    if (!key) return undefined
    if (key.kind !== 'sent') return key.kind === 'value' ? key.value : null
    const value = symbol(name, key.of.at)
    this.#rows.set(value, pen.property(key.of.at, name))
    return value
  }

  #telling(model: Model, ref: string, pen: QueryPen): Telling {
    return {
      models: this.#roots.models,
      row: { model, ref },
      refs: this.#refs,
      isQuery: (value) => this.#isQuery(value),
      keyIn: (graph, name) => this.#keyIn(graph, name, pen),
      modified: (call) => this.#modified(model, call, pen),
    }
  }

  /** `modify('own', org)` and `modify(['own', 'live'])`, by what the model says the modifiers are. */
  #modified(model: Model, call: Kind<'call'>, pen: QueryPen): readonly Step[] {
    const [named, ...more] = call.args
    const modifiers = this.#roots.models.said(model.of, 'modifiers')
    const telling = this.#telling(model, this.#refs.get(model.table) ?? model.table, pen)
    return (named?.kind === 'list' ? named.items : [named]).flatMap((name) => {
      const found = modifiers?.kind === 'record' ? modifiers.entries.find(({ key }) => key === textOf(name))?.value : undefined
      const reading = { machine: this.#scene.machine, builders: this.#builders }
      const steps = found?.kind === 'function' ? doneBy(reading, found, more, builderOf(telling.row, found.at)) : undefined
      return steps ? knexSteps(telling, steps) : [{ kind: 'hidden', value: call }]
    })
  }
}

/** What a query calls the table of its root. */
function refIn(root: Root, steps: readonly Step[]): string {
  const isInner = root.kind === 'related' && !callsIn(steps).some(({ name }) => name === 'for')
  return refOf(steps, isInner ? root.relation.name : root.model.table)
}

function keyOfRow({ key }: Model, ofRow: (property: string) => Value | undefined, { call }: CallStep): Value | undefined {
  const parts = key.map(ofRow)
  const [only] = parts
  if (parts.length < 2) return only
  return { kind: 'list', items: parts.flatMap((part) => part ?? []), open: false, at: call.at }
}

/** What comes back of rows that are written: their keys, or all of them where they are fetched again. */
function given({ key }: Model, steps: readonly Step[]): readonly Step[] {
  const all = callsIn(steps)
  const last = all.findLast(({ name }) => /^insert|AndFetch/.test(name))
  if (!last || all.some(({ name }) => name === 'returning')) return []
  const names = last.name.includes('AndFetch') ? ['*'] : key
  return [{ kind: 'call', name: 'returning', args: names.map((name) => literal(name, last.call.at)), call: last.call }]
}

function isOfTable(value: Value): boolean {
  return value.kind === 'symbol' && value.name === ofTable
}

/** The rows that come along, beside all columns where none are named. */
function withGraphs(steps: readonly Step[], ref: string, { call }: CallStep): readonly Step[] {
  const all = callsIn(steps)
  if (!all.some(({ name }) => name === fetches)) return steps
  const isRead = !all.some(({ name }) => /^(?:insert|update|delete)$/.test(name))
  const isNamed = all.some(({ name }) => /^(?:select|columns?|count|distinct)/.test(name))
  const star: Step = { kind: 'call', name: 'select', args: [literal(`${ref}.*`, call.at)], call }
  const told = steps.flatMap((step): readonly Step[] => {
    if (step.kind !== 'call' || step.name !== fetches) return [step]
    return isRead ? [{ ...step, name: 'select' }] : []
  })
  return isRead && !isNamed ? [star, ...told] : told
}
