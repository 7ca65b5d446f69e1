/** Migrations as they gather in years, each on top of those before: every tenth makes a table. */
export function migrationScripts(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const table = `reports_${Math.floor(n / 10)}`
    const before = `reports_${Math.max(0, Math.floor(n / 10) - 1)}`
    return (kinds[n % 10] ?? kinds[0])(table, before, n)
  })
}

type Kind = (table: string, before: string, n: number) => string

const kinds: readonly [Kind, ...Kind[]] = [
  (table, before) => `CREATE TABLE ${table} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL,
  title varchar(200) NOT NULL,
  previous_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  FOREIGN KEY (previous_id) REFERENCES ${before} (id)
);
CREATE INDEX ${table}_previous ON ${table} (previous_id);
`,
  (table, _, n) => `ALTER TABLE ${table} ADD COLUMN note_${n} text;\n`,
  (table) => `CREATE INDEX CONCURRENTLY ${table}_organization ON ${table} (organization_id, created_at DESC) WHERE deleted_at IS NULL;\n`,
  (table, _, n) => `ALTER TABLE ${table} ADD COLUMN state_${n} text NOT NULL DEFAULT 'new';
ALTER TABLE ${table} ADD CONSTRAINT state_${n} CHECK (state_${n} IN ('new', 'open', 'done')) NOT VALID;
`,
  (table, _, n) => `ALTER TABLE ${table} VALIDATE CONSTRAINT state_${n - 1};\n`,
  (table) => `UPDATE ${table} SET title = trim(title) WHERE title <> trim(title);\n`,
  (table) => `CREATE UNIQUE INDEX ${table}_title ON ${table} (organization_id, title);\n`,
  (table, _, n) => `ALTER TABLE ${table} ALTER COLUMN title TYPE text;
ALTER TABLE ${table} RENAME COLUMN note_${n - 6} TO remark_${n};
`,
  (table, before) => `CREATE OR REPLACE VIEW ${table}_live AS
SELECT r.id, r.organization_id, r.title, p.title AS previous FROM ${table} r LEFT JOIN ${before} p ON p.id = r.previous_id WHERE r.deleted_at IS NULL;
`,
  (table) => `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ${table} USING (organization_id = current_setting('app.organization_id')::bigint);
COMMENT ON TABLE ${table} IS 'What was reported.';
`,
]
