import { tokenize } from './lexer.ts'

/** Whether a text is a query in parentheses with nothing behind it that makes a statement of it: it is part of another one, whose tables it may name. */
export function isSubquery(text: string): boolean {
  let depth = 0
  for (const { kind, start, end } of tokenize(text)) {
    if (kind === 'comment') continue
    const sign = kind === 'punctuation' ? text.slice(start, end) : ''
    if (depth === 0 && sign !== '(') return false
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (depth === 0) return !goesOn.test(text.slice(end))
  }
  return false
}

const goesOn = /^\s*(?:union|intersect|except|order|limit|offset|fetch|for)\b/i
