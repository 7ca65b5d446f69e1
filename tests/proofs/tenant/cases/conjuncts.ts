import type { Group } from './case.ts'
import { shop } from './schemas.ts'

export const conjuncts: Group = {
  title: 'conjuncts',
  schema: shop,
  cases: [
    ['WHERE holds', 'select * from projects where organization_id = :org', 'projects:scoped'],
    ['nothing holds', 'select * from projects', 'projects:unscoped'],
    [
      'WHERE holds for every access',
      'select * from projects p, tasks t where p.organization_id = :org and t.organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    ['each access is judged alone', 'select * from projects p, tasks t where p.organization_id = :org', 'projects:scoped tasks:unscoped'],
    [
      'of a self-join both sides are judged',
      'select * from tasks a join tasks b on b.title = a.title where a.organization_id = :org',
      'tasks:scoped tasks:unscoped',
    ],
    [
      'an inner ON holds for both sides',
      'select * from projects p join tasks t on t.organization_id = p.organization_id and p.organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'an inner ON holds for other accesses',
      `select * from projects p join tasks t on t.project_id = p.id
       join labels l on p.organization_id = :org and l.organization_id = p.organization_id`,
      'projects:scoped tasks:by-parent labels:scoped',
    ],
    [
      'an inner ON inside a nullable side holds there alone',
      `select c.id, t.id from comments c
       left join (tasks t join projects p on p.id = t.project_id and p.organization_id = :org) on t.id = c.task_id`,
      'comments:unscoped tasks:by-parent projects:scoped',
    ],
    [
      'a cross join has no condition',
      'select * from projects p cross join tasks t where t.organization_id = :org',
      'projects:unscoped tasks:scoped',
    ],
    [
      'HAVING holds over grouped columns',
      'select organization_id, count(*) from projects group by organization_id having organization_id = :org',
      'projects:scoped',
    ],
    [
      'HAVING over an aggregate of the column',
      'select name from projects group by name having min(organization_id::text) = :org::text',
      'projects:vacuous',
    ],
    [
      'HAVING holds over columns of a grouped primary key',
      'select p.id, count(*) from projects p join tasks t on t.project_id = p.id group by p.id having p.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'a strict HAVING holds with ROLLUP',
      'select organization_id, name, count(*) from projects group by rollup (organization_id, name) having organization_id = :org',
      'projects:scoped',
    ],
    [
      'a strict HAVING holds with CUBE',
      'select organization_id, name, count(*) from projects group by cube (organization_id, name) having organization_id = :org',
      'projects:scoped',
    ],
    [
      'a strict HAVING holds with GROUPING SETS',
      'select organization_id, name, count(*) from projects group by grouping sets ((organization_id), (name)) having organization_id = :org',
      'projects:scoped',
    ],
    [
      'IS NULL meets the subtotals',
      'select organization_id, count(*) from labels group by rollup (organization_id) having organization_id is null',
      'labels:unscoped',
    ],
    [
      'without sets IS NULL is a shared row',
      'select organization_id, count(*) from labels group by organization_id having organization_id is null',
      'labels:scoped',
    ],
    [
      'IS NOT DISTINCT FROM meets the subtotals',
      'select organization_id, count(*) from labels group by rollup (organization_id) having organization_id is not distinct from null',
      'labels:unscoped',
    ],
    [
      'a WHERE below sets holds',
      'select name, count(*) from projects where organization_id = :org group by rollup (name)',
      'projects:scoped',
    ],
    ['GROUP BY a position', 'select organization_id, count(*) from projects group by 1 having organization_id = :org', 'projects:scoped'],
    [
      'GROUP BY the name of an output',
      'select x.org, x.total from (select organization_id as org, count(*) as total from projects group by org) x where x.org = :org',
      'projects:scoped',
    ],
    ['a constant true gives nothing', 'select * from projects where true', 'projects:unscoped'],
    ['1 = 1 gives nothing', 'select * from projects where 1 = 1', 'projects:unscoped'],
    ['1 = 1 beside the tenant', 'select * from projects where 1 = 1 and organization_id = :org', 'projects:scoped'],
    ['a constant false branch drops out', 'select * from projects where organization_id = :org or false', 'projects:scoped'],
    ['1 = 0 drops out', 'select * from projects where organization_id = :org or 1 = 0', 'projects:scoped'],
    ["'a' = 'b' drops out", `select * from projects where organization_id = :org or 'a' = 'b'`, 'projects:scoped'],
    ['a NULL branch drops out', 'select * from projects where organization_id = :org or null', 'projects:scoped'],
    ['= NULL drops out', 'select * from projects where organization_id = :org or name = null', 'projects:scoped'],
    ['NULL IS NOT NULL drops out', 'select * from projects where organization_id = :org or null is not null', 'projects:scoped'],
    ['a constant true branch opens', 'select * from projects where organization_id = :org or true', 'projects:vacuous'],
    ['1 = 1 as a branch opens', 'select * from projects where organization_id = :org or 1 = 1', 'projects:vacuous'],
    ['nothing can meet false', 'select * from projects where false', 'projects:scoped'],
    ['schemas besides public', 'select * from billing.invoices where organization_id = :org', 'invoices:scoped'],
    [
      'the same name in another schema is another table',
      'select * from billing.projects p join projects q on q.name = p.name where q.organization_id = :org',
      'projects:global projects:scoped',
      'undecided',
    ],
  ],
}
