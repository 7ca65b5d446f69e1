import type { TSESTree } from '@typescript-eslint/utils'
import { onceFor } from '../../catalog/once-for.ts'
import { calledFunction, callsUnder } from '../../javascript/called.ts'
import type { Modules } from '../../javascript/modules.ts'
import type { Machine } from '../../javascript/symbolic/machine.ts'
import { isWaiting, methodOf, pathOf, type Node } from '../../javascript/nodes.ts'
import type { Program } from '../../javascript/program.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { Builders, callsIn, goneOn, ranWith, splitBefore, type CallStep, type Step } from '../builders.ts'
import { mappedNames } from '../mapped-names.ts'
import type { CallScene, QueryReader } from '../query-reader.ts'
import type { Sql } from '../query-sql.ts'
import { isGiven, type Writing } from './call-writing.ts'
import { isFunctions } from './functions.ts'
import { Instances } from './instance.ts'
import { isSqlTag } from './raw-calls.ts'
import { selectSql } from './select-sql.ts'
import { isCommonTable, withSql } from './with-sql.ts'
import { deleteSql, insertSql, mergeSql, updateSql } from './write-sql.ts'

type WriteQuery = (writing: Writing, head: CallStep, steps: readonly Step[]) => Sql

const heads: ReadonlyMap<string, WriteQuery> = new Map([
  ['selectFrom', selectSql],
  ['selectNoFrom', selectSql],
  ['insertInto', insertSql],
  ['replaceInto', insertSql],
  ['updateTable', updateSql],
  ['deleteFrom', deleteSql],
  ['mergeInto', mergeSql],
])

/** What says nothing of what is sent, or is asked for by itself. */
const through =
  /^(?:\$narrowType|\$castTo|\$assertType|\$asTuple|\$asScalar|\$notNull|modifyEnd|modifyFront|withPlugin|withoutPlugins|withTables)$/

const sends = /^(?:execute(?:TakeFirst|TakeFirstOrThrow)?|stream|explain|compile)$/

const senders = /exec|run|fetch|pagina|stream|explain|compile|query/i

const methods: ReadonlySet<string> = new Set([
  ...heads.keys(),
  ...`with withRecursive withSchema withPlugin withoutPlugins withTables transaction startTransaction connection setIsolationLevel setAccessMode
  where whereRef having havingRef select selectAll distinctOn distinct forUpdate forShare forKeyShare forNoKeyUpdate skipLocked noWait innerJoin
  leftJoin rightJoin fullJoin crossJoin innerJoinLateral leftJoinLateral crossJoinLateral orderBy groupBy limit offset fetch top union unionAll
  intersect intersectAll except exceptAll clearSelect clearWhere clearLimit clearOffset clearOrderBy clearGroupBy clearReturning using from set
  values columns expression defaultValues onConflict ignore returning returningAll whenMatched whenMatchedAnd whenMatchedAndRef whenNotMatched
  whenNotMatchedAnd whenNotMatchedAndRef whenNotMatchedBySource whenNotMatchedBySourceAnd whenNotMatchedBySourceAndRef thenDelete thenDoNothing
  thenUpdate thenUpdateSet thenInsertValues modifyEnd modifyFront execute executeTakeFirst executeTakeFirstOrThrow stream explain compile $if $call
  $narrowType $castTo $assertType $asTuple $asScalar $notNull`.split(/\s+/),
  // What functions are given that Kysely calls.
  ...`on onRef onTrue column constraint where doNothing doUpdateSet materialized notMaterialized partitionBy`.split(' '),
])

/** The calls of Kysely. */
export const kyselyQueries: QueryReader = {
  name: 'kysely',
  sign: /\.\s*(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|executeTakeFirst|executeTakeFirstOrThrow)\b|\.execute\(\)/,
  isUsed: (around) => around.has(['kysely']),
  methods,
  namesTable: { test: (method) => heads.has(method) },
  senders,
  queries(call, scene) {
    const { machine } = scene
    const instances = instancesFor(scene.machine)
    const builders = new Builders({
      methods,
      machine,
      isRoot: (value) => instances.of(value) !== undefined,
      goesOn: ({ callee }) => !isOfKysely(callee),
      through: ({ callee, args, at }, builder) => {
        const name = callee.kind === 'member' ? callee.name : ''
        if (through.test(name)) return builder
        const [first, second] = args
        if (name === '$call') return first && ranWith(machine, first, [builder])
        const then = name === '$if' && second ? ranWith(machine, second, [builder]) : undefined
        return then && first && goneOn(at.node, first, then, builder)
      },
      adds: (value) =>
        value.callee.kind === 'member' && /^\$(?:call|if)$/.test(value.callee.name)
          ? [{ kind: 'hidden', value: value.args.at(-1) ?? value }]
          : undefined,
    })
    const built = builders.of(call)
    if (!built || isGiven(built.root) || !callsIn(built.steps).some(isHead)) return undefined
    const steps = [...built.steps, ...goingOn(call, built.steps, scene)]
    if (isDropped(call, built.steps, scene.program)) return undefined
    const { naming, schema } = instances.of(built.root) ?? {}
    const writing: Writing = {
      pen: scene.pen(call),
      machine,
      builders,
      naming: naming ?? mappedNames(scene.catalog()),
      isNamingSeen: naming !== undefined,
      schema,
      common: new Set(),
      query: (value, inner) => {
        const query = builders.of(value)
        if (!query || isSent(query.steps) || !callsIn(query.steps).some(isHead)) return undefined
        builders.take(value, (one) => scene.take(one))
        return querySql(inner, query.steps)
      },
    }
    builders.take(call, (one) => scene.take(one))
    const sql = querySql(writing, steps)
    return sql && [sql]
  },
}

/** What makes an expression of a query that it is given. */
function isOfKysely(callee: Value): boolean {
  if (callee.kind === 'import') return callee.from.includes('kysely')
  if (isGiven(callee) || isFunctions(callee)) return true
  return (
    callee.kind === 'member' && (isGiven(callee.object) || isFunctions(callee.object) || isSqlTag(callee.object) || callee.name === 'as')
  )
}

const instancesFor = onceFor((machine: Machine) => new Instances(machine))

function isHead({ name }: CallStep): boolean {
  return heads.has(name)
}

/** One statement; where a condition decides which one it is, that is one of several. */
function querySql(writing: Writing, steps: readonly Step[]): Sql | undefined {
  const { pen } = writing
  const split = splitBefore(steps, isHead)
  if (!split) return undefined
  if ('of' in split) return pen.choice(split.key, split.on, split.of.map((way) => querySql(writing, way) ?? [])) // prettier-ignore
  const at = split.findIndex((step) => step.kind === 'call' && isHead(step))
  const [head, before, after] = [split[at], split.slice(0, at), split.slice(at + 1)]
  const write = head?.kind === 'call' ? heads.get(head.name) : undefined
  if (head?.kind !== 'call' || !write) return undefined
  const schema = callsIn(before).findLast(({ name }) => name === 'withSchema')?.args[0] ?? writing.schema
  const common = before.filter((step): step is CallStep => step.kind === 'call' && isCommonTable(step))
  const { writing: inner, sql } = withSql({ ...writing, schema }, common)
  return [...sql, ...write(inner, head, after)]
}

/** A builder that is given away may be gone on with where that cannot be seen. */
function goingOn(call: Value, steps: readonly Step[], { site, program, modules }: CallScene): readonly Step[] {
  if (isSent(steps) || call.at.program !== program) return []
  const users = [site, call.at.node].map((node) => outside(node, program))
  if (users.some((user) => user?.type === 'CallExpression' && mayOnlySend(user, program, modules))) return []
  return [{ kind: 'hidden', value: call, why: 'the query is given away, and more may be said of it there' }]
}

/** `paginate(query, page)`: by its name, unless its text is in sight and adds conditions. */
function mayOnlySend(call: TSESTree.CallExpression, program: Program, modules: Modules): boolean {
  if (!senders.test(pathOf(call.callee)?.at(-1) ?? '')) return false
  const own = calledFunction(call, program, modules)
  return !own || !callsUnder(own.node, own.program).some((inner) => adding.test(methodOf(inner) ?? ''))
}

const adding = /^(?:where\w*|having\w*|\w+Join|\$call|\$if)$/

function isSent(steps: readonly Step[]): boolean {
  const last = steps.at(-1)
  if (last?.kind === 'ways') return last.of.every(isSent)
  return last?.kind === 'call' && sends.test(last.name)
}

/** `query.where(…)` as a statement changes nothing. */
function isDropped(call: Value, steps: readonly Step[], program: Program): boolean {
  return !isSent(steps) && call.at.program === program && outside(call.at.node, program)?.type === 'ExpressionStatement'
}

/** What stands around an expression, types and so on aside. */
function outside(node: Node, program: Program): Node | undefined {
  const parent = program.outside(node)
  return isWaiting(parent) ? outside(parent, program) : parent
}
