import type { GivenSettings } from '../../settings/settings.ts'

/** How code is written in a file. */
export interface Style {
  readonly quote: string
  readonly semicolon: '' | ';'
}

export const plainStyle: Style = { quote: "'", semicolon: '' }

export const pluginName = 'eslint-plugin-tenancy'

/** The members of a flat configuration that bring the plugin. */
export function configEntries(settings: GivenSettings, { quote }: Style, binding = 'tenancy'): string[] {
  const entries = [`...${binding}.configs.recommended`]
  return Object.keys(settings).length === 0 ? entries : [...entries, printValue({ settings: { tenancy: settings } }, quote)]
}

/** A configuration of nothing but the plugin. */
export function freshConfig(settings: GivenSettings, ignores: readonly string[], style = plainStyle): string {
  const ignored = ignores.length > 0 ? [printValue({ ignores }, style.quote)] : []
  const members = [...ignored, ...configEntries(settings, style)].map((member) => `  ${member.replaceAll('\n', '\n  ')},\n`).join('')
  return `import tenancy from ${style.quote}${pluginName}${style.quote}${style.semicolon}\n\nexport default [\n${members}]${style.semicolon}\n`
}

const widest = 110

/** A value as code, in one line where it fits. */
function printValue(value: unknown, quote: string): string {
  const line = printLine(value, quote)
  if (line.length <= widest || typeof value !== 'object' || value === null) return line
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const members = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const printed = printValue(item, quote)
    return Array.isArray(value) ? printed : `${key}: ${printed}`
  })
  return `${open}\n${members.map((member) => `  ${member.replaceAll('\n', '\n  ')},\n`).join('')}${close}`
}

function printLine(value: unknown, quote: string): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown) => printLine(item, quote)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, item]: [string, unknown]) => `${key}: ${printLine(item, quote)}`)
    return `{ ${members.join(', ')} }`
  }
  return typeof value === 'string' ? quoted(value, quote) : String(value)
}

function quoted(value: string, quote: string): string {
  const json = JSON.stringify(value)
  return quote === '"'
    ? json
    : `'${json
        .slice(1, -1)
        .replaceAll(String.raw`\"`, '"')
        .replaceAll("'", String.raw`\'`)}'`
}
