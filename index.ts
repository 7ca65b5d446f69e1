import { createRequire } from 'node:module'
import type { ESLint, Linter, Rule } from 'eslint'
import { presetsOf, type PresetName } from './src/configs.ts'
import { prismaLanguage } from './src/languages/prisma.ts'
import { sqlLanguage } from './src/languages/sql.ts'
import { rules } from './rules/index.ts'

const { name, version } = createRequire(import.meta.url)('eslint-plugin-tenancy/package.json') as { name: string; version: string }

/** The type in ESLint's own words, so that a typed configuration takes it. */
interface TenancyPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string }
  readonly rules: Record<keyof typeof rules, Rule.RuleModule>
  readonly languages: { readonly sql: typeof sqlLanguage; readonly prisma: typeof prismaLanguage }
  readonly configs: Record<PresetName, Linter.Config[]>
}

const base = { meta: { name, version, namespace: 'tenancy' }, rules, languages: { sql: sqlLanguage, prisma: prismaLanguage } }

const plugin: TenancyPlugin = Object.assign(base, { configs: presetsOf(base) })

export default plugin
export { plugin as 'module.exports' }
export type { GivenSettings as TenancySettings } from './src/settings/settings.ts'
