import type { Catalog, Index, Table } from '../catalog/catalog.ts'
import { byteLength, maxNameBytes } from '../catalog/names.ts'
import { columnsIn } from '../query/columns.ts'
import { namesIn } from './index-name.ts'

/** How a team calls its indexes. */
export interface Naming {
  /** Templates of `{table}`, `{columns}` and `{kind}`, with what may be left out in brackets: `idx_{table}_{columns}[_{kind}]`. */
  readonly patterns: readonly string[]
  /** Whether the names that Postgres and ORMs make up are right, too. */
  readonly allowDefaults: boolean
  readonly abbreviations: Readonly<Record<string, string>>
  /** What may stand for the columns, or behind them: `active`, `search`. */
  readonly purposes: readonly string[]
}

const defaults = [
  ...['{table}_{columns}_{kind}', '{table}_{columns}', '{table}_{kind}', '{kind}_{table}_{columns}[_{kind}]', '{kind}_{table}[_{kind}]'],
  ...['index_{table}_on_{columns}', 'idx_{table}_on_{columns}', '{table}_{columns}_{kind}_{kind}'],
]

const kinds =
  'idx|ix|i|index|key|uk|uq|ux|uniq|unique|pkey|pk|gin|gist|brin|hash|btree|trgm|tsv|fts|search|cov|covering|partial|live|active|lower|expr|desc|asc|fk|ttl'

/** TypeORM and MikroORM take a hash of what they index. */
const hashed = /^(?:idx|uq|pk|fk|rel|chk|xcl)_[0-9a-f]{20,}$/i

/** Whether the name of an index says what it is of. */
export function isNamedWell(table: Table, index: Index, naming: Naming): boolean {
  if (naming.allowDefaults && hashed.test(index.name)) return true
  const patterns = naming.allowDefaults ? [...naming.patterns, ...defaults] : naming.patterns
  const name = snake(index.name)
  return patterns.some((pattern) => regexOf(pattern, table, index, naming).test(name))
}

/** The name that an index gets by the first pattern; none where that cannot be told, or is too long. */
export function nameByPattern(table: Table, index: Index, { patterns, abbreviations }: Naming, catalog: Catalog): string | undefined {
  const columns = index.keys.flatMap(({ column }) => column ?? [])
  const [pattern] = patterns
  if (pattern === undefined || columns.length !== index.keys.length) return undefined
  const short = (name: string): string =>
    snake(name)
      .split('_')
      .map((word) => shortOf(word, abbreviations) ?? word)
      .join('_')
  const name = pattern
    .replace(/\[[^[\]]*\]/g, '')
    .replaceAll('{table}', short(table.name))
    .replaceAll('{columns}', columns.map(short).join('_'))
    .replaceAll('{kind}', index.unique ? 'uniq' : 'idx')
  const taken = namesIn(catalog).get(table.schema)
  let free = name
  for (let n = 2; taken?.has(free); n++) free = `${name}_${n}`
  return byteLength(free) > maxNameBytes ? undefined : free
}

function snake(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
}

function regexOf(pattern: string, table: Table, index: Index, naming: Naming): RegExp {
  const body = pattern
    .split(/(\{\w+\}|[[\]])/)
    .map((part) => partOf(part, table, index, naming))
    .join('')
  // Postgres and people count what would be called the same; a cut takes the end.
  return new RegExp(`^${body}(?:_?\\d+)?$`)
}

function partOf(part: string, table: Table, index: Index, naming: Naming): string {
  switch (part) {
    case '[':
      return '(?:'
    case ']':
      return ')?'
    case '{table}':
      return oneOf(formsOf(table.name, naming))
    case '{columns}':
      return columnsPattern(table, index, naming)
    case '{kind}':
      return `(?:${kinds}|${naming.purposes.map(literal).join('|')})`
    default:
      return literal(part.toLowerCase())
  }
}

/** The columns in their order, some of which may be left out; then what a condition or INCLUDE says; or a purpose alone. */
function columnsPattern(table: Table, index: Index, naming: Naming): string {
  const keys = index.keys
    .slice(0, 8)
    .map(({ column, expression }) => oneOf(column === undefined ? wordsOf(expression) : formsOf(column, naming)))
  const from = keys.map(
    (first, i) =>
      first +
      keys
        .slice(i + 1)
        .map((later) => `(?:_${later})?`)
        .join(''),
  )
  const more = [...index.include.flatMap((name) => formsOf(name, naming)), ...wordsOf(index.predicate), ...naming.purposes.map(literal)]
  const tail = `(?:_(?:${['where', 'while', 'not', 'is', 'null', 'desc', 'asc', 'and', 'with', 'include', ...more].join('|')}))*`
  const purposes = naming.purposes.length > 0 ? `|${oneOf(naming.purposes.map(literal))}` : ''
  return `(?:(?:${from.join('|')})${tail}${purposes})`
}

/** A name as it is, in the singular and the plural, without `_id`, and with its words abbreviated. */
function formsOf(name: string, { abbreviations }: Naming): string[] {
  const full = snake(name)
  const numbers = [
    full,
    `${full}s`,
    `${full}es`,
    full.replace(/s$/, ''),
    full.replace(/es$/, ''),
    full.replace(/ies$/, 'y'),
    full.replace(/y$/, 'ies'),
  ]
  const forms = [...new Set(numbers.flatMap((one) => [one, one.replace(/_id$/, '')]))].filter((one) => one !== '')
  return forms.map((form) =>
    form
      .split('_')
      .map((word) => oneOf([word, shortOf(word, abbreviations)].flatMap((one) => (one === undefined ? [] : [literal(one)]))))
      .join('_'),
  )
}

function shortOf(word: string, abbreviations: Naming['abbreviations']): string | undefined {
  return Object.hasOwn(abbreviations, word) ? abbreviations[word] : undefined
}

/** What an expression or a condition is made of. */
function wordsOf(node: object | undefined): string[] {
  if (!node) return ['expr']
  const called = [...JSON.stringify(node).matchAll(/"(?:name|literal)":"(\w+)"/g)].map(([, word = '']) => snake(word))
  return [...new Set(['expr', ...columnsIn(node).map(({ name }) => snake(name)), ...called])].map(literal)
}

function oneOf(forms: readonly string[]): string {
  return forms.length === 1 ? (forms[0] ?? '') : `(?:${forms.join('|')})`
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
