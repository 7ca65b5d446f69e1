-- What makes tickets cheaper. Rows are marked as deleted, so that old orders still show them.

-- Wrong: the code of a discount that is deleted can never be used again.
CREATE TABLE discounts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  percent integer NOT NULL CHECK (percent BETWEEN 1 AND 100),
  deleted_at timestamptz,
  UNIQUE (organization_id, code)
);

-- Right: one of those that are not deleted.
CREATE TABLE gift_cards (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  balance_cents integer NOT NULL,
  deleted_at timestamptz
);
-- Wrong: that of the balances below begins with this column.
CREATE INDEX gift_cards_organization_id_idx ON gift_cards (organization_id);

-- Right: a deleted code can be given out again.
CREATE UNIQUE INDEX gift_cards_organization_id_code_idx ON gift_cards (organization_id, code) WHERE deleted_at IS NULL;

-- Wrong: most gift cards are used up and deleted one day, and this index keeps them all.
CREATE INDEX gift_cards_organization_id_balance_cents_idx ON gift_cards (organization_id, balance_cents);

-- Right: an index of those that somebody may look for.
CREATE INDEX gift_cards_code_idx ON gift_cards (organization_id, code text_pattern_ops) WHERE deleted_at IS NULL;

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

-- Wrong: the code of a promoter who is deleted stays taken, and bonuses hold it there.
CREATE TABLE promoters (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  deleted_at timestamptz,
  UNIQUE (organization_id, code),
  UNIQUE (organization_id, id)
);
CREATE TABLE bonuses (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  promoter_code text NOT NULL,
  percent integer NOT NULL,
  FOREIGN KEY (organization_id, promoter_code) REFERENCES promoters (organization_id, code)
);
CREATE INDEX bonuses_organization_id_promoter_code_idx ON bonuses (organization_id, promoter_code);

-- Right: a reference to the primary key lets the code be used again.
CREATE TABLE payouts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  promoter_id uuid NOT NULL,
  amount_cents integer NOT NULL,
  FOREIGN KEY (organization_id, promoter_id) REFERENCES promoters (organization_id, id)
);
CREATE INDEX payouts_organization_id_promoter_id_idx ON payouts (organization_id, promoter_id);

-- Wrong: a coupon without an organization belongs to nobody, and a NULL in deleted says neither yes nor no.
CREATE TABLE coupons (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid,
  percent integer NOT NULL,
  deleted boolean DEFAULT false
);

-- Wrong: whoever adds a bundle has to say that it is not deleted.
CREATE TABLE bundles (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  deleted boolean NOT NULL
);

-- Wrong: nobody ever sees a raffle, since it is deleted from the beginning.
CREATE TABLE raffles (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  deleted_at timestamptz DEFAULT now()
);

-- Wrong: nor a prize, which has to have been deleted at some time.
CREATE TABLE prizes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  deleted_at timestamptz NOT NULL
);

-- Right: these are deleted when somebody says so.
CREATE TABLE loyalty_cards (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  blocked_at timestamptz,
  deleted boolean NOT NULL DEFAULT false
);
