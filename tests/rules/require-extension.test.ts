import { testRule, type Case } from '../support/lint.ts'

const tables = `
  create table users (id uuid primary key default gen_random_uuid(), organization_id uuid not null, name text not null, bio text);
  create function my_similarity(text, text) returns real language sql as 'select 0::real';
`
const schema = { 'migrations/0001_init.sql': tables }
const migration = 'migrations/0002_more.sql'

const missing = (at: string, kind: string, name: string, extension: string): Case['expect'][number] => ({
  messageId: 'missing',
  at,
  data: { kind, name, extension },
})
const fine = (name: string, sql: string, rest: Partial<Case> = {}): Case => ({ name, schema, sql, expect: [], ...rest })

const wrong: Case[] = [
  {
    name: 'an operator class in a migration',
    serves: ['S0-35', 'S3-16'],
    schema,
    file: migration,
    sqlFile: 'create index users_name_trgm on users using gin (name gin_trgm_ops);\n',
    expect: [
      {
        messageId: 'missing',
        at: 'users_name_trgm',
        data: { kind: 'operator class', name: 'gin_trgm_ops', extension: 'pg_trgm' },
        suggestions: [
          {
            messageId: 'create',
            output: 'CREATE EXTENSION IF NOT EXISTS pg_trgm;\ncreate index users_name_trgm on users using gin (name gin_trgm_ops);\n',
          },
        ],
      },
    ],
  },
  {
    name: 'an operator class of another schema',
    schema,
    file: migration,
    sqlFile: 'create index users_name_trgm on users using gin (name extensions.gin_trgm_ops);\n',
    expect: [
      {
        messageId: 'missing',
        at: 'users_name_trgm',
        data: { name: 'gin_trgm_ops', sql: 'CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions' },
        suggestions: [
          {
            messageId: 'create',
            output:
              'CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions;\ncreate index users_name_trgm on users using gin (name extensions.gin_trgm_ops);\n',
          },
        ],
      },
    ],
  },
  {
    name: 'defaults and types of columns, in a file that stands alone',
    serves: 'S2-1',
    sqlFile: 'create table t (id uuid primary key default uuid_generate_v4(), email citext not null, tags hstore)',
    expect: [
      missing('id', 'function', 'uuid_generate_v4', 'uuid-ossp'),
      missing('email', 'type', 'citext', 'citext'),
      missing('tags', 'type', 'hstore', 'hstore'),
    ],
  },
  {
    name: 'functions and operators of a query',
    schema,
    sql: "select id, Similarity(name, $1) from users where name %> $1 and unaccent(name) = $2 and bio::citext = 'x'",
    expect: [
      missing('Similarity', 'function', 'similarity', 'pg_trgm'),
      missing('%>', 'operator', '%>', 'pg_trgm'),
      missing('unaccent', 'function', 'unaccent', 'unaccent'),
      missing('citext', 'type', 'citext', 'citext'),
    ],
  },
  {
    name: 'a view',
    serves: 'S2-42',
    schema,
    sql: 'select query, mean_exec_time from pg_stat_statements order by mean_exec_time desc limit 20',
    expect: [missing('pg_stat_statements', 'view', 'pg_stat_statements', 'pg_stat_statements')],
  },
  {
    name: 'vectors, and a condition of an index, a check and an expression',
    schema,
    file: migration,
    sqlFile: `create table docs (id bigint primary key, embedding vector(3), path ltree, check (nlevel(path) < 9));
      create index docs_embedding on docs using hnsw (embedding vector_cosine_ops);
      create index docs_path on docs (id) where nlevel(path) = 1;
      create index docs_bio on users (unaccent(bio))`,
    expect: ['missing', 'missing', 'missing', 'missing', 'missing', 'missing', 'missing'],
  },
  {
    name: 'gen_random_uuid before 13',
    serves: 'S0-35',
    schema,
    settings: { postgres: 12 },
    file: migration,
    sqlFile: 'alter table users add column token uuid default gen_random_uuid()',
    expect: [missing('token', 'function', 'gen_random_uuid', 'pgcrypto')],
  },
  {
    name: 'a query of Drizzle, beside migrations',
    schema: {
      ...schema,
      'package.json': '{ "dependencies": { "drizzle-orm": "^0.44.0" } }',
    },
    file: 'src/db.ts',
    ts: "import { sql } from 'drizzle-orm'\nexport const find = (db: any, name: string) => db.execute(sql`select id from users where word_similarity(name, ${name}) > 0.3`)",
    expect: [missing('word_similarity', 'function', 'word_similarity', 'pg_trgm')],
  },
  {
    name: 'a call of crypt',
    schema,
    sql: "select id from users where name = crypt($1, name) or bio = encode(digest($2, 'sha256'), 'hex')",
    expect: ['missing', 'missing'],
  },
]

const right: Case[] = [
  fine('it is created', 'select similarity(name, $1) from users', {
    schema: { 'migrations/0001_init.sql': `create extension pg_trgm; ${tables}` },
  }),
  fine(
    'it is created later in the same file',
    'create index a on users using gin (name gin_trgm_ops); create extension if not exists pg_trgm',
  ),
  fine('it is listed', 'select similarity(name, $1) from users', { options: [{ installed: ['pg_trgm'] }] }),
  fine('functions of Postgres', "select gen_random_uuid(), md5(name), name % 2, id::text from users where name like 'a%'"),
  fine('a function of the schema', 'select my_similarity(name, bio) from users'),
  fine('another schema', 'select extensions.similarity(name, bio), auth.crypt(name, bio) from users'),
  fine(
    'words that are names too',
    'select similarity, crypt as citext, u.unaccent from (select 1 as similarity, 2 as crypt, 3 as unaccent) u, users',
  ),
  fine('a WITH query', 'with pg_stat_statements as (select id from users) select id from pg_stat_statements'),
  fine('no schema', 'select similarity(name, $1) from users', { schema: {} }),
  { name: 'a query for another database', schema, ts: 'const text = "select similarity(a, b) from elsewhere"', expect: [] },
  fine('a schema of which a part is not read', 'select similarity(name, $1) from users', {
    schema: { 'migrations/0001_init.sql': `${tables}; do $$ begin execute current_setting('x.y'); end $$;` },
  }),
  fine('an own type', "create type hstore as enum ('a'); create table t (id bigint primary key, a hstore)"),
  {
    name: 'what Supabase comes with',
    schema: { 'supabase/migrations/20240101000000_init.sql': tables },
    file: 'supabase/migrations/20240102000000_more.sql',
    sqlFile: 'create table t (id uuid primary key default uuid_generate_v4())',
    expect: [],
  },
  {
    name: 'what TypeORM creates by itself',
    schema: {
      'package.json': '{ "dependencies": { "typeorm": "^0.3.0" } }',
      'src/user.entity.ts':
        "import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'\n@Entity() export class User { @PrimaryGeneratedColumn('uuid') id: string; @Column('citext') email: string }",
    },
    file: 'src/users.ts',
    ts: 'export const all = (db: any) => db.query(\'select uuid_generate_v4() from "user"\')',
    expect: [],
  },
  {
    name: 'an extension of the schema of Prisma',
    schema: {
      'package.json': '{ "dependencies": { "@prisma/client": "^6.0.0" } }',
      'prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n  url = ""\n  extensions = [citext]\n}\ngenerator client {\n  provider = "prisma-client-js"\n  previewFeatures = ["postgresqlExtensions"]\n}\nmodel User {\n  id Int @id\n  email String @db.Citext\n}\n',
      'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
      'prisma/migrations/20240101000000_init/migration.sql': 'create table "User" (id int primary key, email citext not null)',
    },
    file: 'src/x.ts',
    ts: 'export const a = (db: any) => db.query(\'select email::citext from "User"\')',
    expect: [],
  },
]

const again: Case[] = [
  {
    name: 'without IF NOT EXISTS',
    serves: 'S0-36',
    options: [{ checkIfNotExists: true }],
    sqlFile: 'CREATE EXTENSION "uuid-ossp";\ncreate extension if not exists pg_trgm;',
    expect: [
      {
        messageId: 'repeated',
        at: '"uuid-ossp"',
        data: { extension: 'uuid-ossp' },
        suggestions: [
          { messageId: 'addIfNotExists', output: 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";\ncreate extension if not exists pg_trgm;' },
        ],
      },
    ],
  },
  { name: 'without IF NOT EXISTS by default', sqlFile: 'CREATE EXTENSION pg_trgm', expect: [] },
]

testRule('require-extension', [...wrong, ...right, ...again])
