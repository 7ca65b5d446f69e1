import { lookup } from '../../catalog/lookup.ts'
import { quotedName } from '../../catalog/names.ts'
import { chainOf, type Link } from '../../javascript/symbolic/chain.ts'
import { textOf, type Value } from '../../javascript/symbolic/value.ts'
import { builderSteps, type Step } from '../builder-steps.ts'
import type { Sql } from '../query-sql.ts'
import { boundText } from './bound-text.ts'
import { isMikroOrm } from './packages.ts'
import { rawText } from './comparisons.ts'
import { fieldNames } from './fields.ts'
import { columnOf, Joins, modelsOf, tableOf, type Row, type Writing } from './joins.ts'
import { keyColumns } from './links.ts'
import type { Model } from './models.ts'
import { rowsGiven } from '../ways.ts'
import { chosenSql, columnsNamed, conflictClause, insertSql, setSql } from './native-writes.ts'
import { orderSql, outputOf, whereClause } from './reads.ts'
import type { Receivers } from './receivers.ts'
import { whereSql, type Asking } from './where.ts'

const starts: ReadonlySet<string> = new Set(['createQueryBuilder', 'qb'])
const wheres: ReadonlySet<string> = new Set(['where', 'andWhere', 'orWhere'])
const joins: Readonly<Record<string, 'inner' | 'left'>> = lookup({
  join: 'inner',
  innerJoin: 'inner',
  joinAndSelect: 'inner',
  innerJoinAndSelect: 'inner',
  leftJoin: 'left',
  leftJoinAndSelect: 'left',
})
const runs = [
  'getResult',
  'getResultList',
  'getSingleResult',
  'execute',
  'getCount',
  'getResultAndCount',
  'getFormattedQuery',
  'getQuery',
  'getKnexQuery',
]
const others =
  'select addSelect distinct distinctOn from insert update delete truncate count orderBy andOrderBy groupBy having andHaving orHaving limit offset onConflict ignore merge returning withSchema setLockMode setFlag unsetFlag hasFlag cache indexHint comment hintComment as clone populate applyFilters withSubQuery'

/** The methods that builders are made of. */
export const builderMethods: readonly string[] = [...starts, ...wheres, ...Object.keys(joins), ...runs, ...others.split(' ')]

/** Whether a value is a builder, which its methods change. */
export function isBuilder(value: Value): boolean {
  const { links } = chainOf(value)
  return (
    links.some(({ name, args }) => args !== undefined && starts.has(name)) &&
    !links.some(({ name, args }) => args !== undefined && runs.includes(name))
  )
}

/** What a builder sends; undefined where it is none. */
export function readBuilder(writing: Writing, receivers: Receivers, value: Value): readonly Sql[] | undefined {
  const begun = begunBy(writing, receivers, value)
  return begun?.builder.read(begun.steps)
}

/** The one column that a builder selects within the condition of another one: `{ $in: query.getKnexQuery() }`. */
export function chosenBy(writing: Writing, receivers: Receivers, value: Value): Sql | undefined {
  const { callee } = value.kind === 'call' ? value : {}
  const built = callee?.kind === 'member' && /^get(?:Knex|Native)Query$/.test(callee.name) ? callee.object : value
  const begun = isBuilder(built) ? begunBy(writing, receivers, built) : undefined
  const chosen = begun?.builder.chosen(begun.steps)
  if (chosen) writing.scene.take(value)
  return chosen
}

interface Begun {
  readonly builder: Builder
  readonly steps: readonly Step[]
}

function begunBy(writing: Writing, receivers: Receivers, value: Value): Begun | undefined {
  const built = builderSteps(value)
  const at = built?.steps.findIndex((step) => step.kind === 'link' && step.link.args !== undefined && starts.has(step.link.name)) ?? -1
  const start = built?.steps[at]
  if (!built || start?.kind !== 'link') return undefined
  const { link } = start
  const owner = built.steps
    .slice(0, at)
    .reduce<Value | undefined>((object, step) => (object && step.kind === 'link' ? linked(object, step.link) : undefined), built.root)
  const receiver = owner && receivers.of(owner, link.args ?? [], link.at)
  if (!receiver) return undefined
  const [named] = receiver.args
  return { builder: new Builder(writing, receiver, textOf(named)), steps: built.steps.slice(at + 1) }
}

/** A chain as it was written. */
function linked(object: Value, { name, args, at }: Link): Value {
  const member: Value = { kind: 'member', object, name, at }
  return args ? { kind: 'call', callee: name === '' ? object : member, args, isNew: false, at } : member
}

/** The condition of a builder: what it is joined with by the same operator stands beside it. */
interface Condition {
  readonly operator: 'and' | 'or' | undefined
  readonly parts: readonly Sql[]
}

const none: Condition = { operator: undefined, parts: [] }

interface Target {
  readonly model: Model
  readonly at: Value['at'] | undefined
}

class Builder {
  readonly #writing: Writing
  readonly #target: Target
  readonly #alias: string

  constructor(writing: Writing, target: Target, alias: string | undefined) {
    this.#writing = writing
    this.#target = target
    this.#alias = alias ?? writing.alias()
  }

  read(steps: readonly Step[]): readonly Sql[] | undefined {
    const links = linksIn(steps)
    if (links.some(({ name }) => name === 'from' || name === 'truncate' || name === 'having')) return undefined
    const deed = links.findLast(({ name }) => /^(?:update|delete|insert)$/.test(name))
    switch (deed?.name) {
      case 'insert':
        return [this.#insert(deed, links)]
      case 'update':
        return [this.#update(deed, steps)]
      case 'delete':
        return [this.#delete(deed, steps)]
      default:
        return this.#select(links, steps)
    }
  }

  /** The query with the column that it names alone. */
  chosen(steps: readonly Step[]): Sql | undefined {
    const { pen } = this.#writing
    const links = linksIn(steps)
    if (links.some(({ name }) => /^(?:from|truncate|having|update|delete|insert|count|limit|offset)$/.test(name))) return undefined
    const { row, rest } = this.#rows(links, steps)
    const [named, ...more] = links.flatMap(({ name, args = [] }) => (name === 'select' ? args : []))
    const text = more.length === 0 ? textOf(named?.kind === 'list' ? named.items[0] : named) : undefined
    const column = text === undefined ? undefined : this.#columnNamed(row, text)
    return column && pen.sql`select ${column}${rest}`
  }

  #columnNamed(row: Row, text: string): Sql | undefined {
    const dot = text.indexOf('.')
    const alias = text.slice(0, Math.max(dot, 0))
    const of = dot < 0 || alias === row.alias ? row : row.joins.named.get(alias)
    const property = of?.model.properties.find(({ name }) => name === text.slice(dot + 1))
    const [name, ...more] = (property && fieldNames(property, modelsOf(this.#writing))) ?? []
    return of && name !== undefined && more.length === 0 ? columnOf(this.#writing, of, name) : undefined
  }

  #rows(links: readonly Link[], steps: readonly Step[]): { readonly row: Row; readonly rest: Sql } {
    const row = new Joins(this.#writing).root(this.#target.model, this.#alias)
    this.#join(row, links)
    const where = whereClause(this.#writing, [this.#condition(row, steps)])
    return { row, rest: this.#writing.pen.sql`${this.#from(row)}${where}` }
  }

  #select(links: readonly Link[], steps: readonly Step[]): readonly Sql[] {
    const { pen } = this.#writing
    const { row, rest } = this.#rows(links, steps)
    const order = links
      .filter(({ name }) => name === 'orderBy' || name === 'andOrderBy')
      .map(({ args }) => orderSql(this.#writing, row, args?.[0]))
    const limit = links.findLast(({ name }) => name === 'limit')?.args?.[0]
    const isOne = links.some(({ name }) => name === 'getSingleResult')
    const sorted = order.findLast((one) => one.length > 0) ?? []
    const cut = limit ? pen.sql` limit ${pen.value(limit)}` : isOne ? pen.text(' limit 1') : []
    const counted = pen.sql`select count(*)${rest}`
    if (links.some(({ name }) => name === 'count' || name === 'getCount')) return [counted]
    const isCut = cut.length > 0 || links.some(({ name }) => name === 'offset')
    const isPaged = isCut && row.joins.hasMany && !links.some(({ name }) => name === 'groupBy')
    const found = isPaged
      ? pen.sql`${this.#ofPage(row, links, pen.sql`${rest}${cut}`)}${sorted}`
      : pen.sql`select ${outputOf(this.#writing, row)}${rest}${sorted}${cut}`
    return links.some(({ name }) => name === 'getResultAndCount') ? [found, counted] : [found]
  }

  #from(row: Row): Sql {
    const { model, at } = this.#target
    return this.#writing.pen.sql` from ${tableOf(this.#writing, model, at)} ${quotedName(row.alias)}${row.joins.sql}`
  }

  /** A page of rows is chosen by a query within; what comes along with them meets the conditions of its join alone. */
  #ofPage(row: Row, links: readonly Link[], chosen: Sql): Sql {
    const { pen } = this.#writing
    const outer = new Joins(this.#writing).root(this.#target.model, this.#alias)
    this.#join(outer, selectedJoins(links))
    const keys = pen.list(keyColumns(row.model, modelsOf(this.#writing)).map((name) => columnOf(this.#writing, row, name)))
    return pen.sql`select ${outputOf(this.#writing, outer)}${this.#from(outer)} where (${keys}) in (select ${keys}${chosen})`
  }

  #update({ args }: Link, steps: readonly Step[]): Sql {
    const { pen } = this.#writing
    const { model, at } = this.#target
    const where = chosenSql(this.#writing, model, this.#alias, at, (row) => [this.#joined(row, steps)])
    return pen.sql`update ${tableOf(this.#writing, model, at)} ${quotedName(this.#alias)} set ${setSql(this.#writing, model, args?.[0])}${where}`
  }

  #delete({ args }: Link, steps: readonly Step[]): Sql {
    const { pen } = this.#writing
    const { model, at } = this.#target
    const [given] = args ?? []
    const where = chosenSql(this.#writing, model, this.#alias, at, (row) => [this.#joined(row, steps, given)])
    return pen.sql`delete from ${tableOf(this.#writing, model, at)} ${quotedName(this.#alias)}${where}`
  }

  #insert({ args }: Link, links: readonly Link[]): Sql {
    const { model } = this.#target
    const conflict = links.find(({ name }) => name === 'onConflict')
    const merge = links.find(({ name }) => name === 'merge')
    return insertSql(this.#writing, this.#target, rowsGiven(args?.[0]), (columns) => {
      if (!conflict) return []
      const arbiter = columnsNamed(this.#writing, model, conflict.args?.[0]) ?? []
      const set = merge ? (columnsNamed(this.#writing, model, merge.args?.[0]) ?? columns.filter((name) => !arbiter.includes(name))) : []
      return conflictClause(this.#writing.pen, arbiter, set)
    })
  }

  #joined(row: Row, steps: readonly Step[], begun?: Value): Sql {
    this.#join(row, linksIn(steps))
    return this.#condition(row, steps, begun)
  }

  /** `leftJoin('o.items', 'i', { … })` */
  #join(row: Row, links: readonly Link[]): void {
    for (const { name, args, at } of links) {
      const how = joins[name]
      const [path, alias, on] = args ?? []
      const text = textOf(path)
      if (how === undefined || text === undefined || !path) continue
      const dot = text.indexOf('.')
      const from = dot < 0 ? row : row.joins.named.get(text.slice(0, dot))
      const property = from?.model.properties.find((one) => one.name === text.slice(dot + 1))
      if (!from || !property) continue
      const conditions = (other: Row): readonly Sql[] =>
        on ? [this.#one({ ...other, joinedTo: row.model }, { name, args: [on], at })] : []
      from.joins.join(from, property, { at: path.at, how, alias: textOf(alias) ?? this.#writing.alias(), on: conditions })
    }
  }

  #condition(row: Row, steps: readonly Step[], begun?: Value): Sql {
    const first = begun ? this.#one(row, { name: 'where', args: [begun], at: begun.at }) : []
    return this.#rendered(this.#folded(row, steps, first.length === 0 ? none : { operator: undefined, parts: [first] }))
  }

  #folded(row: Row, steps: readonly Step[], before: Condition): Condition {
    return steps.reduce<Condition>((condition, step) => {
      if (step.kind === 'link') return wheres.has(step.link.name) && step.link.args ? this.#added(row, condition, step.link) : condition
      if (!hasWhere(step.of.flat())) return condition
      const of = step.of.map((way) => this.#rendered(this.#folded(row, way, condition)))
      return { operator: undefined, parts: [this.#writing.pen.choice(step.key, step.on, of)] }
    }, before)
  }

  /** `where` again replaces all that was before. */
  #added(row: Row, before: Condition, link: Link): Condition {
    const sql = this.#one(row, link)
    const operator = link.name === 'orWhere' ? 'or' : link.name === 'andWhere' ? 'and' : operatorOf(link)
    if (sql.length === 0) return operator ? before : none
    if (before.parts.length === 0) return { operator: undefined, parts: [sql] }
    if (!operator) return { operator, parts: [this.#writing.pen.replacing(sql)] }
    return before.operator === operator ? { operator, parts: [...before.parts, sql] } : { operator, parts: [this.#rendered(before), sql] }
  }

  #rendered({ operator, parts }: Condition): Sql {
    const { pen } = this.#writing
    const [only, ...more] = parts
    if (!only || more.length === 0) return only ?? []
    return pen.sql`(${operator === 'or' ? pen.any(parts) : pen.all(parts)})`
  }

  /** Text is put in parentheses. */
  #one(row: Asking, { args = [] }: Link): Sql {
    const { pen } = this.#writing
    const [condition, params] = args
    if (!condition) return []
    const raw = rawText(condition)
    if (raw) return pen.sql`(${boundText(pen, raw, condition.kind === 'call' ? condition.args[1] : undefined)})`
    if (condition.kind === 'literal' || condition.kind === 'text')
      return textOf(condition) === undefined && condition.kind === 'literal' ? [] : pen.sql`(${boundText(pen, condition, params)})`
    if (condition.kind === 'call' && isMikroOrm(condition.callee, 'raw')) return pen.hidden(condition)
    return whereSql(this.#writing, row, condition)
  }
}

/** `where(condition, params, '$or')`; text is added to what was before. */
function operatorOf({ args = [] }: Link): 'and' | 'or' | undefined {
  const [condition, ...more] = args
  const text = more.map(textOf).find((one) => one === '$and' || one === '$or')
  if (text !== undefined) return text === '$and' ? 'and' : 'or'
  return condition && (isText(condition) || rawText(condition)) ? 'and' : undefined
}

function isText(value: Value): boolean {
  return value.kind === 'text' || textOf(value) !== undefined
}

function hasWhere(steps: readonly Step[]): boolean {
  return steps.some((step) => (step.kind === 'link' ? wheres.has(step.link.name) : hasWhere(step.of.flat())))
}

/** The joins whose rows come along, with those that they are joined by. */
function selectedJoins(links: readonly Link[]): readonly Link[] {
  const needed = new Set<string>()
  const sorted = links.flatMap(({ name, args }) => (/[oO]rderBy$/.test(name) ? aliasesIn(args?.[0]) : []))
  return links
    .toReversed()
    .filter(({ name, args: [path, alias] = [] }) => {
      const own = textOf(alias) ?? ''
      const isNeeded = Object.hasOwn(joins, name) && (name.endsWith('AndSelect') || needed.has(own) || sorted.includes(own))
      if (isNeeded) needed.add(textOf(path)?.split('.')[0] ?? '')
      return isNeeded
    })
    .toReversed()
}

function aliasesIn(order: Value | undefined): readonly string[] {
  if (order?.kind === 'list') return order.items.flatMap(aliasesIn)
  return order?.kind === 'record' ? order.entries.flatMap(({ key }) => (key.includes('.') ? [key.slice(0, key.indexOf('.'))] : [])) : []
}

/** The calls, those included that a condition decides on. */
function linksIn(steps: readonly Step[]): readonly Link[] {
  return steps.flatMap((step) => (step.kind === 'link' ? (step.link.args ? [step.link] : []) : step.of.flatMap(linksIn)))
}
