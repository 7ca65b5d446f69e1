import type { Group } from './case.ts'
import { family, camel, followed, hierarchy, shop, unknown } from './schemas.ts'

export const kin: Group = {
  title: 'rows of one tenant',
  schema: shop,
  cases: [
    [
      'the same row by its primary key',
      'select a.id from tasks a join tasks b on b.id = a.id where a.organization_id = :org',
      'tasks:scoped tasks:scoped',
    ],
    [
      'the same row by a unique key',
      'select a.id from api_keys a join api_keys b on b.key_hash = a.key_hash where a.organization_id = :org',
      'api_keys:scoped api_keys:scoped',
    ],
    [
      'not by a nullable one',
      'select a.id from labels a join labels b on b.name = a.name where a.organization_id is null',
      'labels:scoped labels:unscoped',
    ],
    [
      'a key of both tenants',
      'select n.id from notes n join projects p on p.id = n.project_id where n.organization_id = :org',
      'notes:scoped projects:scoped',
    ],
    [
      'a key of both tenants, whole',
      'select n.id from notes n join projects p on p.id = n.project_id and p.organization_id = n.organization_id where p.organization_id = :org',
      'notes:scoped projects:scoped',
    ],
    [
      'a key of both tenants, upwards',
      'select n.id from notes n join projects p on p.id = n.project_id where p.organization_id = :org',
      'notes:scoped projects:scoped',
    ],
    [
      'a parent',
      'select p.id from tasks t join projects p on p.id = t.project_id where t.organization_id = :org',
      'tasks:scoped projects:by-parent',
    ],
    [
      'a child',
      'select t.id from tasks t join projects p on p.id = t.project_id where p.organization_id = :org',
      'tasks:by-parent projects:scoped',
    ],
    [
      'a child’s child',
      'select c.id from comments c join tasks t on t.id = c.task_id join projects p on p.id = t.project_id where p.organization_id = :org',
      'comments:by-parent tasks:by-parent projects:scoped',
    ],
    [
      'a child by its own parent',
      'select b.id from tasks a join tasks b on b.parent_id = a.id where a.organization_id = :org',
      'tasks:scoped tasks:by-parent',
    ],
    [
      'siblings',
      'select b.id from tasks a join tasks b on b.project_id = a.project_id where a.organization_id = :org',
      'tasks:scoped tasks:by-parent',
    ],
    [
      'siblings of two tables',
      'select n.id from tasks t join notes n on n.project_id = t.project_id where t.organization_id = :org',
      'tasks:scoped notes:by-parent',
    ],
    [
      'siblings by a key of both tenants, without the tenant',
      'select b.id from notes a join notes b on b.project_id = a.project_id where a.organization_id = :org',
      'notes:scoped notes:by-parent',
    ],
    [
      'siblings by a key of both tenants, in a subquery',
      'select a.id, (select count(*) from notes b where b.project_id = a.project_id) from notes a where a.organization_id = :org',
      'notes:by-parent notes:scoped',
    ],
    [
      'siblings by another column',
      'select b.id from notes a join notes b on b.body = a.body where a.organization_id = :org',
      'notes:scoped notes:unscoped',
    ],
    [
      'siblings by a key that is not checked where a part is NULL',
      'select b.id from drafts a join drafts b on b.project_id = a.project_id where a.organization_id = :org',
      'drafts:scoped drafts:unscoped',
    ],
    [
      'siblings by a nullable key',
      'select b.id from comments a join comments b on b.task_id = a.task_id where a.organization_id = :org',
      'comments:scoped comments:by-parent',
    ],
    [
      'siblings through NULL keys',
      'select b.id from comments a join comments b on b.task_id is not distinct from a.task_id where a.organization_id = :org',
      'comments:scoped comments:unscoped',
    ],
    [
      'NULL keys that are ruled out',
      'select b.id from comments a join comments b on b.task_id is not distinct from a.task_id where a.organization_id = :org and a.task_id is not null',
      'comments:scoped comments:by-parent',
    ],
    [
      'siblings through a parent that is never NULL',
      'select b.id from tasks a join tasks b on b.project_id is not distinct from a.project_id where a.organization_id = :org',
      'tasks:scoped tasks:by-parent',
    ],
    [
      'children through NULL keys',
      'select b.id from tasks a join comments b on b.task_id is not distinct from a.parent_id where a.organization_id = :org',
      'tasks:scoped comments:unscoped',
    ],
    [
      'siblings through people',
      'select b.id from tasks a join tasks b on b.assignee_id = a.assignee_id where a.organization_id = :org',
      'tasks:scoped tasks:unscoped',
    ],
    [
      'siblings of a parent that may be shared',
      'select b.id from steps a join steps b on b.template_id = a.template_id where a.organization_id = :org',
      'steps:scoped steps:unscoped',
    ],
    [
      'children of a row that may be shared',
      'select s.id from templates t join steps s on s.template_id = t.id where t.organization_id = :org or t.organization_id is null',
      'templates:scoped steps:unscoped',
    ],
    [
      'children of a row that is ours',
      'select s.id from templates t join steps s on s.template_id = t.id where t.organization_id = :org',
      'templates:scoped steps:by-parent',
    ],
    [
      'grandchildren of a row that is ours, by a child that need not say so itself',
      `select n.id from projects p left join entries e on e.project_id = p.id left join entry_notes n on n.entry_id = e.id
       where p.organization_id = :org`,
      'projects:scoped entries:by-parent entry_notes:by-parent',
    ],
    [
      'what hangs on a row of the tenant’s or of nobody',
      'select n.id from entry_notes n join entries e on e.id = n.entry_id where e.organization_id is not distinct from :org',
      'entry_notes:unscoped entries:scoped',
    ],
    [
      'what hangs on a row of the tenant’s alone',
      'select n.id from entry_notes n join entries e on e.id = n.entry_id where e.organization_id = :org',
      'entry_notes:by-parent entries:scoped',
    ],
    [
      'grandchildren of a row that may be shared',
      `select n.id from templates t join entries e on e.template_id = t.id join entry_notes n on n.entry_id = e.id
       where t.organization_id = :org or t.organization_id is null`,
      'templates:scoped entries:unscoped entry_notes:unscoped',
    ],
    [
      'children of a parent of ours that may be shared',
      'select b.id from steps a join templates t on t.id = a.template_id join steps b on b.template_id = t.id where a.organization_id = :org',
      'steps:scoped templates:by-parent steps:unscoped',
    ],
    [
      'two rows tied by one',
      'select tl.label_id from tasks t join task_labels tl on tl.task_id = t.id join labels l on l.id = tl.label_id where t.organization_id = :org',
      'tasks:scoped task_labels:by-parent labels:by-parent',
    ],
    [
      'the tenant of a row that hangs on ours',
      'select l.id from projects p join tasks t on t.project_id = p.id join labels l on l.organization_id = t.organization_id where p.organization_id = :org',
      'projects:scoped tasks:by-parent labels:by-parent',
    ],
    [
      'a join over something else ties nothing',
      'select t.id from projects p join tasks t on t.title = p.name where p.organization_id = :org',
      'projects:scoped tasks:unscoped',
    ],
    [
      'half a key ties nothing',
      'select tl.task_id from task_labels tl join labels l on l.name = tl.task_id::text where tl.organization_id = :org',
      'task_labels:scoped labels:unscoped',
    ],
  ],
}

export const weak: Group = {
  title: 'the other verdicts',
  schema: shop,
  cases: [
    ['by-member', 'select role from memberships where user_id = :user', 'memberships:by-member'],
    ['by-member, of several people', 'select role from memberships where user_id in (:user)', 'memberships:by-member'],
    [
      'the other members',
      'select b.user_id from memberships a join memberships b on b.organization_id = a.organization_id where a.user_id = :user',
      'memberships:by-member memberships:scoped',
    ],
    ['all members', 'select user_id from memberships', 'memberships:unscoped'],
    ['a membership whole', 'select role from memberships where user_id = :user and organization_id = :org', 'memberships:scoped'],
    ['by-secret', 'select id from api_keys where key_hash = :api_keys.key_hash', 'api_keys:by-secret'],
    [
      'by-secret passes on the tenant',
      'select p.id from api_keys k join projects p on p.organization_id = k.organization_id where k.key_hash = :api_keys.key_hash',
      'api_keys:by-secret projects:by-secret',
    ],
    ['a secret that is not fixed', `select id from api_keys where key_hash like 'e%'`, 'api_keys:unscoped'],
    ['by-key', 'select id from projects where id = :projects.id', 'projects:by-key'],
    ['by-key, of several', 'select id from projects where id in (:projects.id, :projects.id)', 'projects:by-key'],
    ['by-reference to a tenant’s row', 'select id from tasks where project_id = :projects.id', 'tasks:by-reference'],
    ['by-reference with a key of both tenants', 'select id from notes where project_id = :projects.id', 'notes:by-reference'],
    [
      'no reference with a key that is not checked where a part is NULL',
      'select id from drafts where project_id = :projects.id',
      'drafts:unscoped',
    ],
    ['by-reference to people', 'select id from tasks where assignee_id = :user', 'tasks:by-reference'],
    ['a reference to something global', 'select organization_id from settings where plan_id = 1', 'settings:unscoped'],
    [
      'what hangs on a key is by that key',
      'select t.id from projects p join tasks t on t.project_id = p.id where p.id = :projects.id',
      'projects:by-key tasks:by-reference',
    ],
    [
      'what hangs on a reference',
      'select c.id from tasks t join comments c on c.task_id = t.id where t.project_id = :projects.id',
      'tasks:by-reference comments:by-reference',
    ],
    [
      'what does not hang on it',
      'select l.id from projects p join labels l on l.name = p.name where p.id = :projects.id',
      'projects:by-key labels:unscoped',
    ],
    ['shared rows or ours', 'select id from labels where organization_id = :org or organization_id is null', 'labels:scoped'],
    [
      'our rows, or those of nobody where the value is NULL',
      'select id from labels where organization_id is not distinct from :org',
      'labels:scoped',
    ],
    [
      'children of such a row',
      'select s.id from templates t join steps s on s.template_id = t.id where t.organization_id is not distinct from :org',
      'templates:scoped steps:unscoped',
    ],
    ['shared rows alone', 'select id from labels where organization_id is null', 'labels:scoped'],
    [
      'shared rows of a column that is never NULL',
      'select id from projects where organization_id = :org or organization_id is null',
      'projects:scoped',
    ],
    ['IS NULL of a column that is never NULL', 'select id from projects where organization_id is null', 'projects:scoped'],
    ['all rows that are somebody’s', 'select id from labels where organization_id is not null', 'labels:vacuous'],
    ['a filter that can vanish', 'select id from projects where :org::uuid is null or organization_id = :org', 'projects:vacuous'],
    ['a switch that opens', 'select id from projects where :projects.archived::boolean or organization_id = :org', 'projects:vacuous'],
    [
      'an empty list that opens',
      'select id from projects where cardinality(:organizations.id[]::uuid[]) = 0 or organization_id = any (:organizations.id[]::uuid[])',
      'projects:vacuous',
    ],
    ['COALESCE with the column', 'select id from projects where organization_id = coalesce(:org, organization_id)', 'projects:vacuous'],
    ['roots', 'select id from organizations', 'organizations:global'],
    ['a root by its key', 'select id from organizations where id = :org', 'organizations:scoped'],
    [
      'the roots of a person',
      'select o.id from organizations o join memberships m on m.organization_id = o.id where m.user_id = :user',
      'organizations:scoped memberships:by-member',
    ],
    ['people', 'select id from users', 'users:global'],
    ['a table that is not known', 'select id from nowhere', 'nowhere:global', 'undecided'],
    [
      'a table that is not known, with the tenant',
      'select n.id from nowhere n join projects p on p.id = n.project_id where p.organization_id = :org',
      'nowhere:global projects:scoped',
      'undecided',
    ],
    ['a table that has its tenant’s key', 'select theme from settings where organization_id = :org', 'settings:scoped'],
    ['a table that another references by its tenant column is no root', 'select theme from settings', 'settings:unscoped'],
    [
      'its children',
      'select b.id from settings s join badges b on b.settings_id = s.organization_id where s.organization_id = :org',
      'settings:scoped badges:global',
    ],
  ],
}

export const below: Group = {
  title: 'tenants below a tenant',
  schema: family,
  cases: [
    [
      'not of one that may be none',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.parent_id is not distinct from :organizations.id',
      'webhooks:unscoped organizations:global',
    ],
    [
      'of several above',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.parent_id = any (:organizations.id[])',
      'webhooks:scoped organizations:scoped',
    ],
    [
      'their rows, asked for by the one above',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.parent_id = :organizations.id',
      'webhooks:scoped organizations:scoped',
    ],
    [
      'within',
      'select id from webhooks where organization_id in (select id from organizations where parent_id = :organizations.id)',
      'webhooks:scoped organizations:scoped',
    ],
    [
      'or by it or one of them',
      `select w.id from webhooks w join organizations o on o.id = w.organization_id
       where o.id = :organizations.id or o.parent_id = :organizations.id`,
      'webhooks:scoped organizations:scoped',
    ],
    [
      'by a membership of the one above',
      `select w.id from webhooks w join organizations o on o.id = w.organization_id
       join memberships m on m.organization_id = o.parent_id where m.user_id = :users.id`,
      'webhooks:scoped organizations:scoped memberships:by-member',
    ],
    [
      'deleted',
      `delete from memberships m using organizations o
       where o.id = m.organization_id and m.user_id = :users.id and o.parent_id = :organizations.id`,
      'memberships.delete:scoped organizations:scoped',
    ],
    [
      'not of all that stand below none',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.parent_id is null',
      'webhooks:unscoped organizations:global',
    ],
    [
      'nor below any',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.parent_id is not null',
      'webhooks:unscoped organizations:global',
    ],
    [
      'nor by another column',
      `select w.id from webhooks w join organizations o on o.id = w.organization_id where o.name = 'own'`,
      'webhooks:unscoped organizations:global',
    ],
    [
      'nor beside one',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id join organizations me on me.parent_id = o.parent_id where me.id = :organizations.id',
      'webhooks:unscoped organizations:global organizations:scoped',
    ],
    [
      'nor beside one, in a query of its own',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.parent_id = (select parent_id from organizations where id = :organizations.id)',
      'webhooks:unscoped organizations:global organizations:scoped',
    ],
    [
      'nor those that it only brought',
      'select w.id from webhooks w join organizations o on o.id = w.organization_id where o.referred_by = :organizations.id',
      'webhooks:unscoped organizations:global',
    ],
    [
      'nor of the one above, by one below',
      'select w.id from webhooks w join organizations o on o.parent_id = w.organization_id where o.name = :organizations.name',
      'webhooks:unscoped organizations:global',
    ],
  ],
}

export const levels: Group = {
  title: 'levels of tenants',
  schema: hierarchy,
  cases: [
    ['by the outer level', 'select id from boards where organization_id = :org', 'boards:scoped'],
    ['by the inner level', 'select id from boards where workspace_id = :workspaces.id', 'boards:scoped'],
    ['a table of the inner level alone', 'select id from cards where workspace_id = :workspaces.id', 'cards:scoped'],
    ['by neither', 'select id from boards', 'boards:unscoped'],
    ['the root of the inner level by its key', 'select id from workspaces where id = :workspaces.id', 'workspaces:scoped'],
    ['the root of the inner level by the outer', 'select id from workspaces where organization_id = :org', 'workspaces:scoped'],
    ['the root of the inner level is a tenant’s itself', 'select id from workspaces', 'workspaces:unscoped'],
    ['an UPDATE of it', 'update workspaces set name = null', 'workspaces.update:unscoped'],
    [
      'the inner level of a row of the outer',
      'select c.id from workspaces w join cards c on c.workspace_id = w.id where w.organization_id = :org',
      'workspaces:scoped cards:scoped',
    ],
    [
      'the outer level of a row of the inner',
      'select b.id from workspaces w join boards b on b.organization_id = w.organization_id where w.id = :workspaces.id',
      'workspaces:scoped boards:scoped',
    ],
    [
      'a level that a row may not name',
      'select c.id from boards b join cards c on c.workspace_id = b.workspace_id where b.organization_id = :org',
      'boards:scoped cards:scoped',
    ],
    [
      'two rows that name none',
      'select e.id from boards b join events e on e.workspace_id is not distinct from b.workspace_id where b.organization_id = :org',
      'boards:scoped events:unscoped',
    ],
    ['IS NULL of one level is not nobody’s', 'select id from boards where workspace_id is null', 'boards:unscoped'],
    ['IS NULL of one of two levels is not nobody’s', 'select id from events where workspace_id is null', 'events:unscoped'],
    ['IS NULL of all levels is nobody’s', 'select id from events where workspace_id is null and organization_id is null', 'events:scoped'],
    [
      'a level that may be NULL on both sides',
      'select id from events where workspace_id is not distinct from :workspaces.id',
      'events:by-reference',
    ],
    ['either level', 'select id from events where workspace_id = :workspaces.id or organization_id = :org', 'events:scoped'],
    [
      'a child',
      'select c.id from boards b join cards c on c.board_id = b.id where b.organization_id = :org',
      'boards:scoped cards:by-parent',
    ],
    ['a member of the inner level', 'select workspace_id from members where user_id = :user', 'members:by-member'],
    [
      'what a member may see',
      'select c.id from members m join cards c on c.workspace_id = m.workspace_id where m.user_id = :user',
      'members:by-member cards:scoped',
    ],
    ['INSERT sets one of them', 'insert into events (id, organization_id) values (77, :org)', 'events.insert:scoped'],
    ['INSERT sets the other', 'insert into events (id, workspace_id) values (77, :workspaces.id)', 'events.insert:scoped'],
    ['INSERT sets none', 'insert into events (id) values (77)', 'events.insert:unscoped'],
    [
      'INSERT of an inner root sets the outer',
      'insert into workspaces (id, organization_id) values (77, :org)',
      'workspaces.insert:scoped',
    ],
    ['INSERT of an inner root without the outer', 'insert into workspaces (id) values (77)', 'workspaces.insert:unscoped'],
  ],
}

export const camelCase: Group = {
  title: 'camel case',
  schema: camel,
  cases: [
    ['the tenant column', 'select id from "Order" where "organizationId" = :Organization.id', 'Order:scoped'],
    ['under an alias', 'select o.id from "Order" as o where o."organizationId" = :Organization.id', 'Order:scoped'],
    ['by its table’s name', 'select id from "Order" where "Order"."organizationId" = :Organization.id', 'Order:scoped'],
    ['by its schema', 'select id from public."Order" where public."Order"."organizationId" = :Organization.id', 'Order:scoped'],
    ['without', 'select id from "Order"', 'Order:unscoped'],
    [
      'a child',
      'select i.id from "Order" o join "OrderItem" i on i."orderId" = o.id where o."organizationId" = :Organization.id',
      'Order:scoped OrderItem:by-parent',
    ],
    ['a member', 'select "organizationId" from "Member" where "userId" = :User.id', 'Member:by-member'],
    [
      'a member’s rows',
      'select id from "Order" where "organizationId" in (select "organizationId" from "Member" where "userId" = :User.id)',
      'Order:scoped Member:by-member',
    ],
    [
      'a root',
      'select o.id from "Order" o join "Organization" t on t.id = o."organizationId" where t."slugName" = :Organization.slugName',
      'Order:scoped Organization:scoped',
    ],
    ['by-reference', 'select id from "Order" where "placedBy" = :User.id', 'Order:by-reference'],
    ['an alias list', 'select o.x from "Order" as o (x, y) where o.y = :Organization.id', 'Order:scoped'],
    ['an alias list that is too short', 'select o.x from "Order" as o (x) where o."organizationId" = :Organization.id', 'Order:scoped'],
    [
      'a key under an alias list',
      'select o.x from "Order" as o (x) join "OrderItem" as i (a, b, c) on i.c = o.x where i.b = :Organization.id',
      'Order:by-parent OrderItem:scoped',
    ],
  ],
}

export const foreignKeys: Group = {
  title: 'owned through foreign keys',
  schema: followed,
  cases: [
    ['a child', 'select l.id from carts c join lines l on l.cart_id = c.id where c.organization_id = :org', 'carts:scoped lines:by-parent'],
    ['alone', 'select id from lines', 'lines:unscoped'],
    ['by a key', 'select id from lines where id = :lines.id', 'lines:by-key'],
    ['by a reference', 'select id from lines where cart_id = :carts.id', 'lines:by-reference'],
    [
      'a grandchild',
      'select o.id from carts c join lines l on l.cart_id = c.id join options o on o.line_id = l.id where c.organization_id = :org',
      'carts:scoped lines:by-parent options:by-parent',
    ],
    ['over a key that may be NULL nobody owns it', 'select id from remarks', 'remarks:global'],
    [
      'a child of a table that is owned so',
      'select o.id from options o where o.line_id in (select l.id from lines l join carts c on c.id = l.cart_id where c.organization_id = :org)',
      'options:by-parent lines:by-parent carts:scoped',
    ],
    [
      'siblings',
      'select b.id from options a join options b on b.line_id = a.line_id join lines l on l.id = a.line_id join carts c on c.id = l.cart_id where c.organization_id = :org',
      'options:by-parent options:by-parent lines:by-parent carts:scoped',
    ],
    ['a child of rows that may be shared', 'select id from parts', 'parts:unscoped'],
    [
      'what hangs on a child of a shared row',
      `select s.id from kits k join parts p on p.kit_id = k.id join pieces s on s.part_id = p.id
       where k.organization_id = :org or k.organization_id is null`,
      'kits:scoped parts:unscoped pieces:unscoped',
    ],
    [
      'what hangs on a shared row that a row of ours names',
      'select s.id from works w join parts p on p.id = w.part_id join pieces s on s.part_id = p.id where w.organization_id = :org',
      'works:scoped parts:by-parent pieces:unscoped',
    ],
    ['INSERT', 'insert into lines (id, cart_id) values (77, :carts.id)', 'lines.insert:by-reference'],
    [
      'INSERT below a row of the tenant',
      'insert into lines (id, cart_id) select 77, id from carts where id = :carts.id and organization_id = :org',
      'lines.insert:by-parent carts:scoped',
    ],
    ['what references the tenants is a tenant, whatever it is called', 'select id from bills where payer = :org', 'bills:scoped'],
    ['one without it', `select id from bills where name = 'x'`, 'bills:unscoped'],
    ['one of several tenants', 'select id from bills where payer > :org', 'bills:vacuous'],
    [
      'what hangs on it',
      'select r.id from bills b join rows_of_bills r on r.bill_id = b.id where b.payer = :org',
      'bills:scoped rows_of_bills:by-parent',
    ],
    ['INSERT of it', 'insert into bills (id, payer) values (77, :org)', 'bills.insert:scoped'],
  ],
}

export const noSchema: Group = {
  title: 'no schema',
  schema: unknown,
  cases: [
    ['every table is the tenant’s', 'select * from anything', 'anything:unscoped'],
    ['with a tenant column', 'select * from anything where organization_id = $1', 'anything:scoped'],
    ['with another', 'select * from anything where "tenantId" = $1', 'anything:scoped'],
    ['id is its key', 'select * from anything where id = $1', 'anything:by-key'],
    ['a join', 'select * from a join b on b.organization_id = a.organization_id where a.organization_id = $1', 'a:scoped b:scoped'],
    ['a join without', 'select * from a join b on b.a_id = a.id where a.organization_id = $1', 'a:scoped b:unscoped'],
    ['the same row', 'select * from a x join a y on y.id = x.id where x.organization_id = $1', 'a:scoped a:scoped'],
    ['WITH', 'with p as (select * from a) select * from p where organization_id = $1', 'a:scoped'],
    ['a derived table', 'select * from (select x.* from a x) p where p.tenant_id = $1', 'a:scoped'],
    ['UPDATE', 'update a set b = 1 where id = $1 and organization_id = $2', 'a.update:scoped'],
    ['INSERT', 'insert into a (id, organization_id) values ($1, $2)', 'a.insert:scoped'],
    ['INSERT without', 'insert into a (id) values ($1)', 'a.insert:unscoped'],
    ['INSERT by position', 'insert into a values ($1, $2)', 'a.insert:dynamic'],
    [
      'EXISTS',
      'select * from a where organization_id = $1 and exists (select from b where b.organization_id = a.organization_id)',
      'a:scoped b:scoped',
    ],
    [
      'a name that may be of either level',
      'select * from a where exists (select from b where b.x = a.y and organization_id = $1)',
      'a:unscoped b:scoped',
    ],
    ['another schema', 'select * from other.a where organization_id = $1', 'a:scoped'],
  ],
}
