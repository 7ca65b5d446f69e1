CREATE TABLE venues (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  archived_at timestamptz,
  UNIQUE (organization_id, id)
);

-- Right: the index for this foreign key comes with migration 5.
CREATE TABLE sections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  venue_id uuid NOT NULL,
  name text NOT NULL,
  FOREIGN KEY (organization_id, venue_id) REFERENCES venues (organization_id, id),
  UNIQUE (organization_id, id)
);

CREATE TABLE events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  venue_id uuid NOT NULL,
  title text NOT NULL,
  starts_at timestamptz NOT NULL,
  published_at timestamptz,
  archived_at timestamptz,
  FOREIGN KEY (organization_id, venue_id) REFERENCES venues (organization_id, id),
  UNIQUE (organization_id, id)
);
CREATE INDEX events_organization_id_venue_id_idx ON events (organization_id, venue_id);

-- Wrong: each section that is deleted makes Postgres read all price bands.
CREATE TABLE price_bands (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  section_id uuid NOT NULL REFERENCES sections (id),
  price_cents integer NOT NULL CHECK (price_cents >= 0),
  UNIQUE (organization_id, id)
);
