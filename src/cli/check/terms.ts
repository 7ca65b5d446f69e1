import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ESLint, Linter } from 'eslint'
import plugin from '../../../index.ts'
import type { PresetName } from '../../configs.ts'
import { nearest } from '../../proofs/nearest.ts'
import type { Settings } from '../../settings/settings.ts'
import { asRecord, checkedSettings, settingsOnTop, UsageError, type CheckSettings, type SettingsFlags } from '../given-settings.ts'
import { checkedFiles } from '../files.ts'

export interface TermsFlags extends SettingsFlags {
  readonly preset?: PresetName
  /** Names of rules, each with its severity behind a colon where it has one. */
  readonly rule?: readonly string[]
}

/** What files are judged by. */
export interface Terms {
  /** The name that the project's own configuration has for the plugin, which its comments use, too. */
  readonly pluginName: string
  readonly rules: Readonly<Linter.RulesRecord>
  /** What is otherwise in some files, such as tests. */
  readonly elsewhere: readonly Linter.Config[]
  /** As a configuration gives them. */
  readonly given: object
  readonly settings: Readonly<Settings>
}

/** What of an ESLint configuration counts here. */
interface OwnConfig {
  readonly rules?: Readonly<Linter.RulesRecord>
  readonly settings?: { readonly tenancy?: unknown }
  readonly plugins?: Readonly<Record<string, unknown>>
}

const usualName = 'tenancy'
const prefix = `${usualName}/`

/** The terms of each file; one that the project's own configuration leaves out has none. */
export async function termsOf(
  files: readonly string[],
  flags: TermsFlags,
  cwd: string,
  check: CheckSettings = checkedSettings,
): Promise<ReadonlyMap<string, Terms>> {
  const onTop = settingsOnTop(flags, cwd)
  const chosen = rulesOf(flags)
  const own = flags.config ? await loadConfigs(files, cwd) : undefined
  const byConfig = new Map<OwnConfig | undefined, Terms>()
  const make = (config: OwnConfig | undefined): Terms => {
    const given = onTop(config?.settings?.tenancy)
    const pluginName = (config && nameOfPlugin(config)) ?? usualName
    const asked = chosen(own?.usesPlugin && config?.rules ? rulesNamed(pluginName, config.rules) : undefined)
    return { pluginName, ...asked, given: asRecord(given), settings: check(given) }
  }
  const terms = new Map<string, Terms>()
  for (const file of files) {
    if (own?.isLeftOut(file)) continue
    const config = own?.configs.get(file)
    const known = byConfig.get(config) ?? make(config)
    byConfig.set(config, known)
    if (Object.keys(known.rules).length > 0) terms.set(file, known)
  }
  return terms
}

type Asked = Pick<Terms, 'rules' | 'elsewhere'>

/** Which rules run, given those that the project's own configuration switches on. One that is named runs everywhere. */
function rulesOf({ preset, rule }: TermsFlags): (own: Readonly<Linter.RulesRecord> | undefined) => Asked {
  const named = (rule ?? []).map(readRule)
  return (own) => {
    const base = preset === undefined && own ? { rules: ownRules(own), elsewhere: [] } : presetAsked(preset ?? 'recommended')
    const isNamedAlone = named.length > 0 && preset === undefined
    const on = Object.fromEntries(named.map(([name, severity]) => [name, withOptions(severity, base.rules[name])]))
    const rules = Object.entries({ ...(isNamedAlone ? {} : base.rules), ...on }).filter(([, entry]) => severityOf(entry) !== 'off')
    return { rules: Object.fromEntries(rules), elsewhere: base.elsewhere.map((block) => ({ ...block, rules: without(block.rules, on) })) }
  }
}

function without(rules: Linter.Config['rules'] = {}, named: Linter.RulesRecord): Linter.RulesRecord {
  const kept = Object.entries(rules).flatMap(([name, entry]): [string, Linter.RuleEntry][] =>
    entry === undefined || Object.hasOwn(named, name) ? [] : [[name, entry]],
  )
  return Object.fromEntries(kept)
}

function readRule(text: string): [name: string, severity: Linter.StringSeverity | undefined] {
  const [written = '', severity] = text.split(':')
  const name = written.startsWith(prefix) ? written : `${prefix}${written}`
  if (!isRule(name)) throw new UsageError(`There is no rule ${written}. ${namesLike(name.slice(prefix.length))}`)
  if (severity === undefined || severity === 'error' || severity === 'warn' || severity === 'off') return [name, severity]
  throw new UsageError(`${severity} is no severity. Type error, warn or off, as in: tenancy check --rule ${written}:warn`)
}

function namesLike(written: string): string {
  const names = Object.keys(plugin.rules)
  const near = nearest(written, names)
  return near === undefined ? `The rules: ${names.join(', ')}` : `Did you mean ${near}? Type: tenancy check --rule ${near}`
}

function isRule(name: string): boolean {
  return name.startsWith(prefix) && Object.hasOwn(plugin.rules, name.slice(prefix.length))
}

/** What is not typed stays as it is configured. */
function withOptions(severity: Linter.StringSeverity | undefined, configured: Linter.RuleEntry | undefined): Linter.RuleEntry {
  const options = Array.isArray(configured) ? (configured.slice(1) as unknown[]) : []
  const was = configured === undefined ? 'error' : severityOf(configured)
  return [severity ?? (was === 'off' ? 'error' : was), ...options]
}

const severities = ['off', 'warn', 'error'] as const

function severityOf(entry: Linter.RuleEntry | undefined): Linter.StringSeverity {
  const severity = Array.isArray(entry) ? entry[0] : (entry ?? 'off')
  return typeof severity === 'number' ? severities[severity] : severity
}

/** A configuration may call a plugin as it likes; what it calls so may be another copy of it. */
function nameOfPlugin({ plugins = {} }: OwnConfig): string | undefined {
  const isOurs = (value: unknown): boolean => {
    const { meta } = asRecord(value) as { readonly meta?: unknown }
    return (asRecord(meta) as { readonly name?: unknown }).name === plugin.meta.name
  }
  return Object.hasOwn(plugins, usualName) ? usualName : Object.keys(plugins).find((name) => isOurs(plugins[name]))
}

/** By the names that rules have here. */
function rulesNamed(pluginName: string, rules: Readonly<Linter.RulesRecord>): Linter.RulesRecord {
  const own = Object.entries(rules).filter(([name]) => name.startsWith(`${pluginName}/`))
  return Object.fromEntries(own.map(([name, entry]) => [prefix + name.slice(pluginName.length + 1), entry]))
}

/** The configuration may be for another version of the plugin, with other rules. */
function ownRules(rules: Readonly<Linter.RulesRecord>): Linter.RulesRecord {
  return Object.fromEntries(Object.entries(rules).filter(([name]) => isRule(name)))
}

function presetAsked(preset: PresetName): Asked {
  const blocks = plugin.configs[preset]
  const ofPreset = blocks.find(({ name }) => name === `tenancy/${preset}`)
  return { rules: without(ofPreset?.rules, {}), elsewhere: blocks.filter(({ name }) => name === `tenancy/${preset}-tests`) }
}

interface OwnConfigs {
  readonly configs: ReadonlyMap<string, OwnConfig>
  readonly usesPlugin: boolean
  isLeftOut(file: string): boolean
}

/** Files that the configuration has no block for still have its settings, and may be ignored by it. */
const allKinds = { files: [`**/*.{${checkedFiles.join(',')}}`] }

async function loadConfigs(files: readonly string[], cwd: string): Promise<OwnConfigs | undefined> {
  try {
    return await ownConfigs(files, cwd)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`The ESLint configuration cannot be used: ${why}\nTo check without it, type: tenancy check --no-config`)
  }
}

async function ownConfigs(files: readonly string[], cwd: string): Promise<OwnConfigs | undefined> {
  const { ESLint } = await loadEslint()
  const eslint = new ESLint({ cwd, overrideConfig: [allKinds] })
  const configs = new Map<string, OwnConfig>()
  const ruled = new Set<string>()
  const probes = ['schema.sql', 'index.ts', 'src/index.ts'].map((name) => join(cwd, name))
  for (const file of [...files, ...probes]) {
    if ((await findConfigFile(eslint, file)) === undefined) continue
    ruled.add(file)
    const config = (await eslint.calculateConfigForFile(file)) as OwnConfig | undefined
    if (config) configs.set(file, config)
  }
  const usesPlugin = [...configs.values()].some((config) => nameOfPlugin(config) !== undefined)
  return ruled.size === 0 ? undefined : { configs, usesPlugin, isLeftOut: (file) => ruled.has(file) && !configs.has(file) }
}

/** From the file upwards, or from the folder of the run where ESLint does so. */
async function findConfigFile(eslint: ESLint, file: string): Promise<string | undefined> {
  const find: (path: string) => Promise<string | undefined> = eslint.findConfigFile.bind(eslint)
  return find(file)
}

export async function loadEslint(): Promise<typeof import('eslint')> {
  try {
    return await import('eslint')
  } catch {
    throw new UsageError('ESLint does the linting, and cannot be loaded: npm i -D eslint')
  }
}

/** TypeScript is read with a peer that projects without it need not have. */
export function requireParser(files: readonly string[]): void {
  const typescript = files.filter((file) => /\.[cm]?tsx?$/.test(file))
  if (typescript.length === 0) return
  try {
    createRequire(import.meta.url).resolve('@typescript-eslint/parser')
  } catch {
    throw new UsageError(
      `${typescript.length} of the files are TypeScript, which @typescript-eslint/parser reads; it cannot be loaded: npm i -D @typescript-eslint/parser`,
    )
  }
}
