import { isDeepStrictEqual } from 'node:util'
import { dirname, join } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import { onceFor } from '../../catalog/once-for.ts'
import { loadSchema } from '../../project/project.ts'
import { forgetLiveText, loadTextFile, lookAnew, showLiveText } from '../../project/text-files.ts'
import type { Settings } from '../../settings/settings.ts'
import { isChecked } from '../files.ts'
import type { Git, GitChange } from './git.ts'

type Texts = ReadonlyMap<string, string>

/** The part of the project that is to be judged, with what it was before; texts stand in for those on disk that differ. */
export interface Change {
  readonly files: ReadonlySet<string>
  readonly before: Texts
  readonly after: Texts
  /** The texts of files that went away: on disk is nothing that could be read as they were. */
  readonly gone: readonly string[]
}

export function changeSince(git: Git, branch: string | undefined): Change {
  const base = git.mergeBase(branch)
  const changes = git.changedSince(base).filter(({ path }) => isChecked(path))
  const before = textsBefore(changes, (path) => git.textAt(base, path))
  return { files: pathsLeft(changes), before, after: new Map(), gone: textsGone(changes, before, (path) => loadTextFile(path).text) }
}

/** What the next commit changes: of a file that is staged in part, that part. */
export function changeStaged(git: Git): Change {
  const staged = git.staged().filter(({ path }) => isChecked(path))
  const files = pathsLeft(staged)
  const inIndex = new Set([...git.unstaged().filter(isChecked), ...files])
  const after = new Map([...inIndex].map((path) => [path, git.textAt('', path) ?? '']))
  // What the commit will not hold counts for nothing: to a schema an empty file is none.
  const gone = staged.flatMap(({ path, kind }) => (kind === 'deleted' ? [path] : []))
  for (const path of [...git.untracked().filter(isChecked), ...gone]) after.set(path, '')
  const before = textsBefore(staged, (path) => git.textAt('HEAD', path))
  return { files, before: new Map([...after, ...before]), after, gone: textsGone(staged, before, (path) => after.get(path)) }
}

function textsBefore(changes: readonly GitChange[], textOf: (path: string) => string | undefined): Map<string, string> {
  return new Map(changes.map(({ path, kind }) => [path, kind === 'added' ? '' : (textOf(path) ?? '')]))
}

/** A file that was moved is still there. */
function textsGone(changes: readonly GitChange[], before: Texts, textNow: (path: string) => string | undefined): string[] {
  const added = new Set(changes.flatMap(({ path, kind }) => (kind === 'added' ? [textNow(path)] : [])))
  const gone = changes.flatMap(({ path, kind }) => (kind === 'deleted' ? [before.get(path) ?? ''] : []))
  return gone.filter((text) => !added.has(text))
}

function pathsLeft(changes: readonly GitChange[]): Set<string> {
  return new Set(changes.flatMap(({ path, kind }) => (kind === 'deleted' ? [] : [path])))
}

let shown: Texts = new Map()

/** From now on these texts count in place of those on disk. */
export function showTexts(texts: Texts): void {
  for (const path of shown.keys()) if (!texts.has(path)) forgetLiveText(path)
  for (const [path, text] of texts) showLiveText(path, text)
  shown = texts
  lookAnew()
}

/** Whether a change makes another database for any of the files. Leaves the texts as they are after it. */
export function changesSchema(
  change: Change,
  files: readonly string[],
  settings: (file: string) => Settings | undefined,
  cwd: string,
): boolean {
  const folders = new Map(files.map((file) => [dirname(file), settings(file)]))
  const catalogs = (texts: Texts): object[] => {
    showTexts(texts)
    return [...folders].flatMap(([folder, own]) => (own ? [meaningOf(loadSchema(join(folder, 'schema.sql'), own, cwd).catalog)] : []))
  }
  return !isDeepStrictEqual(catalogs(change.before), catalogs(change.after))
}

/** A catalog without where things are written. */
const meaningOf = onceFor((catalog: Catalog): object => {
  const { unread: _, ...parts } = catalog.parts
  return withoutPlaces(parts) as object
})

const places: ReadonlySet<string> = new Set(['place', 'madeAt', 'history', 'range'])

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (places.has(key) ? undefined : item)))
}
