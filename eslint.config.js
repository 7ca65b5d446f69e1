import js from '@eslint/js'
import eslintPlugin from 'eslint-plugin-eslint-plugin'
import regexp from 'eslint-plugin-regexp'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import tenancy from './dist/index.js'

/**
 * Imports point one way: what each folder may import of ours, of ours as types alone, and of packages (`node` stands
 * for Node's own modules). A folder within another has its own line where it may more.
 */
export const layers = {
  'src/sorted.ts': {},
  'src/catalog': { ours: ['query', 'sorted.ts'] },
  'src/settings': { packages: ['leven'] },
  'src/javascript': { ours: ['sorted.ts'], packages: ['@typescript-eslint/utils'] },
  'src/query': { ours: ['catalog'] },
  'src/proofs': { ours: ['catalog', 'query'], types: ['settings'], packages: ['leven'] },
  'src/sql': { ours: ['catalog', 'query', 'sorted.ts'] },
  'src/sql/libpg-query': { ours: ['catalog', 'query'], packages: ['node', 'libpg-query', '@pgsql/types'] },
  'src/sql/pgsql-ast-parser': { ours: ['catalog', 'query'], packages: ['node', 'pgsql-ast-parser'] },
  'src/orms': { ours: ['catalog', 'query', 'sql', 'javascript', 'settings'], packages: ['node', '@typescript-eslint/utils'] },
  'src/document': {
    ours: ['catalog', 'query', 'sql', 'orms', 'javascript', 'settings', 'sorted.ts'],
    packages: ['@typescript-eslint/utils'],
  },
  'src/project': {
    ours: ['catalog', 'query', 'sql', 'orms', 'javascript', 'settings', 'document', 'proofs'],
    packages: ['node', 'tinyglobby', 'oxc-parser', 'oxc-resolver', '@typescript-eslint/utils'],
  },
  'src/rule': {
    ours: ['catalog', 'query', 'proofs', 'settings', 'orms', 'document', 'project'],
    packages: ['node', 'eslint', '@typescript-eslint/utils'],
  },
  rules: { ours: ['rule', 'proofs'], types: ['catalog', 'query', 'settings', 'document'] },
  'src/languages': { ours: ['catalog', 'sql', 'orms', 'document'], packages: ['node', 'eslint', '@eslint/core', '@eslint/plugin-kit'] },
  'src/configs.ts': { ours: ['languages', 'project', 'rule', 'rules'], packages: ['eslint'] },
  'index.ts': { ours: ['configs.ts', 'languages', 'rules'], types: ['settings'], packages: ['node', 'eslint'] },
  'src/cli': {
    ours: ['catalog', 'query', 'proofs', 'settings', 'sql', 'orms', 'document', 'project', 'configs.ts', 'index.ts'],
    packages: ['node', 'commander', 'eslint', 'oxc-parser', 'tinyglobby', '@typescript-eslint/utils'],
  },
  'src/cli/doctor': {
    ours: ['catalog', 'query', 'proofs', 'settings', 'sql', 'document', 'project'],
    packages: ['node', 'pg', '@pgsql/types'],
  },
}

const nameOf = (path) => path.replace('src/', '').split('/')[0]
const names = [...new Set(Object.keys(layers).map(nameOf))]
const anyOf = (texts) => `(?:${texts.join('|').replaceAll('.', String.raw`\.`)})`

function importPatterns(path, { ours = [], types = [], packages = [] }) {
  const away = path.endsWith('.ts') ? String.raw`\.\.?/` : String.raw`(?:\.\./)+`
  const folders = (list) => `^${away}(?:src/)?${anyOf(list.map((name) => (name.endsWith('.ts') ? name : `${name}/`)))}`
  const closed = names.filter((name) => name !== nameOf(path) && !ours.includes(name) && !types.includes(name))
  const message = `${path} may import ${[...ours, ...packages].join(', ') || 'nothing'}: docs/architecture.md says why.`
  return [
    { regex: folders(closed), message },
    { regex: String.raw`^(?!\.|${anyOf(packages)}(?:[/:]|$))`, message },
    ...(types.length > 0 ? [{ regex: folders(types), message, allowTypeImports: true }] : []),
  ]
}

const imports = Object.entries(layers).map(([path, may]) => ({
  name: `imports/${path}`,
  files: [path.endsWith('.ts') ? path : `${path}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: importPatterns(path, may) }] },
}))

const noDoubleCast = {
  selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
  message: 'A cast by way of unknown hides a mistake: narrow the value, or type it where it comes from.',
}
const noPlainLookup = {
  selector:
    'VariableDeclarator[id.typeAnnotation.typeAnnotation.typeArguments.params.0.typeArguments.params.0.type="TSStringKeyword"] > ObjectExpression.init',
  message: 'What is asked by the names of others has none from Object: wrap it in lookup(), of src/catalog/lookup.ts.',
}

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'tests/e2e/work/', '.bench/'] },
  // Calls of ORMs, written as anybody may write them.
  { ignores: ['tests/orms/*/calls/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  { files: ['**/*.{js,ts}'], extends: [js.configs.recommended] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Noise: functions that do nothing on purpose, or may return nothing, kinds of nodes compared as the strings that they are, texts cut into
      // characters, and loops over the code units of a text.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
      'no-restricted-syntax': ['error', noDoubleCast],
    },
  },
  { files: ['src/**/*.ts', 'index.ts'], rules: { 'max-lines': ['error', 400] } },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', noDoubleCast, noPlainLookup] } },
  {
    files: ['src/**/*.{js,ts}', 'rules/*.ts', 'index.ts'],
    plugins: { regexp },
    rules: {
      // A text of somebody else's must not keep an editor busy for minutes.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['rules/*.ts'],
    ignores: ['rules/index.ts'],
    extends: [eslintPlugin.configs.recommended],
    rules: {
      'max-lines': ['error', 80],
      'eslint-plugin/require-meta-docs-description': ['error', { pattern: '^(?:Require|Disallow|Prefer|Enforce) .*[^.]$' }],
      'eslint-plugin/prefer-placeholders': 'error',
      'eslint-plugin/meta-property-ordering': ['error', ['type', 'docs', 'hasSuggestions', 'schema', 'defaultOptions', 'messages']],
    },
  },
  imports,
  // Tests, examples and what is measured hold the mistakes that the rules look for.
  { ignores: ['tests/**', 'examples/**', 'scripts/bench/**', 'scripts/requirements/**'], extends: [tenancy.configs.strict] },
  { files: ['examples/**/*.ts'], plugins: { tenancy }, linterOptions: { reportUnusedDisableDirectives: 'off' } },
  { files: ['**/*.js'], languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } } },
  {
    files: ['src/cli/report/page/*.js'],
    languageOptions: {
      globals: { document: 'readonly', addEventListener: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly' },
    },
  },
)
