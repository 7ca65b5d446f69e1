import { describe, expect, it } from 'vitest'
import { partOf, partsThrough } from '../../src/document/text/parts-given.ts'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, role text, primary key (organization_id, user_id));
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text, tags jsonb);
`

const ask = 'db.maybeOne(sql`select * from projects where id = ${id}`)'
const askAll = 'db.any(sql`select * from projects where id = ${id}`)'
const loaded = `const row = await ${ask}\nif (!row) throw new Error()\n`

/** The verdict of the query of a function, where that is all that the program calls it for. */
function held(body: string, use: string, functions = ''): string {
  const program = `${functions}\nexport async function find(id: string) { ${body} }`
  const caller = `import { find } from './case'\nexport async function run(id: string, org: string, user: User) {\n${use}\n}\n`
  return verdictsOf(program, schema, { 'a.ts': caller })[0]?.replace(/.*: /, '') ?? ''
}

const compares = 'const found = await find(id)\nif (found.organizationId !== org) throw new Error()\nreturn found'
const asks =
  "const found = await find(id)\nif (user.ability.cannot('view', subject('Project', { organizationId: found.organizationId }))) throw new Error()\nreturn found"
const named = '{ id: row.id, organizationId: row.organization_id }'
const toProject = 'const toProject = (row: any) => ({ id: row.id, organizationId: row.organization_id, name: row.name ?? null })'

describe('what a function makes of a row', () => {
  it.each([
    ['an object of its parts', `${loaded}return ${named}`, compares],
    ['which may have a right', `${loaded}return ${named}`, asks],
    [
      'that the caller takes apart',
      `${loaded}return ${named}`,
      'const { organizationId, ...found } = await find(id)\nif (organizationId !== org) throw new Error()\nreturn found',
    ],
    [
      'with what was made of others',
      `${loaded}return { organizationId: row.organization_id, size: String(row.name).length, tags: JSON.parse(row.tags), isNamed: row.name !== null, since: \`\${row.created_at}\` }`,
      compares,
    ],
    ['with what is found by it', `${loaded}return { organizationId: row.organization_id, members: await membersOf(row.id) }`, compares],
    [
      'within another',
      `${loaded}return { project: ${named}, at: Date.now() }`,
      'const { project } = await find(id)\nif (project.organizationId !== org) throw new Error()\nreturn project',
    ],
    [
      'the row itself in an object',
      `${loaded}return { project: row, at: Date.now() }`,
      'const { project } = await find(id)\nif (project.organization_id !== org) throw new Error()\nreturn project',
    ],
    [
      'the row and more',
      `${loaded}return { ...row, isLoaded: true }`,
      'const found = await find(id)\nif (found.organization_id !== org) throw new Error()\nreturn found',
    ],
    ['under a name', `${loaded}const project = ${named}\nreturn project`, compares],
    ['what a function makes', `${loaded}return toProject(row)`, compares, toProject],
    ['what a function makes, under a name', `${loaded}const project = toProject(row)\nreturn project`, compares, toProject],
    [
      'what a function makes, or nothing',
      `const row = await ${ask}\nreturn row ? toProject(row) : null`,
      'const found = await find(id)\nif (found?.organizationId !== org) throw new Error()\nreturn found',
      toProject,
    ],
    ['and more than that', `${loaded}return { ...toProject(row), tags: row.tags }`, compares, toProject],
    [
      'what a method makes',
      `${loaded}return Mapper.toProject(row)`,
      compares,
      `class Mapper { static toProject({ id, organization_id }: any) { return { id, organizationId: organization_id } } }`,
    ],
    [
      'by two functions',
      `${loaded}return withTags(row)`,
      compares,
      `${toProject}\nfunction withTags(row: any) { const project = toProject(row); return { ...project, tags: row.tags } }`,
    ],
    [
      'of each',
      `return (await ${askAll}).map(toProject)`,
      'const all = await find(id)\nreturn all.filter((one) => one.organizationId === org)',
      toProject,
    ],
    [
      'of each, written there',
      `return (await ${askAll}).map((row: any) => (${named}))`,
      'const all = await find(id)\nreturn all.filter((one) => one.organizationId === org)',
    ],
    ['of a promise', `return ${ask}.then(toProject)`, compares, toProject],
  ])('is asked for whose the row is: %s', (_, body, use, functions?: string) => {
    expect(held(body, use, functions)).toBe('by-guard')
  })

  it.each([
    ['nobody asks', `${loaded}return ${named}`, 'const found = await find(id)\nreturn found'],
    ['another part is asked for', `${loaded}return { id: row.id, organizationId: row.name }`, compares],
    ['it is none of the row', `${loaded}return { id: row.id, organizationId: org }`, compares],
    [
      'it takes the place of that of the row',
      `${loaded}return { ...row, organization_id: org() }`,
      'const found = await find(id)\nif (found.organization_id !== org) throw new Error()\nreturn found',
    ],
    ['it is made of it', `${loaded}return { id: row.id, organizationId: hash(row.organization_id) }`, compares],
    ['it is one or the other', `${loaded}return { id: row.id, organizationId: row.organization_id ?? row.name }`, compares],
    [
      'it is asked too late',
      `${loaded}return ${named}`,
      'const found = await find(id)\nsend(found.id)\nif (found.organizationId !== org) throw new Error()\nreturn found',
    ],
    ['something is done with it before', `${loaded}send(row)\nreturn ${named}`, compares],
    ['it is sent', `${loaded}return response.json(${named})`, compares],
    [
      'a function does more with it',
      `${loaded}return toProject(row)`,
      compares,
      'const toProject = (row: any) => { send(row); return { organizationId: row.organization_id } }',
    ],
    [
      'a function makes something else of it',
      `${loaded}return toProject(row)`,
      compares,
      'const toProject = (row: any) => ({ organizationId: row.name })',
    ],
    ['it may be what was given', `${loaded}return { id: row.id, organizationId: given(id) ?? row.organization_id }`, compares],
    ['it is of one or the other', `${loaded}return { id: row.id, organizationId: row.name ? row.organization_id : given(id) }`, compares],
    [
      'it is another one of its rows',
      `const rows = await ${askAll}\nreturn { first: rows[0], second: rows[1] }`,
      'const { first, second } = await find(id)\nif (first.organization_id !== org) throw new Error()\nreturn second',
    ],
    ['a function that calls itself', `${loaded}return again(row)`, compares, 'const again = (row: any): any => again(row)'],
  ])('is not: %s', (_, body, use, functions?: string) => {
    expect(held(body, use, functions)).toBe('by-key')
  })
})

describe('what a program makes of a row, and gives a name', () => {
  const verdict = (body: string, functions = ''): string | undefined =>
    verdictsOf(`${functions}\nexport async function run(id: string, org: string) {\n${body}\n}`, schema)[0]?.replace(/.*: /, '')

  it.each([
    [`${loaded}const project = toProject(row)\nif (project.organizationId !== org) throw new Error()\nreturn project`, toProject],
    [`const project = toProject(await ${ask})\nif (project.organizationId !== org) throw new Error()\nreturn project`, toProject],
    [`${loaded}const project = ${named}\nif (project.organizationId !== org) throw new Error()\nreturn project`],
    [
      `${loaded}const project = ofOwn(row, org)\nif (!project) return null\nreturn project`,
      'const ofOwn = (row: any, org: string) => { if (row.organization_id !== org) return null; return { id: row.id } }',
    ],
    [`${loaded}const project = { ...row, at: 1 }\nif (project.organization_id !== org) throw new Error()\nreturn project`],
  ])('is asked for whose the row is: %#', (body, functions?: string) => {
    expect(verdict(body, functions)).toBe('by-guard')
  })

  it.each([
    [`${loaded}const project = toProject(row)\nif (project.name !== org) throw new Error()\nreturn project`, toProject],
    [
      `${loaded}const project = toProject(row)\nif (project.organizationId !== org) throw new Error()\nreturn send(row)`,
      'const toProject = (row: any) => ({ organizationId: row.name })',
    ],
    [
      `${loaded}const project = toProject(row)\nsend(project)\nif (project.organizationId !== org) throw new Error()\nreturn project`,
      toProject,
    ],
  ])('is not: %#', (body, functions?: string) => {
    expect(verdict(body, functions)).toBe('by-key')
  })
})

describe('parts of parts', () => {
  it('are those of the whole', () => {
    const inner = [
      { as: ['id'], of: ['key'] },
      { as: ['by'], of: ['owner', 'id'] },
    ]
    const outer = [
      { as: ['project'], of: [] },
      { as: ['key'], of: ['id'] },
      { as: ['at'], of: undefined },
    ]
    const through = partsThrough(outer, inner)
    expect(['project.id', 'project.by', 'key', 'at', 'project.name', 'project'].map((path) => partOf(path.split('.'), through))).toEqual([
      ['key'],
      ['owner', 'id'],
      ['key'],
      undefined,
      undefined,
      [],
    ])
  })
})
