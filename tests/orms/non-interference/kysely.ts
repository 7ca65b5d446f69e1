import { CamelCasePlugin, expressionBuilder, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import { all, either, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import type { Dice } from '../../proofs/tenant/support/dice.ts'
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
import { typeOf, type Domain, type PlainTable, type RandomSchema } from '../../proofs/tenant/support/random-schema.ts'
import { kyselyOn } from '../kysely/support/run-kysely.ts'
import { any, step, tenant, tie } from './kysely-conditions.ts'
import { fromOf, recursion } from './kysely-sources.ts'
import { written } from './kysely-writes.ts'
import type { Library } from './support/library.ts'
import { camelCased } from './support/names.ts'
import { outputsOf } from './support/values.ts'

/** Calls of Kysely. */
export const kyselyCalls: Library = {
  random: (schema, dice) => new KyselyMaker(schema, dice).call(),
  around: () => ({
    files: {},
    before: `import { CamelCasePlugin, expressionBuilder, Kysely, sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
const db = new Kysely<any>({ dialect })
const camel = new Kysely<any>({ dialect, plugins: [new CamelCasePlugin()] })`,
    given: [],
    around: { major: (packages) => (packages.includes('kysely') ? 0 : undefined) },
  }),
  open: (_, session) => ({
    db: kyselyOn(session),
    camel: kyselyOn(session, [new CamelCasePlugin()]),
    sql,
    expressionBuilder,
    jsonArrayFrom,
    jsonObjectFrom,
  }),
}

/** Whether a query stands in a function that Kysely gives a builder of expressions. */
export type Standing = 'in a callback' | 'anywhere'

export class KyselyMaker extends QueryMaker {
  readonly isCamel: boolean
  /** Whether functions take the parts of a builder of expressions by their names. */
  readonly #takesParts: boolean
  /** What the call begins with: queries that have names. */
  readonly named: Doc[] = []
  readonly #instance: string
  #db: string

  constructor(schema: RandomSchema, dice: Dice) {
    const isCamel = dice.chance(0.12)
    super(isCamel ? inCamelCase(schema) : schema, dice)
    this.isCamel = isCamel
    this.#takesParts = dice.chance(0.25)
    this.#instance = isCamel ? 'camel' : 'db'
    this.#db = this.#instance
  }

  get db(): string {
    return this.#db
  }

  /** A method of the builder of expressions. */
  eb(method: string): string {
    return this.#takesParts ? method : `eb.${method}`
  }

  /** A function that Kysely calls with it. */
  callback(body: Doc): Doc {
    const parts = '({ eb, and, or, not, exists, between, selectFrom, ref, val, lit, parens, tuple, refTuple, fn })'
    return all(this.#takesParts ? parts : '(eb)', ' => ', body)
  }

  call(): Doc {
    const { dice } = this
    const how = dice.weighted([
      [8, 'alone'],
      [0.6, 'transaction'],
      [0.3, 'connection'],
      [0.3, 'in steps'],
    ] as const)
    if (how !== 'alone') this.#db = 'trx'
    const { before, query } = dice.weighted<() => { before: Doc; query: Doc }>([
      [8, () => this.#selected()],
      [2, () => this.#stepByStep()],
      [4, () => ({ before: '', query: all(this.db, '.', written(this), '.execute()') })],
    ])()
    const body = all(before, 'return await ', query)
    switch (how) {
      case 'alone':
        return body
      case 'in steps':
        return all(`const trx = await ${this.#instance}.startTransaction().execute(); `, before, 'const result = await ', query, '; await trx.commit().execute(); return result') // prettier-ignore
      default:
        return all(`return await ${this.#instance}.${how}().execute(async (trx) => { `, body, ' })')
    }
  }

  #selected(): { before: Doc; query: Doc } {
    const { doc } = this.dice.chance(0.06)
      ? (recursion(this) ?? this.select(undefined, undefined, 2))
      : this.select(undefined, undefined, 2)
    const schema = this.dice.chance(0.04) ? `.withSchema('public')` : ''
    return { before: '', query: all(this.db, schema, some(this.named, ''), '.', doc, '.execute()') }
  }

  /** A builder that is kept in a variable, and put there again with more. */
  #stepByStep(): { before: Doc; query: Doc } {
    const { dice } = this
    const { doc: from, sources } = fromOf(this, undefined, 1)
    const place: Place = { own: sources, outer: [] }
    const steps: Doc[] = [all('q = q', step(this, 'where', any(this, place, 1)), '; ')]
    if (dice.chance(0.3)) steps.push(all('if (on) q = q', step(this, 'where', any(this, place, 0)), '; '))
    for (const source of sources) {
      const [column] = tenantColumnsOf([source])
      if (!column || !dice.chance(0.5)) continue
      const held = (): Doc => step(this, 'where', tenant(this, column))
      steps.push(
        dice.weighted<Doc>([
          [6, all('q = q', held(), '; ')],
          [2, all('q', held(), '; ')],
          [1, all('q = q.$call((b) => b', held(), '); ')],
          [1, all('q = q.$if(on, (b) => b', held(), '); ')],
          [1, all('if (on) q = q', held(), '; ')],
          [1, all('if (on) q = q', held(), '; else q = q', held(), '; ')],
          [1, all('q = (on ? q', held(), ' : q', held(), '); ')],
        ]),
      )
    }
    if (dice.chance(0.05)) steps.push('q = q.clearWhere(); ')
    const [column] = outputsOf(columnsOf(sources), undefined, dice)
    return {
      before: all('let q = ', this.db, some(this.named, ''), '.', from, '; ', some(dice.some(steps, steps.length), '')),
      query: `q.select('${column?.text ?? '*'} as c1').execute()`,
    }
  }

  /** What a query within another begins with. */
  within(query: Built, standing: Standing): Doc {
    const isOfDb = standing === 'anywhere' || this.dice.chance(0.2)
    return all(isOfDb ? `${this.db}.` : this.eb(''), query.doc)
  }

  select(
    wants: readonly Domain[] | undefined,
    around: readonly Src[] | undefined,
    depth: number,
    { isTied = false, isArm = false } = {},
  ): Built {
    const { dice } = this
    const { doc: from, sources } = fromOf(this, wants, depth)
    const place: Place = { own: sources, outer: around ?? [] }
    const where = this.where(place, depth, isTied)
    const isTop = wants === undefined && depth === 2 && !isArm
    if (isTop && dice.chance(0.18)) return { doc: all(from, where, this.#counted(sources)), columns: ['int', 'int'] }
    const columns = outputsOf(columnsOf(sources), wants, dice)
    const [only] = sources
    if (isTop && only?.table && dice.chance(0.06))
      return { doc: all(from, where, only.alias === '' ? '.selectAll()' : `.selectAll('${only.alias}')`), columns: [] }
    const list = this.#list(columns, wants !== undefined)
    const more = isTop && dice.chance(0.15) ? maybe(this.#selectedQuery(place)) : ''
    const isCut = sources.length === 1 && only?.table?.isView === false && !isArm && dice.chance(0.2)
    const end = isCut ? this.#end(only, only.table) : ''
    const query: Built = { doc: all(from, where, list, more, end), columns: columns.map(({ domain }) => domain) }
    return end === '' && more === '' && depth > 0 && dice.chance(0.15) ? this.#together(query, around, depth) : query
  }

  #list(columns: readonly Named[], mustAll: boolean): Doc {
    const { dice } = this
    const least = mustAll ? columns.length : 1
    const [only] = columns
    if (columns.length === 1 && only && dice.chance(0.5)) return `.select('${only.text} as c1')`
    return dice.weighted<() => Doc>([
      [5, () => some(columns.map(({ text }, i) => `'${text} as c${i + 1}'`), ', ', { before: '.select([', after: '])', least })], // prettier-ignore
      [1, () => all('.select(', this.callback(some(columns.map(({ text }, i) => `${this.eb('ref')}('${text}').as('c${i + 1}')`), ', ', { before: '[', after: ']', least })), ')')], // prettier-ignore
      [
        1,
        () =>
          some(
            columns.map(({ text }, i) => `.select('${text} as c${i + 1}')`),
            '',
            { least },
          ),
      ],
      [0.5, () => some(columns.map(({ text }, i) => `sql\`${this.raw(text)}\`.as('c${i + 1}')`), ', ', { before: '.select([', after: '])', least })], // prettier-ignore
    ])()
  }

  /** A column in a text of SQL. */
  raw(text: string): string {
    return this.isCamel || this.dice.chance(0.4) ? "${sql.ref('" + text + "')}" : text
  }

  /** Another query that each row shows. */
  #selectedQuery(place: Place): Doc {
    const { dice } = this
    const { doc: from, sources } = fromOf(this, undefined, 0)
    const where = this.where({ own: sources, outer: place.own }, 0, dice.chance(0.85))
    const column = dice.pick(columnsOf(sources))
    const [only] = sources
    const query = (rest: Doc): Doc => all(this.within({ doc: all(from, where, rest), columns: [] }, 'in a callback'))
    const one = `.select('${column.text} as c1')`
    return all(
      '.select(',
      this.callback(
        all(
          '[',
          dice.weighted<() => Doc>([
            [2, () => all(query(`.select((eb) => eb.fn.countAll().as('n'))`), `.as('s1')`)],
            [2, () => all('jsonArrayFrom(', query(one), `).as('s1')`)],
            [1, () => all(this.eb('exists'), '(', query(one), `).as('s1')`)],
            [
              only?.table?.isView === false && sources.length === 1 ? 2 : 0,
              () =>
                dice.chance(0.5)
                  ? all('jsonObjectFrom(', query(all(one, this.#ordered(only, only?.table), '.limit(1)')), `).as('s1')`)
                  : all(query(all(one, this.#ordered(only, only?.table), '.limit(1)')), `.as('s1')`),
            ],
            [1, () => all('eb.case().when(', this.eb('exists'), '(', query(one), `)).then(1).else(2).end().as('s1')`)],
            [1, () => all(`eb.fn.coalesce(`, query(`.select((eb) => eb.fn.countAll().as('n'))`), `, eb.val(0)).as('s1')`)],
          ])(),
          ']',
        ),
      ),
      ')',
    )
  }

  #ordered(source: Src | undefined, table: PlainTable | undefined): Doc {
    const names = (table?.key ?? []).map((name) => columnText(source, name))
    return this.dice.pick([
      names.map((name) => `.orderBy('${name}')`).join(''),
      names.map((name) => `.orderBy('${name}', 'desc')`).join(''),
      `.orderBy([${names.map((name) => `'${name}'`).join(', ')}])`,
    ])
  }

  #end(source: Src, table: PlainTable): Doc {
    const { dice } = this
    return either(all(this.#ordered(source, table), `.limit(${dice.between(1, 3)})`, dice.chance(0.1) ? '.offset(1)' : ''), '')
  }

  #together(left: Built, around: readonly Src[] | undefined, depth: number): Built {
    const { dice } = this
    const arm = (): Built => this.select(left.columns, around, depth - 1, { isArm: true })
    const right = arm()
    const fits = (one: Built): boolean => one.columns.every((domain, i) => typeOf(domain) === typeOf(left.columns[i] ?? ''))
    if (left.columns.length === 0 || !fits(right)) return left
    const how = dice.pick(['union', 'unionAll', 'except', 'intersect'])
    const more = dice.chance(0.25) ? arm() : undefined
    const given = dice.weighted<() => Doc>([
      [5, () => this.within(right, 'anywhere')],
      [1, () => all('(eb) => ', this.within(right, 'anywhere'))],
      [1, () => all('(eb) => eb.parens(', this.within(right, 'anywhere'), ')')],
      [more && fits(more) ? 2 : 0, () => all('[', this.within(right, 'anywhere'), ', ', this.within(more ?? right, 'anywhere'), ']')],
    ])()
    return { doc: either(all(left.doc, `.${how}(`, given, ')'), left.doc), columns: left.columns }
  }

  #counted(sources: readonly Src[]): Doc {
    const { dice } = this
    const columns = columnsOf(sources)
    const by = dice.pick(columns)
    const largest = columns.find(({ domain }) => typeOf(domain) !== 'boolean')?.text ?? by.text
    const place: Place = { own: sources, outer: [] }
    const condition = (): Doc => step(this, 'having', dice.chance(0.5) ? tenant(this, by) : any(this, { own: [groupOf(by)], outer: [] }, 1))
    const filter = (): Doc => step(this, 'filterWhere', any(this, place, 1))
    return dice.weighted<() => Doc>([
      [2, () => `.select((eb) => eb.fn.countAll().as('c1'))`],
      [1, () => `.select(({ fn }) => [fn.max('${largest}').as('c1')])`],
      [1, () => `.select(db.fn.count('${by.text}').distinct().as('c1'))`.replace('db', this.db)],
      [1, () => all('.select((eb) => eb.fn.countAll()', filter(), `.as('c1'))`)],
      [3, () => all(`.select(['${by.text} as c1', (eb) => eb.fn.countAll().as('c2')]).groupBy('${by.text}')`, maybe(dice.chance(0.4) ? `.having((eb) => eb.fn.countAll(), '>', 1)` : condition()))], // prettier-ignore
      [1, () => `.select('${by.text} as c1').distinct()`],
      [1, () => all(`.select(['${by.text} as c1', (eb) => eb.fn.countAll().over((ob) => ob.partitionBy('${dice.pick(columns).text}')).as('c2')])`)], // prettier-ignore
      [1, () => all(`.select(['${by.text} as c1', (eb) => eb.fn.countAll().over().as('c2')])`)],
    ])()
  }

  where(place: Place, depth: number, isTied = false): Doc {
    const { dice } = this
    const steps: Doc[] = []
    const pair = isTied && pairOf(columnsOf(place.own), columnsOf(place.outer), dice)
    if (pair) steps.push(step(this, 'where', tie(this, pair)))
    for (const source of place.own) {
      const columns = tenantColumnsOf([source])
      if (columns.length === 0 || !dice.chance(pair ? this.care / 2 : this.care)) continue
      const held = step(this, 'where', tenant(this, dice.pick(columns)))
      steps.push(
        dice.weighted<Doc>([
          [12, held],
          [0.5, all('.$call((q) => q', held, ')')],
          [0.3, all('.$if(on, (q) => q', held, ')')],
        ]),
      )
    }
    for (let i = dice.below(3); i > 0; i--) steps.push(step(this, 'where', any(this, place, depth)))
    return some(steps, '')
  }
}

/** A column that rows are grouped by, as the only one that a condition may name. */
function groupOf({ text, domain }: Named): Src {
  const [first = '', second] = text.split('.')
  return { alias: second === undefined ? '' : first, columns: [{ name: second ?? first, domain }], tenantColumns: [], table: undefined }
}

function columnText(source: Src | undefined, name: string): string {
  return source === undefined || source.alias === '' ? name : `${source.alias}.${name}`
}

function inCamelCase({ schema, tables }: RandomSchema): RandomSchema {
  return {
    schema,
    tables: tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, name: camelCased(column.name) })),
      key: table.key.map(camelCased),
      tenantColumns: table.tenantColumns.map(camelCased),
      unique: table.unique.map((key) => key.map(camelCased)),
    })),
  }
}
