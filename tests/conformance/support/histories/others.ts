import type { Column, Table } from '../../../../src/catalog/catalog.ts'
import { quoteName } from '../../../../src/catalog/names.ts'
import { condition } from './definitions.ts'
import {
  chance,
  isNumber,
  list,
  maybe,
  newQualified,
  pick,
  pickSome,
  plainTable,
  qualified,
  quoted,
  schemaOf,
  tablesOf,
  type StepMaker,
  type World,
} from './world.ts'

export const createSchema: StepMaker = (world) => `create schema ${maybe(world, 0.2, 'if not exists ')}${quoted(world)}`

export const renameSchema: StepMaker = (world) => {
  const schema = schemaOf(world)
  return schema === 'public' ? undefined : `alter schema ${quoteName(schema)} rename to ${quoted(world)}`
}

export const dropSchema: StepMaker = (world) => {
  const schema = schemaOf(world)
  return schema === 'public' ? undefined : `drop schema ${quoteName(schema)}${maybe(world, 0.5, ' cascade')}`
}

export const setPath: StepMaker = (world) => {
  const schemas = pickSome(world, world.catalog.parts.schemas, 2)
  return `set ${maybe(world, 0.3, 'local ')}search_path = ${[...schemas, 'public'].map(quoteName).join(', ')}`
}

/** Columns of one table, or of two that are joined. */
function selection(world: World): string | undefined {
  const [first, second] = pickSome(
    world,
    world.catalog.tables.filter((table) => table.columns.length > 0),
    2,
  )
  if (!first) return undefined
  const [a, b] = [pick(world, first.columns.filter(isNumber)), second && pick(world, second.columns.filter(isNumber))]
  if (!second || !a || !b) return single(world, first)
  if (chance(world, 0.15)) return `${single(world, first, [a])} union all ${single(world, second, [b])}`
  if (chance(world, 0.15))
    return `with c as (${single(world, first, [a])}) select c.*, y.${quoteName(b.name)} as other from c cross join ${qualified(second)} y`
  if (chance(world, 0.15))
    return `select ${quoteName(a.name)}, count(*)::int as n from (select * from ${qualified(first)}) s group by ${quoteName(a.name)} order by 1 limit 3`
  const join = `${qualified(first)} as x ${maybe(world, 0.3, 'left ')}join ${qualified(second)} as y on x.${quoteName(a.name)} = y.${quoteName(b.name)}`
  if (chance(world, 0.3))
    return `select ${list(pickSome(world, first.columns, 3))} from ${qualified(first)} where exists (select from ${qualified(second)} as y where y.${quoteName(b.name)} = ${quoteName(first.name)}.${quoteName(a.name)})`
  return `select x.${quoteName(a.name)}, y.${quoteName(b.name)} as other from ${join}`
}

function single(world: World, table: Table, columns: readonly Column[] = pickSome(world, table.columns, 3)): string {
  const column = pick(world, table.columns)
  const where = column && chance(world, 0.4) ? ` where ${condition(world, column)}` : ''
  return `select ${columns.length > 1 && chance(world, 0.4) ? '*' : list(columns)} from ${qualified(table)}${where}`
}

export const createView: StepMaker = (world) => {
  const query = selection(world)
  const kind = chance(world, 0.25) ? 'materialized view' : chance(world, 0.2) ? 'or replace view' : 'view'
  return query && `create ${kind} ${newQualified(world)} as ${query}`
}

export const createTableAs: StepMaker = (world) => {
  const query = selection(world)
  return query && `create table ${newQualified(world)} as ${query}`
}

export const dropView: StepMaker = (world) => {
  const view = pick(world, tablesOf(world, 'view', 'materialized view'))
  return view && `drop ${view.kind} ${qualified(view)}${maybe(world, 0.5, ' cascade')}`
}

export const createType: StepMaker = (world) => {
  if (chance(world, 0.4)) return `create type ${newQualified(world)} as enum ('a', 'b')`
  if (chance(world, 0.25)) return `create type ${newQualified(world)} as (x int, "Y" text)`
  const base = chance(world, 0.2)
    ? pick(
        world,
        world.catalog.parts.types.filter((type) => type.kind === 'domain'),
      )
    : undefined
  return `create domain ${newQualified(world)} as ${base ? qualified(base) : 'int'}${maybe(world, 0.3, ' default 1')}${maybe(world, 0.3, ' not null')}`
}

export const alterType: StepMaker = (world) => {
  const type = pick(world, world.catalog.parts.types)
  if (!type) return undefined
  const word = type.kind === 'domain' ? 'domain' : 'type'
  const name = qualified(type)
  switch (Math.floor(world.random() * 5)) {
    case 4:
      return changedType(world, type.kind, name)
    case 0:
      return `alter ${word} ${name} rename to ${quoted(world)}`
    case 1:
      return `alter ${word} ${name} set schema ${quoteName(schemaOf(world))}`
    case 2:
      return type.kind === 'enum' ? `alter type ${name} rename value 'a' to 'c'` : undefined
    default:
      return `drop ${word} ${name}${maybe(world, 0.5, ' cascade')}`
  }
}

function changedType(world: World, kind: string, name: string): string | undefined {
  if (kind === 'enum') return `alter type ${name} add value ${maybe(world, 0.3, 'if not exists ')}'d'${maybe(world, 0.3, " before 'b'")}`
  if (kind === 'domain')
    return `alter domain ${name} ${pick(world, ['set default 3', 'drop default', 'set not null', 'drop not null']) ?? ''}`
  const change = pick(world, [
    'add attribute z int',
    'drop attribute if exists z',
    'drop attribute x',
    'rename attribute x to xx',
    'alter attribute "Y" type varchar',
  ])
  return kind === 'composite' ? `alter type ${name} ${change ?? ''}${maybe(world, 0.5, ' cascade')}` : undefined
}

export const createTyped: StepMaker = (world) => {
  const type = pick(
    world,
    world.catalog.parts.types.filter(({ kind }) => kind === 'composite'),
  )
  return type && `create table ${newQualified(world)} of ${qualified(type)}`
}

export const createSequence: StepMaker = (world) => `create sequence ${newQualified(world)}`

export const alterSequence: StepMaker = (world) => {
  const sequence = pick(world, world.catalog.parts.sequences)
  if (!sequence) return undefined
  const name = qualified(sequence)
  if (chance(world, 0.4)) return `drop sequence ${name}${maybe(world, 0.5, ' cascade')}`
  if (chance(world, 0.4)) return `alter sequence ${name} rename to ${quoted(world)}`
  if (chance(world, 0.2)) return `alter sequence ${name} set schema ${quoteName(schemaOf(world))}`
  const table = plainTable(world)
  const column = table && pick(world, table.columns.filter(isNumber))
  if (!column) return undefined
  return chance(world, 0.5)
    ? `alter sequence ${name} owned by ${qualified(table)}.${quoteName(column.name)}`
    : `alter table ${qualified(table)} alter ${quoteName(column.name)} set default nextval('${name.replaceAll("'", "''")}')`
}

function policyOptions(world: World): string {
  const command = maybe(world, 0.4, ` for ${pick(world, ['all', 'select', 'update', 'delete']) ?? ''}`)
  return (
    maybe(world, 0.2, ' as restrictive') +
    command +
    maybe(world, 0.3, ` to ${pick(world, ['app', '"Reader", app', 'public', 'current_user']) ?? ''}`)
  )
}

export const createPolicy: StepMaker = (world) => {
  const table = plainTable(world)
  const column = table && pick(world, table.columns)
  if (!table || !column) return undefined
  const other = chance(world, 0.3)
    ? pick(
        world,
        world.catalog.tables.filter((t) => t.columns.some(isNumber)),
      )
    : undefined
  const key = other && pick(world, other.columns.filter(isNumber))
  const using = other && key ? `exists (select from ${qualified(other)} as o where o.${quoteName(key.name)} = 1)` : condition(world, column)
  return `create policy ${quoted(world)} on ${qualified(table)}${policyOptions(world)} using (${using})`
}

export const alterPolicy: StepMaker = (world) => {
  const table = pick(
    world,
    world.catalog.tables.filter((t) => t.policies.length > 0),
  )
  const policy = table && pick(world, table.policies)
  if (!policy) return undefined
  const on = `policy ${quoteName(policy.name)} on ${qualified(table)}`
  const column = chance(world, 0.3) ? pick(world, table.columns) : undefined
  if (column) return `alter ${on}${maybe(world, 0.5, ' to app')} using (${condition(world, column)})`
  return chance(world, 0.5) ? `drop ${on}` : `alter ${on} rename to ${quoted(world)}`
}

export const createFunction: StepMaker = (world) =>
  `create or replace function ${newQualified(world)}() returns trigger language plpgsql as 'begin return new; end'`

export const createTrigger: StepMaker = (world) => {
  const table = plainTable(world)
  const known = pick(world, world.catalog.parts.functions)
  return (
    table &&
    known &&
    `create trigger ${quoted(world)} after insert on ${qualified(table)} for each row execute function ${qualified(known)}()`
  )
}

export const alterTrigger: StepMaker = (world) => {
  const table = pick(
    world,
    world.catalog.tables.filter((t) => t.triggers.length > 0),
  )
  const trigger = table && pick(world, table.triggers)
  if (!trigger) return undefined
  const on = `trigger ${quoteName(trigger.name)} on ${qualified(table)}`
  return chance(world, 0.5) ? `drop ${on}` : `alter ${on} rename to ${quoted(world)}`
}

export const dropFunction: StepMaker = (world) => {
  const known = pick(world, world.catalog.parts.functions)
  if (known && chance(world, 0.3)) return `alter function ${qualified(known)} rename to ${quoted(world)}`
  if (known && chance(world, 0.3)) return `alter function ${qualified(known)} set schema ${quoteName(schemaOf(world))}`
  return known && `drop function ${qualified(known)}()${maybe(world, 0.5, ' cascade')}`
}

const names = ['here', 'there', '"Here"']

export const savepoint: StepMaker = (world) => `savepoint ${pick(world, names) ?? ''}`

export const rollback: StepMaker = (world) => {
  const name = pick(world, world.savepoints)
  return name && `rollback to ${name}`
}

export const release: StepMaker = (world) => {
  const name = pick(world, world.savepoints)
  return name && `release ${name}`
}

/** Everything is taken back, and the next transaction begins. */
export const rollbackAll: StepMaker = () => 'rollback and chain'

export const rowSecurity: StepMaker = (world) => {
  const table = pick(world, tablesOf(world, 'table', 'partitioned table'))
  return table && `alter table ${qualified(table)} ${pick(world, ['enable', 'disable', 'force', 'no force']) ?? ''} row level security`
}
