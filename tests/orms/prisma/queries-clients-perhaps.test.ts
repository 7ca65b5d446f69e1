import { describe, expect, it } from 'vitest'
import { readCalls } from './support/read-calls.ts'

const adding =
  '{ query: { $allModels: { $allOperations: ({ args, query }) => query({ ...args, where: { ...args.where, organizationId } }) } } }'

const files = {
  'lib/db.ts': `import { PrismaClient } from '@prisma/client'
export const prisma = new PrismaClient()
export const forOne = (organizationId: string) => prisma.$extends(${adding})`,
}

function accessesOf(body: string, beside: Readonly<Record<string, string>> = {}): string[] {
  const program = `import { forOne, prisma } from './lib/db'\nimport { Prisma, PrismaClient } from '@prisma/client'\n${body}`
  return readCalls(program, { files: { ...files, ...beside } }).flatMap(({ accesses }) => accesses)
}

/** A class that has a client of a type. */
const having = (parameter: string): string => `class A { constructor(${parameter}) {}\n f() { return this.db.project.findMany() } }`

describe('a service that becomes another client', () => {
  const extend = `const organizationId = current()\nconst extend = (base: PrismaClient) => base.$extends(${adding})\n`
  const service = (body: string): string => `class Service extends PrismaClient { constructor() { super(); ${body} } }\n`

  it.each([
    ['as a function makes it', service('return extend(this) as this')],
    ['as it makes it before', service('const own = extend(this); return own as any')],
    ['over itself, as a function makes it', service('Object.assign(this, extend(this))')],
    ['as what it extends does', `${service('return extend(this) as any').replace('Service', 'Base')}class Service extends Base {}`],
    [
      'as what it extends does under another type',
      `${service('return extend(this) as this').replace('Service', 'Untyped')}const Typed = Untyped as unknown as new () => ReturnType<typeof extend>\nclass Service extends Typed { constructor() { super() } }`,
    ],
  ])('is that one: %s', (_, made) => {
    expect(accessesOf(`${extend}${made}\n${having('private db: Service')}`)).toEqual(['read projects: scoped'])
  })

  it.each([
    ['out of sight', 'return unseen(this)'],
    ['that stands before it', 'return new Proxy(this, { get: (base, key) => extend(base)[key] })'],
  ])('is perhaps one that is extended: %s', (_, body) => {
    expect(accessesOf(`${extend}${service(body)}${having('private db: Service')}`)).toEqual(['read projects: dynamic'])
  })

  it.each([
    'this.all = extend(this)',
    'Object.assign(this, { all: extend(this) })',
    'const make = () => { return extend(this) }',
    'return this',
  ])('is itself with `%s`', (body) => {
    expect(accessesOf(`${extend}${service(body)}${having('private db: Service')}`)).toEqual(['read projects: unscoped'])
  })

  it('may be what has the type of a client', () => {
    const made = {
      'lib/service.ts': `import { PrismaClient } from '@prisma/client'\n${extend}export ${service('return extend(this) as any')}`,
    }
    expect(accessesOf(having('private db: PrismaClient'), made)).toEqual(['read projects: dynamic'])
  })
})

describe('a client that is perhaps extended', () => {
  it.each([
    ['is one or the other by its type', having('private db: PrismaClient | Prisma.TransactionClient')],
    ['is one or the other by the name of its type', `type Db = PrismaClient | Prisma.TransactionClient\n${having('private db: Db')}`],
    ['is one that is extended, or not', 'export const f = (db: typeof prisma | ReturnType<typeof forOne>) => db.project.findMany()'],
    ['has not all of a client', having("private db: Omit<PrismaClient, '$extends' | '$transaction'>")],
    ['has not all of a client by the name of its type', `type Db = Omit<PrismaClient, '$extends'>\n${having('private db: Db')}`],
    ['has a part of a client', "export const f = (db: Pick<PrismaClient, 'project'>) => db.project.findMany()"],
    ['is injected by a name', having("@Inject('TENANT') private readonly db: PrismaClient")],
    ['is injected by a symbol', having('@Inject(TENANT) private readonly db: PrismaClient')],
    [
      'is injected into a property',
      'class A { @Inject(TENANT) private readonly db: PrismaClient\n f() { return this.db.project.findMany() } }',
    ],
    ['is given by a decorator', 'class A { f(@TenantClient() db: PrismaClient) { return db.project.findMany() } }'],
    [
      'is behind a proxy',
      'const db = new Proxy(prisma, { get: (base, key) => forOne(key)[key] })\nexport const f = () => db.project.findMany()',
    ],
    ['comes from where nobody sees it', "import { db } from '~/server/db'\nexport const f = () => db.project.findMany()"],
    [
      'is made by a class that nobody sees',
      "import { TenantClient } from 'acme'\nconst db = new TenantClient()\nexport const f = () => db.project.findMany()",
    ],
  ])('%s', (_, body) => {
    expect(accessesOf(body)).toEqual(['read projects: dynamic'])
  })

  it.each([
    [
      'is put behind a proxy',
      "import { prisma, forOne } from './db'\nexport const db = new Proxy(prisma, { get: (base, key) => forOne(key)[key] })",
    ],
    [
      'goes for anything',
      `import { PrismaClient } from '@prisma/client'\nexport const db: PrismaClient = new PrismaClient().$extends(${adding}) as any`,
    ],
  ])('goes for a plain one where it %s', (_, text) => {
    expect(accessesOf(having('private readonly db: PrismaClient'), { 'lib/any.ts': text })).toEqual(['read projects: dynamic'])
  })

  it.each([
    ['handed to it', 'new Own(forOne(id) as any)'],
    ['handed to it under another type', 'new Own(forOne(id) as unknown as never)'],
    ['handed to it by a variable', 'new Own(db as any)'],
  ])('goes for a plain one where it is %s in a program that extends none', (_, made) => {
    const text = `import { forOne } from './db'\nexport const f = (id) => { const db = forOne(id)\nreturn ${made} }`
    expect(accessesOf(having('private readonly db: PrismaClient'), { 'lib/own.ts': text })).toEqual(['read projects: dynamic'])
  })

  it('is a plain one where something else goes for anything', () => {
    const text = "import { forOne } from './db'\nexport const f = (id) => new Own(other(id) as any, forOne(id))"
    expect(accessesOf(having('private readonly db: PrismaClient'), { 'lib/own.ts': text })).toEqual(['read projects: unscoped'])
  })

  it.each([
    ['that is injected by another name', having("@inject('Prisma') private readonly db: PrismaClient")],
    ['that is injected by its class', `class Service extends PrismaClient {}\n${having('@Inject(Service) private readonly db: Service')}`],
    [
      'that is handed up',
      `class Base { constructor(protected db: PrismaClient | Prisma.TransactionClient) {} }\nclass B extends Base { constructor() { super(prisma) }\n f() { return this.db.project.findMany() } }`,
    ],
    ['that may be missing', having('private db: PrismaClient | undefined')],
  ])('is no plain one %s', (_, body) => {
    expect(accessesOf(body)).toEqual(['read projects: unscoped'])
  })

  it.each([
    [
      'a function',
      'const save = async (tx: Prisma.TransactionClient) => tx.project.findMany()\nexport const f = () => prisma.$transaction((tx) => save(tx))',
    ],
    [
      'a function that stands below',
      'export const f = () => prisma.$transaction(async (tx) => { await save(1, tx) })\nasync function save(id: number, tx: Prisma.TransactionClient) { return tx.project.findMany() }',
    ],
    [
      'a method',
      'class A { f() { return prisma.$transaction(async (tx) => this.save(tx)) }\n private save(tx: Prisma.TransactionClient) { return tx.project.findMany() } }',
    ],
    [
      'what hands it on',
      'const one = (tx) => tx.project.findMany()\nconst two = (tx = undefined) => { one(tx); return two(tx) }\nexport const f = () => two(prisma)',
    ],
    ['a function that nobody gives another', 'export const f = (tx: Prisma.TransactionClient = prisma) => tx.project.findMany()'],
    [
      'a function that is given an extended one, too',
      'const save = (tx: Prisma.TransactionClient) => tx.project.findMany()\nexport const f = (id) => [save(forOne(id)), save(prisma)]',
    ],
  ])('is a plain one where the program hands that to %s', (_, body) => {
    expect(accessesOf(body)).toEqual(['read projects: unscoped'])
  })

  it.each([
    ['an extended one', 'export const f = (id) => forOne(id).$transaction((tx) => save(tx))'],
    ['what nobody sees', 'export const f = (req) => save(req.db)'],
    ['a list', 'export const f = () => save(...[prisma])'],
    ['a plain one for something else', 'export const f = (req) => save(req.db, prisma)'],
  ])('is perhaps one where the program hands %s to a function', (_, body) => {
    expect(
      accessesOf(`async function save(tx: Prisma.TransactionClient, other?: unknown) { return tx.project.findMany() }\n${body}`),
    ).toEqual(['read projects: dynamic'])
  })

  const helper = 'export const save = async (id: number, tx: Prisma.TransactionClient) => tx.project.findMany()'
  const caller = (client: string, name = 'caller.ts'): Record<string, string> => ({
    [name]: `import { forOne, prisma } from './lib/db'\nimport { save } from './program'\nexport const f = (id) => ${client}.$transaction(async (tx) => { await save(id, tx) })`,
  })

  it.each([
    ['a function', helper, caller('prisma')],
    ['one of several', helper, { ...caller('prisma'), ...caller('prisma', 'another.ts') }],
    [
      'what hands it on',
      `${helper.replace('tx.project.findMany()', 'own(tx)')}\nconst own = (tx) => tx.project.findMany()`,
      caller('prisma'),
    ],
  ])('is a plain one where another program hands that to %s', (_, body, beside) => {
    expect(accessesOf(body, beside)).toEqual(['read projects: unscoped'])
  })

  it.each([
    ['an extended one', caller('forOne(id)')],
    ['an extended one, too', { ...caller('prisma'), ...caller('forOne(id)', 'another.ts') }],
    ['what nobody sees, too', { ...caller('prisma'), ...caller('unseen', 'another.ts') }],
    ['a plain one in a test', caller('prisma', 'caller.test.ts')],
  ])('is perhaps one where another program hands %s to a function', (_, beside) => {
    expect(accessesOf(helper, beside)).toEqual(['read projects: dynamic'])
  })

  it('is named as it is written, once', () => {
    const body = `const clients = new Map()\nfunction own(id) { let one = clients.get(id); if (!one) { one = forOne(id); clients.set(id, one) } return one }
export const f = (id) => own(id).project.findMany()`
    const program = `import { forOne } from './lib/db'\n${body}`
    const beside = {
      ...files,
      'lib/more.ts': `import { prisma } from './db'\nexport const more = (organizationId) => prisma.$extends(${adding})`,
    }
    expect(readCalls(program, { files: beside })[0]?.reasons).toEqual([
      '`own(id)` decides whether it is held to a tenant; `own(id)` may be a client that the extension `$allOperations` adds to',
    ])
  })

  it('may be one that a package makes of another', () => {
    const made = {
      'lib/zen.ts':
        "import { enhance } from '@zenstackhq/runtime'\nimport { prisma } from './db'\nexport const own = (user) => enhance(prisma, { user })",
    }
    const program = 'export const f = (req) => req.db.project.findMany()'
    const db = { 'lib/db.ts': "import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()" }
    expect(readCalls(program, { files: { ...db, ...made } }).flatMap(({ accesses }) => accesses)).toEqual(['read projects: dynamic'])
  })
})

describe('an extension', () => {
  const scope = 'const own = ({ args, query }) => query({ ...args, where: { ...args.where, organizationId: current() } })\n'

  it('is the same wherever it is added', () => {
    const made = `const added = { query: { $allModels: { $allOperations: own } } }\nconst make = () => new PrismaClient().$extends(added)\nconst other = () => new PrismaClient().$extends(added)`
    expect(accessesOf(`${scope}${made}\nexport const f = () => make().project.findMany()`)).toEqual(['read projects: scoped'])
  })

  it.each([
    [
      'asks again where that fails',
      'query: { project: { findMany: async ({ args, query }) => { try { return await query({ ...args, where: { organizationId: current() } }) } catch { return query(args) } } } }',
    ],
    ['has a method of its own for it', 'model: { project: { findMany: (args) => allOf(args) } }'],
    ['has a method of its own for all', 'model: { $allModels: { findMany: (args) => allOf(args) } }'],
  ])('that %s cannot be seen', (_, added) => {
    expect(accessesOf(`${scope}const db = prisma.$extends({ ${added} })\nexport const f = () => db.project.findMany()`)).toEqual([
      'read projects: dynamic',
    ])
  })

  it('that has a method of another name changes nothing', () => {
    const made = 'const db = prisma.$extends({ model: { $allModels: { findOwn: (args) => allOf(args) } } })'
    expect(accessesOf(`${made}\nexport const f = () => db.project.findMany()`)).toEqual(['read projects: unscoped'])
  })
})

describe('what an application of Fastify has by a name', () => {
  const routes = (head: string): string => `${head} { app.get('/', async (request) => app.db.project.findMany()) }`
  const decorated = (value: string): Record<string, string> => ({
    'plugins/db.ts': `import fp from 'fastify-plugin'\nimport { forOne, prisma } from '../lib/db'\nexport default fp(async (server) => { server.decorate('db', ${value}) })`,
  })
  const typed = routes("import type { FastifyInstance } from 'fastify'\nexport async function routes(app: FastifyInstance)")

  it.each([
    [
      'in the same file',
      "import Fastify from 'fastify'\nconst app = Fastify()\napp.decorate('db', prisma)\napp.get('/', () => app.db.project.findMany())",
      '',
    ],
    ['by its type', typed, 'prisma'],
    [
      'by the type of a plugin',
      routes("import type { FastifyPluginAsync } from 'fastify'\nconst routes: FastifyPluginAsync = async (app) =>"),
      'prisma',
    ],
    ['by its name', 'export default async (fastify) => fastify.db.project.findMany()', 'prisma'],
    ['of a request', 'export const list = async (request) => request.server.db.project.findMany()', 'prisma'],
    ['taken out of it', 'export default async (fastify) => { const { db } = fastify\nreturn db.project.findMany() }', 'prisma'],
  ])('is the client that it is decorated with: %s', (_, body, value) => {
    expect(accessesOf(body, value ? decorated(value) : {})).toEqual(['read projects: unscoped'])
  })

  it.each([
    ['one that is extended', typed, 'forOne(current())'],
    ['one that nobody sees', typed, 'unseen()'],
    ['nobody knows what', typed, ''],
    ['a plain one, but it is of something else', 'export const f = (ctx) => ctx.db.project.findMany()', 'prisma'],
    [
      'a plain one, but it is of another type',
      routes("import type { Other } from 'other'\nexport async function routes(app: Other)"),
      'prisma',
    ],
  ])('is perhaps extended: %s', (_, body, value) => {
    expect(accessesOf(body, value ? decorated(value) : {})).toEqual(['read projects: dynamic'])
  })
})

describe('the client of a transaction that a function begins for another one', () => {
  const type = '(tx: Prisma.TransactionClient) => Promise<T>'
  const called = 'export const f = (id) => inTx((tx) => tx.project.findMany())'

  it.each([
    ['of a plain client', `const inTx = <T>(fn: ${type}) => prisma.$transaction(fn)\n${called}`, 'unscoped'],
    [
      'of a plain client, with options',
      `async function inTx<T>(fn: ${type}) { return prisma.$transaction(fn, { timeout: 9 }) }\n${called}`,
      'unscoped',
    ],
    ['of an extended client', `const inTx = <T>(fn: ${type}) => forOne(current()).$transaction(fn)\n${called}`, 'scoped'],
    [
      'by a method of a service',
      `class Db { constructor(private db: PrismaClient) {} inTx<T>(fn: ${type}) { return this.db.$transaction(fn) } }
class A { constructor(private own: Db) {} f() { return this.own.inTx((tx) => tx.project.findMany()) } }`,
      'unscoped',
    ],
    [
      'of a plain client that it is given',
      `const inTx = <T>(db, fn: ${type}) => db.$transaction(fn)\n${called.replace('inTx(', 'inTx(prisma, ')}\nexport const g = (id) => inTx(forOne(id), async () => 1)`,
      'unscoped',
    ],
    [
      'of an extended client that it is given',
      `const inTx = <T>(db, fn: ${type}) => db.$transaction(fn)\n${called.replace('inTx(', 'inTx(forOne(id), ')}\nexport const g = () => inTx(prisma, async () => 1)`,
      'scoped',
    ],
    ['out of sight', called, 'dynamic'],
    ['or runs without one', `const inTx = <T>(fn: ${type}) => (own ? fn(own) : prisma.$transaction(fn))\n${called}`, 'dynamic'],
  ])('is that client: %s', (_, body, verdict) => {
    expect(accessesOf(body)).toEqual([`read projects: ${verdict}`])
  })
})

describe('the client of a transaction that is given a function by its name', () => {
  const save = 'const save = async (tx: Prisma.TransactionClient) => tx.project.findMany()'
  it.each([
    ['of a plain client', `${save}\nexport const f = () => prisma.$transaction(save)`, 'unscoped'],
    [
      'of a plain client, of a declared one',
      `export const f = () => prisma.$transaction(save)\nasync function save(tx) { return tx.project.findMany() }`,
      'unscoped',
    ],
    ['of an extended client', `${save}\nexport const f = (id) => forOne(id).$transaction(save)`, 'scoped'],
    ['of both', `${save}\nexport const f = (id) => [prisma.$transaction(save), forOne(id).$transaction(save)]`, 'dynamic'],
    ['of a plain client, where others may give it another', `export ${save}\nexport const f = () => prisma.$transaction(save)`, 'dynamic'],
  ])('is that client: %s', (_, body, verdict) => {
    expect(accessesOf(body)).toEqual([`read projects: ${verdict}`])
  })
})
