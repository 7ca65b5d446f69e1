/** Schemas in the notations of MikroORM, file by file. */
export const schemas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shop: {
    'base.ts': `
import { PrimaryKey, Property, Index, OptionalProps } from '@mikro-orm/core'
export abstract class Base<O extends string = never> {
  [OptionalProps]?: 'createdAt' | O
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id!: string
  @Property({ defaultRaw: 'now()' })
  createdAt: Date = new Date()
  @Property({ onUpdate: () => new Date(), nullable: true })
  updatedAt?: Date
  @Index()
  @Property({ type: 'datetime', nullable: true })
  deletedAt?: Date
}
`,
    'organization.ts': `
import { Collection, Entity, Enum, OneToMany, OneToOne, Property, Unique, Check } from '@mikro-orm/core'
import { Base } from './base'
import { Order } from './order'
export enum Plan { Free = 'free', Team = 'team' }
export enum Level { Low, High }
@Entity({ tableName: 'organizations' })
@Check({ name: 'organizations_seats_check_positive', expression: 'seats > 0' })
@Check<Organization>({ expression: (columns) => \`\${columns.seats} < 1000\` }) // from 6
export class Organization extends Base {
  @Property({ length: 80 })
  @Unique()
  slug!: string
  @Property()
  name!: string
  @Enum(() => Plan)
  plan: Plan = Plan.Free
  @Enum({ items: () => Level, default: Level.Low })
  level!: Level
  @Enum({ items: ['a', 'b'], nullable: true, type: 'string' })
  kind?: string
  @Property({ type: 'number', check: 'seats is not null' })
  seats = 5
  @OneToMany(() => Order, (order) => order.organization)
  orders = new Collection<Order>(this)
  @Property({ persist: false })
  count?: number
  @Property()
  get label(): string { return this.name }
  @Property()
  greet() { return 1 }
}
`,
    'order.ts': `
import { Cascade, Collection, Entity, Formula, Index, ManyToMany, ManyToOne, OneToOne, Property, Unique, PrimaryKey, Filter } from '@mikro-orm/core'
import { Organization } from './organization'
import { Base } from './base'
import { Tag } from './tag'
const length = 20
@Entity()
@Filter({ name: 'softDelete', cond: { deletedAt: null }, default: true })
@Unique({ properties: ['organization', 'number'] })
@Index({ name: 'order_by_state', properties: ['state', 'createdAt'] })
@Index({ name: 'order_open', expression: 'create index "order_open" on "order" ("number") where deleted_at is null' })
@Index({ name: 'order_fn', expression: (table, columns, name) => \`create unique index "\${name}" on "\${table.name}" ("\${columns.number}", "\${columns.organization}") where "\${columns.deletedAt}" is null\` }) // from 6
@Index({ properties: ['data.a.b'] }) // from 6
@Index({ properties: ['note'], type: 'fulltext' }) // from 6
@Index({ properties: ['data'], type: 'gin' })
export class Order extends Base<'state'> {
  @Property({ length })
  number!: string
  @ManyToOne(() => Organization, { index: true })
  organization!: Organization
  @ManyToOne({ entity: () => Organization, nullable: true, fieldName: 'buyer', deleteRule: 'restrict', updateRule: 'no action' })
  buyer?: Organization
  @ManyToOne(() => Order, { nullable: true, foreignKeyName: 'order_parent_fk' })
  parent?: Order
  @ManyToOne(() => Organization, { cascade: [Cascade.REMOVE] })
  owned!: Organization
  @ManyToOne(() => Organization, { createForeignKeyConstraint: false, joinColumn: 'loose_id' })
  loose!: Organization
  @ManyToOne(() => Organization, { persist: false })
  shadow!: Organization
  @ManyToOne(() => Organization, { referenceColumnName: 'slug', fieldName: 'org_slug', columnType: 'varchar(80)' , deferMode: 'deferred' as any })
  bySlug!: Organization
  @OneToOne(() => Organization, { owner: true, orphanRemoval: true })
  only!: Organization
  @Property({ columnType: 'numeric(12,4)', default: 0 })
  total!: string
  @Property({ type: 'decimal', precision: 8, scale: 2, nullable: true })
  tax?: string
  @Property({ default: 'new' })
  state!: string
  @Property({ type: 'json', nullable: true })
  data?: unknown
  @Property({ type: 'text', nullable: true })
  note?: string
  @Property({ columnType: 'timestamp(3)', defaultRaw: 'current_timestamp(3)' })
  at!: Date
  @Property({ type: 'date', nullable: true })
  day?: string
  @Property({ type: 'string[]', default: ['a', 'b'] })
  labels!: string[]
  @Property()
  names!: string[]
  @Property({ nullable: true })
  blob?: Buffer
  @Property({ type: 'bigint', default: 1 })
  big!: bigint
  @Property({ version: true })
  version!: number
  @Property({ type: 'boolean' })
  open = true
  @Property({ nullable: true })
  active?: boolean
  @Property({ columnType: 'int generated always as (length(number)) stored', nullable: true, persist: true })
  size?: number
  @Property({ type: 'string', generated: (columns) => \`(upper(\${columns.number})) stored\`, nullable: true })
  upper?: string
  @Formula('1 + 1')
  two?: number
  @ManyToMany(() => Tag)
  tags = new Collection<Tag>(this)
  @ManyToMany({ entity: () => Tag, pivotTable: 'order_flags', joinColumn: 'order', inverseJoinColumn: 'flag', fixedOrder: true })
  flags = new Collection<Tag>(this)
  @ManyToMany(() => Order)
  related = new Collection<Order>(this)
  @ManyToMany(() => Order, 'related')
  relatedBy = new Collection<Order>(this)
}
`,
    'tag.ts': `
import { Collection, Entity, Index, ManyToMany, PrimaryKey, Property, SerializedPrimaryKey } from '@mikro-orm/core'
import { Order } from './order'
@Entity({ schema: 'catalog' })
export class Tag {
  @PrimaryKey()
  id!: number
  @Property({ unique: 'tag_name_key', index: true })
  name!: string
  @ManyToMany(() => Order, (order) => order.tags)
  orders = new Collection<Order>(this)
}
`,
    'very-long.ts': `
import { Entity, Index, ManyToOne, PrimaryKey, PrimaryKeyProp, Property, Unique, BigIntType, OneToOne } from '@mikro-orm/core'
import { Organization } from './organization'
import { Tag } from './tag'
@Entity()
@Unique({ properties: ['aPropertyWithALongName', 'anotherPropertyWithALongName'] })
export class AnEntityWithAVeryLongNameOfItsOwn {
  @PrimaryKey({ type: BigIntType })
  id!: bigint
  @Property()
  aPropertyWithALongName!: string
  @Index()
  @Property({ length: 10 })
  anotherPropertyWithALongName!: string
  @ManyToOne()
  theOrganizationOfThisEntity!: Organization
}
@Entity()
export class Member {
  [PrimaryKeyProp]?: ['organization', 'tag']
  @ManyToOne(() => Organization, { primary: true })
  organization!: Organization
  @ManyToOne({ entity: () => Tag, primary: true })
  tag!: Tag
  @Property({ nullable: true })
  role: string | null = null
}
@Entity()
export class Visit {
  @PrimaryKey({ type: 'smallint' })
  id!: number
  @ManyToOne(() => Member)
  member!: Member
  @ManyToOne(() => Member, { nullable: true, unique: true, index: true })
  guest?: Member
}
@Entity()
export class Profile {
  @OneToOne(() => Organization, { primary: true })
  organization!: Organization
  @Property({ type: 'character', length: 3 })
  code!: string
  @Property({ type: 'time', nullable: true })
  opens?: string
  @Property({ type: 'interval', nullable: true })
  each?: string
  @Property({ type: 'double', nullable: true })
  x?: number
  @Property({ type: 'float' })
  y!: number
  @Property({ type: Number, nullable: true })
  z?: number
  @Property({ columnType: 'tsvector', nullable: true })
  words?: string
  @Property({ columnType: 'varchar', nullable: true })
  any?: string
}
`,
  },
  embedded: {
    'address.ts': `
import { Embeddable, Embedded, Enum, Index, ManyToOne, Property, Unique } from '@mikro-orm/core'
import { Country } from './country'
@Embeddable()
export class Point {
  @Property({ type: 'double' })
  latitude!: number
  @Property({ fieldName: 'lng', type: 'double' })
  longitude!: number
}
@Embeddable()
@Index({ properties: ['street', 'postalCode'] })
export class Address {
  @Property()
  street!: string
  @Property({ index: true })
  postalCode!: string
  @Property({ nullable: true, unique: true })
  extra?: string
  @ManyToOne(() => Country)
  country!: Country
  @Embedded(() => Point)
  other!: Point
  @Embedded(() => Point, { object: true })
  whole!: Point
}
@Embeddable()
export class Place {
  @Property()
  label!: string
  @Embedded(() => Point, { prefix: 'geo_' })
  point!: Point
  @Embedded(() => Point, { prefix: 'rel_', prefixMode: 'relative' }) // from 6
  relative!: Point // from 6
  @Embedded(() => Point, { prefix: false })
  bare!: Point
}
`,
    'country.ts': `
import { Embedded, Entity, PrimaryKey, Property, Index } from '@mikro-orm/core'
import { Address, Place, Point } from './address'
@Entity()
export class Country {
  @PrimaryKey({ length: 2 })
  code!: string
}
@Entity()
@Index({ properties: ['home.street', 'name'] }) // from 6
@Index({ properties: ['data.latitude'] }) // from 6
export class Person {
  @PrimaryKey({ autoincrement: false })
  id!: number
  @Property()
  name!: string
  @Embedded(() => Address)
  home!: Address
  @Embedded(() => Address, { prefix: 'w_', nullable: true })
  work?: Address
  @Embedded(() => Place, { prefix: 'p_' })
  place!: Place
  @Embedded({ entity: () => Point, object: true, nullable: true })
  data?: Point
  @Embedded({ entity: () => Point, array: true })
  points!: Point[]
}
`,
  },
  inherited: {
    'people.ts': `
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Index, Unique } from '@mikro-orm/core'
@Entity({ abstract: true })
export abstract class Stamped {
  @PrimaryKey()
  id!: number
  @Property()
  at: Date = new Date()
}
@Entity({ discriminatorColumn: 'type', discriminatorMap: { person: 'Person', employee: 'Employee', boss: 'Boss' } })
export class Person extends Stamped {
  @Property()
  name!: string
}
@Entity()
export class Employee extends Person {
  @Property()
  salary!: number
  @ManyToOne(() => Person)
  mentor!: Person
}
@Entity()
@Index({ properties: ['cars'] })
export class Boss extends Employee {
  @Property({ unique: true })
  cars!: number
}
@Entity({ discriminatorColumn: 'kind', abstract: true })
export abstract class Animal {
  @PrimaryKey()
  id!: number
  @Enum()
  kind!: 'cat' | 'dog'
}
@Entity({ discriminatorValue: 'cat' })
export class Cat extends Animal {
  @Property()
  lives: number = 9
}
@Entity({ discriminatorValue: 'dog' })
export class Dog extends Animal {
  @Property()
  tricks!: string
}
@Entity()
export class Plain extends Stamped {
  @Property()
  a!: string
}
@Entity()
export class Further extends Plain {
  @Property()
  b!: string
}
@Entity({ expression: 'select 1 as one' })
export class View {
  @Property()
  one!: number
}
`,
  },
  schema: {
    'entities.ts': `
import { EntitySchema, types, t, sql, Type, JsonType, ArrayType, EnumType } from '@mikro-orm/core'
class Money extends Type<string, string> {
  getColumnType() { return 'numeric(20,2)' }
}
class Ip extends Type<string, string> {
  override getColumnType(prop: any, platform: any) { return \`varchar(\${prop.length})\` }
}
class Own extends JsonType {}
const timestamps = { createdAt: { type: 'Date', defaultRaw: 'now()' }, updatedAt: { type: 'datetime', length: 3, defaultRaw: 'current_timestamp(3)' } } as const
export const Shop = new EntitySchema<any>({
  name: 'Shop',
  tableName: 'app.shops',
  properties: {
    id: { type: 'number', primary: true },
    ...timestamps,
    money: { type: Money },
    ip: { type: new Ip(), length: 39 },
    own: { type: Own, nullable: true },
    uuid: { type: t.uuid, default: sql\`gen_random_uuid()\` }, // from 6
    texts: { type: ArrayType, nullable: true },
    name: { type: String, fieldName: 'title', length: 60 },
    state: { enum: true, items: ['on', 'off'], nativeEnumName: 'shop_state', default: 'on' },
    states: { type: 'string[]', default: ['on'] },
    grade: { enum: true, items: [1, 2], nullable: true },
    identity: { type: 'int', generated: 'by default as identity' },
    parent: { kind: 'm:1', entity: () => Shop, nullable: true },
    items: { kind: '1:m', entity: () => 'Item', mappedBy: 'shop' },
    partners: { kind: 'm:n', entity: () => Shop, pivotTable: 'app.partners' },
  },
  indexes: [{ properties: 'name' }, { name: 'shops_state', properties: ['state', 'name'] }],
  uniques: [{ properties: ['name', 'parent'] }],
})
export const Item = new EntitySchema<any>({
  name: 'Item',
  properties: {
    shop: { kind: 'm:1', entity: () => Shop, primary: true },
    line: { type: 'integer', primary: true },
    note: { type: 'text', nullable: true, lazy: true },
    flag: { type: types.boolean, default: false },
  },
})
`,
    'defined.ts': `
import { defineEntity, p } from '@mikro-orm/core'
const base = { id: p.uuid().primary().defaultRaw('gen_random_uuid()'), createdAt: p.datetime(3).defaultRaw('now()') }
export const Author = defineEntity({
  name: 'Author',
  properties: {
    ...base,
    name: p.string().length(40).unique(),
    mail: p.text().nullable().index('author_by_mail'),
    age: p.integer().default(18),
    rank: p.smallint().nullable(),
    fee: p.decimal().precision(9).scale(3).nullable(),
    role: p.enum(['a', 'b']).default('a'),
    tags: p.array().nullable(),
    data: p.json().nullable(),
    size: p.bigint().check('size > 0'),
    books: () => p.oneToMany(Book).mappedBy('author'),
    friends: () => p.manyToMany(Author),
  },
})
export const Book = defineEntity({
  name: 'Book',
  tableName: 'books',
  indexes: [{ properties: ['author', 'title'] }],
  properties: (q) => ({
    id: q.integer().primary(),
    title: q.string().fieldName('book_title'),
    author: () => q.manyToOne(Author).deleteRule('cascade').index(),
    editor: () => q.manyToOne(Author).nullable().joinColumn('edited_by'),
    cover: () => q.oneToOne(Author).owner().nullable(),
  }),
})
`,
  },
  helpers: {
    'columns.ts': `
import { Index, ManyToOne, PrimaryKey, Property, type PropertyOptions } from '@mikro-orm/core'
export const prefix = 'app'
export const lengths = { code: 12, name: 60 } as const
export const money = (scale = 2): any => ({ type: 'decimal', precision: 14, scale, default: 0 })
export const Money = (options: any = {}) => Property({ ...money(), ...options })
export const Tenant = (target: () => any) => ManyToOne({ entity: target, fieldName: 'organization_id', deleteRule: 'cascade', index: true } as any)
export function Id() { return PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' }) }
export enum Kind { A = 'a', B = 'b' }
export const kinds = Object.values(Kind)
`,
    'org.ts': `
import { Entity, Enum, Property } from '@mikro-orm/core'
import { Id, kinds, lengths, prefix, Kind } from './columns'
@Entity({ tableName: \`\${prefix}_orgs\` })
export class Org {
  @Id()
  id!: string
  @Property({ length: lengths.name })
  name!: string
  @Enum({ items: () => kinds, default: Kind.A })
  kind!: Kind
}
`,
    'order.ts': `
import { Entity, Index, Property, Unique } from '@mikro-orm/core'
import { Id, lengths, money, Money, prefix, Tenant } from './columns'
import * as columns from './columns'
import { Org } from './org'
const named = { tableName: prefix + '_orders' }
const key = ['organization', 'code'] as const
@Entity({ ...named })
@Unique({ name: \`\${prefix}_orders_key\`, properties: [...key] as any })
@Index({ name: ['by', 'total'].join('_'), properties: ['total'] })
export class Order {
  @Id()
  id!: string
  @Tenant(() => Org)
  organization!: Org
  @Property({ length: columns.lengths.code })
  code!: string
  @Money()
  total!: string
  @Money({ nullable: true, fieldName: 'the_tax' })
  tax?: string
  @Property({ ...money(4), nullable: false })
  rate!: string
}
`,
  },
  named: {
    'mikro-orm.config.ts': `
import { defineConfig, UnderscoreNamingStrategy } from '@mikro-orm/postgresql'
class Own extends UnderscoreNamingStrategy {
  override classToTableName(name: string) { return 'app_' + super.classToTableName(name) + 's' }
  override joinKeyColumnName(name: string, referenced?: string) { return this.underscore(name) + '_fk_' + referenced }
}
export default defineConfig({ namingStrategy: Own, schema: 'app', dbName: 'x', schemaGenerator: { skipTables: ['app_skippeds'] } })
`,
    'entities.ts': `
import { Collection, Entity, ManyToMany, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/core'
@Entity()
export class TeamMember {
  @PrimaryKey()
  id!: number
  @Property({ unique: true })
  fullName!: string
  @ManyToOne(() => TeamMember, { nullable: true })
  bossOfThem?: TeamMember
  @ManyToMany(() => TeamMember)
  others = new Collection<TeamMember>(this)
}
@Entity()
export class Skipped {
  @PrimaryKey()
  id!: number
}
`,
  },
  asWritten: {
    'mikro-orm.config.ts': `
import { defineConfig, EntityCaseNamingStrategy } from '@mikro-orm/postgresql'
export default defineConfig({ namingStrategy: EntityCaseNamingStrategy, dbName: 'x', schemaGenerator: { createForeignKeyConstraints: false, skipColumns: { TeamMember: ['hidden'] } } })
`,
    'entities.ts': `
import { Collection, Entity, ManyToMany, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/core'
@Entity()
export class TeamMember {
  @PrimaryKey()
  id!: number
  @Property({ unique: true })
  fullName!: string
  @Property()
  hidden!: string
  @ManyToOne(() => TeamMember, { nullable: true, index: true })
  bossOfThem?: TeamMember
  @ManyToMany(() => TeamMember)
  others = new Collection<TeamMember>(this)
}
`,
  },
}

/** The same as it is written for another major version. */
export function schemasFor(major: number): typeof schemas {
  if (major === 6) return schemas
  const fresh = (text: string): string => text.replace('(table, columns, name)', '(columns, table, name)')
  const old = (text: string): string =>
    text
      .replace(/^.* \/\/ from 6$/gm, '')
      .replaceAll('deleteRule', 'onDelete')
      .replaceAll('updateRule', 'onUpdateIntegrity')
      .replace(/\bkind: ('[1m]:)/g, 'reference: $1')
  const named = Object.entries(schemas).map(([name, files]) => {
    const kept = Object.entries(files).filter(([file]) => major > 5 || file !== 'defined.ts')
    return [name, Object.fromEntries(kept.map(([file, text]) => [file, major > 6 ? fresh(text) : old(text)]))] as const
  })
  return Object.fromEntries(named)
}
