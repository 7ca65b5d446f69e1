import { join, resolve } from 'node:path'
import { loadSchema, type Schema } from '../../project/project.ts'
import { migrationFolder, namesOfMigrations } from '../fix/folder.ts'
import { formOf } from '../fix/tool-forms.ts'
import { titleOf, writeAll } from '../fix/write.ts'
import { commentOf, statementsOf, type NewFile } from '../fix/written.ts'
import { givenSettings, UsageError, type SettingsFlags } from '../given-settings.ts'
import { shownPath } from '../places.ts'
import { policiesFor, settingFor, type Policies } from './policies.ts'

export interface RlsFlags extends SettingsFlags {
  readonly out?: string
  /** True where no folder is named. */
  readonly migration?: string | true
  readonly name: string
  readonly setting?: string
  readonly role?: string
  readonly memberships?: true
}

type Tell = (line: string) => void

/** What `tenancy rls` does. */
export async function rlsCommand(flags: RlsFlags, cwd: string, tell: Tell, warn: Tell, now = new Date()): Promise<void> {
  const { out, migration, role } = flags
  if (out !== undefined && migration !== undefined)
    throw new UsageError('A file of its own or a migration: tenancy rls --out FILE, or: tenancy rls --migration DIR')
  const title = titleOf(flags.name, 'rls')
  const settings = await givenSettings(flags, cwd)
  const near = typeof migration === 'string' ? resolve(cwd, migration) : cwd
  const schema = loadSchema(join(near, 'schema.sql'), settings, cwd)
  if (schema.problems.length > 0) throw new UsageError(schema.problems.map(({ entry, reason }) => `${entry}: ${reason}`).join('\n'))
  if (schema.sources.length === 0) throw new UsageError("No schema was found. Name its files: tenancy rls --schema 'db/**/*.sql'")
  const setting = checkedSetting(flags.setting ?? settingFor(schema.catalog, settings))
  const policies = policiesFor(schema.catalog, settings, { setting, role, memberships: flags.memberships === true })
  if (policies.blocks.length === 0) tell('No table lacks row-level security of those that hold a tenant column.')
  else if (out === undefined && migration === undefined) tell(wholeText(policies, setting).trimEnd())
  else {
    const shown = (path: string): string => shownPath(path, cwd)
    const files =
      migration === undefined
        ? [{ path: resolve(cwd, out ?? ''), text: wholeText(policies, setting) }]
        : inMigration(policies, setting, { ...flags, title }, schema, cwd, now)
    writeAll(files, cwd, migration === undefined ? '--out FILE' : '--name NAME, or --out FILE')
    for (const { path, changes } of files) tell(`${changes ? 'Changed' : 'Wrote'} ${shown(path)}`)
  }
  if (out !== undefined || migration !== undefined || policies.blocks.length === 0)
    for (const line of policies.leftOut) warn(`Left out: ${line}`)
}

function checkedSetting(name: string): string {
  if (/^[a-z_]\w*(?:\.[a-z_]\w*)+$/i.test(name)) return name
  throw new UsageError('The name of a setting of your own has two parts, as in: tenancy rls --setting app.tenant_id')
}

function wholeText(policies: Policies, setting: string): string {
  return `${head(policies, setting)}${statementsOf(policies.blocks, 'up')}`
}

function head({ leftOut }: Policies, setting: string): string {
  return `${commentOf([
    'Written by tenancy rls. A session names its tenant before it asks, within the transaction that asks:',
    `SELECT set_config('${setting}', $1, true). Where that was not done, no row is seen and none can be written.`,
    'Superusers and roles with BYPASSRLS pass by all policies: let the application connect as another role.',
    ...(leftOut.length > 0 ? ['', 'Left out:', ...leftOut.map((line) => `  ${line}`)] : []),
  ])}\n`
}

function inMigration(
  policies: Policies,
  setting: string,
  { migration, title }: RlsFlags & { readonly title: string },
  schema: Schema,
  cwd: string,
  now: Date,
): NewFile[] {
  const folder = migrationFolder(migration, schema, cwd, 'rls')
  return formOf(folder, 'tenancy rls --out policies.sql').write({
    folder,
    names: namesOfMigrations(folder, schema),
    title,
    migrations: [policies.blocks],
    now,
    head: head(policies, setting),
    isConcurrent: false,
  })
}
