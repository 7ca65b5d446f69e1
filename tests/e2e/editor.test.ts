import { cpSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installHost, installTools, type Host, type Install } from './support/install.ts'
import { LanguageServer, type OpenFile } from './support/language-server.ts'
import { filesBelow } from './support/page.ts'
import { createProject, type Project } from './support/project.ts'
import { statement } from './support/sources.ts'

const shop = fileURLToPath(new URL('../../examples/shop', import.meta.url))
const languages = { ts: 'typescript', sql: 'sql', prisma: 'prisma' } as const

/** What is typed at the end of a file, in which rules speak when it is typed and not before. */
const typed = {
  'src/api-keys.ts': [
    "\nexport const all = async () => pool.query('SELECT id FROM gift_cards')\n",
    ['require-soft-delete-filter', 'require-tenant-filter'],
  ],
  'queries/trash.sql': ['\nSELECT id FROM gift_cards;\n', ['require-soft-delete-filter', 'require-tenant-filter']],
  'prisma/schema.prisma': [
    '\nmodel Voucher {\n  id String @id\n  eventId String @map("event_id") @db.Uuid\n  event Event @relation(fields: [eventId], references: [id])\n}\n',
    ['require-foreign-key-index'],
  ],
} as const

/** What is wrong in a file, and the suggestion that mends it. */
const mendable = {
  'new.sql': {
    text: 'CREATE TABLE refunds_due (\n  id uuid PRIMARY KEY,\n  organization_id uuid NOT NULL REFERENCES organizations (id)\n);\n',
    rule: 'require-foreign-key-index',
    suggestion: 'Add',
  },
  'prisma/more.prisma': { text: typed['prisma/schema.prisma'][0], rule: 'require-foreign-key-index', suggestion: 'Add @@index([eventId])' },
  'src/new.ts': { text: `export const up = '${statement}'\n`, rule: 'max-identifier-length', suggestion: 'Rename it to' },
} as const

it('has the settings of the page in the example', () => {
  const file = '.vscode/settings.json'
  const example = JSON.parse(readFileSync(`${shop}/${file}`, 'utf8')) as unknown
  expect(example).toEqual(JSON.parse(filesBelow('editors.md', 'VS Code')[file] ?? ''))
})

/** What changed on disk is looked for only when the last look is a while ago. */
const soon = { interval: 400, timeout: 20_000 }

// One server: what it wants edited is told without a name of who asked.
describe.each(['9.39', '10'] as const)('the ESLint server of VS Code, with ESLint %s', { concurrent: false }, (host: Host) => {
  let tools: Install
  let project: Project
  let server: LanguageServer

  beforeAll(async () => {
    tools = await installTools()
    project = createProject(await installHost(host), {})
    cpSync(shop, project.dir, { recursive: true, filter: (path) => !path.includes('node_modules') })
    server = await LanguageServer.start(tools.root, project.dir)
  })
  afterAll(() => {
    expect(server.errors).toEqual([])
    server.stop()
  })

  const open = (file: string, text = project.read(file)): OpenFile => server.open(file, languages[file.split('.').at(-1) as 'sql'], text)

  it.each(Object.entries(typed))('sees %s as it is typed', async (file, [text, expected]) => {
    const edited = open(file)
    const before = await edited.rules()
    for (const piece of host === '10' ? [text.slice(0, -50), ...text.slice(-50)] : [text]) {
      edited.replace(edited.text.length, edited.text.length, piece)
      await edited.diagnostics()
    }
    const after = await edited.rules()
    for (const rule of before) after.splice(after.indexOf(rule), 1)
    expect(after).toEqual(expected)
    edited.close()
  })

  it.each(Object.entries(mendable))('mends %s by a suggestion, or silences it', async (file, { text, rule, suggestion }) => {
    for (const title of [suggestion, `Disable tenancy/${rule} for this line`, `Disable tenancy/${rule} for the entire file`]) {
      const edited = open(file, text)
      const others = (await edited.rules()).filter((one) => one !== rule)
      const diagnostic = (await edited.diagnostics()).find(({ code }) => code === `tenancy/${rule}`)
      const actions = diagnostic ? await edited.actions(diagnostic) : []
      const action = actions.find((one) => one.title.startsWith(title))
      if (!action) throw new Error(`${file}: none of ${actions.map((one) => one.title).join(', ')} begins with ${title}`)
      await edited.take(action)
      expect(edited.text).not.toBe(text)
      expect(await edited.rules()).toEqual(expect.arrayContaining(others))
      expect(await edited.rules()).not.toContain(rule)
      edited.close()
    }
  })

  it('sees in one file what changes in another, saved or not', async () => {
    const schema = open('migrations/0003_sales.sql')
    const query = open('src/tickets.ts')
    const keystroke = async (): Promise<number> => {
      query.replace(query.text.length, query.text.length, ' ')
      return (await query.rules()).filter((rule) => rule === 'no-unknown-object').length
    }
    const edit = async (from: string, to: string): Promise<void> => {
      const at = schema.text.indexOf(from)
      schema.replace(at, at + from.length, to)
      await schema.diagnostics()
    }
    expect(await keystroke()).toBe(0)
    await edit('barcode text', 'bar_code text')
    expect(await keystroke()).toBeGreaterThan(0)
    await edit('bar_code text', 'barcode text')
    expect(await keystroke()).toBe(0)

    await edit('barcode text', 'bar_code text')
    const saved = project.read('migrations/0003_sales.sql')
    project.write({ 'migrations/0003_sales.sql': schema.text })
    await expect.poll(keystroke, soon).toBeGreaterThan(0)
    schema.close()
    project.write({ 'migrations/0003_sales.sql': saved })
    await expect.poll(keystroke, soon).toBe(0)

    project.write({ 'migrations/0008_rename.sql': 'ALTER TABLE tickets RENAME COLUMN barcode TO bar_code;\n' })
    await expect.poll(keystroke, soon).toBeGreaterThan(0)
    project.write({ 'migrations/0008_rename.sql': null })
    await expect.poll(keystroke, soon).toBe(0)
  })
})
