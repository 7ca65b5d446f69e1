import type { Table } from '../../../../src/catalog/catalog.ts'
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

const types = ['int', 'int', 'bigint', 'text', 'varchar(10)', 'uuid', 'boolean', 'timestamptz', 'int[]', 'numeric(10,2)']
const defaults: Readonly<Record<string, string>> = {
  int: '1',
  bigint: '2',
  text: "'x'",
  'varchar(10)': "'y'",
  uuid: 'gen_random_uuid()',
  boolean: 'true',
  timestamptz: 'now()',
  'int[]': "'{}'",
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
  return [...columns.map((column) => newColumn(world, column)), ...constraints].join(', ')
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

export function newColumn(world: World, { name, type }: NewColumn): string {
  const standard = defaults[type]
  const parts = [quoteName(name), type]
  if (type === 'int' && chance(world, 0.1)) parts.push(`generated ${pick(world, ['always', 'by default']) ?? ''} as identity`)
  else if (standard && chance(world, 0.25)) parts.push(`default ${standard}`)
  if (chance(world, 0.25)) parts.push(`${givenName(world)}not null`)
  if (chance(world, 0.12) && sortableType(type)) parts.push(`${givenName(world)}unique`)
  if (chance(world, 0.12) && sortableType(type)) parts.push(`${givenName(world)}primary key`)
  if (chance(world, 0.12) && type === 'int') parts.push(`${givenName(world)}check (${quoteName(name)} > 0)`)
  if (chance(world, 0.25)) parts.push(reference(world, type))
  return parts.filter((part) => part !== '').join(' ')
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
  return found ? `references ${qualified(found.table)} (${found.key.columns.map(quoteName).join(', ')})${actions(world)}` : ''
}

function actions(world: World): string {
  return maybe(world, 0.3, ` on delete ${pick(world, ['cascade', 'set null', 'restrict']) ?? ''}`) + maybe(world, 0.1, ' deferrable')
}

/** A constraint of a new table. */
function newConstraint(world: World, columns: readonly NewColumn[]): string {
  const keys = columns.filter(({ type }) => sortableType(type)).map(({ name }) => quoteName(name))
  const some = pickSome(world, keys, 3).join(', ')
  if (some === '') return ''
  const numbers = columns.filter(({ type }) => type === 'int').map(({ name }) => quoteName(name))
  const [first, second = '1'] = pickSome(world, numbers, 2)
  switch (Math.floor(world.random() * 4)) {
    case 0:
      return `${givenName(world)}unique (${some})`
    case 1:
      return `${givenName(world)}primary key (${some})`
    case 2:
      return first === undefined ? '' : `${givenName(world)}check (${first} > ${second})`
    default:
      return `${givenName(world)}not null ${
        pick(
          world,
          columns.map(({ name }) => quoteName(name)),
        ) ?? ''
      }`
  }
}

/** ADD CONSTRAINT of a table that is there. */
export function addedConstraint(world: World, table: Table): string | undefined {
  const keys = sortable(table)
  const numbers = table.columns.filter(isNumber)
  const some = pickSome(world, keys, 3)
  if (some.length === 0) return undefined
  const own = givenName(world)
  switch (Math.floor(world.random() * 6)) {
    case 0:
      return `${own}unique ${maybe(world, 0.2, 'nulls not distinct ')}(${list(some)})`
    case 1:
      return `${own}primary key (${list(some)})`
    case 2: {
      const [first, second] = pickSome(world, numbers, 2)
      return (
        first &&
        `${own}check (${quoteName(first.name)} > ${second ? quoteName(second.name) : '0'})${maybe(world, 0.2, ' no inherit')}${maybe(world, 0.2, ' not valid')}`
      )
    }
    case 3:
      return `${own}not null ${quoteName(pick(world, table.columns)?.name ?? '')}`
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
  return `${own}foreign key (${list(known)}) references ${to}${actions(world)}${maybe(world, 0.15, ' not valid')}`
}

/** The keys of an index, and what follows them. */
export function indexParts(world: World, table: Table): string | undefined {
  const some = pickSome(world, sortable(table), 3)
  if (some.length === 0) return undefined
  const keys = some.map((column) => {
    const name = quoteName(column.name)
    if (isText(column) && chance(world, 0.3)) return `lower(${name})`
    if (isNumber(column) && chance(world, 0.2)) return `(${name} + 1)`
    return `${name}${maybe(world, 0.2, ' desc')}${maybe(world, 0.1, ' nulls last')}`
  })
  const include = chance(world, 0.15) ? ` include (${list(pickSome(world, table.columns, 2))})` : ''
  return `(${keys.join(', ')})${include}${maybe(world, 0.1, ' nulls not distinct')}${predicate(world, table)}`
}

function predicate(world: World, table: Table): string {
  const column = chance(world, 0.25) ? pick(world, table.columns) : undefined
  return column ? ` where ${quoteName(column.name)} is ${maybe(world, 0.5, 'not ')}null` : ''
}
