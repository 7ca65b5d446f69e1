import { lookup } from '../../catalog/lookup.ts'
import type { Value } from '../../javascript/symbolic/value.ts'
import { comparisons } from './comparisons.ts'

type Print = (value: Value) => string | undefined

const after: Readonly<Record<string, string>> = lookup({ isNull: 'is null', isNotNull: 'is not null', asc: 'asc', desc: 'desc' })
const functions: ReadonlySet<string> = new Set(['sum', 'avg', 'max', 'min', 'count'])
const before: Readonly<Record<string, string>> = lookup({ not: 'not', exists: 'exists', notExists: 'not exists' })

/** What one of Drizzle's operators prints; undefined where it is none, or what it is given is not known. */
export function operatorText(name: string, args: readonly Value[], print: Print): string | undefined {
  if (name === 'and' || name === 'or') return combined(name, args, print)
  if (name === 'inArray' || name === 'notInArray') return within(name === 'inArray', args, print)
  if (name === 'count' && args.length === 0) return 'count(*)'
  const [first, second, third] = args.map(print)
  if (first === undefined) return undefined
  if (functions.has(name)) return `${name}(${first})`
  if (name === 'countDistinct' || name === 'sumDistinct' || name === 'avgDistinct') return `${name.slice(0, -8)}(distinct ${first})`
  if (after[name] !== undefined) return `${first} ${after[name]}`
  if (before[name] !== undefined) return `${before[name]} ${first}`
  if (second === undefined) return undefined
  if (comparisons[name] !== undefined) return `${first} ${comparisons[name]} ${second}`
  if (third === undefined) return undefined
  return name === 'between' || name === 'notBetween'
    ? `${first} ${name === 'between' ? '' : 'not '}between ${second} and ${third}`
    : undefined
}

/** What is undefined is left out. */
function combined(word: string, args: readonly Value[], print: Print): string | undefined {
  const texts = args.filter((arg) => arg.kind !== 'literal' || arg.value !== undefined).map(print)
  if (texts.length === 0 || texts.includes(undefined)) return undefined
  return texts.length === 1 ? texts[0] : `(${texts.join(` ${word} `)})`
}

function within(isIn: boolean, [column, values]: readonly Value[], print: Print): string | undefined {
  if (values?.kind === 'list' && values.items.length === 0 && !values.open) return String(!isIn)
  const [left, right] = [column && print(column), values && print(values)]
  return left === undefined || right === undefined ? undefined : `${left} ${isIn ? 'in' : 'not in'} ${right}`
}
