import { describe, expect, it } from 'vitest'
import { prismaStatements } from '../../../src/orms/prisma/schema.ts'
import { libpgQuery } from '../../../src/sql/libpg-query/index.ts'
import { pgsqlAstParser } from '../../../src/sql/pgsql-ast-parser/index.ts'
import { printTerm } from '../../../src/query/print.ts'
import { foldOf, prismaCatalog, schemaFile } from './support/catalog.ts'

const related = `
model User {
  id    Int    @id @map("user_id")
  posts Post[]
  tags  Tag[]

  @@map("users")
}
model Post {
  id       Int    @id
  slug     String @unique
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])

  @@index([authorId])
}
model Tag {
  id    Int    @id
  users User[]
}
`

describe('places in a Prisma schema', () => {
  const { text } = schemaFile(related)
  const catalog = prismaCatalog(related)
  const at = ({ place }: { place: { range: readonly [number, number] } }): string => text.slice(...place.range)
  const table = (name: string): NonNullable<ReturnType<typeof catalog.table>> => {
    const found = catalog.table(undefined, name)
    if (!found) throw new Error(`no table ${name}`)
    return found
  }

  it('are the names of models, or what @@map says', () => {
    expect([at(table('users')), at(table('Post'))]).toEqual(['"users"', 'Post'])
  })

  it('are the names of fields', () => {
    expect(table('users').columns.map((column) => [column.name, at(column)])).toEqual([['user_id', 'id']])
    expect(table('Post').columns.map(at)).toEqual(['id', 'slug', 'authorId'])
  })

  it('are the attributes of keys, indexes and relations', () => {
    expect(table('Post').indexes.map((index) => [index.name, at(index)])).toEqual([
      ['Post_pkey', '@id'],
      ['Post_slug_key', '@unique'],
      ['Post_authorId_idx', '@@index([authorId])'],
    ])
    expect(table('Post').foreignKeys.map((key) => [key.name, at(key)])).toEqual([
      ['Post_authorId_fkey', '@relation(fields: [authorId], references: [id])'],
    ])
  })

  it('are the list of the first model for a table between two', () => {
    expect(at(table('_TagToUser'))).toBe('users')
    expect(text.indexOf('users User[]')).toBe(table('_TagToUser').place.range[0])
  })

  it('are in the file of the model', () => {
    const files = [
      { file: 'a.prisma', text: 'model A {\n  id Int @id\n  b B[]\n}\ndatasource db {\n  provider = "postgresql"\n}' },
      { file: 'b.prisma', text: 'model B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n}' },
    ]
    expect(prismaStatements(files, libpgQuery).map(({ file, changes }) => [file, ...changes.map(({ kind }) => kind)])).toEqual([
      ['a.prisma', 'create table'],
      ['b.prisma', 'create table'],
      ['b.prisma', 'add constraint'],
    ])
  })
})

describe('the table of an implicit many-to-many relation', () => {
  const shown = (major: number): unknown =>
    prismaCatalog(related, major)
      .table(undefined, '_TagToUser')
      ?.indexes.map(({ name, unique, constraint, keys }) => [name, unique, constraint, keys.map(({ column }) => column)])

  it('has a primary key from Prisma 6 on', () => {
    const expected = [
      ['_TagToUser_AB_pkey', true, '_TagToUser_AB_pkey', ['A', 'B']],
      ['_TagToUser_B_index', false, undefined, ['B']],
    ]
    expect([shown(6), shown(7)]).toEqual([expected, expected])
  })

  it('has a unique index before Prisma 6', () => {
    expect(shown(5)).toEqual([
      ['_TagToUser_AB_unique', true, undefined, ['A', 'B']],
      ['_TagToUser_B_index', false, undefined, ['B']],
    ])
  })
})

describe('of a Prisma schema', () => {
  it('views are no tables, and keys to them are none', () => {
    const catalog = prismaCatalog(
      'view V {\n id Int @unique\n a A[]\n}\nmodel A {\n id Int @id\n vId Int\n v V @relation(fields: [vId], references: [id])\n}',
    )
    expect(catalog.tables.map(({ name, foreignKeys }) => [name, foreignKeys.length])).toEqual([['A', 0]])
  })

  it('what is ignored is there', () => {
    const catalog = prismaCatalog('model A {\n id Int @id\n old Int? @ignore\n}\nmodel B {\n id Int @id\n @@ignore\n}')
    expect(catalog.tables.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([
      ['A', ['id', 'old']],
      ['B', ['id']],
    ])
  })

  it.each(['mysql', 'sqlite', 'sqlserver', 'mongodb', 'cockroachdb'])('that is for %s nothing is read, and why is said', (provider) => {
    const text = `datasource db {\n  provider = "${provider}"\n}\nmodel A {\n  id Int @id\n}`
    expect(prismaStatements([{ file: 'schema.prisma', text }], libpgQuery)).toEqual([
      {
        file: 'schema.prisma',
        changes: [
          {
            kind: 'unread',
            reason: `it is of another database: ${provider}`,
            range: [text.indexOf('"'), text.indexOf(`${provider}"`) + provider.length + 1],
          },
        ],
      },
    ])
  })

  it.each(['postgresql', 'postgres', 'prisma+postgres'])('that is for %s all is read', (provider) => {
    const text = `datasource db {\n  provider = "${provider}"\n}\nmodel A {\n  id Int @id\n}`
    expect(foldOf([{ file: 'schema.prisma', text }]).state.tables.size).toBe(1)
  })

  it('lines that cannot be read are told of, and all else stands', () => {
    const { tables, parts } = prismaCatalog('model A {\n  id Int @id\n  = 5\n  b Moose\n  c Int\n}')
    expect(tables[0]?.columns.map(({ name }) => name)).toEqual(['id', 'c'])
    expect(parts.unread.map(({ reason }) => reason)).toEqual([
      'neither a field nor an attribute begins so',
      'the type Moose of b is not known',
    ])
  })

  it('attributes that name what is no column are told of', () => {
    const models = 'model A {\n id Int\n a A @relation(fields: [x], references: [id])\n @@id([y])\n @@index([a])\n @@unique([])\n}'
    expect(prismaCatalog(models).parts.unread.map(({ reason }) => reason)).toEqual(
      ['id', 'index', 'unique', 'relation'].map((name) => `the fields of @${name} are not all known`),
    )
  })

  it('expressions that cannot be read are there, and hidden', () => {
    const [table] = prismaCatalog('model A {\n  id Int @id @default(dbgenerated("select )("))\n  @@index([id], where: raw(")("))\n}').tables
    expect(table?.columns[0]?.default?.kind).toBe('hidden')
    expect(table?.indexes.at(-1)?.predicate?.kind).toBe('hidden')
  })

  it('a moment is kept as it is written, where Prisma sends it in another form', () => {
    const [table] = prismaCatalog('model A {\n id Int @id\n at DateTime @default("2020-01-01T00:00:00Z")\n}').tables
    const at = table?.columns.at(-1)?.default
    expect(at && printTerm(at)).toBe("'2020-01-01T00:00:00Z'")
  })

  it('a schema that the address of the connection names is not seen', () => {
    const text =
      'datasource db {\n provider = "postgresql"\n url = "postgresql://localhost/shop?schema=sales"\n}\nmodel A {\n id Int @id\n}'
    const { state } = foldOf([{ file: 'schema.prisma', text }])
    expect([...state.tables.values()].map(({ schema }) => schema)).toEqual(['public'])
  })

  it('the older words for a mode without foreign keys count', () => {
    const text =
      'datasource db {\n provider = "postgres"\n referentialIntegrity = "prisma"\n}\nmodel A {\n id Int @id\n b Int\n a A @relation("x", fields: [b], references: [id])\n as A[] @relation("x")\n}'
    expect(prismaStatements([{ file: 'a', text }], libpgQuery).flatMap(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      'create table',
      'relate',
    ])
  })

  it('the other parser gives the same', () => {
    const kinds = [libpgQuery, pgsqlAstParser].map((engine) => prismaStatements([schemaFile(related)], engine))
    expect(kinds[0]).toEqual(kinds[1])
  })
})
