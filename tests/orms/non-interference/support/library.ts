import { runInThisContext } from 'node:vm'
import type { PGlite } from '@electric-sql/pglite'
import type { ProjectAround } from '../../../../src/orms/query-reader.ts'
import type { Judged } from '../../../../src/proofs/tenant/judge.ts'
import type { Dice } from '../../../proofs/tenant/support/dice.ts'
import type { Doc } from '../../../proofs/tenant/support/doc.ts'
import type { Sender, ValuesOf } from '../../../proofs/tenant/support/experiment.ts'
import { standingOf, type Language } from '../../../proofs/tenant/support/language.ts'
import type { RandomSchema } from '../../../proofs/tenant/support/random-schema.ts'
import { judgedCalls } from '../../../support/sent-calls.ts'
import { Session } from './session.ts'

/** A program around calls: what is beside it, what stands before them, and what they are given besides values. */
export interface CallsAround {
  readonly files: Readonly<Record<string, string>>
  readonly before: string
  readonly given: readonly string[]
  readonly around: Partial<ProjectAround>
}

/** A library whose calls are read and run. A call is the body of a function that is given `v`, values of ours, `vs`, lists of them, `on`, and `missing`, which is not. */
export interface Library {
  random(schema: RandomSchema, dice: Dice): Doc
  around(schema: RandomSchema): CallsAround
  /** What the names mean that its calls use, on a database. */
  open(schema: RandomSchema, session: Session): Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>
  /** Whether an error says that there is no such row, which is a result. */
  isMissing?(error: unknown): boolean
}

export function languageOf(library: Library, judged: typeof judgedCalls = judgedCalls): Language {
  return {
    random: (schema, dice) => library.random(schema, dice),
    judge: (schema, texts) => judgedTexts(library.around(schema), schema, texts, judged),
    standingOf: (judged) => (judged.length === 0 ? 'unseen' : standingOf(judged)),
    sender: async (schema, db) => senderOf(library, schema, db),
  }
}

function judgedTexts(
  { files, before, given, around }: CallsAround,
  { schema }: RandomSchema,
  texts: readonly string[],
  read: typeof judgedCalls,
): Judged[][] {
  const parameters = [...given, 'v: any', 'vs: any', 'on: boolean', 'missing?: number'].join(', ')
  const calls = texts.map((text, i) => `c${i}: async (${parameters}) => { ${text} },`)
  const program = `${before}\nexport const calls = {\n${calls.join('\n')}\n}\n`
  const { catalog, settings } = schema
  const found = read({ files: { ...files, 'calls.ts': program }, file: 'calls.ts', catalog, settings, around })
  return texts.map((_, i) => (found.get(`c${i}`) ?? []).flatMap(({ judged }) => judged))
}

/** A value of ours, or a list of them, in a call. */
const parameter = /\b(vs?)\.(\w+)\.(\w+)/g

type Given = Readonly<Record<string, Readonly<Record<string, unknown>>>>

type Call = (...given: readonly unknown[]) => Promise<unknown>

/** The function that a text is the body of. */
function functionOf(names: readonly string[], text: string): Call {
  return runInThisContext(`(async (${names.join(', ')}) => { ${text} })`) as Call
}

async function senderOf(library: Library, schema: RandomSchema, db: PGlite): Promise<Sender> {
  const session = new Session(db)
  const names = await library.open(schema, session)
  const sent = new Map<string, readonly string[]>()
  return {
    mayWrite: () => true,
    send: async (text, valuesOf) => {
      const { v, vs } = givenIn(text, schema, valuesOf)
      const call = functionOf([...Object.keys(names), 'v', 'vs', 'on', 'missing'], text)
      session.reset()
      try {
        return rowsOf(await call(...Object.values(names), v, vs, text.length % 2 === 0))
      } catch (error) {
        if (library.isMissing?.(error) === true) return ['nothing is found']
        throw error instanceof Error && error.cause instanceof Error ? error.cause : error
      } finally {
        sent.set(text, [...session.sent])
      }
    },
    shown: (text, valuesOf) => [JSON.stringify(givenIn(text, schema, valuesOf)), ...(sent.get(text) ?? [])].join('\n  '),
  }
}

function givenIn(text: string, { schema }: RandomSchema, valuesOf: ValuesOf): { v: Given; vs: Given } {
  const given: Record<string, Record<string, Record<string, unknown>>> = { v: {}, vs: {} }
  for (const [, list = '', table = '', column = ''] of text.matchAll(parameter)) {
    const type = schema.catalog.tables.find(({ name }) => name === table)?.columns.find(({ name }) => name === column)?.type?.name
    const values = valuesOf(table, column).map((value) => (type === 'integer' ? Number(value) : value))
    const tables = (given[list] ??= {})
    tables[table] = { ...tables[table], [column]: list === 'v' ? values[0] : values }
  }
  return { v: given['v'] ?? {}, vs: given['vs'] ?? {} }
}

/** What a call gives, whatever order its lists have. */
function rowsOf(result: unknown): string[] {
  return Array.isArray(result) ? result.map(textOf) : [textOf(result)]
}

function textOf(result: unknown): string {
  const shown = JSON.stringify(result, (_, value: unknown) =>
    Array.isArray(value) ? [...(value as unknown[])].sort(byText) : typeof value === 'bigint' ? String(value) : value,
  ) as string | undefined
  return shown ?? 'undefined'
}

function byText(a: unknown, b: unknown): number {
  const [first, second] = [textOf(a), textOf(b)]
  return first < second ? -1 : first > second ? 1 : 0
}
