import { describe, expect, it } from 'vitest'
import { toldCalls } from '../../support/told-calls.ts'
import { aroundOf, notations, schema, type NotationName } from './notations.ts'

interface Kept {
  readonly name: NotationName
  readonly imported?: string
  /** The type of what is kept, and the call that is made on it. */
  readonly type: string
  readonly call: string
}

const kept: readonly Kept[] = [
  { name: 'mikro-orm', type: 'EntityManager', call: 'find(Project, {})' },
  {
    name: 'mikro-orm',
    imported: "import type { EntityRepository } from '@mikro-orm/postgresql'",
    type: 'EntityRepository<Project>',
    call: 'findAll()',
  },
  { name: 'prisma', type: 'PrismaClient', call: 'project.count()' },
  { name: 'prisma', imported: "import type { Prisma } from '@prisma/client'", type: 'Prisma.ProjectDelegate', call: 'count()' },
  { name: 'prisma', type: "PrismaClient['project']", call: 'count()' },
  { name: 'typeorm', type: 'DataSource', call: 'getRepository(Project).find()' },
  { name: 'typeorm', imported: "import type { Repository } from 'typeorm'", type: 'Repository<Project>', call: 'find()' },
  { name: 'sequelize', type: 'typeof Project', call: 'findAll()' },
  { name: 'knex', imported: "import type { Knex } from 'knex'", type: 'Knex', call: "select('*').from('projects')" },
  { name: 'objection', type: 'typeof Project', call: "query().where('name', 'x')" },
  { name: 'kysely', type: 'Kysely<any>', call: "selectFrom('projects').selectAll().execute()" },
  { name: 'supabase', type: 'SupabaseClient', call: "from('projects').select()" },
]

const ways: readonly (readonly [is: string, program: (call: string) => string])[] = [
  ['a parameter', (call) => `export const f = async (all: Services) => { await all.w.${call} }`],
  ['a part of a parameter', (call) => `export const f = async ({ w }: Services) => { await w.${call} }`],
  ['a parameter that may be missing', (call) => `export const f = async (all: Services | undefined) => { await all?.w.${call} }`],
  ['a part of the type', (call) => `export const f = async (it: Services['w']) => { await it.${call} }`],
  ['a typed constant', (call) => `const all: Services = start()\nexport const f = async () => { await all.w.${call} }`],
  [
    'a typed constant that is awaited',
    (call) => `export const f = async () => { const all: Services = await start(); await all.w.${call} }`,
  ],
  ['what is said to be of the type', (call) => `const all = start() as Services\nexport const f = async () => { await all.w.${call} }`],
  [
    'what is said to be of the type at last',
    (call) => `const all = start() as unknown as Services\nexport const f = async () => { await all.w.${call} }`,
  ],
  ['an object that is filled later', (call) => `export const all = {} as Services\nexport const f = async () => { await all.w.${call} }`],
  ['what a variable is set to later', (call) => `let all: Services | undefined\nexport const f = async () => { await all!.w.${call} }`],
  [
    'what a function is said to give',
    (call) => `const all = (): Services => globalThis.services\nexport const f = async () => { await all().w.${call} }`,
  ],
  ['what is taken out', (call) => `const { w } = start() as Services\nexport const f = async () => { await w.${call} }`],
  ['what a method gives', (call) => `export const f = async (all: Services) => { const it = all.open(); await it.${call} }`],
  ['what a function of it gives', (call) => `export const f = async (all: Services) => { const it = await all.later(); await it.${call} }`],
  ['a field', (call) => `class A { constructor(private readonly all: Services) {}\n async f() { await this.all.w.${call} } }`],
  [
    'a field that is set',
    (call) => `class A { readonly #w\n constructor(all: Services) { this.#w = all.w }\n async f() { await this.#w.${call} } }`,
  ],
  [
    'a field that begins so',
    (call) => `const all = start() as Services\nclass A { private it = all.w\n async f() { await this.it.${call} } }`,
  ],
  [
    'what a method of a service gives',
    (call) =>
      `class Unit { constructor(private readonly all: Services) {}\n client() { return this.all.w } }
      class A { constructor(private readonly unit: Unit) {}\n async f() { await this.unit.client().${call} } }`,
  ],
  [
    'what a method of the class of a service gives at last',
    (call) =>
      `abstract class Base { constructor(private readonly all: Services) {}\n async client() { return this.own() }\n own() { return this.all.w } }
      class Unit extends Base {}
      class A { constructor(private readonly unit: Unit) {}\n async f() { const it = await this.unit.client(); await it.${call} } }`,
  ],
  [
    'a getter',
    (call) =>
      `class A { constructor(private readonly all: Services) {}\n get it() { return this.all.w }\n async f() { await this.it.${call} } }`,
  ],
]

const told = ({ name, imported = '', type }: Kept, program: string): string[] => {
  const { files, before } = notations[name]
  const services = `interface Services { readonly w: ${type}; open(): ${type}; later: () => Promise<${type}> }`
  return toldCalls([before, imported, services, program].join('\n'), {
    files,
    schema,
    around: aroundOf(name),
  })
}

describe.each(ways)('a client or a repository is known in %s of a typed container', (_, program) => {
  it.each(kept)('$name: $type', (one) => {
    expect(told(one, program(one.call))).toEqual(['read projects: unscoped'])
  })
})
