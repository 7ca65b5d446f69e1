import type { Guard } from '../change.ts'
import { cutName } from '../names.ts'
import { typeName } from '../types.ts'
import type { ColumnState, ConstraintState, TableKind, TableState } from './objects.ts'
import type { State } from './state.ts'

/** Whether what a DO block or a program asks of the database holds. */
export function holds(state: State, guard: Guard): boolean {
  const { name, of, negated } = guard
  return exists(state, { ...guard, name: name && cutName(name), of: of && cutName(of) }) !== negated
}

interface Placed {
  readonly schema: string
  readonly name: string
}

const kinds: Readonly<Partial<Record<Guard['object'], readonly TableKind[]>>> = {
  table: ['table', 'partitioned table', 'foreign table'],
  view: ['view'],
  'materialized view': ['materialized view'],
}

/** Limit: what no file creates is not known, and taken not to be there. */
function exists(state: State, guard: Guard): boolean {
  const { object, of } = guard
  const isNamed = ({ name }: { readonly name: string }): boolean => guard.name === undefined || guard.name === name
  const isMeant = (placed: Placed): boolean => isPlaced(state, guard, placed.schema) && isNamed(placed)
  const tables = [...state.tables.values()]
  const owners = tables.filter((table) => isPlaced(state, guard, table.schema) && (of === undefined || of === table.name))
  switch (object) {
    case 'table':
    case 'view':
    case 'materialized view':
      return tables.some((table) => kinds[object]?.includes(table.kind) === true && isMeant(table))
    case 'relation':
      return tables.some(isMeant) || [...state.sequences.values()].some(isMeant) || indexesOf(state, tables).some(isMeant)
    case 'index':
      return indexesOf(state, owners).some(isMeant)
    case 'sequence':
      return [...state.sequences.values()].some(isMeant)
    case 'type':
      return [...state.types.values(), ...tables].some(isMeant) || [...state.extensions.values()].some(isNamed)
    case 'enum label': {
      const types = [...state.types.values()].filter(
        (type) => isPlaced(state, guard, type.schema) && (of === undefined || of === type.name),
      )
      return types.some(({ labels }) => guard.name === undefined || labels.includes(guard.name))
    }
    case 'column':
      return owners.some((table) => table.columns.some((column) => isNamed(column) && isOfType(guard, column)))
    case 'constraint':
      return owners.some((table) => hasConstraint(state, guard, table))
    case 'policy':
      return owners.some((table) => table.policies.some(isNamed))
    case 'trigger':
      return owners.some((table) => table.triggers.some(isNamed))
    case 'schema':
      return [...state.schemas.keys()].some((name) => isNamed({ name }))
    case 'extension':
      return [...state.extensions.values()].some((e) => isNamed(e) && (guard.schema === undefined || guard.schema === e.schema))
    case 'function':
      return [...state.functions.values()].some(
        (f) => isMeant(f) && (guard.arguments === undefined || f.overloads.some((overload) => overload.arguments === guard.arguments)),
      )
  }
}

function isPlaced(state: State, { schema, everywhere }: Guard, of: string): boolean {
  if (everywhere === true) return true
  return schema === undefined ? of === 'pg_temp' || state.searchPath.includes(of) : of === schema
}

/** An index is in the schema of its table. */
function indexesOf(state: State, tables: readonly TableState[]): Placed[] {
  return tables.flatMap(({ schema, indexes }) => indexes.map((id) => ({ schema, name: state.index(id).name })))
}

function isOfType({ type, nullable }: Guard, column: ColumnState): boolean {
  if (nullable !== undefined && nullable !== (column.notNull === undefined)) return false
  if (type === undefined || !column.type) return type === undefined
  const { name, schema, array } = column.type
  if (array) return type === 'ARRAY' || type === `_${name}` || typeName(type.slice(1)) === name
  return type === name || typeName(type) === name || (type === 'USER-DEFINED' && schema !== undefined)
}

function hasConstraint(state: State, guard: Guard, table: TableState): boolean {
  const { name, constraint, column, references } = guard
  const found = table.constraints.some(
    (c) =>
      (name === undefined || name === c.name) &&
      (constraint === undefined || constraint === c.kind) &&
      (column === undefined || c.columns.some((number) => table.columns.some((own) => own.number === number && own.name === column))) &&
      (references === undefined || referencedBy(state, c) === references),
  )
  const isAsked = (constraint === undefined || constraint === 'not null') && references === undefined
  const isNotNull = ({ name: own, notNull }: ColumnState): boolean =>
    notNull !== undefined && (name === undefined || name === notNull.name) && (column === undefined || column === own)
  return found || (isAsked && table.columns.some(isNotNull))
}

function referencedBy(state: State, constraint: ConstraintState): string | undefined {
  if (constraint.kind !== 'foreign key') return undefined
  const { table, external } = constraint.references
  return table === undefined ? external?.name : state.tables.get(table)?.name
}
