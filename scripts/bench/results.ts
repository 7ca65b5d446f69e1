import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
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
  /** What is written behind the part's name limits or names what is measured. */
  rows(size: Size, only: readonly string[]): Iterable<Row> | AsyncIterable<Row>
}

/** Whether one of several is to be measured: where none of them is named, all are. */
export function isAsked(one: string, only: readonly string[], all: readonly string[]): boolean {
  return only.includes(one) || !all.some((other) => only.includes(other))
}

export interface Result {
  readonly measured: string
  readonly machine: string
  readonly load: number
  readonly rows: readonly Row[]
}

const path = join(repository, '.bench/results.json')

export function readResults(): Record<string, Result> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Result>
  } catch {
    return {}
  }
}

/** What a row is about stands in its first two cells. A row that was measured before makes place for the new one. */
export function keepRow(part: string, row: Row, load: number): void {
  const results = readResults()
  const keyOf = (one: Row): string => JSON.stringify(Object.values(one).slice(0, 2))
  const rows = [...(results[part]?.rows ?? [])]
  const at = rows.findIndex((one) => keyOf(one) === keyOf(row))
  rows.splice(at < 0 ? rows.length : at, 1, row)
  const [processor] = cpus()
  const machine = `${cpus().length} × ${processor?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
  results[part] = { measured: new Date().toISOString().slice(0, 10), machine, load, rows }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(results, undefined, 2)}\n`)
}
