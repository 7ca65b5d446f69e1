import { cutsRows, passesOf } from './barriers.ts'
import type { Builder } from './build.ts'
import { all, always, type Formula } from './formula.ts'
import { fromItem } from './from.ts'
import { callsIn, groupingOf, isAggregation } from './grouping.ts'
import { meaningOf } from './operand.ts'
import { exported, nothingPasses, openSources, outputColumns } from './outputs.ts'
import type { Combined, Query, Select, Values } from './query.ts'
import { accessesOf, relationOf, type OutputColumn, type Relation } from './relation.ts'
import type { Scope } from './scope.ts'

export function buildSelect(builder: Builder, query: Select, scope: Scope): Relation {
  const from = query.from.map((source) => fromItem(builder, source, [], scope))
  const where = builder.condition(query.where, scope)
  const grouped = groupingOf(query, scope)
  builder.terms(query.groupBy ? [query.groupBy] : [], scope)
  const calls = [...callsIn(query.output)]
  // What is aggregated is worked out of each row.
  const ofRows = new Set(calls.filter((call) => isAggregation(call)).flatMap(({ args }) => [...callsIn(args)]))
  builder.calledInList([...ofRows], scope)
  const after = (): Formula => {
    builder.terms([...query.output, ...orderOf(query)], grouped.scope)
    builder.calledInList(
      calls.filter((call) => !ofRows.has(call)),
      grouped.scope,
    )
    return builder.condition(query.having, grouped.scope)
  }
  const having = grouped.scope === scope ? after() : builder.afterGrouping(after)
  const formula = all([...from, where, grouped.links, having])
  return relationOf({
    outputs: outputColumns(query.output, grouped.scope, cutsRows(query) ? nothingPasses : passesOf(query, grouped.scope)),
    open: openSources(query.output, scope),
    formula,
    grouped: all([grouped.shows(all([...from, where])), grouped.links, having]),
    shows: grouped.shows(formula),
    accesses: accessesOf(scope.sources),
    written: { query, scope: grouped.scope },
  })
}

function orderOf({ orderBy, limit, offset, distinct, windows }: Select): object[] {
  return [...orderBy, ...windows, limit, offset, ...(typeof distinct === 'boolean' ? [] : distinct)].filter((part) => part !== undefined)
}

export function buildCombined(builder: Builder, query: Combined, scope: Scope): Relation {
  const left = builder.arm(query.left, scope)
  const right = builder.arm(query.right, scope)
  builder.terms(
    [query.orderBy, query.limit, query.offset].filter((part) => part !== undefined),
    scope,
  )
  const passes = !cutsRows(query)
  return relationOf({
    kind: query.how,
    outputs: left.outputs.map((output) => ({ ...output, is: undefined, passes })),
    open: [...left.open, ...right.open],
    arms: [left, right],
    armsInward: [query.how === 'intersect' ? heldBy(right, left) : always, query.how === 'union' ? always : heldBy(left, right)],
    written: { query, scope },
  })
}

/** What another arm says of the rows of one that count only where it gives the same. */
function heldBy(other: Relation, arm: Relation): Formula {
  const columns = arm.outputs.map(({ is, passes }) => (passes ? is : undefined))
  return { kind: 'of', relation: other, then: exported(other, columns, 'link') }
}

export function buildValues(builder: Builder, query: Values, scope: Scope): Relation {
  builder.terms(query.rows.flat(), scope)
  const [first = []] = query.rows
  const outputs = first.map((_, i): OutputColumn => {
    const meanings = query.rows.map((row) => (row[i] ? meaningOf(row[i], scope) : undefined))
    const [only] = meanings
    const is = meanings.length === 1 && only?.operands.length === 1 && !only.many ? only.operands[0]?.operand : undefined
    const fixed = is === undefined && meanings.every((meaning) => meaning?.operands.every(({ operand }) => operand.kind === 'value'))
    return { name: `column${i + 1}`, is, fixed, passes: !cutsRows(query) && is !== undefined }
  })
  return relationOf({ kind: 'values', outputs })
}

/** Whether a query changes rows: then it runs whole, read or not. */
export function isWrite({ kind }: Query): boolean {
  return kind === 'insert' || kind === 'update' || kind === 'delete' || kind === 'merge'
}
