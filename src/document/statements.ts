import type { SqlEngine } from '../sql/engine.ts'
import { sliceText, type HostText } from '../sql/host-text.ts'
import { withParameters } from '../sql/placeholders.ts'
import { parseCached } from '../sql/parse-cached.ts'
import type { Script, ScriptStatement } from '../sql/script.ts'
import { hasMarker, type Hole } from '../sql/template/hole.ts'
import { readTemplate } from '../sql/template/template.ts'
import type { SqlStatement } from './document.ts'

/** The statements of one text, each read by itself, so that one that is wrong hides no other. */
export function readStatements(host: HostText, script: Script, engine: SqlEngine, holes: readonly Hole[] = []): SqlStatement[] {
  return script.statements.flatMap((piece) => readStatement(host, piece, engine, holes))
}

function readStatement(host: HostText, piece: ScriptStatement, engine: SqlEngine, holes: readonly Hole[]): SqlStatement[] {
  const plain = sliceText(host, piece.text, piece.start)
  const numbered = (mayHoldPlaceholders.test(piece.text) ? withParameters(plain) : undefined) ?? plain
  const { source, filled, parsed } = hasMarker(piece.text)
    ? readTemplate(numbered, holes, engine)
    : { source: numbered, filled: [], parsed: parseCached(engine, numbered.text) }
  const rest = { source, isCertain: true, variants: [], holes: filled, parameters: undefined }
  if (!parsed.ok) {
    const isAtHole = source !== plain && /^(?:\$\d|\w*__hole)/.test(source.text.slice(parsed.error.offset))
    const error = isAtHole || isTemplate(piece.text) ? { ...parsed.error, kind: 'unsupported' as const } : parsed.error
    return [{ ...rest, range: host.hostRange([piece.start, piece.end]), statement: undefined, error }]
  }
  return parsed.value.map((statement) => ({ ...rest, range: source.hostRange(statement.range), statement, error: undefined }))
}

/** What stands for something else is no fault of the statement, even where it cannot be told what. */
function isTemplate(text: string): boolean {
  return hasMarker(text) || /[{}]|%\(\w+\)s|(?<![:\w]):["\w]/.test(text)
}

const mayHoldPlaceholders = /\?|@\w|%s|\$[A-Za-z_]|(?<!:):[A-Za-z_]/
