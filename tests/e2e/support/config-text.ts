export type ConfigFile = 'eslint.config.mjs' | 'eslint.config.cjs' | 'eslint.config.ts'

export const configFiles: readonly ConfigFile[] = ['eslint.config.mjs', 'eslint.config.cjs', 'eslint.config.ts']

const packages = {
  '{ defineConfig }': 'eslint/config',
  css: '@eslint/css',
  js: '@eslint/js',
  json: '@eslint/json',
  markdown: '@eslint/markdown',
  tenancy: 'eslint-plugin-tenancy',
  tseslint: 'typescript-eslint',
} as const

/** The text of an ESLint configuration that loads packages and exports a value. */
export function configText(loaded: readonly (keyof typeof packages)[], value: string, file: ConfigFile = 'eslint.config.mjs'): string {
  const commonjs = file.endsWith('.cjs')
  const loads = loaded.map((binding) => {
    const from = packages[binding]
    return commonjs ? `const ${binding} = require('${from}')` : `import ${binding} from '${from}'`
  })
  return [...loads, commonjs ? `module.exports = ${value}` : `export default ${value}`, ''].join('\n')
}

/** The smallest configuration that a user writes. */
export const smallestConfig = configText(['tenancy'], '[...tenancy.configs.recommended]')
