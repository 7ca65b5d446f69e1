import type { Catalog, Table } from '../catalog/catalog.ts'
import type { TypeReference } from '../catalog/change.ts'
import { isOwnType, parseType, typeName } from '../catalog/types.ts'
import { isNull } from '../query/literal.ts'
import type { Call, Term } from '../query/query.ts'
import { overloads } from './postgres/overloads.ts'
import { operatorOverloads } from './postgres/volatility.ts'

/** What a function or an operator is for arguments of some types. */
export interface Resolved {
  readonly volatility: 'immutable' | 'mutable' | 'unknown'
  readonly result: string | undefined
}

const nothing: Resolved = { volatility: 'unknown', result: undefined }

/** A literal has the type that is wanted of it. */
const literal = 'unknown'

/** What `lower` and `upper` give of ranges, which are functions of any range in the catalogs. */
const boundTypes: ReadonlyMap<string, string> = new Map([
  ['int4range', 'integer'],
  ['int8range', 'bigint'],
  ['numrange', 'numeric'],
  ['daterange', 'date'],
  ['tsrange', 'timestamp without time zone'],
  ['tstzrange', 'timestamp with time zone'],
])

/** The type of a column, in the words of Postgres' catalogs: `text`, `text[]`, `anyenum`; undefined where it is not one of Postgres' own. */
export function knownType(type: TypeReference | undefined, catalog: Catalog): string | undefined {
  if (!type || (type.schema !== undefined && type.schema !== 'pg_catalog' && isOwnType(type.name))) return undefined
  const name = isOwnType(type.name) ? typeName(type.name) : isEnum(type, catalog) ? 'anyenum' : undefined
  return name !== undefined && type.array ? `${name}[]` : name
}

function isEnum({ schema, name }: TypeReference, { parts: { types } }: Catalog): boolean {
  const found = types.filter((type) => type.name === name && (schema === undefined || type.schema === schema))
  return found.length > 0 && found.every(({ kind }) => kind === 'enum')
}

/** The types of expressions over the columns of a table, as far as they are sure. */
export class ExpressionTypes {
  readonly #table: Table
  readonly #catalog: Catalog

  constructor(table: Table, catalog: Catalog) {
    this.#table = table
    this.#catalog = catalog
  }

  of(term: Term): string | undefined {
    switch (term.kind) {
      case 'column':
        return knownType(this.#table.columns.find(({ name }) => name === term.name)?.type, this.#catalog)
      case 'value':
        return term.value.kind === 'literal' && typeof term.value.literal === 'string' ? literal : undefined
      case 'cast':
        return this.ofCast(term.type)
      case 'collate':
        return this.of(term.term)
      case 'call':
        return term.operator ? this.operator(term.name, term.args).result : this.call(term).result
      default:
        return undefined
    }
  }

  ofCast(type: string): string | undefined {
    return knownType(parseType(type), this.#catalog)
  }

  /** A function of a user may be called as one of Postgres'. */
  call({ schema, name, args }: Call): Resolved {
    if (schema !== undefined && schema !== 'pg_catalog') return nothing
    if (schema === undefined && this.#catalog.parts.functions.some((own) => own.name === name)) return nothing
    if (name === 'lower' || name === 'upper') return this.#boundOf(args)
    const forms = Object.hasOwn(overloads, name) ? overloads[name] : undefined
    if (!forms) return nothing
    // Of a strict function NULL makes NULL; date('today') is a literal of the type.
    if (args.some(isNull) || (isOwnType(name) && args.some((arg) => arg.kind === 'value'))) return nothing
    return resolve(
      forms,
      args.map((arg) => this.of(arg)),
      isOwnType(name) ? 'exact form' : 'any form',
    )
  }

  #boundOf([range, ...others]: readonly Term[]): Resolved {
    const result = range && others.length === 0 ? boundTypes.get(this.of(range) ?? '') : undefined
    return result === undefined ? nothing : { volatility: 'immutable', result }
  }

  /** What stands at a key, an index or a path of a document. */
  #inDocument(name: string, [document]: readonly Term[]): Resolved | undefined {
    if (!/^(?:->|#>)>?$/.test(name)) return undefined
    const type = document && this.of(document)
    if (type !== 'json' && type !== 'jsonb') return undefined
    return { volatility: 'immutable', result: name.endsWith('>>') ? 'text' : type }
  }

  operator(name: string, args: readonly Term[]): Resolved {
    const ofDocument = this.#inDocument(name, args)
    if (ofDocument) return ofDocument
    const forms = Object.hasOwn(operatorOverloads, name) ? operatorOverloads[name] : undefined
    return forms && args.length === 2 && !args.some(isNull)
      ? resolve(
          forms,
          args.map((arg) => this.of(arg)),
          'exact form',
        )
      : nothing
  }
}

interface Form extends Resolved {
  readonly isOpen: boolean
  readonly parameters: readonly string[]
}

function formOf(text: string): Form {
  const [, volatility, open, parameters = '', result] = /^(\w+) (\*?)\((.*)\) (.+)$/.exec(text) ?? []
  return {
    volatility: volatility === 'immutable' || volatility === 'mutable' ? volatility : 'unknown',
    isOpen: open === '*',
    parameters: parameters === '' ? [] : parameters.split(','),
    result,
  }
}

/** The form that takes just these types; where that is not sure, what is the same of all that it may be. */
function resolve(texts: readonly string[], args: readonly (string | undefined)[], among: 'any form' | 'exact form'): Resolved {
  const forms = texts.map(formOf).filter(({ isOpen, parameters }) => isOpen || parameters.length === args.length)
  const exact = forms.filter(
    ({ isOpen, parameters }) => !isOpen && args.every((arg, i) => arg !== undefined && (arg === literal || arg === parameters[i])),
  )
  if (exact.length > 0) return inCommon(exact)
  return among === 'any form' && forms.every(({ volatility }) => volatility === 'mutable') ? inCommon(forms) : nothing
}

function inCommon([first, ...others]: readonly Form[]): Resolved {
  if (!first) return nothing
  const volatility = others.every((other) => other.volatility === first.volatility) ? first.volatility : 'unknown'
  return { volatility, result: others.every((other) => other.result === first.result) ? first.result : undefined }
}
