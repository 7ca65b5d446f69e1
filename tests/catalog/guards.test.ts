import { describe, expect, it } from 'vitest'
import type { Block, Change, Guard, Test } from '../../src/catalog/change.ts'
import { Fold } from '../../src/catalog/fold.ts'
import { meets } from '../../src/catalog/fold/conditions.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

function changesOf(sql: string): Change[] {
  const parsed = libpgQuery.parse(sql)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value.flatMap(({ changes }) => changes)
}

function folded(...statements: readonly (readonly Change[])[]): Fold {
  const fold = new Fold()
  fold.run(statements.map((changes) => ({ file: 'a.sql', changes, place: (range) => ({ file: 'a.sql', range }) })))
  return fold
}

function tablesOf(fold: Fold): string[] {
  return [...fold.state.tables.values()].map(({ name }) => name).sort()
}

function create(name: string, rest: Pick<Change, 'guards' | 'tolerant' | 'statement'> = {}): Change[] {
  return changesOf(`create table ${name} ()`).map((change) => ({ ...change, ...rest }))
}

const isThere: Guard = { object: 'table', name: 'a', negated: false }

describe('a test', () => {
  it.each<[string, Test[], boolean]>([
    ['a guard', [isThere], true],
    ['a negated guard', [{ ...isThere, negated: true }], false],
    ['all of several', [isThere, { object: 'table', name: 'b', negated: false }], false],
    ['any of several', [{ any: [{ object: 'table', name: 'b', negated: false }, isThere] }], true],
    ['none of none', [{ any: [] }], false],
    ['all of none', [{ all: [] }], true],
    ['its opposite', [{ not: { all: [isThere, { object: 'view', name: 'a', negated: false }] } }], true],
  ])('decides whether a change is made: %s', (_, guards, isMade) => {
    expect(tablesOf(folded(create('a'), create('made', { guards })))).toEqual(isMade ? ['a', 'made'] : ['a'])
  })

  it('is answered once in a statement, when the first change that hangs on it is reached', () => {
    const test: Test = { ...isThere, negated: true }
    const statement = [...create('a', { guards: [test] }), ...create('b', { guards: [test] }), ...create('c', { guards: [{ not: test }] })]
    expect(tablesOf(folded(statement))).toEqual(['a', 'b'])
    expect(tablesOf(folded(create('a'), statement))).toEqual(['a', 'c'])
  })

  it('keeps what could not be read from being listed where it is not come to', () => {
    const unread: Change = { kind: 'unread', reason: 'x', range: [0, 1], guards: [isThere] }
    expect(folded([unread]).unread).toEqual([])
    expect(folded(create('a'), [unread]).unread).toHaveLength(1)
  })

  it('names what Postgres cuts', () => {
    const name = 'n'.repeat(70)
    expect(tablesOf(folded(create(name), create('made', { guards: [{ object: 'relation', name, negated: false }] })))).toContain('made')
  })

  it('Limit: what no file creates is not known, and taken not to be there', () => {
    const guards: Test[] = [{ object: 'table', name: 'users', schema: 'auth', negated: false }]
    expect(tablesOf(folded(create('made', { guards })))).toEqual([])
  })
})

describe('a change that may fail', () => {
  it('takes its statement along, and is not listed', () => {
    const fold = folded(create('a'), [...create('b'), ...create('a', { tolerant: true }), ...create('c')])
    expect(tablesOf(fold)).toEqual(['a'])
    expect(fold.unread).toEqual([])
  })

  it('takes no more than its block along', () => {
    const block: Block = { outer: undefined, handlers: [{ conditions: ['duplicate_table'], raises: false }] }
    const inside = [...create('c', { tolerant: block }), ...create('a', { tolerant: block }), ...create('d', { tolerant: block })]
    const rescue = [...create('e', { guards: [{ caught: block, by: 0 }] }), ...create('f', { guards: [{ caught: block, by: 1 }] })]
    const fold = folded(create('a'), [...create('b'), ...inside, ...rescue, ...create('g')])
    expect(tablesOf(fold)).toEqual(['a', 'b', 'e', 'g'])
    expect(fold.unread).toEqual([])
  })

  it('is listed, and undoes all, where no block catches it', () => {
    const outer: Block = { outer: undefined, handlers: [{ conditions: ['others'], raises: true }] }
    const inner: Block = { outer, handlers: [{ conditions: ['undefined_table'], raises: false }] }
    const fold = folded(create('a'), [...create('b'), ...create('a', { tolerant: inner })])
    expect(tablesOf(fold)).toEqual(['a'])
    expect(fold.unread.map(({ reason }) => reason)).toEqual(['Postgres would refuse it: relation "a" already exists'])
  })
})

describe('the statements of one block', () => {
  it('run in their order, each ALTER TABLE in its own', () => {
    const altered = (sql: string, statement: number): Change[] => changesOf(sql).map((change) => ({ ...change, statement }))
    const fold = folded(changesOf('create table t (a int)'), [
      ...altered('alter table t add column b int, drop column a', 1),
      ...altered('alter table t drop column b', 2),
    ])
    expect(fold.unread).toEqual([])
    expect([...fold.state.tables.values()].map(({ columns }) => columns.length)).toEqual([0])
  })
})

describe('the name of an error', () => {
  it.each<[string, string, boolean]>([
    ['relation "a" already exists', 'duplicate_table', true],
    ['relation "a" already exists', 'duplicate_object', false],
    ['relation "a" already exists', '42P07', true],
    ['relation "a" already exists', '42p07', true],
    ['relation "a" already exists', 'syntax_error_or_access_rule_violation', true],
    ['relation "a" already exists', 'others', true],
    ['column "b" of relation "a" already exists', 'duplicate_column', true],
    ['constraint "c" for relation "a" already exists', 'duplicate_object', true],
    ['schema "s" already exists', 'duplicate_schema', true],
    ['type "t" already exists', 'duplicate_object', true],
    ['table "a" does not exist', 'undefined_table', true],
    ['constraint "c" of relation "a" does not exist', 'undefined_object', true],
    ['column "b" of relation "a" does not exist', 'undefined_column', true],
    ['index "i" does not exist', 'undefined_object', true],
    ['schema "s" does not exist', 'invalid_schema_name', true],
    ['cannot drop table a because other objects depend on it', 'dependent_objects_still_exist', true],
    ['multiple primary keys for table "a" are not allowed', 'invalid_table_definition', true],
    ['"a" is not a view', 'wrong_object_type', true],
    ['"a" is not a view', 'undefined_table', false],
  ])('of %s is %s: %s', (message, condition, isMet) => {
    expect(meets(message, condition)).toBe(isMet)
  })

  it('Limit: a code that is not known here is taken to be any that is not known either', () => {
    expect(meets('column "b" has a type conflict', 'datatype_mismatch')).toBe(true)
    expect(meets('column "b" has a type conflict', 'duplicate_column')).toBe(false)
  })
})
