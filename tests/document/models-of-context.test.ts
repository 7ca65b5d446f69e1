import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table topics (id uuid primary key, organization_id uuid not null references organizations, name text);
create table posts (id uuid primary key, organization_id uuid not null references organizations, topic_id uuid not null references topics);
`

const models = `
export const topicsModel = (db: Db) => ({
  find: async (id: string) => { const [topic] = await db.sql\`select * from topics where id = \${id}\`; return topic },
})
export class Topics {
  constructor(private db: Db) {}
  async find(id: string) { return this.db.maybeOne(sql\`select * from topics where id = \${id}\`) }
}
export const othersModel = (db: Db) => ({ find: async (id: string) => ({ organization_id: id }) })
`

const contexts = {
  'of a function': `
    export const createContext = async ({ req }: any) => { const user = await userOf(req); return { user, topics: topicsModel(db) } }
    export const t = initTRPC.context<typeof createContext>().create({ transformer })
    export const procedure = t.procedure`,
  'of its type': `
    const inner = (user: User) => ({ user, topics: topicsModel(db) })
    export const createContext = async ({ req }: any) => inner(await userOf(req))
    export type Context = Awaited<ReturnType<typeof createContext>>
    const t = initTRPC.context<Context>().meta<Meta>().create()
    export const procedure = t.procedure.input(schema)`,
  'with more by a middleware': `
    export const createContext = async ({ req }: any) => ({ user: await userOf(req), topics: topicsModel(db) })
    const t = initTRPC.context<typeof createContext>().create()
    const signedIn = t.middleware(({ ctx, next }) => { if (!ctx.user) throw new Error(); return next({ ctx: { user: ctx.user } }) })
    export const procedure = t.procedure.use(signedIn)`,
  'by a middleware': `
    const t = initTRPC.context<Context>().create()
    export const procedure = t.procedure.use(async ({ ctx, next }) => next({ ctx: { ...ctx, topics: topicsModel(ctx.db) } }))`,
  'by a middleware of the name': `
    const t = initTRPC.context<Context>().create()
    const withModels = t.middleware(async (opts) => { const topics = topicsModel(db); return opts.next({ ctx: { topics } }) })
    const signed = t.procedure.use(signedIn)
    export const procedure = signed.use(withModels).use(audited)`,
  'of instances': `
    const createContext = ({ req }: any) => ({ topics: new Topics(db), req })
    const t = initTRPC.context<typeof createContext>().create()
    export const procedure = t.procedure`,
  'of an interface': `
    interface Context { user: User; topics: ReturnType<typeof topicsModel> }
    export const procedure = initTRPC.context<Context>().create().procedure`,
  'that says its class': `
    interface Context { user: User; topics: Topics }
    export const procedure = initTRPC.context<Context>().create().procedure`,
  'of an action': `
    const client = createSafeActionClient().use(async ({ next }) => next({ ctx: { topics: topicsModel(db) } }))
    export const procedure = client.schema(schema)`,
}

function verdictOf(context: string, body: string, given = '{ ctx, input }', run = 'query'): string | undefined {
  const program = `import { procedure } from './trpc'
export const posts = procedure.input(z.object({ id: z.string() })).${run}(async (${given}) => {
${body}
return db.any(sql\`select id from posts where topic_id = \${topic.id}\`)
})
`
  const beside = { 'trpc.ts': `import { topicsModel, othersModel, Topics } from './models'\n${context}`, 'models.ts': models }
  return verdictsOf(program, schema, beside).at(-1)
}

const check = 'if (!topic || topic.organization_id !== ctx.user.organizationId) throw new Error()'
const ask = `const topic = await ctx.topics.find(input.id)\n${check}`

describe('a row that a model in the context of a procedure finds', () => {
  it.each(Object.entries(contexts))('is a row, with a context %s', (_, context) => {
    expect(verdictOf(context, ask)).toBe('posts: by-row')
    expect(verdictOf(context, ask, '{ ctx, input }', context.includes('Action') ? 'action' : 'mutation')).toBe('posts: by-row')
  })

  it.each([
    ['opts', `const { ctx, input } = opts\n${ask}`],
    ['opts', ask.replaceAll('ctx.', 'opts.ctx.').replaceAll('input.', 'opts.input.')],
    ['{ ctx: { topics, user }, input }', ask.replaceAll('ctx.', '')],
    ['{ ctx, input }', `const { topics } = ctx\n${ask.replace('ctx.topics', 'topics')}`],
  ])('is, whatever it is taken out of: %s', (given, body) => {
    expect(verdictOf(contexts['of a function'], body, given)).toBe('posts: by-row')
  })

  it('is, as the type says that is written for it', () => {
    const given = '{ ctx, input }: { ctx: { user: User; topics: ReturnType<typeof topicsModel> }; input: Input }'
    const program = `import { topicsModel } from './models'\n`
    const own = `${program}export const posts = unseen.query(async (${given}) => {\n${ask}\nreturn db.any(sql\`select id from posts where topic_id = \${topic.id}\`)\n})`
    expect(verdictsOf(own, schema, { 'models.ts': models })).toEqual(['posts: by-row'])
  })

  it.each([
    ['is of something else', ask.replace('ctx.topics', 'input.topics'), contexts['of a function']],
    ['is of a model that is not in sight', ask, contexts['of a function'].replace('topicsModel(db)', 'unseenModel(db)')],
    [
      'is of one that a middleware puts in its place',
      ask,
      `${contexts['of a function']}.use(({ next }) => next({ ctx: { topics: othersModel(db) } }))`,
    ],
    [
      'is of one that a middleware puts there on one way',
      ask,
      `${contexts['of a function']}.use(({ ctx, next }) => ctx.user ? next({ ctx: { topics: othersModel(db) } }) : next())`,
    ],
    [
      'may be of one that a middleware puts there',
      ask,
      `${contexts['of a function']}.use(({ ctx, next }) => next({ ctx: { ...others(ctx) } }))`,
    ],
  ])('is not where it %s', (_, body, context) => {
    expect(verdictOf(context, body)).not.toBe('posts: by-row')
  })
})

describe('middleware of a procedure', () => {
  const before = contexts['of a function'].replace(/\n *export const procedure.*/, '')
  const procedureOf = (more: string, own = ''): string => `${before}\n${own}\nexport const procedure = t.procedure${more}`

  it.each([
    ['.use(async (opts) => { const { ctx } = opts; if (!ctx.user) throw new Error(); return opts.next({ ctx: { user: ctx.user } }) })'],
    ['.use(async ({ next, path }) => { const result = await next(); log(path, result); return result })'],
    [".use(({ next }) => span('x', () => next())).use(({ next }) => span('x', next)).use(({ ctx, next }) => next({ ctx }))"],
    ['.use(async (opts) => { log(opts); return opts.next({ ...opts, input: 1 }) })', 'const log = (opts) => console.log(opts.path)'],
    ['.use(({ next: go }) => go())'],
    ['.use(t.middleware(Sentry.trpcMiddleware({ attachRpcInput: true })))', "import * as Sentry from '@sentry/node'"],
    [
      ".use(allowed('admin'))",
      'const allowed = (role) => t.middleware(({ ctx, next }) => { if (ctx.user.role !== role) throw new Error(); return next() })',
    ],
    [
      '.use(both)',
      'const one = t.middleware(({ next }) => next({ ctx: { one: 1 } }))\nconst both = one.unstable_pipe(({ next }) => next({ ctx: { two: 2 } }))',
    ],
  ])('leaves its models as they were: %s', (more, own = '') => {
    expect(verdictOf(procedureOf(more, own), ask)).toBe('posts: by-row')
  })

  const others = '{ ctx: { topics: othersModel(db) } }'
  it.each([
    [`.use(({ next }) => { const given = ${others}; return next(given) })`],
    [`.use(({ next: go }) => go(${others}))`],
    [`.use(({ next }) => { const go = next; return go(${others}) })`],
    [`.use(({ next }) => next.call(undefined, ${others}))`],
    [`.use(({ next }) => next({ ['c' + 'tx']: 1 }))`],
    [`.use((opts) => opts.next({ ...opts, ...unseen() }))`],
    ['.use(({ next }) => put(next))', `const put = (go) => go(${others})`],
    ['.use((opts) => put(opts))', `const put = ({ next }) => next(${others})`],
    ['.use(({ ctx, next }) => { Object.assign(ctx, { topics: othersModel(db) }); return next() })'],
    ['.use(other(1))', `const other = (role) => t.middleware(({ next }) => next(${others}))`],
    ['.use(other)', `const one = t.middleware(({ next }) => next(${others}))\nconst other = one.unstable_pipe(({ next }) => next())`],
    ['.use(other)', `const other = experimental_standaloneMiddleware().create(({ next }) => next(${others}))`],
    ['.concat(other)', `const other = t.procedure.use(({ next }) => next(${others}))`],
  ])('may put another one there: %s', (more, own = '') => {
    expect(verdictOf(procedureOf(more, own), ask)).not.toBe('posts: by-row')
  })
})
