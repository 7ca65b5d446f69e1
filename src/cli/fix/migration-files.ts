import type { Settings } from '../../settings/settings.ts'
import type { MigrationFolder } from './folder.ts'
import { downSql, upSql, type Step } from './statements.ts'
import type { ToolForm } from './tool-forms.ts'
import { commentOf, type Block, type NewFile } from './written.ts'

export interface Place {
  readonly folder: MigrationFolder
  readonly names: readonly string[]
  readonly title: string
  readonly now: Date
  /** A migration for each statement. */
  readonly split: boolean
}

/** The files of a plan, as the tool wants them. */
export function filesOfPlan(steps: readonly Step[], form: ToolForm, place: Place, { migrations }: Readonly<Settings>): NewFile[] {
  const concurrency = migrations.transactions === true ? 'none' : migrations.transactions === false ? 'each' : form.concurrency
  const mayBeAlone = concurrency === 'alone' && (place.split || plainCount(steps) === 1)
  const commitsEach = concurrency === 'each' || mayBeAlone
  const blocks = steps.map((step) => blockOf(step, commitsEach))
  const grouped = place.split ? blocks.flatMap(split).map((block) => [block]) : [blocks]
  const isConcurrent = blocks.some(({ up }) => up.some((statement) => /^(?:CREATE (?:UNIQUE )?|DROP )INDEX CONCURRENTLY /.test(statement)))
  return form.write({ ...place, migrations: grouped, head: headOf(commitsEach, concurrency, place), isConcurrent })
}

function plainCount(steps: readonly Step[]): number {
  return steps.flatMap((step) => upSql(step, { commitsEach: false, qualifies: false })).length
}

function blockOf(step: Step, commitsEach: boolean): Block {
  const surroundings = { commitsEach, qualifies: false }
  const isLocking = commitsEach && step.table.kind === 'partitioned table' && step.kind !== 'rename'
  const note = isLocking ? ['Postgres makes no index of a partitioned table concurrently: writes wait until it is built.'] : []
  return {
    comment: [...step.why.flatMap(({ rule, where, message }) => [`${rule}: ${where}`, `Why: ${message}`]), ...note],
    up: upSql(step, { ...surroundings, ifNotExists: !commitsEach && step.kind === 'create' }),
    down: downSql(step, surroundings),
  }
}

/** The last to be done is the first to be undone. */
function split({ comment, up, down }: Block): Block[] {
  return up.map((statement, i) => {
    const from = up.length - 1 - i
    return { comment, up: [statement], down: i === 0 ? down.slice(from) : down.slice(from, from + 1) }
  })
}

function headOf(commitsEach: boolean, concurrency: string, { folder, split: isSplit }: Place): string {
  const first = 'Written by tenancy fix. Each statement names the rule that wants it, and what it found.'
  if (commitsEach && folder.tool === 'plain')
    return commentOf([first, 'CONCURRENTLY runs in no transaction: whatever runs this file must not begin one around it.']) + '\n'
  if (commitsEach) return commentOf([first]) + '\n'
  const how =
    concurrency === 'alone' && !isSplit
      ? [
          'Several statements in one file are one transaction here, in which no index can be made CONCURRENTLY.',
          'One migration for each statement: tenancy fix --split.',
        ]
      : ['This file is run in a transaction, in which no index can be made CONCURRENTLY.']
  return `${commentOf([
    first,
    ...how,
    'Nobody can write to a table while its index is built. If the table is large, run its CREATE INDEX by hand before,',
    'as CREATE INDEX CONCURRENTLY: what is there by then is passed over here.',
  ])}\n`
}
