import { literalOf } from '../query/literal.ts'
import type { Call } from '../query/query.ts'
import type { Range } from '../sql/lexer.ts'
import type { Document, SqlStatement } from './document.ts'

/** A setting of ours, such as `app.tenant_id`, that a statement sets. */
export interface SessionSetting {
  readonly name: string
  readonly range: Range
  /** Until the session ends, and not only its transaction. */
  readonly stays: boolean
  /** Nothing in the file begins a transaction, without which what is set for one is gone at once. */
  readonly isAlone: boolean
}

const set = /^set\s+(?:(session|local)\s+)?"?([a-z_][\w$]*"?(?:\."?[a-z_][\w$]*"?)+)\s*(?:=|to\s)\s*(.)/i
/** Words of programs that begin one, or are handed one. */
const transactional = /transact|\btr?x\b|begin|savepoint|atomic|unitofwork/i
const reset = /^(?:reset\s+(?:all|"?([a-z_][\w$]*"?(?:\."?[a-z_][\w$]*"?)+))|discard\s+all)\s*(?:;\s*)?$/i

/** What statements set; nothing of a setting that the file sets back, too. */
export function sessionSettingsOf({ statements }: Document, text: string): readonly SessionSetting[] {
  const mayBegin = transactional.test(text)
  const found = statements.flatMap((one, i) => {
    const isBeside = (other: SqlStatement | undefined, [from, to]: readonly [number, number]): boolean =>
      other !== undefined && /^[\s;]*$/.test(text.slice(from, to))
    const [before, after] = [statements[i - 1], statements[i + 1]]
    const shares = isBeside(before, [before?.range[1] ?? 0, one.range[0]]) || isBeside(after, [one.range[1], after?.range[0] ?? 0])
    return settingsOf(one).map((setting) => ({ ...setting, isAlone: !mayBegin && !shares && one.isCertain }))
  })
  const back = statements.flatMap((statement) => resetOf(statement))
  return found.filter(({ name }) => !back.includes('all') && !back.includes(name))
}

function textOf({ statement, source }: SqlStatement): string {
  return statement ? source.text.slice(...statement.range).trim() : ''
}

function nameOf(written: string): string {
  return written.replaceAll('"', '').toLowerCase()
}

function resetOf(found: SqlStatement): string[] {
  const match = reset.exec(textOf(found))
  if (match) return [match[1] === undefined ? 'all' : nameOf(match[1])]
  const toDefault = set.exec(textOf(found))
  return toDefault?.[2] !== undefined && /default\s*;?$/i.test(textOf(found)) ? [nameOf(toDefault[2])] : emptied(found)
}

/** `set_config('app.tenant_id', '', false)` sets it back. */
function emptied({ statement }: SqlStatement): string[] {
  return [...configCalls(statement?.query)].flatMap(({ args: [name, value] }) => {
    const [of, to] = [name, value].map(literalOf)
    return typeof of === 'string' && (to === '' || to === null) ? [nameOf(of)] : []
  })
}

function settingsOf(found: SqlStatement): Omit<SessionSetting, 'isAlone'>[] {
  const { source, statement } = found
  const match = statement?.kind === 'set' ? set.exec(textOf(found)) : null
  if (match?.[2] !== undefined && statement)
    return [{ name: nameOf(match[2]), range: source.hostRange(statement.range), stays: match[1]?.toLowerCase() !== 'local' }]
  return [...configCalls(statement?.query)].flatMap((call) => {
    const [name, value, local] = call.args.map(literalOf)
    if (typeof name !== 'string' || value === '' || value === null || typeof local !== 'boolean') return []
    return [{ name: nameOf(name), range: source.hostRange(call.range), stays: !local }]
  })
}

function* configCalls(node: unknown): Generator<Call> {
  if (typeof node !== 'object' || node === null) return
  if (isConfigCall(node)) yield node
  for (const part of Object.values(node)) yield* configCalls(part)
}

function isConfigCall(node: object): node is Call {
  return 'kind' in node && node.kind === 'call' && 'name' in node && node.name === 'set_config'
}
