import { PGlite } from '@electric-sql/pglite'
import type { Judged, Verdict } from '../../../../src/proofs/tenant/judge.ts'
import { withValues } from './parameters.ts'
import type { Schema } from './schema.ts'
import { inOrder, insertsOf, valuesIn, worldOf, type Row } from './world.ts'

/** Verdicts that promise that other tenants' rows make no difference. */
const silent: ReadonlySet<Verdict> = new Set<Verdict>(['global', 'scoped', 'by-member', 'by-secret', 'by-parent', 'dynamic'])

export function isSilent(judged: readonly Judged[]): boolean {
  return judged.every(({ verdict }) => silent.has(verdict))
}

/** A statement, or a call that sends some, whose silence is put to the test. */
export interface Trial {
  readonly text: string
  /** It reads the tenants themselves, all of them. */
  readonly readsTenants: boolean
}

/** Values of the asking tenant, of a column of a table. */
export type ValuesOf = (table: string, column: string) => readonly string[]

/** Sends texts to the database as an application of the asking tenant would. */
export interface Sender {
  mayWrite(text: string): boolean
  /** What comes back, a text for each row; it throws where that says nothing. */
  send(text: string, valuesOf: ValuesOf): Promise<readonly string[]>
  /** What is sent, for people. */
  shown(text: string, valuesOf: ValuesOf): string
}

export function trialOf(schema: Schema, text: string, judged: readonly Judged[]): Trial {
  const readsTenants = judged.some(
    ({ table, verdict }) => verdict === 'global' && table && schema.judge.ownership.of(table).kind === 'root',
  )
  return { text, readsTenants }
}

/** What one run of a statement showed: its rows, and what it left of ours; or that it failed. */
type Outcome =
  | { readonly kind: 'rows'; readonly rows: readonly string[]; readonly left: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string }

export interface Leak {
  readonly trial: Trial
  readonly sent: string
  readonly what: string
  readonly first: readonly string[]
  readonly second: readonly string[]
}

export interface Report {
  /** The statements that ran in all worlds. */
  readonly ran: ReadonlySet<Trial>
  readonly leaks: readonly Leak[]
  readonly failures: ReadonlyMap<Trial, string>
}

interface Way {
  /** Whether too many rows where one is wanted count as a result, although Postgres may also meet them in rows that it leaves out later. */
  readonly errorsTell?: boolean
  readonly sender?: Sender
}

/** Sends SQL as it is. */
export class SqlSender implements Sender {
  readonly #db: PGlite

  constructor(db: PGlite) {
    this.#db = db
  }

  mayWrite(text: string): boolean {
    return /\b(?:insert|update|delete|merge)\b/i.test(text)
  }

  async send(text: string, valuesOf: ValuesOf): Promise<readonly string[]> {
    const results = await this.#db.exec(this.shown(text, valuesOf), { rowMode: 'array' })
    return results.flatMap(({ rows }) => rows.map((row) => JSON.stringify(row)))
  }

  shown(text: string, valuesOf: ValuesOf): string {
    return withValues(text, valuesOf)
  }
}

/** Runs statements in worlds that differ in other tenants' rows alone, and compares what they show. */
export class Experiment {
  readonly #db: PGlite
  readonly #schema: Schema
  readonly #sender: Sender
  readonly #errorsTell: boolean

  private constructor(db: PGlite, schema: Schema, { errorsTell = false, sender = new SqlSender(db) }: Way) {
    this.#db = db
    this.#schema = schema
    this.#sender = sender
    this.#errorsTell = errorsTell
  }

  static async of(db: PGlite, schema: Schema, way: Way = {}): Promise<Experiment> {
    if (schema.client) await db.exec(schema.client.setup)
    await db.exec(schema.ddl)
    return new Experiment(db, schema, way)
  }

  /** Drops the schema's tables again. */
  async end(): Promise<void> {
    const schemas = new Set(['public', ...this.#schema.catalog.parts.schemas])
    for (const name of schemas) await this.#db.exec(`drop schema if exists "${name}" cascade`)
    await this.#db.exec('create schema public')
  }

  /** Leaks in worlds of one seed, in so many variations of the others' rows. */
  async run(trials: readonly Trial[], seed: number, variations: number): Promise<Report> {
    const worlds = Array.from({ length: variations + 1 }, (_, others) =>
      worldOf(this.#schema, { seed, others, otherTenants: others % 2 === 0 && others > 0 }),
    )
    const outcomes: Outcome[][] = []
    const [first = []] = worlds
    const valuesOf: ValuesOf = (table, column) => valuesIn(first, table, column)
    for (const world of worlds) outcomes.push(await this.#inWorld(world, trials, valuesOf))
    return this.#compare(trials, valuesOf, outcomes)
  }

  async #inWorld(world: readonly Row[], trials: readonly Trial[], valuesOf: ValuesOf): Promise<Outcome[]> {
    await this.#fill(world)
    const foreign = await this.#foreign(world)
    const outcomes: Outcome[] = []
    for (const { text } of trials) outcomes.push(await this.#outcome(text, foreign, valuesOf))
    return outcomes
  }

  async #fill(world: readonly Row[]): Promise<void> {
    const tables = inOrder(this.#schema).map(({ schema, name }) => `"${schema}"."${name}"`)
    const derived = this.#schema.catalog.tables.filter(({ kind }) => kind === 'materialized view')
    await this.#db.exec(
      [
        `truncate ${tables.join(', ')} cascade`,
        ...insertsOf(world),
        ...derived.map(({ schema, name }) => `refresh materialized view "${schema}"."${name}"`),
      ].join(';\n'),
    )
  }

  /** The rows of others, as the database shows them. */
  async #foreign(world: readonly Row[]): Promise<readonly string[]> {
    const isForeign = new Set(world.filter(({ whose }) => whose === 'before' || whose === 'after').map(textOf))
    return (await this.#dump()).filter((row) => isForeign.has(row))
  }

  /** All rows of all tables. */
  async #dump(): Promise<string[]> {
    const selects = inOrder(this.#schema).map(({ schema, name, columns }) => {
      const values = columns.map((column) => `"${column.name}"::text`).join(', ')
      return `select jsonb_build_array('${schema}.${name}', ${values})::text from "${schema}"."${name}"`
    })
    return (await this.#db.exec(selects.join(' union all '), { rowMode: 'array' })).flatMap(({ rows }) =>
      rows.map((row) => JSON.stringify(JSON.parse(String(Object.values(row)[0])))),
    )
  }

  async #outcome(text: string, foreign: readonly string[], valuesOf: ValuesOf): Promise<Outcome> {
    const begin = withValues(this.#schema.client?.begin ?? '', valuesOf)
    const writes = begin !== '' || this.#sender.mayWrite(text)
    const send = async (): Promise<string[]> => [...(await this.#sender.send(text, valuesOf))].sort()
    try {
      if (!writes) return { kind: 'rows', rows: await send(), left: [] }
      await this.#db.exec(`begin; ${begin}`)
      const rows = await send()
      if (begin !== '') await this.#db.exec('reset role')
      const after = await this.#dump()
      const lost = without(foreign, after)
      return { kind: 'rows', rows: [...rows, ...lost.map((row) => `changed: ${row}`)], left: without(after, foreign).sort() }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return this.#errorsTell && isOfRows(error) ? { kind: 'rows', rows: [message], left: [] } : { kind: 'failed', message }
    } finally {
      if (writes) await this.#db.exec('rollback')
    }
  }

  #compare(trials: readonly Trial[], valuesOf: ValuesOf, outcomes: readonly (readonly Outcome[])[]): Report {
    const ran = new Set<Trial>()
    const leaks: Leak[] = []
    const failures = new Map<Trial, string>()
    trials.forEach((trial, i) => {
      const comparable = outcomes
        .filter((_, world) => !trial.readsTenants || world % 2 === 1 || world === 0)
        .flatMap((world) => world[i] ?? [])
      const failed = comparable.find((outcome) => outcome.kind === 'failed')
      if (failed?.kind === 'failed') {
        failures.set(trial, failed.message)
        return
      }
      ran.add(trial)
      const leak = leakOf(comparable)
      if (leak) leaks.push({ trial, sent: this.#sender.shown(trial.text, valuesOf), ...leak })
    })
    return { ran, leaks, failures }
  }
}

function leakOf(outcomes: readonly Outcome[]): Pick<Leak, 'what' | 'first' | 'second'> | undefined {
  const [first, ...others] = outcomes
  if (first?.kind !== 'rows') return undefined
  const changed = outcomes.flatMap((outcome) => (outcome.kind === 'rows' ? outcome.rows.filter((row) => row.startsWith('changed: ')) : []))
  if (changed.length > 0) return { what: 'it changes rows of others', first: changed, second: [] }
  for (const other of others) {
    if (other.kind !== 'rows') continue
    if (first.rows.join('\n') !== other.rows.join('\n'))
      return { what: 'its result depends on others', first: first.rows, second: other.rows }
    if (first.left.join('\n') !== other.left.join('\n'))
      return { what: 'what it leaves depends on others', first: without(first.left, other.left), second: without(other.left, first.left) }
  }
  return undefined
}

/** Too many rows for one value, or for one change: that tells of the rows as a result does. */
function isOfRows(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '21000'
}

function textOf({ table, values }: Row): string {
  return JSON.stringify([`${table.schema}.${table.name}`, ...table.columns.map(({ name }) => values.get(name) ?? null)])
}

/** The texts that are in one list and not in the other, each as often as it is more there. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1)
  return texts.filter((text) => {
    const count = counts.get(text) ?? 0
    counts.set(text, count - 1)
    return count <= 0
  })
}

/** A Postgres in process. */
export async function newPostgres(): Promise<PGlite> {
  return PGlite.create()
}
