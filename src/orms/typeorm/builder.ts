import { quotedName } from '../../catalog/names.ts'
import type { Located } from '../../javascript/resolve.ts'
import { literal, textOf, type Kind, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { argumentsOf } from '../arguments.ts'
import { rowsGiven } from '../ways.ts'
import { callsIn, isBuilder, stepsOf, type CallStep, type Step } from './builder-steps.ts'
import { wheresSql, type Clause, clausesOf } from './builder-wheres.ts'
import { outputSql, tailSql } from './builder-output.ts'
import { optionsSql } from './find-queries.ts'
import { whereSql, type Rules } from './find-where.ts'
import { classSql, joinSql, liveSql } from './joins.ts'
import { textSql, type TextScene } from './raw-text.ts'
import { parametersOf } from './parameters.ts'
import { mayBeManager, receiverOf } from './receiver.ts'
import { filled, fromSql, isLiteral, whereClause, type Row, type Writing } from './writing.ts'
import { conflictOf, conflictSql, deleteSql, inKeysSql, insertSql, markSql, returningSql, updateSql } from './writes.ts'

/** What a builder sends; undefined where its table cannot be told. */
export function builderSql(writing: Writing, value: Value, sends?: string, outer?: Statement): Sql | undefined {
  return statementOf(writing, value, sends, outer)?.sql()
}

/** The row of the entity that a builder begins with. */
export function mainOf(writing: Writing, value: Value): Row | undefined {
  return statementOf(writing, value)?.main
}

function statementOf(writing: Writing, value: Value, sends?: string, outer?: Statement): Statement | undefined {
  const { root, steps } = stepsOf(value)
  const first = callsIn(steps).findLast(({ name }) => name === 'subQuery' || name === 'createQueryBuilder')
  if (!first || !steps.includes(first)) return undefined
  const from = first.value.kind === 'call' && first.value.callee.kind === 'member' ? first.value.callee.object : root
  const statement = new Statement(writing, steps.slice(steps.indexOf(first) + 1), outer, sends)
  return statement.begin(first, from) ? statement : undefined
}

type Deed = 'select' | 'update' | 'delete' | 'insert' | 'softDelete' | 'restore'

interface Joined {
  readonly step: CallStep
  readonly row: Row | undefined
}

/** One statement that a builder builds. */
export class Statement {
  readonly writing: Writing
  readonly #steps: readonly Step[]
  readonly calls: readonly CallStep[]
  readonly #outer: Statement | undefined
  /** The method that sends it. */
  readonly #sends: string | undefined
  readonly #joins = new Map<CallStep, Joined>()
  /** The row of the table that it begins with, where that is an entity. */
  main: Row | undefined
  #at: Located | undefined
  /** What is selected from, where that is no entity. */
  #source: Sql | undefined
  #clauses: ReturnType<typeof clausesOf> | undefined
  #parameters: readonly Value[] | undefined
  readonly #callbacks = new Map<Value, readonly Step[] | undefined>()

  constructor(writing: Writing, steps: readonly Step[], outer: Statement | undefined, sends?: string) {
    this.#sends = sends
    this.writing = writing
    this.#steps = steps
    this.calls = callsIn(steps)
    this.#outer = outer
  }

  /** Finds the table; false where there is none. */
  begin(start: CallStep, from: Value): boolean {
    const receiver = start.name === 'subQuery' ? undefined : receiverOf(from, this.writing.scene.machine)
    if (receiver?.kind === 'repository') this.#setMain(receiver.entity, textOf(start.args[0]), receiver.entity)
    else if (start.args[0] && (receiver ?? (start.args[0].kind === 'class' && mayBeManager(from, this.writing.scene.machine))))
      this.#setMain(start.args[0], textOf(start.args[1]), start.args[0])
    for (const { name, args } of this.calls) {
      if (!entityMethods.test(name) || !args[0] || (name === 'update' && args[0].kind === 'record')) continue
      this.#setMain(args[0], textOf(args[1]), args[0], name === 'from')
    }
    if (!this.main && !this.#source) return false
    for (const step of this.calls) if (joinMethods.has(step.name)) this.#noteJoin(step)
    return true
  }

  #setMain(entity: Value, alias: string | undefined, at: Value, isFrom = false): void {
    const { models, pen } = this.writing
    const model = models.of(entity)
    if (model) {
      this.main = { model, alias: alias ?? this.main?.alias ?? model.name }
      this.#at = at.at
    } else if (isFrom && entity.kind === 'function') {
      const inner = this.inner(entity)
      this.main = undefined
      this.#source = inner && pen.sql`(${inner}) ${quotedName(alias ?? 'source')}`
    } else if (textOf(entity) !== undefined && isFrom) {
      this.main = undefined
      this.#source = pen.sql`${pen.name(textOf(entity) ?? '', entity.at)}${alias === undefined ? '' : ` ${quotedName(alias)}`}`
    }
  }

  /** `(qb) => qb.select(…).from(…)` */
  inner(callback: Kind<'function'>): Sql | undefined {
    const { machine } = this.writing.scene
    const value = machine.within(callback, [startedAt(callback, 'subQuery')]).value
    return isBuilder(value) || (value.kind === 'call' && isBuilder(builtBy(value)))
      ? builderSql(this.writing, builtBy(value), undefined, this)
      : undefined
  }

  #noteJoin(step: CallStep): void {
    const at = step.name.includes('Map') ? 1 : 0
    const [what, alias] = [step.args[at], textOf(step.args[at + 1])]
    const model = what && this.writing.models.of(what)
    const path = textOf(what)
    const dot = path?.indexOf('.') ?? -1
    if (alias === undefined) return
    if (model && dot < 0) this.#joins.set(step, { step, row: { model, alias } })
    else if (path !== undefined && dot > 0) {
      const parent = this.rowNamed(path.slice(0, dot))
      const relation = parent?.model.relation(path.slice(dot + 1))
      const link = parent && relation && parent.model.link(relation)
      this.#joins.set(step, { step, row: link ? { model: parent.model.of(link.target), alias } : undefined })
    } else this.#joins.set(step, { step, row: undefined })
  }

  get alias(): string | undefined {
    return this.main?.alias
  }

  rowNamed(alias: string): Row | undefined {
    return this.rows.find((row) => row.alias === alias)
  }

  get rows(): readonly Row[] {
    const joined = [...this.#joins.values()].flatMap(({ row }) => row ?? [])
    return [...(this.main ? [this.main] : []), ...joined, ...(this.#outer?.rows ?? [])]
  }

  get #deed(): Deed {
    return (this.calls.findLast(({ name }) => deeds.has(name))?.name as Deed | undefined) ?? 'select'
  }

  get #withDeleted(): boolean {
    return this.calls.some(({ name }) => name === 'withDeleted')
  }

  /** The objects that values of parameters stand in, of subqueries and brackets as well. */
  get parameters(): readonly Value[] {
    this.#parameters ??= [...(this.#outer?.parameters ?? []), ...this.calls.flatMap((step) => this.#parametersOf(step))]
    return this.#parameters
  }

  #parametersOf(step: CallStep): readonly Value[] {
    const callback = step.args[0] && bracketsOf(step.args[0])?.callback
    this.writing.pen.spend(1)
    if (callback?.kind === 'function') return callsIn(this.#stepsOf(callback) ?? []).flatMap((inner) => this.#parametersOf(inner))
    const given = parametersOf(step)
    return given ? [given] : []
  }

  /** What texts of this statement may name; those that write name columns alone. */
  texts(): TextScene {
    const rows = this.#deed === 'select' ? this.rows : this.main ? [{ ...this.main, alias: '' }, ...this.rows] : this.rows
    return { writing: this.writing, rows, parameters: this.parameters, part: (value) => this.#part(value) }
  }

  /** The same of a text that must hold, with what its own call gives it. */
  #conditionTexts(given?: Value): TextScene {
    return { ...this.texts(), given, isCondition: true }
  }

  #part(value: Value): Value | Sql | undefined {
    const { pen } = this.writing
    if (value.kind === 'member' && value.name === 'alias' && isBuilder(value.object)) {
      const alias = statementOf(this.writing, value.object)?.alias ?? this.main?.alias
      return alias === undefined ? undefined : literal(alias, value.at)
    }
    if (value.kind !== 'call' || value.callee.kind !== 'member' || !/^(?:getQuery|getSql)$/.test(value.callee.name)) return undefined
    const built = value.callee.object
    const sql = builderSql(this.writing, built, undefined, this)
    if (!sql) return undefined
    this.writing.scene.take(value)
    return callsIn(stepsOf(built).steps).some(({ name }) => name === 'subQuery') ? pen.sql`(${sql})` : sql
  }

  sql(): Sql | undefined {
    const writing = this.writing
    const main = this.main
    const deed = this.#deed
    if (deed === 'select') return this.#select()
    if (!main) return undefined
    const row: Row = { ...main, alias: '' }
    const where = this.#where(row)
    const last = (...names: string[]): CallStep | undefined => this.calls.findLast(({ name }) => names.includes(name))
    switch (deed) {
      case 'insert': {
        const rows = rowsGiven(last('values')?.args[0])
        const updates = last('orUpdate')
        const conflict = updates
          ? conflictSql(writing, row, rows, conflictOf(updates.args))
          : last('orIgnore')
            ? writing.pen.text(' on conflict do nothing')
            : []
        return writing.pen.sql`${insertSql(writing, row, this.#at, rows)}${conflict}${returningSql(writing, row)}`
      }
      case 'update': {
        const given = this.calls.find(({ name, args }) => name === 'update' && args.length > 0)?.args
        const data = last('set')?.args[0] ?? given?.find((arg) => arg.kind === 'record') ?? given?.[1]
        return updateSql(writing, row, this.#at, data, where)
      }
      case 'delete':
        return deleteSql(writing, row, this.#at, where)
      default:
        return markSql(writing, row, this.#at, deed === 'restore' ? 'restore' : 'delete', where)
    }
  }

  #where(row: Row): Sql {
    this.#clauses ??= clausesOf(this.#steps)
    return wheresSql(this.writing, this.#clauses, (clause) => this.#condition(clause, row))
  }

  /** One condition, as it stands among the others: texts without parentheses. */
  #condition({ step, how }: Clause, row: Row): Sql {
    const { pen } = this.writing
    const [first, second] = step.args
    if (!first) return []
    if (how === 'ids') return inKeysSql(this.writing, row, first)
    if (how === 'exists') {
      const inner = builderSql(this.writing, first, undefined, this)
      this.writing.scene.take(first)
      return inner ? pen.sql`exists (${inner})` : pen.hidden(first)
    }
    return this.#conditionSql(first, second, row)
  }

  #conditionSql(value: Value, parameters: Value | undefined, row: Row): Sql {
    const { pen } = this.writing
    const brackets = bracketsOf(value)
    if (brackets) return this.#brackets(brackets.callback, brackets.isNot, row)
    if (value.kind === 'function') return this.#called(value, row)
    if (value.kind === 'record' || value.kind === 'list') {
      const sql = whereSql(this.writing, row, value, builderRules)
      return sql.length === 0
        ? pen.text('true', value.at)
        : value.kind === 'list' || isOne(value)
          ? filled(this.writing, sql)
          : pen.sql`(${filled(this.writing, sql)})`
    }
    return textSql(this.#conditionTexts(parameters), value)
  }

  /** `new Brackets((qb) => …)` */
  #brackets(callback: Value | undefined, isNot: boolean, row: Row): Sql {
    const { pen } = this.writing
    if (callback?.kind !== 'function') return callback ? pen.hidden(callback) : []
    const inner = filled(this.writing, this.#narrowed(callback, row))
    if (inner.length === 0) return pen.text('true', callback.at)
    return isNot ? pen.sql`not (${inner})` : pen.sql`(${inner})`
  }

  #narrowed(callback: Kind<'function'>, row: Row): Sql {
    const steps = this.#stepsOf(callback)
    if (!steps) return callback.node.params.length === 0 ? [] : this.writing.pen.opening(callback, 'what this function does cannot be seen')
    return wheresSql(this.writing, clausesOf(steps), (clause) => this.#condition(clause, row))
  }

  /** What a function does to the builder that it is given; undefined where it does nothing to it. */
  #stepsOf(callback: Kind<'function'>): readonly Step[] | undefined {
    if (!this.#callbacks.has(callback)) {
      const built = this.writing.scene.machine.changedBy(callback, [startedAt(callback, 'createQueryBuilder')], 0)
      this.#callbacks.set(callback, built && stepsOf(built).steps.slice(1))
    }
    return this.#callbacks.get(callback)
  }

  /** `.where((qb) => 'o.id in ' + qb.subQuery()…)`, or one that goes on with the builder. */
  #called(callback: Kind<'function'>, row: Row): Sql {
    const { machine } = this.writing.scene
    const value = machine.within(callback, [startedAt(callback, 'createQueryBuilder')]).value
    if (textOf(value) !== undefined || value.kind === 'text') return textSql(this.#conditionTexts(), value)
    return this.#narrowed(callback, row)
  }

  #select(): Sql | undefined {
    const { pen } = this.writing
    const main = this.main
    const options = this.calls.findLast(({ name }) => name === 'setFindOptions')
    const given = argumentsOf(options?.args[0])
    const withDeleted = this.#withDeleted
    const found = main && options ? optionsSql(this.writing, main, given, withDeleted) : undefined
    const from = main ? fromSql(this.writing, main, this.#at) : this.#source
    if (!from) return undefined
    const joins = this.#joinsSql(this.#steps)
    const conditions = main
      ? [
          this.#where(main),
          found ? wrapped(this.writing, found.where) : [],
          liveSql(this.writing, main, withDeleted),
          classSql(this.writing, main),
        ]
      : [this.#sourceWhere()]
    const isCount = this.#sends === 'getCount' || this.#sends === 'getExists'
    const tail = isCount ? [] : pen.sql`${tailSql(this)}`
    return pen.sql`select ${isCount ? 'count(*)' : outputSql(this)} from ${from}${joins}${found?.joins.sql ?? []}${whereClause(this.writing, conditions)}${tail}`
  }

  #sourceWhere(): Sql {
    this.#clauses ??= clausesOf(this.#steps)
    return wheresSql(this.writing, this.#clauses, ({ step, how }) => {
      const [first] = step.args
      return first && how === 'plain' && (textOf(first) !== undefined || first.kind === 'text')
        ? textSql(this.#conditionTexts(step.args[1]), first)
        : first
          ? this.writing.pen.opening(first)
          : []
    })
  }

  #joinsSql(steps: readonly Step[]): Sql {
    const { pen } = this.writing
    return steps.flatMap((step): Sql => {
      if (step.kind === 'hidden') return []
      if (step.kind === 'call') return this.#joinSql(step)
      const ways = step.of.map((way) => this.#joinsSql(way))
      return ways.every((way) => way.length === 0) ? [] : pen.choice(step.key, step.on, ways)
    })
  }

  #joinSql(step: CallStep): Sql {
    const joined = this.#joins.get(step)
    if (!joined) return []
    const { pen } = this.writing
    const at = step.name.includes('Map') ? 1 : 0
    const [what, name, condition] = step.args.slice(at)
    const how = step.name.startsWith('inner') ? 'inner' : 'left'
    if (!what) return []
    const { row } = joined
    const on = condition && !isLiteral(condition, undefined, '') ? textSql(this.#conditionTexts(parametersOf(step)), condition) : []
    const path = textOf(what)
    const dot = path?.indexOf('.') ?? -1
    if (path !== undefined && dot > 0) {
      const parent = this.rowNamed(path.slice(0, dot))
      const relation = parent?.model.relation(path.slice(dot + 1))
      const link = parent && relation && parent.model.link(relation)
      return row && link
        ? joinSql(this.writing, { how, row: parent, joined: row, link, at: what.at, withDeleted: this.#withDeleted, on })
        : []
    }
    if (row) {
      const live = liveSql(this.writing, row, this.#withDeleted)
      const all = [on, live].filter((one) => one.length > 0)
      return pen.sql` ${how} join ${fromSql(this.writing, row, what.at)} on ${all.length > 0 ? pen.list(all, ' and ') : 'true'}`
    }
    const alias = quotedName(textOf(name) ?? 'joined')
    const inner = what.kind === 'function' ? this.inner(what) : undefined
    const source = inner ? pen.sql`(${inner})` : path !== undefined && !path.startsWith('(') ? pen.name(path, what.at) : undefined
    return source ? pen.sql` ${how} join ${source} ${alias} on ${on.length > 0 ? on : 'true'}` : []
  }
}

const builderRules: Rules = { undefinedIs: 'throw', nullIs: 'throw' }
const entityMethods = /^(?:from|into|update|delete|softDelete|restore)$/
const deeds: ReadonlySet<string> = new Set(['update', 'delete', 'insert', 'softDelete', 'restore'])
const joinMethods: ReadonlySet<string> = new Set(
  ['inner', 'left'].flatMap((how) => ['Join', 'JoinAndSelect', 'JoinAndMapOne', 'JoinAndMapMany'].map((rest) => how + rest)),
)

/** A builder of which nothing is known yet, for what a callback is given. */
function startedAt({ at }: Value, name: string): Value {
  return { kind: 'call', callee: { kind: 'member', object: { kind: 'symbol', name: 'builder', at }, name, at }, args: [], isNew: false, at }
}

/** The builder whose text is asked for. */
function builtBy(value: Value): Value {
  return value.kind === 'call' && value.callee.kind === 'member' && /^(?:getQuery|getSql)$/.test(value.callee.name)
    ? value.callee.object
    : value
}

function bracketsOf(value: Value): { readonly callback: Value | undefined; readonly isNot: boolean } | undefined {
  if (value.kind !== 'call' || !value.isNew || value.callee.kind !== 'import') return undefined
  const { name } = value.callee
  return name === 'Brackets' || name === 'NotBrackets' ? { callback: value.args[0], isNot: name === 'NotBrackets' } : undefined
}

/** Whether an object has one condition, which stands without parentheses. */
function isOne({ entries, open }: Kind<'record'>): boolean {
  return entries.length === 1 && !open
}

function wrapped(writing: Writing, where: Sql): Sql {
  return where.length === 0 ? [] : writing.pen.sql`(${filled(writing, where)})`
}
