import { describe, expect, it } from 'vitest'
import { readBody, verdictsIn } from './support/read-calls.ts'

const accessesIn = (body: string): string[] => verdictsIn(`async function f(v, org, name, list) { ${body} }`)
const sqlOf = (body: string): readonly string[] => readBody(`async function f(v, org, name, list) { ${body} }`).flatMap(({ sql }) => sql)

describe('rows that are created', () => {
  it.each([
    ['say whose they are', '{ id, organizationId: org }', 'scoped'],
    ['say it by a connection', '{ id, organization: { connect: { id: org } } }', 'scoped'],
    ['say it by a relation that is a parameter', '{ id, organization: v }', 'scoped'],
    ['say it by a relation with a parameter in it', '{ id, organization: { ...v } }', 'scoped'],
    ['say it by one of two relations', '{ id, organization: name ? { connect: { id: org } } : v }', 'scoped'],
    ['do not say it', '{ id, name }', 'unscoped'],
    ['say NULL', '{ id, organizationId: null }', 'unscoped'],
    ['may not say it', '{ id, ...(org && { organizationId: org }) }', 'dynamic'],
    [
      'say it where other things are decided',
      '{ id, organizationId: org, ...(name && { name }), archived: name ? true : undefined }',
      'scoped',
    ],
    ['are a parameter', 'v', 'dynamic'],
    ['have a parameter in them', '{ ...v }', 'dynamic'],
    ['say it behind a parameter', '{ ...v, organizationId: org }', 'scoped'],
  ])('%s', (_, data, verdict) => {
    expect(accessesIn(`prisma.project.create({ data: ${data} })`)).toContain(`insert projects: ${verdict}`)
  })

  it.each([
    ['a list that is written out', '[{ organizationId: org }, { organizationId: org, name }]', 'scoped'],
    ['one of a list says nothing', '[{ organizationId: org }, { name }]', 'unscoped'],
    ['made of a list that nobody knows', 'list.map((one) => ({ name: one.name, organizationId: org }))', 'scoped'],
    ['made of one, and says nothing', 'list.map((one) => ({ name: one.name }))', 'unscoped'],
    ['made and cut', 'list.filter(Boolean).map(({ name }) => { return { name, organizationId: org } }).slice(0, 10)', 'scoped'],
    ['made of lists', 'list.flatMap((one) => one.names.map((name) => ({ name, organizationId: org })))', 'scoped'],
    ['made by promises', 'await Promise.all(list.map(async (one) => ({ name: await nameOf(one), organizationId: org })))', 'scoped'],
    ['made of pairs', 'Object.entries(v).map(([id, name]) => ({ id, name, organizationId: org }))', 'scoped'],
    ['made by Array.from', 'Array.from(v, (name) => ({ name, organizationId: org }))', 'scoped'],
    ['of items that are given on', 'list.map((one) => ({ ...one }))', 'dynamic'],
    ['a parameter', 'list', 'dynamic'],
  ])('many: %s', (_, data, verdict) => {
    expect(accessesIn(`prisma.project.createMany({ data: ${data} })`)).toEqual([`insert projects: ${verdict}`])
  })

  it('many, put into a list by a loop', () => {
    const filled = (row: string): string[] =>
      accessesIn(`const rows = []; for (const one of list) { rows.push(${row}) } await prisma.project.createMany({ data: rows })`)
    expect(filled('{ name: one, organizationId: org }')).toEqual(['insert projects: scoped'])
    expect(filled('{ name: one }')).toEqual(['insert projects: unscoped'])
  })

  it('with rows of other tables, each by itself', () => {
    const data = `{ organizationId: org, tasks: { create: list.map((title) => ({ title })) }, labels: { connect: [{ id: v.label }] } }`
    expect(accessesIn(`prisma.project.create({ data: ${data} })`)).toEqual([
      'insert projects: scoped',
      'insert tasks: unscoped',
      'read labels: by-key',
      'insert _LabelToProject: global',
    ])
  })

  it('with rows that take the tenant over by their key', () => {
    expect(accessesIn('prisma.invoice.create({ data: { organizationId: org, lines: { create: { text: name } } } })')).toEqual([
      'insert invoices: scoped',
      'insert invoice_lines: scoped',
    ])
  })

  it.each([
    [
      'with it',
      'create({ data: { slug: name }, include: { projects: { include: { tasks: true } } } })',
      ['read tasks: by-parent', 'read projects: scoped'],
    ],
    ['with data that cannot be seen', 'create({ data: v, select: { projects: true } })', ['read projects: scoped']],
  ])('a tenant, and what is loaded %s', (_, call, expected) => {
    expect(accessesIn(`prisma.organization.${call}`).filter((access) => access.startsWith('read'))).toEqual(expected)
  })
})

describe('rows that are changed', () => {
  it.each([
    ['by their key', 'update({ where: { id: v.id }, data: { name } })', 'update projects: by-key'],
    ['by their key and tenant', 'update({ where: { id: v.id, organizationId: org }, data: { name } })', 'update projects: scoped'],
    ['with data that cannot be seen', 'update({ where: { id: v.id, organizationId: org }, data: v })', 'update projects: scoped'],
    [
      'with data as conditions decide',
      'update({ where: { id: v.id, organizationId: org }, data: { ...(name && { name }) } })',
      'update projects: scoped',
    ],
    ['all of them', 'updateMany({ data: { name } })', 'update projects: unscoped'],
    [
      'of a person',
      'updateMany({ where: { organization: { memberships: { some: { userId: v } } } }, data: { name } })',
      'update projects: scoped',
    ],
    ['or added', 'upsert({ where: { id: v.id }, create: { organizationId: org }, update: { name } })', 'update projects: by-key'],
    ['and removed', 'delete({ where: { id: v.id } })', 'delete projects: by-key'],
    ['and removed, all of them', 'deleteMany()', 'delete projects: unscoped'],
    ['and removed, those of a tenant', 'deleteMany({ where: { organizationId: org } })', 'delete projects: scoped'],
  ])('%s', (_, call, access) => {
    expect(accessesIn(`prisma.project.${call}`)).toContain(access)
  })

  it('with rows that belong to them', () => {
    const held = '{ id: v.id, organizationId: org }'
    const change = (data: string): string[] =>
      accessesIn(`prisma.project.update({ where: ${held}, data: ${data} })`).filter((access) => !access.startsWith('read'))
    expect(change('{ tasks: { updateMany: { where: { done: true }, data: { done: false } } } }')).toEqual(['update tasks: by-parent'])
    expect(change('{ tasks: { deleteMany: {} } }')).toEqual(['delete tasks: by-parent'])
    expect(change('{ tasks: { delete: [{ id: v.task }] } }')).toEqual(['delete tasks: by-parent'])
    expect(change('{ tasks: { connect: { id: v.task } } }')).toEqual(['update tasks: by-key'])
    expect(change('{ tasks: { set: [] } }')).toEqual(['update tasks: by-parent'])
    expect(change('{ tasks: { upsert: { where: { id: v }, create: { title: name }, update: { title: name } } } }')).toEqual([
      'update tasks: by-parent',
      'insert tasks: unscoped',
    ])
  })

  it('with rows that only link them to others', () => {
    const change = (where: string, labels: string): string[] =>
      verdictsIn(`async function f(v, org) { await prisma.project.update({ where: ${where}, data: { labels: ${labels} } }) }`, {
        settings: { followForeignKeys: true },
      }).filter((access) => access.startsWith('delete'))
    expect(change('{ id: v.id, organizationId: org }', '{ set: [] }')).toEqual(['delete _LabelToProject: by-parent'])
    expect(change('{ id: v.id, organizationId: org }', '{ disconnect: { id: v.label } }')).toEqual(['delete _LabelToProject: by-parent'])
    expect(change('{ id: v.id }', '{ set: [] }')).toEqual(['delete _LabelToProject: by-reference'])
  })

  it('stand where the call names them, whatever is written with them', () => {
    const places = (data: string): readonly string[] =>
      readBody(`async function f(v) { await prisma.project.update({ where: { id: v.id }, data: ${data} }) }`).flatMap((one) =>
        one.places.filter((_, i) => one.accesses[i]?.includes(' projects:')),
      )
    expect(places('{ labels: { set: [] } }')).toEqual(['project', 'project'])
    expect(places('{ tasks: { deleteMany: {} } }')).toEqual(['project', 'project'])
  })

  it('are not, where a relation is left alone', () => {
    expect(
      accessesIn(
        'prisma.task.update({ where: { id: v.id, organizationId: org }, data: { project: name ? { connect: { id: v } } : undefined } })',
      ),
    ).toEqual(['update tasks: scoped', 'read projects: by-key'])
  })

  it('are set to what Prisma reckons', () => {
    const [sql = ''] = sqlOf(
      'prisma.project.update({ where: { id: v }, data: { amount: { increment: 2 }, archived: { set: true }, parentId: null } })',
    )
    expect(sql).toContain('set "amount" = t0."amount" + 2, "archived" = true, "parent_id" = null where t0."id" = $1001')
  })
})

it.each([
  [
    'const rows = await prisma.project.findMany({ where: { id: { in: v.ids }, organizationId: org } })',
    'rows.length !== v.ids.length',
    'by-row',
  ],
  ['const count = await prisma.project.count({ where: { id: { in: v.ids }, organizationId: org } })', 'count !== v.ids.length', 'by-row'],
  ['const count = await prisma.project.count({ where: { id: { in: v.ids }, organizationId: org } })', 'count < v.ids.length', 'by-row'],
  ['const rows = await prisma.project.findMany({ where: { id: { in: v.ids }, organizationId: org } })', 'rows.length === 0', 'by-key'],
  ['const rows = await prisma.project.findMany({ where: { id: { in: v.ids } } })', 'rows.length !== v.ids.length', 'by-key'],
  [
    'const rows = await prisma.project.findMany({ where: { id: { in: v.ids }, organizationId: org }, include: { tasks: true } })',
    'rows.length !== v.ids.length',
    'by-row',
  ],
])('a list of keys of which as many rows were found: %s, %s', (found, check, verdict) => {
  const body = `${found}\n    if (${check}) throw new Error()\n    await prisma.project.deleteMany({ where: { id: { in: v.ids } } })`
  expect(accessesIn(body).at(-1)).toBe(`delete projects: ${verdict}`)
})

it.each([
  ["typeof id === 'string' ? id : { in: id }", '{ id: v.id }', 'by-row'],
  ['Array.isArray(id) ? { in: id } : id', '{ id: v.id }', 'by-row'],
  ["typeof id === 'string' ? id : { in: id }", '{ id: v.other }', 'by-key'],
  ["typeof id === 'string' ? id : { not: id }", '{ id: v.id }', 'by-key'],
  ['{ in: id }', '{ id: { in: v.id } }', 'by-key'],
])('a row that was found by one key or a list, %s, is found by one again: %s', (one, where, verdict) => {
  const body = `const mine = (id: string | string[]) => ({ id: ${one}, organizationId: org })
    if (!(await prisma.project.findFirst({ where: mine(v.id) }))) throw new Error()
    await prisma.project.deleteMany({ where: ${where} })`
  expect(accessesIn(body)).toEqual(['read projects: scoped', `delete projects: ${verdict}`])
})

it.each([
  ["{ kind: 'none' as const }", 'by-row'],
  ['{ ok: false, id: undefined }', 'by-row'],
  ['{ id: v.other }', 'by-key'],
])('a key that a function gives or not, as %s, is one where Prisma wants a key: %s', (none, verdict) => {
  const body = `const load = async (slug: string) => {
      const project = await prisma.project.findFirst({ where: { slug, organizationId: org } })
      if (!project) return ${none}
      return { kind: 'found' as const, id: project.id }
    }
    const loaded = await load(name)
    await prisma.project.update({ where: { id: loaded.id }, data: { name } })`
  expect(accessesIn(body).at(-1)).toBe(`update projects: ${verdict}`)
})

it.each([
  ["by: ['projectId'], where: { organizationId: org }, _count: true", 'groups.map((one) => one.projectId)', 'by-row'],
  ["by: 'projectId', where: { organizationId: org }", 'groups.map(({ projectId }) => projectId)', 'by-row'],
  ["by: ['title'], where: { organizationId: org }", 'groups.map((one) => one.projectId)', 'by-key'],
  ["by: ['projectId'], where: { organizationId: org }, _count: true", 'groups.map((one) => one._count)', 'by-key'],
  ["by: ['projectId'], where: { done: true }", 'groups.map((one) => one.projectId)', 'dynamic'],
])('groups lead to the rows that they are named by: %s, %s', (groups, ids, verdict) => {
  const body = `const groups = await prisma.task.groupBy({ ${groups} })
    await prisma.project.findMany({ where: { id: { in: ${ids} } } })`
  expect(accessesIn(body).at(-1)).toBe(`read projects: ${verdict}`)
})

it('a row that was loaded for the tenant leads to others', () => {
  const body = `const project = await prisma.project.findFirst({ where: { organizationId: org, slug: name } })
    await prisma.task.findMany({ where: { projectId: project.id } })`
  expect(accessesIn(body)).toEqual(['read projects: scoped', 'read tasks: by-row'])
})

it.each([
  ['{ organizationId: org }', 'by-row'],
  ['{ organizationId: v.other }', 'by-row'],
])('a row that was changed or else added for the tenant leads to others: %s', (create, verdict) => {
  const body = `const project = await prisma.project.upsert({ where: { id: v.id, organizationId: org }, create: ${create}, update: { name } })
    await prisma.task.findMany({ where: { projectId: project.id } })`
  expect(accessesIn(body).at(-1)).toBe(`read tasks: ${verdict}`)
  expect(accessesIn(body.replace(', organizationId: org }, create', ' }, create')).at(-1)).toBe('read tasks: dynamic')
})

describe('what was loaded with a row', () => {
  const load = (where: string): string =>
    `const project = await prisma.project.findFirst({ where: ${where}, include: { tasks: true, labels: true } }); if (!project) return;`
  const tasksOf = (where: string, before: string, id: string): string | undefined =>
    accessesIn(`${load(where)} ${before}; await prisma.task.deleteMany({ where: { id: ${id} } })`).at(-1)

  it.each([
    ['', '{ in: project.tasks.map((task) => task.id) }', 'by-row'],
    ['', 'project.tasks[0].id', 'by-row'],
    ['const late = project.tasks.find((task) => task.title === name)', 'late.id', 'by-row'],
    ['const { tasks } = project', '{ in: tasks.map(({ id }) => id) }', 'by-row'],
    ['const ids = []; for (const task of project.tasks) ids.push(task.id)', '{ in: ids }', 'by-row'],
    ['project.tasks = v.tasks', 'project.tasks[0].id', 'by-key'],
    ['Object.assign(project.tasks[0], v)', 'project.tasks[0].id', 'by-key'],
    ['for (const task of project.tasks) task.id = v.task', 'project.tasks[0].id', 'by-key'],
    ['const ids = []; v.ids.forEach(ids.push, ids)', '{ in: ids }', 'by-key'],
    ['', '{ in: project.labels.map((label) => label.id) }', 'by-key'],
    ['', 'project.tasks[0].title', 'by-key'],
  ])('leads to itself: %s %s', (before, id, verdict) => {
    expect(tasksOf('{ id: v.id, organizationId: org }', before, id)).toBe(`delete tasks: ${verdict}`)
  })

  it('leads to nothing where a write set it', () => {
    const made = `const project = await prisma.project.create({ data: { organizationId: org, tasks: { connect: { id: v.task } } }, include: { tasks: true } })`
    expect(accessesIn(`${made}; await prisma.task.delete({ where: { id: project.tasks[0].id } })`).at(-1)).toBe('delete tasks: by-key')
  })

  it.each([
    ['{ name }', 'include: { tasks: true }', 'project.tasks[0].id', 'by-row'],
    ['{}', 'include: { tasks: true }', 'project.tasks[0].id', 'by-row'],
    ['v.data', 'include: { tasks: true }', 'project.tasks[0].id', 'dynamic'],
    ['{ name }', 'select: { id: true, tasks: { select: { id: true } } }', 'project.tasks[0].id', 'by-row'],
    ['{ name }', 'include: { tasks: true }', 'project.tasks[0].title', 'by-key'],
    ['{ tasks: { connect: { id: v.task } } }', 'include: { tasks: true }', 'project.tasks[0].id', 'by-key'],
    ['{ name, tasks: { connect: { id: v.task } } }', 'include: { tasks: true }', 'project.tasks[0].id', 'by-key'],
  ])('leads to itself where an update of %s gives it: %s', (data, include, id, verdict) => {
    const found = `const project = await prisma.project.update({ where: { id: v.id, organizationId: org }, data: ${data}, ${include} })`
    expect(accessesIn(`${found}; await prisma.task.delete({ where: { id: ${id} } })`).at(-1)).toBe(`delete tasks: ${verdict}`)
  })

  it.each([
    ['{ title: name }', 'by-row'],
    ['v.data', 'dynamic'],
    ['{ projectId: v.project }', 'by-key'],
    ['{ ...v.data, projectId: v.project }', 'by-key'],
    ['{ project: { connect: { id: v.project } } }', 'by-key'],
  ])('leads to the row that it hangs on where an update of %s gives it', (data, verdict) => {
    const found = `const task = await prisma.task.update({ where: { id: v.id, organizationId: org }, data: ${data}, include: { project: true } })`
    expect(accessesIn(`${found}; await prisma.project.delete({ where: { id: task.project.id } })`).at(-1)).toBe(
      `delete projects: ${verdict}`,
    )
  })

  it.each([
    ['return project', 'for (const task of project.tasks) await remove(task.id)', 'by-row'],
    ['return project', 'await Promise.all(project.tasks.map((task) => remove(task.id)))', 'by-row'],
    ['return project', 'const { tasks } = project; for (const task of tasks) await remove(task.id)', 'by-row'],
    ['return { ok: true, project }', 'for (const task of project.project.tasks) await remove(task.id)', 'by-row'],
    ['return project', 'for (const task of project.tasks) await remove(task.title)', 'by-key'],
    ['return project', 'for (const label of project.labels) await remove(label.id)', 'by-key'],
    ['return { ...project, tasks: v.tasks }', 'for (const task of project.tasks) await remove(task.id)', 'by-key'],
    ['project.tasks = v.tasks; return project', 'for (const task of project.tasks) await remove(task.id)', 'by-key'],
  ])('leads to itself where a function gives the row: %s; %s', (end, use, verdict) => {
    const given = `const load = async (id: string) => { ${load('{ id, organizationId: org }').replace('return;', 'throw new Error();')} ${end} }`
    const remove = (id: string): string => `prisma.task.delete({ where: { id: ${id} } })`
    const body = `${given}; const project = await load(v.id); ${use.replace(/remove\((.*?)\)/, (_, id: string) => remove(id))}`
    expect(accessesIn(body).at(-1)).toBe(`delete tasks: ${verdict}`)
  })

  it.each([
    ['{ id: v.id, organizationId: org }', 'project.parent.id', 'by-row'],
    ['{ id: v.id, organizationId: org }', 'project.parent.name', 'by-key'],
    ['{ id: v.id }', 'project.parent.id', 'dynamic'],
  ])('leads to itself by the name of its relation, whatever its table is called: %s, %s', (where, id, verdict) => {
    const found = `const project = await prisma.project.findFirst({ where: ${where}, include: { parent: true } }); if (!project) return`
    expect(accessesIn(`${found}; await prisma.project.delete({ where: { id: ${id} } })`).at(-1)).toBe(`delete projects: ${verdict}`)
  })

  it.each([['include: { children: true }'], ['select: { children: { select: { id: true } } }']])(
    'leads to itself where a row that was deleted gives it: %s',
    (given) => {
      const found = `const project = await prisma.project.delete({ where: { id: v.id, organizationId: org }, ${given} })`
      const change = 'await prisma.project.updateMany({ where: { id: { in: project.children.map((one) => one.id) } }, data: { name } })'
      expect(accessesIn(`${found}; ${change}`).at(-1)).toBe('update projects: by-row')
    },
  )

  it('is told of the query that loaded it, where that is not for the tenant', () => {
    expect(tasksOf('{ name }', '', 'project.tasks[0].id')).toBe('delete tasks: dynamic')
  })

  it.each([
    ['{ id: v.id, task: { organizationId: org } }', '', 'task', 'comment.task.id', 'by-row'],
    ['{ id: v.id, task: { organizationId: org } }', 'const { task } = comment', 'task', 'task.id', 'by-row'],
    ['{ id: v.id, task: { organizationId: org } }', '', 'project', 'comment.task.project.id', 'by-row'],
    ['{ id: v.id, task: { organizationId: org } }', '', 'user', 'comment.task.title', 'global'],
    ['{ id: v.id }', '', 'task', 'comment.task.id', 'dynamic'],
    ['{ id: v.id }', 'const { task } = comment', 'task', 'task.id', 'dynamic'],
  ])('leads on from a row without a tenant column to what it always belongs to: %s %s %s', (where, before, model, id, verdict) => {
    const found = `const comment = await prisma.comment.findFirst({ where: ${where}, include: { task: { include: { project: true } } } }); if (!comment) return`
    expect(accessesIn(`${found}; ${before}; await prisma.${model}.delete({ where: { id: ${id} } })`).at(-1)).toBe(
      `delete ${model}s: ${verdict}`,
    )
  })

  it('leads to the row that it hangs on', () => {
    const found =
      'const task = await prisma.task.findFirst({ where: { id: v.id, organizationId: org }, include: { project: true } }); if (!task) return'
    expect(accessesIn(`${found}; await prisma.project.update({ where: { id: task.project.id }, data: { name } })`).at(-1)).toBe(
      'update projects: by-row',
    )
  })
})

it.each([
  ['{ name, organizationId: org }', 'by-row'],
  ['{ name, organization: { connect: { id: org } } }', 'by-row'],
  ['{ name, organizationId: org, tasks: { create: [{ organizationId: org, title: name }] } }', 'by-row'],
  ['{ name, tasks: { create: [{ organizationId: org, title: name }] } }', 'dynamic'],
])('a row that was made of %s', (data, verdict) => {
  const body = `const project = await prisma.project.create({ data: ${data}, select: { id: true } })
    await prisma.task.findMany({ where: { projectId: project.id } })`
  expect(accessesIn(body).at(-1)).toBe(`read tasks: ${verdict}`)
})

it.each([
  ['if (!one || one.organizationId !== org) throw new Error()', '', 'by-guard'],
  ['if (one?.organizationId !== org) return', ', select: { name: true, organizationId: true }', 'by-guard'],
  ['if (one?.name !== org) return', '', 'by-key'],
])('a row that the program compares itself: %s', (check, more, verdict) => {
  const body = `const id = v.id; const one = await prisma.project.findUnique({ where: { id }${more} }); ${check}
    await prisma.project.update({ where: { id }, data: { name: one.name } })`
  expect(accessesIn(body)).toEqual([`read projects: ${verdict}`, `update projects: ${verdict === 'by-guard' ? 'by-row' : verdict}`])
})

it.each([
  [
    '{ organization: { include: { memberships: { where: { userId: v.userId } } } } }',
    'one.organization.memberships.length === 0',
    'by-guard',
  ],
  ['{ organization: { select: { memberships: { where: { userId: v.userId } } } } }', '!one?.organization.memberships[0]', 'by-guard'],
  ['{ organization: { include: { memberships: true } } }', '!one.organization.memberships.some((m) => m.userId === v.userId)', 'by-guard'],
  ['{ parent: true }', 'one.parent?.organizationId !== org', 'by-guard'],
  ['{ organization: { include: { memberships: true } } }', 'one.organization.memberships.length === 0', 'by-key'],
  ['{ organization: { include: { memberships: { where: { role: v.role } } } } }', 'one.organization.memberships.length === 0', 'by-key'],
  ['{ organization: { include: { memberships: { where: { userId: v.userId } } } } }', 'one.organization.memberships.length > 0', 'by-key'],
])('a row that is read with %s, and not used where %s', (include, check, verdict) => {
  const body = `const one = await prisma.project.findUnique({ where: { id: v.id }, include: ${include} })
    if (${check}) throw new Error()
    return one.name`
  expect(accessesIn(body)).toContain(`read projects: ${verdict}`)
})

it.each([
  ['const one = await prisma.project.findFirst({ where: { id: v.id, organizationId: org } }); if (!one) throw new Error()', 'by-row'],
  ['await prisma.project.findUniqueOrThrow({ where: { id: v.id, organizationId: org } })', 'by-row'],
  [
    'const { count } = await prisma.project.updateMany({ where: { id: v.id, organizationId: org }, data: { name } }); if (!count) return',
    'by-row',
  ],
  [
    'const done = await prisma.project.updateMany({ where: { id: v.id, organizationId: org }, data: { name } }); if (!done.count) return',
    'by-row',
  ],
  ['await prisma.project.update({ where: { id: v.id, organizationId: org }, data: { name } })', 'by-row'],
  ['await prisma.project.updateMany({ where: { id: v.id, organizationId: org }, data: { name } })', 'by-key'],
  ['const one = await prisma.project.findFirst({ where: { id: v.id, organizationId: org } }); if (one === undefined) return', 'by-key'],
  ['await prisma.project.findFirstOrThrow({ where: { id: v.id, organizationId: org } }).catch(() => null)', 'by-key'],
  ['const one = await prisma.project.findUnique({ where: { id: v.id } }); if (!one) throw new Error()', 'by-key'],
  ['const count = await prisma.project.count({ where: { id: v.id, organizationId: org } }); if (count === 0) throw new Error()', 'by-row'],
  ['if (!(await prisma.project.count({ where: { id: v.id, organizationId: org } }))) return', 'by-row'],
  ['const count = await prisma.project.count({ where: { id: v.id, organizationId: org } }); if (count === null) return', 'by-key'],
  ['const count = await prisma.project.count({ where: { id: v.id, organizationId: org } }); if (count > 0) return', 'by-key'],
  [
    'const count = await prisma.project.count({ where: { id: v.id, organizationId: org }, select: { _all: true } }); if (!count) return',
    'by-key',
  ],
  ['const count = await prisma.project.count({ where: { organizationId: org } }); if (count === 0) throw new Error()', 'by-key'],
  ['const count = await prisma.project.count({ where: { id: v.id } }); if (count === 0) throw new Error()', 'by-key'],
  ['const one = await prisma.project.findFirst({ where: { id: v.id, organizationId: org } })', 'by-key'],
])('a key that is the tenant’s by an earlier query: %s', (before, verdict) => {
  const update = 'const id = v.id; await prisma.project.update({ where: { id }, data: { name } })'
  expect(accessesIn(`${before}\n${update}`)).toContain(`update projects: ${verdict}`)
})

const service = (body: string): string => `
  class Projects {
    async findOne(id: string, organizationId: string) {
      const project = await prisma.project.findFirst({ where: { id, organizationId } })
      if (!project) throw new NotFoundException()
      return project
    }
    async findAny(id: string) { return prisma.project.findUniqueOrThrow({ where: { id } }) }
    async findMine(id: string, organizationId?: string) { return prisma.project.findFirstOrThrow({ where: { id, organizationId } }) }
    async run(id: string, organizationId: string, name: string) { ${body} }
  }`

it.each([
  ['await this.findOne(id, organizationId); await prisma.project.delete({ where: { id } })', 'delete projects: by-row'],
  [
    'const { id: found } = await this.findOne(id, organizationId); await prisma.project.delete({ where: { id: found } })',
    'delete projects: by-row',
  ],
  ['const one = await this.findOne(id, organizationId); await prisma.project.delete({ where: { id: one.id } })', 'delete projects: by-row'],
  [
    'const one = await this.findOne(id, organizationId); return prisma.task.findMany({ where: { projectId: one.id } })',
    'read tasks: by-row',
  ],
  [
    "const key = v.get('id') as string; await this.findOne(key, organizationId); await prisma.project.delete({ where: { id: key } })",
    'delete projects: by-row',
  ],
  [
    "const key = v.get('id'); const other = v.get('id'); await this.findOne(key, organizationId); await prisma.project.delete({ where: { id: other } })",
    'delete projects: by-key',
  ],
  [
    "const key = v.get('id'); const one = await prisma.project.findFirst({ where: { id: key, organizationId } }); if (!one) return; await prisma.project.delete({ where: { id: key } })",
    'delete projects: by-row',
  ],
  [
    'const key = next(); const one = await prisma.project.findFirst({ where: { id: next(), organizationId } }); if (!one) return; await prisma.project.delete({ where: { id: key } })',
    'delete projects: by-key',
  ],
  ['await this.findAny(id); await prisma.project.delete({ where: { id } })', 'delete projects: by-key'],
  ['await this.findMine(id, organizationId); await prisma.project.delete({ where: { id } })', 'delete projects: by-key'],
])('what a service makes sure of in another method: %s', (body, verdict) => {
  expect(verdictsIn(service(body)).at(-1)).toBe(verdict)
})

it.each([
  ["{ name: 'x' }", 'scoped', 'by-row'],
  ["{ name: 'x', tasks: { deleteMany: {} } }", 'scoped', 'by-row'],
  ['{ tasks: { deleteMany: {} } }', 'scoped', 'by-row'],
  ['{ tasks: { deleteMany: {} } }', 'by-key', 'by-key'],
])('a row that is written is there, with what is written along: %s', (data, first, second) => {
  const where = first === 'scoped' ? '{ id, organizationId }' : '{ id }'
  const found = verdictsIn(
    `async function f(id, organizationId) { await prisma.project.update({ where: ${where}, data: ${data} }); return prisma.project.findUnique({ where: { id } }) }`,
  )
  expect([found[0], found.at(-1)]).toEqual([expect.stringContaining(`projects: ${first}`), `read projects: ${second}`])
})
