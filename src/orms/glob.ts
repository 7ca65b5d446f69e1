/** What is translated into a regular expression with more stars than any configuration has would be held against a path for days. */
const mostStars = 5

/** Whether paths are what a pattern means, by its translation; one that is no pattern means nothing. */
export function globExpression(pattern: string, translate: (pattern: string) => string): RegExp {
  const short = pattern.replace(/(?:\*\*\/){2,}/g, '**/').replace(/\*{3,}/g, '**')
  if ((short.match(/\*+/g) ?? []).length > mostStars) return nothing
  try {
    return new RegExp(`^${translate(short)}$`)
  } catch {
    return nothing
  }
}

const nothing = /(?!)/
