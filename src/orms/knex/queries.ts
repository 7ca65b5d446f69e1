import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { bare, pathOf } from '../../javascript/nodes.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { objectOf } from '../drizzle/objects.ts'
import { Builders, callsIn, type Step } from '../builders.ts'
import { mappedNames } from '../mapped-names.ts'
import type { QueryReader } from '../query-reader.ts'
import { waysOf } from '../ways.ts'
import type { Writing } from './call-writing.ts'
import { doneBy, doneByMethod, isGiven } from './call-writing.ts'
import { extended } from './extensions.ts'
import { Instances, isClientName, isMaker, isNamedAsClient } from './instance.ts'
import { givenAway, knexMethods, mayBeOwnMethod, knexProperties, namingTable, saysNothing, senders, withoutProperties } from './methods.ts'
import { statementSql } from './statements.ts'

const steps =
  '(?:where|andWhere|select|insert|update|del|delete|first|from|into|pluck|increment|decrement|orderBy|leftJoin|innerJoin|modify|returning|truncate|forUpdate)'
const elsewhere = String.raw`\.(?:update|get|set|map|filter|from|find|select)|\b(?:createHash|createHmac|expect|require|\$)`

/** A name that is called for a table, or something that is called and gone on with as a builder is: `hash.update(id).update(…)` is neither. */
const sign = new RegExp(
  [
    String.raw`['"]knex['"]`,
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
  mayBeOwn: mayBeOwnMethod,
  mayBegin,
  namesTable: namingTable,
  senders,
  queries(call, scene) {
    const { machine } = scene
    const instances = instancesFor(scene.machine)
    const builders: Builders = new Builders({
      methods: knexMethods,
      mayBeOwn: mayBeOwnMethod,
      machine,
      properties: knexProperties,
      isRoot: (value) => instances.has(value),
      begins: ({ callee, args }) => (args[0] && isTable(args[0]) && !isMaker(callee) && instances.has(callee) ? callee : undefined),
      goesOn: ({ callee }) => callee.kind !== 'member' || !/^(?:raw|all|race|allSettled)$/.test(callee.name),
      through: ({ callee }, builder) =>
        callee.kind === 'member' && saysNothing.test(callee.name) && !extended(callee, machine, scene) ? builder : undefined,
      adds: (value) => {
        const { callee, args } = value
        if (callee.kind !== 'member') return undefined
        const own = extended(callee, machine, scene)
        if (own) return doneByMethod({ machine, builders }, own, args) ?? [{ kind: 'hidden', value }]
        if (callee.name !== 'modify') return undefined
        const [first, ...more] = args
        const steps = first?.kind === 'function' ? doneBy({ machine, builders }, first, more) : undefined
        return steps ?? [{ kind: 'hidden', value }]
      },
    })
    const built = builders.of(call)
    if (!built || isGiven(built.root) || !namesTable(built.steps) || asksForColumns(built.steps)) return undefined
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
    const sql = statementSql(writing, [...built.steps, ...givenAway(call, built.steps, scene, knexQueries)])
    return sql && [sql]
  },
}

/** `db('orders')`, or `own('orders')` where a type may say what that is. */
function mayBegin({ callee, arguments: [table, ...more] }: TSESTree.CallExpression): boolean {
  if (!table || more.length > 1) return false
  if (isClientName(pathOf(callee)?.at(-1) ?? '')) return true
  return callee.type === 'Identifier' && /^(?:Literal|TemplateLiteral|ObjectExpression)$/.test(bare(table).type)
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

/** `db('orders').columnInfo()` asks the catalog of Postgres. */
function asksForColumns(steps: readonly Step[]): boolean {
  return callsIn(steps).some(({ name }) => name === 'columnInfo')
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
  if (callee.kind === 'member' && isBuilder(callee.object)) return mayBeOwnMethod(callee.name)
  if (isMaker(callee)) return false
  const [first] = args
  if (/^(?:member|symbol|import)$/.test(callee.kind) && !isNamedAsClient(callee)) return false
  return args.length === 1 && first !== undefined && (textOf(first) !== undefined || first.kind === 'text' || first.kind === 'record')
})
