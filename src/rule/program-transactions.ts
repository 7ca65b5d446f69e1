import { isWithin, type Range } from '../catalog/place.ts'
import type { SqlStatement } from '../document/document.ts'

/** What surely is a transaction around a statement of a program that is no migration. */
export class ProgramTransactions {
  readonly #statements: readonly SqlStatement[]
  readonly #text: string

  /** `statements`: those that something runs. */
  constructor(statements: readonly SqlStatement[], text: string) {
    this.#statements = statements
    this.#text = text
  }

  around(range: Range): 'begun' | 'together' | undefined {
    const at = this.#statements.findIndex((one) => isWithin(range, one.range))
    const statement = this.#statements[at]
    if (!statement || statement.sentBy !== undefined) return undefined
    const [before, after] = [this.#statements[at - 1], this.#statements[at + 1]]
    if (isTogether(before, statement, this.#text) || isTogether(statement, after, this.#text)) return 'together'
    return this.#isBegun(statement) ? 'begun' : undefined
  }

  /** The same client said BEGIN in the same function; each query of a pool may have a connection of its own. */
  #isBegun({ range: [start], within }: SqlStatement): boolean {
    const from = within?.[0] ?? 0
    const before = this.#text.slice(from, start)
    const client = /(?<![\w.])([\w.]+)\.query\(\s*['"`]\s*$/.exec(before)?.[1]
    if (client === undefined || /pool/i.test(client)) return false
    const said = [...before.matchAll(/(?<![\w.])([\w.]+)\.query\(\s*['"`]\s*(begin|start\s+transaction|commit|end|rollback)\b/gi)]
    const last = said.findLast(([, other]) => other === client)
    return last !== undefined && /^(?:begin|start)/i.test(last[2] ?? '') && isReached(before, last.index)
  }
}

/** It is on no condition, and in no block that ends before the text does. */
function isReached(text: string, at: number): boolean {
  const line = text.slice(0, at).split('\n').at(-1) ?? ''
  if (/\bif\b|\?|&&|\|\||\/\/|\*/.test(line)) return false
  let depth = 0
  for (const [brace] of text.slice(at).matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) return false
  }
  return true
}

/** Both stand in one string, which is sent as it is. */
function isTogether(one: SqlStatement | undefined, next: SqlStatement | undefined, text: string): boolean {
  if (!one || !next || one.sentBy !== undefined || next.sentBy !== undefined) return false
  return /^[\s;]*$/.test(text.slice(one.range[1], next.range[0]))
}
