import type { Group } from './case.ts'
import { shop } from './schemas.ts'

export const subBlocks: Group = {
  title: 'sub-blocks',
  schema: shop,
  cases: [
    [
      'through the second column of ROLLUP',
      'select x.n from (select title, organization_id, count(*) as n from tasks group by rollup (title, organization_id)) x where x.organization_id = :org',
      'tasks:scoped',
    ],
    [
      'not through the first',
      `select x.n from (select title, organization_id, count(*) as n from tasks group by rollup (title, organization_id)) x where x.title = 'red'`,
      'tasks:unscoped',
    ],
    [
      'an aggregate without groups has a row although none can meet its WHERE',
      'select count(*), (select count(*) from labels) from projects where false',
      'labels:unscoped projects:scoped',
    ],
    [
      'GROUPING SETS have one too',
      `select sum(1) from projects p where p.id is null group by grouping sets ((p.name), ())
       having exists (select 1 from labels l where l.color is not distinct from p.name)`,
      'projects:scoped labels:unscoped',
    ],
    [
      'its WHERE says nothing of what is around it',
      'select (select count(*) + (select count(*) from labels l where l.organization_id = p.organization_id) from tasks t where t.project_id = p.id and p.organization_id = :org) from projects p',
      'labels:unscoped tasks:by-parent projects:unscoped',
    ],
    [
      'groups have rows that meet WHERE',
      'select name, (select count(*) from labels) from projects where false group by name',
      'labels:scoped projects:scoped',
    ],
    ['into a derived table', 'select x.id from (select * from projects) x where x.organization_id = :org', 'projects:scoped'],
    [
      'out of a derived table',
      'select t.id from (select id from projects where organization_id = :org) x join tasks t on t.project_id = x.id',
      'projects:scoped tasks:by-parent',
    ],
    [
      'a fixed output column',
      'select t.id from (select organization_id from projects where organization_id = :org) x join tasks t on t.organization_id = x.organization_id',
      'projects:scoped tasks:scoped',
    ],
    ['a renamed column', 'select x.o from (select id, organization_id from projects) x (i, o) where x.o = :org', 'projects:scoped'],
    [
      'an injective cast of the column',
      'select x.o from (select id, organization_id::text as o from projects) x where x.o = :org::text',
      'projects:scoped',
    ],
    [
      'an expression of the column',
      `select x.o from (select id, left(organization_id::text, 40) as o from projects) x where x.o = :org::text`,
      'projects:unscoped',
    ],
    ['through several', 'select z.id from (select * from (select * from projects) y) z where z.organization_id = :org', 'projects:scoped'],
    [
      'not through LIMIT',
      'select x.id from (select * from projects order by id limit 10) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'through OFFSET 0, a fence for the planner',
      'select x.id from (select * from projects offset 0) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'not through OFFSET of a parameter',
      'select x.id from (select * from projects order by id offset $9) x where x.organization_id = :org',
      'projects:unscoped',
      'undecided',
    ],
    [
      'EXISTS of an aggregate that only its ORDER BY tells, which always has a row',
      'select p.id from projects p where exists (select tally(t.id order by t.id) from tasks t where t.organization_id = :org and t.organization_id = p.organization_id)',
      'projects:unscoped tasks:scoped',
      'undecided',
    ],
    [
      'not through OFFSET',
      'select x.id from (select * from projects order by id offset 1) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'not through FETCH WITH TIES',
      'select x.id from (select * from projects order by rank fetch first 2 rows with ties) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    ['through LIMIT ALL', 'select x.id from (select * from projects limit all) x where x.organization_id = :org', 'projects:scoped'],
    ['through LIMIT NULL', 'select x.id from (select * from projects limit null) x where x.organization_id = :org', 'projects:scoped'],
    [
      'LIMIT below the tenant',
      'select x.id from (select * from projects where organization_id = :org order by id limit 2) x',
      'projects:scoped',
    ],
    [
      'out of LIMIT',
      'select t.id from (select id from projects where organization_id = :org order by id limit 2) x join tasks t on t.project_id = x.id',
      'projects:scoped tasks:by-parent',
    ],
    [
      'through DISTINCT',
      'select x.organization_id from (select distinct organization_id, name from projects) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'not through DISTINCT ON without it',
      'select x.id from (select distinct on (rank) * from projects order by rank, id) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'through DISTINCT ON with it',
      'select x.id from (select distinct on (organization_id, rank) * from projects order by organization_id, rank, id) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'through DISTINCT ON its name',
      'select x.id from (select distinct on (org) id, organization_id as org from projects order by org, id) x where x.org = :org',
      'projects:scoped',
    ],
    [
      'not through a window without it',
      'select x.id from (select *, rank() over (order by rank) as r from projects) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'not through a window over something else',
      'select x.id from (select *, rank() over (partition by name order by rank) as r from projects) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'through a window with it',
      'select x.id, x.r from (select *, rank() over (partition by organization_id order by rank) as r from projects) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'through a named window with it',
      'select x.id, x.r from (select *, rank() over (w order by rank) as r from projects window w as (partition by organization_id)) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'not through a named window without it',
      'select x.id, x.r from (select *, rank() over w as r from projects window w as (order by rank)) x where x.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'one of two windows without it',
      `select x.id from (select *, rank() over (partition by organization_id order by rank) as r, count(*) over () as n from projects) x
       where x.organization_id = :org`,
      'projects:unscoped',
    ],
    ['a window below the tenant', 'select id, rank() over (order by rank) from projects where organization_id = :org', 'projects:scoped'],
    [
      'through grouping with it',
      'select x.total from (select organization_id, count(*) as total from projects group by organization_id) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'not through grouping without it',
      'select x.total from (select name, min(organization_id::text) as organization_id, count(*) as total from projects group by name) x where x.organization_id = :org::text',
      'projects:unscoped',
    ],
    [
      'through grouping by the primary key',
      'select x.total from (select p.organization_id, count(*) as total from projects p join tasks t on t.project_id = p.id group by p.id) x where x.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'through ROLLUP with it, where NULL is rejected',
      'select x.total from (select organization_id, name, count(*) as total from projects group by rollup (organization_id, name)) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'not through ROLLUP where NULL passes',
      'select x.total from (select organization_id, count(*) as total from labels group by rollup (organization_id)) x where x.organization_id is null',
      'labels:unscoped',
    ],
    [
      'out of ROLLUP where NULL is rejected',
      `select t.id from (select organization_id, count(*) from projects where organization_id = :org group by rollup (organization_id)) x
       join tasks t on t.organization_id = x.organization_id`,
      'projects:scoped tasks:scoped',
    ],
    [
      'out of an aggregate that always has a row',
      `select t.id from (select count(*) as n from projects where organization_id = :org) x join tasks t on t.points = x.n`,
      'projects:scoped tasks:unscoped',
    ],
    ['an aggregate of the tenant', 'select count(*) from projects where organization_id = :org', 'projects:scoped'],
    [
      'a lateral derived table',
      'select p.id, x.id from projects p cross join lateral (select t.id from tasks t where t.project_id = p.id order by t.id limit 2) x where p.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'a lateral derived table that fixes the left',
      'select p.id from projects p cross join lateral (select p.organization_id as o) x where x.o = :org',
      'projects:scoped',
    ],
    [
      'a subquery in the select list',
      'select p.id, (select count(*) from tasks t where t.project_id = p.id) from projects p where p.organization_id = :org',
      'tasks:by-parent projects:scoped',
    ],
    [
      'a subquery in the select list that says nothing of us',
      'select p.id, (select count(*) from tasks) from projects p where p.organization_id = :org',
      'tasks:unscoped projects:scoped',
    ],
    [
      'a condition on a subquery in the select list',
      'select p.id, exists (select from tasks t where t.project_id = p.id) from projects p where p.organization_id = :org',
      'tasks:by-parent projects:scoped',
    ],
    [
      'IN in the select list tells of rows without a match',
      'select p.id, p.id in (select t.project_id from tasks t) from projects p where p.organization_id = :org',
      'tasks:unscoped projects:scoped',
    ],
    [
      'a subquery in CASE',
      'select case when (select max(t.points) from tasks t where t.project_id = p.id) > 1 then 1 else 2 end from projects p where p.organization_id = :org',
      'tasks:by-parent projects:scoped',
    ],
    [
      'a subquery in ORDER BY',
      'select p.id from projects p where p.organization_id = :org order by (select count(*) from tasks t where t.title = p.name)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'a subquery in GROUP BY',
      'select count(*) from projects p where p.organization_id = :org group by (select count(*) from tasks t where t.project_id = p.id)',
      'projects:scoped tasks:by-parent',
    ],
    [
      'a subquery in HAVING',
      'select p.organization_id from projects p where p.organization_id = :org group by p.organization_id having exists (select from tasks t where t.organization_id = p.organization_id)',
      'projects:scoped tasks:scoped',
    ],
    [
      'a subquery in HAVING over sets meets the subtotals',
      `select p.id, (select count(*) from tasks t where t.parent_id is not distinct from x.id)
       from projects p join tasks x on x.project_id = p.id where p.organization_id = :org and x.organization_id = :org group by rollup (p.id, x.id)`,
      'tasks:unscoped projects:scoped tasks:scoped',
    ],
    [
      'a subquery in LIMIT',
      'select id from projects where organization_id = :org order by id limit (select count(*) from tasks)',
      'projects:scoped tasks:unscoped',
    ],
    [
      'a subquery in ON',
      'select p.id from projects p join tasks t on t.project_id = p.id and exists (select from comments c where c.task_id = t.id) where p.organization_id = :org',
      'projects:scoped tasks:by-parent comments:by-parent',
    ],
    [
      'a subquery two levels down',
      `select p.id from projects p where p.organization_id = :org and exists (
         select from tasks t where t.project_id = p.id and not exists (select from comments c where c.task_id = t.id))`,
      'projects:scoped tasks:by-parent comments:by-parent',
    ],
    [
      'a subquery that skips a level',
      `select p.id from projects p where p.organization_id = :org and exists (
         select from plans where exists (select from tasks t where t.organization_id = p.organization_id and t.points = plans.id))`,
      'projects:scoped plans:global tasks:scoped',
    ],
    ['a view is read as its definition', 'select id from open_tasks where organization_id = :org', 'tasks:scoped'],
    ['a view without a condition', 'select id from open_tasks', 'tasks:unscoped'],
    ['a view with columns of its own names', 'select total from project_counts where org = :org', 'projects:scoped'],
    [
      'a view that is joined',
      'select p.id from projects p join open_tasks t on t.project_id = p.id where p.organization_id = :org',
      'projects:scoped tasks:by-parent',
    ],
    [
      'a view does not see the statement’s WITH',
      'with tasks as (select 1) select id from open_tasks where organization_id = :org',
      'tasks:scoped',
    ],
    ['a materialized view is a table', 'select total from task_counts where organization_id = :org', 'task_counts:scoped'],
    ['a materialized view without a condition', 'select total from task_counts', 'task_counts:unscoped'],
    [
      'a column of an outer level',
      'select p.id from projects p where exists (select from plans where organization_id = :org)',
      'projects:scoped plans:global',
    ],
    [
      'a derived table does not see its neighbours',
      `select p.id from projects p, (select id from tasks where organization_id = :org) x where p.organization_id = :org`,
      'projects:scoped tasks:scoped',
    ],
    [
      'a VALUES list of values and of rows’ columns',
      `select t.id from projects p, lateral (values (:org::uuid), (p.owner_id)) v (o) join tasks t on t.organization_id = v.o
       where p.organization_id = :org`,
      'projects:scoped tasks:unscoped',
    ],
    [
      'a VALUES list of values',
      'select t.id from (values (:org::uuid), (:org::uuid)) v (o) join tasks t on t.organization_id = v.o',
      'tasks:scoped',
    ],
    [
      'functions side by side, one of them of the row',
      `select p.id from projects p, rows from (unnest(:organizations.id[]::uuid[]), unnest(array[p.organization_id])) as r (a, b)
       where p.organization_id = r.b`,
      'projects:unscoped',
    ],
    [
      'functions side by side',
      `select p.id from projects p, rows from (unnest(:organizations.id[]::uuid[]), unnest(:organizations.id[]::uuid[])) as r (a, b)
       where p.organization_id = r.b`,
      'projects:scoped',
    ],
    [
      'a function WITH ORDINALITY',
      'select p.id from projects p, unnest(:organizations.id[]::uuid[]) with ordinality as u where organization_id = u and rank = ordinality',
      'projects:scoped',
    ],
    [
      'a function WITH ORDINALITY, under names of its own',
      'select p.id from projects p, unnest(:organizations.id[]::uuid[]) with ordinality as u (x, n) where organization_id = x and rank = n',
      'projects:scoped',
    ],
    [
      'a VALUES list of rows’ columns',
      'select t.id from projects p, lateral (values (p.owner_id), (p.id)) v (o) join tasks t on t.organization_id = v.o where p.organization_id = :org',
      'projects:scoped tasks:unscoped',
    ],
  ],
}
