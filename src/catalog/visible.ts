/** What a terminal or a log obeys instead of showing it, and what turns the direction of a line around. */
// eslint-disable-next-line no-control-regex -- those are what is looked for
const misleading = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** A name, or a text that somebody wrote, as it may stand in a line: with a sign in the place of what misleads. */
export function visible(text: string): string {
  return text.replace(misleading, '\ufffd')
}

/** The same of lines of ours. */
export function visibleLines(text: string): string {
  return text.replace(misleading, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'))
}

/** All texts of a value that is as JSON is. */
export function visibleIn<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? visible(part) : part))) as T
}

/** With a code in the place of what misleads, for languages in which such a code is that character. */
export function withCodes(text: string, code: (hex: string) => string): string {
  return text.replace(misleading, (character) => code(character.charCodeAt(0).toString(16).padStart(4, '0')))
}
