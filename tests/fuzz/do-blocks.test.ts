import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { Both } from '../conformance/support/both.ts'
import { newPostgres, resetPostgres } from '../conformance/support/postgres.ts'
import { pick, randomNumbers } from '../support/random.ts'

const tables = ['a', 'b', 'c'] as const
const columns = ['x', 'y', 'z'] as const
const errors = [
  'duplicate_table',
  'duplicate_column',
  'undefined_table',
  'undefined_column',
  'duplicate_object',
  'undefined_object',
  'others',
  "SQLSTATE '42P07'",
  'syntax_error_or_access_rule_violation',
] as const

/** Writes blocks that nest, ask, fail, catch, loop and return at random, over a few names that often meet. */
class Writer {
  readonly #random: () => number
  #variables = 0

  constructor(seed: number) {
    this.#random = randomNumbers(seed)
  }

  #one<T>(from: readonly [T, ...T[]]): T {
    return pick(this.#random, from)
  }

  #often(share: number): boolean {
    return this.#random() < share
  }

  #ddl(): string {
    const [table, column] = [this.#one(tables), this.#one(columns)]
    return this.#one([
      `CREATE TABLE ${table} (${column} int)`,
      `CREATE TABLE IF NOT EXISTS ${table} (x text, y text)`,
      `DROP TABLE ${this.#one(['', 'IF EXISTS '])}${table}`,
      `ALTER TABLE ${table} ADD COLUMN ${this.#one(['', 'IF NOT EXISTS '])}${column} ${this.#one(['int', 'text'])}`,
      `ALTER TABLE ${table} DROP COLUMN ${this.#one(['', 'IF EXISTS '])}${column}`,
      `ALTER TABLE ${table} ADD COLUMN ${column} int, DROP COLUMN ${this.#one(columns)}`,
      `ALTER TABLE ${table} RENAME COLUMN ${column} TO ${this.#one(columns)}`,
      `ALTER TABLE ${table} RENAME TO ${this.#one(tables)}`,
      `ALTER TABLE ${table} ADD CONSTRAINT k_${this.#one(tables)} CHECK (x IS NOT NULL)`,
      `ALTER TABLE ${table} ADD CONSTRAINT u_${this.#one(tables)} UNIQUE (${column})`,
      `ALTER TABLE ${table} DROP CONSTRAINT ${this.#one(['k_', 'u_'])}${this.#one(tables)}`,
      `ALTER TABLE ${table} ALTER COLUMN ${column} ${this.#one(['SET', 'DROP'])} NOT NULL`,
      `CREATE INDEX i_${column} ON ${table} (${this.#one(columns)})`,
      `DROP INDEX i_${column}`,
      `CREATE TYPE e AS ENUM ('l')`,
      `DROP TYPE e`,
    ])
  }

  #question(): string {
    const [table, column] = [this.#one(tables), this.#one(columns)]
    return this.#one([
      `to_regclass('${table}') IS ${this.#one(['', 'NOT '])}NULL`,
      `EXISTS (SELECT 1 FROM pg_class WHERE relname = '${this.#one(['a', 'i_x', 'u_a'])}'${this.#one(['', " AND relkind = 'i'", " AND relkind = 'r'"])})`,
      `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = '${table}' AND column_name = '${column}'${this.#one(['', " AND is_nullable = 'NO'", " AND data_type = 'text'", " AND table_schema = 'public'"])})`,
      `EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '${this.#one(['k_', 'u_'])}${table}'${this.#one(['', " AND contype = 'c'", ` AND conrelid = to_regclass('${table}')`])})`,
      `EXISTS (SELECT 1 FROM pg_indexes WHERE tablename = '${table}')`,
      `EXISTS (SELECT 1 FROM pg_type WHERE typname = '${this.#one(['e', 'a'])}')`,
      `(SELECT count(*) FROM pg_tables WHERE tablename = '${table}' AND schemaname = 'public') ${this.#one(['= 0', '> 0'])}`,
      `EXISTS (SELECT 1 FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage k USING (constraint_name, table_schema) WHERE tc.table_name = '${table}' AND constraint_type = 'UNIQUE' AND k.column_name = '${column}')`,
    ])
  }

  #condition(depth = 0): string {
    if (depth > 2 || this.#often(0.6)) return this.#question()
    const inner = this.#condition(depth + 1)
    return this.#often(0.4) ? `NOT (${inner})` : `(${inner} ${this.#one(['AND', 'OR'])} ${this.#condition(depth + 1)})`
  }

  #list(depth: number, inLoop: boolean): string {
    return Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => this.#statement(depth, inLoop)).join('\n')
  }

  #handler(depth: number, inLoop: boolean): string {
    return `WHEN ${this.#one(errors)} OR ${this.#one(errors)} THEN ${this.#one(['NULL;', 'RAISE;', this.#list(depth, inLoop)])}`
  }

  #statement(depth: number, inLoop: boolean): string {
    const inner = (loop = inLoop): string => this.#list(depth + 1, loop)
    if (depth > 3 || this.#often(0.45)) return this.#often(0.2) ? `EXECUTE '${this.#ddl().replaceAll("'", "''")}';` : `${this.#ddl()};`
    const name = `v${++this.#variables}`
    const kind = this.#random()
    if (kind < 0.35) return `IF ${this.#condition()} THEN ${inner()} ELSIF ${this.#condition()} THEN ${inner()} ELSE ${inner()} END IF;`
    if (kind < 0.7) return `BEGIN ${inner()} EXCEPTION ${this.#handler(depth + 1, inLoop)} ${this.#handler(depth + 1, inLoop)} END;`
    if (kind < 0.8) return `IF ${this.#condition()} THEN RETURN; END IF;`
    if (kind < 0.85) return `DECLARE ${name} boolean := ${this.#condition()}; BEGIN IF ${name} THEN ${inner()} ELSE ${inner()} END IF; END;`
    if (kind < 0.9 && inLoop) return `CONTINUE WHEN ${this.#condition()};`
    return `DECLARE ${name} text; BEGIN FOREACH ${name} IN ARRAY ARRAY['a', 'c'] LOOP IF to_regclass(${name}) IS NOT NULL THEN EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS z int', ${name}); END IF; ${inner(true)} END LOOP; END;`
  }

  script(): string[] {
    return Array.from({ length: 4 }, () => (this.#often(0.3) ? this.#ddl() : `DO $$ BEGIN ${this.#list(0, false)} END $$`))
  }
}

describe('blocks at random do in the catalog what they do in Postgres', () => {
  let db: PGlite
  beforeAll(async () => {
    db = await newPostgres()
  })

  it.each(Array.from({ length: 60 }, (_, i) => i + 1))('seed %i', async (seed) => {
    await resetPostgres(db)
    const both = new Both(db)
    for (const sql of new Writer(seed).script()) expect([sql, ...(await both.apply(sql)), ...(await both.compare())]).toEqual([sql])
  })
})
