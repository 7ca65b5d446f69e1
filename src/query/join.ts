import { emptySelect } from './empty-select.ts'
import type { Builder } from './build.ts'
import { mergedEquality } from './equality.ts'
import { all, always, when, type Formula, type Side } from './formula.ts'
import { fromItem } from './from.ts'
import type { JoinSource, Select } from './query.ts'
import type { RowSource } from './relation.ts'
import { columnOfUsing, type Meant, type Scope } from './scope.ts'
import { nullableSides } from './sides.ts'

export function joinItem(builder: Builder, join: JoinSource, sides: readonly Side[], scope: Scope): Formula {
  if (join.alias) return fromItem(builder, derivedJoin(join), sides, scope)
  const nullable = nullableSides(join.how)
  const leftSide: readonly Side[] = nullable.left ? [{ of: 'join' }] : []
  const rightSide: readonly Side[] = nullable.right ? [{ of: 'join' }] : []
  const left = partOf(scope, () => fromItem(builder, join.left, [...sides, ...leftSide], scope))
  const right = partOf(scope, () => fromItem(builder, join.right, [...sides, ...rightSide], scope))
  const using = (join.natural ? commonColumns(left, right) : join.using).map((name) =>
    mergeColumn(join, name, under(left, name, leftSide), under(right, name, rightSide), scope),
  )
  return all([left.formula, right.formula, when([...sides, ...leftSide, ...rightSide], all([builder.condition(join.on, scope), ...using]))])
}

/** A join with a name of its own hides the names inside it, as a derived table does. */
function derivedJoin(join: JoinSource): Extract<JoinSource['left'], { kind: 'derived' }> {
  const { range } = join
  const query: Select = {
    ...emptySelect,
    range,
    output: [{ kind: 'star', of: undefined, range }],
    from: [{ ...join, alias: undefined }],
  }
  return { kind: 'derived', query, lateral: true, alias: join.alias, range }
}

/** One side of a join: its sources, and the columns that its own joins merged. */
interface Part {
  readonly formula: Formula
  readonly sources: readonly RowSource[]
  readonly merged: ReadonlyMap<string, Meant>
}

function partOf(scope: Scope, read: () => Formula): Part {
  const first = scope.sources.length
  const before = new Map(scope.merged)
  const formula = read()
  const merged = new Map([...scope.merged].filter(([name, meant]) => before.get(name) !== meant))
  return { formula, sources: scope.sources.slice(first), merged }
}

function commonColumns(left: Part, right: Part): string[] {
  const names = new Set(namesOf(right))
  return [...new Set(namesOf(left))].filter((name) => names.has(name))
}

function namesOf({ sources, merged }: Part): string[] {
  return [...merged.keys(), ...sources.flatMap((source) => source.columns ?? [])]
}

/** What a name means on one side of a join, where that side is present. */
function under({ sources, merged }: Part, name: string, side: readonly Side[]): Meant['operands'] {
  const common = merged.get(name)
  if (common) return common.operands.map(({ operand, sides }) => ({ operand, sides: [...sides, ...side] }))
  const source =
    sources.find(({ columns }) => columns?.includes(name)) ??
    sources.find(({ columns, kind }) => columns === undefined && kind !== 'hidden')
  return source ? [{ operand: { kind: 'column', source, name }, sides: side }] : []
}

/** Makes USING's column one, and gives the equality that it stands for. */
function mergeColumn(join: JoinSource, name: string, left: Meant['operands'], right: Meant['operands'], scope: Scope): Formula {
  const operands = join.how === 'full' ? [...left, ...right] : join.how === 'right' ? right : left
  scope.merged.set(name, { operands })
  if (join.usingAlias !== undefined) scope.merged.set(columnOfUsing(join.usingAlias, name), { operands })
  return left.length > 0 && right.length > 0 ? mergedEquality(left, right, join.range) : always
}
