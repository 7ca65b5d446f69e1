import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

const scoped = [
  ':org = organization_id',
  'organization_id is not distinct from :org',
  'organization_id::text = :org::text',
  'organization_id::varchar = :org::text',
  'organization_id = :org::uuid',
  'cast(organization_id as text) = :org::text',
  '(organization_id, id) = (:org, :projects.id)',
  'row(organization_id, rank) = row(:org, 1)',
  '(organization_id, rank) is not distinct from (:org, 1)',
  '(organization_id, rank) in ((:org, 1), (:org, 2))',
  'organization_id in (:org)',
  'organization_id in (:org, :org)',
  'organization_id = any (:organizations.id[])',
  'organization_id = any (array[:org]::uuid[])',
  'organization_id = some (:organizations.id[])',
  ':org = any (array[organization_id])',
  ':org in (organization_id)',
  'coalesce(organization_id, :org) = :org',
  'organization_id in (select :org::uuid)',
  'organization_id = (select :org::uuid)',
  'organization_id = any (array(select :org::uuid))',
  'organization_id = (values (:org::uuid))',
  'organization_id in (values (:org::uuid), (:org::uuid))',
  'organization_id in (select unnest(:organizations.id[]::uuid[]))',
  'organization_id = any (array(select unnest(:organizations.id[]::uuid[])))',
  'exists (select from unnest(:organizations.id[]::uuid[]) as o where o = organization_id)',
  'organization_id = case when :slug::text is null then :org::uuid else :org::uuid end',
  'organization_id = (array[:org::uuid])[1]',
  'organization_id = coalesce(null, :org::uuid)',
]

/** What a row itself has a part in. */
const ofTheRow = [
  'case when rank = 1 then :org::uuid else id end',
  'case when rank = 1 then id else :org::uuid end',
  'case rank when 1 then :org::uuid else :projects.id::uuid end',
  'case 1 when rank then :org::uuid else :projects.id::uuid end',
  'case when 1 = rank then :org::uuid else :projects.id::uuid end',
  'case when name is null then :org::uuid else :projects.id::uuid end',
  'case when not archived then :org::uuid else :projects.id::uuid end',
  'case when true and archived then :org::uuid else :projects.id::uuid end',
  `case when name like 'r%' then :org::uuid else :projects.id::uuid end`,
  '(array[:org::uuid, :projects.id::uuid])[rank]',
  '(array[id])[1]',
  'any (array[:org::uuid, id])',
]

export const equality: Group = {
  title: 'equality',
  schema: shop,
  cases: [
    ...scoped.map((condition): Case => ['fixes', `select id from projects where ${condition}`, 'projects:scoped']),
    ...ofTheRow.map((value): Case => ['of its own row', `select id from projects where organization_id = ${value}`, 'projects:vacuous']),
    ['a row of other columns fixes nothing', 'select id from projects where (rank, id) = (1, :projects.id)', 'projects:by-key'],
    [
      'through another column',
      'select p.id from projects p join tasks t on t.organization_id = p.organization_id join labels l on l.organization_id = t.organization_id where l.organization_id = :org',
      'projects:scoped tasks:scoped labels:scoped',
    ],
    ['COALESCE takes in shared rows', 'select id from labels where coalesce(organization_id, :org) = :org', 'labels:scoped'],
    ['COALESCE of a column with a column', 'select id from projects where coalesce(organization_id, id) = :org', 'projects:vacuous'],
    [
      'a cast that is not injective',
      `select p.id from projects p join tasks t on left(t.organization_id::text, 4) = left(p.organization_id::text, 4) where p.organization_id = :org`,
      'projects:scoped tasks:vacuous',
    ],
    ['a cast that cuts', 'select id from projects where organization_id::varchar(4) = :org::varchar(4)', 'projects:vacuous'],
    [
      'IN a subquery of the tenant’s',
      'select id from projects where organization_id in (select organization_id from tasks where organization_id = :org)',
      'projects:scoped tasks:scoped',
    ],
    [
      'IN a subquery of a person’s memberships',
      'select id from projects where organization_id in (select organization_id from memberships where user_id = :user)',
      'projects:scoped memberships:by-member',
    ],
    [
      '= ANY of a subquery',
      'select id from projects where organization_id = any (select organization_id from memberships where user_id = :user)',
      'projects:scoped memberships:by-member',
    ],
    [
      '= ANY of an array of a subquery',
      'select id from projects where organization_id = any (array(select organization_id from memberships where user_id = :user))',
      'projects:scoped memberships:by-member',
    ],
    [
      '= a scalar subquery',
      'select id from projects where organization_id = (select organization_id from api_keys where key_hash = :api_keys.key_hash)',
      'projects:by-secret api_keys:by-secret',
    ],
    [
      'a scalar subquery =',
      'select id from projects where (select organization_id from api_keys where key_hash = :api_keys.key_hash) = organization_id',
      'projects:by-secret api_keys:by-secret',
    ],
    [
      'IS NOT DISTINCT FROM a scalar subquery, which may give nothing',
      'select id from labels where organization_id is not distinct from (select organization_id from api_keys where key_hash = :api_keys.key_hash)',
      'labels:vacuous api_keys:by-secret',
    ],
    ['IS NOT DISTINCT FROM NULL', 'select id from labels where organization_id is not distinct from null', 'labels:scoped'],
    ['NULL IS NOT DISTINCT FROM it', 'select id from labels where null is not distinct from organization_id', 'labels:scoped'],
    ['IS DISTINCT FROM NULL', 'select id from labels where organization_id is distinct from null', 'labels:vacuous'],
    [
      'a subquery in a comparison',
      'select id from projects where organization_id = :org and rank > (select count(*) from tasks)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'IN a subquery of a pinned root',
      'select id from projects where organization_id in (select id from organizations where slug = :slug)',
      'projects:scoped organizations:scoped',
    ],
    [
      'IN a subquery of all roots',
      'select id from projects where organization_id in (select id from organizations)',
      'projects:unscoped organizations:global',
    ],
    [
      'IN a subquery with a UNION of scoped arms',
      `select id from projects where organization_id in (select organization_id from tasks where organization_id = :org
       union select organization_id from memberships where user_id = :user)`,
      'projects:scoped tasks:scoped memberships:by-member',
    ],
    [
      'IN a subquery with an open arm',
      `select id from projects where organization_id in (select organization_id from tasks where organization_id = :org
       union select organization_id from labels)`,
      'projects:unscoped tasks:scoped labels:unscoped',
    ],
    [
      'what a key found is found by a key',
      'select id from projects where organization_id = (select organization_id from tasks where id = :tasks.id)',
      'projects:by-key tasks:by-key',
    ],
    [
      'IN rows of a subquery',
      'select id from projects where (organization_id, id) in (select organization_id, project_id from tasks where organization_id = :org)',
      'projects:scoped tasks:scoped',
    ],
    [
      'the equality of IN holds inside',
      'select p.id from projects p where p.organization_id = :org and p.id in (select project_id from tasks)',
      'projects:scoped tasks:by-parent',
    ],
    [
      'the equality of IN does not hold behind LIMIT',
      'select p.id from projects p where p.organization_id = :org and p.id in (select project_id from tasks order by id limit 3)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'the equality of = ANY (ARRAY) holds inside',
      'select p.id from projects p where p.organization_id = :org and p.id = any (array(select project_id from tasks))',
      'projects:scoped tasks:by-parent',
    ],
    [
      'the equality of a scalar subquery does not hold inside',
      'select p.id from projects p where p.organization_id = :org and p.id = (select project_id from tasks)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'EXISTS is a semi join: outwards',
      'select p.id from projects p where exists (select from tasks t where t.project_id = p.id and t.organization_id = :org)',
      'projects:by-parent tasks:scoped',
    ],
    [
      'EXISTS is a semi join: inwards',
      'select p.id from projects p where p.organization_id = :org and exists (select from tasks t where t.project_id = p.id)',
      'projects:scoped tasks:by-parent',
    ],
    [
      'EXISTS of the same tenant',
      'select p.id from projects p where exists (select from tasks t where t.organization_id = p.organization_id and t.organization_id = :org)',
      'projects:scoped tasks:scoped',
    ],
    [
      'EXISTS that says nothing of us',
      'select p.id from projects p where exists (select from tasks t where t.organization_id = :org)',
      'projects:unscoped tasks:scoped',
    ],
    [
      'EXISTS of an aggregate is always true',
      'select p.id from projects p where exists (select count(*) from tasks t where t.project_id = p.id and t.organization_id = :org)',
      'projects:unscoped tasks:scoped',
    ],
    [
      'EXISTS with HAVING alone has one row',
      'select p.id from projects p where exists (select from tasks t where t.project_id = p.id and p.organization_id = :org having true)',
      'projects:unscoped tasks:by-parent',
    ],
    [
      'EXISTS with GROUP BY () has one row',
      'select p.id from projects p where exists (select from tasks t where t.project_id = p.id and t.organization_id = :org group by ())',
      'projects:unscoped tasks:scoped',
    ],
    [
      'EXISTS with ROLLUP has one row',
      'select p.id from projects p where exists (select from tasks t where t.project_id = p.id and t.organization_id = :org group by rollup (t.title))',
      'projects:unscoped tasks:scoped',
    ],
    [
      'EXISTS with GROUP BY has a row where one matches',
      'select p.id from projects p where exists (select from tasks t where t.project_id = p.id and t.organization_id = :org group by t.title)',
      'projects:by-parent tasks:scoped',
    ],
    [
      'EXISTS of an aggregate of a column',
      'select p.id from projects p where exists (select max(t.points) from tasks t where t.project_id = p.id and t.organization_id = :org)',
      'projects:unscoped tasks:scoped',
    ],
    [
      'EXISTS that is ordered by an aggregate',
      'select p.id from projects p where exists (select from tasks t where t.project_id = p.id and t.organization_id = :org order by count(*))',
      'projects:unscoped tasks:scoped',
    ],
    [
      'EXISTS of a window has a row where one matches',
      'select p.id from projects p where exists (select count(*) over () from tasks t where t.project_id = p.id and t.organization_id = :org)',
      'projects:by-parent tasks:scoped',
    ],
    [
      'EXISTS of an aggregate of another query has a row where one matches',
      'select p.id from projects p where exists (select (select count(*) from plans) from tasks t where t.project_id = p.id and t.organization_id = :org)',
      'projects:by-parent plans:global tasks:scoped',
    ],
    [
      'NOT EXISTS gives facts inwards',
      'select p.id from projects p where p.organization_id = :org and not exists (select from tasks t where t.project_id = p.id)',
      'projects:scoped tasks:by-parent',
    ],
    [
      'NOT EXISTS gives nothing outwards',
      'select p.id from projects p where not exists (select from tasks t where t.project_id = p.id and t.organization_id = :org)',
      'projects:unscoped tasks:scoped',
    ],
    [
      'NOT IN is NOT EXISTS of what cannot be NULL',
      'select p.id from projects p where p.organization_id = :org and p.id not in (select project_id from tasks)',
      'projects:scoped tasks:by-parent',
    ],
    [
      '<> ALL is NOT IN',
      'select p.id from projects p where p.organization_id = :org and p.id <> all (select project_id from tasks)',
      'projects:scoped tasks:by-parent',
    ],
    [
      'NOT of IN is NOT IN',
      'delete from projects p where p.organization_id = :org and not p.id in (select project_id from tasks union select project_id from tasks where done)',
      'projects.delete:scoped tasks:by-parent tasks:by-parent',
    ],
    [
      'NOT IN of rows of the same table',
      "select p.id from projects p where p.organization_id = :org and p.id not in (select q.id from projects q join tasks t on t.project_id = q.id where t.title = 'x')",
      'projects:scoped projects:scoped tasks:by-parent',
    ],
    [
      'NOT IN of rows of the same table by another column',
      'select p.id from projects p where p.organization_id = :org and p.rank not in (select q.rank from projects q)',
      'projects:scoped projects:unscoped',
    ],
    [
      'NOT IN of what a condition keeps from being NULL',
      'select t.id from tasks t where t.organization_id = :org and t.id not in (select c.task_id from comments c where c.task_id is not null)',
      'tasks:scoped comments:by-parent',
    ],
    [
      'NOT IN of what may be NULL',
      'select t.id from tasks t where t.organization_id = :org and t.id not in (select c.task_id from comments c)',
      'tasks:scoped comments:unscoped',
    ],
    [
      'NOT IN of what some rows keep from being NULL',
      "select t.id from tasks t where t.organization_id = :org and t.id not in (select c.task_id from comments c where c.task_id is not null or c.body = 'x')",
      'tasks:scoped comments:unscoped',
    ],
    [
      'NOT IN of what an outer join may leave out',
      'select p.id from projects p where p.organization_id = :org and p.id not in (select t.project_id from users u left join tasks t on t.assignee_id = u.id)',
      'projects:scoped users:global tasks:unscoped',
    ],
    [
      'NOT IN of what grouping sets leave out',
      'select p.id from projects p where p.organization_id = :org and p.id not in (select t.project_id from tasks t group by rollup (t.project_id))',
      'projects:scoped tasks:unscoped',
    ],
    [
      'what may be NULL and is NOT IN anything',
      'select t.id from tasks t where t.organization_id = :org and t.parent_id not in (select u.id from tasks u)',
      'tasks:scoped tasks:unscoped',
    ],
    [
      'what an outer join may leave out and is NOT IN anything',
      'select u.id from users u left join projects p on p.owner_id = u.id and p.organization_id = :org where p.id not in (select t.project_id from tasks t)',
      'users:global projects:scoped tasks:unscoped',
    ],
    [
      'rows that are NOT IN others',
      'select p.id from projects p where p.organization_id = :org and (p.organization_id, p.id) not in (select t.organization_id, t.project_id from tasks t)',
      'projects:scoped tasks:scoped',
    ],
    [
      'rows of which one column may be NULL',
      'select t.id from tasks t where t.organization_id = :org and (t.organization_id, t.id) not in (select c.organization_id, c.task_id from comments c)',
      'tasks:scoped comments:unscoped',
    ],
    [
      'NOT IN of one row after the other',
      'select p.id from projects p where p.organization_id = :org and p.id not in (select t.project_id from tasks t order by t.id limit 1)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'NOT IN of a nullable tenant column',
      'select p.id from projects p where p.organization_id = :org and p.organization_id not in (select l.organization_id from labels l)',
      'projects:scoped labels:unscoped',
    ],
    [
      'NOT IN gives no equality outwards',
      'select p.id from projects p where p.organization_id not in (select organization_id from tasks where organization_id = :org)',
      'projects:vacuous tasks:scoped',
    ],
    [
      'the block of NOT IN sees the facts of its place',
      'select p.id from projects p where p.organization_id = :org and p.owner_id not in (select t.assignee_id from tasks t where t.project_id = p.id)',
      'projects:scoped tasks:by-parent',
    ],
    [
      '= ALL gives no equality',
      'select p.id from projects p where p.organization_id = :org and p.id = all (select project_id from tasks)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'the block of ALL sees the facts of its place',
      'select p.id from projects p where p.organization_id = :org and p.rank >= all (select t.points from tasks t where t.organization_id = p.organization_id)',
      'projects:scoped tasks:scoped',
    ],
    [
      '< ANY gives no equality',
      'select p.id from projects p where p.organization_id = :org and p.rank < any (select t.points from tasks t)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'a subquery in one branch of an OR sees that branch alone',
      'select p.id from projects p where p.organization_id = :org or exists (select from tasks t where t.project_id = p.id)',
      'projects:vacuous tasks:unscoped',
      'undecided',
    ],
    [
      'a subquery on the left of IN',
      'select p.id from projects p where p.organization_id = :org and (select max(t.points) from tasks t) in (1, 2)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'a subquery on the left of a subquery',
      'select p.id from projects p where p.organization_id = :org and (select max(t.points) from tasks t) = (select 3)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'NOT IN a set operation with an arm that may give NULL',
      'select p.id from projects p where p.organization_id = :org and p.id not in (select project_id from tasks union all select project_id from entries)',
      'projects:scoped tasks:unscoped entries:unscoped',
    ],
    [
      'NOT IN a set operation without one',
      'select p.id from projects p where p.organization_id = :org and p.id not in (select project_id from tasks union all select project_id from notes)',
      'projects:scoped tasks:by-parent notes:scoped',
    ],
    [
      'NOT IN of a row of which one column may be NULL',
      'select p.id from projects p where p.organization_id = :org and (p.id, p.owner_id) not in (select project_id, assignee_id from tasks)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'IN of rows, not all of them values',
      'select id from projects where (organization_id, rank) in ((:org, 1), (owner_id, 2))',
      'projects:vacuous',
    ],
    [
      'IS NOT DISTINCT FROM NULL in another branch',
      'select id from projects where organization_id = :org or name is not distinct from null',
      'projects:vacuous',
    ],
  ],
}
