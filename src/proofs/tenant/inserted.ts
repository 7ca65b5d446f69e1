import type { Column, Table } from '../../catalog/catalog.ts'
import { always, type Formula, type Operand } from '../../query/formula.ts'
import type { Given as GivenValue, Inserted, RowSource } from '../../query/relation.ts'
import { branchesOf, type Branch } from '../../query/solve.ts'
import { operand } from './nulls.ts'
import { Standings, type Given } from './standing.ts'
import { weakest, type Found } from './verdict.ts'

/** Whether the rows that are inserted say whose they are. */
export function verdictOfInsert({ target, columns, rows, facts, checked, isKnown }: Inserted, table: Table, given: Given): Found {
  const { columns: own, ownKey, kind } = given.ownership.of(table)
  if (kind === 'root') return { verdict: 'global', reason: 'it makes a tenant' }
  if (given.settings.filledByTrigger.some((name) => name === table.name || name === `${table.schema}.${table.name}`))
    return { verdict: 'scoped', reason: 'a trigger sets its tenant' }
  const tenantColumns = own.filter((name) => name !== ownKey)
  if (tenantColumns.length === 0) return { verdict: 'scoped', reason: 'its foreign keys say whose it is' }
  if (tenantColumns.some((name) => fillsItself(table.columns.find((column) => column.name === name))))
    return { verdict: 'scoped', reason: 'its tenant column fills itself' }
  if (isChecked(target, tenantColumns, checked, given)) return { verdict: 'scoped', reason: 'row security checks its tenant' }
  const unseen: Found = { verdict: 'dynamic', reason: 'its columns are not known' }
  if (rows.length === 0) return unseen
  const verdicts = rows.map((row) => {
    return best(
      tenantColumns.map((name) => {
        const at = columns.indexOf(name)
        if (!isKnown && (row[at] ?? 'unset') === 'unset') return unseen
        return at < 0
          ? { verdict: 'unscoped', reason: `${name} is not among the columns` }
          : verdictOfValue(row[at] ?? 'unset', name, facts, given)
      }),
    )
  })
  return weakest(verdicts, { verdict: 'scoped', reason: 'it adds no row' })
}

/** Policies let no row in that is not the tenant's. */
function isChecked(target: RowSource, tenantColumns: readonly string[], checked: Formula, given: Given): boolean {
  if (checked === always) return false
  const { branches, isCutShort } = branchesOf([checked], target.sides, () => false)
  return (
    !isCutShort &&
    branches.every((branch) => {
      const { classes } = new Standings(branch, [target], new Set([target]), given)
      return tenantColumns.some((name) => classes.isFixed(operand(target, name)) && classes.isNotNull(operand(target, name)))
    })
  )
}

function best(found: readonly Found[]): Found {
  return (
    found.find(({ verdict }) => verdict === 'scoped') ??
    found.find(({ verdict }) => verdict === 'dynamic') ??
    found[0] ?? { verdict: 'unscoped', reason: 'its tenant is not set' }
  )
}

/** A default that is the same for all says nothing of whose a row is. */
function fillsItself(column: Column | undefined): boolean {
  if (!column) return false
  if (column.generated) return true
  const standard = column.default?.kind === 'cast' ? column.default.term : column.default
  return standard !== undefined && standard.kind !== 'value'
}

function verdictOfValue(value: GivenValue, column: string, facts: Inserted['facts'], given: Given): Found {
  if (value === 'unset') return unset(column)
  if (value === 'hidden') return { verdict: 'dynamic', reason: `what ${column} is set to cannot be seen` }
  const { is } = value
  if (!is) return { verdict: 'unscoped', reason: `${column} is set to neither a value nor a column` }
  if (is.kind === 'value') return { verdict: 'scoped', reason: `${column} is set` }
  const { branches, isCutShort } = branchesOf([facts], [], () => false)
  if (isCutShort) return { verdict: 'dynamic', reason: 'its source has too many branches to follow' }
  return weakest(
    branches.map((branch) => verdictInBranch(is, column, branch, given)),
    { verdict: 'scoped', reason: 'it adds no row' },
  )
}

function unset(column: string): Found {
  return { verdict: 'unscoped', reason: `${column} is NULL or its default` }
}

/** A column of a row that is judged itself is that row's tenant; the key of tenants that are all read would write to each. */
function verdictInBranch(is: Operand, column: string, branch: Branch, given: Given): Found {
  const hidden = branch.atoms.find((atom) => atom.kind === 'hidden' && !atom.scopes && atom.of === undefined)
  if (hidden?.kind === 'hidden') return { verdict: 'dynamic', reason: hidden.reason, at: hidden.range }
  const standings = new Standings(branch, [], new Set(), given)
  if (standings.classes.equals(is, 'NULL')) return unset(column)
  if (standings.classes.isFixed(is)) return { verdict: 'scoped', reason: `${column} is set` }
  const sources = standings.classes.columnsLike(is).flatMap(({ source }) => (source.kind === 'table' && source.table ? [source] : []))
  const kindOf = ({ table }: RowSource) => (table ? given.ownership.of(table).kind : 'global')
  if (sources.some((source) => kindOf(source) === 'tenant' || (kindOf(source) === 'root' && standings.of(source) !== undefined)))
    return { verdict: 'scoped', reason: `${column} is set` }
  const root = sources.find((source) => kindOf(source) === 'root')
  return root
    ? { verdict: 'unscoped', reason: `${column} is set to every row of ${root.name}`, isForAll: true }
    : { verdict: 'unscoped', reason: `${column} is set to what may be of any tenant` }
}
