import { createRequire } from 'node:module'
import { presetsOf } from './src/configs.ts'
import { sqlLanguage } from './src/languages/sql.ts'
import { rules } from './rules/index.ts'

const { name, version } = createRequire(import.meta.url)('eslint-plugin-tenancy/package.json') as { name: string; version: string }

const base = {
  meta: { name, version, namespace: 'tenancy' },
  rules,
  languages: { sql: sqlLanguage },
}

const plugin = Object.assign(base, { configs: presetsOf(base) })

export default plugin
export { plugin as 'module.exports' }
export type { GivenSettings as TenancySettings } from './src/settings/settings.ts'
