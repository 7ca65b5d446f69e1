import type { Change, Test } from '../catalog/change.ts'
import { onceFor } from '../catalog/once-for.ts'
import { chainOf } from '../javascript/symbolic/chain.ts'
import type { Condition, Effect } from '../javascript/symbolic/effects.ts'
import type { Value } from '../javascript/symbolic/value.ts'
import type { Statement } from './orm.ts'

/** How a library's calls are read. */
export interface StepReader {
  /** What a call does to the schema; nothing where it is none of the library's. */
  read(value: Value, effect: Effect): readonly Statement[]
  /** What a condition asks of the schema; undefined where it asks something else. None where a library has nothing to ask it with. */
  ask?(value: Value): Test | undefined
  /** What a loop over what is not known has in its text where it may shape the schema; any may, where this is not told. */
  readonly shapes?: RegExp
}

/** What a migration in code does: what it asks of the schema is asked of the catalog, all else that it asks is taken to be so. */
export function readEffects(effects: readonly Effect[], reader: StepReader): Statement[] {
  const noted = new Set<Value>()
  return effects.flatMap((effect): Statement[] => {
    const { value } = effect
    const statements = isLoop(value) ? readLoop(value, reader) : reader.read(value, effect)
    const terms = statements.length > 0 ? termsOf(effect, reader) : undefined
    if (!terms) return []
    return [...noteAssumed(terms, noted), ...statements.map((one) => guarded(one, terms.guards))]
  })
}

/** On what terms something is done. */
export interface Terms {
  readonly guards: readonly Test[]
  /** What nobody can tell, and is taken to hold. */
  readonly assumed: readonly Value[]
}

/** Undefined where it is taken not to be done. */
export function termsOf({ conditions }: Effect, reader: Pick<StepReader, 'ask'>): Terms | undefined {
  const asked = conditions.map((condition) => ({ condition, test: testOf(condition, reader) }))
  if (asked.some(({ condition, test }) => !test && !condition.assumed)) return undefined
  const assumed = asked.filter(({ test }) => !test).map(({ condition }) => condition.value)
  return { guards: asked.flatMap(({ test }) => test ?? []), assumed }
}

/** Each is told once. */
export function noteAssumed({ assumed }: Terms, noted: Set<Value>): Statement[] {
  const fresh = assumed.filter((one) => !noted.has(one))
  for (const one of fresh) noted.add(one)
  return fresh.map((one) => unreadStatement(one, 'what this depends on is not known; it is taken to happen'))
}

export function guarded(statement: Statement, guards: readonly Test[]): Statement {
  if (guards.length === 0) return statement
  return {
    ...statement,
    changes: statement.changes.map((change): Change => ({ ...change, guards: [...guards, ...(change.guards ?? [])] })),
  }
}

function testOf({ value, holds }: Condition, reader: Pick<StepReader, 'ask'>): Test | undefined {
  const test = combined(value, reader)
  return test && (holds ? test : { not: test })
}

function combined(value: Value, reader: Pick<StepReader, 'ask'>): Test | undefined {
  const own = askedOnce(value, reader)
  if (own || value.kind !== 'call' || value.callee.kind !== 'symbol') return own
  const [left, right] = value.args.map((arg) => combined(arg, reader))
  switch (value.callee.name) {
    case '!':
      return left && { not: left }
    case '&&':
      return left && right && { all: [left, right] }
    case '||':
      return left && right && { any: [left, right] }
    default:
      return undefined
  }
}

/** What follows an early end hangs on the same condition again and again. */
const askedOnce = onceFor((value: Value, reader: Pick<StepReader, 'ask'>): Test | undefined => {
  const test = reader.ask?.(value)
  return test && { asked: test }
})

function readLoop(value: Value, { shapes }: StepReader): Statement[] {
  const { node, program } = value.at
  const loop = program.parentOf(node) ?? node
  if (shapes && !shapes.test(program.text.slice(...loop.range))) return []
  return [unreadStatement(value, 'what this goes over is not known')]
}

function isLoop(value: Value): boolean {
  return value.kind === 'call' && value.callee.kind === 'symbol' && value.callee.name === 'for'
}

/** Something that may shape the schema and cannot be known. */
export function unreadStatement({ at }: Value, reason: string): Statement {
  return { file: at.program.file, changes: [{ kind: 'unread', reason, range: at.node.range }] }
}

/** The names by which a value is reached, `a.b.c`; calls on the way are passed over. */
export function wayOf(value: Value): string {
  const { root, links } = chainOf(value)
  const first = root.kind === 'symbol' || root.kind === 'import' ? root.name : root.kind === 'instance' ? 'this' : '?'
  return [first, ...links.flatMap(({ name }) => (name === '' ? [] : [name]))].join('.')
}
