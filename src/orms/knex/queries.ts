import { pathOf } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { Builders, callsIn, type Step } from '../builders.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import type { Writing } from './call-writing.ts'
import { doneBy, isGiven } from './call-writing.ts'
import { clientName, Instances } from './instance.ts'
import { statementSql } from './statements.ts'

const wheres = ['', 'Not', 'Raw', 'Wrapped', 'In', 'NotIn', 'Null', 'NotNull', 'Between', 'NotBetween', 'Exists', 'NotExists', 'Column', 'Like', 'ILike', 'NotColumn'] // prettier-ignore

const methods: ReadonlySet<string> = new Set([
  ...wheres.flatMap((kind) => [
    `where${kind}`,
    `andWhere${kind}`,
    `orWhere${kind}`,
    `having${kind}`,
    `andHaving${kind}`,
    `orHaving${kind}`,
  ]),
  ...wheres.flatMap((kind) => [`on${kind}`, `andOn${kind}`, `orOn${kind}`]),
  ...`onVal andOnVal orOnVal select columns column from into table fromRaw with withRecursive withMaterialized withNotMaterialized withSchema as
  distinct distinctOn join innerJoin leftJoin leftOuterJoin rightJoin rightOuterJoin outerJoin fullOuterJoin crossJoin joinRaw using updateFrom
  groupBy groupByRaw orderBy orderByRaw union unionAll intersect except limit offset first pluck count min max sum avg countDistinct sumDistinct
  avgDistinct insert batchInsert update increment decrement del delete truncate returning onConflict merge ignore clearWhere clearSelect
  clearOrder clearGroup clearHaving clear modify clone transacting forUpdate forShare skipLocked noWait timeout debug connection queryBuilder
  queryContext hintComment comment stream`.split(/\s+/),
])

const properties: ReadonlySet<string> = new Set(['or', 'not', 'and'])

/** What says nothing of what is sent. */
const through =
  /^(?:clone|transacting|timeout|debug|connection|queryBuilder|queryContext|hintComment|comment|skipLocked|noWait|forShare|stream)$/

const steps =
  '(?:where|andWhere|select|insert|update|del|delete|first|from|into|pluck|increment|decrement|orderBy|leftJoin|innerJoin|modify|returning|truncate|forUpdate)'
const elsewhere = String.raw`\.(?:update|get|set|map|filter|from|find|select)|\b(?:createHash|createHmac|expect|require|\$)`

/** A name that is called for a table, or something that is called and gone on with as a builder is: `hash.update(id).update(…)` is neither. */
const sign = new RegExp(
  [
    String.raw`\b(?:knex|trx|db)\w*\s*(?:<[^>]*>)?\(`,
    String.raw`(?<!\b(?:Array|Buffer|Readable|Object))\.(?:from|into|table|batchInsert)\s*(?:<[^>]*>)?\(`,
    String.raw`(?<!${elsewhere})\([^()]*\)\s*\??\.\s*${steps}\w*\s*(?:<[^>]*>)?\(`,
  ].join('|'),
  'i',
)

/** The calls of Knex. */
export const knexQueries: QueryReader = {
  name: 'knex',
  sign,
  isUsed: (around) => around.major(['knex', 'objection']) !== undefined,
  methods,
  isChangedByCalls: (value) => isBuilder(value),
  queries(call, scene) {
    const { machine } = scene
    const instances = instancesFor(scene)
    const builders: Builders = new Builders({
      methods,
      properties,
      isRoot: (value) => instances.has(value),
      begins: ({ callee, args }) => (args[0] && isTable(args[0]) && instances.has(callee) ? callee : undefined),
      goesOn: ({ callee }) => callee.kind !== 'member' || !/^(?:raw|all|race|allSettled)$/.test(callee.name),
      through: ({ callee }, builder) => (callee.kind === 'member' && through.test(callee.name) ? builder : undefined),
      adds: (value) => {
        const { callee, args } = value
        if (callee.kind !== 'member' || callee.name !== 'modify') return undefined
        const [first, ...more] = args
        const steps = first?.kind === 'function' ? doneBy({ machine, builders }, first, more) : undefined
        return steps ?? [{ kind: 'hidden', value }]
      },
    })
    const built = builders.of(call)
    if (!built || isGiven(built.root) || !namesTable(built.steps)) return undefined
    const writing: Writing = {
      pen: scene.pen(call),
      machine,
      builders,
      schema: undefined,
      common: new Set(),
      query: (value, inner) => {
        const query = builders.of(value)
        if (!query || !(namesTable(query.steps) || isGiven(query.root))) return undefined
        builders.take(value, (one) => scene.take(one))
        return statementSql(inner, query.steps)
      },
      steps: (steps, inner) => statementSql(inner, steps),
    }
    builders.take(call, (one) => scene.take(one))
    const sql = statementSql(writing, [...built.steps, ...goingOn(call, built.steps, scene.program)])
    return sql && [sql]
  },
}

const known = new WeakMap<object, Instances>()

function instancesFor({ machine }: CallScene): Instances {
  const found = known.get(machine) ?? new Instances(machine)
  known.set(machine, found)
  return found
}

/** What a table may be named by. */
function isTable(value: Value): boolean {
  return textOf(value) !== undefined || /^(?:text|record|symbol|member|call|choice|unknown)$/.test(value.kind)
}

function namesTable(steps: readonly Step[]): boolean {
  return callsIn(steps).some(({ name, args: [first] }) => /^(?:|from|into|table|fromRaw|batchInsert)$/.test(name) && first !== undefined)
}

/** By its form alone: the table that it begins with, and what is called on it. */
function isBuilder(value: Value): boolean {
  const ways = waysOf(value)
  if (ways) return ways.of.some(isBuilder)
  if (value.kind !== 'call' || value.isNew) return false
  const { callee, args } = value
  if (callee.kind === 'member' && methods.has(callee.name)) {
    if (/^(?:from|into|table)$/.test(callee.name)) return args[0] !== undefined && textOf(args[0]) !== undefined
    return isBuilder(callee.object)
  }
  const [first] = args
  if ((callee.kind === 'member' || callee.kind === 'symbol') && !clientName.test(callee.name)) return false
  return args.length === 1 && first !== undefined && (textOf(first) !== undefined || first.kind === 'text' || first.kind === 'record')
}

/** A builder that a function gives back, or that another one is given, may be gone on with where that cannot be seen. */
function goingOn(call: Value, steps: readonly Step[], program: Program): readonly Step[] {
  if (call.at.program !== program) return []
  const user = program.outside(call.at.node)
  const isDone = callsIn(steps).some(({ name }) => done.test(name))
  const isBase = (user?.type === 'ReturnStatement' || user?.type === 'ArrowFunctionExpression') && !isDone && program.functionAround(user)?.async !== true && !(user.type === 'ArrowFunctionExpression' && user.async) // prettier-ignore
  const isGivenAway = user?.type === 'CallExpression' && user.callee !== call.at.node && !runs.test(pathOf(user.callee)?.at(-1) ?? '')
  if (!isBase && !isGivenAway) return []
  return [{ kind: 'hidden', value: call, why: 'the query is given away, and more may be said of it there' }]
}

const done = /^(?:select|columns?|first|pluck|count|min|max|sum|avg|countDistinct|insert|batchInsert|update|increment|decrement|del|delete|truncate|returning|limit|where\w*|andWhere\w*)$/ // prettier-ignore
const runs = /exec|run|fetch|pagina|stream|query|all|race|resolve|log|expect|string|count/i
