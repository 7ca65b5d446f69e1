import { all, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { linksOf, propertyOf } from './mikro-orm-entities.ts'
import { where } from './mikro-orm-where.ts'
import type { MikroOrmMaker } from './mikro-orm.ts'
import { classOf } from './support/names.ts'
import { oursOf, ownTables, valueOf } from './support/values.ts'

interface Source {
  readonly alias: string
  readonly table: PlainTable
}

/** What is built call by call. */
export function builderCall(maker: MikroOrmMaker): Doc {
  return maker.dice.chance(0.25) ? written(maker) : read(maker)
}

function read(maker: MikroOrmMaker): Doc {
  const { dice } = maker
  const first: Source = { alias: maker.alias('x'), table: maker.baseTable() }
  const sources = [first]
  const joins: Doc[] = []
  for (let i = dice.pick([0, 0, 1, 1, 2]); i > 0; i--) {
    const next = joined(maker, sources)
    if (!next) break
    joins.push(next.doc)
    sources.push(next.source)
  }
  const { table, alias } = first
  const begin = dice.pick([
    `em.createQueryBuilder(${classOf(table)}, '${alias}').select('*')`,
    `em.qb(${classOf(table)}, '${alias}')`,
    `em.getRepository(${classOf(table)}).qb('${alias}')`,
  ])
  const order = `.orderBy({ ${table.key.map((name) => `${keyOf(maker, table, name)}: 'asc'`).join(', ')} })`
  const end = dice.weighted<Doc>([
    [5, '.getResult()'],
    [1, '.getResultList()'],
    [1, '.getCount()'],
    [1, `${order}.getSingleResult()`],
    [1, `${order}.limit(2).getResult()`],
    [1, '.getResultAndCount()'],
    [1, '.execute()'],
  ])
  return all(begin, some(joins, ''), conditions(maker, sources), end)
}

function keyOf({ schema }: MikroOrmMaker, table: PlainTable, name: string): string {
  const column = table.columns.find((one) => one.name === name)
  return column ? propertyOf(schema, table, column) : name
}

function joined(maker: MikroOrmMaker, sources: readonly Source[]): { doc: Doc; source: Source } | undefined {
  const { dice, schema } = maker
  const from = dice.pick(sources)
  const links = linksOf(schema, from.table)
  if (links.length === 0) return undefined
  const { name, to } = dice.pick(links)
  const source: Source = { alias: maker.alias('x'), table: to }
  const method = dice.pick(['leftJoin', 'innerJoin', 'join', 'leftJoinAndSelect', 'innerJoinAndSelect', 'joinAndSelect'])
  const on = dice.chance(0.25) ? all(', ', where(maker, to, 0, 0.5)) : ''
  return { doc: all(`.${method}('${from.alias}.${name}', '${source.alias}'`, on, ')'), source }
}

/** Now and then a second `where`, which replaces all before it. */
function conditions(maker: MikroOrmMaker, sources: readonly Source[]): Doc {
  const { dice } = maker
  const [first, ...others] = sources
  const asked = [
    ...(first ? [where(maker, first.table, 1)] : []),
    ...others.filter(() => dice.chance(0.6)).map(({ table, alias }) => where(maker, table, 1, maker.care, alias)),
    ...(dice.chance(0.3) ? [text(maker, dice.pick(sources))] : []),
  ]
  const steps = dice.some(asked, asked.length).map((one, i): Doc => {
    const method = i === 0 || dice.chance(0.05) ? 'where' : dice.chance(0.12) ? 'orWhere' : 'andWhere'
    return all(`.${method}(`, one, ')')
  })
  return some(steps, '')
}

/** A condition that is SQL. */
function text({ dice }: MikroOrmMaker, { alias, table }: Source): Doc {
  const column = dice.pick(table.columns)
  const [one, other] = [valueOf(column.domain, dice), valueOf(column.domain, dice)]
  const name = `${alias}.${column.name}`
  const [tenant] = dice.some(
    table.columns.filter((own) => table.tenantColumns.includes(own.name)),
    1,
  )
  const ours = tenant ? (oursOf(tenant.domain) ?? 'null') : ''
  return dice.weighted<Doc>([
    [tenant ? 4 : 0, `'${alias}.${tenant?.name ?? ''} = ?', [${ours}]`],
    [tenant ? 1 : 0, `'${alias}.${tenant?.name ?? ''} = ? or ${name} is null', [${ours}]`],
    [tenant ? 1 : 0, `\`${alias}.${tenant?.name ?? ''} = ?\`, [${ours}]`],
    [2, `'${name} = ?', [${one}]`],
    [1, `'${name} = ? or ${name} <> ?', [${one}, ${other}]`],
    [1, `raw('${name} is not null')`],
    [1, `raw('${name} is null or ${name} is not null')`],
  ])
}

function written(maker: MikroOrmMaker): Doc {
  const { dice } = maker
  const table = dice.pick(ownTables(maker.schema))
  const begin = dice.pick([`em.createQueryBuilder(${classOf(table)})`, `em.qb(${classOf(table)})`])
  const asked = all('.where(', where(maker, table, 1, 0.5), ')')
  return dice.weighted<() => Doc>([
    [4, () => all(`${begin}.update(`, maker.changed(table), ')', asked, '.execute()')],
    [2, () => all(`${begin}.delete()`, asked, '.execute()')],
    [1, () => all(`${begin}.delete(`, where(maker, table, 1, 0.5), ').execute()')],
    [1, () => all(`${begin}.insert(${maker.row(table)}).execute()`)],
    [1, () => all(`${begin}.insert(${maker.row(table)}).onConflict('id').${dice.pick(['ignore', 'merge'])}().execute()`)],
  ])()
}
