import { recordFrom, recordParts } from '../../javascript/symbolic/collections.ts'
import { propertyOf, textOf, type RecordPart, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { waysOf } from '../ways.ts'
import { modelsOf, type Row, type Writing } from './joins.ts'
import type { Model, Property } from './models.ts'
import { flagOf, listOf, textsOf, type EntityNotation } from './notation.ts'
import { filtersIn } from './read-schema.ts'
import { whereSql } from './where.ts'

/** Deeper hierarchies of entities have no filters that are seen. */
const deepest = 20

/** A condition that queries of an entity get by themselves. */
interface Filter {
  readonly name: string
  readonly cond: Value
  /** It is on where a call does not say otherwise. */
  readonly isUsual: boolean
}

/** The filters of an entity, those of the configuration first; one name counts once. */
function filtersOf(model: Model, writing: Writing): readonly Filter[] {
  const { config, entities } = modelsOf(writing)
  const shared = filtersIn(config.filters).filter((filter) => {
    const only = propertyOf(filter, 'entity')
    const names = listOf(only).map((one) => entities.find(one)?.name ?? textOf(one))
    return !only || names.includes(model.notation.name)
  })
  const found = [
    ...shared.map((value) => filterFrom(value, true)),
    ...ownFilters(model.notation, writing, 0).map((value) => filterFrom(value, false)),
  ]
  return found.flatMap((one) => one ?? []).filter(({ name }, i, all) => all.findIndex((other) => other.name === name) === i)
}

function ownFilters(notation: EntityNotation, writing: Writing, depth: number): readonly Value[] {
  const base = depth < deepest ? modelsOf(writing).entities.find(notation.parent) : undefined
  return [...notation.filters, ...(base && base !== notation ? ownFilters(base, writing, depth + 1) : [])]
}

function filterFrom(value: Value, usually: boolean): Filter | undefined {
  const [name, cond] = [textOf(propertyOf(value, 'name')), propertyOf(value, 'cond')]
  return name === undefined || !cond ? undefined : { name, cond, isUsual: flagOf(value, 'default') ?? usually }
}

/** What the filters ask that are on by the option `filters` of a call. */
export function filtersSql(writing: Writing, row: Row, option: Value | undefined): Sql[] {
  const { pen } = writing
  const filters = filtersOf(row.model, writing)
  if (filters.length === 0) return []
  const ways = option && waysOf(option)
  if (ways) return [pen.either(ways, (way) => pen.all(filtersSql(writing, row, way)))]
  return filters.flatMap((filter) => {
    const state = stateOf(filter, option)
    if (state === 'off') return []
    if (state === 'hidden') return option ? [pen.hidden(option)] : []
    return [filterSql(writing, row, filter, state === 'on' ? undefined : state)]
  })
}

/** The option `filters` of a call for what a relation refers to, which may say of filters itself: `@ManyToOne({ filters: { tenant: false } })`. */
export function filtersBehind({ options }: Property, option: Value | undefined): Value | undefined {
  const own = propertyOf(options, 'filters')
  if (!own || !option) return option ?? own
  const [ownParts, parts] = [statesIn(own), statesIn(option)]
  return ownParts && parts ? recordFrom([...ownParts, ...parts], option.at) : option
}

/** Which filters an option names, and what it says of each. */
function statesIn(option: Value): readonly RecordPart[] | undefined {
  if (option.kind === 'record') return recordParts(option)
  const names = option.kind === 'list' ? textsOf(option) : undefined
  return names?.map((key) => ({ key, value: { kind: 'literal', value: true, at: option.at }, at: option.at }))
}

/** Whether any filter is on. */
export function isFiltered(writing: Writing, model: Model, option: Value | undefined): boolean {
  return filtersOf(model, writing).some((filter) => stateOf(filter, option) !== 'off')
}

/** On with what it is given, or without. */
function stateOf({ name, isUsual }: Filter, option: Value | undefined): 'on' | 'off' | 'hidden' | Value {
  const usual = isUsual ? 'on' : 'off'
  if (!option) return usual
  switch (option.kind) {
    case 'literal':
      return option.value === false ? 'off' : usual
    case 'list':
      return textsOf(option)?.includes(name) === true ? 'on' : option.open && !isUsual ? 'hidden' : usual
    case 'record': {
      const given = option.entries.find(({ key }) => key === name)?.value
      if (!given) return option.open ? 'hidden' : usual
      if (given.kind !== 'literal') return given.kind === 'record' ? given : 'hidden'
      return given.value === false ? 'off' : 'on'
    }
    default:
      return isUsual ? 'hidden' : 'off'
  }
}

function filterSql(writing: Writing, row: Row, { name, cond }: Filter, given: Value | undefined): Sql {
  const { pen, scene } = writing
  if (cond.kind !== 'function') return pen.sql`(${whereSql(writing, row, cond)})`
  const symbol = (of: string): Value => ({ kind: 'symbol', name: of, at: cond.at })
  const args = given ?? symbol(`the arguments of \`${name}\``)
  const { value } = scene.machine.follow(cond, [args, symbol('type'), symbol('em'), symbol('options'), symbol('entity')])
  return askedSql(writing, row, name, value)
}

function askedSql(writing: Writing, row: Row, name: string, value: Value): Sql {
  const { pen } = writing
  // One way may ask for nothing.
  const ways = waysOf(value)
  if (ways) return pen.either(ways, (way) => askedSql(writing, row, name, way))
  if (value.kind === 'unknown' || value.kind === 'symbol' || value.kind === 'member')
    return pen.hidden(value, `what the filter \`${name}\` asks for cannot be seen`)
  const sql = whereSql(writing, row, value)
  return sql.length === 0 ? [] : pen.sql`(${sql})`
}
