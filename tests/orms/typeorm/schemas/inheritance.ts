/** Bases, mixins, embedded classes, shared tables and trees. */
export const inheritance = {
  'base.ts': `
import { Column, CreateDateColumn, DeleteDateColumn, Index, ManyToOne, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm'
import { Tenant } from './tenant'

export abstract class Base {
  @PrimaryGeneratedColumn('uuid') id: string
  @CreateDateColumn() createdAt: Date
  @UpdateDateColumn() updatedAt: Date
}
export abstract class Owned extends Base {
  @ManyToOne(() => Tenant, { nullable: false, onDelete: 'CASCADE' }) tenant: Tenant
  @Index() @Column({ nullable: true }) tenantId: string
}
export abstract class Labelled extends Owned {
  @Column({ default: 'base' }) label: string
}
type Constructor = abstract new (...args: any[]) => object
export function Deletable<T extends Constructor>(of: T) {
  abstract class Mixed extends of {
    @DeleteDateColumn({ type: 'timestamptz' }) deletedAt: Date
  }
  return Mixed
}
`,
  'tenant.ts': `
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
@Entity()
export class Tenant {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column() name: string
}
`,
  'parts.ts': `
import { Column, Index, ManyToOne } from 'typeorm'
import { Tenant } from './tenant'
export class Geo {
  @Column('float') lat: number
  @Column('float', { name: 'longitude' }) lng: number
}
export class Address {
  @Column() street: string
  @Column({ nullable: true, name: 'zip_code' }) zip: string
  @Index() @Column() city: string
  @Column(() => Geo) geo: Geo
  @ManyToOne(() => Tenant) keeper: Tenant
}
`,
  'shop.ts': `
import { Column, ChildEntity, Entity, Index, ManyToOne, TableInheritance, Tree, TreeChildren, TreeLevelColumn, TreeParent, PrimaryGeneratedColumn, PrimaryColumn } from 'typeorm'
import { Base, Deletable, Labelled, Owned } from './base'
import { Address } from './parts'

@Entity()
export class Shop extends Labelled {
  @Column(() => Address) address: Address
  @Column(() => Address, { prefix: 'billTo' }) billing: Address
  @Column({ default: 'shop' }) label: string
}
@Entity()
export class Flat extends Deletable(Base) {
  @Column() name: string
}
@Entity()
@TableInheritance({ column: { type: 'varchar', name: 'type' } })
export class Content extends Owned {
  @Column() title: string
}
@ChildEntity()
export class Photo extends Content {
  @Column() size: number
  @ManyToOne(() => Shop) shop: Shop
}
@ChildEntity('q')
export class Question extends Content {
  @Index() @Column({ default: 0 }) answers: number
}
@Entity()
export class Album extends Base {
  @ManyToOne(() => Photo) cover: Photo
}
@Entity()
@Tree('closure-table')
export class Category {
  @PrimaryGeneratedColumn() id: number
  @Column() name: string
  @TreeChildren() children: Category[]
  @TreeParent({ onDelete: 'CASCADE' }) parent: Category
  @TreeLevelColumn() level: number
}
@Entity()
@Tree('closure-table', { closureTableName: 'ways' })
export class Place {
  @PrimaryGeneratedColumn('uuid') id: string
  @TreeChildren() children: Place[]
  @TreeParent() parent: Place
}
@Entity()
@Tree('materialized-path')
export class Folder {
  @PrimaryGeneratedColumn() id: number
  @TreeChildren() children: Folder[]
  @TreeParent() parent: Folder
}
@Entity()
@Tree('nested-set')
export class Node {
  @PrimaryGeneratedColumn() id: number
  @TreeChildren() children: Node[]
  @TreeParent() parent: Node
}
@Entity('shared')
export class SharedOne {
  @PrimaryColumn() id: number
  @Column() both: string
  @Column() first: string
  @Index() @Column() firstIndexed: string
}
@Entity('shared')
export class SharedTwo {
  @PrimaryColumn() id: number
  @Column() both: string
  @Column({ nullable: true, unique: true }) second: string
  @ManyToOne(() => Shop) shop: Shop
}
`,
}
