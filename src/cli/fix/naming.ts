import { compareNumbers } from '../../project/migrations/index.ts'
import { UsageError } from '../given-settings.ts'

/** What stands before the words of the name of a migration. */
interface Prefix {
  /** Such as `V`, or nothing. */
  readonly letter: string
  /** Parts of the number before the last, with their dots. */
  readonly leading: string
  readonly number: string
  readonly separator: string
}

const numbered = /^(?!\d{4}-\d{2}-\d{2})([VB]?)((?:\d+\.)*|(?:\d+_)*(?=\d+__))(\d+)(__|[_.-]|(?=\.sql$|$))/i

function prefixOf(name: string): Prefix | undefined {
  const [, letter, leading, number, separator] = numbered.exec(name) ?? []
  if (letter === undefined || leading === undefined || number === undefined) return undefined
  return { letter: letter.toUpperCase() === 'B' ? 'V' : letter, leading, number, separator: separator === '' ? '_' : (separator ?? '_') }
}

/** The numbers of the next migrations, as the names of a folder count: `0012_`, `V12__` or `20240101120000_`. */
export function nextPrefixes(names: readonly string[], count: number, now: Date): string[] {
  const last = names
    .filter((name) => prefixOf(name))
    .sort(compareNumbers)
    .at(-1)
  const prefix = last === undefined ? undefined : prefixOf(last)
  if (!prefix) {
    if (names.length > 0)
      throw new UsageError(
        `How the files of that folder are numbered cannot be told (${names[0] ?? ''}), so nor can which comes last. Name the file: tenancy fix --sql-out FILE`,
      )
    return numbersFrom('0000', count, now).map((number) => `${number}_`)
  }
  const { letter, leading, number, separator } = prefix
  return numbersFrom(number, count, now).map((next) => `${letter}${leading}${next}${separator}`)
}

/** Those of this moment for folders whose names are moments. */
export function timestampPrefixes(names: readonly string[], count: number, now: Date, separator = '_'): string[] {
  const last =
    names
      .flatMap((name) => /^\d{14}/.exec(name)?.[0] ?? [])
      .sort()
      .at(-1) ?? '00000000000000'
  return numbersFrom(last, count, now).map((number) => `${number}${separator}`)
}

function numbersFrom(last: string, count: number, now: Date): string[] {
  const next = nextOf(last, now)
  return Array.from({ length: count }, (_, i) => String(next + BigInt(i)).padStart(last.length, '0'))
}

/** A counter goes on by one; a moment is this one, and behind the last in any case. */
function nextOf(last: string, now: Date): bigint {
  const after = BigInt(last) + 1n
  const moment = momentLike(last, now)
  return moment !== undefined && moment > after ? moment : after
}

function momentLike(last: string, now: Date): bigint | undefined {
  const digits = now.toISOString().replace(/\D/g, '')
  if (/^(?:(?:19|20)\d{6}|0{8})(?:\d{2}|\d{4}|\d{6})?$/.test(last) && last.length >= 8) return BigInt(digits.slice(0, last.length))
  if (/^1\d{9}$/.test(last)) return BigInt(Math.floor(now.getTime() / 1000))
  return /^1\d{12}$/.test(last) ? BigInt(now.getTime()) : undefined
}
