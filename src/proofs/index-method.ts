import type { Catalog, Index, IndexKey, Table } from '../catalog/catalog.ts'
import type { Unread } from '../catalog/fold.ts'
import { lookup } from '../catalog/lookup.ts'
import { printTerm } from '../query/print.ts'
import { ExpressionTypes, knownType } from './expression-types.ts'
import { binaryCoercions, defaultTypes, operatorClasses } from './postgres/operator-classes.ts'

/** Why Postgres makes no such index. */
export type MethodFault =
  | { readonly kind: 'noClass'; readonly column: string; readonly type: string; readonly instead: Instead }
  | { readonly kind: 'otherMethod'; readonly operatorClass: string; readonly methods: string }
  | { readonly kind: 'otherType'; readonly operatorClass: string; readonly column: string; readonly type: string; readonly types: string }

/** What serves a column that the method has nothing for. */
export type Instead = 'jsonb' | 'expression' | 'trigrams' | 'btree' | 'btree_gin' | 'btree_gist'

export function methodFault(table: Table, index: Index, catalog: Catalog): MethodFault | undefined {
  return methods.includes(index.method) && !index.ofParent ? new Classes(table, index, catalog).fault() : undefined
}

/** What Postgres refuses of an index for its method, in its own words: such an index is not in the catalog. */
export function refusedMethod({ reason }: Unread): string | undefined {
  return /^Postgres would refuse it: (access method "\w+" does not support .+|operator class "\w+" does not accept .+)$/.exec(reason)?.[1]
}

/** Those of Postgres itself. */
const methods = Object.keys(defaultTypes)

/** The operator classes of extensions, each with the method and the type that it is for. */
const ofExtensions: Readonly<Record<string, { readonly method: string; readonly type: string }>> = lookup({
  gin_trgm_ops: { method: 'gin', type: 'text' },
  gist_trgm_ops: { method: 'gist', type: 'text' },
})

/** What btree_gin and btree_gist bring classes for. */
const scalars =
  /^(?:smallint|integer|bigint|real|double precision|numeric|money|oid|uuid|text|character varying|character|name|bytea|bit|bit varying|boolean|anyenum|date|interval|inet|cidr|macaddr8?|time(?:stamp)? with(?:out)? time zone)$/

class Classes {
  readonly #index: Index
  readonly #catalog: Catalog
  readonly #table: Table
  readonly #types: ExpressionTypes

  constructor(table: Table, index: Index, catalog: Catalog) {
    this.#index = index
    this.#table = table
    this.#catalog = catalog
    this.#types = new ExpressionTypes(table, catalog)
  }

  fault(): MethodFault | undefined {
    for (const key of this.#index.keys) {
      const found = key.operatorClass === undefined ? this.#defaultFault(key) : this.#classFault(key, key.operatorClass)
      if (found) return found
    }
    return undefined
  }

  #typeOf({ column, expression }: IndexKey): string | undefined {
    const type =
      column === undefined
        ? expression && this.#types.of(expression)
        : knownType(this.#table.columns.find(({ name }) => name === column)?.type, this.#catalog)
    return type === 'unknown' || type?.endsWith('vector') ? undefined : type
  }

  #defaultFault(key: IndexKey): MethodFault | undefined {
    const type = this.#typeOf(key)
    if (type === undefined || type === 'tsvector' || this.#isServed(key)) return undefined
    if (scalars.test(type) && this.#mayHaveScalars(key)) return undefined
    return { kind: 'noClass', column: shown(key), type: type === 'anyenum' ? 'enum' : type, instead: this.#insteadOf(key, type) }
  }

  #isServed(key: IndexKey): boolean {
    const type = this.#typeOf(key)
    return type !== undefined && isAmong(type, defaultTypes[this.#index.method] ?? [])
  }

  /**
   * Who puts a number beside a document into one index has the extension for it, made by hand where the schema tells of none.
   */
  #mayHaveScalars(key: IndexKey): boolean {
    const { method, keys } = this.#index
    const { extensions } = this.#catalog.parts
    if (extensions.some(({ name }) => name === `btree_${method}`)) return true
    const isSpGist = method !== 'gin' && method !== 'gist'
    return (
      !isSpGist &&
      extensions.length === 0 &&
      keys.some((other) => other !== key && (other.operatorClass !== undefined || this.#isOther(other)))
    )
  }

  /** Beside what no b-tree is for, and where operators keep rows apart, only the extension helps. */
  #insteadOf(key: IndexKey, type: string): Instead {
    const { method, keys, operators } = this.#index
    const needsMethod =
      operators !== undefined || keys.some((other) => other !== key && (other.operatorClass !== undefined || this.#isOther(other)))
    if ((method === 'gin' || method === 'gist') && scalars.test(type) && needsMethod) return `btree_${method}`
    return insteadOf(method, type)
  }

  /** A key that a method of documents is for, or may be. */
  #isOther(key: IndexKey): boolean {
    const type = this.#typeOf(key)
    return type === undefined || !scalars.test(type)
  }

  #classFault(key: IndexKey, operatorClass: string): MethodFault | undefined {
    const { method } = this.#index
    const type = this.#typeOf(key)
    const extension = Object.hasOwn(ofExtensions, operatorClass) ? ofExtensions[operatorClass] : undefined
    const itsMethods = extension ? [extension.method] : methodsOf(operatorClass)
    if (itsMethods.length === 0) return undefined
    if (!itsMethods.includes(method)) return { kind: 'otherMethod', operatorClass, methods: itsMethods.join(', ') }
    const types = extension ? [extension.type] : (operatorClasses[`${method} ${operatorClass}`] ?? [])
    if (type === undefined || isAmong(type, types)) return undefined
    return { kind: 'otherType', operatorClass, column: shown(key), type: type === 'anyenum' ? 'enum' : type, types: types.join(', ') }
  }
}

function methodsOf(operatorClass: string): string[] {
  return methods.filter((method) => Object.hasOwn(operatorClasses, `${method} ${operatorClass}`))
}

/** Whether a type is one of these, or counts as one as it is. */
function isAmong(type: string, types: readonly string[]): boolean {
  if (types.includes(type) || (type.endsWith('[]') && types.includes('anyarray'))) return true
  if (type.endsWith('multirange') ? types.includes('anymultirange') : type.endsWith('range') && types.includes('anyrange')) return true
  return (Object.hasOwn(binaryCoercions, type) && binaryCoercions[type]?.some((other) => types.includes(other))) === true
}

function insteadOf(method: string, type: string): Instead {
  if (type === 'json') return method === 'gin' ? 'jsonb' : 'expression'
  if (method === 'btree' || method === 'hash') return 'expression'
  return /^(?:text|character varying|character)$/.test(type) && (method === 'gin' || method === 'gist') ? 'trigrams' : 'btree'
}

function shown({ column, expression }: IndexKey): string {
  return column ?? (expression ? printTerm(expression) : '')
}
