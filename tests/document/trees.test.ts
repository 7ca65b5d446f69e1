import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table folders (id uuid primary key, organization_id uuid not null references organizations, parent_id uuid references folders, name text);
create table files (id uuid primary key, organization_id uuid not null references organizations, folder_id uuid not null references folders);
`

const checked =
  'const root = await db.oneOrNone(sql`select id from folders where id = ${id} and organization_id = ${org}`)\nif (!root) return\n'
const unchecked = 'const root = { id }\n'
const below = (parents: string): string => `await db.any(sql\`select id from folders where parent_id = any(\${${parents}})\`)`
const belowOne = (parent: string): string => `await db.any(sql\`select id from folders where parent_id = \${${parent}}\`)`
const filesIn = (folders: string): string => `await db.none(sql\`delete from files where folder_id = any(\${${folders}})\`)\n`

/** Walks down from the folder `root`, and what becomes of what is in the folders that were found. */
const walks: readonly (readonly [name: string, walk: string])[] = [
  [
    'level by level',
    `const ids = [root.id]
    let frontier = [root.id]
    while (frontier.length > 0) {
      const children = ${below('frontier')}
      frontier = children.map((child) => child.id)
      ids.push(...frontier)
    }
    ${filesIn('ids')}`,
  ],
  [
    'level by level of rows',
    `let level = [root]
    const all = [root]
    do {
      level = ${below('level.map((one) => one.id)')}
      all.push(...level)
    } while (level.length > 0)
    ${filesIn('all.map((one) => one.id)')}`,
  ],
  [
    'in a loop with its own variable',
    `const found: string[] = []
    for (let level = [root.id]; level.length > 0; ) {
      found.push(...level)
      const rows = ${below('level')}
      level = rows.map(({ id }) => id)
    }
    ${filesIn('found')}`,
  ],
  [
    'by a queue of keys',
    `const queue = [root.id]
    const seen = new Set(queue)
    while (queue.length > 0) {
      const next = queue.shift()!
      for (const row of ${belowOne('next')}) {
        seen.add(row.id)
        queue.push(row.id)
      }
    }
    ${filesIn('[...seen]')}`,
  ],
  [
    'by a stack of rows',
    `const stack = [root]
    while (stack.length > 0) {
      const folder = stack.pop()
      stack.push(...(${belowOne('folder.id')}))
      await db.none(sql\`delete from files where folder_id = \${folder.id}\`)
    }`,
  ],
  [
    'by a function that calls itself',
    `await remove(root.id)
    async function remove(folder: string) {
      const children = ${belowOne('folder')}
      for (const child of children) await remove(child.id)
      await db.none(sql\`delete from files where folder_id = \${folder}\`)
    }`,
  ],
]

function told(start: string, walk: string): readonly string[] {
  const verdicts = verdictsOf(`export async function run(org: string, id: string, others: string[]) {\n${start}${walk}\n}\n`, schema)
  return verdicts.slice(start === checked ? 1 : 0)
}

describe('what goes down a tree', () => {
  it.each(walks)('is held where it begins with a row of the tenant: %s', (_, walk) => {
    expect(told(checked, walk)).toEqual(['folders: by-row', 'files: by-row'])
  })

  it.each(walks)('is not where nobody asked for that: %s', (_, walk) => {
    const [folders, files] = told(unchecked, walk)
    expect(folders).toBe('folders: by-reference')
    expect(['files: by-reference', 'files: dynamic']).toContain(files)
  })

  it('is not where it goes by something else of its rows', () => {
    const walk = `let frontier = [root.id]
    while (frontier.length > 0) {
      const children = await db.any(sql\`select id, name from folders where parent_id = any(\${frontier})\`)
      frontier = children.map((child) => child.name)
    }`
    expect(told(checked, walk)).toEqual(['folders: by-reference'])
  })

  it('is not where its rows may be others, too', () => {
    const walk = `let frontier = [root.id]
    while (frontier.length > 0) {
      const children = await db.any(sql\`select id from folders where parent_id = any(\${frontier}) or name = 'shared'\`)
      frontier = children.map((child) => child.id)
    }`
    expect(told(checked, walk)).toEqual(['folders: unscoped'])
  })

  it.each([
    ['set', 'frontier = others', 'by-reference'],
    ['put', 'frontier.push(...others)', 'by-reference'],
  ])('is not where others are %s, too', (_, more, verdict) => {
    const walk = `let frontier = [root.id]
    while (frontier.length > 0) {
      const children = ${below('frontier')}
      frontier = children.map((child) => child.id)
      if (others.length > 0) ${more}
    }`
    expect(told(checked, walk)).toEqual([`folders: ${verdict}`])
  })

  it('is not where the row of the next round is found by something else', () => {
    const up = (column: string): string => `let current = root
    while (current) {
      current = await db.maybeOne(sql\`select id, ${column} from folders where id = \${current.parent_id}\`)
    }`
    const found = 'const root = await db.one(sql`select id, parent_id from folders where id = ${id} and organization_id = ${org}`)\n'
    expect(told(found, up('parent_id'))).toEqual(['folders: scoped', 'folders: by-row'])
    expect(told(found, up('name as parent_id'))).toEqual(['folders: scoped', 'folders: by-key'])
  })
})
