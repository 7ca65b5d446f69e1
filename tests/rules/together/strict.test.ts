import { join } from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import plugin from '../../../index.ts'
import { makeRepository } from '../../project/temp-project.ts'
import { applySuggestion } from '../../support/run-rule.ts'

/** A schema in which nothing is wrong. */
const sound = `create table organizations (id bigint primary key, name text not null);
create table users (id bigint primary key, name text not null);
create table events (
  id bigint primary key, organization_id bigint not null references organizations, title text not null, deleted_at timestamptz,
  unique (organization_id, id)
);
create table tickets (
  id bigint primary key, organization_id bigint not null references organizations, event_id bigint not null, user_id bigint references users,
  status text not null check (status in ('new', 'paid', 'void', 'used', 'lost', 'sold')), title text not null, paid boolean not null,
  price integer not null, created_at timestamptz not null, deleted_at timestamptz,
  foreign key (organization_id, event_id) references events (organization_id, id)
);
create index tickets_event_idx on tickets (organization_id, event_id);
create index tickets_user_id_idx on tickets (user_id);
`

/** What strict says of a text with one planted fault: that fault, and no other. */
interface Planted {
  readonly name: string
  /** Indexes and constraints beside the sound schema. */
  readonly ddl?: readonly string[]
  /** A query of the sound schema, or of that with `ddl`. */
  readonly query?: string
  /** The rules that tell it, in the order of the text. */
  readonly told: readonly string[]
  /** What mends one makes the other another one. */
  readonly isChain?: true
}

const planted: Planted[] = [
  { name: 'nothing', told: [] },
  {
    name: 'a foreign key whose only index leaves deleted rows out',
    ddl: [
      'create table notes (id bigint primary key, user_id bigint references users, body text not null, deleted_at timestamptz)',
      'create index notes_user_id_idx on notes (user_id) where deleted_at is null',
    ],
    told: ['require-foreign-key-index partial'],
  },
  {
    name: 'a foreign key without an index',
    ddl: ['create table notes (id bigint primary key, user_id bigint references users, body text not null)'],
    told: ['require-foreign-key-index missing'],
  },
  {
    name: 'an index that holds deleted rows',
    ddl: ['create index tickets_title_idx on tickets (organization_id, title)'],
    told: ['partial-index-on-soft-delete holdsDeleted'],
  },
  {
    name: 'an index that does not lead with the tenant',
    ddl: ['create index tickets_price_idx on tickets (price) where deleted_at is null'],
    told: ['tenant-column-first scattered'],
  },
  {
    name: 'an index that neither leads with the tenant nor leaves deleted rows out, which are two things',
    ddl: ['create index tickets_price_idx on tickets (price)'],
    told: ['partial-index-on-soft-delete holdsDeleted', 'tenant-column-first scattered'],
  },
  {
    name: 'an index of a column with two values, where the tenant comes first',
    ddl: ['create index tickets_paid_idx on tickets (paid)'],
    told: ['partial-index-on-soft-delete holdsDeleted', 'tenant-column-first scattered'],
  },
  {
    name: 'an index of a column with two values, in a table without tenant',
    ddl: ['create table jobs (id bigint primary key, done boolean not null)', 'create index jobs_done_idx on jobs (done)'],
    told: ['no-low-selectivity-index found'],
  },
  {
    name: 'an index of a column with two values, which another begins with',
    ddl: [
      'create table jobs (id bigint primary key, done boolean not null, name text not null)',
      'create index jobs_done_idx on jobs (done)',
      'create index jobs_done_name_idx on jobs (done, name)',
    ],
    told: ['no-redundant-index prefix'],
  },
  {
    name: 'an index that another begins with, where neither leads with the tenant',
    ddl: [
      'create index tickets_price_idx on tickets (price) where deleted_at is null',
      'create index tickets_price_title_idx on tickets (price, title) where deleted_at is null',
    ],
    told: ['no-redundant-index prefix', 'tenant-column-first scattered'],
    isChain: true,
  },
  {
    name: 'an index of the mark of deleted rows',
    ddl: ['create index tickets_deleted_at_idx on tickets (deleted_at)'],
    told: ['no-low-selectivity-index mark'],
  },
  {
    name: 'an index of the tenant alone, which another begins with',
    ddl: ['create index tickets_organization_id_idx on tickets (organization_id)'],
    told: ['no-redundant-index prefix'],
  },
  {
    name: 'an index beside a unique key of the same columns',
    ddl: ['create index events_organization_id_id_idx on events (organization_id, id)'],
    told: ['no-redundant-index unique'],
  },
  {
    name: 'a unique key that keeps the places of deleted rows',
    ddl: ['create unique index tickets_title_key on tickets (organization_id, title)'],
    told: ['partial-unique-on-soft-delete holdsDeleted'],
  },
  {
    name: 'two unique keys of the same columns, of which one leaves deleted rows out',
    ddl: [
      'create unique index tickets_title_key on tickets (organization_id, title)',
      'create unique index tickets_live_title_key on tickets (organization_id, title) where deleted_at is null',
    ],
    told: ['partial-unique-on-soft-delete holdsDeleted'],
  },
  {
    name: 'a unique key without the tenant',
    ddl: ['create unique index tickets_title_key on tickets (title) where deleted_at is null'],
    told: ['tenant-in-unique-key shared'],
  },
  {
    name: 'an index with a column that all of its rows share',
    ddl: ['create index tickets_live_idx on tickets (organization_id, title, deleted_at) where deleted_at is null'],
    told: ['no-useless-index constantColumn'],
  },
  {
    name: 'a query of everybody’s rows',
    query: 'select id from tickets where deleted_at is null',
    told: ['require-tenant-filter unscoped'],
  },
  {
    name: 'a query of everybody’s rows by a column without an index',
    query: 'select id from tickets where title = $1 and deleted_at is null',
    told: ['require-tenant-filter unscoped'],
  },
  {
    name: 'a query that gives deleted rows',
    query: 'select id from tickets where organization_id = $1 and event_id = $2',
    told: ['require-soft-delete-filter open'],
  },
  {
    name: 'a query by a key alone',
    query: 'select title from tickets where id = $1 and deleted_at is null',
    told: ['require-tenant-with-key byKey'],
  },
  {
    name: 'a sort that no index gives',
    query: 'select id from tickets where organization_id = $1 and deleted_at is null order by created_at limit 20',
    told: ['require-index-for-query sort'],
  },
  {
    name: 'a query that no index serves',
    query: 'select id from users where name = $1',
    told: ['require-index-for-query scan'],
  },
  {
    name: 'a condition that keeps an index from being used',
    ddl: ['create index users_name_idx on users (name)'],
    query: 'select id from users where lower(name) = $1',
    told: ['sargable-conditions text'],
  },
  {
    name: 'a search for a part',
    query: "select id from users where name like '%smith'",
    told: ['no-unindexed-like unindexed'],
  },
  {
    name: 'an index in another order than the query wants',
    ddl: ['create index tickets_created_idx on tickets (organization_id, created_at, title) where deleted_at is null'],
    query: 'select id from tickets where organization_id = $1 and title = $2 and created_at > $3 and deleted_at is null',
    told: ['index-column-order range'],
  },
  {
    name: 'a row that is deleted for good',
    query: 'delete from tickets where organization_id = $1 and id = $2',
    told: ['no-hard-delete deleted'],
  },
]

const projects = new Map<string, { readonly linter: Linter; readonly cwd: string }>()

function lintStrictly(text: string, file: string, schema = ''): Linter.LintMessage[] {
  const made = projects.get(schema) ?? projectOf(schema)
  projects.set(schema, made)
  return made.linter.verify(text, [...plugin.configs.strict], { filename: join(made.cwd, file) })
}

function projectOf(schema: string): { readonly linter: Linter; readonly cwd: string } {
  const cwd = makeRepository(schema === '' ? {} : { 'migrations/0001_init.sql': schema })
  return { linter: new Linter({ configType: 'flat', cwd }), cwd }
}

function shown(messages: readonly Linter.LintMessage[]): string[] {
  return messages.map(({ ruleId, messageId }) => `${ruleId?.replace('tenancy/', '') ?? ''} ${messageId ?? ''}`)
}

describe('strict, of a text with one fault', () => {
  it.each(planted.map((one) => [one.name, one] as const))('%s', (_, { ddl = [], query, told, isChain = false }) => {
    const schema = `${sound}${ddl.map((statement) => `${statement};\n`).join('')}`
    const [text, file] = query === undefined ? [schema, 'schema.sql'] : [query, 'query.sql']
    const around = query === undefined ? '' : schema
    const messages = lintStrictly(text, file, around)
    expect(shown(messages).sort()).toEqual([...told].sort())
    for (const { ruleId, messageId, suggestions = [] } of messages) {
      const others = told.filter((one) => one !== `${ruleId?.replace('tenancy/', '') ?? ''} ${messageId ?? ''}`)
      for (const suggestion of suggestions) {
        const after = applySuggestion(text, suggestion)
        const left = shown(lintStrictly(after, file, around))
        if (isChain) expect(left.length, after).toBeLessThan(told.length)
        else expect(left, after).toEqual(others)
      }
    }
  })
})
