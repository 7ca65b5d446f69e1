import type { Change } from '../../src/catalog/change.ts'
import type { Query } from '../../src/query/query.ts'
import type { SqlEngine } from '../../src/sql/engine.ts'
import { builtEngines, builtJudge } from './built.ts'
import { median, timed } from './measure.ts'
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

/** What judging a query costs, beside what parsing it costs. */
export async function judgeTimes(): Promise<object[]> {
  const { engineNamed } = await builtEngines()
  const { Judge, catalogOf, settings } = await builtJudge()
  const engine = engineNamed('libpg-query')
  const catalog = catalogOf(changesOf(engine))
  const judge = new Judge(catalog, settings)
  const time = (text: string): { parse: number; judge: number } | undefined => {
    const query = queryOf(engine, text)
    if (!query) return undefined
    const often = (action: () => unknown): number => median(Array.from({ length: repeats }, () => timed(action) * 1_000))
    return { parse: often(() => engine.parse(text)), judge: often(() => judge.judgeAll(query)) }
  }
  const times = statements.flatMap((text) => time(text) ?? [])
  const ratio = median(times.map(({ parse, judge: own }) => own / parse))
  const usual = {
    query: 'of an application',
    'parse µs': median(times.map(({ parse }) => parse)),
    'judge µs': median(times.map((t) => t.judge)),
    ratio,
  }
  const others = Object.entries(wide).map(([query, text]) => {
    const read = queryOf(engine, text)
    return {
      query: `500 tables, ${query}`,
      'parse µs': timed(() => engine.parse(text)) * 1_000,
      'judge µs': timed(() => read && judge.judgeAll(read)) * 1_000,
    }
  })
  return [usual, ...others].map(rounded)
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

function rounded(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]: [string, unknown]) => [key, typeof value === 'number' ? Math.round(value * 10) / 10 : value]),
  )
}
