import type { CarriedRows, Knowledge } from '../../query/recursion.ts'
import { shownName, type KnownRows, type Relation, type RowSource } from '../../query/relation.ts'
import { branchesOf } from '../../query/solve.ts'
import { Standings, type Given } from './standing.ts'
import { isFoundByKey } from './verdict.ts'

/** What the tenant's facts say of the rows that a recursion starts with and goes on from. */
export class TenantKnowledge implements Knowledge {
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  fixedColumns(relation: Relation): readonly number[] {
    const [first, ...more] = relation.arms.map((arm) => this.fixedColumns(arm))
    if (first) return first.filter((at) => more.every((arm) => arm.includes(at)))
    const branches = this.#branches(relation, [])
    return relation.outputs.flatMap(({ is, fixed }, at) =>
      fixed || (is && branches.every(({ classes }) => classes.isFixed(is))) ? [at] : [],
    )
  }

  carriedRows(relation: Relation): readonly CarriedRows[] {
    const columns = new Map<RowSource, (readonly [string, number])[]>()
    relation.outputs.forEach(({ is }, at) => {
      if (is?.kind !== 'column' || is.source.kind !== 'table') return
      const real = is.source.table?.columns.find(({ name }) => shownName(is.source, name) === is.name)?.name
      if (real !== undefined) columns.set(is.source, [...(columns.get(is.source) ?? []), [real, at]])
    })
    const branches = this.#branches(relation, [...columns.keys()])
    return [...columns].flatMap(([source, shown]): CarriedRows[] => {
      const known = source.table && this.#known(source, branches)
      return source.table && known ? [{ table: source.table, columns: shown, known }] : []
    })
  }

  #known(source: RowSource, branches: readonly Standings[]): KnownRows | undefined {
    const isOwn = (standings: Standings): boolean => ['scoped', 'by-parent'].includes(standings.of(source) ?? '')
    if (branches.every(isOwn)) return branches.every((standings) => standings.isSomebodys(source)) ? 'own, and not shared' : 'own'
    return branches.every((standings) => isOwn(standings) || isFoundByKey(source, standings, this.#given)) ? 'by key' : undefined
  }

  #branches(relation: Relation, sources: readonly RowSource[]): Standings[] {
    return branchesOf([relation.formula], [], () => false).branches.map((branch) => new Standings(branch, sources, new Set(), this.#given))
  }
}
