import { describe, expect, it } from 'vitest'
import { readBody, readCalls } from './support/read-calls.ts'

const settings = { scopedClients: ['ctx.db', 'forTenant(*)', 'tenant*'], bypassClients: ['admin'] }

describe('clients that the settings name', () => {
  it.each([
    ['ctx.db', 'export const f = (ctx) => ctx.db.project.findMany()'],
    ['ctx.db', 'export const f = (req) => req.ctx.db.project.findMany()'],
    ['ctx.db', 'export const f = ({ ctx }) => ctx.db.project.deleteMany({ where: { archived: true } })'],
    ['ctx.db', 'export const f = ({ ctx: { db } }) => db.project.findMany()'],
    ['ctx.db', 'export const f = (ctx) => { const { db: mine } = ctx; return mine.project.findMany() }'],
    ['ctx.db', 'export const f = (ctx) => ctx.db.$transaction(async (tx) => tx.project.findMany())'],
    ['ctx.db', 'export const f = (ctx) => ctx.db.project.create({ data: { name: "x" } })'],
    ['forTenant(*)', 'export const f = (id) => forTenant(id, { log: true }).project.findMany()'],
    ['forTenant(*)', 'export const f = async (id) => { const own = await forTenant(id); return own.project.count() }'],
    ['tenant*', 'export const f = (tenantPrisma) => tenantPrisma.project.updateMany({ data: { archived: true } })'],
  ])('scope their queries: %s', (name, program) => {
    const [one] = readCalls(program, { settings })
    expect(one?.accesses.map((access) => access.split(': ')[1])).toEqual(['scoped'])
    expect(one?.reasons).toEqual([`\`${name}\` scopes its queries, by scopedClients of the settings`])
  })

  it('are these alone', () => {
    expect(readBody('prisma.project.findMany()', { settings }).flatMap(({ accesses }) => accesses)).toEqual(['read projects: unscoped'])
    expect(readCalls('export const f = (ctx) => ctx.dbs.project.findMany()', { settings })[0]?.accesses).toEqual([
      'read projects: unscoped',
    ])
  })

  it('say their own reason where the call scopes itself', () => {
    const [one] = readCalls('export const f = (ctx) => ctx.db.project.findMany({ where: { organizationId: ctx.org } })', { settings })
    expect(one?.reasons).toEqual(['organization_id is fixed'])
  })

  it('scope nothing where they bypass, too', () => {
    const both = { scopedClients: ['admin'], bypassClients: ['admin'] }
    expect(readCalls('export const f = (admin) => admin.project.findMany()', { settings: both })[0]?.accesses).toEqual([
      'read projects: unscoped',
    ])
  })
})

const extension = (operations: string): string => `prisma.$extends({ query: { ${operations} } })`

const adding = `$allModels: { async $allOperations({ args, query }) {
  args.where = { ...args.where, organizationId }
  return query(args)
} }`

describe('extensions of a client', () => {
  it('that add the tenant are run', () => {
    const body = `const forOne = (organizationId: string) => ${extension(adding)}
      export const f = (id: string) => forOne(id).project.findMany({ where: { archived: false } })`
    const [one] = readBody(body)
    expect(one).toMatchObject({
      accesses: ['read projects: scoped'],
      reasons: ['organization_id is fixed; the extension `$allOperations` of its client adds to it'],
    })
    expect(one?.sql[0]).toContain('where t0."archived" = false and t0."organization_id" = $1001')
  })

  it.each([
    [
      'in a copy',
      `$allModels: { $allOperations({ args, query }) { return query({ ...args, where: { ...args.where, organizationId } }) } }`,
      'scoped',
    ],
    [
      'in an AND',
      `$allOperations: ({ args, query }) => query({ ...args, where: { AND: [args.where ?? {}, { organizationId }] } })`,
      'scoped',
    ],
    [
      'for the model',
      `project: { findMany({ args, query }) { args.where = { ...args.where, organizationId }; return query(args) } }`,
      'scoped',
    ],
    [
      'for another model',
      `task: { findMany({ args, query }) { args.where = { ...args.where, organizationId }; return query(args) } }`,
      'unscoped',
    ],
    [
      'for another operation',
      `project: { findFirst({ args, query }) { args.where = { organizationId }; return query(args) } }`,
      'unscoped',
    ],
    [
      'for models of a list',
      `$allModels: { $allOperations({ model, args, query }) { return owned.includes(model) ? query({ ...args, where: { ...args.where, organizationId } }) : query(args) } }`,
      'scoped',
    ],
    [
      'where a condition decides',
      `$allModels: { $allOperations({ args, query }) { if (isAdmin()) return query(args); return query({ ...args, where: { organizationId } }) } }`,
      'dynamic',
    ],
    [
      'in a way that is not followed',
      `$allModels: { $allOperations({ args, query }) { args.where.organizationId = organizationId; return query(args) } }`,
      'dynamic',
    ],
    [
      'not at all',
      `$allOperations: async ({ args, query }) => { const start = Date.now(); const rows = await query(args); log(start); return rows }`,
      'unscoped',
    ],
    ...[
      '(args as any).where = { ...(args as any).where, organizationId }',
      '(args!).where = { ...args!.where, organizationId }',
      '(<any>args).where = { ...(<any>args).where, organizationId }',
      '(args satisfies object as any).where = { ...args.where, organizationId } as any',
      '(args.where as any) = { ...args.where, organizationId }',
      '({ where: args.where, ...(args as any) }); args.where = { ...args.where, organizationId }',
    ].map((set): [string, string, string] => [
      `by \`${set}\``,
      `$allModels: { async $allOperations({ args, query }) { ${set}; return query(args) } }`,
      'scoped',
    ]),
    [
      'what it sends under another type',
      `$allModels: { $allOperations({ args, query }) { args.where = { ...args.where, organizationId }; return query(args as any) } }`,
      'scoped',
    ],
    ['nothing but a type', `$allOperations: ({ args, query }) => query(args as any)`, 'unscoped'],
    [
      'what it sets by another name of its own',
      `$allModels: { async $allOperations({ args, query }) { const given = args as any; given.where = { ...given.where, organizationId }; return query(given) } }`,
      'scoped',
    ],
    ['by trying again', `$allOperations: ({ args, query }) => retry(() => query(args))`, 'unscoped'],
  ])('add %s', (_, operations, verdict) => {
    const body = `const owned = ['Project']\nfunction f(organizationId) { const own = ${extension(operations)}; return own.project.findMany() }`
    expect(readBody(body)[0]?.accesses).toEqual([`read projects: ${verdict}`])
  })

  it('are not said to add what they hand on as it is, by a function that is given all', () => {
    const body = `const own = ${extension(`$allModels: { async $allOperations(params) { return audited(params) } }`)}
      async function audited({ model, args, query }) { if (!isOn()) return query(args); const rows = await query(args); log(model, rows); return rows }
      export const f = () => own.project.findMany()`
    expect(readBody(body)).toMatchObject([
      { accesses: ['read projects: unscoped'], reasons: ['nothing limits organization_id to one value'] },
    ])
  })

  it('set the tenant of what is created', () => {
    const operations = `$allModels: { $allOperations({ operation, args, query }) {
      if (operation === 'create') return query({ ...args, data: { ...args.data, organizationId } })
      return query({ ...args, where: { ...args.where, organizationId } })
    } }`
    const body = `function f(organizationId) { const own = ${extension(operations)}
      own.project.create({ data: { name: 'x' } })
      own.project.delete({ where: { id: 'x' } }) }`
    expect(readBody(body).flatMap(({ accesses }) => accesses)).toEqual(['insert projects: scoped', 'delete projects: scoped'])
  })

  it('are those of what is around, too', () => {
    const body = `export function forOne(organizationId: string) { return ${extension(adding)} }
      export const a = (ctx: { db: ReturnType<typeof forOne> }) => ctx.db.project.findMany()
      export const b = (id: string) => forOne(id).$transaction(async (tx) => tx.project.findMany())
      export const c = (id: string) => forOne(id).$extends({ model: {} }).project.findMany()`
    expect(readBody(body).flatMap(({ accesses }) => accesses)).toEqual(Array.from({ length: 3 }, () => 'read projects: scoped'))
  })

  it.each([
    ['given on by a middleware', 't.procedure.use(({ ctx, next }) => next({ ctx: { db: forOne(ctx.own) } }))'],
    [
      'given on by the last middleware',
      't.procedure.use(({ ctx, next }) => next({ ctx: { db: prisma } })).input(x).use(async (opts) => { check(); return opts.next({ ctx: { ...opts.ctx, db: forOne(opts.ctx.own) } }) }).input(y)',
    ],
    ['given on by a middleware of t', 't.procedure.use(t.middleware(async ({ ctx, next }) => next({ ctx: { db: forOne(ctx.own) } })))'],
    ['of the context', 'initTRPC.context<typeof createContext>().create().procedure'],
    [
      'of the type of the context',
      'initTRPC.context<Awaited<ReturnType<typeof createContext>>>().create({ transformer }).procedure.input(x)',
    ],
  ])('%s of tRPC', (_, procedure) => {
    const body = `function forOne(organizationId: string) { return ${extension(adding)} }
      const createContext = async (opts: { own: string }) => ({ user: opts, db: forOne(opts.own) })
      const own = ${procedure}
      export const a = own.query(({ ctx }) => ctx.db.project.findMany())
      export const b = own.mutation(async ({ ctx: { db } }) => db.project.deleteMany())
      export const c = own.query(async (opts) => opts.ctx.db.project.count())
      export const d = own.query(({ ctx }) => ctx.other.project.findMany())`
    expect(
      readBody(`import { initTRPC } from '@trpc/server'\nconst t = initTRPC.create()\n${body}`).flatMap(({ accesses }) => accesses),
    ).toEqual(['read projects: scoped', 'delete projects: scoped', 'read projects: scoped', 'read projects: dynamic'])
  })

  it.each([
    [
      'given to a callback',
      'const own = (id, go: (db: PrismaClient) => unknown) => go(forOne(id) as unknown as PrismaClient)\nown(id, (db) => db.project.findMany())',
    ],
    ['given to a callback without a type', 'const own = (id, go) => go(forOne(id))\nown(id, (db) => db.project.findMany())'],
    [
      'given to a callback of a method',
      'class Own { run(id, go) { return go(forOne(id)) } }\nnew Own().run(id, (db) => db.project.findMany())',
    ],
    ['of a transaction with a type', 'forOne(id).$transaction(async (tx: Prisma.TransactionClient) => tx.project.findMany())'],
    [
      'in a getter of what the constructor sets',
      'class A { private db\n constructor(id) { this.db = forOne(id) }\n private get all() { return this.db.project }\n f() { return this.all.findMany() } }',
    ],
    ['in a field', 'class A { private db = forOne(id)\n private all = this.db.project\n f() { return this.all.findMany() } }'],
    [
      'that a service adds to itself',
      `class Service extends PrismaClient { constructor() { super(); Object.assign(this, this.$extends({ query: { ${adding} } })) } }\nclass A { constructor(private db: Service) {}\n f() { return this.db.project.findMany() } }`,
    ],
    [
      'that a service comes back with',
      `class Service extends PrismaClient { constructor() { super(); return this.$extends({ query: { ${adding} } }) as unknown as this } }\nclass A { constructor(private db: Service) {}\n f() { return this.db.project.findMany() } }`,
    ],
    [
      'that a class hands up',
      'class Base { constructor(protected readonly db: PrismaClient) {} }\nclass A extends Base { constructor(own) { super(forOne(own)) }\n f() { return this.db.project.findMany() } }',
    ],
    ['made once', 'let known\nconst db = () => (known ??= forOne(id))\nexport const f = () => db().project.findMany()'],
    ['under another type', 'const db = forOne(id) as unknown as PrismaClient\nexport const f = () => db.project.findMany()'],
    ['in a typed constant', 'const db: PrismaClient = forOne(id)\nexport const f = () => db.project.findMany()'],
  ])('are those of a client %s', (_, body) => {
    const made = `function forOne(organizationId) { return ${extension(adding)} }\nconst id = current()\n`
    expect(readBody(`import { Prisma } from '@prisma/client'\n${made}${body}`).flatMap(({ accesses }) => accesses)).toEqual([
      'read projects: scoped',
    ])
  })

  it.each([
    [
      'that a service makes beside itself',
      `class Service extends PrismaClient { own\n constructor() { super(); this.own = this.$extends({ query: { ${adding} } }) } }\nexport const f = (x: Service) => x.project.findMany()`,
    ],
    [
      'that a program may set to another',
      'export async function f(admin) { let db = forOne(id); if (admin) db = prisma; return db.project.findMany() }',
    ],
    [
      'of one of two, as it decides',
      'export const f = (admin) => { const db = admin ? prisma : forOne(id); return db.project.findMany() }',
    ],
    [
      'of one of two in an object',
      'export const f = (admin) => { let all = { db: forOne(id) }; if (admin) all = { db: prisma }; return all.db.project.findMany() }',
    ],
  ])('are not those of a client %s', (_, body) => {
    const made = `function forOne(organizationId) { return ${extension(adding)} }\nconst id = current()\n`
    expect(readBody(`import { Prisma } from '@prisma/client'\n${made}${body}`).flatMap(({ accesses }) => accesses)).toEqual([
      'read projects: unscoped',
    ])
  })

  const beside = (operations: string): Record<string, string> => ({
    'lib/db.ts': `import { PrismaClient } from '@prisma/client'
export const prisma = new PrismaClient()
export const forOne = (organizationId: string) => ${extension(operations)}`,
  })
  /** Somewhere else an extended client goes for a plain one. */
  const cast = {
    'lib/any.ts': `import { forOne } from './db'\nexport const forAny = (id: string) => forOne(id) as unknown as PrismaClient`,
  }
  const setting = `$allModels: { $allOperations({ operation, args, query }) {
    if (operation === 'create' || operation === 'createMany') {
      args.data = Array.isArray(args.data) ? args.data.map((one) => ({ ...one, organizationId })) : { ...args.data, organizationId }
      return query(args)
    }
    return query({ ...args, where: { ...args.where, organizationId } })
  } }`

  it.each([
    ['that a request holds', 'export const f = (req: Request, res: Response) => req.db.project.findMany({ where: { archived: false } })'],
    ['that a request holds, of one row', 'export const f = (req) => req.db.project.findUnique({ where: { id: req.params.id } })'],
    [
      'that a request holds, of a row that is changed',
      'export const f = (req) => req.db.project.update({ where: { id: req.params.id }, data: { name: "x" } })',
    ],
    ['that a request holds, of a row that is made', 'export const f = (req) => req.db.project.create({ data: { name: "x" } })'],
    ['that a request holds, of rows that are made', 'export const f = (req) => req.db.project.createMany({ data: [{ name: "x" }] })'],
    ['that a request holds, of rows that are counted', 'export const f = (req) => req.db.project.count()'],
    [
      'of a store',
      'const store = new AsyncLocalStorage<{ db: PrismaClient }>()\nexport const f = () => store.getStore()!.db.project.findMany()',
    ],
    ['of a map', 'const clients = new Map<string, PrismaClient>()\nexport const f = (id) => clients.get(id)!.project.findMany()'],
    ['of the context of Hono', "export const f = (c) => { const db = c.get('db'); return db.project.findMany() }"],
    [
      'that is set later',
      'let db: PrismaClient\nexport const init = (id) => { db = forOne(id) as unknown as PrismaClient }\nexport const f = () => db.project.findMany()',
    ],
    ['that heirs give', 'abstract class Base { protected abstract get db(): PrismaClient\n f() { return this.db.project.findMany() } }'],
    [
      'that a service gets',
      'class Service { constructor(private readonly db: PrismaClient) {}\n f() { return this.db.project.findMany() } }',
    ],
    ['that a function gets', 'export const f = (db: PrismaClient) => db.project.findMany()'],
    ['of a transaction that a function gets', 'export const f = (tx: Prisma.TransactionClient) => tx.project.findMany()'],
    ['of a transaction of what it gets', 'export const f = (db: PrismaClient) => db.$transaction(async (tx) => tx.project.findMany())'],
    ['of one of two clients', 'export const f = (id, tx?: Prisma.TransactionClient) => (tx ?? forOne(id)).project.findMany()'],
  ])('are perhaps those of a client that nobody sees: %s', (_, body) => {
    const program = `import { forOne } from './lib/db'\nimport { Prisma, PrismaClient } from '@prisma/client'\n${body}`
    const [one, ...others] = readCalls(program, { files: { ...beside(setting), ...cast } })
    expect(one?.accesses.map((access) => access.replace(/^\w+ projects: /, ''))).toEqual(['dynamic'])
    expect(one?.reasons[0]).toMatch(/; `.*` may be a client that the extension `\$allOperations` adds to$/)
    expect(others).toEqual([])
  })

  it.each([
    ['is made in sight', 'const db = new PrismaClient()\nexport const f = () => db.project.findMany()'],
    ['is imported', "import { prisma } from './lib/db'\nexport const f = () => prisma.project.findMany()"],
    [
      'is of a class of the program',
      'class Service extends PrismaClient {}\nexport class A { constructor(private db: Service) {}\n f() { return this.db.project.findMany() } }',
    ],
    [
      'is of a transaction of one',
      "import { prisma } from './lib/db'\nexport const f = () => prisma.$transaction(async (tx) => tx.project.findMany())",
    ],
    ['a class gets', 'class Service { constructor(private readonly db: PrismaClient) {}\n f() { return this.db.project.findMany() } }'],
    ['a function gets', 'export const f = (db: PrismaClient) => db.project.findMany()'],
    [
      'a callback gets, one of two',
      'const own = (id, go) => (id ? go(forOne(id)) : go(new PrismaClient()))\nown(id, (db: PrismaClient) => db.project.findMany())',
    ],
    [
      'is of a transaction by its type',
      "import { prisma } from './lib/db'\ntype Db = typeof prisma\ntype Tx = Parameters<Parameters<Db['$transaction']>[0]>[0]\nexport const f = (tx: Tx) => tx.project.findMany()",
    ],
    [
      'is that of a process',
      'const known = globalThis as unknown as { db?: PrismaClient }\nexport const db = known.db ?? new PrismaClient()\nexport const f = () => db.project.findMany()',
    ],
    ['falls back to one that is', 'export const f = (admin) => (admin ? new PrismaClient() : forOne(admin)).project.findMany()'],
  ])('are not those of a client: %s', (_, body) => {
    const program = `import { forOne } from './lib/db'\nimport { PrismaClient } from '@prisma/client'\n${body}`
    expect(readCalls(program, { files: beside(setting) }).flatMap(({ accesses }) => accesses)).toEqual(['read projects: unscoped'])
  })

  it.each([
    ['measure', '$allOperations: async ({ args, query }) => { log(args); return query(args) }'],
    [
      'ask something else',
      `$allModels: { $allOperations: ({ args, query }) => query({ ...args, where: { ...args.where, archived: false } }) }`,
    ],
    ['are for other models', `task: { $allOperations: ({ args, query }) => query({ ...args, where: { ...args.where, organizationId } }) }`],
  ])('that %s leave a client that nobody sees as it is', (_, operations) => {
    const program = 'export const f = (req) => req.db.project.findMany()'
    expect(readCalls(program, { files: beside(operations) }).flatMap(({ accesses }) => accesses)).toEqual(['read projects: unscoped'])
  })

  it.each([
    ["import { tenantExtension } from 'tenants'", 'tenantExtension()', 'dynamic'],
    ["import { rls } from 'tenants'", 'rls', 'dynamic'],
    ["import { withAccelerate } from '@prisma/extension-accelerate'", 'withAccelerate()', 'unscoped'],
    ["import { readReplicas } from '@prisma/extension-read-replicas'", 'readReplicas({ url })', 'unscoped'],
  ])('out of sight are known by their names: %s', (imported, given, verdict) => {
    expect(readBody(`${imported}\nprisma.$extends(${given}).project.findMany()`).flatMap(({ accesses }) => accesses)).toEqual([
      `read projects: ${verdict}`,
    ])
  })

  it.each([
    ["import { enhance } from '@zenstackhq/runtime'", 'enhance(prisma, { user })', 'dynamic'],
    ["import * as zenstack from '@zenstackhq/runtime'", 'zenstack.enhance(prisma, { user })', 'dynamic'],
    ["import { withTenant } from 'tenants'", 'withTenant(prisma, user)', 'dynamic'],
    ["import { traced } from 'traces'", 'traced(prisma)', 'unscoped'],
  ])('of clients that a package makes of one are out of sight, too: %s', (imported, made, verdict) => {
    const program = `${imported}\nconst own = (user) => ${made}
      export const a = (user) => own(user).project.findMany({ where: { archived: true } })
      export const b = (user) => own(user).project.create({ data: { name: 'x' } })
      export const c = async (user) => { const db = own(user); await db.$transaction(async (tx) => tx.project.createMany({ data: [{ name: 'x' }] })) }`
    expect(readBody(program).flatMap(({ accesses }) => accesses)).toEqual([
      `read projects: ${verdict}`,
      `insert projects: ${verdict}`,
      `insert projects: ${verdict}`,
    ])
  })

  it('are told apart from it', () => {
    const body = `const added = Prisma.defineExtension({ query: { ${adding} } })
      const made = Prisma.defineExtension((client) => client.$extends({ query: { ${adding} } }))
      prisma.$extends(added).project.findMany()
      prisma.$extends(made).project.findMany()
      prisma.project.findMany()`
    expect(readBody(`import { Prisma } from '@prisma/client'\n${body}`).flatMap(({ accesses }) => accesses)).toEqual([
      'read projects: scoped',
      'read projects: scoped',
      'read projects: unscoped',
    ])
  })
})

describe('an extension that asks a set whether it is about a model', () => {
  const extended = `prisma.$extends({ query: { $allModels: { $allOperations: ({ model, args, query }) => owned.has(model) ? query({ ...args, where: { ...args.where, organizationId } }) : query(args) } } })`
  const verdictsWith = (sets: string, files = {}): (string | undefined)[] => {
    const program = `const organizationId = current()\nconst db = ${extended}\nexport const f = () => [db.project.findMany(), db.task.findMany()]`
    return readBody(`${sets}\n${program}`, { files }).flatMap(({ accesses }) => accesses.map((access) => access.split(': ')[1]))
  }

  it.each<[string, string, Record<string, string>?]>([
    ['of names', "const owned = new Set(['Project'])"],
    ['of a type', "const owned: ReadonlySet<string> = new Set<Prisma.ModelName>(['Project'])"],
    ['of a list', "const names = ['Project'] as const\nconst owned = new Set(names)"],
    ['that is asked elsewhere', "const owned = new Set(['Project'])\nexport const all = [...owned]\nexport const count = owned.size"],
    ['of another module', "import { owned } from './owned'", { 'owned.ts': "export const owned = new Set(['Project'])" }],
  ])('is about those in it: %s', (_, sets, files = {}) => {
    expect(verdictsWith(sets, files)).toEqual(['scoped', 'unscoped'])
  })

  it.each<[string, string, Record<string, string>?]>([
    ['is added to', "const owned = new Set(['Project'])\nowned.add('Task')"],
    ['is taken from', "import { owned } from './owned'", { 'owned.ts': "export const owned = new Set(['Project'])\nowned.clear()" }],
    ['is handed to a function', "const owned = new Set(['Project'])\nfill(owned)"],
    ['is another one by its name', "let owned = new Set(['Project'])\nowned = unseen()"],
    ['has what nobody sees', 'const owned = new Set(unseen())'],
    ['is empty at first', 'const owned = new Set()'],
  ])('is about nobody knows which, where the set %s', (_, sets, files = {}) => {
    expect(verdictsWith(sets, files)).toEqual(['dynamic', 'dynamic'])
  })
})
