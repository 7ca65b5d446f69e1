import type { IndexKey, TypeReference } from '../catalog/change.ts'
import { quoteName } from '../catalog/names.ts'
import type { Range } from '../catalog/place.ts'
import type { Condition, Query, Term } from '../query/query.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { parseCached } from '../sql/parse-cached.ts'
import { relocate } from '../sql/plpgsql/relocate.ts'

/** Reads the SQL that Prisma sends for what a schema says; every part of it is at the place of that. */
export class Expressions {
  readonly #engine: SqlEngine

  constructor(engine: SqlEngine) {
    this.#engine = engine
  }

  term(sql: string, range: Range): Term {
    const query = this.#query(`select (${sql})`)
    const [output] = query?.kind === 'select' ? query.output : []
    return output?.kind === 'term' ? relocate(output.term, () => range) : hidden(range)
  }

  condition(sql: string, range: Range): Condition {
    const query = this.#query(`select 1 where (${sql})`)
    return query?.kind === 'select' && query.where ? relocate(query.where, () => range) : hidden(range)
  }

  type(sql: string): TypeReference {
    const parsed = parseCached(this.#engine, `create table t (c ${sql})`)
    const change = parsed.ok && parsed.value.length === 1 ? parsed.value[0]?.changes[0] : undefined
    const [element] = change?.kind === 'create table' ? change.elements : []
    const type = element?.kind === 'column' ? element.column.type : undefined
    return type ?? { schema: undefined, name: sql, modifiers: [], array: false }
  }

  /** The keys of an index, as its parentheses hold them; undefined where they cannot be read. */
  indexKeys(sql: string, method: string, range: Range): readonly IndexKey[] | undefined {
    const parsed = parseCached(this.#engine, `create index on t using ${quoteName(method)} (${sql})`)
    const change = parsed.ok && parsed.value.length === 1 ? parsed.value[0]?.changes[0] : undefined
    return change?.kind === 'create index' ? relocate(change.keys, () => range) : undefined
  }

  #query(sql: string): Query | undefined {
    const parsed = parseCached(this.#engine, sql)
    return parsed.ok && parsed.value.length === 1 ? parsed.value[0]?.query : undefined
  }
}

function hidden(range: Range): Extract<Term, { kind: 'hidden' }> {
  return { kind: 'hidden', reason: 'the expression cannot be read', range }
}
