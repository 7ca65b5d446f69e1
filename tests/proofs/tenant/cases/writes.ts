import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

export const writes: Group = {
  title: 'UPDATE, DELETE, TRUNCATE',
  schema: shop,
  cases: [
    ...['organization_id is not distinct from null', 'null is not distinct from organization_id', 'organization_id is null'].map(
      (test): Case => [`rows of nobody are everybody’s: ${test}`, `delete from labels where ${test}`, 'labels.delete:unscoped'],
    ),
    ['UPDATE with the tenant', 'update projects set rank = 1 where organization_id = :org', 'projects.update:scoped'],
    ['UPDATE without', 'update projects set rank = 1', 'projects.update:unscoped'],
    ['UPDATE by key', 'update projects set rank = 1 where id = :projects.id', 'projects.update:by-key'],
    [
      'UPDATE … FROM',
      'update tasks t set points = 1 from projects p where p.id = t.project_id and p.organization_id = :org',
      'tasks.update:by-parent projects:scoped',
    ],
    [
      'UPDATE … FROM restricts what it reads',
      'update tasks t set points = 1 from labels l where l.name = t.title and t.organization_id = :org',
      'tasks.update:scoped labels:unscoped',
      'undecided',
    ],
    [
      'a subquery in SET sees WHERE',
      'update projects p set rank = (select count(*) from tasks t where t.project_id = p.id) where p.organization_id = :org',
      'projects.update:scoped tasks:by-parent',
    ],
    [
      'SET of several columns from a subquery',
      'update projects p set (rank, name) = (select count(*), min(title) from tasks t where t.project_id = p.id) where p.organization_id = :org',
      'projects.update:scoped tasks:by-parent',
      'undecided',
    ],
    [
      'UPDATE with IN',
      'update tasks set points = 1 where project_id in (select id from projects where organization_id = :org)',
      'tasks.update:by-parent projects:scoped',
    ],
    [
      'what was inserted as NULL is NULL',
      `with d as (insert into tasks (id, organization_id, project_id, parent_id) values ('40000000-0000-4000-8000-100000000001', :org, :projects.id, null)
       returning parent_id as p) select c.id from d left join comments c on true where d.p is null`,
      'tasks.insert:scoped comments:unscoped',
    ],
    [
      'and so is what was left out',
      `with d as (insert into tasks (id, organization_id, project_id) values ('40000000-0000-4000-8000-100000000001', :org, :projects.id)
       returning parent_id as p) select c.id from d left join comments c on true where d.p is null`,
      'tasks.insert:scoped comments:unscoped',
    ],
    [
      'what was inserted as something is not',
      `with d as (insert into tasks (id, organization_id, project_id, title) values ('40000000-0000-4000-8000-100000000001', :org, :projects.id, 'a')
       returning title as t) select c.id from d left join comments c on true where d.t is null`,
      'tasks.insert:scoped comments:scoped',
    ],
    ['UPDATE RETURNING', 'update projects set rank = 1 where organization_id = :org returning id, rank', 'projects.update:scoped'],
    [
      'what a row refers to that was changed, in RETURNING',
      'update tasks set project_id = :projects.id where organization_id = :org returning (select p.name from projects p where p.id = tasks.project_id)',
      'tasks.update:scoped projects:by-key',
    ],
    [
      'what it refers to no more',
      'update tasks set assignee_id = null where organization_id = :org returning (select p.name from projects p where p.owner_id = tasks.assignee_id)',
      'tasks.update:scoped projects:scoped',
    ],
    [
      'what refers to the row that was added, in RETURNING',
      "insert into projects as p (id, organization_id, rank) values ('40000000-0000-4000-8000-100000000001', :org, 1) returning (select count(*) from tasks t where t.project_id = p.id)",
      'projects.insert:scoped tasks:by-parent',
    ],
    [
      'rows that those refer to that were added',
      "insert into tasks (id, organization_id, project_id) select '40000000-0000-4000-8000-100000000001', :org, p.id from projects p on conflict do nothing returning id",
      'tasks.insert:scoped projects:unscoped',
    ],
    [
      'rows that refer to the same as those that were added',
      "insert into tasks (id, organization_id, project_id) select '40000000-0000-4000-8000-100000000001', :org, t.project_id from tasks t on conflict do nothing returning id",
      'tasks.insert:scoped tasks:unscoped',
    ],
    [
      'what refers to a tenant that was added, by a key that it got by itself',
      "insert into organizations as o (slug, domain) values ('q', 'q') returning (select count(*) from tasks t where t.organization_id = o.id)",
      'organizations.insert:global tasks:scoped',
    ],
    [
      'what refers to one of several tenants that were added',
      "insert into organizations as o (slug, domain, id) values ('q', 'q', default), ('r', 'r', '40000000-0000-4000-8000-100000000001') returning (select count(*) from tasks t where t.organization_id = o.id)",
      'organizations.insert:global tasks:scoped',
    ],
    [
      'what refers to a tenant that may have been there before',
      "insert into organizations as o (slug, domain) values ('q', :domain) on conflict (slug) do update set name = 'q' returning (select count(*) from tasks t where t.organization_id = o.id)",
      'organizations.insert:global organizations.conflict:scoped tasks:unscoped',
    ],
    [
      'what refers to tenants that were added by the keys of a query',
      'insert into organizations as o (slug, domain, id) select name, name, project_id from tasks join projects on true on conflict do nothing returning (select count(*) from tasks t where t.organization_id = o.id)',
      'organizations.insert:global tasks:unscoped projects:unscoped tasks:unscoped',
    ],
    [
      'a subquery in RETURNING',
      'update projects p set rank = 1 where organization_id = :org returning (select count(*) from tasks t where t.project_id = p.id)',
      'projects.update:scoped tasks:by-parent',
    ],
    [
      'RETURNING a column as it was',
      "with d as (update comments set body = 'q' where organization_id = :org returning old.organization_id as o) select t.id from tasks t, d where d.o = t.organization_id",
      'comments.update:scoped tasks:scoped',
    ],
    [
      'RETURNING a column as it is, and was another',
      'with d as (update tasks set project_id = :projects.id where organization_id = :org returning new.project_id as p) select c.id from projects c, d where d.p = c.id',
      'tasks.update:scoped projects:by-key',
    ],
    [
      'RETURNING a column as it was, and is another',
      'with d as (update tasks set project_id = :projects.id where organization_id = :org returning old.project_id as p) select c.id from projects c, d where d.p = c.id',
      'tasks.update:scoped projects:by-parent',
    ],
    [
      'RETURNING under names of its own',
      'with d as (update tasks set points = 1 where organization_id = :org returning with (old as o, new as n) o.organization_id as a, n.points) select t.id from tasks t, d where d.a = t.organization_id',
      'tasks.update:scoped tasks:scoped',
    ],
    [
      'RETURNING of all columns as they were',
      'with d as (update projects set rank = 1 where organization_id = :org returning old.*) select t.id from tasks t, d where d.organization_id = t.organization_id',
      'projects.update:scoped tasks:scoped',
    ],
    [
      'RETURNING of a row that was deleted',
      'with d as (delete from comments where organization_id = :org returning old.organization_id as o) select t.id from tasks t, d where d.o = t.organization_id',
      'comments.delete:scoped tasks:scoped',
    ],
    [
      'RETURNING of a row that was deleted has nothing new',
      'with d as (delete from comments where organization_id = :org returning new.organization_id as o) select t.id from tasks t, d where d.o is not distinct from t.organization_id',
      'comments.delete:scoped tasks:unscoped',
    ],
    [
      'a subquery in RETURNING of a column as it was',
      'update projects p set rank = 1 where organization_id = :org returning (select count(*) from tasks t where t.project_id = old.id)',
      'projects.update:scoped tasks:by-parent',
    ],
    [
      'a subquery in RETURNING of a column as it is',
      'update projects p set rank = 1 where organization_id = :org returning (select count(*) from tasks t where t.project_id = new.id)',
      'projects.update:scoped tasks:by-parent',
    ],
    [
      'a subquery in RETURNING of a column that was set',
      'update tasks t set project_id = :projects.id where organization_id = :org returning (select p.name from projects p where p.id = t.project_id)',
      'tasks.update:scoped projects:by-key',
    ],
    [
      'an alias of FROM is not the row as it was',
      'with d as (update comments c set body = null from labels old where c.organization_id = :org returning old.organization_id as o) select t.id from tasks t, d where d.o = t.organization_id',
      'comments.update:scoped labels:unscoped tasks:unscoped',
    ],
    [
      'an UPDATE of a table under another name',
      'update projects as p set rank = 1 where p.organization_id = :org',
      'projects.update:scoped',
    ],
    ['DELETE with the tenant', 'delete from comments where organization_id = :org', 'comments.delete:scoped'],
    ['DELETE without', 'delete from comments', 'comments.delete:unscoped'],
    [
      'DELETE … USING',
      'delete from comments c using tasks t where t.id = c.task_id and t.organization_id = :org',
      'comments.delete:by-parent tasks:scoped',
    ],
    ['DELETE RETURNING', 'delete from comments where organization_id = :org returning *', 'comments.delete:scoped'],
    [
      'a shared row is not the tenant’s to change',
      'update labels set color = null where organization_id = :org or organization_id is null',
      'labels.update:vacuous',
    ],
    ['a write of the tenant’s branch alone', 'update labels set color = null where organization_id = :org', 'labels.update:scoped'],
    ['a write of shared rows alone', 'update labels set color = null where organization_id is null', 'labels.update:unscoped'],
    [
      'a row of nobody’s that is given to the tenant',
      'update labels set organization_id = :org where id = :labels.id and organization_id is null',
      'labels.update:scoped',
    ],
    [
      'one that is found by what it refers to',
      'update entries set organization_id = :org where project_id = :projects.id and organization_id is null',
      'entries.update:scoped',
    ],
    [
      'one that is changed, and stays nobody’s',
      'update labels set color = null where id = :labels.id and organization_id is null',
      'labels.update:by-key',
    ],
    [
      'one that is given to whoever another row says',
      'update labels l set organization_id = t.organization_id from templates t where l.id = :labels.id and l.organization_id is null and t.name = l.name',
      'labels.update:by-key templates:unscoped',
    ],
    [
      'all rows of nobody’s, given away',
      'update labels set organization_id = :org where organization_id is null',
      'labels.update:unscoped',
    ],
    [
      'one that is given to the tenant, or removed',
      "merge into labels l using (values (:labels.id)) v (id) on l.id = v.id and l.organization_id is null when matched and l.color = 'red' then update set organization_id = :org when matched then delete",
      'labels.update:scoped labels.delete:by-key',
    ],
    [
      'one that is given to the tenant, or stays nobody’s',
      "merge into labels l using (values (:labels.id)) v (id) on l.id = v.id and l.organization_id is null when matched and l.color = 'red' then update set organization_id = :org when matched then update set color = null",
      'labels.update:by-key',
    ],
    [
      'one that is given to the tenant of the row that was to be added',
      'insert into labels (id, organization_id) values (:labels.id, :org) on conflict (id) do update set organization_id = excluded.organization_id where labels.organization_id is null',
      'labels.insert:scoped labels.conflict:scoped',
    ],
    [
      'one that is given to the tenant of another row',
      'update labels l set organization_id = p.organization_id from projects p where p.organization_id = :org and l.id = :labels.id and l.organization_id is null',
      'labels.update:scoped projects:scoped',
    ],
    [
      'one that is given to the tenant of a list',
      'update labels l set organization_id = v.o from (values (:labels.id::uuid, :org::uuid)) v (id, o) where l.id = v.id and l.organization_id is null',
      'labels.update:scoped',
    ],
    ['a row of anybody’s, taken', 'update labels set organization_id = :org where id = :labels.id', 'labels.update:by-key'],
    [
      'a parent that may be shared is read',
      'select t.name from steps s join templates t on t.id = s.template_id where s.organization_id = :org',
      'steps:scoped templates:by-parent',
    ],
    [
      'and not changed',
      'update templates t set name = null from steps s where t.id = s.template_id and s.organization_id = :org',
      'templates.update:unscoped steps:scoped',
    ],
    [
      'unless it is known whose it is',
      'update templates t set name = null from steps s where t.id = s.template_id and s.organization_id = :org and t.organization_id = s.organization_id',
      'templates.update:scoped steps:scoped',
    ],
    [
      'a queue',
      `update tasks set done = true where id in (
      select id from tasks where organization_id = :org and not done order by id limit 2 for update skip locked)`,
      'tasks.update:scoped tasks:scoped',
    ],
    [
      'a queue by ctid',
      `delete from comments where ctid in (select ctid from comments where organization_id = :org order by id limit 2)`,
      'comments.delete:scoped comments:scoped',
    ],
    [
      'a queue of everybody',
      'update tasks set done = true where id in (select id from tasks order by id limit 2)',
      'tasks.update:unscoped tasks:unscoped',
    ],
    ['TRUNCATE', 'truncate comments', 'comments.truncate:unscoped', 'undecided'],
    [
      'TRUNCATE of several',
      'truncate comments, plans, labels',
      'comments.truncate:unscoped plans.truncate:global labels.truncate:unscoped',
      'undecided',
    ],
    ['COPY TO reads all', 'copy tasks (id, title) to stdout', 'tasks.copy:unscoped', 'undecided'],
    ['COPY FROM adds rows of anybody', 'copy tasks from stdin', 'tasks.copy:unscoped', 'undecided'],
    ['COPY of a table of everybody', 'copy plans to stdout', 'plans.copy:global', 'undecided'],
    ['COPY of a query is the query', 'copy (select id from tasks where organization_id = :org) to stdout', 'tasks:scoped', 'undecided'],
    ['COPY of a query of everybody', 'copy (select id from tasks) to stdout', 'tasks:unscoped', 'undecided'],
    ['a root by its key', 'update organizations set name = null where id = :org', 'organizations.update:scoped'],
    ['a root by a unique key', 'update organizations set name = null where slug = :slug', 'organizations.update:scoped'],
    ['all roots', 'update organizations set name = null', 'organizations.update:unscoped'],
    ['DELETE of all roots', 'delete from organizations', 'organizations.delete:unscoped'],
    ['a membership is not its person’s to change', 'delete from memberships where user_id = :user', 'memberships.delete:by-key'],
    ['a membership of the tenant', 'delete from memberships where user_id = :user and organization_id = :org', 'memberships.delete:scoped'],
    ['a view is written as its table', 'update open_tasks set points = 1 where organization_id = :org', 'tasks.update:scoped'],
    [
      'an UPDATE of what hangs on a secret',
      'update invitations set accepted = true where token = :invitations.token and not accepted',
      'invitations.update:by-secret',
    ],
  ],
}

export const inserts: Group = {
  title: 'INSERT',
  schema: shop,
  cases: [
    [
      'RETURNING a column as it is',
      "with d as (insert into comments (id, organization_id, body) values ('00000000-0000-4000-8000-0000000000ff', :org, 'q') returning new.organization_id as o, old.body) select t.id from tasks t, d where d.o = t.organization_id",
      'comments.insert:scoped tasks:scoped',
    ],
    [
      'a subquery in RETURNING of a value',
      "insert into comments (id, organization_id, body) values ('00000000-0000-4000-8000-0000000000ff', :org, 'q') returning (select count(*) from tasks t where t.organization_id = comments.organization_id)",
      'comments.insert:scoped tasks:scoped',
    ],
    [
      'with the tenant',
      `insert into projects (id, organization_id, rank) values (gen_random_uuid(), :org, 1)`,
      'projects.insert:scoped',
      'undecided',
    ],
    [
      'every row',
      `insert into labels (id, organization_id) values ('40000000-0000-4000-8000-100000000001', :org), ('40000000-0000-4000-8000-100000000002', :org)`,
      'labels.insert:scoped',
    ],
    ['without the tenant', 'insert into projects (id, rank) values (gen_random_uuid(), 1)', 'projects.insert:unscoped'],
    ['NULL is no tenant', 'insert into labels (id, organization_id) values (gen_random_uuid(), null)', 'labels.insert:unscoped'],
    [
      'NULL::uuid is no tenant',
      'insert into labels (id, organization_id) values (gen_random_uuid(), null::uuid)',
      'labels.insert:unscoped',
    ],
    ['DEFAULT is no tenant', 'insert into labels (id, organization_id) values (gen_random_uuid(), default)', 'labels.insert:unscoped'],
    ['DEFAULT VALUES', 'insert into labels default values', 'labels.insert:unscoped'],
    [
      'one statement without',
      'with l as (insert into labels (id, organization_id) values (gen_random_uuid(), :org)) insert into tags (id) values (gen_random_uuid())',
      'labels.insert:scoped tags.insert:unscoped',
    ],
    [
      'one row without',
      'insert into labels (id, organization_id) values (gen_random_uuid(), :org), (gen_random_uuid(), null)',
      'labels.insert:unscoped',
    ],
    ['by position', `insert into labels values ('40000000-0000-4000-8000-100000000001', :org, 'red')`, 'labels.insert:scoped'],
    ['by position, too few', 'insert into labels values (gen_random_uuid())', 'labels.insert:unscoped'],
    [
      'from a query of the tenant',
      'insert into labels (id, organization_id, name) select id, organization_id, name from projects where organization_id = :org',
      'labels.insert:scoped projects:scoped',
    ],
    [
      'from a query with a value',
      'insert into labels (id, organization_id, name) select id, :org::uuid, name from projects where organization_id = :org',
      'labels.insert:scoped projects:scoped',
    ],
    [
      'from a query of everybody',
      'insert into labels (id, organization_id) select id, organization_id from projects',
      'labels.insert:scoped projects:unscoped',
    ],
    [
      'from a query without the tenant',
      'insert into labels (id, name) select id, name from projects where organization_id = :org',
      'labels.insert:unscoped projects:scoped',
    ],
    [
      'from a query with NULL',
      'insert into labels (id, organization_id) select id, null from projects where organization_id = :org',
      'labels.insert:unscoped projects:scoped',
    ],
    [
      'from a pinned root',
      `insert into labels (id, organization_id) select '40000000-0000-4000-8000-100000000001', id from organizations where slug = :slug`,
      'labels.insert:scoped organizations:scoped',
    ],
    [
      'from all roots',
      'insert into labels (id, organization_id) select gen_random_uuid(), id from organizations',
      'labels.insert:unscoped organizations:global',
    ],
    [
      'from a subquery as a value',
      `insert into labels (id, organization_id) values ('40000000-0000-4000-8000-100000000001', (select organization_id from api_keys where key_hash = :api_keys.key_hash))`,
      'labels.insert:scoped api_keys:by-secret',
    ],
    [
      'from a subquery of all roots',
      'insert into labels (id, organization_id) values (gen_random_uuid(), (select id from organizations limit 1))',
      'labels.insert:unscoped organizations:global',
      'undecided',
    ],
    [
      'from UNION',
      'insert into labels (id, organization_id) select id, organization_id from projects where organization_id = :org union select id, :org from tasks where organization_id = :org',
      'labels.insert:scoped projects:scoped tasks:scoped',
    ],
    [
      'from UNION with an arm that gives none',
      'insert into labels (id, organization_id) select id, organization_id from projects where organization_id = :org union select id, null from tasks where organization_id = :org',
      'labels.insert:unscoped projects:scoped tasks:scoped',
    ],
    [
      'a tenant is made',
      `insert into organizations (id, slug, domain) values (gen_random_uuid(), 'x', 'y')`,
      'organizations.insert:global',
      'undecided',
    ],
    ['a global table', `insert into plans (id, name) values (1, 'x')`, 'plans.insert:global'],
    ['DO NOTHING is silent', 'insert into settings (organization_id) values (:org) on conflict do nothing', 'settings.insert:scoped'],
    [
      'DO UPDATE with the tenant in the arbiter',
      `insert into settings (organization_id, theme) values (:org, 'dark') on conflict (organization_id) do update set theme = excluded.theme`,
      'settings.insert:scoped settings.conflict:scoped',
    ],
    [
      'DO UPDATE by a key alone',
      `insert into projects (id, organization_id, rank) values (:projects.id, :org, 1) on conflict (id) do update set rank = excluded.rank`,
      'projects.insert:scoped projects.conflict:by-key',
    ],
    [
      'DO UPDATE by a constraint',
      `insert into billing.invoices (id, organization_id, number, status) values (1, :org, 'n', 'x') on conflict on constraint invoices_organization_id_number_key do update set status = 'y'`,
      'invoices.insert:scoped invoices.conflict:scoped',
    ],
    [
      'DO UPDATE by the constraint of a key alone',
      `insert into billing.invoices (id, organization_id, number, status) values (1, :org, 'n', 'x') on conflict on constraint invoices_pkey do update set status = 'y'`,
      'invoices.insert:scoped invoices.conflict:by-key',
    ],
    [
      'DO UPDATE with the tenant in WHERE, as EXCLUDED’s',
      `insert into projects (id, organization_id, rank) values (:projects.id, :org, 1) on conflict (id) do update set rank = excluded.rank where projects.organization_id = excluded.organization_id`,
      'projects.insert:scoped projects.conflict:scoped',
    ],
    [
      'DO UPDATE with the tenant in WHERE, as a value',
      `insert into projects (id, organization_id, rank) values (:projects.id, :org, 1) on conflict (id) do update set rank = excluded.rank where projects.organization_id = :org`,
      'projects.insert:scoped projects.conflict:scoped',
    ],
    [
      'DO UPDATE by an expression and the tenant',
      `insert into projects (id, organization_id, name, rank) values ('40000000-0000-4000-8000-100000000001', :org, 'red', 1) on conflict (organization_id, lower(name)) do update set rank = 5`,
      'projects.insert:scoped projects.conflict:scoped',
    ],
    [
      'DO UPDATE by an expression alone',
      `insert into organizations (id, slug, domain) values (gen_random_uuid(), 'x', 'y') on conflict (lower(domain)) do update set name = null`,
      'organizations.insert:global organizations.conflict:scoped',
      'undecided',
    ],
    [
      'DO UPDATE by a partial index',
      `insert into billing.invoices (id, organization_id, number, status) values (1, :org, 'n', 'draft') on conflict (number) where status = 'draft' do update set status = 'y'`,
      'invoices.insert:scoped invoices.conflict:by-key',
    ],
    [
      'DO UPDATE of a shared row',
      `insert into tags (id, organization_id, name) values (gen_random_uuid(), :org, 'red') on conflict (name) where organization_id is null do update set color = null`,
      'tags.insert:scoped tags.conflict:by-key',
    ],
    [
      'a subquery in DO UPDATE',
      `insert into settings (organization_id, theme) values (:org, 'x') on conflict (organization_id) do update set theme = (select min(name) from projects p where p.organization_id = settings.organization_id)`,
      'settings.insert:scoped settings.conflict:scoped projects:scoped',
    ],
    [
      'a subquery in DO UPDATE that says nothing of us',
      `insert into settings (organization_id, theme) values (:org, 'x') on conflict (organization_id) do update set theme = (select min(name) from projects p)`,
      'settings.insert:scoped settings.conflict:scoped projects:unscoped',
    ],
    [
      'RETURNING of what was given',
      `with new as (insert into comments (id, organization_id, task_id) values ('40000000-0000-4000-8000-100000000001', :org, null) returning organization_id) select p.id from new join projects p on p.organization_id = new.organization_id`,
      'comments.insert:scoped projects:scoped',
    ],
    [
      'RETURNING of a row that may be another',
      `with new as (insert into projects (id, organization_id, owner_id, rank) values (:projects.id, :org, :user, 1) on conflict (id) do update set rank = 1 returning organization_id) select p.id from new join projects p on p.organization_id = new.organization_id`,
      'projects.insert:scoped projects.conflict:by-key projects:unscoped',
    ],
  ],
}
