import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadSchema, schemaFor } from '../../src/project/project.ts'
import { defaultSettings } from '../../src/settings/settings.ts'
import { pick, randomNumbers } from '../support/random.ts'
import { makeProject } from './temp-project.ts'

const meanwhile = vi.hoisted(() => ({ read: (): void => {} }))

/** Somebody changes files while others are read. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const readFileSync = (...args: Parameters<typeof fs.readFileSync>): ReturnType<typeof fs.readFileSync> => {
    const text = fs.readFileSync(...args)
    meanwhile.read()
    return text
  }
  return { ...fs, readFileSync }
})

const tables = ['orders', 'events', 'tickets', 'people'] as const
const columns = ['title', 'note', 'owner_id', 'organization_id'] as const

type Paths = readonly [string, ...string[]]

type Random = () => number

function textOf(random: Random, path: string): string {
  const [table, column] = [pick(random, tables), pick(random, columns)]
  const model = table.replace(/^./, (first) => first.toUpperCase())
  if (path.endsWith('.prisma'))
    return `datasource db {\n  provider = "postgresql"\n}\n\nmodel ${model} {\n  id Int @id\n  ${column} String\n}\n`
  if (path.endsWith('.ts'))
    return `import { integer, pgTable } from 'drizzle-orm/pg-core'\nexport const ${table} = pgTable('${table}', { id: integer(), ${column}: integer() })\n`
  return pick(random, [`create table ${table} (id int, ${column} text);\n`, `alter table ${table} add ${column} text;\n`, ''])
}

const notations: Readonly<Record<string, Paths>> = {
  SQL: ['migrations/0001.sql', 'migrations/0002.sql', 'migrations/0003.sql', 'db/schema.sql'],
  Prisma: ['prisma/schema.prisma', 'prisma/migrations/1/migration.sql', 'prisma/migrations/2/migration.sql'],
  Drizzle: ['src/schema.ts', 'src/more.ts', 'drizzle/0000.sql', 'package.json'],
}

const manifest = (random: Random): string =>
  JSON.stringify({
    name: 'shop',
    dependencies: pick<object>(random, [{ 'drizzle-orm': '*', pg: '8' }, { pg: '8' }, { 'drizzle-orm': '*' }]),
  })

function write(root: string, random: Random, path: string): void {
  rmSync(join(root, path), { recursive: true, force: true })
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), path === 'package.json' ? manifest(random) : textOf(random, path))
}

class Repository {
  readonly root = makeProject({ 'package.json': JSON.stringify({ name: 'shop', dependencies: { 'drizzle-orm': '*', pg: '8' } }) })
  readonly #random: Random
  readonly #paths: Paths

  constructor(random: Random, paths: Paths) {
    this.#random = random
    this.#paths = paths
    this.#git('init', '-q', '-b', 'one')
    for (const path of paths) write(this.root, random, path)
    this.#commit()
    this.#git('checkout', '-q', '-b', 'two')
    for (const path of paths) if (random() < 0.6) write(this.root, random, path)
    if (random() < 0.5) rmSync(join(this.root, pick(random, paths)))
    this.#commit()
  }

  change(): void {
    const path = pick(this.#random, this.#paths)
    switch (path === 'package.json' ? undefined : Math.floor(this.#random() * 6)) {
      case 0:
        this.#git('checkout', '-q', '-f', pick(this.#random, ['one', 'two']))
        break
      case 1:
        rmSync(join(this.root, path), { recursive: true, force: true })
        break
      case 2:
        rmSync(join(this.root, path), { recursive: true, force: true })
        mkdirSync(join(this.root, path), { recursive: true })
        break
      default:
        write(this.root, this.#random, path)
    }
  }

  #commit(): void {
    this.#git('add', '-A')
    this.#git('-c', 'user.name=x', '-c', 'user.email=x@x.x', 'commit', '-q', '--allow-empty', '-m', 'x')
  }

  #git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: this.root })
  }
}

const settings = { ...defaultSettings }

function seen(root: string, by: typeof defaultSettings): string {
  const { catalog } = loadSchema(join(root, 'src/main.ts'), by, root)
  return JSON.stringify(catalog.parts).replaceAll(root, '')
}

/** In a folder of its own nothing is known of any file. */
function seenAnew(root: string): string {
  const copy = makeProject({})
  cpSync(root, copy, { recursive: true })
  return seen(copy, { ...defaultSettings })
}

describe.each(Object.entries(notations))('%s that changes while it is read', (_, paths) => {
  afterEach(() => {
    meanwhile.read = () => {}
    vi.restoreAllMocks()
  })

  it.each([1, 2, 3, 4])('is what is there, the next time that it is looked at: seed %i', (seed) => {
    const random = randomNumbers(seed)
    const repository = new Repository(random, paths)
    let now = 1
    let known = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    for (let i = 0; i < 30; i++) {
      let changes = random() < 0.5 ? 1 : 0
      meanwhile.read = () => {
        if (changes > 0 && random() < 0.3) {
          changes--
          repository.change()
        }
      }
      seen(repository.root, settings)
      meanwhile.read = () => {}
      if (random() < 0.6) repository.change()
      now += 1_000
      const found = seen(repository.root, settings)
      expect(found).toBe(seenAnew(repository.root))
      if (found.includes('"columns":[{')) known++
    }
    expect(known).toBeGreaterThan(3)
  })
})

it.each([
  ['SQL', 'migrations/0001.sql', 'create table orders (id int);\n', 'create table orders (id int, title text);\n'],
  ['Prisma', 'prisma/schema.prisma', textOf(() => 0, 'a.prisma'), textOf(() => 0.5, 'a.prisma')],
  ['Drizzle', 'src/schema.ts', textOf(() => 0, 'a.ts'), textOf(() => 0.5, 'a.ts')],
])('what an open file of the schema says counts at once, although it was changed on disk: %s', (_, path, before, after) => {
  const root = makeProject({ 'package.json': JSON.stringify({ dependencies: { 'drizzle-orm': '*', pg: '8' } }), [path]: before })
  const file = join(root, path)
  const own = { ...defaultSettings }
  const open = (): string => JSON.stringify(schemaFor(file, readFileSync(file, 'utf8'), [], own, root).catalog.parts)
  // The next look would be long after.
  const now = vi.spyOn(performance, 'now').mockReturnValue(1)
  const first = open()
  writeFileSync(file, after)
  expect(open()).toBe(JSON.stringify(schemaFor(file, after, [], { ...defaultSettings }, root).catalog.parts))
  expect(open()).not.toBe(first)
  now.mockRestore()
})
