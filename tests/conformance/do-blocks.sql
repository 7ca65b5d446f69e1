-- # an enum that may be there
DO $$ BEGIN CREATE TYPE mood AS ENUM ('a', 'b'); EXCEPTION WHEN duplicate_object THEN null; END $$;

-- # a constraint that may be there, as Drizzle writes it
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int);
DO $$ BEGIN
 ALTER TABLE "posts" ADD CONSTRAINT "posts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;

-- # what is not caught fails the whole
CREATE TABLE k (id int);
-- refused
DO $$ BEGIN CREATE TABLE l (); CREATE TABLE k (); EXCEPTION WHEN duplicate_object THEN null; END $$;

-- # the block alone is undone
CREATE TABLE k (id int);
DO $$ BEGIN
  CREATE TABLE IF NOT EXISTS before_it ();
  BEGIN CREATE TABLE inside (); CREATE TABLE k (); EXCEPTION WHEN duplicate_table THEN null; END;
  CREATE TABLE IF NOT EXISTS after_it ();
END $$;

-- # an inner block passes on what it does not catch
CREATE TABLE k (id int);
DO $$ BEGIN
  CREATE TABLE a ();
  BEGIN CREATE TABLE b (); CREATE TABLE k (); EXCEPTION WHEN undefined_table THEN CREATE TABLE never (); END;
  CREATE TABLE c ();
EXCEPTION WHEN others THEN CREATE TABLE IF NOT EXISTS caught ();
END $$;

-- # a handler that does something else
CREATE TABLE t (id int);
DO $$ BEGIN ALTER TABLE t ADD COLUMN id text; EXCEPTION WHEN duplicate_column THEN ALTER TABLE t ALTER COLUMN id TYPE text; END $$;

-- # the first handler that fits
CREATE TABLE t (id int);
DO $$ BEGIN DROP INDEX nope; EXCEPTION WHEN undefined_table THEN CREATE TABLE IF NOT EXISTS wrong (); WHEN undefined_object OR duplicate_object THEN CREATE TABLE IF NOT EXISTS fits (); WHEN others THEN CREATE TABLE IF NOT EXISTS other (); END $$;

-- # a handler that raises
CREATE TABLE t (id int);
-- refused
DO $$ BEGIN CREATE TABLE u (); CREATE TABLE t (); EXCEPTION WHEN duplicate_table THEN RAISE; WHEN others THEN null; END $$;

-- # codes and classes of errors
CREATE TABLE t (id int PRIMARY KEY);
DO $$ BEGIN ALTER TABLE t ADD PRIMARY KEY (id); EXCEPTION WHEN SQLSTATE '42P16' THEN null; END $$;
DO $$ BEGIN CREATE TABLE t (); EXCEPTION WHEN syntax_error_or_access_rule_violation THEN null; END $$;

-- # a constraint, asked by its name
CREATE TABLE t (id int);
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_positive') THEN ALTER TABLE t ADD CONSTRAINT t_positive CHECK (id > 0); END IF; END $$;

-- # several statements of one branch
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); CREATE TABLE moods (m mood); END IF; END $$;

-- # either branch, not both
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); ELSE ALTER TYPE mood ADD VALUE IF NOT EXISTS 'b'; END IF; END $$;

-- # ELSIF
CREATE TABLE b ();
DO $$ BEGIN
  IF to_regclass('a') IS NOT NULL THEN CREATE TABLE was_a ();
  ELSIF to_regclass('b') IS NOT NULL THEN CREATE TABLE IF NOT EXISTS was_b ();
  ELSE CREATE TABLE was_none (); END IF;
END $$;

-- # nested conditions
CREATE TABLE t (id int, a int);
DO $$ BEGIN
  IF EXISTS (SELECT FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 't') THEN
    IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN ALTER TABLE t RENAME COLUMN a TO b;
    ELSE ALTER TABLE t ADD COLUMN IF NOT EXISTS c int; END IF;
  END IF;
END $$;

-- # and, or, not
CREATE TABLE a (); CREATE TABLE b ();
DO $$ BEGIN
  IF to_regclass('a') IS NOT NULL AND NOT (to_regclass('b') IS NULL OR to_regclass('c') IS NOT NULL) THEN CREATE TABLE c (); ELSE CREATE TABLE IF NOT EXISTS d (); END IF;
END $$;

-- # other schemas
CREATE SCHEMA app; CREATE TABLE app.t (id int);
DO $$ BEGIN
  IF to_regclass('t') IS NULL THEN CREATE TABLE IF NOT EXISTS one (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 't') THEN CREATE TABLE IF NOT EXISTS two (); END IF;
  IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'app' AND tablename = 't') THEN CREATE TABLE IF NOT EXISTS three (); END IF;
  IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = 't') THEN CREATE TABLE four (); END IF;
  IF EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 't' AND n.nspname = 'app' AND c.relkind = 'r') THEN CREATE TABLE IF NOT EXISTS five (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 't' AND pg_table_is_visible(oid)) THEN CREATE TABLE six (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 't' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'app')) THEN CREATE TABLE IF NOT EXISTS seven (); END IF;
  IF EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 't' AND column_name = 'id') THEN CREATE TABLE eight (); END IF;
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'app.t'::regclass AND attname = 'id' AND NOT attisdropped AND attnum > 0) THEN CREATE TABLE IF NOT EXISTS nine (); END IF;
END $$;

-- # the kind of relation
CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t; CREATE INDEX i ON t (id); CREATE SEQUENCE s; CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE relname = 'v' AND relkind = 'r') THEN CREATE TABLE x1 (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 'v' AND relkind = 'v') THEN CREATE TABLE IF NOT EXISTS x2 (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 'i' AND relkind IN ('r', 'i')) THEN CREATE TABLE IF NOT EXISTS x3 (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 's' AND relkind = ANY (ARRAY['S'::"char"])) THEN CREATE TABLE IF NOT EXISTS x4 (); END IF;
  IF EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'v' AND table_type = 'BASE TABLE') THEN CREATE TABLE x5 (); END IF;
  IF EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'v') THEN CREATE TABLE IF NOT EXISTS x6 (); END IF;
  IF EXISTS (SELECT FROM information_schema.views WHERE table_name = 'v') THEN CREATE TABLE IF NOT EXISTS x7 (); END IF;
  IF EXISTS (SELECT FROM pg_matviews WHERE matviewname = 'm') AND NOT EXISTS (SELECT FROM pg_views WHERE viewname = 'm') THEN CREATE TABLE IF NOT EXISTS x8 (); END IF;
  IF EXISTS (SELECT FROM pg_indexes WHERE indexname = 'i' AND tablename = 't') AND NOT EXISTS (SELECT FROM pg_indexes WHERE indexname = 'i' AND tablename = 'u') THEN CREATE TABLE IF NOT EXISTS x9 (); END IF;
  IF EXISTS (SELECT FROM information_schema.sequences WHERE sequence_name = 's') THEN CREATE TABLE IF NOT EXISTS x10 (); END IF;
  IF EXISTS (SELECT FROM pg_index ix JOIN pg_class i ON i.oid = ix.indexrelid JOIN pg_class t ON t.oid = ix.indrelid WHERE i.relname = 'i' AND t.relname = 't') THEN CREATE TABLE IF NOT EXISTS x11 (); END IF;
  IF EXISTS (SELECT FROM pg_type WHERE typname = 't') THEN CREATE TABLE IF NOT EXISTS x12 (); END IF;
END $$;

-- # constraints by kind, table and column
CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (id int, u_id int REFERENCES u (id), UNIQUE (id));
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM information_schema.table_constraints WHERE table_name = 't' AND constraint_type = 'PRIMARY KEY') THEN ALTER TABLE t ADD PRIMARY KEY (id); END IF;
  IF EXISTS (SELECT FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage kcu ON kcu.constraint_name = tc.constraint_name AND kcu.table_schema = tc.table_schema
    WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 't' AND kcu.column_name = 'u_id') THEN CREATE TABLE IF NOT EXISTS x1 (); END IF;
  IF EXISTS (SELECT FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage kcu USING (constraint_schema, constraint_name)
    WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 't' AND kcu.column_name = 'id') THEN CREATE TABLE x2 (); END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'f' AND confrelid = 'u'::regclass) THEN CREATE TABLE IF NOT EXISTS x3 (); END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c') THEN CREATE TABLE x4 (); END IF;
  IF EXISTS (SELECT FROM information_schema.constraint_column_usage WHERE table_name = 't' AND constraint_name = 't_u_id_fkey') THEN CREATE TABLE x5 (); END IF;
  IF EXISTS (SELECT FROM information_schema.constraint_column_usage WHERE table_name = 'u' AND constraint_name = 't_u_id_fkey') THEN CREATE TABLE IF NOT EXISTS x6 (); END IF;
  IF EXISTS (SELECT FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = 'public' AND t.relname = 't' AND c.conname = 't_id_key') THEN CREATE TABLE IF NOT EXISTS x7 (); END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND conname = 'u_pkey') THEN CREATE TABLE x8 (); END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid::regclass::text = 't' AND conname = 't_id_key') THEN CREATE TABLE IF NOT EXISTS x9 (); END IF;
END $$;

-- # columns by type and nullability
CREATE TABLE t (id int NOT NULL, a varchar(20), b timestamptz, c text[]);
DO $$ BEGIN
  IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a' AND data_type = 'character varying') THEN ALTER TABLE t ALTER COLUMN a TYPE text; END IF;
  IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id' AND is_nullable = 'NO') THEN ALTER TABLE t ALTER COLUMN id DROP NOT NULL; END IF;
  IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b' AND udt_name = 'timestamp') THEN DROP TABLE t; END IF;
  IF (SELECT data_type FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') = 'timestamp with time zone' THEN CREATE TABLE IF NOT EXISTS x1 (); END IF;
  IF (SELECT data_type FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') <> 'ARRAY' THEN CREATE TABLE x2 (); END IF;
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b' AND NOT attnotnull AND atttypid = 'timestamptz'::regtype) THEN CREATE TABLE IF NOT EXISTS x3 (); END IF;
END $$;

-- # labels of enums
CREATE TYPE mood AS ENUM ('a'); CREATE TYPE other AS ENUM ('b');
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood' AND e.enumlabel = 'b') THEN ALTER TYPE mood ADD VALUE 'b'; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'c' AND enumtypid = 'mood'::regtype) THEN ALTER TYPE mood ADD VALUE 'c'; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'd' AND enumtypid = (SELECT oid FROM pg_type WHERE typname = 'mood')) THEN ALTER TYPE mood ADD VALUE 'd' BEFORE 'a'; END IF; END $$;
DO $$ BEGIN IF 'e' NOT IN (SELECT enumlabel FROM pg_enum WHERE enumtypid = 'mood'::regtype) THEN ALTER TYPE mood ADD VALUE 'e'; END IF; END $$;

-- # policies and triggers
CREATE TABLE t (id int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = 't' AND policyname = 'p') THEN CREATE POLICY p ON t USING (true); END IF;
  IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 't'::regclass AND polname = 'q') THEN CREATE POLICY q ON t USING (true); END IF;
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'g' AND tgrelid = 't'::regclass AND NOT tgisinternal) THEN CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); END IF;
  IF NOT EXISTS (SELECT FROM information_schema.triggers WHERE trigger_name = 'h' AND event_object_table = 't') THEN CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); END IF;
  IF EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.proname = 'f') THEN CREATE TABLE IF NOT EXISTS x1 (); END IF;
  IF to_regproc('nope') IS NOT NULL THEN CREATE TABLE x2 (); END IF;
END $$;

-- # schemas
DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.schemata WHERE schema_name = 'app') THEN CREATE SCHEMA app; CREATE TABLE app.t (); END IF;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'lib') THEN EXECUTE 'CREATE SCHEMA lib'; END IF; IF to_regnamespace('none') IS NULL THEN CREATE TABLE IF NOT EXISTS lib.t (); END IF; END $$;

-- # answers kept in variables
CREATE TABLE t (id int);
DO $$ DECLARE has_a boolean; n int; k int := 0; o oid;
BEGIN
  SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') INTO has_a;
  IF NOT has_a THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF NOT has_a THEN CREATE TABLE first_time (); END IF;
  SELECT count(*) INTO n FROM pg_tables WHERE tablename = 'counted';
  IF n = 0 THEN CREATE TABLE counted (); END IF;
  SELECT oid INTO o FROM pg_class WHERE relname = 'found_by_oid';
  IF o IS NULL THEN CREATE TABLE found_by_oid (); END IF;
  PERFORM 1 FROM pg_indexes WHERE indexname = 't_a';
  IF NOT FOUND THEN CREATE INDEX t_a ON t (a); END IF;
  has_a := EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'late');
  IF has_a = false THEN CREATE TABLE late (); END IF;
END $$;

-- # counts
DO $$ BEGIN
  IF (SELECT count(*) FROM pg_tables WHERE tablename = 'c1') = 0 THEN CREATE TABLE c1 (); END IF;
  IF (SELECT count(*) > 0 FROM pg_tables WHERE tablename = 'c2') IS FALSE THEN CREATE TABLE c2 (); END IF;
  IF NOT (SELECT EXISTS (SELECT FROM pg_tables WHERE tablename = 'c3')) THEN CREATE TABLE c3 (); END IF;
  IF count(*) = 0 FROM pg_tables WHERE tablename = 'c4' THEN CREATE TABLE c4 (); END IF;
END $$;

-- # RETURN
CREATE TABLE t (id int);
DO $$ BEGIN
  IF to_regclass('done') IS NOT NULL THEN RETURN; END IF;
  CREATE TABLE done ();
  IF to_regclass('t') IS NOT NULL THEN IF to_regclass('nope') IS NULL THEN CREATE TABLE x1 (); RETURN; END IF; CREATE TABLE x2 (); END IF;
  CREATE TABLE x3 ();
END $$;

-- # EXECUTE of what stands there
DO $do$ DECLARE t CONSTANT text := 'ordered'; q text;
BEGIN
  EXECUTE 'CREATE TABLE IF NOT EXISTS plain (id int)';
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I (%I int, note text DEFAULT %L)', 'Quoted one', 'select', 'it''s');
  EXECUTE $q$ CREATE TABLE IF NOT EXISTS q (id int) $q$;
  EXECUTE 'CREATE TABLE IF NOT EXISTS ' || quote_ident(t) || ' (id int)';
  q := 'CREATE TABLE IF NOT EXISTS built';
  q := q || ' (id int, ';
  q := q || format('%2$I %1$s)', 'text', 'second');
  EXECUTE q;
END $do$;

-- # loops over what stands there
CREATE TABLE a (); CREATE TABLE b ();
DO $$ DECLARE t text; r record; names text[] := ARRAY['a', 'b'];
BEGIN
  FOREACH t IN ARRAY names LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS x int', t); END LOOP;
  FOREACH t IN ARRAY ARRAY['a', 'b']::text[] LOOP IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = t AND column_name = 'y') THEN EXECUTE 'ALTER TABLE ' || t || ' ADD COLUMN y int'; END IF; END LOOP;
  FOR r IN SELECT * FROM (VALUES ('a', 'z1'), ('b', 'z2')) AS v(tab, col) LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS %I int', r.tab, r.col); END LOOP;
  FOR r IN VALUES ('a'), ('b') LOOP EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %I (x)', r.column1 || '_x', r.column1); END LOOP;
  FOR t IN SELECT unnest(ARRAY['c', 'd']) LOOP EXECUTE format('CREATE TABLE IF NOT EXISTS %s ()', t); END LOOP;
  FOR i IN 1..3 LOOP EXECUTE format('CREATE TABLE IF NOT EXISTS part_%s ()', i); END LOOP;
  FOR i IN REVERSE 2..1 LOOP EXECUTE 'CREATE TABLE IF NOT EXISTS back_' || i || ' ()'; END LOOP;
END $$;

-- # CASE
CREATE TABLE a ();
DO $$ BEGIN CASE WHEN to_regclass('b') IS NOT NULL THEN CREATE TABLE x1 (); WHEN to_regclass('a') IS NOT NULL THEN CREATE TABLE IF NOT EXISTS x2 (); ELSE CREATE TABLE x3 (); END CASE; END $$;

-- # several ALTER TABLE keep their order
CREATE TABLE t (a int, b int);
DO $$ BEGIN
  ALTER TABLE t ADD COLUMN IF NOT EXISTS c int;
  ALTER TABLE t DROP COLUMN IF EXISTS c;
  ALTER TABLE t ADD COLUMN c text, DROP COLUMN c RESTRICT;
EXCEPTION WHEN undefined_column THEN ALTER TABLE t ADD COLUMN IF NOT EXISTS d int, ADD COLUMN IF NOT EXISTS e int;
END $$;

-- # labels, comments and blocks in blocks
DO LANGUAGE plpgsql $x$
<<outer>>
DECLARE
  a int := 1; -- a comment; with a semicolon
  /* and BEGIN */ b text;
BEGIN
  RAISE NOTICE 'BEGIN %', a;
  <<inner>>
  DECLARE c int; BEGIN
    IF a = 1 THEN NULL; END IF;
    CREATE TABLE IF NOT EXISTS t (id int CHECK (CASE WHEN id > 0 THEN true ELSE false END));
  END inner;
  INSERT INTO t SELECT 1;
  SELECT id INTO a FROM t LIMIT 1;
  UPDATE t SET id = 2 WHERE id = 1;
END outer;
$x$;

-- # a body between quotes
DO 'BEGIN CREATE TABLE IF NOT EXISTS t (a text DEFAULT ''it''''s''); END';
DO E'BEGIN\n CREATE TABLE IF NOT EXISTS u (a text DEFAULT \'x\'); END' LANGUAGE 'plpgsql';

-- # DO in DO
DO $$ BEGIN EXECUTE 'DO $x$ BEGIN IF to_regclass(''t'') IS NULL THEN CREATE TABLE t (); END IF; END $x$'; END $$;

-- # a variable is no part of DDL
DO $$ DECLARE tbl text := 'foo'; BEGIN CREATE TABLE IF NOT EXISTS tbl (id int); END $$;

-- # partitions
CREATE TABLE p (id int, at date) PARTITION BY HASH (id);
DO $$ BEGIN FOR i IN 0..3 LOOP EXECUTE format('CREATE TABLE IF NOT EXISTS p_%s PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER %s)', i, i); END LOOP; END $$;

-- # a lookup that fails the block
-- refused
DO $$ BEGIN DROP TABLE nope; EXCEPTION WHEN undefined_object THEN null; END $$;
DO $$ BEGIN DROP TABLE nope; EXCEPTION WHEN undefined_table THEN null; END $$;
DO $$ BEGIN DROP TYPE nope; EXCEPTION WHEN undefined_object THEN null; END $$;
DO $$ BEGIN DROP SCHEMA nope; EXCEPTION WHEN invalid_schema_name THEN null; END $$;

-- # the search path
CREATE SCHEMA app;
DO $$ BEGIN PERFORM set_config('search_path', 'app', false); CREATE TABLE IF NOT EXISTS t (); PERFORM set_config('search_path', 'public', false); END $$;

-- # unions of questions
CREATE TABLE a ();
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'b' UNION ALL SELECT 1 FROM pg_views WHERE viewname = 'a') THEN CREATE TABLE x1 (); END IF;
 IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename IN ('b', 'a')) THEN CREATE TABLE IF NOT EXISTS x2 (); END IF;
 IF EXISTS (SELECT 1 FROM pg_tables WHERE (tablename = 'b' OR tablename = 'a') AND schemaname NOT IN ('pg_catalog', 'information_schema')) THEN CREATE TABLE IF NOT EXISTS x3 (); END IF; END $$;

-- # ELSE after two questions
CREATE TABLE a ();
DO $$ BEGIN IF to_regclass('a') IS NOT NULL THEN CREATE TABLE IF NOT EXISTS x1 (); ELSIF to_regclass('b') IS NOT NULL THEN CREATE TABLE x2 (); ELSE CREATE TABLE x3 (); END IF; END $$;

-- # CONTINUE
CREATE TABLE a (); CREATE TABLE c (x int);
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['a', 'b', 'c'] LOOP
    IF to_regclass('public.' || t) IS NULL THEN CONTINUE; END IF;
    CONTINUE WHEN EXISTS (SELECT FROM information_schema.columns WHERE table_name = t AND column_name = 'x');
    EXECUTE format('ALTER TABLE %I ADD COLUMN x int', t);
  END LOOP;
  CREATE TABLE IF NOT EXISTS after_it ();
END $$;

-- # RETURN in a loop
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['a', 'b', 'c'] LOOP
    IF to_regclass(t) IS NULL THEN EXECUTE 'CREATE TABLE ' || t || ' ()'; RETURN; END IF;
  END LOOP;
  CREATE TABLE IF NOT EXISTS after_it ();
END $$;

-- # blocks in a row
CREATE TABLE b (x int);
DO $$ BEGIN
  BEGIN ALTER TABLE b ADD COLUMN x int; EXCEPTION WHEN duplicate_column THEN END;
  BEGIN ALTER TABLE b ADD COLUMN y int; EXCEPTION WHEN duplicate_column THEN END;
  BEGIN ALTER TABLE b ADD COLUMN z int, ADD COLUMN x int; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there'; END;
END $$;

-- # policies in a loop
CREATE TABLE a (tenant_id uuid); CREATE TABLE b (tenant_id uuid);
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['a','b'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('DROP POLICY IF EXISTS "read %1$s" ON public.%1$I', t);
    EXECUTE format('CREATE POLICY "read %1$s" ON public.%1$I FOR SELECT USING (tenant_id IS NOT NULL)', t);
    EXECUTE format($f$ CREATE INDEX IF NOT EXISTS %1$s_tenant ON public.%1$I (tenant_id); COMMENT ON TABLE %1$I IS 'it''s' $f$, t);
    EXECUTE format('GRANT SELECT ON %I TO public', t);
  END LOOP;
END $$;

-- # a branch that changes what was asked
CREATE TABLE t (a int);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name='t' AND column_name='a') AND NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name='t' AND column_name='b') THEN
    ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t ALTER COLUMN b SET NOT NULL; CREATE INDEX ON t (b);
  ELSIF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name='t' AND column_name='b') THEN ALTER TABLE t ADD COLUMN b text;
  ELSE ALTER TABLE t ALTER COLUMN b DROP NOT NULL; END IF;
END $$;

-- # a failed statement undoes an IF that was taken
CREATE TABLE t (id int);
DO $$ BEGIN
  IF to_regclass('u') IS NULL THEN CREATE TABLE u (id int); ALTER TABLE u ADD COLUMN id int; END IF;
EXCEPTION WHEN duplicate_column THEN CREATE TABLE IF NOT EXISTS v ();
END $$;

-- # serials, defaults and sequences
DO $$ BEGIN
  CREATE TABLE IF NOT EXISTS t (id serial PRIMARY KEY, at timestamptz DEFAULT now());
  IF EXISTS (SELECT FROM pg_class WHERE relkind = 'S' AND relname = 't_id_seq') THEN CREATE TABLE IF NOT EXISTS x1 (); END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 't_pkey' AND relkind = 'i') THEN CREATE TABLE IF NOT EXISTS x2 (); END IF;
  IF EXISTS (SELECT FROM pg_constraint WHERE conname = 't_pkey') THEN CREATE TABLE IF NOT EXISTS x3 (); END IF;
END $$;

-- # quoted and upper-case names
CREATE TABLE "Users" ("Id" int);
DO $$ BEGIN
  IF to_regclass('"Users"') IS NOT NULL AND to_regclass('Users') IS NULL AND to_regclass('public."Users"') IS NOT NULL THEN CREATE TABLE IF NOT EXISTS x1 (); END IF;
  IF EXISTS (SELECT FROM pg_tables WHERE tablename = 'users') THEN CREATE TABLE x2 (); END IF;
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '"Users"'::regclass AND attname = 'Name') THEN ALTER TABLE "Users" ADD COLUMN "Name" text; END IF;
END $$;

-- # a name that Postgres cuts
CREATE TABLE t (id int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'a_name_that_is_much_longer_than_the_sixty_three_bytes_that_postgres_keeps_of_it') THEN
    ALTER TABLE t ADD CONSTRAINT a_name_that_is_much_longer_than_the_sixty_three_bytes_that_postgres_keeps_of_it CHECK (id > 0);
  END IF;
END $$;

-- # a variable for a text of two values
CREATE TABLE a (); CREATE TABLE b ();
DO $$ DECLARE s text := 'public'; n text; BEGIN
  SELECT 'a' INTO n;
  EXECUTE format('ALTER TABLE %I.%I ADD COLUMN IF NOT EXISTS x int', s, n);
  n := 'b';
  EXECUTE format('ALTER TABLE %I.%I ADD COLUMN IF NOT EXISTS x int', s, n);
  DECLARE n text := 'a'; BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS y int', n); END;
  EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS z int', n);
END $$;

-- # a key that is there is a relation that is there
CREATE TABLE t (id int, CONSTRAINT t_check CHECK (id > 0), CONSTRAINT t_id UNIQUE (id));
DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT t_id UNIQUE (id); EXCEPTION WHEN duplicate_table THEN null; END $$;
-- refused
DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT t_id UNIQUE (id); EXCEPTION WHEN duplicate_object THEN null; END $$;
DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT t_check UNIQUE (id); EXCEPTION WHEN duplicate_object THEN null; END $$;
-- refused
DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT t_check CHECK (id > 1); EXCEPTION WHEN duplicate_table THEN null; END $$;

-- # RETURN in a block that fails before it
CREATE TABLE t (id int);
DO $$ BEGIN
  BEGIN ALTER TABLE t ADD COLUMN id int; IF to_regclass('t') IS NOT NULL THEN RETURN; END IF; EXCEPTION WHEN duplicate_column THEN null; END;
  CREATE TABLE IF NOT EXISTS reached ();
END $$;
DO $$ BEGIN
  BEGIN IF to_regclass('t') IS NOT NULL THEN RETURN; END IF; EXCEPTION WHEN duplicate_column THEN null; END;
  CREATE TABLE not_reached ();
END $$;

-- # CONTINUE before RETURN
CREATE TABLE t (id int);
DO $$ DECLARE n text; BEGIN
  FOREACH n IN ARRAY ARRAY['t', 'u'] LOOP
    CONTINUE WHEN to_regclass('t') IS NOT NULL;
    IF to_regclass('u') IS NULL THEN RETURN; END IF;
  END LOOP;
  CREATE TABLE IF NOT EXISTS reached ();
END $$;

-- # functions by their arguments
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
DO $$ BEGIN
  IF to_regprocedure('f(int)') IS NOT NULL AND to_regprocedure('f(int, int)') IS NULL AND to_regproc('public.f') IS NOT NULL THEN CREATE TABLE IF NOT EXISTS x1 (); END IF;
  IF EXISTS (SELECT FROM pg_proc WHERE proname = 'f' AND pronargs = 0) THEN CREATE TABLE x2 (); END IF;
END $$;
