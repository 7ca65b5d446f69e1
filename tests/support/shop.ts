/** The tables of a shop that many organizers share, for queries to be judged against; as one migration. */
export const shop = `
create table organizations (id bigint primary key, slug text not null unique, name text);
create table users (id bigint primary key, email text not null unique);
create table memberships (
  organization_id bigint not null references organizations,
  user_id bigint not null references users,
  primary key (organization_id, user_id)
);
create table events (
  id bigint primary key,
  organization_id bigint not null references organizations,
  title text,
  unique (organization_id, id)
);
create table tickets (
  id bigint primary key,
  organization_id bigint not null references organizations,
  event_id bigint not null references events,
  holder_id bigint references users,
  price int not null default 0,
  token text unique
);
create table templates (id bigint primary key, organization_id bigint references organizations, body text);
create table plans (id int primary key, name text);
create view open_events as select id, organization_id, title from events where title <> '';
`
