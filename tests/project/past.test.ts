import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { Fold, type Step } from '../../src/catalog/fold.ts'
import { readState } from '../../src/catalog/read-state.ts'
import { Past } from '../../src/project/past.ts'
import { stepsOfSql } from '../../src/project/schema-steps.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'

const files: Readonly<Record<string, string>> = {
  '1.sql': `CREATE TYPE state AS ENUM ('new'); CREATE TYPE pair AS (a int); CREATE SCHEMA billing;
    CREATE TABLE orders (id bigint PRIMARY KEY, state state); CREATE TEMPORARY TABLE scratch (id int);`,
  '2.sql': 'CREATE TABLE billing.items (order_id bigint REFERENCES orders); CREATE INDEX items_order ON billing.items (order_id);',
  '3.sql': 'ALTER TABLE orders RENAME TO sales; CREATE EXTENSION citext; CREATE SEQUENCE numbers; DROP TABLE missing;',
  '4.sql': 'CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE VIEW open AS SELECT id FROM sales;',
  '5.sql': 'DROP VIEW open; DROP TABLE billing.items; DROP FUNCTION one();',
}
const paths = [...Object.keys(files), '6.sql']
const steps = Object.entries(files).flatMap(([path, text]) => stepsOfSql(path, text, libpgQuery, []))
const names = ['orders', 'sales', 'items', 'items_order', 'open', 'pair', 'scratch', 'numbers', 'missing']

/** All that was there before a file, of a fold that knows no other. */
function readAnew(file: string, all: readonly Step[]): Catalog {
  const fold = new Fold()
  fold.run(
    all.slice(
      0,
      Math.max(
        0,
        all.findIndex((step) => step.file === file),
      ),
    ),
  )
  return readState(fold.state, fold.unread)
}

function partsOf({ parts }: Catalog): Catalog['parts'] {
  const { tables, sequences, types, functions, lostFunctions, extensions, schemas, unread } = parts
  return { tables, sequences, types, functions, lostFunctions, extensions, schemas, unread }
}

function tablesNamed(catalog: Catalog): unknown[] {
  return ['public', 'billing', 'pg_temp'].flatMap((schema) => names.map((name) => catalog.table(schema, name)))
}

describe('what was there before a file', () => {
  const orders = { 'in their order': paths, backwards: [...paths].reverse(), 'to and fro': ['3.sql', '1.sql', '5.sql', '2.sql', '4.sql'] }

  it.each(Object.entries(orders))('is what the steps before it add up to, of files %s', (_, order) => {
    const past = new Past()
    for (const file of order) {
      expect(tablesNamed(past.before(file, steps)), file).toEqual(tablesNamed(readAnew(file, steps)))
      expect(partsOf(past.before(file, steps)), file).toEqual(partsOf(readAnew(file, steps)))
    }
  })

  it('is the same when it is asked for after other files were', () => {
    const past = new Past()
    const catalogs = paths.map((file) => past.before(file, steps))
    for (const [i, file] of paths.entries()) {
      const catalog = catalogs[i]
      expect(catalog && tablesNamed(catalog), file).toEqual(tablesNamed(readAnew(file, steps)))
      expect(catalog && partsOf(catalog), file).toEqual(partsOf(readAnew(file, steps)))
    }
  })

  it('goes by other steps, once there are others', () => {
    const past = new Past()
    const others = steps.filter(({ file }) => file !== '1.sql')
    for (const all of [steps, others, steps])
      for (const file of paths.slice(1)) expect(partsOf(past.before(file, all)), file).toEqual(partsOf(readAnew(file, all)))
  })

  it('holds something of each part', () => {
    const parts = Object.entries<readonly unknown[]>({ ...partsOf(new Past().before('5.sql', steps)) })
    expect(parts.filter(([, part]) => part.length === 0)).toEqual([['lostFunctions', []]])
  })
})
