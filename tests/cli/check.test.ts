import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it, vi } from 'vitest'
import { presetNames } from '../../src/configs.ts'
import type { CheckJson } from '../../src/cli/formats/json.ts'
import { formatNames } from '../../src/cli/formats/names.ts'
import { rowsOf } from '../support/markdown.ts'
import { makeProject, makeRepository } from '../project/temp-project.ts'
import { check, findingsIn, git, makeGitProject, write } from './check-run.ts'
import { bin, tenancy } from './run.ts'

const plugin = new URL('../../dist/index.js', import.meta.url).href
const shop = new URL('../../examples/shop', import.meta.url).pathname

const init = `create table organizations (id bigint primary key);
create table orders (
  id bigint primary key,
  organization_id bigint not null references organizations,
  number text,
  deleted_at timestamptz
);
create index on orders (organization_id);
`
const leak = 'select * from orders;\n'
const start = { 'migrations/0001_init.sql': init, 'leak.sql': leak }

/** A configuration as a project has it, with the plugin of this tree. */
const configWith = (value: string): string => `import tenancy from ${JSON.stringify(plugin)}\nexport default ${value}\n`

// Whole projects are linted here, and processes started.
vi.setConfig({ testTimeout: 120_000 })

describe('tenancy check', () => {
  it('says that no table is known to be a tenant’s where most rules are silent for that', async () => {
    const cwd = makeRepository({
      'migrations/1.sql': 'create table notes (id int primary key, club_id int);',
      'q.sql': 'select id from notes;',
    })
    const told = /^No table is taken for a tenant’s, .* To have it found, type: tenancy init\n$/
    expect(await check(cwd)).toMatchObject({ code: 0, errors: expect.stringMatching(told) as string })
    expect((await check(cwd, { rule: ['valid-sql'] })).errors).toBe('')
    writeFileSync(join(cwd, 'settings.json'), '{ "tenantColumns": ["club_id"] }')
    expect((await check(cwd, { settings: 'settings.json' })).errors).toBe('')
  })

  it('finds what ESLint finds with the same configuration', async () => {
    const { out, code } = await check(shop, { config: true })
    const { findings, errors, warnings } = JSON.parse(out) as CheckJson
    const results = await new ESLint({ cwd: shop }).lintFiles('.')
    const expected = results.flatMap(({ filePath, messages }) =>
      messages.map(({ line, column, message }) => ({ path: filePath, line, column, message })),
    )
    expect(expected.length).toBeGreaterThan(100)
    expect(findings.map(({ file, line, column, message }) => ({ path: join(shop, file), line, column, message }))).toEqual(expected)
    expect(errors + warnings).toBe(findings.length)
    expect(code).toBe(1)
  })

  it.each(['a.go', 'gen/a.ts', '../api/a.ts'])('calls no index unused that %s asks by', async (file) => {
    const index = 'create index on orders (number);\n'
    const kept = 'select * from orders where organization_id = $1;\n'
    const root = makeGitProject({ 'db/migrations/0001_init.sql': init + index, 'db/kept.sql': kept, '.gitignore': 'gen\n' })
    const cwd = join(root, 'db')
    const rule = ['require-index-justification']
    expect(findingsIn(await check(cwd, { rule }))).toHaveLength(1)
    write(cwd, { [file]: "db.query('select * from orders where number = $1')\n" })
    expect(findingsIn(await check(cwd, { rule }))).toEqual([])
  })

  it('needs no configuration, and reads each kind of file', async () => {
    const long = 'a_name_that_is_longer_than_the_sixty_three_bytes_that_postgres_keeps_of_it'
    const query = `db.query('select 1 as ${long}')\n`
    const kinds = ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx'].map((ending): [string, string] => [`a.${ending}`, query])
    const cwd = makeRepository({
      ...Object.fromEntries(kinds),
      'a.sql': `select 1 as ${long};\n`,
      'A.SQL': `select 1 as ${long};\n`,
      'schema.prisma': `model Order {\n  id Int @id @map("${long}")\n}\n`,
      'types.d.ts': `export declare const x: 'select 1 as ${long}'\n`,
      'node_modules/a/a.sql': `select 1 as ${long};\n`,
      'dist/a.sql': `select 1 as ${long};\n`,
      'notes.md': long,
    })
    const found = findingsIn(await check(cwd)).map((line) => line.split(':')[0])
    expect(new Set(found)).toEqual(new Set([...kinds.map(([file]) => file), 'a.sql', 'A.SQL', 'schema.prisma']))
  })

  it('passes over what git ignores, unless it is named', async () => {
    const cwd = makeGitProject({ ...start, '.gitignore': 'generated/\n' })
    write(cwd, { 'generated/a.sql': leak })
    expect(findingsIn(await check(cwd))).toEqual(['leak.sql:1 require-tenant-filter'])
    expect(findingsIn(await check(cwd, {}, ['generated/a.sql']))).toHaveLength(1)
  })

  it.each(presetNames)('checks by the preset %s', async (preset) => {
    const { out } = await check(shop, { preset }, ['src'])
    const rules = new Set((JSON.parse(out) as CheckJson).findings.map(({ rule }) => rule))
    expect(rules).toContain('tenancy/require-tenant-filter')
    expect(rules.has('tenancy/require-limit')).toBe(preset === 'all')
  })

  it('spares tests and seeds, unless a stricter preset or the rule is named', async () => {
    const cwd = makeRepository({ ...start, 'seeds/orders.sql': leak })
    expect(findingsIn(await check(cwd))).toEqual(['leak.sql:1 require-tenant-filter'])
    expect(findingsIn(await check(cwd, { preset: 'essential' }, ['seeds']))).toEqual([])
    expect(findingsIn(await check(cwd, { rule: ['require-tenant-filter'] }, ['seeds']))).toHaveLength(1)
    expect(findingsIn(await check(cwd, { preset: 'strict' }, ['seeds']))).toContain('seeds/orders.sql:1 require-tenant-filter')
  })

  it('takes the settings of a file, and schema files on top', async () => {
    const cwd = makeRepository({
      ...start,
      'settings.json': '{ "globalTables": ["orders"] }',
      'other.sql': 'create table orders (id int);\n',
    })
    expect(findingsIn(await check(cwd, { settings: 'settings.json' }))).toEqual([])
    expect(findingsIn(await check(cwd, { schema: ['other.sql'] }, ['leak.sql']))).toEqual([])
    await expect(check(cwd, { schema: ['nowhere/*.sql'] })).rejects.toThrow('nowhere/*.sql: finds no file')
    write(cwd, { 'settings.json': '{ "globalTable": [] }' })
    await expect(check(cwd, { settings: 'settings.json' })).rejects.toThrow('globalTable')
  })

  it('runs the named rules alone, or beside a preset', async () => {
    const cwd = makeRepository({ ...start, 'more.sql': 'select id from orders where organization_id = $1;\n' })
    const found = async (rule: string[], more = {}): Promise<string[]> =>
      findingsIn(await check(cwd, { rule, ...more }, ['leak.sql', 'more.sql']))
    expect(await found(['require-soft-delete-filter'])).toEqual([
      'leak.sql:1 require-soft-delete-filter',
      'more.sql:1 require-soft-delete-filter',
    ])
    expect(await found(['tenancy/require-limit:warn'])).toHaveLength(2)
    expect(await check(cwd, { rule: ['require-limit:warn'] })).toMatchObject({ code: 0 })
    expect(await found(['require-limit', 'require-tenant-filter:off'], { preset: 'essential' })).toEqual([
      'leak.sql:1 require-limit',
      'more.sql:1 require-limit',
    ])
    await expect(check(cwd, { rule: ['require-limits'] })).rejects.toThrow('There is no rule require-limits')
    await expect(check(cwd, { rule: ['require-limit:loud'] })).rejects.toThrow('require-limit:warn')
  })

  it('fails with more warnings than are allowed', async () => {
    const cwd = makeRepository(start)
    const rule = ['require-tenant-filter:warn']
    expect(await check(cwd, { rule })).toMatchObject({ code: 0, errors: '' })
    expect(await check(cwd, { rule, maxWarnings: 1 })).toMatchObject({ code: 0, errors: '' })
    expect(await check(cwd, { rule, maxWarnings: 0 })).toMatchObject({
      code: 1,
      errors: 'Too many warnings: 1, where --max-warnings allows 0.\n',
    })
  })

  it('writes into a file instead', async () => {
    const cwd = makeRepository(start)
    expect(await check(cwd, { outputFile: 'reports/tenancy.json' })).toEqual({ code: 1, out: '', errors: '' })
    expect(JSON.parse(readFileSync(join(cwd, 'reports/tenancy.json'), 'utf8'))).toMatchObject({ errors: 1 })
  })

  it('says on the error output what could not be read, and that there is no schema', async () => {
    const cwd = makeRepository({ 'broken.js': 'let let = (\n', 'a.sql': 'select 1;\n' })
    const { code, errors } = await check(cwd)
    expect(code).toBe(0)
    expect(errors).toMatch(/^No schema was found.*tenancy check --schema/)
    expect(errors).toContain('Not read: broken.js:1: Parsing error')
  })

  it('ends where a file cannot be read that is named, and says so of one that is found', async () => {
    const cwd = makeRepository({ 'utf16.sql': '\ufffd\0s\0e\0l\0', 'a.sql': 'select 1;\n', 'logo.png': '\ufffd\0\0' })
    await expect(check(cwd, {}, ['a.sql', 'utf16.sql'])).rejects.toThrow('utf16.sql cannot be read: it is no text in UTF-8')
    const found = await check(cwd)
    expect(found.code).toBe(0)
    expect(found.errors).toContain('Not read: utf16.sql:1: it is no text in UTF-8')
    expect((await check(cwd, {}, ['a.sql', 'logo.png'])).code).toBe(0)
  })

  it('says that a file is checked by its own tables where it is no schema that all files share', async () => {
    const model =
      'model Order {\n  id String @id\n  customerId String\n  customer Customer @relation(fields: [customerId], references: [id])\n}'
    const schema = `datasource db {\n  provider = "postgresql"\n}\nmodel Customer {\n  id String @id\n  orders Order[]\n}\n${model}\n`
    const found = await check(makeRepository({ 'package.json': '{}', 'data/schema.prisma': schema }), {}, ['data'])
    expect(findingsIn(found)).toEqual(['data/schema.prisma:11 require-foreign-key-index'])
    expect(found.errors).toMatch(
      /^No schema was found that all files share\. Each is checked by the tables alone that it defines itself\. Looked in: /,
    )
  })

  it('says what to do where a file cannot be written', async () => {
    const cwd = makeRepository(start)
    await expect(check(cwd, { outputFile: 'migrations' })).rejects.toThrow(/^migrations cannot be written: .*Name another file$/)
    await expect(check(cwd, { baseline: 'leak.sql/base.json', updateBaseline: true })).rejects.toThrow(
      'leak.sql/base.json cannot be written',
    )
  })

  it('names the first line where a parser ends too early to name one', async () => {
    const cwd = makeRepository({ 'deep.js': `db.query(${'('.repeat(20_000)}'select 1'${')'.repeat(20_000)})\n` })
    expect((await check(cwd)).errors).toMatch(/Not read: deep\.js:1: Parsing error: /)
  })

  it.skipIf(process.platform === 'win32')('checks what links lead to once, by its own path', async () => {
    const cwd = makeRepository({ ...start, 'sql/leak.sql': leak })
    const other = makeProject({ 'a.sql': leak })
    symlinkSync('migrations', join(cwd, 'more'))
    symlinkSync('sql', join(cwd, 'queries'))
    symlinkSync('leak.sql', join(cwd, 'same.sql'))
    symlinkSync(other, join(cwd, 'other'))
    const all = ['leak.sql:1 require-tenant-filter', 'sql/leak.sql:1 require-tenant-filter']
    expect(findingsIn(await check(cwd))).toEqual(all)
    expect(findingsIn(await check(cwd, {}, ['more', 'queries', 'same.sql']))).toEqual(all)
  })

  it.skipIf(process.platform === 'win32')('does not wait for what is no file', async () => {
    const cwd = makeRepository(start)
    symlinkSync('/dev/zero', join(cwd, 'endless.sql'))
    symlinkSync('nowhere.sql', join(cwd, 'dangling.sql'))
    await expect(check(cwd, {}, ['endless.sql'])).rejects.toThrow('endless.sql is no file')
    await expect(check(cwd, {}, ['dangling.sql'])).rejects.toThrow('dangling.sql is no file')
    expect(findingsIn(await check(cwd))).toHaveLength(1)
  })

  it('says what was meant', async () => {
    const cwd = makeRepository(start)
    await expect(check(cwd, { rule: ['require-tenant-fitler'] })).rejects.toThrow(/Did you mean require-tenant-filter\?[^,]*$/)
    if (process.platform !== 'win32') await expect(check(cwd, {}, ['.\\leak.sql'])).rejects.toThrow('Did you mean ./leak.sql?')
  })

  it('refuses what lies elsewhere, or nowhere', async () => {
    const other = makeProject({ 'a.sql': leak })
    const cwd = makeRepository(start)
    await expect(check(cwd, {}, [join(other, 'a.sql')])).rejects.toThrow('lies outside of this folder')
    await expect(check(cwd, {}, ['nothing.sql'])).rejects.toThrow('nothing.sql is no file')
  })
})

it('has the fields that the page has', async () => {
  const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
  const own = /^## tenancy check$.*?(?=^## )/ms.exec(page)?.[0] ?? ''
  const told = rowsOf(own).flatMap(
    ([field = '']) => /^`((?:version|files|errors|warnings|baselined|findings\[\]\..+))`$/.exec(field)?.[1] ?? [],
  )
  const { findings, ...rest } = JSON.parse((await check(makeRepository(start))).out) as CheckJson
  const [finding = {}] = findings
  const fields = Object.entries(finding).map(([name, value]) => `findings[].${name}${Array.isArray(value) ? '[]' : ''}`)
  expect(told).toEqual([...Object.keys(rest), ...fields])
})

it('tells on the page what each flag does', () => {
  const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
  const flags = [...tenancy(shop, 'check', '--help').out.matchAll(/^ {2}(--[^ ]+(?: [<[][^ ]+)?)/gm)].map(([, flag]) => flag)
  expect(flags.length).toBeGreaterThan(10)
  const told = rowsOf(page).map(([cell]) => cell)
  expect(told).toEqual(expect.arrayContaining(flags.map((flag) => `\`${flag ?? ''}\``)))
  for (const format of formatNames) expect(told).toContain(`\`${format}\``)
})

describe('with a configuration of ESLint', () => {
  const check_ = async (config: string, flags = {}, files = {}): ReturnType<typeof check> =>
    check(makeRepository({ ...start, 'eslint.config.mjs': configWith(config), ...files }), { config: true, ...flags })

  it('takes its severities, options and settings', async () => {
    const off = "[...tenancy.configs.recommended, { rules: { 'tenancy/require-tenant-filter': 'off' } }]"
    expect(findingsIn(await check_(off))).toEqual([])
    const warn = "[...tenancy.configs.recommended, { rules: { 'tenancy/require-tenant-filter': 'warn' } }]"
    expect(await check_(warn)).toMatchObject({ code: 0 })
    expect(await check_("[...tenancy.configs.recommended, { settings: { tenancy: { globalTables: ['orders'] } } }]")).toMatchObject({
      code: 0,
    })
    expect(findingsIn(await check_("[{ ignores: ['leak.sql'] }, ...tenancy.configs.recommended]"))).toEqual([])
  })

  it('takes all of it where it calls the plugin otherwise, comments for it included', async () => {
    const renamed = `tenancy.configs.recommended.map(({ plugins, language, rules, ...block }) => ({
      ...block,
      ...(plugins && { plugins: { sqlcheck: tenancy } }),
      ...(language && { language: language.replace('tenancy/', 'sqlcheck/') }),
      ...(rules && { rules: Object.fromEntries(Object.entries(rules).map(([name, entry]) => [name.replace('tenancy/', 'sqlcheck/'), entry])) }),
    }))`
    const named =
      '[...RENAMED, { rules: { "sqlcheck/require-tenant-filter": "warn", "sqlcheck/consistent-index-name": ["warn", { patterns: ["nothing_like_it"], allowDefaults: false }] } }]'
    const held = '-- eslint-disable-next-line sqlcheck/require-tenant-filter -- for the nightly report\nselect * from orders;\n'
    const program =
      '// eslint-disable-next-line sqlcheck/require-tenant-filter -- so it is\ndb.query("select id from orders")\ndb.query("select number from orders")\n'
    const ran = await check_(named.replace('RENAMED', renamed), {}, { 'held.sql': held, 'src/a.ts': program })
    expect(findingsIn(ran)).toEqual([
      'leak.sql:1 require-tenant-filter',
      'migrations/0001_init.sql:8 consistent-index-name',
      'src/a.ts:3 require-tenant-filter',
    ])
    expect(ran).toMatchObject({ code: 0, errors: '' })
    const alone = await check_(named.replace('RENAMED', renamed), { rule: ['consistent-index-name'] })
    expect(JSON.parse(alone.out)).toMatchObject({ errors: 0, warnings: 1 })
    expect((await check_(named.replace('RENAMED', renamed), { format: 'stylish' })).out).toContain('tenancy/require-tenant-filter')
  })

  it('lets flags come before it', async () => {
    const off = "[...tenancy.configs.recommended, { rules: { 'tenancy/require-tenant-filter': 'off' } }]"
    expect(findingsIn(await check_(off, { config: false }))).toHaveLength(1)
    expect(findingsIn(await check_(off, { preset: 'essential' }))).toHaveLength(1)
    expect(findingsIn(await check_(off, { rule: ['require-tenant-filter'] }))).toHaveLength(1)
    const options =
      "[...tenancy.configs.recommended, { rules: { 'tenancy/require-tenant-filter': 'off', 'tenancy/consistent-index-name': ['warn', { patterns: ['nothing_like_it'], allowDefaults: false }] } }]"
    const { out } = await check_(options, { rule: ['consistent-index-name'] })
    expect(JSON.parse(out)).toMatchObject({ errors: 0, warnings: 1 })
  })

  it('runs no other rules and no other parsers, and says nothing of comments for them', async () => {
    const broken = `[...tenancy.configs.recommended, {
      plugins: { other: { rules: { bad: { create() { throw new Error('no') } } } } },
      rules: { 'other/bad': 'error', 'no-console': 'error' },
      languageOptions: { parser: { parseForESLint() { throw new Error('no') } } },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
    }]`
    const file =
      '/* eslint other/rule: error, no-console: error */\n// eslint-disable-next-line no-alert -- none\nconsole.log(1)\ndb.query("select * from orders")\n'
    expect(findingsIn(await check_(broken, {}, { 'a.js': file }))).toEqual([
      'a.js:4 require-tenant-filter',
      'leak.sql:1 require-tenant-filter',
    ])
  })

  it('obeys comments in the file', async () => {
    const silent = '-- eslint-disable-next-line tenancy/require-tenant-filter -- for the nightly report\nselect * from orders;\n'
    expect(findingsIn(await check_('tenancy.configs.recommended', {}, { 'leak.sql': silent }))).toEqual([])
  })

  it('checks by the preset where the configuration is without the plugin, and keeps what that ignores', async () => {
    const own = "[{ ignores: ['old/**'] }, { files: ['**/*.js'], rules: { 'no-console': 'error' } }]"
    expect(findingsIn(await check_(own, {}, { 'old/a.sql': leak }))).toEqual(['leak.sql:1 require-tenant-filter'])
  })

  it('says what to type where it cannot be loaded', async () => {
    await expect(check_("[(() => { throw new Error('oh') })()]")).rejects.toThrow(/oh[^]*tenancy check --no-config/)
  })
})

describe('the command', () => {
  const cwd = makeRepository(start)

  it('ends with 1 for findings, 0 for none and 2 for what is wrong', () => {
    expect(tenancy(cwd, 'check', '--no-config')).toMatchObject({ code: 1, errors: '' })
    expect(tenancy(cwd, 'check', '--no-config', 'migrations')).toEqual({ code: 0, errors: '', out: 'Nothing found in 1 file.\n' })
    expect(tenancy(cwd, 'check', '--no-config', '--rule', 'nope')).toMatchObject({ code: 2, out: '' })
    expect(tenancy(cwd, 'check', '--max-warnings', 'few')).toMatchObject({
      code: 2,
      out: '',
      errors: expect.stringContaining('--max-warnings 0') as string,
    })
    expect(tenancy(cwd, 'check', '--changed', '--staged')).toMatchObject({ code: 2, out: '' })
    expect(tenancy(cwd, 'check', '--no-config', '--staged')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('no git repository') as string,
    })
  })

  it.each([
    [['check', '--format', 'sarfi'], 'Did you mean sarif?', 'tenancy check --help'],
    [['check', '--preset', 'Recomended'], 'Did you mean recommended?', 'tenancy check --help'],
    [['catalog', '--format', 'mermiad'], 'Did you mean mermaid?', 'tenancy catalog --help'],
    [['check', '--formt', 'json'], 'Did you mean --format?', 'tenancy check --help'],
    [['chekc'], 'Did you mean check?', 'tenancy --help'],
  ])('says of %j what was meant', (args, meant, help) => {
    const { code, out, errors } = tenancy(cwd, ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(errors).toContain(meant)
    expect(errors).toContain(help)
  })

  it.skipIf(process.platform === 'win32')('ends in silence where nobody reads on, and not where nothing can be written', () => {
    const many = makeRepository({ ...start, ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a${i}.sql`, leak])) })
    for (const command of ['check --no-config --format json', 'queries', 'catalog']) {
      const script = `"${process.execPath}" "${bin}" ${command} | head -c 1`
      expect(spawnSync('sh', ['-c', script], { cwd: many, encoding: 'utf8' }).stderr).toBe('')
    }
    if (!existsSync('/dev/full')) return
    const full = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" check --no-config > /dev/full`], { cwd, encoding: 'utf8' })
    expect(full.status).toBe(2)
    expect(full.stderr).toMatch(/^The output cannot be written: .*ENOSPC.*\n$/)
  })

  it('has help with examples', () => {
    const { code, out } = tenancy(cwd, 'check', '--help')
    expect(code).toBe(0)
    expect(out).toContain('tenancy check --staged')
    expect(out).toContain('The exit code is 0')
  })

  it('adds up rules that are typed one by one', () => {
    const { out } = tenancy(cwd, 'check', '--no-config', '--format', 'json', '--rule', 'require-limit', '--rule', 'require-tenant-filter')
    expect((JSON.parse(out) as CheckJson).findings).toHaveLength(2)
  })
})

describe('git in a folder below the top', () => {
  it('names files from the top for services, and from the folder for people', async () => {
    const cwd = makeGitProject({ 'app/migrations/0001_init.sql': init, 'app/leak.sql': leak })
    const app = join(cwd, 'app')
    expect(git(app, 'status', '--short')).toBe('')
    expect(findingsIn(await check(app))).toEqual(['leak.sql:1 require-tenant-filter'])
    expect((await check(app, { format: 'github' })).out).toMatch(
      /^::error file=app\/leak\.sql,line=1,col=15,endLine=1,endColumn=21,title=tenancy\/require-tenant-filter::/,
    )
    expect((await check(app, { format: 'stylish' })).out).toMatch(/^leak\.sql\n {2}1:15 {2}error {4}This query reads orders/)
  })
})
