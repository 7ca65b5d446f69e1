import type { SourceFile } from './source-file.ts'

/** A migration that is not written yet, and the source that it follows. */
interface Planned {
  readonly source: SourceFile
  readonly after: string
}

let planned: Planned | undefined
let answers = new WeakMap<readonly SourceFile[], readonly SourceFile[]>()

/** From now on it is read as if it were there, with the text that is shown for its path; undefined: there is none any more. */
export function planMigration(migration: Planned | undefined): void {
  planned = migration
  answers = new WeakMap()
}

/** It follows the source that is named, and is not looked for. */
export function isPlanned(path: string): boolean {
  return planned?.source.path === path
}

/** Sources with the migration that is planned; the same object for the same sources. */
export function withPlanned(sources: readonly SourceFile[]): readonly SourceFile[] {
  if (!planned) return sources
  const { source, after } = planned
  const at = sources.findIndex(({ path }) => path === after) + 1
  if (at === 0) return sources
  const known = answers.get(sources)
  if (known) return known
  const answer = [...sources.slice(0, at), source, ...sources.slice(at)]
  answers.set(sources, answer)
  return answer
}
