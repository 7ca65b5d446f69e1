import { at, when, type Formula, type Side } from '../../query/formula.ts'
import type { Relation } from '../../query/relation.ts'

/** What holds where a relation stands, its own conditions among it, and the sides that are there. */
export interface Surroundings {
  readonly formulas: readonly Formula[]
  readonly present: readonly Side[]
}

const nothingAround: Surroundings = { formulas: [], present: [] }

/**
 * Visits a relation and all inside it, each with what holds of its rows. What holds inside a nullable side holds where that
 * side is present.
 */
export function walk(relation: Relation, visit: (relation: Relation, around: Surroundings) => void, around = nothingAround): void {
  const { formulas, present } = around
  visit(relation, { formulas: [when(present, relation.formula), ...formulas], present })
  relation.arms.forEach((arm, i) => {
    const inward = relation.armsInward[i]
    walk(arm, visit, inward ? { formulas: [when(present, inward), ...formulas], present } : around)
  })
  for (const inside of relation.inside) {
    const place = at(inside.isAfterGrouping ? relation.grouped : relation.formula, inside.relation)
    const within = [...present, ...inside.present, ...place.present]
    walk(
      inside.relation,
      visit,
      inside.alone ? nothingAround : { formulas: [when(within, inside.inward), when(present, place.says), ...formulas], present: within },
    )
  }
}
