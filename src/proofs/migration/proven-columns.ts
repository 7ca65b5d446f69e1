import type { Check, Table } from '../../catalog/catalog.ts'
import type { Change } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import type { Condition } from '../../query/query.ts'
import { alteredTable, type Moment } from './finding.ts'

/** What a CHECK keeps from being NULL, and from which step on Postgres believes it. */
interface Said {
  readonly columns: readonly string[]
  readonly validated: Moment | undefined
}

/** The columns that a CHECK, or the file itself, keeps from being NULL. */
export class ProvenColumns {
  readonly #columns = new Map<Table, Set<string>>()
  /** The constraints that the file adds, validates or drops, by their names; what is dropped says nothing. */
  readonly #checks = new Map<Table, Map<string, Said | undefined>>()

  take(moment: Moment): void {
    const { change } = moment.action
    const table = alteredTable(moment)
    if (!table) return
    if (change.kind === 'add constraint' && change.constraint.kind === 'check') {
      const { expression, name, validated } = change.constraint
      const columns = neverNull(expression)
      if (validated) for (const column of columns) this.add(table, column)
      else if (name) this.#checksOf(table).set(cutName(name.text), { columns, validated: undefined })
    } else if (change.kind === 'validate constraint') {
      const name = cutName(change.constraint.text)
      this.#checksOf(table).set(name, { columns: this.#said(table, name), validated: moment })
    } else if (change.kind === 'drop constraint') {
      this.#checksOf(table).set(cutName(change.constraint.text), undefined)
    } else if (change.kind === 'add column' && isRequiredWithValue(change)) {
      this.add(table, change.column.name.text)
    }
  }

  add(table: Table, name: string): void {
    const names = this.#columns.get(table) ?? new Set()
    this.#columns.set(table, names.add(cutName(name)))
  }

  has(moment: Moment, table: Table, name: string): boolean {
    if (this.#columns.get(table)?.has(name)) return true
    const ofFile = this.#checksOf(table)
    const dropped = droppedAlong(moment)
    const isProof = ([check, said]: readonly [string, Said | undefined]): boolean =>
      said?.validated !== undefined && !isSameStatement(said.validated, moment) && said.columns.includes(name) && !dropped.has(check)
    if ([...ofFile].some(isProof)) return true
    // A check goes along with its column when that is renamed.
    const before = moment.past.column(table, name)?.name
    if (before === undefined) return false
    return table.checks.some(
      (check) => isInForce(check) && !ofFile.has(check.name) && !dropped.has(check.name) && neverNull(check.expression).includes(before),
    )
  }

  #checksOf(table: Table): Map<string, Said | undefined> {
    const checks = this.#checks.get(table) ?? new Map<string, Said | undefined>()
    this.#checks.set(table, checks)
    return checks
  }

  #said(table: Table, name: string): readonly string[] {
    const ofFile = this.#checksOf(table)
    if (ofFile.has(name)) return ofFile.get(name)?.columns ?? []
    const before = table.checks.find((check) => check.name === name)
    return before ? neverNull(before.expression) : []
  }
}

/** Postgres drops what an ALTER TABLE drops before it does the rest of it, and validates what it validates behind that. */
function droppedAlong(moment: Moment): ReadonlySet<string> {
  const { actions } = moment.script
  return new Set(
    actions.flatMap((action) =>
      action.change.kind === 'drop constraint' && isSameStatement({ action }, moment) ? [cutName(action.change.constraint.text)] : [],
    ),
  )
}

/** A DO block holds several. */
function isSameStatement({ action: one }: Pick<Moment, 'action'>, { action: other }: Pick<Moment, 'action'>): boolean {
  return one.statement === other.statement && one.change.statement === other.change.statement
}

function isRequiredWithValue({ column }: Extract<Change, { kind: 'add column' }>): boolean {
  return column.constraints.some(({ kind }) => kind === 'not null' || kind === 'primary key')
}

function isInForce({ validated, enforced }: Check): boolean {
  return validated && enforced
}

/** The columns that no row that a condition holds of, or does not hold of, has NULL in, where it says so word by word. */
function neverNull(condition: Condition, isNegated = false): readonly string[] {
  if (condition.kind === 'not') return neverNull(condition.of, !isNegated)
  if (condition.kind === (isNegated ? 'or' : 'and')) return condition.of.flatMap((one) => neverNull(one, isNegated))
  return condition.kind === 'null' && condition.not !== isNegated && condition.term.kind === 'column' ? [cutName(condition.term.name)] : []
}
