import type { Reference } from '../catalog.ts'
import type { Relate } from '../change.ts'
import { columnByNumber, numbersOf } from './bind.ts'
import { editTable } from './edit.ts'
import { uniqueIndexes } from './foreign-keys.ts'
import type { Id, RelationState, TableState } from './objects.ts'
import type { State } from './state.ts'

/** Notes what an ORM relates, where both tables have the columns. */
export function relate(state: State, { table: name, columns, references, referencedColumns }: Relate): void {
  const [table, target] = [state.findTable(name), state.findTable(references)]
  if (!table || !target) return
  const [own, others] = [numbersOf(table, columns), numbersOf(target, referencedColumns)]
  const isKnown = own.length === columns.length && others.length === referencedColumns.length
  if (own.length === 0 || !isKnown || own.length !== others.length) return
  const relation: RelationState = { columns: own, target: target.id, referenced: others }
  editTable(state, table.id, { relations: [...(table.relations ?? []), relation] })
}

/** What is related without a foreign key, by the names of now; nothing where a column or the other table is gone. */
export function readRelations(state: State, table: TableState): Reference[] {
  return (table.relations ?? []).flatMap(({ columns, target, referenced }): Reference[] => {
    const other = state.tables.get(target)
    if (!other || leadElsewhere(table, columns, target) || isForeignKey(table, columns, target)) return []
    const [own, others] = [namesOf(table, columns), namesOf(other, referenced)]
    if (!own || !others || uniqueIndexes(state, other, referenced).length === 0) return []
    const references = { schema: other.schema, table: other.name, columns: others }
    return [{ columns: own, references, validated: false, enforced: false }]
  })
}

/** Columns that are related to several tables hold keys of any of them: another column says of which. */
function leadElsewhere({ relations = [], constraints }: TableState, columns: readonly number[], target: Id): boolean {
  const isOther = (one: Pick<RelationState, 'columns'>, to: Id | undefined): boolean =>
    String(one.columns) === String(columns) && to !== target
  return (
    relations.some((one) => isOther(one, one.target)) ||
    constraints.some((one) => one.kind === 'foreign key' && one.copyOf === undefined && isOther(one, one.references.table))
  )
}

function isForeignKey({ constraints }: TableState, columns: readonly number[], target: Id): boolean {
  return constraints.some((one) => one.kind === 'foreign key' && one.references.table === target && String(one.columns) === String(columns))
}

function namesOf(table: TableState, numbers: readonly number[]): string[] | undefined {
  const names = numbers.flatMap((number) => columnByNumber(table, number)?.name ?? [])
  return names.length === numbers.length ? names : undefined
}
