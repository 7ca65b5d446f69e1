import { isSameName } from '../../proofs/owner.ts'
import { UsageError } from '../given-settings.ts'
import { writeNamedFile } from '../output.ts'
import { shownPath } from '../places.ts'
import { showDifference } from './differing-lines.ts'
import { findDatabase, settingsFor, type Choice, type Found } from './found.ts'
import { tellHooks } from './hooks.ts'
import { lookAtProject, tellPackages } from './host-project.ts'
import { planFor, type FileChange } from './plan.ts'
import { tellDatabase, tellOwned, tellTenant } from './tell-found.ts'

export interface InitFlags {
  readonly schema?: readonly string[]
  readonly yes?: true
  readonly dryRun?: true
}

/** Somebody at a terminal. */
export interface Person {
  ask(question: string): Promise<string>
}

/** What `tenancy init` does; `person` is undefined where there is nobody to ask. */
export async function initCommand(flags: InitFlags, cwd: string, tell: (line: string) => void, person?: Person): Promise<void> {
  const asked = flags.yes || flags.dryRun ? undefined : person
  const project = lookAtProject(cwd)
  const found = findDatabase(flags.schema, cwd)
  tellAll(tellDatabase(found, cwd), tell)
  const settings = settingsFor(found, await choose(found, flags, asked))
  tellAll([...tellOwned(settings, found), ''], tell)
  const { changes, notes, isThere, isConfigured } = planFor(project, settings)
  const written = await writeAll(changes, { ...flags, cwd, tell, person: asked })
  const rest = [...notes, ...tellPackages(project), ...tellHooks(cwd)]
  tellAll(rest, tell)
  tell(isThere ? 'All is there: nothing to write.' : closing({ changes: changes.length, written, isConfigured }, flags))
  if (changes.length > 0 && !asked && !flags.yes && !flags.dryRun)
    throw new UsageError('There is no terminal to ask on. To write all of it, type: tenancy init --yes')
}

function tellAll(lines: readonly string[], tell: (line: string) => void): void {
  for (const line of lines) tell(line)
}

interface Done {
  readonly changes: number
  readonly written: number
  readonly isConfigured: boolean
}

function closing({ changes, written, isConfigured }: Done, { dryRun }: InitFlags): string {
  if (changes === 0) return 'Nothing was written.'
  if (dryRun) return 'Nothing was written, as this is a dry run.'
  if (written === 0) return 'Nothing was written.'
  if (!isConfigured)
    return 'ESLint has the plugin once you have done by hand what is said above. For a first look before: npx tenancy check.'
  return 'Done. Next: npx eslint . or, for a first look, npx tenancy check. Old findings go into a baseline: npx tenancy check --help says how.'
}

async function choose(found: Found, { schema }: InitFlags, person: Person | undefined): Promise<Choice> {
  const likeliest = found.tenants[0]?.name
  if (!person || found.missing) return { tenant: likeliest, softDeletes: [], schema }
  const tenant = await askTenant(found, person)
  const softDeletes: string[] = []
  for (const { name, isDoubtful } of found.softDeletes)
    if (isDoubtful && (await agrees(`Is a row of ${name} as good as deleted, so that queries leave it out?`, person, false)))
      softDeletes.push(name)
  return { tenant, softDeletes, schema }
}

async function askTenant(found: Pick<Found, 'tenants' | 'shared' | 'tables'>, person: Person): Promise<string | undefined> {
  const { tenants, shared, tables } = found
  const [first] = tenants
  const guess = first ?? shared
  const question = guess
    ? `Is this the tenant column: ${tellTenant(guess, tables.length)}? [${first ? 'Y/n' : 'y/N'}, or its name] `
    : 'Which is the tenant column? [its name, or nothing] '
  const answer = (await person.ask(question)).trim()
  if (answer === '') return first?.name
  if (/^(?:y|yes)$/i.test(answer)) return guess?.name
  if (/^(?:n|no)$/i.test(answer)) return undefined
  const named = tables.flatMap(({ columns }) => columns).find(({ name }) => isSameName(name, answer))
  return named ? named.name : askTenant(found, { ask: (again) => person.ask(`No table has ${answer}. ${again}`) })
}

async function agrees(question: string, person: Person, usual = true): Promise<boolean> {
  const answer = (await person.ask(`${question} [${usual ? 'Y/n' : 'y/N'}] `)).trim()
  return answer === '' ? usual : /^(?:y|yes)$/i.test(answer)
}

interface Writing extends InitFlags {
  readonly cwd: string
  readonly tell: (line: string) => void
  readonly person: Person | undefined
}

/** How many files were written. */
async function writeAll(changes: readonly FileChange[], { cwd, tell, person, yes, dryRun }: Writing): Promise<number> {
  let written = 0
  for (const { path, before, after } of changes) {
    const file = shownPath(path, cwd)
    tellAll([`${file}${before === undefined ? ' (new)' : ''}`, ...showDifference(before ?? '', after).map((line) => `  ${line}`), ''], tell)
    if (dryRun || (!yes && !(person && (await agrees(`Write ${file}?`, person))))) continue
    writeNamedFile(file, after, cwd, '. Make room for it, and type: tenancy init')
    written++
  }
  return written
}
