/** Every kind of relation. */
export const relations = {
  'users.ts': `
import { Column, Entity, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToMany, OneToOne, PrimaryColumn, PrimaryGeneratedColumn, Index, Unique, ForeignKey, Relation, RelationId } from 'typeorm'
import { Post, Tag } from './posts'

@Entity('organizations')
export class Organization {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column({ unique: true, length: 40 }) slug: string
  @OneToMany(() => User, (user) => user.organization) users: User[]
}

@Entity({ name: 'users' })
@Unique(['organization', 'email'])
@Index(['organization', 'name'])
export class User {
  @PrimaryGeneratedColumn() id: number
  @Column() email: string
  @Column() name: string
  @ManyToOne(() => Organization, (organization) => organization.users, { nullable: false, onDelete: 'CASCADE', onUpdate: 'RESTRICT' })
  organization: Organization
  @RelationId((user: User) => user.organization) organizationId: string
  @Index() @ManyToOne(() => User, { onDelete: 'SET NULL' }) @JoinColumn({ name: 'manager_id' }) manager: User
  @ManyToOne('Organization') @JoinColumn({ name: 'org_slug', referencedColumnName: 'slug', foreignKeyConstraintName: 'FK_by_slug' }) bySlug: Organization
  @OneToOne(() => Profile, (profile) => profile.user) profile: Relation<Profile>
  @OneToOne(() => Profile, { cascade: true }) @JoinColumn() main: Relation<Profile>
  @ManyToMany(() => User) @JoinTable() friends: User[]
  @ManyToMany(() => Post, (post) => post.readers, { onDelete: 'NO ACTION' }) @JoinTable({ name: 'readings', joinColumn: { name: 'reader_id', foreignKeyConstraintName: 'FK_reader' }, inverseJoinColumn: { name: 'post_id' } }) readings: Post[]
  @OneToMany(() => Post, (post) => post.author) posts: Post[]
}

@Entity()
export class Profile {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('int') userId: number
  @OneToOne(() => User, (user) => user.profile, { deferrable: 'INITIALLY DEFERRED' }) @JoinColumn({ name: 'userId' }) user: User
}

@Entity()
export class Membership {
  @PrimaryColumn() userId: number
  @PrimaryColumn({ type: 'uuid' }) organizationId: string
  @ManyToOne(() => User) @JoinColumn({ name: 'userId' }) user: User
  @ManyToOne(() => Organization, { createForeignKeyConstraints: false }) @JoinColumn({ name: 'organizationId' }) organization: Organization
}

@Entity()
export class Badge {
  @PrimaryGeneratedColumn() id: number
  @ManyToOne(() => Membership) @JoinColumn([{ name: 'm_org', referencedColumnName: 'organizationId' }, { name: 'm_user', referencedColumnName: 'userId' }]) membership: Membership
  @ManyToOne(() => Membership, { nullable: false }) second: Membership
  @ForeignKey(() => Tag) @Column() tagId: number
  @Column('varchar', { length: 40 }) @ForeignKey(() => Organization, 'slug', { onDelete: 'CASCADE', name: 'FK_slug' }) slug: string
}
`,
  'posts.ts': `
import { Column, Entity, JoinTable, JoinColumn, ManyToMany, ManyToOne, OneToOne, PrimaryColumn, PrimaryGeneratedColumn, ForeignKey } from 'typeorm'
import { Membership, User } from './users'

@Entity()
@ForeignKey(() => Membership, ['memberId', 'organizationId'], ['userId', 'organizationId'], { onDelete: 'CASCADE' })
export class Post {
  @PrimaryGeneratedColumn('uuid') id: string
  @ManyToOne(() => User, (user) => user.posts, { lazy: true }) author: Promise<User>
  @ManyToMany(() => User, (user) => user.readings, { onDelete: 'RESTRICT' }) readers: User[]
  @ManyToMany(() => Tag, (tag) => tag.posts) @JoinTable() tags: Tag[]
  @ManyToMany(() => Tag) @JoinTable({ name: 'topics', schema: 'other', joinColumns: [{ name: 'p' }], inverseJoinColumns: [{ name: 't', referencedColumnName: 'name' }] }) topics: Tag[]
  @ManyToMany(() => Membership) @JoinTable() membershipsWithAVeryLongNameThatGoesOnAndOnAndOnForEver: Membership[]
  @Column({ nullable: true }) memberId: number
  @Column('uuid', { nullable: true }) organizationId: string
}

@Entity('tags')
export class Tag {
  @PrimaryGeneratedColumn() id: number
  @Column('varchar', { length: 30, unique: true }) name: string
  @ManyToMany(() => Post, (post) => post.tags) posts: Post[]
}

@Entity()
export class PostMeta {
  @PrimaryColumn('uuid') postId: string
  @OneToOne(() => Post) @JoinColumn() post: Post
}
`,
}
