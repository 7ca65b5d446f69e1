import { describe, expect, it } from 'vitest'
import type { Change, Test } from '../../src/catalog/change.ts'
import { libpgQuery } from '../../src/sql/libpg-query/index.ts'
import { pick, randomNumbers } from '../support/random.ts'

function changesOf(sql: string): readonly Change[] {
  const parsed = libpgQuery.parse(sql)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value.flatMap(({ changes }) => changes)
}

function shown(test: Test): string {
  if ('any' in test) return `(${test.any.map(shown).join(' or ')})`
  if ('all' in test) return `(${test.all.map(shown).join(' and ')})`
  if ('not' in test) return `no ${shown(test.not)}`
  if ('asked' in test) return shown(test.asked)
  if ('caught' in test) return `caught by ${test.by}`
  const { object, name = '?', schema, everywhere, of, negated, ...more } = test
  const details = Object.entries(more).map(([key, value]) => `, ${key} ${value}`)
  const place = everywhere ? '*.' : schema === undefined ? '' : `${schema}.`
  return `${negated ? 'no ' : ''}${object} ${place}${of === undefined ? '' : `${of}.`}${name}${details.join('')}`
}

/** What a block does, line by line: the change with the text that it points at, and when. */
function read(sql: string): string[] {
  return changesOf(sql).map((change) => {
    const guards = change.guards ? ` if ${change.guards.map(shown).join(' and ')}` : ''
    return `${change.kind} ${sql.slice(...change.range)}${change.kind === 'unread' ? `: ${change.reason}` : ''}${guards}`
  })
}

function inBlock(body: string): string[] {
  return read(`DO $$ BEGIN ${body} END $$`)
}

const holds = 'whether this holds cannot be known from the schema, so it is taken to hold'
const stops = 'whether to stop here cannot be known from the schema, so what follows is taken to run'
const execute = 'EXECUTE runs text that is put together at run time'
const loop = 'this loop runs DDL for rows that are known only at run time'

describe('the statements of a block', () => {
  it.each<[string, string[]]>([
    ['CREATE TABLE a (); CREATE INDEX i ON a (b);', ['create table a', 'create index i']],
    ['CREATE TABLE a (id int CHECK (CASE WHEN id > 0 THEN true ELSE false END)); DROP TABLE b;', ['create table a', 'drop b']],
    ['-- CREATE TABLE x ();\n/* END; */ CREATE TABLE "a;b" ();', ['create table "a;b"']],
    ['<<l>> BEGIN CREATE TABLE a (); END l; BEGIN BEGIN CREATE TABLE b (); END; END;', ['create table a', 'create table b']],
    ['DECLARE x int := 1; c CURSOR FOR SELECT 1; y numeric(2,1) NOT NULL DEFAULT 1; BEGIN CREATE TABLE a (); END;', ['create table a']],
    ["RAISE NOTICE 'CREATE TABLE x ()'; PERFORM f(); NULL; INSERT INTO t VALUES (1); CREATE TABLE a ();", ['create table a']],
    ['SELECT a INTO b FROM t; SELECT * INTO STRICT r FROM t; WITH x AS (SELECT 1) SELECT * INTO a FROM x;', []],
    ["x := 'CREATE TABLE a ()'; x = 2; r.a := 3; a[1] := 4; GET DIAGNOSTICS n = ROW_COUNT; ASSERT true;", []],
    ['COMMIT; CREATE TABLE a (); ROLLBACK;', ['apart COMMIT', 'create table a']],
    ['GRANT SELECT ON t TO u; COMMENT ON TABLE t IS $q$ x $q$; ANALYZE t;', ['use table t', 'analyze t']],
    [
      'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END; CREATE TABLE a ();',
      ['create function f', 'create table a'],
    ],
    ['CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN CREATE TABLE x (); END $f$;', ['create function f']],
    ['CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; DELETE FROM v); CREATE TABLE a ();', ['create table a']],
    ["PERFORM set_config('search_path', 'app', false);", ["search path PERFORM set_config('search_path', 'app', false)"]],
    ['ALTER TABLE t ADD COLUMN a int, DROP COLUMN b; ALTER TABLE u DROP COLUMN c;', ['add column a', 'drop column b', 'drop column c']],
    [
      'CREATE TABLE a (); CREATE TABEL b (); CREATE TABLE c ();',
      ['create table a', 'unread CREATE TABEL b (): Postgres would refuse it: syntax error at or near "TABEL"', 'create table c'],
    ],
  ])('%s', (body, lines) => {
    expect(inBlock(body)).toEqual(lines)
  })

  it('are told apart, so that each ALTER TABLE keeps an order of its own', () => {
    const statements = changesOf('DO $$ BEGIN ALTER TABLE t ADD a int, ADD b int; ALTER TABLE t DROP a; END $$').map(
      ({ statement }) => statement,
    )
    expect(statements[0]).toBe(statements[1])
    expect(statements[2]).not.toBe(statements[1])
  })
})

describe('the body of a block', () => {
  it.each<[string, string[]]>([
    ['DO LANGUAGE plpgsql $x$ BEGIN CREATE TABLE a (); END $x$', ['create table a']],
    ["DO $$ BEGIN CREATE TABLE a (); END; $$ LANGUAGE 'plpgsql'", ['create table a']],
    ["/* é */ DO 'BEGIN CREATE TABLE a (b text DEFAULT ''x''); DROP TABLE \"c''''d\"; END'", ['create table a', "drop \"c''''d\""]],
    [
      "DO E'BEGIN\\n CREATE TABLE \\'x\\'; DROP TABLE a; END'",
      ["unread CREATE TABLE \\'x\\': Postgres would refuse it: syntax error at or near \"'x'\"", 'drop a'],
    ],
    ["DO 'BEGIN CREATE TABLE a (); '\n 'CREATE TABLE b (); END'", ['create table a', 'create table b']],
    ['select 1; DO $$BEGIN CREATE TABLE "😀"(); CREATE TABLE é(); END$$', ['create table "😀"', 'create table é']],
    ['DO $$ #variable_conflict use_column\n<<l>> DECLARE a int; BEGIN CREATE TABLE b (); END l; $$', ['create table b']],
    ['DO LANGUAGE plv8 $$ x $$', ['unread DO LANGUAGE plv8 $$ x $$: the block is written in plv8, which is not read']],
    ["DO U&'BEGIN END'", ["unread DO U&'BEGIN END': the block is written in a kind of string that is not read"]],
    ['DO $$ BEGIN IF true THEN CREATE TABLE a (); END $$', ['unread END: Postgres would refuse it: END IF is missing']],
    ['DO $$ BEGIN CREATE TABLE a () $$', ['unread ): Postgres would refuse it: a semicolon is missing']],
    ['DO $$ CREATE TABLE a (); $$', ['unread CREATE: Postgres would refuse it: BEGIN is missing']],
    ['DO $$ BEGIN END; CREATE TABLE a (); $$', ['unread CREATE: Postgres would refuse it: it goes on behind its END']],
    ['DO $$ $$', ['unread DO $$ $$: Postgres would refuse it: BEGIN is missing']],
  ])('%s', (sql, lines) => {
    expect(read(sql)).toEqual(lines)
  })
})

describe('what IF asks', () => {
  it.each<[string, string]>([
    ["EXISTS (SELECT 1 FROM pg_class WHERE relname = 't')", 'relation *.t'],
    ["EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.relname = 't' AND c.relkind = 'r')", 'table *.t'],
    [
      "EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 's' AND relname = 't' AND relkind IN ('v', 'm'))",
      '(view s.t or materialized view s.t)',
    ],
    ["EXISTS (SELECT FROM pg_class c, pg_namespace n WHERE n.oid = c.relnamespace AND n.nspname = 's' AND relname = 't')", 'relation s.t'],
    ["EXISTS (SELECT FROM pg_class WHERE oid = 's.t'::regclass)", 'relation s.t'],
    ["EXISTS (SELECT FROM pg_class WHERE relname = 't' AND pg_table_is_visible(oid))", 'relation t'],
    ["EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = 't')", 'table t'],
    ["EXISTS (SELECT FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename = 't')", 'table t'],
    ["EXISTS (SELECT FROM pg_indexes WHERE schemaname = 's' AND tablename = 't' AND indexname = 'i')", 'index s.t.i'],
    ["EXISTS (SELECT FROM pg_type WHERE typname = 'mood')", 'type *.mood'],
    ["EXISTS (SELECT FROM pg_type WHERE typname = 'mood' AND typnamespace = 's'::regnamespace AND typtype = 'e')", 'type s.mood'],
    [
      "EXISTS (SELECT FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typname = 'mood' AND e.enumlabel = 'a')",
      'enum label *.mood.a',
    ],
    ["EXISTS (SELECT FROM pg_enum WHERE enumlabel = 'a' AND enumtypid = 's.mood'::regtype)", 'enum label s.mood.a'],
    ["EXISTS (SELECT FROM pg_constraint WHERE conname = 'c')", 'constraint *.c'],
    ["EXISTS (SELECT FROM pg_constraint WHERE conname = 'c' AND conrelid = 't'::regclass)", 'constraint t.c'],
    ["EXISTS (SELECT FROM pg_constraint WHERE conname = 'c' AND conrelid = to_regclass('s.t'))", 'constraint s.t.c'],
    [
      "EXISTS (SELECT FROM pg_constraint WHERE conrelid::regclass::text = '\"T\"' AND contype = 'p')",
      'constraint T.?, constraint primary key',
    ],
    [
      "EXISTS (SELECT FROM pg_constraint WHERE conrelid = (SELECT oid FROM pg_class WHERE relname = 't') AND contype IN ('p', 'u'))",
      '(constraint *.t.?, constraint primary key or constraint *.t.?, constraint unique)',
    ],
    [
      "EXISTS (SELECT FROM information_schema.table_constraints WHERE table_schema = 's' AND table_name = 't' AND constraint_type = 'FOREIGN KEY')",
      'constraint s.t.?, constraint foreign key',
    ],
    [
      "EXISTS (SELECT FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage k ON k.constraint_name = tc.constraint_name AND k.table_schema = tc.table_schema WHERE tc.table_name = 't' AND tc.constraint_type = 'UNIQUE' AND k.column_name = 'a')",
      'constraint *.t.?, constraint unique, column a',
    ],
    [
      "EXISTS (SELECT FROM information_schema.constraint_column_usage WHERE table_name = 't' AND constraint_name = 'c')",
      '(constraint *.t.c, constraint primary key or constraint *.t.c, constraint unique or constraint *.t.c, constraint check or constraint *.c, constraint foreign key, references t)',
    ],
    [
      "EXISTS (SELECT FROM information_schema.columns WHERE table_catalog = current_database() AND table_schema = 's' AND table_name = 't' AND column_name = 'c')",
      'column s.t.c',
    ],
    [
      "EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c' AND data_type = 'text' AND is_nullable = 'YES')",
      'column *.t.c, type text, nullable true',
    ],
    [
      "EXISTS (SELECT FROM pg_attribute WHERE attrelid = 's.t'::regclass AND attname = 'c' AND NOT attisdropped AND attnum > 0 AND attnotnull)",
      'column s.t.c, nullable false',
    ],
    ["EXISTS (SELECT FROM information_schema.tables WHERE table_name = 't')", '(table *.t or view *.t)'],
    [
      "EXISTS (SELECT FROM information_schema.tables WHERE table_name = 't' AND table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema'))",
      'table *.t',
    ],
    ["EXISTS (SELECT FROM information_schema.schemata WHERE schema_name = 's')", 'schema *.s'],
    ["EXISTS (SELECT FROM pg_extension WHERE extname = 'citext')", 'extension *.citext'],
    [
      "EXISTS (SELECT FROM pg_extension WHERE extname = 'citext' AND extnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 's'))",
      'extension s.citext',
    ],
    ["EXISTS (SELECT FROM pg_policies WHERE schemaname = 's' AND tablename = 't' AND policyname = 'p')", 'policy s.t.p'],
    ["EXISTS (SELECT FROM pg_policy WHERE polrelid = 's.t'::regclass AND polname = 'p')", 'policy s.t.p'],
    ["EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 't'::regclass AND tgname = 'g' AND NOT tgisinternal)", 'trigger t.g'],
    ["EXISTS (SELECT FROM information_schema.triggers WHERE event_object_table = 't' AND trigger_name = 'g')", 'trigger *.t.g'],
    [
      "EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON p.pronamespace = n.oid WHERE n.nspname = 's' AND proname = 'f')",
      'function s.f',
    ],
    ["to_regclass('s.t') IS NOT NULL", 'relation s.t'],
    ['to_regclass(\'"T"\')::text IS NULL', 'no relation T'],
    ["to_regtype('mood') IS NULL", 'no type mood'],
    ["to_regprocedure('s.f(int, text)') IS NULL", 'no function s.f, arguments 2'],
    ["EXISTS (SELECT FROM pg_proc WHERE proname = 'f' AND pronargs = 0)", 'function *.f, arguments 0'],
    ["(SELECT 1 FROM pg_class WHERE relname = 't') IS NULL", 'no relation *.t'],
    ["(SELECT count(*) FROM pg_class WHERE relname = 't') = 0", 'no relation *.t'],
    ["(SELECT count(*) FROM pg_class WHERE relname = 't')::int >= 1", 'relation *.t'],
    ["count(*) > 0 FROM pg_class WHERE relname = 't'", 'relation *.t'],
    ["(SELECT EXISTS (SELECT FROM pg_class WHERE relname = 't')) = false", 'no relation *.t'],
    ["(EXISTS (SELECT FROM pg_class WHERE relname = 't')) IS NOT TRUE", 'no relation *.t'],
    ["'t' NOT IN (SELECT tablename FROM pg_tables)", 'no table *.t'],
    ["(SELECT data_type FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') = 'uuid'", 'column *.t.c, type uuid'],
    ["NOT (to_regclass('a') IS NULL OR to_regclass('b') IS NOT NULL)", 'no (no relation a or relation b)'],
    [
      "to_regclass('a') IS NULL AND NOT EXISTS (SELECT FROM pg_class WHERE relname = 'b' OR relname = 'c')",
      '(no relation a and no (relation *.b or relation *.c))',
    ],
    ["EXISTS (SELECT FROM pg_views WHERE viewname = 'a' UNION SELECT FROM pg_tables WHERE tablename = 'a')", '(view *.a or table *.a)'],
    [`EXISTS (SELECT FROM pg_class WHERE relname = '${'n'.repeat(70)}')`, `relation *.${'n'.repeat(63)}`],
  ])('%s', (condition, guard) => {
    expect(inBlock(`IF ${condition} THEN DROP TABLE x; END IF;`)).toEqual([`drop x if ${guard}`])
  })

  it.each([
    "current_setting('x') = 'y'",
    '(SELECT count(*) FROM users) > 0',
    "EXISTS (SELECT FROM users WHERE name = 'x')",
    "EXISTS (SELECT FROM pg_class WHERE relname LIKE 'x%')",
    "EXISTS (SELECT FROM pg_class WHERE relispartition AND relname = 'x')",
    "EXISTS (SELECT FROM pg_class a, pg_class b WHERE a.relname = 'x' AND b.relname = 'y')",
    "EXISTS (WITH x AS (SELECT 1) SELECT FROM pg_class WHERE relname = 'x')",
    "EXISTS (SELECT FROM pg_roles WHERE rolname = 'x')",
    'EXISTS (SELECT FROM pg_class WHERE relname = unknown_variable)',
    "EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'x' AND column_name = 'a' AND column_name = 'b')",
    'some_variable',
    "EXISTS (SELECT FROM pg_constraint WHERE conname = 'x' AND pg_get_constraintdef(oid) LIKE '%y%')",
  ])('cannot always be told: %s', (condition) => {
    expect(inBlock(`IF ${condition} THEN DROP TABLE x; ELSE DROP TABLE y; END IF;`)).toEqual([`unread ${condition}: ${holds}`, 'drop x'])
  })

  it.each<[string, string[]]>([
    ['IF true THEN DROP TABLE x; ELSE DROP TABLE y; END IF;', ['drop x']],
    ['IF f() THEN RAISE NOTICE $m$ x $m$; ELSE INSERT INTO t VALUES (1); END IF; DROP TABLE x;', ['drop x']],
    [
      "IF f() AND to_regclass('a') IS NULL THEN DROP TABLE x; ELSE DROP TABLE y; END IF;",
      [`unread f(): ${holds} if no relation a`, 'drop x if no relation a', 'drop y if relation a'],
    ],
    ["IF f() OR to_regclass('a') IS NULL THEN DROP TABLE x; END IF;", [`unread f(): ${holds} if relation a`, 'drop x']],
    ["IF NOT (f() OR to_regclass('a') IS NULL) THEN DROP TABLE x; END IF;", [`unread f(): ${holds} if relation a`, 'drop x if relation a']],
    [
      "IF to_regclass('a') IS NULL THEN DROP TABLE x; ELSIF to_regclass('b') IS NULL THEN DROP TABLE y; ELSE DROP TABLE z; END IF;",
      ['drop x if no relation a', 'drop y if relation a and no relation b', 'drop z if relation a and relation b'],
    ],
    [
      "IF to_regclass('a') IS NULL THEN IF to_regclass('b') IS NULL THEN DROP TABLE x; END IF; DROP TABLE y; END IF;",
      ['drop x if no relation a and no relation b', 'drop y if no relation a'],
    ],
    [
      "IF to_regclass('a') IS NULL THEN EXECUTE 'DROP TABLE ' || f(); END IF;",
      [`unread EXECUTE 'DROP TABLE ' || f(): ${execute} if no relation a`],
    ],
    [
      "CASE WHEN to_regclass('a') IS NULL THEN DROP TABLE x; ELSE DROP TABLE y; END CASE;",
      ['drop x if no relation a', 'drop y if relation a'],
    ],
    ['CASE v WHEN 1 THEN DROP TABLE x; WHEN 2 THEN DROP TABLE y; END CASE;', [`unread 1: ${holds}`, 'drop x']],
    ["IF to_regclass('a') IS NULL THEN RETURN; END IF; DROP TABLE x; RETURN; DROP TABLE y;", ['drop x if relation a']],
    [
      "IF to_regclass('a') IS NULL THEN DROP TABLE x; IF to_regclass('b') IS NULL THEN RETURN; END IF; END IF; DROP TABLE y;",
      ['drop x if no relation a', 'drop y if no (no relation a and no relation b)'],
    ],
    ['IF f() THEN RETURN; END IF; DROP TABLE x;', [`unread f(): ${stops}`, 'drop x']],
    ['IF f() THEN RETURN; END IF; INSERT INTO t VALUES (1);', []],
    ["IF f() THEN RAISE EXCEPTION 'no'; END IF; DROP TABLE x;", ['drop x']],
  ])('decides what runs: %s', (body, lines) => {
    expect(inBlock(body)).toEqual(lines)
  })

  it.each<[string, string]>([
    [
      "NOT ((SELECT data_type FROM information_schema.columns WHERE column_name = 'c') = 'uuid')",
      '(column *.?.c and no column *.?.c, type uuid)',
    ],
    [
      "(SELECT data_type FROM information_schema.columns WHERE column_name = 'c') <> 'uuid'",
      '(column *.?.c and no column *.?.c, type uuid)',
    ],
    ["(SELECT data_type FROM information_schema.columns WHERE column_name = 'c') IS DISTINCT FROM 'uuid'", 'no column *.?.c, type uuid'],
    ["coalesce((SELECT true FROM pg_class WHERE relname = 't'), false)", 'relation *.t'],
  ])('minds what is null: %s', (condition, guard) => {
    expect(inBlock(`IF ${condition} THEN DROP TABLE x; END IF;`)).toEqual([`drop x if ${guard.replaceAll('?.', '')}`])
  })

  it('is never met by a row that is not there', () => {
    expect(inBlock("IF NOT (SELECT true FROM pg_class WHERE relname = 't') THEN DROP TABLE x; ELSE DROP TABLE y; END IF;")).toEqual([
      'drop y',
    ])
  })

  it('is one question for both branches and all changes of a branch', () => {
    const [x, y, z] = changesOf(
      "DO $$ BEGIN IF to_regclass('a') IS NULL THEN DROP TABLE x; DROP TABLE y; ELSE DROP TABLE z; END IF; END $$",
    )
    const [test] = x?.guards ?? []
    expect(test && 'not' in test).toBe(true)
    expect(y?.guards?.[0]).toBe(test)
    expect(z?.guards?.[0]).toBe(test && 'not' in test ? test.not : undefined)
  })

  it('is asked once, where a variable keeps the answer', () => {
    const changes = changesOf(
      "DO $$ DECLARE b boolean; BEGIN SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'a') INTO b; IF b THEN DROP TABLE x; END IF; IF b THEN DROP TABLE y; END IF; END $$",
    )
    expect(changes[0]?.guards?.[0]).toBeDefined()
    expect(changes[1]?.guards?.[0]).toBe(changes[0]?.guards?.[0])
  })
})

describe('variables', () => {
  it.each<[string, string[]]>([
    [
      "DECLARE b boolean := EXISTS (SELECT FROM pg_class WHERE relname = 'a'); BEGIN IF NOT b THEN DROP TABLE x; END IF; END",
      ['drop x if no relation *.a'],
    ],
    [
      "DECLARE n int; BEGIN SELECT count(*) INTO n FROM pg_class WHERE relname = 'a'; IF n = 0 THEN DROP TABLE x; END IF; END",
      ['drop x if no relation *.a'],
    ],
    ["DECLARE o oid; BEGIN o := to_regclass('a'); IF o IS NULL THEN DROP TABLE x; END IF; END", ['drop x if no relation a']],
    ["BEGIN PERFORM 1 FROM pg_class WHERE relname = 'a'; IF NOT FOUND THEN DROP TABLE x; END IF; END", ['drop x if no relation *.a']],
    [
      "BEGIN PERFORM 1 FROM pg_class WHERE relname = 'a'; UPDATE t SET a = 1; IF FOUND THEN DROP TABLE x; END IF; END",
      [`unread FOUND: ${holds}`, 'drop x'],
    ],
    ["DECLARE n text := 'a'; BEGIN IF to_regclass('s.' || n) IS NULL THEN DROP TABLE x; END IF; END", ['drop x if no relation s.a']],
    [
      'DECLARE b boolean := false; BEGIN IF f() THEN b := true; END IF; IF b THEN DROP TABLE x; END IF; END',
      [`unread b: ${holds}`, 'drop x'],
    ],
    ["DECLARE q text; BEGIN q := 'CREATE TABLE a'; q := q || ' ()'; EXECUTE q; END", ['create table a']],
    ["DECLARE q text := 'DROP TABLE a'; BEGIN SELECT f() INTO q; EXECUTE q; END", [`unread EXECUTE q: ${execute}`]],
    [
      "DECLARE q text := 'DROP TABLE a'; BEGIN DECLARE q text := 'DROP TABLE b'; BEGIN EXECUTE q; END; EXECUTE q; END",
      ['drop b', 'drop a'],
    ],
    ["DECLARE a text := 'b'; BEGIN CREATE TABLE a (b int); END", ['create table a']],
  ])('%s', (body, lines) => {
    expect(read(`DO $$ ${body} $$`)).toEqual(lines)
  })
})

describe('EXECUTE', () => {
  it.each<[string, string[]]>([
    ["EXECUTE 'CREATE TABLE a (b text DEFAULT ''x'')';", ['create table a']],
    ['EXECUTE $q$ CREATE TABLE a (); CREATE INDEX i ON a (b) $q$;', ['create table a', 'create index i']],
    ["EXECUTE 'ALTER TABLE ' || quote_ident('A b') || ' ADD COLUMN c int';", ['add column c']],
    ["EXECUTE format('CREATE TABLE %I.%I (id int)', 's', 'a');", ['create table a']],
    ["EXECUTE format('ALTER TABLE t ADD COLUMN %2$I %1$s', 'text', 'B');", ['add column B']],
    ["EXECUTE format('DROP TABLE %I', f());", [`unread EXECUTE format('DROP TABLE %I', f()): ${execute}`]],
    ["EXECUTE format('DROP TABLE %10I', 'a');", [`unread EXECUTE format('DROP TABLE %10I', 'a'): ${execute}`]],
    ["EXECUTE 'DROP ' || 'TABEL a';", ["unread EXECUTE 'DROP ' || 'TABEL a': Postgres would refuse it: syntax error at or near \"TABEL\""]],
    [
      "EXECUTE 'UPDATE ' || t || ' SET a = $1' USING 1; EXECUTE format('GRANT ALL ON %I TO u', t); EXECUTE 'ALTER DATABASE ' || d; EXECUTE 'ALTER TABLE t OWNER TO ' || r;",
      [],
    ],
    ["EXECUTE 'SELECT a FROM t' INTO b;", []],
    ['EXECUTE q USING a, b;', [`unread EXECUTE q USING a, b: ${execute}`]],
    ["EXECUTE 'DO $q$ BEGIN IF to_regclass(''a'') IS NULL THEN CREATE TABLE a (); END IF; END $q$';", ['create table a if no relation a']],
    ['CALL p(1);', ['unread CALL p(1): CALL runs a procedure, whose body is not followed']],
  ])('%s', (body, lines) => {
    expect(inBlock(body)).toEqual(lines)
  })

  it('points at what wrote a part, and at the whole where parts come from several places', () => {
    const sql =
      "DO $$ DECLARE t text := 'users'; BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN %I int DEFAULT %L', t, 'a', 'x'); EXECUTE 'CREATE INDEX i_' || t || ' ON x (b)'; END $$"
    const [add, index] = changesOf(sql)
    const table = add && 'table' in add ? add.table.name : undefined
    expect(table && [table.text, sql.slice(...table.range)]).toEqual(['users', 'users'])
    expect(add?.kind === 'add column' && sql.slice(...add.column.range)).toBe('%I int DEFAULT %L')
    expect(index && sql.slice(...index.range)).toBe("i_' || t")
  })

  it('is followed only so deep', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'CREATE TABLE a ();' : `EXECUTE $d${depth}$DO $e${depth}$ BEGIN ${nested(depth - 1)} END $e${depth}$$d${depth}$;`
    expect(read(`DO $o$ BEGIN ${nested(4)} END $o$`)).toEqual(['create table a'])
    expect(read(`DO $o$ BEGIN ${nested(5)} END $o$`)[0]).toMatch(/^unread DO .*: blocks inside blocks are not read any deeper$/)
  })
})

describe('loops', () => {
  it.each<[string, string[]]>([
    ["FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('DROP TABLE %I', t); END LOOP;", ['drop a', 'drop b']],
    [
      "FOR r IN SELECT * FROM (VALUES ('a', 'x'), ('b', 'y')) AS v (t, c) LOOP EXECUTE format('ALTER TABLE %I ADD %I int', r.t, r.c); END LOOP;",
      ['add column x', 'add column y'],
    ],
    ["FOR t IN SELECT unnest(ARRAY['a', 'b']) LOOP EXECUTE 'DROP TABLE ' || t; END LOOP;", ['drop a', 'drop b']],
    ["FOR r IN SELECT n FROM unnest(ARRAY['a']) AS n LOOP EXECUTE 'DROP TABLE ' || r.n; END LOOP;", ['drop a']],
    ["FOR a, b IN VALUES ('a', 'x') LOOP EXECUTE format('ALTER TABLE %I ADD %I int', a, b); END LOOP;", ['add column x']],
    ["FOR i IN 1..2 LOOP EXECUTE format('CREATE TABLE p_%s ()', i); END LOOP;", ['create table p_%s', 'create table p_%s']],
    [
      "FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP CONTINUE WHEN to_regclass(t) IS NULL; EXECUTE 'DROP TABLE ' || t; END LOOP; DROP TABLE c;",
      ['drop a if relation a', 'drop b if relation b', 'drop c'],
    ],
    ["FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP IF t <> 'a' THEN EXECUTE 'DROP TABLE ' || t; END IF; END LOOP;", ['drop b']],
    [
      "FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE 'DROP TABLE ' || f(t); END LOOP;",
      [`unread EXECUTE 'DROP TABLE ' || f(t): ${execute}`],
    ],
    [
      'FOR r IN SELECT tablename FROM pg_tables LOOP EXECUTE format($q$DROP TABLE %I$q$, r.tablename); END LOOP;',
      [`unread FOR r IN SELECT tablename FROM pg_tables LOOP: ${loop}`],
    ],
    ["FOR r IN EXECUTE 'SELECT 1' LOOP DROP TABLE a; END LOOP;", [`unread FOR r IN EXECUTE 'SELECT 1' LOOP: ${loop}`]],
    ['WHILE i < 3 LOOP CREATE TABLE a (); i := i + 1; END LOOP;', [`unread WHILE i < 3 LOOP: ${loop}`]],
    ['LOOP EXIT WHEN i > 3; CREATE TABLE a (); END LOOP;', [`unread LOOP: ${loop}`]],
    ['FOR r IN SELECT a FROM t LOOP IF r.a IS NULL THEN CONTINUE; END IF; UPDATE t SET a = 1; EXIT; END LOOP;', []],
    [
      '<<l>> BEGIN IF f() THEN EXIT l; END IF; DROP TABLE a; END;',
      [`unread f(): ${holds}`, 'unread EXIT l: where EXIT goes on is not followed', 'drop a'],
    ],
  ])('%s', (body, lines) => {
    expect(inBlock(body)).toEqual(lines)
  })

  it('are not followed for ever', () => {
    const loops = "FOR i IN 1..199 LOOP FOR j IN 1..199 LOOP FOR k IN 1..199 LOOP EXECUTE 'DROP TABLE a'; END LOOP; END LOOP; END LOOP;"
    expect(inBlock(loops).length).toBeLessThan(1000)
    expect(inBlock("q := 'a'; FOR i IN 1..199 LOOP q := q || q; END LOOP; EXECUTE q;")).toEqual([`unread EXECUTE q: ${execute}`])
    expect(inBlock("q := 'a'; FOR i IN 1..199 LOOP q := format('%1$s%1$s', q); END LOOP; EXECUTE q;")).toEqual([
      `unread EXECUTE q: ${execute}`,
    ])
  })
})

describe('EXCEPTION', () => {
  it('makes the changes of its block tolerant, and no others', () => {
    const sql =
      'DO $$ BEGIN CREATE TABLE a (); BEGIN CREATE TABLE b (); CREATE TABLE c (); EXCEPTION WHEN duplicate_table OR others THEN NULL; END; CREATE TABLE d (); END $$'
    const [a, b, c, d] = changesOf(sql).map(({ tolerant }) => tolerant)
    expect([a, d]).toEqual([undefined, undefined])
    expect(b).toEqual({ outer: undefined, handlers: [{ conditions: ['duplicate_table', 'others'], raises: false }] })
    expect(c).toBe(b)
  })

  it('knows the block around it', () => {
    const sql =
      "DO $$ BEGIN BEGIN CREATE TABLE a (); EXCEPTION WHEN SQLSTATE '42P07' THEN RAISE NOTICE 'x'; END; EXCEPTION WHEN duplicate_object THEN RAISE; WHEN others THEN RAISE EXCEPTION 'x'; END $$"
    expect(changesOf(sql)[0]?.tolerant).toEqual({
      outer: {
        outer: undefined,
        handlers: [
          { conditions: ['duplicate_object'], raises: true },
          { conditions: ['others'], raises: true },
        ],
      },
      handlers: [{ conditions: ['42P07'], raises: false }],
    })
  })

  it('runs what its handlers hold when they caught something', () => {
    const sql = 'DO $$ BEGIN CREATE TABLE a (); EXCEPTION WHEN duplicate_table THEN DROP TABLE b; WHEN others THEN DROP TABLE c; END $$'
    expect(read(sql)).toEqual(['create table a', 'drop b if caught by 0', 'drop c if caught by 1'])
    expect(changesOf(sql)[1]?.tolerant).toBeUndefined()
  })
})

describe('limits', () => {
  it('a migration is taken to succeed, so RAISE EXCEPTION is taken not to be reached', () => {
    expect(inBlock("IF to_regclass('a') IS NULL THEN RAISE EXCEPTION 'no'; END IF; DROP TABLE x;")).toEqual(['drop x'])
  })

  it("a text in U&'' is not read", () => {
    expect(inBlock("EXECUTE U&'DROP TABLE x';")).toEqual([`unread EXECUTE U&'DROP TABLE x': ${execute}`])
  })
})

describe('a block that no one would write', () => {
  it.each([
    ['conditions', `DO $$ BEGIN ${'IF true THEN '.repeat(5000)} CREATE TABLE a (); ${'END IF; '.repeat(5000)} END $$`],
    ['blocks', `DO $$ ${'BEGIN '.repeat(5000)} CREATE TABLE a (); ${'END; '.repeat(5000)} $$`],
    ['brackets', `DO $$ BEGIN IF ${'('.repeat(5000)}true${')'.repeat(5000)} THEN CREATE TABLE a (); END IF; END $$`],
    [
      'alternatives',
      `DO $$ BEGIN IF EXISTS (SELECT FROM pg_class WHERE ${Array.from({ length: 30 }, (_, i) => `(relname = 'a${i}' OR relname = 'b${i}')`).join(' AND ')}) THEN CREATE TABLE a (); END IF; END $$`,
    ],
  ])('may be nested too deeply in its %s', (_, sql) => {
    expect(read(sql).length).toBeGreaterThan(0)
  })

  it('may be anything', () => {
    const random = randomNumbers(7)
    const words =
      "BEGIN|END|IF|THEN|ELSE|ELSIF|END IF|;|;|LOOP|END LOOP|FOR|IN|r|EXECUTE|'x'|$q$ y $q$|format(|)|(|,|EXCEPTION|WHEN|others|CREATE TABLE a ()|EXISTS|SELECT|FROM pg_class|:=|CASE|END CASE|RETURN|CONTINUE|EXIT|DECLARE|<<|>>|.|[|]|--\n|RAISE|INTO|#|BEGIN ATOMIC|'".split(
        '|',
      )
    for (let i = 0; i < 2000; i++) {
      const body = Array.from({ length: 1 + Math.floor(random() * 25) }, () => pick(random, ['', ...words])).join(' ')
      const sql = `DO $body$ BEGIN ${body} END $body$`
      for (const change of changesOf(sql)) {
        expect(change.range[0]).toBeGreaterThanOrEqual(0)
        expect(change.range[1]).toBeLessThanOrEqual(sql.length)
        expect(change.range[1]).toBeGreaterThanOrEqual(change.range[0])
      }
    }
  })
})
