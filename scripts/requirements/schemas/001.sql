-- Attribution of revenue: every table but that of the tenants has tenant_id.
create table tenants (
  id uuid primary key default gen_random_uuid(),
  name text not null
);

create table attribution_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  session_id uuid,
  correlation_id uuid,
  external_event_id text,
  occurred_at timestamptz not null,
  raw_payload jsonb not null
);

create table dead_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  source text not null,
  error_code text not null,
  error_detail jsonb,
  ingested_at timestamptz not null
);

create table attribution_allocations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  event_id uuid not null references attribution_events,
  channel text not null,
  model_version text,
  model_metadata jsonb,
  amount_cents bigint not null,
  created_at timestamptz not null default now()
);

create table revenue_ledger (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  allocation_id uuid references attribution_allocations,
  revenue_cents bigint not null,
  is_verified boolean not null default false,
  updated_at timestamptz not null default now()
);

create table reconciliation_runs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants,
  state text not null,
  run_metadata jsonb,
  last_run_at timestamptz not null
);

create materialized view mv_realtime_revenue as
select tenant_id, sum(revenue_cents) as revenue_cents from revenue_ledger group by tenant_id;

create materialized view mv_reconciliation_status as
select tenant_id, max(last_run_at) as last_run_at from reconciliation_runs group by tenant_id;

create materialized view mv_allocation_summary as
select tenant_id, event_id, model_version, sum(amount_cents) as drift_cents
from attribution_allocations
group by tenant_id, event_id, model_version;
