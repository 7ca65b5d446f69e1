-- A shop that sells tickets for many organizers: each organization is a tenant.
CREATE TABLE organizations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- People, who may work for several organizations and buy from all of them.
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE,
  name text NOT NULL
);

CREATE TABLE memberships (
  organization_id uuid NOT NULL REFERENCES organizations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  role text NOT NULL CHECK (role IN ('owner', 'staff')),
  PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX memberships_user_id_idx ON memberships (user_id);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  prefix text NOT NULL,
  -- Right: whoever knows the key may have its row, and no two are alike, deleted or not.
  key_hash bytea NOT NULL UNIQUE,
  last_used_at timestamptz,
  deleted_at timestamptz
);
CREATE INDEX api_keys_organization_id_idx ON api_keys (organization_id);
