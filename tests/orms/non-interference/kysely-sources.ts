import { all, either, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { columnsOf, pairOf, tenantColumnsOf, type Built, type Named, type Src } from '../../proofs/tenant/support/query-maker.ts'
import type { Domain, PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { any, step, tenant } from './kysely-conditions.ts'
import type { KyselyMaker } from './kysely.ts'
import { narrowed } from './kysely-writes.ts'

interface Source {
  readonly src: Src
  /** As `selectFrom` and joins are given it. */
  readonly doc: Doc
}

/** Tables that a query begins with, and those that it joins. */
export function fromOf(maker: KyselyMaker, wants: readonly Domain[] | undefined, depth: number): { doc: Doc; sources: Src[] } {
  const { dice } = maker
  const wanted = wants?.find((domain) => domain !== 'int')
  const more = dice.pick([0, 0, 1, 1, 2])
  if (more === 0 && dice.chance(0.4)) {
    const table = maker.table(wanted)
    return { doc: `selectFrom('${table.name}')`, sources: [{ ...maker.sourceOf(table), alias: '' }] }
  }
  const first = sourceOf(maker, depth, wanted)
  const sources = [first.src]
  if (more === 1 && dice.chance(0.12)) {
    const second = sourceOf(maker, depth - 1)
    return { doc: some([first.doc, second.doc], ', ', { before: 'selectFrom([', after: '])', least: 2 }), sources: [first.src, second.src] }
  }
  const joins: Doc[] = []
  for (let i = more; i > 0; i--) {
    const next = joinOf(maker, sources, depth)
    joins.push(next.doc)
    sources.push(next.src)
  }
  return { doc: all('selectFrom(', first.doc, ')', some(joins, '')), sources }
}

export function sourceOf(maker: KyselyMaker, depth: number, wanted?: Domain): Source {
  const { dice } = maker
  if (depth > 0 && dice.chance(0.18)) return derived(maker, depth, wanted)
  const table = maker.table(wanted)
  const src = maker.sourceOf(table)
  return { src, doc: tableDoc(maker, table, src.alias) }
}

function tableDoc({ dice, db }: KyselyMaker, { name }: PlainTable, alias: string): Doc {
  return dice.weighted<Doc>([
    [20, `'${name} as ${alias}'`],
    [1, `'public.${name} as ${alias}'`],
    [0.5, `sql.table('${name}').as('${alias}')`],
    [0.5, `sql\`${name}\`.as('${alias}')`],
    [0.5, `${db}.dynamic.table('${name}').as('${alias}')`],
  ])
}

/** Rows that another statement of the query has changed. */
function changed(maker: KyselyMaker): Source {
  const { dice } = maker
  const { doc, table } = narrowed(maker)
  const column = dice.pick(table.columns)
  const alias = maker.alias('d')
  maker.named.push(all(`.with('w${alias}', (qb) => qb.`, doc, `.returning('${table.name}.${column.name} as c1'))`))
  return {
    doc: `'w${alias} as ${alias}'`,
    src: { alias, columns: [{ name: 'c1', domain: column.domain }], tenantColumns: [], table: undefined },
  }
}

function derived(maker: KyselyMaker, depth: number, wanted: Domain | undefined): Source {
  const { dice } = maker
  if (depth === 2 && dice.chance(0.1)) return changed(maker)
  const built = maker.select(wanted === undefined ? undefined : [wanted, wanted], undefined, depth - 1)
  const isCounted = built.columns.length > 0 && dice.chance(0.12)
  const counted = dice.pick([
    `.select((eb) => eb.fn.countAll().over().as('c9'))`,
    `.select(({ fn }) => fn.agg('rank').over((ob) => ob.orderBy('c1')).as('c9'))`.replace("'c1'", 'sql`1`'),
  ])
  const query: Built = isCounted ? { ...built, doc: all(built.doc, counted) } : built
  const alias = maker.alias('d')
  const src: Src = {
    alias,
    columns: [...query.columns.map((domain, i) => ({ name: `c${i + 1}`, domain })), ...(isCounted ? [{ name: 'c9', domain: 'int' }] : [])],
    tenantColumns: [],
    table: undefined,
  }
  const isNamed = depth === 2 && dice.chance(0.4)
  if (!isNamed)
    return {
      src,
      doc: dice.chance(0.5)
        ? all(maker.within(query, 'anywhere'), `.as('${alias}')`)
        : all('(eb) => ', all('eb.', query.doc), `.as('${alias}')`),
    }
  const name = dice.pick([`'w${alias}'`, `'w${alias}'`, `(cte) => cte('w${alias}').materialized()`, `'w${alias}(${src.columns.map((one) => one.name).join(', ')})'`]) // prettier-ignore
  maker.named.push(
    dice.chance(0.5)
      ? all(`.with(${name}, (qb) => qb.`, query.doc, ')')
      : all(`.with(${name}, () => `, maker.within(query, 'anywhere'), ')'),
  )
  return { src, doc: `'w${alias} as ${alias}'` }
}

/** A join of something more. */
export function joinOf(maker: KyselyMaker, sources: readonly Src[], depth: number): Source {
  const { dice } = maker
  if (depth > 0 && dice.chance(0.1)) return lateral(maker, sources, depth)
  const { src, doc } = sourceOf(maker, depth - 1)
  const how = dice.weighted([
    [6, 'innerJoin'],
    [4, 'leftJoin'],
    [1, 'rightJoin'],
    [0.7, 'fullJoin'],
  ] as const)
  const pair = pairOf(columnsOf([src]), columnsOf(sources), dice)
  if (!pair) return { src, doc: all('.crossJoin(', doc, ')') }
  const [a, b] = dice.chance(0.8) ? pair : [pair[1], pair[0]]
  const plain = all(`.${how}(`, doc, `, '${a.text}', '${b.text}')`)
  if (dice.chance(0.5)) return { src, doc: plain }
  const on = some(conditionsOn(maker, src, sources, pair), '')
  const callback = dice.chance(0.85) ? '(join) => join' : 'function (join) { return join'
  return {
    src,
    doc: either(all(`.${how}(`, doc, `, ${callback}.onRef('${a.text}', '=', '${b.text}')`, on, callback.endsWith('return join') ? ' })' : ')'), plain), // prettier-ignore
  }
}

function conditionsOn(maker: KyselyMaker, src: Src, sources: readonly Src[], [a]: readonly [Named, Named]): Doc[] {
  const { dice } = maker
  const [own = a, others] = [tenantColumnsOf([src])[0], tenantColumnsOf(sources)]
  const same = others.find(({ domain }) => domain === own.domain)
  return dice.some<Doc>(
    [
      step(maker, 'on', tenant(maker, own)),
      step(maker, 'on', any(maker, { own: [src, ...sources], outer: [] }, 1)),
      ...(same ? [`.onRef('${own.text}', '=', '${same.text}')`] : []),
    ],
    dice.between(1, 2),
  )
}

function lateral(maker: KyselyMaker, sources: readonly Src[], depth: number): Source {
  const { dice } = maker
  const query = maker.select(undefined, sources, depth - 1, { isTied: dice.chance(0.85), isArm: true })
  const src: Src = {
    alias: maker.alias('d'),
    columns: query.columns.map((domain, i) => ({ name: `c${i + 1}`, domain })),
    tenantColumns: [],
    table: undefined,
  }
  const how = dice.pick(['innerJoinLateral', 'leftJoinLateral'])
  const from = all('(eb) => eb.', query.doc, `.as('${src.alias}')`)
  if (dice.chance(0.15)) return { src, doc: all('.crossJoinLateral(', from, ')') }
  return { src, doc: all(`.${how}(`, from, ', (join) => join.onTrue())') }
}

/** The rows of a table and those below them. */
export function recursion(maker: KyselyMaker): Built | undefined {
  const { dice } = maker
  const table = maker.schema.tables.find(({ isSelfReferencing, isView }) => isSelfReferencing && !isView)
  if (!table) return undefined
  const parent = maker.isCamel ? 'parentId' : 'parent_id'
  const [first, next] = [maker.sourceOf(table), maker.sourceOf(table)]
  const name = `r${first.alias}`
  const columns = [
    'id',
    ...dice.some(
      table.columns.map((one) => one.name).filter((one) => one !== 'id'),
      1,
    ),
  ]
  const list = ({ alias }: Src): string => `.select([${columns.map((one, i) => `'${alias}.${one} as c${i + 1}'`).join(', ')}])`
  const [a, b] = dice.chance(0.7) ? [`${next.alias}.${parent}`, `${name}.c1`] : [`${next.alias}.id`, `${name}.c1`]
  maker.named.push(
    all(
      `.withRecursive('${name}', (qb) => qb.selectFrom('${table.name} as ${first.alias}')`,
      list(first),
      maker.where({ own: [first], outer: [] }, 1),
      `.union((eb) => eb.selectFrom('${table.name} as ${next.alias}').innerJoin('${name}', '${a}', '${b}')`,
      list(next),
      maker.where({ own: [next], outer: [] }, 0),
      '))',
    ),
  )
  const domains = columns.map((one) => table.columns.find((column) => column.name === one)?.domain ?? 'int')
  const src: Src = {
    alias: name,
    columns: domains.map((domain, i) => ({ name: `c${i + 1}`, domain })),
    tenantColumns: [],
    table: undefined,
  }
  return {
    doc: all(`selectFrom('${name}').select('${name}.${dice.pick(src.columns).name} as c1')`, maker.where({ own: [src], outer: [] }, 1)),
    columns: ['int'],
  }
}
