import { expect, it } from 'vitest'
import { tenancy } from '../cli/run.ts'
import { makeRepository } from '../project/temp-project.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { seedsOf } from './support/cases.ts'

const words = [
  'catalog',
  'queries',
  'explain',
  'check',
  'report',
  'rls',
  'help',
  '--format',
  'json',
  'table',
  'sarif',
  'sql',
  '--schema',
  'migrations/*.sql',
  '**',
  '[',
  '!x',
  '--settings',
  'settings.json',
  'broken.json',
  '--no-config',
  '--preset',
  'strict',
  'none',
  '--rule',
  'require-limit',
  'require-limit:loud',
  '--max-warnings',
  '-1',
  '99999999999999999999',
  '--baseline',
  '--update-baseline',
  '--changed',
  '--staged',
  '--output-file',
  '/',
  '..',
  '',
  ' ',
  '-',
  '--',
  '---',
  '--=x',
  '-xyz',
  '--help',
  '--version',
  'q.sql',
  'q.sql:1',
  'q.sql:0:0',
  'q.sql:999999999999999999999',
  'q.sql:1:-1',
  'q.sql:1:99999',
  ':1',
  'missing.sql:1',
  'src',
  'é😀',
  '\u202e',
  '$(x)',
  '%s',
  'x'.repeat(5000),
] as const

const commands = ['catalog', 'queries', 'explain', 'check'] as const

it('whatever is typed, the command ends in a sentence', { timeout: 86_400_000 }, () => {
  const cwd = makeRepository({
    'package.json': '{ "name": "typed", "type": "module" }',
    'migrations/0001_init.sql': 'create table orders (id bigint primary key, organization_id bigint);',
    'q.sql': 'select * from orders where id = 1;\nselect (',
    'src/q.js': "db.query('select * from orders')\n",
    'settings.json': '{ "postgres": 16 }',
    'broken.json': '{ "postgres": ',
  })
  for (const seed of seedsOf(0.0004)) {
    const random = randomNumbers(seed)
    const typed = [
      ...(random() < 0.8 ? [pick(random, commands)] : []),
      ...Array.from({ length: Math.floor(random() * 6) }, () => pick(random, words)),
    ]
    const { code, errors } = tenancy(cwd, ...typed)
    expect([typed, errors]).toEqual([typed, expect.not.stringMatching(/\n {4}at |\bundefined\b|\[object /)])
    expect([typed, [0, 1, 2].includes(code ?? -1)]).toEqual([typed, true])
  }
})
