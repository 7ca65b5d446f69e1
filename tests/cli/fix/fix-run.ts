import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { fixCommand, type FixFlags } from '../../../src/cli/fix/command.ts'
import { splitScript } from '../../../src/sql/script.ts'
import { upSide } from '../../../src/project/migrations/index.ts'

export interface FixRun {
  readonly out: string
  readonly errors: string
}

/** A day that is later than the names of all migrations in the tests. */
const someDay = new Date('2031-02-03T04:05:06Z')

let away = 0

/** What was found on disk is taken for granted for a while, which a process of its own does not see. */
export function waitLong(): void {
  away += 3_600_000
  const now = performance.now.bind(performance)
  if (away === 3_600_000) vi.spyOn(performance, 'now').mockImplementation(() => now() + away)
}

/** Runs `tenancy fix` in this process, by the strict preset where nothing else is said. */
export async function fix(cwd: string, flags: Partial<FixFlags> = {}): Promise<FixRun> {
  const told = { out: '', errors: '' }
  waitLong()
  const preset = flags.rule ? {} : { preset: 'strict' as const }
  const all = { migration: true as const, name: 'tenancy_indexes', config: false, ...preset, ...flags }
  await fixCommand(
    all,
    cwd,
    (line) => void (told.out += `${line}\n`),
    (line) => void (told.errors += `${line}\n`),
    someDay,
  )
  return told
}

/** All files below a folder by their paths in it. */
export function filesIn(cwd: string): Map<string, string> {
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(cwd, name)).isFile())
  return new Map(files.map((name) => [name, readFileSync(join(cwd, name), 'utf8')]))
}

/** How a tool sends a file to Postgres: what is one text is one transaction. */
export type Sends = 'each' | 'whole' | 'transaction' | 'breakpoints'

interface Database {
  exec(sql: string): Promise<unknown>
}

/** Runs the up side of a migration. */
export async function apply(db: Database, text: string, sends: Sends): Promise<void> {
  const up = upSide(text)
  const statements = splitScript(up).statements.map((statement) => statement.text)
  switch (sends) {
    case 'each':
      for (const statement of statements) await db.exec(statement)
      return
    case 'whole':
      // PGlite splits a text, where Postgres runs it as one transaction.
      await (statements.length === 1 ? db.exec(statements[0] ?? '') : db.exec(`begin; ${up}; commit`))
      return
    case 'transaction':
      await db.exec(`begin; ${up}; commit`)
      return
    case 'breakpoints':
      await db.exec('begin')
      for (const statement of text.split('--> statement-breakpoint')) await db.exec(statement)
      await db.exec('commit')
  }
}
