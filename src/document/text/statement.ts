import { draftOf, type Reading } from '../../sql/template/pieces.ts'

const firstWord =
  'select|with|insert|update|delete|merge|create|alter|drop|truncate|comment|grant|revoke|prepare|declare|copy|explain|do|call|listen|notify|savepoint|refresh|reindex|lock'

/** What opens a list of statements, or one that stands in parentheses; by a word alone these would be taken for prose. */
const opening = String.raw`begin\s*;|(?:begin|start)\s+transaction|set\s+(?:local\s|session\s|[\w.]+\s*(?:=|to\s))|reset\s+(?:all\b|\w+\.\w)|discard\s+all\b|\(+\s*(?:select|with|values)\s`

/** The beginning of a text that may be a statement. */
const statementStart = new RegExp(String.raw`^(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/|__hole\d+__)*(?:(?:${firstWord})\s|${opening})`, 'i')

/** "Delete from cart" is a statement to Postgres and a sentence to people: who begins SQL as a sentence also uses signs. */
function isSentence(text: string): boolean {
  return /^\s*[A-Z][a-z]/.test(text) && !/[=$(]/.test(text)
}

/** The same right after a quote; a file without any holds no statement, and is not walked. */
export const maybeStatement = new RegExp(
  String.raw`(?:["'](?:[ \t]|\\[nrt])*|\`(?:\s|\\[nrt])*)(?:--|/\*|(?:${firstWord})(?:\s|\\[nrt])|${opening})`,
  'i',
)

/** Whether a text begins as a statement does. */
export function beginsStatement(text: string): boolean {
  return statementStart.test(text)
}

export function isStatement({ flat }: Reading, isCertain: boolean): boolean {
  const { text } = draftOf(flat)
  return beginsStatement(text) && (isCertain || !isSentence(text))
}
