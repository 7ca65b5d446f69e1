import { quotedName } from '../../catalog/names.ts'
import { entryOf, isNothing, truthOf, type Value } from '../../javascript/symbolic/value.ts'
import type { Sql } from '../query-sql.ts'
import { askedWith } from './asked.ts'
import type { Verb } from './association-names.ts'
import { rowOf } from './model-calls.ts'
import type { Model } from './model.ts'
import type { Related } from './related.ts'
import { keyOfRow, ofRow, placeOfRow, whyHidden, type RowCall } from './row-calls.ts'
import { scopesIn } from './receivers.ts'
import { rowsOf } from './rows.ts'
import { selectSql } from './select.ts'
import { rowsGiven } from '../ways.ts'
import { whereSql } from './where.ts'
import { deleteSql, insertSql, updateSql } from './writes.ts'
import { columnSql, tableSql, type Row } from './writing.ts'

/** What a method of a row sends that reads or writes those that belong to it. */
export function associationSql(call: RowCall, related: Related, verb: Verb, args: readonly Value[]): readonly Sql[] {
  const own = new Association(call, related, args)
  return related.kind === 'belongsToMany' ? own.throughSql(verb) : own.directSql(verb)
}

class Association {
  readonly #call: RowCall
  readonly #related: Related
  readonly #args: readonly Value[]
  readonly #at: Value['at']
  readonly #target: Row

  constructor(call: RowCall, related: Related, args: readonly Value[]) {
    this.#call = call
    this.#related = related
    this.#args = args
    this.#at = placeOfRow(call.call)
    this.#target = { model: related.target, alias: undefined }
  }

  directSql(verb: Verb): readonly Sql[] {
    const { kind, foreignKey, target } = this.#related
    const [given] = this.#args
    const { writing } = this.#call
    const { pen } = writing
    if (kind === 'belongsTo') {
      if (verb === 'get') return [this.#get()]
      const home: Row = { model: this.#related.source, alias: undefined }
      const value = verb === 'create' ? pen.value(this.#call.call) : this.#keyOf(given, target)
      const set = updateSql(writing, home, this.#at, undefined, [keyOfRow(this.#call, home)], [{ name: foreignKey, value }])
      return verb === 'create' ? [this.#insert(given, []), set] : [set]
    }
    const key = this.#keyValue()
    const ownKey = { name: foreignKey, value: key ?? pen.value(this.#call.call) }
    const none = { name: foreignKey, value: pen.text('null') }
    const taken = (): Sql => updateSql(writing, this.#target, this.#at, undefined, [this.#among(given)], [ownKey])
    switch (verb) {
      case 'get':
      case 'has':
        return [this.#get()]
      case 'count':
        return [this.#get(pen.text('count(*)'))]
      case 'create':
        return [this.#insert(given, [ownKey])]
      case 'add':
        return [taken()]
      case 'set':
        return [
          this.#get(),
          updateSql(writing, this.#target, this.#at, undefined, [this.#linked(this.#target)], [none]),
          ...(given && !isNothing(given) ? [taken()] : []),
        ]
      case 'remove':
        return [updateSql(writing, this.#target, this.#at, undefined, [this.#linked(this.#target), this.#among(given)], [none])]
    }
  }

  /** By rows of the table between. */
  throughSql(verb: Verb): readonly Sql[] {
    const { through, foreignKey, target } = this.#related
    if (!through) return []
    const { writing } = this.#call
    const { pen } = writing
    const [given] = this.#args
    const between: Row = { model: through.model, alias: undefined }
    const linked = (row: Row): Sql => ofRow(this.#call, row, foreignKey, this.#related.referred)
    const aliased = rowOf(through.model)
    const lookUp = pen.sql`select * from ${tableSql(writing, through.model, this.#at)} as ${quotedName(aliased.alias)} where ${linked(aliased)}`
    const key = this.#keyValue() ?? pen.value(this.#call.call)
    const insert = (other: Sql): Sql =>
      insertSql(
        writing,
        through.model,
        this.#at,
        [{ kind: 'record', entries: [], open: false, at: this.#at }],
        [
          { name: foreignKey, value: key },
          { name: through.otherKey, value: other },
        ],
      )
    switch (verb) {
      case 'get':
      case 'has':
        return [this.#get()]
      case 'count':
        return [this.#get(pen.text('count(*)'))]
      case 'create':
        return [this.#insert(given, []), insert(pen.value(this.#call.call))]
      case 'add':
        return [lookUp, insert(this.#keyOf(given, target))]
      case 'set':
        return [lookUp, deleteSql(writing, between, this.#at, [linked(between)]), insert(this.#keyOf(given, target))]
      case 'remove': {
        const other = pen.sql`${columnSql(writing, between, through.otherKey)} = ${this.#keyOf(given, target)}`
        return [deleteSql(writing, between, this.#at, [linked(between), other])]
      }
    }
  }

  #get(output?: Sql): Sql {
    const { writing } = this.#call
    const { pen } = writing
    const { target, through, foreignKey } = this.#related
    const options = this.#related.kind === 'hasMany' || this.#related.kind === 'belongsToMany' ? this.#args.at(-1) : this.#args[0]
    const given = options?.kind === 'record' ? options : undefined
    const scope = entryOf(given, 'scope')?.value
    const scopes = scope && (truthOf(scope) === false ? [] : scopesIn([scope]))
    const asked = askedWith({ model: target, scopes }, given, writing.scene, writing.models)
    const row = rowOf(target)
    const also = [whereSql(writing, row, this.#related.scope)]
    const isOne = this.#related.kind === 'hasOne'
    const common = { row, asked, at: this.#at, isOne, ...(output && { output }) }
    if (!through) return selectSql(writing, { ...common, also: [this.#linked(row), ...also] })
    const between = rowOf(through.model)
    const on = pen.sql`${columnSql(writing, row, through.targetKey)} = ${columnSql(writing, between, through.otherKey)}`
    const linked = ofRow(this.#call, between, foreignKey, this.#related.referred)
    const join = pen.sql` inner join ${tableSql(writing, through.model, this.#at)} as ${quotedName(between.alias)} on ${on} and ${linked}`
    return selectSql(writing, { ...common, also, join })
  }

  #insert(values: Value | undefined, own: Parameters<typeof insertSql>[4]): Sql {
    const all = rowsGiven(values)
    const rows: readonly Value[] = all.length > 0 ? all : [{ kind: 'record', entries: [], open: false, at: this.#at }]
    return insertSql(this.#call.writing, this.#related.target, this.#at, rows, own)
  }

  /** That a row of the target belongs to this one. */
  #linked(target: Row): Sql {
    const { kind, foreignKey, referred } = this.#related
    return kind === 'belongsTo' ? ofRow(this.#call, target, referred, foreignKey) : ofRow(this.#call, target, foreignKey, referred)
  }

  #keyValue(): Sql | undefined {
    return this.#call.writing.pen.ofRow(this.#at, this.#related.referred)
  }

  /** The key of a row that is given, or what is given for it. */
  #keyOf(given: Value | undefined, model: Model): Sql {
    const { pen } = this.#call.writing
    if (!given || isNothing(given)) return pen.text('null')
    return pen.ofRow(given.at, model.key) ?? pen.value(given)
  }

  /** That a row is one of those that are given. */
  #among(given: Value | undefined): Sql {
    const { writing } = this.#call
    const { pen } = writing
    const { target } = this.#related
    const [first] = given?.kind === 'list' ? given.items : given ? [given] : []
    if (!first || !given) return []
    const name = columnSql(writing, this.#target, target.key)
    const loaded = pen.ofRow(first.at, target.key)
    if (loaded) return pen.sql`${name} = ${loaded}`
    if (rowsOf(first, writing.scene, writing.models)) return pen.hidden(first, whyHidden(first.at))
    return given.kind === 'list' ? pen.sql`${name} in (${pen.values(given)})` : pen.sql`${name} = ${pen.value(given)}`
  }
}
