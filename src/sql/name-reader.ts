import type { Name, NameRole } from './engine.ts'
import { TokenCursor, type Span } from './token-cursor.ts'

/** What a name is there for; it defines something exactly when it says what it is unique within. */
export interface Sense {
  readonly role: NameRole
  readonly within?: string
  readonly ifNotExists?: boolean | undefined
}

/** A piece of the walk that is still to do; legal trees are too deep for recursion. */
export type Step = () => Steps | void
export type Steps = readonly (Step | undefined)[]

/** Takes names from the tokens of a text in the order in which a tree tells them. */
export class NameReader {
  readonly cursor: TokenCursor
  readonly names: Name[] = []
  #levels = 0

  constructor(sql: string) {
    this.cursor = new TokenCursor(sql)
  }

  run(first: Step): void {
    const open: Step[] = [first]
    for (let step = open.pop(); step; step = open.pop()) {
      const more = step()
      if (!more) continue
      for (let i = more.length - 1; i >= 0; i--) {
        const next = more[i]
        if (next) open.push(next)
      }
    }
  }

  /** A key that no other place of the text has. */
  level(): string {
    return String(++this.#levels)
  }

  #keep(index: number, text: string, { role, within, ifNotExists = false }: Sense): void {
    this.cursor.claim(index)
    this.cursor.index = index + 1
    this.names.push({ text, range: this.cursor.range(index), role, defines: within !== undefined, within: within ?? '', ifNotExists })
  }

  /** Takes the token as the name, if it is that name. */
  takeAt(index: number, name: string | undefined, sense: Sense): boolean {
    const { cursor } = this
    if (name === undefined || index < 0 || cursor.cutName(index) !== name || cursor.isClaimed(index)) return false
    this.#keep(index, cursor.text(index) ?? name, sense)
    return true
  }

  take(name: string | undefined, sense: Sense): boolean {
    return this.takeAt(this.cursor.index, name, sense)
  }

  /** Takes the name here or, where the tree is too vague, the next token that stands for it. */
  name(name: string | undefined, sense: Sense, accepts?: (index: number) => boolean): boolean {
    if (name === undefined || name === '') return false
    return (!accepts && this.take(name, sense)) || this.takeAt(this.cursor.find(name, accepts), name, sense)
  }

  /** Takes the string here as a label. */
  takeLabel(label: string | undefined, sense: Sense): boolean {
    const { cursor } = this
    if (label === undefined || cursor.label(cursor.index) !== label) return false
    this.#keep(cursor.index, label, sense)
    return true
  }

  /** Takes a dotted name that stands here; of a name that the grammar made up, nothing. */
  takePath(names: readonly string[], sense: Sense, qualifiers: readonly NameRole[] = ['schema', 'database']): boolean {
    const { cursor } = this
    const start = cursor.index
    const stands = names.every((name, i) => {
      const at = start + 2 * i
      return cursor.cutName(at) === name && !cursor.isClaimed(at) && (i === 0 || cursor.word(at - 1) === '.')
    })
    if (!stands || names.length === 0) return false
    names.forEach((name, i) => {
      const left = names.length - 1 - i
      this.takeAt(start + 2 * i, name, left === 0 ? sense : { role: qualifiers[left - 1] ?? 'name' })
    })
    return true
  }

  /** As `takePath`, but looks further where it does not stand here. */
  path(names: readonly string[], sense: Sense, qualifiers?: readonly NameRole[]): boolean {
    if (this.takePath(names, sense, qualifiers)) return true
    const [first] = names
    if (first === undefined) return false
    const { cursor } = this
    const back = cursor.index
    cursor.index = cursor.find(first, (i) => names.every((name, n) => cursor.cutName(i + 2 * n) === name))
    if (cursor.index >= 0 && this.takePath(names, sense, qualifiers)) return true
    cursor.index = back
    return false
  }

  /** The elements of the bracket that opens next, and goes behind it. */
  bracket(): Span[] {
    const { cursor } = this
    while (cursor.index < cursor.end && cursor.word() !== '(') cursor.index++
    const open = cursor.index
    const spans = cursor.elements(open + 1)
    cursor.index = Math.max(open + 1, cursor.partner(open) + 1)
    return spans
  }

  /** The names of a bracketed list, each at the start of its element. */
  bracketOf(names: readonly string[], sense: Sense): void {
    if (names.length === 0) return
    const spans = this.bracket()
    const end = this.cursor.index
    names.forEach((name, i) => {
      const [first, after] = spans[i] ?? [-1, -1]
      if (!this.takeAt(first, name, sense)) this.takeAt(after - 1, name, sense)
    })
    this.cursor.index = end
  }

  /** Goes to the alias behind a bracket that opened at or after `start`, where a part of FROM ends. */
  toAliasBehindBracket(name: string | undefined, start: number): boolean {
    const { cursor } = this
    const found =
      name === undefined
        ? -1
        : cursor.find(name, (index) => {
            const close = cursor.word(index - 1) === 'as' ? index - 2 : index - 1
            return cursor.word(close) === ')' && cursor.partner(close) >= start
          })
    if (found >= 0) cursor.index = found
    return found >= 0
  }

  /** The names of a list without brackets. */
  list(names: readonly string[], sense: Sense): void {
    for (const name of names) {
      this.cursor.skip(',')
      this.name(name, sense)
    }
  }
}
