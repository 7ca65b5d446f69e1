/** Writes what each preset adds to the one before into `docs/presets.md`, from what the rules say of themselves. */
import { format, resolveConfig } from 'prettier'
import { rules } from '../rules/index.ts'

const presets = ['essential', 'recommended', 'strict'] as const
type Preset = (typeof presets)[number]

const code = (value: unknown): string =>
  `\`${JSON.stringify(value)
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll('"', "'")
    .replaceAll(',', ', ')}\``

/** How a rule stands in a preset: its severity, and its options where they differ from the default; empty where it is not in it. */
function standing(name: string, preset: Preset): string {
  const entry = rules[name as keyof typeof rules].meta.docs.presets[preset]
  if (entry === undefined) return ''
  const [severity, ...options] = typeof entry === 'string' ? [entry] : entry
  return [severity, ...options.map(code)].join(' ')
}

function tableOf(preset: Preset | 'all'): string {
  const before = presets[preset === 'all' ? 2 : presets.indexOf(preset) - 1]
  const rows = Object.entries(rules).flatMap(([name, rule]) => {
    const now = preset === 'all' ? 'error' : standing(name, preset)
    const was = before ? standing(name, before) : ''
    if (now === '' || (preset === 'all' ? was !== '' : was === now)) return []
    const link = `[\`${name}\`](rules/${name}.md)`
    return [`| ${[link, rule.meta.docs.description, now.replaceAll('|', '\\|'), was].join(' | ')} |`]
  })
  return ['| rule | what it asks | here | in the preset before |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** The page with its tables as they are now. */
export async function withTables(page: string, file: string): Promise<string> {
  const filled = page.replaceAll(
    /(<!-- begin rules of (\w+) -->)[^]*?(<!-- end rules -->)/g,
    (_, begin: string, preset: Preset | 'all', end: string) => `${begin}\n\n${tableOf(preset)}\n\n${end}`,
  )
  return format(filled, { ...(await resolveConfig(file)), filepath: file })
}
