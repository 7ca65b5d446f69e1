import type { Group } from './case.ts'
import { equipped, namedAlone as alone, staffed, unreferenced as schema } from './schemas.ts'

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
    ['a table that is named for something else', 'select note from guests where user_id = :users.id', 'guests:by-reference'],
    ['what people own', 'select title from documents where owner_id = :users.id', 'documents:by-reference'],
    [
      'what hangs on a person who is looked up',
      `select d.title from users u join documents d on d.owner_id = u.id where u.name = :users.name`,
      'users:global documents:unscoped',
    ],
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
