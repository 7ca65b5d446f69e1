import { all, either, maybe, some, type Doc } from '../../proofs/tenant/support/doc.ts'
import {
  columnsOf,
  pairOf,
  QueryMaker,
  tenantColumnsOf,
  type Built,
  type Place,
  type Src,
} from '../../proofs/tenant/support/query-maker.ts'
import { typeOf, type Domain, type PlainTable } from '../../proofs/tenant/support/random-schema.ts'
import { any, both, tenant, tie } from './drizzle-conditions.ts'
import { relationalCall } from './drizzle-relational.ts'
import { drizzleOn, drizzleText, imports } from './drizzle-schema.ts'
import type { Library } from './support/library.ts'
import { changesOf, newRow, outputsOf, ownTables, rowText } from './support/values.ts'

/** Calls of Drizzle, which is installed in a folder. */
export function drizzleCalls(root: string): Library {
  return {
    random: (schema, dice) => new DrizzleMaker(schema, dice).call(),
    around: (schema) => ({
      files: { 'schema.ts': drizzleText(schema) },
      before: `${imports}
import { drizzle } from 'drizzle-orm/node-postgres'
import * as schema from './schema'
import { ${schema.tables.map(({ name }) => name).join(', ')} } from './schema'
const db = drizzle('', { schema })`,
      given: [],
      around: {
        major: (packages) => (packages.includes('drizzle-orm') ? 0 : undefined),
        schemaFiles: (reader) => (reader === 'drizzle' ? [{ file: 'schema.ts', text: drizzleText(schema) }] : []),
      },
    }),
    open: (schema, session) => drizzleOn(root, schema, session),
  }
}

export class DrizzleMaker extends QueryMaker {
  /** What stands before the call: other names of tables, and queries that have one. */
  readonly declared: Doc[] = []
  readonly #withs: string[] = []
  readonly #views = new Set<string>()

  call(): Doc {
    const { dice } = this
    const doc = dice.weighted<() => Doc>([
      [9, () => this.select(undefined, undefined, 2).doc],
      [5, () => relationalCall(this)],
      [5, () => this.#write()],
      [0.5, () => this.#counted()],
    ])()
    const withs = this.#withs.length > 0 ? `.with(${this.#withs.join(', ')})` : ''
    return all(
      some(this.declared, ''),
      'return await ',
      withs === '' ? doc : all('(() => { const named = db', withs, '; return ', doc, ' })()'),
    )
  }

  /** What queries begin on: where they read others by name, these are said before. */
  get #db(): string {
    return this.#withs.length > 0 ? 'named' : 'db'
  }

  select(
    wants: readonly Domain[] | undefined,
    around: readonly Src[] | undefined,
    depth: number,
    { isTied = false, isArm = false } = {},
  ): Built {
    const { dice } = this
    const { doc: from, sources } = this.#from(wants, depth)
    const place: Place = { own: sources, outer: around ?? [] }
    const where = this.where(place, depth, isTied)
    const columns = outputsOf(columnsOf(sources), wants, this.dice)
    const begin = around === undefined && depth === 2 ? this.#db : 'db'
    if (wants === undefined && depth === 2 && !isArm && dice.chance(0.15))
      return { doc: this.#grouped(begin, from, where, sources), columns: ['int', 'int'] }
    const list = some(
      columns.map(({ text }, i): Doc => `c${i + 1}: ${text}`),
      ', ',
      { before: '{ ', after: ' }', least: wants ? columns.length : 1 },
    )
    const [only] = sources
    const isCut = sources.length === 1 && only?.table?.isView === false && !isArm && dice.chance(0.2)
    const end = isCut
      ? either(`.orderBy(${only.table.key.map((name) => `${only.alias}.${name}`).join(', ')}).limit(${dice.between(1, 3)})`, '')
      : ''
    const how = dice.chance(0.08) && end === '' ? 'selectDistinct' : 'select'
    const query: Built = { doc: all(`${begin}.${how}(`, list, ').from(', from, where, end), columns: columns.map(({ domain }) => domain) }
    return end === '' && !isArm && depth > 0 && dice.chance(0.12) ? this.#together(query, around, depth) : query
  }

  #together(left: Built, around: readonly Src[] | undefined, depth: number): Built {
    const right = this.select(left.columns, around, depth - 1, { isArm: true })
    if (right.columns.some((domain, i) => typeOf(domain) !== typeOf(left.columns[i] ?? ''))) return left
    const how = this.dice.pick(['union', 'unionAll', 'except', 'intersect'])
    const doc = this.dice.chance(0.5) ? all(left.doc, `.${how}(`, right.doc, ')') : all(`${how}(`, left.doc, ', ', right.doc, ')')
    return { doc: either(doc, left.doc), columns: left.columns }
  }

  #grouped(begin: string, from: Doc, where: Doc, sources: readonly Src[]): Doc {
    const { dice } = this
    const by = dice.pick(columnsOf(sources))
    return dice.weighted<() => Doc>([
      [2, () => all(`${begin}.select({ c1: count() }).from(`, from, where)],
      [1, () => all(`${begin}.select({ c1: countDistinct(${by.text}) }).from(`, from, where)],
      [
        3,
        () =>
          all(
            `${begin}.select({ c1: ${by.text}, c2: count() }).from(`,
            from,
            where,
            `.groupBy(${by.text})`,
            maybe(all('.having(', dice.chance(0.5) ? 'gt(count(), 1)' : tenant(this, by), ')')),
          ),
      ],
    ])()
  }

  where(place: Place, depth: number, isTied = false): Doc {
    const { dice } = this
    const parts: Doc[] = []
    const pair = isTied && pairOf(columnsOf(place.own), columnsOf(place.outer), dice)
    if (pair) parts.push(tie(this, pair))
    for (const source of place.own) {
      const columns = tenantColumnsOf([source])
      if (columns.length > 0 && dice.chance(pair ? this.care / 2 : this.care)) parts.push(tenant(this, dice.pick(columns)))
    }
    for (let i = dice.below(3); i > 0; i--) parts.push(any(this, place, depth))
    return parts.length === 0 ? '' : either(all('.where(', both(this, parts), ')'), '')
  }

  #from(wants: readonly Domain[] | undefined, depth: number): { doc: Doc; sources: Src[] } {
    const { dice } = this
    const first = this.source(
      depth,
      wants?.find((domain) => domain !== 'int'),
    )
    const sources = [first]
    const joins: Doc[] = []
    for (let i = dice.pick([0, 0, 1, 1, 2]); i > 0; i--) {
      const next = this.source(depth - 1)
      joins.push(this.#join(next, sources))
      sources.push(next)
    }
    return { doc: all(`${first.alias})`, some(joins, '')), sources }
  }

  source(depth: number, wanted?: Domain): Src {
    const { dice } = this
    if (depth > 0 && dice.chance(0.15)) {
      const { doc, columns } = this.select(wanted === undefined ? undefined : [wanted, wanted], undefined, depth - 1)
      const src: Src = {
        alias: this.alias('d'),
        columns: columns.map((domain, i) => ({ name: `c${i + 1}`, domain })),
        tenantColumns: [],
        table: undefined,
      }
      const isWith = depth === 2 && dice.chance(0.4)
      if (isWith) this.#withs.push(src.alias)
      this.declared.push(
        isWith
          ? all(`const ${src.alias} = db.$with('${src.alias}').as(`, doc, '); ')
          : all(`const ${src.alias} = `, doc, `.as('${src.alias}'); `),
      )
      return src
    }
    const table = this.table(wanted)
    // Drizzle has no other names for views.
    if (table.isView && this.#views.has(table.name)) return this.source(depth, wanted)
    if (table.isView) {
      this.#views.add(table.name)
      return { alias: table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
    }
    const src = this.sourceOf(table)
    this.declared.push(`const ${src.alias} = alias(${table.name}, '${src.alias}'); `)
    return src
  }

  #join(src: Src, sources: readonly Src[]): Doc {
    const { dice } = this
    const how = dice.weighted([
      [4, 'innerJoin'],
      [4, 'leftJoin'],
      [1, 'rightJoin'],
      [0.7, 'fullJoin'],
    ] as const)
    const pair = pairOf(columnsOf([src]), columnsOf(sources), dice)
    const on: Doc[] = pair ? [`eq(${pair[0].text}, ${pair[1].text})`] : []
    const held = tenantColumnsOf([src])
    if (held.length > 0 && dice.chance(0.4)) on.push(tenant(this, dice.pick(held)))
    if (dice.chance(0.2)) on.push(any(this, { own: [src, ...sources], outer: [] }, 0))
    if (on.length === 0) on.push('sql`true`')
    return either(all(`.${how}(${src.alias}, `, both(this, on), ')'), all(`.${how}(${src.alias}, `, on[0] ?? '', ')'))
  }

  #counted(): Doc {
    const table = this.table()
    const own: Src = { alias: table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
    const columns = tenantColumnsOf([own])
    const parts: Doc[] = [...(columns.length > 0 ? [tenant(this, this.dice.pick(columns))] : []), any(this, { own: [own], outer: [] }, 1)]
    return all(`db.$count(${table.name}, `, both(this, parts), ')')
  }

  #write(): Doc {
    const { dice } = this
    const table = dice.pick(ownTables(this.schema))
    const own: Src = { alias: table.name, columns: table.columns, tenantColumns: table.tenantColumns, table }
    const returned = dice.chance(0.3) ? `.returning({ c1: ${table.name}.${dice.pick(table.columns).name} })` : ''
    const where = (more: readonly Src[] = []): Doc => this.where({ own: [own, ...more], outer: [] }, 1)
    return dice.weighted<() => Doc>([
      [4, () => all(`db.update(${table.name}).set(`, changesOf(table, this.dice), ')', where(), returned)],
      [1, () => this.#updateFrom(table, where)],
      [3, () => all(`db.delete(${table.name})`, where(), returned)],
      [3, () => all(`db.insert(${table.name}).values(${rowText(newRow(table, dice))})`, maybe(this.#conflict(table, own)), returned)],
    ])()
  }

  #updateFrom(table: PlainTable, where: (more: readonly Src[]) => Doc): Doc {
    const other = this.source(0)
    return all(`db.update(${table.name}).set(`, changesOf(table, this.dice), `).from(${other.alias})`, where([other]))
  }

  #conflict(table: PlainTable, own: Src): Doc {
    const { dice } = this
    const target = dice
      .pick([table.key, ...table.unique])
      .map((name) => `${table.name}.${name}`)
      .join(', ')
    const held = tenantColumnsOf([own])
    const where = held.length > 0 && dice.chance(0.5) ? all(', setWhere: ', tenant(this, dice.pick(held))) : ''
    return dice.weighted<() => Doc>([
      [1, () => '.onConflictDoNothing()'],
      [3, () => all(`.onConflictDoUpdate({ target: [${target}], set: `, changesOf(table, this.dice), where, ' })')],
    ])()
  }
}
