-- Pipelines of users and their runs. There are no tenants.
create extension if not exists pg_stat_statements;

create table users (
  id uuid primary key,
  email text not null,
  name text,
  company text,
  role text not null,
  is_active boolean not null,
  deleted_at timestamptz
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users,
  token text not null,
  is_revoked boolean not null,
  deleted_at timestamptz
);

create table api_keys (
  id uuid primary key,
  user_id uuid not null references users,
  key text not null,
  key_prefix text not null,
  is_active boolean not null,
  is_revoked boolean not null,
  expires_at timestamptz,
  deleted_at timestamptz
);

create table pipelines (
  id uuid primary key,
  user_id uuid not null references users,
  name text not null,
  status text not null,
  configuration jsonb not null,
  is_public boolean not null,
  published_at timestamptz,
  deleted_at timestamptz
);

create table pipeline_runs (
  id uuid primary key,
  user_id uuid not null references users,
  pipeline_id uuid not null references pipelines,
  status text not null,
  priority integer not null,
  inputs jsonb,
  outputs jsonb,
  actual_cost numeric,
  duration integer,
  tokens_used integer,
  queued_at timestamptz not null,
  started_at timestamptz,
  completed_at timestamptz
);

create table task_executions (
  id uuid primary key,
  run_id uuid not null references pipeline_runs,
  node_name text not null,
  status text not null,
  progress integer not null,
  execution_order integer not null
);

create table execution_logs (
  id uuid primary key,
  run_id uuid not null references pipeline_runs,
  task_id uuid references task_executions,
  level text not null,
  timestamp timestamptz not null
);

create table artifacts (
  id uuid primary key,
  run_id uuid not null references pipeline_runs,
  metadata jsonb
);

create table file_references (
  id uuid primary key,
  run_id uuid not null references pipeline_runs
);

create table file_uploads (
  id uuid primary key,
  status text not null,
  size bigint not null,
  uploaded_at timestamptz not null
);
