import { readText } from './discover-texts.ts'

const word = /[\w$]+/g

/** Which files have a word in their text, tests left out. */
export class FilesByWord {
  readonly #byWord = new Map<string, string[]>()
  readonly #files = new Set<string>()

  constructor(files: readonly string[]) {
    for (const file of files) if (!isTest.test(file)) this.#add(file)
  }

  #add(file: string): void {
    this.#files.add(file)
    for (const one of new Set(readText(file)?.match(word))) {
      const known = this.#byWord.get(one)
      if (known) known.push(file)
      else this.#byWord.set(one, [file])
    }
  }

  naming(name: string): readonly string[] {
    return this.#byWord.get(name) ?? []
  }

  /** Those of some files that may have words in their text, by the rarest of these. */
  mayHave(files: Iterable<string>, words: string): string[] {
    const [rarest = []] = (words.match(word) ?? []).map((one) => this.naming(one)).sort((a, b) => a.length - b.length)
    const having = new Set(rarest)
    return [...files].filter((file) => having.has(file) || !this.#files.has(file))
  }
}

/** What a test gives says nothing of what the application does. */
const isTest = /[.-](?:spec|test)\.\w+$/
