import { describe, expect, it } from 'vitest'
import { parsePrisma } from '../../../src/orms/prisma/parse.ts'
import type { Argument, Attribute, Value } from '../../../src/orms/prisma/syntax.ts'
import { randomNumbers } from '../../support/random.ts'

function shown(value: Value): unknown {
  switch (value.kind) {
    case 'array':
      return value.items.map(shown)
    case 'object':
      return Object.fromEntries(value.entries.map(({ name, value: inner }) => [name?.text ?? '', shown(inner)]))
    case 'call':
      return { [value.name.text]: value.args.map(shownArgument) }
    case 'string':
      return JSON.stringify(value.text)
    default:
      return value.text
  }
}

function shownArgument({ name, value }: Argument): unknown {
  return name ? { [`${name.text}:`]: shown(value) } : shown(value)
}

const shownAttribute = ({ name, args }: Attribute): unknown => [name.text, ...args.map(shownArgument)]

function attributesOfField(attributes: string): unknown {
  const { blocks, problems } = parsePrisma(`model A {\n  a Int ${attributes}\n}`)
  expect(problems).toEqual([])
  return blocks[0]?.fields[0]?.attributes.map(shownAttribute)
}

describe('a schema of Prisma', () => {
  it('is blocks with what is in them', () => {
    const { blocks, problems } = parsePrisma(`
      datasource db {
        provider = "postgresql" // the database
        url      = env("DATABASE_URL")
        schemas  = ["a", "b"]
      }
      /// a model
      model User {
        id    Int     @id
        name  String? @db.VarChar(20)
        posts Post[]
        place Unsupported("point")?

        @@map("users")
      }
      enum Role { /* two */
        ADMIN @map("admin")
        USER
      }
      view V {
        id Int
      }
      type T {
        a Int
      }`)
    expect(problems).toEqual([])
    expect(blocks.map(({ kind, name }) => `${kind} ${name.text}`)).toEqual(['datasource db', 'model User', 'enum Role', 'view V', 'type T'])
    expect(blocks[0]?.assignments.map(({ name, value }) => [name.text, shown(value)])).toEqual([
      ['provider', '"postgresql"'],
      ['url', { env: ['"DATABASE_URL"'] }],
      ['schemas', ['"a"', '"b"']],
    ])
    expect(blocks[1]?.fields.map(({ name, type }) => [name.text, type.name.text, type.list, type.optional])).toEqual([
      ['id', 'Int', false, false],
      ['name', 'String', false, true],
      ['posts', 'Post', true, false],
      ['place', 'Unsupported', false, true],
    ])
    expect(blocks[1]?.fields[3]?.type.args.map(shownArgument)).toEqual(['"point"'])
    expect(blocks[1]?.attributes.map(shownAttribute)).toEqual([['map', '"users"']])
    expect(blocks[2]?.values.map(({ name, attributes }) => [name.text, attributes.map(shownAttribute)])).toEqual([
      ['ADMIN', [['map', '"admin"']]],
      ['USER', []],
    ])
  })

  it.each([
    ['@id @default(autoincrement())', [['id'], ['default', { autoincrement: [] }]]],
    ['@default(dbgenerated("now() - \'1 day\'"))', [['default', { dbgenerated: ['"now() - \'1 day\'"'] }]]],
    ['@default("a \\"b\\"\\n \\u00e9 // c")', [['default', '"a \\"b\\"\\n é // c"']]],
    ['@default(-1.5)', [['default', '-1.5']]],
    ['@default([1, 2,])', [['default', ['1', '2']]]],
    ['@db.VarChar(20)', [['db.VarChar', '20']]],
    [
      '@relation("x", fields: [a, b], references: [c], onDelete: Cascade)',
      [['relation', '"x"', { 'fields:': ['a', 'b'] }, { 'references:': ['c'] }, { 'onDelete:': 'Cascade' }]],
    ],
    [
      '@x([a(sort: Desc, ops: raw("gin_trgm_ops")), b.c], where: { a: null, b: { not: 1 } })',
      [['x', [{ a: [{ 'sort:': 'Desc' }, { 'ops:': { raw: ['"gin_trgm_ops"'] } }] }, 'b.c'], { 'where:': { a: 'null', b: { not: '1' } } }]],
    ],
  ])('has attributes: %s', (attributes, expected) => {
    expect(attributesOfField(attributes)).toEqual(expected)
  })

  it('says where each part is', () => {
    const text = 'model User {\n  mail String? @unique(map: "by mail") // said\n  @@index([mail(sort: Desc)], map: "m")\n}\n'
    const [user] = parsePrisma(text).blocks
    const at = (range: readonly [number, number] | undefined): string => text.slice(...(range ?? [0, 0]))
    const [mail] = user?.fields ?? []
    const [index] = user?.attributes ?? []
    const [listed] = index?.args ?? []
    expect([user?.range, user?.name.range, mail?.range, mail?.name.range, mail?.type.range].map(at)).toEqual([
      text.trimEnd(),
      'User',
      'mail String? @unique(map: "by mail")',
      'mail',
      'String?',
    ])
    expect([mail?.attributes[0]?.range, mail?.attributes[0]?.args[0]?.value.range, index?.range, listed?.value.range].map(at)).toEqual([
      '@unique(map: "by mail")',
      '"by mail"',
      '@@index([mail(sort: Desc)], map: "m")',
      '[mail(sort: Desc)]',
    ])
  })

  it.each([
    ['a line that is no field', 'model A {\n  id Int\n  = 5\n  b Int\n}', ['= 5'], ['id', 'b']],
    ['a field without a type', 'model A {\n  id Int\n  b\n  c Int\n}', ['b'], ['id', 'c']],
    ['a block that does not end', 'model A {\n  id Int\n\nmodel B {\n  b Int\n}', ['A'], ['id', 'b']],
    ['the end of a file', 'model A {\n  id Int\n  b', ['b', 'A'], ['id']],
    ['a bracket that is not closed', 'model A {\n  id Int @default(\n  @@map("a")\n}\nmodel B {\n  b Int\n}', ['('], ['id', 'b']],
    ['a quote that is not closed', 'model A {\n  id String @default("x)\n  b Int\n}\nmodel B {\n  c Int\n}', ['('], ['id', 'b', 'c']],
    ['a list that goes on in the next line', 'model A {\n  id Int @x([a,\n  b Int\n}', ['[', '('], ['id', 'b']],
    ['an attribute without a name', 'model A {\n  id Int @\n  b Int\n}', ['@'], ['id', 'b']],
    ['words that are no block', 'modle A {\n  id Int\n}\nmodel B {\n  b Int\n}', ['modle A {\n', 'id Int', '}'], ['b']],
    ['marks that are unknown', 'model A {\n  id Int ; § 4\n  b Int\n}', ['; § 4'], ['id', 'b']],
  ])('is read around %s', (_, text, problems, fields) => {
    const read = parsePrisma(text)
    expect(read.blocks.flatMap((block) => block.fields.map(({ name }) => name.text))).toEqual(fields)
    expect(read.problems.map(({ range }) => text.slice(...range).trim())).toEqual(problems.map((problem) => problem.trim()))
  })

  it('may be any text at all', () => {
    const pieces = [
      'model A {',
      '\n',
      'id Int',
      ' @id',
      '@@',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '"',
      '\\',
      ':',
      ',',
      'a',
      '1',
      '//',
      '/*',
      '=',
      '?',
      'é',
      '\r',
    ]
    const next = randomNumbers(7)
    for (let i = 0; i < 2000; i++) {
      const text = Array.from({ length: 30 }, () => pieces[Math.floor(next() * pieces.length)]).join('')
      const { blocks, problems } = parsePrisma(text)
      for (const { range } of [...blocks, ...problems]) expect(range[0] <= range[1] && range[1] <= text.length).toBe(true)
    }
  })

  it('may be nested deeper than anybody writes', () => {
    expect(parsePrisma(`model A {\n a Int @x(${'['.repeat(100_000)}`).problems.length).toBeGreaterThan(0)
  })
})
