import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { commitAll, git, tryCommit } from './support/git.ts'
import { installTools, type Install } from './support/install.ts'
import { filesBelow } from './support/page.ts'
import { createProject, type Files, type Project } from './support/project.ts'
import { runWell } from './support/run.ts'

const page = 'git-hooks.md'
const leak = 'select * from orders;\n'
const held = 'select number from orders where organization_id = $1;\n'

const start: Files = {
  'package.json': '{ "name": "shop", "private": true }\n',
  'migrations/0001_init.sql': `create table organizations (id bigint primary key);
create table orders (id bigint primary key, organization_id bigint not null references organizations, number text);
create index on orders (organization_id);
`,
  'migrations/0002_note.sql': 'alter table orders add note text;\n',
  'orders.sql': held,
  'src/held.ts': `export const q: string = db.query(\`${held.trim()}\`)\n`,
  'src/note.ts': "export const q: string = db.query('select note from orders where organization_id = $1')\n",
}

interface Tool {
  readonly heading: string
  /** What a user does after writing the files of the page. */
  readonly setUp: (project: Project, installed: Install) => Promise<unknown> | undefined
  /** Files besides those of the page. */
  readonly files?: Files
  readonly env?: (installed: Install) => Readonly<Record<string, string>>
  readonly ignoresDeletions?: true
}

const husky = async ({ dir }: Project): Promise<string> => runWell('npx', ['--no-install', 'husky'], { cwd: dir })
const preCommitHome = ({ root }: Install): Record<string, string> => ({ PRE_COMMIT_HOME: join(root, 'pre-commit') })

async function preCommit({ dir }: Project, installed: Install): Promise<string> {
  return runWell('pre-commit', ['install'], { cwd: dir, env: preCommitHome(installed) })
}

/** This repository as far as pre-commit reads it, with the tag that the page names, in place of the published one. */
async function publishHook(project: Project, installed: Install): Promise<void> {
  const config = '.pre-commit-config.yaml'
  const hooks = '.pre-commit-hooks.yaml'
  const published = createProject(installed, { [hooks]: readFileSync(new URL(`../../${hooks}`, import.meta.url), 'utf8') })
  await commitAll(published)
  await git(published, 'tag', /rev: (\S+)/.exec(project.read(config))?.[1] ?? '')
  const changed = project.read(config).replace(/repo: \S+/, `repo: ${published.dir}`)
  project.write({ [config]: changed })
  await preCommit(project, installed)
}

const tools: readonly Tool[] = [
  {
    heading: 'Without a tool',
    setUp({ dir }) {
      chmodSync(join(dir, '.git/hooks/pre-commit'), 0o755)
      return undefined
    },
  },
  { heading: 'husky', setUp: husky },
  { heading: 'lefthook', setUp: async ({ dir }) => runWell('npx', ['--no-install', 'lefthook', 'install'], { cwd: dir }) },
  { heading: 'lint-staged', setUp: husky, files: { '.husky/pre-commit': 'npx --no-install lint-staged\n' }, ignoresDeletions: true },
  { heading: 'pre-commit', setUp: publishHook, env: preCommitHome },
  { heading: 'pre-commit, without another repository', setUp: preCommit, env: preCommitHome },
]

describe.each(tools)('$heading', ({ heading, setUp, files = {}, env = () => ({}), ignoresDeletions }) => {
  let installed: Install
  beforeAll(async () => {
    installed = await installTools()
  })

  async function repository(): Promise<Project> {
    const project = createProject(installed, start)
    await commitAll(project)
    project.write({ ...filesBelow(page, heading), ...files })
    await setUp(project, installed)
    await git(project, 'add', '-A')
    await git(project, 'commit', '-q', '--no-verify', '--allow-empty', '-m', 'the hook')
    return project
  }

  async function stage(project: Project, changed: Files): Promise<void> {
    project.write(changed)
    await git(project, 'add', '-A')
  }

  async function expectTaken(project: Project): Promise<void> {
    const { code, stdout, stderr } = await tryCommit(project, env(installed))
    expect(code, stdout + stderr).toBe(0)
  }

  async function expectStopped(project: Project, ...told: string[]): Promise<void> {
    const before = await git(project, 'rev-parse', 'HEAD')
    const { code, stdout, stderr } = await tryCommit(project, env(installed))
    expect(code, stdout + stderr).toBe(1)
    for (const text of told) expect(stdout + stderr).toContain(text)
    expect(await git(project, 'rev-parse', 'HEAD')).toBe(before)
  }

  it('stops a commit that leaks and says why, by what is staged of a file', async () => {
    const project = await repository()
    await stage(project, { 'orders.sql': leak })
    project.write({ 'orders.sql': held })
    await expectStopped(project, 'orders.sql', 'This query reads orders without keeping to one tenant', 'tenancy/require-tenant-filter')
    expect(project.read('orders.sql')).toBe(held)

    await stage(project, { 'orders.sql': `-- staged\n${held}` })
    project.write({ 'orders.sql': `-- staged\n${held}${leak}` })
    await expectTaken(project)
    expect(project.read('orders.sql')).toBe(`-- staged\n${held}${leak}`)
  })

  it('finds the query of another file that a change of the schema breaks', async () => {
    const project = await repository()
    await stage(project, { 'migrations/0003_rename.sql': 'alter table orders rename number to reference;\n' })
    await expectStopped(project, 'src/held.ts', 'tenancy/no-unknown-object')

    await stage(project, { 'migrations/0003_rename.sql': null, 'migrations/0002_note.sql': null })
    if (ignoresDeletions) await expectTaken(project)
    else await expectStopped(project, 'src/note.ts', 'tenancy/no-unknown-object')
  })
})
