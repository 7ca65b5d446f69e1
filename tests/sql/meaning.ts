import type { Range } from '../../src/catalog/place.ts'
import type { Parsed, Statement } from '../../src/sql/engine.ts'

function isRange(value: unknown): value is Range {
  return Array.isArray(value) && value.length === 2 && value.every((item) => typeof item === 'number')
}

/** Where something is written, and what the second parser takes apart without saying so: `SET (a, b) = (…)`. */
const left: ReadonlySet<string> = new Set(['range', 'atOnce'])

/** What the statements of a text mean, without where that is written. */
export function meaningOf(parsed: Parsed<readonly Statement[]>): unknown {
  return parsed.ok ? parsed.value.map(({ changes, query }) => withoutRanges({ changes, query })) : parsed.error
}

function withoutRanges(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRanges)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, item]) => item !== undefined && !left.has(key))
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutRanges(item)]))
}

/** Every place of a meaning, in an order that equal meanings share. */
export function placesOf(parsed: Parsed<readonly Statement[]>): Range[] {
  const places: Range[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [key, item] of entries) {
      if (key === 'range' && isRange(item)) places.push(item)
      else visit(item)
    }
  }
  visit(parsed.ok ? parsed.value : [])
  return places
}
