import type { Group } from './case.ts'
import { keyed } from './schemas.ts'

export const keys: Group = {
  title: 'keys',
  schema: keyed,
  cases: [
    ['a key in whichever letters', 'select name from subscribers where lower(address) = lower(:subscribers.address)', 'subscribers:by-key'],
    ['a key in capitals', 'select name from subscribers where upper(address::text) = :subscribers.address', 'subscribers:by-key'],
    ['no key in whichever letters', 'select address from subscribers where lower(name) = lower(:subscribers.name)', 'subscribers:unscoped'],
    [
      'tenants whose key may be the same in other letters',
      'select s.name from organizations o join subscribers s on s.organization_id = o.id where lower(o.vat) = lower(:organizations.vat)',
      'organizations:global subscribers:by-key',
    ],
    [
      'a parent by all columns of a key',
      'select s.id from boxes b join shelves s on s.aisle = b.aisle and s.number = b.shelf where b.organization_id = :org',
      'boxes:scoped shelves:by-parent',
    ],
    [
      'no parent by one of them',
      'select s.id from boxes b join shelves s on s.aisle = b.aisle where b.organization_id = :org',
      'boxes:scoped shelves:unscoped',
    ],
    [
      'no child by one of them',
      'select b.id from shelves s join boxes b on b.aisle = s.aisle where s.organization_id = :org',
      'shelves:scoped boxes:unscoped',
    ],
    [
      'no sibling by one of them',
      'select b.id from boxes a join boxes b on b.aisle = a.aisle where a.organization_id = :org',
      'boxes:scoped boxes:unscoped',
    ],
    [
      'a key of both tenants and more',
      'select s.id from crates c join shelves s on s.aisle = c.aisle and s.number = c.shelf where c.organization_id = :org',
      'crates:scoped shelves:scoped',
    ],
    [
      'one column of what more it has',
      'select s.id from crates c join shelves s on s.aisle = c.aisle where c.organization_id = :org',
      'crates:scoped shelves:unscoped',
    ],
    [
      'a key of both tenants that is unique within a tenant alone',
      'select i.id from payments p join invoices i on i.number = p.number where p.organization_id = :org',
      'payments:scoped invoices:unscoped',
    ],
    [
      'a key of both tenants that names none in a row of nobody',
      'select p.id from drafts d join projects p on p.id = d.project_id where d.organization_id is null',
      'drafts:scoped projects:unscoped',
    ],
    [
      'a key of both tenants that rows of nobody may use',
      'update drafts d set project_id = p.id from projects p where p.id = d.project_id and p.organization_id = :org',
      'drafts.update:unscoped projects:scoped',
    ],
    [
      'a key of both tenants of which old rows were not checked',
      'select p.id from imports i join projects p on p.id = i.project_id where i.organization_id = :org',
      'imports:scoped projects:unscoped',
    ],
    [
      'siblings by such a key',
      'select b.id from imports a join imports b on b.project_id = a.project_id where a.organization_id = :org',
      'imports:scoped imports:unscoped',
    ],
    [
      'references to two keys of one table',
      'select b.id from stickers a join scans b on b.code = a.shelf_id where a.organization_id = :org',
      'stickers:scoped scans:unscoped',
    ],
    [
      'ids of two tables that are the same',
      'select l.id from projects p join labels l on l.id = p.id where p.organization_id = :org',
      'projects:scoped labels:unscoped',
    ],
    [
      'the same row by a key of two columns',
      'select b.id from shelves a join shelves b on b.aisle = a.aisle and b.number = a.number where a.organization_id = :org',
      'shelves:scoped shelves:scoped',
    ],
    [
      'no same row by a key of which a column may be NULL',
      'select b.id from vouchers a join vouchers b on b.series = a.series and b.code is not distinct from a.code where a.organization_id = :org',
      'vouchers:scoped vouchers:unscoped',
    ],
    [
      'no same row by a key of some rows',
      'select b.id from shelves a join shelves b on b.number = a.number where a.organization_id = :org',
      'shelves:scoped shelves:unscoped',
    ],
    [
      'no same row by the columns of a key that has an expression, too',
      'select b.id from vouchers a join vouchers b on b.series = a.series where a.organization_id = :org',
      'vouchers:scoped vouchers:unscoped',
    ],
    [
      'a root pinned by a key that is not NULL',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.vat = :organizations.vat',
      'organizations:scoped projects:scoped',
    ],
    [
      'no root pinned by a key where NULL may be meant',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.vat is not distinct from :organizations.vat',
      'organizations:global projects:unscoped',
    ],
    [
      'a root pinned by a key that has NULL once',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.tax_id is not distinct from :organizations.tax_id',
      'organizations:scoped projects:scoped',
    ],
    [
      'no root pinned by an index that is not unique',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.name = :organizations.name',
      'organizations:global projects:unscoped',
    ],
    ['a table that another references by its tenant column is no root', 'select theme from settings', 'settings:unscoped'],
    [
      'another tenant that a row names',
      `select p.id from transfers t join organizations o on o.id = t.partner_id join projects p on p.organization_id = o.id
       where t.organization_id = :org`,
      'transfers:scoped organizations:global projects:unscoped',
    ],
    [
      'rows that name our tenant as another',
      'select t.note from projects p join transfers t on t.partner_id = p.organization_id where p.organization_id = :org',
      'projects:scoped transfers:unscoped',
    ],
    [
      'rows of a person that a row of ours names',
      'select b.id from projects a join users u on u.id = a.owner_id join projects b on b.owner_id = u.id where a.organization_id = :org',
      'projects:scoped users:global projects:unscoped',
    ],
    [
      'children of a tree’s rows',
      `with recursive tree as (
         select id from labels where organization_id = :org
         union select l.id from labels l join tree on tree.id = l.parent_id join jars j on j.label_id = tree.id where l.organization_id = :org)
       select * from tree`,
      'labels:scoped labels:scoped jars:by-parent',
    ],
    [
      'children of a tree’s rows that may be shared',
      `with recursive tree as (
         select id from labels where organization_id = :org or id in (select label_id from jars where organization_id = :org)
         union select l.id from labels l join tree on tree.id = l.parent_id join jars j on j.label_id = tree.id where l.organization_id = :org)
       select * from tree`,
      'labels:by-parent jars:scoped labels:scoped jars:unscoped',
    ],
    [
      'a person beside something else is no membership',
      'select project_id from assignments where user_id = :user',
      'assignments:by-reference',
    ],
    ['a person of one tenant is no membership', 'select bio from profiles where user_id = :user', 'profiles:by-key'],
    [
      'a key of the tenant and a row of it is no membership',
      'select amount from budgets where project_id = :projects.id',
      'budgets:by-reference',
    ],
    [
      'a membership whose tenant is fixed by a way about',
      `select m.user_id from memberships m join crates c on m.organization_id = c.organization_id
       join shelves s on s.aisle = c.aisle and s.number = c.shelf where m.user_id = :user and s.organization_id = :org`,
      'memberships:scoped crates:scoped shelves:scoped',
    ],
  ],
}
