import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

const where = (condition: string): string => `select id from projects where ${condition}`

const scoped = [
  'organization_id = :org or organization_id = any (:organizations.id[])',
  `(organization_id = :org and name = 'red') or (organization_id = :org and rank = 1)`,
  'organization_id = :org and (archived or rank > 1)',
  'not (organization_id <> :org)',
  'not (organization_id is distinct from :org)',
  'not (organization_id <> :org or name is null)',
  'not not (organization_id = :org)',
  'not (organization_id <> all (array[:org]::uuid[]))',
  'not (organization_id not in (:org))',
  '(organization_id = :org) is true',
  '(organization_id = :org) = true',
  'true = (organization_id = :org)',
  '(organization_id = :org) <> false',
  '(organization_id <> :org) is false',
  '(organization_id <> :org) = false',
  'not ((organization_id = :org) is not true)',
  'coalesce(organization_id = :org, false)',
  'not coalesce(organization_id <> :org, true)',
  '(organization_id = :org and archived) is true',
  '((organization_id = :org)::boolean) is true',
]

const vacuous = [
  'organization_id <> :org',
  'not (organization_id = :org)',
  'not (organization_id <> any (array[:org]::uuid[]))',
  'organization_id = all (array[:org]::uuid[])',
  '(organization_id = :org) is not false',
  '(organization_id = :org) is not unknown',
  '(organization_id <> :org) is not false',
  '(organization_id <> :org) is not true',
  '(organization_id = :org) is unknown',
  'coalesce(organization_id = :org, true)',
  'case when archived then organization_id = :org else true end',
  'organization_id > :org',
  'organization_id not in (:org)',
  'organization_id is not null',
  'organization_id between :org and :org',
  'organization_id = :org or archived',
  'organization_id = :org or rank > 3',
  `not (organization_id <> :org and name = 'red')`,
  '(organization_id = :org) is distinct from false',
  `organization_id::text like '4%'`,
  `lower(organization_id::text) = :org::text`,
  `nullif(organization_id, :org) is null`,
]

export const truth: Group = {
  title: 'OR, NOT and truth',
  schema: shop,
  cases: [
    ['IS DISTINCT FROM fixes nothing', 'select id from projects where organization_id is distinct from :org', 'projects:vacuous'],
    ['NOT of it is an equality', 'select id from projects where not (organization_id is distinct from :org)', 'projects:scoped'],
    [
      'IS DISTINCT FROM ties nothing',
      'select t.id from tasks t join projects p on p.id is distinct from t.project_id where t.organization_id = :org',
      'tasks:scoped projects:unscoped',
    ],
    ...scoped.map((condition): Case => ['scoped', where(condition), 'projects:scoped']),
    ...vacuous.map((condition): Case => ['fixes nothing', where(condition), 'projects:vacuous']),
    ['an access has the weakest verdict of its branches', where('organization_id = :org or id = :projects.id'), 'projects:by-key'],
    ['in one of three branches', where('organization_id = :org or id = :projects.id or archived'), 'projects:vacuous'],
    ['FILTER fixes nothing', 'select count(*) filter (where organization_id = :org) from projects', 'projects:unscoped'],
    [
      'what every branch fixes is fixed',
      `select t.id, p.id from tasks t join projects p on p.organization_id = t.organization_id
       where t.organization_id = :org or t.organization_id = any (:organizations.id[])`,
      'tasks:scoped projects:scoped',
    ],
    [
      'branches that fix different tables fix neither',
      'select t.id from tasks t, projects p where t.organization_id = :org or p.organization_id = :org',
      'tasks:vacuous projects:vacuous',
      'undecided',
    ],
    [
      'branches that fix either of two joined tables fix both',
      'select t.id from tasks t join projects p on p.organization_id = t.organization_id where t.organization_id = :org or p.organization_id = :org',
      'tasks:scoped projects:scoped',
    ],
    [
      'many optional filters beside the tenant',
      `select t.id from tasks t join projects p on p.id = t.project_id where t.organization_id = :org
       ${Array.from({ length: 12 }, () => `and (:tasks.points::int is null or t.points = :tasks.points::int)`).join(' ')}`,
      'tasks:scoped projects:by-parent',
    ],
    [
      'tests that say nothing of whose a row is, in more branches than are followed',
      `select id from tasks where id = :tasks.id ${Array.from({ length: 12 }, (_, i) => `and (points > ${i} or title <> '${i}' or done)`).join(' ')}`,
      'tasks:by-key',
    ],
    [
      'tests that a joined row has to pass, in each branch',
      `select c.id from comments c left join tasks t on t.id = c.task_id and t.organization_id = :org
       where t.points > 1 or t.title like 'a%'`,
      'comments:by-parent tasks:scoped',
    ],
    [
      'tests that a joined row has to pass, in one branch',
      `select c.id from comments c left join tasks t on t.id = c.task_id and t.organization_id = :org
       where t.points > 1 or c.body like 'a%'`,
      'comments:unscoped tasks:scoped',
    ],
    [
      'more branches than are followed',
      `select id from tasks where ${Array.from({ length: 12 }, (_, i) => `(points = ${i} or title = '${i}')`).join(' and ')} and (organization_id = :org or title = 'x')`,
      'tasks:dynamic',
      'undecided',
    ],
  ],
}
