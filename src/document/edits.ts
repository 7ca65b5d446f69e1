import type { CreatePolicy } from '../catalog/change.ts'
import { onceFor } from '../catalog/once-for.ts'
import type { Edit, Range } from '../catalog/place.ts'
import type { StatementEdits } from '../catalog/script.ts'
import type { Document, SqlStatement } from './document.ts'
import { statementAt } from './statement-at.ts'

/** Puts further statements behind the one that a place is in, on lines of their own; names of ours must not get among them. */
export function sqlAfter(document: Document, range: Range, sql: string): readonly Edit[] {
  const statement = statementAt(document, range)
  if (!statement || statement.error || statement.filledIn) return []
  return atEnd(statement, `;\n${sql}`)
}

/** Puts further statements before the one that a place is in, where it shapes the schema and is wholly written there. */
export function sqlBefore(document: Document, range: Range, sql: string): readonly Edit[] {
  const found = statementAt(document, range)
  if (!found?.statement || found.statement.changes.length === 0 || found.holes.length > 0 || found.filledIn) return []
  const [start] = found.statement.range
  const edit = found.source.editAt([start, start], `${sql};\n`)
  return edit ? [edit] : []
}

/** Adds to the statement that a place is in, where it is of that kind. */
export function atEndOfStatement(document: Document, range: Range, kind: string, sql: string): readonly Edit[] {
  const found = statementAt(document, range)
  if (found?.statement?.kind !== kind) return []
  return atEnd(found, sql)
}

/** Edits in and around the statement that a place is in. */
export function editsOfStatement(document: Document, range: Range): StatementEdits {
  const editable = (): SqlStatement | undefined => {
    const found = statementAt(document, range)
    return found && !found.error && !found.filledIn && found.variants.length === 0 ? found : undefined
  }
  const put = (at: (text: string) => number | undefined, added: string): readonly Edit[] => {
    const found = editable()
    const offset = found && at(found.source.text)
    const edit = offset === undefined ? undefined : found?.source.editAt([offset, offset], added)
    return edit ? [edit] : []
  }
  return {
    behind: (words, added) =>
      put((text) => {
        const match = words.exec(text)
        return match ? match.index + match[0].length : undefined
      }, added),
    atEnd: (added) => put((text) => text.length, added),
    before: (sql) => put(() => 0, `${sql};\n`),
  }
}

/** Puts another statement in place of the one that a place is in, where it is of that kind and wholly written there. */
export function inPlaceOfStatement(document: Document, range: Range, kind: string, sql: string): readonly Edit[] {
  const found = statementAt(document, range)
  const edit = found && isWhole(found, kind) ? editOf(found, sql) : undefined
  return edit ? [edit] : []
}

/** Takes the statement that a place is in out of its text, where it is of that kind; never the only one of a text. */
export function withoutStatement(document: Document, range: Range, kind: string, text: string): readonly Edit[] {
  const { statements } = document
  const found = statementAt(document, range)
  if (!found || !isWhole(found, kind) || !editOf(found, '')) return []
  const at = statements.indexOf(found)
  const [start, end] = found.range
  const before = statements[at - 1]?.range[1]
  if (before !== undefined && isBetweenStatements(text.slice(before, start))) return [{ range: [before, end], text: '' }]
  const after = statements[at + 1]?.range[0]
  if (after !== undefined && isBetweenStatements(text.slice(end, after))) return [{ range: [start, after], text: '' }]
  // Comments around it stay.
  const rest = /^[^\S\n]*;[^\S\n]*\n?/.exec(text.slice(end))
  return rest && statements.length > 1 ? [{ range: [start, end + rest[0].length], text: '' }] : []
}

/** Whether statements use a word besides that which a place is in. */
export function isMentionedBeside(document: Document, [start, end]: Range, word: string): boolean {
  const isBeside = ({ range }: SqlStatement): boolean => !(range[0] <= start && end <= range[1])
  if (!plainWord.test(word)) return document.statements.some((one) => isBeside(one) && one.source.text.includes(word))
  const mentions = mentionsIn(document).get(word.toLowerCase())
  return mentions !== undefined && [...mentions].some(isBeside)
}

const plainWord = /^[a-z_]\w*$/i

/** By word, the statements that use it: a dump has tens of thousands of both. */
const mentionsIn = onceFor(({ statements }: Document): ReadonlyMap<string, ReadonlySet<SqlStatement>> => {
  const found = new Map<string, Set<SqlStatement>>()
  for (const one of statements)
    for (const [word] of one.source.text.toLowerCase().matchAll(/(?<![\w$])[a-z_]\w*/g)) {
      const before = found.get(word)
      if (before && before.size < mostMentions) before.add(one)
      else if (!before) found.set(word, new Set([one]))
    }
  return found
})

/** Few statements stand within each other: of more, one is beside any. */
const mostMentions = 20

function editOf({ statement, source }: SqlStatement, sql: string): Edit | undefined {
  return statement && source.editAt(statement.range, sql)
}

/** As it stands in a file, or in a string of a program. */
function isBetweenStatements(text: string): boolean {
  return /^(?:\s|\\[nrt])*;(?:\s|\\[nrt])*$/.test(text)
}

function isWhole({ statement, holes, filledIn, variants, error }: SqlStatement, kind: string): boolean {
  return statement?.kind === kind && !error && !filledIn && holes.length === 0 && variants.length === 0
}

function atEnd({ source }: SqlStatement, sql: string): readonly Edit[] {
  const { length } = source.text
  const edit = source.editAt([length, length], sql)
  return edit ? [edit] : []
}

/** Changes within the conditions of the policy of which the name is at a place. */
export function inPolicy(
  document: Document,
  range: Range,
  name: string,
  edits: (policy: CreatePolicy) => readonly Edit[],
): readonly Edit[] {
  const found = statementAt(document, range)
  const policy = found?.statement?.changes.find((change) => change.kind === 'create policy' && change.name.text === name)
  if (!found || policy?.kind !== 'create policy' || !isWhole(found, 'create policy')) return []
  const wanted = edits(policy)
  const placed = wanted.flatMap((edit) => found.source.editAt(edit.range, edit.text) ?? [])
  return placed.length === wanted.length ? placed : []
}
