import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { PlainColumn, PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import type { PrismaMaker } from './prisma.ts'
import { object, Properties } from './support/objects.ts'
import { listOf, oursOf, valueOf } from './support/values.ts'

/** What rows are asked for, with relations so deep; held to the tenant more or less often. */
export function where(maker: PrismaMaker, table: PlainTable, depth: number, care = maker.care): Doc {
  const { dice } = maker
  const { parts, add } = new Properties()
  const [tenant] = dice.some(tenantsOf(table), 1)
  if (tenant && dice.chance(care)) {
    if (depth > 0 && dice.chance(0.15))
      add(
        'OR',
        some([where(maker, table, depth - 1, 0.8), where(maker, table, depth - 1, 0.7)], ', ', { before: '[', after: ']', least: 1 }),
      )
    else add(tenant.name, held(maker, tenant))
  }
  for (let i = dice.below(3); i > 0; i--) {
    dice.weighted<() => void>([
      [4, () => ((column) => add(column.name, filter(maker, column)))(dice.pick(table.columns))],
      [depth > 0 ? 3 : 0, () => relation(maker, table, depth - 1, add)],
      [depth > 0 ? 2 : 0, () => several(maker, table, depth - 1, add)],
      [depth > 0 ? 1 : 0, () => parts.push(spread(maker, table, depth - 1))],
    ])()
  }
  return object(dice.some(parts, parts.length))
}

function tenantsOf({ columns, tenantColumns }: PlainTable): PlainColumn[] {
  return columns.filter(({ name }) => tenantColumns.includes(name))
}

/** A filter that holds one tenant's rows, in one of the forms that an application may write. */
function held({ dice }: PrismaMaker, { domain, nullable }: PlainColumn): Doc {
  const [ours = 'null', several = '[]'] = [oursOf(domain), listOf(domain)]
  return dice.weighted<Doc>([
    [9, ours],
    [2, `{ equals: ${ours} }`],
    [1, `{ in: [${ours}] }`],
    [1, `{ in: ${several} }`],
    [0.5, `{ not: { not: ${ours} } }`],
    [0.5, `{ not: { notIn: [${ours}] } }`],
    [0.5, `{ not: ${ours} }`],
    [0.5, `{ notIn: [${ours}] }`],
    [0.3, 'undefined'],
    [0.3, '{ equals: undefined }'],
    [0.3, 'missing'],
    [0.3, `{ not: missing }`],
    [0.3, '{}'],
    [0.3, `{ gte: ${ours}, lte: ${ours} }`],
    [0.3, `{ equals: ${ours}, not: ${ours} }`],
    [nullable ? 0.5 : 0, 'null'],
    [0.5, `on ? ${ours} : undefined`],
  ])
}

function filter({ dice }: PrismaMaker, { domain, nullable }: PlainColumn): Doc {
  const [one, other] = [valueOf(domain, dice), valueOf(domain, dice)]
  if (domain === 'bool') return dice.pick([one, `{ equals: ${one} }`, `{ not: ${one} }`, 'undefined'])
  const text = domain === 'text' ? [`{ contains: 'e', mode: 'insensitive' }`, `{ startsWith: 'r' }`, `{ not: { contains: 'l' } }`] : []
  return dice.pick<Doc>([
    one,
    one,
    `{ equals: ${one} }`,
    `{ in: [${one}, ${other}] }`,
    `{ notIn: [${one}] }`,
    `{ not: ${one} }`,
    `{ gt: ${one} }`,
    `{ lte: ${one}, not: ${other} }`,
    `{ in: [] }`,
    `{ notIn: [] }`,
    `{ in: undefined }`,
    'undefined',
    ...(nullable ? ['null', '{ not: null }', '{ equals: null }'] : []),
    ...text,
  ])
}

function relation(maker: PrismaMaker, table: PlainTable, depth: number, add: (name: string, doc: Doc) => void): void {
  const { dice } = maker
  const relations = maker.relationsOf(table)
  if (relations.length === 0) return
  const { name, to, isList, isOptional } = dice.pick(relations)
  const inner = (): Doc => where(maker, to, depth, maker.care * 0.6)
  add(
    name,
    dice.weighted<() => Doc>(
      isList
        ? [
            [4, () => all('{ some: ', inner(), ' }')],
            [2, () => all('{ none: ', inner(), ' }')],
            [2, () => all('{ every: ', inner(), ' }')],
            [1, () => all('{ some: ', inner(), ', none: ', inner(), ' }')],
            [0.3, () => '{ some: undefined }'],
          ]
        : [
            [4, inner],
            [2, () => all('{ is: ', inner(), ' }')],
            [2, () => all('{ isNot: ', inner(), ' }')],
            [isOptional ? 1 : 0, () => dice.pick(['null', '{ is: null }', '{ isNot: null }'])],
          ],
    )(),
  )
}

function several(maker: PrismaMaker, table: PlainTable, depth: number, add: (name: string, doc: Doc) => void): void {
  const { dice } = maker
  const inner = (): Doc => where(maker, table, depth)
  const list = (): Doc => {
    const items = Array.from({ length: dice.between(1, 2) }, inner)
    if (dice.chance(0.15)) items.push(all('...(on ? [', inner(), '] : [])'))
    return some(items, ', ', { before: '[', after: ']', least: 1 })
  }
  dice.weighted<() => void>([
    [3, () => add('AND', dice.chance(0.3) ? inner() : list())],
    [4, () => add('OR', list())],
    [3, () => add('NOT', dice.chance(0.6) ? inner() : list())],
    [0.4, () => add('OR', '[]')],
    [0.4, () => add('AND', '[]')],
    [0.4, () => add('NOT', '[]')],
    [0.3, () => add('OR', 'undefined')],
  ])()
}

/** What is spread overrides what stands before it. */
function spread(maker: PrismaMaker, table: PlainTable, depth: number): Doc {
  const { dice } = maker
  const [one, other] = [where(maker, table, depth), where(maker, table, depth)]
  return dice.pick([all('...', one), all('...(on && ', one, ')'), all('...(on ? ', one, ' : ', other, ')')])
}

/** One row by a key, and what else may be asked of it. */
export function uniqueWhere(maker: PrismaMaker, table: PlainTable, depth: number): Doc {
  const { dice } = maker
  const key = dice.pick([table.key, table.key, ...table.unique])
  const value = (name: string): string => oursOf(table.columns.find((column) => column.name === name)?.domain ?? '') ?? 'null'
  const compound = key.map((name) => `${name}: ${value(name)}`).join(', ')
  const known = key.length === 1 ? compound : `${key.join('_')}: { ${compound} }`
  const rest = dice.chance(0.6)
    ? where(maker, { ...table, columns: table.columns.filter(({ name }) => key.length > 1 || !key.includes(name)) }, depth, 0.7)
    : ''
  return rest === '' ? `{ ${known} }` : either(all(`{ ${known}, ...`, rest, ' }'), `{ ${known} }`)
}
