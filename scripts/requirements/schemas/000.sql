-- Ticketing: organizations are the tenants, tickets and holds are kept when they are deleted.
create extension if not exists pg_trgm;

create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null unique,
  billing_tier text not null,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  email text not null,
  status text not null,
  role text not null,
  inserted_at timestamptz not null default now()
);

create table user_memberships (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  user_id uuid not null references users,
  role text not null
);

create table events (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  title text not null,
  slug text not null,
  status text not null,
  start_time timestamptz not null,
  inserted_at timestamptz not null default now()
);

create table event_seating_maps (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  event_id uuid not null references events
);

create table seat_blocks (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  event_id uuid not null references events,
  seating_map_id uuid not null references event_seating_maps,
  name text not null
);

create table seats (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  event_id uuid not null references events,
  block_id uuid references seat_blocks,
  "row" text not null,
  number integer not null,
  status text not null
);

create table seat_holds (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  event_id uuid not null references events,
  user_id uuid not null references users,
  seat_id uuid not null references seats,
  status text not null,
  expires_at timestamptz not null,
  deleted_at timestamptz
);

create table orders (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  user_id uuid not null references users,
  status text not null,
  created_at timestamptz not null default now()
);

create table tickets (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  event_id uuid not null references events,
  order_id uuid references orders,
  user_id uuid references users,
  seat_id uuid references seats,
  barcode text not null,
  status text not null,
  scanned_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table checkouts (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  user_id uuid not null references users,
  event_id uuid not null references events,
  status text not null,
  expires_at timestamptz not null
);

create table scans (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  event_id uuid not null references events,
  ticket_id uuid not null references tickets,
  gate_id uuid not null,
  fraud_score integer not null default 0,
  scanned_at timestamptz not null,
  created_at timestamptz not null default now()
);

create table scan_devices (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  gate_id uuid not null,
  last_heartbeat_at timestamptz
);

create table transactions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  checkout_id uuid references checkouts,
  payment_reference text not null,
  occurred_at timestamptz not null
);

create table ledger_entries (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  journal_type text not null,
  reference_type text not null,
  reference_id uuid not null,
  recorded_at timestamptz not null
);

create table emails (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  template text not null,
  status text not null,
  created_at timestamptz not null default now()
);

create materialized view occupancy_snapshots as
select organization_id, event_id, status, count(*) as tickets, now() as snapshot_at
from tickets
where deleted_at is null
group by organization_id, event_id, status;
