import type { Table } from '../catalog/catalog.ts'
import type { Builder } from './build.ts'
import { always, when, type Formula, type Operand, type Side } from './formula.ts'
import { functionBody } from './function-body.ts'
import { isScalarSet, ownColumnName } from './functions.ts'
import { joinItem } from './join.ts'
import { namedItem } from './named.ts'
import { isFixed } from './operand.ts'
import { exported, placed } from './outputs.ts'
import type { FunctionSource, Query, Source, TableSource } from './query.ts'
import { sourceOf, type Relation, type RowSource } from './relation.ts'
import { policiesOn } from './row-security.ts'
import type { Scope } from './scope.ts'
import { sidesOf } from './sides.ts'
import { mapParts } from './tree.ts'

/** Takes a source of FROM into the scope; gives what its joins say. */
export function fromItem(builder: Builder, source: Source, sides: readonly Side[], scope: Scope): Formula {
  switch (source.kind) {
    case 'table':
      return tableItem(builder, source, sides, scope)
    case 'derived': {
      const relation = builder.query(source.query, source.lateral ? scope : { ...scope, sources: [], merged: new Map() })
      return relationItem(builder, relation, source.alias?.name ?? '', source.alias?.columns ?? [], sides, scope)
    }
    case 'function':
      return functionItem(builder, source, sides, scope)
    case 'join':
      return joinItem(builder, source, sides, scope)
    case 'hidden':
      addSource(scope, sourceOf('', 'hidden', { sides }))
      return { kind: 'hidden', reason: source.reason, narrows: source.narrows ?? false, range: source.range }
  }
}

export function addSource(scope: Scope, source: RowSource): void {
  scope.sources.push(source)
}

function tableItem(builder: Builder, node: TableSource, sides: readonly Side[], scope: Scope): Formula {
  const name = node.alias?.name ?? node.name
  const named = node.schema === undefined ? scope.named.get(node.name) : undefined
  if (named) return namedItem(builder, named, name, node.alias?.columns ?? [], sides, scope)
  const { table, isKnown } = builder.table(node.schema, node.name)
  if (table?.kind === 'view' && table.query) {
    const query = atPlace(table.query, node.range)
    const relation = builder.view(table, () => builder.query(query))
    return relationItem(
      builder,
      relation,
      name,
      table.columns.map((column, i) => node.alias?.columns[i] ?? column.name),
      sides,
      scope,
      table,
    )
  }
  const source = tableSource(builder, node, table, isKnown, sides)
  addSource(scope, source)
  return policiesOn(builder, source, 'select')
}

export function tableSource(
  { within }: Builder,
  node: TableSource,
  table: Table | undefined,
  isKnown: boolean,
  sides: readonly Side[],
): RowSource {
  const columns = isKnown ? table?.columns.map((column, i) => node.alias?.columns[i] ?? column.name) : undefined
  return sourceOf(node.alias?.name ?? node.name, 'table', { sides, table, node, columns, within })
}

/** A definition, told at the place where it is mentioned. */
export function atPlace<T extends Query>(query: T, range: TableSource['range']): T {
  const move = <P>(part: P): P => mapParts(part, (inner, key) => (key === 'range' ? range : move(inner)))
  return move(query)
}

export function relationItem(
  builder: Builder,
  relation: Relation,
  name: string,
  columns: readonly string[],
  sides: readonly Side[],
  scope: Scope,
  view?: Table,
): Formula {
  const names = relation.outputs.map((output, i) => columns[i] ?? output.name)
  // More names than columns: the program puts several values where one is seen, as in VALUES ${rows}.
  const unseen = columns.slice(names.length)
  const source = sourceOf(name, 'relation', {
    sides,
    schema: view?.schema,
    view,
    columns: relation.open.length > 0 ? undefined : [...names, ...unseen],
    inner: innerSides(relation, names),
  })
  addSource(scope, source)
  const operands = names.map((column): Operand => ({ kind: 'column', source, name: column }))
  builder.place(placed(relation, sides, operands))
  return when(sides, { kind: 'of', relation, then: exported(relation, operands, 'link') })
}

function innerSides(relation: Relation, names: readonly string[]): RowSource['inner'] {
  const inner = names.flatMap((name, i): [string, readonly Side[]][] => {
    const sides = sidesOfOutput(relation, i)
    return sides.length > 0 ? [[name, sides]] : []
  })
  return inner.length > 0 ? new Map(inner) : undefined
}

function sidesOfOutput({ arms, outputs }: Relation, i: number): readonly Side[] {
  const is = outputs[i]?.is
  return is ? sidesOf(is) : arms.flatMap((arm) => sidesOfOutput(arm, i))
}

function functionItem(builder: Builder, node: FunctionSource, sides: readonly Side[], scope: Scope): Formula {
  const { calls, alias, ordinality } = node
  builder.terms(calls, scope)
  const body = functionBody(builder, node, sides, scope)
  if (body?.isSource) return body.says
  const [call] = calls
  const called = call?.kind === 'call' ? call.name : ''
  const name = alias?.name ?? called
  const isOneColumn =
    calls.length === 1 && call?.kind === 'call' && isScalarSet(called) && call.args.length === (called === 'unnest' ? 1 : call.args.length)
  const given = alias?.columns ?? []
  const first = given[0] ?? ownColumnName(called) ?? name
  // The name of the row means its one column, too.
  const row = given.length > 0 || first === name ? [] : [name]
  const own = isOneColumn ? [first, ...(ordinality ? [given[1] ?? 'ordinality'] : []), ...row] : undefined
  const fixed = calls.every((one) => isFixed(one, scope))
  addSource(scope, sourceOf(name, 'function', { columns: own ?? (given.length > 0 ? given : undefined), fixed, sides }))
  return body?.says ?? always
}
