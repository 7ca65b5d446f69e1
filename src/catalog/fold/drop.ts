import type { Change } from '../change.ts'
import { lookup } from '../lookup.ts'
import { cutName } from '../names.ts'
import type { Part } from './dependents.ts'
import { requireUserType, typeFor } from './find-relation.ts'
import { constraintOf } from './indexes.ts'
import { refuse, type TableKind } from './objects.ts'
import { removeParts } from './remove.ts'
import { isIdentity } from './sequences.ts'
import { printed, type State } from './state.ts'

export type Drop = Extract<Change, { kind: 'drop' }>

export function isDrop(change: Change): change is Drop {
  return change.kind === 'drop'
}

/** All objects of one DROP go together, so that none is in another's way. */
export function drop(state: State, changes: readonly Drop[]): void {
  const [first] = changes
  if (first?.concurrently && changes.length > 1) refuse('DROP INDEX CONCURRENTLY does not support dropping multiple objects')
  if (first?.concurrently && first.cascade) refuse('DROP INDEX CONCURRENTLY does not support CASCADE')
  const parts = changes.flatMap((change) => partOf(state, change) ?? [])
  if (first) removeParts(state, parts, first.cascade, `${first.object} ${printed(first.name)}`)
}

/** What a DROP means; nothing where IF EXISTS finds nothing. */
function partOf(state: State, change: Drop): Part | undefined {
  const { object, name, ifExists } = change
  const missing = (): Part | undefined => {
    if (!ifExists) refuse(`${object} "${printed(name)}" does not exist`)
    return undefined
  }
  switch (object) {
    case 'table':
    case 'foreign table':
    case 'view':
    case 'materialized view':
    case 'index':
    case 'sequence':
      return relationPart(state, change) ?? missing()
    case 'type':
    case 'domain':
      requireUserType(object, name)
      return typePart(state, change) ?? missing()
    case 'schema': {
      const schema = cutName(name.name.text)
      const isThere = state.schemas.has(schema) || [...state.tables.values()].some((table) => table.schema === schema)
      return isThere ? { kind: 'schema', name: schema } : missing()
    }
    case 'extension': {
      const extension = state.extensionNamed(cutName(name.name.text))
      return extension ? { kind: 'extension', id: extension.id } : missing()
    }
    case 'function': {
      const found = state.functionNamed(name.schema, name.name.text)
      return found ? { kind: 'function', id: found.id } : missing()
    }
    case 'trigger':
    case 'policy':
      return tablePart(state, object, change) ?? missing()
    case 'rule':
    case 'other':
      return undefined
  }
}

const kindsDroppedAs: Readonly<Record<string, readonly TableKind[]>> = lookup({
  table: ['table', 'partitioned table'],
  'foreign table': ['foreign table'],
  view: ['view'],
  'materialized view': ['materialized view'],
})

function relationPart(state: State, { object, name, concurrently }: Drop): Part | undefined {
  const id = state.relation(name.schema, name.name.text)
  if (id === undefined) return undefined
  const table = state.tables.get(id)
  const isKind = table ? kindsDroppedAs[object]?.includes(table.kind) : object === (state.indexes.has(id) ? 'index' : 'sequence')
  if (!isKind) refuse(`"${name.name.text}" is not a ${object}`)
  const index = state.indexes.get(id)
  if (index?.parent !== undefined) refuse(`cannot drop index ${index.name} because index ${state.index(index.parent).name} requires it`)
  const owner = index && state.table(index.table)
  if (index && concurrently && owner?.kind === 'partitioned table' && owner.schema !== 'pg_temp')
    refuse(`cannot drop partitioned index "${index.name}" concurrently`)
  const constraint = owner && constraintOf(owner, id)
  if (constraint) refuse(`cannot drop index ${index.name} because constraint ${constraint.name} on table ${owner.name} requires it`)
  if (isIdentity(state, id)) refuse(`cannot drop sequence ${name.name.text} because an identity column requires it`)
  return { kind: 'relation', id }
}

function typePart(state: State, { object, name }: Drop): Part | undefined {
  const id = state.typeNamed(name.schema, name.name.text)
  if (id === undefined) return undefined
  const type = typeFor(state, object, name)
  if (type) return { kind: 'type', id }
  if (state.tables.get(id)?.kind !== 'composite type') refuse(`cannot drop type ${name.name.text} because another object requires it`)
  return { kind: 'relation', id }
}

function tablePart(state: State, kind: 'trigger' | 'policy', { name, table: of }: Drop): Part | undefined {
  const table = of && state.findTable(of)
  const cut = cutName(name.name.text)
  const parts = kind === 'trigger' ? table?.triggers : table?.policies
  return table && parts?.some((part) => part.name === cut) ? { kind, table: table.id, name: cut } : undefined
}

/** What is left of a session, or of a transaction, when it ends. */
export function dropTemporary(state: State, isOver: 'session' | 'transaction'): void {
  // Who uses what is worked out only where somebody has to know.
  if (!state.hasTemporary()) return
  const ids = state.usersOf('pg_temp').filter((id) => isOver === 'session' || state.tables.get(id)?.dropsOnCommit)
  if (ids.length > 0)
    removeParts(
      state,
      ids.map((id) => ({ kind: 'relation', id })),
      true,
      'temporary objects',
    )
}
