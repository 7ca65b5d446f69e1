import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { columnsOf, pairOf, tenantColumnsOf, type Named, type Src } from '../../proofs/tenant/support/query-maker.ts'
import type { TypeOrmMaker } from './typeorm.ts'
import { classOf } from './support/names.ts'
import { relationsOf } from './support/relations.ts'
import { changesOf, listOf, oursOf, ownTables, valueOf } from './support/values.ts'

/** What is built call by call. */
export function builderCall(maker: TypeOrmMaker): Doc {
  return maker.dice.chance(0.25) ? written(maker) : read(maker)
}

function read(maker: TypeOrmMaker): Doc {
  const { dice } = maker
  const table = maker.baseTable()
  const first: Src = { alias: maker.alias('x'), columns: table.columns, tenantColumns: table.tenantColumns, table }
  const sources = [first]
  const joins: Doc[] = []
  for (let i = dice.pick([0, 0, 1, 1, 2]); i > 0; i--) {
    const next = joined(maker, sources)
    joins.push(next.doc)
    sources.push(next.src)
  }
  const begin = dice.pick([
    `db.getRepository(${classOf(table)}).createQueryBuilder('${first.alias}')`,
    `db.manager.createQueryBuilder(${classOf(table)}, '${first.alias}')`,
    `db.createQueryBuilder().select('${first.alias}').from(${classOf(table)}, '${first.alias}')`,
  ])
  const order = table.key.map((name, i) => `.${i === 0 ? 'orderBy' : 'addOrderBy'}('${first.alias}.${name}')`).join('')
  const end = dice.weighted<Doc>([
    [5, '.getMany()'],
    [1, '.getCount()'],
    [1, `${order}.getOne()`],
    [1, either(`${order}.take(2).getMany()`, '.getMany()')],
    [1, '.getManyAndCount()'],
    [1, `.select('${first.alias}.${dice.pick(table.columns).name}', 'c1').getRawMany()`],
    [1, `.select('COUNT(*)', 'c1').getRawOne()`],
  ])
  return all(begin, some(joins, ''), where(maker, sources), end)
}

function joined(maker: TypeOrmMaker, sources: readonly Src[]): { doc: Doc; src: Src } {
  const { dice, schema } = maker
  const from = dice.pick(sources)
  const relations = from.table ? relationsOf(schema, from.table) : []
  const how = dice.pick(['leftJoin', 'innerJoin'])
  const also = dice.chance(0.5) ? 'AndSelect' : ''
  if (relations.length > 0 && dice.chance(0.75)) {
    const { name, to } = dice.pick(relations)
    const src: Src = { alias: maker.alias('x'), columns: to.columns, tenantColumns: to.tenantColumns, table: to }
    const held = tenantColumnsOf([src])
    const on = dice.chance(0.35) ? condition(maker, [src], held.length > 0 ? dice.pick(held) : undefined) : undefined
    const plain = `.${how}${also}('${from.alias}.${name}', '${src.alias}')`
    return { doc: on ? either(all(`.${how}${also}('${from.alias}.${name}', '${src.alias}', `, on, ')'), plain) : plain, src }
  }
  const table = maker.baseTable()
  const src: Src = { alias: maker.alias('x'), columns: table.columns, tenantColumns: table.tenantColumns, table }
  const pair = pairOf(columnsOf([src]), columnsOf(sources), dice)
  return { doc: `.${how}(${classOf(table)}, '${src.alias}', '${pair ? `${pair[0].text} = ${pair[1].text}` : 'true'}')`, src }
}

function where(maker: TypeOrmMaker, sources: readonly Src[]): Doc {
  const { dice } = maker
  const conditions: Doc[] = []
  for (const source of sources) {
    const held = tenantColumnsOf([source])
    if (held.length > 0 && dice.chance(maker.care)) conditions.push(condition(maker, sources, dice.pick(held)))
  }
  for (let i = dice.below(3); i > 0; i--) conditions.push(dice.chance(0.2) ? brackets(maker, sources) : condition(maker, sources))
  return some(steps(maker, conditions), '')
}

/** Now and then a second `where`, which replaces all before it. */
function steps({ dice }: TypeOrmMaker, conditions: readonly Doc[]): Doc[] {
  return conditions.map((one, i) => {
    const method = i === 0 || dice.chance(0.05) ? 'where' : dice.chance(0.12) ? 'orWhere' : 'andWhere'
    return all(`.${method}(`, one, ')')
  })
}

function brackets(maker: TypeOrmMaker, sources: readonly Src[]): Doc {
  const { dice } = maker
  const inner = steps(maker, [condition(maker, sources), condition(maker, sources)])
  return all(`new ${dice.chance(0.85) ? 'Brackets' : 'NotBrackets'}((qb) => qb`, some(inner, '', { least: 1 }), ')')
}

/** Text of SQL with its values, as `where` is given them. */
function condition(maker: TypeOrmMaker, sources: readonly Src[], tenant?: Named): Doc {
  const { dice } = maker
  if (tenant) return held(maker, tenant)
  const columns = columnsOf(sources)
  const [a, b] = [dice.pick(columns), dice.pick(columns)]
  const [p, q] = [maker.parameter(), maker.parameter()]
  const pair = pairOf(columns, columns, dice)
  return dice.weighted<Doc>([
    [4, `'${a.text} = :${p}', { ${p}: ${valueOf(a.domain, dice)} }`],
    [1, `'${a.text} <> :${p}', { ${p}: ${valueOf(a.domain, dice)} }`],
    [1, `'${a.text} IN (:...${p})', { ${p}: [${valueOf(a.domain, dice)}] }`],
    [1, `'${a.text} IS NULL'`],
    [1, `'${a.text} IS NOT NULL'`],
    [pair ? 2 : 0, `'${pair?.[0].text ?? ''} = ${pair?.[1].text ?? ''}'`],
    [1, `'${a.text} = :${p} OR ${b.text} = :${q}', { ${p}: ${valueOf(a.domain, dice)}, ${q}: ${valueOf(b.domain, dice)} }`],
    [1, `'(${a.text} = :${p} OR ${b.text} = :${q})', { ${p}: ${valueOf(a.domain, dice)}, ${q}: ${valueOf(b.domain, dice)} }`],
    [0.5, `'NOT (${a.text} = :${p})', { ${p}: ${valueOf(a.domain, dice)} }`],
    [0.3, `'true'`],
  ])
}

function held(maker: TypeOrmMaker, { text, domain }: Named): Doc {
  const p = maker.parameter()
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  return maker.dice.weighted<Doc>([
    [8, `'${text} = :${p}', { ${p}: ${ours} }`],
    [1, `'${text} IN (:...${p})', { ${p}: ${several} }`],
    [1, `'${text} = ANY(:${p})', { ${p}: ${several} }`],
    [0.5, `'(${text} = :${p} OR ${text} IS NULL)', { ${p}: ${ours} }`],
    [0.4, `'${text} = :${p} OR ${text} IS NULL', { ${p}: ${ours} }`],
    [0.4, `'${text} <> :${p}', { ${p}: ${ours} }`],
    [0.5, `\`${text} = :${p}\`, { ${p}: ${ours} }`],
  ])
}

function written(maker: TypeOrmMaker): Doc {
  const { dice } = maker
  const table = dice.pick(ownTables(maker.schema))
  const own: Src = { alias: '', columns: table.columns, tenantColumns: table.tenantColumns, table }
  const entity = classOf(table)
  const begin = dice.pick([`db.createQueryBuilder()`, `db.getRepository(${entity}).createQueryBuilder()`])
  const end = all(where(maker, [own]), '.execute()')
  return dice.chance(0.6)
    ? all(`${begin}.update(${entity}).set(`, changesOf(table, dice), ')', end)
    : all(`${begin}.delete().from(${entity})`, end)
}
