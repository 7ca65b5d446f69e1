import { describe, expect, it } from 'vitest'
import { schemaText } from './support/calls.ts'
import { readBody, verdictsIn } from './support/read-calls.ts'

const find = (where: string): string => `prisma.project.findMany({ where: ${where} })`

describe('keys that a query writes out of a list', () => {
  const found = (list: string): string =>
    `const keys = ${list}; const rows = await ${find('{ id: { in: keys }, organizationId: org }')}; if (rows.length !== keys.length) throw new Error()`
  const change = (id: string): string => `await prisma.project.update({ where: { id: ${id} }, data: { name } })`

  it.each(['[id, into]', '[...ids, into]', '[...new Set([id, ...ids, into])]'])('are held where as many rows were found: %s', (list) => {
    const body = (id: string): string => `async function f({ org, id, ids, into, other, name }) { ${found(list)}; ${change(id)} }`
    expect(verdictsIn(body('into'))).toEqual(['read projects: scoped', 'update projects: by-row'])
    expect(verdictsIn(body('other'))).toEqual(['read projects: scoped', 'update projects: by-key'])
  })
})

describe('what is followed', () => {
  it.each([
    ['a constant', `const where = { organizationId }; ${find('where')}`],
    ['a property that is set', `const where: Where = {}; where.organizationId = org; ${find('where')}`],
    ['a property that is set by its text', `const where = {}; where['organizationId'] = org; ${find('where')}`],
    ['Object.assign', `const where = {}; Object.assign(where, { organizationId }); ${find('where')}`],
    ['a list that is filled', `const all = [{ organizationId }]; if (name) all.push({ name }); ${find('{ AND: all }')}`],
    ['what either way says', `const where = archived ? { organizationId, archived } : { organizationId }; ${find('where')}`],
    ['a spread of what may be', find('{ organizationId, ...(name && { name }) }')],
    ['a spread of a choice', find(`{ ...(name ? { name } : {}), organizationId }`)],
    ['a helper', `function held(organizationId) { return { organizationId } }\n${find('held(org)')}`],
    ['a helper, spread', `const held = (organizationId) => ({ organizationId })\n${find('{ ...held(org), name }')}`],
    ['types around', find('{ organizationId } satisfies Prisma.ProjectWhereInput as never')],
    ['what Prisma.validator checks', `const where = Prisma.validator<Prisma.ProjectWhereInput>()({ organizationId }); ${find('where')}`],
    [
      'what Prisma.validator checks, of a client',
      find(`{ AND: [Prisma.validator(prisma, 'project', 'findMany', 'where')({ organizationId })] }`),
    ],
    [
      'a helper that Prisma.validator checks',
      `const held = (organizationId) => Prisma.validator()({ organizationId })\n${find('{ ...held(org), name }')}`,
    ],
    ['AND in AND', find('{ AND: [{ AND: [{ organizationId }] }, { name }] }')],
  ])('%s', (_, body) => {
    expect(verdictsIn(`async function f({ organizationId, org, name, archived }) { ${body} }`)).toEqual(['read projects: scoped'])
  })

  it('is in other modules', () => {
    const files = {
      'filters/index.ts': `export * from './held'`,
      'filters/held.ts': `export const held = (organizationId: string) => ({ organizationId, deletedAt: null })`,
    }
    expect(verdictsIn(`import { held } from './filters'\n${find('held(org)')}`, { files })).toEqual(['read projects: scoped'])
  })

  it('is both ways, where a condition decides', () => {
    const [one] = readBody(`function f(isAdmin, organizationId) { ${find('isAdmin ? {} : { organizationId }')} }`)
    expect(one?.accesses).toEqual(['read projects: dynamic'])
    expect(one?.reasons).toEqual(['`isAdmin` decides whether it is held to a tenant'])
    expect(one?.sql.map((text) => text.replace(/^.*"projects" t0/, ''))).toEqual([
      ' where true',
      ' where true and t0."organization_id" = $1001',
    ])
  })

  it('is what an OR says on each of its ways', () => {
    expect(
      verdictsIn(`function f(organizationId, q) { ${find('{ organizationId, OR: q ? [{ name: q }, { slug: q }] : undefined }')} }`),
    ).toEqual(['read projects: scoped'])
    expect(verdictsIn(`function f(organizationId, q) { ${find('{ OR: [{ organizationId }, ...(q ? [{ name: q }] : [])] }')} }`)).toEqual([
      'read projects: vacuous',
    ])
    expect(
      verdictsIn(
        `function f(organizationId, isAdmin) { ${find('{ OR: [{ organizationId }, ...(isAdmin ? [{ slug: organizationId }] : [])] }')} }`,
      ),
    ).toEqual(['read projects: dynamic'])
  })

  it.each([
    ['q', 'unscoped'],
    ['isAdmin', 'dynamic'],
  ])('is what an OR says on each of its ways, where a relation holds the others: %s', (name, verdict) => {
    const held = '{ memberships: { some: { userId } } }'
    const all = [
      find(`{ OR: [{ organization: ${held} }, ...(${name} ? [{ name: 'x' }] : [])] }`),
      `const ways = [{ organization: ${held} }]; if (${name}) ways.push({ name: 'x' }); ${find('{ OR: ways }')}`,
    ]
    for (const body of all) expect(verdictsIn(`function f(userId, ${name}) { ${body} }`)[0]).toBe(`read projects: ${verdict}`)
  })

  it('is a constant that several calls are given', () => {
    const program = `const include = { tasks: { include: { project: true } } }
      export const one = (organizationId) => prisma.project.findMany({ where: { organizationId }, include })
      export const other = (id) => prisma.project.findUnique({ where: { id }, include })`
    expect(verdictsIn(program)).toEqual([
      'read projects: scoped',
      'read tasks: by-parent',
      'read projects: scoped',
      'read projects: by-key',
      'read tasks: by-reference',
      'read projects: by-key',
    ])
  })
})

describe('what a function gives or not', () => {
  const load = (none: string): string => `const load = async (slug: string) => {
      const project = await prisma.project.findFirst({ where: { slug, organizationId: org } })
      if (!project) return ${none}
      return { ok: true, kind: 'found', id: project.id }
    }`
  const tasksBehind = (none: string, rest: string): string | undefined =>
    verdictsIn(`async function f(org: string, v: any) { ${load(none)}\n${rest} }`).at(-1)
  const tasks = 'await prisma.task.findMany({ where: { projectId: result.id } })'

  it.each([
    ["{ ok: false, error: 'none' }", 'if (!result.ok) return'],
    ["{ ok: false, error: 'none' }", 'if (result.ok === false) return'],
    ["{ ok: false, error: 'none' }", "if ('error' in result) return"],
    ["{ ok: false, error: 'none' }", 'if (result.error) throw new Error(result.error)'],
    ["{ ok: false, error: 'none' }", 'if (!v.user || !result.ok) return'],
    ["{ ok: false, error: 'none' }", 'const isMissing = !result.ok\nif (isMissing) return'],
    ["{ kind: 'missing' }", "if (result.kind === 'missing') return"],
    ["v.isOpen ? { kind: 'missing' } : { kind: 'closed' }", "if (result.kind !== 'found') return"],
    ['null', 'if (!result) return'],
    ['undefined', 'if (result === undefined) return'],
  ])('is there behind a check: %s, %s', (none, check) => {
    expect(tasksBehind(none, `const result = await load(v.slug)\n${check}\n${tasks}`)).toBe('read tasks: by-row')
  })
  it.each([
    ['const { ok, id } = await load(v.slug)\nif (!ok) return', 'id'],
    ['const { kind, id } = await load(v.slug)\nif (kind !== "found") return', 'id'],
  ])('is there when it is taken apart: %s', (before, id) => {
    const find = `await prisma.task.findMany({ where: { projectId: ${id} } })`
    expect(tasksBehind("{ ok: false, error: 'none' }", `${before}\n${find}`)).toBe('read tasks: by-row')
  })
  it.each([
    ['nothing', 'const result = await load(v.slug)'],
    ['a check of another one', 'const result = await load(v.slug)\nconst other = await load(v.other)\nif (!other.ok) return'],
    ['a check that goes on', 'const result = await load(v.slug)\nif (!result.ok) v.log(result.error)'],
    ['a check that leaves where it is there', 'const result = await load(v.slug)\nif (result.ok) return'],
    ['one of two checks', 'const result = await load(v.slug)\nif (!result.ok && v.isStrict) return'],
    ['a check of what says nothing', 'const result = await load(v.slug)\nif (!result.name) return'],
    ['a check before it is another', 'let result = await load(v.slug)\nif (!result.ok) return\nresult = await load(v.other)'],
  ])('may be missing behind %s', (_, before) => {
    expect(tasksBehind("{ ok: false, error: 'none' }", `${before}\n${tasks}`)).not.toBe('read tasks: by-row')
  })
})

describe('what a function gives that has found nothing', () => {
  const answers = `const missing = (what: string) => Response.json({ what }, { status: 404 })
    const code = () => 'none'
    const answers = { missing: (what: string) => { const body = { what }; return new Answer(body) } }
    function maybe(what: string) { if (what) return Response.json({ what }) }`
  const changeBehind = (error: string, check: string): string | undefined =>
    verdictsIn(`${answers}
      async function f(org: string, v: any) {
        const load = async (id: string) => {
          const project = await prisma.project.findFirst({ where: { id, organizationId: org } })
          return project ? { project } : { error: ${error} }
        }
        const result = await load(v.id)
        ${check}
        return prisma.project.update({ where: { id: v.id }, data: { name: v.name } })
      }`).at(-1)

  it.each([
    'Response.json({}, { status: 404 })',
    'NextResponse.redirect(url)',
    'new Error()',
    "missing('project')",
    "answers.missing('project')",
  ])('says so by what is always something: %s', (error) => {
    expect(changeBehind(error, 'if (result.error) return result.error')).toBe('update projects: by-row')
    expect(changeBehind(error, 'if (result.error !== undefined) return result.error')).toBe('update projects: by-row')
    expect(changeBehind(error, 'if (!result.error) return result.error')).toBe('update projects: by-key')
    expect(changeBehind(error, 'if (result.other) return result.error')).toBe('update projects: by-key')
  })

  it.each([
    ["'other'", 'by-row'],
    ['code()', 'by-key'],
    ['`${code()}`', 'by-key'],
    ['`o${code()}`', 'by-key'],
  ])('may be any text where it is made: %s', (kind, verdict) => {
    const load = `async (id: string) => {
      const project = await prisma.project.findFirst({ where: { id, organizationId: org } })
      return project ? { kind: 'found' } : { kind: ${kind} }
    }`
    const change = 'return prisma.project.update({ where: { id: v.id }, data: { name: v.name } })'
    const body = `const load = ${load}; const result = await load(v.id); if (result.kind !== 'found') return null; ${change}`
    expect(verdictsIn(`${answers}\nasync function f(org: string, v: any) { ${body} }`).at(-1)).toBe(`update projects: ${verdict}`)
  })

  it.each(["maybe('project')", 'unseen()', 'v.error', 'Other.json({})'])('may say nothing: %s', (error) => {
    expect(changeBehind(error, 'if (result.error) return result.error')).toBe('update projects: by-key')
  })

  it('may be nothing where the response is of a class of the program', () => {
    const own = 'const Response = { json: (what: string) => undefined }'
    expect(changeBehind("Response.json('project')", `${own}; if (result.error) return result.error`)).toBe('update projects: by-key')
  })
})

describe('what Prisma makes of not', () => {
  it.each([
    ['a value is never one to be, however often it is turned around', '{ not: { not: org } }', 'vacuous'],
    ['a filter is turned around twice', '{ not: { not: { equals: org } } }', 'scoped'],
    ['a list is turned around twice', '{ not: { not: { in: [org] } } }', 'scoped'],
    ['all of its filters must hold', `{ not: { equals: 'a', not: { equals: org } } }`, 'scoped'],
    ['three times', '{ not: { not: { not: { equals: org } } } }', 'vacuous'],
  ])('%s', (_, filter, verdict) => {
    expect(verdictsIn(`function f(org) { ${find(`{ organizationId: ${filter} }`)} }`)).toEqual([`read projects: ${verdict}`])
  })
})

describe('an OR of nothing', () => {
  it.each([
    ['holds of nothing', '{ OR: [] }', 'scoped'],
    ['holds of nothing where nothing is left of it', '{ OR: [{}] }', 'scoped'],
    ['is left out of AND', '{ AND: [{ OR: [] }] }', 'unscoped'],
    ['is left out of AND, deep down', '{ AND: [{ AND: { OR: [{}] } }] }', 'unscoped'],
    ['is left out of AND, whatever is chosen', '{ AND: [{ OR: [...(maybe ? [{}] : [])] }] }', 'unscoped'],
    ['is left out of AND on one way', '{ AND: [{ OR: [...(maybe ? [{ organizationId: org }] : [])] }] }', 'dynamic'],
    ['may be of nothing', '{ OR: [{ organizationId: maybe }] }', 'scoped'],
    ['may be left out of AND', '{ AND: [{ OR: [{ organizationId: maybe }] }] }', 'may-vanish'],
  ])('%s', (_, where, verdict) => {
    expect(verdictsIn(`function f(org: string, maybe?: string) { ${find(where)} }`)).toEqual([`read projects: ${verdict}`])
  })
})

describe('two filters on one relation', () => {
  it('are two uses of its table, of which the weaker one counts', () => {
    const asked = (memberships: string): string =>
      `function f(org) { prisma.task.findMany({ where: { organizationId: org, assignee: { memberships: ${memberships} } } }) }`
    const none = 'none: { organizationId: org }'
    expect(verdictsIn(asked(`{ ${none} }`))).toContain('read memberships: scoped')
    expect(verdictsIn(asked(`{ some: {}, ${none} }`))).toContain('read memberships: unscoped')
    expect(verdictsIn(asked(`{ ${none}, some: {} }`))).toContain('read memberships: unscoped')
  })
})

describe('rows that belong to others', () => {
  it('are everybody’s where those are', () => {
    expect(verdictsIn(`prisma.organization.findMany({ include: { projects: true } })`)).toContain('read projects: unscoped')
    expect(verdictsIn(`prisma.organization.findMany({ select: { _count: { select: { projects: true } } } })`)).toContain(
      'read projects: unscoped',
    )
  })

  it('are asked for by any filter on them, also by one that says nothing', () => {
    const by = 'assignee: { tasks: { some: {} } }'
    expect(
      verdictsIn(`function f(org) { prisma.task.updateMany({ where: { organizationId: org, ${by} }, data: { done: true } }) }`),
    ).toEqual(['update tasks: scoped', 'read users: global', 'read tasks: unscoped'])
  })
})

describe('what cannot be seen', () => {
  it.each([
    ['a parameter', 'where', '`where` is a parameter'],
    ['a spread of one', '{ archived: false, ...where }', '`where` is a parameter'],
    ['what a package makes', 'build(where)', 'what `build(where)` gives cannot be seen'],
    ['one of the conditions', '{ AND: [{ archived: false }, where] }', '`where` is a parameter'],
  ])('hides the condition: %s', (_, where, reason) => {
    const [one] = readBody(`import { build } from 'somewhere'\nfunction f(where) { ${find(where)} }`)
    expect(one).toMatchObject({ accesses: ['read projects: dynamic'], reasons: [reason] })
  })

  it('are all arguments', () => {
    const [one] = readBody('function f(args) { return prisma.project.findMany(args) }')
    expect(one).toMatchObject({ accesses: ['read projects: dynamic'], reasons: ['`args` is a parameter'] })
  })

  it('only narrows what is beside it', () => {
    expect(verdictsIn(`function f(where, organizationId) { ${find('{ AND: [where, { organizationId }] }')} }`)).toEqual([
      'read projects: scoped',
    ])
    expect(verdictsIn(`function f(where, organizationId) { ${find('{ ...where, organizationId }')} }`)).toEqual(['read projects: scoped'])
  })

  it('may undo the key that it is spread behind', () => {
    expect(verdictsIn(`function f(where, organizationId) { ${find('{ organizationId, ...where }')} }`)).toEqual(['read projects: dynamic'])
  })
})

describe('undefined', () => {
  const verdictOf = (where: string, parameter = ''): string[] => verdictsIn(`function f(${parameter}) { ${find(where)} }`)

  it.each([
    ['{ organizationId: undefined }', 'vacuous'],
    ['{ organizationId: { equals: undefined } }', 'vacuous'],
    ['{ organizationId: session?.organizationId }', 'may-vanish'],
    ['{ organizationId: session.organizationId ?? undefined }', 'may-vanish'],
    ['{ organizationId: session?.organizationId ?? session?.other }', 'may-vanish'],
    ['{ organizationId: session?.organizationId || session.other }', 'scoped'],
    ['{ organizationId: { in: session?.organizationIds } }', 'may-vanish'],
    ['{ organization: { id: session?.organizationId } }', 'may-vanish'],
    ['{ AND: [{ organizationId: session?.organizationId }] }', 'may-vanish'],
    ['{ organizationId: session!.organizationId }', 'scoped'],
    ['{ organizationId: session.organizationId ?? fallback }', 'scoped'],
  ])('leaves a condition out: %s', (where, verdict) => {
    expect(verdictOf(where, 'session')).toContain(`read projects: ${verdict}`)
  })

  it('may be what an optional parameter is', () => {
    expect(verdictOf('{ organizationId }', 'organizationId?: string')).toEqual(['read projects: may-vanish'])
    expect(verdictOf('{ organizationId }', 'organizationId: string')).toEqual(['read projects: scoped'])
    expect(verdictOf('{ organizationId }', 'organizationId = "o1"')).toEqual(['read projects: scoped'])
  })

  it.each([
    ['if (!organizationId) throw new Error()', 'scoped'],
    ['if (organizationId === undefined) return []', 'scoped'],
    ['assert(organizationId)', 'scoped'],
    ['if (!session) throw new Error()', 'may-vanish'],
    ['if (organizationId) log(organizationId)', 'may-vanish'],
    ['if (organizationId === "x") throw new Error()', 'may-vanish'],
    ['if (!myorganizationId) throw new Error()', 'may-vanish'],
    ['if (!organizationId) redirect("/")', 'scoped'],
    ['if (!organizationId) log("none")', 'may-vanish'],
    ['if (typeof organizationId !== "string") return', 'scoped'],
    ['log(organizationId)', 'may-vanish'],
    ['await prisma.project.count({ where: { organizationId } }); if (!organizationId) throw new Error()', 'may-vanish'],
  ])('does not where a constant is asked for before: %s', (before, verdict) => {
    const program = `async function f(session) { const organizationId = session?.organizationId; ${before}; ${find('{ organizationId }')} }`
    expect(verdictsIn(program)).toContain(`read projects: ${verdict}`)
  })

  it.each([
    ['if (!id) throw new Error()', 'scoped'],
    ['if (!session) throw new Error()', 'may-vanish'],
  ])('does not where it is asked for before it is put: %s', (before, verdict) => {
    const current = 'function current(session) { return session?.organizationId }'
    const program = `${current} async function f(session) { const id = current(session); ${before}; ${find('{ organizationId: id }')} }`
    expect(verdictsIn(program)).toContain(`read projects: ${verdict}`)
  })

  it.each([
    ['if (!id) throw new Error()', 'return id', 'const id = await required(session)', 'scoped'],
    ['if (!id) throw new Error()', 'return { id, session }', 'const { id } = await required(session)', 'scoped'],
    ['if (!id) throw new Error()', 'return { ...session, id: current(session) }', 'const { id } = await required(session)', 'may-vanish'],
    ['if (!session) throw new Error()', 'return id', 'const id = await required(session)', 'may-vanish'],
    ['if (!id) log(id)', 'return id', 'const id = await required(session)', 'may-vanish'],
    ['if (!id) throw new Error()', 'return id', 'let id = await required(session); id = current(session)', 'may-vanish'],
    [
      'if (!id) throw new Error()',
      'return id',
      'const again = async () => { const id = await required(session); return id }; const id = await again()',
      'scoped',
    ],
  ])('does not where a function has asked for what it gives: %s; %s; %s', (check, gives, taken, verdict) => {
    const current = 'function current(session) { return session?.organizationId }'
    const required = `async function required(session) { const id = current(session); ${check}; ${gives} }`
    const program = `${current} ${required} async function f(session) { ${taken}; ${find('{ organizationId: id }')} }`
    expect(verdictsIn(program)).toContain(`read projects: ${verdict}`)
  })

  it.each([
    ['if (id) { Q }', 'scoped'],
    ['if (!id) { Q }', 'may-vanish'],
    ['if (id) { log() } else { Q }', 'may-vanish'],
    ['if (!id) { log() } else { Q }', 'scoped'],
  ])('is asked for around it: %s', (body, verdict) => {
    const program = `async function f(session) { const id = session?.organizationId; ${body.replace('Q', find('{ organizationId: id }'))} }`
    expect(verdictsIn(program)).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    ['if (!session?.organizationId) return', 'scoped'],
    ['if (!session || !session.organizationId) return', 'scoped'],
    ['if (!session) return', 'scoped'],
    ['if (session == null) return', 'scoped'],
    ['if (!session?.user) return', 'scoped'],
    ['const isIn = session !== undefined; if (!isIn) return', 'scoped'],
    ['const isIn = Boolean(session?.organizationId); if (!isIn) return', 'scoped'],
    ['const user = load(session?.id); if (!user) return', 'may-vanish'],
    ['if (!isOrganization(session?.organizationId)) return', 'scoped'],
    ['requireOrganization(session)', 'scoped'],
    ['if (sessions.length === 0) return', 'may-vanish'],
    ['if (session) return', 'may-vanish'],
    ['if (session?.organizationId.length > 0) log()', 'may-vanish'],
    ['if (!session && other) return', 'may-vanish'],
    ['if (!session && !other) return', 'scoped'],
    ['if (session?.organizationId === null && session?.organizationId === other?.id) return', 'may-vanish'],
    ['expect(session).not.toBeNull()', 'may-vanish'],
    ['checkout(session)', 'may-vanish'],
    ['log.fail(session); if (!session) log.fail(1)', 'may-vanish'],
    ['if (isEmpty(session)) return', 'scoped'],
    ['if (!isEmpty(session)) return', 'may-vanish'],
    ['for (const one of all) if (!session) throw new Error()', 'may-vanish'],
    ['{ const session = other(); if (!session) return }', 'may-vanish'],
  ])('does not where what it is taken out of was asked for: %s', (before, verdict) => {
    const program = `async function f(session) { ${before}; ${find('{ organizationId: session?.organizationId }')} }`
    expect(verdictsIn(program)).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    ['{ organizationId: string }', 'scoped'],
    ['{ organizationId?: string }', 'may-vanish'],
  ])('may where it is itself optional, whatever it is taken out of: %s', (type, verdict) => {
    const program = `async function f(session?: ${type}) { if (!session) return; ${find('{ organizationId: session?.organizationId }')} }`
    expect(verdictsIn(program)).toEqual([`read projects: ${verdict}`])
  })

  it.each([
    ['if (!session) return', 'may-vanish'],
    ['if (!session?.user) return', 'scoped'],
    ['if (!session?.user?.organizationId) return', 'scoped'],
  ])('does not where each part was asked for: %s', (before, verdict) => {
    const program = `async function f(session) { ${before}; ${find('{ organizationId: session?.user?.organizationId }')} }`
    expect(verdictsIn(program)).toEqual([`read projects: ${verdict}`])
  })

  it('ends where tests are made of tests', () => {
    const steps = Array.from({ length: 60 }, (_, i) => `const t${i + 1} = t${i} && !!t${i} && (t${i} || t${i});`).join(' ')
    const program = `async function f(session) { const t0 = session.a; ${steps} if (!t60) return; ${find('{ organizationId: session?.organizationId }')} }`
    expect(verdictsIn(program)).toEqual(['read projects: may-vanish'])
  })

  it('does not where it was asked for before it is handed on', () => {
    const helper = 'function inOrganization(organizationId) { return { organizationId } }'
    const asked = `async function f(session) { const id = session?.organizationId; if (!id) return; ${find('inOrganization(id)')} }`
    expect(verdictsIn(`${helper} ${asked}`)).toEqual(['read projects: scoped'])
    expect(verdictsIn(`${helper} ${asked.replace('if (!id) return', '')}`)).toEqual(['read projects: may-vanish'])
  })

  it('does not where its filter has it, and it is asked for', () => {
    const program = `async function f(session) { const id = session?.organizationId; if (!id) return; ${find('{ organizationId: { equals: id } }')} }`
    expect(verdictsIn(program)).toEqual(['read projects: scoped'])
  })

  it('may where it is set again', () => {
    const program = `async function f(session) { let id = session?.organizationId; if (!id) return; id = session?.organizationId; ${find('{ organizationId: id }')} }`
    expect(verdictsIn(program)).toEqual(['read projects: may-vanish'])
  })

  it('is asked for each time that it is put', () => {
    const program = `async function f(session) { const organizationId = session?.organizationId; ${find('{ organizationId }')}; if (!organizationId) return; ${find('{ organizationId }')} }`
    expect(verdictsIn(program)).toEqual(['read projects: may-vanish', 'read projects: scoped'])
  })

  it('leaves one of an OR out, which gives no more rows', () => {
    expect(verdictOf('{ OR: [{ organizationId }, { name: undefined }] }', 'organizationId: string')).toEqual(['read projects: scoped'])
    expect(verdictOf('{ OR: [{ organizationId }] }', 'organizationId?: string')).toEqual(['read projects: scoped'])
  })

  it('leaves NOT out with what stands in it', () => {
    const turned = '{ NOT: { organizationId: { not: organizationId } } }'
    expect(verdictOf(turned, 'organizationId?: string')).toEqual(['read projects: dynamic'])
    expect(verdictOf(turned, 'organizationId: string')).toEqual(['read projects: scoped'])
    expect(verdictOf('{ organizationId, NOT: { name: excluded } }', 'organizationId: string, excluded?: string')).toEqual([
      'read projects: scoped',
    ])
  })

  it.each([
    ['{ NOT: [] }', 'unscoped'],
    ['{ NOT: [{ NOT: [{ id: undefined }] }] }', 'unscoped'],
    ['{ NOT: { NOT: { id: undefined } } }', 'unscoped'],
    ['{ NOT: [{ NOT: [...(id ? [{}] : [])] }] }', 'unscoped'],
    ['{ NOT: { NOT: { NOT: { id: undefined } } } }', 'unscoped'],
    ['{ NOT: { OR: [] } }', 'unscoped'],
    ['{ NOT: { OR: [{ id: undefined }] } }', 'unscoped'],
    ['{ OR: [{ NOT: { id: undefined } }, { organizationId }] }', 'scoped'],
    ['{ OR: [{ organizationId }, { NOT: { NOT: { id: undefined } } }] }', 'scoped'],
    ['{ OR: [{ NOT: { id: undefined } }] }', 'scoped'],
    ['{ NOT: { NOT: [{ id: undefined }, { organizationId }] } }', 'scoped'],
    ['{ NOT: { NOT: { organizationId, NOT: { id: undefined } } } }', 'scoped'],
  ])('leaves out the opposite of nothing: %s', (where, verdict) => {
    expect(verdictOf(where, 'organizationId: string, id: string')).toEqual([`read projects: ${verdict}`])
  })

  it('is refused for the key that one row is asked for by', () => {
    const key = (where: string): string[] =>
      verdictsIn(`function f(id?: string, organizationId?: string) { prisma.project.findUnique({ where: ${where} }) }`)
    expect(key('{ id }')).toEqual(['read projects: by-key'])
    expect(key('{ organizationId_slug: { organizationId, slug: id } }')).toEqual(['read projects: scoped'])
    expect(key('{ id, organizationId }')).toEqual(['read projects: by-key'])
    expect(key('{ id: one, organizationId: session.organizationId }')).toEqual(['read projects: scoped'])
  })

  it('is refused anywhere where the schema says so', () => {
    const schema = schemaText.replace('["views"]', '["views", "strictUndefinedChecks"]')
    expect(verdictsIn(`function f(organizationId?: string) { ${find('{ organizationId }')} }`, { schema })).toEqual([
      'read projects: scoped',
    ])
  })

  it('leaves all conditions out', () => {
    expect(verdictsIn('prisma.project.findMany({ where: undefined })')).toEqual(['read projects: unscoped'])
  })
})

describe('what is sent of a filter', () => {
  it.each([
    [`name: { equals: name, mode: 'insensitive' }`, 't0."name" ilike $1001'],
    [`name: { not: 'x', mode: 'insensitive' }`, `t0."name" not ilike 'x'`],
    [`name: { in: ['x', 'y'], mode: 'insensitive' }`, `(t0."name" ilike 'x' or t0."name" ilike 'y')`],
    [`name: { gt: 'x', mode: 'insensitive' }`, `lower(t0."name") > lower('x')`],
    [`name: { equals: 'x', mode: 'default' }`, `t0."name" = 'x'`],
    [`settings: { path: ['a', 'b'], equals: 1 }`, `(t0."settings" #> array['a', 'b']) = 1`],
    [`settings: { path, equals: 1 }`, `(t0."settings" #> $1001) = 1`],
    [`settings: { equals: 1 }`, `t0."settings" = 1`],
  ])('%s', (filter, condition) => {
    const [one] = readBody(`function f(name, path) { ${find(`{ ${filter} }`)} }`)
    expect(one?.sql.map((text) => text.replace(/^.*"projects" t0 where /, ''))).toEqual([condition])
  })
})
