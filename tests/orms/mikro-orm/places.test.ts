import { describe, expect, it } from 'vitest'
import type { Change } from '../../../src/catalog/change.ts'
import { mikroOrmStatements } from '../../../src/orms/mikro-orm/schema.ts'
import { textsOf, virtualWorld } from '../support/conform.ts'

const order = `
import { Entity, ManyToOne, Property, Index, Check, ManyToMany } from '@mikro-orm/core'
import { Base } from './base'
import { Organization } from './organization'
@Entity({ tableName: 'orders' })
@Index({ name: 'by_number', properties: ['number'] })
@Index({ expression: 'create index "open" on "orders" ("number") where deleted_at is null' })
@Check({ name: 'positive', expression: 'number > 0' })
export class Order extends Base {
  @Property({ fieldName: 'num', default: 7, unique: true })
  number!: number
  @ManyToOne(() => Organization, { index: true })
  organization!: Organization
  @ManyToMany(() => Organization)
  others = []
}
`
const files = {
  'order.ts': order,
  'base.ts': `
import { PrimaryKey, Property } from '@mikro-orm/core'
export abstract class Base {
  @PrimaryKey() id!: number
  @Property({ nullable: true }) deletedAt?: Date
}
`,
  'organization.ts': `
import { Entity, PrimaryKey } from '@mikro-orm/core'
@Entity()
export class Organization { @PrimaryKey() id!: number }
`,
}

const statements = mikroOrmStatements(textsOf(files), virtualWorld(files)).filter(({ file }) => file === 'order.ts')
const changes = statements.flatMap((one) => one.changes)

function shown(range: readonly [number, number] | undefined): string {
  return range ? order.slice(...range).replace(/\s+/g, ' ') : ''
}

function named<K extends Change['kind']>(kind: K, name: string): Extract<Change, { kind: K }> | undefined {
  return changes.find((one): one is Extract<Change, { kind: K }> => one.kind === kind && JSON.stringify(one).includes(`"${name}"`))
}

describe('everything stands where an entity says it', () => {
  const table = named('create table', 'orders')
  const column = (name: string): Extract<NonNullable<typeof table>['elements'][number], { kind: 'column' }>['column'] | undefined => {
    const found = table?.elements.find((one) => one.kind === 'column' && one.column.name.text === name)
    return found?.kind === 'column' ? found.column : undefined
  }

  it('a table and its columns', () => {
    expect(shown(table?.range)).toBe("'orders'")
    expect(shown(column('num')?.name.range)).toBe("'num'")
    expect(shown(column('num')?.range)).toBe("@Property({ fieldName: 'num', default: 7, unique: true }) number!: number")
    expect(shown(column('num')?.default?.range)).toBe('7')
    expect(shown(column('organization_id')?.range)).toBe('@ManyToOne(() => Organization, { index: true }) organization!: Organization')
  })

  it('what a base of another file brings is told by what brings it', () => {
    expect(shown(column('id')?.range)).toBe('Base')
    expect(shown(column('deleted_at')?.range)).toBe('Base')
  })

  it('keys and indexes', () => {
    const byNumber = named('create index', 'by_number')
    expect(shown(byNumber?.name?.range)).toBe("'by_number'")
    expect(shown(byNumber?.range)).toBe("'by_number'")
    expect(shown(named('create index', 'open')?.name?.range)).toBe('"open"')
    const key = changes.flatMap((one) => (one.kind === 'add constraint' && one.constraint.kind === 'foreign key' ? [one.constraint] : []))
    expect(key.slice(0, 1).map(({ range }) => shown(range))).toEqual([
      '@ManyToOne(() => Organization, { index: true }) organization!: Organization',
    ])
    const unique = changes.flatMap((one) => (one.kind === 'add constraint' && one.constraint.kind === 'unique' ? [one.constraint] : []))
    expect(unique.map(({ name }) => shown(name?.range))).toEqual(['true'])
    expect(shown(named('create table', 'order_others')?.range ?? named('create table', 'orders_others')?.range)).toBe(
      '@ManyToMany(() => Organization) others = []',
    )
  })
})
