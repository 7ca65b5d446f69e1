import { lookup } from '../../../catalog/lookup.ts'
import { textOf, isTrue, propertyOf, type Kind, type Value } from '../../../javascript/symbolic/value.ts'
import type { Sql } from '../../query-sql.ts'
import { waysOf } from '../../ways.ts'
import { isDrizzle, methodOf } from '../library.ts'
import { prefixedSql } from './pieces.ts'
import { selectionSql, type Naming } from './selection.ts'
import { sourceOf, tableSql, type Source } from './sources.ts'
import { conditionSql, knownSql, termSql } from './terms.ts'
import { conflictSql, insertedSql, settingSql } from './writes.ts'
import { argumentAt, given, type Writing } from './writing.ts'
import { builder } from './sources.ts'

/** The parts of a statement, in the order in which they are sent. */
const clauses = {
  select: ['with', 'distinct', 'output', 'from', 'joins', 'where', 'group', 'having', 'order', 'limit', 'offset', 'lock'],
  combined: ['left', 'order', 'limit', 'offset'],
  insert: ['with', 'into', 'rows', 'conflict', 'returning'],
  update: ['with', 'update', 'set', 'from', 'joins', 'where', 'returning'],
  delete: ['with', 'delete', 'where', 'returning'],
} as const

type StatementKind = keyof typeof clauses
type Clause = (typeof clauses)[StatementKind][number]

/** A builder, as far as it was told. */
interface Built {
  readonly kind: StatementKind
  readonly said: Readonly<Partial<Record<Clause, Sql>>>
  /** What is selected; undefined for all columns. */
  readonly fields: Value | undefined
  readonly sources: readonly Source[]
}

/** Reads the builders of one call: each says again what it changes. */
export class Builders {
  readonly #writing: Writing
  readonly #known = new Map<Value, Built | undefined>()

  constructor(writing: Writing) {
    this.#writing = writing
  }

  /** What a builder sends; undefined where a value is none. */
  sql(value: Value, naming: Naming): Sql | undefined {
    const built = this.#built(value)
    const sql = built && this.#finished(built, naming)
    if (built)
      return sql && built.kind === 'combined' && this.#writing.isSince1 ? this.#writing.pen.sql`select * from (${sql}) drizzle_union` : sql
    const ways = waysOf(value)
    if (!ways) return undefined
    const of = ways.of.map((way) => this.#part(way, (one) => this.sql(one, naming)))
    return of.every((way) => way)
      ? this.#writing.pen.choice(
          ways.key,
          ways.on,
          of.flatMap((way) => (way ? [way] : [])),
        )
      : undefined
  }

  #part<T>(value: Value, read: (value: Value) => T): T {
    const done = read(value)
    if (done !== undefined && (value.kind === 'call' || value.kind === 'choice')) this.#writing.scene.take(value)
    return done
  }

  #finished({ kind, said, fields, sources }: Built, naming: Naming): Sql | undefined {
    const { pen } = this.#writing
    if (kind === 'select' && !said.from) return undefined
    if (kind === 'update' && !said.set) return undefined
    if (kind === 'insert' && !said.rows) return undefined
    const output = kind === 'select' ? selectionSql(this.#writing, fields, sources, naming) : undefined
    return clauses[kind].flatMap((clause) => {
      if (clause === 'output') return output ?? []
      if (clause === 'distinct') return pen.sql`select ${said.distinct ?? ''}`
      return said[clause] ?? []
    })
  }

  #built(value: Value): Built | undefined {
    if (this.#known.has(value)) return this.#known.get(value)
    this.#known.set(value, undefined)
    const built = this.#read(value)
    this.#known.set(value, built)
    return built
  }

  #read(value: Value): Built | undefined {
    const ways = waysOf(value)
    if (ways) {
      const of = ways.of.map((way) => this.#part(way, (one) => this.#built(one)))
      return joined(this.#writing, ways, of)
    }
    if (value.kind !== 'call') return undefined
    const { callee, args } = value
    if (callee.kind === 'import') return isDrizzle(callee) ? this.#operation(callee.name, args) : undefined
    if (callee.kind !== 'member') return undefined
    const { object, name } = callee
    const before = this.#built(object)
    return before ? this.#step(before, name, args, value) : this.#begun(object, name, args, value)
  }

  #begun(receiver: Value, name: string, args: readonly Value[], call: Value): Built | undefined {
    if (isSomethingElse(receiver)) return undefined
    const writing = this.#writing
    const { pen } = writing
    const [first, second] = args
    const common = methodOf(receiver)
    const commons = common?.name === 'with' ? this.#withSql(common.args) : []
    if (!commons) return undefined
    switch (name) {
      case 'select':
        return { kind: 'select', said: { with: commons }, fields: first, sources: [] }
      case 'selectDistinct':
        return { kind: 'select', said: { with: commons, distinct: pen.text('distinct ') }, fields: first, sources: [] }
      case 'selectDistinctOn': {
        const on = first?.kind === 'list' ? first.items.map((item) => termSql(writing, item)) : []
        return { kind: 'select', said: { with: commons, distinct: pen.sql`distinct on (${pen.list(on)}) ` }, fields: second, sources: [] }
      }
      case 'insert':
      case 'update':
      case 'delete': {
        const source = first && sourceOf(first, writing)
        if (!first || !source?.table) return undefined
        const at = argumentAt(call, 0)
        const own = tableSql(source.table, writing, at)
        const head: Built['said'] =
          name === 'insert'
            ? { into: pen.sql`insert into ${own} ` }
            : name === 'update'
              ? { update: pen.sql`update ${source.sql(at)} set ` }
              : { delete: pen.sql`delete from ${source.sql(at)}` }
        return { kind: name, said: { with: commons, ...head }, fields: undefined, sources: [source] }
      }
      default:
        return undefined
    }
  }

  #withSql(args: readonly Value[]): Sql | undefined {
    const { pen } = this.#writing
    const parts = args.map((arg): Sql | undefined => {
      const source = sourceOf(arg, this.#writing)
      if (!source?.common) return undefined
      const query = this.sql(source.common, 'columns') ?? knownSql(this.#writing, source.common)
      if (query) this.#writing.scene.take(source.common)
      return query && pen.sql`${pen.name(source.name)} as (${query})`
    })
    const known = parts.filter((part) => part !== undefined)
    return known.length === parts.length ? pen.sql`with ${pen.list(known)} ` : undefined
  }

  #step(built: Built, name: string, args: readonly Value[], value: Kind<'call'>): Built | undefined {
    const writing = this.#writing
    const { pen } = writing
    const { said, sources } = built
    const [first, second] = args
    const say = (more: Built['said']): Built => ({ ...built, said: { ...said, ...more } })
    const join = joins[name]
    if (join !== undefined) return this.#joined(built, join, value)
    const operation = operations[name]
    if (operation !== undefined) return this.#combined(built, operation, args)
    switch (name) {
      case 'from': {
        const source = first && (sourceOf(first, writing) ?? rawSource(writing, first))
        return (
          first &&
          source && {
            ...say({ from: pen.sql` from ${source.sql(argumentAt(value, 0))}` }),
            sources: [...(built.kind === 'update' ? sources : []), source],
          }
        )
      }
      case 'where':
        return say({ where: this.#whereSql(built, first) })
      case 'having':
        return say({ having: prefixedSql(pen, ' having ', first ? conditionSql(writing, this.#called(first, built)) : []) })
      case 'groupBy':
        return say({ group: this.#listSql(' group by ', args, built) })
      case 'orderBy':
        return say({ order: this.#listSql(' order by ', args, built) })
      case 'limit':
      case 'offset':
        return say({ [name]: first ? this.#countSql(name, first) : [] })
      case 'for':
        return say({ lock: pen.sql` for ${textOf(first) ?? 'update'}${isTrue(propertyOf(second, 'skipLocked')) ? ' skip locked' : ''}` })
      case 'values':
        return first && say({ rows: insertedSql(writing, sources[0]?.table, first) })
      case 'select': {
        const query = first && this.#selected(first)
        return query && say({ rows: insertedSql(writing, sources[0]?.table, undefined, query) })
      }
      case 'set':
        return first && say({ set: settingSql(writing, sources[0]?.table, first) })
      case 'onConflictDoNothing':
      case 'onConflictDoUpdate':
        return say({ conflict: conflictSql(writing, sources[0]?.table, name, first) })
      case 'returning':
        return { ...say({ returning: pen.sql` returning ${selectionSql(writing, first, sources, 'properties')}` }), fields: first }
      default:
        return neutral.has(name) ? built : undefined
    }
  }

  /** A second one takes the place of the first. */
  #whereSql(built: Built, condition: Value | undefined): Sql {
    const { pen } = this.#writing
    const where = prefixedSql(pen, ' where ', condition ? conditionSql(this.#writing, this.#called(condition, built)) : [])
    return built.said.where?.length ? pen.replacing(where) : where
  }

  /** A condition may be given as a function of what is selected. */
  #called(value: Value, { fields }: Built): Value {
    return value.kind === 'function' && fields ? given(this.#writing, value, fields) : value
  }

  #joined(built: Built, how: string, call: Kind<'call'>): Built | undefined {
    const [first, on] = call.args
    const writing = this.#writing
    const { pen } = writing
    const source = first && (sourceOf(first, writing) ?? rawSource(writing, first))
    if (!first || !source) return undefined
    const condition = on ? conditionSql(writing, this.#called(on, built)) : []
    const rest = how.startsWith('cross') ? [] : pen.sql` on ${condition.length === 0 ? 'true' : condition}`
    const join = pen.sql` ${how} ${source.sql(argumentAt(call, 0))}${rest}`
    return { ...built, said: { ...built.said, joins: [...(built.said.joins ?? []), ...join] }, sources: [...built.sources, source] }
  }

  #listSql(words: string, args: readonly Value[], built: Built): Sql {
    const { pen } = this.#writing
    const items = args.flatMap((arg) => {
      const value = this.#called(arg, built)
      return value.kind === 'list' ? value.items : [value]
    })
    const known = items.filter((item) => item.kind !== 'literal' || item.value !== undefined)
    return known.length === 0 ? [] : pen.sql`${words}${pen.list(known.map((item) => termSql(this.#writing, item)))}`
  }

  #countSql(word: string, value: Value): Sql {
    const { pen } = this.#writing
    const ways = waysOf(value)
    if (ways?.of.some((way) => way.kind === 'literal' && way.value === undefined))
      return pen.either(ways, (way) => this.#countSql(word, way))
    return value.kind === 'literal' && value.value === undefined ? [] : pen.sql` ${word} ${pen.value(value)}`
  }

  /** A query as one of several, or as what is inserted. */
  #selected(value: Value): Sql | undefined {
    const made = given(this.#writing, value, builder(value))
    return this.#part(made, (one) => this.sql(one, 'columns')) ?? (made.kind === 'tagged' ? knownSql(this.#writing, made) : undefined)
  }

  /** `union(first, second, …)` */
  #operation(name: string, args: readonly Value[]): Built | undefined {
    const words = operations[name]
    const [first, ...others] = args
    const left = words === undefined || !first ? undefined : this.#part(first, (one) => this.#built(one))
    return left && words !== undefined ? this.#combined(left, words, others) : undefined
  }

  #combined(built: Built, words: string, others: readonly Value[]): Built | undefined {
    const { pen } = this.#writing
    let left = this.#finished(built, built.kind === 'combined' ? 'columns' : 'properties')
    for (const other of others) {
      const right = this.#selected(other)
      if (!left || !right) return undefined
      left = pen.sql`(${left}) ${words} (${right})`
    }
    return left && { kind: 'combined', said: { left }, fields: built.fields, sources: built.sources }
  }
}

const joins: Readonly<Record<string, string>> = lookup({
  innerJoin: 'inner join',
  leftJoin: 'left join',
  rightJoin: 'right join',
  fullJoin: 'full join',
  crossJoin: 'cross join',
  innerJoinLateral: 'inner join lateral',
  leftJoinLateral: 'left join lateral',
  crossJoinLateral: 'cross join lateral',
})

/** Also called as functions, of several queries. */
const operations: Readonly<Record<string, string>> = lookup({
  union: 'union',
  unionAll: 'union all',
  intersect: 'intersect',
  intersectAll: 'intersect all',
  except: 'except',
  exceptAll: 'except all',
})

export const setOperations: readonly string[] = Object.keys(operations)

export const builderMethods: readonly string[] = [
  ...Object.keys(joins),
  ...setOperations,
  ...`select selectDistinct selectDistinctOn insert update delete with from where having groupBy orderBy limit offset for values set`.split(
    ' ',
  ),
  ...`onConflictDoNothing onConflictDoUpdate returning overridingSystemValue as prepare execute $dynamic $withCache $count`.split(' '),
]

/** What changes nothing of what is sent. */
const neutral: ReadonlySet<string> = new Set(['$dynamic', '$withCache', 'prepare', 'execute', 'overridingSystemValue', 'comment', 'getSQL'])

/** `from(sql`…`)` */
function rawSource(writing: Writing, value: Value): Source | undefined {
  const sql = value.kind === 'tagged' || value.kind === 'call' ? knownSql(writing, value) : undefined
  return sql && { name: '', schema: undefined, table: undefined, common: undefined, sql: () => sql, column: () => undefined }
}

/** One of several builders: what they have in common stays as it is. */
function joined(
  { pen }: Writing,
  { key, on }: { readonly key: object; readonly on: string },
  of: readonly (Built | undefined)[],
): Built | undefined {
  const [first] = of
  const known = of.filter((one) => one !== undefined)
  if (!first || known.length < of.length) return undefined
  if (known.some(({ kind, sources }) => kind !== first.kind || sources[0]?.name !== first.sources[0]?.name)) return undefined
  const names = new Set(known.flatMap(({ said }) => Object.keys(said) as Clause[]))
  const said = [...names].map((name): [Clause, Sql] => {
    const ways = known.map((one) => one.said[name] ?? [])
    return [name, ways.every((way) => way === ways[0]) ? (ways[0] ?? []) : pen.choice(key, on, ways)]
  })
  return { ...first, said: Object.fromEntries(said) }
}

/** Something of the program that no query begins with. */
function isSomethingElse(value: Value): boolean {
  switch (value.kind) {
    case 'list':
    case 'literal':
    case 'text':
    case 'function':
    case 'tagged':
      return true
    case 'record':
      return !value.open
    case 'call':
      return value.isNew && value.callee.kind === 'symbol'
    default:
      return false
  }
}
