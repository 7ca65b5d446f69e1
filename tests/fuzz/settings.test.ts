import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/settings/read.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { seedsOf } from './support/cases.ts'
import { Project } from './support/lint.ts'

type Random = () => number

const circle: Record<string, unknown> = { columns: ['id'] }
circle['tables'] = circle
circle['schema'] = [circle]

const leaves = [
  null,
  undefined,
  true,
  0,
  -1,
  1.5,
  Infinity,
  NaN,
  10n,
  Symbol('org'),
  () => 'org',
  new Map(),
  new Date(0),
  /x/,
  Object.create(null) as object,
  circle,
  '',
  ' ',
  '*',
  '**/*.sql',
  '!**',
  '/',
  '..',
  '[',
  '{a,b',
  'migrations/*.sql',
  'sql',
  'prisma',
  'trust',
  'ignore',
  'auto',
  'tenant',
  'libpg-query',
  'orders',
  'public.orders',
  'organization_id',
  '__proto__',
  'constructor',
  '\0',
  '\ud83d',
  '(?:',
  'forTenant(*)',
  'x'.repeat(100_000),
] as const

const keys: [string, ...string[]] = [
  'schema',
  ...Object.keys(defaultSettings),
  'columns',
  'primaryKey',
  'unique',
  'foreignKeys',
  'references',
  'table',
  'reader',
  'files',
  'name',
  'entity',
  'where',
  'tags',
  'calls',
  'after',
  'tool',
  'queries',
  'transactions',
  '__proto__',
  'toJSON',
  'orders',
  '',
  'é😀',
]

function value(random: Random, depth: number): unknown {
  if (depth === 0 || random() < 0.35) return pick(random, leaves)
  const size = Math.floor(random() * 4)
  if (random() < 0.5) return Array.from({ length: size }, () => value(random, depth - 1))
  return Object.fromEntries(Array.from({ length: size }, () => [pick(random, keys), value(random, depth - 1)]))
}

const settingsOf = (random: Random): object =>
  Object.fromEntries(Array.from({ length: 1 + Math.floor(random() * 4) }, () => [pick(random, keys), value(random, 3)]))

describe('settings of any shape', { timeout: 86_400_000 }, () => {
  it('are read, and what is wrong is told', () => {
    for (const seed of seedsOf(0.133)) {
      const { settings, problems } = readSettings(settingsOf(randomNumbers(seed)))
      expect(Object.keys(settings)).toEqual(Object.keys(defaultSettings))
      for (const { path, reason } of problems) expect(`${path} ${reason}`).not.toMatch(/\[object|\{\{|^undefined/)
    }
  })

  it('are linted by', () => {
    const finds: string[] = []
    for (const seed of seedsOf(0.002)) {
      const given = settingsOf(randomNumbers(seed))
      const project = new Project(
        { 'migrations/0001_init.sql': 'create table orders (id bigint primary key, organization_id bigint)' },
        given,
      )
      for (const [text, file] of [
        ['select * from orders where id = 1', 'q.sql'],
        ["db.query('delete from orders')", 'q.ts'],
        ['model A {\n  id Int @id\n}', 'a.prisma'],
      ] as const) {
        const wrong = project.complaint(text, file)
        if (wrong !== undefined && !/must be .*, not (?:undefined|NaN)|function/.test(wrong)) finds.push(`seed ${seed}, ${file}: ${wrong}`)
      }
    }
    expect(finds).toEqual([])
  })
})
