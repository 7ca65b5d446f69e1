import type { Settings } from '../../settings/settings.ts'
import { changesSchema, showTexts, type Change } from './change.ts'
import type { Finding } from './finding.ts'
import type { Linted } from './lint.ts'

/**
 * The findings in the files of a change, and those that it causes in others: where it makes another database, what is found elsewhere counts
 * unless it was there before.
 */
export async function lintChange(
  change: Change,
  files: readonly string[],
  lint: (files: readonly string[]) => Promise<Linted>,
  settings: (file: string) => Readonly<Settings> | undefined,
  cwd: string,
): Promise<Linted> {
  const mine = files.filter((file) => change.files.has(file))
  const tables = namesGone(change)
  if (tables.size === 0 && !changesSchema(change, files, settings, cwd)) return lint(mine)
  showTexts(change.after)
  const after = await lint(files)
  const elsewhere = after.findings.filter(({ path }) => !change.files.has(path))
  showTexts(change.before)
  const before = await lint([...new Set(elsewhere.map(({ path }) => path))])
  showTexts(change.after)
  const known = new Set(before.findings.map(placeOf))
  const isCaused = (finding: Finding): boolean => !known.has(placeOf(finding)) || finding.meaning.tables.some((name) => tables.has(name))
  return {
    findings: after.findings.filter((finding) => change.files.has(finding.path) || isCaused(finding)),
    unread: after.unread.filter(({ path }) => change.files.has(path)),
  }
}

function placeOf({ path, rule, line, column }: Finding): string {
  return JSON.stringify([path, rule, line, column])
}

const definition =
  /\b(?:create|alter|drop)\s+(?:\w+\s+){0,3}?(?:table|index|view|policy|function|type|sequence)\b|^[ \t]*model\s+\w+\s*\{|\b\w*Table\s*\(|@Entity\b/im

/** The words of definitions that went away, among them the tables that these were about. */
function namesGone({ gone }: Change): ReadonlySet<string> {
  return new Set(gone.filter((text) => definition.test(text)).flatMap((text) => text.match(/\w+/g) ?? []))
}
