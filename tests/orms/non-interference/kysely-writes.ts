import { all, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import { columnsOf, tenantColumnsOf, pairOf, type Src } from '../../proofs/tenant/support/query-maker.ts'
import type { PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { any, step, tenant } from './kysely-conditions.ts'
import { fromOf, joinOf, sourceOf } from './kysely-sources.ts'
import type { KyselyMaker } from './kysely.ts'
import { changesOf, newRow, ownTables, rowText } from './support/values.ts'

/** A call that writes, without what it is called on. */
export function written(maker: KyselyMaker): Doc {
  const { dice } = maker
  const table = dice.pick(ownTables(maker.schema))
  return dice.weighted<() => Doc>([
    [4, () => changed(maker, table, 'update')],
    [3, () => changed(maker, table, 'delete')],
    [3, () => inserted(maker, table)],
    [1, () => copied(maker, table)],
    [1.5, () => merged(maker, table)],
  ])()
}

/** An update or a deletion of a table under its own name. */
export function narrowed(maker: KyselyMaker): { doc: Doc; table: PlainTable } {
  const table = maker.dice.pick(ownTables(maker.schema))
  const own = { ...maker.sourceOf(table), alias: table.name }
  const where = maker.where({ own: [own], outer: [] }, 1)
  const doc = maker.dice.chance(0.5)
    ? all(`deleteFrom('${table.name}')`, where)
    : all(`updateTable('${table.name}')`, setOf(maker, table, own), where)
  return { doc, table }
}

function targetOf(maker: KyselyMaker, table: PlainTable): { own: Src; doc: string } {
  if (maker.dice.chance(0.6)) return { own: { ...maker.sourceOf(table), alias: table.name }, doc: `'${table.name}'` }
  const own = maker.sourceOf(table)
  return { own, doc: `'${table.name} as ${own.alias}'` }
}

function returned({ dice }: KyselyMaker, { alias, columns }: Src): string {
  if (!dice.chance(0.3)) return ''
  return `.returning(['${alias}.${dice.pick(columns).name} as c1'])`
}

/** An update or a deletion, now and then by other tables. */
function changed(maker: KyselyMaker, table: PlainTable, how: 'update' | 'delete'): Doc {
  const { dice } = maker
  const isUpdate = how === 'update'
  const { own, doc } = targetOf(maker, table)
  const more = dice.chance(isUpdate ? 0.25 : 0.3) ? sourceOf(maker, 1) : undefined
  const join = more && dice.chance(0.3) ? joinOf(maker, [more.src], 0) : undefined
  const sources = [own, ...[more, join].flatMap((one) => one?.src ?? [])]
  const where = maker.where({ own: sources, outer: [] }, 1)
  const begun = isUpdate ? all(`updateTable(${doc})`, setOf(maker, table, own)) : `deleteFrom(${doc})`
  const others = more ? all(isUpdate ? '.from(' : '.using(', more.doc, ')', join?.doc ?? '') : ''
  return all(begun, others, where, returned(maker, own))
}

function setOf(maker: KyselyMaker, table: PlainTable, own: Src): Doc {
  const { dice } = maker
  const object = changesOf(table, dice)
  const hasNumber = table.columns.some(({ name }) => name === 'n')
  return dice.weighted<() => Doc>([
    [5, () => all('.set(', object, ')')],
    [hasNumber ? 1 : 0, () => `.set('n', 42)`],
    [hasNumber ? 1 : 0, () => `.set((eb) => ({ n: eb('n', '+', 1) }))`],
    [hasNumber ? 1.5 : 0, () => all('.set({ n: (eb) => eb.', countOf(maker, own), ' })')],
    [hasNumber ? 0.7 : 0, () => all('.set((eb) => ({ n: eb(eb.', countOf(maker, own), `, '+', 1) }))`)],
  ])()
}

/** How many rows there are of something. */
function countOf(maker: KyselyMaker, own: Src): Doc {
  const { doc, sources } = fromOf(maker, undefined, 0)
  return all(doc, maker.where({ own: sources, outer: [own] }, 0, true), `.select((eb) => eb.fn.countAll().as('n'))`)
}

function inserted(maker: KyselyMaker, table: PlainTable): Doc {
  const { dice } = maker
  const row = newRow(table, dice)
  const values = dice.weighted([
    [6, rowText(row)],
    [1, `[${rowText(row)}]`],
    [1, `() => (${rowText(row)})`],
    [1, `[${rowText(row)}, ${rowText(newRow(table, dice, 0).map(([name, value]) => [name, name === 'id' ? '99000002' : value]))}]`],
  ])
  return all(`insertInto('${table.name}').values(${values})`, maybe(conflict(maker, table)), returned(maker, { ...maker.sourceOf(table), alias: table.name })) // prettier-ignore
}

function conflict(maker: KyselyMaker, table: PlainTable): Doc {
  const { dice } = maker
  const own: Src = { ...maker.sourceOf(table), alias: table.name }
  const arbiter = dice.pick([table.key, ...table.unique])
  const [only] = arbiter
  const on = dice.weighted([
    [4, `.columns([${arbiter.map((name) => `'${name}'`).join(', ')}])`],
    [arbiter.length === 1 ? 4 : 0, `.column('${only ?? ''}')`],
    [arbiter === table.key ? 0.5 : 0, `.constraint('${table.name}_pkey')`],
  ])
  const held = tenantColumnsOf([own])
  const tenantOf = (): Doc => (held.length > 0 && dice.chance(0.5) ? step(maker, 'where', tenant(maker, dice.pick(held))) : '')
  const more = dice.chance(0.2) ? step(maker, 'where', any(maker, { own: [own], outer: [] }, 0)) : ''
  const excluded = dice.pick(table.columns).name
  const updating = (): Doc =>
    dice.weighted<() => Doc>([
      [4, () => all(on, '.doUpdateSet(', changesOf(table, dice), ')', tenantOf(), more)],
      [1, () => all(on, `.doUpdateSet((eb) => ({ ${excluded}: eb.ref('excluded.${excluded}') }))`, tenantOf(), more)],
      [1, () => all(on, `.doUpdateSet({ ${excluded}: (eb) => eb.ref('excluded.${excluded}') })`, tenantOf(), more)],
    ])()
  return dice.weighted<() => Doc>([
    [1, () => all('.onConflict((oc) => oc', dice.chance(0.5) ? on : '', '.doNothing())')],
    [5, () => all('.onConflict((oc) => oc', updating(), ')')],
    [0.7, () => all('.onConflict((oc) => on ? oc.doNothing() : oc', updating(), ')')],
    [0.5, () => all('.$if(on, (q) => q.onConflict((oc) => oc', updating(), '))')],
    [0.5, () => all('.onConflict((oc) => { const c = oc', on, '; return c.doUpdateSet(', changesOf(table, dice), ')', tenantOf(), ' })')],
  ])()
}

/** Rows that are made of others. */
function copied(maker: KyselyMaker, table: PlainTable): Doc {
  const { dice } = maker
  const from = sourceOf(maker, 1)
  const columns = columnsOf([from.src])
  const row = newRow(table, dice, 0)
  const selected = row.map(([name, value]) => {
    const domain = table.columns.find((column) => column.name === name)?.domain
    const same = columns.filter((column) => column.domain === domain)
    if (name !== 'id' && same.length > 0 && dice.chance(0.6)) return `'${dice.pick(same).text} as ${name}_'`
    return `eb.cast(eb.val(${value}), '${typeNamed(domain)}').as('${name}_')`
  })
  const key = from.src.table?.isView === false ? from.src.table.key : undefined
  const end = key ? `${key.map((name) => `.orderBy('${from.src.alias}.${name}')`).join('')}.limit(1)` : ''
  const query = all('selectFrom(', from.doc, ')', `.select((eb) => [${selected.join(', ')}])`, maker.where({ own: [from.src], outer: [] }, 1), end) // prettier-ignore
  const names = row.map(([name]) => `'${name}'`).join(', ')
  return all(
    `insertInto('${table.name}').columns([${names}]).expression(`,
    dice.chance(0.5) ? all('(eb) => eb.', query) : all(`${maker.db}.`, query),
    ').onConflict((oc) => oc.doNothing())',
    returned(maker, { ...maker.sourceOf(table), alias: table.name }),
  )
}

function typeNamed(domain = 'int'): string {
  if (domain === 'bool') return 'boolean'
  if (domain === 'time') return 'timestamptz'
  return domain === 'text' || domain === 'slug' || domain === 'email' || domain.startsWith('token') ? 'text' : 'integer'
}

function merged(maker: KyselyMaker, table: PlainTable): Doc {
  const { dice } = maker
  const { own, doc } = targetOf(maker, table)
  const source = sourceOf(maker, 1)
  const pair = pairOf(columnsOf([own]), columnsOf([source.src]), dice)
  const [a, b] = pair ? [pair[0].text, pair[1].text] : [`${own.alias}.id`, `${own.alias}.id`]
  const place = { own: [own, source.src], outer: [] }
  const held = tenantColumnsOf(place.own)
  const condition = (): Doc => {
    const one = held.length > 0 && dice.chance(0.6) ? tenant(maker, dice.pick(held)) : any(maker, place, 1)
    return step(maker, 'on', one)
  }
  const on = dice.chance(0.3)
    ? `'${a}', '${b}'`
    : all(`(join) => join.onRef('${a}', '=', '${b}')`, some([condition(), condition()], '', { least: 1 }))
  const and = (): Doc => {
    const { args, refs, expr } = held.length > 0 && dice.chance(0.6) ? tenant(maker, dice.pick(held)) : any(maker, place, 1)
    if (!dice.chance(0.4)) return '()'
    return refs === undefined ? all('And(', args ?? maker.callback(expr), ')') : all('AndRef(', refs, ')')
  }
  const then = (): Doc =>
    dice.weighted<() => Doc>([
      [2, () => '.thenDelete()'],
      [3, () => all('.thenUpdateSet(', changesOf(table, dice), ')')],
      [1, () => all('.thenUpdate((u) => u.set(', changesOf(table, dice), '))')],
      [0.5, () => '.thenDoNothing()'],
    ])()
  const matched = (): Doc => all('.whenMatched', and(), then())
  const row = rowText(newRow(table, dice, 0))
  return all(
    `mergeInto(${doc}).using(`,
    source.doc,
    ', ',
    on,
    ')',
    some(
      [
        ...dice.weighted<Doc[]>([
          [6, [matched()]],
          [1, [all('.$if(on, (q) => q', matched(), ')')]],
          [1, [matched(), matched()]],
        ]),
        ...(dice.chance(0.3) ? [`.whenNotMatched().thenInsertValues(${row})`] : []),
        ...(dice.chance(0.1) ? [all('.whenNotMatchedBySource()', dice.pick(['.thenDelete()', '.thenDoNothing()']))] : []),
      ],
      '',
      { least: 1 },
    ),
    returned(maker, own),
  )
}
