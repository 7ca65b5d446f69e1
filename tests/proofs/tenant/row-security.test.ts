import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Experiment, isSilent, newPostgres, trialOf } from './support/experiment.ts'
import { withNumbers } from './support/parameters.ts'
import { judgedBy, queryOf, schemaOf, type Schema } from './support/schema.ts'

const ours = `current_setting('app.organization')::int`

const ddl = `
  create table organizations (id int primary key, slug text not null unique);
  create table users (id int primary key, email text not null unique);
  create table members (organization_id int not null references organizations, user_id int not null references users, primary key (organization_id, user_id));
  create table events (id int primary key, organization_id int not null references organizations, title text);
  create table tickets (id int primary key, organization_id int not null references organizations, event_id int not null references events, price int);
  create table labels (id int primary key, organization_id int references organizations, name text);
  create table drafts (id int primary key, organization_id int not null references organizations, title text);
  create table notes (id int primary key, organization_id int not null references organizations, body text);
  create table logs (id int primary key, organization_id int not null references organizations, body text);
  create table visits (id int primary key, organization_id int not null references organizations, body text);
  create table secrets (id int primary key, organization_id int not null references organizations, body text);
  create table items (id int primary key, organization_id int not null references organizations, body text);
  create table boards (id int primary key, organization_id int not null references organizations, body text);
  create table plain (id int primary key, organization_id int not null references organizations, body text);
  create function is_ours(int) returns boolean language sql stable as 'select $1 = ${ours.replaceAll("'", "''")}';
  alter table events enable row level security;
  create policy own on events using (organization_id = ${ours});
  create policy "of admins" on events to postgres using (true);
  alter table tickets enable row level security;
  alter table tickets force row level security;
  create policy wide on tickets using (true);
  create policy own on tickets as restrictive using (tickets.organization_id = (select ${ours}));
  alter table labels enable row level security;
  create policy own on labels using (organization_id = ${ours} or organization_id is null);
  alter table drafts enable row level security;
  create policy own on drafts using (organization_id = ${ours});
  create policy everybody on drafts for select using (true);
  alter table notes enable row level security;
  create policy read on notes for select using (organization_id = ${ours});
  create policy change on notes for update using (true);
  create policy remove on notes for delete using (organization_id = ${ours});
  create policy add on notes for insert with check (organization_id = ${ours});
  alter table logs enable row level security;
  create policy own on logs to app using (is_ours(organization_id));
  alter table visits enable row level security;
  create policy own on visits using (organization_id in (select organization_id from members where user_id = current_setting('app.user')::int));
  alter table secrets enable row level security;
  create policy admins on secrets to postgres using (true);
  alter table items enable row level security;
  create policy own on items as restrictive using (organization_id = ${ours});
  create policy wide on items for select to app using (true);
  create policy other on items for insert to app with check (true);
  create policy own on boards using (organization_id = ${ours});
  create table pages (id int primary key, organization_id int not null references organizations, body text);
  create table gifts (id int primary key, organization_id int not null references organizations, body text);
  create table hints (id int primary key, organization_id int not null references organizations, body text);
  create table bills (id int primary key, organization_id int not null references organizations, body text);
  create table receipts (id int primary key, organization_id int not null references organizations, body text);
  alter table pages enable row level security;
  create policy own on pages using (true) with check (organization_id = ${ours});
  alter table gifts enable row level security;
  create policy own on gifts using (organization_id = ${ours}) with check (organization_id is not null);
  alter table hints enable row level security;
  create policy own on hints using (organization_id = ${ours} or body = 'x');
  alter table bills enable row level security;
  create policy own on bills using (organization_id = ${ours});
  create policy everything on bills to current_user using (true);
  alter table receipts enable row level security;
  alter table receipts force row level security;
  create policy own on receipts using (organization_id = ${ours});
  create policy clerks on receipts to app using (true);
  create table lines (id int primary key, organization_id int not null references organizations, ticket_id int not null references tickets);
  alter table lines enable row level security;
  create policy own on lines using (exists (select 1 from tickets t where t.id = ticket_id));
  create table seats (id int primary key, organization_id int not null references organizations, line_id int not null references lines);
  alter table seats enable row level security;
  create policy own on seats using (line_id in (select id from lines));
  create table doors (id int primary key, organization_id int not null references organizations, note_id int not null references plain);
  alter table doors enable row level security;
  create policy own on doors using (exists (select 1 from plain p where p.id = note_id));
  create table halls (id int primary key, organization_id int not null references organizations, body text);
  alter table halls enable row level security;
  create policy own on halls using (organization_id = ${ours});
  create policy bypass on halls using (current_setting('app.bypass_rls', true) = 'on');
  create table rooms (id int primary key, organization_id int not null references organizations, body text);
  alter table rooms enable row level security;
  create policy somebody on rooms using (current_setting('app.user') <> '');
  create function of_mine(org int) returns boolean language sql stable security definer as
    'select exists (select 1 from members m where m.organization_id = org and m.user_id = current_setting(''app.user'')::int)';
  create function row_of_mine(int) returns boolean language sql stable as 'select of_mine($1)';
  create function member_role(org int) returns boolean language sql stable security definer as
    'select true from members where organization_id = org and user_id = current_setting(''app.user'')::int';
  create function may_see(org int) returns boolean language plpgsql stable as
    'begin if org is null then return false; end if; return org = ${ours.replaceAll("'", "''")}; end';
  create function is_seen(org int) returns boolean language sql stable as 'select may_see(org)';
  create function is_there(int) returns boolean language sql stable as 'select $1 > 0';
  create table rows_of_members (id int primary key, organization_id int not null references organizations, body text);
  alter table rows_of_members enable row level security;
  create policy own on rows_of_members using (of_mine(organization_id));
  create table parts (id int primary key, row_id int not null references rows_of_members, organization_id int not null references organizations);
  alter table parts enable row level security;
  create policy own on parts using (exists (select 1 from rows_of_members r where r.id = parts.row_id and of_mine(r.organization_id)));
  create table nested_rows (id int primary key, organization_id int not null references organizations, body text);
  alter table nested_rows enable row level security;
  create policy own on nested_rows using (row_of_mine(organization_id));
  create table role_rows (id int primary key, organization_id int not null references organizations, body text);
  alter table role_rows enable row level security;
  create policy own on role_rows using (member_role(organization_id));
  create table seen_rows (id int primary key, organization_id int not null references organizations, body text);
  alter table seen_rows enable row level security;
  create policy own on seen_rows using (may_see(organization_id));
  create table called_rows (id int primary key, organization_id int not null references organizations, body text);
  alter table called_rows enable row level security;
  create policy own on called_rows using (is_seen(organization_id));
  create table open_rows (id int primary key, organization_id int not null references organizations, body text);
  alter table open_rows enable row level security;
  create policy own on open_rows using (is_there(organization_id));
  create view all_events as select * from events;
  create view own_events with (security_invoker) as select * from events;
  create view nested with (security_invoker) as select * from all_events;
  create materialized view kept as select * from events;
`

const client = {
  setup: `do $$ begin create role app; exception when duplicate_object then null; end $$; grant usage on schema public to app; alter default privileges in schema public grant all on tables to app`,
  begin: `set local role app; select set_config('app.organization', :org, true), set_config('app.user', :user, true);`,
}

const trusted = schemaOf('trusted', ddl, { rowLevelSecurity: 'trust', clientRole: 'app' }, client)
const ignored = schemaOf('ignored', ddl, { clientRole: 'app' }, client)
const ofOwner = schemaOf('of owner', ddl, { rowLevelSecurity: 'trust' })

const cases: readonly (readonly [shows: string, sql: string, expected: string])[] = [
  ['a policy', 'select title from events', 'events:scoped'],
  ['a policy under another name', 'select e.c from events e (a, b, c)', 'events:scoped'],
  ['a restrictive policy', 'select price from tickets', 'tickets:scoped'],
  ['rows of nobody', 'select name from labels', 'labels:scoped'],
  ['another permissive policy opens it', 'select title from drafts', 'drafts:unscoped'],
  ['another permissive policy opens it for its command', 'delete from drafts', 'drafts.delete:scoped'],
  ['a policy that asks for a parent by its own policy', 'select 1 from lines', 'lines:by-parent'],
  ['a policy over two of them', 'select 1 from seats', 'seats:by-parent'],
  ['a policy that asks for a parent that has none', 'select 1 from doors', 'doors:unscoped'],
  ['a policy for whoever may do everything', 'select 1 from halls', 'halls:dynamic'],
  ['a policy for whoever is there', 'select 1 from rooms', 'rooms:unscoped'],
  ['members', 'select body from visits', 'visits:scoped'],
  ['no policy for the role: no row', 'select body from secrets', 'secrets:scoped'],
  ['a restrictive policy beside a permissive one', 'select body from items', 'items:scoped'],
  ['a policy that is not switched on', 'select body from boards', 'boards:unscoped'],
  ['no policy', 'select body from plain', 'plain:unscoped'],
  [
    'a join to what a policy holds',
    'select 1 from events e join plain p on p.organization_id = e.organization_id',
    'events:scoped plain:scoped',
  ],
  ['a join beside what a policy holds', 'select 1 from events e, plain p', 'events:scoped plain:unscoped'],
  [
    'the nullable side',
    'select p.id, e.id from plain p left join events e on e.title = p.body where p.organization_id = :org',
    'plain:scoped events:scoped',
  ],
  [
    'the nullable side says nothing of the other',
    'select p.id, e.id from plain p left join events e on e.organization_id = p.organization_id',
    'plain:unscoped events:scoped',
  ],
  ['FULL JOIN', 'select e.id, t.id from events e full join tickets t on t.event_id = e.id', 'events:scoped tickets:scoped'],
  ['a subquery', 'select 1 from plain where organization_id in (select organization_id from events)', 'plain:scoped events:scoped'],
  [
    'a subquery that is denied',
    'select id from plain p where not exists (select 1 from events e where e.organization_id = p.organization_id)',
    'plain:unscoped events:scoped',
  ],
  ['an update', `update events set title = 'x' where title = 'red'`, 'events.update:scoped'],
  ['an update that reads its rows', `update notes set body = 'x' where id > 0`, 'notes.update:scoped'],
  ['an update that reads nothing', `update notes set body = 'x'`, 'notes.update:unscoped'],
  ['a delete', 'delete from notes', 'notes.delete:scoped'],
  ['no policy for a command: no row', 'delete from items', 'items.delete:scoped'],
  [
    'an insert that is checked',
    'insert into notes (id, organization_id) select 90000001, organization_id from events limit 1',
    'notes.insert:scoped events:scoped',
  ],
  ['an insert that is checked although it names no tenant', 'insert into events (id) values (90000001)', 'events.insert:scoped'],
  ['a policy that holds new rows alone', 'select body from pages', 'pages:unscoped'],
  ['a policy that holds old rows alone', 'select body from gifts', 'gifts:scoped'],
  ['an insert that is not checked', 'insert into plain (id) values (90000001)', 'plain.insert:unscoped'],
  [
    'an upsert',
    `insert into events (id, organization_id, title) values (:events.id, :org, 'x') on conflict (id) do update set title = 'y'`,
    'events.insert:scoped events.conflict:scoped',
  ],
  [
    'MERGE',
    `merge into events e using plain p on e.title = p.body and p.organization_id = :org when matched and e.id = 0 then update set title = 'x'`,
    'events.update:scoped plain:scoped',
  ],
  [
    'an upsert of rows that it may read',
    `insert into notes (id, organization_id, body) values (:notes.id, :org, 'x') on conflict (id) do update set body = 'y'`,
    'notes.insert:scoped notes.conflict:scoped',
  ],
  [
    'an upsert of rows that it may change',
    `insert into drafts (id, organization_id, title) values (:drafts.id, :org, 'x') on conflict (id) do update set title = 'y'`,
    'drafts.insert:scoped drafts.conflict:scoped',
  ],
  [
    'MERGE of rows that it may read',
    `merge into notes n using plain p on n.body = p.body and p.organization_id = :org when matched then update set body = 'x'`,
    'notes.update:scoped plain:scoped',
  ],
  [
    'MERGE of rows that it may change',
    `merge into drafts d using plain p on d.title = p.body and p.organization_id = :org when matched then update set title = 'x'`,
    'drafts.update:scoped plain:scoped',
  ],
  [
    'MERGE of rows that it may delete',
    `merge into drafts d using plain p on d.title = p.body and p.organization_id = :org when matched then delete`,
    'drafts.delete:scoped plain:scoped',
  ],
  [
    'MERGE of rows without a source',
    `merge into notes n using plain p on n.body = p.body and p.organization_id = :org when not matched by source then update set body = 'x'`,
    'notes.update:scoped plain:scoped',
  ],
  [
    'MERGE asks for rows that it may read',
    `merge into notes n using (select * from plain where organization_id = :org) p on n.body = p.body
     when not matched then insert (id, organization_id) values (90000002, :org)`,
    'notes.insert:scoped notes:scoped plain:scoped',
  ],
  ['a function of SQL', 'select body from logs', 'logs:scoped'],
  ['a function that asks for members', 'select body from rows_of_members', 'rows_of_members:scoped'],
  ['such a function of a parent', 'select id from parts', 'parts:by-parent'],
  ['with its parent', 'select p.id from parts p join rows_of_members r on r.id = p.row_id', 'parts:by-parent rows_of_members:scoped'],
  ['a function that calls it', 'select body from nested_rows', 'nested_rows:scoped'],
  ['a function that gives what is true of a row', 'select body from role_rows', 'role_rows:scoped'],
  ['a function that says nothing of the tenant', 'select body from open_rows', 'open_rows:unscoped'],
  ['a function that cannot be read', 'select body from seen_rows', 'seen_rows:dynamic'],
  ['a function that calls one that cannot be read', 'select body from called_rows', 'called_rows:dynamic'],
  ['a function decides of its table alone', 'select 1 from seen_rows, plain', 'seen_rows:dynamic plain:unscoped'],
  ['a function beside a condition', 'select body from seen_rows where organization_id = :org', 'seen_rows:scoped'],
  ['a function that a query asks', 'select body from plain where of_mine(organization_id)', 'plain:scoped'],
  ['a function that a query denies', 'select body from plain where not of_mine(organization_id)', 'plain:vacuous'],
  ['a view that reads as its owner', 'select title from all_events', 'events:unscoped'],
  ['a view that reads as whoever asks', 'select title from own_events', 'events:scoped'],
  ['a view of a view that reads as its owner', 'select title from nested', 'events:unscoped'],
  ['a materialized view', 'select title from kept', 'kept:unscoped'],
  ['TRUNCATE passes policies by', 'truncate events', 'events.truncate:unscoped'],
  ['COPY TO', 'copy events to stdout', 'events.copy:scoped'],
]

function judge(schema: Schema, sql: string): ReturnType<typeof judgedBy> {
  return judgedBy(schema, queryOf(withNumbers(sql)))
}

function shown(schema: Schema, sql: string): string {
  return judge(schema, sql)
    .map(({ access: { name, does }, verdict }) => `${name}${does === 'read' ? '' : `.${does.split(' ')[0] ?? ''}`}:${verdict}`)
    .join(' ')
}

describe('row security that is trusted', () => {
  it.each(cases)('%s: %s', (_, sql, expected) => {
    expect(shown(trusted, sql)).toBe(expected)
  })

  it('counts for nothing unless it is trusted', () => {
    expect(shown(ignored, 'select title from events')).toBe('events:unscoped')
  })

  it('counts for the owner only where it is forced', () => {
    expect(shown(ofOwner, 'select 1 from events, tickets')).toBe('events:unscoped tickets:scoped')
  })

  it('counts for new rows only as far as it holds them', () => {
    expect(shown(trusted, 'insert into gifts (id) values (90000001)')).toBe('gifts.insert:unscoped')
    expect(shown(trusted, 'insert into hints (id) values (90000001)')).toBe('hints.insert:unscoped')
  })

  it('counts a policy for somebody where it is not known who asks', () => {
    expect(shown(ofOwner, 'select 1 from receipts')).toBe('receipts:unscoped')
    expect(shown(trusted, 'select 1 from bills')).toBe('bills:unscoped')
  })
})

describe('a client that is held by policies', () => {
  let db: PGlite
  let experiment: Experiment
  beforeAll(async () => {
    db = await newPostgres()
    experiment = await Experiment.of(db, trusted)
  })
  afterAll(() => db.close())

  const runnable = cases.filter(([, sql]) => !/^(?:truncate|copy)/.test(sql)).map(([, sql]) => ({ sql, judged: judge(trusted, sql) }))

  it('sees and changes nothing of others where that is silent', async () => {
    const trials = runnable.filter(({ judged }) => isSilent(judged)).map(({ sql, judged }) => trialOf(trusted, sql, judged))
    const ran = new Set<string>()
    for (let seed = 1; seed <= 3; seed++) {
      const report = await experiment.run(trials, seed, 3)
      expect(report.leaks).toEqual([])
      for (const { text } of report.ran) ran.add(text)
    }
    const refused = trials.map(({ text }) => text).filter((sql) => !ran.has(sql))
    expect(refused).toEqual(['insert into events (id) values (90000001)'])
  })

  it('sees or changes something of others where that is reported', async () => {
    const trials = runnable.filter(({ judged }) => !isSilent(judged)).map(({ sql, judged }) => trialOf(trusted, sql, judged))
    const leaking = new Set<string>()
    for (let seed = 1; seed <= 4; seed++) for (const { trial } of (await experiment.run(trials, seed, 3)).leaks) leaking.add(trial.text)
    expect(trials.map(({ text }) => text).filter((sql) => !leaking.has(sql))).toEqual(['insert into plain (id) values (90000001)'])
  })
})
