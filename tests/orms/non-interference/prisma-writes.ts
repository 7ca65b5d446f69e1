import { all, either, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import type { PrismaMaker } from './prisma.ts'
import { uniqueWhere, where } from './prisma-where.ts'
import { object } from './support/objects.ts'
import type { Relation } from './support/relations.ts'
import { changedColumns, isOwn, newRow, newValues } from './support/values.ts'

/** A call that writes. */
export function write(maker: PrismaMaker, table: PlainTable): Doc {
  const { dice } = maker
  const asked = (): Doc => all('where: ', where(maker, table, 2, 0.6))
  const one = (): Doc => all('where: ', uniqueWhere(maker, table, 1))
  const args = (method: string, ...parts: readonly Doc[]): Doc => all(`${method}({ `, some(parts, ', '), ' })')
  const shape = (): Doc => maker.shape(table, 1)
  return dice.weighted<() => Doc>([
    [4, () => args('update', one(), all('data: ', changed(maker, table, 2)), shape())],
    [3, () => args(dice.pick(['updateMany', 'updateMany', 'updateManyAndReturn']), asked(), all('data: ', changed(maker, table, 0)))],
    [2, () => args('delete', one(), shape())],
    [2, () => args('deleteMany', asked())],
    [2, () => args('upsert', one(), all('update: ', changed(maker, table, 1)), all('create: ', created(maker, table, 0)))],
    [2, () => args('create', all('data: ', created(maker, table, 1)), shape())],
    [
      1,
      () =>
        args(
          dice.pick(['createMany', 'createManyAndReturn']),
          all('data: [', created(maker, table, 0), ']'),
          maybe('skipDuplicates: true'),
        ),
    ],
  ])()
}

/** What is changed of a row, with rows that belong to it so deep. */
function changed(maker: PrismaMaker, table: PlainTable, depth: number): Doc {
  const { dice } = maker
  const set: Doc[] = changedColumns(table, dice).map(({ name, domain }) => {
    const value = newValues[domain] ?? 'null'
    if (domain === 'int') return `${name}: ${dice.pick([value, '{ increment: 1 }', `{ set: ${value} }`])}`
    return `${name}: ${dice.chance(0.2) ? `{ set: ${value} }` : value}`
  })
  const relations = maker.relationsOf(table).filter(({ to }) => isOwn(to))
  if (depth > 0 && relations.length > 0 && dice.chance(0.6)) {
    const relation = dice.pick(relations)
    set.push(all(`${relation.name}: `, relation.isList ? children(maker, relation, depth - 1) : parent(maker, relation, depth - 1)))
  }
  return object(set)
}

function children(maker: PrismaMaker, { to, pairs }: Relation, depth: number): Doc {
  const { dice } = maker
  const [asked, one] = [(): Doc => where(maker, to, 1, 0.4), (): Doc => uniqueWhere(maker, to, 0)]
  return dice.weighted<() => Doc>([
    [2, () => all('{ updateMany: { where: ', asked(), ', data: ', changed(maker, to, 0), ' } }')],
    [2, () => all('{ update: { where: ', one(), ', data: ', changed(maker, to, depth), ' } }')],
    [2, () => all('{ deleteMany: ', asked(), ' }')],
    [1, () => all('{ delete: ', one(), ' }')],
    [2, () => all('{ connect: ', one(), ' }')],
    [1, () => all('{ disconnect: ', one(), ' }')],
    [1, () => all('{ set: [', maybe(one()), '] }')],
    [2, () => all('{ create: ', created(maker, to, depth, pairs), ' }')],
    [1, () => all('{ upsert: { where: ', one(), ', update: ', changed(maker, to, 0), ', create: ', created(maker, to, 0, pairs), ' } }')],
    [1, () => all('{ connectOrCreate: { where: ', one(), ', create: ', created(maker, to, 0, pairs), ' } }')],
  ])()
}

function parent(maker: PrismaMaker, { to, isOptional }: Relation, depth: number): Doc {
  const { dice } = maker
  return dice.weighted<() => Doc>([
    [3, () => all('{ update: ', changed(maker, to, depth), ' }')],
    [2, () => all('{ update: { where: ', where(maker, to, 1, 0.5), ', data: ', changed(maker, to, 0), ' } }')],
    [3, () => all('{ connect: ', uniqueWhere(maker, to, 0), ' }')],
    [isOptional ? 1 : 0, () => either('{ disconnect: true }', '{ disconnect: true }')],
    [isOptional ? 1 : 0, () => '{ delete: true }'],
  ])()
}

/** A new row of ours, without what it gets from the row that it is made for. */
function created(maker: PrismaMaker, table: PlainTable, depth: number, given: Relation['pairs'] = []): Doc {
  const { dice } = maker
  const theirs = given.map(([, name]) => name)
  const row: Doc[] = newRow(table, dice, 0.04)
    .filter(([name]) => !theirs.includes(name))
    .map(([name, value]) => `${name}: ${name === 'id' && given.length > 0 ? '99000002' : value}`)
  const lists = maker.relationsOf(table).filter(({ isList, to }) => isList && isOwn(to))
  if (depth > 0 && lists.length > 0 && dice.chance(0.5)) {
    const relation = dice.pick(lists)
    const made = created(maker, relation.to, 0, relation.pairs)
    const doc = dice.pick<Doc>([
      all('{ create: ', made, ' }'),
      all('{ createMany: { data: [', made, '] } }'),
      all('{ connect: ', uniqueWhere(maker, relation.to, 0), ' }'),
    ])
    row.push(maybe(all(`${relation.name}: `, doc)))
  }
  return some(row, ', ', { before: '{ ', after: ' }', least: row.length })
}
