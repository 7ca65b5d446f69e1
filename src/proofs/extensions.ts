import type { Catalog, Column, Index, Table } from '../catalog/catalog.ts'
import type { TypeReference } from '../catalog/change.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Range } from '../catalog/place.ts'
import type { Query } from '../query/query.ts'
import { extensionClasses, extensionColumns, extensionFunctions, extensionOperators, extensionTypes } from './postgres/extensions.ts'

/** Something that Postgres has only where an extension was created. */
export interface ExtensionUse {
  readonly extension: string
  readonly kind: 'operator class' | 'type' | 'function' | 'operator' | 'view' | 'index method'
  readonly name: string
  /** Where it is looked for, if the use says so. */
  readonly schema?: string | undefined
}

/** The same in a query. */
interface PlacedUse extends ExtensionUse {
  readonly range: Range
}

/** Words that a schema may well have for something of its own, or another database for a function of its own. */
const common =
  /^(?:cube|delete|each|exist|defined|slice|index|sort|uniq|idx|is_valid|make_valid|latitude|longitude|difference|soundex|boolop|seg)$/

/** What PGlite does not have: https://github.com/pgvector/pgvector */
const ofVector = {
  types: 'vector halfvec sparsevec',
  classes:
    'vector_l2_ops vector_ip_ops vector_cosine_ops vector_l1_ops halfvec_l2_ops halfvec_ip_ops halfvec_cosine_ops halfvec_l1_ops ' +
    'sparsevec_l2_ops sparsevec_ip_ops sparsevec_cosine_ops sparsevec_l1_ops bit_hamming_ops bit_jaccard_ops',
  methods: 'hnsw ivfflat',
  functions: 'cosine_distance inner_product l2_distance l1_distance l2_normalize binary_quantize',
}

/** Operators of the same name as those of pgvector. */
const shared: ReadonlySet<string> = new Set(['cube'])

function byName(tables: Readonly<Record<string, string>>, more = ''): ReadonlyMap<string, string> {
  const known = Object.entries(tables).flatMap(([extension, names]) => names.split(' ').map((name) => [name, extension] as const))
  const other = more === '' ? [] : more.split(' ').map((name) => [name, 'vector'] as const)
  return new Map([...known, ...other].filter(([name]) => !common.test(name)))
}

const functions = byName(extensionFunctions, ofVector.functions)
const types = byName(extensionTypes, ofVector.types)
const classes = byName(extensionClasses, ofVector.classes)
const methods = byName({}, ofVector.methods)
const operators = byName(Object.fromEntries(Object.entries(extensionOperators).filter(([extension]) => !shared.has(extension))))
const views = new Map(Object.keys(extensionColumns).map((key) => [key.split(' ')[1] ?? '', key.split(' ')[0] ?? ''] as const))

/** The first major version that has a function without its extension. */
const coreSince: ReadonlyMap<string, readonly [extension: string, since: number]> = new Map([['gen_random_uuid', ['pgcrypto', 13]]])

const withoutTables: ReadonlySet<string> = new Set(
  [extensionFunctions, extensionTypes, extensionClasses, extensionOperators].flatMap((facts) => Object.keys(facts)),
)

/** Whether all is known of what an extension brings, and none of it is a table. */
export function bringsNoTables(extension: string): boolean {
  return withoutTables.has(extension)
}

/** What uses of extensions mean in one database. */
export class ExtensionUses {
  readonly #catalog: Catalog
  readonly #postgres: number
  readonly #created: ReadonlySet<string>
  readonly #functions: ReadonlySet<string>

  /** `installed`: extensions that are there besides those which the schema creates. */
  constructor(catalog: Catalog, postgres: number, installed: Iterable<string>) {
    this.#catalog = catalog
    this.#postgres = postgres
    const created = new Set([...installed, ...catalog.parts.extensions.map(({ name }) => name)])
    // Its CASCADE creates what it needs.
    if (created.has('earthdistance')) created.add('cube')
    this.#created = created
    this.#functions = new Set(catalog.parts.functions.map(({ name }) => name))
  }

  /** Those of a query or an expression whose extensions the database does not have. */
  in(node: unknown): PlacedUse[] {
    const found: PlacedUse[] = []
    const own = new Set<string>()
    const open: unknown[] = [node]
    while (open.length > 0) {
      const next = open.pop()
      if (typeof next !== 'object' || next === null) continue
      if ('query' in next && 'name' in next && typeof next.name === 'string') own.add(next.name)
      const use = this.#useOf(next)
      if (use && 'range' in next) found.push({ ...use, range: next.range as Range })
      open.push(...Object.values(next as Readonly<Record<string, unknown>>))
    }
    return found.filter(({ kind, name }) => kind !== 'view' || !own.has(name)).sort((a, b) => a.range[0] - b.range[0])
  }

  readonly ofQuery = onceFor((query: Query) => this.in(query))

  ofColumn({ type, default: standard, generated }: Column): ExtensionUse[] {
    return [...this.#ofType(type), ...this.in([standard, generated])]
  }

  ofIndex({ method, keys, predicate }: Index): ExtensionUse[] {
    return [
      ...this.#missing(methods, 'index method', method),
      ...keys.flatMap(({ operatorClass = '', operatorClassSchema: schema }) =>
        this.#missing(classes, 'operator class', operatorClass).map((use) => ({ ...use, schema })),
      ),
      ...this.in([keys.map(({ expression }) => expression), predicate]),
    ]
  }

  ofChecks({ checks }: Table): ExtensionUse[] {
    return this.in(checks.map(({ expression }) => expression))
  }

  #ofType(type: TypeReference | undefined): ExtensionUse[] {
    if (!type || (type.schema !== undefined && type.schema !== 'public')) return []
    return this.#catalog.parts.types.some(({ name }) => name === type.name) ? [] : this.#missing(types, 'type', type.name)
  }

  #useOf(node: object): ExtensionUse | undefined {
    if (!('kind' in node)) return undefined
    const [use] = this.#usesOf(node)
    return use
  }

  #usesOf({ kind, name, operator, schema, type, op }: Readonly<Record<string, unknown>>): ExtensionUse[] {
    if (kind === 'compare' && typeof op === 'string') return this.#missing(operators, 'operator', op)
    if (kind === 'cast' && typeof type === 'string') {
      const [, plain = ''] = /^(?:public\.)?(\w+)/.exec(type) ?? []
      return this.#ofType({ schema: undefined, name: plain, modifiers: [], array: false })
    }
    if (typeof name !== 'string' || (schema !== undefined && schema !== 'public')) return []
    if (kind === 'call') return operator === true ? this.#missing(operators, 'operator', name) : this.#ofFunction(name)
    return kind === 'table' && !this.#catalog.table(undefined, name) ? this.#missing(views, 'view', name) : []
  }

  #ofFunction(name: string): ExtensionUse[] {
    if (this.#functions.has(name)) return []
    const [extension, since = 0] = coreSince.get(name) ?? []
    if (extension !== undefined && this.#postgres < since) return this.#missing(new Map([[name, extension]]), 'function', name)
    return this.#missing(functions, 'function', name)
  }

  #missing(of: ReadonlyMap<string, string>, kind: ExtensionUse['kind'], name: string): ExtensionUse[] {
    const extension = of.get(name)
    return extension === undefined || this.#created.has(extension) ? [] : [{ extension, kind, name }]
  }
}
