import type { Column, Table } from '../../../../src/catalog/catalog.ts'
import { quoteName } from '../../../../src/catalog/names.ts'
import { addedConstraint, indexParts, newColumn, newColumns, newElements, otherIndex } from './definitions.ts'
import {
  chance,
  isNumber,
  isText,
  maybe,
  newQualified,
  pick,
  pickSome,
  plainTable,
  qualified,
  quoted,
  schemaOf,
  tablesOf,
  typeText,
  type StepMaker,
  type World,
} from './world.ts'

export const createTable: StepMaker = (world) =>
  `create table ${maybe(world, 0.1, 'if not exists ')}${newQualified(world)} (${newElements(world)})`

export const createPartitioned: StepMaker = (world) =>
  `create table ${newQualified(world)} (part int, ${newElements(world)}) partition by list (part)`

/** The bound of a partition that no other has. */
function bound(world: World): string {
  return `for values in (${String(world.next())})`
}

export const createPartition: StepMaker = (world) => {
  const parent = pick(world, tablesOf(world, 'partitioned table'))
  if (!parent) return undefined
  const column = chance(world, 0.3) ? pick(world, parent.columns) : undefined
  const options = column ? ` (${quoteName(column.name)} ${chance(world, 0.5) ? 'not null' : 'unique'})` : ''
  return `create table ${newQualified(world)} partition of ${qualified(parent)}${options} ${bound(world)}${maybe(world, 0.15, ' partition by list (part)')}`
}

export const attachPartition: StepMaker = (world) => {
  const parent = pick(world, tablesOf(world, 'partitioned table'))
  const table =
    parent &&
    pick(
      world,
      tablesOf(world, 'table').filter((t) => sameColumns(parent, t)),
    )
  if (parent && !table) return `create table ${newQualified(world)} (like ${qualified(parent)}${maybe(world, 0.5, ' including all')})`
  return parent && table && `alter table ${qualified(parent)} attach partition ${qualified(table)} ${bound(world)}`
}

function sameColumns(a: Table, b: Table): boolean {
  return (
    a !== b &&
    a.columns.length === b.columns.length &&
    a.columns.every((column) => b.columns.some((other) => other.name === column.name && typeText(other) === typeText(column)))
  )
}

export const detachPartition: StepMaker = (world) => {
  const table = pick(
    world,
    world.catalog.tables.filter((t) => t.partitionOf),
  )
  return table?.partitionOf && `alter table ${qualified(table.partitionOf)} detach partition ${qualified(table)}`
}

export const createLike: StepMaker = (world) => {
  const source = pick(world, world.catalog.tables)
  const options = pickSome(world, ['all', 'defaults', 'constraints', 'indexes', 'identity', 'generated'], 3).map(
    (option) => ` including ${option}`,
  )
  return source && `create table ${newQualified(world)} (like ${qualified(source)}${options.join('')})`
}

export const createChild: StepMaker = (world) => {
  const parents = pickSome(
    world,
    tablesOf(world, 'table').filter((table) => !table.partitionOf),
    2,
  )
  const own = chance(world, 0.6) ? newElements(world) : ''
  return parents.length === 0 ? undefined : `create table ${newQualified(world)} (${own}) inherits (${parents.map(qualified).join(', ')})`
}

export const inherit: StepMaker = (world) => {
  const tables = tablesOf(world, 'table')
  const child = pick(world, tables)
  const fitting = child && tables.filter((table) => table.columns.every((column) => child.columns.some((own) => own.name === column.name)))
  const parent = chance(world, 0.5) ? child?.parents[0] : pick(world, chance(world, 0.2) ? tables : (fitting ?? []))
  return (
    child &&
    parent &&
    `alter table ${qualified(child)} ${child.parents.includes(parent) || chance(world, 0.2) ? 'no ' : ''}inherit ${qualified(parent)}`
  )
}

export const createIndex: StepMaker = (world) => {
  const table = pick(world, tablesOf(world, 'table', 'table', 'partitioned table', 'materialized view'))
  const other = table && chance(world, 0.1) ? otherIndex(world, table) : undefined
  const parts = other ?? (table && indexParts(world, table))
  if (!table || parts === undefined) return undefined
  const isUnique = other === undefined && chance(world, 0.2)
  const only = maybe(world, 0.15, 'only ')
  const name = chance(world, 0.4) ? `${maybe(world, 0.1, 'if not exists ')}${quoted(world)} ` : ''
  return `create ${isUnique ? 'unique ' : ''}index ${name}on ${only}${qualified(table)} ${isUnique ? parts : parts.replace(' nulls not distinct', '')}`
}

export const attachIndex: StepMaker = (world) => {
  const parent = pick(
    world,
    tablesOf(world, 'partitioned table').flatMap((table) => table.indexes),
  )
  const index =
    parent &&
    pick(
      world,
      world.catalog.tables.filter((t) => t.partitionOf?.name === parent.table).flatMap((table) => table.indexes),
    )
  return parent && index && `alter index ${qualified(parent)} attach partition ${qualified(index)}`
}

export const dropTable: StepMaker = (world) => {
  const tables = pickSome(world, tablesOf(world, 'table', 'partitioned table'), 2)
  return tables.length === 0
    ? undefined
    : `drop table ${maybe(world, 0.1, 'if exists ')}${tables.map(qualified).join(', ')}${maybe(world, 0.5, ' cascade')}`
}

export const renameTable: StepMaker = (world) => {
  const table = pick(world, world.catalog.tables)
  return table && `alter table ${qualified(table)} rename to ${quoted(world)}`
}

export const moveTable: StepMaker = (world) => {
  const table = pick(world, world.catalog.tables)
  return table && `alter table ${qualified(table)} set schema ${quoteName(schemaOf(world))}`
}

export const renameColumn: StepMaker = (world) => {
  const table = pick(world, world.catalog.tables)
  const column = table && pick(world, table.columns)
  return column && `alter table ${qualified(table)} rename column ${quoteName(column.name)} to ${quoted(world)}`
}

export const renameConstraint: StepMaker = (world) => {
  const table = plainTable(world)
  const constraint = table && pick(world, [...table.keys, ...table.checks, ...table.foreignKeys])
  return constraint && `alter table ${qualified(table)} rename constraint ${quoteName(constraint.name)} to ${quoted(world)}`
}

export const renameIndex: StepMaker = (world) => {
  const index = pick(
    world,
    world.catalog.tables.flatMap((table) => table.indexes),
  )
  return index && `alter index ${qualified(index)} rename to ${quoted(world)}`
}

export const dropIndex: StepMaker = (world) => {
  const index = pick(
    world,
    world.catalog.tables.flatMap((table) => table.indexes),
  )
  return index && `drop index ${qualified(index)}${maybe(world, 0.3, ' cascade')}`
}

export const alterTable: StepMaker = (world) => {
  const table = plainTable(world)
  if (!table) return undefined
  const isParent = world.catalog.tables.some(
    (other) => other.partitionOf?.name === table.name || other.parents.some((parent) => parent.name === table.name),
  )
  const actions = Array.from({ length: !isParent && chance(world, 0.25) ? 3 : 1 }, () => action(world, table)).filter(
    (text) => text !== undefined,
  )
  // Where ONLY a parent drops a column, Postgres 18 may lose the NOT NULL of its children later.
  const only = maybe(world, actions.some((text) => text.startsWith('drop column')) ? 0 : 0.08, 'only ')
  return actions.length === 0 ? undefined : `alter table ${only}${qualified(table)} ${actions.join(', ')}`
}

function action(world: World, table: Table): string | undefined {
  const column = pick(world, table.columns)
  const name = quoteName(column?.name ?? '')
  const constraint = pick(world, [...table.keys, ...table.checks, ...table.foreignKeys])
  const kind = world.random()
  if (kind < 0.2)
    return `add column ${maybe(world, 0.1, 'if not exists ')}${newColumn(world, newColumns(world)[0] ?? { name: 'z', type: 'int' })}`
  if (kind < 0.45) {
    const added = addedConstraint(world, table)
    return added && `add ${added}`
  }
  if (kind < 0.58)
    return constraint && `drop constraint ${maybe(world, 0.1, 'if exists ')}${quoteName(constraint.name)}${maybe(world, 0.5, ' cascade')}`
  if (!column) return undefined
  if (kind < 0.72) return `drop column ${maybe(world, 0.1, 'if exists ')}${name}${maybe(world, 0.5, ' cascade')}`
  if (kind < 0.82) return `alter ${name} ${maybe(world, 0.5, 'set') || 'drop'} not null`
  if (kind < 0.9)
    return column.generated || column.identity
      ? changedValue(world, table, column, name)
      : isNumber(column) && chance(world, 0.6)
        ? `alter ${name} set default 7`
        : `alter ${name} drop default`
  if (kind < 0.91 && isNumber(column)) return `alter ${name} add generated by default as identity`
  if (kind < 0.92)
    return (
      constraint &&
      `alter constraint ${quoteName(constraint.name)} ${pick(world, ['deferrable', 'not deferrable', 'not enforced', 'enforced']) ?? ''}`
    )
  if (kind < 0.97) return changedType(column.hasDefault, name, isNumber(column), isText(column))
  return constraint && `validate constraint ${quoteName(constraint.name)}`
}

/** Postgres 18 loses the NOT NULL that a child has of its parent when the child's expression is set. */
function changedValue(world: World, { parents, partitionOf }: Table, { identity }: Column, name: string): string {
  const isChild = parents.length > 0 || partitionOf !== undefined
  if (!identity) return isChild || chance(world, 0.5) ? `alter ${name} drop expression` : `alter ${name} set expression as (null)`
  return chance(world, 0.5) ? `alter ${name} drop identity${maybe(world, 0.3, ' if exists')}` : `alter ${name} set generated always`
}

/** Types that expressions over the column can bear. */
function changedType(hasDefault: boolean, name: string, number: boolean, text: boolean): string | undefined {
  if (hasDefault) return undefined
  return number ? `alter ${name} type bigint` : text ? `alter ${name} type text` : undefined
}
