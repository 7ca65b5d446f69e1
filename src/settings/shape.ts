import leven from 'leven'

/** Something wrong with what a user wrote, and where. */
export interface SettingsProblem {
  /** Such as `tenancy.schema[0].files`. */
  readonly path: string
  /** What is wrong and what would be right, as the end of a sentence that begins with the path. */
  readonly reason: string
}

/** What a value must look like: `expected` says it in words. */
export interface Shape {
  readonly expected: string
  check(value: unknown, path: string): SettingsProblem[]
}

function leaf(expected: string, holds: (value: unknown) => boolean): Shape {
  return {
    expected,
    check: (value, path) => (holds(value) ? [] : [{ path, reason: `must be ${expected}, not ${shown(value)}` }]),
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

export const text = leaf('a string that is not empty', (value) => typeof value === 'string' && value !== '')
export const truth = leaf('true or false', (value) => typeof value === 'boolean')
export const wholeNumber = leaf('a whole number from 0 on', (value) => Number.isInteger(value) && Number(value) >= 0)

export function oneOf(...choices: string[]): Shape {
  const quoted = choices.map((c) => `'${c}'`)
  const expected = quoted.length > 3 ? `one of ${quoted.join(', ')}` : quoted.join(' or ')
  return {
    expected,
    check(value, path) {
      if (typeof value === 'string' && choices.includes(value)) return []
      return [{ path, reason: `must be ${expected}, not ${shown(value)}${guess(value, choices)}` }]
    },
  }
}

export function listOf(item: Shape): Shape {
  const expected = `an array, each entry ${item.expected}`
  return {
    expected,
    check(value, path) {
      if (!Array.isArray(value)) return [{ path, reason: `must be ${expected}, not ${shown(value)}` }]
      return value.flatMap((entry: unknown, i) => item.check(entry, `${path}[${i}]`))
    },
  }
}

export function eitherOf(...shapes: Shape[]): Shape {
  const expected = shapes.map((s) => s.expected).join(' or ')
  return {
    expected,
    check(value, path) {
      const tries = shapes.map((shape) => shape.check(value, path))
      if (tries.some((problems) => problems.length === 0)) return []
      const inside = tries.find((problems) => problems.every((p) => p.path !== path))
      return inside ?? [{ path, reason: `must be ${expected}, not ${shown(value)}` }]
    },
  }
}

export function recordOf(item: Shape): Shape {
  const expected = `an object, each value ${item.expected}`
  return {
    expected,
    check(value, path) {
      if (!isRecord(value)) return [{ path, reason: `must be ${expected}, not ${shown(value)}` }]
      return Object.entries(value).flatMap(([key, entry]) => item.check(entry, `${path}.${key}`))
    },
  }
}

export function fields(known: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  const names = Object.keys(known)
  const expected = `an object with ${names.join(', ')}`
  return {
    expected,
    check(value, path) {
      if (!isRecord(value)) return [{ path, reason: `must be ${expected}, not ${shown(value)}` }]
      const missing = required.filter((key) => value[key] === undefined)
      const wrong = Object.entries(value).flatMap(([key, entry]) => {
        const shape = Object.hasOwn(known, key) ? known[key] : undefined
        if (!shape)
          return [{ path: `${path}.${key}`, reason: `is not known here${guess(key, names) || `: the keys are ${names.join(', ')}`}` }]
        return entry === undefined ? [] : shape.check(entry, `${path}.${key}`)
      })
      return [...missing.map((key) => ({ path: `${path}.${key}`, reason: `is missing: ${known[key]?.expected ?? 'a value'}` })), ...wrong]
    },
  }
}

/** A value of this shape that must hold together, too. */
export function also(shape: Shape, find: (value: Record<string, unknown>, path: string) => SettingsProblem[]): Shape {
  return {
    expected: shape.expected,
    check(value, path) {
      const problems = shape.check(value, path)
      return problems.length === 0 && isRecord(value) ? find(value, path) : problems
    },
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function guess(value: unknown, choices: readonly string[]): string {
  if (typeof value !== 'string') return ''
  const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '')
  const nearest = choices
    .map((choice) => ({ choice, distance: leven(plain(value), plain(choice)) }))
    .sort((a, b) => a.distance - b.distance)[0]
  const close = nearest && nearest.distance <= Math.max(2, Math.floor(nearest.choice.length / 3))
  return close ? ` (did you mean '${nearest.choice}'?)` : ''
}
