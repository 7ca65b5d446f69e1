import type { Parsed, SqlEngine, Statement } from './engine.ts'
import { unlessTooMuch } from './limits.ts'

type Result = Parsed<readonly Statement[]>

/** Enough for the largest migration folder; texts come and go as files are edited. */
const capacity = 20_000

const caches = new Map<SqlEngine, Map<string, Result>>()

/** Parses a text once, however often it is asked for: a keystroke in a script parses one statement of it. */
export function parseCached(engine: SqlEngine, text: string): Result {
  let cache = caches.get(engine)
  if (!cache) caches.set(engine, (cache = new Map<string, Result>()))
  const known = cache.get(text)
  if (known) return known
  const parsed = unlessTooMuch(engine.parse(text), text)
  if (cache.size >= capacity) cache.clear()
  cache.set(text, parsed)
  return parsed
}
