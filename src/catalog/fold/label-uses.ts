import type { Query, Term } from '../../query/query.ts'
import { parseType } from '../types.ts'
import { bindType } from './bind-type.ts'
import { Refusal, type BoundType, type Expression, type FunctionState, type Id, type TableState } from './objects.ts'
import { replaceNodes } from './replace-nodes.ts'
import { Resolver } from './resolve.ts'
import { scopeOfRow } from './scope.ts'
import type { State } from './state.ts'

/** A label, or a list of them. */
type Kind = 'one' | 'list'

/** An enum, and the label of it that is looked for. */
export interface Label {
  readonly type: Id
  readonly text: string
  readonly to: string
}

/** Where an expression means a label of an enum: what is compared with something of its type, is cast to that, fills one, or is given for one. */
export class LabelUses {
  /** The nodes that say it, each with what it says from now on. */
  readonly found = new Map<object, string>()
  readonly #state: State
  readonly #label: Label
  readonly #resolver: Resolver

  /** `expression`: under the names of now; `row`: whose it may be of; `fills`: what its value is of. */
  constructor(state: State, label: Label, expression: Expression, row: TableState | undefined, fills: BoundType | undefined) {
    this.#state = state
    this.#label = label
    this.#resolver = new Resolver(state)
    this.#resolve(expression, row)
    const kind = this.#kindOfType(fills)
    if (kind) this.#expect(expression as Term, kind)
    replaceNodes(expression, (node) => {
      this.#visit(node)
      return node
    })
  }

  #resolve(expression: Expression, row: TableState | undefined): void {
    try {
      this.#resolver.read(expression, { scopes: row ? [scopeOfRow(row)] : [], commonTables: new Map() })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  #visit(node: object): void {
    if (!('kind' in node)) return
    const term = node as Term | Query
    if (term.kind === 'cast') {
      const kind = this.#kindOf(term)
      if (kind) this.#expect(term.term, kind)
    } else if (term.kind === 'call') this.#givenTo(term)
    else if (term.kind === 'combined' || term.kind === 'values') this.#columnsOf(term)
    if (isCompare(node)) this.#compared(node.left, node.right, node.quantifier !== undefined)
    for (const terms of alike(node)) this.#alike(terms)
  }

  #compared(left: Term, right: Term, isOfMany: boolean): void {
    if (left.kind === 'row') {
      const rows = right.kind === 'list' ? right.terms : [right]
      for (const row of rows) if (row.kind === 'row') left.terms.forEach((one, i) => this.#compared(one, row.terms[i] ?? one, false))
      return
    }
    if (!isOfMany) this.#alike([left, right])
    else if (right.kind === 'list') this.#alike([left, ...right.terms])
    else if (right.kind === 'subquery' && !right.array) this.#alike([left, right])
    else if (this.#kindOf(left) === 'one' || this.#kindOf(right) === 'list') {
      this.#expect(left, 'one')
      this.#expect(right, 'list')
    }
  }

  /** Terms that are of one type. */
  #alike(terms: readonly Term[]): void {
    const kind = this.#kindOfAny(terms)
    if (kind) for (const term of terms) this.#expect(term, kind)
  }

  /** What the arms and rows of a query give in one place. */
  #columnsOf(query: Query): void {
    for (const terms of placesOf(query)) this.#alike(terms)
  }

  #givenTo({ schema, name, args, names, operator }: Extract<Term, { kind: 'call' }>): void {
    if (operator || names) return
    const given: FunctionState | undefined = this.#state.functionNamed(schema, name)
    const fitting = given?.overloads.filter((one) => one.least <= args.length && args.length <= one.arguments) ?? []
    args.forEach((arg, i) => {
      const kinds = fitting.map(({ types }) => types[i] && this.#kindOfType(bindType(this.#state, types[i])))
      const [kind] = kinds
      if (kind && kinds.every((one) => one === kind)) this.#expect(arg, kind)
    })
  }

  #expect(term: Term, kind: Kind): void {
    switch (term.kind) {
      case 'value': {
        const said = term.value.kind === 'literal' ? term.value.literal : undefined
        const other = typeof said === 'string' ? this.#saidAnew(said, kind) : undefined
        if (other !== undefined) this.found.set(term, other)
        return
      }
      case 'array':
        if (kind === 'list') for (const one of term.terms) this.#expect(one, 'one')
        return
      case 'subquery':
        for (const one of placesOf(term.query)[0] ?? []) this.#expect(one, kind)
        return
      case 'case':
        for (const one of resultsOf(term)) this.#expect(one, kind)
        return
      case 'call':
        if (ofOneType.test(term.name)) for (const one of term.args) this.#expect(one, kind)
        return
      default:
    }
  }

  #saidAnew(said: string, kind: Kind): string | undefined {
    const { text, to } = this.#label
    if (kind === 'one') return said === text ? to : undefined
    const items = /^\{(.*)\}$/s.exec(said)?.[1]?.match(/"(?:[^"\\]|\\.)*"|[^,]+/g)
    const written = items?.map((item) => (textOf(item) === text ? quoted(to) : item))
    return items && written && items.some((item, i) => item !== written[i]) ? `{${written.join()}}` : undefined
  }

  #kindOfAny(terms: readonly Term[]): Kind | undefined {
    for (const term of terms) {
      const kind = this.#kindOf(term)
      if (kind) return kind
    }
    return undefined
  }

  #kindOf(term: Term): Kind | undefined {
    switch (term.kind) {
      case 'column':
        return this.#kindOfType(this.#resolver.types.get(term))
      case 'cast':
        return this.#kindOfType(bindType(this.#state, parseType(term.type)))
      case 'array':
        return this.#kindOfAny(term.terms) === 'one' ? 'list' : undefined
      case 'case':
        return this.#kindOfAny(resultsOf(term))
      case 'subquery': {
        const kind = this.#kindOfType(this.#resolver.results.get(term.query)?.columns[0]?.type)
        return term.array ? kind && 'list' : kind
      }
      case 'part':
        return term.path.every((step) => typeof step !== 'string') && this.#kindOf(term.term) === 'list' ? 'one' : undefined
      case 'call':
        return this.#kindOfCall(term.name, term.args)
      default:
        return undefined
    }
  }

  #kindOfCall(name: string, [first, ...others]: readonly Term[]): Kind | undefined {
    if (!first) return undefined
    if (ofOneType.test(name)) return this.#kindOfAny([first, ...others])
    if (/^(?:array_agg|enum_range)$/.test(name)) return this.#kindOfAny([first, ...others]) && 'list'
    if (name === 'unnest') return this.#kindOf(first) && 'one'
    return /^(?:min|max|any_value|(?:first|last|nth)_value|lag|lead|enum_first|enum_last)$/.test(name) ? this.#kindOf(first) : undefined
  }

  /** A domain over the enum has its labels. */
  #kindOfType(type: BoundType | undefined): Kind | undefined {
    if (type?.id === undefined) return undefined
    if (type.id === this.#label.type) return type.array ? 'list' : 'one'
    const own = this.#state.types.get(type.id)
    return own?.kind === 'domain' && !type.array ? this.#kindOfType(own.base) : undefined
  }
}

const ofOneType = /^(?:coalesce|nullif|greatest|least)$/

function isCompare(node: object): node is { readonly left: Term; readonly right: Term; readonly quantifier: unknown } {
  return 'kind' in node && node.kind === 'compare'
}

/** The terms in a node that are of one type, whatever it is. */
function alike(node: object): readonly (readonly Term[])[] {
  const { kind, term, low, high, name, args, of, when } = node as Partial<Record<'term' | 'low' | 'high' | 'of', Term>> & {
    kind?: string
    name?: string
    args?: readonly Term[]
    when?: readonly { readonly when: Term }[]
  }
  if (kind === 'between' && term && low && high) return [[term, low, high]]
  if (kind === 'case' && when)
    return [resultsOf(node as Extract<Term, { kind: 'case' }>), ...(of ? [[of, ...when.map((one) => one.when)]] : [])]
  if (kind === 'array') return [(node as Extract<Term, { readonly terms: readonly Term[] }>).terms]
  return kind === 'call' && args && name !== undefined && (ofOneType.test(name) || /^(?:enum_range|&&|@>|<@)$/.test(name)) ? [args] : []
}

function resultsOf({ when, otherwise }: Extract<Term, { kind: 'case' }>): readonly Term[] {
  return [...when.map(({ then }) => then), ...(otherwise ? [otherwise] : [])]
}

/** What a query gives, place by place: the terms of all of its arms and rows. */
function placesOf(query: Query): readonly (readonly Term[])[] {
  switch (query.kind) {
    case 'select':
      return query.output.map((output) => (output.kind === 'term' ? [output.term] : []))
    case 'values':
      return (query.rows[0] ?? []).map((_, i) => query.rows.flatMap((row) => row[i] ?? []))
    case 'combined': {
      const [left, right] = [placesOf(query.left), placesOf(query.right)]
      return left.map((terms, i) => [...terms, ...(right[i] ?? [])])
    }
    default:
      return []
  }
}

/** An item of an array's text. */
function textOf(item: string): string {
  return item.startsWith('"') ? item.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : item.trim()
}

function quoted(label: string): string {
  return /^[^\s"\\{},]+$/.test(label) && !/^null$/i.test(label) ? label : `"${label.replaceAll(/["\\]/g, '\\$&')}"`
}
