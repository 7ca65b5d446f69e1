import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainColumn, PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { attributeOf } from './sequelize-models.ts'
import type { SequelizeMaker } from './sequelize.ts'
import { relationsOf, type Relation } from './support/relations.ts'
import { object, Properties } from './support/objects.ts'
import { listOf, oursOf, valueOf } from './support/values.ts'

/** Rows under a name that they have in the statement; in updates and deletes they have none. */
export interface Rows {
  readonly table: PlainTable
  readonly alias: string | undefined
}

/** What a condition is about, and what else it may name. */
export interface Place {
  readonly own: Rows
  readonly joined: readonly Rows[]
  /** Sequelize takes names of columns alone, as it does within a list. */
  readonly ofColumns?: boolean
}

/** What rows are asked for, in any form. */
export function where(maker: SequelizeMaker, place: Place, depth: number, care = maker.care): Doc {
  const { dice } = maker
  const one = (own = care): Doc => record(maker, place, depth, own)
  const listed = (own = care): Doc => record(maker, { ...place, ofColumns: true }, depth, own)
  return dice.weighted<() => Doc>([
    [9, one],
    [1, () => some([listed(), listed(care / 2)], ', ', { before: '[', after: ']', least: 1 })],
    [0.5, () => some([listed(), fragment(maker, place)], ', ', { before: '[', after: ']', least: 1 })],
    [0.7, () => some([one(), one(care / 2)], ', ', { before: `sequelize.${dice.pick(['and', 'and', 'or'])}(`, after: ')', least: 1 })],
    [0.5, () => some([one(), fragment(maker, place)], ', ', { before: 'sequelize.and(', after: ')', least: 1 })],
    [0.7, () => fragment(maker, place, care)],
  ])()
}

/** An object of conditions, with others within so deep. */
export function record(maker: SequelizeMaker, place: Place, depth: number, care: number): Doc {
  const { dice, schema } = maker
  const { own, ofColumns = false } = place
  const { table } = own
  const { parts, add } = new Properties()
  const column = (): PlainColumn => dice.pick(table.columns)
  const nameOf = ({ name }: PlainColumn): string => (ofColumns || dice.chance(0.1) ? name : attributeOf(schema, table, name))
  const [tenant] = dice.some(tenantsOf(table), 1)
  if (tenant && dice.chance(care)) {
    if (dice.chance(0.1)) add(`[Op.${dice.pick(['and', 'or', 'not'])}]`, group(maker, place, depth - 1, 0.8))
    else if (dice.chance(0.08)) parts.push(all('...(on ? ', object([all(`${nameOf(tenant)}: `, held(maker, tenant, place))]), ' : {})'))
    else add(nameOf(tenant), held(maker, tenant, place))
  }
  for (let i = dice.below(3); i > 0; i--) {
    dice.weighted<() => void>([
      [5, () => ((one) => add(nameOf(one), filter(maker, one, place)))(column())],
      [depth > 0 ? 2.5 : 0, () => add(`[Op.${dice.pick(['and', 'or', 'or', 'not'])}]`, group(maker, place, depth - 1, care * 0.7))],
      [place.joined.length > 0 ? 2 : 0, () => path(maker, place, add)],
      [0.5, () => add('[Op.and]', fragment(maker, place))],
    ])()
  }
  return object(dice.some(parts, parts.length))
}

/** `'$other.title$': …` */
function path(maker: SequelizeMaker, { own, joined }: Place, add: (name: string, doc: Doc) => void): void {
  const { dice } = maker
  const { table, alias = '' } = dice.pick(joined)
  const [tenant] = tenantsOf(table)
  const column = tenant && dice.chance(0.5) ? tenant : dice.pick(table.columns)
  const inner: Place = { own: { table, alias }, joined: [own] }
  const value = tenantsOf(table).includes(column) ? held(maker, column, inner) : filter(maker, column, inner)
  add(`'$${alias.replaceAll('->', '.')}.${column.name}$'`, value)
}

/** What `Op.and`, `Op.or` and `Op.not` are given. */
function group(maker: SequelizeMaker, place: Place, depth: number, care: number): Doc {
  const { dice } = maker
  const one = (): Doc => record(maker, place, depth, care)
  return dice.weighted<() => Doc>([
    [4, () => some([one(), one()], ', ', { before: '[', after: ']', least: 1 })],
    [3, one],
    [1, () => some([one(), fragment(maker, place)], ', ', { before: '[', after: ']', least: 1 })],
    [0.5, () => fragment(maker, place)],
    [0.2, () => '[]'],
    [0.3, () => all('[...(on ? [', one(), '] : []), ', one(), ']')],
  ])()
}

export function tenantsOf({ columns, tenantColumns }: PlainTable): PlainColumn[] {
  return columns.filter(({ name }) => tenantColumns.includes(name))
}

/** What holds one tenant's rows, in one of the forms that an application may write. */
function held({ dice }: SequelizeMaker, column: PlainColumn, place: Place): Doc {
  const { name, domain } = column
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  const others = place.joined.filter(({ table }) => table.tenantColumns.includes(name))
  const other = others.length > 0 ? dice.pick(others) : undefined
  return dice.weighted<Doc>([
    [10, ours],
    [1, `{ [Op.eq]: ${ours} }`],
    [1, `[${ours}]`],
    [1, several],
    [1, `{ [Op.in]: [${ours}] }`],
    [1, `{ [Op.in]: ${several} }`],
    [0.5, `{ [Op.not]: ${ours} }`],
    [0.5, `{ [Op.ne]: ${ours} }`],
    [0.5, `{ [Op.notIn]: [${ours}] }`],
    [0.5, `{ [Op.not]: [${ours}] }`],
    [0.4, '{ [Op.notIn]: [] }'],
    [0.3, '{ [Op.in]: [] }'],
    [0.3, '[]'],
    [0.3, 'null'],
    [0.5, `{ [Op.or]: [${ours}, null] }`],
    [0.4, `{ [Op.or]: [${ours}] }`],
    [0.4, `{ [Op.or]: { [Op.eq]: ${ours}, [Op.gt]: 5 } }`],
    [0.4, `{ [Op.or]: [{ [Op.eq]: ${ours} }, { [Op.is]: null }] }`],
    [0.4, `{ [Op.and]: [${ours}] }`],
    [0.4, `{ [Op.and]: { [Op.eq]: ${ours}, [Op.ne]: null } }`],
    [0.4, `{ [Op.eq]: ${ours}, [Op.ne]: null }`],
    [0.3, `{ [Op.and]: [{ [Op.ne]: null }, ${ours}] }`],
    [0.3, `{ [Op.or]: [{ [Op.in]: [${ours}] }, { [Op.gt]: ${ours} }] }`],
    [0.3, 'literal(`' + columnIn(place.own, column) + ' = ${' + ours + '}`)'],
    [0.5, '{ [Op.in]: literal(`(${' + ours + '})`) }'],
    [0.4, `{ [Op.gte]: ${ours}, [Op.lte]: ${ours} }`],
    [0.4, `{ [Op.between]: [${ours}, ${ours}] }`],
    [0.4, `{ [Op.eq]: literal(String(${ours})) }`],
    [place.own.alias === undefined ? 0 : 0.4, `fn('abs', ${ours})`],
    [0.4, `on ? ${ours} : { [Op.ne]: null }`],
    [0.4, `on ? ${ours} : null`],
    [0.1, 'missing'],
    [other ? 4 : 0, `{ [Op.col]: '${other?.alias ?? ''}.${name}' }`],
    [other ? 1 : 0, `{ [Op.eq]: col('${other?.alias ?? ''}.${name}') }`],
  ])
}

function filter(maker: SequelizeMaker, column: PlainColumn, { own, joined }: Place): Doc {
  const { dice, schema } = maker
  const { name, domain, nullable } = column
  const relation = relationsOf(schema, own.table).find(({ pairs }) => pairs.at(-1)?.[0] === name)
  if (relation && dice.chance(0.15))
    return all(`{ [Op.${dice.pick(['in', 'in', 'notIn'])}]: literal(\``, selected(maker, relation, []), '`) }')
  const [one, other] = [valueOf(domain, dice), valueOf(domain, dice)]
  const same = joined.flatMap(({ table, alias = '' }) =>
    table.columns.filter((column) => column.domain === domain).map(({ name }) => `${alias}.${name}`),
  )
  return dice.pick<Doc>([
    one,
    one,
    one,
    `[${one}, ${other}]`,
    `{ [Op.in]: [${one}, ${other}] }`,
    `{ [Op.ne]: ${one} }`,
    `{ [Op.not]: ${one} }`,
    `{ [Op.not]: null }`,
    `{ [Op.notIn]: [${one}] }`,
    `{ [Op.gt]: ${one} }`,
    `{ [Op.lte]: ${one} }`,
    `{ [Op.between]: [${one}, ${other}] }`,
    `{ [Op.notBetween]: [${one}, ${other}] }`,
    `{ [Op.or]: [${one}, ${other}] }`,
    `{ [Op.or]: [${one}, null] }`,
    `{ [Op.or]: { [Op.lt]: ${one}, [Op.gt]: ${other} } }`,
    `{ [Op.gte]: ${one}, [Op.lte]: ${other} }`,
    '{ [Op.ne]: null }',
    'null',
    ...(nullable ? ['{ [Op.is]: null }'] : []),
    ...(domain === 'text'
      ? [`{ [Op.like]: 'r%' }`, `{ [Op.iLike]: '%E%' }`, `{ [Op.startsWith]: 'r' }`, `{ [Op.like]: { [Op.any]: ['r%', 'b%'] } }`]
      : []),
    ...(same.length > 0 ? [`{ [Op.col]: '${dice.pick(same)}' }`, `{ [Op.eq]: col('${dice.pick(same)}') }`] : []),
  ])
}

/** `asked.title = …` */
export function step(maker: SequelizeMaker, place: Place): Doc {
  const { dice, schema } = maker
  const { table } = place.own
  const [tenant] = tenantsOf(table)
  const column = tenant && dice.chance(maker.care) ? tenant : dice.pick(table.columns)
  const value = column === tenant ? held(maker, column, place) : filter(maker, column, place)
  const set = dice.weighted<() => Doc>([
    [4, () => all(`asked.${attributeOf(schema, table, column.name)} = `, value, '; ')],
    [1, () => all(`asked[Op.${dice.pick(['and', 'or', 'not'])}] = `, group(maker, place, 0, maker.care), '; ')],
    [1, () => all('Object.assign(asked, ', record(maker, place, 0, maker.care), '); ')],
    [0.5, () => `delete asked.${attributeOf(schema, table, column.name)}; `],
  ])()
  return dice.chance(0.3) ? either(all('if (on) { ', set, '} '), set) : set
}

/** A column in SQL. */
function columnIn({ alias }: Rows, { name }: PlainColumn): string {
  return alias === undefined ? `"${name}"` : `"${alias}"."${name}"`
}

/** A condition in SQL, which nobody puts into parentheses, or in the functions that make some. */
function fragment(maker: SequelizeMaker, place: Place, care = 0): Doc {
  const { dice } = maker
  const { own } = place
  const [tenant] = tenantsOf(own.table)
  const holds = tenant !== undefined && dice.chance(care)
  const column = holds ? tenant : dice.pick(own.table.columns)
  const plain = own.alias === undefined ? column.name : `${own.alias}.${column.name}`
  const value = valueOf(column.domain, dice)
  const part = (one: PlainColumn, op = '='): string =>
    `${columnIn(own, one)} ${op} ` + '${sequelize.escape(' + valueOf(one.domain, dice) + ')}'
  const more = dice.pick(own.table.columns)
  return dice.weighted<() => Doc>([
    [3, () => `where(col('${plain}'), ${value})`],
    [1, () => `where(col('${plain}'), Op.${dice.pick(['ne', 'eq', 'gt'])}, ${value})`],
    [0.7, () => `where(col('${plain}'), '${dice.pick(['=', '!=', '<='])}', ${value})`],
    [0.7, () => `where(col('${plain}'), { [Op.${dice.pick(['ne', 'eq'])}]: ${value} })`],
    [0.3, () => `where(col('${plain}'), Op.eq, col('${plain}'))`],
    [0.7, () => `where(fn('coalesce', col('${plain}'), ${value}), ${value})`],
    [0.7, () => `where(cast(col('${plain}'), 'text'), String(${value}))`],
    [2, () => 'literal(`' + part(column) + '`)'],
    [1, () => 'literal(`' + part(column) + ' and ' + part(more) + '`)'],
    [1, () => 'literal(`' + part(column) + ' or ' + part(more) + '`)'],
    [0.7, () => 'literal(`(' + part(column) + ' or ' + part(more) + ')`)'],
    [0.5, () => 'literal(`not ' + part(column) + '`)'],
    [0.5, () => 'literal(`' + part(column, '<>') + '`)'],
    [0.3, () => `literal('true')`],
    [2, () => subquery(maker, own)],
  ])()
}

/** `EXISTS` or `IN` over a table that is tied by a key. */
function subquery(maker: SequelizeMaker, own: Rows): Doc {
  const { dice, schema } = maker
  const relations = relationsOf(schema, own.table)
  if (relations.length === 0) return `literal('true')`
  const relation = dice.pick(relations)
  const { to, pairs } = relation
  const [mine = '', theirs = ''] = pairs.at(-1) ?? []
  const outer = own.alias === undefined ? `"${own.table.name}"."${mine}"` : `"${own.alias}"."${mine}"`
  const conditions = (tie: readonly string[]): Doc => heldInSql(maker, to, tie)
  return dice.pick<() => Doc>([
    () =>
      all(
        'literal(`',
        dice.pick(['', '', 'not ']),
        `exists (select 1 from "${to.name}" s`,
        conditions([`s."${theirs}" = ${outer}`]),
        ')`)',
      ),
    () => all('literal(`', `${outer} ${dice.pick(['in', 'in', 'not in'])} `, selected(maker, relation, []), '`)'),
    () => all('literal(`', `(select count(*) from "${to.name}" s`, conditions([`s."${theirs}" = ${outer}`]), ') > 0`)'),
  ])()
}

/** `(select …)` of the keys that refer to one another. */
function selected(maker: SequelizeMaker, { to, pairs }: Relation, tie: readonly string[]): Doc {
  return all(`(select s."${pairs.at(-1)?.[1] ?? ''}" from "${to.name}" s`, heldInSql(maker, to, tie), ')')
}

function heldInSql({ dice }: SequelizeMaker, table: PlainTable, tie: readonly string[]): Doc {
  const [tenant] = tenantsOf(table)
  const parts: Doc[] = [...tie]
  if (tenant && dice.chance(0.6)) parts.push(`s."${tenant.name}" = ` + '${sequelize.escape(' + (oursOf(tenant.domain) ?? 'null') + ')}')
  if (dice.chance(0.3)) parts.push(`s."${dice.pick(table.columns).name}" is not null`)
  return some(parts, ' and ', { before: ' where ' })
}

/** A query in SQL for a value of the output. */
export function counted(maker: SequelizeMaker, own: Rows): Doc {
  const { dice, schema } = maker
  const relations = relationsOf(schema, own.table)
  if (relations.length === 0) return `literal('1')`
  const { to, pairs } = dice.pick(relations)
  const [mine = '', theirs = ''] = pairs.at(-1) ?? []
  const tie = `s."${theirs}" = "${own.alias ?? own.table.name}"."${mine}"`
  const [tenant] = tenantsOf(to)
  const parts: Doc[] = [tie]
  if (tenant && dice.chance(0.6)) parts.push(`s."${tenant.name}" = ` + '${sequelize.escape(' + (oursOf(tenant.domain) ?? 'null') + ')}')
  return either(
    all('literal(`', `(select count(*) from "${to.name}" s`, some(parts, ' and ', { before: ' where ' }), ')`)'),
    `literal('1')`,
  )
}
