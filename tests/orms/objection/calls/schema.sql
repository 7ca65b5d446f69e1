create table organizations (id uuid primary key, slug text not null unique, name text);
create table people (id uuid primary key, email text not null unique);
create table memberships (
  organization_id uuid not null references organizations (id),
  person_id uuid not null references people (id),
  role text,
  primary key (organization_id, person_id)
);
create table projects (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  name text not null,
  archived boolean not null default false,
  deleted_at timestamptz,
  unique (organization_id, name)
);
create table tasks (
  id uuid primary key,
  organization_id uuid not null references organizations (id),
  project_id uuid not null references projects (id),
  parent_id uuid references tasks (id),
  title text not null,
  state text,
  position integer
);
create schema billing;
create table billing.invoices (id uuid primary key, organization_id uuid not null, total integer);
create table plans (id uuid primary key, name text);
