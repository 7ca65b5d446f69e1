import type { Builder } from './build.ts'
import { always, when, type Formula, type Side } from './formula.ts'
import { addSource, relationItem } from './from.ts'
import type { CommonTable, Query } from './query.ts'
import { recursiveSource } from './recursion.ts'
import type { NamedQuery, Scope } from './scope.ts'
import { isWrite } from './select.ts'

/** The scope with the WITH queries of a statement; those that write run whole, read or not. */
export function namedQueries(builder: Builder, query: Query, scope: Scope): Scope {
  let current = scope
  for (const table of query.with) {
    const named: NamedQuery = { table, isRecursive: query.recursive && isSelfReference(table), scope: current, rows: undefined }
    current = withNamed(current, named)
    if (isWrite(table.query)) builder.alone.push(builder.query(table.query, named.scope))
  }
  return current
}

export function withNamed(scope: Scope, named: NamedQuery): Scope {
  return { ...scope, named: new Map([...scope.named, [named.table.name, named]]) }
}

function isSelfReference({ name, query }: CommonTable): boolean {
  return query.kind === 'combined' && readsTable(query.right, name)
}

function readsTable(node: object, name: string): boolean {
  if ('kind' in node && node.kind === 'table' && 'name' in node && node.name === name && 'schema' in node && node.schema === undefined)
    return true
  return Object.values(node).some((part) => typeof part === 'object' && part !== null && readsTable(part as object, name))
}

/** A use of a WITH query: built anew, since each use restricts it by itself. */
export function namedItem(
  builder: Builder,
  named: NamedQuery,
  name: string,
  columns: readonly string[],
  sides: readonly Side[],
  scope: Scope,
): Formula {
  if (named.rows) {
    addSource(scope, { ...named.rows, name, sides })
    return always
  }
  const declared = named.table.columns
  const names = Array.from({ length: Math.max(columns.length, declared.length) }, (_, i) => columns[i] ?? declared[i] ?? '')
  if (named.isRecursive) return recursiveItem(builder, named, name, names, sides, scope)
  const relation = builder.query(named.table.query, named.scope)
  if (isWrite(named.table.query)) for (const part of [relation.accesses, relation.inside]) part.length = 0
  return relationItem(builder, relation, name, names, sides, scope)
}

function recursiveItem(
  builder: Builder,
  named: NamedQuery,
  name: string,
  columns: readonly string[],
  sides: readonly Side[],
  scope: Scope,
): Formula {
  const recursion = recursiveSource(builder, named)
  const plain = recursion.source(name, columns, sides)
  const shown = plain.columns ?? []
  const added = (named.table.added ?? []).map((column, i) => columns[shown.length + i] ?? column)
  const source = { ...plain, columns: [...shown, ...added] }
  addSource(scope, source)
  for (const relation of recursion.relations) builder.place({ relation, present: [], inward: always, isAfterGrouping: false, alone: true })
  return when(sides, recursion.links(source))
}
