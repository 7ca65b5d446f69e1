export type Compare = (a: string, b: string) => number

/** By code unit, as most tools sort; a folder before its longer namesakes. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const leadingVersion = /^[vV]?(\d+(?:[._-]\d+)*)/

/** The numbers that a name begins with: a counter, a version or a timestamp in one or several parts. */
export function leadingNumbers(name: string): string[] {
  return leadingVersion.exec(name)?.[1]?.split(/[._-]/) ?? []
}

/** A date, and a date with hours and minutes, are filled up to seconds, so that they sort among longer timestamps. */
function comparable(digits: string): string {
  const filled = /^(?:19|20)\d{6}(?:\d{4})?$/.test(digits) ? digits.padEnd(14, '0') : digits
  return filled.replace(/^0+(?=\d)/, '')
}

function compareDigits(a: string, b: string): number {
  const [x, y] = [comparable(a), comparable(b)]
  return x.length - y.length || compareNames(x, y)
}

/** Compares part by part; a part that is missing counts as nought. */
export function compareVersions(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareDigits(a[i] ?? '0', b[i] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** What a schema begins with, when it has no number. */
const first = /^(?:base|baseline|create|extensions?|init|initial|schema|setup)(?:$|[._-])/i

function rankOf(name: string): number {
  if (leadingNumbers(name).length > 0) return 1
  return first.test(name) ? 0 : 2
}

function compareSegments(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || compareVersions(leadingNumbers(a), leadingNumbers(b)) || compareNames(a, b)
}

/** By the numbers that names begin with, then by name; folder by folder. */
export function compareNumbers(a: string, b: string): number {
  const [x, y] = [a.split('/'), b.split('/')]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = compareSegments(stem(x[i] ?? ''), stem(y[i] ?? ''))
    if (order !== 0) return order
  }
  return x.length - y.length || compareNames(a, b)
}

export function isNumbered(name: string): boolean {
  return leadingNumbers(name).length > 0
}

/** The name of a file without its folders and `.sql`. */
export function stem(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.sql$/i, '')
}
