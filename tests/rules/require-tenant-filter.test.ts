import { describe, expect, it } from 'vitest'
import { rules } from '../../rules/index.ts'
import { testRule, type Case } from '../support/lint.ts'
import { lint } from '../support/run-rule.ts'
import { shop as schema } from '../support/shop.ts'

const rule = 'require-tenant-filter'

/** A token for several tenants, each of which refers to it by the token itself. */
const tokensOfSeveral = `
  create table organizations (id int primary key);
  create table api_tokens (secret text primary key, name text);
  create table token_organizations (secret text not null references api_tokens, organization_id int not null references organizations);`

const invitations = `create table organizations (id int primary key, name text);
  create table invitations (id int primary key, organization_id int not null references organizations, email text not null);`

const renamed = `create table organizations (id int primary key);
  create table orders (id int primary key, organization_id int not null references organizations, price int);
  create view active_orders (oid, org_id, cost) as select id, organization_id, price from orders;
  create view dear_orders as select org_id as of_org, cost from active_orders where cost > 100;
  create view costs as select price as cost from orders;`

const reads: Case[] = [
  {
    name: 'a table',
    serves: ['S0-27', 'S1-31', 'S4-17'],
    sql: 'select id from events',
    expect: [
      {
        messageId: 'unscoped',
        at: 'events',
        data: { deed: 'reads', table: 'events', column: 'organization_id', effect: 'read', note: '' },
      },
    ],
  },
  { name: 'a table of one tenant', serves: ['S0-27', 'S4-17'], sql: 'select id from events where organization_id = $1', expect: [] },
  { name: 'a table of some tenants', sql: 'select id from events where organization_id = any ($1)', expect: [] },
  { name: 'a table by something else', sql: 'select id from events where title = $1', expect: ['unscoped'] },
  {
    name: 'two tables in one file',
    sql: 'select id from events; select id from tickets where price > $1',
    expect: [
      { messageId: 'unscoped', at: 'events' },
      { messageId: 'unscoped', at: 'tickets', data: { table: 'tickets' } },
    ],
  },
  { name: 'a table of everybody', sql: 'select name from plans', expect: [] },
  { name: 'the tenants', sql: 'select id from organizations', expect: [] },
  { name: 'people', sql: 'select id from users where email = $1', expect: [] },
  { name: 'the tenants of a person', sql: 'select organization_id from memberships where user_id = $1', expect: [] },
  {
    name: 'the invitations of a person',
    schema: invitations,
    sql: 'select i.id, o.name from invitations i join organizations o on o.id = i.organization_id where i.email = $1',
    expect: [],
  },
  { name: 'everybody’s invitations', schema: invitations, sql: 'select email from invitations', expect: ['unscoped'] },
  {
    name: 'what else has an address',
    schema: invitations.replaceAll('invitations', 'customers'),
    sql: 'select id from customers where email = $1',
    expect: ['unscoped'],
  },
  { name: 'everybody’s tenants', sql: 'select organization_id from memberships', expect: [{ messageId: 'unscoped', at: 'memberships' }] },
  { name: 'a row by a secret', sql: 'select event_id from tickets where token = $1', expect: [] },
  {
    name: 'what a row is given that somebody has the secret of',
    schema: tokensOfSeveral,
    sql: 'select t.name, o.organization_id from api_tokens t left join token_organizations o on o.secret = t.secret where t.secret = $1',
    expect: [],
  },
  {
    name: 'what another row is given, too',
    schema: tokensOfSeveral,
    sql: 'select organization_id from token_organizations where secret = $1 or secret is not null',
    expect: ['unscoped'],
  },
  {
    name: 'what may be no row with a secret',
    schema: tokensOfSeveral.replace(' references api_tokens', ''),
    sql: 'select organization_id from token_organizations where secret = $1',
    expect: ['unscoped'],
  },
  {
    name: 'rows by a secret that several may have',
    schema:
      'create table organizations (id int primary key); create table grants (id int primary key, organization_id int not null references organizations, access_token text);',
    sql: 'select id from grants where access_token = $1',
    expect: [
      {
        messageId: 'unscoped',
        at: 'grants',
        data: { reason: 'only access_token is fixed, and without a unique key of it several rows may have the same secret' },
      },
    ],
  },
  { name: 'a row by its key, which another rule is for', sql: 'select event_id from tickets where id = $1', expect: [] },
  { name: 'rows by a reference, which another rule is for', sql: 'select id from tickets where event_id = $1', expect: [] },
  { name: 'rows of nobody', sql: 'select id from templates where organization_id is null', expect: [] },
  {
    name: 'rows of a tenant and of nobody',
    sql: 'select id from templates where organization_id = $1 or organization_id is null',
    expect: [],
  },
  {
    name: 'a view',
    sql: 'select id from open_events',
    expect: [{ messageId: 'unscoped', at: 'open_events', data: { table: 'open_events' } }],
  },
  {
    name: 'a view that calls the column otherwise, over another one',
    schema: renamed,
    sql: 'select cost from dear_orders',
    expect: [
      {
        messageId: 'unscoped',
        at: 'dear_orders',
        data: { table: 'dear_orders', column: 'of_org', reason: 'nothing limits of_org to one value' },
      },
    ],
  },
  {
    name: 'a part of a query that calls the column of a view otherwise',
    schema: renamed,
    sql: 'select cost from (select org_id as whose, cost from active_orders) as o where cost > 1',
    expect: [{ messageId: 'unscoped', at: 'active_orders', data: { table: 'active_orders', column: 'org_id' } }],
  },
  {
    name: 'a view that does not show the column',
    schema: renamed,
    sql: 'select cost from costs',
    expect: [
      {
        messageId: 'unscoped',
        at: 'costs',
        data: {
          table: 'orders',
          others: ' in the view costs',
          column: 'organization_id',
          compared: 'costs.organization_id, which the view has yet to show,',
        },
      },
    ],
  },
  {
    name: 'a view that does not show the column, in a view that does not either',
    schema: `${renamed} create view cents as select cost * 100 as cents from costs;`,
    sql: 'select cents from cents c',
    expect: [
      {
        messageId: 'unscoped',
        at: 'cents',
        data: { others: ' in the view cents', compared: 'cents.organization_id, which the view has yet to show,' },
      },
    ],
  },
  {
    name: 'a view of two tables that shows the column of both',
    schema: `${renamed} create table returns (id int, organization_id int not null references organizations);
      create view all_ids as select id, organization_id from orders union all select id, organization_id from returns;`,
    sql: 'select id from all_ids',
    expect: [{ messageId: 'unscoped', at: 'all_ids', data: { table: 'all_ids', others: '', compared: 'all_ids.organization_id' } }],
  },
  { name: 'a view of one tenant', sql: 'select id from open_events where organization_id = $1', expect: [] },
  { name: 'a table in a subquery', sql: 'select (select count(*) from tickets) as n', expect: [{ messageId: 'unscoped', at: 'tickets' }] },
  {
    name: 'a table in a common table expression',
    sql: 'with t as (select * from tickets limit 10) select * from t where organization_id = $1',
    expect: [{ messageId: 'unscoped', at: 'tickets' }],
  },
  {
    name: 'a common table expression of one tenant',
    sql: 'with t as (select * from tickets) select * from t where organization_id = $1',
    expect: [],
  },
  { name: 'what EXPLAIN would run', sql: 'explain select id from tickets', expect: [{ messageId: 'unscoped', at: 'tickets' }] },
  {
    name: 'a name in upper case',
    sql: 'SELECT ID FROM EVENTS WHERE TITLE = $1',
    expect: [{ messageId: 'unscoped', at: 'EVENTS', data: { table: 'events' } }],
  },
  { name: 'a name in quotes', sql: 'select id from "events"', expect: [{ messageId: 'unscoped', at: '"events"' }] },
  { name: 'a name with its schema', sql: 'select id from public.events', expect: [{ messageId: 'unscoped', at: 'public.events' }] },
]

const joins: Case[] = [
  {
    name: 'of one tenant',
    sql: 'select t.id from events e join tickets t on t.event_id = e.id where e.organization_id = $1 and t.organization_id = $1',
    expect: [],
  },
  {
    name: 'over the tenant column',
    sql: 'select t.id from events e join tickets t using (organization_id) where e.organization_id = $1',
    expect: [],
  },
  {
    name: 'of a table with itself, over its key',
    sql: 'select a.id from events a join events b on b.id = a.id where a.organization_id = $1',
    expect: [],
  },
  {
    name: 'of a table with itself, over nothing',
    sql: 'select a.id from events a join events b on b.title = a.title where a.organization_id = $1',
    expect: [{ messageId: 'unscoped', at: 'events' }],
  },
  {
    name: 'whose optional side is open',
    sql: 'select e.id, t.id from events e left join tickets t on t.price > $2 where e.organization_id = $1',
    expect: [{ messageId: 'unscoped', at: 'tickets', data: { table: 'tickets', column: 'organization_id' } }],
  },
  {
    name: 'whose optional side is closed in its ON',
    sql: 'select e.id, t.id from events e left join tickets t on t.organization_id = $1 where e.organization_id = $1',
    expect: [],
  },
  {
    name: 'whose main side is closed in the ON',
    sql: 'select e.id, t.id from events e left join tickets t on t.organization_id = $1 and e.organization_id = $1',
    expect: [{ messageId: 'vacuous', at: 'events' }],
  },
  {
    name: 'with the tenant by its name',
    sql: 'select e.id from events e join organizations o on o.id = e.organization_id where o.slug = $1',
    expect: [],
  },
  {
    name: 'with the tenants of a person',
    sql: 'select id from events where organization_id in (select organization_id from memberships where user_id = $1)',
    expect: [],
  },
  {
    name: 'to a row of the tenant',
    sql: 'select t.id from events e join tickets t on t.event_id = e.id where e.organization_id = $1',
    expect: [],
  },
]

const tied: Case[] = [
  {
    name: 'over a reference, of which one condition holds both',
    sql: 'select t.id from tickets t join events e on e.id = t.event_id',
    expect: [{ messageId: 'unscoped', at: 'tickets', data: { table: 'tickets', others: ' (and the table joined to it: events)' } }],
  },
  {
    name: 'over the tenant column',
    sql: 'select 1 from tickets t join templates x using (organization_id) join organizations o on o.id = t.organization_id join events e on e.organization_id = o.id',
    expect: [{ messageId: 'unscoped', at: 'tickets', data: { others: ' (and the 2 tables joined to it: templates, events)' } }],
  },
  {
    name: 'of which one has a condition that an OR opens, and the other one hangs on its row',
    sql: 'select t.price from tickets t join events e on e.id = t.event_id where e.organization_id = $1 or e.title is null',
    expect: [{ messageId: 'vacuous', at: 'tickets', data: { table: 'events', others: ' (and the table joined to it: tickets)' } }],
  },
  {
    name: 'of which one is held by its key',
    sql: 'select e.id from events e right join tickets t on t.event_id = e.id and e.id = $1',
    expect: [{ messageId: 'unscoped', at: 'events', data: { table: 'tickets', others: ' (and the table joined to it: events)' } }],
  },
  {
    name: 'of which nothing ties one to the other',
    sql: 'select 1 from tickets, events',
    expect: [
      { messageId: 'unscoped', at: 'tickets', data: { others: '' } },
      { messageId: 'unscoped', at: 'events', data: { others: '' } },
    ],
  },
]

const writes: Case[] = [
  {
    name: 'an update',
    sql: 'update tickets set price = 0 where price < 0',
    expect: [{ messageId: 'unscoped', at: 'tickets', data: { deed: 'updates', effect: 'changed' } }],
  },
  { name: 'an update of one tenant', sql: 'update tickets set price = 0 where organization_id = $1', expect: [] },
  {
    name: 'a delete',
    sql: 'delete from tickets where price < 0',
    expect: [{ messageId: 'unscoped', at: 'tickets', data: { deed: 'deletes from', effect: 'deleted' } }],
  },
  { name: 'a delete of one tenant', sql: 'delete from tickets where organization_id = $1 and id = any ($2)', expect: [] },
  {
    name: 'TRUNCATE',
    sql: 'truncate tickets',
    expect: [{ messageId: 'truncated', at: 'tickets', data: { table: 'tickets', column: 'organization_id', note: '' } }],
  },
  {
    name: 'TRUNCATE of several tables',
    sql: 'truncate tickets, events cascade',
    expect: [{ messageId: 'truncated', at: 'tickets', data: { table: 'tickets', others: ' (and the table named beside it: events)' } }],
  },
  {
    name: 'the tenants',
    sql: 'update organizations set name = lower(name)',
    expect: [{ messageId: 'unscoped', at: 'organizations', data: { column: 'id' } }],
  },
  { name: 'one tenant', sql: 'update organizations set name = $2 where id = $1', expect: [] },
  {
    name: 'rows of a tenant and of nobody',
    sql: 'update templates set body = $2 where organization_id = $1 or organization_id is null',
    expect: ['vacuous'],
  },
  {
    name: 'rows of nobody that are changed',
    sql: 'update templates set body = $1 where organization_id is null',
    expect: [{ messageId: 'nobodys', at: 'templates', data: { column: 'organization_id', effect: 'changed' } }],
  },
  {
    name: 'rows of nobody, or of anybody, that are deleted',
    sql: "delete from templates where organization_id is null or body = 'x'",
    expect: ['unscoped'],
  },
  { name: 'an insert', sql: 'insert into events (id, organization_id, title) values ($1, $2, $3)', expect: [] },
  {
    name: 'an insert of what was read',
    sql: 'insert into events (id, organization_id, title) select id + 1000, organization_id, title from events',
    expect: [{ messageId: 'unscoped', at: 'events', data: { deed: 'reads' } }],
  },
]

const vacuous: Case[] = [
  {
    name: 'a parameter that may be NULL',
    sql: 'select id from events where $1::bigint is null or organization_id = $1',
    expect: [{ messageId: 'vacuous', at: 'events', data: { deed: 'reads', table: 'events', column: 'organization_id', note: '' } }],
  },
  { name: 'an alternative', sql: 'select id from events where organization_id = $1 or title = $2', expect: ['vacuous'] },
  {
    name: 'brackets that are missing',
    sql: 'select id from events where organization_id = $1 and title = $2 or title = $3',
    expect: ['vacuous'],
  },
  {
    name: 'COALESCE with the column',
    sql: 'select id from events where organization_id = coalesce($1, organization_id)',
    expect: ['vacuous'],
  },
  { name: 'the column itself', sql: 'select id from events where organization_id = organization_id', expect: ['vacuous'] },
  { name: 'inequality', sql: 'select id from events where organization_id <> $1', expect: ['vacuous'] },
]

const many = Array.from({ length: 12 }, (_, i) => `(title = 'a${i}' or title = 'b${i}')`).join(' and ')

const options: Case[] = [
  {
    name: 'checkJoinedRows',
    sql: 'select t.id from events e left join tickets t on t.event_id = e.id where e.organization_id = $1',
    options: [{ checkJoinedRows: true }],
    expect: [{ messageId: 'byParent', at: 'tickets', data: { table: 'tickets', column: 'organization_id' } }],
  },
  {
    name: 'checkJoinedRows, of one tenant',
    sql: 'select t.id from events e left join tickets t on t.event_id = e.id and t.organization_id = $1 where e.organization_id = $1',
    options: [{ checkJoinedRows: true }],
    expect: [],
  },
  { name: 'checkHidden', sql: `select id from events where ${many}`, options: [{ checkHidden: true }], expect: ['dynamic'] },
  { name: 'what cannot be followed', sql: `select id from events where ${many}`, expect: [] },
]

const labelled = `${schema}
create table labels (id bigint primary key, organization_id bigint not null references organizations, plan_id int references plans, name text);
create table event_labels (id bigint primary key, event_id bigint not null references events, label_id bigint not null references labels);
create table links (event_id bigint not null references events, label_id bigint not null references labels, primary key (event_id, label_id));
create table event_plans (event_id bigint not null references events, plan_id int not null references plans, primary key (event_id, plan_id));`

const settings: Case[] = [
  { name: 'tenantColumns', sql: 'select id from events', settings: { tenantColumns: ['account_id'] }, expect: [] },
  {
    name: 'tenantColumns, one of the team’s own',
    sql: 'select id from events where organization_id = $1',
    settings: { tenantColumns: ['title'] },
    expect: [{ messageId: 'unscoped', at: 'events', data: { column: 'title' } }],
  },
  { name: 'globalTables', sql: 'select id from events', settings: { globalTables: ['events'] }, expect: [] },
  {
    name: 'tables between without a tenant column, which hold what they lead to',
    schema: labelled,
    sql: `select l.name from labels l join event_labels el on el.label_id = l.id join events e on e.id = el.event_id where e.organization_id = $1;
select l.name from labels l join event_labels el on el.label_id = l.id join event_plans ep on ep.event_id = el.event_id
  join events e on e.id = ep.event_id where e.organization_id = $1;
select l.name from labels l join event_labels el on el.label_id = l.id where el.event_id = $1;`,
    expect: [],
  },
  {
    name: 'tables between that nothing holds, or that lead nowhere',
    schema: labelled,
    sql: `select l.name from labels l join event_labels el on el.label_id = l.id;
select l.name from labels l join plans p on p.id = l.plan_id join events e on e.title = l.name where e.organization_id = $1;
select el.id from event_labels el;`,
    expect: [
      { messageId: 'unscoped', at: 'labels', data: { table: 'labels', note: '' } },
      { messageId: 'unscoped', at: 'labels', data: { table: 'labels', note: '' } },
    ],
  },
  {
    name: 'tables between that name two tenants, or whose rows are people, which hold nothing',
    schema: `${labelled}
create table shares (id bigint primary key, label_id bigint not null references labels, partner_id bigint not null references organizations);
create table authors (id bigint primary key, first_event_id bigint not null references events, label_id bigint not null references labels);
create table members (organization_id bigint not null references organizations, author_id bigint not null references authors, primary key (organization_id, author_id));`,
    sql: `select l.name from organizations o join shares s on s.partner_id = o.id join labels l on l.id = s.label_id where o.id = $1;
select l.name from events e join authors a on a.first_event_id = e.id join labels l on l.id = a.label_id where e.organization_id = $1;`,
    expect: [
      { messageId: 'unscoped', at: 'labels' },
      { messageId: 'unscoped', at: 'labels' },
    ],
  },
  {
    name: 'a table that only links rows of tenants, which holds what it leads to by itself',
    schema: labelled,
    sql: `select l.name from labels l join links k on k.label_id = l.id join events e on e.id = k.event_id where e.organization_id = $1;
select l.name from labels l join links k on k.label_id = l.id;`,
    expect: [{ messageId: 'unscoped', at: 'labels' }],
  },
  {
    name: 'globalTables, which links between tenants are named in',
    schema: labelled,
    settings: { globalTables: ['links', 'event_labels'] },
    sql: `select l.name from labels l join links k on k.label_id = l.id join events e on e.id = k.event_id where e.organization_id = $1;
select l.name from labels l join event_labels el on el.label_id = l.id join events e on e.id = el.event_id where e.organization_id = $1;`,
    expect: [
      { messageId: 'unscoped', at: 'labels' },
      { messageId: 'unscoped', at: 'labels' },
    ],
  },
  {
    name: 'followForeignKeys, with which tables between are asked to be held themselves',
    schema: labelled,
    settings: { followForeignKeys: true },
    sql: `select l.name from labels l join event_labels el on el.label_id = l.id join events e on e.id = el.event_id where e.organization_id = $1;
select el.id from event_labels el;`,
    expect: [{ messageId: 'unscoped', at: 'event_labels' }],
  },
  { name: 'secretColumns', sql: 'select id from tickets where token = $1 and id > $2', settings: { secretColumns: [] }, expect: [] },
  {
    name: 'unknownTables: tenant, with a schema',
    sql: 'select title from events where organization_id = $1',
    settings: { unknownTables: 'tenant' },
    expect: [],
  },
]

/** PGlite has nobody to copy to. */
const copies: Case[] = [
  {
    name: 'COPY TO',
    sql: 'copy tickets to stdout',
    expect: [{ messageId: 'copied', at: 'tickets', data: { deed: 'reads', table: 'tickets', column: 'organization_id', note: '' } }],
  },
  { name: 'COPY FROM', sql: 'copy tickets (id) from stdin', expect: [{ messageId: 'filled', at: 'tickets', data: { table: 'tickets' } }] },
  { name: 'COPY of a table of everybody', sql: 'copy plans to stdout', expect: [] },
  { name: 'COPY of a query', sql: 'copy (select id from tickets) to stdout', expect: [{ messageId: 'unscoped', at: 'tickets' }] },
  {
    name: 'a table for the session',
    sql: 'create temp table t as select id from tickets',
    expect: [{ messageId: 'unscoped', at: 'tickets' }],
  },
  {
    name: 'a table for the session, of one tenant',
    sql: 'create temp table t as select id from tickets where organization_id = 1',
    expect: [],
  },
  { name: 'a table that stays', sql: 'create table t as select id from tickets', expect: [] },
  { name: 'COPY of a query of one tenant', sql: 'copy (select id from tickets where organization_id = 1) to stdout', expect: [] },
]

const camelCase: Case[] = [
  {
    name: 'open',
    sql: 'select id from "Event"',
    expect: [{ messageId: 'unscoped', at: '"Event"', data: { table: 'Event', column: 'organizationId' } }],
  },
  { name: 'of one tenant', sql: 'select id from "Event" where "organizationId" = $1', expect: [] },
  { name: 'of another name', sql: 'select id from event', expect: [] },
]

const note = ' No schema was found, so events is taken to belong to tenants.'

const withoutSchema: Case[] = [
  {
    name: 'a table is taken to belong to tenants',
    sql: 'select id from events',
    expect: [{ messageId: 'unscoped', at: 'events', data: { table: 'events', column: 'organization_id', note } }],
  },
  {
    name: 'vacuous',
    sql: 'select id from events where organization_id = $1 or title = $2',
    expect: [{ messageId: 'vacuous', at: 'events', data: { note } }],
  },
  { name: 'TRUNCATE', sql: 'truncate events', expect: [{ messageId: 'truncated', at: 'events', data: { note } }] },
  { name: 'of one tenant', sql: 'select id from events where organization_id = $1', expect: [] },
  { name: 'of one tenant, in camel case', sql: 'select id from "Event" where "organizationId" = $1', expect: [] },
  { name: 'of one tenant, by another usual name', sql: 'select id from events where workspace_id = $1', expect: [] },
  { name: 'by its key, which another rule is for', sql: 'select title from events where id = $1', expect: [] },
  { name: 'unknownTables: global', sql: 'select id from events', settings: { unknownTables: 'global' }, expect: [] },
  { name: 'globalTables', sql: 'select id from countries', settings: { globalTables: ['countries'] }, expect: [] },
  { name: 'a catalog of Postgres', sql: 'select relname from pg_catalog.pg_class', expect: [] },
  { name: 'a catalog of Postgres, without its schema', sql: 'select relname from pg_class', expect: [] },
  { name: 'a function', sql: 'select n from generate_series(1, 10) as n', expect: [] },
  { name: 'no table', sql: 'select 1 as one', expect: [] },
]

const withSchema: Case[] = [
  { name: 'is silent', sql: 'select id from somewhere', expect: [] },
  {
    name: 'is a tenant’s with unknownTables: tenant',
    sql: 'select id from somewhere',
    settings: { unknownTables: 'tenant' },
    expect: [{ messageId: 'unscoped', at: 'somewhere', data: { note: '' } }],
  },
  { name: 'a catalog of Postgres', sql: 'select relname from pg_class', settings: { unknownTables: 'tenant' }, expect: [] },
]

const files: Case[] = [
  {
    name: 'a function that the database has',
    schema: `${renamed} create function dear(above int) returns setof orders language sql stable
      as $$ select * from orders where price > above $$;`,
    ts: "await db.query('select id from dear(3)')",
    expect: [
      {
        messageId: 'unscoped',
        at: 'dear(3)',
        data: { table: 'orders', others: ' in the function dear', compared: 'orders.organization_id' },
      },
    ],
  },
  {
    name: 'a fragment, of rows of a query around it that is elsewhere',
    js: 'const count = sequelize.literal(`(select count(*) from tickets t where t.event_id = "Event".id)`)',
    expect: [],
  },
  {
    name: 'a fragment, of tenants of a query around it that is elsewhere',
    js: 'const count = sequelize.literal(`(select count(*) from tickets t where t.organization_id = "Organization"."id"::uuid)`)',
    expect: [],
  },
  {
    name: 'a fragment that is of nothing around it',
    js: 'const count = sequelize.literal(`(select count(*) from tickets t where t.event_id = t.id)`)',
    expect: ['unscoped'],
  },
  {
    name: 'a column of a subquery, which is no fragment',
    js: 'await db.query(`update tickets t set price = 0 where coalesce(null, (select s.of from (select i.price as of from tickets i) s limit 1)) = t.price`)',
    expect: ['unscoped', 'unscoped'],
  },
  { name: 'a migration', sqlFile: 'update tickets set price = 0;', file: 'migrations/0002_prices.sql', expect: [] },
  {
    name: 'a migration of long ago, which no tool runs any more',
    js: "module.exports = { up: (queryInterface) => queryInterface.sequelize.query('update tickets set price = 0') }",
    file: 'migrations/archives/2015-prices.js',
    expect: [],
  },
  {
    name: 'a program about migrations',
    js: "export const reset = (db) => db.query('update tickets set price = 0')",
    file: 'src/migrations/reset.js',
    expect: [{ messageId: 'unscoped', at: 'tickets' }],
  },
  { name: 'a migration elsewhere', sqlFile: 'update tickets set price = 0;', file: 'db/migrate/20260101000000_prices.sql', expect: [] },
  {
    name: 'a migration, with migrations.queries',
    sqlFile: 'update tickets set price = 0;',
    file: 'migrations/0002_prices.sql',
    settings: { migrations: { queries: true } },
    expect: [{ messageId: 'unscoped', at: 'tickets' }],
  },
  {
    name: 'named queries without semicolons',
    sqlFile:
      '-- name: ListEvents :many\nselect id from events\n\n-- name: ListTickets :many\nselect id from tickets where organization_id = :organization_id\n\n-- name: DeleteTickets :exec\ndelete from tickets\n',
    expect: [
      { messageId: 'unscoped', at: 'events' },
      { messageId: 'unscoped', at: 'tickets', data: { deed: 'deletes from' } },
    ],
  },
  {
    name: 'named queries in comments of the other kind',
    sqlFile:
      '/* @name listEvents */\nselect id from events\n\n/*\n  @name listTickets\n*/\nselect id from tickets where organization_id = :organizationId\n',
    expect: [{ messageId: 'unscoped', at: 'events' }],
  },
  ...[
    '$organization',
    ':organization',
    '@organization',
    '?',
    '%s',
    '${organization}',
    '${ organization }',
    '$/organization/',
    '$(user.organization)',
    '$<organization>',
    '$[organization]',
    '${organization:value}',
    '$/organization#/',
    '$1:value',
    "sqlc.arg('organization')",
    'sqlc.arg(organization_id)',
    'sqlc.narg(organization)',
  ].map((placeholder): Case => ({
    name: `the placeholder ${placeholder}`,
    sqlFile: `select id from events where organization_id = ${placeholder} and title = ${placeholder};\nselect id from tickets where price > ${placeholder};\n`,
    expect: [{ messageId: 'unscoped', at: 'tickets' }],
  })),
  ...[
    'select ${columns:name} from events where title = ${title}',
    'select $/columns~/ from events e where e.title > 1',
    'select id from events where title in ($1:csv)',
    'select id from events where title in ($/titles:list/) and id > 1',
    'select $1~ from events where title > $2',
    "select id from events where title like '%${title:value}%'",
    'select sqlc.embed(e) from events e where title = any(sqlc.slice(titles))',
  ].map((text): Case => ({ name: `formats of placeholders: ${text}`, sqlFile: text, expect: ['unscoped'] })),
  ...[
    'select ${columns:name} from events where organization_id = ${organization} and id in (${ids:csv})',
    'select id from ${table:name} where title = ${title}',
    'select id from events where title = $1 $2:raw',
    'select id from events where $/filter^/',
    'select id from events where ${filter:raw} and title = 1',
    'select id from events where $1^',
    'select sqlc.embed(e) from events e where organization_id = sqlc.arg(organization) and (title = sqlc.narg(title) or sqlc.narg(title) is null)',
  ].map((text): Case => ({ name: `formats of placeholders that hold, or hide: ${text}`, sqlFile: text, expect: [] })),
  {
    name: 'placeholders in a program',
    ts: 'export const q = db.query("select id from events where organization_id = ? and title = ?", [a, b])\nexport const r = db.query("select id from events where title = :title")\n',
    expect: [{ messageId: 'unscoped', at: 'events' }],
  },
  {
    name: 'placeholders of pg-promise in a program',
    ts: `export const q = db.any('select id from events where organization_id = $/organization/ and title = $/title/', { organization, title })
export const r = db.any('select id from events where title = \${title}', { title })
export const s = db.any('select id from tickets where price in ($1:csv)', [prices])
export const t = db.any('select id from tickets where price in ($1:csv) and organization_id = $2', [prices, organization])
`,
    expect: [
      { messageId: 'unscoped', at: 'events' },
      { messageId: 'unscoped', at: 'tickets' },
    ],
  },
  {
    name: 'two strings of one program',
    ts: 'export const a = () => db.query("select id from events")\nexport const b = () => db.query(`delete from tickets`)\n',
    expect: [
      { messageId: 'unscoped', at: 'events' },
      { messageId: 'unscoped', at: 'tickets' },
    ],
  },
  {
    name: 'a name with escapes',
    ts: String.raw`export const a = 'select id from \x65vents'`,
    expect: [{ messageId: 'unscoped', at: String.raw`\x65vents` }],
  },
  {
    name: 'a template with holes, which is passed over',
    ts: 'export const a = (id: number) => db.query(`select id from events where ${id}`)\n',
    expect: [],
  },
  { name: 'a half-typed query', sqlFile: 'select id from events where organization_id = ', expect: [] },
  {
    name: 'a comment that switches it off',
    sqlFile: 'select 1;\n-- eslint-disable-next-line tenancy/require-tenant-filter -- the nightly report\nselect id from events;\n',
    expect: [],
  },
  {
    name: 'a table that the file itself makes',
    sqlFile: 'create table seats (id bigint primary key, organization_id bigint);\nselect id from seats;\n',
    expect: [{ messageId: 'unscoped', at: 'seats' }],
  },
]

const onPostgres = { reads, joins, tied, writes, vacuous, options, settings }

for (const [group, cases] of Object.entries(onPostgres)) {
  describe(group, () => {
    testRule(
      rule,
      cases.map((one) => ({ schema, ...one })),
      { onPostgres: true },
    )
  })
}

const venues = `create table organizations (id bigint primary key);
create table venues (id bigint primary key, organization_id bigint not null references organizations);
create table sections (id bigint primary key, venue_id bigint not null references venues, name text);
create table seats (id bigint primary key, section_id bigint not null references sections, row_label text);`
const hierarchy: Case[] = [
  {
    name: 'seats of all, where tables without the column are owned through their keys',
    settings: { followForeignKeys: true },
    sql: `select id from seats where row_label = 'A'`,
    expect: [{ messageId: 'unscoped', at: 'seats', data: { table: 'seats' } }],
  },
  {
    name: 'seats of sections that are not held',
    settings: { followForeignKeys: true },
    sql: 'select s.id from seats s join sections c on c.id = s.section_id where c.name = $1',
    expect: ['unscoped'],
  },
  {
    name: 'seats that are reached from their organization',
    settings: { followForeignKeys: true },
    sql: 'select s.id from seats s join sections c on c.id = s.section_id join venues v on v.id = c.venue_id where v.organization_id = $1',
    expect: [],
  },
  {
    name: 'seats that only a join can hold, and venues that a condition could',
    settings: { followForeignKeys: true },
    options: [{ checkJoinedRows: true, checkLoadedRows: true }],
    sql: `select s.id from seats s join sections c on c.id = s.section_id join venues v on v.id = c.venue_id where v.organization_id = $1;
select v.id from organizations o join venues v on v.organization_id = o.id join sections c on c.venue_id = v.id where c.id in (select section_id from seats where id = $2) and o.id = $1;`,
    expect: [],
  },
  {
    name: 'seats of a section, which another rule is for',
    settings: { followForeignKeys: true },
    sql: 'select id from seats where section_id = $1',
    expect: [],
  },
  { name: 'seats, where nobody says that they belong to somebody', sql: `select id from seats where row_label = 'A'`, expect: [] },
]

describe('a hierarchy below the tenant', () => {
  testRule(
    rule,
    hierarchy.map((one) => ({ schema: venues, serves: 'S2-11', ...one })),
    { onPostgres: true },
  )

  testRule(rule, [
    {
      name: 'sections of a venue that was loaded before',
      schema: venues,
      settings: { followForeignKeys: true },
      options: [{ checkLoadedRows: true }],
      ts: `export async function sections(id: number, organizationId: number) {
  const venue = await db.one('select id from venues where id = $1 and organization_id = $2', [id, organizationId])
  return db.query('select name from sections where venue_id = $1', [venue.id])
}
`,
      expect: ['byRow'],
    },
  ])
})

const retries = `select id from deliveries where status = 'RETRYING' and next_retry_at <= now() order by next_retry_at limit 100`
const deliveries = (tenant: string): string =>
  `create table deliveries (id bigint primary key, ${tenant}status text not null, next_retry_at timestamptz); create index on deliveries (next_retry_at) where status = 'RETRYING';`
const workers: Case[] = [
  { name: 'a worker that asks for all tenants', schema: deliveries('workspace_id bigint not null, '), sql: retries, expect: ['unscoped'] },
  {
    name: 'a worker that says that it means all tenants',
    schema: deliveries('workspace_id bigint not null, '),
    sqlFile: `-- eslint-disable-next-line tenancy/require-tenant-filter -- the worker retries for everybody\n${retries}`,
    expect: [],
  },
  { name: 'a worker whose table is nobody’s', schema: deliveries(''), sql: retries, expect: [] },
]

describe('workers', () => {
  testRule(
    rule,
    workers.map((one) => ({ serves: 'S4-18', ...one })),
  )
})

describe('camel case', () => {
  const own = 'create table "Event" (id bigint primary key, "organizationId" bigint not null, title text);'
  testRule(
    rule,
    camelCase.map((one) => ({ schema: own, ...one })),
  )
})

describe('where no schema was found', () => {
  testRule(rule, withoutSchema)
})

describe('a table that the schema does not have', () => {
  testRule(
    rule,
    withSchema.map((one) => ({ schema, ...one })),
  )
})

describe('COPY', () => {
  testRule(
    rule,
    copies.map((one) => ({ schema, ...one })),
  )
})

describe('files', () => {
  testRule(
    rule,
    files.map((one) => ({ schema, ...one })),
  )
})

describe('a message', () => {
  const options = [{ checkJoinedRows: true, checkLoadedRows: true, checkHidden: true }]
  const messages = [...reads, ...joins, ...tied, ...writes, ...vacuous].flatMap(({ sql = '' }) =>
    lint(sql, { rule, options, schema, file: 'case.sql' }),
  )

  it('never advises WHERE, which would undo an outer join', () => {
    for (const text of [...Object.values(rules[rule].meta.messages), ...messages.map(({ message }) => message)])
      expect(text).not.toMatch(/\bWHERE\b/)
  })

  it('names the table and its column', () => {
    expect(messages.length).toBeGreaterThan(20)
    for (const { message } of messages)
      expect(message).toMatch(/\b(?:(?:open_)?events|tickets|templates|memberships|organizations)\b.*\b(?:organization_id|id)\b/)
  })
})
