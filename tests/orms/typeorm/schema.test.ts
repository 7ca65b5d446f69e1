import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/catalog/read-state.ts'
import type { Catalog, Table } from '../../../src/catalog/catalog.ts'
import type { Fold } from '../../../src/catalog/fold.ts'
import { entityStatements } from '../../../src/orms/typeorm/schema.ts'
import { foldOf, textsOf, virtualWorld } from '../support/conform.ts'

type Files = Readonly<Record<string, string>>

const names =
  'AfterLoad, ChildEntity, Check, Column, CreateDateColumn, DataSource, Entity, EntitySchema, ForeignKey, Index, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToMany, OneToOne, PrimaryColumn, PrimaryGeneratedColumn, TableInheritance, Tree, TreeChildren, TreeParent, Unique, ViewColumn, ViewEntity, VirtualColumn'
const head = `import { ${names} } from 'typeorm'\n`

function fold(files: Files | string, given?: readonly string[]): Fold {
  const all = typeof files === 'string' ? { 'a.ts': head + files } : files
  return foldOf(entityStatements(textsOf(all, given), virtualWorld(all)))
}

function catalogOf(files: Files | string): Catalog {
  const { state, unread } = fold(files)
  return readState(state, unread)
}

function table(files: Files | string, name: string): Table {
  const found = catalogOf(files).table(undefined, name)
  if (!found) throw new Error(`no table ${name}`)
  return found
}

const reasons = (files: Files | string): string[] => fold(files).unread.map(({ reason }) => reason)
const columns = (files: Files | string, name: string): string[] => table(files, name).columns.map((column) => column.name)

describe('places of entities', () => {
  const base = `${head}export abstract class Base {\n  @PrimaryGeneratedColumn('uuid') id: string\n  @Index() @Column() slug: string\n}\n`
  const text = `${head}import { Base } from './base'
@Entity('orders')
@Index('by_code', ['code'])
@Unique(['code', 'note'])
export class Order extends Base {
  @Column() code: string
  @Column({ name: 'the_note', unique: true }) note: string
  @ManyToOne(() => Order) @JoinColumn({ name: 'parent_id' }) parent: Order
  @ManyToMany(() => Order) @JoinTable({ name: 'pairs' }) others: Order[]
}
@Entity()
export class Plain extends Base {}
`
  const files = { 'order.ts': text, 'base.ts': base }
  const catalog = catalogOf(files)
  const at = ({ place }: { place: { file: string; range: readonly [number, number] } }): string =>
    place.file === 'order.ts' ? text.slice(...place.range) : place.file

  it('are the names of tables, or of classes', () => {
    expect(catalog.tables.map((one) => [one.name, at(one)])).toEqual([
      ['orders', "'orders'"],
      ['plain', 'Plain'],
      ['pairs', "'pairs'"],
    ])
  })

  it('are the properties, what names them, or where the class says what it extends', () => {
    expect(catalog.table(undefined, 'orders')?.columns.map((column) => [column.name, at(column)])).toEqual([
      ['id', 'Base'],
      ['slug', 'Base'],
      ['code', 'code'],
      ['the_note', "'the_note'"],
      ['parent_id', "'parent_id'"],
    ])
  })

  it('are the decorators of indexes and keys, or their names', () => {
    const orders = catalog.table(undefined, 'orders')
    expect(orders?.indexes.map(at).sort()).toEqual([
      "'by_code'",
      "@Column({ name: 'the_note', unique: true }) note: string",
      "@Unique(['code', 'note'])",
      'Base',
      'Base',
    ])
    expect(orders?.foreignKeys.map(at)).toEqual(["@ManyToOne(() => Order) @JoinColumn({ name: 'parent_id' }) parent: Order"])
  })
})

describe('decorators of the application', () => {
  it('are followed', () => {
    const files = {
      'own.ts': `${head}import { applyDecorators } from '@nestjs/common'
export function Money(options = {}): PropertyDecorator {
  return (target, key) => { Column({ type: 'numeric', precision: 12, scale: 2, ...options })(target, key) }
}
export const Code = (length) => applyDecorators(Column('varchar', { length }), Index())
export const Table = (name) => (target) => { Entity(name)(target) }
export const Owner = () => (target, key) => { ManyToOne(() => require('./a').A)(target, key); JoinColumn({ name: 'owner_id' })(target, key) }
`,
      'a.ts': `${head}import { IsString } from 'class-validator'\nimport * as own from './own'
@own.Table('as')
export class A {
  @PrimaryColumn() id: number
  @IsString() @own.Money({ nullable: true }) price: string
  @own.Code(7) code: string
  @own.Owner() owner: A
}
`,
    }
    const found = table(files, 'as')
    expect(found.columns.map(({ name, type, nullable }) => [name, type?.name, type?.modifiers, nullable])).toEqual([
      ['id', 'integer', [], false],
      ['price', 'numeric', ['12', '2'], true],
      ['code', 'character varying', ['7'], false],
      ['owner_id', 'integer', [], true],
    ])
    expect(found.indexes.map(({ keys }) => keys.map(({ column }) => column))).toEqual([['id'], ['code']])
  })

  it('that cannot be followed are told of', () => {
    expect(reasons("import { Own } from './nowhere'\n@Entity() class A { @PrimaryColumn() id: number\n @Own() a: string }")).toEqual([
      'this decorator is not known',
    ])
  })

  it('of which a property has several count from the last one on', () => {
    expect(
      table('@Entity() class A { @PrimaryColumn() id: number\n @Column({ nullable: true }) @Column() b: string }', 'a').columns[1]
        ?.nullable,
    ).toBe(false)
  })
})

describe('an EntitySchema', () => {
  it('is read as a class is', () => {
    const text = `export const B = new EntitySchema({ name: 'B', columns: { id: { type: Number, primary: true, generated: true } } })
export const A = new EntitySchema({
  name: 'A', tableName: 'as',
  columns: { id: { type: 'uuid', primary: true, generated: 'uuid' }, code: { type: String, length: 5, unique: true }, deletedAt: { type: 'timestamp', deleteDate: true } },
  relations: { b: { type: 'many-to-one', target: 'B', joinColumn: { name: 'b_id' }, onDelete: 'CASCADE' }, bs: { type: 'many-to-many', target: () => B, joinTable: true } },
  indices: [{ name: 'by_code', columns: ['code'], where: 'code is not null' }],
  uniques: [{ columns: ['code', 'id'] }], checks: [{ expression: 'true' }],
})`
    const found = table(text, 'as')
    expect(found.columns.map(({ name, type, nullable }) => [name, type?.name, nullable])).toEqual([
      ['id', 'uuid', false],
      ['code', 'character varying', false],
      ['deletedAt', 'timestamp without time zone', true],
      ['b_id', 'integer', true],
    ])
    expect(found.foreignKeys.map(({ references, onDelete }) => [references.table, onDelete])).toEqual([['b', 'cascade']])
    expect(found.indexes).toHaveLength(4)
    expect(catalogOf(text).tables.map(({ name }) => name)).toEqual(['b', 'as', 'as_bs_b'])
  })
})

describe('of entities', () => {
  it('virtual columns and those that are not synchronized are no tables and columns', () => {
    const text =
      '@ViewEntity({ expression: "select 1", synchronize: false }) class V { @ViewColumn() id: number }\n@Entity({ synchronize: false }) class B { @PrimaryColumn() id: number }\n@Entity() class A { @PrimaryColumn() id: number\n @VirtualColumn({ query: () => "select 1" }) n: number }'
    expect(catalogOf(text).tables.map(({ name, columns: own }) => [name, own.length])).toEqual([['a', 1]])
  })

  it('views are made of what they say, each behind those that it depends on', () => {
    const text =
      '@ViewEntity({ dependsOn: [Low], expression: `select id from low` }) class Top { @ViewColumn() id: number }\n@ViewEntity("low", { expression: "select id, note from a" }) class Low { @ViewColumn() id: number }\n@Entity() class A { @PrimaryColumn() id: number\n @Column() note: string }'
    expect(catalogOf(text).tables.map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'table'],
      ['low', 'view'],
      ['top', 'view'],
    ])
    expect(columns(text, 'low')).toEqual(['id', 'note'])
    expect(reasons(text)).toEqual([])
  })

  it('views that depend on many others are each made once', () => {
    const layer = (i: number): string =>
      [0, 1, 2]
        .map((j) => {
          const on = i === 0 ? '' : [0, 1, 2].map((k) => `'L${i - 1}x${k}'`).join(', ')
          return `@ViewEntity({ dependsOn: [${on}], expression: 'select 1 as x' }) class L${i}x${j} {}`
        })
        .join('\n')
    const text = Array.from({ length: 30 }, (_, i) => layer(29 - i)).join('\n')
    expect(catalogOf(text).tables).toHaveLength(90)
  })

  it('a view that depends on itself ends, and one by a builder has columns that are not known', () => {
    const text =
      '@ViewEntity({ dependsOn: ["B"], expression: "select 1 as x" }) class A {}\n@ViewEntity({ dependsOn: ["A"], expression: (source) => source.createQueryBuilder().select("1") }) class B {}'
    expect(catalogOf(text).tables.map(({ name, complete }) => [name, complete])).toEqual([
      ['b', false],
      ['a', true],
    ])
    expect(reasons(text)).toEqual([])
  })

  it.each([
    [
      '@Entity() class A { @PrimaryColumn() id: number\n @ManyToOne(() => Moose) moose: unknown }',
      'the entity that moose leads to is not known',
    ],
    ['@Entity() class A { @PrimaryColumn() id: number\n @Column() what: Moose }', 'the type of what is not known'],
    ['@Entity(name) class A { @PrimaryColumn() id: number }', 'the name of the table is not known'],
    ['@Entity() @Index(["moose"]) class A { @PrimaryColumn() id: number }', 'the columns of this index are not all known'],
    ['@Entity() @Check(text) class A { @PrimaryColumn() id: number }', 'the expression of this constraint is not known'],
    ['@Entity() @Check(")(") class A { @PrimaryColumn() id: number }', 'the SQL of this cannot be read'],
    [
      '@Entity() class A { @PrimaryColumn() id: number\n @Column({ type: "enum", enum: values }) a: string }',
      'the values of a are not known',
    ],
    ['@Entity() class A { @PrimaryColumn() id: number\n @Column(() => Moose) a: unknown }', 'the class of these columns is not known'],
    [
      'const source = new DataSource({ type: "postgres", entities: [], namingStrategy: new Own() })\n@Entity() class A { @PrimaryColumn() id: number }',
      'this naming strategy is not known; the default one is taken',
    ],
  ])('%s: %s', (text, reason) => {
    expect(reasons(text)).toContain(reason)
    expect(columns(text, 'a')).toContain('id')
  })

  it('a default of a child class counts for its own table alone', () => {
    const text =
      'abstract class Base { @PrimaryColumn() id: number\n @Column({ default: "b" }) a: string }\n@Entity() class One extends Base { @Column({ default: "o" }) a: string }\n@Entity() class Two extends Base {}'
    const shown = ['one', 'two'].map((name) => JSON.stringify(table(text, name).columns[1]?.default))
    expect([shown[0]?.includes('"o"'), shown[1]?.includes('"b"')]).toEqual([true, true])
  })

  it.each(['export class', '@Entity() export class A { @Column( ', '', '@Entity() export default class { @PrimaryColumn() id: number }'])(
    'nothing throws: %s',
    (text) => {
      const files = { 'a.ts': head }
      const world = { ...virtualWorld(files), program: () => undefined }
      expect(entityStatements([{ file: 'a.ts', text }], world)).toEqual([])
    },
  )

  it('a class that leads back to itself ends', () => {
    const text = 'export class A extends B {}\n@Entity() export class B extends A { @PrimaryColumn() id: number\n @Column(() => B) b: B }'
    expect(fold(text).state.tables.size).toBe(1)
  })
})
