import { editColumn, editTable } from './edit.ts'
import { dependentsOf, type Part } from './dependents.ts'
import { refuse, type Id } from './objects.ts'
import type { State } from './state.ts'

/** Takes parts away, with all that cannot stay without them: only by CASCADE, where it does not go along by itself. */
export function removeParts(state: State, parts: readonly Part[], cascade: boolean, what: string): void {
  const found = new Map<string, { readonly part: Part; goesAlong: boolean }>()
  const visit = (part: Part, goesAlong: boolean): void => {
    const at = nameOf(part)
    const known = found.get(at)
    if (known) {
      known.goesAlong ||= goesAlong
      return
    }
    found.set(at, { part, goesAlong })
    for (const dependent of dependentsOf(state, part)) visit(dependent.part, dependent.goesAlong)
  }
  for (const part of parts) visit(part, true)
  const all = [...found.values()]
  const isCovered = (part: Part): boolean => wholesOf(part).some((whole) => found.has(nameOf(whole)))
  const kept = cascade ? [] : all.filter(({ part, goesAlong }) => !goesAlong && !isCovered(part))
  if (kept.length > 0)
    refuse(`cannot drop ${what} because other objects depend on it: ${listed(kept.map(({ part }) => described(state, part)))}`)
  for (const { part } of all.reverse()) remove(state, part)
}

const mostListed = 5

/** In an order that does not depend on which of them was there first. */
function listed(names: readonly string[]): string {
  const shown = names.toSorted().slice(0, mostListed)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${String(more)} more` : shown.join(', ')
}

/** As Postgres calls it in its DETAIL. */
function described(state: State, part: Part): string {
  if ('table' in part) {
    const { kind, name, columns, constraints } = state.table(part.table)
    const owner = `${kind === 'partitioned table' ? 'table' : kind} ${name}`
    if (part.kind === 'constraint') return `constraint ${constraints.find(({ id }) => id === part.id)?.name ?? ''} on ${owner}`
    if ('name' in part) return `${part.kind} ${part.name} on ${owner}`
    const column = `column ${columns.find(({ number }) => number === part.number)?.name ?? ''} of ${owner}`
    return part.kind === 'default' ? `default value for ${column}` : column
  }
  if (part.kind === 'schema') return `schema ${part.name}`
  if (part.kind === 'type') return `type ${state.types.get(part.id)?.name ?? ''}`
  if (part.kind === 'function') return `function ${state.functions.get(part.id)?.name ?? ''}`
  if (part.kind === 'extension') return `extension ${state.extensions.get(part.id)?.name ?? ''}`
  const table = state.tables.get(part.id)
  if (table) return `${table.kind} ${table.name}`
  const index = state.indexes.get(part.id)
  return index ? `index ${index.name}` : `sequence ${state.sequences.get(part.id)?.name ?? ''}`
}

function nameOf(part: Part): string {
  return Object.values(part).join('\0')
}

/** What a part goes along with, however it was found: its table, and a default its column. */
function wholesOf(part: Part): Part[] {
  if (!('table' in part)) return []
  const table: Part = { kind: 'relation', id: part.table }
  return part.kind === 'default' ? [table, { kind: 'column', table: part.table, number: part.number }] : [table]
}

function remove(state: State, part: Part): void {
  switch (part.kind) {
    case 'relation':
      if (state.tables.has(part.id)) removeTable(state, part.id)
      else if (state.indexes.has(part.id)) removeIndex(state, part.id)
      else removeSequence(state, part.id)
      return
    case 'type': {
      const type = state.types.get(part.id)
      if (!type) return
      state.unnameType(type.schema, type.name)
      state.put(state.types, part.id, undefined)
      return
    }
    case 'function': {
      const known = state.functions.get(part.id)
      if (!known) return
      state.unnameFunction(known.schema, known.name)
      state.put(state.functions, part.id, undefined)
      if (!known.isOne) state.put(state.lostFunctions, known.name, true)
      return
    }
    case 'schema':
      state.put(state.schemas, part.name, undefined)
      return
    case 'extension': {
      const extension = state.extensions.get(part.id)
      if (!extension) return
      state.unnameType(extension.schema, extension.name)
      state.put(state.extensions, part.id, undefined)
      return
    }
    case 'constraint':
      removeConstraint(state, part.table, part.id)
      return
    default:
      removeFromTable(state, part)
  }
}

function removeTable(state: State, id: Id): void {
  const table = state.table(id)
  for (const index of table.indexes) removeIndex(state, index)
  for (const { name } of table.constraints) state.countConstraintName(table.schema, name, -1)
  for (const { notNull } of table.columns) if (notNull) state.countConstraintName(table.schema, notNull.name, -1)
  state.unnameRelation(table.schema, table.name, true)
  state.put(state.tables, id, undefined)
}

function removeIndex(state: State, id: Id): void {
  const index = state.indexes.get(id)
  const table = index && state.tables.get(index.table)
  if (!table) return
  state.unnameRelation(table.schema, index.name)
  state.put(state.indexes, id, undefined)
  editTable(state, table.id, { indexes: table.indexes.filter((other) => other !== id) })
}

function removeSequence(state: State, id: Id): void {
  const sequence = state.sequences.get(id)
  if (!sequence) return
  state.unnameRelation(sequence.schema, sequence.name)
  state.put(state.sequences, id, undefined)
}

function removeConstraint(state: State, tableId: Id, id: Id): void {
  const table = state.tables.get(tableId)
  const constraint = table?.constraints.find((c) => c.id === id)
  if (!table || !constraint) return
  state.countConstraintName(table.schema, constraint.name, -1)
  editTable(state, tableId, { constraints: table.constraints.filter((c) => c.id !== id) })
  if ('index' in constraint) removeIndex(state, constraint.index)
}

function removeFromTable(state: State, part: Exclude<Extract<Part, { table: Id }>, { kind: 'constraint' }>): void {
  const table = state.tables.get(part.table)
  if (!table) return
  switch (part.kind) {
    case 'default':
      return editColumn(state, table.id, part.number, { default: undefined, sequence: undefined })
    case 'policy':
      return editTable(state, table.id, { policies: table.policies.filter((p) => p.name !== part.name) })
    case 'trigger':
      return editTable(state, table.id, { triggers: table.triggers.filter((t) => t.name !== part.name) })
    case 'column': {
      const column = table.columns.find((c) => c.number === part.number)
      if (column?.notNull) state.countConstraintName(table.schema, column.notNull.name, -1)
      editTable(state, table.id, { columns: table.columns.filter((c) => c.number !== part.number) })
    }
  }
}
