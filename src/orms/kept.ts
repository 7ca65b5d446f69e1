import { areSame } from '../catalog/are-same.ts'
import type { SourceText } from './orm.ts'

/** Whether files say the same, in the same order. */
export function isSameTexts(files: readonly SourceText[], others: readonly SourceText[]): boolean {
  if (files === others) return true
  return files.length === others.length && files.every(({ file, text }, i) => file === others[i]?.file && text === others[i].text)
}

interface Answer {
  readonly given: readonly unknown[]
  readonly value: unknown
}

/** What functions made of things, from one reading of a schema to the next. */
export class Kept {
  readonly #answers = new Map<unknown, WeakMap<object, Answer>>()

  /** What a function makes of something; what it made of the same before, since it looks at nothing but what it is given. */
  of<K extends object, A extends readonly unknown[], T>(make: (of: K, ...given: A) => T, of: K, ...given: A): T {
    const answers = this.#answers.get(make) ?? new WeakMap<object, Answer>()
    this.#answers.set(make, answers)
    const known = answers.get(of)
    if (known && areSame(known.given, given)) return known.value as T
    const value = make(of, ...given)
    answers.set(of, { given, value })
    return value
  }
}
