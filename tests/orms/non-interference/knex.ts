import { all, either, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import {
  columnsOf,
  pairOf,
  QueryMaker,
  tenantColumnsOf,
  type Built,
  type Named,
  type Place,
  type Src,
} from '../../proofs/tenant/support/query-maker.ts'
import { typeOf, type Domain, type PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { knexOn } from '../knex/support/run-knex.ts'
import { knexConditions } from './knex-conditions.ts'
import type { Library } from './support/library.ts'
import { changesOf, newRow, outputsOf, ownTables, rowText } from './support/values.ts'

/** Calls of Knex. */
export const knexCalls: Library = {
  random: (schema, dice) => new KnexMaker(schema, dice).call(),
  around: () => ({
    files: {},
    before: "import knex from 'knex'\nconst db = knex({ client: 'pg' })",
    given: [],
    around: { major: (packages) => (packages.includes('knex') ? 3 : undefined) },
  }),
  open: (_, session) => ({ db: knexOn(session) }),
}

export class KnexMaker extends QueryMaker {
  /** How often a query stands in FROM. */
  readonly within: number = 0.15
  /** Whether `.not` and `.or` turn what follows. */
  readonly hasProperties: boolean = true

  /** Where a query of a table begins. */
  begin(name: string, alias: string): Doc {
    return this.dice.pick([
      `db('${name} as ${alias}')`,
      `db('${name} as ${alias}')`,
      `db.from('${name} as ${alias}')`,
      `db({ ${alias}: '${name}' })`,
    ])
  }

  call(): Doc {
    const { dice } = this
    if (dice.chance(0.25)) return all('return await ', this.#write())
    return dice.weighted<() => Doc>([
      [8, () => all('return await ', this.select(undefined, undefined, 2).doc)],
      [2, () => this.stepByStep()],
    ])()
  }

  /** A query within another, which it is tied to more often than not. */
  select(
    wants: readonly Domain[] | undefined,
    around: readonly Src[] | undefined,
    depth: number,
    { isTied = false, isArm = false } = {},
  ): Built {
    const { dice } = this
    const { doc: from, sources } = this.#from(wants, depth)
    const place: Place = { own: sources, outer: around ?? [] }
    const where = this.where(place, depth, isTied ? 'tied' : undefined)
    const named = sources.length === 1 ? sources[0] : undefined
    if (wants === undefined && depth === 2 && !isArm && dice.chance(0.15))
      return { doc: all(from, where, this.#counted(sources)), columns: ['int', 'int'] }
    const columns = outputsOf(columnsOf(sources), wants, this.dice)
    const list = all(
      '.select(',
      some(
        columns.map(({ text }, i) => `'${text} as c${i + 1}'`),
        ', ',
        { least: wants ? columns.length : 1 },
      ),
      ')',
    )
    const end =
      named?.table && !named.table.isView && !isArm && dice.chance(0.2) ? this.#limit(named, named.table, wants === undefined) : ''
    const query: Built = { doc: all(from, where, list, end), columns: columns.map(({ domain }) => domain) }
    return end === '' && !isArm && dice.chance(0.12) && depth > 0 ? this.#together(query, around, depth) : query
  }

  #together(left: Built, around: readonly Src[] | undefined, depth: number): Built {
    const right = this.select(left.columns, around, depth - 1, { isArm: true })
    if (right.columns.some((domain, i) => typeOf(domain) !== typeOf(left.columns[i] ?? ''))) return left
    const how = this.dice.pick(['union', 'unionAll', 'except', 'intersect'])
    return { doc: either(all(left.doc, `.${how}(`, right.doc, ')'), left.doc), columns: left.columns }
  }

  #limit({ alias }: Src, { key }: PlainTable, mayBeFirst: boolean): Doc {
    const order = key.map((name) => `.orderBy('${alias}.${name}')`).join('')
    return either(all(order, mayBeFirst && this.dice.chance(0.4) ? '.first()' : `.limit(${this.dice.between(1, 3)})`), '')
  }

  #counted(sources: readonly Src[]): Doc {
    const { dice } = this
    const columns = columnsOf(sources)
    const by = dice.pick(columns)
    return dice.weighted<() => Doc>([
      [2, () => `.count('* as c1')`],
      [1, () => `.max('${columns.find(({ domain }) => typeOf(domain) !== 'boolean')?.text ?? by.text} as c1')`],
      [1, () => `.countDistinct('${by.text} as c1').first()`],
      [3, () => all(`.select('${by.text} as c1').count('* as c2').groupBy('${by.text}')`, maybe(this.#having(by)))],
      [1, () => `.distinct('${by.text} as c1')`],
    ])()
  }

  #having(by: Named): Doc {
    const value = knexConditions.value(this, by)
    return this.dice.pick([`.havingRaw('count(*) > 1')`, `.having('${by.text}', '=', ${value})`, `.havingIn('${by.text}', [${value}])`])
  }

  where(place: Place, depth: number, tied?: 'tied'): Doc {
    const { dice } = this
    const steps: Doc[] = []
    const pair = tied && pairOf(columnsOf(place.own), columnsOf(place.outer), dice)
    if (pair) steps.push(knexConditions.tie(this, pair))
    for (const source of place.own) {
      const columns = tenantColumnsOf([source])
      if (columns.length > 0 && dice.chance(pair ? this.care / 2 : this.care)) steps.push(knexConditions.tenant(this, dice.pick(columns)))
    }
    for (let i = dice.below(3); i > 0; i--) steps.push(knexConditions.any(this, place, depth))
    return some(steps, '')
  }

  #from(wants: readonly Domain[] | undefined, depth: number): { doc: Doc; sources: Src[] } {
    const { dice } = this
    const first = this.#source(
      depth,
      wants?.find((domain) => domain !== 'int'),
    )
    const sources = [first.src]
    const joins: Doc[] = []
    for (let i = dice.pick([0, 0, 1, 1, 2]); i > 0; i--) {
      const next = this.#source(depth - 1)
      joins.push(this.#join(next.inner, next.src, sources))
      sources.push(next.src)
    }
    return { doc: all(first.outer, some(joins, '')), sources }
  }

  /** Where a builder begins, and what a join is given. */
  #source(depth: number, wanted?: Domain): { src: Src; outer: Doc; inner: Doc } {
    const { dice } = this
    if (depth > 0 && dice.chance(this.within)) {
      const { doc, columns } = this.select(wanted === undefined ? undefined : [wanted, wanted], undefined, depth - 1)
      const src: Src = {
        alias: this.alias('d'),
        columns: columns.map((domain, i) => ({ name: `c${i + 1}`, domain })),
        tenantColumns: [],
        table: undefined,
      }
      const named = all(doc, `.as('${src.alias}')`)
      const table = all(`db.with('w_${src.alias}', `, doc, `).from('w_${src.alias} as ${src.alias}')`)
      return { src, inner: named, outer: dice.chance(0.4) ? table : all('db.from(', named, ')') }
    }
    const src = this.sourceOf(this.table(wanted))
    const name = src.table?.name ?? ''
    return { src, outer: this.begin(name, src.alias), inner: `'${name} as ${src.alias}'` }
  }

  #join(inner: Doc, src: Src, sources: readonly Src[]): Doc {
    const { dice } = this
    const how = dice.weighted([
      [4, 'join'],
      [4, 'leftJoin'],
      [1, 'rightJoin'],
      [0.7, 'fullOuterJoin'],
      [1, 'innerJoin'],
    ] as const)
    const pair = pairOf(columnsOf([src]), columnsOf(sources), dice)
    if (!pair) return all('.crossJoin(', inner, ')')
    const [a, b] = pair
    const more = tenantColumnsOf([src])
    const plain = dice.pick([
      all(`.${how}(`, inner, `, '${a.text}', '${b.text}')`),
      all(`.${how}(`, inner, `, '${a.text}', '=', '${b.text}')`),
      all(`.${how}(`, inner, `, { '${a.text}': '${b.text}' })`),
    ])
    if (!dice.chance(0.45)) return plain
    const [own, others] = [more.length > 0 ? dice.pick(more) : a, tenantColumnsOf(sources)]
    const value = knexConditions.value(this, own)
    const same = others.find(({ domain }) => domain === own.domain)
    const conditions = dice.some<Doc>(
      [
        `.andOnVal('${own.text}', '=', ${value})`,
        `.onVal('${own.text}', ${value})`,
        `.onIn('${own.text}', [${value}])`,
        `.orOnVal('${own.text}', '=', ${value})`,
        `.onNull('${a.text}')`,
        `.onNotNull('${b.text}')`,
        ...(same
          ? [`.andOn('${own.text}', '${same.text}')`, `.on('${own.text}', '=', '${same.text}')`, `.orOn('${own.text}', '${same.text}')`]
          : []),
      ],
      dice.between(1, 2),
    )
    const on = some(conditions, '')
    return either(
      dice.chance(0.5)
        ? all(`.${how}(`, inner, `, (j) => j.on('${a.text}', '${b.text}')`, on, ')')
        : all(`.${how}(`, inner, `, function () { void this.on('${a.text}', '=', '${b.text}')`, on, ' })'),
      plain,
    )
  }

  /** A builder that is kept in a variable and changed there. */
  stepByStep(): Doc {
    const { dice } = this
    const { doc: from, sources } = this.#from(undefined, 1)
    const place: Place = { own: sources, outer: [] }
    const steps: Doc[] = [this.where(place, 1), knexConditions.any(this, place, 1)].map((one) => all('void q', one, '; '))
    if (dice.chance(0.3)) steps.push(all('if (on) void q', knexConditions.any(this, place, 0), '; '))
    const tenant = tenantColumnsOf(sources)[0]
    if (tenant && dice.chance(0.6)) {
      const held = knexConditions.tenant(this, tenant)
      steps.push(
        dice.pick([
          all('void q', held, '; '),
          all('void q.modify((b) => { void b', held, ' }); '),
          all('if (on) void q', held, '; '),
          all('if (on) void q', held, '; else void q', held, '; '),
        ]),
      )
    }
    if (dice.chance(0.07)) steps.push('void q.clearWhere(); ')
    const kept = dice.some(steps, steps.length)
    const [column] = outputsOf(columnsOf(sources), undefined, this.dice)
    return all(
      'const q = ',
      from,
      '; ',
      some(kept, ''),
      `return await q.${dice.chance(0.2) ? 'clone().' : ''}select('${column?.text ?? '*'} as c1')`,
    )
  }

  #write(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const own: Src = { alias: table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
    const returned = dice.chance(0.3) ? `.returning(['${dice.pick(table.columns).name}'])` : ''
    const begun = `db('${table.name}')`
    const where = (): Doc => this.where({ own: [own], outer: [] }, 1)
    return dice.weighted<() => Doc>([
      [4, () => all(begun, where(), '.update(', changesOf(table, dice), ')', returned)],
      [
        table.columns.some(({ name }) => name === 'n') ? 1 : 0,
        () => all(begun, where(), `.${dice.pick(['increment', 'decrement'])}('n', 2)`, returned),
      ],
      [3, () => all(begun, where(), dice.pick(['.del()', '.delete()']), returned)],
      [3, () => all(begun, `.insert(${rowText(newRow(table, dice))})`, maybe(this.conflict(table)), returned)],
    ])()
  }

  conflict(table: PlainTable): Doc {
    const { dice } = this
    const arbiter = dice
      .pick([table.key, ...table.unique])
      .map((name) => `'${name}'`)
      .join(', ')
    const on = `.onConflict([${arbiter}])`
    const tenant = dice.chance(0.4) && table.tenantColumns.length > 0 ? knexConditions.tenant(this, this.#tenantOf(table)) : ''
    return dice.weighted<() => Doc>([
      [1, () => all(on, '.ignore()')],
      [2, () => all(on, '.merge()', tenant)],
      [2, () => all(on, '.merge(', changesOf(table, dice), ')', tenant)],
      [1, () => all(on, `.merge(['${dice.pick(table.columns).name}'])`, tenant)],
    ])()
  }

  #tenantOf({ name, tenantColumns: [tenant = ''], columns }: PlainTable): Named {
    return { text: `${name}.${tenant}`, domain: columns.find((column) => column.name === tenant)?.domain ?? 'org' }
  }
}
