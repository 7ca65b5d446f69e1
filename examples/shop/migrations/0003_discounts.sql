-- What makes tickets cheaper. Rows are marked as deleted, so that old orders still show them.

-- Wrong: the code of a discount that is deleted can never be used again.
CREATE TABLE discounts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  percent integer NOT NULL,
  deleted_at timestamptz,
  UNIQUE (organization_id, code)
);

-- Right: one of those that are not deleted.
CREATE TABLE gift_cards (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  -- Right: whoever knows the token has the card, and none comes twice.
  token_hash bytea NOT NULL UNIQUE,
  deleted_at timestamptz
);

CREATE UNIQUE INDEX idx_gift_cards_org_code ON gift_cards (organization_id, code) WHERE deleted_at IS NULL;
CREATE INDEX idx_gift_cards_organization_id ON gift_cards (organization_id);

-- Wrong: deleted_at is NULL in all that are not deleted, and NULLs are not equal, so this keeps nothing out.
CREATE TABLE campaigns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  deleted_at timestamptz,
  UNIQUE (organization_id, name, deleted_at)
);

-- Right: here it has a value in them.
CREATE TABLE audiences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  deleted_at timestamptz NOT NULL DEFAULT 'infinity',
  UNIQUE (organization_id, name, deleted_at)
);

-- Wrong: the second newsletter of one name cannot be deleted.
CREATE TABLE newsletters (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  is_deleted boolean NOT NULL DEFAULT false,
  UNIQUE (organization_id, name, is_deleted)
);
