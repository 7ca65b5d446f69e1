import { lookup } from '../../catalog/lookup.ts'
import { cutName, quoteName } from '../../catalog/names.ts'
import type { WantedIndex } from '../../catalog/wanted-index.ts'
import { printCondition } from '../../query/print.ts'
import { nameOfColumns } from './default-names.ts'
import { mappedName } from './read-value.ts'
import type { Block, Field } from './syntax.ts'

const methods: Readonly<Record<string, string>> = lookup({
  btree: 'BTree',
  hash: 'Hash',
  gin: 'Gin',
  gist: 'Gist',
  spgist: 'SpGist',
  brin: 'Brin',
})

/** A model calls its columns by other names than the database. */
export function fieldOf({ fields }: Block, column: string): Field | undefined {
  return fields.find((field) => cutName(databaseName(field)) === column)
}

function databaseName(named: Field | Block): string {
  return mappedName(named)?.text ?? named.name.text
}

interface Around {
  readonly block: Block
  readonly takenNames: readonly string[]
  /** Whether an index may have a condition. */
  readonly mayBePartial: boolean
}

/** An index as an attribute of a model; undefined where Prisma has no words for it. */
export function indexAttribute(wanted: WantedIndex, { block, takenNames, mayBePartial }: Around): string | undefined {
  const { keys, unique = false, method = 'btree', include = [], nullsNotDistinct = false } = wanted
  const fields = keys.flatMap(({ column }) => (column === undefined ? [] : (fieldOf(block, column) ?? [])))
  const items = fields.flatMap((field, i) => keyText(field, keys[i] ?? {}) ?? [])
  const type = methods[method]
  if (items.length !== keys.length || type === undefined || include.length > 0 || nullsNotDistinct) return undefined
  if (wanted.predicate !== undefined && !mayBePartial) return undefined
  const map = mapOf(wanted, databaseName(block), fields.map(databaseName), takenNames)
  const args = [
    `[${items.join(', ')}]`,
    ...(method === 'btree' ? [] : [`type: ${type}`]),
    ...(map === undefined ? [] : [`map: ${JSON.stringify(map)}`]),
    ...(wanted.predicate === undefined ? [] : [`where: ${conditionText(block, predicateText(wanted.predicate))}`]),
  ]
  return `@@${unique ? 'unique' : 'index'}(${args.join(', ')})`
}

function keyText({ name }: Field, key: WantedIndex['keys'][number]): string | undefined {
  const { operatorClass, collation, descending = false, nullsFirst = descending } = key
  if (collation !== undefined || nullsFirst !== descending) return undefined
  const said = [
    ...(operatorClass === undefined ? [] : [`ops: raw(${JSON.stringify(operatorClass)})`]),
    ...(descending ? ['sort: Desc'] : []),
  ]
  return said.length > 0 ? `${name.text}(${said.join(', ')})` : name.text
}

function predicateText(predicate: NonNullable<WantedIndex['predicate']>): string {
  return typeof predicate === 'string' ? predicate : printCondition(predicate)
}

/** The condition that a key gets, in Prisma's words where it has some. */
export function conditionText(block: Block, predicate: string): string {
  const field = block.fields.find((one) => predicate.startsWith(`${quoteName(cutName(databaseName(one)))} `))
  const rest = field && predicate.slice(quoteName(cutName(databaseName(field))).length)
  if (field && rest === ' IS NULL') return `{ ${field.name.text}: null }`
  if (field && rest === ' = false') return `{ ${field.name.text}: false }`
  return `raw(${JSON.stringify(predicate)})`
}

/** A name, where that which Prisma makes up is taken or another is wanted. */
function mapOf(
  { name: wanted, unique }: WantedIndex,
  table: string,
  columns: readonly string[],
  taken: readonly string[],
): string | undefined {
  const name = (n: number): string => nameOfColumns(table, n === 1 ? columns : [...columns, String(n)], unique ? '_key' : '_idx')
  if (wanted !== undefined) return wanted === name(1) ? undefined : wanted
  if (!taken.includes(name(1))) return undefined
  for (let n = 2; ; n++) if (!taken.includes(name(n))) return name(n)
}
