import type { Catalog } from '../catalog/catalog.ts'
import type { TypeReference } from '../catalog/change.ts'
import { isOwnType, ownTypeNames, parseType, typeName } from '../catalog/types.ts'
import type { Range } from '../catalog/place.ts'
import { nearest } from './nearest.ts'
import { extensionTypes } from './postgres/extensions.ts'
import { ownTypes } from './postgres/functions.ts'
import { systemColumns } from './postgres/relations.ts'
import { isKnownExtension } from './unknown-functions.ts'

/** A type that the database does not have. */
export interface UnknownType {
  readonly name: string
  /** What is cast to it, where it stands in an expression. */
  readonly range: Range | undefined
  readonly nearest: string | undefined
}

/** Those of extensions that PGlite does not have, which platforms may have already. */
const ofOtherExtensions =
  /^(?:geometry|geography|raster|box[23]d|box2df|gidx|topogeometry|(?:half|sparse)?vec(?:tor)?|agtype|roaringbitmap|bigm\w*|h3index|semver)$/

function split(names: string): string[] {
  return names.split(' ').filter((name) => name !== '')
}

/** The types of one database. */
export class KnownTypes {
  readonly #names: ReadonlySet<string>
  readonly #own: readonly string[]
  /** It has an extension of which nothing is known. */
  readonly #isOpen: boolean

  constructor({ tables, parts }: Catalog) {
    const { types, sequences, extensions } = parts
    const created = extensions.flatMap(({ name }) => split(extensionTypes[name] ?? ''))
    this.#own = [...types.map(({ name }) => name), ...tables.map(({ name }) => name), ...created]
    const ofExtensions = [...Object.values(extensionTypes).flatMap(split), ...extensions.map(({ name }) => name)]
    const ofPostgres = [...Object.values(ownTypes).flatMap(split), ...Object.keys(systemColumns)]
    // What is of an extension that nothing creates is told as that.
    this.#names = new Set([...ofPostgres, ...ofExtensions, ...this.#own, ...sequences.map(({ name }) => name)])
    this.#isOpen = extensions.some(({ name }) => !isKnownExtension(name)) || types.some(({ kind }) => kind === 'other')
  }

  /** The casts below a node to what is no type. */
  unknownIn(node: unknown): UnknownType[] {
    const found: UnknownType[] = []
    const open: unknown[] = [node]
    while (open.length > 0) {
      const next = open.pop()
      if (typeof next !== 'object' || next === null) continue
      if ('kind' in next && next.kind === 'cast' && 'type' in next && typeof next.type === 'string' && 'range' in next)
        found.push(...this.unknown(parseType(next.type), next.range as Range))
      open.push(...Object.values(next as Readonly<Record<string, unknown>>))
    }
    return found
  }

  /** Nothing, or the type that is not there. */
  unknown(type: TypeReference | undefined, range?: Range): UnknownType[] {
    if (!type || this.#isOpen || (type.schema !== undefined && type.schema !== 'public')) return []
    const { name } = type
    const isOfGrammar = isOwnType(typeName(name)) || /^interval\b|^"char"$/.test(name)
    const isReadable = !/["()]/.test(name)
    if (isOfGrammar || !isReadable || this.#has(name) || ofOtherExtensions.test(name)) return []
    return [{ name, range, nearest: nearest(name, [...this.#own, ...ownTypeNames()]) }]
  }

  /** An array of a type has its name with an underscore. */
  #has(name: string): boolean {
    return this.#names.has(name) || (name.startsWith('_') && this.#names.has(name.slice(1)))
  }
}
