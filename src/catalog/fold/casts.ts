import type { Term } from '../../query/query.ts'
import { formatType, isOwnType } from '../types.ts'
import { currentType } from './bind-type.ts'
import type { BoundType } from './objects.ts'
import { ownCasts } from './own-casts.ts'
import type { State } from './state.ts'

const texts: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'name'])
/** Arrays that are types of their own. */
const vectors: ReadonlySet<string> = new Set(['int2vector', 'oidvector'])

/** A type of Postgres, or an enum, by its id. */
interface Known {
  readonly type: string | number
  readonly array: boolean
}

/**
 * Whether Postgres makes a value of one type one of another where it is put into a column of that. Of types of extensions, and where
 * there are casts that people made, it is not known, and taken for granted.
 */
export function isCastByItself(state: State, from: BoundType, to: BoundType): boolean {
  const [source, target] = [knownType(state, from), knownType(state, to)]
  return !source || !target || state.casts.has('own') || isCast(source, target)
}

function isCast(source: Known, target: Known): boolean {
  if (source.type === target.type && source.array === target.array) return true
  if (!target.array && typeof target.type === 'string' && texts.has(target.type)) return true
  if (source.array && target.array) return isCast({ ...source, array: false }, { ...target, array: false })
  if (source.array || target.array || typeof source.type !== 'string' || typeof target.type !== 'string') return false
  return ownCasts[source.type]?.includes(target.type) ?? false
}

function knownType(state: State, { id, schema, name, array }: BoundType): Known | undefined {
  const own = id === undefined ? undefined : state.types.get(id)
  if (own?.base) {
    const base = own.kind === 'domain' ? knownType(state, own.base) : undefined
    return base && (array ? (base.array ? undefined : { ...base, array: true }) : base)
  }
  if (own) return own.kind === 'enum' ? { type: own.id, array } : undefined
  return id === undefined && schema === undefined && isOwnType(name) && !vectors.has(name) ? { type: name, array } : undefined
}

const integer: BoundType = { id: undefined, schema: undefined, name: 'integer', modifiers: [], array: false }

/** The type of a default that is a literal: one that is quoted has that of its column. */
export function literalType(term: Term, column: BoundType | undefined): BoundType | undefined {
  if (term.kind !== 'value' || term.value.kind !== 'literal') return undefined
  const { literal, isNumeric = false } = term.value
  if (typeof literal === 'number') return !isNumeric && Number.isInteger(literal) && Math.abs(literal) < 2 ** 31 ? integer : undefined
  return literal === null ? undefined : column
}

export function shownType(state: State, type: BoundType): string {
  return formatType({ ...currentType(state, type), modifiers: [] })
}
