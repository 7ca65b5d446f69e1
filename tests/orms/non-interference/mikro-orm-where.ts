import { all, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainColumn, PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { linksOf, propertyOf } from './mikro-orm-entities.ts'
import type { MikroOrmMaker } from './mikro-orm.ts'
import { object, Properties } from './support/objects.ts'
import { listOf, oursOf, valueOf } from './support/values.ts'

/** What is asked of an entity, and of what it refers to. */
export function where(maker: MikroOrmMaker, table: PlainTable, depth: number, care = maker.care, alias = ''): Doc {
  const { dice, schema } = maker
  const { parts, add } = new Properties()
  const nameOf = (name: string): string => (alias === '' ? name : `'${alias}.${name}'`)
  const [tenant] = dice.some(
    table.columns.filter(({ name }) => table.tenantColumns.includes(name)),
    1,
  )
  if (tenant && dice.chance(care)) add(nameOf(propertyOf(schema, table, tenant)), held(maker, tenant))
  for (let i = dice.below(3); i > 0; i--) {
    const links = linksOf(schema, table)
    if (depth > 0 && dice.chance(0.25)) {
      const word = dice.pick(['$and', '$or', '$or', '$not'])
      const one = (): Doc => where(maker, table, depth - 1, care, alias)
      add(word, word === '$not' ? one() : some([one(), one()], ', ', { before: '[', after: ']', least: 1 }))
    } else if (depth > 0 && links.length > 0 && alias === '' && dice.chance(0.35)) {
      const { name, to, isList } = dice.pick(links)
      const inner = where(maker, to, depth - 1, care * 0.7)
      const word = dice.pick(['$some', '$none', '$every'])
      add(name, isList && dice.chance(0.4) ? all(`{ ${word}: `, inner, ' }') : inner)
    } else {
      const column = dice.pick(table.columns)
      add(nameOf(propertyOf(schema, table, column)), filter(maker, table, column))
    }
  }
  return object(dice.some(parts, parts.length))
}

function held({ dice }: MikroOrmMaker, { domain }: PlainColumn): Doc {
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  return dice.weighted<Doc>([
    [9, ours],
    [1, `{ $eq: ${ours} }`],
    [1, `{ $in: [${ours}] }`],
    [1, `{ $in: ${several} }`],
    [1, several],
    [0.5, `[${ours}]`],
    [0.5, `{ $gte: ${ours}, $lte: ${ours} }`],
    [0.5, `{ $ne: ${ours} }`],
    [0.4, `{ $nin: ${several} }`],
    [0.4, `{ id: ${ours} }`],
    [0.4, `{ id: { $in: ${several} } }`],
    [0.3, 'undefined'],
    [0.3, 'null'],
    [0.4, `on ? ${ours} : undefined`],
    [0.4, `on ? ${ours} : { $ne: null }`],
  ])
}

function filter({ dice, schema }: MikroOrmMaker, table: PlainTable, column: PlainColumn): Doc {
  const { domain, nullable } = column
  const [one, other] = [valueOf(domain, dice), valueOf(domain, dice)]
  const isLink = propertyOf(schema, table, column) !== column.name && column.name.endsWith('_id')
  return dice.pick<Doc>([
    one,
    one,
    `{ $in: [${one}, ${other}] }`,
    `[${one}, ${other}]`,
    `{ $ne: ${one} }`,
    `{ $nin: [${one}] }`,
    `{ $gt: ${one} }`,
    `{ $gte: ${one}, $lte: ${other} }`,
    'undefined',
    '[]',
    '{ $in: [] }',
    '{ $nin: [] }',
    '{ $ne: null }',
    '{}',
    ...(isLink ? [`{ id: ${one} }`, `{ id: { $ne: ${one} } }`] : []),
    ...(nullable ? ['null', '{ $eq: null }', '{ $exists: false }', '{ $exists: true }'] : []),
    ...(domain === 'text' ? [`{ $like: 'r%' }`, '/^r/', `{ $ilike: 'R%', $ne: 'red' }`] : []),
  ])
}
