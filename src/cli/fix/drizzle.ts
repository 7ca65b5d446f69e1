import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../../project/discover-texts.ts'
import { UsageError } from '../given-settings.ts'
import { timestampPrefixes } from './naming.ts'
import type { Written } from './tool-forms.ts'
import { statementsOf, type Block, type NewFile } from './written.ts'

interface Entry {
  readonly idx: number
  readonly version?: string
  readonly when: number
  readonly tag: string
  readonly breakpoints?: boolean
}

interface Journal {
  readonly version?: string
  readonly entries: readonly Entry[]
}

const breakpoint = '--> statement-breakpoint\n'

/** As `drizzle-kit generate --custom` does: the file, its entry in the journal, and the snapshot of the last one under new ids. */
export function writeDrizzle(written: Written): NewFile[] {
  const { path } = written.folder
  const journalPath = join(path, 'meta', '_journal.json')
  const text = readText(journalPath)
  return text === undefined ? writeFolders(written) : writeJournal(written, journalPath, text)
}

function writeJournal({ folder: { path }, title, migrations, now, head }: Written, journalPath: string, text: string): NewFile[] {
  const journal = readJournal(text, journalPath)
  const last = [...journal.entries].sort((a, b) => a.idx - b.idx).at(-1)
  const width = /^\d+/.exec(last?.tag ?? '')?.[0].length ?? 4
  const isTimed = width > 4
  const prefixes = isTimed
    ? timestampPrefixes(
        journal.entries.map(({ tag }) => tag),
        migrations.length,
        now,
      )
    : []
  const entries = migrations.map((_, i): Entry => {
    const idx = (last?.idx ?? -1) + 1 + i
    // Drizzle runs what is younger than the last that it ran.
    const when = Math.max(now.getTime(), ...journal.entries.map((entry) => entry.when + 1)) + i
    const prefix = prefixes[i] ?? `${String(idx).padStart(width, '0')}_`
    return { idx, version: last?.version ?? journal.version ?? '7', when, tag: `${prefix}${title}`, breakpoints: last?.breakpoints ?? true }
  })
  const files = entries.map(({ tag }, i) => ({ path: join(path, `${tag}.sql`), text: withBreakpoints(head, migrations[i] ?? []) }))
  const changed = { ...journal, entries: [...journal.entries, ...entries] }
  return [
    ...files,
    ...snapshots(path, entries),
    { path: journalPath, text: `${JSON.stringify(changed, null, indentOf(text))}\n`, changes: true },
  ]
}

/** Without them, the next `drizzle-kit generate` would find two migrations on one snapshot, or none. */
function snapshots(path: string, entries: readonly Entry[]): NewFile[] {
  const meta = join(path, 'meta')
  const names = readdirSync(meta)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
  let text = readText(join(meta, names.at(-1) ?? ''))
  return entries.flatMap(({ tag }) => {
    text = text === undefined ? undefined : nextSnapshot(text, tag)
    return text === undefined ? [] : [{ path: join(meta, `${/^\d+/.exec(tag)?.[0] ?? tag}_snapshot.json`), text }]
  })
}

function nextSnapshot(text: string, tag: string): string | undefined {
  try {
    const snapshot = JSON.parse(text) as Record<string, unknown>
    const id = idOf(`${tag}\n${text}`)
    const before = typeof snapshot['id'] === 'string' ? snapshot['id'] : ''
    const previous = 'prevIds' in snapshot ? { prevIds: [before] } : { prevId: before }
    return `${JSON.stringify({ ...snapshot, id, ...previous }, null, indentOf(text))}\n`
  } catch {
    return undefined
  }
}

/** The same each time, as all that is written here. */
function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

/** From version 1 on there is no journal, and each migration has a folder of its own with its snapshot. */
function writeFolders({ folder: { path, names }, title, migrations, now, head }: Written): NewFile[] {
  const prefixes = timestampPrefixes(names, migrations.length, now)
  let text = readText(
    join(
      path,
      [...names]
        .filter((name) => /^\d/.test(name))
        .sort()
        .at(-1) ?? '',
      'snapshot.json',
    ),
  )
  return migrations.flatMap((blocks, i) => {
    const folder = join(path, `${prefixes[i] ?? ''}${title}`)
    text = text === undefined ? undefined : nextSnapshot(text, folder)
    const snapshot = text === undefined ? [] : [{ path: join(folder, 'snapshot.json'), text }]
    return [{ path: join(folder, 'migration.sql'), text: withBreakpoints(head, blocks) }, ...snapshot]
  })
}

function withBreakpoints(head: string, blocks: readonly Block[]): string {
  return `${head}${statementsOf(blocks, 'up', breakpoint)}`
}

/** One that cannot be read is in the middle of a merge. */
export function requireReadableJournal(path: string): void {
  const journalPath = join(path, 'meta', '_journal.json')
  const text = readText(journalPath)
  if (text !== undefined) readJournal(text, journalPath)
}

function readJournal(text: string, path: string): Journal {
  try {
    const { entries, version } = JSON.parse(text) as Partial<Journal>
    if (Array.isArray(entries))
      return { ...(JSON.parse(text) as Journal), entries: entries as readonly Entry[], ...(version !== undefined && { version }) }
  } catch {
    // It is said below.
  }
  throw new UsageError(`${path} cannot be read as JSON. Mend it, and run the command again.`)
}

function indentOf(text: string): string {
  return /^\{\r?\n([ \t]+)/.exec(text)?.[1] ?? '  '
}
