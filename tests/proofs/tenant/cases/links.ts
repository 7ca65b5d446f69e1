import type { Group } from './case.ts'
import { linked, sessioned } from './schemas.ts'

export const links: Group = {
  title: 'links',
  schema: linked,
  cases: [
    [
      'rows that are linked with the tenant’s',
      'select t.id from posts p join post_tags pt on pt.post_id = p.id join tags t on t.id = pt.tag_id where p.organization_id = :org',
      'posts:scoped post_tags:global tags:by-parent',
    ],
    [
      'rows that are linked by keys that may be NULL',
      'select t.id from posts p join loose_tags lt on lt.post_id = p.id join tags t on t.id = lt.tag_id where p.organization_id = :org',
      'posts:scoped loose_tags:global tags:by-parent',
    ],
    [
      'rows that may be linked so',
      'select t.id from posts p left join (loose_tags lt join tags t on t.id = lt.tag_id) on lt.post_id = p.id where p.organization_id = :org',
      'posts:scoped loose_tags:global tags:by-parent',
    ],
    [
      'not those that are linked with nothing',
      'select t.id from posts p left join loose_tags lt on lt.post_id = p.id or lt.post_id is null left join tags t on t.id = lt.tag_id where p.organization_id = :org',
      'posts:scoped loose_tags:global tags:unscoped',
    ],
    [
      'from either side',
      'select p.id from tags t join post_tags pt on pt.tag_id = t.id join posts p on p.id = pt.post_id where t.organization_id = :org',
      'tags:scoped post_tags:global posts:by-parent',
    ],
    [
      'in a query of their own',
      `select p.id, (select count(*) from post_tags pt join tags t on t.id = pt.tag_id where pt.post_id = p.id) from posts p where p.organization_id = :org`,
      'post_tags:global tags:by-parent posts:scoped',
    ],
    [
      'over two links',
      `select o.id from posts p join related r on r.post_id = p.id join posts o on o.id = r.other_id join post_tags pt on pt.post_id = o.id
       join tags t on t.id = pt.tag_id where p.organization_id = :org`,
      'posts:scoped related:global posts:by-parent post_tags:global tags:by-parent',
    ],
    [
      'changed by them',
      'update tags t set name = null from post_tags pt, posts p where t.id = pt.tag_id and pt.post_id = p.id and p.organization_id = :org',
      'tags.update:by-parent post_tags:global posts:scoped',
    ],
    [
      'not those of nobody’s rows',
      'select p.id from themes h join post_themes ph on ph.theme_id = h.id join posts p on p.id = ph.post_id where h.organization_id is null',
      'themes:scoped post_themes:global posts:unscoped',
    ],
    [
      'a row of nobody that is linked with the tenant’s',
      'select h.id from posts p join post_themes ph on ph.post_id = p.id join themes h on h.id = ph.theme_id where p.organization_id = :org',
      'posts:scoped post_themes:global themes:by-parent',
    ],
    [
      'found by a key',
      'select t.id from posts p join post_tags pt on pt.post_id = p.id join tags t on t.id = pt.tag_id where p.id = :posts.id',
      'posts:by-key post_tags:global tags:by-key',
    ],
    [
      'not without a condition on either',
      'select t.id from posts p join post_tags pt on pt.post_id = p.id join tags t on t.id = pt.tag_id',
      'posts:unscoped post_tags:global tags:unscoped',
    ],
    [
      'not over what people have in common',
      'select o.id from posts p join readers a on a.post_id = p.id join readers b on b.user_id = a.user_id join posts o on o.id = b.post_id where p.organization_id = :org',
      'posts:scoped readers:global readers:global posts:unscoped',
    ],
    [
      'a row that its person was given',
      'select p.id from posts p join post_collaborators c on c.post_id = p.id where c.user_id = :users.id',
      'posts:by-member post_collaborators:global',
    ],
    [
      'a row that its person was given, or that is the tenant’s',
      `select p.id from posts p where p.id = :posts.id
       and (p.organization_id = :org or exists (select from post_collaborators c where c.post_id = p.id and c.user_id = :users.id))`,
      'posts:by-member post_collaborators:global',
    ],
    [
      'what hangs on a row that its person was given',
      `select o.id from post_collaborators c join posts p on p.id = c.post_id join comments o on o.post_id = p.id where c.user_id = :users.id`,
      'post_collaborators:global posts:by-member comments:by-parent',
    ],
    [
      'what else the tenant has of such a row',
      `select t.id from post_collaborators c join posts p on p.id = c.post_id join tags t on t.organization_id = p.organization_id
       where c.user_id = :users.id`,
      'post_collaborators:global posts:by-member tags:by-reference',
    ],
    [
      'a row that somebody was given',
      'select p.id from posts p join post_collaborators c on c.post_id = p.id',
      'posts:unscoped post_collaborators:global',
    ],
    [
      'a row that its person reads, by a table that says no more',
      'select p.id from posts p join readers r on r.post_id = p.id where r.user_id = :users.id',
      'posts:by-reference readers:global',
    ],
    [
      'over a row that says more than who is linked',
      'select t.id from posts p join uses u on u.post_id = p.id join tags t on t.id = u.tag_id where p.organization_id = :org',
      'posts:scoped uses:global tags:by-parent',
    ],
    [
      'over a row that says more of each two that are linked',
      'select t.id from posts p join picks k on k.post_id = p.id join tags t on t.id = k.tag_id where p.organization_id = :org',
      'posts:scoped picks:global tags:by-parent',
    ],
    [
      'found by a key of the link',
      'select t.id from picks k join tags t on t.id = k.tag_id where k.id = :picks.id',
      'picks:global tags:by-key',
    ],
    [
      'found by what they are linked with',
      'select t.id from picks k join tags t on t.id = k.tag_id where k.post_id = :posts.id',
      'picks:global tags:by-reference',
    ],
    [
      'found by who has linked them',
      'select t.id from picks k join tags t on t.id = k.tag_id where k.by_id = :users.id',
      'picks:global tags:by-reference',
    ],
    [
      'found by whom a row is for that may refer to it',
      'select p.id from notices n join posts p on p.id = n.post_id where n.user_id = :users.id',
      'notices:global posts:by-reference',
    ],
    [
      'and what hangs on it',
      'select o.id from notices n left join posts p on p.id = n.post_id left join comments o on o.post_id = p.id where n.user_id = :users.id',
      'notices:global posts:by-reference comments:by-reference',
    ],
    ['not by a row that may refer to any', 'select p.id from notices n join posts p on p.id = n.post_id', 'notices:global posts:unscoped'],
    [
      'not by a row that may refer to another',
      'select o.id from notices n join posts p on p.id = n.post_id join posts o on o.title = p.title where n.user_id = :users.id',
      'notices:global posts:by-reference posts:unscoped',
    ],
    [
      'not over who has linked them',
      `select o.id from posts p join picks k on k.post_id = p.id join users u on u.id = k.by_id join picks j on j.by_id = u.id join posts o on o.id = j.post_id
       where p.organization_id = :org`,
      'posts:scoped picks:global users:global picks:global posts:unscoped',
    ],
    [
      'not where one side may be missing in the other',
      'select t.id from tags t left join post_tags pt on pt.tag_id = t.id left join posts p on p.id = pt.post_id and p.organization_id = :org',
      'tags:unscoped post_tags:global posts:scoped',
    ],
  ],
}

export const sessions: Group = {
  title: 'secrets of rows without a tenant column',
  schema: sessioned,
  cases: [
    [
      'what a row with a secret refers to',
      'select u.name from sessions s join users u on u.id = s.user_id where s.token = :sessions.token',
      'sessions:global users:by-parent',
    ],
    [
      'by a token of another name',
      'select u.name from sessions s join users u on u.id = s.user_id where s.refresh_token = :sessions.refresh_token',
      'sessions:global users:by-parent',
    ],
    [
      'in a subquery',
      'select name from users where id = (select user_id from sessions where token = :sessions.token)',
      'users:by-parent sessions:global',
    ],
    [
      'and what belongs to that',
      'select c.id from sessions s join users u on u.id = s.user_id join comments c on c.user_id = u.id where s.token = :sessions.token',
      'sessions:global users:by-parent comments:by-parent',
    ],
    [
      'not by another unique value',
      'select u.name from sessions s join users u on u.id = s.user_id where s.code = :sessions.code',
      'sessions:global users:by-key',
    ],
    [
      'what refers to it',
      'select v.id from sessions s join visits v on v.session_id = s.id where s.token = :sessions.token',
      'sessions:global visits:by-parent',
    ],
    [
      'by a secret, over a key that may be NULL',
      'select u.name from devices d left join users u on u.id = d.user_id where d.token = :devices.token',
      'devices:global users:by-parent',
    ],
    [
      'by a key that is no secret, over a key that may be NULL',
      'select u.name from devices d join users u on u.id = d.user_id where d.code = :devices.code',
      'devices:global users:by-key',
    ],
    [
      'by a secret, over keys that may be NULL on both sides',
      'select c.id from devices d join comments c on c.user_id = d.user_id where d.token = :devices.token',
      'devices:global comments:by-parent',
    ],
    [
      'by a secret, where two keys may be NULL and are the same',
      'select c.id from devices d join comments c on c.user_id is not distinct from d.user_id where d.token = :devices.token',
      'devices:global comments:unscoped',
    ],
  ],
}
