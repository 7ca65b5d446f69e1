/** Every kind of column. */
export const columns = {
  'kinds.ts': `
export enum Kind { Small = 'small', Big = 'big' }
export enum Level { Low, High = 5, Higher }
export type Id = string
export type Maybe<T> = T | null
export const short = { length: 20 }
`,
  'thing.ts': `
import { Check, Column, CreateDateColumn, DeleteDateColumn, Entity, Generated, Index, PrimaryGeneratedColumn, Unique, UpdateDateColumn, VersionColumn } from 'typeorm'
import { Id, Kind, Level, short } from './kinds'

const price = (options = {}) => ({ type: 'numeric', precision: 12, scale: 2, ...options }) as const

@Entity()
@Check('"price" >= 0')
@Check('CHK_named', '"amount" > 0 AND "amount" < 1000')
@Unique(['name', 'kind'])
@Unique('UQ_named', ['code'])
@Index(['name', 'amount'])
@Index('IDX_named', ['kind'], { unique: true, where: '"active" IS TRUE' })
@Index(['createdAt'], { where: '"name" = \\'x\\'' })
@Index((thing: Thing) => [thing.amount, thing.code])
@Index('IDX_by_hand', { synchronize: false })
export class Thing {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column() name: string
  @Column() amount: number
  @Column() active: boolean
  @Column() at: Date
  @Column() owner: Id
  @Column({ nullable: true }) note: string | null
  @Column({ type: 'enum', enum: Kind, default: Kind.Small }) kind: Kind
  @Column({ type: 'enum', enum: Level, enumName: 'levels', nullable: true }) level: Level
  @Column({ type: 'enum', enum: ['a', 'b'], array: true, default: ['a'] }) letters: string[]
  @Column('simple-enum', { enum: Kind }) simple: Kind
  @Column() byEnum: Kind
  @Column() byNumber: Level
  @Column('varchar', { length: 10, unique: true }) code: string
  @Column({ ...short, name: 'short_name' }) shortName: string
  @Column('char', { length: 3 }) currency: string
  @Column(price()) price: string
  @Column(price({ default: 0, nullable: true })) discount: string
  @Column('decimal') plain: string
  @Column('numeric', { precision: 5 }) rounded: string
  @Column('int', { default: 5 }) count: number
  @Column('int', { array: true, default: [1, 2] }) counts: number[]
  @Column('text', { array: true, nullable: true }) tags: string[]
  @Column('text', { default: 'it' }) text: string
  @Column('jsonb', { default: {} }) data: object
  @Column('jsonb', { default: { a: [1, true, null], b: 'it' } }) more: object
  @Column('json', { nullable: true }) json: object
  @Column('simple-array') list: string[]
  @Column('simple-json', { nullable: true }) simpleJson: object
  @Column('timestamptz', { default: () => 'now()' }) moment: Date
  @Column('timestamp', { precision: 3, default: () => 'CURRENT_TIMESTAMP' }) precise: Date
  @Column('timestamptz', { precision: 3, default: () => 'CURRENT_TIMESTAMP(3)' }) preciseMoment: Date
  @Column('date', { default: () => 'CURRENT_DATE' }) day: string
  @Column('time', { nullable: true }) time: string
  @Column('timetz', { precision: 2, nullable: true }) timetz: string
  @Column('interval', { nullable: true }) interval: string
  @Column('bool', { default: true }) yes: boolean
  @Column('bigint') big: string
  @Column('int8') big8: string
  @Column('int2') small: number
  @Column('float') float: number
  @Column('float4') float4: number
  @Column('double precision') double: number
  @Column('bytea') bytes: Buffer
  @Column('uuid') @Generated('uuid') token: string
  @Column() @Generated('increment') counter: number
  @Column('inet') address: string
  @Column('tsvector', { select: false }) search: string
  @Column('int4range') range: string
  @Column('varbit', { length: 4 }) bits: string
  @Column('character varying', { length: 7, collation: 'C' }) collated: string
  @Column({ type: 'int', generatedType: 'STORED', asExpression: '"amount" * 2' }) twice: number
  @Column({ type: String, default: null }) nothing: string
  @Index() @Column('citext') insensitive: string
  @Index('IDX_unique_one', { unique: true }) @Column() one: string
  @Index({ unique: true }) @Column() other: string
  @CreateDateColumn() createdAt: Date
  @CreateDateColumn({ type: 'timestamptz', precision: 3, name: 'made_at' }) madeAt: Date
  @UpdateDateColumn() updatedAt: Date
  @DeleteDateColumn() deletedAt: Date
  @VersionColumn() version: number
}

@Entity({ name: 'counted', schema: 'other' })
export class Counted {
  @PrimaryGeneratedColumn() id: number
  @Column({ type: 'enum', enum: Kind }) kind: Kind
}

@Entity('bigs')
export class Big {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'PK_big' }) id: string
}

@Entity('identities')
export class Identity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id: number
  @Column({ generated: 'uuid' }) key: string
}

@Entity('left_alone', { synchronize: false })
export class LeftAlone {
  @PrimaryGeneratedColumn() id: number
}
`,
}
