-- A shop that sells tickets for many organizers: each organization is a tenant.

CREATE TABLE organizations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  role text NOT NULL CHECK (role IN ('owner', 'staff')),
  PRIMARY KEY (organization_id, user_id)
);

CREATE INDEX idx_memberships_user_id ON memberships (user_id);

CREATE TABLE events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  title text NOT NULL,
  starts_at timestamptz NOT NULL,
  deleted_at timestamptz,
  UNIQUE (organization_id, id)
);

CREATE INDEX idx_events_org_starts_at ON events (organization_id, starts_at) WHERE deleted_at IS NULL;

CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  paid_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);

CREATE INDEX idx_orders_org_created_at ON orders (organization_id, created_at DESC);
CREATE INDEX idx_orders_user_id ON orders (user_id);

CREATE TABLE tickets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  event_id uuid NOT NULL,
  order_id uuid NOT NULL,
  barcode text NOT NULL,
  scanned_at timestamptz,
  deleted_at timestamptz,
  FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
  FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
);

CREATE INDEX idx_tickets_org_order_id ON tickets (organization_id, order_id);

-- The name has 69 bytes: Postgres keeps 63 of them.
CREATE UNIQUE INDEX idx_tickets_organization_id_event_id_barcode_unique_while_not_deleted
  ON tickets (organization_id, event_id, barcode)
  WHERE deleted_at IS NULL;
