import { readText } from './discover-texts.ts'

/** The files that have a word in their text. */
export type FilesByWord = ReadonlyMap<string, readonly string[]>

export function filesByWord(files: readonly string[]): FilesByWord {
  const byWord = new Map<string, string[]>()
  for (const file of files) {
    if (isTest.test(file)) continue
    for (const word of new Set(readText(file)?.match(/[\w$]+/g))) {
      const known = byWord.get(word)
      if (known) known.push(file)
      else byWord.set(word, [file])
    }
  }
  return byWord
}

/** What a test gives says nothing of what the application does. */
const isTest = /[.-](?:spec|test)\.\w+$/
