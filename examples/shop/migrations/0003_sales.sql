CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  paid_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id)
);
CREATE INDEX orders_user_id_idx ON orders (user_id);

CREATE TABLE order_items (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  order_id uuid NOT NULL,
  event_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
  FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
);
CREATE INDEX order_items_organization_id_order_id_idx ON order_items (organization_id, order_id);
CREATE INDEX order_items_organization_id_event_id_idx ON order_items (organization_id, event_id);

CREATE TABLE tickets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  event_id uuid NOT NULL,
  order_id uuid NOT NULL,
  barcode text NOT NULL,
  scanned_at timestamptz,
  archived_at timestamptz,
  FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
  FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
);
CREATE INDEX tickets_organization_id_event_id_idx ON tickets (organization_id, event_id);
CREATE INDEX tickets_organization_id_order_id_idx ON tickets (organization_id, order_id);

-- A place that is kept while somebody pays.
CREATE TABLE holds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  -- Wrong: its index below leaves released holds out, and Postgres has to find those too.
  order_id uuid NOT NULL REFERENCES orders (id),
  -- Right: a hold that its index leaves out refers to nobody.
  user_id uuid REFERENCES users (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  released_at timestamptz,
  UNIQUE (organization_id, id)
);
CREATE INDEX holds_order_id_idx ON holds (order_id) WHERE released_at IS NULL;
CREATE INDEX holds_user_id_idx ON holds (user_id) WHERE user_id IS NOT NULL;

-- Tickets that are sent by post.
CREATE TABLE deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  carrier text NOT NULL,
  tracking text NOT NULL,
  address text NOT NULL,
  grams integer NOT NULL,
  sent_at timestamptz NOT NULL
);
CREATE INDEX deliveries_organization_id_tracking_idx ON deliveries (organization_id, tracking);
CREATE INDEX deliveries_organization_id_grams_idx ON deliveries (organization_id, grams);
CREATE INDEX deliveries_organization_id_sent_at_carrier_idx ON deliveries (organization_id, sent_at, carrier);

-- Where a place is, for all organizations.
CREATE TABLE places (
  postcode text PRIMARY KEY,
  city text NOT NULL,
  details jsonb NOT NULL
);
CREATE INDEX places_details_idx ON places USING gin (details);
