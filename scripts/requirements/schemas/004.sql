-- Workspaces, as Prisma names their tables: read as it stands, the names are folded; the script also quotes them.
create table workspace (
  id uuid primary key
);

create table workspaceCredits (
  workspaceId uuid primary key references workspace,
  balance numeric not null
);

create table creditTransaction (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  type text not null,
  status text not null,
  amount numeric not null,
  createdAt timestamptz not null
);

create table reportExecution (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  createdAt timestamptz not null
);

create table webhookDelivery (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  status text not null,
  nextRetryAt timestamptz
);

create table processBatchUpload (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  status text not null,
  createdAt timestamptz not null
);

create table process (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  processNumber text not null
);

create table chatSession (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  createdAt timestamptz not null
);

create table globalLog (
  id uuid primary key,
  workspaceId uuid not null references workspace,
  timestamp timestamptz not null
);

create table rateLimitStore (
  key text primary key,
  resetTime timestamptz not null,
  count integer not null
);
