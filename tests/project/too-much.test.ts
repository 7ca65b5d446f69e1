import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noModules } from '../../src/javascript/modules.ts'
import { Machine } from '../../src/javascript/symbolic/machine.ts'
import { loadProgram } from '../../src/project/modules.ts'
import { loadSchema } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { makeRepository } from './temp-project.ts'

const shapes: Readonly<Record<string, (depth: number) => string>> = {
  'a chain of calls': (depth) => `a${'.b()'.repeat(depth)}`,
  'a sum': (depth) => `'a'${" + 'b'".repeat(depth)}`,
  'lists in lists': (depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`,
  'records in records': (depth) => `(${'{a:'.repeat(depth)}1${'}'.repeat(depth)})`,
  'calls in calls': (depth) => `${'a('.repeat(depth)}${')'.repeat(depth)}`,
  'conditions in conditions': (depth) => `${'a ? b : '.repeat(depth)}c`,
  'functions that are called at once': (depth) => `${'(() => '.repeat(depth)}1${')()'.repeat(depth)}`,
}

describe('an expression that is nested deeply', () => {
  const programOf = (text: string): ReturnType<typeof loadProgram> => loadProgram(join(makeRepository({ 'main.ts': text }), 'main.ts'))

  it.each(Object.entries(shapes))('is run without throwing: %s', (_, shape) => {
    const program = programOf(`export default ${shape(450)}`)
    expect(program && new Machine(noModules).shown(program, 'default')).toBeDefined()
  })

  it.each(Object.entries(shapes))('ends no process: %s', (_, shape) => {
    const program = programOf(`export default ${shape(8_000)}`)
    expect(() => program && new Machine(noModules).shown(program, 'default')).not.toThrow()
  })
})

describe('a schema of which a part is too much to follow', () => {
  const schemaOf = (dependency: string, files: Readonly<Record<string, string>>): { tables: string[]; unread: string[] } => {
    const manifest = JSON.stringify({ name: 'shop', dependencies: { [dependency]: '*', pg: '8' } })
    const root = makeRepository({ 'package.json': manifest, ...files })
    const { catalog } = loadSchema(join(root, 'x.ts'), { ...defaultSettings }, root)
    return {
      tables: catalog.tables.map(({ name, columns }) => `${name}: ${columns.map((column) => column.name).join(', ')}`),
      unread: catalog.parts.unread.map(({ place, reason }) => `${place.file.slice(root.length + 1)}: ${reason}`),
    }
  }
  const tooDeep = 'this is nested too deeply to be followed'
  const pgTable = (name: string, id: string, rest = ''): string =>
    `export const ${name} = pgTable('${name}', { id: ${id}, note: text() })${rest}\n`
  const drizzle = (text: string): string => `import { integer, pgTable, text } from 'drizzle-orm/pg-core'\n${text}`

  it.each([1_000, 5_000])('loses what that is alone: a column of Drizzle with %i calls', (depth) => {
    const text = drizzle(pgTable('users', 'integer()') + pgTable('orders', `integer()${'.notNull()'.repeat(depth)}`))
    const { tables, unread } = schemaOf('drizzle-orm', { 'src/schema.ts': text })
    expect(tables).toEqual(['users: id, note', 'orders: note'])
    expect(unread).toContain(`src/schema.ts: ${tooDeep}`)
  })

  it('loses what that is alone: a table of Drizzle', () => {
    const text = drizzle(pgTable('users', 'integer()') + pgTable('orders', 'integer()', '.enableRLS()'.repeat(5_000)))
    expect(schemaOf('drizzle-orm', { 'src/schema.ts': text })).toEqual({
      tables: ['users: id, note'],
      unread: [`src/schema.ts: ${tooDeep}`],
    })
  })

  it('loses what that is alone: a step of Kysely', () => {
    const text = `import { sql } from 'kysely'
      export async function up(db) {
        await db.schema.createTable('users').addColumn('id', 'text').execute()
        await db.schema.createTable('orders')${".addColumn('id', 'text')".repeat(5_000)}.execute()
      }`
    expect(schemaOf('kysely', { 'migrations/1.ts': text })).toEqual({
      tables: ['users: id'],
      unread: [`migrations/1.ts: ${tooDeep}`],
    })
  })

  it('tells of it: loops in loops', () => {
    const text = `import { sql } from 'kysely'
      export async function up(db) {
        for (let i = 0; i < 900; i++) for (let j = 0; j < 900; j++) i + j
        await db.schema.createTable('users').addColumn('id', 'text').execute()
      }`
    expect(schemaOf('kysely', { 'migrations/1.ts': text }).unread).toContain('migrations/1.ts: the program does too much')
  })
})
