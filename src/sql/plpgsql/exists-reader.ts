import type { Guard } from '../../catalog/change.ts'
import { lookup } from '../../catalog/lookup.ts'
import { cutName } from '../../catalog/names.ts'
import type { Call, Comparison, Condition, Query, Select, Source as QuerySource, Term } from '../../query/query.ts'
import { identifierText } from '../identifier.ts'
import { tokenize } from '../lexer.ts'
import { Scene, type Constant, type Reference, type Source } from './scene.ts'
import { systemRelation, type Role } from './system-relations.ts'
import { anyOf, type Truth } from './truth.ts'

/** A condition that is still to be read, and the sources that its columns may be of, the innermost first. */
interface Pending {
  readonly condition: Condition
  readonly sources: readonly Source[]
}

/** How often a question may fork at an OR. */
const maxForks = 64

const oids: ReadonlySet<Role> = new Set(['oid', 'oid of table', 'oid of object', 'references'])
const systemSchemas: ReadonlySet<string> = new Set(['pg_catalog', 'information_schema', 'pg_toast'])
const aggregates: ReadonlySet<string> = new Set(['count', 'max', 'min', 'sum', 'bool_or', 'bool_and', 'every', 'array_agg', 'string_agg'])

/** Reads a query over Postgres' catalogs as the question whether an object is there. */
export class ExistsReader {
  readonly #text: (term: Term) => string | undefined
  #forks = 0

  constructor(text: (term: Term) => string | undefined) {
    this.#text = text
  }

  /** Whether the query has rows of which a further condition holds; undefined where that cannot be told from the schema. */
  read(query: Query, also?: Condition): Truth | undefined {
    if (query.kind === 'combined' && query.how === 'union' && !also) {
      const truths = [this.read(query.left), this.read(query.right)].flatMap((truth) => truth ?? [])
      return truths.length === 2 ? anyOf(truths) : undefined
    }
    if (!isPlain(query)) return undefined
    if (!query.groupBy && query.output.some((output) => output.kind === 'term' && isAggregate(output.term))) return also ? undefined : true
    if (query.from.length === 0) return query.where || also ? undefined : true
    const scene = new Scene()
    const pending = this.#enter(scene, query, [])
    return pending && this.#solve(scene, also ? [...pending.conditions, { condition: also, sources: pending.sources }] : pending.conditions)
  }

  /** What to_regclass and its kin find. */
  lookUp(call: Call): Guard | undefined {
    const object = lookUps[call.name]
    const [named] = call.args
    const target = this.#object(named)
    if (!named || !object || target?.kind !== 'object') return undefined
    const { schema, name } = target
    const listed = call.name === 'to_regprocedure' ? /^[^(]*\(([^]*)\)/.exec(this.#text(named) ?? '')?.[1] : undefined
    const count = listed === undefined ? {} : { arguments: listed.trim() === '' ? 0 : listed.split(',').length }
    return { object, name, ...(schema !== undefined && { schema }), ...count, negated: false }
  }

  #enter(scene: Scene, query: Select, outer: readonly Source[]): { conditions: Pending[]; sources: readonly Source[] } | undefined {
    const own: Source[] = []
    const conditions: Condition[] = query.where ? [query.where] : []
    if (!query.from.every((source) => this.#takeSource(scene, source, own, conditions))) return undefined
    scene.sources.push(...own)
    const sources = [...own, ...outer]
    return { conditions: conditions.map((condition) => ({ condition, sources })), sources }
  }

  #takeSource(scene: Scene, source: QuerySource, own: Source[], conditions: Condition[]): boolean {
    if (source.kind === 'table') {
      const relation = systemRelation(source.schema, source.name)
      if (relation) own.push({ alias: source.alias?.name ?? source.name, relation })
      return relation !== undefined
    }
    if (source.kind !== 'join' || source.natural || source.how === 'right' || source.how === 'full') return false
    const before = own.length
    if (!this.#takeSource(scene, source.left, own, conditions)) return false
    const middle = own.length
    if (!this.#takeSource(scene, source.right, own, conditions)) return false
    if (source.on) conditions.push(source.on)
    return source.using.every((column) => {
      const left = referenceIn(own.slice(before, middle), undefined, column)
      const right = referenceIn(own.slice(middle), undefined, column)
      if (left && right) scene.link(left, right)
      return left !== undefined && right !== undefined
    })
  }

  #solve(scene: Scene, pending: readonly Pending[]): Truth | undefined {
    const [first, ...rest] = pending
    if (!first) {
      const guards = scene.guards()
      return guards && anyOf(guards)
    }
    const { condition, sources } = first
    switch (condition.kind) {
      case 'and':
        return this.#solve(scene, [...condition.of.map((part) => ({ condition: part, sources })), ...rest])
      case 'or': {
        this.#forks += condition.of.length
        if (this.#forks > maxForks) return undefined
        const truths = condition.of.flatMap((part) => this.#solve(scene.copy(), [{ condition: part, sources }, ...rest]) ?? [])
        return truths.length === condition.of.length ? anyOf(truths) : undefined
      }
      case 'constant':
        return condition.value === true ? this.#solve(scene, rest) : undefined
      case 'exists': {
        const inner = isPlain(condition.query) ? this.#enter(scene, condition.query, sources) : undefined
        return inner && this.#solve(scene, [...inner.conditions, ...rest])
      }
      case 'compare': {
        const more = this.#compare(scene, condition, sources)
        return more && this.#solve(scene, [...more, ...rest])
      }
      default:
        return this.#takes(scene, condition, sources) ? this.#solve(scene, rest) : undefined
    }
  }

  /** `NOT attisdropped`, `attnotnull`, `pg_table_is_visible(c.oid)`. */
  #takes(scene: Scene, condition: Condition, sources: readonly Source[]): boolean {
    const inner = condition.kind === 'not' ? condition.of : condition
    const term = inner.kind === 'bare' || inner.kind === 'null' ? inner.term : undefined
    if (term?.kind === 'call' && /^pg_\w+_is_visible$/.test(term.name) && condition.kind === 'bare') {
      const [of] = term.args
      const reference = of && this.#reference(of, sources)
      if (reference?.role === 'oid') scene.see(reference.source)
      return reference?.role === 'oid'
    }
    const reference = term && this.#reference(term, sources)
    if (reference?.role === 'not null' && inner.kind === 'bare')
      scene.bind(reference, [{ kind: 'text', text: String(condition.kind !== 'not') }])
    return reference?.role === 'any' || (reference?.role === 'not null' && inner.kind === 'bare')
  }

  /** What is left to read of a comparison; undefined where it is not understood. */
  #compare(scene: Scene, condition: Comparison, sources: readonly Source[]): Pending[] | undefined {
    const [left, right] = [this.#reference(condition.left, sources), this.#reference(condition.right, sources)]
    const isEqual = condition.op === '=' || condition.op === 'is not distinct from'
    if (left && right && isEqual && condition.quantifier === undefined) {
      scene.link(left, right)
      return []
    }
    const reference = left ?? right
    const other = left ? condition.right : condition.left
    if (!reference || (left && right) || condition.right.kind === 'hidden') return undefined
    if (reference.role === 'any') return []
    if (isEqual && condition.quantifier !== 'all') return this.#equal(scene, reference, other, sources)
    const leftOut = this.#constants(other)
    const isHarmless = condition.op === '<>' && leftOut?.every((c) => c.kind === 'text' && systemSchemas.has(c.text)) === true
    return isHarmless && (reference.role === 'schema' || reference.source.relation.objects.includes('schema')) ? [] : undefined
  }

  #equal(scene: Scene, reference: Reference, other: Term, sources: readonly Source[]): Pending[] | undefined {
    if (other.kind === 'subquery') {
      const [output, ...more] = isPlain(other.query) ? other.query.output : []
      const inner =
        isPlain(other.query) && output?.kind === 'term' && more.length === 0 ? this.#enter(scene, other.query, sources) : undefined
      const selected = inner && output?.kind === 'term' ? this.#reference(output.term, inner.sources) : undefined
      if (!inner || !selected) return undefined
      scene.link(reference, selected)
      return inner.conditions
    }
    const constants = this.#constants(other)?.map((constant) =>
      constant.kind === 'text' && oids.has(reference.role) ? parsedName(constant.text) : constant,
    )
    const known = constants?.flatMap((constant) => constant ?? [])
    if (!known || known.length < (constants?.length ?? 0)) return undefined
    scene.bind(reference, known)
    return []
  }

  #reference(term: Term, sources: readonly Source[]): Reference | undefined {
    if (term.kind === 'cast') return this.#reference(term.term, sources)
    return term.kind === 'column' ? referenceIn(sources, term.of, term.name) : undefined
  }

  /** The values of which one is meant. */
  #constants(term: Term): Constant[] | undefined {
    if (term.kind === 'cast' && (term.term.kind === 'array' || term.term.kind === 'list')) return this.#constants(term.term)
    const terms = term.kind === 'array' || term.kind === 'list' ? term.terms : [term]
    const known = terms.flatMap((each) => this.#constant(each) ?? [])
    return known.length === terms.length ? known : undefined
  }

  #constant(term: Term): Constant | undefined {
    if (term.kind === 'cast' && /^reg(?:class|type|namespace|proc|procedure)$/.test(term.type)) return this.#object(term.term)
    if (term.kind === 'call' && lookUps[term.name]) return this.#object(term.args[0])
    if (term.kind === 'call' && /^current_schemas?$/.test(term.name)) return { kind: 'current schema' }
    if (term.kind === 'value' && term.value.kind === 'literal' && typeof term.value.literal === 'boolean')
      return { kind: 'text', text: String(term.value.literal) }
    const text = this.#text(term)
    if (text !== undefined) return { kind: 'text', text }
    return term.kind === 'cast' ? this.#constant(term.term) : undefined
  }

  #object(term: Term | undefined): Constant | undefined {
    const text = term && this.#text(term)
    return text === undefined ? undefined : parsedName(text)
  }
}

const lookUps: Readonly<Record<string, Guard['object'] | undefined>> = lookup({
  to_regclass: 'relation',
  to_regtype: 'type',
  to_regnamespace: 'schema',
  to_regproc: 'function',
  to_regprocedure: 'function',
})

function isPlain(query: Query): query is Select {
  return query.kind === 'select' && query.with.length === 0 && !query.having && !query.offset
}

function isAggregate(term: Term): boolean {
  return term.kind === 'call' ? aggregates.has(term.name) : term.kind === 'cast' && isAggregate(term.term)
}

function referenceIn(sources: readonly Source[], of: string | undefined, column: string): Reference | undefined {
  const source = sources.find(({ alias, relation }) => (of === undefined || of === alias) && Object.hasOwn(relation.columns, column))
  const role = source?.relation.columns[column]
  return source && role && { source, column, role }
}

/** A name as regclass reads it: `public.users`, `"Users"`; of a function without its arguments. */
function parsedName(text: string): Constant | undefined {
  const names = tokenize(text.split('(', 1)[0] ?? '').map((token) => (text[token.start] === '.' ? '.' : identifierText(text, token)))
  const [first, dot, second, more] = names
  if (first === undefined || first === '.' || more !== undefined) return undefined
  if (dot === undefined) return { kind: 'object', schema: undefined, name: cutName(first) }
  return dot === '.' && second !== undefined && second !== '.' ? { kind: 'object', schema: first, name: cutName(second) } : undefined
}
