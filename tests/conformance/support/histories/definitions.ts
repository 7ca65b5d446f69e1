import type { Column, Table } from '../../../../src/catalog/catalog.ts'
import { quoteName } from '../../../../src/catalog/names.ts'
import {
  chance,
  isNumber,
  isText,
  list,
  maybe,
  newName,
  pick,
  pickSome,
  qualified,
  quoted,
  sortable,
  tablesOf,
  typeText,
  type World,
} from './world.ts'

const types = [
  ...['int', 'int', 'int', 'bigint', 'bigint', 'text', 'text', 'varchar(10)', 'uuid', 'uuid', 'boolean', 'timestamptz', 'int[]'],
  ...[
    'numeric(10,2)',
    'text collate "C"',
    'char(3)',
    'timestamp(3)',
    'interval day to second',
    'double precision',
    'jsonb',
    'varchar[]',
    'time',
  ],
]
const defaults: Readonly<Record<string, string>> = {
  int: '1',
  bigint: '2',
  text: "'x'",
  'varchar(10)': "'y'",
  uuid: 'gen_random_uuid()',
  boolean: 'true',
  timestamptz: 'now()',
  'int[]': "'{}'",
  'numeric(10,2)': '1.5',
  jsonb: `'{"a": []}'`,
}

interface NewColumn {
  readonly name: string
  readonly type: string
}

/** The columns and constraints of a new table. */
export function newElements(world: World): string {
  const columns = newColumns(world)
  const constraints = Array.from({ length: Math.floor(world.random() * 3) }, () => newConstraint(world, columns)).filter(
    (text) => text !== '',
  )
  return [...columns.map((column) => newColumn(world, column, columns)), ...constraints].join(', ')
}

export function newColumns(world: World): NewColumn[] {
  const names = new Set(Array.from({ length: 1 + Math.floor(world.random() * 4) }, () => newName(world)))
  return [...names].map((name) => ({ name, type: newType(world) }))
}

function newType(world: World): string {
  const own = chance(world, 0.15)
    ? pick(
        world,
        world.catalog.parts.types.filter((type) => type.kind === 'enum' || type.kind === 'domain'),
      )
    : undefined
  if (own) return qualified(own)
  return chance(world, 0.15) ? 'serial' : (pick(world, types) ?? 'int')
}

export function newColumn(world: World, { name, type }: NewColumn, others: readonly NewColumn[] = []): string {
  const standard = defaults[type]
  const parts = [quoteName(name), type]
  const expression = chance(world, 0.1) ? generatedFrom(world, name, type, others) : undefined
  if (expression !== undefined) parts.push(`generated always as (${expression}) stored`)
  else if (type === 'int' && chance(world, 0.1)) parts.push(`generated ${pick(world, ['always', 'by default']) ?? ''} as identity`)
  else if (standard && chance(world, 0.25)) parts.push(`default ${standard}`)
  if (chance(world, 0.25)) parts.push(`${givenName(world)}not null`)
  if (chance(world, 0.12) && sortableType(type)) parts.push(`${givenName(world)}unique`)
  if (chance(world, 0.12) && sortableType(type)) parts.push(`${givenName(world)}primary key`)
  if (chance(world, 0.12) && type === 'int') parts.push(`${givenName(world)}check (${quoteName(name)} > 0)`)
  if (chance(world, 0.25)) parts.push(reference(world, type))
  return parts.filter((part) => part !== '').join(' ')
}

/** An expression over another column of the same type. */
function generatedFrom(world: World, name: string, type: string, others: readonly NewColumn[]): string | undefined {
  const from = pick(
    world,
    others.filter((other) => other.type === type && other.name !== name),
  )
  if (!from) return undefined
  const column = quoteName(from.name)
  if (type === 'int' || type === 'bigint') return `${column} + 1`
  return type === 'text' ? `lower(${column})` : `coalesce(${column}, ${column})`
}

function sortableType(type: string): boolean {
  return ['int', 'bigint', 'text', 'uuid', 'serial'].includes(type)
}

function givenName(world: World): string {
  return chance(world, 0.3) ? `constraint ${quoted(world)} ` : ''
}

/** REFERENCES a key of one column that has the same type. */
function reference(world: World, type: string): string {
  const wanted = type === 'int' || type === 'serial' ? 'integer' : type
  const keys = tablesOf(world, 'table', 'partitioned table').flatMap((table) => table.keys.map((key) => ({ table, key })))
  const fitting = keys.filter(({ table, key }) => {
    const [only, ...others] = key.columns
    const column = table.columns.find((c) => c.name === only)
    return key.kind !== 'exclusion' && others.length === 0 && column !== undefined && typeText(column) === wanted
  })
  const found = pick(world, fitting)
  if (!found) return ''
  const columns = found.key.kind === 'primary key' && chance(world, 0.4) ? '' : ` (${found.key.columns.map(quoteName).join(', ')})`
  return `references ${qualified(found.table)}${columns}${actions(world)}`
}

function actions(world: World): string {
  const deferred = maybe(world, 0.1, ' deferrable') || maybe(world, 0.05, ' initially deferred')
  const does = ['cascade', 'set null', 'restrict', 'set default']
  return maybe(world, 0.3, ` on delete ${pick(world, does) ?? ''}`) + maybe(world, 0.15, ` on update ${pick(world, does) ?? ''}`) + deferred
}

/** What may stand behind the columns of a key. */
function keyOptions(world: World, others: readonly string[]): string {
  const include = chance(world, 0.15) ? pickSome(world, others, 2) : []
  return (include.length > 0 ? ` include (${include.join(', ')})` : '') + maybe(world, 0.08, ' deferrable')
}

/** A constraint of a new table. */
function newConstraint(world: World, columns: readonly NewColumn[]): string {
  const keys = columns.filter(({ type }) => sortableType(type)).map(({ name }) => quoteName(name))
  const some = pickSome(world, keys, 3).join(', ')
  if (some === '') return ''
  const numbers = columns.filter(({ type }) => type === 'int').map(({ name }) => quoteName(name))
  const [first, second = '1'] = pickSome(world, numbers, 2)
  const all = columns.map(({ name }) => quoteName(name))
  switch (Math.floor(world.random() * 5)) {
    case 0:
      return `${givenName(world)}unique ${maybe(world, 0.2, 'nulls not distinct ')}(${some})${keyOptions(world, all)}`
    case 1:
      return `${givenName(world)}primary key (${some})${keyOptions(world, all)}`
    case 2:
      return first === undefined ? '' : `${givenName(world)}check (${first} > ${second})${maybe(world, 0.15, ' no inherit')}`
    case 3:
      return chance(world, 0.3) ? `${givenName(world)}${exclusion(world, keys)}` : ''
    default:
      return `${givenName(world)}not null ${
        pick(
          world,
          columns.map(({ name }) => quoteName(name)),
        ) ?? ''
      }`
  }
}

function exclusion(world: World, columns: readonly string[]): string {
  const keys = pickSome(world, columns, 2).map((column) => `${column} with =`)
  return `exclude (${keys.join(', ')})${maybe(world, 0.3, ` where (${columns[0] ?? ''} is not null)`)}`
}

/** ADD CONSTRAINT … USING INDEX. */
function keyOfIndex(world: World, table: Table): string | undefined {
  const index = pick(
    world,
    table.indexes.filter((i) => i.unique && i.constraint === undefined),
  )
  return index && `${chance(world, 0.5) ? 'unique' : 'primary key'} using index ${quoteName(index.name)}`
}

/** ADD CONSTRAINT of a table that is there. */
export function addedConstraint(world: World, table: Table): string | undefined {
  const keys = sortable(table)
  const numbers = table.columns.filter(isNumber)
  const some = pickSome(world, keys, 3)
  if (some.length === 0) return undefined
  const own = givenName(world)
  const all = table.columns.map((column) => quoteName(column.name))
  switch (Math.floor(world.random() * 8)) {
    case 0:
      return `${own}unique ${maybe(world, 0.2, 'nulls not distinct ')}(${list(some)})${keyOptions(world, all)}`
    case 1:
      return `${own}primary key (${list(some)})${keyOptions(world, all)}`
    case 2: {
      const [first, second] = pickSome(world, numbers, 2)
      return (
        first &&
        `${own}check (${quoteName(first.name)} > ${second ? quoteName(second.name) : '0'})${maybe(world, 0.2, ' no inherit')}${maybe(world, 0.2, ' not valid') || maybe(world, 0.1, ' not enforced')}`
      )
    }
    case 3:
      return `${own}not null ${quoteName(pick(world, table.columns)?.name ?? '')}${maybe(world, 0.15, ' not valid')}`
    case 4: {
      const key = keyOfIndex(world, table)
      return key && `${own}${key}`
    }
    case 5:
      return chance(world, 0.3)
        ? `${own}${exclusion(
            world,
            keys.map((column) => quoteName(column.name)),
          )}`
        : undefined
    default:
      return foreignKey(world, table, own)
  }
}

function foreignKey(world: World, table: Table, own: string): string | undefined {
  const targets = tablesOf(world, 'table', 'partitioned table').flatMap((target) => target.keys.map((key) => ({ target, key })))
  const found = pick(
    world,
    targets.filter(({ key }) => key.kind !== 'exclusion'),
  )
  if (!found) return undefined
  const columns = found.key.columns.map((name) => {
    const wanted = found.target.columns.find((column) => column.name === name)
    return pick(
      world,
      table.columns.filter((column) => wanted && typeText(column) === typeText(wanted)),
    )
  })
  const known = columns.filter((column) => column !== undefined)
  if (known.length < columns.length || new Set(known).size < known.length) return undefined
  const to = `${qualified(found.target)} (${found.key.columns.map(quoteName).join(', ')})`
  return `${own}foreign key (${list(known)}) references ${to}${actions(world)}${maybe(world, 0.15, ' not valid') || maybe(world, 0.1, ' not enforced')}`
}

/** The keys of an index, and what follows them. */
export function indexParts(world: World, table: Table): string | undefined {
  const some = pickSome(world, sortable(table), 3)
  if (some.length === 0) return undefined
  const keys = some.map((column) => {
    const name = quoteName(column.name)
    if (isText(column) && chance(world, 0.3))
      return pick(world, [`lower(${name})`, `(${name} || 'x')`, `${name} collate "C"`, `${name} text_pattern_ops`]) ?? name
    if (isNumber(column) && chance(world, 0.2))
      return pick(world, [`(${name} + 1)`, `abs(${name})`, `(${name}::text) desc`, `coalesce(${name}, 0)`]) ?? name
    return `${name}${maybe(world, 0.2, ' desc')}${maybe(world, 0.1, ' nulls last')}`
  })
  const include = chance(world, 0.15) ? ` include (${list(pickSome(world, table.columns, 2))})` : ''
  return `(${keys.join(', ')})${include}${maybe(world, 0.1, ' nulls not distinct')}${predicate(world, table)}`
}

function predicate(world: World, table: Table): string {
  const column = chance(world, 0.25) ? pick(world, table.columns) : undefined
  return column ? ` where ${condition(world, column)}${maybe(world, 0.2, ` and ${condition(world, column)}`)}` : ''
}

/** What can be asked of a column of any type, or of some. */
export function condition(world: World, column: Column): string {
  const name = quoteName(column.name)
  const some = isNumber(column)
    ? [`${name} > 0`, `${name} in (1, 2)`, `not ${name} = 3`]
    : isText(column)
      ? [`${name} <> ''`, `lower(${name}) = 'x'`]
      : []
  return chance(world, 0.5) ? (pick(world, some) ?? `${name} is null`) : `${name} is ${maybe(world, 0.5, 'not ')}null`
}

/** An index of another method, on one column. */
export function otherIndex(world: World, table: Table): string | undefined {
  const column = pick(world, table.columns)
  if (!column) return undefined
  const type = typeText(column)
  const method =
    type.endsWith('[]') || type === 'jsonb'
      ? 'gin'
      : isNumber(column) || isText(column)
        ? pick(world, ['hash', 'brin', 'btree'])
        : undefined
  return method && `using ${method} (${quoteName(column.name)})${predicate(world, table)}`
}
