import { createRequire } from 'node:module'
import { join } from 'node:path'
import type ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import tenancy from '../../index.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { smallestConfig } from './support/config-text.ts'
import { installTools, type Install } from './support/install.ts'
import { createProject } from './support/project.ts'
import { runWell } from './support/run.ts'

let installed: Install
beforeAll(async () => {
  installed = await installTools()
})

/** What the inspector keeps for its page: a list in which values name their parts by place. */
type Packed = readonly (readonly [kind: number, value: unknown])[]

function unpack(packed: Packed, at = 0): unknown {
  const [kind, value] = packed[at] ?? []
  if (kind === 1) return (value as number[]).map((part) => unpack(packed, part))
  if (kind !== 2) return value
  return Object.fromEntries((value as [number, number][]).map(([key, part]) => [String(unpack(packed, key)), unpack(packed, part)]))
}

interface Inspected {
  readonly output: {
    readonly configs: readonly { readonly name?: string; readonly rules?: object }[]
    readonly rules: Readonly<Record<string, { readonly docs?: { readonly description?: string; readonly url?: string } }>>
  }
}

it('is shown by the config inspector, with its blocks and its rules', async () => {
  const project = createProject(installed, { 'eslint.config.mjs': smallestConfig, 'package.json': '{ "private": true }' })
  await runWell(join(installed.root, 'node_modules/.bin/config-inspector'), ['build', '--outDir', 'shown'], { cwd: project.dir })
  const packed = JSON.parse(project.read('shown/__rpc-dump/eslint-config-inspector~get-payload.fallback.json')) as Packed
  const { configs, rules: known } = (unpack(packed) as Inspected).output
  const ours = configs.filter(({ name }) => name?.startsWith('tenancy/'))
  expect(ours.map(({ name }) => name)).toEqual(tenancy.configs.recommended.map(({ name }) => name))
  const used = new Set(ours.flatMap(({ rules = {} }) => Object.keys(rules)).filter((name) => name.startsWith('tenancy/')))
  expect(used.size).toBeGreaterThan(20)
  for (const [name, rule] of Object.entries(tenancy.rules)) {
    expect(known[`tenancy/${name}`]?.docs).toMatchObject({ description: rule.meta?.docs?.description, url: rule.meta?.docs?.url })
  }
})

/** What an editor offers at the mark in a file. */
function completions(dir: string, file: string, text: string): readonly ts.CompletionEntry[] {
  const typescript = createRequire(join(installed.root, 'package.json'))('typescript') as typeof ts
  const path = join(dir, file)
  const at = text.indexOf('|')
  const files = new Map([[path, text.replace('|', '')]])
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const known = files.get(name) ?? typescript.sys.readFile(name)
      return known === undefined ? undefined : typescript.ScriptSnapshot.fromString(known)
    },
    getCurrentDirectory: () => dir,
    getCompilationSettings: () => ({ module: typescript.ModuleKind.NodeNext, strict: true, allowJs: true, checkJs: true }),
    getDefaultLibFileName: (options) => typescript.getDefaultLibFilePath(options),
    fileExists: (name) => files.has(name) || typescript.sys.fileExists(name),
    readFile: (name) => files.get(name) ?? typescript.sys.readFile(name),
    directoryExists: (name) => typescript.sys.directoryExists(name),
    getDirectories: (name) => typescript.sys.getDirectories(name),
    realpath: (name) => typescript.sys.realpath?.(name) ?? name,
  }
  return typescript.createLanguageService(host).getCompletionsAtPosition(path, at, {})?.entries ?? []
}

describe('an editor completes', () => {
  const names = (file: string, text: string): string[] => {
    const { dir } = createProject(installed, {})
    return completions(dir, file, text).map(({ name }) => name)
  }

  it.each(['eslint.config.mts', 'eslint.config.mjs'])('the presets in %s', (file) => {
    const offered = names(file, "import tenancy from 'eslint-plugin-tenancy'\nexport default [...tenancy.configs.|]\n")
    expect(offered).toEqual(['all', 'essential', 'recommended', 'strict'])
  })

  it('the settings in TypeScript', () => {
    const text = "import type { TenancySettings } from 'eslint-plugin-tenancy'\nexport const tenancy: TenancySettings = { | }\n"
    expect(names('settings.mts', text).sort()).toEqual(Object.keys(defaultSettings).sort())
  })

  it('the settings in JavaScript, of which a comment says so', () => {
    const text = "/** @type {import('eslint-plugin-tenancy').TenancySettings} */\nexport const tenancy = { engine: '|' }\n"
    expect(names('settings.mjs', text)).toEqual(['libpg-query', 'pgsql-ast-parser'])
  })
})
