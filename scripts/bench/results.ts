import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { repository } from './folders.ts'
import type { Figure } from './measure.ts'

export type Cell = string | number | Figure | undefined
export type Row = Readonly<Record<string, Cell>>

/** Full sizes are for the page; tiny ones show in seconds that a part runs. */
export type Size = 'full' | 'tiny'

/** What is measured of one question. */
export interface Part {
  readonly title: string
  readonly aim: string | undefined
  readonly how: string
  /** How many cells of a row tell what it is about; the first two, else. */
  readonly about?: number
  /** What is written behind the part's name limits or names what is measured. */
  rows(size: Size, only: readonly string[]): Iterable<Row> | AsyncIterable<Row>
}

/** Whether one of several is to be measured: where none of them is named, all are. */
export function isAsked(one: string, only: readonly string[], all: readonly string[]): boolean {
  return only.includes(one) || !all.some((other) => only.includes(other))
}

/** A row as it was measured: rows of one table may be of several days and machines. */
export interface Result {
  readonly row: Row
  readonly measured: string
  readonly machine: string
  /** How many processes wanted the processor meanwhile, where that was noted. */
  readonly load?: number
}

export type Results = Readonly<Record<string, readonly Result[]>>

/** Kept with the page that is made of it: not all is measured at once. */
const path = join(repository, 'scripts/bench/results.json')

export function readResults(): Results {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Results
  } catch {
    return {}
  }
}

/** A row that was measured before makes place for the new one. */
export function keepRow(part: string, row: Row, load: number, { about = 2 }: Pick<Part, 'about'> = {}): void {
  const results = readResults()
  const keyOf = (one: Row): string => JSON.stringify(Object.values(one).slice(0, about))
  const kept = [...(results[part] ?? [])]
  const at = kept.findIndex((one) => keyOf(one.row) === keyOf(row))
  kept.splice(at < 0 ? kept.length : at, 1, { row, measured: new Date().toISOString().slice(0, 10), machine: machine(), load })
  writeFileSync(path, `${JSON.stringify({ ...results, [part]: kept }, undefined, 2)}\n`)
}

function machine(): string {
  const [processor] = cpus()
  const { version } = JSON.parse(readFileSync(join(repository, 'node_modules/eslint/package.json'), 'utf8')) as { version: string }
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  return `${cpus().length} × ${processor?.model.trim() ?? 'unknown'}, ${memory}, Node ${process.versions.node}, ESLint ${version}`
}
