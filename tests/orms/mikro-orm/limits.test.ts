import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import { formatType } from '../../../src/catalog/types.ts'
import { mikroOrmStatements } from '../../../src/orms/mikro-orm/schema.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'

const names = 'Entity, PrimaryKey, Property, ManyToOne, Index, Enum, Embedded, Type, EntitySchema, defineEntity, Check, Unique'

function read(body: string, more: Readonly<Record<string, string>> = {}): { tables: string[]; unread: string[] } {
  const files = { 'a.ts': `import { ${names} } from '@mikro-orm/core'\n${body}`, ...more }
  const fold = foldOf(mikroOrmStatements(textsOf(files), virtualWorld(files)))
  const { tables } = readState(fold.state, [])
  return {
    tables: tables.map(
      ({ name, columns }) => `${name} (${columns.map((one) => `${one.name} ${one.type ? formatType(one.type) : '?'}`).join(', ')})`,
    ),
    unread: fold.unread.map(({ reason }) => reason),
  }
}

const key = '@PrimaryKey() id!: number'

describe('what cannot be known is listed, and the rest is read', () => {
  it.each([
    [
      `@Entity() class A { ${key}; @Property({ fieldName: process.env.X }) b!: string }`,
      ['a (id integer)'],
      ['the column of `b` is not known'],
    ],
    [`@Entity() class A { ${key}; @Property({ type: other() }) b!: string }`, ['a (id integer)'], ['the type of `b` is not known']],
    [`@Entity({ tableName: process.env.X }) class A { ${key} }`, [], ['the name of the table is not known']],
    [`@Entity() class A extends Mixin(Base) { ${key} }`, ['a (id integer)'], ['what it extends is not known']],
    [
      `@Entity() class A { ${key}; @ManyToOne(() => Elsewhere, { fieldName: 'b', columnType: 'int' }) b!: any }`,
      ['a (id integer, b integer)'],
      ['what `b` refers to is not known'],
    ],
    [`@Entity() @Index({ properties: columns() }) class A { ${key} }`, ['a (id integer)'], ['the columns of the index are not known']],
    [`@Entity() @Index(options()) class A { ${key} }`, ['a (id integer)'], ['the options of the index are not all known']],
    [`@Entity() @Check({ expression: text() }) class A { ${key} }`, ['a (id integer)'], ['the condition of the check is not known']],
    [`@Entity() @Check({ expression: 'a >' }) class A { ${key} }`, ['a (id integer)'], ['its checks cannot be read']],
    [`@Entity() class A { ${key}; @Embedded(() => Elsewhere) b!: any }`, ['a (id integer)'], ['what is embedded is not known']],
    [
      `@Entity() class A { ${key}; @Property({ ...shared(), type: 'text' }) b!: string }`,
      ['a (id integer, b text)'],
      ['the options of `b` are not all known'],
    ],
    [
      `export const A = defineEntity({ name: 'A', properties: (p) => ({ id: p.integer().primary(), b: column(), ...more() }) })`,
      ['a (id integer)'],
      ['what `b` is is not known', 'its properties are not all known'],
    ],
    [
      `@Entity() class A { @ManyToOne(() => B, { primary: true }) b!: B } @Entity() class B { @ManyToOne(() => A, { primary: true }) a!: A }`,
      [],
      undefined,
    ],
    [`@Entity() class A extends A { ${key} }`, ['a (id integer)'], undefined],
    ['@Entity() class', [], []],
    ['@Entity({ class A {', [], []],
  ])('%s', (body, tables, unread) => {
    const found = readSafely(body)
    if (tables.length > 0 || unread?.length === 0) expect(found.tables).toEqual(tables)
    if (unread) expect(found.unread).toEqual(unread)
  })
})

/** A half-typed file gives no program, and tells nothing. */
function readSafely(body: string): ReturnType<typeof read> {
  try {
    return read(body)
  } catch (error) {
    if (String(error).includes('TSError') || String(error).includes('expected')) return { tables: [], unread: [] }
    throw error
  }
}

it('annotations say more where types are read by ts-morph', () => {
  const config = `import { defineConfig } from '@mikro-orm/postgresql'
import { TsMorphMetadataProvider } from '@mikro-orm/reflection'
export default defineConfig({ dbName: 'x', metadataProvider: TsMorphMetadataProvider })`
  const body = `enum Kind { A = 'a' }
@Entity() class A { ${key}; @Property() b?: string; @Property() c!: number | null; @Enum() kind!: Kind }`
  const files = { 'a.ts': `import { ${names} } from '@mikro-orm/core'\n${body}`, 'mikro-orm.config.ts': config }
  const { tables } = readState(foldOf(mikroOrmStatements(textsOf(files), virtualWorld(files))).state, [])
  expect(tables[0]?.columns.map(({ name, nullable }) => `${name} ${String(nullable)}`)).toEqual([
    'id false',
    'b true',
    'c true',
    'kind false',
  ])
  expect(tables[0]?.checks.map(({ name }) => name)).toEqual(['a_kind_check'])
})

describe('limits', () => {
  it('a default that is a value of the program is there, and not known', () => {
    const files = {
      'a.ts': `import { ${names} } from '@mikro-orm/core'\n@Entity() class A { ${key}; @Property({ type: 'text', default: f() }) b!: string }`,
    }
    const { tables } = readState(foldOf(mikroOrmStatements(textsOf(files), virtualWorld(files))).state, [])
    expect(tables[0]?.columns.map(({ hasDefault, default: value }) => [hasDefault, value?.kind])).toEqual([
      [true, undefined],
      [true, 'hidden'],
    ])
  })

  it('`number | null` without a type is taken for a number', () => {
    expect(read(`@Entity() class A { ${key}; @Property({ nullable: true }) b!: number | null }`).tables).toEqual([
      'a (id integer, b integer)',
    ])
  })

  it('a table of every schema is taken to be in the default one', () => {
    expect(read(`@Entity({ schema: '*' }) class A { ${key} }`).tables).toEqual(['a (id integer)'])
  })

  it('what a hook of the configuration changes is not known', () => {
    const config = `import { defineConfig } from '@mikro-orm/postgresql'\nexport default defineConfig({ dbName: 'x', discovery: { onMetadata() {} } })`
    expect(read(`@Entity() class A { ${key} }`, { 'mikro-orm.config.ts': config }).unread).toEqual([
      'what `onMetadata` changes is not known',
    ])
  })

  it.each([
    [
      `@Entity({ inheritance: 'tpt' }) class A { ${key} } @Entity() class B extends A { @Property() b!: string }`,
      [],
      ['tables per class are not read', 'tables per class are not read'],
    ],
    [`@Entity() class A { ${key}; @ManyToOne(() => [B, C]) b!: any }`, ['a (id integer)'], ['the column of `b` is not known']],
    [`@Entity({ policies: [{}] }) class A { ${key} }`, ['a (id integer)'], ['what `policies` makes is not read']],
    [`@Entity({ view: true, expression: 'select 1' }) class A { ${key} }`, [], []],
  ])('of MikroORM 7, more is listed than read: %s', (body, tables, unread) => {
    expect(read(body)).toEqual({ tables, unread })
  })

  it('properties of one name and several types in classes that share a table are taken for one', () => {
    const body = `@Entity({ discriminatorColumn: 'type' }) class A { ${key} }
@Entity() class B extends A { @Property() x!: string }
@Entity() class C extends A { @Property() x!: number }`
    expect(read(body).tables).toEqual(['a (id integer, type text, x integer)'])
  })

  it('a naming strategy of a package is not known', () => {
    const config = `import { defineConfig } from '@mikro-orm/postgresql'\nimport { Own } from 'own'\nexport default defineConfig({ namingStrategy: Own })`
    expect(read(`@Entity({ tableName: 'a' }) class A { ${key} }`, { 'mikro-orm.config.ts': config }).unread).toContain(
      'the naming strategy is not known',
    )
  })
})

it('something embedded in itself takes nothing else away', () => {
  const { tables, unread } = read(
    `import { Embeddable } from '@mikro-orm/core'\n@Embeddable() class E { @Embedded(() => E) e!: E }\n@Entity() class G { ${key}; @Embedded() e!: E }`,
  )
  expect(tables).toEqual(['g (id integer)'])
  expect(unread).toContain('what is embedded is not known')
})
