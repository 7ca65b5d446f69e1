import { bare, pathOf, propertyName, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { callsIn, type Step } from '../builders.ts'

const wheres = ['', 'Not', 'Raw', 'Wrapped', 'In', 'NotIn', 'Null', 'NotNull', 'Between', 'NotBetween', 'Exists', 'NotExists', 'Column', 'Like', 'ILike', 'NotColumn'] // prettier-ignore

const jsonWheres = ['Object', 'Path', 'SupersetOf', 'NotSupersetOf', 'SubsetOf', 'NotSubsetOf'].flatMap((kind) => [
  `whereJson${kind}`,
  `andWhereJson${kind}`,
  `orWhereJson${kind}`,
])

/** The methods of builders of Knex. */
export const knexMethods: ReadonlySet<string> = new Set([
  ...wheres.flatMap((kind) => [
    `where${kind}`,
    `andWhere${kind}`,
    `orWhere${kind}`,
    `having${kind}`,
    `andHaving${kind}`,
    `orHaving${kind}`,
  ]),
  ...jsonWheres,
  ...`whereNotJsonObject orWhereNotJsonObject`.split(' '),
  ...wheres.flatMap((kind) => [`on${kind}`, `andOn${kind}`, `orOn${kind}`]),
  ...`onVal andOnVal orOnVal select columns column from into table fromRaw with withRecursive withMaterialized withNotMaterialized withSchema as
  distinct distinctOn join innerJoin leftJoin leftOuterJoin rightJoin rightOuterJoin outerJoin fullOuterJoin crossJoin joinRaw using updateFrom
  groupBy groupByRaw orderBy orderByRaw union unionAll intersect except limit offset first pluck count min max sum avg countDistinct sumDistinct
  avgDistinct insert batchInsert update increment decrement del delete truncate returning onConflict merge ignore clearWhere clearSelect
  clearOrder clearGroup clearHaving clear modify clone transacting forUpdate forShare skipLocked noWait timeout debug connection queryBuilder
  queryContext hintComment comment stream options forNoKeyUpdate forKeyShare clearCounters rank denseRank rowNumber jsonExtract jsonSet
  jsonInsert jsonRemove`.split(/\s+/),
])

export const knexProperties: ReadonlySet<string> = new Set(['or', 'not', 'and'])

/** The builder of `query.and.not`. */
export function withoutProperties(value: Value): Value {
  return value.kind === 'member' && knexProperties.has(value.name) ? withoutProperties(value.object) : value
}

/** What is given the table first; to call an instance is. */
export const namingTable = /^(?:|from|into|table|fromRaw|batchInsert)$/

/** What says nothing of what is sent. */
export const saysNothing =
  /^(?:clone|transacting|timeout|debug|connection|queryBuilder|queryContext|hintComment|comment|skipLocked|noWait|forShare|forNoKeyUpdate|forKeyShare|stream|options)$/

/** A builder that a function gives back, that another one is given, or that a method of a team's own goes on with, may be asked more where that cannot be seen. */
export function givenAway(call: Value, steps: readonly Step[], program: Program, complete = done): readonly Step[] {
  if (call.at.program !== program) return []
  const user = program.outside(call.at.node)
  const isDone = callsIn(steps).some(({ name }) => complete.test(name))
  const isBase = (user?.type === 'ReturnStatement' || user?.type === 'ArrowFunctionExpression') && !isDone && program.functionAround(user)?.async !== true && !(user.type === 'ArrowFunctionExpression' && user.async) // prettier-ignore
  const isGivenAway = user?.type === 'CallExpression' && user.callee !== call.at.node && !runs.test(pathOf(user.callee)?.at(-1) ?? '')
  if (!isBase && !isGivenAway && !hasOwnMethod(call.at.node, program)) return []
  return [{ kind: 'hidden', value: call, why: 'the query is given away, and more may be said of it there' }]
}

/** `.forAccount(id)`: a method of a class of builders, or one that Knex was extended by. */
function hasOwnMethod(node: Node, program: Program): boolean {
  const member = program.outside(node)
  if (member?.type !== 'MemberExpression' || bare(member.object) !== node) return false
  const call = program.outside(member)
  return call?.type === 'CallExpression' && bare(call.callee) === member && !ofRows.test(propertyName(member) ?? '')
}

/** What is called on the promise of rows, or shows the text. */
const ofRows =
  /^(?:then|catch|finally|tap|tapCatch|asCallback|nodeify|return|thenReturn|get|spread|map|filter|reduce|each|mapSeries|bind|delay|props|pipe|to\w+|on|once)$/

const done = /^(?:select|columns?|first|pluck|count|min|max|sum|avg|countDistinct|insert|batchInsert|update|increment|decrement|del|delete|truncate|returning|limit|where\w*|andWhere\w*)$/ // prettier-ignore
const runs = /exec|run|fetch|pagina|stream|query|all|race|resolve|log|expect|string|count/i
