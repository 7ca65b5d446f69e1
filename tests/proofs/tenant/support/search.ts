import type { PGlite } from '@electric-sql/pglite'
import type { Judged } from '../../../../src/proofs/tenant/judge.ts'
import { Dice } from './dice.ts'
import { print, smaller, type Doc } from './doc.ts'
import { Experiment, trialOf, type Leak, type Trial } from './experiment.ts'
import { sqlLanguage, type Language } from './language.ts'
import { randomSchema, type RandomSchema } from './random-schema.ts'

/** What random queries showed. */
export interface Counts {
  schemas: number
  queries: number
  /** Of which it is not known what holds them. */
  unseen: number
  silent: number
  silentThatRan: number
  reported: number
  reportedThatRan: number
  reportedThatLeaked: number
}

/** A silent query that leaks, as small as it could be made. */
export interface Counterexample {
  readonly schema: string
  readonly text: string
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
  readonly isWorthRunning?: (random: RandomSchema, text: string) => boolean
  /** Whether counterexamples are made smaller. */
  readonly shrinks: boolean
  /** Whether too many rows where one is wanted count as a result. */
  readonly errorsTell: boolean
}

export const usualPlan: Plan = { queriesPerSchema: 160, reportedPerSchema: 0, fillings: 1, variations: 2, shrinks: true, errorsTell: false }

/** Tries random queries on random schemas, one schema a seed. */
export class Search {
  readonly counts: Counts = {
    schemas: 0,
    queries: 0,
    unseen: 0,
    silent: 0,
    silentThatRan: 0,
    reported: 0,
    reportedThatRan: 0,
    reportedThatLeaked: 0,
  }
  readonly #db: PGlite
  readonly #plan: Plan
  readonly #language: Language
  /** The texts of which it is not known what holds them. */
  readonly unseen: string[] = []
  /** Why silent texts did not run. */
  readonly failures = new Map<string, string>()

  constructor(db: PGlite, plan: Plan = usualPlan, language: Language = sqlLanguage()) {
    this.#db = db
    this.#plan = plan
    this.#language = language
  }

  async seed(seed: number): Promise<Counterexample[]> {
    const dice = new Dice(seed)
    const random = randomSchema(`schema ${seed}`, dice)
    const docs = Array.from({ length: this.#plan.queriesPerSchema }, () => this.#language.random(random, dice))
    return this.docs(random, seed, docs)
  }

  async docs(random: RandomSchema, seed: number, docs: readonly Doc[]): Promise<Counterexample[]> {
    const silent = new Map<Trial, Doc>()
    const reported: Trial[] = []
    const texts = docs.map(print)
    const judged = this.#language.judge(random, texts)
    for (const [i, doc] of docs.entries()) {
      const [text = '', found = []] = [texts[i], judged[i]]
      const trial = trialOf(random.schema, text, found)
      switch (this.#language.standingOf(found)) {
        case 'silent':
          if (this.#plan.isWorthRunning?.(random, text) !== false) silent.set(trial, doc)
          break
        case 'reported':
          reported.push(trial)
          break
        case 'unseen':
          this.unseen.push(text)
      }
    }
    this.counts.schemas++
    this.counts.queries += docs.length
    this.counts.unseen = this.unseen.length
    this.counts.silent += silent.size
    this.counts.reported += reported.length
    if (silent.size + Math.min(reported.length, this.#plan.reportedPerSchema) === 0) return []
    const sender = await this.#language.sender(random, this.#db)
    const experiment = await Experiment.of(this.#db, random.schema, { errorsTell: this.#plan.errorsTell, sender })
    try {
      await this.#tryReported(experiment, reported.slice(0, this.#plan.reportedPerSchema), seed)
      return await this.#trySilent(experiment, random, silent, seed)
    } finally {
      await experiment.end()
    }
  }

  async #trySilent(experiment: Experiment, random: RandomSchema, silent: ReadonlyMap<Trial, Doc>, seed: number): Promise<Counterexample[]> {
    const found = new Map<Doc, number>()
    const ran = new Set<Trial>()
    for (let filling = 0; filling < this.#plan.fillings; filling++) {
      const at = seed * 100 + filling
      const report = await experiment.run([...silent.keys()], at, this.#plan.variations)
      for (const trial of report.ran) ran.add(trial)
      for (const [{ text }, message] of report.failures) this.failures.set(text, message)
      for (const { trial } of report.leaks) {
        const doc = silent.get(trial)
        if (doc !== undefined && !found.has(doc)) found.set(doc, at)
      }
    }
    this.counts.silentThatRan += ran.size
    const examples: Counterexample[] = []
    for (const [doc, at] of found) examples.push(await this.#shrink(experiment, random, doc, at))
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
  async #shrink(experiment: Experiment, random: RandomSchema, doc: Doc, seed: number): Promise<Counterexample> {
    let [smallest, leak] = [doc, await this.#leakOf(experiment, random, doc, seed)]
    let steps = 0
    for (let isSmaller = this.#plan.shrinks; isSmaller && steps < 1500;) {
      isSmaller = false
      for (const next of smaller(smallest)) {
        if (++steps >= 1500) break
        const still = await this.#leakOf(experiment, random, next, seed)
        if (!still) continue
        ;[smallest, leak, isSmaller] = [next, still, true]
        break
      }
    }
    const text = print(smallest)
    if (!leak) throw new Error(`it leaked, and does no more: ${text}`)
    const verdicts = this.#judged(random, text).map(({ access, verdict }) => `${access.name}:${verdict}`)
    return { schema: random.schema.ddl, text, verdicts: verdicts.join(' '), leak }
  }

  #judged(random: RandomSchema, text: string): readonly Judged[] {
    return this.#language.judge(random, [text])[0] ?? []
  }

  async #leakOf(experiment: Experiment, random: RandomSchema, doc: Doc, seed: number): Promise<Leak | undefined> {
    const text = print(doc)
    let judged: readonly Judged[]
    try {
      judged = this.#judged(random, text)
    } catch {
      return undefined
    }
    if (this.#language.standingOf(judged) !== 'silent') return undefined
    return (await experiment.run([trialOf(random.schema, text, judged)], seed, this.#plan.variations)).leaks[0]
  }
}

/** A counterexample in words. */
export function told({ schema, text, verdicts, leak }: Counterexample): string {
  return [
    schema.replaceAll(';\n', ';\n  '),
    text,
    leak.sent,
    verdicts,
    leak.what,
    ...leak.first.map((row) => `  1: ${row}`),
    ...leak.second.map((row) => `  2: ${row}`),
  ].join('\n  ')
}
