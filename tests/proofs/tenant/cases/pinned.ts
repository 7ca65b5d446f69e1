import type { Case, Group } from './case.ts'
import { shop } from './schemas.ts'

export const pinned: Group = {
  title: 'pinned rows',
  schema: shop,
  cases: [
    [
      'a root pinned by a unique key scopes what hangs on it',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.slug = :slug',
      'organizations:scoped projects:scoped',
    ],
    [
      'a root pinned by its primary key',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.id = :org',
      'organizations:scoped projects:scoped',
    ],
    [
      'a root pinned by an expression key',
      'select p.id from organizations o join projects p on p.organization_id = o.id where lower(o.domain) = lower(:organizations.domain)',
      'organizations:scoped projects:scoped',
    ],
    [
      'another expression pins nothing',
      'select p.id from organizations o join projects p on p.organization_id = o.id where upper(o.domain) = upper(:organizations.domain)',
      'organizations:global projects:unscoped',
    ],
    [
      'the plain column of an expression key pins nothing',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.domain = :organizations.domain',
      'organizations:global projects:unscoped',
    ],
    [
      'IN pins too',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.slug in (:slug)',
      'organizations:scoped projects:scoped',
    ],
    [
      '= ANY pins too',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.slug = any (:organizations.slug[])',
      'organizations:scoped projects:scoped',
    ],
    [
      'a column that is not unique pins nothing',
      'select p.id from organizations o join projects p on p.organization_id = o.id where o.name = :organizations.name',
      'organizations:global projects:unscoped',
      'undecided',
    ],
    [
      'a person pinned by a unique key',
      'select m.role from memberships m join users u on u.id = m.user_id where u.email = :email',
      'memberships:by-member users:global',
    ],
    [
      'a person pinned, then the tenants',
      `select p.id from users u join memberships m on m.user_id = u.id join projects p on p.organization_id = m.organization_id
       where u.email = :email`,
      'users:global memberships:by-member projects:scoped',
    ],
    [
      'a predicate that the facts imply',
      `select number from billing.invoices where number = :invoices.number and status = 'draft'`,
      'invoices:by-key',
    ],
    ['a predicate that they do not', 'select id from billing.invoices where number = :invoices.number', 'invoices:unscoped'],
    [
      'a predicate that they contradict',
      `select id from billing.invoices where number = :invoices.number and status = 'paid'`,
      'invoices:unscoped',
    ],
    [
      'a predicate on a boolean column',
      'select name from organizations o join invitations i on i.organization_id = o.id where i.token = :invitations.token and not i.accepted',
      'organizations:global invitations:by-secret',
    ],
    [
      'a predicate on a boolean column, compared',
      'select id from invitations where token = :invitations.token and accepted = false',
      'invitations:by-secret',
    ],
    ...['false = accepted', 'accepted <> true', 'not (accepted = true)', 'accepted is false'].map((test): Case => [
      `a predicate said otherwise: ${test}`,
      `select id from invitations where token = :invitations.token and ${test}`,
      'invitations:by-secret',
    ]),
    ...['accepted', 'accepted = true', 'accepted <> false', 'not (accepted = false)', 'accepted is true'].map((test): Case => [
      `the opposite of a predicate: ${test}`,
      `select id from invitations where token = :invitations.token and ${test}`,
      'invitations:unscoped',
    ]),
    [
      'a secret beside a key',
      'select id from invitations where id = :invitations.id and token = :invitations.token',
      'invitations:by-secret',
    ],
    [
      'a secret that is not told beside a key',
      `select id from invitations where id = :invitations.id and token like 'e%'`,
      'invitations:by-key',
    ],
    ['a secret or a key', 'select id from invitations where id = :invitations.id or token = :invitations.token', 'invitations:unscoped'],
    [
      'a secret beside keys of several',
      'select id from invitations where id in (:invitations.id, :invitations.id) and token = :invitations.token',
      'invitations:by-secret',
    ],
    ['a predicate that is not said', 'select id from invitations where token = :invitations.token', 'invitations:unscoped'],
    [
      'a plan that is pinned has fixed columns',
      'select s.theme from settings s join plans on plans.id = s.plan_id where plans.id = 1 and s.organization_id = :org',
      'settings:scoped plans:global',
    ],
    [
      'a key that is unique within a tenant',
      'select id from billing.invoices where organization_id = :org and number = :invoices.number',
      'invoices:scoped',
    ],
    [
      'a nullable key pins no row where NULL may be meant',
      'select id from tags where name is not distinct from :tags.name and organization_id is null',
      'tags:scoped',
    ],
  ],
}
