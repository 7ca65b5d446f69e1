import type { Catalog, Table } from '../../catalog/catalog.ts'
import type { Range } from '../../catalog/place.ts'
import { Builder, type OwnRows } from '../../query/build.ts'
import { provenSides } from '../../query/classes.ts'
import { at, type Formula, type Operand, type Side } from '../../query/formula.ts'
import type { Query } from '../../query/query.ts'
import type { Access, Relation, RowSource } from '../../query/relation.ts'
import { branchesOf, type Branch } from '../../query/solve.ts'
import type { Settings } from '../../settings/settings.ts'
import { assumedTable } from './assumed-table.ts'
import { Ownership } from './ownership.ts'
import { isNullable, shownName, Standings } from './standing.ts'

/** Best first; the weakest of its branches is an access' verdict. */
export const verdicts = [
  'global',
  'scoped',
  'by-member',
  'by-secret',
  'by-parent',
  'by-row',
  'dynamic',
  'by-key',
  'by-reference',
  'vacuous',
  'unscoped',
] as const
export type Verdict = (typeof verdicts)[number]

export interface Judged {
  readonly access: Access
  readonly table: Table | undefined
  readonly verdict: Verdict
  /** The tenant column that the verdict is about. */
  readonly column: string | undefined
  /** In words, for people. */
  readonly reason: string
  /** What to point at, where that is not the table: a filter that can vanish. */
  readonly at: Range | undefined
}

interface Found {
  readonly verdict: Verdict
  readonly reason: string
  readonly at?: Range | undefined
}

/** What surrounds a relation: conditions that hold where it stands, and sides that are there. */
interface Surroundings {
  readonly formulas: readonly Formula[]
  readonly present: readonly Side[]
}

const nothingAround: Surroundings = { formulas: [], present: [] }

function weaker(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b
}

/** Judges queries against one catalog and what the team says. */
export class Judge {
  readonly ownership: Ownership
  readonly #catalog: Catalog
  readonly #settings: Readonly<Settings>

  constructor(catalog: Catalog, settings: Readonly<Settings>) {
    this.#catalog = catalog
    this.#settings = settings
    this.ownership = new Ownership(catalog, settings)
  }

  /** The relations of a query: itself, and those that run beside it. */
  relations(query: Query): { readonly top: Relation; readonly alone: readonly Relation[] } {
    const knowledge = {
      fixedColumns: (relation: Relation, names: readonly string[]) => this.#fixedColumns(relation, names),
      ownRows: (relation: Relation, names: readonly string[]) => this.#ownRows(relation, names),
    }
    const builder = new Builder(this.#catalog, knowledge, (name) => assumedTable(name, this.#catalog, this.#settings))
    const top = builder.query(query)
    return { top, alone: builder.alone }
  }

  /** Every table reference of a query with its verdict, in the order of the text. */
  judge(query: Query): Judged[] {
    const { top, alone } = this.relations(query)
    const judged: Judged[] = []
    for (const relation of [top, ...alone])
      this.#walk(relation, nothingAround, (access, around) => judged.push(this.#judgeAccess(access, around)))
    return merged(judged)
  }

  /** Visits the accesses of a relation and of all inside it, each with what holds where it stands. */
  #walk(relation: Relation, around: Surroundings, visit: (access: Access, around: Surroundings) => void): void {
    const own: Surroundings = { formulas: [relation.formula, ...around.formulas], present: around.present }
    for (const access of relation.accesses) visit(access, own)
    relation.arms.forEach((arm, i) => {
      const inward = relation.armsInward[i]
      this.#walk(arm, { formulas: inward ? [inward, ...around.formulas] : around.formulas, present: around.present }, visit)
    })
    for (const inside of relation.inside) {
      if (inside.alone) {
        this.#walk(inside.relation, nothingAround, visit)
        continue
      }
      const { says, present } = at(relation.formula, inside.relation)
      this.#walk(
        inside.relation,
        { formulas: [inside.inward, says, ...around.formulas], present: [...around.present, ...inside.present, ...present] },
        visit,
      )
    }
  }

  #judgeAccess(access: Access, around: Surroundings): Judged {
    const { table } = access
    const owner = table && this.ownership.of(table)
    const column = owner?.columns[0]
    const result = (found: Found): Judged => ({ access, table, column, ...found, at: found.at })
    if (!table || !owner) return result({ verdict: 'global', reason: 'the schema that was read does not have this table' })
    if (owner.kind === 'global') return result({ verdict: 'global', reason: `${table.name} has no tenant column` })
    if (access.does === 'insert') return result({ verdict: 'scoped', reason: 'rows are added' })
    if (access.does === 'truncate') return result({ verdict: 'unscoped', reason: 'TRUNCATE empties the table for every tenant' })
    return result(this.#verdict(access, table, around))
  }

  #verdict(access: Access, table: Table, { formulas, present }: Surroundings): Found {
    const { source } = access
    const isRead = access.does === 'read'
    const judge = (branch: Branch): Found => this.#inBranch(access, table, branch)
    const taken = [...present, ...source.sides]
    const branches = branchesOf(formulas, taken, provenSides, (branch) => judge(branch).verdict === 'scoped')
    if (!branches) return { verdict: 'dynamic', reason: 'its condition has too many branches to follow' }
    const found = branches.map(judge)
    const weakest = found.reduce<Found>(
      (worst, next) => (weaker(worst.verdict, next.verdict) === next.verdict && worst.verdict !== next.verdict ? next : worst),
      { verdict: 'global', reason: 'no row can meet its condition' },
    )
    if (weakest.verdict === 'global')
      return {
        ...weakest,
        verdict:
          this.ownership.of(table).kind === 'root' && isRead && branches.length > 0
            ? 'global'
            : branches.length === 0
              ? 'scoped'
              : 'global',
      }
    if (weakest.verdict !== 'unscoped') return weakest
    return this.#vacuous(access, table, branches, found) ?? weakest
  }

  #inBranch(access: Access, table: Table, branch: Branch): Found {
    const { source, does } = access
    const isRead = does === 'read'
    const owner = this.ownership.of(table)
    const standings = new Standings(branch, source, isRead, this.ownership, this.#catalog, this.#settings)
    const opening = branch.atoms.find((atom) => atom.kind === 'hidden' && !atom.narrows)
    if (opening?.kind === 'hidden') return { verdict: 'dynamic', reason: opening.reason, at: opening.range }
    const standing = standings.of(source)
    if (standing === 'scoped') return { verdict: 'scoped', reason: `${owner.columns[0] ?? 'its tenant'} is fixed` }
    const shared = this.#isShared(source, table, branch, standings)
    if (shared && isRead) return { verdict: 'scoped', reason: `these rows belong to nobody: ${owner.columns[0] ?? ''} is NULL` }
    if (owner.kind === 'root' && isRead) return { verdict: 'global', reason: `${table.name} holds the tenants themselves` }
    if (standing) return { verdict: standing, reason: reasons[standing] }
    const hidden = branch.atoms.find((atom) => atom.kind === 'hidden')
    if (hidden?.kind === 'hidden') return { verdict: 'dynamic', reason: hidden.reason, at: hidden.range }
    const weak = this.#weak(source, table, standings) ?? this.#weakByTie(source, standings)
    if (weak) return weak
    if (shared) return { verdict: 'unscoped', reason: 'it also changes rows that belong to nobody' }
    return { verdict: 'unscoped', reason: `nothing fixes ${owner.columns[0] ?? 'its tenant'}` }
  }

  /** Pinned by a key alone, or by a foreign key to something that is a tenant's. */
  #weak(source: RowSource, table: Table, standings: Standings): Found | undefined {
    if (standings.isPinned(source)) return { verdict: 'by-key', reason: 'only a key pins the row' }
    const by = this.#reference(source, table, standings)
    return by === undefined ? undefined : { verdict: 'by-reference', reason: `only ${by} is fixed` }
  }

  /** What is tied to a row that only a key pins is found by that key. */
  #weakByTie(source: RowSource, standings: Standings): Found | undefined {
    for (const other of standings.tiedTo(source)) {
      const { table } = other
      if (!table || this.ownership.of(table).kind === 'global') continue
      const weak = this.#weak(other, table, standings)
      if (weak) return { verdict: weak.verdict, reason: `it hangs on ${other.name}, and there ${weak.reason}` }
    }
    return undefined
  }

  /** A row of nobody: its tenant column is NULL. */
  #isShared(source: RowSource, table: Table, { atoms }: Branch, standings: Standings): boolean {
    return this.ownership.of(table).columns.some((name) => {
      const operand = standings.operand(source, name)
      return (
        isNullable(table, name) && atoms.some((atom) => atom.kind === 'null' && !atom.not && standings.classes.same(atom.column, operand))
      )
    })
  }

  /** A foreign key to a tenant's table, or to people, that is fixed by a value. */
  #reference(source: RowSource, table: Table, standings: Standings): string | undefined {
    const key = table.foreignKeys.find(({ columns, references }) => {
      const parent = this.#catalog.table(references.schema, references.table)
      const counts = parent && (this.ownership.of(parent).kind === 'tenant' || this.ownership.isPeople(parent))
      return counts && columns.every((name) => standings.classes.isFixed(standings.operand(source, name)))
    })
    return key?.columns.join(', ')
  }

  /** A filter on the tenant column that is there and does nothing: it holds in some branches only, or of every row. */
  #vacuous(access: Access, table: Table, branches: readonly Branch[], found: readonly Found[]): Found | undefined {
    const { source } = access
    const owner = this.ownership.of(table)
    const column = owner.columns[0] ?? ''
    if (found.some((one) => one.verdict === 'scoped')) {
      return { verdict: 'vacuous', reason: `the condition on ${column} does not hold in every branch of an OR` }
    }
    const names = new Set(owner.columns.map((name) => shownName(source, name)))
    const isOwn = (operand: Operand): boolean => operand.kind === 'column' && operand.source === source && names.has(operand.name)
    for (const { atoms } of branches) {
      for (const atom of atoms) {
        if (atom.kind === 'other' && atom.mentions.some(isOwn))
          return { verdict: 'vacuous', reason: `the condition on ${column} leaves other tenants' rows in`, at: atom.range }
        if (atom.kind === 'equal' && isOwn(atom.left) && isOwn(atom.right))
          return { verdict: 'vacuous', reason: `${column} is compared with itself`, at: atom.range }
      }
    }
    return undefined
  }

  #fixedColumns(relation: Relation, names: readonly string[]): string[] {
    const fixedIn = (arm: Relation): ReadonlySet<number> => {
      if (arm.arms.length > 0) {
        const sets = arm.arms.map(fixedIn)
        return new Set(names.map((_, i) => i).filter((i) => sets.every((set) => set.has(i))))
      }
      const branches = branchesOf([arm.formula], [], provenSides, () => false) ?? []
      const holds = (operand: Operand | undefined): boolean => {
        if (!operand) return false
        if (operand.kind === 'value') return true
        return (
          branches.length > 0 &&
          branches.every((branch) =>
            new Standings(branch, undefined, true, this.ownership, this.#catalog, this.#settings).classes.isFixed(operand),
          )
        )
      }
      return new Set(arm.outputs.flatMap((output, i) => (output.fixed || holds(output.is) ? [i] : [])))
    }
    const fixed = fixedIn(relation)
    return names.filter((_, i) => fixed.has(i))
  }

  #ownRows(relation: Relation, names: readonly string[]): OwnRows[] {
    if (relation.arms.length > 0) return []
    const bySource = new Map<RowSource, (readonly [string, string])[]>()
    relation.outputs.forEach(({ is }, i) => {
      const shown = names[i]
      if (is?.kind !== 'column' || is.source.kind !== 'table' || !is.source.table || shown === undefined) return
      const real = is.source.table.columns.find((column) => shownName(is.source, column.name) === is.name)?.name
      if (real !== undefined) bySource.set(is.source, [...(bySource.get(is.source) ?? []), [real, shown]])
    })
    const branches = branchesOf([relation.formula], [], provenSides, () => false)
    return [...bySource].flatMap(([source, columns]): OwnRows[] => {
      const isOwn = branches?.every((branch) => {
        const standing = new Standings(branch, source, true, this.ownership, this.#catalog, this.#settings).of(source)
        return standing === 'scoped' || standing === 'by-parent'
      })
      return isOwn && source.table ? [{ table: source.table, columns }] : []
    })
  }
}

const reasons: Readonly<Record<'by-member' | 'by-secret' | 'by-parent', string>> = {
  'by-member': 'it is read by its person',
  'by-secret': 'a secret that only its tenant knows is fixed',
  'by-parent': 'it belongs to a row that is the tenant’s',
}

/** A table reference that stands in several places, such as a WITH query used twice, has the weakest of their verdicts. */
function merged(judged: readonly Judged[]): Judged[] {
  const byNode = new Map<unknown, Judged>()
  for (const one of judged) {
    const { node } = one.access.source
    const key = one.access.does
    const at = node ? byNodeKey(node, key) : one
    const before = byNode.get(at)
    if (!before || (weaker(before.verdict, one.verdict) === one.verdict && before.verdict !== one.verdict)) byNode.set(at, one)
  }
  return [...byNode.values()].sort((a, b) => a.access.range[0] - b.access.range[0])
}

const nodeKeys = new WeakMap<object, Map<string, object>>()

function byNodeKey(node: object, does: string): object {
  const keys = nodeKeys.get(node) ?? new Map<string, object>()
  nodeKeys.set(node, keys)
  const known = keys.get(does) ?? {}
  keys.set(does, known)
  return known
}
