import { format, resolveConfig } from 'prettier'
import plugin from './dist/index.js'

// What a preset leaves to tests and seeds would be taken for what it asks of none.
for (const [name, blocks] of Object.entries(plugin.configs))
  plugin.configs[name] = blocks.filter((block) => block.name !== `tenancy/${name}-tests`)

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  ignoreConfig: ['all'],
  configEmoji: [['essential', '🛡️']],
  ruleListColumns: ['name', 'description', 'configsError', 'configsWarn', 'hasSuggestions', 'options'],
  urlConfigs: 'https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy#presets',
  postprocess: async (content, path) => format(content, { ...(await resolveConfig(path)), filepath: path }),
}
