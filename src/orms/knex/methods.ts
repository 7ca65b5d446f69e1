import { isUnder, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { callsIn, type Step } from '../builders.ts'
import { isSentAsGiven } from '../given-queries.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'

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
  jsonInsert jsonRemove columnInfo paginate`.split(/\s+/),
])

export const knexProperties: ReadonlySet<string> = new Set(['or', 'not', 'and'])

/** The builder of `query.and.not`. */
export function withoutProperties(value: Value): Value {
  return value.kind === 'member' && knexProperties.has(value.name) ? withoutProperties(value.object) : value
}

/** What is given the table first; to call an instance is. */
export const namingTable = /^(?:|from|into|table|fromRaw|batchInsert)$/

/** What says nothing of what is sent; `paginate` is of knex-paginate. */
export const saysNothing =
  /^(?:clone|transacting|timeout|debug|connection|queryBuilder|queryContext|hintComment|comment|skipLocked|noWait|forShare|forNoKeyUpdate|forKeyShare|stream|options|paginate)$/

/** A builder that a function gives back, or that another one is given, may be asked more where that cannot be seen. */
export function givenAway(
  call: Value,
  steps: readonly Step[],
  { program, site, modules }: Pick<CallScene, 'program' | 'site' | 'modules'>,
  reader: QueryReader,
  complete = done,
): readonly Step[] {
  if (call.at.program !== program || isGivenToSender(site, program)) return []
  const user = program.outside(call.at.node)
  const isDone = callsIn(steps).some(({ name }) => complete.test(name))
  const isBack = user?.type === 'ReturnStatement' || (user?.type === 'ArrowFunctionExpression' && !user.async)
  // Who calls the function that makes it sends what that gives.
  const maker = program.functionAround(call.at.node)
  const isCalledFor = maker !== undefined && !isUnder(site, maker)
  const isOpen = isBack && !isDone && !isCalledFor && program.functionAround(user)?.async !== true
  const isBase = isOpen && !isSentAsGiven({ node: call.at.node, program, reader, modules })
  const isGivenAway = user?.type === 'CallExpression' && user.callee !== call.at.node
  if (!isBase && !isGivenAway) return []
  return [{ kind: 'hidden', value: call, why: 'the query is given away, and more may be said of it there' }]
}

function isGivenToSender(node: Node, program: Program): boolean {
  const user = program.outside(node)
  return user?.type === 'CallExpression' && user.callee !== node && senders.test(pathOf(user.callee)?.at(-1) ?? '')
}

/** `.forAccount(id)`: a method of a class of builders, or one that Knex was extended by. */
export function mayBeOwnMethod(name: string): boolean {
  return !ofRows.test(name)
}

/** What is called on rows or the promise of them, or shows the text. */
const ofRows =
  /^(?:then|catch|finally|tap|tapCatch|asCallback|nodeify|return|thenReturn|get|spread|map|filter|reduce|each|mapSeries|bind|delay|props|pipe|to\w+|on|once|at|concat|entries|every|find\w*|flat\w*|forEach|includes|join|keys|push|reverse|slice|some|sort|values)$/ // prettier-ignore

const done = /^(?:select|columns?|first|pluck|count|min|max|sum|avg|countDistinct|insert|batchInsert|update|increment|decrement|del|delete|truncate|returning|limit|where\w*|andWhere\w*)$/ // prettier-ignore
/** What functions are called that send a builder. */
export const senders = /exec|run|fetch|pagina|stream|query|all|race|resolve|log|expect|string|count/i
