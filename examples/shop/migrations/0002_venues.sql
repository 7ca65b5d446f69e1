-- Where events take place, and what is for sale there.

CREATE TABLE venues (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  deleted_at timestamptz,
  UNIQUE (organization_id, id)
);

-- Right: the index of this key comes with migration 4.
CREATE TABLE sections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  name text NOT NULL,
  FOREIGN KEY (organization_id, venue_id) REFERENCES venues (organization_id, id),
  UNIQUE (organization_id, id)
);

-- Wrong: nothing finds the price bands of a section that is deleted.
CREATE TABLE price_bands (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  section_id uuid NOT NULL REFERENCES sections (id),
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  UNIQUE (organization_id, id)
);

CREATE TABLE holds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  order_id uuid NOT NULL REFERENCES orders (id),
  user_id uuid REFERENCES users (id),
  released_at timestamptz,
  UNIQUE (organization_id, id)
);

-- Wrong: holds that are released are not in it, and Postgres has to find those too.
CREATE INDEX idx_holds_order_id ON holds (order_id) WHERE released_at IS NULL;

-- Right: a hold without a user refers to none.
CREATE INDEX idx_holds_user_id ON holds (user_id) WHERE user_id IS NOT NULL;
