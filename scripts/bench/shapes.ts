/** Texts that can be made as long as one likes. */
export interface Shape {
  readonly name: string
  readonly file: string
  /** How long the shorter one is; the other is ten times as long. */
  readonly size: number
  readonly text: (n: number, salt: string) => string
}

function list(count: number, of: (i: number) => string, between = ', '): string {
  return Array.from({ length: count }, (_, i) => of(i)).join(between)
}

function nested(depth: number, open: (i: number) => string, inner: string, close: string): string {
  return list(depth, open, '') + inner + close.repeat(depth)
}

/** What the queries are about. */
export const shapeSchema = `CREATE TABLE organizations (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, organization_id bigint NOT NULL REFERENCES organizations, parent_id bigint REFERENCES orders, title text, total_cents int, created_at timestamptz, deleted_at timestamptz);
CREATE INDEX orders_organization ON orders (organization_id, created_at) WHERE deleted_at IS NULL;
CREATE INDEX orders_parent ON orders (parent_id);
CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders, organization_id bigint NOT NULL REFERENCES organizations, title text);
CREATE INDEX items_order ON items (order_id);
`

/** The same table for what calls Prisma. */
export const shapeModel = `datasource db {
  provider = "postgresql"
}
model Order {
  id             Int    @id
  organizationId Int    @map("organization_id")
  title          String
  @@map("orders")
}
`

const scoped = 'organization_id = $1 AND deleted_at IS NULL'

function query(name: string, size: number, text: (n: number) => string): Shape {
  return { name, file: 'queries/report.sql', size, text: (n, salt) => `${text(n)} /* ${salt} */;\n` }
}

const queries: readonly Shape[] = [
  query('values of an IN list', 500, (n) => `SELECT id FROM orders WHERE ${scoped} AND id IN (${list(n, String)})`),
  query('parameters of an IN list', 500, (n) => `SELECT id FROM orders WHERE ${scoped} AND id IN (${list(n, (i) => `$${i + 2}`)})`),
  query('elements of ANY (ARRAY[…])', 500, (n) => `SELECT id FROM orders WHERE ${scoped} AND id = ANY (ARRAY[${list(n, String)}])`),
  query('rows of VALUES', 300, (n) => `INSERT INTO items (id, order_id, organization_id) VALUES ${list(n, (i) => `(${i}, ${i}, $1)`)}`),
  query(
    'joins, one to the next',
    50,
    (n) =>
      `SELECT o0.id FROM orders o0 ${list(n, (i) => `JOIN orders o${i + 1} ON o${i + 1}.parent_id = o${i}.id`, ' ')} WHERE o0.organization_id = $1`,
  ),
  query(
    'joins to one row',
    50,
    (n) =>
      `SELECT o.id FROM orders o ${list(n, (i) => `JOIN items i${i} ON i${i}.order_id = o.id AND i${i}.organization_id = o.organization_id`, ' ')} WHERE o.organization_id = $1`,
  ),
  query(
    'left joins',
    50,
    (n) =>
      `SELECT o.id FROM orders o ${list(n, (i) => `LEFT JOIN items i${i} ON i${i}.order_id = o.id`, ' ')} WHERE o.organization_id = $1`,
  ),
  query(
    'tables with commas',
    50,
    (n) => `SELECT 1 FROM ${list(n, (i) => `orders o${i}`)} WHERE ${list(n, (i) => `o${i}.organization_id = $1`, ' AND ')}`,
  ),
  query(
    'tables, equal in a chain',
    50,
    (n) =>
      `SELECT 1 FROM ${list(n, (i) => `orders o${i}`)} WHERE o0.organization_id = $1 AND ${list(n - 1, (i) => `o${i}.organization_id = o${i + 1}.organization_id`, ' AND ')}`,
  ),
  query('UNION ALL', 50, (n) => list(n, (i) => `SELECT id FROM orders WHERE ${scoped} AND id > ${i}`, ' UNION ALL ')),
  query(
    'common tables, each of the one before',
    50,
    (n) =>
      `WITH c0 AS (SELECT * FROM orders WHERE ${scoped}), ${list(n, (i) => `c${i + 1} AS (SELECT * FROM c${i} WHERE id > ${i})`)} SELECT id FROM c${n}`,
  ),
  query(
    'common tables, side by side',
    50,
    (n) => `WITH ${list(n, (i) => `c${i} AS (SELECT * FROM orders WHERE ${scoped})`)} SELECT 1 FROM ${list(n, (i) => `c${i}`)}`,
  ),
  query('derived tables in each other', 20, (n) =>
    nested(n, () => 'SELECT id, organization_id FROM (', `SELECT id, organization_id FROM orders WHERE ${scoped}`, ') d'),
  ),
  query('IN of queries in each other', 20, (n) =>
    nested(n, () => 'SELECT id FROM orders WHERE organization_id = $1 AND id IN (', 'SELECT 1', ')'),
  ),
  query(
    'EXISTS side by side',
    50,
    (n) =>
      `SELECT id FROM orders o WHERE ${scoped} AND ${list(n, (i) => `EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.id AND i.id > ${i})`, ' AND ')}`,
  ),
  query(
    'EXISTS in each other',
    20,
    (n) =>
      `SELECT id FROM orders o0 WHERE o0.organization_id = $1 AND ${nested(n, (i) => `EXISTS (SELECT 1 FROM orders o${i + 1} WHERE o${i + 1}.parent_id = o${i}.id AND `, 'true', ')')}`,
  ),
  query(
    'queries in the list of columns',
    50,
    (n) =>
      `SELECT ${list(n, (i) => `(SELECT count(*) FROM items i WHERE i.order_id = o.id AND i.id > ${i}) AS c${i}`)} FROM orders o WHERE o.organization_id = $1`,
  ),
  query(
    'LATERAL',
    50,
    (n) =>
      `SELECT o.id FROM orders o ${list(n, (i) => `CROSS JOIN LATERAL (SELECT i.id FROM items i WHERE i.order_id = o.id LIMIT 1) l${i}`, ' ')} WHERE o.organization_id = $1`,
  ),
  query('conditions with AND', 300, (n) => `SELECT id FROM orders WHERE ${scoped} AND ${list(n, (i) => `total_cents <> ${i}`, ' AND ')}`),
  query('conditions with OR', 300, (n) => `SELECT id FROM orders WHERE ${scoped} AND (${list(n, (i) => `total_cents = ${i}`, ' OR ')})`),
  query('ORs of the tenant', 300, (n) => `SELECT id FROM orders WHERE ${list(n, (i) => `(organization_id = $1 AND id = ${i})`, ' OR ')}`),
  query(
    'ORs with AND between',
    100,
    (n) => `SELECT id FROM orders WHERE ${scoped} AND ${list(n, (i) => `(total_cents = ${i} OR title = 't${i}')`, ' AND ')}`,
  ),
  query(
    'pairs of ORs that tell of no tenant',
    50,
    (n) => `SELECT id FROM orders WHERE id = $1 AND ${list(n, (i) => `(total_cents > ${i} OR title <> 't${i}')`, ' AND ')}`,
  ),
  query(
    'AND and OR in each other',
    50,
    (n) => `SELECT id FROM orders WHERE ${scoped} AND ${nested(n, (i) => `(total_cents = ${i} OR (title = 'x' AND `, 'true', '))')}`,
  ),
  query('NOT in each other', 50, (n) => `SELECT id FROM orders WHERE ${nested(n, () => 'NOT (id = 1 OR ', 'organization_id = $1', ')')}`),
  query('CASE', 300, (n) => `SELECT CASE ${list(n, (i) => `WHEN total_cents = ${i} THEN 't${i}'`, ' ')} END FROM orders WHERE ${scoped}`),
  query('columns that are asked for', 500, (n) => `SELECT ${list(n, (i) => `total_cents + ${i} AS c${i}`)} FROM orders WHERE ${scoped}`),
  query('functions in each other', 100, (n) => `SELECT ${nested(n, () => 'lower(', 'title', ')')} FROM orders WHERE ${scoped}`),
  query('a sum', 100, (n) => `SELECT ${list(n, (i) => `total_cents * ${i}`, ' + ')} FROM orders WHERE ${scoped}`),
  query('names of ORDER BY', 300, (n) => `SELECT id FROM orders WHERE ${scoped} ORDER BY ${list(n, (i) => `total_cents + ${i}`)}`),
  query(
    'lines of comments',
    1_000,
    (n) => `${list(n, (i) => `-- Note ${i}: orders of the month.`, '\n')}\nSELECT id FROM orders WHERE ${scoped}`,
  ),
  query('a long text', 20_000, (n) => `SELECT id FROM orders WHERE ${scoped} AND title = '${'x'.repeat(n)}'`),
  query('statements', 200, (n) => list(n, (i) => `SELECT id FROM orders WHERE ${scoped} AND id = ${i}`, ';\n')),
  query('statements with a finding', 200, (n) => list(n, (i) => `SELECT id FROM orders WHERE id > ${i}`, ';\n')),
  query('statements that are broken', 200, (n) => list(n, (i) => `SELECT id FROM orders WHERE (id > ${i}`, ';\n')),
  query(
    'statements of a DO block',
    200,
    (n) => `DO $$ BEGIN\n${list(n, (i) => `UPDATE orders SET title = 't${i}' WHERE organization_id = 1 AND id = ${i};`, '\n')}\nEND $$`,
  ),
  query('UPDATE … SET', 300, (n) => `UPDATE orders SET ${list(n, (i) => `c${i} = ${i}`)} WHERE ${scoped}`),
]

/** A migration on top of the schema. */
function migration(name: string, size: number, text: (n: number) => string): Shape {
  return { name, file: 'migrations/0002_more.sql', size, text: (n, salt) => `-- ${salt}\n${text(n)}` }
}

const each = (n: number, of: (i: number) => string): string => list(n, (i) => `${of(i)};`, '\n')

const migrations: readonly Shape[] = [
  migration('tables', 100, (n) =>
    each(n, (i) => `CREATE TABLE t${i} (id bigint PRIMARY KEY, organization_id bigint NOT NULL, title text)`),
  ),
  migration(
    'tables, each with a key to the one before',
    100,
    (n) =>
      `CREATE TABLE t0 (id bigint PRIMARY KEY);\n${each(n, (i) => `CREATE TABLE t${i + 1} (id bigint PRIMARY KEY, before bigint REFERENCES t${i})`)}`,
  ),
  migration('tables with keys to one', 100, (n) =>
    each(n, (i) => `CREATE TABLE t${i} (id bigint PRIMARY KEY, order_id bigint REFERENCES orders)`),
  ),
  migration('columns of a table', 150, (n) => `CREATE TABLE t (${list(n, (i) => `c${i} text`)});`),
  migration('columns with a foreign key', 150, (n) => `CREATE TABLE t (${list(n, (i) => `c${i} bigint REFERENCES orders`)});`),
  migration('columns that are unique', 150, (n) => `CREATE TABLE t (${list(n, (i) => `c${i} bigint UNIQUE`)});`),
  migration('checks of a table', 150, (n) => `CREATE TABLE t (a int, ${list(n, (i) => `CHECK (a <> ${i})`)});`),
  migration('ADD COLUMN on one table', 100, (n) => each(n, (i) => `ALTER TABLE orders ADD COLUMN c${i} text`)),
  migration('ADD COLUMN in one statement', 100, (n) => `ALTER TABLE orders ${list(n, (i) => `ADD COLUMN c${i} text`)};`),
  migration(
    'ADD COLUMN on many tables',
    100,
    (n) => `${each(n, (i) => `CREATE TABLE t${i} (id bigint PRIMARY KEY)`)}\n${each(n, (i) => `ALTER TABLE t${i} ADD COLUMN c text`)}`,
  ),
  migration('ADD COLUMN and DROP COLUMN', 100, (n) =>
    each(n, (i) => `ALTER TABLE orders ADD COLUMN c${i} text;\nALTER TABLE orders DROP COLUMN c${i}`),
  ),
  migration('RENAME of a column', 100, (n) =>
    each(n, (i) => `ALTER TABLE orders RENAME COLUMN ${i === 0 ? 'title' : `c${i - 1}`} TO c${i}`),
  ),
  migration('RENAME of a table', 100, (n) => each(n, (i) => `ALTER TABLE ${i === 0 ? 'items' : `t${i - 1}`} RENAME TO t${i}`)),
  migration('SET NOT NULL and back', 100, (n) =>
    each(n, () => `ALTER TABLE orders ALTER COLUMN title SET NOT NULL;\nALTER TABLE orders ALTER COLUMN title DROP NOT NULL`),
  ),
  migration('ADD CONSTRAINT, foreign keys', 100, (n) =>
    each(n, (i) => `ALTER TABLE items ADD CONSTRAINT fk${i} FOREIGN KEY (order_id) REFERENCES orders (id)`),
  ),
  migration('indexes on one table', 100, (n) => each(n, (i) => `CREATE INDEX i${i} ON orders (title, (total_cents + ${i}))`)),
  migration(
    'indexes on columns of one table',
    100,
    (n) => `CREATE TABLE t (${list(n, (i) => `c${i} text`)});\n${each(n, (i) => `CREATE INDEX i${i} ON t (c${i})`)}`,
  ),
  migration('partial indexes on one table', 100, (n) =>
    each(n, (i) => `CREATE INDEX i${i} ON orders (organization_id, title) WHERE total_cents > ${i}`),
  ),
  migration('indexes made and dropped', 100, (n) => each(n, (i) => `CREATE INDEX i${i} ON orders (title);\nDROP INDEX i${i}`)),
  migration('tables made and dropped', 100, (n) => each(n, () => `CREATE TABLE t (id bigint PRIMARY KEY);\nDROP TABLE t`)),
  migration(
    'views on each other',
    100,
    (n) => `CREATE VIEW v0 AS SELECT * FROM orders;\n${each(n, (i) => `CREATE VIEW v${i + 1} AS SELECT * FROM v${i}`)}`,
  ),
  migration('views on one table', 100, (n) => each(n, (i) => `CREATE VIEW v${i} AS SELECT id, title FROM orders`)),
  migration('values of an enum', 100, (n) => `CREATE TYPE e AS ENUM ('a');\n${each(n, (i) => `ALTER TYPE e ADD VALUE 'v${i}'`)}`),
  migration('policies of one table', 100, (n) => each(n, (i) => `CREATE POLICY p${i} ON orders USING (organization_id = ${i})`)),
  migration(
    'triggers of one table',
    100,
    (n) =>
      `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n${each(n, (i) => `CREATE TRIGGER t${i} BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION f()`)}`,
  ),
  migration('functions', 100, (n) =>
    each(n, (i) => `CREATE FUNCTION f${i}() RETURNS void LANGUAGE sql AS $$ UPDATE orders SET title = 't${i}' WHERE id = ${i} $$`),
  ),
  migration('functions, made anew', 100, (n) =>
    each(n, (i) => `CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ UPDATE orders SET title = 't${i}' WHERE id = ${i} $$`),
  ),
  migration(
    'partitions of one table',
    100,
    (n) =>
      `CREATE TABLE p (id bigint, organization_id bigint) PARTITION BY LIST (id);\nCREATE INDEX ON p (organization_id);\n${each(n, (i) => `CREATE TABLE p${i} PARTITION OF p FOR VALUES IN (${i})`)}`,
  ),
  migration(
    'tables that inherit',
    30,
    (n) => `CREATE TABLE t0 (id bigint);\n${each(n, (i) => `CREATE TABLE t${i + 1} (c${i} int) INHERITS (t${i})`)}`,
  ),
  migration('comments on columns', 100, (n) => each(n, (i) => `COMMENT ON COLUMN orders.title IS 'The title, as of ${i}.'`)),
  migration('grants', 100, (n) => each(n, (i) => `GRANT SELECT ON orders TO r${i}`)),
  migration('rows that are inserted', 200, (n) =>
    each(n, (i) => `INSERT INTO orders (id, organization_id, title) VALUES (${i}, 1, 't${i}')`),
  ),
]

/** A program. */
function program(name: string, size: number, text: (n: number) => string, heads = "import { pool } from '../pool'"): Shape {
  return { name, file: 'src/report.ts', size, text: (n, salt) => `${heads}\n// ${salt}\n${text(n)}\n` }
}

const drizzle = `import { and, eq, or } from 'drizzle-orm'\nimport { bigint, pgTable, text } from 'drizzle-orm/pg-core'\nimport { db } from '../db'
const orders = pgTable('orders', { id: bigint('id'), organizationId: bigint('organization_id'), title: text('title') })`
const prismaClient = `import { prisma } from '../prisma'`

const programs: readonly Shape[] = [
  program(
    'holes of a template',
    30,
    (n) =>
      `export const f = (a: string[]) => pool.query(\`SELECT id FROM orders WHERE organization_id = $1 AND (\${a[0]} OR ${list(n, (i) => `\${a[${i}]}`, ' OR ')})\`)`,
  ),
  program(
    'holes for values',
    30,
    (n) =>
      `export const f = (a: number[]) => pool.query(\`SELECT id FROM orders WHERE organization_id = $1 AND id IN (${list(n, (i) => `\${a[${i}]}`)})\`)`,
  ),
  program(
    'strings with + between',
    50,
    (n) =>
      `export const f = () => pool.query('SELECT id FROM orders WHERE organization_id = $1 ' +\n  ${list(n, (i) => `'AND id <> ${i} '`, ' +\n  ')})`,
  ),
  program(
    'a text that grows with +=',
    30,
    (n) =>
      `export function f() {\n  let text = 'SELECT id FROM orders WHERE organization_id = $1'\n${list(n, (i) => `  text += ' AND id <> ${i}'`, '\n')}\n  return pool.query(text)\n}`,
  ),
  program(
    'conditions that add to a text',
    5,
    (n) =>
      `export function f(a: Record<string, string>) {\n  let text = 'SELECT id FROM orders WHERE organization_id = $1'\n${list(n, (i) => `  if (a.c${i}) text += ' AND id <> ${i}'`, '\n')}\n  return pool.query(text)\n}`,
  ),
  program(
    'conditions that add to a list',
    5,
    (n) =>
      `export function f(a: Record<string, string>) {\n  const parts = ['organization_id = $1']\n${list(n, (i) => `  if (a.c${i}) parts.push('id <> ${i}')`, '\n')}\n  return pool.query('SELECT id FROM orders WHERE ' + parts.join(' AND '))\n}`,
  ),
  program(
    'conditions within a template',
    5,
    (n) =>
      `export const f = (a: Record<string, string>) => pool.query(\`SELECT id FROM orders WHERE organization_id = $1 ${list(n, (i) => `\${a.c${i} ? 'AND id <> ${i}' : ''}`, ' ')}\`)`,
  ),
  program(
    'constants of each other',
    50,
    (n) =>
      `const t0 = 'SELECT id FROM orders WHERE organization_id = $1'\n${list(n, (i) => `const t${i + 1} = \`\${t${i}} AND id <> ${i}\``, '\n')}\nexport const f = () => pool.query(t${n})`,
  ),
  program(
    'functions of each other',
    20,
    (n) =>
      `const t0 = () => 'SELECT id FROM orders WHERE organization_id = $1'\n${list(n, (i) => `const t${i + 1} = () => t${i}() + ' AND id <> ${i}'`, '\n')}\nexport const f = () => pool.query(t${n}())`,
  ),
  program(
    'functions that double',
    3,
    (n) =>
      `const t0 = () => 'id'\n${list(n, (i) => `const t${i + 1} = () => t${i}() + ', ' + t${i}()`, '\n')}\nexport const f = () => pool.query('SELECT ' + t${n}() + ' FROM orders')`,
  ),
  program(
    'cases of a switch',
    20,
    (n) =>
      `export function f(a: string) {\n  let text = 'SELECT id FROM orders WHERE organization_id = $1'\n  switch (a) {\n${list(n, (i) => `    case 'c${i}':\n      text += ' AND id <> ${i}'\n      break`, '\n')}\n  }\n  return pool.query(text)\n}`,
  ),
  program(
    'a chain of else if',
    20,
    (n) =>
      `export function f(a: string) {\n  let text = 'SELECT id FROM orders WHERE organization_id = $1'\n  ${list(n, (i) => `if (a === 'c${i}') text += ' AND id <> ${i}'`, '\n  else ')}\n  return pool.query(text)\n}`,
  ),
  program(
    'branches that each check a row',
    5,
    (n) =>
      `export async function f(id: string, organizationId: string) {\n  const { rows: [row] } = await pool.query('SELECT * FROM orders WHERE id = $1', [id])\n  ${list(n, (i) => `if (row.status === 's${i}') { if (row.organization_id !== organizationId) throw new Error('${i}') }`, '\n  else ')} else throw new Error('none')\n  return pool.query('DELETE FROM orders WHERE id = $1', [row.id])\n}`,
  ),
  program(
    'alternatives in each other that check a row',
    3,
    (n) =>
      `export async function f(id: string, organizationId: string, of: string[]) {\n  const { rows: [row] } = await pool.query('SELECT * FROM orders WHERE id = $1', [id])\n  if (!${list(n, (i) => `(row.status === of[${i}] || (row.kind === of[${i}] && `, '')}row.organization_id === organizationId${'))'.repeat(n)}) throw new Error()\n  return pool.query('DELETE FROM orders WHERE id = $1', [row.id])\n}`,
  ),
  program('queries in functions', 50, (n) =>
    list(
      n,
      (i) => `export const f${i} = (id: string) => pool.query('SELECT id FROM orders WHERE organization_id = $1 AND id <> ${i}', [id])`,
      '\n',
    ),
  ),
  program(
    'queries in one function',
    50,
    (n) =>
      `export async function f(id: string) {\n${list(n, (i) => `  await pool.query('SELECT id FROM orders WHERE organization_id = $1 AND id <> ${i}', [id])`, '\n')}\n}`,
  ),
  program(
    'queries in one function, with conditions',
    30,
    (n) =>
      `export async function f(id?: string) {\n${list(n, (i) => `  if (id) await pool.query('SELECT id FROM orders WHERE organization_id = $1 AND id <> ${i}', [id])`, '\n')}\n}`,
  ),
  program(
    'queries by rows of the query before',
    30,
    (n) =>
      `export async function f(id: string) {\n  const r0 = (await pool.query('SELECT id FROM orders WHERE organization_id = $1', [id])).rows[0]\n${list(n, (i) => `  const r${i + 1} = (await pool.query('SELECT id FROM orders WHERE parent_id = $1', [r${i}.id])).rows[0]`, '\n')}\n}`,
  ),
  program(
    'try in each other',
    10,
    (n) =>
      `export async function f(id: string) {\n${nested(n, () => 'try { ', "await pool.query('SELECT id FROM orders WHERE organization_id = $1', [id])", ' } catch (error) { throw error }')}\n}`,
  ),
  program(
    'loops in each other',
    10,
    (n) =>
      `export async function f(id: string) {\n  let text = 'SELECT id FROM orders'\n${nested(n, (i) => `for (const x${i} of id) { text += x${i}; `, 'await pool.query(text)', ' }')}\n}`,
  ),
  program(
    'functions in each other',
    20,
    (n) => `export const f = (text: string) => ${nested(n, (i) => `((a${i}: string) => `, 'pool.query(text)', ")('x')")}`,
  ),
  program(
    'strings without SQL',
    500,
    (n) => `export const labels = {\n${list(n, (i) => `  label${i}: 'The report of month ${i}',`, '\n')}\n}`,
  ),
  program(
    'strings with words of SQL',
    500,
    (n) => `export const labels = {\n${list(n, (i) => `  label${i}: 'Select from the reports where month ${i} is open',`, '\n')}\n}`,
  ),
  program(
    'strings with SQL',
    100,
    (n) =>
      `export const queries = {\n${list(n, (i) => `  q${i}: 'SELECT id FROM orders WHERE organization_id = $1 AND id <> ${i}',`, '\n')}\n}`,
  ),
  program('classes', 50, (n) =>
    list(n, (i) => `export class C${i} { constructor(private readonly a: string) {}\n  get b() { return this.a + '${i}' } }`, '\n'),
  ),
  program(
    'classes that extend each other',
    20,
    (n) =>
      `class C0 { run() { return pool.query('SELECT id FROM orders') } }\n${list(n, (i) => `class C${i + 1} extends C${i} { other${i}() { return this.run() } }`, '\n')}`,
  ),
  program(
    'keys of a where of Prisma',
    50,
    (n) => `export const f = () => prisma.order.findMany({ where: { organizationId: 1, ${list(n, (i) => `c${i}: ${i}`)} } })`,
    prismaClient,
  ),
  program(
    'OR of Prisma',
    50,
    (n) => `export const f = () => prisma.order.findMany({ where: { organizationId: 1, OR: [${list(n, (i) => `{ title: 't${i}' }`)}] } })`,
    prismaClient,
  ),
  program(
    'AND of Prisma in each other',
    10,
    (n) =>
      `export const f = () => prisma.order.findMany({ where: ${nested(n, (i) => `{ title: { not: 't${i}' }, AND: [`, '{ organizationId: 1 }', '] }')} })`,
    prismaClient,
  ),
  program(
    'calls of Prisma',
    50,
    (n) =>
      list(
        n,
        (i) => `export const f${i} = (id: string) => prisma.order.findFirst({ where: { organizationId: 1, id, title: 't${i}' } })`,
        '\n',
      ),
    prismaClient,
  ),
  program(
    'a where of Prisma by conditions',
    5,
    (n) =>
      `export function f(a: Record<string, string>) {\n  const where: Record<string, unknown> = { organizationId: 1 }\n${list(n, (i) => `  if (a.c${i}) where.c${i} = ${i}`, '\n')}\n  return prisma.order.findMany({ where })\n}`,
    prismaClient,
  ),
  program(
    'and(…) of Drizzle',
    50,
    (n) =>
      `export const f = () => db.select().from(orders).where(and(eq(orders.organizationId, 1), ${list(n, (i) => `eq(orders.id, ${i})`)}))`,
    drizzle,
  ),
  program(
    'or(…) of Drizzle',
    50,
    (n) =>
      `export const f = () => db.select().from(orders).where(and(eq(orders.organizationId, 1), or(${list(n, (i) => `eq(orders.id, ${i})`)})))`,
    drizzle,
  ),
  program(
    'conditions pushed for Drizzle',
    5,
    (n) =>
      `export function f(a: Record<string, string>) {\n  const conditions = [eq(orders.organizationId, 1)]\n${list(n, (i) => `  if (a.c${i}) conditions.push(eq(orders.id, ${i}))`, '\n')}\n  return db.select().from(orders).where(and(...conditions))\n}`,
    drizzle,
  ),
  program(
    'calls of Drizzle',
    50,
    (n) =>
      list(
        n,
        (i) =>
          `export const f${i} = (id: number) => db.select().from(orders).where(and(eq(orders.organizationId, 1), eq(orders.id, ${i})))`,
        '\n',
      ),
    drizzle,
  ),
  program(
    'tables of Drizzle in one file',
    30,
    (n) =>
      list(
        n,
        (i) =>
          `export const t${i} = pgTable('t${i}', { id: bigint('id').primaryKey(), organizationId: bigint('organization_id').notNull(), title: text('title') })`,
        '\n',
      ),
    drizzle,
  ),
  program(
    'where of Knex',
    50,
    (n) => `export const f = () => knex('orders').where('organization_id', 1)\n${list(n, (i) => `  .where('id', '<>', ${i})`, '\n')}`,
    "import { knex } from '../knex'",
  ),
  program(
    'where of Knex as statements',
    30,
    (n) =>
      `export function f() {\n  const query = knex('orders').where('organization_id', 1)\n${list(n, (i) => `  query.where('id', '<>', ${i})`, '\n')}\n  return query\n}`,
    "import { knex } from '../knex'",
  ),
  program(
    'where of Knex by conditions',
    5,
    (n) =>
      `export function f(a: Record<string, string>) {\n  const query = knex('orders').where('organization_id', 1)\n${list(n, (i) => `  if (a.c${i}) query.where('id', '<>', ${i})`, '\n')}\n  return query\n}`,
    "import { knex } from '../knex'",
  ),
  program(
    'where of Kysely',
    50,
    (n) =>
      `export const f = () => db.selectFrom('orders').selectAll().where('organization_id', '=', 1)\n${list(n, (i) => `  .where('id', '<>', ${i})`, '\n')}\n  .execute()`,
    "import { db } from '../db'",
  ),
  program(
    'where of Kysely by conditions',
    5,
    (n) =>
      `export function f(a: Record<string, string>) {\n  let query = db.selectFrom('orders').selectAll().where('organization_id', '=', 1)\n${list(n, (i) => `  if (a.c${i}) query = query.where('id', '<>', ${i})`, '\n')}\n  return query.execute()\n}`,
    "import { db } from '../db'",
  ),
  program(
    'eq of supabase-js',
    50,
    (n) =>
      `export const f = () => supabase.from('orders').select('id').eq('organization_id', 1)\n${list(n, (i) => `  .neq('id', ${i})`, '\n')}`,
    "import { supabase } from '../supabase'",
  ),
  program(
    'andWhere of TypeORM',
    50,
    (n) =>
      `export const f = (orders: Repository<Order>) => orders.createQueryBuilder('o').where('o.organizationId = :o')\n${list(n, (i) => `  .andWhere('o.id <> ${i}')`, '\n')}\n  .getMany()`,
    "import { Column, Entity, PrimaryColumn, type Repository } from 'typeorm'\n@Entity('orders') class Order { @PrimaryColumn() id!: number; @Column() organizationId!: number }",
  ),
  program(
    'where of Sequelize',
    50,
    (n) =>
      `export const f = () => Order.findAll({ where: { organizationId: 1, [Op.and]: [${list(n, (i) => `{ id: { [Op.ne]: ${i} } }`)}] } })`,
    "import { DataTypes, Op, Sequelize } from 'sequelize'\nconst sequelize = new Sequelize('')\nconst Order = sequelize.define('orders', { organizationId: DataTypes.INTEGER })",
  ),
]

function prismaFile(name: string, size: number, text: (n: number) => string): Shape {
  return {
    name,
    file: 'prisma/schema.prisma',
    size,
    text: (n, salt) => `// ${salt}\ndatasource db {\n  provider = "postgresql"\n}\n${text(n)}\n`,
  }
}

const prismaFiles: readonly Shape[] = [
  prismaFile('models of Prisma', 50, (n) =>
    list(n, (i) => `model M${i} {\n  id Int @id\n  organizationId Int\n  title String\n  @@index([organizationId])\n}`, '\n'),
  ),
  prismaFile('fields of a model', 100, (n) => `model M {\n  id Int @id\n${list(n, (i) => `  f${i} String?`, '\n')}\n}`),
  prismaFile(
    'relations of a model',
    50,
    (n) =>
      `model A {\n  id Int @id\n${list(n, (i) => `  b${i} B[] @relation("r${i}")`, '\n')}\n}\nmodel B {\n  id Int @id\n${list(n, (i) => `  a${i}Id Int\n  a${i} A @relation("r${i}", fields: [a${i}Id], references: [id])`, '\n')}\n}`,
  ),
  prismaFile(
    'indexes of a model',
    50,
    (n) => `model M {\n  id Int @id\n${list(n, (i) => `  f${i} String?`, '\n')}\n${list(n, (i) => `  @@index([f${i}])`, '\n')}\n}`,
  ),
  prismaFile(
    'values of an enum of Prisma',
    200,
    (n) => `enum E {\n${list(n, (i) => `  V${i}`, '\n')}\n}\nmodel M {\n  id Int @id\n  e E\n}`,
  ),
]

export const shapes: readonly Shape[] = [...queries, ...migrations, ...programs, ...prismaFiles]
