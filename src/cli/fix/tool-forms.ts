import { join } from 'node:path'
import { lookup } from '../../catalog/lookup.ts'
import { UsageError } from '../given-settings.ts'
import { requireReadableJournal, writeDrizzle } from './drizzle.ts'
import type { MigrationFolder } from './folder.ts'
import { nextPrefixes, timestampPrefixes } from './naming.ts'
import { statementsOf, type Block, type Concurrency, type NewFile } from './written.ts'

/** What a tool's form gets to write; each migration is one file, or a pair. */
export interface Written {
  readonly folder: MigrationFolder
  readonly names: readonly string[]
  /** The words of the name. */
  readonly title: string
  readonly migrations: readonly (readonly Block[])[]
  readonly now: Date
  /** A comment for the top of a file. */
  readonly head: string
  readonly isConcurrent: boolean
}

/** How a tool wants its migrations. */
export interface ToolForm {
  readonly concurrency: Concurrency
  write(written: Written): NewFile[]
}

/** A file for each, named as the others are. */
const inFiles =
  (text: (written: Written, blocks: readonly Block[]) => string, ending = '.sql'): ToolForm['write'] =>
  (written) => {
    const prefixes = nextPrefixes(written.names, written.migrations.length, written.now)
    return written.migrations.map((blocks, i) => ({
      path: join(written.folder.path, `${prefixes[i] ?? ''}${written.title}${ending}`),
      text: text(written, blocks),
    }))
  }

const up = ({ head }: Written, blocks: readonly Block[]): string => `${head}${statementsOf(blocks, 'up')}`

/** Both ways in one file, each under its mark. */
const marked = (upMark: (written: Written) => string, downMark: (written: Written) => string): ToolForm['write'] =>
  inFiles((written, blocks) => `${upMark(written)}\n${up(written, blocks)}\n${downMark(written)}\n${statementsOf(blocks, 'down')}`)

/** A folder for each, with an up.sql and a down.sql. */
const inPairs =
  (separator: (names: readonly string[]) => string | undefined): ToolForm['write'] =>
  (written) => {
    const { folder, names, migrations, now, title } = written
    const dashed = separator(names)
    const prefixes = dashed === undefined ? nextPrefixes(names, migrations.length, now) : datedPrefixes(names, migrations.length, now)
    return migrations.flatMap((blocks, i) => {
      const path = join(folder.path, `${prefixes[i] ?? ''}${title}`)
      return [
        { path: join(path, 'up.sql'), text: up(written, blocks) },
        { path: join(path, 'down.sql'), text: statementsOf(blocks, 'down') },
      ]
    })
  }

/** As Diesel writes them: `2024-01-31-120000_`. */
function datedPrefixes(names: readonly string[], count: number, now: Date): string[] {
  const plain = names.map((name) => name.replace(/^(\d{4})-(\d{2})-(\d{2})-(\d{6}).*/, '$1$2$3$4'))
  return timestampPrefixes(plain, count, now).map((prefix) => prefix.replace(/^(\d{4})(\d{2})(\d{2})(\d{6})/, '$1-$2-$3-$4'))
}

/** Both ways in two files. */
const upAndDown: ToolForm['write'] = (written) => [
  ...inFiles(up, '.up.sql')(written),
  ...inFiles((_, blocks) => statementsOf(blocks, 'down'), '.down.sql')(written),
]

const flyway = (written: Written): NewFile[] => {
  const isApart = written.isConcurrent ? '-- flyway:executeInTransaction=false\n' : ''
  const files = inFiles((one, blocks) => `${isApart}${up(one, blocks)}`)(written)
  // Versions of Flyway that do not know the comment read it beside the file.
  return written.isConcurrent ? files.flatMap((file) => [file, { path: `${file.path}.conf`, text: 'executeInTransaction=false\n' }]) : files
}

/** Files of no tool that is known, some of which may have their way back beside them. */
const plain: ToolForm['write'] = (written) => {
  const hasDown = written.names.some((name) => /\.down\.sql$/i.test(name))
  return hasDown ? upAndDown(written) : inFiles(up)(written)
}

const inPrismaFolders: ToolForm['write'] = (written) => {
  const prefixes = timestampPrefixes(written.names, written.migrations.length, written.now)
  return written.migrations.map((blocks, i) => ({
    path: join(written.folder.path, `${prefixes[i] ?? ''}${written.title}`, 'migration.sql'),
    text: up(written, blocks),
  }))
}

const supabase: ToolForm['write'] = (written) => {
  const prefixes = timestampPrefixes(written.names, written.migrations.length, written.now)
  return written.migrations.map((blocks, i) => ({
    path: join(written.folder.path, `${prefixes[i] ?? ''}${written.title}.sql`),
    text: up(written, blocks),
  }))
}

const forms: Readonly<Record<string, ToolForm>> = lookup({
  prisma: { concurrency: 'alone', write: inPrismaFolders },
  drizzle: { concurrency: 'none', write: writeDrizzle },
  supabase: { concurrency: 'alone', write: supabase },
  flyway: { concurrency: 'each', write: flyway },
  'golang-migrate': { concurrency: 'alone', write: upAndDown },
  plain: { concurrency: 'each', write: plain },
  goose: {
    concurrency: 'each',
    write: marked(
      ({ isConcurrent }) => `${isConcurrent ? '-- +goose NO TRANSACTION\n' : ''}-- +goose Up`,
      () => '-- +goose Down',
    ),
  },
  'sql-migrate': {
    concurrency: 'each',
    write: marked(
      ({ isConcurrent }) => `-- +migrate Up${isConcurrent ? ' notransaction' : ''}`,
      ({ isConcurrent }) => `-- +migrate Down${isConcurrent ? ' notransaction' : ''}`,
    ),
  },
  dbmate: {
    concurrency: 'alone',
    write: marked(
      ({ isConcurrent }) => `-- migrate:up${isConcurrent ? ' transaction:false' : ''}`,
      ({ isConcurrent }) => `-- migrate:down${isConcurrent ? ' transaction:false' : ''}`,
    ),
  },
  tern: {
    concurrency: 'each',
    write: inFiles(
      (written, blocks) =>
        `${written.isConcurrent ? '---- tern: disable-tx ----\n' : ''}${up(written, blocks)}\n---- create above / drop below ----\n\n${statementsOf(blocks, 'down')}`,
    ),
  },
  'node-pg-migrate': {
    concurrency: 'none',
    write: marked(
      () => '-- Up Migration',
      () => '-- Down Migration',
    ),
  },
  hasura: { concurrency: 'none', write: inPairs(() => undefined) },
  diesel: { concurrency: 'none', write: inPairs((names) => (names.some((name) => /^\d{4}-\d{2}-/.test(name)) ? '-' : undefined)) },
  liquibase: {
    concurrency: 'each',
    write: inFiles(
      (written, blocks) =>
        `-- liquibase formatted sql\n\n-- changeset tenancy:${written.title}${written.isConcurrent ? ' runInTransaction:false' : ''}\n${up(written, blocks)}${rollbackLines(blocks)}`,
    ),
  },
})

function rollbackLines(blocks: readonly Block[]): string {
  const lines = statementsOf(blocks, 'down')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => `-- rollback ${line}\n`).join('')
}

/** A single file, of which nothing more is known. */
export const loneFile = (path: string): ToolForm => ({
  concurrency: 'each',
  write: (written) => written.migrations.map((blocks) => ({ path, text: up(written, blocks) })),
})

/** `elsewhere` is what to type for a file of plain SQL. */
export function formOf({ tool, holdsPrograms, path }: MigrationFolder, elsewhere: string): ToolForm {
  if (tool === 'plain') requireReadableJournal(path)
  const form = Object.hasOwn(forms, tool) ? forms[tool] : undefined
  if (form) return form
  const why = holdsPrograms ? `The migrations in ${path} are programs of ${tool}` : `How ${tool} wants a new migration is not known here`
  throw new UsageError(`${why}. Have the SQL written to a file, and run it in a migration of your own: ${elsewhere}`)
}
