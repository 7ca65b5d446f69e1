import { describe, expect, it } from 'vitest'
import { reportsOf } from '../../../src/proofs/tenant/reports.ts'
import { hierarchy, shop } from './cases/schemas.ts'
import { withNumbers } from './support/parameters.ts'
import { judgedBy, queryOf, type Schema } from './support/schema.ts'

/** Reports as `first+others:weakest verdict`. */
function shown(sql: string, schema: Schema, alsoTold?: Parameters<typeof reportsOf>[1]): string {
  return reportsOf(judgedBy(schema, queryOf(withNumbers(sql))), alsoTold)
    .map(({ first, weakest, others }) => {
      const members = [first, weakest, ...others].filter((one, i, all) => all.indexOf(one) === i)
      return `${members.map(({ access }) => access.name).join('+')}:${weakest.verdict}`
    })
    .join(' ')
}

const cases: readonly (readonly [shows: string, sql: string, expected: string])[] = [
  ['nothing', 'select id from projects where organization_id = :org', ''],
  ['one alone', 'select id from projects', 'projects:unscoped'],
  ['two that nothing ties', 'select 1 from projects p, labels l', 'projects:unscoped labels:unscoped'],
  ['over a foreign key', 'select 1 from tasks t join projects p on p.id = t.project_id', 'tasks+projects:unscoped'],
  ['over the tenant column', 'select 1 from projects p join labels l on l.organization_id = p.organization_id', 'projects+labels:unscoped'],
  ['the same row', 'select 1 from tasks a join tasks b on b.id = a.id', 'tasks+tasks:unscoped'],
  ['two children of one parent', 'select 1 from tasks a join tasks b on b.project_id = a.project_id', 'tasks+tasks:unscoped'],
  [
    'a chain',
    'select 1 from comments c join tasks t on t.id = c.task_id join projects p on p.id = t.project_id, labels l',
    'comments+tasks+projects:unscoped labels:unscoped',
  ],
  [
    'a chain that is told from its end',
    'select 1 from comments c cross join projects p join tasks t on t.id = c.task_id and t.project_id = p.id',
    'comments+projects+tasks:unscoped',
  ],
  [
    'through the tenants themselves',
    'select 1 from organizations o join projects p on p.organization_id = o.id join labels l on l.organization_id = o.id',
    'projects+labels:unscoped',
  ],
  [
    'not through people',
    'select 1 from projects p join users u on u.id = p.owner_id join tasks t on t.assignee_id = u.id',
    'projects:unscoped tasks:unscoped',
  ],
  [
    'a silent one is no member',
    'select 1 from tasks t join projects p on p.id = t.project_id join labels l on l.name = p.name where t.organization_id = :org',
    'labels:unscoped',
  ],
  ['the facts of the right side alone', 'select 1 from projects p left join tasks t on t.project_id = p.id', 'projects+tasks:unscoped'],
  ['the facts of the left side alone', 'select 1 from projects p right join tasks t on t.project_id = p.id', 'projects+tasks:unscoped'],
  ['not the ON of FULL', 'select 1 from projects p full join tasks t on t.project_id = p.id', 'projects:unscoped tasks:unscoped'],
  ['EXISTS', 'select 1 from projects p where exists (select 1 from tasks t where t.project_id = p.id)', 'projects+tasks:unscoped'],
  ['NOT EXISTS', 'select 1 from projects p where not exists (select 1 from tasks t where t.project_id = p.id)', 'projects+tasks:unscoped'],
  ['IN', 'select 1 from projects where id in (select project_id from tasks)', 'projects+tasks:unscoped'],
  ['NOT IN of what cannot be NULL', 'select 1 from projects where id not in (select project_id from tasks)', 'projects+tasks:unscoped'],
  ['not NOT IN', 'select 1 from projects where owner_id not in (select assignee_id from tasks)', 'projects:unscoped tasks:unscoped'],
  ['not ALL', 'select 1 from projects where id = all (select project_id from tasks)', 'projects:unscoped tasks:unscoped'],
  ['a subquery as a value', 'select (select count(*) from tasks t where t.project_id = p.id) from projects p', 'tasks+projects:unscoped'],
  [
    'subqueries of one tenant',
    'select (select count(*) from projects p where p.organization_id = o.id), (select count(*) from labels l where l.organization_id = o.id) from organizations o',
    'projects+labels:unscoped',
  ],
  [
    'not subqueries of one person',
    'select (select count(*) from projects p where p.owner_id = u.id), (select count(*) from tasks t where t.assignee_id = u.id) from users u',
    'projects:unscoped tasks:unscoped',
  ],
  [
    'a common table expression that is used twice',
    'with t as (select * from tasks) select 1 from t a join projects p on p.id = a.project_id, t b',
    'tasks+projects:unscoped',
  ],
  [
    'in one branch of an OR alone',
    'select 1 from projects p join tasks t on t.project_id = p.id or t.title = p.name',
    'projects:unscoped tasks:unscoped',
  ],
  [
    'in every branch of an OR',
    `select 1 from projects p join tasks t on t.project_id = p.id where p.name = 'x' or t.title = 'y'`,
    'projects+tasks:unscoped',
  ],
  ['by a key', 'select 1 from tasks t join projects p on p.id = t.project_id where p.id = :projects.id', 'tasks+projects:by-reference'],
  [
    'the weakest verdict',
    'select 1 from projects p right join tasks t on t.project_id = p.id and p.id = :projects.id',
    'projects+tasks:unscoped',
  ],
  [
    'a condition that an OR opens, rather than what hangs on its row',
    `select 1 from tasks t join projects p on p.id = t.project_id where p.organization_id = :org or p.name = 'x'`,
    'tasks+projects:vacuous',
  ],
  [
    'a condition that fails, before what hangs on its row',
    'select 1 from projects p join tasks t on t.project_id = p.id where p.organization_id <> :org',
    'projects+tasks:vacuous',
  ],
  [
    'not one that only leaves a tenant out, behind what hangs on its row',
    'select 1 from tasks t join projects p on p.id = t.project_id where p.organization_id <> :org',
    'tasks+projects:unscoped',
  ],
  ['an update', 'update tasks t set points = 1 from projects p where p.id = t.project_id', 'tasks+projects:unscoped'],
  ['TRUNCATE', 'truncate tasks, comments', 'tasks+comments:unscoped'],
  ['MERGE', 'merge into tasks t using projects p on p.id = t.project_id when matched then delete', 'tasks+projects:unscoped'],
]

describe('what is tied is one report', () => {
  it.each(cases)('%s: %s', (_, sql, expected) => {
    expect(shown(sql, shop)).toBe(expected)
  })

  it('over the column of any level', () => {
    expect(shown('select 1 from boards b join cards c on c.workspace_id = b.workspace_id', hierarchy)).toBe('boards+cards:unscoped')
  })

  it('also tells other verdicts where they are asked for', () => {
    const sql =
      'select 1 from projects p join tasks t on t.project_id = p.id join comments c on c.task_id = t.id where p.organization_id = :org'
    expect(shown(sql, shop)).toBe('')
    expect(shown(sql, shop, ['by-parent'])).toBe('tasks+comments:by-parent')
  })
})

describe('the column that holds a row', () => {
  it.each([
    ['select 1 from boards where workspace_id = 1', 'workspace_id is fixed'],
    ['select 1 from boards where workspace_id = 1 and organization_id = 2', 'organization_id is fixed'],
    ['select 1 from workspaces where id = 1', 'id is fixed'],
  ])('is the one that is fixed: %s', (sql, reason) => {
    expect(judgedBy(hierarchy, queryOf(sql)).map((one) => one.reason)).toEqual([reason])
  })
})
