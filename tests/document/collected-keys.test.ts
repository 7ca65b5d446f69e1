import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
`
const imports = "import DataLoader from 'dataloader'\n"
const find = (ids: string): string => `db.any(sql\`select * from projects where id = any(\${${ids}})\`)`

function verdict(program: string, beside: Readonly<Record<string, string>> = {}): string | undefined {
  return verdictsOf(`${imports}${program}`, schema, beside)[0]?.replace(/.*: /, '')
}

describe('the keys that a loader has collected', () => {
  it.each([
    `export const projects = new DataLoader(async (ids) => ${find('ids')})`,
    `export const projects = new DataLoader(async (ids: readonly string[]) => { const rows = await ${find('ids as string[]')}; return ids.map((id) => rows.find((row) => row.id === id)) })`,
    `export const projects = new DataLoader(async (keys) => ${find('[...keys]')})`,
    `export const projects = new DataLoader(async (keys) => { const ids = keys.map((key) => key.projectId); return ${find('ids')} })`,
    `export const projects = new DataLoader(async (keys) => ${find('[...new Set(keys)]')})`,
    `export const projects = new DataLoader(async (keys) => Promise.all(keys.map((id) => db.one(sql\`select * from projects where id = \${id}\`))))`,
    `async function batch(ids: string[]) { return ${find('ids')} }\nexport const createLoaders = () => ({ projects: new DataLoader(batch) })`,
    `async function batch(ids: string[], by: any) { return ${find('ids')} }\nexport const createLoaders = (by: any) => ({ projects: new DataLoader((ids) => batch(ids, by)) })`,
    `export const projects = new DataLoader((ids) => sequelize.query('select * from projects where id in (?)', { replacements: [ids] }))`,
    `export const projects = createDataLoader(async (ids) => ${find('ids')}, { cache: false })`,
  ])('may be of any rows, or of those of the tenant: %s', (program) => {
    expect(verdict(program)).toBe('dynamic')
  })

  it('are those of whoever calls another function with them', () => {
    const beside = {
      'loaders.ts': `${imports}import { batch } from './case'\nexport const createLoaders = (by: any) => ({ projects: new DataLoader((ids) => batch(ids, by)) })`,
    }
    expect(verdict(`export async function batch(ids: string[], by: any) { return ${find('ids')} }`, beside)).toBe('dynamic')
  })

  it.each([
    [`export async function batch(ids: string[]) { return ${find('ids')} }`, 'by-key'],
    [
      `async function batch(ids: string[]) { return ${find('ids')} }\nexport const projects = new DataLoader(batch)\nexport const all = (req: any) => batch(req.body.ids)`,
      'by-key',
    ],
    [
      `export const projects = new DataLoader(async (names) => db.any(sql\`select * from projects where name = any(\${names})\`))`,
      'unscoped',
    ],
    [`export const projects = new Loader(async (ids) => ${find('ids')})`, 'by-key'],
    [`export const projects = (id: string) => new DataLoader(async (ids) => ${find('[id]')})`, 'by-key'],
    [
      `export const projects = (org: string) => new DataLoader(async (ids) => db.any(sql\`select * from projects where id = any(\${ids}) and organization_id = \${org}\`))`,
      'scoped',
    ],
  ])('are no others: %s', (program, expected) => {
    expect(verdict(program)).toBe(expected)
  })
})
