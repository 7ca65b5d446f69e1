import { relative } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import { announceApplication } from '../../project/application.ts'
import { planMigration } from '../../project/planned.ts'
import { keepNoRemedies, keepRemedies } from '../../project/remedies.ts'
import { showTexts } from '../check/change.ts'
import type { Finding } from '../check/finding.ts'
import { lintFiles } from '../check/lint.ts'
import type { Terms } from '../check/terms.ts'
import { shownPath } from '../places.ts'
import type { MigrationFolder } from './folder.ts'
import { Plan, type Taken } from './plan.ts'
import type { Why } from './statements.ts'

/** What is linted, and by which terms. */
export interface Project {
  readonly files: readonly string[]
  /** All that may ask the database. */
  readonly asking: readonly string[]
  readonly terms: ReadonlyMap<string, Terms>
  readonly cwd: string
  readonly folder: MigrationFolder
  /** All that the schema is read from. */
  readonly sources: ReadonlySet<string>
  /** Of the steps alone. */
  readonly made: Catalog
  /** The path under which the plan is read. */
  readonly planned: string
}

export interface Outcome {
  readonly plan: Plan
  /** Findings that no migration can answer, with the reason. */
  readonly left: readonly string[]
  /** Statements that Postgres refuses once the migration has run, such as an ON CONFLICT without the condition that its key has by then. */
  readonly broken: readonly string[]
}

const watched = 'tenancy/no-redundant-index'
const refused = 'tenancy/valid-sql'

/** By one change of each table at a time, what is found is judged again as the database would be then; a schema that no round changes is the end. */
export async function planOf(project: Project): Promise<Outcome> {
  const plan = new Plan(project.made, project.planned)
  keepRemedies()
  try {
    return await new Rounds(project, plan).run()
  } finally {
    keepNoRemedies()
    planMigration(undefined)
    showTexts(new Map())
    announceApplication(undefined)
  }
}

const mostRounds = 100
const order = ['replace', 'rename', 'add', 'drop'] as const

class Rounds {
  readonly #project: Project
  readonly #plan: Plan
  readonly #terms: ReadonlyMap<string, Terms>
  /** Redundant indexes that were so before, and that nobody asked to drop. */
  #known: ReadonlySet<string> | undefined
  readonly #seen = new Set<string>()
  /** What Postgres refuses of all files, before the plan and with it. */
  #refusedBefore: readonly string[] | undefined
  #refusedNow: readonly string[] = []

  constructor(project: Project, plan: Plan) {
    this.#project = project
    this.#plan = plan
    this.#terms = watchingTerms(project.terms)
  }

  async run(): Promise<Outcome> {
    const { files } = this.#project
    let some = files
    let left: readonly string[] = []
    for (let round = 0; round < mostRounds; round++) {
      const findings = await this.#findings(some)
      const isChanged = this.#takeAll(findings, (reasons) => (left = some === files ? reasons : left))
      const isNew = isChanged && !this.#seen.has(this.#plan.sql)
      this.#seen.add(this.#plan.sql)
      if (isNew) some = this.#concerned(findings)
      else if (some !== files) some = files
      else break
    }
    const broken = this.#refusedNow.filter((line) => this.#refusedBefore?.includes(line) === false)
    return { plan: this.#plan, left, broken }
  }

  async #findings(some: readonly string[]): Promise<Finding[]> {
    const { cwd, planned, asking, folder } = this.#project
    const { isEmpty, sql } = this.#plan
    planMigration(isEmpty ? undefined : { source: { path: planned, reader: 'sql', tool: folder.tool }, after: folder.after.path })
    showTexts(isEmpty ? new Map() : new Map([[planned, sql]]))
    announceApplication(asking, cwd)
    const linted = await lintFiles(isEmpty ? some : [...some, planned], this.#terms, cwd, () => {})
    if (some === this.#project.files) this.#noteRefused(linted.findings)
    return linted.findings.filter((finding) => this.#isOfSchema(finding))
  }

  #noteRefused(findings: readonly Finding[]): void {
    const { cwd, planned } = this.#project
    const own = findings.filter(({ rule, path }) => rule === refused && path !== planned)
    this.#refusedNow = [...new Set(own.map(({ rule, path, line, message }) => `${shownPath(path, cwd)}:${line}  ${rule}: ${message}`))]
    this.#refusedBefore ??= this.#refusedNow
  }

  /** A text beside the schema, such as the way back of a migration, may define things of its own. */
  #isOfSchema({ remedy }: Finding): boolean {
    if (!remedy) return false
    const { sources, planned } = this.#project
    const parts = 'index' in remedy ? [remedy.table, remedy.index] : [remedy.table]
    return parts.every(({ place: { file } }) => file === planned || sources.has(file))
  }

  #takeAll(findings: readonly Finding[], tell: (left: readonly string[]) => void): boolean {
    const known = (this.#known ??= new Set(findings.filter((one) => this.#isWatchedOnly(one)).map(placeOf)))
    this.#plan.startRound()
    const left: string[] = []
    let isChanged = false
    const ranked = [...findings].sort((a, b) => rankOf(a) - rankOf(b))
    for (const finding of ranked) {
      const { remedy } = finding
      if (!remedy || (this.#isWatchedOnly(finding) && known.has(placeOf(finding)))) continue
      const taken: Taken = this.#plan.take(remedy, this.#whyOf(finding))
      if (taken === 'taken') isChanged = true
      else if (taken !== 'later')
        left.push(`${shownPath(finding.path, this.#project.cwd)}:${finding.line}  ${finding.rule}: ${taken.because}.`)
    }
    tell([...new Set(left)])
    return isChanged
  }

  /** It is looked for so that no index is made in vain. */
  #isWatchedOnly({ rule, path }: Finding): boolean {
    return rule === watched && this.#project.terms.get(path)?.rules[watched] === undefined
  }

  #whyOf({ rule, path, line, column, message }: Finding): Why {
    const isOwn = path === this.#project.planned
    return {
      rule,
      where: isOwn ? 'what this migration would make otherwise' : `${shownPath(path, this.#project.cwd)}:${line}`,
      id: JSON.stringify([rule, path, line, column]),
      message,
    }
  }

  /** Where something was found, and where the tables are told that change. */
  #concerned(findings: readonly Finding[]): readonly string[] {
    const { files, planned } = this.#project
    const homes = this.#plan.steps.flatMap(({ table }) => [table.place.file, ...table.indexes.map(({ place }) => place.file)])
    const paths = new Set([...findings.map(({ path }) => path), ...homes])
    return files.filter((file) => paths.has(file) && file !== planned)
  }
}

function rankOf({ remedy }: Finding): number {
  return remedy ? order.indexOf(remedy.kind) : order.length
}

function placeOf({ path, line, column }: Finding): string {
  return JSON.stringify([path, line, column])
}

function watchingTerms(terms: ReadonlyMap<string, Terms>): ReadonlyMap<string, Terms> {
  const made = new Map<Terms, Terms>()
  return new Map(
    [...terms].map(([file, own]) => {
      const watching = made.get(own) ?? { ...own, rules: { [watched]: 'error' as const, [refused]: 'error' as const, ...own.rules } }
      made.set(own, watching)
      return [file, watching]
    }),
  )
}

/** The files that a schema is read from, as entries of the setting. */
export function entryOf(file: string, cwd: string): string {
  return relative(cwd, file).split('\\').join('/')
}
