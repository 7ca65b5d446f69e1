import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, role text, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`

/** The verdict of the first query of the linted file. */
function found(program: string, beside: Readonly<Record<string, string>>): string {
  return verdictsOf(program, schema, beside)[0]?.replace(/.*: /, '') ?? ''
}

const ask = 'db.maybeOne(sql`select * from projects where id = ${id}`)'
const find = `export async function find(id: string) { return ${ask} }`
const imported = "import { find } from './case'\n"
const caller = (body: string, imports = imported): string =>
  `${imports}export async function run(id: string, org: string, user: User, input: any) {\n${body}\n}\n`
const compared = caller('const row = await find(id)\nif (!row || row.organization_id !== org) return null\nreturn row.name')
const permitted = caller('const row = await find(id)\nif (!(await canEditProject(user, row))) throw new Error()\nsend(row)')
const member =
  'const row = await find(id)\nconst member = await db.maybeOne(sql`select role from members where user_id = ${user.id} and organization_id = ${row.organization_id}`)\nif (!member) throw new Error()\nsend(row)'

describe('rows that a function gives to all that call it', () => {
  it.each([
    ['a comparison', find, { 'a.ts': compared }],
    ['a right', find, { 'a.ts': permitted }],
    ['one or the other', find, { 'a.ts': compared, 'b.ts': permitted }],
    [
      'the session',
      find,
      {
        'own.ts': 'export const session = async () => store.get(cookies())',
        'a.ts': caller(
          'const by = await session()\nconst row = await find(id)\nif (row.organization_id !== by.organizationId) return\nsend(row)',
          `${imported}import { session } from './own'\n`,
        ),
      },
    ],
    ['a query for a member', find, { 'a.ts': caller(member) }],
    [
      'a function that asks for a member',
      find,
      {
        'ensure.ts':
          'export async function ensure(user: string, org: string) { const found = await db.maybeOne(sql`select role from members where user_id = ${user} and organization_id = ${org}`); if (!found) throw new Error() }',
        'a.ts': caller(
          'const row = await find(id)\nawait ensure(user.id, row.organization_id)\nsend(row)',
          `${imported}import { ensure } from './ensure'\n`,
        ),
      },
    ],
    ['under a name', `export const find = async (id: string) => { const row = await ${ask}; return row }`, { 'a.ts': compared }],
    ['or nothing', `export const find = async (id: string) => (await ${ask}) ?? null`, { 'a.ts': compared }],
    [
      'or it throws',
      `export async function find(id: string) { const row = await ${ask}; if (!row) throw new Error(); return row }`,
      { 'a.ts': compared },
    ],
    ['kept by React', `import { cache } from 'react'\nexport const find = cache(async (id: string) => ${ask})`, { 'a.ts': compared }],
    [
      'a method',
      `export class Projects { async find(id: string) { return ${ask} } }`,
      {
        'a.ts': `import { Projects } from './case'\nexport class Run { constructor(private projects: Projects) {}\nasync run(id: string, org: string) { const row = await this.projects.find(id)\nif (row.organization_id !== org) throw new Error()\nreturn row } }`,
      },
    ],
    [
      'by way of another',
      find,
      {
        'service.ts': `${imported}export async function load(id: string) { return await find(id) }`,
        'a.ts': compared.replaceAll('find', 'load').replace('./case', './service'),
      },
    ],
    ['one that only this file calls', find.replace('export ', '') + compared.replace(imported, ''), {}],
    ['only whether there is one', find, { 'a.ts': compared, 'b.ts': caller('if (await find(id)) throw new Error()') }],
  ])('are held where each of these asks whose they are: %s', (_, program, beside) => {
    expect(found(program, beside)).toBe('by-guard')
  })

  it.each([
    ['nobody calls it', find, {}],
    ['one asks nothing', find, { 'a.ts': compared, 'b.ts': caller('return find(id)') }],
    ['one uses it before', find, { 'a.ts': caller('const row = await find(id)\nsend(row)\nif (row.organization_id !== org) return null') }],
    ['one goes on', find, { 'a.ts': caller('const row = await find(id)\nif (row.organization_id !== org) log(1)\nsend(row)') }],
    [
      'one compares what is sent',
      find,
      { 'a.ts': caller("const row = await find(id)\nif (row.organization_id !== 'x') return\nsend(row)") },
    ],
    ['one compares something else', find, { 'a.ts': caller('const row = await find(id)\nif (row.name !== input.name) return\nsend(row)') }],
    ['one asks for a member of the row itself', find, { 'a.ts': caller(member.replace('${user.id}', '${row.owner_id}')) }],
    [
      'one compares it with another one',
      find,
      {
        'a.ts': caller(
          'const row = await find(id)\nconst other = await find(input.id)\nif (row.organization_id !== other.organization_id) return\nsend(row)',
        ),
      },
    ],
    [
      'one compares it with what is chosen',
      find,
      {
        'own.ts': 'export const own = async (id: string) => store.get(id)',
        'a.ts': caller(
          'const row = await find(id)\nconst by = await own(input.id)\nif (row.organization_id !== by.id) return\nsend(row)',
          `${imported}import { own } from './own'\n`,
        ),
      },
    ],
    ['a test alone asks', find, { 'a.test.ts': compared.replace('org)', "'x')") }],
    [
      'it does something with it',
      `export async function find(id: string) { const row = await ${ask}; send(row); return row }`,
      { 'a.ts': compared },
    ],
    [
      'the row is in what it gives, and nobody asks',
      `export async function find(id: string) { const row = await ${ask}; return { row } }`,
      { 'a.ts': caller('const found = await find(id)\nif (!found) return\nsend(found.row)') },
    ],
    [
      'another function runs the same text',
      "const text = 'select * from projects where id = $1'\nexport const find = (id: string) => db.query(text, [id])\nexport async function all(id: string) { send(await db.query(text, [id])) }",
      { 'a.ts': caller('const [row] = await find(id)\nif (row.organization_id !== org) return\nsend(row)') },
    ],
    ['somebody gets hold of it', find, { 'a.ts': compared, 'b.ts': `${imported}register(find)` }],
    ['clients call it', `'use server'\n${find}`, { 'a.ts': compared }],
    [
      'it calls itself by another',
      `import { load } from './service'\n${find}\nexport const again = (id: string) => load(id)`,
      {
        'service.ts': `${imported}import { again } from './case'\nexport async function load(id: string) { return id ? find(id) : again(id) }`,
      },
    ],
  ])('are not: %s', (_, program, beside) => {
    expect(found(program, beside)).toBe('by-key')
  })
})

describe('a row that is compared with what a function of the program gives', () => {
  const own = `const row = await ${ask}\n`
  const verdict = (body: string, more: string): string =>
    found(`export async function run(id: string, org: string, user: User, input: any) {\n${own}${body}\nsend(row)\n}\n${more}`, {})
  const load =
    'async function load(id: string, org?: string) { return db.maybeOne(sql`select * from projects where id = ${id} CONDITION`) }'
  const loadOwn = load.replace('CONDITION', 'and organization_id = ${org}')
  const loadAny = load.replace('CONDITION', '')
  const me =
    'async function me(id: string) { return db.maybeOne(sql`select u.*, m.organization_id from users u join members m on m.user_id = u.id where u.id = ${id}`) }'

  it.each([
    ['a row of the tenant', 'const other = await load(input.id, org)\nif (row.organization_id !== other.organization_id) return', loadOwn],
    ['a person', 'const by = await me(user.id)\nif (row.organization_id !== by.organization_id) return', me],
    [
      'what comes from elsewhere',
      'const by = await session()\nif (row.organization_id !== by.organizationId) return',
      'const session = () => store.get(key)',
    ],
  ])('is held by %s', (_, body, more) => {
    expect(verdict(body, more)).toBe('by-guard')
  })

  it.each([
    [
      'a row that is chosen as freely',
      'const other = await load(input.id)\nif (row.organization_id !== other.organization_id) return',
      loadAny,
    ],
    ['that on the spot', 'if (row.organization_id !== (await load(input.id)).organization_id) return', loadAny],
  ])('is not by %s', (_, body, more) => {
    expect(verdict(body, more)).toBe('by-key')
  })
})

describe('a part of a row, that says whose it is', () => {
  const one = 'db.maybeOne(sql`select organization_id from projects where id = ${id}`)'
  const tenantOf = `export async function tenantOf(id: string) { const row = await ${one}; if (!row) throw new Error(); return row.organization_id }`
  const imports = "import { tenantOf } from './case'\n"
  const authorize = 'await authorize({ user, organizationId, role: 1 })'
  const named = caller(`const organizationId = await tenantOf(id)\n${authorize}\nsend(id)`, imports)
  const inline = caller('await authorize({ user, organizationId: await tenantOf(id) })\nsend(id)', imports)
  const same = caller('if ((await tenantOf(id)) !== org) throw new Error()\nsend(id)', imports)
  const ensure =
    'export async function ensure(by: { user: string; org: string }) { const found = await db.maybeOne(sql`select role from members where user_id = ${by.user} and organization_id = ${by.org}`); if (!found) throw new Error() }'
  const asked = caller(
    'const org1 = await tenantOf(id)\nawait ensure({ user: user.id, org: org1 })\nsend(id)',
    `${imports}import { ensure } from './ensure'\n`,
  )

  it.each([
    ['a right, under a name', { 'a.ts': named }],
    ['a right, on the spot', { 'a.ts': inline }],
    ['a comparison', { 'a.ts': same }],
    ['a function that asks for a member', { 'a.ts': asked, 'ensure.ts': ensure }],
    ['any of these', { 'a.ts': named, 'b.ts': inline, 'c.ts': same }],
    [
      'a right, by way of another function',
      {
        'service.ts': `${imports}export const tenantOfTask = async (id: string) => await tenantOf(id)`,
        'a.ts': named.replaceAll('tenantOf', 'tenantOfTask').replace('./case', './service'),
      },
    ],
  ])('holds the row where all that call ask of it: %s', (_, beside) => {
    expect(found(tenantOf, beside)).toBe('by-guard')
  })
  it.each([
    ['one asks nothing', { 'a.ts': named, 'b.ts': caller('return tenantOf(id)', imports) }],
    [
      'one takes it for the tenant',
      { 'a.ts': caller('return db.many(sql`select * from projects where organization_id = ${await tenantOf(id)}`)', imports) },
    ],
    ['one asks too late', { 'a.ts': caller(`const organizationId = await tenantOf(id)\nsend(organizationId)\n${authorize}`, imports) }],
    [
      'one asks about another',
      { 'a.ts': caller(`const own = await tenantOf(id)\nconst organizationId = input.org\n${authorize}\nsend(own)`, imports) },
    ],
    ['one compares it with what is sent', { 'a.ts': same.replace('!== org)', "!== 'x')") }],
    ['nobody calls it', {}],
  ])('does not: %s', (_, beside) => {
    expect(found(tenantOf, beside)).toBe('by-key')
  })
  it('does not where the function gives something else', () => {
    const name = tenantOf.replaceAll('organization_id', 'name')
    expect(found(name, { 'a.ts': same })).toBe('by-key')
  })
})

describe('the name of a function that says whose something is', () => {
  it.each(['ownerOf', 'tenantIdOf', 'tenantFor'])('asks for no right: %s', (name) => {
    const own = `async function ${name}(id: string) { const row = await db.maybeOne(sql\`select organization_id from members where user_id = \${id}\`); if (!row) throw new Error(); return row.organization_id }`
    expect(
      found(`export async function run(id: string) { const row = await ${ask}\nreturn await ${name}(row.owner_id) }\n${own}`, {}),
    ).toBe('by-key')
    expect(
      found(
        `export async function run(id: string, user: User) { const row = await ${ask}\nif (!(await ${name}(user, row))) throw new Error()\nsend(row) }`,
        {},
      ),
    ).toBe('by-guard')
  })
})

describe('a row that leads to another one, whose tenant is asked for', () => {
  const tasks = `${schema}\ncreate table tasks (id uuid primary key, project_id uuid not null references projects);\n`
  const projects =
    'export async function orgOf(id: string) { const row = await db.maybeOne(sql`select organization_id from projects where id = ${id}`); if (!row) throw new Error(); return row.organization_id }'
  const verdict = (body: string, columns = 'project_id'): string => {
    const row = `const task = await db.maybeOne(sql\`select ${columns} from tasks t where id = \${id}\`)\nif (!task) throw new Error()\n`
    const program = caller(`${row}${body}`, "import { orgOf } from './projects'\n")
    return verdictsOf(program, tasks, { 'projects.ts': projects }, { followForeignKeys: true })[0]?.replace(/.*: /, '') ?? ''
  }
  it.each([
    ['a comparison', 'if ((await orgOf(task.project_id)) !== org) throw new Error()\nsend(task)'],
    ['a comparison, under a name', 'const own = await orgOf(task.project_id)\nif (own !== org) throw new Error()\nsend(task)'],
    ['a right', 'const organizationId = await orgOf(task.project_id)\nawait authorize(user, organizationId)\nsend(task)'],
  ])('is held by %s, however its column is written', (_, body) => {
    expect(verdict(body)).toBe('by-guard')
    expect(verdict(body, 't.project_id')).toBe('by-guard')
    expect(verdict(body, '*')).toBe('by-guard')
  })
  it.each([
    ['nothing is asked', 'const own = await orgOf(task.project_id)\nsend(task, own)'],
    ['it is compared with what is written', "if ((await orgOf(task.project_id)) !== 'x') throw new Error()\nsend(task)"],
    ['it is asked of another', 'if ((await orgOf(input.id)) !== org) throw new Error()\nsend(task)'],
    ['it is asked of its own key', 'if ((await orgOf(task.id)) !== org) throw new Error()\nsend(task)'],
  ])('is told where %s', (_, body) => {
    expect(verdict(body, 'id, project_id')).toBe('by-key')
  })
})
