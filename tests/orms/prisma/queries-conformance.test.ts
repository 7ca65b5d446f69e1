import { describe, expect, it } from 'vitest'
import { meaningOfSql, meaningsOfCalls, type Meaning } from '../../support/sent-calls.ts'
import { callsCatalog, callsText, majors, schemaText, sentBy } from './support/calls.ts'

const catalog = callsCatalog()
const schemaFiles = [{ file: 'schema.prisma', text: schemaText }]
const read = meaningsOfCalls({
  files: { 'calls.ts': callsText },
  file: 'calls.ts',
  catalog,
  around: { schemaFiles: () => schemaFiles, major: () => 7 },
})

/** `read projects: scoped`, in its parts. */
interface Access {
  readonly does: string
  readonly table: string
  readonly verdict: string
}

function accessesOf({ accesses }: Meaning): Access[] {
  return accesses.map((text) => {
    const [access = '', verdict = ''] = text.split(': ')
    const at = access.lastIndexOf(' ')
    return { does: access.slice(0, at), table: access.slice(at + 1), verdict }
  })
}

/**
 * Prisma looks up what belongs to rows by their keys once it has them, so that a statement of its own shows a key alone where the call shows that
 * the row belongs to one of the tenant. What it leaves out of a condition has left no trace in what it sent. `upsert` may be one statement.
 */
const sameAs: Readonly<Record<string, string>> = {
  'by-parent': 'linked',
  'by-reference': 'linked',
  'by-key': 'linked',
  vacuous: 'unscoped',
  'conflict update': 'update',
}

const same = (word: string): string => sameAs[word] ?? word

const shown = ({ does, table, verdict }: Access): string => `${same(does)} ${table}: ${same(verdict)}`

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort()

/** What is found wanting in the SQL alone, each for a reason. */
const known: Readonly<Record<string, string>> = {
  'the parent is not': 'Prisma joins the other row and asks whether it is not there; here it is asked for with NOT EXISTS',
  'a relation in an or': 'Prisma joins the other row, here it is asked for with EXISTS, in which the tenant is fixed',
  'included of all': 'the statement of its own shows keys, and not that they are of the rows of everybody',
  'included over a table between': 'the statement of its own shows neither the row nor its key',
  'counted, all of them': 'the statement shows neither the row nor its key',
  'a page behind a row': 'a cursor is looked up by its key, which is no filter',
}

const changes = (all: readonly Access[]): Access[] => all.filter(({ does }) => does !== 'read')

describe.each(majors)('calls are read as what Prisma %i sends', (major) => {
  const sent = sentBy(major)

  it('all of them', () => {
    expect([...read.keys()]).toEqual(Object.keys(sent))
    expect(Object.keys(sent).length).toBeGreaterThan(200)
  })

  const isWrite = (name: string): boolean => changes(accessesOf(read.get(name) ?? { accesses: [], clauses: [] })).length > 0
  const names = Object.keys(sent)

  it.each(names.filter((name) => !isWrite(name) && !(name in known)))('%s', (name) => {
    const [own, theirs] = [read.get(name), meaningOfSql(sent[name] ?? [], catalog)]
    expect(sorted(accessesOf(own ?? theirs).map(shown))).toEqual(sorted(accessesOf(theirs).map(shown)))
    const first = meaningOfSql((sent[name] ?? []).slice(0, 1), catalog)
    const exactly = ({ accesses }: Meaning): string[] => accesses.map((text) => text.replace(/: vacuous$/, ': unscoped'))
    expect(exactly(own ?? theirs)).toEqual(expect.arrayContaining(exactly(first)))
    // What is said of the rows that are included stands in statements of their own.
    expect(own?.clauses).toEqual(meaningOfSql((sent[name] ?? []).slice(0, 1), catalog).clauses)
  })

  it.each(names.filter((name) => name in known))('%s: the same tables, and no better of the first', (name) => {
    const [own, theirs] = [read.get(name), meaningOfSql(sent[name] ?? [], catalog)]
    const tables = (meaning: Meaning | undefined): string[] =>
      sorted(accessesOf(meaning ?? theirs).map(({ does, table }) => `${does} ${table}`))
    expect(tables(own)).toEqual(tables(theirs))
    const first = meaningOfSql((sent[name] ?? []).slice(0, 1), catalog)
    expect(theirs.accesses).toEqual(expect.arrayContaining([...first.accesses]))
  })

  /** Rows are looked up before and behind what changes them; what is changed is the same. */
  it.each(names.filter(isWrite))('%s', (name) => {
    const statements = sent[name] ?? []
    const [own, theirs] = [accessesOf(read.get(name) ?? { accesses: [], clauses: [] }), accessesOf(meaningOfSql(statements, catalog))]
    const looksFirst = statements.length > 1 && statements[0]?.startsWith('SELECT') === true
    const made = /connectOrCreate|find/.test(name)
    const changed = (all: readonly Access[]): string[] => {
      const kept = changes(all).filter(({ does, table }) => !made || does !== 'insert' || table !== 'organizations')
      return sorted(kept.map((one) => (looksFirst && one.does === 'update' ? `update ${one.table}` : shown(one))))
    }
    expect(changed(own)).toEqual(changed(theirs))
    const reads = (all: readonly Access[]): string[] => sorted(all.filter(({ does }) => does === 'read').map(shown))
    expect(reads(theirs)).toEqual(expect.arrayContaining(reads(own)))
    if (looksFirst) expect(sorted(own.map(verdictOf))).toEqual(expect.arrayContaining(firstVerdicts(statements)))
  })
})

function verdictOf({ table, verdict }: Access): string {
  return `${table}: ${same(verdict)}`
}

function firstVerdicts([first = '']: readonly string[]): string[] {
  return accessesOf(meaningOfSql([first], catalog)).map(verdictOf)
}
