import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { check, findingsIn, git, makeGitProject, write } from './check-run.ts'
import { makeProject } from '../project/temp-project.ts'

const init = `create table organizations (id bigint primary key);
create table orders (
  id bigint primary key,
  organization_id bigint not null references organizations,
  number text
);
create index on orders (organization_id);
`
const leak = 'select * from orders;\n'
const held = 'select number from orders where organization_id = $1;\n'
const start = { 'migrations/0001_init.sql': init, 'old.sql': leak, 'held.sql': held }

describe('--changed', () => {
  it('reports what is in files that changed, were added or are not tracked yet, and nothing else', async () => {
    const cwd = makeGitProject({ ...start, 'edited.sql': held })
    git(cwd, 'checkout', '-q', '-b', 'work')
    write(cwd, { 'added.sql': leak })
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'second')
    write(cwd, { 'edited.sql': leak, 'untracked.sql': leak })
    const ran = await check(cwd, { changed: true })
    expect(findingsIn(ran)).toEqual(['added.sql', 'edited.sql', 'untracked.sql'].map((file) => `${file}:1 require-tenant-filter`))
    expect(JSON.parse(ran.out)).toMatchObject({ files: 3 })
    expect(ran).toMatchObject({ code: 1, errors: '' })
    expect(findingsIn(await check(cwd, { changed: 'HEAD' }))).toHaveLength(2)
    expect(findingsIn(await check(cwd, { changed: 'main' }, ['untracked.sql']))).toHaveLength(1)
  })

  it('counts from where the work branched off', async () => {
    const cwd = makeGitProject(start)
    git(cwd, 'checkout', '-q', '-b', 'work')
    write(cwd, { 'mine.sql': leak })
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'mine')
    git(cwd, 'checkout', '-q', 'main')
    write(cwd, { 'old.sql': held })
    git(cwd, 'commit', '-q', '-a', '-m', 'theirs')
    git(cwd, 'checkout', '-q', 'work')
    expect(findingsIn(await check(cwd, { changed: true }))).toEqual(['mine.sql:1 require-tenant-filter'])
  })

  it('finds in files that did not change what a change of the schema breaks, and not what was broken before', async () => {
    const cwd = makeGitProject(start)
    write(cwd, { 'migrations/0002_drop.sql': 'alter table orders drop column number;\n' })
    expect(findingsIn(await check(cwd, { changed: true }))).toEqual(['held.sql:1 no-unknown-object'])
    git(cwd, 'add', '-A')
    git(cwd, 'commit', '-q', '-m', 'second')
    expect(findingsIn(await check(cwd, { changed: true }))).toEqual([])
    expect(findingsIn(await check(cwd, { changed: 'HEAD~1' }))).toEqual(['held.sql:1 no-unknown-object'])
  })

  it('takes a change of comments for no change of the schema', async () => {
    const cwd = makeGitProject({ ...start, 'held.sql': 'select nothing from orders where organization_id = $1;\n' })
    write(cwd, { 'migrations/0001_init.sql': `-- the beginning\n${init}` })
    expect(findingsIn(await check(cwd, { changed: true }))).toEqual([])
  })

  it('checks what names a table of a migration that was deleted', async () => {
    const cwd = makeGitProject({
      ...start,
      'migrations/0002_more.sql': 'create table notes (id bigint primary key, body text);\n',
      'notes.sql': 'select body from orders join notes on notes.id = orders.id where organization_id = $1;\n',
    })
    write(cwd, { 'migrations/0002_more.sql': null })
    expect(findingsIn(await check(cwd, { changed: true }))).toEqual(['notes.sql:1 no-unknown-object'])
  })

  it('says of a clone with a part of the history what it takes', async () => {
    const origin = makeGitProject(start)
    git(origin, 'commit', '-q', '--allow-empty', '-m', 'second')
    const cwd = makeProject({})
    git(cwd, 'clone', '-q', '--depth', '1', pathToFileURL(origin).href, '.')
    await expect(check(cwd, { changed: 'HEAD~1' })).rejects.toThrow('fetch-depth: 0')
    expect(findingsIn(await check(cwd, { changed: true }))).toEqual([])
  })

  it('says what to type where git knows no such commit, no default branch, or there is no git', async () => {
    const cwd = makeGitProject(start)
    await expect(check(cwd, { changed: 'src' })).rejects.toThrow('tenancy check src --changed')
    await expect(check(cwd, { changed: '--output=x' })).rejects.toThrow('git knows no commit')
    git(cwd, 'branch', '-m', 'trunk')
    await expect(check(cwd, { changed: true })).rejects.toThrow('tenancy check --changed origin/develop')
    await expect(check(makeProject({ 'a.sql': leak }), { changed: true })).rejects.toThrow('no git repository')
  })
})

describe('--staged', () => {
  it('judges a file as it is staged, whatever the work tree has', async () => {
    const cwd = makeGitProject({ ...start, 'a.sql': held, 'b.sql': held })
    write(cwd, { 'a.sql': leak, 'b.sql': held + held })
    git(cwd, 'add', 'a.sql', 'b.sql')
    write(cwd, { 'a.sql': held, 'b.sql': leak })
    expect(findingsIn(await check(cwd, { staged: true }))).toEqual(['a.sql:1 require-tenant-filter'])
  })

  it('finds the query in another file that a staged change of the schema breaks', async () => {
    const cwd = makeGitProject(start)
    write(cwd, { 'migrations/0001_init.sql': init.replace('number text', 'reference text') })
    git(cwd, 'add', '-A')
    write(cwd, { 'migrations/0001_init.sql': init })
    expect(findingsIn(await check(cwd, { staged: true }))).toEqual(['held.sql:1 no-unknown-object'])
  })

  it('leaves out of the schema what is not staged', async () => {
    const cwd = makeGitProject(start)
    write(cwd, { 'migrations/0002_drop.sql': 'alter table orders drop column number;\n', 'held.sql': `${held}-- more\n` })
    git(cwd, 'add', 'held.sql')
    expect(findingsIn(await check(cwd, { staged: true }))).toEqual([])
    expect(findingsIn(await check(cwd, {}, ['held.sql']))).toEqual(['held.sql:1 no-unknown-object'])
  })

  it('follows the modules of a program as they are staged', async () => {
    const cwd = makeGitProject({ ...start, 'src/where.js': 'export const mine = "organization_id = $1"\n' })
    write(cwd, {
      'src/where.js': 'export const mine = "true"\n',
      'src/a.js': "import { mine } from './where.js'\ndb.query(`select id from orders where ${mine}`)\n",
    })
    git(cwd, 'add', '-A')
    write(cwd, { 'src/where.js': 'export const mine = "organization_id = $1"\n' })
    expect(findingsIn(await check(cwd, { staged: true }))).toEqual(['src/a.js:2 require-tenant-filter'])
  })

  it('checks what is staged and was deleted since, and before the first commit', async () => {
    const cwd = makeProject({ ...start, 'a.sql': leak })
    git(cwd, 'init', '-q')
    git(cwd, 'add', '-A')
    write(cwd, { 'a.sql': null })
    expect(findingsIn(await check(cwd, { staged: true }))).toEqual(['a.sql:1 require-tenant-filter', 'old.sql:1 require-tenant-filter'])
  })

  it.each([
    ['a migration', 'migrations/0002_drop.sql', 'alter table orders drop column number;\n', {}],
    ['the only file of its folder', 'db/0001_more.sql', 'alter table orders drop column number;\n', { schema: ['migrations', 'db/*.sql'] }],
    ['a file that is named', 'more.sql', 'alter table orders drop column number;\n', { schema: ['migrations', 'more.sql'] }],
  ])('reads of the schema what is staged and is not on disk: %s', async (_, file, text, flags) => {
    const cwd = makeGitProject(start)
    write(cwd, { [file]: text })
    git(cwd, 'add', '-A')
    rmSync(join(cwd, file.split('/')[0] === 'db' ? 'db' : file), { recursive: true })
    expect(findingsIn(await check(cwd, { ...flags, staged: true }))).toEqual(['held.sql:1 no-unknown-object'])
    expect(findingsIn(await check(cwd))).toEqual(['old.sql:1 require-tenant-filter'])
  })

  it('reads a schema of Prisma of which a file is not on disk', async () => {
    const head = 'datasource db {\n  provider = "postgresql"\n}\n'
    const model = 'model orders {\n  id Int @id\n  organization_id Int\n  @@index([organization_id])\n}\n'
    const cwd = makeGitProject({ 'package.json': '{ "dependencies": { "prisma": "7" } }', 'prisma/schema/main.prisma': head })
    write(cwd, {
      'prisma/schema/orders.prisma': model,
      'leak.sql': leak,
      'wrong.sql': 'select number from orders where organization_id = $1;\n',
    })
    git(cwd, 'add', '-A')
    write(cwd, { 'prisma/schema/orders.prisma': null })
    expect(findingsIn(await check(cwd, { staged: true }))).toEqual(['leak.sql:1 require-tenant-filter', 'wrong.sql:1 no-unknown-object'])
  })

  it('takes a file that was taken out of the index for gone, although it is on disk, be it ignored from now on', async () => {
    for (const ignored of ['', 'migrations/0002_more.sql\n']) {
      const cwd = makeGitProject({ ...start, 'migrations/0002_more.sql': 'alter table orders add column note text;\n' })
      git(cwd, 'rm', '-q', '--cached', 'migrations/0002_more.sql')
      write(cwd, { '.gitignore': ignored, 'note.sql': 'select note from orders where organization_id = $1;\n' })
      git(cwd, 'add', '.gitignore', 'note.sql')
      expect(findingsIn(await check(cwd, { staged: true }))).toContain('note.sql:1 no-unknown-object')
      expect(findingsIn(await check(cwd, {}, ['note.sql']))).toEqual([])
    }
  })

  it('leaves the disk to the next run', async () => {
    const cwd = makeGitProject({ ...start, 'a.sql': held })
    write(cwd, { 'a.sql': leak })
    git(cwd, 'add', 'a.sql')
    write(cwd, { 'a.sql': held })
    expect(findingsIn(await check(cwd, { staged: true }))).toHaveLength(1)
    expect(findingsIn(await check(cwd, {}, ['a.sql']))).toEqual([])
  })
})

describe('what git ignores', () => {
  it('is passed over beside a submodule, and in it', async () => {
    const other = makeGitProject({ 'mine.sql': leak, '.gitignore': 'made/\n' })
    const cwd = makeGitProject({ ...start, '.gitignore': 'generated/\n' })
    git(cwd, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub')
    write(cwd, { 'generated/a.sql': leak, 'sub/made/a.sql': leak })
    expect(findingsIn(await check(cwd))).toEqual(['old.sql:1 require-tenant-filter', 'sub/mine.sql:1 require-tenant-filter'])
  })
})
