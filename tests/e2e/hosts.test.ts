import { beforeAll, describe, expect, it } from 'vitest'
import { configFiles, configText, smallestConfig, type ConfigFile } from './support/config-text.ts'
import { install, installHost, type Host, type Install } from './support/install.ts'
import { createProject } from './support/project.ts'
import { runWell } from './support/run.ts'
import { expectedFindings, sources } from './support/sources.ts'

interface Spelling {
  readonly name: string
  readonly text: (file: ConfigFile) => string
}

const spread: Spelling = {
  name: 'spread',
  text: (file) => configText(['tenancy'], '[...tenancy.configs.recommended]', file),
}
const defined: readonly Spelling[] = [
  {
    name: 'extends the preset',
    text: (file) => configText(['{ defineConfig }', 'tenancy'], 'defineConfig({ extends: [tenancy.configs.recommended] })', file),
  },
  {
    name: "extends 'tenancy/recommended'",
    text: (file) =>
      configText(['{ defineConfig }', 'tenancy'], "defineConfig({ plugins: { tenancy }, extends: ['tenancy/recommended'] })", file),
  },
]

/** `defineConfig` came with ESLint 9.22, TypeScript configurations without a flag with 9.18. */
const hosts: readonly { host: Host; spellings: readonly Spelling[]; flags: readonly string[] }[] = [
  { host: '9.15.0', spellings: [spread], flags: ['--flag', 'unstable_ts_config'] },
  { host: '9.39', spellings: [spread, ...defined], flags: [] },
  { host: '10', spellings: [spread, ...defined], flags: [] },
]

for (const { host, spellings, flags } of hosts) {
  describe(`ESLint ${host}`, () => {
    let installed: Install
    beforeAll(async () => {
      installed = await installHost(host)
    })

    for (const file of configFiles) {
      for (const { name, text } of spellings) {
        it(`lints every kind of file by ${file}, ${name}`, async () => {
          const project = createProject(installed, { ...sources, [file]: text(file) })
          const { findings } = await project.lint({ args: file === 'eslint.config.ts' ? flags : [] })
          expect(findings).toEqual(expectedFindings(sources))
        })
      }
    }

    it('has types that a TypeScript configuration can be checked with', async () => {
      const project = createProject(installed, {
        'package.json': '{ "type": "module" }',
        'settings.ts': "import type { TenancySettings } from 'eslint-plugin-tenancy'\nexport const settings: TenancySettings = {}\n",
        ...Object.fromEntries(spellings.map(({ text }, i) => [`config-${i}.ts`, text('eslint.config.ts')])),
      })
      const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext']
      const files = ['settings.ts', ...spellings.map((_, i) => `config-${i}.ts`)]
      await runWell(process.execPath, [`${installed.root}/node_modules/typescript/bin/tsc`, ...options, ...files], { cwd: project.dir })
    })
  })
}

const scriptsOnly = Object.fromEntries(Object.entries(sources).filter(([name]) => !/\.[cm]?tsx?$/.test(name)))

it('needs nothing besides but the parser, for TypeScript', async () => {
  const alone = await install('alone', ['@typescript-eslint/parser'])
  const project = createProject(alone, { ...sources, 'eslint.config.mjs': smallestConfig })
  expect((await project.lint()).findings).toEqual(expectedFindings(sources))
})

it('is installed beside a TypeScript that the parser does not take, and says what cannot be read', async () => {
  const project = createProject(await install('typescript-7', ['eslint@^10', 'typescript@^7']), {
    ...scriptsOnly,
    'eslint.config.mjs': smallestConfig,
  })
  expect((await project.lint()).findings).toEqual(expectedFindings(scriptsOnly))
  project.write({ 'a.ts': 'export const one: number = 1\n' })
  const { results } = await project.lint()
  const messages = results.find(({ filePath }) => filePath.endsWith('a.ts'))?.messages ?? []
  expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('npm i -D @typescript-eslint/parser')])
})
