import type { Catalog, Table } from '../catalog/catalog.ts'
import { printCondition, printTerm } from '../query/print.ts'
import type { Condition, Term } from '../query/query.ts'
import { ExpressionTypes } from './expression-types.ts'
import { mutableCasts } from './postgres/volatility.ts'

/** A part of an expression that need not give the same for the same row. */
export interface MutablePart {
  /** As people write it. */
  readonly text: string
  /** On the moment or chance; on the time zone of a session; or on other settings. */
  readonly dependsOn: 'moment' | 'time zone' | 'settings'
}

/** They are words rather than functions. */
const words = /^(?:current_(?:date|time|timestamp|user|role|catalog|schema)|localtime|localtimestamp|session_user|user)$/
const ofMoment =
  /^(?:now|current_(?:date|time|timestamp)|localtime|localtimestamp|\w+_timestamp|timeofday|random\w*|gen_random_uuid|uuidv\d)$/

export function mutablePartOf(expression: Term | Condition, table: Table, catalog: Catalog): MutablePart | undefined {
  return new Mutable(table, catalog).in(expression)
}

class Mutable {
  readonly #types: ExpressionTypes

  constructor(table: Table, catalog: Catalog) {
    this.#types = new ExpressionTypes(table, catalog)
  }

  /** The outermost part, since what is inside of it may be mended with it. */
  in(node: object): MutablePart | undefined {
    if ('kind' in node && (node.kind === 'subquery' || node.kind === 'exists' || node.kind === 'hidden')) return undefined
    for (const part of Object.values(node)) {
      const found = typeof part === 'object' && part !== null ? this.in(part as object) : undefined
      if (found) return found
    }
    return isTerm(node) ? this.#term(node) : isComparison(node) ? this.#comparison(node) : undefined
  }

  #term(term: Term): MutablePart | undefined {
    const text = printTerm(term)
    if (term.kind === 'cast')
      return this.#isMutableCast(term)
        ? { text, dependsOn: settingOf(this.#types.of(term.term), this.#types.ofCast(term.type)) }
        : undefined
    if (term.kind !== 'call') return undefined
    if (words.test(term.name) && term.args.length === 0 && !term.operator)
      return { text, dependsOn: ofMoment.test(term.name) ? 'moment' : 'settings' }
    const { volatility } = term.operator ? this.#types.operator(term.name, term.args) : this.#types.call(term)
    if (volatility !== 'mutable') return undefined
    return { text, dependsOn: ofMoment.test(term.name) ? 'moment' : settingOf(...term.args.map((arg) => this.#types.of(arg))) }
  }

  #comparison(condition: Extract<Condition, { kind: 'compare' | 'between' }>): MutablePart | undefined {
    const pairs =
      condition.kind === 'compare'
        ? condition.quantifier === undefined
          ? [[condition.op, condition.left, condition.right] as const]
          : []
        : ([
            ['>=', condition.term, condition.low],
            ['<=', condition.term, condition.high],
          ] as const)
    const isMutable = pairs.some(([op, left, right]) => this.#types.operator(op, [left, right]).volatility === 'mutable')
    return isMutable ? { text: printCondition(condition), dependsOn: 'time zone' } : undefined
  }

  #isMutableCast({ term, type }: Extract<Term, { kind: 'cast' }>): boolean {
    const [from, to] = [this.#types.of(term), this.#types.ofCast(type)]
    if (from === undefined || to === undefined || from === to) return false
    if (to === 'anyenum') return /^(?:text|character varying|character)$/.test(from)
    const casts = mutableCasts[from.endsWith('[]') ? 'anyarray' : from]
    return casts?.includes(to) ?? false
  }
}

function isTerm(node: object): node is Term {
  return 'kind' in node && (node.kind === 'call' || node.kind === 'cast')
}

function isComparison(node: object): node is Extract<Condition, { kind: 'compare' | 'between' }> {
  return 'kind' in node && (node.kind === 'compare' || node.kind === 'between')
}

function settingOf(...types: readonly (string | undefined)[]): MutablePart['dependsOn'] {
  return types.some((type) => type === 'timestamp with time zone' || type === 'time with time zone') ? 'time zone' : 'settings'
}
