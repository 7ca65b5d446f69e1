import { describe, expect, it } from 'vitest'
import { verdictsIn } from './support/read-calls.ts'

const find = (where: string): string => `prisma.project.findMany({ where: ${where} })`

const files = {
  'dto.ts': `
    import { z } from 'zod'
    class PageDto { organizationId?: string }
    export class ListDto { organizationId?: string; name: string | undefined; slug!: string }
    export class OwnDto extends PageDto {}
    export class MadeDto { organizationId?: string = 'o1' }
    export interface ListQuery { organizationId?: string }
    export interface PageQuery extends ListQuery { page: number }
    export interface HeldQuery extends ListQuery { organizationId: string }
    export type ListInput = z.infer<typeof schema>
    export const schema = z.object({ organizationId: z.string().optional() })`,
}

const imports = `import { ListDto, OwnDto, MadeDto, ListQuery, PageQuery, HeldQuery, ListInput, schema as listed } from './dto'
  import { PackageQuery } from 'package'; import { z } from 'zod'; import express, { Request } from 'express'`

const verdictOf = (program: string): string[] => verdictsIn(`${imports}\n${program}`, { files })

describe('a value that may be missing by its type', () => {
  it.each([
    ['ListDto', 'may-vanish'],
    ['OwnDto', 'may-vanish'],
    ['MadeDto', 'scoped'],
    ['ListQuery', 'may-vanish'],
    ['PageQuery', 'may-vanish'],
    ['HeldQuery', 'scoped'],
    ['ListQuery | undefined', 'may-vanish'],
    ['ListQuery & { organizationId: string }', 'scoped'],
    ['ListQuery & { page: number }', 'may-vanish'],
    ['Omit<ListQuery, "organizationId"> & { organizationId: string }', 'scoped'],
    ['Readonly<ListQuery>', 'may-vanish'],
    ['Required<ListQuery>', 'scoped'],
    ['Partial<{ organizationId: string }>', 'may-vanish'],
    ['PackageQuery', 'scoped'],
    ['NoWhere', 'scoped'],
    ['ListInput', 'may-vanish'],
    ['z.infer<typeof listed>', 'may-vanish'],
    ['z.output<typeof listed>', 'may-vanish'],
    ['z.input<typeof listed>', 'scoped'],
  ])('%s', (type, verdict) => {
    expect(verdictOf(`const f = (query: ${type}) => ${find('{ organizationId: query.organizationId }')}`)).toEqual([
      `read projects: ${verdict}`,
    ])
    expect(verdictOf(`const f = ({ organizationId }: ${type}) => ${find('{ organizationId }')}`)).toEqual([`read projects: ${verdict}`])
    expect(verdictOf(`const f = (query: ${type}) => { const { organizationId } = query; return ${find('{ organizationId }')} }`)).toEqual([
      `read projects: ${verdict}`,
    ])
    const asked = `if (!query.organizationId) throw new Error(); const { organizationId } = query; return ${find('{ organizationId }')}`
    expect(verdictOf(`const f = (query: ${type}) => { ${asked} }`)).toEqual(['read projects: scoped'])
  })

  it.each([
    ['query.organizationId!', 'scoped'],
    ['query.organizationId as string', 'may-vanish'],
    ['query.organizationId ?? own', 'scoped'],
    ['query.name', 'may-vanish'],
    ['query.slug', 'scoped'],
  ])('of which the program says more: %s', (value, verdict) => {
    expect(verdictOf(`const f = (query: ListDto, own: string) => ${find(`{ organizationId: ${value} }`)}`)).toEqual([
      `read projects: ${verdict}`,
    ])
  })

  it.each([
    ['query as { organizationId?: string }', 'may-vanish'],
    ['query as ListQuery', 'may-vanish'],
    ['query as unknown as ListQuery', 'may-vanish'],
    ['query as { organizationId: string }', 'scoped'],
    ['query as any', 'scoped'],
  ])('by what the program says that it is: %s', (query, verdict) => {
    expect(verdictOf(`const f = (query: ListDto) => ${find(`{ organizationId: (${query}).organizationId }`)}`)).toEqual([
      `read projects: ${verdict}`,
    ])
    expect(
      verdictOf(`const f = (query: unknown) => { const { organizationId } = ${query}; return ${find('{ organizationId }')} }`),
    ).toEqual([`read projects: ${verdict}`])
  })

  it('by the type of the constant that it is taken out of', () => {
    const program = `const f = async () => { const query: ListQuery = await load(); return ${find('{ organizationId: query.organizationId }')} }`
    expect(verdictOf(program)).toEqual(['read projects: may-vanish'])
  })
})

describe('what a class has that may be missing by its type', () => {
  const list = `list() { return ${find('{ organizationId: this.organizationId }')} }`

  it.each([
    ['constructor(private readonly organizationId?: string) {}', 'may-vanish'],
    ['constructor(private readonly organizationId: string | undefined) {}', 'may-vanish'],
    ['private organizationId?: string', 'may-vanish'],
    ['organizationId: string | undefined', 'may-vanish'],
    ['get organizationId(): string | undefined { return this.request.user?.organizationId }', 'may-vanish'],
    ['constructor(private readonly organizationId: string) {}', 'scoped'],
    ['constructor(private readonly organizationId?: string = own) {}', 'scoped'],
    ['private organizationId!: string', 'scoped'],
    ['private organizationId?: string = own', 'scoped'],
    ['organizationId', 'scoped'],
    ['get organizationId(): string { return this.request.user.organizationId }', 'scoped'],
    ['get organizationId() { return this.request.user.organizationId }', 'scoped'],
    ['static organizationId?: string', 'scoped'],
  ])('%s', (member, verdict) => {
    expect(verdictOf(`export class Projects { ${member}\n ${list} }`)).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    ['if (!this.organizationId) throw new Error()', 'this.organizationId'],
    ['if (this.organizationId === undefined) return []', 'this.organizationId'],
    ['invariant(this.organizationId)', 'this.organizationId'],
    ['const { organizationId } = this\nif (!organizationId) throw new Error()', 'organizationId'],
    ['', 'this.organizationId!'],
    ['', "this.organizationId ?? ''"],
  ])('is there once the program has asked for it: %s', (check, value) => {
    const program = `export class Projects { constructor(private readonly organizationId?: string) {}\n list() { ${check}\nreturn ${find(`{ organizationId: ${value} }`)} } }`
    expect(verdictOf(program)).toEqual(['read projects: scoped'])
  })

  it('is so where it is taken out of it', () => {
    const program = `export class Projects { constructor(private readonly organizationId?: string) {}\n list() { const { organizationId } = this\nreturn ${find('{ organizationId }')} } }`
    expect(verdictOf(program)).toEqual(['read projects: may-vanish'])
  })
})

describe('a value that may be missing by its schema', () => {
  const shape = (validator: string): string => `z.object({ organizationId: ${validator}, page: z.number() })`

  it.each([
    [shape('z.string().optional()'), 'may-vanish'],
    [shape('z.string().uuid().nullish()'), 'may-vanish'],
    [shape('z.optional(z.string())'), 'may-vanish'],
    [shape('z.string().optional().nullable()'), 'may-vanish'],
    [shape('z.string().optional().describe("whose")'), 'may-vanish'],
    [`${shape('z.string()')}.partial()`, 'may-vanish'],
    [`${shape('z.string()')}.partial({ organizationId: true })`, 'may-vanish'],
    [`${shape('z.string()')}.extend({ organizationId: z.string().optional() })`, 'may-vanish'],
    [`z.object({ page: z.number() }).merge(${shape('z.string().optional()')}).strict()`, 'may-vanish'],
    [`${shape('z.string().optional()')}.refine((it) => it.page > 0)`, 'may-vanish'],
    ['listed', 'may-vanish'],
    [`${shape('z.string().optional()')}.refine((it) => it.organizationId || it.page)`, 'scoped'],
    [`${shape('z.string().optional()')}.required()`, 'scoped'],
    [`${shape('z.string().optional()')}.transform(complete)`, 'scoped'],
    [`${shape('z.string()')}.partial({ page: true })`, 'scoped'],
    [`${shape('z.string().default("o1")')}.partial()`, 'scoped'],
    [`${shape('z.string().optional()')}.extend({ organizationId: z.string() })`, 'scoped'],
    [shape('z.string().nullable()'), 'scoped'],
    [shape('z.string().optional().default("o1")'), 'scoped'],
    [shape('z.string().optional().transform(ownOr)'), 'scoped'],
    [shape('z.string().optional().refine(isThere)'), 'scoped'],
    [shape('z.any()'), 'scoped'],
    ['other', 'scoped'],
  ])('%s', (schema, verdict) => {
    const read = [`read projects: ${verdict}`]
    const before = `const schema = ${schema};`
    const body = find('{ organizationId }')
    expect(verdictOf(`${before} const f = (x) => { const { organizationId } = schema.parse(x); return ${body} }`)).toEqual(read)
    expect(
      verdictOf(
        `${before} const f = async (x) => { const input = await schema.parseAsync(x); const { organizationId } = input; return ${body} }`,
      ),
    ).toEqual(read)
    expect(
      verdictOf(
        `${before} const f = (x) => { const all = schema.safeParse(x); return ${find('{ organizationId: all.data.organizationId }')} }`,
      ),
    ).toEqual(read)
    expect(verdictOf(`${before} const f = (input: z.infer<typeof schema>) => ${find('{ organizationId: input.organizationId }')}`)).toEqual(
      read,
    )
    for (const [given, value] of [
      ['{ input }', 'input.organizationId'],
      ['{ input: { organizationId } }', 'organizationId'],
      ['opts', 'opts.input.organizationId'],
    ])
      expect(verdictOf(`${before} procedure.input(schema).query((${given}) => ${find(`{ organizationId: ${value} }`)})`)).toEqual(read)
  })

  it.each([
    ['if (!organizationId) throw new Error()', 'scoped'],
    ['if (!organizationId) log("none")', 'may-vanish'],
  ])('which the program asks for: %s', (before, verdict) => {
    const program = `const f = (x) => { const { organizationId } = listed.parse(x); ${before}; return ${find('{ organizationId }')} }`
    expect(verdictOf(program)).toEqual([`read projects: ${verdict}`])
  })

  it('which one of several that it has passed wants', () => {
    const inputs = 'procedure.input(listed).input(z.object({ organizationId: z.string() }))'
    expect(verdictOf(`${inputs}.query(({ input }) => ${find('{ organizationId: input.organizationId }')})`)).toEqual([
      'read projects: scoped',
    ])
  })

  it('in a part of it', () => {
    const program = `const f = (x) => { const { filter } = z.object({ filter: listed }).parse(x); return ${find('{ organizationId: filter.organizationId }')} }`
    expect(verdictOf(program)).toEqual(['read projects: may-vanish'])
  })
})

describe('what is sent in the query of a URL', () => {
  it('to a handler that is routed elsewhere, maybe behind a check', () => {
    expect(verdictOf(`const f = (req: Request) => ${find('{ organizationId: req.query.organizationId }')}`)).toEqual([
      'read projects: scoped',
    ])
  })

  it.each([
    ['(req: Request) => Q', 'may-vanish'],
    ['(req: express.Request) => Q', 'may-vanish'],
    ['(req: Request<{}, {}, {}, Sent>) => Q', 'scoped'],
    ['(req: NextApiRequest) => Q', 'scoped'],
    ['(req) => Q', 'scoped'],
  ])('to %s', (handler, verdict) => {
    for (const value of ['req.query.organizationId', 'req.query.organizationId as string'])
      expect(verdictOf(`other.get('/', ${handler.replace('Q', find(`{ organizationId: ${value} }`))})`)).toEqual([
        `read projects: ${verdict}`,
      ])
  })

  it.each([
    ['app.get("/", (req, res) => Q)', 'may-vanish'],
    ['router.get("/", isSignedIn, (req, res) => Q)', 'may-vanish'],
    ['router.get("/", validate(list), (req, res) => Q)', 'scoped'],
    ['router.get("/", validate(list), (req: Request, res) => Q)', 'scoped'],
    ['other.get("/", (req, res) => Q)', 'scoped'],
  ])('in %s', (route, verdict) => {
    const made = 'const app = express(); const router = express.Router();'
    expect(verdictOf(`${made} ${route.replace('Q', find('{ organizationId: req.query.organizationId }'))}`)).toEqual([
      `read projects: ${verdict}`,
    ])
  })

  it.each([
    ["req.headers['x-org'] as string", 'may-vanish'],
    ['req.body.organizationId', 'may-vanish'],
    ['req.params.organizationId', 'scoped'],
    ['String(req.query.organizationId)', 'scoped'],
  ])('as %s', (value, verdict) => {
    expect(verdictOf(`express().get("/", (req, res) => ${find(`{ organizationId: ${value} }`)})`)).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    ['FastifyRequest<{ Querystring: { organizationId?: string } }>', 'req.query', 'may-vanish'],
    ['FastifyRequest<{ Querystring: { organizationId: string } }>', 'req.query', 'scoped'],
    ['FastifyRequest<{ Body: { organizationId?: string } }>', 'req.body', 'may-vanish'],
    ['FastifyRequest<{ Body: { organizationId?: string } }>', 'req.query', 'scoped'],
    ['Request<{}, {}, {}, { organizationId?: string }>', 'req.query', 'may-vanish'],
    ['Request<{}, {}, { organizationId?: string }>', 'req.body', 'may-vanish'],
    ['Request<{ organizationId: string }>', 'req.params', 'scoped'],
  ])('by the type %s, as %s', (type, part, verdict) => {
    const imports = "import type { FastifyRequest } from 'fastify';"
    expect(verdictOf(`${imports} const f = (req: ${type}) => ${find(`{ organizationId: ${part}.organizationId }`)}`)).toEqual([
      `read projects: ${verdict}`,
    ])
  })

  it.each([
    ["@Query('organizationId') organizationId: string", 'may-vanish'],
    ["@Headers('x-org') organizationId: string", 'may-vanish'],
    ["@Query('organizationId', ParseUUIDPipe) organizationId: string", 'scoped'],
    ["@Param('organizationId') organizationId: string", 'scoped'],
  ])('to a method of a controller, by %s', (given, verdict) => {
    expect(verdictOf(`@Controller() class Projects { @Get() list(${given}) { return ${find('{ organizationId }')} } }`)).toEqual([
      `read projects: ${verdict}`,
    ])
  })

  it.each([
    ['if (!req.query.organizationId) return; const { organizationId } = req.query', 'scoped'],
    ['const { organizationId } = req.query; if (!organizationId) return', 'scoped'],
    ['const { organizationId } = req.query', 'may-vanish'],
    ['const { organizationId = "o1" } = req.query', 'scoped'],
    ['const { organizationId } = req.query as { organizationId?: string }', 'may-vanish'],
    ['const { organizationId } = req.query as { organizationId: string }', 'scoped'],
  ])('of which it is taken: %s', (before, verdict) => {
    const handler = `async (req: Request) => { ${before}; ${find('{ organizationId }')} }`
    expect(verdictOf(`other.get('/', ${handler})`)).toEqual([`read projects: ${verdict}`])
  })
})
