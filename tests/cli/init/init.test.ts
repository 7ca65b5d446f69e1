import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { initCommand, type InitFlags } from '../../../src/cli/init/command.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { tenancy } from '../run.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

const migration = `create table users (id bigint primary key);
create table teams (id bigint primary key);
create table members (team_id bigint not null references teams, user_id bigint not null references users, primary key (team_id, user_id));
create table tasks (id bigint primary key, team_id bigint not null references teams, removed_at timestamptz, archived_at timestamptz);
create table notes (id bigint primary key, task_id bigint not null references tasks);
create table external (id bigint primary key, organization_id text);
`
const files = {
  'package.json': '{ "name": "app", "devDependencies": { "eslint": "^10.0.0", "typescript": "5.9" } }',
  'migrations/0001_init.sql': migration,
  'queries/tasks.sql': 'select id from tasks where id > $1;\n',
}

/** A project in which the plugin is that of this tree. */
function makeProjectWith(more: Readonly<Record<string, string>> = {}): string {
  const cwd = makeRepository({ ...files, ...more })
  mkdirSync(join(cwd, 'node_modules'))
  symlinkSync(root, join(cwd, 'node_modules/eslint-plugin-tenancy'), 'junction')
  return cwd
}

/** What the command says; the answers are given in turn. */
async function init(
  cwd: string,
  flags: InitFlags,
  answers?: readonly string[],
): Promise<{ readonly out: string; readonly asked: string[] }> {
  const told: string[] = []
  const asked: string[] = []
  const ask = (question: string): Promise<string> => {
    asked.push(question)
    return Promise.resolve(answers?.[asked.length - 1] ?? '')
  }
  await initCommand(flags, cwd, (line) => void told.push(line), answers && { ask })
  return { out: told.join('\n'), asked }
}

const read = (cwd: string, file: string): string => readFileSync(join(cwd, file), 'utf8')

async function findings(cwd: string): Promise<string[]> {
  const results = await new ESLint({ cwd }).lintFiles(['queries'])
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message))
}

describe('tenancy init --yes', () => {
  it('says what it found', async () => {
    const { out } = await init(makeProjectWith(), { yes: true })
    expect(out).toContain(`Schema: 6 tables from 1 file
  SQL: migrations/0001_init.sql
Tenant column:
  team_id: 2 of 6 tables, references teams
Soft delete:
  removed_at (timestamp with time zone): 1 of 6 tables
  archived_at (timestamp with time zone): 1 of 6 tables; left alone, as what is archived may still be shown
Membership tables, which say who belongs to which tenant: members
Tables of tenants by way of foreign keys: notes
  With followForeignKeys, queries of these have to keep to the tenant of the row that theirs refers to. Remove it from the settings below if their rows are for everybody.
Global tables, which all tenants share: external, users
`)
    expect(out).toContain(
      'To install: npm install --save-dev eslint-plugin-tenancy @typescript-eslint/parser\n  The parser is for the files in TypeScript.\n',
    )
  })

  it.each([
    [
      'TO authenticated USING (true)',
      '',
      " rowLevelSecurity: 'trust', clientRole: 'authenticated' in the settings counts them as conditions, for what asks as that role.",
    ],
    [
      'USING (true)',
      'alter table tasks force row level security;',
      " rowLevelSecurity: 'trust' in the settings counts them as conditions.",
    ],
    [
      'USING (true)',
      '',
      " rowLevelSecurity: 'trust' in the settings counts them as conditions, with clientRole where the application does not own its tables.",
    ],
  ])('says how policies count: %s %s', async (policy, forced, how) => {
    const enabled = `alter table tasks enable row level security;\ncreate policy own on tasks ${policy};\n${forced}`
    const { out } = await init(makeProjectWith({ 'migrations/0002_policies.sql': enabled }), { yes: true })
    expect(out).toContain(
      `\nRow-level security: 1 of 3 tables of tenants has policies, and queries are asked for the tenant all the same.${how}\n`,
    )
    expect((await init(makeProjectWith(), { yes: true })).out).not.toContain('Row-level')
  })

  const policies =
    "alter table tasks enable row level security;\ncreate policy own on tasks using (team_id = (auth.jwt() ->> 'team_id')::bigint);"
  const dependingOn = (...names: readonly string[]): string =>
    JSON.stringify({ name: 'app', workspaces: ['packages/*'], dependencies: Object.fromEntries(names.map((name) => [name, '1'])) })

  it('counts policies where all ask by supabase-js', async () => {
    const cwd = makeProjectWith({
      'package.json': dependingOn('@supabase/supabase-js', 'eslint'),
      'migrations/0002_policies.sql': policies,
      'src/tasks.js':
        "import { createClient } from '@supabase/supabase-js'\nconst supabase = createClient(url, key)\nexport const load = () => supabase.from('tasks').select('id')\n",
    })
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain('\nRow-level security: 1 of 3 tables of tenants has policies, which count as conditions of what supabase-js asks')
    expect(read(cwd, 'eslint.config.mjs')).toMatch(/rowLevelSecurity: 'trust',\s+clientRole: 'authenticated'/)
    const results = await new ESLint({ cwd }).lintFiles(['src'])
    expect(results.flatMap(({ messages }) => messages.filter(({ ruleId }) => ruleId?.includes('tenant')))).toEqual([])
  })

  it.each([
    ['a driver', { 'package.json': dependingOn('@supabase/supabase-js', 'postgres') }],
    ['an ORM that needs no driver', { 'package.json': dependingOn('@supabase/ssr', '@prisma/client') }],
    [
      'a driver in another package',
      { 'package.json': dependingOn('@supabase/supabase-js'), 'packages/jobs/package.json': dependingOn('pg').replace('app', 'jobs') },
    ],
    ['no client of Supabase', { 'package.json': dependingOn('express') }],
  ])('does not count policies where there is %s', async (_, more) => {
    const cwd = makeProjectWith({ 'migrations/0002_policies.sql': policies, ...more })
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain('and queries are asked for the tenant all the same')
    expect(read(cwd, 'eslint.config.mjs')).not.toContain('rowLevelSecurity')
  })

  it.each([
    [
      "import { base } from '@repo/eslint-config'\n\nexport default base\n",
      '  export default [\n    base,\n    ...tenancy.configs.recommended,',
      '  ].flat()',
    ],
    [
      "import load from '@repo/eslint-config'\n\nexport default load()\n",
      '  // at the end of the configurations that it exports\n  ...tenancy.configs.recommended,',
      '',
    ],
  ])('says what to type where a configuration comes from elsewhere: %j', async (config, begins, ends) => {
    const cwd = makeProjectWith({ 'eslint.config.mjs': config })
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain(`eslint.config.mjs is of no shape that can be added to safely, so it is left alone. Add to it:
  import tenancy from 'eslint-plugin-tenancy'

${begins}`)
    expect(out).toContain(ends)
    expect(read(cwd, 'eslint.config.mjs')).toBe(config)
  })

  it('writes a configuration that works at once', async () => {
    const cwd = makeProjectWith({ '.gitignore': 'node_modules\n/dist/\n' })
    await init(cwd, { yes: true })
    expect(read(cwd, 'eslint.config.mjs')).toBe(`import tenancy from 'eslint-plugin-tenancy'

export default [
  { ignores: ['**/dist/'] },
  ...tenancy.configs.recommended,
  {
    settings: { tenancy: { tenantColumns: ['team_id'], softDeleteColumns: ['removed_at'], followForeignKeys: true } },
  },
]
`)
    expect(JSON.parse(read(cwd, '.vscode/settings.json'))).toEqual({
      'eslint.validate': ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'sql', 'prisma'],
    })
    expect(await findings(cwd)).toEqual(['tenancy/require-tenant-filter'])
  })

  it.each(['', '\n// Rules will stand here.\n'])('writes into a configuration that exports nothing: %j', async (text) => {
    const cwd = makeProjectWith({ 'eslint.config.mjs': text, '.vscode/settings.json': '' })
    await init(cwd, { yes: true })
    expect(read(cwd, 'eslint.config.mjs').startsWith(text)).toBe(true)
    expect(await findings(cwd)).toEqual(['tenancy/require-tenant-filter'])
    expect((await init(cwd, { yes: true })).out).toMatch(/All is there: nothing to write\.$/)
  })

  it('says what to write where a configuration exports nothing, and how it has to is not known', async () => {
    const { out } = await init(makeProjectWith({ 'eslint.config.cjs': '// later\n' }), { yes: true })
    expect(out).toContain(
      "eslint.config.cjs exports nothing. Write into it:\n  const tenancy = require('eslint-plugin-tenancy')\n\n  module.exports = [\n    ...tenancy.configs.recommended,\n",
    )
    expect(out).toMatch(/\nESLint has the plugin once you have done by hand what is said above\. [^\n]+$/)
  })

  it('says where a configuration cannot be parsed', async () => {
    const { out } = await init(makeProjectWith({ 'eslint.config.mjs': 'export default [\n' }), { yes: true })
    expect(out).toMatch(
      /\neslint\.config\.mjs cannot be parsed at line \d \(.+\), so it is left alone\. Once it is mended, type: tenancy init\n/,
    )
  })

  it.each(['{ "name": ', 'null', '[]'])('says that Node reads no configuration beside such a package.json: %j', async (text) => {
    const cwd = makeProjectWith({ 'package.json': text })
    await expect(init(cwd, { yes: true })).rejects.toThrow(/package\.json holds no object of JSON, .* type: tenancy init$/)
    expect(existsSync(join(cwd, 'eslint.config.mjs'))).toBe(false)
  })

  it('takes a folder for no configuration', async () => {
    const cwd = makeProjectWith({ 'eslint.config.js/a.txt': '' })
    await init(cwd, { yes: true })
    expect(await findings(cwd)).toEqual(['tenancy/require-tenant-filter'])
  })

  it('writes nothing the second time', async () => {
    const cwd = makeProjectWith()
    await init(cwd, { yes: true })
    const before = [read(cwd, 'eslint.config.mjs'), read(cwd, '.vscode/settings.json')]
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain('eslint.config.mjs has the plugin already.')
    expect(out).toMatch(/All is there: nothing to write\.$/)
    expect([read(cwd, 'eslint.config.mjs'), read(cwd, '.vscode/settings.json')]).toEqual(before)
  })

  it.each([
    ['eslint.config.js', "throw new Error('run')\nexport default []\n", '{ "name": "app", "type": "module" }'],
    ['eslint.config.cjs', "process.exit(3)\nmodule.exports = [\n  { rules: { 'no-var': 'error' } },\n]\n", '{ "name": "app" }'],
  ])('adds to %s, which it does not run', async (file, text, manifest) => {
    const cwd = makeProjectWith({ [file]: text, 'package.json': manifest })
    await init(cwd, { yes: true })
    const [first = '', ...rest] = text.split('\n')
    expect(read(cwd, file)).toContain(first)
    expect(existsSync(join(cwd, 'eslint.config.mjs'))).toBe(false)
    writeFileSync(join(cwd, file), read(cwd, file).replace(first, ''))
    expect(rest.length).toBeGreaterThan(0)
    expect(await findings(cwd)).toEqual(['tenancy/require-tenant-filter'])
  })

  it('needs no settings where the names are those of the defaults', async () => {
    const cwd = makeProjectWith({
      'migrations/0001_init.sql': migration
        .replaceAll('team_id', '"tenantId"')
        .replace('removed_at', 'deleted_at')
        .replace('task_id bigint not null', 'task_id bigint'),
    })
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain('tenantId: 2 of 6 tables, references teams')
    expect(read(cwd, 'eslint.config.mjs')).not.toContain('settings')
  })

  it('says which column of a level of tenants is left out', async () => {
    const owned = (name: string, column: string): string => `create table ${name} (id bigint primary key, ${column} bigint not null);`
    const tables = (teams: number): string =>
      ['a', 'b', 'c'].map((name) => owned(name, 'organization_id')).join(' ') +
      Array.from({ length: teams }, (_, i) => owned(`t${i}`, 'team_id')).join(' ')
    const outOf = async (teams: number): Promise<string> =>
      (await init(makeProjectWith({ 'migrations/0001_init.sql': tables(teams) }), { dryRun: true })).out
    expect(await outOf(2)).toContain('team_id is not in tenantColumns: add it there if the rows of one are not for the others.')
    expect(await outOf(1)).not.toContain('is not in tenantColumns')
  })

  it('takes a name of many meanings only where its parent is nobody else’s', async () => {
    const tables = (parent: string): string =>
      `create table organizations (id bigint primary key); create table companies (id bigint primary key${parent});
       create table a (id int primary key, company_id bigint references companies); create table b (id int primary key, company_id bigint references companies);
       create table c (id int primary key, organization_id bigint references organizations);`
    const owned = tables(', organization_id bigint references organizations')
    expect((await init(makeProjectWith({ 'migrations/0001_init.sql': owned }), { dryRun: true })).out).not.toContain('company_id')
    expect((await init(makeProjectWith({ 'migrations/0001_init.sql': tables('') }), { dryRun: true })).out).toContain(
      "tenantColumns: ['company_id']",
    )
  })

  it('takes people for everybody’s where their tenant may be missing and another table joins them to tenants', async () => {
    const tables = (column: string, joined: string): string =>
      `create table organizations (id bigint primary key);
       create table users (id bigint primary key, tenant_id bigint ${column} references organizations);
       create table users_on_organization (
         id bigint not null, tenant_id bigint not null references organizations, user_id bigint not null ${joined}, primary key (user_id, tenant_id, id)
       );`
    const initOf = (sql: string): Promise<{ readonly out: string }> =>
      init(makeProjectWith({ 'migrations/0001_init.sql': sql }), { dryRun: true })
    const { out } = await initOf(tables('null', 'references users'))
    expect(out).toContain("globalTables: ['users']")
    expect(out).toContain(`Membership tables, which say who belongs to which tenant: users_on_organization
Global tables, which all tenants share: users
  users is one of them by globalTables: its tenant_id may be NULL, and users_on_organization says who belongs to which tenant. Take it out where people of other tenants are not to be seen.`)
    for (const sql of [tables('not null', 'references users'), tables('null', '')])
      expect((await initOf(sql)).out).not.toContain('globalTables')
  })
})

describe('tenancy init leaves alone', () => {
  it('everything in a dry run, and where there is nobody to ask', async () => {
    const cwd = makeProjectWith()
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain("eslint.config.mjs (new)\n  + import tenancy from 'eslint-plugin-tenancy'\n")
    await expect(init(cwd, {})).rejects.toThrow('tenancy init --yes')
    expect(existsSync(join(cwd, 'eslint.config.mjs')) || existsSync(join(cwd, '.vscode'))).toBe(false)
  })

  it.each(['.eslintrc.json', '.eslintrc'])('a project with %s', async (file) => {
    const cwd = makeProjectWith({ [file]: '{}' })
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain(`npx @eslint/migrate-config ${file}`)
    expect(out).toContain('"tenantColumns":["team_id"]')
    expect(existsSync(join(cwd, 'eslint.config.mjs')) || existsSync(join(cwd, '.vscode'))).toBe(false)
  })

  it('a configuration and settings that it does not understand', async () => {
    const own = { 'eslint.config.mjs': 'export default await load()\n', '.vscode/settings.json': '{,}' }
    const cwd = makeProjectWith(own)
    const { out } = await init(cwd, { yes: true })
    expect(out).toContain("  import tenancy from 'eslint-plugin-tenancy'\n")
    expect(out).toContain('  "eslint.validate": [')
    for (const [file, text] of Object.entries(own)) expect(read(cwd, file)).toBe(text)
  })

  it('a configuration that others are required in, and says how to require this', async () => {
    const { out } = await init(makeProjectWith({ 'eslint.config.js': "module.exports = require('./configs').all()\n" }), { yes: true })
    expect(out).toContain("  const tenancy = require('eslint-plugin-tenancy')\n")
    expect(out).not.toContain('import tenancy')
  })

  it('the configuration of a folder above', async () => {
    const cwd = makeProjectWith({ 'eslint.config.mjs': 'export default []\n', 'packages/db/package.json': '{ "name": "db" }' })
    const { out } = await init(join(cwd, 'packages/db'), { yes: true })
    expect(out).toContain('ESLint works by ../../eslint.config.mjs here')
    expect(read(cwd, 'eslint.config.mjs')).toBe('export default []\n')
    expect(existsSync(join(cwd, '.vscode'))).toBe(false)
  })
})

describe('tenancy init asks', () => {
  it('for the tenant column, doubtful columns and each file', async () => {
    const cwd = makeProjectWith()
    const { asked } = await init(cwd, {}, ['', 'y', '', 'n'])
    expect(asked).toEqual([
      'Is this the tenant column: team_id: 2 of 6 tables, references teams? [Y/n, or its name] ',
      'Is a row of archived_at as good as deleted, so that queries leave it out? [y/N] ',
      'Write eslint.config.mjs? [Y/n] ',
      'Write .vscode/settings.json? [Y/n] ',
    ])
    expect(read(cwd, 'eslint.config.mjs')).toContain("softDeleteColumns: ['removed_at', 'archived_at']")
    expect(existsSync(join(cwd, '.vscode'))).toBe(false)
  })

  it('again where no table has the column', async () => {
    const cwd = makeProjectWith()
    const { asked } = await init(cwd, {}, ['nonsense', 'taskId'])
    expect(asked[1]).toMatch(/^No table has nonsense\. /)
    expect(read(cwd, 'eslint.config.mjs')).toContain("tenantColumns: ['task_id']")
  })

  it('and writes no tenant column where there is none', async () => {
    const cwd = makeProjectWith()
    await init(cwd, {}, ['n'])
    expect(read(cwd, 'eslint.config.mjs')).not.toContain('tenantColumns')
  })
})

describe('tenancy init tells', () => {
  it('where it looked when there is no schema', async () => {
    const cwd = makeRepository({ 'package.json': '{ "name": "app" }' })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toMatch(/^Schema: none was found\. Looked in: this folder\.\n.*tenancy init --schema/)
  })

  it('which files hold the schema, in the configuration, where they are named', async () => {
    const cwd = makeProjectWith({ 'odd/a.sql': migration })
    await init(cwd, { yes: true, schema: ['odd/*.sql'] })
    expect(read(cwd, 'eslint.config.mjs')).toContain("schema: ['odd/*.sql']")
    await expect(init(cwd, { yes: true, schema: ['none/*.sql'] })).rejects.toThrow('none/*.sql')
  })

  it.each([
    ['references organizations', true],
    ['', false],
  ])('which column one table has by a usual name: %s', async (references, isTold) => {
    const cwd = makeProjectWith({
      'migrations/0001_init.sql': `create table organizations (id int primary key);\ncreate table tasks (id int primary key, organization_id int ${references});`,
    })
    const { out } = await init(cwd, { dryRun: true })
    expect(out.includes('Tenant column:\n  organization_id: 1 of 2 tables, references organizations')).toBe(isTold)
    expect(out.includes('no name that is known stands in two tables')).toBe(!isTold)
    expect(out).not.toContain('tenantColumns: [')
  })

  it('which column most tables share where no name is known', async () => {
    const cwd = makeProjectWith({
      'migrations/0001_init.sql': `create table clubs (id int primary key);\n${['a', 'b', 'c'].map((name) => `create table ${name} (id int primary key, club_id int references clubs);`).join('\n')}`,
    })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain('club_id: 3 of 4 tables, references clubs')
    expect(out).not.toContain('tenantColumns: [')
  })

  it.each([
    ['club_members', 'user_id int references users, unique (club_id, user_id)', true],
    ['club_members', 'user_id int references users', false],
    ['club_visits', 'user_id int references users, unique (club_id, user_id)', false],
  ])('which column few tables share, where a table of members joins people to it: %s (%s)', async (name, columns, isTold) => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((one) => `create table ${one} (id int primary key);`)
    const own = ['g', 'h'].map((one) => `create table ${one} (id int primary key, club_id int references clubs);`)
    const tables = [...others, 'create table users (id int primary key);', 'create table clubs (id int primary key);', ...own]
    const cwd = makeProjectWith({
      'migrations/0001_init.sql': [...tables, `create table ${name} (club_id int references clubs, ${columns});`].join('\n'),
    })
    const { out } = await init(cwd, { dryRun: true })
    if (isTold) expect(out).toContain('but a table of members joins people to this one')
    expect(out.includes('club_id: 3 of 11 tables, references clubs')).toBe(isTold)
    expect(out).not.toContain('tenantColumns: [')
  })

  it('that column, where a subscription is paid for each of what people are members of', async () => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((one) => `create table ${one} (id int primary key);`)
    const own = ['events', 'subscriptions'].map((one) => `create table ${one} (id int primary key, club_id int references clubs);`)
    const people = ['create table users (id int primary key);', 'create table clubs (id int primary key);']
    const members = 'create table club_members (club_id int references clubs, user_id int references users, unique (club_id, user_id));'
    const cwd = makeProjectWith({ 'migrations/0001_init.sql': [...others, ...people, ...own, members].join('\n') })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain("tenantColumns: ['club_id']")
  })

  it.each([
    [7, true],
    [4, false],
  ])('which column far more tables share than have the one with a known name: %i', async (having, isTold) => {
    const own = Array.from({ length: having }, (_, i) => `create table t${i} (id int primary key, mailbox_id int references mailboxes);`)
    const named = ['a', 'b', 'c'].map((one) => `create table ${one} (id int primary key, organization_id int references organizations);`)
    const homes = ['organizations', 'mailboxes'].map((one) => `create table ${one} (id int primary key);`)
    const cwd = makeProjectWith({ 'migrations/0001_init.sql': [...homes, ...own, ...named].join('\n') })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain('organization_id: 3 of')
    expect(out).not.toContain('tenantColumns: [')
    expect(out.includes('mailbox_id is not in tenantColumns: add it there if the rows of one of mailboxes are not for the others.')).toBe(
      isTold,
    )
  })

  it.each([
    ['user_id int references users, primary key (club_id, user_id)', true],
    ['user_id int references users, role text, unique (user_id, club_id)', true],
    ['user_id int references users', false],
    ['match_id int references a, primary key (club_id, match_id)', false],
  ])('that column, where a table joins people to it: %s', async (columns, isSure) => {
    const tables = ['a', 'b', 'c'].map((name) => `create table ${name} (id int primary key, club_id int references clubs);`).join('\n')
    const members = `create table staff (club_id int references clubs, ${columns});`
    const cwd = makeProjectWith({
      'migrations/0001_init.sql': `create table users (id int primary key);\ncreate table clubs (id int primary key);\n${tables}\n${members}`,
    })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain('club_id: 4 of 6 tables, references clubs')
    expect(out.includes("tenantColumns: ['club_id']")).toBe(isSure)
  })

  it.each([
    ['people belong to one each', 'create table users (club_id int not null references clubs);', true],
    ['people may belong to one', 'create table users (club_id int references clubs);', false],
    [
      'rows say it again, besides what they belong to',
      `create table halls (id int primary key, club_id int not null references clubs);
create table courts (id int primary key, club_id int not null references clubs, hall_id int not null references halls);
create table matches (id int primary key, club_id int not null references clubs, court_id int not null references courts);`,
      true,
    ],
    [
      'one kind of rows says it again',
      `create table halls (id int primary key, club_id int not null references clubs);
create table courts (id int primary key, club_id int not null references clubs, hall_id int not null references halls);
create table matches (id int primary key, club_id int not null references clubs, court_id int references courts);`,
      false,
    ],
  ])('that column, where half of the tables have it and %s', async (_, more, isSure) => {
    const own = ['a', 'b'].map((name) => `create table ${name} (id int primary key, club_id int not null references clubs);`)
    const cwd = makeProjectWith({ 'migrations/0001_init.sql': ['create table clubs (id int primary key);', ...own, more].join('\n') })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain('references clubs')
    expect(out.includes("tenantColumns: ['club_id']")).toBe(isSure)
  })

  /** Organizations, their projects, and tables of both. */
  const levels = (belongs: string, ofProjects: number, ofOrganizations: number, more: readonly string[] = []): Record<string, string> => {
    const tables = (n: number, column: string, home: string): string[] =>
      Array.from({ length: n }, (_, i) => `create table ${home}_${i} (id int primary key, ${column} int not null references ${home});`)
    const homes = [
      'create table organizations (id int primary key);',
      `create table projects (id int primary key, organization_id int ${belongs});`,
    ]
    const all = [
      ...homes,
      ...tables(ofProjects, 'project_id', 'projects'),
      ...tables(ofOrganizations, 'organization_id', 'organizations'),
      ...more,
    ]
    return { 'migrations/0001_init.sql': all.join('\n') }
  }

  it.each([
    ['more tables have it', 'not null references organizations', 4, 2, true],
    ['fewer tables have it', 'not null references organizations', 3, 3, false],
    ['its rows may belong to none', 'references organizations', 4, 2, false],
  ])('that of a level below the tenant, where %s', async (_, belongs, ofProjects, ofOrganizations, isTaken) => {
    const cwd = makeProjectWith(levels(belongs, ofProjects, ofOrganizations))
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain('organization_id: ')
    expect(out.includes("tenantColumns: ['organization_id', 'project_id']")).toBe(isTaken)
    expect(out.includes('project_id counts besides organization_id: 4 of 8 tables, references projects, each of which')).toBe(isTaken)
  })

  it('those of each level, by all names that they have, and none of what few refer to', async () => {
    const more = [
      'create table stages (id int primary key, project_id int not null references projects);',
      ...['a', 'b'].map((name) => `create table ${name} (id int primary key, stage_id int not null references stages);`),
      ...['c', 'd'].map(
        (name) => `create table ${name} (id int primary key, of_stage int not null references stages, a_id int references a);`,
      ),
    ]
    const cwd = makeProjectWith(levels('not null references organizations', 3, 1, more))
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain("tenantColumns: ['organization_id', 'project_id', 'stage_id', 'of_stage']")
    expect(out).toContain('stage_id and of_stage count besides organization_id: 4 of 11 tables, references stages')
  })

  it.each([
    ['less than half of the tables have it', 'site', ['a', 'b', 'c', 'd', 'e']],
    ['everybody has one', 'role', []],
  ])('which column people have, where %s', async (_, name, more) => {
    const own = ['users', 'invitations', 'duties'].map(
      (one) => `create table ${one} (id int primary key, ${name}_id int not null references ${name}s);`,
    )
    const others = [`${name}s`, ...more].map((one) => `create table ${one} (id int primary key);`)
    const cwd = makeProjectWith({ 'migrations/0001_init.sql': [...others, ...own].join('\n') })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain(`${name}_id: 3 of ${4 + more.length} tables, references ${name}s`)
    expect(out).not.toContain('tenantColumns: [')
  })

  it.each([
    ['.pre-commit-config.yaml', 'repos: []\n', '- repo: local'],
    ['lefthook.yml', '', 'run: npx --no-install tenancy check --staged'],
    ['.husky/pre-commit', 'npm test\n', 'npx --no-install tenancy check --staged'],
    ['.lintstagedrc', '{}', 'npx --no-install tenancy check --staged'],
    ['lint-staged.config.js', 'export default {}', "() => 'tenancy check --staged'"],
  ])('what to add to %s', async (file, text, line) => {
    const cwd = makeProjectWith({ [file]: text })
    const { out } = await init(cwd, { dryRun: true })
    expect(out).toContain(`add to ${file === '.lintstagedrc' ? 'the hook that runs lint-staged, behind that' : file}:\n`)
    expect(out).toContain(line)
    writeFileSync(join(cwd, file), 'npx tenancy check --staged\n')
    expect((await init(cwd, { dryRun: true })).out).toContain(`${file} runs it already.`)
  })

  it.each([
    ['pnpm-lock.yaml', '', 'pnpm add --save-dev'],
    ['package.json', '{ "name": "app", "packageManager": "bun@1.3.11", "devDependencies": { "eslint": "8.57.0" } }', 'bun add --dev'],
  ])('how to install what is missing, by %s', async (file, text, command) => {
    const { out } = await init(makeProjectWith({ [file]: text }), { dryRun: true })
    expect(out).toContain(`: ${command} eslint-plugin-tenancy`)
    expect(out.includes('ESLint 8.57.0 is too old')).toBe(file === 'package.json')
  })
})

it('runs from the command line', () => {
  const { code, out, errors } = tenancy(makeProjectWith(), 'init')
  expect({ code, errors }).toEqual({ code: 2, errors: 'There is no terminal to ask on. To write all of it, type: tenancy init --yes\n' })
  expect(out).toContain('eslint.config.mjs (new)')
})
