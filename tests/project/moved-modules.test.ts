import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Linter } from 'eslint'
import { afterEach, expect, it, vi } from 'vitest'
import plugin from '../../index.ts'
import { makeRepository } from './temp-project.ts'

type Files = Readonly<Record<string, string | undefined>>

/** Writes files, and takes away those that are undefined. */
function change(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    rmSync(join(root, name), { force: true })
    if (text === undefined) continue
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

const manifest = (more: object = {}): string => JSON.stringify({ name: 'shop', dependencies: { pg: '8', '@acme/db': '*' }, ...more })
const paths = (folder: string): string => JSON.stringify({ compilerOptions: { paths: { '@/*': [`./${folder}/*`] } } })
const held = "export const where = 'organization_id = $1'\n"
const open = "export const where = 'n = 1'\n"
const workspace = { workspaces: ['packages/*'] }
const db = { 'packages/db/package.json': '{ "name": "@acme/db", "main": "index.ts" }', 'packages/db/index.ts': open }

/** So much later nothing that was seen of the disk is taken for granted. */
const later = 10_000_000
/** Clocks go on from one test to the next. */
let now = performance.now() + later

afterEach(() => {
  vi.restoreAllMocks()
})

it.each<[what: string, from: string, before: Files, after: Files, said: readonly string[]]>([
  ['a module that is added', './db', {}, { 'src/db.ts': open }, ['unscoped']],
  ['a module that is gone', './db', { 'src/db.ts': open }, { 'src/db.ts': undefined }, []],
  ['a module that is moved', './db', { 'src/db.ts': open }, { 'src/db.ts': undefined, 'src/db/index.ts': held }, []],
  ['paths', '@/db', { 'tsconfig.json': paths('src'), 'src/db.ts': open, 'lib/db.ts': held }, { 'tsconfig.json': paths('lib') }, []],
  ['paths that are added', '@/db', { 'src/db.ts': open }, { 'tsconfig.json': paths('src') }, ['unscoped']],
  [
    'paths of what a configuration extends',
    '@/db',
    { 'tsconfig.json': '{ "extends": "./tsconfig.base.json" }', 'tsconfig.base.json': paths('src'), 'src/db.ts': open, 'lib/db.ts': held },
    { 'tsconfig.base.json': paths('lib') },
    [],
  ],
  ['a workspace', '@acme/db', db, { 'package.json': manifest(workspace) }, ['unscoped']],
  ['a workspace that is none any more', '@acme/db', { ...db, 'package.json': manifest(workspace) }, { 'package.json': manifest() }, []],
  [
    'what a package of the workspace shows',
    '@acme/db',
    { ...db, 'package.json': manifest(workspace), 'packages/db/held.ts': held },
    { 'packages/db/package.json': '{ "name": "@acme/db", "main": "held.ts" }' },
    [],
  ],
])('a process that goes on sees %s', (_, from, before, after, said) => {
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const root = makeRepository({
    'package.json': manifest(),
    'migrations/0001_init.sql': 'create table orders (id int primary key, organization_id int not null, n int);',
  })
  change(root, before)
  const text = `import { where } from '${from}'\nexport const orders = (db) => db.query(\`select * from orders where \${where}\`, [1])\n`
  const linter = new Linter({ configType: 'flat', cwd: root })
  const lint = (): (string | undefined)[] =>
    linter
      .verify(text, plugin.configs.recommended, { filename: join(root, 'src/app.ts') })
      .filter(({ ruleId }) => ruleId === 'tenancy/require-tenant-filter')
      .map(({ messageId }) => messageId)
  now += later
  const first = lint()
  change(root, after)
  now += later
  expect(lint()).toEqual(said)
  expect(first).not.toEqual(lint())
})

const tenant = "import { Column } from 'typeorm'\nexport class Base { @Column({ name: 'organization_id' }) organizationId: number }\n"

it.each<[what: string, before: Files, after: Files, said: string]>([
  ['another base', { 'src/base.ts': tenant }, { 'src/base.ts': 'export class Base {}\n' }, 'nothing limits organization_id'],
  ['a base that is added', {}, { 'src/base.ts': tenant }, 'nothing limits organizationId'],
  ['a base that is gone', { 'src/base.ts': tenant }, { 'src/base.ts': undefined }, 'nothing limits organization_id'],
  [
    'a base that is moved',
    { 'src/base.ts': 'export class Base {}\n' },
    { 'src/base.ts': undefined, 'src/base/index.ts': tenant },
    'nothing limits organizationId',
  ],
])('a process that goes on sees %s of an entity that is in no schema', (_, before, after, said) => {
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const root = makeRepository({
    // So many files are no folder to try things in, whose imports would say what it depends on.
    ...Object.fromEntries(Array.from({ length: 300 }, (_one, i) => [`src/pages/p${i}.ts`, 'export {}'])),
    'src/order.ts':
      "import { Column, Entity, PrimaryColumn } from 'typeorm'\nimport { Base } from './base'\n@Entity('orders') export class Order extends Base { @PrimaryColumn() id: number; @Column() n: number }\n",
  })
  change(root, before)
  const text =
    "import { DataSource } from 'typeorm'\nimport { Order } from './order'\nexport const orders = (db: DataSource) => db.getRepository(Order).find({ where: { n: 1 } })\n"
  const linter = new Linter({ configType: 'flat', cwd: root })
  const lint = (): string[] =>
    linter
      .verify(text, plugin.configs.recommended, { filename: join(root, 'src/app.ts') })
      .filter(({ ruleId }) => ruleId === 'tenancy/require-tenant-filter')
      .map(({ message }) => message)
  now += later
  const first = lint()
  change(root, after)
  now += later
  expect(lint()).toEqual([expect.stringContaining(said)])
  expect(first).not.toEqual(lint())
})
