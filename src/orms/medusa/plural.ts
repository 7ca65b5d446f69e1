import { lookup } from '../../catalog/lookup.ts'

const irregular: Readonly<Record<string, string>> = lookup({
  child: 'children',
  foot: 'feet',
  goose: 'geese',
  man: 'men',
  mouse: 'mice',
  ox: 'oxen',
  person: 'people',
  tooth: 'teeth',
  woman: 'women',
})

/** Words that are their own plural. */
const same =
  /(?:equipment|fish|feedback|firmware|hardware|info|information|media|metadata|money|news|police|rice|series|sheep|software|species|staff|traffic|[^aeiou]ese)$/i

/** The plural of an English word, or of the last of several, as Medusa writes it. Limit: words with a plural of their own are few here. */
export function plural(word: string): string {
  const [last] = /(?<![a-z])[a-z]+$/i.exec(word) ?? [word]
  const before = word.slice(0, word.length - last.length)
  const known = irregular[last.toLowerCase()]
  if (known !== undefined) return before + known
  if (same.test(last)) return word
  if (/(?:alias|status|[^aou]us|campus|bus)$/i.test(last)) return `${word}es`
  if (/sis$/i.test(last)) return word.replace(/sis$/i, 'ses')
  if (/(?:ch|sh|ss|x|zz)$/i.test(last))
    return /(?:ind|vert|matr|append)(?:ex|ix)$/i.test(last) ? word.replace(/[ei]x$/i, 'ices') : `${word}es`
  if (/[^aeiou]y$|quy$/i.test(last)) return word.replace(/y$/i, 'ies')
  if (/(?:[lr]f|(?:ea|eo|oa|hoo)f|(?:kni|wi|li)fe)$/i.test(last) && !/(?:belief|roof|proof)$/i.test(last))
    return word.replace(/fe?$/i, 'ves')
  if (/(?:buffal|her|potat|tomat|volcan|ech|embarg)o$/i.test(last)) return `${word}es`
  if (/s$/i.test(last)) return word
  return `${word}s`
}
