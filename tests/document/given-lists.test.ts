import { describe, expect, it } from 'vitest'
import { verdictsBehind, verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`

const own = `
export async function list(org: string) { return db.any(sql\`select id, name from projects where organization_id = \${org}\`) }
export const listLive = async (org: string) => { if (!org) return []; const rows = await list(org); return rows.filter((row) => row.name) }
export async function shown(org: string) { const rows = await list(org); return rows.map((row) => ({ key: row.id, title: row.name })) }
export async function spread(org: string) { return (await list(org)).map((row) => ({ ...row, more: 1 })) }
export async function keys(org: string) { const rows = await list(org); return rows.map((row) => row.id) }
export async function keysOnce(org: string) { return [...new Set(await keys(org))] }
export async function names(org: string) { const rows = await list(org); return rows.map((row) => row.name) }
export async function page(org: string) { const rows = await list(org); return { rows, total: rows.length } }
export async function* eachRow(org: string) { for (const row of await list(org)) yield row }
export async function* eachOf(org: string) { yield* await list(org) }
export async function* eachKey(org: string) { for (const row of await list(org)) { if (row.name) yield row.id } }
export async function keyOf(name: string, org: string) { const row = await db.one(sql\`select id from projects where name = \${name} and organization_id = \${org}\`); return row.id }
export async function sentKey(org: string) { return input.id }
export async function* eachAnd(org: string) { yield input; for (const row of await list(org)) yield row }
export async function all() { return db.any(sql\`select id from projects\`) }
export async function either(org: string) { if (org) return list(org); return input.rows }
export async function fetched(org: string) { return fetch('/projects').then((response) => response.json()) }
export async function renamed(org: string) { const rows = await list(org); return rows.map((row) => ({ id: input.id, name: row.name })) }
export async function added(org: string) { const rows = await list(org); return [...rows, input] }
export async function keysAnd(org: string) { const found = await keys(org); found.push(input.id); return found }
export async function again(org: string): Promise<string[]> { return [...new Set(await again(org))] }
export async function there(org: string): Promise<Row[]> { return back(org) }
export async function back(org: string): Promise<Row[]> { return there(org) }
`

function remove(key: string): string {
  return `await db.query(sql\`delete from tasks where project_id = \${${key}}\`)`
}

function removeAll(key: string): string {
  return `await db.query(sql\`delete from tasks where project_id = any(\${${key}})\`)`
}

function lastOf(body: string): string {
  return verdictsBehind(own, `export async function run(org: string, input: any) {\n${body}\n}\n`, schema).at(-1) ?? ''
}

describe('rows that a function of the program gives', () => {
  it.each([
    `for (const row of await list(org)) ${remove('row.id')}`,
    `const rows = await list(org)\nfor (const row of rows) ${remove('row.id')}`,
    `const rows = await list(org)\nfor (const { id } of rows) ${remove('id')}`,
    `const rows = await list(org)\n${removeAll('rows.map((row) => row.id)')}`,
    `const rows = await list(org)\nawait Promise.all(rows.map(async (row) => { ${remove('row.id')} }))`,
    `const [row] = await list(org)\nif (!row) return\n${remove('row.id')}`,
    `const row = (await list(org)).find((one) => one.name === 'x')\n${remove('row.id')}`,
    `const rows = await listLive(org)\nfor (const row of rows) ${remove('row.id')}`,
    `for (const row of await shown(org)) ${remove('row.key')}`,
    `for await (const row of eachRow(org)) ${remove('row.id')}`,
    `for await (const { id } of eachOf(org)) ${remove('id')}`,
    `for (const row of await spread(org)) ${remove('row.id')}`,
    `const rows = await list(org)\nif (!rows.some((row) => row.id === input.id)) throw new Error()\n${remove('input.id')}`,
    `const byId = new Map((await list(org)).map((row) => [row.id, row]))\nconst row = byId.get(input.id)\nif (!row) throw new Error()\n${remove('row.id')}`,
  ])('are the tenant’s: %s', (body) => {
    expect(lastOf(body)).toBe('by-row')
  })

  it.each([`for (const row of await all()) ${remove('row.id')}`, `const rows = await all()\n${removeAll('rows.map((row) => row.id)')}`])(
    'are told where they are asked for: %s',
    (body) => {
      expect(verdictsOf(`${own}export async function run() {\n${body}\n}\n`, schema).at(-1)).toBe('tasks: dynamic')
    },
  )

  it.each([
    `for (const row of await list(org)) ${remove('row.name')}`,
    `for (const row of await either(org)) ${remove('row.id')}`,
    `for (const row of await fetched(org)) ${remove('row.id')}`,
    `for await (const row of eachAnd(org)) ${remove('row.id')}`,
    `for (const row of await renamed(org)) ${remove('row.id')}`,
    `for (const row of await added(org)) ${remove('row.id')}`,
    `for (const row of await shown(org)) ${remove('row.id')}`,
    `for (const row of await there(org)) ${remove('row.id')}`,
    `const rows = await list(org)\nrows[0].id = input.id\nfor (const row of rows) ${remove('row.id')}`,
    `const rows = await list(org)\n${remove('input.id')}`,
    `let rows = await list(org)\nrows = input.rows\nfor (const row of rows) ${remove('row.id')}`,
  ])('are not: %s', (body) => {
    expect(lastOf(body)).toBe('by-reference')
  })
})

describe('rows that a function changes before it gives them', () => {
  const given = own.split('\n').find((line) => line.includes('function list(')) ?? ''
  it.each([
    'for (const row of rows) row.id = input.id',
    'rows.forEach((row) => { row.id = input.id })',
    'rows.forEach((row) => Object.assign(row, input))',
    'for (const row of rows) Object.assign(row, input)',
    'Object.assign(rows[0], input)',
    'rows.push(input)',
    'rows[0] = input',
  ])('are not the tenant’s: %s', (change) => {
    const between = `export async function some(org: string) { const rows = await list(org); ${change}; return rows }`
    const run = `export async function run(org: string, input: any) {\nfor (const row of await some(org)) ${remove('row.id')}\n}\n`
    expect(verdictsBehind(`${given}\n${between}\n`, run, schema).at(-1)).toBe('by-reference')
    expect(verdictsBehind(`${given}\n${between.replace(`${change};`, '')}\n`, run, schema).at(-1)).toBe('by-row')
  })
})

describe('keys that a function of the program gives', () => {
  it.each([
    `for await (const id of eachKey(org)) ${remove('id')}`,
    `for (const id of await keys(org)) ${remove('id')}`,
    `const found = await keys(org)\n${removeAll('found')}`,
    removeAll('await keys(org)'),
    `const found = await keysOnce(org)\n${removeAll('found')}`,
    `const found = new Set(await keys(org))\nif (!found.has(input.id)) throw new Error()\n${remove('input.id')}`,
    `const id = await keyOf(input.name, org)\n${remove('id')}`,
    remove('await keyOf(input.name, org)'),
    `const found = await keys(org)\nif (!found.includes(input.id)) return\n${remove('input.id')}`,
  ])('are of the tenant’s rows: %s', (body) => {
    expect(lastOf(body)).toBe('by-row')
  })

  it.each([
    removeAll('await names(org)'),
    `const id = await sentKey(org)\n${remove('id')}`,
    `let id = await keyOf(input.name, org)\nid = input.id\n${remove('id')}`,
    removeAll('await keysAnd(org)'),
    removeAll('await again(org)'),
    `const found = await keys(org)\nfound.push(input.id)\n${removeAll('found')}`,
    `const found = await keys(org)\n${removeAll('[...found, input.id]')}`,
  ])('are not: %s', (body) => {
    expect(lastOf(body)).toBe('by-reference')
  })
})

describe('rows that a service gives', () => {
  const service = `
    export class Projects {
      async findAll(org: string) { return db.any(sql\`select id from projects where organization_id = \${org}\`) }
      async keysOf(org: string) { return (await this.findAll(org)).map(({ id }) => id) }
    }`
  const run = (body: string): string[] =>
    verdictsOf(
      `import { Projects } from './projects'\nexport class Tasks {\nconstructor(private readonly projects: Projects) {}\nasync run(org: string) {\n${body}\n}\n}`,
      schema,
      { 'projects.ts': service },
    )

  it.each([
    `for (const project of await this.projects.findAll(org)) ${remove('project.id')}`,
    `const projects = await this.projects.findAll(org)\n${removeAll('projects.map(({ id }) => id)')}`,
    removeAll('await this.projects.keysOf(org)'),
  ])('are the tenant’s: %s', (body) => {
    expect(run(body)).toEqual(['tasks: by-row'])
  })
})
