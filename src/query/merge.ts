import type { Builder } from './build.ts'
import { all, always, type Formula } from './formula.ts'
import { addSource, fromItem } from './from.ts'
import type { Merge, MergeAction } from './query.ts'
import { writtenColumns } from './insert.ts'
import { accessesOf, relationOf, type Inserted, type Relation } from './relation.ts'
import type { Scope } from './scope.ts'
import { returned } from './returning.ts'
import { targetOf, type Target } from './target.ts'
import { assignedTo, givenBy, termsOf } from './writes.ts'

/** MERGE is one block an action, since ON holds of its rows for some and not for others. */
export function buildMerge(builder: Builder, query: Merge, scope: Scope): Relation {
  for (const action of query.actions) beside(builder, () => actionRelation(builder, query, action, scope))
  return returnedRelation(builder, query, scope)
}

function beside(builder: Builder, make: () => Relation): void {
  builder.place({ relation: builder.block(make), present: [], inward: always, isAfterGrouping: false, alone: false })
}

function inner(outer: Scope): Scope {
  return { sources: [], merged: new Map(), named: outer.named, outer }
}

/** Of a row that was written by one action or another, nothing is known but its columns' names. */
function returnedRelation(builder: Builder, query: Merge, outer: Scope): Relation {
  if (query.returning.length === 0) return relationOf({})
  const scope = inner(outer)
  builder.block(() => {
    fromItem(builder, query.source, [], scope)
    return relationOf({})
  })
  const target = targetOf(builder, query.target, 'added')
  addSource(scope, target.shown)
  const after = returned(query, target, scope, { now: () => undefined, before: () => undefined }, 'now')
  builder.terms(query.returning, after.scope)
  return relationOf({
    outputs: after.outputs.map((column) => ({ ...column, is: undefined, fixed: false })),
    written: { query, scope, returning: after.scope },
  })
}

function actionRelation(builder: Builder, query: Merge, action: MergeAction, outer: Scope): Relation {
  switch (action.when) {
    case 'matched':
      return matched(builder, query, action, outer)
    case 'not matched':
      return notMatched(builder, query, action, outer)
    case 'not matched by source':
      return notMatchedBySource(builder, query, action, outer)
  }
}

/** ON and the action's own condition hold of both. */
function matched(builder: Builder, query: Merge, action: MergeAction, outer: Scope): Relation {
  const scope = inner(outer)
  const target = targetOf(builder, query.target, 'changed')
  addSource(scope, target.shown)
  const source = fromItem(builder, query.source, [], scope)
  const formula = all([source, builder.condition(query.on, scope), builder.condition(action.and, scope), policed(target, action)])
  return relationOf({
    formula,
    accesses: [...written(target, action), ...accessesOf(scope.sources.slice(1))],
    ...assignments(builder, action, target, scope),
    written: { query, scope, action },
  })
}

/** The source is restricted by itself; the target is only asked whether it has a row. */
function notMatched(builder: Builder, query: Merge, action: MergeAction, outer: Scope): Relation {
  const scope = inner(outer)
  const source = fromItem(builder, query.source, [], scope)
  const formula = all([source, builder.condition(action.and, scope)])
  absent(builder, scope, query, (missing) => {
    const target = targetOf(builder, query.target, 'changed')
    addSource(missing, target.shown)
    return {
      says: all([target.says, target.policies('select')]),
      accesses: accessesOf([target.row]).map((access) => ({ ...access, onlyAsks: true })),
    }
  })
  const { inserted, says } = insertedBy(builder, action, formula, query, scope)
  return relationOf({
    formula: all([formula, says]),
    accesses: [
      ...accessesOf(
        inserted.map(({ target }) => target),
        'insert',
      ),
      ...accessesOf(scope.sources),
    ],
    inserted,
    written: { query, scope, action },
  })
}

/** Only the action's own condition holds of the target; the source is only asked whether it has a row. */
function notMatchedBySource(builder: Builder, query: Merge, action: MergeAction, outer: Scope): Relation {
  const scope = inner(outer)
  const target = targetOf(builder, query.target, 'changed')
  addSource(scope, target.shown)
  const formula = all([builder.condition(action.and, scope), policed(target, action)])
  absent(builder, scope, query, (missing) => ({ says: fromItem(builder, query.source, [], missing), accesses: undefined }))
  const assigned = assignments(builder, action, target, scope)
  return relationOf({ formula, accesses: written(target, action), ...assigned, written: { query, scope, action } })
}

/** NOT EXISTS (a row of the other side for which ON holds). */
function absent(
  builder: Builder,
  around: Scope,
  query: Merge,
  read: (scope: Scope) => { says: Formula; accesses: Relation['accesses'] | undefined },
): void {
  beside(builder, () => {
    const scope = inner(around)
    const { says, accesses } = read(scope)
    return relationOf({ formula: all([says, builder.condition(query.on, scope)]), accesses: accesses ?? accessesOf(scope.sources) })
  })
}

function written({ row }: Target, { does }: MergeAction): Relation['accesses'] {
  return does.kind === 'update' || does.kind === 'delete' ? accessesOf([row], does.kind) : []
}

/** The target of MERGE is always read too. */
function policed({ says, policies }: Target, { does: { kind } }: MergeAction): Formula {
  return all([says, policies('select'), kind === 'update' || kind === 'delete' ? policies(kind) : always])
}

function assignments(builder: Builder, { does }: MergeAction, target: Target, scope: Scope): Pick<Relation, 'assigned'> {
  if (does.kind !== 'update') return { assigned: [] }
  builder.terms(termsOf(does.set), scope)
  return { assigned: [assignedTo(target, does.set, scope)] }
}

function insertedBy(
  builder: Builder,
  { does }: MergeAction,
  facts: Formula,
  query: Merge,
  scope: Scope,
): { readonly inserted: readonly Inserted[]; readonly says: Formula } {
  if (does.kind !== 'insert') return { inserted: [], says: always }
  const target = targetOf(builder, query.target, 'added')
  const columns = writtenColumns(target, does.columns)
  builder.terms(
    (does.row ?? []).filter((value) => value !== 'default'),
    scope,
  )
  const inserted: Inserted = {
    target: target.row,
    columns,
    rows: does.isHidden ? [] : [columns.map((_, i) => givenBy(does.row?.[i], scope))],
    facts,
    checked: target.policies('insert', 'new'),
    range: query.target.range,
    isKnown: !does.isHidden && (does.columns !== undefined || target.shown.columns !== undefined),
  }
  return { inserted: [inserted], says: target.says }
}
