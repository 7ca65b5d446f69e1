import type { Term } from '../../query/query.ts'

type Pattern = 'prefix' | 'exact' | 'contains' | 'pattern'

/** What a pattern looks for: texts that begin so, this very text, or such that have it somewhere; `pattern` where that cannot be seen. */
export function patternOf(how: string, pattern: Term): Pattern {
  const text = beginningOf(pattern)
  if (text === undefined) return 'pattern'
  switch (how) {
    case 'like':
    case '~~':
      return likeOf(text, !isWhole(pattern))
    case 'ilike':
    case '~~*':
      return /^[^\p{L}%_\\]/u.test(text) ? 'pattern' : text === '' ? 'pattern' : 'contains'
    case '~':
      return text === '' ? 'pattern' : /^\^[\w ]/.test(text) ? 'prefix' : text.startsWith('^') ? 'pattern' : 'contains'
    case '~*':
      return text === '' ? 'pattern' : 'contains'
    default:
      return 'pattern'
  }
}

function likeOf(text: string, isCut: boolean): Pattern {
  if (/^[%_]/.test(text)) return 'contains'
  if (/[%_]/.test(text)) return 'prefix'
  return isCut || text === '' ? 'pattern' : 'exact'
}

function isWhole(pattern: Term): boolean {
  return pattern.kind === 'cast' ? isWhole(pattern.term) : pattern.kind === 'value'
}

/** What a pattern begins with, where that is written: also of one that is put together. */
function beginningOf(pattern: Term): string | undefined {
  switch (pattern.kind) {
    case 'value':
      return pattern.value.kind === 'literal' && typeof pattern.value.literal === 'string' ? pattern.value.literal : undefined
    case 'cast':
    case 'collate':
      return beginningOf(pattern.term)
    case 'call': {
      const [first] = pattern.args
      const isJoined = (pattern.operator && pattern.name === '||') || pattern.name === 'concat'
      return first && isJoined ? beginningOf(first) : undefined
    }
    default:
      return undefined
  }
}
