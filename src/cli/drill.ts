import { visibleIn } from '../catalog/visible.ts'
import { verdicts, weaker, type Verdict } from '../proofs/tenant/verdict.ts'
import { Progress, type Terminal } from './check/progress.ts'
import { tryFile, type Outcome, type Tried } from './drill/tries.ts'
import { codeFiles, filesOf } from './files.ts'
import { givenSettings, type SettingsFlags } from './given-settings.ts'
import { jsonText } from './output.ts'
import { placeShower, type ShownPlace } from './places.ts'

export interface DrillFlags extends SettingsFlags {
  readonly format: 'json' | 'table'
  readonly held?: boolean
}

/** A condition on the tenant that was left out, and what there is without it. */
export interface DrillJson extends ShownPlace {
  readonly condition: string
  readonly outcome: Outcome
  readonly accesses: readonly { readonly table: string; readonly verdict: Verdict; readonly reason: string }[]
}

/** What `tenancy drill` prints. */
export async function drillCommand(paths: readonly string[], flags: DrillFlags, cwd: string, terminal: Terminal): Promise<string> {
  const settings = await givenSettings(flags, cwd)
  const files = filesOf(paths, cwd, codeFiles)
  const show = placeShower(cwd)
  const progress = new Progress(terminal, files.length)
  const tried = files.flatMap((file, i) => {
    progress.tell(i)
    return tryFile(file, settings, cwd).map((one) => drillJson(one, show({ file, range: one.range })))
  })
  progress.end()
  return flags.format === 'json' ? jsonText(tried) : drillTable(visibleIn(tried), flags.held === true).join('\n')
}

function drillJson({ text, outcome, left }: Tried, place: ShownPlace): DrillJson {
  const accesses = left.map(({ access: { name }, verdict, reason }) => ({ table: name, verdict, reason }))
  return { ...place, condition: text, outcome, accesses: [...new Map(accesses.map((one) => [JSON.stringify(one), one])).values()] }
}

function drillTable(tried: readonly DrillJson[], showsHeld: boolean): string[] {
  if (tried.length === 0) return ['No condition on a tenant column was found. To see which queries there are, type: tenancy queries']
  const of = (outcome: Outcome): DrillJson[] => tried.filter((one) => one.outcome === outcome)
  const [held, unseen] = [of('held'), of('unseen')]
  return [
    ...listed('Held by something else:', showsHeld ? held : []),
    ...listed('Not seen without it:', unseen),
    `${tried.length} ${tried.length === 1 ? 'condition' : 'conditions'} on the tenant, each left out by itself:`,
    `  ${of('told').length} told`,
    `  ${held.length} held by something else${held.length === 0 ? '' : ` (${counts(held)})${showsHeld ? '' : '; --held lists them'}`}`,
    `  ${unseen.length} not seen`,
  ]
}

/** How often each verdict was the weakest. */
function counts(held: readonly DrillJson[]): string {
  const given = held.map(({ accesses }) => accesses.map(({ verdict }) => verdict).reduce(weaker, 'scoped'))
  return verdicts
    .map((verdict) => ({ verdict, count: given.filter((one) => one === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(', ')
}

const mostShown = 100

function listed(title: string, tried: readonly DrillJson[]): string[] {
  if (tried.length === 0) return []
  const lines = tried.flatMap(({ file, line, column, condition, accesses }) => [
    `${file}:${line}:${column}  ${condition.length > mostShown ? `${condition.slice(0, mostShown - 1)}…` : condition}`,
    ...accesses.map(({ table, verdict, reason }) => `  ${table}: ${verdict}${reason === '' ? '' : ` (${reason})`}`),
  ])
  return [title, '', ...lines, '']
}
