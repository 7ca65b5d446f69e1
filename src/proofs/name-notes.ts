import type { UnknownName } from './unknown-names.ts'

/** What stands behind a message about a name, with a space before it. */
export function meant(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`
}

export function noteOf({ nearest, gone }: UnknownName): string {
  return gone ? ` Since Postgres ${String(gone.since)} it is ${gone.instead}.` : meant(nearest)
}

/** The schema has the name with capitals, and the statement without. */
export function isFolded({ name, nearest }: UnknownName): boolean {
  return nearest !== undefined && nearest !== name && nearest.toLowerCase() === name.replace(/^.*\./, '')
}

export function listed(names: readonly string[]): string {
  const [first = 'its tables', ...others] = names
  const last = others.pop()
  return last === undefined ? first : `${[first, ...others].join(', ')} and ${last}`
}
