import { all, either, maybe, some, type Doc } from './doc.ts'
import type { Dice } from './dice.ts'
import {
  columnsOf,
  commonNames,
  conjunction,
  mayBeNatural,
  pairOf,
  tenantColumnsOf,
  tenantFilter,
  type Built,
  type Named,
  type Place,
  type QueryMaker,
  type Src,
} from './query-maker.ts'
import { condition, equality, scalar } from './random-condition.ts'
import { typeOf, type Domain, type PlainTable } from './random-schema.ts'

/** A query inside another, tied to what is around it more often than not. */
export function subselect(maker: QueryMaker, around: readonly Src[], wants: readonly Domain[] | undefined, depth: number): Doc {
  return select(maker, around, wants ?? [], depth, { isTied: maker.dice.chance(0.75) }).doc
}

interface Options {
  readonly isTied?: boolean
}

/** A SELECT, or several put together, with columns of these domains if any are asked for. */
export function select(
  maker: QueryMaker,
  around: readonly Src[],
  wants: readonly Domain[] | undefined,
  depth: number,
  options: Options = {},
): Built {
  const { dice } = maker
  const isCounted = wants?.[0] === 'count'
  if (isCounted || !dice.chance(depth > 0 ? 0.12 : around.length > 0 ? 0.1 : 0.04)) return plainSelect(maker, around, wants, depth, options)
  const left = plainSelect(maker, around, wants?.length === 0 ? undefined : wants, depth - 1, options)
  const right = plainSelect(maker, around, left.columns, depth - 1, options)
  const how = dice.weighted([
    [3, 'union'],
    [3, 'union all'],
    [1.5, 'except'],
    [0.5, 'except all'],
    [1.5, 'intersect'],
    [0.5, 'intersect all'],
  ] as const)
  return { doc: either(all('(', left.doc, `) ${how} (`, right.doc, ')'), left.doc, right.doc), columns: left.columns }
}

function plainSelect(
  maker: QueryMaker,
  around: readonly Src[],
  wants: readonly Domain[] | undefined,
  depth: number,
  { isTied = false }: Options,
): Built {
  const { dice } = maker
  const { doc: from, sources } = fromList(maker, around, wants, depth)
  const place: Place = { own: sources, outer: around }
  const where: Doc[] = []
  const tied = isTied && pairOf(columnsOf(sources), columnsOf(around), dice)
  if (tied) where.push(equality(maker, tied))
  for (const source of sources) {
    const columns = tenantColumnsOf([source])
    if (columns.length > 0 && dice.chance(tied ? maker.care / 2 : maker.care)) where.push(tenantFilter(dice.pick(columns), dice))
  }
  for (let i = dice.below(3); i > 0; i--) where.push(condition(maker, place, depth))
  const filtered = all(' from ', from, conjunction(where, ' where '))
  if (wants?.[0] === 'count') return { doc: all('select count(*)::int as c1', filtered), columns: ['int'] }
  if (dice.chance(0.18) && wants?.length !== 0) return grouped(maker, place, filtered, wants, depth)
  if (dice.chance(0.04) && wants === undefined)
    return {
      doc: all(`select count(*) as c1, min(${dice.pick(columnsOf(sources)).text}::text) as c2`, filtered, maybe(' having count(*) > 1')),
      columns: ['int', 'text'],
    }
  return flat(maker, place, filtered, wants, depth)
}

/** Rows as they are, with windows, DISTINCT and LIMIT now and then. */
function flat(maker: QueryMaker, place: Place, filtered: Doc, wants: readonly Domain[] | undefined, depth: number): Built {
  const { dice } = maker
  const columns = columnsOf(place.own)
  if (wants?.length === 0) return { doc: all('select ', existing(dice), filtered, tail(maker, place)), columns: ['int'] }
  const outputs = outputsOf(columns, wants, dice)
  const docs: Doc[] = outputs.map(({ text }, i) => `${text} as c${i + 1}`)
  const domains = outputs.map(({ domain }) => domain)
  if (wants === undefined && dice.chance(0.15)) {
    docs.push(`${window(columns, dice)} as c${docs.length + 1}`)
    domains.push('int')
  }
  if (wants === undefined && depth > 0 && dice.chance(0.15)) {
    const domain = dice.pick(columns).domain
    docs.push(all(scalar(maker, [...place.own, ...place.outer], domain, depth - 1), ` as c${docs.length + 1}`))
    domains.push(domain)
  }
  const distinct = dice.chance(0.08) ? 'distinct ' : ''
  return {
    doc: all(
      'select ',
      maybe(distinct),
      some(docs, ', ', { least: wants ? docs.length : 1 }),
      filtered,
      distinct === '' ? tail(maker, place) : '',
    ),
    columns: domains,
  }
}

/** What EXISTS looks at, which now and then is a row of an aggregate. */
function existing(dice: Dice): string {
  return dice.weighted([
    [9, '1 as c1'],
    [1, 'count(*) as c1'],
    [0.5, 'max(1) as c1'],
  ] as const)
}

/** LIMIT in an order that leaves nothing open: that of one table's key. */
function tail({ dice }: QueryMaker, { own }: Place): Doc {
  const [only] = own
  if (own.length !== 1 || !only?.table || only.table.isView || !dice.chance(0.12)) return ''
  const order = only.table.key.map((name) => `${only.alias}.${name}${dice.chance(0.5) ? ' desc' : ''}`).join(', ')
  return maybe(
    ` order by ${order} ${dice.pick(['limit 1', 'limit 2', 'limit 5', 'offset 1', 'limit 2 offset 1', 'fetch first 2 rows only'])}`,
  )
}

function outputsOf(columns: readonly Named[], wants: readonly Domain[] | undefined, dice: Dice): Named[] {
  if (wants === undefined) return dice.some(columns, dice.between(1, 4))
  return wants.map((domain) => {
    const having = columns.filter((column) => column.domain === domain)
    return having.length > 0 ? dice.pick(having) : { text: `null::${typeOf(domain)}`, domain }
  })
}

function window(columns: readonly Named[], dice: Dice): string {
  const by = dice.chance(0.7)
    ? `partition by ${dice
        .some(columns, dice.between(1, 2))
        .map(({ text }) => text)
        .join(', ')}`
    : ''
  const order = dice.pick(columns).text
  return dice.pick([`count(*) over (${by})`, `rank() over (${by} order by ${order})`, `dense_rank() over (${by} order by ${order})`])
}

function grouped(maker: QueryMaker, place: Place, filtered: Doc, wants: readonly Domain[] | undefined, depth: number): Built {
  const { dice } = maker
  const keys = outputsOf(columnsOf(place.own), wants ?? undefined, dice).slice(0, wants ? undefined : 2)
  const texts = keys.map(({ text }) => text)
  const domains = keys.map(({ domain }) => domain)
  const by = dice.weighted([
    [5, texts.join(', ')],
    [1, `rollup (${texts.join(', ')})`],
    [1, `cube (${texts.join(', ')})`],
    [1, `grouping sets ((${texts.join(', ')}), ())`],
    [1, `grouping sets (${texts.map((text) => `(${text})`).join(', ')})`],
  ])
  const outputs: Doc[] = texts.map((text, i) => `${text} as c${i + 1}`)
  if (!wants) {
    const counted = dice.pick(['count(*)', `count(distinct ${dice.pick(columnsOf(place.own)).text})`, 'sum(1)'])
    outputs.push(`${counted} as c${outputs.length + 1}`)
    domains.push('int')
  }
  const levels = tenantTexts(place, texts)
  const after: Place = {
    own: [{ alias: '', columns: keys.map(({ text, domain }) => ({ name: text, domain })), tenantColumns: levels, table: undefined }],
    outer: place.outer,
  }
  const isSets = !by.startsWith(texts[0] ?? '')
  const having =
    isSets && levels.length > 0 && dice.chance(0.3)
      ? maybe(` having ${dice.pick(levels)} ${dice.pick(['is null', 'is not distinct from null', 'is not null'])}`)
      : dice.chance(0.5)
        ? conjunction([dice.chance(0.2) ? 'count(*) > 1' : condition(maker, after, depth > 0 ? depth - 1 : 0)], ' having ')
        : ''
  return {
    doc: all('select ', some(outputs, ', ', { least: wants ? outputs.length : 1 }), filtered, ` group by ${by}`, having),
    columns: domains,
  }
}

function tenantTexts({ own }: Place, texts: readonly string[]): string[] {
  return tenantColumnsOf(own)
    .map(({ text }) => text)
    .filter((text) => texts.includes(text))
}

/** One to three sources, joined. */
export function fromList(
  maker: QueryMaker,
  around: readonly Src[],
  wants: readonly Domain[] | undefined,
  depth: number,
): { doc: Doc; sources: Src[] } {
  const { dice } = maker
  const family = wants === undefined && dice.chance(0.08) ? familyOf(maker) : undefined
  if (family) return family
  const count = dice.weighted([
    [5, 1],
    [4, 2],
    [2, 3],
  ] as const)
  const first = item(
    maker,
    around,
    [],
    wants?.find((domain) => domain !== 'count'),
    depth,
  )
  const sources = [first.source]
  let doc = first.doc
  while (sources.length < count) {
    const next =
      dice.chance(0.12) && count === 3 && sources.length === 1
        ? nested(maker, around, depth)
        : alone(item(maker, around, sources, undefined, depth))
    doc = either(join(maker, doc, next, sources, around, depth), doc)
    sources.push(...next.sources)
  }
  return { doc, sources }
}

/** A row, one that it references, and another that references that. */
function familyOf(maker: QueryMaker): { doc: Doc; sources: Src[] } | undefined {
  const { dice, schema } = maker
  const parents = schema.tables.filter(({ name }) => /^t\d/.test(name) && childrenOf(maker, name).length > 0)
  if (parents.length === 0) return undefined
  const parent = maker.sourceOf(dice.pick(parents))
  const [one, other] = [0, 1].map(() => maker.sourceOf(dice.pick(childrenOf(maker, parent.table?.name ?? ''))))
  if (!one || !other) return undefined
  const key = (child: Src): string =>
    `${child.alias}.${child.columns.find(({ name, domain }) => domain === parent.table?.name && name !== 'id')?.name ?? 'id'}`
  const how = (): string => dice.pick(['join', 'join', 'left join'])
  const equal = (): string => dice.pick(['=', '=', 'is not distinct from'])
  const whole = `${one.table?.name ?? ''} ${one.alias} ${how()} ${parent.table?.name ?? ''} ${parent.alias} on ${parent.alias}.id ${equal()} ${key(one)} ${how()} ${other.table?.name ?? ''} ${other.alias} on ${key(other)} ${equal()} ${parent.alias}.id`
  return { doc: whole, sources: [one, parent, other] }
}

function childrenOf({ schema }: QueryMaker, parent: string): PlainTable[] {
  return schema.tables.filter(({ columns }) => columns.some(({ name, domain }) => domain === parent && name !== 'id'))
}

interface Item {
  readonly doc: Doc
  readonly source: Src
  readonly isLateral?: boolean
}

/** What stands on the right of a join. */
interface Right {
  readonly doc: Doc
  readonly sources: Src[]
  readonly isLateral?: boolean
}

function alone({ doc, source, isLateral = false }: Item): Right {
  return { doc, sources: [source], isLateral }
}

/** A join in brackets. */
function nested(maker: QueryMaker, around: readonly Src[], depth: number): { doc: Doc; sources: Src[] } {
  const left = item(maker, around, [], undefined, depth)
  const right = item(maker, around, [], undefined, depth)
  return { doc: all('(', join(maker, left.doc, alone(right), [left.source], around, depth), ')'), sources: [left.source, right.source] }
}

function join(maker: QueryMaker, left: Doc, right: Right, sources: readonly Src[], around: readonly Src[], depth: number): Doc {
  const { dice } = maker
  const isNatural = mayBeNatural(sources, right.sources)
  const how = dice.weighted([
    [5, 'join'],
    [4, 'left join'],
    [right.isLateral ? 0 : 1.5, 'right join'],
    [right.isLateral ? 0 : 1.5, 'full join'],
    [0.7, 'cross join'],
    [isNatural ? 0.7 : 0, 'natural join'],
    [isNatural ? 0.4 : 0, 'natural left join'],
  ] as const)
  if (how === 'cross join' || how.startsWith('natural')) return all(left, ` ${how} `, right.doc)
  const common = commonNames(sources, right.sources)
  if (common.length > 0 && dice.chance(0.15)) return all(left, ` ${how} `, right.doc, ` using (${dice.pick(common)})`)
  const pair = pairOf(columnsOf(right.sources), columnsOf(sources), dice)
  const on: Doc[] = pair ? [how === 'full join' ? `${pair[0].text} = ${pair[1].text}` : equality(maker, pair)] : []
  const tenants = tenantColumnsOf(dice.chance(0.6) ? right.sources : sources)
  if (tenants.length > 0 && dice.chance(0.3)) on.push(tenantFilter(dice.pick(tenants), dice))
  if (dice.chance(0.25)) on.push(condition(maker, { own: [...sources, ...right.sources], outer: around }, depth > 0 ? depth - 1 : 0))
  return all(left, ` ${how} `, right.doc, ' on ', on.length > 0 ? some(on, ' and ', { least: 1 }) : 'true')
}

function item(maker: QueryMaker, around: readonly Src[], before: readonly Src[], wanted: Domain | undefined, depth: number): Item {
  const { dice } = maker
  const { withs } = maker
  return dice.weighted<() => Item>([
    [9, () => tableItem(maker, wanted)],
    [depth > 0 ? 2 : 0, () => derivedItem(maker, [], wanted, depth - 1)],
    [depth > 0 ? 0.8 : 0, () => barredItem(maker)],
    [depth > 0 ? 0.5 : 0, () => armsItem(maker)],
    [depth > 0 && before.length > 0 ? 1 : 0, () => derivedItem(maker, [...before, ...around], wanted, depth - 1, 'lateral ')],
    [withs.length > 0 ? 6 : 0, () => withItem(maker)],
    [0.3, () => valuesItem(maker)],
  ])()
}

function tableItem(maker: QueryMaker, wanted: Domain | undefined): Item {
  const table = maker.table(wanted)
  const source = maker.sourceOf(table)
  return { doc: `${table.name} ${source.alias}`, source }
}

function derivedItem(maker: QueryMaker, around: readonly Src[], wanted: Domain | undefined, depth: number, lateral = ''): Item {
  const wants =
    wanted !== undefined && maker.dice.chance(0.5) ? [wanted, ...(maker.dice.chance(0.6) && wanted !== 'org' ? ['org'] : [])] : undefined
  const { doc, columns } = select(maker, around, wants, depth, { isTied: lateral !== '' })
  const source = sourceOfColumns(maker.alias('d'), columns)
  const isLateral = lateral !== ''
  return { doc: all(`${lateral}(`, doc, `) ${source.alias} (${columns.map((_, i) => `c${i + 1}`).join(', ')})`), source, isLateral }
}

/** Two tables as one, of which each keeps to its tenant by itself or not. */
function armsItem(maker: QueryMaker): Item {
  const { dice } = maker
  const tables = dice.some(
    maker.schema.tables.filter(({ tenantColumns }) => tenantColumns.includes('organization_id')),
    2,
  )
  const arm = (table: PlainTable): Doc => {
    const filter = dice.chance(0.5) ? [tenantFilter({ text: 'organization_id', domain: 'org' }, dice)] : []
    return all(
      `select organization_id, ${table.columns.some(({ name }) => name === 'title') ? 'title' : "'red'::text"} from ${table.name}`,
      conjunction(filter, ' where '),
    )
  }
  const how = dice.pick(['union all', 'union', 'except', 'intersect'])
  const source = sourceOfColumns(maker.alias('a'), ['org', 'text'])
  const [left = '', right = ''] = tables.map(arm)
  return {
    doc: all('(', tables.length > 1 ? either(all(left, ` ${how} `, right), left, right) : left, `) ${source.alias} (c1, c2)`),
    source,
  }
}

/** A whole table behind something that chooses or counts among its rows. */
function barredItem(maker: QueryMaker): Item {
  const { dice } = maker
  const table = dice.pick(maker.schema.tables.filter(({ isView, name }) => !isView && /^t\d/.test(name)))
  const { columns, key } = table
  const names = columns.map(({ name }) => name)
  const by = dice.some(names, dice.between(1, 2)).join(', ')
  const order = key.join(', ')
  const [extra, rest] = dice.pick([
    ['', ` order by ${order} limit ${dice.between(1, 4)}`],
    ['', ` order by ${order} desc offset 1`],
    [`, rank() over (partition by ${by} order by ${order}) as rank`, ''],
    [`, count(*) over (partition by ${by}) as rank`, ''],
    [`, rank() over (w order by ${order}) as rank`, ` window w as (partition by ${by})`],
    ['distinct on', ` order by ${by}, ${order}`],
  ] as const)
  const source: Src = { ...maker.sourceOf(table, 'b'), table: undefined }
  const body =
    extra === 'distinct on' ? `select distinct on (${by}) * from ${table.name}${rest}` : `select *${extra} from ${table.name}${rest}`
  return { doc: either(`(${body}) ${source.alias}`, `(select * from ${table.name}) ${source.alias}`), source }
}

export function sourceOfColumns(alias: string, domains: readonly Domain[]): Src {
  const columns = domains.map((domain, i) => ({ name: `c${i + 1}`, domain }))
  return {
    alias,
    columns,
    tenantColumns: columns.filter(({ domain }) => domain === 'org' || domain === 'workspace').map(({ name }) => name),
    table: undefined,
  }
}

function withItem(maker: QueryMaker): Item {
  const { name, columns } = maker.dice.pick(maker.withs)
  const source = sourceOfColumns(
    maker.alias('w'),
    columns.map(({ domain }) => domain),
  )
  return { doc: `${name} ${source.alias}`, source }
}

function valuesItem(maker: QueryMaker): Item {
  const alias = maker.alias('v')
  const rows = maker.dice.pick([
    `(values (:organizations.id::int, 'red'), (:organizations.id::int, 'left')) ${alias} (c1, c2)`,
    `(select unnest(:organizations.id[]::int[]), 'red') ${alias} (c1, c2)`,
  ])
  return { doc: rows, source: sourceOfColumns(alias, ['org', 'text']) }
}
