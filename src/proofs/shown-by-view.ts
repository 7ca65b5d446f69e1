import { onceFor } from '../catalog/once-for.ts'
import type { Table } from '../catalog/catalog.ts'
import { sameOperand, type Formula, type Operand } from '../query/formula.ts'
import { leavesOf } from '../query/leaves.ts'
import type { RowSource } from '../query/relation.ts'
import { operand } from './tenant/nulls.ts'

/** A column of a view. */
export interface Shown {
  readonly view: Table
  readonly column: string
}

/** What a query calls a column that views show to it: of those that are in one another, the outermost is the one that it names. */
export function shownByView(source: RowSource, column: string, formulas: readonly Formula[]): Shown | undefined {
  const links = new Set(formulas.flatMap(linksIn))
  let is: Operand | undefined = operand(source, column)
  let found: Shown | undefined
  while (is) {
    const link = linkTo(is, links)
    if (link) links.delete(link)
    is = link?.by
    found = link?.shown ?? found
  }
  return found
}

interface Link {
  /** A column of a relation. */
  readonly by: Operand
  /** What it is inside. */
  readonly is: Operand
  readonly shown: Shown | undefined
}

function linkTo(is: Operand, links: Iterable<Link>): Link | undefined {
  for (const link of links) if (sameOperand(link.is, is)) return link
  return undefined
}

const linksIn = onceFor((formula: Formula): readonly Link[] =>
  leavesOf(formula).flatMap((leaf): Link[] => {
    if (leaf.kind !== 'equal' || leaf.how !== 'link' || leaf.left.kind !== 'column') return []
    const { source, name } = leaf.left
    return [{ by: leaf.left, is: leaf.right, shown: source.view && { view: source.view, column: name } }]
  }),
)
