CREATE INDEX sections_organization_id_venue_id_idx ON sections (organization_id, venue_id);

-- Wrong: Postgres keeps 63 bytes of this name, and says nothing.
CREATE UNIQUE INDEX tickets_organization_id_event_id_barcode_unique_while_not_archived_idx
  ON tickets (organization_id, event_id, barcode) WHERE archived_at IS NULL;

-- Wrong: cut to 63 bytes, this is the name above, so the second index is never made.
CREATE UNIQUE INDEX IF NOT EXISTS tickets_organization_id_event_id_barcode_unique_while_not_archived_nor_scanned_idx
  ON tickets (organization_id, event_id, barcode) WHERE archived_at IS NULL AND scanned_at IS NULL;

-- Right: a name that is short enough.
CREATE INDEX tickets_org_scanned_at_idx ON tickets (organization_id, scanned_at) WHERE archived_at IS NULL;

-- Wrong: to list what one organizer sold, Postgres goes through the orders of all.
CREATE INDEX orders_paid_at_idx ON orders (paid_at);

-- Wrong: nobody needs this beside the next, in which those of one organizer lie together.
CREATE INDEX orders_total_cents_idx ON orders (total_cents);
CREATE INDEX orders_organization_id_total_cents_idx ON orders (organization_id, total_cents);

-- Wrong: when one organizer has an Arena, no other can have one.
CREATE UNIQUE INDEX venues_name_idx ON venues (name) WHERE archived_at IS NULL;

-- Right: a migration may touch every tenant.
UPDATE events SET title = trim(title);

-- Wrong: the index above begins with this column, and answers the same.
CREATE INDEX tickets_live_organization_idx ON tickets (organization_id) WHERE archived_at IS NULL;

-- Wrong: this is the index of sections once more.
CREATE INDEX sections_venue_again_idx ON sections (organization_id, venue_id);

-- Wrong: the primary key has an index.
CREATE INDEX events_id_idx ON events (id);

-- Right: the other column leads.
CREATE INDEX events_starts_at_idx ON events (starts_at, id) WHERE archived_at IS NULL;

-- Wrong: all events in it have the same archived_at.
CREATE INDEX events_published_idx ON events (archived_at, published_at) WHERE archived_at IS NULL;

-- Wrong: there is nothing to look up in it.
CREATE INDEX events_draft_idx ON events (published_at) WHERE published_at IS NULL;

-- Wrong: no section is without a name.
CREATE INDEX sections_unnamed_idx ON sections (venue_id, name) WHERE name IS NULL;

-- Wrong: every section has a name.
CREATE INDEX sections_named_idx ON sections (venue_id, name) WHERE name IS NOT NULL;

ALTER TABLE price_bands ADD COLUMN open boolean NOT NULL DEFAULT true;

-- Wrong: half of the bands are open.
CREATE INDEX price_bands_open_idx ON price_bands (open);

-- Right: open comes behind what tells bands apart.
CREATE INDEX price_bands_organization_cents_open_idx ON price_bands (organization_id, price_cents, open);
