import type { Change } from '../../src/catalog/change.ts'
import type { Query } from '../../src/query/query.ts'
import type { SqlEngine } from '../../src/sql/engine.ts'
import { builtInner, catalogOf } from './built.ts'
import { median, timed } from './measure.ts'
import type { Part } from './results.ts'
import { statements } from './statements.ts'

const repeats = 31

const tables = ['orders', 'order_items', 'invoices', '"AuditLog"']

const schema = [
  'create table organizations (id uuid primary key)',
  'create table customers (id uuid primary key, organization_id uuid not null references organizations, name text)',
  ...tables.map(
    (table) =>
      `create table ${table} (id uuid primary key, organization_id uuid not null references organizations, customer_id uuid not null references customers, parent_id uuid references ${table}, status text, total_cents int, created_at timestamptz, deleted_at timestamptz)`,
  ),
].join(';\n')

/** Five hundred tables in one query, joined in several ways. */
const wide: Readonly<Record<string, string>> = {
  'to one row': joins('join', () => 'o0.customer_id'),
  'one to the next': joins('join', (i) => `o${i}.id`),
  'one to the next, left': joins('left join', (i) => `o${i}.id`),
}

function joins(how: string, to: (i: number) => string): string {
  const parts = Array.from({ length: 499 }, (_, i) => `${how} orders o${i + 1} on o${i + 1}.parent_id = ${to(i)}`)
  return `select 1 from orders o0 ${parts.join(' ')} where o0.organization_id = $1`
}

export const judging: Part = {
  title: 'Judging a query',
  aim: undefined,
  how: 'What it takes to know which tenant the rows of a query belong to, beside what it takes to parse it. The first row is the median of queries of an application.',
  async *rows() {
    const inner = await builtInner()
    const { engineNamed, Judge, defaultSettings } = inner
    const engine = engineNamed('libpg-query')
    const judge = new Judge(catalogOf(inner, changesOf(engine)), defaultSettings)
    // What is known of a query is kept with it, so each round has another one.
    const judgedAnew = (text: string): { readonly parse: number; readonly judge: number } => {
      let query: Query | undefined
      const parse = timed(() => (query = queryOf(engine, text))) * 1_000
      return { parse, judge: timed(() => query && judge.judgeAll(query)) * 1_000 }
    }
    const times = statements.flatMap((text) => {
      if (!queryOf(engine, text)) return []
      const rounds = Array.from({ length: repeats }, () => judgedAnew(text))
      return [{ parse: median(rounds.map(({ parse }) => parse)), judge: median(rounds.map((round) => round.judge)) }]
    })
    yield {
      query: 'of an application',
      queries: times.length,
      'to parse, µs': median(times.map(({ parse }) => parse)),
      'to judge, µs': median(times.map((time) => time.judge)),
      ratio: median(times.map(({ parse, judge: own }) => own / parse)),
    }
    for (const [query, text] of Object.entries(wide)) {
      const { parse, judge: own } = judgedAnew(text)
      yield { query: `500 tables, ${query}`, queries: 1, 'to parse, µs': parse, 'to judge, µs': own, ratio: own / parse }
    }
  },
}

function changesOf(engine: SqlEngine): (readonly Change[])[] {
  const parsed = engine.parse(schema)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value.map(({ changes }) => changes)
}

function queryOf(engine: SqlEngine, text: string): Query | undefined {
  const parsed = engine.parse(text)
  return parsed.ok ? parsed.value[0]?.query : undefined
}
