import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key);
create table members (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
create table boards (id uuid primary key, organization_id uuid not null references organizations);
create table cards (id uuid primary key, organization_id uuid not null references organizations, board_id uuid not null references boards);
`

const libraries = {
  'supabase-js': {
    head: "import { createClient } from '@supabase/supabase-js'\nconst db = createClient('', '')\n",
    card: "const { data: card } = await db.from('cards').select('*').eq('id', id).maybeSingle()",
    member:
      "const { data: found } = await db.from('members').select('user_id').eq('organization_id', card.organization_id).eq('user_id', user).maybeSingle()",
    board: "const { data: found } = await db.from('boards').select('id').eq('id', card.board_id).eq('organization_id', org).maybeSingle()",
    boards: "const { data: found } = await db.from('boards').select('id').eq('id', card.board_id).maybeSingle()",
  },
  kysely: {
    head: "import { Kysely } from 'kysely'\nconst db = new Kysely<any>({} as any)\n",
    card: "const card = await db.selectFrom('cards').selectAll().where('id', '=', id).executeTakeFirst()",
    member:
      "const found = await db.selectFrom('members').select('user_id').where('organization_id', '=', card.organization_id).where('user_id', '=', user).executeTakeFirst()",
    board:
      "const found = await db.selectFrom('boards').select('id').where('id', '=', card.board_id).where('organization_id', '=', org).executeTakeFirst()",
    boards: "const found = await db.selectFrom('boards').select('id').where('id', '=', card.board_id).executeTakeFirst()",
  },
  knex: {
    head: "import { knex } from 'knex'\nconst db = knex({})\n",
    card: "const card = await db('cards').where({ id }).first()",
    member: "const found = await db('members').where({ organization_id: card.organization_id, user_id: user }).first('user_id')",
    board: "const found = await db('boards').where({ id: card.board_id }).where({ organization_id: org }).first('id')",
    boards: "const found = await db('boards').where({ id: card.board_id }).first('id')",
  },
}

describe.each(Object.entries(libraries))('a row that %s found by its key', (_, { head, card, member, board, boards }) => {
  const verdict = (body: string): string | undefined =>
    verdictsOf(
      `${head}export async function run(id: string, org: string, user: string) {\n${card}\nif (!card) return\n${body}\nreturn card\n}\n`,
      schema,
    ).find((one) => one.startsWith('cards'))
  it('is held by a query that asks whether a person, or the tenant, has it', () => {
    expect(verdict(`${member}\nif (!found) throw new Error()`)).toBe('cards: by-guard')
    expect(verdict(`${board}\nif (!found) throw new Error()`)).toBe('cards: by-guard')
  })
  it('is not by one that does not, or whose answer is not heeded', () => {
    expect(verdict(member)).toBe('cards: by-key')
    expect(verdict(`${board}\nif (!found) console.log('none')`)).toBe('cards: by-key')
    expect(verdict(`${boards}\nif (!found) throw new Error()`)).toBe('cards: by-key')
  })
})

it('a row is not held by a list of supabase-js, which is there without rows', () => {
  const { head, card, member } = libraries['supabase-js']
  const verdicts = (ask: string): string[] =>
    verdictsOf(
      `${head}export async function run(id: string, user: string) {\n${card}\nif (!card) return\n${ask}\nif (!found) return\nreturn card\n}\n`,
      schema,
    )
  expect(verdicts(member)).toContain('cards: by-guard')
  expect(verdicts(member.replace('.maybeSingle()', ''))).toContain('cards: by-key')
})
