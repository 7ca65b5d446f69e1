import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table employees (id uuid primary key, organization_id uuid not null references organizations, is_admin boolean, role text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
`

function verdicts(body: string): string[] {
  const around = `export async function run(org: string, id: string, ids: string[], user: any, input: any, req: any) {\n${body}\n}\n`
  return verdictsOf(around.replaceAll('ASK', 'select * from projects where id = ${id}'), schema).map((one) => one.replace(/.*: /, ''))
}

describe('what a function has not picked', () => {
  const rows = 'const rows = await sql`select * from projects where id = any(${ids})`\n'
  it.each([
    ['return rows.filter(async (row: any) => row.organization_id === org)'],
    ['const own = rows.find(async (row: any) => { return row.organization_id === org }); return own'],
    ['return rows.filter(function* (row: any) { return row.organization_id === org })'],
    ['if (!rows.every(function* (row: any) { return row.organization_id === org })) return null\nreturn rows'],
  ])('may be any row, as its answer is always there: %s', (body) => {
    expect(verdicts(rows + body)).toEqual(['by-key'])
  })
})

describe('another place of a list', () => {
  const rows = 'const rows = await sql`select * from projects where id = any(${ids})`\n'
  it.each([
    ['let i = 0; if (rows[i].organization_id !== org) return; i++; return rows[i]'],
    ['let i = 0; if (rows[i++].organization_id !== org) return; return rows[i++]'],
    ['if (rows[next()].organization_id !== org) return; return rows[next()]'],
    ['if (rows.at(next()).organization_id !== org) return; return rows.at(next())'],
    ['if (rows[input.at].organization_id !== org) return; input.at = 2; return rows[input.at]'],
    ['const i = 0; if (rows[i].organization_id !== org) return; for (const i of ids) send(rows[i])'],
    ['if (rows[0].organization_id !== org) return\nrows.shift(); return rows[0]'],
    ['if (rows.at(-1).organization_id !== org) return\nrows.pop(); return rows.at(-1)'],
  ])('may be reached by the same words: %s', (body) => {
    expect(verdicts(rows + body)).toEqual(['by-key'])
  })
  it.each([
    ['for (let i = 0; i < rows.length; i++) { if (rows[i].organization_id !== org) continue; send(rows[i]) }'],
    ['if (rows.at(-1).organization_id !== org) return; return rows.at(-1)'],
    ['if (rows[input.at].organization_id !== org) return; return rows[input.at]'],
    ['while (rows.length > 0) { const row = rows.shift(); if (row.organization_id !== org) continue; send(row) }'],
  ])('is not reached by what stays the same: %s', (body) => {
    expect(verdicts(rows + body)).toEqual(['by-guard'])
  })
})

describe('those who may do everything', () => {
  const row = 'const row = await db.maybeOne(sql`ASK`)\n'
  it.each([
    ['if (!input.isAdmin && row.organization_id !== org) return'],
    ['if (!req.body.isAdmin && row.organization_id !== org) return'],
    ["if (req.query.role !== 'admin' && row.organization_id !== org) return"],
    ['const { isAdmin } = req.body; if (!isAdmin && row.organization_id !== org) return'],
    ['if (row.organization_id !== org && !user.supportTicket) return'],
    ['if (row.organization_id !== org && !(user.isAdmin || input)) return'],
    ['if (row.organization_id !== org && !user.isAdmin && !input) return'],
    ['if (!user.teams.some((team: any) => team.id === row.organization_id || team.isAdmin)) return'],
  ])('are not whoever says so, or has something of theirs: %s', (check) => {
    expect(verdicts(`${row}${check}\nreturn row`)).toEqual(['by-key'])
  })
  it.each([
    ['if (row.organization_id !== org && !(user.isAdmin || user.isStaff)) return'],
    ['if (row.organization_id !== org && !user.isAdmin && !user.isSupport) return'],
    ['if (row.organization_id !== org && !req.user.isAdmin) return'],
    ['const { isAdmin } = req.user; if (!isAdmin && row.organization_id !== org) return'],
    ['if (row.organization_id !== org && !row.isSystem) return'],
  ])('are told by the person who asks: %s', (check) => {
    expect(verdicts(`${row}${check}\nreturn row`)).toEqual(['by-guard'])
  })
  it('are not the person who is looked up', () => {
    const employee = 'const one = await db.maybeOne(sql`select * from employees where id = ${id}`)\n'
    expect(verdicts(`${employee}if (one.organization_id !== org && !one.isAdmin) return\nreturn one`)).toEqual(['by-key'])
    expect(verdicts(`${employee}if (one.organization_id !== org && one.role !== 'admin') return\nreturn one`)).toEqual(['by-key'])
    expect(verdicts(`${employee}if (one.organization_id !== org && !user.isAdmin) return\nreturn one`)).toEqual(['by-guard'])
  })
})

describe('two rows that are compared with each other', () => {
  const project = 'const project = await db.one(sql`ASK`)\n'
  const task = 'const task = await db.one(sql`select * from tasks where id = ${input.task}`)\n'
  const compared = 'if (task.organization_id !== project.organization_id) throw new Error()\n'
  it.each([
    [compared],
    ['const of = project.organization_id; if (task.organization_id !== of) throw new Error()\n'],
    ['const { organization_id } = project; if (task.organization_id !== organization_id) throw new Error()\n'],
    ['if (String(task.organization_id) !== String(project.organization_id)) throw new Error()\n'],
  ])('may both be those of another tenant, of which one is only compared: %s', (check) => {
    expect(verdicts(`${project}${task}${check}return task`)).toEqual(['by-guard', 'by-key'])
  })
  it('may be those of another tenant though one stands in a list', () => {
    const check = 'if (![project.organization_id, org].includes(task.organization_id)) throw new Error()\n'
    expect(verdicts(`${project}${task}${check}return task`)[1]).toBe('by-key')
  })
  it('may both be those of another tenant, where something becomes of both', () => {
    expect(verdicts(`${project}${task}${compared}return [project, task]`)).toEqual(['by-key', 'by-key'])
    expect(verdicts(`${task}${project}${compared}return [project, task]`)).toEqual(['by-key', 'by-key'])
  })
  it('are the tenant’s where the one is another’s that is', () => {
    const employee = 'const me = await db.one(sql`select * from employees where id = ${user.id}`)\n'
    const held = 'if (project.organization_id !== me.organization_id) throw new Error()\n'
    expect(verdicts(`${employee}${project}${held}${task}${compared}return task`)).toEqual(['by-guard', 'by-guard', 'by-guard'])
  })
  it('are the tenant’s where one of them is', () => {
    const held = 'if (project.organization_id !== org) throw new Error()\n'
    expect(verdicts(`${project}${held}${task}${compared}return task`)).toEqual(['by-guard', 'by-guard'])
    expect(verdicts(`${task}${project}${held}${compared}return task`)).toEqual(['by-guard', 'by-guard'])
    expect(verdicts(`${project.replace('ASK', 'ASK and organization_id = ${org}')}${task}${compared}return task`)).toEqual([
      'scoped',
      'by-guard',
    ])
  })
  it('are so where one of them is the person who asks', () => {
    const employee = 'const me = await db.one(sql`select * from employees where id = ${user.id}`)\n'
    expect(verdicts(`${employee}${project}if (project.organization_id !== me.organization_id) throw new Error()\nreturn project`)).toEqual([
      'by-guard',
      'by-guard',
    ])
  })
})

describe('one of some tenants that are written out', () => {
  const row = 'const row = await db.maybeOne(sql`ASK`)\n'
  it('is known by who asks', () => {
    expect(verdicts(`${row}if (![org, user.organizationId].includes(row.organization_id)) return\nreturn row`)).toEqual(['by-guard'])
    expect(verdicts(`${row}if (!['x', org].includes(row.organization_id)) return\nreturn row`)).toEqual(['by-key'])
    expect(verdicts(`${row}if (![row.organization_id, org].includes(row.organization_id)) return\nreturn row`)).toEqual(['by-key'])
  })
})

describe('a check that has to come out well before anything goes on', () => {
  const asking = 'return db.one(sql`ASK`)'
  it.each([
    ['await Promise.all([assertAccess(id, user), log(id)])'],
    ['try { await assertAccess(id, user) } catch (error) { return null }'],
    ['try { await assertAccess(id, user) } catch (error) { log(error); throw new Error() } finally { done() }'],
    ['try { await assertAccess(id, user) } finally { done() }'],
    ['try { if (!(await hasAccess(id, user))) throw new Error() } catch { return null }'],
  ])('holds what follows: %s', (check) => {
    expect(verdicts(`${check}\n${asking}`)).toEqual(['by-guard'])
  })
  it.each([
    ['Promise.all([assertAccess(id, user)])'],
    ['await Promise.allSettled([assertAccess(id, user)])'],
    ['await Promise.race([assertAccess(id, user), log(id)])'],
    ['await Promise.all([hasAccess(id, user)])'],
    ['await Promise.all([assertAccess(id, user).catch(log)])'],
    ['await Promise.all([input && assertAccess(id, user)])'],
    ['try { await assertAccess(id, user) } catch (error) { log(error) }'],
    ['try { await assertAccess(id, user) } catch (error) { if (input) return null }'],
    ['try { log(id) } catch { await assertAccess(id, user) }'],
    ['await assertAccess?.(id, user)'],
    ['assertAccess?.(id, user)'],
    ['await user.rights?.assertAccess(id, user)'],
  ])('holds nothing that goes on anyway: %s', (check) => {
    expect(verdicts(`${check}\n${asking}`)).toEqual(['by-key'])
  })
  it('holds rows of which none was found that is another’s', () => {
    const rows = 'const rows = await sql`select * from projects where id = any(${ids})`\n'
    const found = (test: string): string =>
      `${rows}const other = rows.find((row: any) => ${test}); if (other) throw new Error()\nreturn rows`
    expect(verdicts(found('row.organization_id !== org'))).toEqual(['by-guard'])
    expect(verdicts(found('row.organization_id !== org || row.name'))).toEqual(['by-guard'])
    expect(verdicts(found('row.organization_id !== org && row.name'))).toEqual(['by-key'])
    expect(verdicts(found('row.organization_id === org'))).toEqual(['by-key'])
  })
})
