import type { Group } from './case.ts'
import { shop } from './schemas.ts'

export const setOperations: Group = {
  title: 'set operations',
  schema: shop,
  cases: [
    [
      'each arm is judged',
      'select id from projects where organization_id = :org union select id from tasks where title = :tasks.title',
      'projects:scoped tasks:unscoped',
    ],
    [
      'conditions from outside reach all arms',
      'select x.id from (select id, organization_id from projects union all select id, organization_id from tasks) x where x.organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'they do not pass LIMIT',
      'select x.id from (select id, organization_id from projects union all select id, organization_id from tasks order by id limit 9) x where x.organization_id = :org',
      'projects:unscoped tasks:unscoped',
    ],
    [
      'nor the LIMIT of an arm',
      'select x.id from (select id, organization_id from projects union all (select id, organization_id from tasks order by id limit 1)) x where x.organization_id = :org',
      'projects:scoped tasks:unscoped',
    ],
    [
      'they reach both arms of EXCEPT',
      'select x.organization_id from (select organization_id, name from projects except select organization_id, title from tasks) x where x.organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'they reach both arms of INTERSECT',
      'select x.organization_id from (select organization_id, name from projects intersect all select organization_id, title from tasks) x where x.organization_id = :org',
      'projects:scoped tasks:scoped',
    ],
    [
      'they reach into nested set operations',
      `select x.o from (select organization_id as o from projects union (select organization_id from tasks except select organization_id from labels)) x
       where x.o = :org`,
      'projects:scoped tasks:scoped labels:scoped',
    ],
    [
      'UNION gives what both arms give',
      `select l.id from (select organization_id as o from projects where organization_id = :org union select organization_id from tasks where organization_id = :org) x
       join labels l on l.organization_id = x.o`,
      'projects:scoped tasks:scoped labels:scoped',
    ],
    [
      'and nothing that one does not',
      `select l.id from (select organization_id as o from projects where organization_id = :org union select organization_id from tasks) x
       join labels l on l.organization_id = x.o`,
      'projects:scoped tasks:unscoped labels:unscoped',
    ],
    [
      'EXCEPT gives what the left gives',
      `select l.id from (select organization_id as o from projects where organization_id = :org except select organization_id from tasks) x
       join labels l on l.organization_id = x.o`,
      'projects:scoped tasks:scoped labels:scoped',
    ],
    [
      'INTERSECT gives what either gives',
      `select l.id from (select organization_id as o from projects intersect select organization_id from tasks where organization_id = :org) x
       join labels l on l.organization_id = x.o`,
      'projects:scoped tasks:scoped labels:scoped',
    ],
    [
      'an arm of INTERSECT holds the other one, since rows count only where both give them',
      'select organization_id, name from projects where organization_id = :org intersect select organization_id, title from tasks',
      'projects:scoped tasks:scoped',
    ],
    [
      'by a key, too',
      'select id from tasks where title = :tasks.title intersect select id from tasks where organization_id = :org',
      'tasks:scoped tasks:scoped',
    ],
    [
      'but not by what others may have as well',
      'select name from projects where organization_id = :org intersect select title from tasks',
      'projects:scoped tasks:unscoped',
    ],
    [
      'nor past LIMIT',
      'select organization_id, name from projects where organization_id = :org intersect (select organization_id, title from tasks order by id limit 1)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'the left of EXCEPT holds the right, of which others take nothing away',
      'select organization_id, name from projects where organization_id = :org except all select organization_id, title from tasks',
      'projects:scoped tasks:scoped',
    ],
    [
      'but not the other way round',
      'select organization_id, name from projects except select organization_id, title from tasks where organization_id = :org',
      'projects:unscoped tasks:scoped',
    ],
    [
      'rows of a table through UNION',
      `select t.id from (select id from projects where organization_id = :org union select project_id from tasks where organization_id = :org) x
       join tasks t on t.project_id = x.id`,
      'projects:scoped tasks:scoped tasks:by-parent',
    ],
    [
      'NULL rows of an outer join through UNION',
      `select x.o from (select l.organization_id as o from projects p left join labels l on l.name = p.name and l.organization_id = p.organization_id where p.organization_id = :org
       union all select organization_id from tasks where organization_id = :org) x`,
      'projects:scoped labels:scoped tasks:scoped',
    ],
    ['VALUES alone', 'values (1), (2)', ''],
    ['UNION with VALUES', 'select id from projects where organization_id = :org union values (:projects.id::uuid)', 'projects:scoped'],
    [
      'a subquery in LIMIT',
      `select id from projects where organization_id = :org union select id from labels where organization_id = :org
       order by 1 limit (select count(*) from tasks)`,
      'projects:scoped labels:scoped tasks:unscoped',
    ],
  ],
}
