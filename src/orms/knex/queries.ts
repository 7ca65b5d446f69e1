import { onceFor } from '../../catalog/once-for.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { objectOf } from '../drizzle/objects.ts'
import { Builders, callsIn, type Step } from '../builders.ts'
import { mappedNames } from '../mapped-names.ts'
import type { QueryReader } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import type { Writing } from './call-writing.ts'
import { doneBy, isGiven } from './call-writing.ts'
import { Instances, isKnexFunction, isNamedAsClient } from './instance.ts'
import { givenAway, knexMethods, knexProperties, namingTable, saysNothing, withoutProperties } from './methods.ts'
import { statementSql } from './statements.ts'

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
  isUsed: (around) => around.has(['knex', 'objection']),
  methods: knexMethods,
  isChangedByCalls: (value) => isBuilder(value),
  queries(call, scene) {
    const { machine } = scene
    const instances = instancesFor(scene.machine)
    const builders: Builders = new Builders({
      methods: knexMethods,
      machine,
      properties: knexProperties,
      isRoot: (value) => instances.has(value),
      begins: ({ callee, args }) => (args[0] && isTable(args[0]) && !isKnexFunction(callee) && instances.has(callee) ? callee : undefined),
      goesOn: ({ callee }) => callee.kind !== 'member' || !/^(?:raw|all|race|allSettled)$/.test(callee.name),
      through: ({ callee }, builder) => (callee.kind === 'member' && saysNothing.test(callee.name) ? builder : undefined),
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
      pen: scene.pen(call).with({ rename: mappedNames(scene.catalog()) }),
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
    const sql = statementSql(writing, [...built.steps, ...givenAway(call, built.steps, scene.program)])
    return sql && [sql]
  },
}

const instancesFor = onceFor((machine: Machine) => new Instances(machine))

/** What a table may be named by; those of Drizzle are objects. */
function isTable(value: Value): boolean {
  if (objectOf(value)) return false
  return textOf(value) !== undefined || /^(?:text|record|symbol|member|call|choice|unknown)$/.test(value.kind)
}

function namesTable(steps: readonly Step[]): boolean {
  return callsIn(steps).some(({ name, args: [first] }) => namingTable.test(name) && first !== undefined && !objectOf(first))
}

/** By its form alone: the table that it begins with, and what is called on it. */
const isBuilder: (value: Value) => boolean = onceFor((value: Value) => {
  const ways = waysOf(value)
  if (ways) return ways.of.some((way) => isBuilder(way))
  if (value.kind !== 'call' || value.isNew) return false
  const { callee, args } = value
  if (callee.kind === 'member' && knexMethods.has(callee.name)) {
    if (/^(?:from|into|table)$/.test(callee.name)) return args[0] !== undefined && textOf(args[0]) !== undefined
    return isBuilder(withoutProperties(callee.object))
  }
  if (isKnexFunction(callee)) return false
  const [first] = args
  if (/^(?:member|symbol|import)$/.test(callee.kind) && !isNamedAsClient(callee)) return false
  return args.length === 1 && first !== undefined && (textOf(first) !== undefined || first.kind === 'text' || first.kind === 'record')
})
