import type { Linter } from 'eslint'
import { typescriptParser } from './languages/typescript-parser.ts'
import { schemaDigest } from './project/digest.ts'
import type { Presets, Severity, TenancyRule } from './rule/define-rule.ts'

export const presetNames = ['essential', 'recommended', 'strict', 'all'] as const
export type PresetName = (typeof presetNames)[number]

const typescript = '**/*.{ts,tsx,mts,cts}'
const javascript = '**/*.{js,jsx,mjs,cjs}'

const code = '@(js|jsx|mjs|cjs|ts|tsx|mts|cts|sql)'

/** Where tests and seeds usually are. A folder `tests` deeper in an application may hold its exams. */
const testsAndSeeds = [
  `**/*.@(test|spec|e2e|cy|seed|seeder).${code}`,
  `**/*.*-@(test|spec).${code}`,
  `**/@(seed|seeder).${code}`,
  `**/@(__tests__|__mocks__|__fixtures__|seeds|seeders)/**/*.${code}`,
  `**/@(prisma|db|database|drizzle|scripts)/seed/**/*.${code}`,
  ...['', '@(apps|packages|libs|services)/*/'].map((top) => `${top}@(test|tests|e2e|cypress|playwright)/**/*.${code}`),
]

/** The settings that make `eslint --cache` see a changed schema: ESLint hashes them as JSON, and only then. */
const cacheAware = {
  toJSON(this: Readonly<Record<string, unknown>>) {
    const { toJSON: _, ...given } = this
    return { ...given, digest: schemaDigest(given, process.cwd()) }
  },
}

/** The presets that a plugin offers, computed from what its rules say of themselves. */
export function presetsOf(plugin: { readonly rules: Readonly<Record<string, TenancyRule>> }): Record<PresetName, Linter.Config[]> {
  const preset = (name: PresetName): Linter.Config[] => {
    const rules = ruleEntries(plugin.rules, name)
    return [
      { name: 'tenancy/base', plugins: { tenancy: plugin }, settings: { tenancy: cacheAware } },
      { name: 'tenancy/typescript', files: [typescript], languageOptions: { parser: typescriptParser } },
      { name: 'tenancy/jsx', files: [javascript], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
      { name: `tenancy/${name}`, files: [javascript, typescript], ignores: ['**/*.d.{ts,mts,cts}'], rules },
      { name: `tenancy/${name}-sql`, files: ['**/*.sql', '**/*.SQL'], language: 'tenancy/sql', rules },
      { name: `tenancy/${name}-prisma`, files: ['**/*.prisma'], language: 'tenancy/prisma', rules },
      ...testsIn(name, plugin.rules),
    ]
  }
  return { essential: preset('essential'), recommended: preset('recommended'), strict: preset('strict'), all: preset('all') }
}

/** What a preset does not ask of tests and seeds. */
function testsIn(preset: PresetName, rules: Readonly<Record<string, TenancyRule>>): Linter.Config[] {
  if (preset === 'strict' || preset === 'all') return []
  const spared = Object.entries(rules).filter(([, { meta }]) => meta.docs.sparesTests && meta.docs.presets[preset])
  const off = Object.fromEntries(spared.map(([name]) => [`tenancy/${name}`, 'off' as const]))
  return [{ name: `tenancy/${preset}-tests`, files: testsAndSeeds, rules: off }]
}

function ruleEntries(rules: Readonly<Record<string, TenancyRule>>, preset: PresetName): Linter.RulesRecord {
  const entries = Object.entries(rules).flatMap(([name, rule]): [string, Linter.RuleEntry][] => {
    const { presets } = rule.meta.docs
    const entry = preset === 'all' ? (presets.strict ?? 'error') : presets[preset]
    return entry ? [[`tenancy/${name}`, ruleEntry(entry)]] : []
  })
  return Object.fromEntries(entries)
}

function ruleEntry(entry: Presets[keyof Presets] & {}): Linter.RuleEntry {
  return typeof entry === 'string' ? entry : ([...entry] as [Severity, ...unknown[]])
}
