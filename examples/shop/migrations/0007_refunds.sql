-- Right: labels of an enum are short.
CREATE TYPE refund_reason AS ENUM ('cancelled', 'moved', 'ill');

CREATE TABLE refunds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  order_id uuid NOT NULL,
  reason refund_reason NOT NULL,
  "chargeId" text,
  FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
);
CREATE INDEX refunds_organization_id_order_id_idx ON refunds (organization_id, order_id);

-- Wrong: a label over 63 bytes is not cut but refused, so this migration fails.
ALTER TYPE refund_reason ADD VALUE
  'the_organizer_moved_the_event_to_a_venue_that_the_guest_cannot_reach';
