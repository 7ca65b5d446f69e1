import type { ToldOf } from '../query/told.ts'
import type { SqlEngine, SqlError } from '../sql/engine.ts'
import { sliceText, type HostText } from '../sql/host-text.ts'
import { withParameters } from '../sql/placeholders.ts'
import { parseCached } from '../sql/parse-cached.ts'
import type { Script, ScriptStatement, Unclosed } from '../sql/script.ts'
import { hasMarker, type Hole } from '../sql/template/hole.ts'
import { hintsIn } from '../sql/hint.ts'
import { readTemplate } from '../sql/template/template.ts'
import { withoutVariables } from '../sql/variables.ts'
import type { SqlStatement } from './document.ts'

/** The statements of one text, each read by itself, so that one that is wrong hides no other. Texts of programs have holes, be it none. */
export function readStatements(host: HostText, script: Script, engine: SqlEngine, holes?: readonly Hole[]): SqlStatement[] {
  const { unclosed } = script
  const hints = hintsIn(host.text, script)
  const statements = script.statements.flatMap((piece) => {
    const hint = hints.get(piece)
    const read = readStatement(host, piece, engine, holes).map((one) => (hint ? { ...one, hint: host.hostRange(hint) } : one))
    return unclosed && isStoppedBy(unclosed, piece, read, host) ? [unread(host, piece, unclosed)] : read
  })
  if (unclosed?.kind !== 'comment') return statements
  const { length } = host.text
  return [...statements, unread(host, { text: host.text.slice(unclosed.start), start: unclosed.start, end: length }, unclosed)]
}

/** What a program would say of a statement in it. */
const ofNoProgram = { isCertain: true, variants: [], parameters: undefined, within: undefined, tenantInScope: undefined }

/** A statement may be wrong before the quote that does not end, which another one may have left open. */
function isStoppedBy({ start }: Unclosed, piece: ScriptStatement, [read]: readonly SqlStatement[], host: HostText): boolean {
  if (!read?.error || start < piece.start || start >= piece.end || isTemplate(host.text.slice(piece.start, start))) return false
  const { source, error } = read
  return source.hostRange([error.offset, error.offset])[0] >= host.hostRange([start, start])[0]
}

/** In the words of Postgres. */
const unterminated: Readonly<Partial<Record<Unclosed['kind'], string>>> = {
  comment: '/* comment',
  quoted: 'quoted identifier',
  dollar: 'dollar-quoted string',
}

function unread(host: HostText, { text, start, end }: ScriptStatement, unclosed: Unclosed): SqlStatement {
  const message = `unterminated ${unterminated[unclosed.kind] ?? 'quoted string'}`
  return {
    source: sliceText(host, text, start),
    range: host.hostRange([start, end]),
    statement: undefined,
    error: { kind: 'syntax', message, offset: unclosed.start - start },
    holes: [],
    ...ofNoProgram,
  }
}

function readStatement(host: HostText, piece: ScriptStatement, engine: SqlEngine, holes?: readonly Hole[]): SqlStatement[] {
  const plain = sliceText(host, piece.text, piece.start)
  const numbered = mayHoldPlaceholders.test(piece.text) ? withParameters(plain, holes ?? [], holes !== undefined) : undefined
  const { host: text, holes: all, names } = numbered ?? { host: plain, holes: holes ?? [] }
  const { source, filled, parsed } = hasMarker(text.text)
    ? readTemplate(text, all, engine)
    : { source: text, filled: [], parsed: parseCached(engine, text.text) }
  const told: ToldOf = (hole) => all[hole]?.from?.()
  const rest = { source, holes: filled, ...ofNoProgram, ...(names && { parameterNames: names }), ...(all.length > 0 && { told }) }
  if (!parsed.ok) {
    const error = judged(parsed.error, source, plain)
    return [{ ...rest, range: host.hostRange([piece.start, piece.end]), statement: undefined, error }]
  }
  return parsed.value.map((statement) => ({ ...rest, range: source.hostRange(statement.range), statement, error: undefined }))
}

/** What stands for something else is no fault of the statement, even where it cannot be told what. */
function judged(error: SqlError, source: HostText, plain: HostText): SqlError {
  if (error.kind === 'limit') return error
  const rest = source.text.slice(error.offset)
  const isAtHole = (source !== plain && /^(?:\$\d|\w*__hole)/.test(rest)) || /^:["'\w]/.test(rest)
  return isAtHole || hasMarker(plain.text) || isTemplate(source.text) ? { ...error, kind: 'unsupported' } : error
}

function isTemplate(text: string): boolean {
  return hasMarker(text) || /[{}]|%\(\w+\)s/.test(text) || withoutVariables(text) !== text
}

/**
 * A statement that psql fills in before Postgres sees it, with names in the place of its variables. It has no query, since what
 * that means depends on their values.
 */
export function fillIn(statement: SqlStatement, engine: SqlEngine): SqlStatement[] {
  const { source, error } = statement
  const text = error?.kind === 'unsupported' ? withoutVariables(source.text) : source.text
  const parsed = text === source.text ? undefined : parseCached(engine, text)
  if (!parsed?.ok) return [statement]
  const filled = { ...source, text }
  return parsed.value.map((read) => ({
    ...statement,
    source: filled,
    range: filled.hostRange(read.range),
    statement: { ...read, query: undefined },
    error: undefined,
    filledIn: true as const,
  }))
}

const mayHoldPlaceholders = /\{\{\w|\?|@\w|%s|\$(?:[A-Za-z_{(<[/]|\d+[~^#])|(?<!:):[A-Za-z_]|\bsqlc\./
