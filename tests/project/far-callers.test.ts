import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import tenancy from '../../index.ts'
import { makeRepository } from './temp-project.ts'
import { showLiveText } from '../../src/project/text-files.ts'

const schema =
  'create table organizations (id uuid primary key);\n' +
  'create table tasks (id uuid primary key, organization_id uuid not null references organizations, title text);\n'
const remove = "export const remove = (db: Db, id: string) => db.query('delete from tasks where id = $1', [id])\n"
const asking = (from: string): string =>
  `import { remove } from '${from}'\nexport async function run(db: Db, user: User, id: string) {\n  if (!(await canEditTask(user, id))) throw new Error()\n  await remove(db, id)\n}\n`
const notAsking = (from: string): string => asking(from).replace(/^.*canEditTask.*$/m, '')

/** What is told of the file with the function. */
async function told(files: Readonly<Record<string, string>>, file = 'src/tasks.ts'): Promise<number> {
  return lint(
    makeRepository({ 'package.json': '{ "name": "shop", "workspaces": ["packages/*", "apps/*"] }', 'schema.sql': schema, ...files }),
    file,
  )
}

async function lint(cwd: string, file = 'src/tasks.ts'): Promise<number> {
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [...tenancy.configs.recommended] })
  const [result] = await eslint.lintFiles([join(cwd, file)])
  return result?.messages.filter(({ ruleId }) => ruleId === 'tenancy/require-tenant-with-key').length ?? -1
}

async function messages(files: Readonly<Record<string, string>>, file = 'src/tasks.ts'): Promise<readonly string[]> {
  const cwd = makeRepository({ 'package.json': '{ "name": "shop" }', 'schema.sql': schema, ...files })
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [...tenancy.configs.recommended] })
  const [result] = await eslint.lintFiles([join(cwd, file)])
  return result?.messages.map(({ message }) => message) ?? []
}

describe('a message says which of the callers does not ask', () => {
  const asks = { 'src/a.ts': asking('./tasks') }
  it.each([
    ['one', { 'src/tasks.ts': remove, ...asks, 'src/b.ts': notAsking('./tasks') }, 'src/b.ts:4 does'],
    [
      'two',
      { 'src/tasks.ts': remove, ...asks, 'src/b.ts': notAsking('./tasks'), 'src/c.ts': notAsking('./tasks') },
      'src/b.ts:4 and src/c.ts:4 do',
    ],
    [
      'several',
      {
        'src/tasks.ts': remove,
        ...asks,
        ...Object.fromEntries(['b', 'c', 'd', 'e', 'f'].map((name) => [`src/${name}.ts`, notAsking('./tasks')])),
      },
      'src/b.ts:4, src/c.ts:4, src/d.ts:4 and 2 more do',
    ],
    [
      'one of the same file',
      { 'src/tasks.ts': `${remove}export const wipe = (db: Db, task: string) => remove(db, task)\n`, ...asks },
      'line 2 does',
    ],
  ])('%s', async (_, files, who) => {
    expect(await messages(files)).toEqual([expect.stringContaining(` Of those that call \`remove()\`, ${who} not ask whose it is.`)])
  })

  it.each([
    [
      'the row',
      "export async function find(db: Db, id: string) { const { rows: [task] } = await db.query('select * from tasks where id = $1', [id]); return task }\n",
      '.organization_id',
    ],
    [
      'a part of it',
      "export async function find(db: Db, id: string) { const { rows: [task] } = await db.query('select organization_id from tasks where id = $1', [id]); return task.organization_id }\n",
      '',
    ],
  ])('but for those that ask it of what they are given: %s', async (_, find, part) => {
    const from = (body: string): string =>
      `import { find } from './tasks'\nexport async function run(db: Db, user: User, id: string) {\n${body}\n}\n`
    const files = {
      'src/tasks.ts': find,
      'src/before.ts': from('if (!(await canEditTask(user, id))) throw new Error()\nreturn find(db, id)'),
      'src/behind.ts': from(`const found = await find(db, id)\nif (found${part} !== user.organizationId) throw new Error()\nreturn found`),
      'src/not.ts': from('return find(db, id)'),
    }
    expect(await messages(files)).toEqual([expect.stringContaining(' Of those that call `find()`, src/not.ts:3 does not ask whose it is.')])
  })

  it.each([
    ['none of them asks', { 'src/tasks.ts': remove, 'src/a.ts': notAsking('./tasks'), 'src/b.ts': notAsking('./tasks') }],
    ['nobody else calls it', { 'src/tasks.ts': remove }],
    [
      'one of them cannot be told',
      { 'src/tasks.ts': remove, ...asks, 'src/b.ts': "import { remove } from './tasks'\nqueue.add(remove)\n" },
    ],
  ])('and says nothing of them where %s', async (_, files) => {
    expect(await messages(files)).toEqual([expect.not.stringContaining('Of those that call')])
  })
})

describe('a function that other files of the workspace call', () => {
  it.each([
    ['another file', { 'src/tasks.ts': remove, 'src/a.ts': asking('./tasks') }, 'src/tasks.ts'],
    [
      'a path of tsconfig.json',
      {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        'src/tasks.ts': remove,
        'src/a.ts': asking('@/tasks'),
      },
      'src/tasks.ts',
    ],
    [
      'another package',
      {
        'packages/db/package.json': '{ "name": "@shop/db", "exports": { ".": "./src/index.ts" } }',
        'packages/db/src/index.ts': "export * from './tasks'\n",
        'packages/db/src/tasks.ts': remove,
        'apps/web/package.json': '{ "name": "web", "dependencies": { "@shop/db": "*" } }',
        'apps/web/src/a.ts': asking('@shop/db'),
      },
      'packages/db/src/tasks.ts',
    ],
    [
      'a test that asks nothing beside it',
      { 'src/tasks.ts': remove, 'src/a.ts': asking('./tasks'), 'src/tasks.test.ts': notAsking('./tasks') },
      'src/tasks.ts',
    ],
  ])('is held by what these ask: %s', async (_, files, file) => {
    expect(await told(files, file)).toBe(0)
  })

  it.each([
    ['nobody calls it', {}],
    ['one asks nothing', { 'src/a.ts': asking('./tasks'), 'src/b.ts': notAsking('./tasks') }],
    [
      'one of another package asks nothing',
      { 'src/a.ts': asking('./tasks'), 'apps/web/package.json': '{ "name": "web" }', 'apps/web/b.ts': notAsking('../../src/tasks') },
    ],
    ['a file that cannot be parsed names it', { 'src/a.ts': asking('./tasks'), 'src/b.ts': `${notAsking('./tasks')} {` }],
    ['a page of Svelte names it', { 'src/a.ts': asking('./tasks'), 'src/Page.svelte': `<script>\n${notAsking('./tasks')}</script>` }],
    ['too many files name it', Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`src/a${String(i)}.ts`, asking('./tasks')]))],
  ])('is told where %s', async (_, files) => {
    expect(await told({ 'src/tasks.ts': remove, ...files })).toBe(1)
  })

  it('is told once a caller that is open asks nothing any more', async () => {
    const root = makeRepository({
      'package.json': '{ "name": "shop" }',
      'schema.sql': schema,
      'src/tasks.ts': remove,
      'src/a.ts': asking('./tasks'),
    })
    expect(await lint(root)).toBe(0)
    showLiveText(join(root, 'src/a.ts'), notAsking('./tasks'))
    expect(await lint(root)).toBe(1)
    showLiveText(join(root, 'src/a.ts'), asking('./tasks'))
    expect(await lint(root)).toBe(0)
  })
})

describe('a function of a package that does not know all that call others by its name', () => {
  const own = {
    'packages/api/package.json': '{ "name": "api" }',
    'packages/api/src/tasks.ts': remove,
    'packages/api/src/a.ts': asking('./tasks'),
    'packages/web/src/Tasks.vue': '<template><button @click="remove(task)" /></template>\n',
  }
  const web = (more: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
    ...own,
    'packages/web/package.json': '{ "name": "web" }',
    ...more,
  })

  it.each([
    ['as a page of another package does', web({})],
    ['as one does that depends on others', web({ 'packages/web/package.json': '{ "name": "web", "dependencies": { "vue": "3" } }' })],
    [
      'as one does that has modules of its own under a name',
      web({
        'packages/web/src/b.ts': `import icon from '~icons/task'\nimport react from 'react'\n${notAsking('@web/tasks')}`,
        'packages/web/tsconfig.json': '{ "compilerOptions": { "paths": { "@web/*": ["./src/*"] } } }',
        'packages/web/package.json': '{ "name": "web", "dependencies": { "vue": "3" } }',
      }),
    ],
    [
      'as one does by a method that nothing is known of',
      { ...web({}), 'packages/web/src/client.ts': 'export const wipe = (client: any, id: string) => client.remove(id)\n' },
    ],
  ])('is held by what its own ask: %s', async (_, files) => {
    expect(await told(files, 'packages/api/src/tasks.ts')).toBe(0)
  })

  it.each([
    ['depends on it', { 'packages/web/package.json': '{ "name": "web", "dependencies": { "api": "*" } }' }],
    [
      'depends on another one that does',
      {
        'packages/web/package.json': '{ "name": "web", "dependencies": { "shared": "*" } }',
        'packages/shared/package.json': '{ "name": "shared", "devDependencies": { "api": "workspace:*" } }',
      },
    ],
    [
      'has paths to modules outside',
      { 'packages/web/tsconfig.json': '{ "compilerOptions": { "paths": { "@api/*": ["../api/src/*"] } } }' },
    ],
    ['imports it by its path', { 'packages/web/src/Tasks.vue': '<script>import { remove } from "../../api/src/tasks"</script>' }],
    ['is no package', { 'packages/web/package.json': '{}' }],
    ['imports it without that it says so', { 'packages/web/src/b.ts': notAsking('api/src/tasks') }],
  ])('is not where that %s', async (_, more) => {
    expect(await told(web(more), 'packages/api/src/tasks.ts')).toBe(1)
  })
})

describe('a function that another one makes is held by those that call it as a part of what that gives', () => {
  const made = (given: string): Record<string, string> => ({
    'src/tasks.ts': `export const makeTasks = (db: Db) => {
  const remove = async (id: string) => db.query('delete from tasks where id = $1', [id])
  ${given}
}
export type Tasks = ReturnType<typeof makeTasks>
`,
  })
  const service = (asks: boolean, call = 'tasks.remove(id)'): string => `import type { Tasks } from './tasks'
export const makeService = ({ tasks }: { tasks: Tasks }) => {
  const run = async (user: User, id: string) => {
    ${asks ? 'if (!(await canEditTask(user, id))) throw new Error()' : ''}
    await ${call}
  }
  return { run }
}
`

  it.each(['return { remove }', 'return { remove: remove }', 'const other = 1\n  return { other, remove }'])('%s', async (given) => {
    expect(await told({ ...made(given), 'src/a.ts': service(true), 'src/b.ts': service(true) })).toBe(0)
    expect(await told({ ...made(given), 'src/a.ts': service(true), 'src/b.ts': service(false) })).toBe(1)
    expect(await told(made(given))).toBe(1)
  })

  it.each([
    ['it is handed on', 'queue.add(tasks.remove)'],
    ['somebody else may have it', '(await anybody()).remove(id)'],
    ['it is called by a text', "tasks['remove'](id)"],
  ])('but not where %s', async (_, call) => {
    expect(await told({ ...made('return { remove }'), 'src/a.ts': service(true), 'src/b.ts': service(true, call) })).toBe(1)
  })

  it('but not where the function that makes it runs or hands it on itself', async () => {
    expect(await told({ ...made('queue.add(remove)\n  return { remove }'), 'src/a.ts': service(true) })).toBe(1)
    expect(await told({ ...made('const wipe = (id: string) => remove(id)\n  return { remove, wipe }'), 'src/a.ts': service(true) })).toBe(1)
  })
})

describe('a method with a decorator', () => {
  const method = (decorator: string): Record<string, string> => ({
    'src/tasks.ts': `export class Tasks {
  constructor(private db: Db) {}
  ${decorator}
  async remove(id: string) {
    await this.db.query('delete from tasks where id = $1', [id])
  }
}
`,
    'src/a.ts': `import { Tasks } from './tasks'
export class Service {
  constructor(private tasks: Tasks) {}
  async run(user: User, id: string) {
    if (!(await canEditTask(user, id))) throw new Error()
    await this.tasks.remove(id)
  }
}
`,
  })

  it.each(['', '@Transactional()', '@GenerateSql({ params: [id] })', '@trace.Span()', '@memoize'])(
    'is held by its callers: %s',
    async (decorator) => {
      expect(await told(method(decorator))).toBe(0)
      expect(await told({ ...method(decorator), 'src/b.ts': method('')['src/a.ts']?.replace(/if .*/, '') ?? '' })).toBe(1)
    },
  )

  it.each(["@Delete(':id')", "@OnEvent('task.removed')", '@Cron(daily)', '@Mutation()', '@(decorators[0])'])(
    'is not where that may have somebody else call it: %s',
    async (decorator) => {
      expect(await told(method(decorator))).toBe(1)
    },
  )
})
