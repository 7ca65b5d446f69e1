import type { FunctionSource, JoinSource, Source, TableSource } from '../../query/query.ts'
import { isScalarSet, ownColumnName } from '../../query/functions.ts'
import type { Analysis, Columns } from './analysis.ts'
import { visit } from './expressions.ts'
import { namedColumns } from './named.ts'
import { inside, type Item, type Space } from './space.ts'
import { counted } from './terms.ts'

/** A column as a star shows it; that of USING is of no source alone. */
export interface StarColumn {
  readonly name: string
  readonly item: Item | undefined
}

/** What a part of FROM gives. */
export interface Part {
  readonly items: readonly Item[]
  readonly merged: ReadonlySet<string>
  readonly mergesUnknown: boolean
  /** Undefined where they are not known. */
  readonly star: readonly StarColumn[] | undefined
}

const noPart: Part = { items: [], merged: new Set(), mergesUnknown: false, star: [] }

/** Reads FROM: its names, and what is wrong within it. */
export function readFrom(analysis: Analysis, sources: readonly Source[], space: Space, before: readonly Item[] = []): Part {
  let whole = noPart
  for (const source of sources) whole = beside(whole, readSource(analysis, source, space, [...before, ...whole.items]))
  checkNames(analysis, [...before, ...whole.items])
  return whole
}

function beside(left: Part, right: Part): Part {
  return {
    items: [...left.items, ...right.items],
    merged: new Set([...left.merged, ...right.merged]),
    mergesUnknown: left.mergesUnknown || right.mergesUnknown,
    star: left.star && right.star && [...left.star, ...right.star],
  }
}

/** `before`: what stands to the left, which LATERAL sees. */
function readSource(analysis: Analysis, source: Source, space: Space, before: readonly Item[]): Part {
  switch (source.kind) {
    case 'table':
      return single(tableItem(analysis, source, space))
    case 'derived': {
      const around = source.lateral ? inside({ ...space, items: before }) : { ...space, items: [] }
      const own = analysis.query(source.query, around)
      const columns = renamed(analysis, source, own)
      return single({ name: source.alias?.name ?? '', kind: 'derived', columns, table: undefined, source })
    }
    case 'function':
      return single(functionItem(analysis, source, space, before))
    case 'join':
      return readJoin(analysis, source, space, before)
    case 'hidden':
      return single({ name: '', kind: 'hidden', columns: undefined, table: undefined, source })
  }
}

function single(item: Item): Part {
  return { ...noPart, items: [item], star: item.columns?.map((name) => ({ name, item })) }
}

function tableItem(analysis: Analysis, source: TableSource, space: Space): Item {
  const name = source.alias?.name ?? source.name
  const named = source.schema === undefined ? space.tables.get(source.name) : undefined
  if (named) return { name, kind: 'with', columns: renamed(analysis, source, named.columns), table: undefined, source }
  return plainItem(analysis, source)
}

/** A table or view of the schema, also where a WITH query has its name. */
export function plainItem(analysis: Analysis, source: TableSource): Item {
  const table = analysis.table(source.schema, source.name)
  const known = table?.complete ? table.columns.map((column) => column.name) : undefined
  return { name: source.alias?.name ?? source.name, kind: 'table', columns: renamed(analysis, source, known), table, source }
}

function renamed(analysis: Analysis, source: Exclude<Source, { kind: 'hidden' }>, columns: Columns): Columns {
  const given = source.alias?.columns ?? []
  if (columns && given.length > columns.length) {
    const name = source.alias?.name ?? ''
    analysis.add('tooManyNames', source.range, { name, count: counted(columns.length, 'column'), given: String(given.length) })
  }
  return namedColumns(columns, given)
}

function functionItem(analysis: Analysis, source: FunctionSource, space: Space, before: readonly Item[]): Item {
  visit(analysis, source.calls, { space: { ...space, items: before }, clause: 'a function in FROM' })
  const [call] = source.calls
  const name = source.alias?.name ?? ''
  const isPlain = source.calls.length === 1 && call?.kind === 'call' && call.args.length > 0
  const isOne = isPlain && isScalarSet(call.name) && !source.ordinality && (call.name !== 'unnest' || call.args.length === 1)
  const isKnown = isOne && call.name !== 'unnest' && !analysis.isFunctionOfSchema(call.name)
  const own = name === '' && isPlain ? call.name : name
  return {
    name: own,
    kind: 'function',
    columns: isKnown ? [source.alias?.columns[0] ?? ownColumnName(call.name) ?? own] : undefined,
    table: undefined,
    source,
  }
}

function readJoin(analysis: Analysis, join: JoinSource, space: Space, before: readonly Item[]): Part {
  const left = readSource(analysis, join.left, space, before)
  const right = readSource(analysis, join.right, space, [...before, ...left.items])
  const both = merge(join, left, right)
  // Postgres checks the names of a join before its condition.
  visit(analysis, join.on, { space: { ...space, ...both }, clause: 'a join condition' })
  if (!join.alias) return both
  checkNames(analysis, both.items)
  const columns = namedColumns(
    both.star?.map(({ name }) => name),
    join.alias.columns,
  )
  return single({ name: join.alias.name, kind: 'derived', columns, table: undefined, source: join })
}

function merge(join: JoinSource, left: Part, right: Part): Part {
  const both = beside(left, right)
  const isOpen = left.star === undefined || right.star === undefined
  if (join.natural && isOpen) return { ...both, mergesUnknown: true, star: undefined }
  const using = join.natural ? commonNames(left, right) : join.using
  if (using.length === 0) return both
  const rest = both.star?.filter(({ name }) => !using.includes(name))
  const merged = new Set([...both.merged, ...using])
  return { ...both, merged, star: rest && [...using.map((name) => ({ name, item: undefined })), ...rest] }
}

function commonNames(left: Part, right: Part): string[] {
  const names = new Set(right.star?.map(({ name }) => name))
  return [...new Set(left.star?.map(({ name }) => name))].filter((name) => names.has(name))
}

/** Two tables of one name, unless they are of two schemas. */
function checkNames(analysis: Analysis, items: readonly Item[]): void {
  items.forEach((item, i) => {
    const before = item.name === '' || item.kind === 'hidden' ? undefined : items.slice(0, i).find(({ name }) => name === item.name)
    if (before && item.source && clashes(before, item)) analysis.add('repeatedName', item.source.range, { name: item.name })
  })
}

function clashes(a: Item, b: Item): boolean {
  const plain = [a, b].flatMap(({ kind, source }) => (kind === 'table' && source?.kind === 'table' && !source.alias ? [source] : []))
  const [left, right] = plain
  return !left || !right || left.schema === right.schema
}
