import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSqlFile } from '../../src/document/sql-file.ts'
import { judgedMarkers, livenessIn, livenesses, type Liveness } from '../../src/proofs/live-rows.ts'
import { Judge } from '../../src/proofs/tenant/judge.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { engineNamed } from '../../src/sql/engines.ts'
import { catalogOf } from '../support/catalog.ts'
import { pick, randomNumbers } from '../support/random.ts'

const schema = `
create table orders (id int primary key, ref int, n int, deleted_at timestamptz);
create table items (id int primary key, ref int references orders, n int, deleted boolean not null default false);
create table notes (id int primary key, ref int references orders, n int, deleted_at timestamptz not null default 'infinity');
create table logs (id int primary key, ref int, n int);`

/** Rows that are alive; and besides, rows that were deleted. */
const alive = `
insert into orders select i, i % 3, i % 4 from generate_series(1, 6) i;
insert into items select i, 1 + i % 6, i % 4 from generate_series(1, 8) i;
insert into notes select i, 1 + i % 6, i % 3 from generate_series(1, 8) i;
insert into logs select i, i % 12, i % 4 from generate_series(1, 9) i;`
const dead = `
insert into orders select i, i % 3, i % 4, now() from generate_series(7, 11) i;
insert into items select i, 1 + i % 11, i % 4, true from generate_series(9, 14) i;
insert into notes select i, 1 + i % 11, i % 3, now() from generate_series(9, 14) i;`

const live = { orders: 'deleted_at is null', items: 'deleted = false', notes: "deleted_at = 'infinity'", logs: 'true' }
type TableName = keyof typeof live
const tables: [TableName, ...TableName[]] = ['orders', 'items', 'notes', 'logs']
const columns: [string, ...string[]] = ['id', 'ref', 'n']

/** Random queries that ask for living rows here and there. */
class Maker {
  readonly #random: () => number
  #names = 0

  constructor(seed: number) {
    this.#random = randomNumbers(seed)
  }

  query(depth = 2): string {
    if (depth > 0 && this.#chance(0.12))
      return `${this.query(0)} ${pick(this.#random, ['union all', 'union', 'except', 'intersect'])} ${this.query(0)}`
    const first = this.#source(depth)
    const sources = [first]
    let from = first.sql
    while (sources.length < 3 && this.#chance(0.45)) {
      const next = this.#source(depth)
      sources.push(next)
      const on = [`${next.name}.${this.#column()} = ${pick(this.#random, [first]).name}.${this.#column()}`, ...this.#asked(next, 0.6)]
      from += ` ${pick(this.#random, ['join', 'left join', 'join', 'right join', 'full join'])} ${next.sql} on ${on.join(' and ')}`
    }
    const where = [
      ...sources.flatMap((source) => this.#asked(source, 0.75)),
      ...(this.#chance(0.6) ? [this.#condition(sources, depth)] : []),
    ]
    const output = this.#chance(0.2) ? 'count(*)::int as x' : `${first.name}.${this.#column()} as x`
    return `select ${output} from ${from}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}`
  }

  #source(depth: number): { readonly sql: string; readonly name: string; readonly table: TableName | undefined } {
    const name = `t${this.#names++}`
    const table = pick(this.#random, tables)
    if (depth === 0 || this.#chance(0.85)) return { sql: `${table} ${name}`, name, table }
    const inner = `select id, ref, n from ${table}${this.#chance(0.7) ? ` where ${live[table]}` : ''}`
    return { sql: `(${inner}) ${name}`, name, table: undefined }
  }

  #asked({ name, table }: { readonly name: string; readonly table: TableName | undefined }, chance: number): string[] {
    return table && this.#chance(chance) ? [live[table].replace('deleted', `${name}.deleted`)] : []
  }

  #condition(sources: readonly { readonly name: string; readonly table: TableName | undefined }[], depth: number): string {
    const source = sources[Math.floor(this.#random() * sources.length)] ?? { name: '', table: undefined }
    const column = `${source.name}.${this.#column()}`
    const simple = `${column} ${pick(this.#random, ['=', '<', '<>', '>='])} ${Math.floor(this.#random() * 5)}`
    const kind = this.#random()
    if (depth === 0 || kind < 0.3) return simple
    if (kind < 0.5) {
      const branch = [this.#condition(sources, 0), ...this.#asked(source, 0.7)].join(' and ')
      return `(${branch} or ${[simple, ...this.#asked(source, 0.7)].join(' and ')})`
    }
    const inner = this.#source(0)
    const where = [`${inner.name}.${this.#column()} = ${column}`, ...this.#asked(inner, 0.75)].join(' and ')
    if (kind < 0.75) return `${this.#chance(0.4) ? 'not ' : ''}exists (select 1 from ${inner.sql} where ${where})`
    const asked = this.#asked(inner, 0.75)
    return `${column} ${this.#chance(0.3) ? 'not in' : 'in'} (select ${inner.name}.id from ${inner.sql}${asked.length > 0 ? ` where ${asked.join()}` : ''})`
  }

  #column(): string {
    return pick(this.#random, columns)
  }

  #chance(chance: number): boolean {
    return this.#random() < chance
  }
}

const judge = new Judge(catalogOf({ 'schema.sql': schema }), defaultSettings)
const engine = engineNamed('libpg-query')

function worstOf(sql: string): Liveness {
  const query = readSqlFile(sql, engine).statements[0]?.statement?.query
  const found = (query ? judge.uses(query) : []).map((use) => {
    const [marker] = judgedMarkers(use.table, use.access.does, defaultSettings)
    return marker ? livenessIn(use, marker) : 'live'
  })
  return livenesses.findLast((one) => found.includes(one)) ?? 'live'
}

describe('where every table is live', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await PGlite.create()
    await db.exec(schema)
  })
  afterAll(() => db.close())

  async function resultsOf(queries: readonly string[], rows: string): Promise<string[]> {
    await db.exec(`begin; ${rows}`)
    const results: string[] = []
    for (const sql of queries)
      results.push(
        (await db.query<{ x: number }>(sql)).rows
          .map(({ x }) => String(x))
          .sort()
          .join(),
      )
    await db.exec('rollback')
    return results
  }

  it('rows that were deleted make no difference', async () => {
    const queries = Array.from({ length: 3000 }, (_, seed) => new Maker(seed).query())
    const verdicts = queries.map(worstOf)
    const silent = queries.filter((_, i) => verdicts[i] === 'live')
    const told = queries.filter((_, i) => ['branch', 'open', 'by-key', 'by-reference'].includes(verdicts[i] ?? ''))
    const [without, withDead] = [await resultsOf(silent, alive), await resultsOf(silent, alive + dead)]
    expect(silent.filter((_, i) => without[i] !== withDead[i])).toEqual([])
    expect(silent.length).toBeGreaterThan(500)
    const [before, after] = [await resultsOf(told, alive), await resultsOf(told, alive + dead)]
    expect(told.filter((_, i) => before[i] !== after[i]).length).toBeGreaterThan(told.length * 0.3)
    console.log(`${silent.length} live, ${told.length} told, ${told.filter((_, i) => before[i] !== after[i]).length} of them change`)
  })
})
