import { describe, expect, it } from 'vitest'
import { verdictsOfApp } from '../../support/app-verdicts.ts'

interface World {
  readonly relation?: string
  readonly before?: string
  readonly cond?: string
  readonly call?: string
}

const usual = '({ organization: args.organization })'

/** What is told of a bin that is found by its key, whose warehouse has a filter that asks for the tenant. */
function told({ relation = '', before = '', cond = usual, call = 'em.findOneOrFail(Bin, id)' }: World): readonly string[] {
  const verdicts = verdictsOfApp({
    'package.json': JSON.stringify({ dependencies: { '@mikro-orm/postgresql': '6.6.0' } }),
    'entities.ts': `
import { Entity, Filter, ManyToOne, PrimaryKey, Property } from '@mikro-orm/core'
@Entity() export class Organization { @PrimaryKey() id!: number }
@Entity() export class Kind { @PrimaryKey() id!: number }
@Entity() @Filter({ name: 'tenant', cond: (args: any) => ${cond}, default: true })
export class Warehouse { @PrimaryKey() id!: number; @ManyToOne(() => Organization) organization!: Organization }
@Entity() export class Bin { @PrimaryKey() id!: number; ${before} @ManyToOne(() => Warehouse${relation}) warehouse!: Warehouse; @Property() name!: string }`,
    'app.ts': `
import { EntityManager } from '@mikro-orm/postgresql'
import { Bin, Warehouse } from './entities'
export async function run(em: EntityManager, id: number) { return ${call} }`,
  })
  return [...new Set(verdicts)]
}

const populated = "em.findOneOrFail(Bin, { id }, { populate: ['warehouse'] })"

describe('filters of what a row refers to', () => {
  it.each<World>([
    {},
    { relation: ', { filters: true }' },
    { relation: ', { filters: { other: false } }' },
    { relation: ', { filters: { tenant: true } }' },
    { relation: ', { filters: { tenant: false } }', call: 'em.findOneOrFail(Bin, { id }, { filters: { tenant: true } })' },
    { call: populated },
    { before: '@ManyToOne(() => Kind) kind!: Kind;' },
  ])('hold it: %s', (world) => {
    expect(told(world)).toContain('scoped')
  })

  it.each<World>([
    { relation: ', { filters: false }' },
    { relation: ', { filters: { tenant: false } }' },
    { relation: ', { filters: { tenant: false } }', call: 'em.findOneOrFail(Bin, { id }, { filters: { other: true } })' },
    { relation: ', { filters: { tenant: false } }', call: populated },
    { call: 'em.findOneOrFail(Bin, { id }, { filters: false })' },
    { before: '@ManyToOne(() => Kind, { filters: false }) kind!: Kind;' },
  ])('are off where the relation says so: %s', (world) => {
    expect(told(world)).not.toContain('scoped')
  })

  it('are looked at on each of their ways', () => {
    const call = 'em.find(Warehouse, {})'
    expect(told({ call })).toEqual(['scoped'])
    expect(told({ call, cond: '(args.organization ? { organization: args.organization } : {})' })).toEqual(['dynamic'])
  })
})
