import { pick } from '../../support/random.ts'

type Random = () => number
type Mutation = (random: Random, text: string, other: string) => string

/** What editors, clipboards and other people's files bring. */
const strange = [
  '\0',
  '\ud83d',
  '\udc00',
  '\ufeff',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u200b',
  '\u00a0',
  '\u0085',
  '\u0301',
  '\u{1d504}',
  '😀',
  'ﬁ',
  'İ',
  'ß',
  '\r',
  '\r\n',
  '\v',
  '\t',
  '\\',
  '\\u{110000}',
  '\\x',
  '${',
  '}',
  '`',
  "'",
  '"',
  '$$',
  '$a$',
  '/*',
  '*/',
  '--',
  '//',
  ';',
  '(',
  ')',
  '[',
  ']',
  '{{',
  '{%',
  '?',
  ':x',
  '@',
  '$1',
  '$99999999999',
  '%s',
  '__hole0__',
  '__proto__',
  'constructor',
  '1e999',
  '-',
  '/* eslint-disable */',
  '/* eslint-disable tenancy/require-limit,, -- */',
  '/** eslint-enable tenancy/valid-sql */',
  '/* eslint tenancy/require-limit: [2, {"x": ',
  '/* eslint tenancy/no-such: error */',
  '/// eslint-disable-next-line tenancy/valid-schema\n',
  '// eslint-disable-line -- why',
  '-- eslint-disable-line tenancy/',
  '-- eslint-disable-next-line tenancy/valid-sql --',
  'é'.repeat(40),
  'a'.repeat(70),
] as const

const token = /\s+|[\p{L}\p{N}_$]+|'(?:[^'\n\\]|\\.)*'|"(?:[^"\n\\]|\\.)*"|[^]/gu

type Class = 'blank' | 'word' | 'string' | 'sign'

function tokensOf(text: string): string[] {
  return text.match(token) ?? ['']
}

function classOf(text: string): Class {
  if (/^\s/.test(text)) return 'blank'
  if (/^[\p{L}\p{N}_$]/u.test(text)) return 'word'
  return /^['"]./.test(text) ? 'string' : 'sign'
}

const below = (random: Random, end: number): number => Math.floor(random() * end)
const at = (random: Random, text: string): number => below(random, text.length + 1)
const any = (random: Random, from: readonly string[]): string => from[below(random, from.length)] ?? ''

/** Changes the tokens of a text from one on. */
const onTokens =
  (change: (tokens: string[], i: number, random: Random, other: string) => void): Mutation =>
  (random, text, other) => {
    const tokens = tokensOf(text)
    change(tokens, below(random, tokens.length), random, other)
    return tokens.join('')
  }

function likewise(one: string, random: Random, other: string): string {
  const same = tokensOf(other).filter((each) => classOf(each) === classOf(one))
  return any(random, same.length > 0 ? same : [other.slice(0, 20)])
}

const likeOther = onTokens((tokens, i, random, other) => (tokens[i] = likewise(tokens[i] ?? '', random, other)))

const small: readonly [Mutation, ...Mutation[]] = [
  onTokens((tokens, i) => tokens.splice(i, 1)),
  onTokens((tokens, i) => tokens.splice(i, 0, tokens[i] ?? '')),
  onTokens((tokens, i, random) => {
    const j = below(random, tokens.length)
    const [one = '', two = ''] = [tokens[i], tokens[j]]
    tokens[i] = two
    tokens[j] = one
  }),
  likeOther,
  likeOther,
  onTokens((tokens, i, random) => (tokens[i] = likewise(tokens[i] ?? '', random, tokens.join('')))),
]

const mutations: readonly [Mutation, ...Mutation[]] = [
  ...small,
  onTokens((tokens, i, random, other) => tokens.splice(i, 0, ` ${any(random, tokensOf(other))} `)),
  onTokens((tokens, i, random) => {
    const times = 2 + below(random, 40)
    tokens.splice(i, 1, '('.repeat(times), tokens[i] ?? '', ')'.repeat(times))
  }),
  onTokens((tokens, i, random) => {
    const end = i + 1 + below(random, 12)
    const part = tokens.slice(i, end)
    tokens.splice(end, 0, ...Array.from({ length: 1 + below(random, 6) }, () => part).flat())
  }),
  onTokens((tokens, i) => (tokens[i] = (tokens[i] ?? '').toUpperCase())),
  (random, text) => {
    const i = at(random, text)
    return text.slice(0, i) + String.fromCharCode(text.charCodeAt(i) ^ (1 << below(random, 8))) + text.slice(i + 1)
  },
  (random, text) => text.slice(0, at(random, text)),
  (random, text) => text.slice(at(random, text)),
  (random, text) => {
    const i = at(random, text)
    return text.slice(0, i) + text.slice(i + below(random, 60))
  },
  (random, text) => {
    const i = at(random, text)
    return text.slice(0, i) + pick(random, strange) + text.slice(i)
  },
  (random, text) => {
    const i = at(random, text)
    return text.slice(0, i) + String.fromCharCode(below(random, 65_536)) + text.slice(i)
  },
  (random, text, other) => text.slice(0, at(random, text)) + other.slice(at(random, other)),
  (random, text, other) => {
    const i = at(random, text)
    return `${text.slice(0, i)}${other}${text.slice(i)}`.slice(0, 20_000)
  },
  (_, text) => text.replaceAll('\n', '\r\n'),
  (random, text, other) => {
    const lines = text.split('\n')
    lines.splice(below(random, lines.length), below(random, 3), any(random, other.split('\n')))
    return lines.join('\n')
  },
]

/** A text with a few things done to it. */
export function mutated(random: Random, text: string, other: string): string {
  let result = text
  for (let left = 1 + below(random, 1 + below(random, 4)); left > 0; left--) result = pick(random, mutations)(random, result, other)
  return result
}

/** The insides of strings, and of templates as far as the next hole. */
const quoted = /(?<=`)(?:[^`\\$]|\\.)+|(?<=')(?:[^'\n\\]|\\.)+(?=')|(?<=")(?:[^"\n\\]|\\.)+(?=")|(?<=\})[^`{}]+(?=`|\$\{)/g

/** A program that stays one more often than not: what is done to it is done within a text, or is little. */
export function mutatedProgram(random: Random, text: string, other: string, sql: string): string {
  const places = [...text.matchAll(quoted)].filter(([inside]) => inside.trim() !== '')
  const place = places[below(random, places.length)]
  if (!place || random() < 0.4) return pick(random, small)(random, text, other)
  const inside = random() < 0.3 ? sql : place[0]
  const written = mutated(random, inside, sql)
    .replaceAll(/[\\`'"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
  return text.slice(0, place.index) + written + text.slice(place.index + place[0].length)
}

/** A smaller text that is wrong in the same way, found by leaving pieces out. */
export function shrunk(text: string, isWrong: (text: string) => boolean): string {
  let result = text
  let tries = 400
  for (let size = Math.ceil(text.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < result.length && tries > 0; tries--) {
      const smaller = result.slice(0, start) + result.slice(start + size)
      if (isWrong(smaller)) result = smaller
      else start += size
    }
  }
  return result
}
