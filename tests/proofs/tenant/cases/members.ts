import type { Group } from './case.ts'
import { equipped, grouped, invited, namedAlone as alone, settled, staffed, unreferenced as schema } from './schemas.ts'

export const named: Group = {
  title: 'members by their names',
  schema: staffed,
  cases: [
    [
      'a table that is named for people and tenants, with more in its key',
      'select team_id from users_on_team where user_id = :users.id',
      'users_on_team:by-member',
    ],
    [
      'what its people may see',
      'select d.id from users_on_team m join documents d on d.team_id = m.team_id where m.user_id = :users.id',
      'users_on_team:by-member documents:scoped',
    ],
    ['a table with the role in its key', 'select team_id from granted where user_id = :users.id', 'granted:by-member'],
    [
      'what those may see who have a role',
      'select d.id from granted g join documents d on d.team_id = g.team_id where g.user_id = :users.id',
      'granted:by-member documents:scoped',
    ],
    ['a table with something else in its key', 'select team_id from visits where user_id = :users.id', 'visits:by-reference'],
    ['a table that is named for something else', 'select note from guests where user_id = :users.id', 'guests:by-reference'],
    ['what people own', 'select title from documents where owner_id = :users.id', 'documents:by-reference'],
    [
      'what hangs on a person who is looked up',
      `select d.title from users u join documents d on d.owner_id = u.id where u.name = :users.name`,
      'users:global documents:unscoped',
    ],
  ],
}

export const ofOwnTenant: Group = {
  title: 'members who have a tenant of their own',
  schema: settled,
  cases: [
    ['a table of members', 'select team_id from team_members where user_id = :users.id', 'team_members:by-member'],
    ['one that is named for both', 'select team_id from users_on_team where user_id = :users.id', 'users_on_team:by-member'],
    [
      'what its people may see',
      'select d.id from documents d join team_members m on m.team_id = d.team_id and m.user_id = :users.id',
      'documents:scoped team_members:by-member',
    ],
    [
      'what others may see',
      'select d.id from documents d left join team_members m on m.team_id = d.team_id and m.user_id = :users.id',
      'documents:unscoped team_members:by-member',
    ],
    ['all members', 'select user_id from team_members', 'team_members:unscoped'],
    ['a person', 'select name from users where id = :users.id', 'users:by-key'],
    ['a table that is named for something else', 'select team_id from favourites where user_id = :users.id', 'favourites:by-reference'],
  ],
}

export const things: Group = {
  title: 'things that tenants have once each',
  schema: equipped,
  cases: [
    ['people are people', 'select organization_id from memberships where user_id = :users.id', 'memberships:by-member'],
    ['things are none', 'select note from enabled_features where feature_id = :features.id', 'enabled_features:unscoped'],
    [
      'nor by their names',
      'select e.note from enabled_features e join features f on f.id = e.feature_id where f.name = :features.name',
      'enabled_features:unscoped features:global',
    ],
    ['those with an address are', 'select organization_id from known_contacts where contact_id = :contacts.id', 'known_contacts:by-member'],
  ],
}

export const unreferenced: Group = {
  title: 'members without a reference',
  schema,
  cases: [
    [
      'a key of the tenant and one more',
      'select team_id from team_members where user_uid = :team_members.user_uid',
      'team_members:by-member',
    ],
    [
      'a name, and the column of a person',
      'select team_id from team_memberships where user_id = :team_memberships.user_id',
      'team_memberships:by-member',
    ],
    ['all of these', "select user_id from team_memberships where role = 'owner'", 'team_memberships:unscoped'],
    ['such a column of another table', 'select note from team_notes where user_id = :team_notes.user_id', 'team_notes:unscoped'],
    ['such a key of another table', 'select id from team_tokens where name = :team_tokens.name', 'team_tokens:unscoped'],
    ['all members', 'select user_uid from team_members', 'team_members:unscoped'],
  ],
}

export const namedAlone: Group = {
  title: 'tenants and members by their names alone',
  schema: alone,
  cases: [
    ['the tenants', 'select name from team', 'team:global'],
    ['one of them, changed', 'update team set name = null where team_id = :team.team_id', 'team.update:scoped'],
    ['all of them, changed', 'update team set name = null', 'team.update:unscoped'],
    ['members', 'select team_id from team_user where user_id = :team_user.user_id', 'team_user:by-member'],
    [
      'the tenants of a person',
      'select t.name from team t where exists (select from team_user m where m.team_id = t.team_id and m.user_id = :team_user.user_id)',
      'team:scoped team_user:by-member',
    ],
    ['what is named for the tenants alone', 'select text from team_note where user_id = :team_note.user_id', 'team_note:unscoped'],
  ],
}

export const awaited: Group = {
  title: 'members of whom some have not come yet',
  schema: invited,
  cases: [
    ['one who has', 'select organization_id from organization_members where user_id = :users.id', 'organization_members:by-member'],
    [
      'what they may see',
      'select d.id from organization_members m join documents d on d.organization_id = m.organization_id where m.user_id = :users.id',
      'organization_members:by-member documents:scoped',
    ],
    ['those who have not', 'select note from organization_members where user_id is null', 'organization_members:unscoped'],
    [
      'those who may be nobody, too',
      'select note from organization_members where user_id is not distinct from :users.id',
      'organization_members:by-reference',
    ],
    ['whom somebody invited', 'select note from organization_members where invited_by = :users.id', 'organization_members:by-reference'],
    ['those of a role', 'select note from organization_members where role_id = :roles.id', 'organization_members:unscoped'],
  ],
}

export const givenInGroups: Group = {
  title: 'rows that people of a tenant were given',
  schema: grouped,
  cases: [
    [
      'by themselves',
      'select s.id from space_members m join spaces s on s.id = m.space_id where m.user_id = :users.id',
      'space_members:global spaces:by-member',
    ],
    [
      'in a group',
      `select s.id from group_users g join space_members m on m.group_id = g.group_id join spaces s on s.id = m.space_id
       where g.user_id = :users.id`,
      'group_users:global space_members:global spaces:by-parent',
    ],
    [
      'what hangs on rows that are not there themselves, whoever was given them',
      `select p.title from pages p join space_members m on m.space_id = p.space_id left join group_users g on g.group_id = m.group_id
       where m.user_id = :users.id or g.user_id = :users.id`,
      'pages:by-parent space_members:global group_users:global',
    ],
    [
      'the same, asked for by its keys',
      `select title from pages where space_id in (select space_id from space_members where user_id = :users.id or group_id in
       (select group_id from group_users where user_id = :users.id))`,
      'pages:by-parent space_members:global group_users:global',
    ],
    [
      'what hangs on rows that groups of everybody were given',
      `select p.title from pages p join space_members m on m.space_id = p.space_id left join group_users g on g.group_id = m.group_id
       where m.group_id is not null or g.user_id = :users.id`,
      'pages:unscoped space_members:global group_users:global',
    ],
    [
      'the groups',
      'select g.name from group_users u join groups g on g.id = u.group_id where u.user_id = :users.id',
      'group_users:global groups:by-member',
    ],
    [
      'what people have in common, who are in groups',
      `select s.id from group_users g join group_users o on o.user_id = g.user_id join space_members m on m.group_id = o.group_id
       join spaces s on s.id = m.space_id where g.group_id = :groups.id`,
      'group_users:global group_users:global space_members:global spaces:unscoped',
    ],
    [
      'nobody by themselves',
      'select s.id from space_members m join spaces s on s.id = m.space_id where m.user_id is null',
      'space_members:global spaces:unscoped',
    ],
    [
      'what else their tenant has',
      `select o.id from space_members m join spaces s on s.id = m.space_id join spaces o on o.organization_id = s.organization_id
       where m.user_id = :users.id`,
      'space_members:global spaces:by-member spaces:by-reference',
    ],
  ],
}
