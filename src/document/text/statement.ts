import { draftOf, type Reading } from '../../sql/template/pieces.ts'

/** No name of Postgres goes on with a hyphen, as the names of classes do: "truncate text-sm"; what `ALTER TABLE` goes on with is no statement. */
const firstWord =
  'select|with|insert|update|delete|merge|create|alter(?!\\s+(?:column|constraint)\\s)|drop(?!\\s+(?:column|constraint|default|expression|identity|not\\s+null)\\b)|truncate(?!\\s+[a-z]+-)|comment|grant|revoke|prepare|declare|copy|explain|do|call|listen|notify|savepoint|refresh|reindex|lock'

/** What opens a list of statements, or one that stands in parentheses; by a word alone these would be taken for prose. */
const opening = String.raw`begin\s*;|(?:begin|start)\s+transaction|set\s+(?:local\s|session\s|[\w.]+\s*(?:=|to\s))|reset\s+(?:all\b|\w+\.\w)|discard\s+all\b|\(+\s*(?:select|with|values)\s`

/** The beginning of a text that may be a statement. */
const statementStart = new RegExp(String.raw`^(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/|__hole\d+__)*(?:(?:${firstWord})\s|${opening})`, 'i')

/** "Delete from cart" is a statement to Postgres and a sentence to people: who begins SQL as a sentence also uses signs. */
function isSentence(text: string): boolean {
  return /^\s*[A-Z][a-z]/.test(text) && !/[=$(]/.test(text)
}

/** A comment that a text ends with is no statement; names of variables and paths begin so, too. */
const comment = String.raw`(?:--|/\*)(?![^\n*"'\`\\]*["'\`])`

/** The same right after a quote. */
const maybeStatement = new RegExp(
  String.raw`(?:["'](?:[ \t]|\\[nrt])*|\`(?:\s|\\[nrt])*)(?:${comment}|(?:${firstWord})(?:\s|\\[nrt])|${opening})`,
  'gi',
)

/** Where a program names pg-promise's `helpers`, which make statements without a word of them in a text. */
const namesHelpers = /\bhelpers\s*(?:\??\.\s*(?:insert|update)\b|[,:;}]|$)/m
const makesStatements = /\b(?:insert|update)\(/

/** What a file may hold, as its quotes tell: a file without any holds no statement, and is not walked; sentences are no SQL where nothing runs them. */
export function mayHold(text: string): 'statements' | 'sentences' | 'nothing' {
  if (makesStatements.test(text) && namesHelpers.test(text)) return 'statements'
  let found: 'sentences' | 'nothing' = 'nothing'
  for (const { index } of text.matchAll(maybeStatement)) {
    if (!isSentenceIn(text, index)) return 'statements'
    found = 'sentences'
  }
  return found
}

/** Whether what a quote opens is a sentence, and all of its text. */
function isSentenceIn(text: string, start: number): boolean {
  const end = text.indexOf(text.charAt(start), start + 1)
  return end > 0 && isSentence(text.slice(start + 1, end)) && !/^\s*\+/.test(text.slice(end + 1, end + 40))
}

/** Whether a text begins as a statement does. */
export function beginsStatement(text: string): boolean {
  return statementStart.test(text)
}

export function isStatement({ flat }: Reading, isCertain: boolean): boolean {
  const { text } = draftOf(flat)
  return beginsStatement(text) && (isCertain || !isSentence(text))
}
