/** A name of so many ASCII letters that begins with the given words. */
export function nameOf(length: number, words: string): string {
  return words + '_and_more_words'.repeat(10).slice(0, length - words.length)
}
