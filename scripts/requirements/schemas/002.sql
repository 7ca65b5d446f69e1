-- Seats of venues: the organization stands on venues and events alone, rows are flagged as deleted.
create extension if not exists "uuid-ossp";
create extension if not exists pg_stat_statements;

create table organizations (
  id uuid primary key default uuid_generate_v4(),
  name text not null
);

create table users (
  id uuid primary key default uuid_generate_v4(),
  full_name text not null,
  phone_number text
);

create table venues (
  id uuid primary key default uuid_generate_v4(),
  organization_id uuid not null references organizations,
  name text not null,
  deleted boolean not null default false
);

create table sections (
  id uuid primary key default uuid_generate_v4(),
  venue_id uuid not null references venues,
  name text not null,
  type text not null,
  capacity integer not null,
  deleted boolean not null default false,
  unique (venue_id, name)
);

create table seats (
  id uuid primary key default uuid_generate_v4(),
  section_id uuid not null references sections,
  row_label text not null,
  number_label text not null,
  x_position numeric not null,
  y_position numeric not null,
  is_accessible boolean not null default false,
  deleted boolean not null default false,
  unique (section_id, row_label, number_label)
);

create table events (
  id uuid primary key default uuid_generate_v4(),
  organization_id uuid not null references organizations,
  venue_id uuid not null references venues,
  title text not null,
  status text not null,
  start_time timestamptz not null,
  deleted boolean not null default false
);

create table event_sections (
  id uuid primary key default uuid_generate_v4(),
  event_id uuid not null references events,
  section_id uuid not null references sections,
  is_active boolean not null default true,
  custom_capacity integer
);

create table ticket_tiers (
  id uuid primary key default uuid_generate_v4(),
  event_id uuid not null references events,
  section_id uuid not null references sections,
  price numeric(10, 2) not null
);

create table orders (
  id uuid primary key default uuid_generate_v4(),
  user_id uuid not null references users,
  event_id uuid not null references events,
  status text not null,
  total_amount numeric(10, 2) not null,
  platform_fee numeric(10, 2) not null,
  net_amount numeric(10, 2) not null,
  created_at timestamptz not null default now()
);

create table tickets (
  id uuid primary key default uuid_generate_v4(),
  event_id uuid not null references events,
  order_id uuid not null references orders,
  ticket_tier_id uuid not null references ticket_tiers,
  seat_id uuid references seats,
  status text not null,
  qr_code_hash text not null,
  scanned_at timestamptz,
  unique (event_id, seat_id)
);

create table ticket_validations (
  id uuid primary key default uuid_generate_v4(),
  ticket_id uuid not null references tickets,
  validated_at timestamptz not null
);
