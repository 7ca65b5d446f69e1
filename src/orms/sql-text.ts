import type { Range } from '../catalog/place.ts'
import type { Located } from '../javascript/resolve.ts'
import { textOf, type Value } from '../javascript/symbolic/value.ts'
import type { SqlEngine } from '../sql/engine.ts'
import { javascriptText, type HostText, type JavascriptQuote } from '../sql/host-text.ts'
import { parseCached } from '../sql/parse-cached.ts'
import { relocate } from '../sql/plpgsql/relocate.ts'
import { stepChanges } from '../sql/step-changes.ts'
import { splitScript } from '../sql/script.ts'
import { WovenText } from '../sql/woven-text.ts'
import type { Statement } from './orm.ts'

/** Stands for what is not known; no text of a program has it. */
export const gap = '\uE001'

/** The text of a value in one file; what is written elsewhere stands where it is used. */
export function hostTextOf(value: Value, file: string, seat: Range): HostText {
  const woven = new WovenText()
  const parts = value.kind === 'text' || value.kind === 'literal' ? (value.parts ?? [value]) : [value]
  for (const part of parts) {
    const own = writtenText(part, file)
    if (own) woven.addPart(own)
    else woven.add(part.kind === 'literal' ? String(part.value) : gap, rangeIn(file, part.at) ?? seat)
  }
  return woven.finish(seat)
}

/** The range of something, where it stands in this file. */
export function rangeIn(file: string, { node, program }: Located): Range | undefined {
  return program.file === file ? node.range : undefined
}

/** A text that stands in the file as a string or a part of a template. */
function writtenText(value: Value, file: string): HostText | undefined {
  const { node, program } = value.at
  const text = textOf(value)
  if (text === undefined || program.file !== file) return undefined
  const source = program.text
  const [start, end] = node.range
  if (node.type === 'Literal' && typeof node.value === 'string' && node.value === text)
    return javascriptText(source.slice(start + 1, end - 1), start + 1, source[start] as JavascriptQuote)
  if (node.type === 'TemplateElement' && node.value.cooked === text) {
    const from = source.indexOf(node.value.raw, start)
    return from < 0 || from > start + 1 ? undefined : javascriptText(node.value.raw, from, '`')
  }
  return undefined
}

/** What the statements of a text do that a program sends. */
export function sqlStatements(value: Value, file: string, seat: Range, engine: SqlEngine): Statement[] {
  return statementsIn(hostTextOf(value, file, seat), file, engine)
}

/** What the statements of a text do. */
export function statementsIn(host: HostText, file: string, engine: SqlEngine): Statement[] {
  const { statements } = splitScript(host.text)
  const together = statements.length > 1
  const whole = host.hostRange([0, host.text.length])
  return statements.flatMap(({ text, start, end }): Statement[] => {
    const unread = (reason: string): Statement[] =>
      mayShapeSchema.test(text.trim()) || text.trim() === gap
        ? [{ file, changes: [{ kind: 'unread', reason, range: host.hostRange([start, end]) }] }]
        : []
    if (text.includes(gap)) return unread('a part of its text is not known')
    const parsed = parseCached(engine, text)
    if (!parsed.ok) return unread(parsed.error.message)
    return parsed.value.flatMap((statement) => {
      const changes = stepChanges(statement)
      if (changes.length === 0) return []
      return [
        { file, changes: relocate(changes, ([from, to]) => host.hostRange([start + from, start + to])), ...(together && { sent: whole }) },
      ]
    })
  })
}

const mayShapeSchema = /^(?:create|alter|drop|comment\s+on|do)\b/i
