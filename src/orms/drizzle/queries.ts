import { onceFor } from '../../catalog/once-for.ts'
import { pathOf, type Node } from '../../javascript/nodes.ts'
import { chainOf, type Link } from '../../javascript/symbolic/chain.ts'
import type { Program } from '../../javascript/program.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import type { Kind, Value } from '../../javascript/symbolic/value.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import { plainRowsSql } from '../plain-rows.ts'
import type { Sql } from '../query-sql.ts'
import { waysOf } from '../ways.ts'
import { builderSteps, callsAlone } from '../builder-steps.ts'
import { isAwaited } from '../builders.ts'
import { builderMethods, Builders, setOperations } from './calls/builders.ts'
import { casingOf, clientsOf, type Client } from './calls/client.ts'
import { executedSql } from './calls/executed.ts'
import { rowOf, type Reading } from './calls/linked-rows.ts'
import { relationalSql } from './calls/relational.ts'
import { schemaOf, type Schema } from './calls/relations.ts'
import { prefixedSql } from './calls/pieces.ts'
import { sourceOf } from './calls/sources.ts'
import { conditionSql, operatorsOfQueries } from './calls/terms.ts'
import { argumentAt, type Writing } from './calls/writing.ts'
import { casingSaid } from './casing.ts'
import { objectOf } from './objects.ts'
import { Tables } from './tables.ts'
import { isInView } from './view-places.ts'

/** `hash.update(id)` and `map.delete(id)` are none: a table's is gone on with, or waited for. */
const begin = new RegExp(
  [
    String.raw`\.\s*(?:select(?:Distinct(?:On)?)?|findMany|findFirst|\$count|execute)\s*[(<]`,
    String.raw`\.\s*insert\s*\([^()]*\)\s*\.\s*(?:values|select|overridingSystemValue)\b`,
    String.raw`\.\s*update\s*\([^()]*\)\s*\.\s*set\b`,
    String.raw`\.\s*delete\s*\([^()]*\)\s*\.\s*(?:where|returning|execute|then|prepare|\$)`,
    String.raw`(?:await|return|=>|[=,[(?:])\s*[\w.$]+\s*\.\s*(?:delete|insert|update)\s*\(\s*[\w.$]+\s*\)`,
    String.raw`\b(?:union|intersect|except)(?:All)?\s*\(`,
    String.raw`\bpg(?:Materialized)?View\s*\(|\.\s*(?:view|materializedView)\s*\(`,
  ].join('|'),
)

/** The calls of Drizzle. */
export const drizzleQueries: QueryReader = {
  name: 'drizzle',
  sign: begin,
  isUsed: (around) => around.has(['drizzle-orm']) || around.schemaFiles('drizzle').length > 0,
  methods: new Set([...builderMethods, 'findMany', 'findFirst']),
  goesOn: /\.\s*(?:where|limit|offset|orderBy|(?:inner|left|right|full)Join|groupBy|having|returning|\$dynamic)\s*\(/,
  functions: new Set(setOperations),
  isChangedByCalls: isBuilder,
  isTable,
  isDefinition: isInView,
  rows: ({ entity, where, at }, scene) => {
    const object = objectOf(entity)
    if (object?.kind !== 'table' && object?.kind !== 'view') return undefined
    const writing = writingOf(entity, tablesFor(scene, []), scene)
    const source = sourceOf(entity, writing)
    if (!source) return undefined
    const { pen } = writing
    if (!where || where.kind === 'record')
      return [plainRowsSql({ pen, table: source.sql(at), column: (key) => source.column([key]) ?? key }, where)]
    const condition = conditionSql(writing, where)
    return [pen.sql`select * from ${source.sql(at)}${condition.length === 0 ? [] : pen.sql` where ${condition}`}`]
  },
  queries(call, scene) {
    const sql = sentSql(call, scene)
    return sql && [sql]
  },
}

/** A query that is being built, of a table or another query; one that got a name by `as`, or is prepared, is so no longer, nor is what is taken out of its rows. */
function isBuilder(value: Value): boolean {
  const { steps = [] } = builderSteps(value) ?? {}
  const last = steps.at(-1)
  if (last?.kind === 'link' && /^(?:as|prepare)$/.test(last.link.name)) return false
  const begin = steps.findIndex((step) => step.kind === 'link' && begins(step.link))
  return begin >= 0 && steps.slice(begin).every((step) => callsAlone(step, (name) => builderMethods.includes(name)))
}

function begins({ name, args }: Link): boolean {
  return args?.[0] !== undefined && /^(?:from|insert|update|delete)$/.test(name) && isTable(args[0])
}

function isTable(value: Value): boolean {
  return objectOf(value)?.kind === 'table'
}

/** What gets a query to make it a part of another one. */
const surrounding = new Set([
  ...builderMethods.filter((name) => !/^(?:values|set|execute|prepare|\$withCache)$/.test(name)),
  ...operatorsOfQueries,
])

/** Whether a query stands where it is put into another one, which sends it. */
function isPart({ site, program }: CallScene): boolean {
  let [node, parent]: [Node, Node | undefined] = [site, program.parentOf(site)]
  while (parent && /^(?:TS\w+|ChainExpression|SpreadElement|ArrayExpression)$/.test(parent.type))
    [node, parent] = [parent, program.parentOf(parent)]
  if (parent?.type === 'TemplateLiteral') return program.parentOf(parent)?.type === 'TaggedTemplateExpression'
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false
  const name = pathOf(parent.callee)?.at(-1)
  return name !== undefined && surrounding.has(name)
}

function sentSql(call: Kind<'call' | 'choice'>, scene: CallScene): Sql | undefined {
  if (isPart(scene)) return undefined
  const client = receiverOf(call)
  const clients = client ? clientsOf(client, scene.machine) : []
  const writing = writingOf(call, tablesFor(scene, clients), scene)
  const found =
    call.kind === 'call' ? (foundSql(call, clients, writing) ?? countedSql(call, writing) ?? executedSql(call, writing)) : undefined
  return found ?? new Builders(writing).sql(call, 'properties')
}

function writingOf(call: Value, tables: Tables, scene: CallScene): Writing {
  const under = (aliases: Writing['aliases']): Writing => {
    const known: { builders?: Builders } = {}
    const writing: Writing = {
      pen: scene.pen(call),
      scene,
      tables,
      aliases,
      isSince1: tables.reading.major >= 1,
      query: (value) => {
        if (isAwaited(value)) return undefined
        if (value.kind === 'call' && value.callee.kind === 'member' && value.callee.name === '$count') return countedSql(value, writing)
        known.builders ??= new Builders(writing)
        return known.builders.sql(value, 'columns')
      },
      under,
    }
    return writing
  }
  return under(new Map())
}

/** What a chain of calls is made on. */
function receiverOf(value: Value): Value | undefined {
  const ways = waysOf(value)
  if (ways) return ways.of.map(receiverOf).find((one) => one !== undefined)
  const { root, links } = chainOf(value)
  if (links.length === 0) return undefined
  const at = links.findIndex(
    ({ name, args }) => name === 'query' || name === '_query' || (args !== undefined && builderMethods.includes(name)),
  )
  if (at <= 0) return root
  let object = value
  for (let n = links.length; n > at && (object.kind === 'call' || object.kind === 'member'); n--)
    object =
      object.kind === 'call' && object.callee.kind === 'member' ? object.callee.object : object.kind === 'member' ? object.object : object
  return object
}

const tablesOf = new WeakMap<Machine, Map<string, Tables>>()

/** The tables of a program, with the names that the database which is called gives to columns. */
function tablesFor(scene: CallScene, clients: readonly Client[]): Tables {
  const { machine } = scene
  const major = scene.major(['drizzle-orm', 'drizzle-kit']) ?? 0
  const told = casingOf(clients)
  const known = tablesOf.get(machine) ?? new Map<string, Tables>()
  tablesOf.set(machine, known)
  const key = told ? (told.casing ?? '') : 'configured'
  const before = known.get(key)
  if (before) return before
  const tables = new Tables({
    major,
    casingIn: (program) => (major >= 1 ? undefined : told ? told.casing : saidCasing(machine)(program, scene)),
    enumText: 'enum',
    expressions: { type: (name) => ({ schema: undefined, name, modifiers: [], array: false }) },
    follow: (callee, args) => (callee.kind === 'function' ? machine.within(callee, args).value : callee),
  })
  known.set(key, tables)
  return tables
}

/** How the package calls columns that a table is made in, or else the one that asks. */
const saidCasing = onceFor(({ modules }: Machine) =>
  onceFor((made: Program, scene: CallScene) =>
    casingSaid(scene.schemaFiles('drizzle'), {
      modules,
      nearest: (names) => scene.nearest(names, made.file) ?? scene.nearest(names),
      program: (file) => modules.open(file, scene.program),
    }),
  ),
)

/** `db.query.orders.findMany(…)` */
function foundSql(call: Kind<'call'>, clients: readonly Client[], writing: Writing): Sql | undefined {
  const { links } = chainOf(call)
  const at = links.findIndex(({ name, args }) => args !== undefined && (name === 'findMany' || name === 'findFirst'))
  const [query, key, method] = links.slice(at - 2)
  if (at < 2 || !query || !key || !method || !/^_?query$/.test(query.name) || query.args || key.args) return undefined
  const schema = schemaFor(clients, writing)
  const table = schema.table(key.name)
  if (!table) return undefined
  const reading: Reading = { writing, schema, under: (aliases) => writing.under(aliases) }
  return relationalSql(reading, rowOf(reading, table, []), method.name, method.args?.[0], key.at)
}

const schemas = new WeakMap<Tables, Map<string, Schema>>()

/** What the database knows that is called; where that cannot be seen, all that the files of the schema show. */
function schemaFor(clients: readonly Client[], writing: Writing): Schema {
  const { scene, tables } = writing
  const known = schemas.get(tables) ?? new Map<string, Schema>()
  schemas.set(tables, known)
  const own = clients.flatMap((client) => client.schemas)
  const key = own.map(({ at }) => `${at.program.file}:${at.node.range[0]}`).join()
  const before = known.get(key)
  if (before) return before
  const told = own.length > 0 ? own : filesOf(scene)
  const schema = schemaOf(told, writing)
  known.set(key, schema)
  return schema
}

function filesOf(scene: CallScene): Value[] {
  const { machine, program } = scene
  return scene.schemaFiles('drizzle').flatMap(({ file }): Value[] => {
    const module = machine.modules.open(file, program)
    return module ? [{ kind: 'module', program: module, at: { node: module.ast, program: module } }] : []
  })
}

/** `db.$count(orders, condition)` */
function countedSql(call: Kind<'call'>, writing: Writing): Sql | undefined {
  const { callee, args } = call
  const { pen } = writing
  const [table, condition] = args
  if (callee.kind !== 'member' || callee.name !== '$count' || !table) return undefined
  const source = sourceOf(table, writing)
  const where = condition ? prefixedSql(pen, ' where ', conditionSql(writing, condition)) : []
  return source && pen.sql`select count(*) from ${source.sql(argumentAt(call, 0))}${where}`
}
