import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Linter } from 'eslint'
import { rules } from '../../rules/index.ts'
import { refusalOf } from './postgres.ts'
import { prismaRefusalOf } from './prisma.ts'
import { applySuggestion, drawn, filesOf, lint, rangeOf, type Linting } from './run-rule.ts'

/** One report that a case expects; its message id alone says that the place does not matter. */
export type Expected =
  | string
  | {
      readonly messageId: string
      /** The text under the squiggle. */
      readonly at: string
      /** Values of the message's placeholders; those left out are not looked at. */
      readonly data?: Readonly<Record<string, string | number>>
      /** All suggestions in their order, each with the whole text after it. */
      readonly suggestions?: readonly { readonly messageId: string; readonly output: string }[]
    }

/** What a rule must say of a text; the same expectation holds for every host that the case has. */
export interface Case extends Omit<Linting, 'rule' | 'file'> {
  readonly name: string
  /** SQL that is linted as a file, and as one string of a program. */
  readonly sql?: string
  /** SQL that is linted as a file alone, for what only a file can hold. */
  readonly sqlFile?: string
  readonly ts?: string
  readonly js?: string
  /** A schema of Prisma, linted as a `.prisma` file. */
  readonly prisma?: string
  /** The name of the file, where it matters: `migrations/0002_more.sql`. */
  readonly file?: string
  /** What the requirement is called that it shows: `S0-3`. */
  readonly serves?: string | readonly string[]
  readonly expect: readonly Expected[]
}

interface Options {
  /** The schema, the text and the text after each suggestion are SQL that a real Postgres takes. */
  readonly onPostgres?: boolean
  /** What stands after each suggestion is a schema that Prisma itself takes. */
  readonly onPrisma?: boolean
}

/** A way to write a text in a file, and back. */
interface Host {
  readonly name: string
  readonly file: string
  write(text: string): string
  /** What a piece of the file means, where it is a piece of the text. */
  meaning(piece: string): string
  /** The text that a whole file holds. */
  read(file: string): string
}

const asItIs = (text: string): string => text
const plain = (file: string): Host => ({ name: file, file, write: asItIs, meaning: asItIs, read: asItIs })

const inTemplate = (text: string): string => `\`${text.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\``
const inString = (text: string): string => JSON.stringify(text)

function program(name: string, file: string, quote: '"' | '`', around: (string: string) => string): Host {
  const evaluate = (code: string): string => String(runInNewContext(code, { db: { query: asItIs } }))
  return {
    name,
    file,
    write: (text) => `const statement = ${around(quote === '"' ? inString(text) : inTemplate(text))}\n`,
    meaning: (piece) => evaluate(quote + piece + quote),
    read: (text) => evaluate(`${text}\nstatement`),
  }
}

const hostsOfSql: readonly Host[] = [
  plain('case.sql'),
  program('a string of case.ts', 'case.ts', '"', asItIs),
  program('a template of case.ts', 'case.ts', '`', asItIs),
  program('a call in case.ts', 'case.ts', '`', (string) => `db.query(${string})`),
  program('a call in case.js', 'case.js', '`', (string) => `db.query(${string}, [1])`),
]

function* textsOf(one: Case): Generator<{ host: Host; text: string }> {
  if (one.sql !== undefined) for (const host of hostsOfSql) yield { host, text: one.sql }
  if (one.sqlFile !== undefined) yield { host: plain(one.file ?? 'case.sql'), text: one.sqlFile }
  if (one.ts !== undefined) yield { host: plain(one.file ?? 'case.ts'), text: one.ts }
  if (one.js !== undefined) yield { host: plain(one.file ?? 'case.js'), text: one.js }
  if (one.prisma !== undefined) yield { host: plain(one.file ?? 'case.prisma'), text: one.prisma }
}

/**
 * Runs a rule on each case in each of its hosts through ESLint; what it says in the first host is kept as a snapshot.
 * Every suggestion is taken: then nothing must be left of what it is for.
 */
export function testRule(rule: keyof typeof rules, cases: readonly Case[], { onPostgres = false, onPrisma = false }: Options = {}): void {
  describe.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const texts = [...textsOf(one)]
    it.each(texts.map(({ host, text }) => [host.name, host, text] as const))('in %s', async (_, host, text) => {
      const file = host.write(text)
      const messages = lint(file, { ...one, rule, file: host.file })
      const expected = one.expect.map((each) => (typeof each === 'string' ? { messageId: each } : each))
      expect(messages.map(({ ruleId, messageId }) => ({ ruleId, messageId }))).toEqual(
        expected.map(({ messageId }) => ({ ruleId: `tenancy/${rule}`, messageId })),
      )
      expected.forEach((each, i) => {
        const message = messages[i]
        if (message && 'at' in each) compare(rule, host, file, message, each)
      })
      if (host === texts[0]?.host && messages.length > 0) {
        expect(messages.map((message) => drawn(file, message)).join('\n\n')).toMatchSnapshot()
      }
      const results = messages.flatMap(({ message, suggestions = [] }) =>
        suggestions.map((suggestion) => ({ message, result: applySuggestion(file, suggestion) })),
      )
      for (const { message, result } of results) {
        const left = lint(result, { ...one, rule, file: host.file }).map((other) => other.message)
        expect(left).not.toContain(message)
        expect(left.length).toBeLessThan(messages.length)
      }
      const isWholeSchema = host.file.endsWith('.prisma') && one.schema === undefined
      if (onPrisma && isWholeSchema) for (const { result } of results) expect(await prismaRefusalOf(result)).toBeUndefined()
      if (!onPostgres) return
      for (const sql of [text, ...results.map(({ result }) => host.read(result))]) {
        expect(await refusalOf(...Object.values({ ...filesOf(one.schema ?? {}), [host.file]: sql }))).toBeUndefined()
      }
    })
  })
}

function compare(rule: keyof typeof rules, host: Host, file: string, message: Linter.LintMessage, expected: Expected & object): void {
  expect(host.meaning(file.slice(...rangeOf(file, message)))).toBe(expected.at)
  const template = new Map(Object.entries(rules[rule].meta.messages)).get(expected.messageId) ?? ''
  expect(message.message).toMatch(filled(template, expected.data ?? {}))
  if (!expected.suggestions) return
  const outputs = (message.suggestions ?? []).map((suggestion) => ({
    messageId: suggestion.messageId,
    output: host.read(applySuggestion(file, suggestion)),
  }))
  expect(outputs).toEqual(expected.suggestions)
}

/** The message of a template, with anything in the place of a value that is not told. */
function filled(template: string, data: Readonly<Record<string, string | number>>): RegExp {
  const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const parts = template.split(/\{\{\s*(\w+)\s*\}\}/)
  const pattern = parts.map((part, i) => {
    if (i % 2 === 0) return literal(part)
    return Object.hasOwn(data, part) ? literal(String(data[part])) : '[^]*'
  })
  return new RegExp(`^${pattern.join('')}$`)
}
