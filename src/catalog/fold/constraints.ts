import type { ConstraintDefinition } from '../change.ts'
import { cutName } from '../names.ts'
import type { Place } from '../place.ts'
import { addCheck } from './checks.ts'
import { addForeignKey } from './foreign-keys.ts'
import { addKey } from './keys.ts'
import { addNotNull } from './not-null.ts'
import type { Id } from './objects.ts'
import type { State } from './state.ts'

/** Adds a constraint to a table and, where they have it too, to its children. */
export function addConstraint(state: State, tableId: Id, definition: ConstraintDefinition, place: Place, only = false): void {
  switch (definition.kind) {
    case 'primary key':
    case 'unique':
    case 'exclusion':
      return addKey(state, tableId, definition, place, only)
    case 'foreign key':
      return addForeignKey(state, tableId, definition, place, only)
    case 'check':
      return addCheck(state, tableId, definition, place, only)
    case 'not null': {
      const { name, noInherit, validated } = definition
      return addNotNull(state, tableId, definition.column.text, { name: name?.text, noInherit, validated, only })
    }
  }
}

/** A key that repeats another of the same statement is not made twice; it may give the other its name. */
export function mergedKeys(all: readonly ConstraintDefinition[]): ConstraintDefinition[] {
  if (all.length < 2) return [...all]
  const kept: ConstraintDefinition[] = []
  for (const constraint of [...all].sort((a, b) => Number(b.kind === 'primary key') - Number(a.kind === 'primary key'))) {
    const same = kept.findIndex((other) => constraint.kind !== 'primary key' && isSameKey(other, constraint))
    const found = kept[same]
    if (!found) kept.push(constraint)
    else if (!found.name && constraint.name) kept[same] = { ...found, name: constraint.name }
  }
  return kept
}

function isSameKey(a: ConstraintDefinition, b: ConstraintDefinition): boolean {
  if (a.kind === 'exclusion' && b.kind === 'exclusion') return exclusionText(a) === exclusionText(b)
  if ((a.kind !== 'primary key' && a.kind !== 'unique') || b.kind !== 'unique') return false
  const columns = (c: typeof a): string => c.columns.map((column) => cutName(column.text)).join('\0')
  const includes = (c: typeof a): string => c.include.map((column) => cutName(column.text)).join('\0')
  return (
    columns(a) === columns(b) &&
    includes(a) === includes(b) &&
    a.nullsNotDistinct === b.nullsNotDistinct &&
    a.deferrable === b.deferrable &&
    a.index === b.index
  )
}

/** All that it says but its name and where it stands. */
function exclusionText({
  method,
  keys,
  operators,
  include,
  predicate,
  deferrable,
}: Extract<ConstraintDefinition, { kind: 'exclusion' }>): string {
  const withoutRanges = (key: string, value: unknown): unknown => (key === 'range' ? undefined : value)
  return JSON.stringify([method, keys, operators, include, predicate, deferrable], withoutRanges)
}
