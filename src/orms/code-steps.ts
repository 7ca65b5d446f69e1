import type { Change, Test } from '../catalog/change.ts'
import { chainOf } from '../javascript/symbolic/chain.ts'
import type { Condition, Effect } from '../javascript/symbolic/effects.ts'
import type { Value } from '../javascript/symbolic/value.ts'
import type { Statement } from './orm.ts'

/** How a library's calls are read. */
export interface StepReader {
  /** What a call does to the schema; nothing where it is none of the library's. */
  read(value: Value): readonly Statement[]
  /** What a condition asks of the schema; undefined where it asks something else. */
  ask(value: Value): Test | undefined
}

/** What a migration in code does: what it asks of the schema is asked of the catalog, all else that it asks is taken to be so. */
export function readEffects(effects: readonly Effect[], reader: StepReader): Statement[] {
  const noted = new Set<Value>()
  const tests = new Map<Value, Record<'true' | 'false', Test | undefined>>()
  const once = (condition: Condition): Test | undefined => {
    const known = tests.get(condition.value) ?? {
      true: testOf({ ...condition, holds: true }, reader),
      false: testOf({ ...condition, holds: false }, reader),
    }
    tests.set(condition.value, known)
    return known[`${condition.holds}`]
  }
  const statements = effects.flatMap(({ value, conditions }): Statement[] => {
    const asked = conditions.map((condition) => ({ condition, test: once(condition) }))
    if (asked.some(({ condition, test }) => !test && !condition.assumed)) return []
    const statements = isLoop(value) ? [unreadStatement(value, 'what this goes over is not known')] : reader.read(value)
    if (statements.length === 0) return []
    const assumed = asked.filter(({ test }) => !test).map(({ condition }) => condition.value)
    const fresh = assumed.filter((one) => !noted.has(one))
    for (const one of fresh) noted.add(one)
    const guards = asked.flatMap(({ test }) => test ?? [])
    return [
      ...fresh.map((one) => unreadStatement(one, 'what this depends on is not known; it is taken to happen')),
      ...statements.map((one) => guarded(one, guards)),
    ]
  })
  return joined(statements)
}

/** What is asked once holds for all that is done on it: the second step finds what the first one made. */
function joined(statements: readonly Statement[]): Statement[] {
  const all: Statement[] = []
  for (const one of statements) {
    const before = all.at(-1)
    const guard = one.changes[0]?.guards?.[0]
    if (before && guard && before.file === one.file && before.changes[0]?.guards?.[0] === guard)
      all[all.length - 1] = { file: one.file, changes: [...before.changes, ...one.changes] }
    else all.push(one)
  }
  return all
}

function guarded(statement: Statement, guards: readonly Test[]): Statement {
  if (guards.length === 0) return statement
  return {
    ...statement,
    changes: statement.changes.map((change): Change => ({ ...change, guards: [...guards, ...(change.guards ?? [])] })),
  }
}

function testOf({ value, holds }: Condition, reader: StepReader): Test | undefined {
  const test = combined(value, reader)
  return test && (holds ? test : { not: test })
}

function combined(value: Value, reader: StepReader): Test | undefined {
  const own = reader.ask(value)
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
