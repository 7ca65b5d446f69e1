import type { Group } from './case.ts'
import { staffed, unreferenced as schema } from './schemas.ts'

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
