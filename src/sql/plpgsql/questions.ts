import type { Call, Comparison, Condition, Query, Term } from '../../query/query.ts'
import type { Range } from '../lexer.ts'
import { ExistsReader } from './exists-reader.ts'
import { outputOf } from './expressions.ts'
import { variable, type Scope } from './scope.ts'
import { allOf, anyOf, negated, type Truth } from './truth.ts'

/** What a condition of PL/pgSQL asks of the schema. */
export class Questions {
  readonly #text: (term: Term, scope: Scope) => string | undefined
  /** A question is asked once, however often its answer is used. */
  readonly #asked = new Map<Query | Call, Truth | undefined>()
  /** The rows that a count is of. */
  readonly #rows = new Map<Query, Query>()

  constructor(text: (term: Term, scope: Scope) => string | undefined) {
    this.#text = text
  }

  /** What a condition comes to, with each part that cannot be told taken to make it `unknown`. */
  ask(term: Term, scope: Scope, unknown: boolean): { truth: Truth; guessed: Range | undefined } {
    const asking = new Asking(this, scope, unknown)
    return { truth: asking.ofTerm(term, unknown), guessed: asking.guessed }
  }

  text(term: Term, scope: Scope): string | undefined {
    return this.#text(term, scope)
  }

  /** Whether a query has rows. */
  exists(query: Query, scope: Scope, also?: Condition): Truth | undefined {
    const reader = new ExistsReader((term) => this.#text(term, scope))
    return also ? reader.read(query, also) : this.#once(query, () => reader.read(query))
  }

  /** Whether a function such as to_regclass finds something. */
  finds(call: Call, scope: Scope): Truth | undefined {
    return this.#once(call, () => new ExistsReader((term) => this.#text(term, scope)).lookUp(call))
  }

  /** Whether a query that counts has rows to count. */
  counts(query: Query, scope: Scope): Truth | undefined {
    if (query.kind !== 'select') return undefined
    const rows = this.#rows.get(query) ?? { ...query, output: [] }
    this.#rows.set(query, rows)
    return this.exists(rows, scope)
  }

  #once(question: Query | Call, answer: () => Truth | undefined): Truth | undefined {
    if (!this.#asked.has(question)) this.#asked.set(question, answer())
    return this.#asked.get(question)
  }
}

/** One question, asked where these variables are known. */
class Asking {
  readonly #questions: Questions
  readonly #scope: Scope
  readonly #outside: boolean
  /** The first part that cannot be told. */
  guessed: Range | undefined

  constructor(questions: Questions, scope: Scope, unknown: boolean) {
    this.#questions = questions
    this.#scope = scope
    this.#outside = unknown
  }

  #guess(unknown: boolean, { range }: { readonly range: Range }): boolean {
    this.guessed ??= range
    return unknown
  }

  ofTerm(term: Term, unknown: boolean): Truth {
    switch (term.kind) {
      case 'condition':
        return this.#ofCondition(term.condition, unknown)
      case 'value':
        return term.value.kind === 'literal' && typeof term.value.literal === 'boolean' ? term.value.literal : this.#guess(unknown, term)
      case 'cast':
        return term.type === 'boolean' ? this.ofTerm(term.term, unknown) : this.#guess(unknown, term)
      case 'column': {
        const value = variable(this.#scope, term)
        return value ? this.ofTerm(value, unknown) : this.#guess(unknown, term)
      }
      case 'call': {
        const [first] = term.name === 'coalesce' ? term.args : []
        return first ? this.ofTerm(first, unknown) : this.#guess(unknown, term)
      }
      case 'subquery':
        return this.#ofSubquery(term.query, unknown)
      default:
        return this.#guess(unknown, term)
    }
  }

  /** `(SELECT EXISTS (…))`, `(SELECT count(*) > 0 FROM …)`, `(SELECT true FROM …)`. */
  #ofSubquery(query: Query, unknown: boolean): Truth {
    const plain = outputOf(query)
    if (plain) return this.ofTerm(plain, unknown)
    if (query.kind !== 'select' || query.output.length !== 1) return this.#guess(unknown, query)
    const [output] = query.output
    if (output?.kind !== 'term') return this.#guess(unknown, query)
    const { term } = output
    if (term.kind === 'condition' && term.condition.kind === 'compare' && isCount(term.condition.left))
      return this.#counted(query, term.condition) ?? this.#guess(unknown, query)
    const isTrue = term.kind === 'value' && term.value.kind === 'literal' && term.value.literal === true
    const exists = isTrue ? this.#questions.exists(query, this.#scope) : undefined
    return exists === undefined ? this.#guess(unknown, query) : this.#orNull(exists, true, unknown)
  }

  /** What may be null is neither true nor, under a NOT, false. */
  #orNull(isThere: Truth, holds: Truth, unknown: boolean): Truth {
    return unknown === this.#outside ? allOf([isThere, holds]) : negated(allOf([isThere, negated(holds)]))
  }

  #ofCondition(condition: Condition, unknown: boolean): Truth {
    switch (condition.kind) {
      case 'and':
        return allOf(condition.of.map((part) => this.#ofCondition(part, unknown)))
      case 'or':
        return anyOf(condition.of.map((part) => this.#ofCondition(part, unknown)))
      case 'not':
        return negated(this.#ofCondition(condition.of, !unknown))
      case 'constant':
        return condition.value ?? this.#guess(unknown, condition)
      case 'exists':
        return this.#questions.exists(condition.query, this.#scope) ?? this.#guess(unknown, condition)
      case 'bare':
        return this.ofTerm(condition.term, unknown)
      case 'null': {
        const isThere = this.#isThere(condition.term)
        return isThere === undefined ? this.#guess(unknown, condition) : condition.not ? isThere : negated(isThere)
      }
      case 'truth': {
        if (condition.is === 'unknown') return this.#guess(unknown, condition)
        const isTold = condition.not === (condition.is === 'false')
        return isTold ? this.#ofCondition(condition.of, unknown) : negated(this.#ofCondition(condition.of, !unknown))
      }
      case 'compare':
        return this.#compared(condition, unknown)
      default:
        return this.#guess(unknown, condition)
    }
  }

  /** Whether a term has a value: `to_regclass('t')`, `(SELECT oid FROM pg_class …)`. */
  #isThere(term: Term): Truth | undefined {
    if (term.kind === 'cast') return this.#isThere(term.term)
    if (term.kind === 'column') {
      const value = variable(this.#scope, term)
      return value && this.#isThere(value)
    }
    if (term.kind === 'subquery') {
      const plain = outputOf(term.query)
      if (plain) return this.#isThere(plain)
      return isCount(onlyOutput(term.query)) ? true : this.#questions.exists(term.query, this.#scope)
    }
    if (term.kind === 'value') return term.value.kind === 'literal' ? term.value.literal !== null : undefined
    return term.kind === 'call' ? this.#questions.finds(term, this.#scope) : undefined
  }

  #compared(condition: Comparison, unknown: boolean): Truth {
    const { left, right, op, quantifier } = condition
    const counted = this.#countedQuery(left)
    if (counted && quantifier === undefined) return this.#counted(counted, condition) ?? this.#guess(unknown, condition)
    const flag = right.kind === 'value' && right.value.kind === 'literal' ? right.value.literal : undefined
    if (typeof flag === 'boolean' && /^(?:=|<>|is (?:not )?distinct from)$/.test(op)) {
      const isTold = flag === (op === '=' || op === 'is not distinct from')
      return isTold ? this.ofTerm(left, unknown) : negated(this.ofTerm(left, !unknown))
    }
    return this.#member(condition, unknown) ?? this.#literals(condition) ?? this.#guess(unknown, condition)
  }

  #countedQuery(term: Term): Query | undefined {
    if (term.kind === 'cast') return this.#countedQuery(term.term)
    if (term.kind === 'column') {
      const value = variable(this.#scope, term)
      return value && this.#countedQuery(value)
    }
    return term.kind === 'subquery' && isCount(onlyOutput(term.query)) ? term.query : undefined
  }

  /** What is looked for by its name is there once or not at all, so that a count of 1 is all of it. */
  #counted(query: Query, { op, right }: Comparison): Truth | undefined {
    const count = right.kind === 'value' && right.value.kind === 'literal' ? right.value.literal : undefined
    const sign = `${op} ${String(count)}`
    const exists = this.#questions.counts(query, this.#scope)
    if (exists === undefined) return undefined
    if (['> 0', '>= 1', '<> 0', '= 1'].includes(sign)) return exists
    return ['= 0', '< 1', '<= 0', '<> 1'].includes(sign) ? negated(exists) : undefined
  }

  /** `'x' IN (SELECT conname FROM …)`, `(SELECT data_type FROM …) = 'text'`. */
  #member(condition: Comparison, unknown: boolean): Truth | undefined {
    const { left, right, op, quantifier } = condition
    const isIn = quantifier === 'any' && op === '='
    const isNotIn = quantifier === 'all' && op === '<>'
    if (isIn || isNotIn) {
      if (right.kind !== 'subquery') return undefined
      const exists = this.#having(right.query, left)
      return exists === undefined || isIn ? exists : negated(exists)
    }
    if (quantifier !== undefined) return undefined
    const queried = this.#queried(left)
    const same = queried && this.#having(queried, right)
    const isThere = queried && this.#questions.exists(queried, this.#scope)
    if (same === undefined || isThere === undefined) return undefined
    switch (op) {
      case '=':
        return unknown === this.#outside ? same : this.#orNull(isThere, same, unknown)
      case '<>':
        return this.#orNull(isThere, negated(same), unknown)
      case 'is not distinct from':
        return same
      case 'is distinct from':
        return negated(same)
      default:
        return undefined
    }
  }

  #queried(term: Term): Query | undefined {
    if (term.kind === 'subquery') return term.query
    const value = term.kind === 'column' ? variable(this.#scope, term) : undefined
    return value && this.#queried(value)
  }

  /** Whether a query has a row with this value. */
  #having(query: Query, value: Term): Truth | undefined {
    const column = onlyOutput(query)
    if (column?.kind !== 'column') return undefined
    return this.#questions.exists(query, this.#scope, {
      kind: 'compare',
      op: '=',
      quantifier: undefined,
      left: column,
      right: value,
      range: query.range,
    })
  }

  /** Two texts that are known, as in a loop over names. */
  #literals({ left, right, op, quantifier }: Comparison): boolean | undefined {
    const own = this.#questions.text(left, this.#scope)
    const others = right.kind === 'list' || right.kind === 'array' ? right.terms : [right]
    const texts = others.flatMap((other) => this.#questions.text(other, this.#scope) ?? [])
    if (own === undefined || texts.length < others.length) return undefined
    if (op === '=' && quantifier !== 'all') return texts.includes(own)
    return op === '<>' && quantifier !== 'any' ? !texts.includes(own) : undefined
  }
}

function onlyOutput(query: Query): Term | undefined {
  const [output, ...more] = query.kind === 'select' ? query.output : []
  return output?.kind === 'term' && more.length === 0 ? output.term : undefined
}

function isCount(term: Term | undefined): boolean {
  return term?.kind === 'call' && term.name === 'count' && !term.filter
}
