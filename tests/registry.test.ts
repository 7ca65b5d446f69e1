import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ESLint, type Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../index.ts'
import { rules } from '../rules/index.ts'
import { presetNames } from '../src/configs.ts'
import type { Severity } from '../src/rule/define-rule.ts'
import { nameOf } from './support/names.ts'

const root = new URL('..', import.meta.url)
const named = Object.entries(rules)
const names = Object.keys(rules)

function filesOf(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
}

describe('the list of rules', () => {
  it('is the folder rules/, in the order of the alphabet', () => {
    expect(names).toEqual(
      filesOf('rules', '.ts')
        .filter((name) => name !== 'index')
        .sort(),
    )
  })

  it('has a page for every rule, and no page besides', () => {
    expect(filesOf('docs/rules', '.md').sort()).toEqual(names)
  })

  it('has a test for every rule, and no test besides', () => {
    expect(filesOf('tests/rules', '.test.ts').sort()).toEqual(names)
  })
})

describe.each(named)('%s', (name, rule) => {
  const page = readFileSync(new URL(`docs/rules/${name}.md`, root), 'utf8')

  it('is named after its file, and links to its page', () => {
    expect(rule.name).toBe(name)
    expect(rule.meta.docs.url).toMatch(new RegExp(`^https://.+/docs/rules/${name}\\.md$`))
  })

  it('is named and described in the words of the house', () => {
    expect(name).toMatch(/^(?:require|no|prefer|valid|consistent|max)-|^[a-z]+(?:-[a-z]+)+$/)
    expect(rule.meta.docs.description).toMatch(/^(?:Require|Disallow|Prefer|Enforce) .+[^.]$/)
  })

  it.each(Object.entries(rule.meta.messages))('says a full sentence: %s', (_, message) => {
    expect(message).toMatch(/^(?:[A-Z]|['"]?\{\{)/)
    expect(message).toMatch(/[^.][.?](?:\{\{note\}\})?$/)
  })

  it('describes and documents every option', () => {
    for (const option of rule.meta.schema) {
      expect(option).toMatchObject({ type: 'object', additionalProperties: false })
      for (const [key, value] of Object.entries(option.properties ?? {})) {
        expect([key, value]).toEqual([key, expect.objectContaining({ description: expect.stringMatching(/^[A-Z].+\.$/) as string })])
        expect(page).toContain(`\`${key}\``)
      }
    }
  })

  it('has no options without defaults, and no defaults without options', () => {
    const keys = (value: unknown): string[] => Object.keys(value ?? {}).sort()
    expect((rule.meta.defaultOptions ?? []).map(keys)).toEqual(rule.meta.schema.map(({ properties }) => keys(properties)))
  })
})

type Entries = Record<string, Linter.RuleEntry | undefined>

/** The rules that a preset switches on for files of one kind. */
function entriesOf(preset: (typeof presetNames)[number], block: string): Entries {
  return plugin.configs[preset].find(({ name }) => name === `tenancy/${block}`)?.rules ?? {}
}

describe('presets', () => {
  it.each(presetNames)('%s is what the rules say of themselves', (preset) => {
    const expected: Entries = {}
    for (const [name, rule] of named) {
      const { presets } = rule.meta.docs
      const entry = preset === 'all' ? (presets.strict ?? 'error') : presets[preset]
      if (entry !== undefined) expected[`tenancy/${name}`] = typeof entry === 'string' ? entry : ([...entry] as [Severity, ...unknown[]])
    }
    expect(entriesOf(preset, preset)).toEqual(expected)
    expect(entriesOf(preset, `${preset}-sql`)).toMatchObject(expected)
    expect(entriesOf(preset, `${preset}-prisma`)).toMatchObject(expected)
  })

  it('nest', () => {
    const inside = presetNames.map((preset) => Object.keys(entriesOf(preset, preset)))
    for (const [i, larger] of inside.slice(1).entries()) expect(larger).toEqual(expect.arrayContaining(inside[i] ?? []))
    expect(presetNames).toEqual(['essential', 'recommended', 'strict', 'all'])
    expect(inside.at(-1)).toEqual(names.map((name) => `tenancy/${name}`))
  })

  const sql = `select 1 as ${nameOf(64, 'ticket_id')}`
  const files: [string, string][] = [
    ['a.ts', `export const rows: unknown = db.query(\`${sql}\`)`],
    ['a.tsx', `export const page = <p>{db.query(\`${sql}\`)}</p>`],
    ['a.js', `export const rows = db.query(\`${sql}\`)`],
    ['a.jsx', `export const page = <p>{db.query(\`${sql}\`)}</p>`],
    ['a.sql', `${sql};`],
    ['a.prisma', `model Ticket {\n  id Int @id @map("${nameOf(64, 'ticket_id')}")\n}\n`],
  ]

  describe.each(presetNames)('%s', (preset) => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs[preset] })
    const tables = { orders: ['id', 'organization_id'] }
    const withOrders = new ESLint({
      overrideConfigFile: true,
      overrideConfig: [...plugin.configs[preset], { settings: { tenancy: { tables } } }],
    })

    it.each(files)('lints %s', async (filePath, text) => {
      const [result] = await eslint.lintText(text, { filePath })
      expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['tenancy/max-identifier-length'])
    })

    it.each([
      ['src/orders.ts', true],
      ['src/tests/grades.ts', true],
      ['src/ab-tests.ts', true],
      ['src/orders.test.ts', false],
      ['test/orders.e2e-spec.ts', false],
      ['src/__tests__/orders.ts', false],
      ['tests/support/rows.ts', false],
      ['apps/web/e2e/login.ts', false],
      ['prisma/seed.ts', false],
      ['src/task/task.seed.ts', false],
      ['packages/prisma/seed/teams.ts', false],
      ['db/seeds/orders.sql', false],
    ])('asks which tenant of %s: %s', async (filePath, asks) => {
      const leak = filePath.endsWith('.sql') ? 'select * from orders;' : 'export const rows: unknown = db.query(`select * from orders`)'
      const [result] = await withOrders.lintText(leak, { filePath })
      const told = result?.messages.filter(({ ruleId }) => ruleId === 'tenancy/require-tenant-filter') ?? []
      expect(told).toHaveLength(asks || preset === 'strict' || preset === 'all' ? 1 : 0)
    })

    it('leaves declarations alone', async () => {
      const [result] = await eslint.lintText(`export const a: \`${sql}\``, { filePath: 'a.d.ts' })
      expect(result?.messages).toEqual([])
    })
  })
})
