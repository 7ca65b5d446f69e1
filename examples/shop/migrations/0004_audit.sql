CREATE TABLE audit_entries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  what text NOT NULL
);
CREATE INDEX audit_entries_organization_id_idx ON audit_entries (organization_id);

CREATE FUNCTION set_organization() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.organization_id := current_setting('app.organization_id')::uuid;
  RETURN NEW;
END
$$;

CREATE TRIGGER set_organization BEFORE INSERT ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION set_organization();
