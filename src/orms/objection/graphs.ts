import { isNothing, literal, textOf, type Value } from '../../javascript/symbolic/value.ts'
import { fieldsOf, waysOf } from '../ways.ts'

/** A relation that is named in an expression, with those that are named of its rows. */
export interface Branch {
  readonly name: string
  readonly alias: string | undefined
  readonly of: readonly Branch[]
  /** Where it is named. */
  readonly by: Value
}

/** `'[items.product, owner as o]'`, or the same as an object. */
export function branchesOf(value: Value): readonly Branch[] {
  const text = textOf(value)
  if (text !== undefined) return new Reader(text, value).list()
  const ways = waysOf(value)
  if (ways) return ways.of.flatMap(branchesOf)
  if (value.kind === 'list') return value.items.flatMap(branchesOf)
  if (value.kind !== 'record') return []
  return fieldsOf(value).flatMap((field): readonly Branch[] => {
    if (field.kind !== 'entry' || field.key.startsWith('$') || isNothing(field.value)) return []
    const relation = textOf(field.value.kind === 'record' ? field.value.entries.find(({ key }) => key === '$relation')?.value : undefined)
    const own = literal(field.key, field.at)
    return [{ name: relation ?? field.key, alias: relation && field.key, of: branchesOf(field.value), by: own }]
  })
}

class Reader {
  readonly #tokens: readonly string[]
  readonly #by: Value
  #at = 0

  constructor(text: string, by: Value) {
    this.#tokens = text.match(/[[\].,]|\([^()]*\)|[^[\].,()\s]+/g) ?? []
    this.#by = by
  }

  list(): readonly Branch[] {
    if (this.#tokens[this.#at] !== '[') return this.#branch()
    this.#at++
    const found: Branch[] = []
    while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== ']') {
      found.push(...this.#branch())
      while (this.#tokens[this.#at] === ',') this.#at++
    }
    this.#at++
    return found
  }

  #branch(): readonly Branch[] {
    const name = this.#tokens[this.#at++]
    if (name === undefined || !/^[\w$]+$/.test(name)) return []
    if (this.#tokens[this.#at]?.startsWith('(') === true) this.#at++
    let alias: string | undefined
    if (this.#tokens[this.#at] === 'as') {
      alias = this.#tokens[this.#at + 1]
      this.#at += 2
    }
    if (this.#tokens[this.#at] !== '.') return [{ name, alias, of: [], by: this.#by }]
    this.#at++
    return [{ name, alias, of: this.list(), by: this.#by }]
  }
}
