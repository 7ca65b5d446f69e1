import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TransactionModel } from '../src/catalog/transaction-model.ts'
import { schemaReaders } from '../src/orms/index.ts'
import { migrationTools } from '../src/project/migrations/tools.ts'
import { rowsOf } from './support/markdown.ts'
import { lint } from './support/run-rule.ts'

const page = readFileSync(new URL('../docs/migrations.md', import.meta.url), 'utf8')
const [tools = '', ...peers] = page.split(/^## /m).slice(1)

describe('the tools', () => {
  const rows = rowsOf(tools)
  const readers = schemaReaders.filter(({ tells }) => tells === 'steps')
  const models = new Map<string, TransactionModel | undefined>([
    ...migrationTools.map(({ name, transactions }) => [name, transactions] as const),
    ...readers.map(({ name, transactions }) => [name, transactions] as const),
  ])

  it('are all of which it is known', () => {
    const told = [...models].flatMap(([name, model]) => (model ? [name] : []))
    expect(rows.map(([name = '']) => name.replaceAll('`', ''))).toEqual(expect.arrayContaining(told))
  })

  it.each(rows)('%s: %s', (tool = '', around = '', without = '') => {
    const name = tool.replaceAll('`', '')
    expect(models.has(name)).toBe(true)
    const model = models.get(name)
    expect(model?.begins ? 'transaction' : model?.sendsWhole ? 'sent as one' : 'none').toBe(around)
    if (without !== '') expect(without.replaceAll('`', '')).toMatch(model?.without ?? /^$/)
    else expect(model?.without).toBeUndefined()
  })
})

const before = `create table users (id bigint primary key, email text not null, fax_deprecated text);
create table orders (id bigint primary key, user_id bigint, code varchar(20), total numeric(8,2), at timestamp, note text);
alter table orders add constraint at_given check (at is not null) not valid;
create index orders_note on orders (note);
create unique index orders_user on orders (user_id);
create table notes (id bigint);
create unique index notes_id on notes (id);`

const notNull = 'alter table orders alter at set not null;'
const checked = 'alter table orders validate constraint at_given;'
const check = 'alter table orders add constraint positive check (total > 0);'
const foreignKey = 'alter table orders add foreign key (user_id) references users;'
const unique = 'alter table orders add constraint one unique (code);'
const usingIndex = 'alter table orders add constraint one unique using index orders_user;'
const exclusion = 'alter table orders add exclude using btree (code with =);'
const stored = 'alter table orders add double numeric generated always as (total * 2) stored;'
const serial = 'alter table orders add nr serial;'
const volatile = 'alter table orders add key uuid default gen_random_uuid();'
const newTable = 'create table lines (id bigint primary key, order_id bigint);'
const backfill = "update orders set note = '' where note is null;"

const cases: Readonly<Record<string, string>> = {
  'squawk adding-field-with-default volatile': volatile,
  'squawk adding-field-with-default constant': "alter table orders add kind text default 'x', add made timestamptz default now();",
  'squawk adding-field-with-default stored generated': stored,
  'squawk adding-field-with-default function of a user': 'alter table orders add kind text default kind_of();',
  'squawk adding-foreign-key-constraint': foreignKey,
  'squawk adding-foreign-key-constraint in CREATE TABLE': 'create table lines (order_id bigint references orders);',
  'squawk adding-foreign-key-constraint new column': 'alter table orders add seller bigint references users;',
  'squawk adding-foreign-key-constraint new table': `begin; ${newTable} alter table lines add foreign key (order_id) references orders; commit;`,
  'squawk adding-not-nullable-field': notNull,
  'squawk adding-not-nullable-field validated check': `${checked} ${notNull}`,
  'squawk adding-not-nullable-field another check validated': `${checked} alter table orders alter code set not null;`,
  'squawk adding-required-field': 'alter table orders add kind text not null;',
  'squawk adding-required-field generated': 'alter table orders add kind text not null generated always as (code) stored;',
  'squawk adding-serial-primary-key-field': 'alter table notes add nr bigserial primary key;',
  'squawk ban-concurrent-index-creation-in-transaction': 'begin; create index concurrently on orders (code); commit;',
  'squawk ban-drop-column': 'alter table orders drop column note;',
  'squawk ban-drop-table': 'drop table orders;',
  'squawk ban-drop-table of the same file': `${newTable} drop table lines;`,
  'squawk ban-truncate-cascade': 'truncate orders cascade;',
  'squawk changing-column-type': 'alter table orders alter id type int;',
  'squawk changing-column-type to text': 'alter table orders alter code type text;',
  'squawk constraint-missing-not-valid': check,
  'squawk constraint-missing-not-valid validated at once':
    'begin; alter table orders add constraint positive check (total > 0) not valid; alter table orders validate constraint positive; commit;',
  'squawk constraint-missing-not-valid using index': usingIndex,
  'squawk disallowed-unique-constraint': unique,
  'squawk disallowed-unique-constraint using index': usingIndex,
  'squawk identifier-too-long': `create index concurrently ${'n'.repeat(64)} on orders (code);`,
  'squawk prefer-robust-stmts drop': 'drop table orders;',
  'squawk prefer-robust-stmts drop in a transaction': 'begin; drop table orders; commit;',
  'squawk renaming-column': 'alter table orders rename code to number;',
  'squawk renaming-table': 'alter table orders rename to purchases;',
  'squawk require-concurrent-index-creation': 'create index on orders (code);',
  'squawk require-concurrent-index-creation new table': `${newTable} create index on lines (order_id);`,
  'squawk require-concurrent-index-deletion': 'drop index orders_note;',
  'squawk require-timeout-settings': 'alter table orders add kind text;',
  'squawk require-timeout-settings new table': `${newTable} alter table lines add kind text;`,
  'eugene E1 validated constraint': check,
  'eugene E2 set not null': notNull,
  'eugene E2 set not null with a check': `${checked} ${notNull}`,
  'eugene E4 rows written under a lock': `begin; alter table orders add kind text; ${backfill} commit;`,
  'eugene E4 another short change under a lock': 'begin; alter table orders add kind text; alter table users add kind text; commit;',
  'eugene E5 type change': 'alter table orders alter id type int;',
  'eugene E6 index': 'create index on orders (code);',
  'eugene E7 unique constraint': unique,
  'eugene E8 exclusion constraint': exclusion,
  'eugene E9 no timeout': 'alter table orders add kind text;',
  'eugene E9 timeout': "set lock_timeout = '2s'; alter table orders add kind text;",
  'eugene E11 serial': serial,
  'eugene E11 serial in a new table': 'create table lines (id serial);',
  'eugene E15 foreign key without index': 'create table lines (order_id bigint references orders);',
  'eugene W12 several ALTER TABLE': 'alter table orders add a int; alter table orders add b int;',
  'eugene W14 primary key of a nullable column': 'alter table notes add primary key using index notes_id;',
  'strong_migrations removing a column': 'alter table orders drop column note;',
  'strong_migrations removing a column that is ignored': 'alter table users drop column fax_deprecated;',
  'strong_migrations changing the type of a column': 'alter table orders alter id type int;',
  'strong_migrations changing the type widening varchar': 'alter table orders alter code type varchar(30);',
  'strong_migrations changing the type widening numeric': 'alter table orders alter total type numeric(12,2);',
  'strong_migrations changing the type timestamp in UTC': "set timezone = 'UTC'; alter table orders alter at type timestamptz;",
  'strong_migrations renaming a column': 'alter table orders rename code to number;',
  'strong_migrations renaming a table': 'alter table orders rename to purchases;',
  'strong_migrations creating a table with force': 'drop table orders; create table orders (id bigint);',
  'strong_migrations adding an auto-incrementing column': serial,
  'strong_migrations adding a stored generated column': stored,
  'strong_migrations adding a check constraint': check,
  'strong_migrations backfilling data': `begin; alter table orders add kind text; ${backfill} commit;`,
  'strong_migrations backfilling data by itself': backfill,
  'strong_migrations adding an index': 'create index on orders (code);',
  'strong_migrations adding an index to a new table': `${newTable} create index on lines (order_id);`,
  'strong_migrations adding a foreign key': foreignKey,
  'strong_migrations adding a foreign key to a new table': `${newTable} alter table lines add foreign key (order_id) references orders;`,
  'strong_migrations adding a unique constraint': unique,
  'strong_migrations adding an exclusion constraint': exclusion,
  'strong_migrations setting NOT NULL': notNull,
  'strong_migrations adding a column with a volatile default': volatile,
}

const compared = peers.flatMap((section) => {
  const [peer = ''] = section.split('\n')
  return rowsOf(section).map(([name = '', says = '', here = '', why = '']) => {
    const [, rule = '', told = '', option] = /^`([\w-]+)`: `?(\w+)`?(?: with `(\w+)`)?$/.exec(here) ?? []
    return { name: `${peer} ${name}`, says, here, rule, told, option, why }
  })
})
const run = compared.filter(({ here }) => here !== 'none')

describe('the checks of others', () => {
  it('are those that are run', () => {
    expect(run.map(({ name }) => name).sort()).toEqual(Object.keys(cases).sort())
  })

  it.each(run)('$name: $here', ({ name, rule, told, option }) => {
    const text = cases[name] ?? ''
    const file = 'migrations/0002_more.sql'
    const isAboutTimeout = told === 'noTimeout' || /timeout/i.test(name)
    const options = [
      ...(rule === 'no-blocking-migration' && !isAboutTimeout ? [{ lockTimeout: false }] : []),
      ...(option === undefined ? [] : [{ lockTimeout: false, [option]: true }]),
    ].slice(-1)
    const given = rule === 'no-blocking-migration' ? options : options.map(({ lockTimeout: _, ...others }) => others)
    const found = lint(text, { rule, file, options: given, schema: { 'migrations/0001_init.sql': before, [file]: text } })
    const ids = found.map(({ messageId }) => messageId)
    if (told === 'silent') expect(ids).toEqual([])
    else if (told === 'reports') expect(ids).not.toEqual([])
    else expect(ids).toContain(told)
  })

  it.each(compared)('say why $name is another here', ({ says, here, told, why }) => {
    const isSame = here !== 'none' && says === (told === 'silent' ? 'silent' : 'reports')
    if (!isSame) expect(why).not.toBe('')
  })
})
