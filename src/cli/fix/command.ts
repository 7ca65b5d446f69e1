import { join, resolve } from 'node:path'
import type { Catalog } from '../../catalog/catalog.ts'
import { isMigration } from '../../project/migration.ts'
import { loadSchema, type Schema } from '../../project/project.ts'
import { isInside } from '../../project/workspace.ts'
import type { Settings } from '../../settings/settings.ts'
import { Git } from '../check/git.ts'
import { requireParser, termsOf, type TermsFlags } from '../check/terms.ts'
import { askingFiles, checkedFiles, filesOf, isChecked } from '../files.ts'
import { givenSettings, UsageError } from '../given-settings.ts'
import { shownPath } from '../places.ts'
import { migrationFolder, namesOfMigrations, type MigrationFolder } from './folder.ts'
import { filesOfPlan } from './migration-files.ts'
import { changesOfPrisma } from './prisma-schema.ts'
import { entryOf, planOf, type Outcome, type Project } from './rounds.ts'
import { formOf, loneFile } from './tool-forms.ts'
import { titleOf, writeAll } from './write.ts'
import type { NewFile } from './written.ts'

export interface FixFlags extends TermsFlags {
  /** True where no folder is named. */
  readonly migration?: string | true
  readonly sqlOut?: string
  readonly name: string
  readonly split?: true
  readonly schemaToo?: true
  readonly dryRun?: true
}

type Tell = (line: string) => void

/** What `tenancy fix` does. */
export async function fixCommand(flags: FixFlags, cwd: string, tell: Tell, warn: Tell, now = new Date()): Promise<void> {
  const { migration, sqlOut } = flags
  if (migration === undefined && sqlOut === undefined)
    throw new UsageError('Say where the migration goes: tenancy fix --migration DIR, or the folder of the others: tenancy fix --migration')
  if (sqlOut !== undefined && flags.split)
    throw new UsageError('A file of its own holds all statements: tenancy fix --sql-out FILE, or: tenancy fix --migration DIR --split')
  const title = titleOf(flags.name, 'fix')
  const settings = await givenSettings(flags, cwd)
  const near = typeof migration === 'string' ? resolve(cwd, migration) : cwd
  const schema = loadSchema(join(near, 'schema.sql'), settings, cwd)
  if (schema.problems.length > 0) throw new UsageError(schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
  const folder = migrationFolder(sqlOut === undefined || migration !== undefined ? migration : true, schema, cwd, 'fix')
  const form = sqlOut === undefined ? formOf(folder, 'tenancy fix --sql-out indexes.sql') : loneFile(resolve(cwd, sqlOut))
  const project = await projectOf(flags, folder, schema, madeCatalog(schema, settings, cwd), cwd)
  const outcome = await planOf(project)
  if (outcome.plan.isEmpty) tell('There is nothing to fix: no rule found what a migration could mend.')
  else {
    const names = namesOfMigrations(folder, schema)
    const files = filesOfPlan(outcome.plan.steps, form, { folder, names, title, now, split: flags.split === true }, settings)
    finish(files, outcome, schema, flags, cwd, tell)
  }
  for (const line of outcome.broken) warn(`Change before this migration runs: ${line}`)
  for (const line of outcome.left) warn(`Not for this migration: ${line}`)
}

function finish(files: readonly NewFile[], { plan }: Outcome, schema: Schema, flags: FixFlags, cwd: string, tell: Tell): void {
  const shown = (path: string): string => shownPath(path, cwd)
  const inPrisma = changesOfPrisma(plan.steps, schema.catalog, shown)
  const all = flags.schemaToo ? [...files, ...inPrisma.files] : files
  if (flags.dryRun) {
    for (const { path, text } of all) tell(`-- ${shown(path)}\n${text}`)
    return
  }
  writeAll(all, cwd, '--name NAME, or --sql-out FILE')
  for (const { path, changes } of all) tell(`${changes ? 'Changed' : 'Wrote'} ${shown(path)}`)
  tellOfModels(inPrisma.told, flags, schema, shown, tell)
}

/** What a model does not tell, the tool of the model takes away again. */
function tellOfModels(
  told: readonly string[],
  { schemaToo }: FixFlags,
  { sources }: Schema,
  shown: (path: string) => string,
  tell: Tell,
): void {
  if (told.length > 0 && !schemaToo) {
    tell('The models do not tell this yet. Write it there, or have it written with --schema-too; else prisma migrate sees a difference:')
    for (const line of told) tell(`  ${line}`)
  }
  const models = sources.filter((source) => !isMigration(source) && source.reader !== 'sql' && source.reader !== 'prisma')
  if (models[0])
    tell(
      `Write the same into the models (${shown(models[0].path)}), so that the next migration that is made of them does not take it back.`,
    )
}

/** What the steps add up to, where models tell more. */
function madeCatalog(schema: Schema, settings: Readonly<Settings>, cwd: string): Catalog {
  const steps = schema.sources.filter((source) => isMigration(source) || source.reader === 'sql')
  if (steps.length === schema.sources.length) return schema.catalog
  const entries = steps.map(({ path, reader }) => {
    const file = entryOf(path, cwd)
    return reader === 'sql' ? file : { reader: reader as 'knex', files: file }
  })
  return loadSchema(join(cwd, 'schema.sql'), { ...settings, schema: entries }, cwd).catalog
}

async function projectOf(flags: FixFlags, folder: MigrationFolder, schema: Schema, made: Catalog, cwd: string): Promise<Project> {
  const sources = new Set(schema.sources.map(({ path }) => path))
  const git = Git.open(cwd)
  const found = filesOf([], cwd, checkedFiles).filter(isChecked)
  const ignored = git?.ignored(found) ?? new Set()
  const planned = join(folder.path, 'tenancy-fix.sql')
  const terms = new Map(await termsOf([...found, planned], flags, cwd))
  const files = found.filter((file) => !ignored.has(file) && terms.has(file))
  requireParser(files)
  const own = terms.get(planned) ?? terms.get(folder.after.path) ?? [...terms.values()][0]
  if (own) terms.set(planned, own)
  const root = git && isInside(git.root, cwd) ? git.root : cwd
  return { files, asking: filesOf([], root, askingFiles), terms, cwd, folder, sources, made, planned }
}
