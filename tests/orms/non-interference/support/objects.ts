import { all, some, type Doc } from '../../../proofs/tenant/support/doc.ts'

/** An object, also where nothing is in it. */
export function object(parts: readonly Doc[]): Doc {
  return all('{ ', some(parts, ', '), ' }')
}

/** What an object says, of which each name is said once. */
export class Properties {
  readonly parts: Doc[] = []
  readonly #named = new Set<string>()

  readonly add = (name: string, doc: Doc): void => {
    if (this.#named.has(name)) return
    this.#named.add(name)
    this.parts.push(all(`${name}: `, doc))
  }
}
