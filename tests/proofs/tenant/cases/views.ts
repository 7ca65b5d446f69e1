import type { Group } from './case.ts'
import { viewed } from './schemas.ts'

export const views: Group = {
  title: 'writes through views',
  schema: viewed,
  cases: [
    ['UPDATE changes the rows of the table', "update titles set title = 'x'", 'tasks.update:unscoped'],
    ['DELETE', 'delete from titles', 'tasks.delete:unscoped'],
    ['by key', "update titles set title = 'x' where id = :tasks.id", 'tasks.update:by-key'],
    ['a column that only is called like the tenant', "update ranked set title = 'x' where organization_id = :org", 'tasks.update:unscoped'],
    ['the tenant under another name', "update renamed set name = 'x' || key where org = :org", 'tasks.update:scoped'],
    ['DELETE by the tenant under another name', 'delete from renamed r where r.org = :org', 'tasks.delete:scoped'],
    ['a cast of the tenant', 'update texts set priority = 1 where org = :org', 'tasks.update:scoped'],
    ['the view’s own condition', "update my_tasks set title = 'x' || id", 'tasks.update:scoped'],
    ['DELETE with the view’s own condition', 'delete from my_tasks', 'tasks.delete:scoped'],
    ['a view of a view', "update my_titles set label = 'x' || key", 'tasks.update:scoped'],
    [
      'a subquery of the view’s condition',
      'update twins set title = title where organization_id = :org',
      'tasks.update:scoped tasks:scoped',
    ],
    ['a subquery of the view’s condition, of everybody', 'delete from twins', 'tasks.delete:unscoped tasks:unscoped'],
    [
      'UPDATE … FROM',
      "update titles v set title = 'x' || v.id from tasks t where t.id = v.id and t.organization_id = :org",
      'tasks.update:scoped tasks:scoped',
    ],
    [
      'RETURNING has the columns of the view',
      'with d as (delete from renamed where org = :org returning org as o) select t.id from tasks t, d where d.o = t.organization_id',
      'tasks.delete:scoped tasks:scoped',
    ],
    [
      'RETURNING of a column that was set',
      'with d as (update ranked set organization_id = 5 returning organization_id) select 1 from d',
      'tasks.update:unscoped',
    ],
    [
      'MERGE by the tenant',
      "merge into renamed r using (values (1)) v (id) on r.key = v.id and r.org = :org when matched then update set name = 'x'",
      'tasks.update:scoped',
    ],
    [
      'MERGE of everybody',
      "merge into titles r using (values (1)) v (id) on r.title = 'x' when matched then delete",
      'tasks.delete:unscoped',
    ],
    [
      'MERGE that inserts',
      "merge into renamed r using (values (-1)) v (id) on r.key = v.id and r.org = :org when not matched then insert (key, org, name) values (v.id, :org, 'new')",
      'tasks.insert:scoped tasks.match:scoped',
    ],
    ['INSERT sets the tenant', "insert into renamed (key, org, name) values (-1, :org, 'new')", 'tasks.insert:scoped'],
    ['INSERT of all columns', "insert into renamed values (:org, 'new', -1)", 'tasks.insert:scoped'],
    ['INSERT without the tenant', "insert into titles (id, title) values (-1, 'new')", 'tasks.insert:unscoped'],
    [
      'INSERT into what only is called like the tenant',
      "insert into ranked (organization_id, title) values (:org, 'new')",
      'tasks.insert:unscoped',
    ],
    ['INSERT asks nothing of the view’s condition', 'insert into twins (id, organization_id) values (-1, :org)', 'tasks.insert:scoped'],
    [
      'ON CONFLICT on the tenant’s key',
      "insert into renamed (key, org, name) values (-1, :org, 'x') on conflict (org, name) do update set name = 'y'",
      'tasks.insert:scoped tasks.conflict:scoped',
    ],
    [
      'ON CONFLICT on the key alone',
      "insert into renamed (key, org, name) values (1, :org, 'x') on conflict (key) do update set name = 'y'",
      'tasks.insert:scoped tasks.conflict:by-key',
    ],
    ['a view with groups', 'delete from task_counts where organization_id = :org', 'task_counts.delete:dynamic', 'undecided'],
    ['a view with a limit', "update first_tasks set title = 'x'", 'first_tasks.update:dynamic', 'undecided'],
    ['a view of a join', "update pairs set title = 'x'", 'pairs.update:dynamic', 'undecided'],
    ['a view of a join with what is nobody’s', "update planned set title = 'x'", 'planned.update:dynamic', 'undecided'],
    ['a view of such a view', "update hidden_pairs set title = 'x'", 'pairs.update:dynamic', 'undecided'],
    ['INSERT into such a view', "insert into pairs (id, title) values (1, 'x')", 'pairs.insert:dynamic', 'undecided'],
    ['such a view of nobody’s rows', 'delete from plan_names', 'plan_names.delete:global', 'undecided'],
  ],
}
