import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/catalog/change.ts'
import type { Catalog } from '../../../src/catalog/catalog.ts'
import { readState } from '../../../src/catalog/read-state.ts'
import { formatType } from '../../../src/catalog/types.ts'
import { drizzle } from '../../../src/orms/drizzle/index.ts'
import type { Statement } from '../../../src/orms/orm.ts'
import { printCondition, printTerm } from '../../../src/query/print.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'

const imports = `import { sql, eq } from 'drizzle-orm'
import { pgTable, pgTableCreator, pgSchema, pgEnum, pgView, pgPolicy, pgSequence, customType, check, foreignKey, index, integer, primaryKey, text, timestamp, unique, uniqueIndex, uuid, vector, halfvec, sparsevec, bit, geometry, serial, numeric, varchar } from 'drizzle-orm/pg-core'
`

function statementsOf(files: Readonly<Record<string, string>>, major = 0): Statement[] {
  const whole = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, `${imports}${text}`]))
  return drizzle.statements(textsOf(whole), virtualWorld(whole, { 'drizzle-orm': major }))
}

function catalogOf(files: Readonly<Record<string, string>>, major = 0): Catalog {
  const { state, unread } = foldOf(statementsOf(files, major))
  return readState(state, unread)
}

/** Each change, and the text that it points at. */
function placesOf(files: Readonly<Record<string, string>>): string[] {
  return statementsOf(files).flatMap(({ file, changes }) => {
    const at = ({ range }: { readonly range: readonly [number, number] }): string => `${imports}${files[file] ?? ''}`.slice(...range)
    return changes.flatMap((change) => [`${file} ${change.kind}: ${at(change)}`, ...innerPlaces(change, at)])
  })
}

function innerPlaces(change: Change, at: (part: { readonly range: readonly [number, number] }) => string): string[] {
  if (change.kind === 'create table')
    return change.elements.map((element) =>
      element.kind === 'column'
        ? `  ${element.column.name.text}: ${at(element.column)} (${[at(element.column.name), ...element.column.constraints.map(at)].join(' | ')})`
        : element.kind === 'constraint'
          ? `  ${element.constraint.name?.text ?? ''}: ${at(element.constraint)}`
          : '',
    )
  if (change.kind === 'create index')
    return [
      `  ${change.name?.text ?? ''}: ${change.name ? at(change.name) : ''} (${change.keys.map((key) => (key.column ? at(key.column) : '')).join(' | ')})`,
    ]
  return []
}

describe('places in a Drizzle schema', () => {
  it('are the parts that tell of a table', () => {
    const places = placesOf({
      'a.ts': `export const users = pgTable('users', {
  id: uuid().primaryKey(),
  email: text('e_mail').notNull().unique('mail'),
  boss: uuid().references(() => users.id),
}, (t) => [index('by_mail').on(t.email.desc()), check('checked', sql\`\${t.email} > ''\`)])`,
    })
    expect(places).toEqual([
      "a.ts create table: 'users'",
      '  id: id: uuid().primaryKey() (id: uuid().primaryKey() | id: uuid().primaryKey() | primaryKey())',
      "  e_mail: email: text('e_mail').notNull().unique('mail') ('e_mail' | email: text('e_mail').notNull().unique('mail') | unique('mail'))",
      '  boss: boss: uuid().references(() => users.id) (boss: uuid().references(() => users.id))',
      "  checked: check('checked', sql`${t.email} > ''`)",
      'a.ts add constraint: references(() => users.id)',
      "a.ts create index: index('by_mail').on(t.email.desc())",
      "  by_mail: 'by_mail' (t.email.desc())",
    ])
  })

  it('are where the file of a table uses what stands in another', () => {
    const places = placesOf({
      'main.ts': `import { stamps, owner, tenantIndex } from './shared'
export const a = pgTable('a', { ...stamps, ownerId: owner() }, (t) => [tenantIndex(t.ownerId)])
const NAME = 'b'
export const b = pgTable(NAME, stamps)`,
      'shared.ts': `export const stamps = { made: timestamp() }
export const owner = () => uuid('owner_id').notNull()
export const tenantIndex = (column: any) => index('owner').on(column)`,
    })
    expect(places).toEqual([
      "main.ts create table: 'a'",
      '  made: ...stamps (...stamps)',
      '  owner_id: ownerId: owner() (ownerId: owner() | ownerId: owner())',
      'main.ts create table: NAME',
      '  made: stamps (stamps)',
      'main.ts create index: (t) => [tenantIndex(t.ownerId)]',
      '  owner: (t) => [tenantIndex(t.ownerId)] (t.ownerId)',
    ])
  })

  it('are the names of what else there is', () => {
    const places = placesOf({
      'a.ts': `export const role = pgEnum('role', ['x'])
export const auth = pgSchema('auth')
export const seq = pgSequence('seq')
export const t = pgTable('t', { id: uuid() })
export const v = pgView('v', {}).as(sql\`select 1 as one\`)
export const p = pgPolicy('p', { using: sql\`true\` }).link(t)`,
    })
    expect(places).toEqual([
      "a.ts create schema: 'auth'",
      "a.ts create enum: 'role'",
      "a.ts create sequence: 'seq'",
      "a.ts create table: 't'",
      '  id: id: uuid() (id: uuid())',
      "a.ts row security: 't'",
      "a.ts create view: 'v'",
      "a.ts create policy: pgPolicy('p', { using: sql`true` }).link(t)",
    ])
  })
})

const unreadIn = (text: string): string[] =>
  statementsOf({ 'a.ts': text }).flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === 'unread' ? [`${change.reason}: ${`${imports}${text}`.slice(...change.range)}`] : [])),
  )

describe('what cannot be known of a Drizzle schema is said, and the rest counts', () => {
  it.each([
    ['export const a = pgTable(process.env.NAME, {})', 'the name of a table is not known: pgTable(process.env.NAME, {})'],
    ["export const a = pgTable('a', { ...unknown() })", 'the columns of `a` are not all known: { ...unknown() }'],
    ["export const a = pgTable('a', { b: unknown() })", 'the column `b` is not known: b: unknown()'],
    ["export const a = pgTable('a', { b: uuid(unknown()) })", 'the name of the column `b` is not known: b: uuid(unknown())'],
    [
      "export const a = pgTable('a', { b: varchar({ length: unknown() }) })",
      'the options of the type `varchar` are not known: b: varchar({ length: unknown() })',
    ],
    [
      "const own = customType({ dataType: () => unknown() })\nexport const a = pgTable('a', { b: own() })",
      'the type of a column is not known: b: own()',
    ],
    [
      "export const a = pgTable('a', { b: uuid().references(() => unknown.id) })",
      'what `b` refers to is not known: references(() => unknown.id)',
    ],
    ["export const a = pgTable('a', { b: uuid() }, (t) => [index().on(t.c)])", 'a part of this `index` is not known: index().on(t.c)'],
    [
      "export const a = pgTable('a', { b: uuid() }, (t) => [index('x').on(t.b).where(unknown)])",
      "a part of this `index` is not known: index('x').on(t.b).where(unknown)",
    ],
    ["export const a = pgTable('a', { b: uuid() }, (t) => [unknown(t)])", 'this is no index or key that is known: unknown(t)'],
    ["export const a = pgTable('a', { b: uuid() }, unknown)", 'the indexes and keys of `a` are not all known: unknown'],
    [
      "export const a = pgTable('a', {}, () => [pgPolicy('p', { to: unknown })])",
      "a part of this `pgPolicy` is not known: pgPolicy('p', { to: unknown })",
    ],
    ['export const e = pgEnum(unknown, [])', 'the name of an enum is not known: pgEnum(unknown, [])'],
    ["export const e = pgEnum('e', unknown)", "the values of the enum `e` are not known: pgEnum('e', unknown)"],
    ['export const s = pgSequence(unknown)', 'the name of a sequence is not known: pgSequence(unknown)'],
    ["export const v = pgView('v').as((qb) => qb.select().from(unknown))", "the query of the view `v` is not known: pgView('v')"],
  ])('%s', (text, reason) => {
    expect(unreadIn(text)).toEqual([reason])
  })

  it('a view of other queries is not read', () => {
    const text =
      "export const a = pgTable('a', { b: uuid() })\nexport const v = pgView('v').as((qb) => qb.select().from(qb.select().from(a).as('x')))"
    expect(unreadIn(text)).toEqual(["the query of the view `v` is not known: pgView('v')"])
  })

  it('a table with columns that are not known has the others', () => {
    const catalog = catalogOf({
      'a.ts': "export const a = pgTable('a', { ...unknown(), b: uuid(), c: unknown(), d: text().default(unknown()) })",
    })
    expect(catalog.table(undefined, 'a')?.columns.map(({ name, hasDefault }) => [name, hasDefault])).toEqual([
      ['b', false],
      ['d', true],
    ])
  })

  it('nothing throws, wherever a program ends', () => {
    const text = `export const e = pgEnum('e', ['a'])
export const a = pgTable('a', (t) => ({ id: t.uuid('id').primaryKey().references(() => a.id), e: e().array().default(['a']) }), (t) => [index().on(t.id.desc()).where(eq(t.id, 'x')), primaryKey({ columns: [t.id] })]).enableRLS()`
    const parts = text.split(/(?<=[^\w\s])/)
    for (let i = 0; i < parts.length; i++) {
      const without = [...parts.slice(0, i), ...parts.slice(i + 1)].join('')
      try {
        virtualWorld({ 'a.ts': without }).program('a.ts')
      } catch {
        continue
      }
      expect(() => statementsOf({ 'a.ts': without })).not.toThrow()
    }
  })

  it('what leads back to itself ends', () => {
    expect(unreadIn("export const a = pgTable('a', { ...b }); const b = { ...a, c: uuid() }")).toHaveLength(1)
    expect(unreadIn("const f = (n) => f(n + 1); export const a = pgTable('a', { b: f(1) })")).toEqual([
      'the column `b` is not known: b: f(1)',
    ])
  })
})

describe('of a Drizzle schema', () => {
  const columns = (body: string, major = 0): unknown =>
    catalogOf({ 'a.ts': `export const a = pgTable('a', ${body})` }, major)
      .table(undefined, 'a')
      ?.columns.map(({ name, type, nullable, default: standard }) => [
        name,
        type && formatType(type),
        ...(nullable ? [] : ['not null']),
        ...(standard ? [printTerm(standard)] : []),
      ])

  it('types of extensions are known', () => {
    expect(
      columns(
        '{ a: vector({ dimensions: 3 }), b: halfvec({ dimensions: 4 }), c: sparsevec({ dimensions: 5 }), d: bit({ dimensions: 6 }), e: geometry({ type: "point", srid: 4326 }) }',
      ),
    ).toEqual([
      ['a', 'vector(3)'],
      ['b', 'halfvec(4)'],
      ['c', 'sparsevec(5)'],
      ['d', 'bit(6)'],
      ['e', 'geometry(point)'],
    ])
    expect(columns('{ e: geometry({ type: "point", srid: 4326 }) }', 1)).toEqual([['e', 'geometry(point,4326)']])
  })

  it('an array forgets what was said before it, until 1.0', () => {
    expect(columns('{ a: text().notNull().array() }')).toEqual([['a', 'text[]']])
    expect(columns('{ a: text().notNull().array() }', 1)).toEqual([['a', 'text[]', 'not null']])
  })

  it('the sequence of an identity is called as Postgres would call it', () => {
    const catalog = catalogOf({ 'a.ts': "export const a = pgTable('a', { id: integer().generatedAlwaysAsIdentity({ name: 'own' }) })" })
    expect(catalog.parts.sequences.map(({ name }) => name)).toEqual(['a_id_seq'])
  })

  it('values in a condition are read as they are meant', () => {
    const catalog = catalogOf({
      'a.ts': "export const a = pgTable('a', { b: text() }, (t) => [index('i').on(t.b).where(eq(t.b, \"it's\"))])",
    })
    const [index] = catalog.table(undefined, 'a')?.indexes ?? []
    expect(index?.predicate && printCondition(index.predicate)).toBe("b = 'it''s'")
  })

  it('a schema that a table is in is there, also where no file exports it', () => {
    const catalog = catalogOf({ 'a.ts': "const own = pgSchema('own')\nexport const a = own.table('a', { id: uuid() })" })
    expect(catalog.table('own', 'a')?.columns).toHaveLength(1)
  })

  it('tables are those that are exported, in any way', () => {
    const files = {
      'a.ts': `const a = pgTable('a', { id: uuid() })
const b = pgTable('b', { id: uuid() })
export { a as first }
export default pgTable('c', { id: uuid() })
export const [d] = [pgTable('d', { id: uuid() })]
export const all = { e: pgTable('e', { id: uuid() }) }`,
      'b.ts': "export * from './a'\nexport { first } from './a'\nimport { first } from './a'\nexport const again = first",
    }
    expect(catalogOf(files).tables.map(({ name }) => name)).toEqual(['a', 'c', 'd'])
    expect(foldOf(statementsOf(files)).unread).toEqual([])
  })

  it('tables for other databases are none', () => {
    expect(
      drizzle.statements(
        ...other("import { mysqlTable, int } from 'drizzle-orm/mysql-core'\nexport const a = mysqlTable('a', { id: int() })"),
      ),
    ).toEqual([])
  })
})

function other(text: string): Parameters<typeof drizzle.statements> {
  return [textsOf({ 'a.ts': text }), virtualWorld({ 'a.ts': text })]
}
