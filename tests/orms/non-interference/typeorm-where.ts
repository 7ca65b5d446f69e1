import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainColumn, PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import type { TypeOrmMaker } from './typeorm.ts'
import { relationsOf } from './support/relations.ts'
import { Properties } from './support/objects.ts'
import { listOf, oursOf, valueOf } from './support/values.ts'

/** What is asked of an entity: an object, or several of which any may hold. */
export function where(maker: TypeOrmMaker, table: PlainTable, depth: number): Doc {
  const one = (): Doc => conditions(maker, table, depth, maker.care)
  if (!maker.dice.chance(0.15)) return one()
  return some([one(), one()], ', ', { before: '[', after: ']', least: 1 })
}

/** What `update` and `delete` are given, without relations. */
export function criteria(maker: TypeOrmMaker, table: PlainTable): Doc {
  return conditions(maker, table, 0, 0.6)
}

function conditions(maker: TypeOrmMaker, table: PlainTable, depth: number, care: number): Doc {
  const { dice, schema } = maker
  const { parts, add } = new Properties()
  const [tenant] = dice.some(
    table.columns.filter(({ name }) => table.tenantColumns.includes(name)),
    1,
  )
  if (tenant && dice.chance(care)) add(tenant.name, held(maker, tenant))
  for (let i = dice.below(3); i > 0; i--) {
    const relations = relationsOf(schema, table)
    if (depth > 0 && relations.length > 0 && dice.chance(0.35)) {
      const relation = dice.pick(relations)
      add(relation.name, conditions(maker, relation.to, depth - 1, care * 0.7))
    } else {
      const column = dice.pick(table.columns)
      add(column.name, filter(maker, column))
    }
  }
  return all('{ ', some(dice.some(parts, parts.length), ', '), ' }')
}

function held({ dice }: TypeOrmMaker, { domain }: PlainColumn): Doc {
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  return dice.weighted<Doc>([
    [9, ours],
    [1, `Equal(${ours})`],
    [1, `In([${ours}])`],
    [1, `In(${several})`],
    [0.5, `Not(Not(${ours}))`],
    [0.5, `Not(${ours})`],
    [0.5, `Not(Not(Equal(${ours})))`],
    [0.3, 'undefined'],
    [0.3, 'null'],
    [0.3, 'missing'],
    [0.4, 'IsNull()'],
    [0.4, `on ? ${ours} : undefined`],
  ])
}

function filter({ dice }: TypeOrmMaker, { domain, nullable }: PlainColumn): Doc {
  const [one, other] = [valueOf(domain, dice), valueOf(domain, dice)]
  return dice.pick<Doc>([
    one,
    one,
    `Equal(${one})`,
    `In([${one}, ${other}])`,
    `Not(${one})`,
    `Not(In([${one}]))`,
    `MoreThan(${one})`,
    `LessThanOrEqual(${one})`,
    `Between(${one}, ${other})`,
    'undefined',
    'null',
    'Not(IsNull())',
    'In([])',
    'Not(In([]))',
    ...(nullable ? ['IsNull()'] : []),
    ...(domain === 'text' ? [`Like('r%')`] : []),
  ])
}

/** The relations that are loaded with rows. */
export function relationsTree(maker: TypeOrmMaker, table: PlainTable, depth: number): Doc {
  const { dice, schema } = maker
  const relations = relationsOf(schema, table)
  if (depth === 0 || relations.length === 0 || !dice.chance(0.4)) return ''
  const loaded = dice.some(relations, dice.between(1, 2)).map(({ name, to }): Doc => {
    const inner = relationsTree(maker, to, depth - 1)
    return all(`${name}: `, inner === '' ? 'true' : either(inner, 'true'))
  })
  return some(loaded, ', ', { before: '{ ', after: ' }', least: 1 })
}
