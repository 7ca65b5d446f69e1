import type { Builder, OwnRows } from './build.ts'
import { bareSource } from './from.ts'
import { all, link, type Formula, type Operand } from './formula.ts'
import type { OutputColumn, Relation, RowSource } from './relation.ts'
import type { NamedQuery } from './scope.ts'

/** A recursive WITH query where it is used: what is known of its rows at every depth. */
export interface Recursion {
  readonly source: RowSource
  /** Its two arms, which outer conditions do not reach. */
  readonly relations: readonly Relation[]
  /** Ties the rows of tables that it is known to carry to its columns. */
  links(source: RowSource): Formula
}

/**
 * What the first arm gives and the second gives again, assuming it of the rows that it goes on from, holds of all.
 * What the second does not give is dropped and asked again.
 */
export function recursiveSource(builder: Builder, named: NamedQuery): Recursion | undefined {
  const { table, scope } = named
  if (table.query.kind !== 'combined') return undefined
  const { left, right } = table.query
  const first = builder.query(left, scope)
  const names = first.outputs.map((output, i) => table.columns[i] ?? output.name)
  let fixed = builder.knowledge.fixedColumns(first, names)
  let rows = builder.knowledge.ownRows(first, names)
  for (;;) {
    const assumed = rows.map((own) => ({
      own,
      source: { ...bareSource(own.table.name, 'table', []), table: own.table, assumed: true } satisfies RowSource,
    }))
    const source: RowSource = { ...bareSource(table.name, 'relation', []), columns: names, fixed: new Set(fixed) }
    const links = (at: RowSource): Formula =>
      all(
        assumed.flatMap(({ own, source: row }) =>
          own.columns.map(([name, shown]) => link({ kind: 'column', source: row, name }, { kind: 'column', source: at, name: shown })),
        ),
      )
    const inside: NamedQuery = { ...named, rows: source }
    const second = builder.query(right, { ...scope, named: new Map([...scope.named, [table.name, inside]]) })
    const uses = sourcesOf(second).filter((s) => s.columns === names)
    second.formula = all([second.formula, ...uses.map(links)])
    const stillFixed = builder.knowledge.fixedColumns(second, names).filter((name) => fixed.includes(name))
    const stillOwn = rows.filter((own) => builder.knowledge.ownRows(second, names).some((other) => isSame(own, other)))
    if (stillFixed.length === fixed.length && stillOwn.length === rows.length) return { source, relations: [first, second], links }
    fixed = stillFixed
    rows = stillOwn
  }
}

function isSame(a: OwnRows, b: OwnRows): boolean {
  return a.table === b.table && JSON.stringify(a.columns) === JSON.stringify(b.columns)
}

function sourcesOf(relation: Relation): RowSource[] {
  return [...new Set(columnsOf(relation.formula, relation.outputs))]
}

function columnsOf(formula: Formula, outputs: readonly OutputColumn[]): RowSource[] {
  const found: RowSource[] = []
  const add = (operand: Operand | undefined): void => {
    if (operand?.kind === 'column') found.push(operand.source)
  }
  const walk = (f: Formula): void => {
    if (f.kind === 'and' || f.kind === 'or') f.of.forEach(walk)
    else if (f.kind === 'when' || f.kind === 'of') walk(f.then)
    else if (f.kind === 'equal') {
      add(f.left)
      add(f.right)
    } else if (f.kind === 'among' || f.kind === 'null') add(f.column)
    else if (f.kind === 'other') f.rejects.forEach(add)
  }
  walk(formula)
  for (const output of outputs) add(output.is)
  return found
}
