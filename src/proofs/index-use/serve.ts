import type { Index, IndexKey, Table } from '../../catalog/catalog.ts'
import { columnsIn } from '../../query/columns.ts'
import { implied, type Facts, type Implied } from '../implication.ts'
import { conjuncts } from '../predicate.ts'
import { hasOwnCollation } from '../foreign-key-index.ts'
import type { Asked, Question } from './asked.ts'

/** How an index serves one way of meeting the conditions. `perhaps`: where that hangs on what cannot be seen. */
export interface Service {
  readonly index: Index
  readonly serves: Implied
  /** Whether all rows that are asked for are in it. */
  readonly isUsable: boolean
  /** How many of its leading keys are compared by equality. */
  readonly equal: number
  /** How many of its keys narrow the range that is read: the equal ones and the one behind them. */
  readonly used: number
}

const none = { equal: 0, used: 0 }

/** What an index does for the rows that are asked for. */
export function serviceOf(index: Index, table: Table, asked: Asked, way: Facts, markers: ReadonlySet<string>): Service {
  const isImplied = index.valid ? implied(index.predicate, asked.source, way) : 'no'
  if (isImplied === 'no') return { index, serves: 'no', isUsable: false, ...none }
  const found = index.method === 'btree' ? ofSorted(index, table, asked) : ofOther(index, table, asked)
  const byPredicate = narrows(index, markers) ? 'yes' : 'no'
  const best = better(found.serves, byPredicate)
  return { ...found, index, isUsable: true, serves: best === 'yes' ? isImplied : best }
}

function better(a: Implied, b: Implied): Implied {
  return a === 'yes' || b === 'yes' ? 'yes' : a === 'perhaps' || b === 'perhaps' ? 'perhaps' : 'no'
}

/** A partial index holds few rows where its predicate says more than that a row is there. */
function narrows({ predicate }: Index, markers: ReadonlySet<string>): boolean {
  if (!predicate) return false
  return conjuncts(predicate).some((part) => {
    const columns = columnsIn(part)
    return !(part.kind === 'null' && part.not) && columns.length > 0 && !columns.every(({ name }) => markers.has(name))
  })
}

function ofSorted(index: Index, table: Table, asked: Asked): Omit<Service, 'index' | 'isUsable'> {
  let equal = 0
  for (const key of index.keys) {
    const does = ofSortedKey(key, table, asked)
    if (does !== 'equal') {
      const used = equal + (does === 'narrow' ? 1 : 0)
      if (used > 0) return { serves: 'yes', equal, used }
      return { serves: does === 'perhaps' ? 'perhaps' : 'no', ...none }
    }
    equal++
  }
  return { serves: 'yes', equal, used: equal }
}

/** What a key of a b-tree does: one value or some are looked up, a part of it is read, or it is of no use. */
function ofSortedKey(key: IndexKey, table: Table, asked: Asked): 'equal' | 'narrow' | 'perhaps' | 'no' {
  const does = asked
    .questions(key)
    .filter((question) => hasCollation(key, table, question))
    .map((question) => answerOf(key, table, question))
  return (['equal', 'narrow', 'perhaps'] as const).find((one) => does.includes(one)) ?? 'no'
}

function hasCollation(key: IndexKey, table: Table, { collation, how }: Question): boolean {
  if (['prefix', 'exact', 'pattern'].includes(how) && isInByteOrder(key, table)) return true
  if (collation !== undefined) return (key.collation ?? ownCollation(key, table)) === collation
  return key.column === undefined || hasOwnCollation(key, key.column, table)
}

function ownCollation({ column }: IndexKey, table: Table): string | undefined {
  return table.columns.find(({ name }) => name === column)?.collation
}

function answerOf(key: IndexKey, table: Table, { how, op }: Question): 'equal' | 'narrow' | 'perhaps' | 'no' {
  switch (how) {
    case 'value':
    case 'join':
    case 'among':
    case 'exact':
      return 'equal'
    case 'range':
      return isForPatterns(key) ? 'no' : 'narrow'
    case 'null':
    case 'not null':
      return 'narrow'
    case 'prefix':
      return isInByteOrder(key, table) ? 'narrow' : isInOwnOrder(key, table) ? 'perhaps' : 'no'
    case 'pattern':
      return 'perhaps'
    case 'contains':
      return 'no'
    case 'other':
      return op === '^@' || op === 'starts_with' ? 'perhaps' : 'no'
  }
}

function isForPatterns({ operatorClass }: IndexKey): boolean {
  return operatorClass?.endsWith('_pattern_ops') ?? false
}

/** Only where texts are sorted by their bytes do those with one beginning stand together. */
function isInByteOrder(key: IndexKey, table: Table): boolean {
  const collation = key.collation ?? ownCollation(key, table)
  return isForPatterns(key) || collation === 'C' || collation === 'POSIX' || collation === 'ucs_basic'
}

/** The order that the database was made with, which may be that of bytes. */
function isInOwnOrder(key: IndexKey, table: Table): boolean {
  return (key.collation ?? ownCollation(key, table) ?? 'default') === 'default'
}

/** Of indexes that are no b-trees: by any key, and by operators that need not be known here. */
function ofOther(index: Index, table: Table, asked: Asked): Omit<Service, 'index' | 'isUsable'> {
  const keys = index.method === 'hash' ? index.keys.slice(0, 1) : index.keys
  const answers = keys.flatMap((key) =>
    asked
      .questions(key)
      .filter((question) => hasCollation(key, table, question))
      .map((question) => otherAnswer(index, key, table, question)),
  )
  const serves = answers.includes('yes') ? 'yes' : answers.includes('perhaps') ? 'perhaps' : 'no'
  const used = serves === 'no' ? 0 : 1
  return { serves, equal: 0, used }
}

function otherAnswer({ method }: Index, key: IndexKey, table: Table, { how, op }: Question): Implied {
  const isPlain = how === 'value' || how === 'join' || how === 'among' || how === 'exact'
  const isTrigram = (key.operatorClass ?? '').includes('trgm')
  switch (method) {
    case 'hash':
      return isPlain ? 'yes' : 'no'
    case 'brin':
      return isPlain || how === 'range' || how === 'null' || how === 'not null' ? 'yes' : 'perhaps'
    case 'gin':
      if (how === 'contains' || how === 'prefix' || how === 'pattern') return isTrigram ? 'yes' : 'no'
      if (how === 'null' || how === 'not null') return 'no'
      if (isPlain) return isContainer(key, table) ? 'no' : 'perhaps'
      if (key.operatorClass === 'jsonb_path_ops' && op.startsWith('?')) return 'no'
      return how === 'other' ? 'yes' : 'perhaps'
    default:
      return how === 'other' || isTrigram ? 'yes' : 'perhaps'
  }
}

/** A value that holds others, which GIN looks into; of arrays it also finds those that are equal. */
function isContainer({ column }: IndexKey, table: Table): boolean {
  const type = table.columns.find(({ name }) => name === column)?.type
  return type !== undefined && !type.array && (type.name === 'jsonb' || type.name === 'tsvector')
}
