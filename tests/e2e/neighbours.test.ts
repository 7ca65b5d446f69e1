import { beforeAll, describe, expect, it } from 'vitest'
import { configText } from './support/config-text.ts'
import { installHost, type Install } from './support/install.ts'
import { createProject, findingsOf, type Lint, type Project } from './support/project.ts'
import { expectedFindings, longName, place, rule, sources, statement } from './support/sources.ts'

const ours = '...tenancy.configs.recommended'

/** Ours, and what no rule said: a file that could not be read. */
function ofTenancy({ results }: Lint, { dir }: Project): string[] {
  const kept = results.map((result) => ({
    ...result,
    messages: result.messages.filter(({ ruleId }) => ruleId?.startsWith('tenancy/') ?? true),
  }))
  return findingsOf(kept, dir)
}

const typed = {
  ...sources,
  'tsconfig.json': JSON.stringify({
    compilerOptions: { allowJs: true, jsx: 'preserve', module: 'nodenext', strict: true, noEmit: true },
    include: ['*'],
  }),
}
const strict = [
  '...tseslint.configs.strictTypeChecked',
  '{ languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } }',
]

const markdown = ['# Orders', '', '```sql', 'SELECT 1;', `${statement};`, '```', '', '```json', '{}', '```', ''].join('\n')

describe.each(['9.39', '10'] as const)('ESLint %s', (host) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installHost(host)
  })

  it.each([
    ['before', `[js.configs.recommended, ${ours}]`],
    ['after', `[${ours}, js.configs.recommended]`],
  ])('@eslint/js recommended %s ours', async (_, value) => {
    const project = createProject(installed, { ...sources, 'eslint.config.mjs': configText(['js', 'tenancy'], value) })
    expect((await project.lint()).findings).toEqual(expectedFindings(sources))
  })

  it("typescript-eslint's presets in one defineConfig with ours", async () => {
    const presets = 'tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked, tenancy.configs.recommended'
    const options = 'languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } }'
    const value = `defineConfig({ extends: [${presets}], ${options} }, { ignores: ['eslint.config.mjs'] })`
    const config = configText(['{ defineConfig }', 'tseslint', 'tenancy'], value)
    const project = createProject(installed, { ...typed, 'eslint.config.mjs': config })
    expect(ofTenancy(await project.lint(), project)).toEqual(expectedFindings(sources))
  })

  it.each([
    ['before', `[...markdown.configs.processor, ${ours}]`],
    ['after', `[${ours}, ...markdown.configs.processor]`],
  ])('@eslint/markdown with its processor %s ours: blocks of SQL are linted', async (_, value) => {
    const config = configText(['markdown', 'tenancy'], value)
    const project = createProject(installed, { 'README.md': markdown, 'eslint.config.mjs': config })
    expect((await project.lint()).findings).toEqual([`README.md:${place(markdown, markdown.indexOf(longName))} ${rule}`])
  })

  it('@eslint/markdown without its processor: Markdown is no SQL', async () => {
    const config = configText(['markdown', 'tenancy'], `[...markdown.configs.recommended, ${ours}]`)
    const project = createProject(installed, { ...sources, 'README.md': markdown, 'eslint.config.mjs': config })
    expect((await project.lint()).findings).toEqual(expectedFindings(sources))
  })

  it('languages of others, under a rule of ours that is switched on for every file', async () => {
    const value = `[
      ${ours},
      { files: ['**/*.md'], plugins: { markdown }, language: 'markdown/gfm', rules: { 'markdown/no-empty-links': 'error' } },
      { files: ['**/*.json'], plugins: { json }, language: 'json/json', rules: { 'json/no-empty-keys': 'error' } },
      { files: ['**/*.css'], plugins: { css }, language: 'css/css', rules: { 'css/no-empty-blocks': 'error' } },
      { rules: { '${rule}': 'warn' } },
    ]`
    const project = createProject(installed, {
      ...sources,
      'README.md': '[empty]()\n',
      'data.json': `{ "": "${statement}" }\n`,
      'look.css': 'a {}\n',
      'eslint.config.mjs': configText(['css', 'json', 'markdown', 'tenancy'], value),
    })
    const { findings, results } = await project.lint()
    const theirs = ['README.md:1:1 markdown/no-empty-links', 'data.json:1:3 json/no-empty-keys', 'look.css:1:3 css/no-empty-blocks']
    expect(findings).toEqual([...expectedFindings(sources), ...theirs].sort())
    const severities = results.flatMap(({ messages }) => messages.filter(({ ruleId }) => ruleId === rule).map(({ severity }) => severity))
    expect(new Set(severities)).toEqual(new Set([1]))
  })
})

describe.each(['9.15.0', '9.39', '10'] as const)('ESLint %s, with types', (host) => {
  it.each([
    ['before', `tseslint.config(${[...strict, ours].join(', ')}, { ignores: ['eslint.config.mjs'] })`],
    ['after', `tseslint.config(${[ours, ...strict].join(', ')}, { ignores: ['eslint.config.mjs'] })`],
  ])('typescript-eslint strictTypeChecked with projectService %s ours', async (_, value) => {
    const installed = await installHost(host)
    const project = createProject(installed, { ...typed, 'eslint.config.mjs': configText(['tseslint', 'tenancy'], value) })
    const lint = await project.lint()
    expect(ofTenancy(lint, project)).toEqual(expectedFindings(sources))
    expect(lint.findings.filter((finding) => finding.startsWith('sql.sql'))).toHaveLength(1)
  })
})
