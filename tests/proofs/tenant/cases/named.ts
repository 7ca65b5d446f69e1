import type { Group } from './case.ts'
import { shop } from './schemas.ts'

export const named: Group = {
  title: 'WITH',
  schema: shop,
  cases: [
    ['into a WITH query', 'with p as (select * from projects) select id from p where organization_id = :org', 'projects:scoped'],
    [
      'each use must restrict it',
      'with p as (select * from projects) select a.id from p a, p b where a.organization_id = :org',
      'projects:unscoped',
    ],
    [
      'each use restricts it',
      'with p as (select * from projects) select a.id from p a join p b on b.organization_id = a.organization_id where a.organization_id = :org',
      'projects:scoped',
    ],
    [
      'restricted by itself',
      'with p as (select * from projects where organization_id = :org) select a.id from p a, p b',
      'projects:scoped',
    ],
    ['never used', 'with p as (select * from projects) select 1', ''],
    [
      'one over another',
      'with p as (select * from projects), q as (select * from p where rank > 0) select id from q where organization_id = :org',
      'projects:scoped',
    ],
    [
      'MATERIALIZED makes no difference',
      'with p as materialized (select * from projects) select id from p where organization_id = :org',
      'projects:scoped',
    ],
    [
      'with columns of its own names',
      'with p (a, b) as (select id, organization_id from projects) select a from p where b = :org',
      'projects:scoped',
    ],
    [
      'in a derived table',
      'with p as (select * from projects) select x.id from (select * from p) x where x.organization_id = :org',
      'projects:scoped',
    ],
    [
      'in a subquery',
      'with p as (select * from projects) select t.id from tasks t where t.organization_id = :org and exists (select from p where p.id = t.project_id)',
      'projects:by-parent tasks:scoped',
    ],
    [
      'its name hides the table',
      'with projects as (select * from projects where organization_id = :org) select id from projects',
      'projects:scoped',
    ],
    [
      'its name does not hide the qualified table',
      'with projects as (select 1 as id) select p.id from public.projects p where p.organization_id = :org',
      'projects:scoped',
    ],
    [
      'once with the tenant, after once without',
      'with t as (select id, organization_id from tasks) select id from t union all select id from t where organization_id = :org',
      'tasks:unscoped',
    ],
    [
      'its name does not hide the target of a write',
      'with projects as (select 1 as id) delete from projects where organization_id = :org',
      'projects.delete:scoped',
      'undecided',
    ],
    [
      'without RECURSIVE its own name is the table',
      'with tasks as (select id from projects where organization_id = :org union all select id from tasks where organization_id = :org) select id from tasks',
      'projects:scoped tasks:scoped',
    ],
    [
      'one that reads another',
      `with p as (select id from projects where organization_id = :org), q as (select id from tasks)
       select q.id from q where exists (select from p)`,
      'projects:scoped tasks:unscoped',
    ],
    [
      'RECURSIVE without recursion',
      'with recursive p as (select * from projects union all select * from projects) select id from p where organization_id = :org',
      'projects:scoped projects:scoped',
    ],
    [
      'a tree keeps its tenant',
      `with recursive tree as (
         select id, parent_id from tasks where organization_id = :org and parent_id is null
         union all select t.id, t.parent_id from tasks t join tree on t.parent_id = tree.id)
       select * from tree`,
      'tasks:scoped tasks:by-parent',
    ],
    [
      'a tree that starts with everybody’s',
      `with recursive tree as (
         select id, parent_id from tasks where parent_id is null
         union all select t.id, t.parent_id from tasks t join tree on t.parent_id = tree.id where t.organization_id = :org)
       select * from tree`,
      'tasks:unscoped tasks:scoped',
    ],
    [
      'nothing reaches into a recursion',
      `with recursive tree as (
         select id, organization_id, parent_id from tasks where parent_id is null
         union all select t.id, t.organization_id, t.parent_id from tasks t join tree on t.parent_id = tree.id)
       select * from tree where organization_id = :org`,
      'tasks:unscoped tasks:unscoped',
    ],
    [
      'a fixed column that is carried on',
      `with recursive tree as (
         select id, organization_id from tasks where organization_id = :org
         union select t.id, tree.organization_id from tasks t join tree on t.organization_id = tree.organization_id)
       select p.id from tree join projects p on p.organization_id = tree.organization_id`,
      'tasks:scoped tasks:scoped projects:scoped',
    ],
    [
      'a column that is not carried on',
      `with recursive tree as (
         select id, parent_id, organization_id, 1 as depth from tasks where organization_id = :org
         union all select t.id, t.parent_id, l.organization_id, depth + 1 from tasks t join tree on t.parent_id = tree.id join labels l on l.name = t.title where depth < 3)
       select * from tree`,
      'tasks:scoped tasks:by-parent labels:unscoped',
    ],
    [
      'rows that are not carried on',
      `with recursive tree (id) as (
         select id from tasks where organization_id = :org
         union select x.id from tree join tasks t on t.id = tree.id join tasks x on x.title = t.title)
       select * from tree`,
      'tasks:scoped tasks:unscoped tasks:unscoped',
    ],
    [
      'what is joined to a tree',
      `with recursive tree as (
         select id, parent_id from tasks where organization_id = :org
         union select t.id, t.parent_id from tasks t join tree on t.parent_id = tree.id)
       select c.id from tree join comments c on c.task_id = tree.id`,
      'tasks:scoped tasks:by-parent comments:by-parent',
    ],
    [
      'a tree from a row that a key finds',
      `with recursive tree as (
         select id, parent_id from tasks where id = :id
         union all select t.id, t.parent_id from tasks t join tree on t.parent_id = tree.id)
       select * from tree`,
      'tasks:by-key tasks:by-key',
    ],
    [
      'a tree from the rows of one that a key finds',
      `with recursive tree as (
         select id, parent_id from tasks where parent_id = :id
         union all select t.id, t.parent_id from tree join tasks t on t.id = tree.parent_id)
       select c.id from tree join comments c on c.task_id = tree.id`,
      'tasks:by-reference tasks:by-key comments:by-key',
    ],
    [
      'a tree from a row that a key finds, which goes on from others',
      `with recursive tree as (
         select id, title from tasks where id = :id
         union all select t.id, t.title from tree join tasks t on t.title = tree.title)
       select * from tree`,
      'tasks:by-key tasks:unscoped',
    ],
    [
      'what a tree shows in the place of a key',
      `with recursive r as (
         select project_id from tasks where organization_id = :org
         union all select t.project_id from tasks t join r on t.parent_id = r.project_id)
       select * from r`,
      'tasks:scoped tasks:unscoped',
    ],
    [
      'columns that a tree exchanges',
      `with recursive r (a, b) as (
         select id, project_id from tasks where organization_id = :org
         union all select t.project_id, t.id from tasks t join r on t.parent_id = r.a)
       select * from r`,
      'tasks:scoped tasks:unscoped',
    ],
    [
      'a MERGE runs though nobody reads it',
      `with m as (merge into projects p using (values (1)) v (x) on p.rank = v.x when matched then update set rank = 2 returning p.id) select 1`,
      'projects.update:unscoped',
    ],
    ['a counter', 'with recursive n as (select 1 as i union all select i + 1 from n where i < 5) select i from n', ''],
    [
      'a DELETE runs whole, whoever reads it',
      'with gone as (delete from tasks where title = :tasks.title returning *) select id from gone where organization_id = :org',
      'tasks.delete:unscoped',
    ],
    ['a DELETE runs whole, read or not', 'with gone as (delete from tasks returning id) select 1', 'tasks.delete:unscoped'],
    [
      'a scoped DELETE that is read',
      'with gone as (delete from comments where organization_id = :org returning task_id, organization_id) select t.id from gone join tasks t on t.id = gone.task_id',
      'comments.delete:scoped tasks:by-parent',
    ],
    [
      'an INSERT of what a DELETE returned',
      `with gone as (delete from comments where organization_id = :org returning organization_id, body)
       insert into labels (id, organization_id, name) select gen_random_uuid(), organization_id, body from gone`,
      'comments.delete:scoped labels.insert:scoped',
      'undecided',
    ],
    [
      'an UPDATE that returns its new value',
      'with u as (update tasks set project_id = :projects.id where organization_id = :org returning project_id) select p.name from u join projects p on p.id = u.project_id',
      'tasks.update:scoped projects:by-key',
    ],
    [
      'a recursion that begins with rows of others in one branch',
      `with recursive tree as (select id, organization_id from tasks where organization_id = :org or title = 'red'
         union select t.id, t.organization_id from tasks t join tree on t.parent_id = tree.id and t.organization_id = tree.organization_id)
       select * from tree`,
      'tasks:vacuous tasks:unscoped',
    ],
    [
      'a recursion that begins with the tenant’s rows in all branches',
      `with recursive tree as (select id, organization_id from tasks where organization_id = :org or organization_id = any (:organizations.id[])
         union select t.id, t.organization_id from tasks t join tree on t.parent_id = tree.id and t.organization_id = tree.organization_id)
       select * from tree`,
      'tasks:scoped tasks:scoped',
    ],
    [
      'a recursion over keys that begins with rows of others in one branch',
      `with recursive tree as (select id from tasks where organization_id = :org or title = 'red'
         union select t.id from tasks t join tree on t.parent_id = tree.id)
       select * from tree`,
      'tasks:vacuous tasks:unscoped',
    ],
    [
      'a recursion over keys that begins with the row of a key in one branch',
      `with recursive tree as (select id from tasks where organization_id = :org or id = :tasks.id
         union select t.id from tasks t join tree on t.parent_id = tree.id)
       select * from tree`,
      'tasks:by-key tasks:by-key',
    ],
    [
      'a recursion that goes on to rows of others in one branch',
      `with recursive tree as (select id from tasks where organization_id = :org
         union select t.id from tasks t join tree on t.parent_id = tree.id or t.title = 'red')
       select * from tree`,
      'tasks:scoped tasks:unscoped',
    ],
    [
      'a subquery of a WITH that writes',
      `with gone as (delete from tasks where organization_id = :org and id in (select task_id from comments) returning id) select id from gone`,
      'tasks.delete:scoped comments:by-parent',
      'undecided',
    ],
  ],
}
