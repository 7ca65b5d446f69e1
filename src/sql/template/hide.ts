import type { Range } from '../../catalog/place.ts'
import type {
  Column,
  Condition,
  DerivedSource,
  Hidden,
  Insert,
  Merge,
  MergeAction,
  JoinSource,
  Output,
  Query,
  Select,
  Source,
  TableSource,
  Term,
  Update,
  Value,
} from '../../query/query.ts'
import { isCondition } from '../../query/kinds.ts'
import { mapParts } from '../../query/tree.ts'
import type { Statement } from '../engine.ts'
import { isBlock, isObject, startsOfBlocks, surroundingOf } from './blocks.ts'
import { confineClauses, confined } from './confine.ts'
import { hasHole, hasMarker, holeOfParameter, markersIn, shown, type Hole } from './hole.ts'
import { unknownOperator, type Seat } from './seats.ts'

/** A hole in the text that was read, and what it was taken for. */
export interface PlacedHole {
  readonly number: number
  readonly seat: Seat
  readonly range: Range
}

/** A statement as far as it can be seen: what holes decide in it is hidden, and says why. */
export function hideHoles(statement: Statement, placed: readonly PlacedHole[], holes: readonly Hole[], text: string): Statement {
  if (placed.length === 0) return statement
  const changes = statement.changes.some(isMarked) ? [] : statement.changes
  if (!statement.query) return { ...statement, changes }
  const hiding = new Hiding(placed, holes, text)
  return { ...statement, changes, query: hiding.query(statement.query) }
}

/** Some give each tenant a schema. */
const namesTenant = /tenant|org|customer|workspace/i

/** What the program puts in front of a name, such as `${schema}."orders"`, can only be a schema: the name is looked for as if it stood alone. */
function inAnySchema(node: unknown): unknown {
  const schema = isObject(node) && 'schema' in node && typeof node.schema === 'string' ? node.schema : ''
  return hasHole(schema) && !namesTenant.test(schema) ? { ...(node as object), schema: undefined } : node
}

function isMarked(node: unknown): boolean {
  return hasMarker(JSON.stringify(node))
}

type Node = Condition | Output | Insert | Merge | Update | Select | DerivedSource

/** Clauses after which a text cannot undo a condition before it. */
const closesConditions = /^(?:group|order|limit|offset|fetch|for|window|returning|select)$/
const opensConditions = /^(?:where|on|having)$/

class Hiding {
  readonly #placed: readonly PlacedHole[]
  readonly #holes: readonly Hole[]
  readonly #text: string

  constructor(placed: readonly PlacedHole[], holes: readonly Hole[], text: string) {
    this.#placed = placed
    this.#holes = holes
    this.#text = text
  }

  query(query: Query): Query {
    const seen = this.#node(query) as Query
    const fragments = this.#placed.filter(({ seat }) => seat === 'nothing')
    return confineClauses(fragments.reduce((whole, hole) => this.#withFragment(whole, hole), seen))
  }

  #node(node: unknown): unknown {
    if (typeof node === 'string') return this.#name(node)
    if (isObject(node) && isValue(node)) return this.#value(node)
    const parts = inAnySchema(mapParts(node, (part) => this.#node(part)))
    if (!isObject(parts) || Array.isArray(parts)) return parts
    return 'query' in parts && !('kind' in parts)
      ? { ...parts, query: withHiddenColumns(parts.query as Query) }
      : this.#replaced(parts as Partial<Node> as Node)
  }

  #replaced(node: Node): unknown {
    switch (node.kind) {
      case 'bare':
      case 'null':
      case 'like':
      case 'between':
      case 'compare':
        return this.#condition(node)
      case 'and':
      case 'or':
      case 'not':
        return this.#isParenthesised(node.range) ? confined(node) : node
      case 'term':
        return this.#output(node)
      // An action of MERGE is of these kinds too.
      case 'select':
        return this.#besideHiddenTables(node)
      case 'derived':
        return { ...node, query: withHiddenColumns(node.query) }
      case 'insert':
        return 'target' in node ? this.#insert(node) : node
      case 'merge':
        return { ...node, actions: node.actions.map(withHiddenInsert) }
      case 'update':
        return 'target' in node ? this.#update(node) : node
      default:
        return node
    }
  }

  /** A name with a hole in it is written as the program writes it, and is no name of the catalog. */
  #name(name: string): string {
    if (!hasMarker(name)) return name
    return markersIn(name).reduceRight(
      (text, { start, end, number }) => `${text.slice(0, start)}\${${this.#holes[number]?.text ?? ''}}${text.slice(end)}`,
      name,
    )
  }

  #value(value: Value): Value {
    const { value: is } = value
    const number =
      is.kind === 'parameter'
        ? holeOfParameter(is.name)
        : is.kind === 'literal' && typeof is.literal === 'string'
          ? markersIn(is.literal)[0]?.number
          : undefined
    const hole = number === undefined ? undefined : this.#holes[number]
    if (!hole) return value
    const { text, as, list, from, dropped, asksForNull } = hole
    const program = {
      kind: 'program' as const,
      text,
      ...(list && { list }),
      ...(from && number !== undefined && { hole: number }),
      ...(dropped && { dropped }),
      ...(asksForNull && { asksForNull }),
    }
    return { ...value, many: value.many || as === 'values', value: program }
  }

  #condition(condition: Condition): Condition {
    const terms = operandsOf(condition)
    const marked = terms.find((term) => isMarkedColumn(term))
    if (marked) return this.#hidden(marked.range, true)
    if (condition.kind === 'bare') return this.#bare(condition)
    const unknown = terms.find(isUnknownOperation)
    // What binds within a comparison as an operator of its own may be an OR beside it.
    if (unknown) return this.#hidden(unknown.range, false)
    if (condition.kind === 'null' && isProgram(condition.term) && this.#holeIn(condition.term.range)?.spliced === true)
      return this.#hidden(condition.range, true)
    if (condition.kind !== 'compare') return condition
    const isOpen = terms.some(isProgram) && terms.every((term) => term.kind === 'value')
    return isOpen ? this.#hidden(condition.range, true) : condition
  }

  #bare(condition: Extract<Condition, { kind: 'bare' }>): Condition {
    const { term, range } = condition
    if (isProgram(term)) return scoping(this.#hidden(range, this.#isParenthesised(range)), this.#holeIn(range))
    return isUnknownOperation(term) ? this.#hidden(range, true) : condition
  }

  #output(output: Extract<Output, { kind: 'term' }>): Output {
    return isMarkedColumn(output.term) ? this.#hidden(output.range, true) : output
  }

  #insert(insert: Insert): Insert {
    const column = insert.columns?.find(({ text }) => hasHole(text))
    const open = column && withoutHidden(insert)
    if (open) return open
    if (column) return { ...insert, columns: undefined, source: this.#hidden(column.range, true) }
    const several = severalValues(insert)
    return several ? { ...insert, source: this.#hidden(several.range, true) } : insert
  }

  #update(update: Update): Update {
    const set = update.set.map((item) => ('column' in item && hasHole(item.column) ? this.#hidden(item.range, true) : item))
    return { ...update, set }
  }

  /** A condition on a table that cannot be seen may hold the others by what they share. */
  #besideHiddenTables(select: Select): Select {
    const table = select.from.flatMap(tablesIn).find(({ name, alias }) => hasHole(name) && alias && mentions(select.where, alias.name))
    return table && select.where ? { ...select, where: both(select.where, this.#hidden(table.range, true)) } : select
  }

  #hidden(range: Range, narrows: boolean): Hidden {
    return this.#hiddenBy(this.#placedIn(range) ?? this.#placed[0], range, narrows)
  }

  #placedIn([start, end]: Range): PlacedHole | undefined {
    return this.#placed.find(({ range }) => range[0] < end && start < range[1])
  }

  #holeIn(range: Range): Hole | undefined {
    const placed = this.#placedIn(range)
    return placed && this.#holes[placed.number]
  }

  #hiddenBy(hole: PlacedHole | undefined, range: Range, narrows: boolean): Hidden {
    const { text = '', why = `what ${shown(text)} stands for cannot be seen` } = (hole && this.#holes[hole.number]) ?? {}
    return { kind: 'hidden', reason: why, narrows, range }
  }

  #isParenthesised([start, end]: Range): boolean {
    return /\(\s*$/.test(this.#text.slice(0, start)) && /^\s*\)/.test(this.#text.slice(end))
  }

  /** Hangs what a fragment may say on the parentheses, the join or the block that it stands in. */
  #withFragment(whole: Query, hole: PlacedHole): Query {
    const { start, clause, group } = surroundingOf(this.#text, hole.range[0], startsOfBlocks(whole))
    if (start === undefined || closesConditions.test(clause)) return whole
    const own = this.#holes[hole.number]
    const opens = scoping(this.#hiddenBy(hole, hole.range, false), own)
    const inGroup = group && changed(whole, (node) => isConditionIn(node, group) && confined(both(node, opens)))
    if (inGroup && inGroup !== whole) return inGroup as Query
    const join = clause === 'on' ? lastJoinBefore(hole.range[0], whole) : undefined
    if (join) return changed(whole, (node) => node === join && { ...join, on: join.on && both(join.on, opens) }) as Query
    const hidden = scoping(this.#hiddenBy(hole, hole.range, !opensConditions.test(clause)), own)
    return changed(
      whole,
      (node) => isBlock(node) && node.range[0] === start && { ...node, where: node.where ? both(node.where, hidden) : hidden },
    ) as Query
  }
}

/** What a helper of the settings gives is a condition by itself. */
function scoping(hidden: Hidden, hole: Hole | undefined): Hidden {
  return hole?.scopedBy === undefined ? hidden : { ...hidden, narrows: true, scopedBy: hole.scopedBy }
}

/** A tree with one node changed: the first from the top for which `change` has another; the same tree where there is none. */
function changed(node: unknown, change: (node: object) => object | false): unknown {
  if (!isObject(node)) return node
  const other = change(node)
  if (other) return other
  if (Array.isArray(node)) {
    const parts = node.map((part) => changed(part, change))
    return parts.some((part, i) => part !== node[i]) ? parts : node
  }
  const parts = Object.entries(node).map(([key, part]: [string, unknown]) => [key, part, changed(part, change)] as const)
  return parts.some(([, part, next]) => part !== next) ? Object.fromEntries(parts.map(([key, , next]) => [key, next])) : node
}

function isConditionIn(node: object, [start, end]: Range): node is Condition {
  if (!isCondition(node)) return false
  const [from, to] = node.range
  return start < from && to < end
}

/** The join whose condition ends last before a place. */
function lastJoinBefore(at: number, query: Query): JoinSource | undefined {
  let last: JoinSource | undefined
  const open: object[] = [query]
  for (let node = open.pop(); node; node = open.pop()) {
    if (isJoin(node) && node.on && node.on.range[1] <= at && node.on.range[1] > (last?.on?.range[1] ?? -1)) last = node
    open.push(...Object.values(node as Record<string, unknown>).filter(isObject))
  }
  return last
}

function isJoin(node: object): node is JoinSource {
  return 'kind' in node && node.kind === 'join' && 'left' in node
}

function both(where: Condition, hidden: Hidden): Condition {
  return { kind: 'and', of: [where, hidden], range: where.range }
}

/** What is asked of columns that cannot be seen may be asked of any. */
function withHiddenColumns(query: Query): Query {
  const hidden = query.kind === 'select' ? query.output.find(({ kind }) => kind === 'hidden') : undefined
  if (query.kind !== 'select' || hidden?.kind !== 'hidden') return query
  return { ...query, where: query.where ? both(query.where, hidden) : hidden }
}

function tablesIn(source: Source): TableSource[] {
  if (source.kind === 'join') return [...tablesIn(source.left), ...tablesIn(source.right)]
  return source.kind === 'table' ? [source] : []
}

function mentions(node: unknown, alias: string): boolean {
  if (!isObject(node)) return false
  if ('kind' in node && node.kind === 'column' && 'of' in node && node.of === alias) return true
  return Object.values(node).some((part) => mentions(part, alias))
}

/** The terms that a condition compares, without what stands in subqueries. */
function operandsOf(condition: Condition): Term[] {
  switch (condition.kind) {
    case 'compare':
      return [condition.left, condition.right].flatMap(partsOf)
    case 'between':
      return [condition.term, condition.low, condition.high].flatMap(partsOf)
    case 'like':
      return [condition.term, condition.pattern].flatMap(partsOf)
    case 'null':
    case 'bare':
      return partsOf(condition.term)
    default:
      return []
  }
}

function partsOf(term: Term): Term[] {
  switch (term.kind) {
    case 'cast':
    case 'collate':
      return partsOf(term.term)
    case 'row':
    case 'array':
    case 'list':
      return term.terms.flatMap(partsOf)
    case 'call':
      return [term, ...term.args.flatMap(partsOf)]
    default:
      return [term]
  }
}

function isMarkedColumn(term: Term): term is Column {
  return term.kind === 'column' && (hasHole(term.name) || hasHole(term.of ?? ''))
}

/** An insert that names columns which cannot be seen, each with the word DEFAULT for its value: without those. */
function withoutHidden({ columns = [], source, ...insert }: Insert): Insert | undefined {
  if (source.kind !== 'rows' || source.rows.some((row) => row.length !== columns.length)) return undefined
  const isSeen = (_: unknown, i: number): boolean => !hasHole(columns[i]?.text ?? '')
  if (source.rows.some((row) => row.some((value, i) => !isSeen(value, i) && value !== 'default'))) return undefined
  const rows = source.rows.map((row) => row.filter(isSeen))
  return { ...insert, columns: columns.filter(isSeen), isOpen: true, source: { ...source, rows } }
}

/** `VALUES (${…})` for several columns: it stands for more than one value, or for several rows. */
function severalValues({ columns, source }: Insert): Term | undefined {
  if (source.kind !== 'rows') return undefined
  const rows = source.rows.filter((row) => (columns ? row.length < columns.length : row.length === 1))
  return rows.flat().find((value): value is Term => value !== 'default' && isProgram(value))
}

function isUnknownOperation(term: Term): boolean {
  return term.kind === 'call' && term.name === unknownOperator
}

function isProgram(term: Term): boolean {
  return term.kind === 'value' && term.value.kind === 'program'
}

function isValue(node: object): node is Value {
  return 'kind' in node && node.kind === 'value' && 'many' in node
}

/** An action of MERGE that sets columns which cannot be seen. */
function withHiddenInsert(action: MergeAction): MergeAction {
  const { does } = action
  return does.kind === 'insert' && does.columns?.some(({ text }) => hasHole(text))
    ? { ...action, does: { ...does, isHidden: true } }
    : action
}
