import type { Guard } from '../../catalog/change.ts'
import { cutName } from '../../catalog/names.ts'
import { constraintKinds, relationKinds, type Role, type SystemRelation } from './system-relations.ts'

/** One mention of a catalog of Postgres' in a FROM. */
export interface Source {
  readonly alias: string
  readonly relation: SystemRelation
}

export interface Reference {
  readonly source: Source
  readonly column: string
  readonly role: Role
}

/** What a column is compared with: a text, an object that is looked up by its name, or the first schema of the search path. */
export type Constant =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'object'; readonly schema: string | undefined; readonly name: string }
  | { readonly kind: 'current schema' }

/** Where an object is looked for: in a schema, in those of the search path, or in all. */
interface Where {
  readonly schema?: string
  readonly everywhere?: true
}

interface Target extends Where {
  readonly name: string | undefined
}

const visible: Where = {}
const anywhere: Where = { everywhere: true }

type Draft = Omit<Guard, 'negated'>

/** The roles that stand for another object, and those by which they may be joined with it. */
const pointers: ReadonlySet<Role> = new Set(['namespace', 'table', 'oid of table', 'oid of object', 'references'])
const identities: ReadonlySet<Role> = new Set(['oid', 'name'])

/** The rows of Postgres' catalogs that a query asks for, put together from its conditions. */
export class Scene {
  readonly sources: Source[] = []
  readonly #links: (readonly [Reference, Reference])[] = []
  readonly #bounds: (readonly [Reference, readonly Constant[]])[] = []
  readonly #visible = new Set<Source>()
  /** One thing is fixed to two values, which none or few rows have. */
  #isDoubtful = false

  copy(): Scene {
    const copy = new Scene()
    copy.sources.push(...this.sources)
    copy.#links.push(...this.#links)
    copy.#bounds.push(...this.#bounds)
    for (const source of this.#visible) copy.#visible.add(source)
    return copy
  }

  link(left: Reference, right: Reference): void {
    this.#links.push([left, right])
  }

  bind(reference: Reference, constants: readonly Constant[]): void {
    this.#bounds.push([reference, constants])
  }

  /** Its object is found by the search path. */
  see(source: Source): void {
    this.#visible.add(source)
  }

  /** The objects of which one must be there; undefined where the rows stand for more than one. */
  guards(): Guard[] | undefined {
    const owners = this.sources.filter((source) => !this.#isPointedAt(source))
    const [first] = owners
    if (!first || !this.#isOne(owners)) return undefined
    const drafts = this.#drafts(first, owners)
    return this.#isDoubtful ? undefined : drafts?.map((draft) => ({ ...draft, negated: false }))
  }

  #isPointedAt(source: Source): boolean {
    return this.#links.some((pair) =>
      pair.some((from, i) => {
        const to = pair[1 - i]
        return to?.source === source && from.source !== source && pointers.has(from.role) && identities.has(to.role)
      }),
    )
  }

  /** Several views of constraints that are joined by its name are one. */
  #isOne(owners: readonly Source[]): boolean {
    if (owners.length === 1) return true
    if (!owners.every(({ relation }) => relation.objects[0] === 'constraint')) return false
    const names = owners.flatMap((source) => this.#references(source, 'name').slice(0, 1))
    return names.every(
      (name) => name === names[0] || this.#sameAs(name).some((other) => other.source === names[0]?.source && other.role === 'name'),
    )
  }

  #references(source: Source, role: Role): Reference[] {
    return Object.entries(source.relation.columns).flatMap(([column, its]) => (its === role ? [{ source, column, role }] : []))
  }

  /** A column and all that equal it. */
  #sameAs(reference: Reference): Reference[] {
    const found = [reference]
    const isFound = (other: Reference): boolean => found.some((known) => known.source === other.source && known.column === other.column)
    for (const known of found) {
      for (const [left, right] of this.#links) {
        if (isSame(left, known) && !isFound(right)) found.push(right)
        if (isSame(right, known) && !isFound(left)) found.push(left)
      }
    }
    return found
  }

  /** What the columns of a role are fixed to; undefined where they are not. */
  #constants(sources: readonly Source[], role: Role): readonly Constant[] | undefined {
    const same = sources.flatMap((source) => this.#references(source, role)).flatMap((reference) => this.#sameAs(reference))
    const [first, ...others] = this.#bounds.flatMap(([bound, constants]) =>
      same.some((reference) => isSame(reference, bound)) ? [constants] : [],
    )
    if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) this.#isDoubtful = true
    return first
  }

  /** The source that a column points at. */
  #pointed(sources: readonly Source[], role: Role): Source | undefined {
    const same = sources.flatMap((source) => this.#references(source, role)).flatMap((reference) => this.#sameAs(reference))
    return same.find((reference) => !sources.includes(reference.source) && identities.has(reference.role))?.source
  }

  #where(sources: readonly Source[]): Where[] {
    const namespace = this.#pointed(sources, 'namespace')
    const constants =
      this.#constants(sources, 'schema') ?? this.#constants(sources, 'namespace') ?? (namespace && this.#constants([namespace], 'name'))
    if (constants) return constants.map((constant) => (constant.kind === 'current schema' ? visible : { schema: nameOf(constant) }))
    return [sources.some((source) => this.#visible.has(source)) ? visible : anywhere]
  }

  /** The objects that a source, or what it points at in a role, may stand for. */
  #targets(sources: readonly Source[], role: Role): Target[] | undefined {
    const constants = this.#constants(sources, role)
    if (constants) {
      return constants.flatMap((constant): Target[] => {
        if (constant.kind === 'object') return [{ ...(constant.schema !== undefined && { schema: constant.schema }), name: constant.name }]
        return this.#where(sources).map((where) => ({ ...where, name: nameOf(constant) }))
      })
    }
    const pointed = role === 'name' || role === 'oid' ? undefined : this.#pointed(sources, role)
    return (
      pointed &&
      (this.#targets([pointed], 'oid') ??
        this.#targets([pointed], 'name') ??
        this.#where([pointed]).map((where) => ({ ...where, name: undefined })))
    )
  }

  #drafts(first: Source, owners: readonly Source[]): Draft[] | undefined {
    const objects = this.#objects(owners, first.relation.objects)
    const own =
      this.#targets(owners, 'oid of object') ??
      this.#targets(owners, 'oid') ??
      this.#targets(owners, 'name') ??
      this.#where(owners).map((where) => ({ ...where, name: undefined }))
    const tables = this.#targets(owners, 'oid of table') ?? this.#targets(owners, 'table')
    const named = objects?.flatMap((object) => own.flatMap((target) => withTable({ object, ...target }, tables)))
    return named && this.#details(named, owners)
  }

  #objects(owners: readonly Source[], usual: readonly Guard['object'][]): readonly Guard['object'][] | undefined {
    const kinds = this.#constants(owners, 'kind')
    if (!kinds) return usual
    const objects = kinds.flatMap((kind) => relationKinds[nameOf(kind)] ?? [])
    return objects.length === kinds.length ? [...new Set(objects)] : undefined
  }

  #details(named: readonly Draft[], owners: readonly Source[]): Draft[] | undefined {
    const texts = (role: Role): string[] | undefined => this.#constants(owners, role)?.map(nameOf)
    const constraints = texts('constraint kind')?.map((kind) => constraintKinds[kind])
    if (constraints?.includes(undefined)) return undefined
    const referenced = this.#targets(owners, 'references')?.map(({ name }) => name)
    const isNullable = texts('nullable')?.map((text) => text === 'YES') ?? texts('not null')?.map((text) => text !== 'true')
    let drafts = each(named, constraints, (draft, constraint) => ({ ...draft, constraint }))
    drafts = each(drafts, texts('constraint column'), (draft, column) => ({ ...draft, column }))
    drafts = each(drafts, referenced, (draft, references) => ({ ...draft, constraint: 'foreign key', references }))
    drafts = each(drafts, texts('data type'), (draft, type) => ({ ...draft, type }))
    drafts = each(drafts, isNullable, (draft, nullable) => ({ ...draft, nullable }))
    drafts = each(drafts, texts('arguments')?.map(Number), (draft, count) => ({ ...draft, arguments: count }))
    const used = texts('uses')
    return used ? drafts.flatMap((draft) => used.flatMap((table) => using(draft, table))) : drafts
  }
}

function isSame(a: Reference, b: Reference): boolean {
  return a.source === b.source && a.column === b.column
}

function nameOf(constant: Constant): string {
  return constant.kind === 'text' ? cutName(constant.text) : constant.kind === 'object' ? constant.name : ''
}

function withTable(draft: Draft, tables: readonly Target[] | undefined): Draft[] {
  if (!tables) return [draft]
  const { schema: _schema, everywhere: _everywhere, ...unplaced } = draft
  return tables.map(({ name, everywhere, ...where }) => (everywhere ? { ...draft, of: name } : { ...unplaced, ...where, of: name }))
}

function each<T>(drafts: readonly Draft[], values: readonly T[] | undefined, apply: (draft: Draft, value: T) => Draft): Draft[] {
  return values ? drafts.flatMap((draft) => values.map((value) => apply(draft, value))) : [...drafts]
}

/** A foreign key uses columns of the table that it references, any other constraint those of its own. */
function using(draft: Draft, table: string): Draft[] {
  const kinds: readonly Guard['constraint'][] = draft.constraint ? [draft.constraint] : ['primary key', 'unique', 'check', 'foreign key']
  return kinds.map((constraint) =>
    constraint === 'foreign key' ? { ...draft, constraint, references: table } : { ...draft, constraint, of: table },
  )
}
