/** An application with its entities, file by file. */
export const entities: Readonly<Record<string, string>> = {
  'entities/base.ts': `
import { Filter, PrimaryKey, Property } from '@mikro-orm/core'
@Filter({ name: 'live', cond: { deletedAt: null }, default: true })
export abstract class Base {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id!: string
  @Property({ type: 'datetime', nullable: true })
  deletedAt?: Date
}
`,
  'entities/organization.ts': `
import { Collection, Embeddable, Embedded, Entity, OneToMany, PrimaryKey, Property } from '@mikro-orm/core'
import { Project } from './project'
@Embeddable()
export class Address {
  @Property({ nullable: true })
  city?: string
  @Property({ nullable: true })
  postalCode?: string
}
@Entity({ tableName: 'organizations' })
export class Organization {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id!: string
  @Property({ unique: true })
  slug!: string
  @Embedded(() => Address, { nullable: true })
  billing?: Address
  @OneToMany(() => Project, (project) => project.organization)
  projects = new Collection<Project>(this)
}
`,
  'entities/user.ts': `
import { Entity, ManyToOne, PrimaryKey, PrimaryKeyProp, Property } from '@mikro-orm/core'
import { Organization } from './organization'
@Entity({ tableName: 'users' })
export class User {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id!: string
  @Property({ unique: true })
  email!: string
}
@Entity()
export class Member {
  [PrimaryKeyProp]?: ['organization', 'user']
  @ManyToOne(() => Organization, { primary: true })
  organization!: Organization
  @ManyToOne(() => User, { primary: true })
  user!: User
  @Property({ default: 'member' })
  role!: string
}
`,
  'entities/project.ts': `
import { Collection, Entity, ManyToOne, OneToMany, Property, Unique } from '@mikro-orm/core'
import { Base } from './base'
import { Organization } from './organization'
import { Task } from './task'
@Entity({ tableName: 'projects' })
@Unique({ properties: ['organization', 'name'] })
export class Project extends Base {
  @ManyToOne(() => Organization)
  organization!: Organization
  @Property()
  name!: string
  @Property({ type: 'json', nullable: true })
  settings?: Record<string, unknown>
  @OneToMany(() => Task, (task) => task.project)
  tasks = new Collection<Task>(this)
}
`,
  'entities/task.ts': `
import { Collection, Entity, Filter, ManyToMany, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/core'
import { Organization } from './organization'
import { Project } from './project'
import { Member, User } from './user'
@Entity({ tableName: 'tasks' })
@Filter({ name: 'open', cond: { doneAt: null } })
@Filter({ name: 'of', cond: (args: { organization: string }) => ({ organization: args.organization }) })
export class Task {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'gen_random_uuid()' })
  id!: string
  @ManyToOne(() => Organization)
  organization!: Organization
  @ManyToOne(() => Project)
  project!: Project
  @Property()
  title!: string
  @Property({ fieldName: 'finished', type: 'datetime', nullable: true })
  doneAt?: Date
  @Property({ type: 'int', default: 0 })
  priority!: number
  @ManyToOne(() => User, { nullable: true })
  assignee?: User
  @ManyToOne(() => Member, { nullable: true })
  reviewer?: Member
  @ManyToMany(() => Tag)
  tags = new Collection<Tag>(this)
  @OneToMany(() => Comment, (comment) => comment.task)
  comments = new Collection<Comment>(this)
}
@Entity()
export class Tag {
  @PrimaryKey()
  id!: number
  @Property()
  label!: string
  @ManyToMany(() => Task, (task) => task.tags)
  tasks = new Collection<Task>(this)
}
@Entity()
export class Comment {
  @PrimaryKey()
  id!: number
  @ManyToOne(() => Task)
  task!: Task
  @Property({ type: 'text' })
  body!: string
}
`,
  'entities/invoice.ts': `
import { Entity, EntityRepositoryType, Filter, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core'
import { Organization } from './organization'
import { InvoiceRepository } from '../repositories'
@Entity({ repository: () => InvoiceRepository })
@Filter({ name: 'tenant', cond: (args: { id: string }) => ({ organization: args.id }), default: true })
export class Invoice {
  [EntityRepositoryType]?: InvoiceRepository
  @PrimaryKey()
  id!: number
  @ManyToOne(() => Organization)
  organization!: Organization
  @Property()
  number!: string
}
`,
  'repositories.ts': `
import { EntityRepository } from '@mikro-orm/postgresql'
import type { Invoice } from './entities/invoice'
export class InvoiceRepository extends EntityRepository<Invoice> {
  byNumber(number: string) {
    return this.find({ number })
  }
}
`,
  'entities/index.ts': `
export * from './organization'
export * from './project'
export * from './task'
export * from './user'
export * from './invoice'
`,
}
