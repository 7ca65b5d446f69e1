import { format, resolveConfig } from 'prettier'

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  ignoreConfig: ['all'],
  configEmoji: [['essential', '🛡️']],
  ruleListColumns: ['name', 'description', 'configsError', 'configsWarn', 'hasSuggestions', 'options'],
  urlConfigs: 'https://github.com/eslint-plugin-tenancy/eslint-plugin-tenancy#presets',
  postprocess: async (content, path) => format(content, { ...(await resolveConfig(path)), filepath: path }),
}
