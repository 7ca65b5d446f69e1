const tables = ['orders', 'order_items', 'customers', 'invoices', '"AuditLog"']

/** One of each kind that applications and migrations hold, by the table that it is about. */
const kinds: readonly ((table: string, n: number) => string)[] = [
  (table) => `SELECT id, total_cents FROM ${table} WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 50`,
  (table) =>
    `SELECT t.*, c.name FROM ${table} AS t JOIN customers c ON c.id = t.customer_id AND c.organization_id = t.organization_id WHERE t.id = ANY($1)`,
  (table) =>
    `WITH recent AS (SELECT id, row_number() OVER (PARTITION BY customer_id ORDER BY created_at DESC) AS rank FROM ${table} WHERE organization_id = $1) SELECT id FROM recent WHERE rank = 1`,
  (table) =>
    `SELECT date_trunc('month', created_at) AS month, count(*) FILTER (WHERE status = 'paid'), sum(total_cents) FROM ${table} GROUP BY 1 HAVING count(*) > 10`,
  (table) =>
    `INSERT INTO ${table} (organization_id, customer_id, status) VALUES ($1, $2, 'new') ON CONFLICT (organization_id, customer_id) DO UPDATE SET status = EXCLUDED.status RETURNING id`,
  (table) =>
    `UPDATE ${table} SET status = 'sent', updated_at = now() WHERE organization_id = $1 AND id IN (SELECT id FROM ${table} WHERE status = 'packed')`,
  (table) => `DELETE FROM ${table} WHERE organization_id = $1 AND created_at < now() - interval '90 days'`,
  (table, n) =>
    `CREATE TABLE ${table} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE, code text NOT NULL DEFAULT 'n${n}', total_cents integer CHECK (total_cents >= 0), created_at timestamptz NOT NULL DEFAULT now())`,
  (table, n) =>
    `CREATE UNIQUE INDEX CONCURRENTLY index_${n} ON ${table} USING btree (organization_id, lower(code)) WHERE deleted_at IS NULL`,
  (table, n) =>
    `ALTER TABLE ${table} ADD COLUMN note_${n} text, ADD CONSTRAINT customer_${n} FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id)`,
  (table, n) => `CREATE POLICY tenant_${n} ON ${table} USING (organization_id = current_setting('app.organization_id')::uuid)`,
  (table, n) =>
    `CREATE FUNCTION touch_${n}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ${table} SET updated_at = now() WHERE id = NEW.id; RETURN NEW; END $$`,
]

/** Sixty statements of all kinds. */
export const statements: readonly string[] = kinds.flatMap((kind) => tables.map(kind))

/** A script of many statements, no two alike. */
export function script(count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    `-- ${i}\n${statements[i % statements.length] ?? ''};\n`.replaceAll(/\b(total_cents|status)\b/g, `$1_${i}`),
  )
}
