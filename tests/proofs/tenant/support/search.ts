import type { PGlite } from '@electric-sql/pglite'
import { Dice } from './dice.ts'
import { print, smaller, type Doc } from './doc.ts'
import { Experiment, isSilent, trialOf, type Leak, type Trial } from './experiment.ts'
import { withNumbers } from './parameters.ts'
import { randomQuery } from './random-query.ts'
import { randomSchema, type RandomSchema } from './random-schema.ts'
import { judgedBy, queryOf, type Schema } from './schema.ts'

/** What random queries showed. */
export interface Counts {
  schemas: number
  queries: number
  silent: number
  silentThatRan: number
  reported: number
  reportedThatRan: number
  reportedThatLeaked: number
}

/** A silent query that leaks, as small as it could be made. */
export interface Counterexample {
  readonly schema: string
  readonly sql: string
  readonly verdicts: string
  readonly leak: Leak
}

export interface Plan {
  readonly queriesPerSchema: number
  /** How many reported queries of each schema are run too, to see how many of them leak. */
  readonly reportedPerSchema: number
  readonly fillings: number
  readonly variations: number
  /** Which silent queries are run, where that is not all of them. */
  readonly isWorthRunning?: (schema: Schema, sql: string) => boolean
  /** Whether counterexamples are made smaller. */
  readonly shrinks: boolean
  /** Whether too many rows where one is wanted count as a result. */
  readonly errorsTell: boolean
}

export const usualPlan: Plan = { queriesPerSchema: 160, reportedPerSchema: 0, fillings: 1, variations: 2, shrinks: true, errorsTell: false }

/** Judges queries with the schema's own judge, or another. */
export type Judging = (schema: Schema, sql: string) => ReturnType<typeof judgedBy>

export const ownJudging: Judging = (schema, sql) => judgedBy(schema, queryOf(withNumbers(sql)))

/** Tries random queries on random schemas, one schema a seed. */
export class Search {
  readonly counts: Counts = { schemas: 0, queries: 0, silent: 0, silentThatRan: 0, reported: 0, reportedThatRan: 0, reportedThatLeaked: 0 }
  readonly #db: PGlite
  readonly #plan: Plan
  readonly #judging: Judging

  constructor(db: PGlite, plan: Plan = usualPlan, judging: Judging = ownJudging) {
    this.#db = db
    this.#plan = plan
    this.#judging = judging
  }

  async seed(seed: number): Promise<Counterexample[]> {
    const dice = new Dice(seed)
    const random = randomSchema(`schema ${seed}`, dice)
    const docs = Array.from({ length: this.#plan.queriesPerSchema }, () => randomQuery(random, dice))
    return this.docs(random, seed, docs)
  }

  async docs(random: RandomSchema, seed: number, docs: readonly Doc[]): Promise<Counterexample[]> {
    const { schema } = random
    const silent = new Map<Trial, Doc>()
    const reported: Trial[] = []
    for (const doc of docs) {
      const sql = print(doc)
      const judged = this.#judging(schema, sql)
      if (isSilent(judged)) {
        if (this.#plan.isWorthRunning?.(schema, sql) !== false) silent.set(trialOf(schema, sql, judged), doc)
      } else reported.push(trialOf(schema, sql, judged))
    }
    this.counts.schemas++
    this.counts.queries += docs.length
    this.counts.silent += silent.size
    this.counts.reported += reported.length
    if (silent.size + Math.min(reported.length, this.#plan.reportedPerSchema) === 0) return []
    const experiment = await Experiment.of(this.#db, schema, this.#plan.errorsTell)
    try {
      await this.#tryReported(experiment, reported.slice(0, this.#plan.reportedPerSchema), seed)
      return await this.#trySilent(experiment, schema, silent, seed)
    } finally {
      await experiment.end()
    }
  }

  async #trySilent(experiment: Experiment, schema: Schema, silent: ReadonlyMap<Trial, Doc>, seed: number): Promise<Counterexample[]> {
    const found = new Map<Doc, number>()
    const ran = new Set<Trial>()
    for (let filling = 0; filling < this.#plan.fillings; filling++) {
      const at = seed * 100 + filling
      const report = await experiment.run([...silent.keys()], at, this.#plan.variations)
      for (const trial of report.ran) ran.add(trial)
      for (const { trial } of report.leaks) {
        const doc = silent.get(trial)
        if (doc !== undefined && !found.has(doc)) found.set(doc, at)
      }
    }
    this.counts.silentThatRan += ran.size
    const examples: Counterexample[] = []
    for (const [doc, at] of found) examples.push(await this.#shrink(experiment, schema, doc, at))
    return examples
  }

  async #tryReported(experiment: Experiment, trials: readonly Trial[], seed: number): Promise<void> {
    const [ran, leaked] = [new Set<Trial>(), new Set<Trial>()]
    for (let filling = 0; trials.length > 0 && filling < this.#plan.fillings; filling++) {
      const report = await experiment.run(trials, seed * 100 + filling, this.#plan.variations)
      for (const trial of report.ran) ran.add(trial)
      for (const { trial } of report.leaks) leaked.add(trial)
    }
    this.counts.reportedThatRan += ran.size
    this.counts.reportedThatLeaked += leaked.size
  }

  /** Makes a query smaller as long as it is silent and leaks. */
  async #shrink(experiment: Experiment, schema: Schema, doc: Doc, seed: number): Promise<Counterexample> {
    let [smallest, leak] = [doc, await this.#leakOf(experiment, schema, doc, seed)]
    let steps = 0
    for (let isSmaller = this.#plan.shrinks; isSmaller && steps < 1500;) {
      isSmaller = false
      for (const next of smaller(smallest)) {
        if (++steps >= 1500) break
        const still = await this.#leakOf(experiment, schema, next, seed)
        if (!still) continue
        ;[smallest, leak, isSmaller] = [next, still, true]
        break
      }
    }
    const sql = print(smallest)
    if (!leak) throw new Error(`it leaked, and does no more: ${sql}`)
    const verdicts = this.#judging(schema, sql).map(({ access, verdict }) => `${access.name}:${verdict}`)
    return { schema: schema.ddl, sql, verdicts: verdicts.join(' '), leak }
  }

  async #leakOf(experiment: Experiment, schema: Schema, doc: Doc, seed: number): Promise<Leak | undefined> {
    const sql = print(doc)
    let judged: ReturnType<Judging>
    try {
      judged = this.#judging(schema, sql)
    } catch {
      return undefined
    }
    if (!isSilent(judged)) return undefined
    return (await experiment.run([trialOf(schema, sql, judged)], seed, this.#plan.variations)).leaks[0]
  }
}

/** A counterexample in words. */
export function told({ schema, sql, verdicts, leak }: Counterexample): string {
  return [
    schema.replaceAll(';\n', ';\n  '),
    sql,
    leak.sent,
    verdicts,
    leak.what,
    ...leak.first.map((row) => `  1: ${row}`),
    ...leak.second.map((row) => `  2: ${row}`),
  ].join('\n  ')
}
