import { describe } from 'vitest'
import { testRule, type Case } from '../support/lint.ts'
import { nameOf } from '../support/names.ts'

const users = 'create table users (id bigint primary key, email text unique);'
const dropped = `${users}
create table visits (id bigint primary key, user_id bigint references users);
create index visits_user_id_idx on visits (user_id);
`
const projects = `${users}
  create table organizations (id bigint primary key);
  create table projects (
    id bigint primary key, organization_id bigint not null references organizations, deleted_at timestamptz, unique (organization_id, id)
  );
  create index on projects (organization_id);`

/** A table of which one column refers to users, and what follows it. */
const orders = (...more: string[]): string =>
  [`create table orders (id bigint primary key, user_id bigint references users)`, ...more].join(';\n')
/** A table of which two columns refer to projects together. */
const tasks = (...more: string[]): string =>
  [
    `create table tasks (id bigint primary key, organization_id bigint, project_id bigint, position int,
      foreign key (organization_id, project_id) references projects (organization_id, id))`,
    ...more,
  ].join(';\n')

const missing = { messageId: 'missing', at: 'references users', data: { table: 'orders', columns: 'user_id', parent: 'users' } }
const missingPair = {
  messageId: 'missing',
  at: 'foreign key (organization_id, project_id) references projects (organization_id, id)',
  data: { table: 'tasks', columns: 'organization_id, project_id', parent: 'projects' },
}

const oneColumn: Case[] = [
  {
    name: 'no index at all',
    serves: ['S0-7', 'S2-12', 'S3-8', 'S4-2'],
    schema: users,
    sql: orders(),
    expect: [
      {
        ...missing,
        data: { ...missing.data, definition: 'CREATE INDEX orders_user_id_idx ON orders (user_id)' },
        suggestions: [{ messageId: 'addIndex', output: `${orders()};\nCREATE INDEX orders_user_id_idx ON orders (user_id)` }],
      },
    ],
  },
  { name: 'an index of the column', schema: users, sql: orders('create index on orders (user_id)'), expect: [] },
  { name: 'an index that leads with it', schema: users, sql: orders('create index on orders (user_id desc, id)'), expect: [] },
  { name: 'an index that has it second', schema: users, sql: orders('create index on orders (id, user_id)'), expect: [missing] },
  { name: 'an index that includes it', schema: users, sql: orders('create index on orders (id) include (user_id)'), expect: [missing] },
  {
    name: 'an index that leads with it and includes more',
    schema: users,
    sql: orders('create index on orders (user_id) include (id)'),
    expect: [],
  },
  { name: 'an expression over it', schema: users, sql: orders('create index on orders ((user_id + 0))'), expect: [missing] },
  { name: 'a unique index', schema: users, sql: orders('create unique index on orders (user_id, id)'), expect: [] },
  { name: 'it is the primary key', schema: users, sql: 'create table profiles (user_id bigint primary key references users)', expect: [] },
  { name: 'it is unique', schema: users, sql: 'create table profiles (user_id bigint references users unique)', expect: [] },
  {
    name: 'it leads the primary key',
    schema: users,
    sql: 'create table votes (user_id bigint references users, poll int, primary key (user_id, poll))',
    expect: [],
  },
  {
    name: 'it ends the primary key',
    schema: users,
    sql: 'create table votes (user_id bigint references users, poll int, primary key (poll, user_id))',
    expect: [{ messageId: 'missing', at: 'references users', data: { table: 'votes' } }],
  },
  {
    name: 'a key to the table itself',
    sql: 'create table categories (id bigint primary key, parent_id bigint references categories)',
    expect: [{ messageId: 'missing', at: 'references categories', data: { columns: 'parent_id', parent: 'categories' } }],
  },
  {
    name: 'two keys of one table',
    schema: users,
    sql: 'create table transfers (id bigint primary key, from_id bigint references users, to_id bigint constraint to_fk references users)',
    expect: [
      { messageId: 'missing', at: 'references users', data: { columns: 'from_id' } },
      { messageId: 'missing', at: 'to_fk', data: { columns: 'to_id' } },
    ],
  },
  {
    name: 'two keys of one column',
    schema: `${users} create table people (id bigint primary key);`,
    sql: 'create table badges (id bigint primary key, holder bigint references users references people)',
    expect: ['missing', 'missing'],
  },
  {
    name: 'quoted names',
    schema: 'create table "User" ("userId" bigint primary key);',
    sql: 'create table "Order" ("orderId" bigint primary key, "userId" bigint references "User")',
    expect: [
      {
        messageId: 'missing',
        at: 'references "User"',
        data: { table: 'Order', columns: 'userId', parent: 'User', definition: 'CREATE INDEX "Order_userId_idx" ON "Order" ("userId")' },
      },
    ],
  },
  { name: 'names in upper case', schema: users, sql: orders().toUpperCase(), expect: [{ ...missing, at: 'REFERENCES USERS' }] },
  {
    name: 'names that have to be quoted',
    schema: 'create table "user" (id bigint primary key);',
    sql: 'create table "order" (id bigint primary key, "group" bigint references "user")',
    expect: [{ messageId: 'missing', at: 'references "user"', data: { definition: 'CREATE INDEX order_group_idx ON "order" ("group")' } }],
  },
  {
    name: 'tables of another schema',
    schema: 'create schema billing; create table billing.accounts (id bigint primary key);',
    sql: 'create table billing.invoices (id bigint primary key, account_id bigint references billing.accounts)',
    expect: [
      {
        messageId: 'missing',
        at: 'references billing.accounts',
        data: { definition: 'CREATE INDEX invoices_account_id_idx ON billing.invoices (account_id)' },
      },
    ],
  },
  {
    name: 'an index of a table of the same name in another schema',
    schema: `${users} create schema archive; create table archive.orders (user_id bigint);`,
    sql: orders('create index on archive.orders (user_id)'),
    expect: [missing],
  },
]

const methods: Case[] = [
  { name: 'hash', schema: users, sql: orders('create index on orders using hash (user_id)'), expect: [] },
  { name: 'brin', schema: users, sql: orders('create index on orders using brin (user_id)'), expect: [missing] },
  {
    name: 'gin',
    schema: `create extension btree_gin; ${users}`,
    sql: orders('create index on orders using gin (user_id)'),
    expect: [missing],
  },
  {
    name: 'gist',
    schema: `create extension btree_gist; ${users}`,
    sql: orders('create index on orders using gist (user_id, id)'),
    expect: [],
  },
  {
    name: 'an exclusion constraint that begins with it',
    schema: `create extension btree_gist; ${users}`,
    sql: 'create table bookings (user_id bigint references users, during tstzrange, exclude using gist (user_id with =, during with &&))',
    expect: [],
  },
  {
    name: 'an exclusion constraint that ends with it',
    schema: `create extension btree_gist; ${users}`,
    sql: 'create table bookings (user_id bigint references users, during tstzrange, exclude using gist (during with &&, user_id with =))',
    expect: ['missing'],
  },
  {
    name: 'spgist',
    schema: 'create table networks (address inet primary key);',
    sql: 'create table hosts (id bigint primary key, network inet references networks); create index on hosts using spgist (network)',
    expect: [{ messageId: 'missing', at: 'references networks' }],
  },
  {
    name: 'other operators, which have the same equality',
    schema: 'create table countries (code text primary key);',
    sql: 'create table cities (id bigint primary key, country text references countries); create index on cities (country text_pattern_ops)',
    expect: [],
  },
  {
    name: 'an exclusion constraint with another operator, whose index has equality too',
    schema: `create extension btree_gist; ${users}`,
    sql: 'create table shifts (user_id bigint references users, during tstzrange, exclude using gist (user_id with <>, during with &&))',
    expect: [],
  },
  {
    name: 'another collation',
    schema: 'create table countries (code text primary key);',
    sql: 'create table cities (id bigint primary key, country text references countries); create index on cities (country collate "C")',
    expect: [{ messageId: 'missing', at: 'references countries' }],
  },
  {
    name: 'the collation of the column',
    schema: 'create table countries (code text collate "C" primary key);',
    sql: 'create table cities (id bigint primary key, country text collate "C" references countries); create index on cities (country collate "C")',
    expect: [],
  },
  {
    name: 'a column in parentheses',
    schema: users,
    sql: `create table visits (id bigint primary key, user_id bigint references users);
      create index on visits ((user_id))`,
    expect: [],
  },
  {
    name: 'an index that a later migration drops',
    schema: {
      'migrations/0001_init.sql': dropped,
      'migrations/0002_more.sql': 'drop index visits_user_id_idx;',
    },
    file: 'migrations/0001_init.sql',
    sqlFile: dropped,
    expect: [
      {
        messageId: 'missing',
        at: 'references users',
        suggestions: [
          {
            messageId: 'addIndex',
            output: dropped.replace('users);', 'users);\nCREATE INDEX visits_user_id_idx_2 ON visits (user_id);'),
          },
        ],
      },
    ],
  },
  {
    name: 'an index of each partition by itself',
    schema: users,
    sql: `create table visits (user_id bigint references users, at date) partition by range (at);
      create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01');
      create table visits_rest partition of visits default partition by hash (user_id);
      create table visits_rest_1 partition of visits_rest for values with (modulus 1, remainder 0);
      create index on visits_2026 (user_id);
      create index on visits_rest (user_id)`,
    expect: [],
  },
  {
    name: 'an index of some partitions alone',
    schema: users,
    sql: `create table visits (user_id bigint references users, at date) partition by range (at);
      create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01');
      create table visits_rest partition of visits default;
      create index on visits_2026 (user_id)`,
    expect: [{ messageId: 'missing', at: 'references users', data: { table: 'visits' } }],
  },
  {
    name: 'an index of a partitioned table alone',
    schema: users,
    sql: `create table visits (user_id bigint references users, at date) partition by range (at);
      create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01');
      create index visits_user on only visits (user_id)`,
    expect: [{ messageId: 'missing', at: 'references users', data: { table: 'visits' } }],
  },
  {
    name: 'an index of a partitioned table alone, completed',
    schema: users,
    sql: `create table visits (user_id bigint references users, at date) partition by range (at);
      create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01');
      create index visits_user on only visits (user_id);
      create index visits_2026_user on visits_2026 (user_id);
      alter index visits_user attach partition visits_2026_user`,
    expect: [],
  },
]

const severalColumns: Case[] = [
  {
    name: 'no index at all',
    schema: projects,
    sql: tasks(),
    expect: [
      {
        ...missingPair,
        data: {
          ...missingPair.data,
          definition: 'CREATE INDEX tasks_organization_id_project_id_idx ON tasks (organization_id, project_id)',
        },
      },
    ],
  },
  { name: 'an index in their order', schema: projects, sql: tasks('create index on tasks (organization_id, project_id)'), expect: [] },
  { name: 'an index in another order', schema: projects, sql: tasks('create index on tasks (project_id, organization_id)'), expect: [] },
  {
    name: 'an index that leads with both',
    schema: projects,
    sql: tasks('create index on tasks (organization_id, project_id, position)'),
    expect: [],
  },
  {
    name: 'an index with another column between',
    schema: projects,
    sql: tasks('create index on tasks (organization_id, position, project_id)'),
    expect: [missingPair],
  },
  { name: 'an index of the first alone', schema: projects, sql: tasks('create index on tasks (organization_id)'), expect: [missingPair] },
  { name: 'an index of the one that is unique by itself', schema: projects, sql: tasks('create index on tasks (project_id)'), expect: [] },
  {
    name: 'a hash of the one that is unique by itself',
    schema: projects,
    sql: tasks('create index on tasks using hash (project_id)'),
    expect: [],
  },
  {
    name: 'a column that is unique together with the other alone',
    schema: 'create table seats (hall int, number int, primary key (hall, number));',
    sql: 'create table tickets (id bigint primary key, hall int, seat int, foreign key (hall, seat) references seats); create index on tickets (seat)',
    expect: [{ messageId: 'missing', at: 'foreign key (hall, seat) references seats', data: { columns: 'hall, seat' } }],
  },
  {
    name: 'two indexes of one column each',
    schema: 'create table seats (hall int, number int, primary key (hall, number));',
    sql: `create table tickets (id bigint primary key, hall int, seat int, foreign key (hall, seat) references seats);
      create index on tickets (hall); create index on tickets (seat)`,
    expect: ['missing'],
  },
]

/** Indexes that serve the queries of an application, and not the checks of the server. */
const forQueries: Case[] = [
  {
    name: 'a list of the tenant, the latest first',
    schema: projects,
    sql: `create table tickets (id bigint primary key, organization_id bigint not null, project_id bigint references projects, at timestamptz);
      create index on tickets (organization_id, project_id, at desc)`,
    expect: [{ messageId: 'missing', at: 'references projects', data: { table: 'tickets', columns: 'project_id' } }],
  },
  {
    name: 'second, and for some rows',
    schema: projects,
    sql: `create table costs (id bigint primary key, organization_id bigint not null, project_id bigint references projects);
      create unique index on costs (organization_id, project_id) where project_id is not null`,
    expect: [{ messageId: 'missing', at: 'references projects' }],
  },
  {
    name: 'two columns that name a row of any table, which is no key',
    schema: projects,
    sql: `create table entries (id bigint primary key, subject_type text not null, subject_id bigint not null)`,
    expect: [],
  },
]

const partial: Case[] = [
  {
    name: 'of rows that have the key',
    schema: users,
    sql: orders('create index on orders (user_id) where user_id is not null'),
    expect: [],
  },
  {
    name: 'of rows that have the key, the other way round',
    schema: users,
    sql: orders('create index on orders (user_id) where not (user_id is null)'),
    expect: [],
  },
  {
    name: 'of rows that have either',
    schema: users,
    sql: orders('create index on orders (user_id) where id is not null or user_id is not null'),
    expect: [],
  },
  {
    name: 'of rows that have all columns',
    schema: projects,
    sql: tasks('create index on tasks (project_id, organization_id) where project_id is not null and organization_id is not null'),
    expect: [],
  },
  {
    name: 'of rows that have another column',
    schema: users,
    sql: orders('create index orders_user on orders (user_id) where user_id is not null and id is not null'),
    expect: [
      { messageId: 'partial', at: 'references users', data: { index: 'orders_user', predicate: 'user_id IS NOT NULL AND id IS NOT NULL' } },
    ],
  },
  {
    name: 'of rows that lack the key',
    schema: users,
    sql: orders('create index orders_user on orders (user_id) where user_id is null'),
    expect: ['partial'],
  },
  {
    name: 'of some rows',
    schema: users,
    sql: orders('create index orders_user on orders (user_id) where user_id > 100'),
    expect: [
      {
        messageId: 'partial',
        at: 'references users',
        data: {
          table: 'orders',
          columns: 'user_id',
          parent: 'users',
          index: 'orders_user',
          predicate: 'user_id > 100',
          definition: 'CREATE INDEX orders_user_id_idx ON orders (user_id)',
        },
      },
    ],
  },
  {
    name: 'of some rows, beside one of all',
    schema: users,
    sql: orders('create index on orders (user_id) where id > 100', 'create index on orders (user_id, id)'),
    expect: [],
  },
]

const softDelete = (column: string, predicate: string): string =>
  `create table notes (id bigint primary key, user_id bigint references users, ${column});
  create index notes_user on notes (user_id) where ${predicate}`
const notes = 'create table users (id bigint primary key, deleted_at timestamptz);'

const deleted: Case[] = [
  {
    name: 'an index of the living, of a parent that is really deleted',
    schema: users,
    sql: softDelete('deleted_at timestamptz', 'deleted_at is null'),
    expect: [{ messageId: 'partial', at: 'references users', data: { index: 'notes_user', predicate: 'deleted_at IS NULL' } }],
  },
  {
    name: 'an index of the living, of a parent that is marked',
    schema: notes,
    sql: softDelete('deleted_at timestamptz', 'deleted_at is null'),
    expect: [],
  },
  {
    name: 'the same in boolean',
    schema: notes,
    sql: softDelete('is_deleted boolean not null default false', 'not is_deleted'),
    expect: [],
  },
  {
    name: 'the same in camel case',
    schema: 'create table users (id bigint primary key, "deletedAt" timestamptz);',
    sql: softDelete('"deletedAt" timestamptz', '"deletedAt" is null'),
    expect: [],
  },
  {
    name: 'an index of the deleted, of a parent that is marked',
    schema: notes,
    sql: softDelete('deleted_at timestamptz', 'deleted_at is not null'),
    expect: ['partial'],
  },
  {
    name: 'a mark of the team’s own',
    schema: 'create table users (id bigint primary key, removed_on date);',
    settings: { softDeleteColumns: ['removed_on'] },
    sql: softDelete('removed_on date', 'removed_on is null'),
    expect: [],
  },
  {
    name: 'with checkPartialIndexes',
    schema: notes,
    options: [{ checkPartialIndexes: true }],
    sql: softDelete('deleted_at timestamptz', 'deleted_at is null'),
    expect: ['partial'],
  },
  {
    name: 'with checkPartialIndexes, an index of all',
    schema: notes,
    options: [{ checkPartialIndexes: true }],
    sql: `${softDelete('deleted_at timestamptz', 'deleted_at is null')}; create index on notes (user_id)`,
    expect: [],
  },
]

const table = 'create table orders (id bigint primary key, user_id bigint);'

const steps: Case[] = [
  {
    name: 'added to a table',
    schema: users + table,
    sql: 'alter table orders add constraint orders_user_fk foreign key (user_id) references users',
    expect: [{ ...missing, at: 'orders_user_fk' }],
  },
  {
    name: 'added to a table without a name',
    schema: users + table,
    sql: 'alter table orders add foreign key (user_id) references users on delete cascade',
    expect: [{ ...missing, at: 'foreign key (user_id) references users on delete cascade' }],
  },
  {
    name: 'added with its column',
    schema: `${users} create table orders (id bigint primary key);`,
    sql: 'alter table orders add column user_id bigint references users',
    expect: [missing],
  },
  {
    name: 'added with its column, under a name',
    schema: `${users} create table orders (id bigint primary key);`,
    sql: 'alter table orders add status text, add column user_id bigint not null constraint orders_user_fk references users (id)',
    expect: [{ ...missing, at: 'orders_user_fk' }],
  },
  {
    name: 'added before it is checked',
    schema: users + table,
    sql: 'alter table orders add foreign key (user_id) references users not valid',
    expect: ['missing'],
  },
  {
    name: 'added to a table that has the index',
    schema: `${users} ${table} create index on orders (user_id);`,
    sql: 'alter table orders add foreign key (user_id) references users',
    expect: [],
  },
  {
    name: 'not enforced',
    schema: users,
    sql: 'create table orders (id bigint primary key, user_id bigint, foreign key (user_id) references users not enforced)',
    expect: [],
  },
  { name: 'dropped again', schema: users, sql: orders('alter table orders drop constraint orders_user_id_fkey'), expect: [] },
  { name: 'dropped with its column', schema: users, sql: orders('alter table orders drop column user_id'), expect: [] },
  { name: 'dropped with its table', schema: users, sql: orders('drop table orders'), expect: [] },
  {
    name: 'whose index is dropped',
    schema: users,
    sql: orders('create index orders_user on orders (user_id)', 'drop index orders_user'),
    expect: [missing],
  },
  {
    name: 'whose index went with its constraint',
    schema: users,
    sql: orders('alter table orders add constraint one unique (user_id)', 'alter table orders drop constraint one'),
    expect: [missing],
  },
  {
    name: 'whose column is renamed',
    schema: users,
    sql: orders('create index on orders (user_id)', 'alter table orders rename column user_id to buyer_id'),
    expect: [],
  },
  {
    name: 'whose column and table are renamed',
    schema: users,
    sql: orders('alter table orders rename column user_id to buyer_id', 'alter table orders rename to sales'),
    expect: [
      {
        messageId: 'missing',
        at: 'references users',
        data: { table: 'sales', columns: 'buyer_id', definition: 'CREATE INDEX sales_buyer_id_idx ON sales (buyer_id)' },
      },
    ],
  },
  {
    name: 'whose table is renamed by a later file',
    schema: {
      'migrations/0001_orders.sql': `${users}\n${orders()};\n`,
      'migrations/0002_sales.sql': 'alter table orders rename to sales;\n',
    },
    file: 'migrations/0001_orders.sql',
    sqlFile: `${users}\n${orders()};\n`,
    expect: [
      {
        messageId: 'missing',
        at: 'references users',
        data: { definition: 'CREATE INDEX sales_user_id_idx ON sales (user_id)' },
        suggestions: [],
      },
    ],
  },
  {
    name: 'whose parent is renamed',
    schema: users,
    sql: orders('alter table users rename to people'),
    expect: [{ ...missing, data: { parent: 'people' } }],
  },
  {
    name: 'of a table that others inherit from',
    schema: users,
    sql: orders('create table old_orders () inherits (orders)'),
    expect: [missing],
  },
  {
    name: 'of a table that has partitions',
    schema: users,
    sql: `create table visits (user_id bigint references users, at date) partition by range (at);
      create table visits_2026 partition of visits for values from ('2026-01-01') to ('2027-01-01')`,
    expect: [{ messageId: 'missing', at: 'references users', data: { table: 'visits' } }],
  },
  {
    name: 'made by a DO block',
    schema: users,
    sqlFile: `do $$ begin ${orders()}; end $$;\nselect 1;\n`,
    expect: [
      {
        ...missing,
        suggestions: [
          {
            messageId: 'addIndex',
            output: `do $$ begin ${orders()}; end $$;\nCREATE INDEX orders_user_id_idx ON orders (user_id);\nselect 1;\n`,
          },
        ],
      },
    ],
  },
  {
    name: 'copied by LIKE, which copies no key',
    schema: users + orders('create index on orders (user_id)'),
    sql: 'create table archive (like orders including all)',
    expect: [],
  },
  {
    name: 'in another search path',
    schema: `${users} create schema billing;`,
    sqlFile: 'set search_path to billing, public; create table orders (id bigint primary key, user_id bigint references users)',
    expect: [{ ...missing, data: { definition: 'CREATE INDEX orders_user_id_idx ON billing.orders (user_id)' } }],
  },
  {
    name: 'of a partition alone',
    schema: `${users} create table visits (user_id bigint, at date) partition by range (at);`,
    sql: `create table visits_2026 partition of visits (foreign key (user_id) references users) for values from ('2026-01-01') to ('2027-01-01')`,
    expect: [{ messageId: 'missing', at: 'foreign key (user_id) references users', data: { table: 'visits_2026' } }],
  },
]

const names: Case[] = [
  {
    name: 'as most indexes of the project are called',
    schema: `${users} create table carts (id bigint primary key, label text); create index idx_carts_label on carts (label);`,
    sql: orders(),
    expect: [{ ...missing, data: { definition: 'CREATE INDEX idx_orders_user_id ON orders (user_id)' } }],
  },
  {
    name: 'free in its schema',
    schema: `${users} create table orders_user_id_idx (id bigint primary key);`,
    sql: orders(),
    expect: [{ ...missing, data: { definition: 'CREATE INDEX orders_user_id_idx_2 ON orders (user_id)' } }],
  },
  {
    name: 'of 63 bytes at most',
    schema: users,
    sql: `create table ${nameOf(60, 'orders')} (id bigint primary key, user_id bigint references users)`,
    expect: [
      {
        messageId: 'missing',
        at: 'references users',
        data: {
          definition: `CREATE INDEX ord_and_mre_wrd_and_mre_wrds_and_more_wrds_and_more_user_id_idx ON ${nameOf(60, 'orders')} (user_id)`,
        },
      },
    ],
  },
]

const added = 'alter table orders add foreign key (user_id) references users'
const concurrently = 'CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id)'
const foreignKey = { messageId: 'missing', at: 'foreign key (user_id) references users' }

const files: Case[] = [
  {
    name: 'Windows line ends',
    schema: users,
    sqlFile: `-- orders\r\n${orders()};\r\ncreate table more (id int);\r\n`,
    expect: [
      {
        ...missing,
        suggestions: [
          {
            messageId: 'addIndex',
            output: `-- orders\r\n${orders()};\r\nCREATE INDEX orders_user_id_idx ON orders (user_id);\r\ncreate table more (id int);\r\n`,
          },
        ],
      },
    ],
  },
  {
    name: 'Windows line ends in a program, in which a template has others',
    schema: users,
    ts: `export const up = \`\r\n${orders()}\`\r\n`,
    expect: [
      {
        ...missing,
        suggestions: [
          {
            messageId: 'addIndex',
            output: `export const up = \`\r\n${orders()};\r\nCREATE INDEX orders_user_id_idx ON orders (user_id)\`\r\n`,
          },
        ],
      },
    ],
  },
  {
    name: 'a dump, which sets an empty search path',
    file: 'db/structure.sql',
    sqlFile: `SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.users (id bigint NOT NULL);
CREATE TABLE public.orders (id bigint NOT NULL, user_id bigint);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);
`,
    expect: [
      {
        messageId: 'missing',
        at: 'orders_user_id_fkey',
        data: { table: 'orders', parent: 'users', definition: 'CREATE INDEX orders_user_id_idx ON public.orders (user_id)' },
      },
    ],
  },
  ...['set search_path to public', 'set search_path = "$user", public', 'set search_path = audit; reset search_path'].map((path): Case => ({
    name: `a search path that leads to public: ${path}`,
    schema: users + table,
    sqlFile: `${path};\n${added};\n`,
    expect: [{ ...foreignKey, data: { definition: 'CREATE INDEX orders_user_id_idx ON orders (user_id)' } }],
  })),
  {
    name: 'a search path that leads to another schema first',
    schema: `${users} ${table} create schema audit;`,
    sqlFile: `set search_path = audit, public;\n${added};\n`,
    expect: [{ ...foreignKey, data: { definition: 'CREATE INDEX orders_user_id_idx ON public.orders (user_id)' } }],
  },
  {
    name: 'a migration without a transaction that begins one',
    schema: users + table,
    sqlFile: `-- +goose NO TRANSACTION\n-- +goose Up\nbegin;\n${added};\ncommit;\n`,
    expect: [{ ...foreignKey, data: { definition: 'CREATE INDEX orders_user_id_idx ON orders (user_id)' } }],
  },
  {
    name: 'a migration without a transaction that has ended one',
    schema: users + table,
    sqlFile: `-- +goose NO TRANSACTION\n-- +goose Up\nbegin;\nselect 1;\ncommit;\n${added};\n`,
    expect: [{ ...foreignKey, data: { sql: concurrently } }],
  },
  {
    name: 'a partitioned table, in a migration without a transaction',
    schema: `${users} create table orders (user_id bigint, at date) partition by range (at);`,
    sqlFile: `-- +goose NO TRANSACTION\n-- +goose Up\n${added};\n`,
    expect: [{ ...foreignKey, data: { definition: 'CREATE INDEX orders_user_id_idx ON orders (user_id)' } }],
  },
  ...[
    { script: added, sql: concurrently },
    { script: `begin;\n${added};\ncommit`, sql: 'CREATE INDEX orders_user_id_idx ON orders (user_id)' },
  ].map(({ script, sql }): Case => ({
    name: `a script of sqitch: ${script}`,
    schema: {
      'sqitch.plan':
        '%syntax-version=1.0.0\n%project=shop\n\none 2026-01-01T00:00:00Z Ada <ada@example.com>\ntwo 2026-01-02T00:00:00Z Ada <ada@example.com>\n',
      'deploy/one.sql': `${users}\n${table}\n`,
      'deploy/two.sql': '',
    },
    file: 'deploy/two.sql',
    sqlFile: `${script};\n`,
    expect: [{ ...foreignKey, data: { sql } }],
  })),
  {
    name: 'a table of psql, whose name is a variable: no suggestion',
    schema: users,
    sqlFile: 'create table :name (id bigint primary key, user_id bigint references users);\n',
    expect: [{ messageId: 'missing', at: 'references users', suggestions: [] }],
  },
  {
    name: 'the last statement has no semicolon',
    schema: users,
    sqlFile: `${orders()} -- the end\n`,
    expect: [
      {
        ...missing,
        suggestions: [{ messageId: 'addIndex', output: `${orders()};\nCREATE INDEX orders_user_id_idx ON orders (user_id) -- the end\n` }],
      },
    ],
  },
  {
    name: 'others follow',
    schema: users,
    sqlFile: `${orders()};\ncreate table more (id int);\n`,
    expect: [
      {
        ...missing,
        suggestions: [
          {
            messageId: 'addIndex',
            output: `${orders()};\nCREATE INDEX orders_user_id_idx ON orders (user_id);\ncreate table more (id int);\n`,
          },
        ],
      },
    ],
  },
  {
    name: 'a migration that runs without a transaction',
    schema: users + table,
    sqlFile: '-- +goose NO TRANSACTION\n-- +goose Up\nalter table orders add foreign key (user_id) references users;\n',
    expect: [
      {
        messageId: 'missing',
        at: 'foreign key (user_id) references users',
        data: { definition: 'CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id)' },
      },
    ],
  },
  {
    name: 'a statement that does not parse hides no other',
    schema: users,
    sqlFile: `create tabel broken (id int);\n${orders()};\n`,
    expect: [missing],
  },
  {
    name: 'a string with escapes',
    schema: users,
    ts: String.raw`export const up = 'create table orders (id bigint primary key,\n  "user_id" bigint references \x75sers)'`,
    expect: [
      {
        messageId: 'missing',
        at: String.raw`references \x75sers`,
        suggestions: [
          {
            messageId: 'addIndex',
            output: String.raw`export const up = 'create table orders (id bigint primary key,\n  "user_id" bigint references \x75sers);\nCREATE INDEX orders_user_id_idx ON orders (user_id)'`,
          },
        ],
      },
    ],
  },
  {
    name: 'a query',
    schema: users + orders(),
    sql: 'select id from orders where user_id = $1',
    expect: [],
  },
  {
    name: 'a parent that no file makes',
    sql: orders(),
    expect: [missing],
  },
]

const source = 'datasource db {\n  provider = "postgresql"\n}\n\n'
const partialIndexes = 'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["partialIndexes"]\n}\n'
const customer = 'model Customer {\n  id     Int     @id\n  orders Order[]\n}\n'
const relation = '@relation(fields: [customerId], references: [id])'
/** A schema of which a model refers to another. */
const order = (...more: string[]): string =>
  [
    `${source}${customer}`,
    'model Order {',
    '  id         Int      @id',
    '  customerId Int',
    `  customer   Customer ${relation}`,
    ...more,
    '}',
    '',
  ].join('\n')
const unindexed = { messageId: 'missing', at: relation, data: { table: 'Order', columns: 'customerId', parent: 'Customer' } }
const migrated = `create table "Customer" (id int primary key); create table "Order" (id int primary key, "customerId" int not null)`
const shop = '{"name":"shop","dependencies":{"prisma":"^7.0.0"}}'
const addIndex = (output: string): { messageId: string; output: string }[] => [{ messageId: 'addIndex', output }]

const prisma: Case[] = [
  {
    name: 'a relation without an index',
    prisma: order(),
    expect: [
      {
        ...unindexed,
        data: { ...unindexed.data, definition: '@@index([customerId])' },
        suggestions: addIndex(order('', '  @@index([customerId])')),
      },
    ],
  },
  { name: 'an index', prisma: order('  @@index([customerId, id])'), expect: [] },
  { name: 'a unique index that leads with it', prisma: order('  @@unique([customerId, id])'), expect: [] },
  { name: 'an index that has it second', prisma: order('  @@index([id, customerId])'), expect: [unindexed] },
  { name: 'a relation in the client alone', prisma: order().replace('"\n}', '"\n  relationMode = "prisma"\n}'), expect: [] },
  {
    name: 'lists on both sides',
    prisma: `${source}model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n`,
    expect: [],
  },
  {
    name: 'columns and tables of other names',
    prisma: order('  @@map("orders")').replace('customerId Int', 'customerId Int @map("customer_id")'),
    expect: [
      {
        messageId: 'missing',
        at: relation,
        data: { table: 'orders', columns: 'customer_id', definition: '@@index([customerId])' },
        suggestions: addIndex(
          order('  @@map("orders")', '  @@index([customerId])').replace('customerId Int', 'customerId Int @map("customer_id")'),
        ),
      },
    ],
  },
  {
    name: 'a key of two columns that refers to its own table, twice',
    prisma: `${source}model Task {
  org      Int
  id       Int
  parentId Int?
  nextId   Int?
  parent   Task?  @relation("tree", fields: [org, parentId], references: [org, id])
  children Task[] @relation("tree")
  next     Task?  @relation("list", fields: [org, nextId], references: [org, id])
  previous Task[] @relation("list")

  @@id([org, id])
}
`,
    expect: [
      {
        messageId: 'missing',
        at: '@relation("tree", fields: [org, parentId], references: [org, id])',
        data: { definition: '@@index([org, parentId])' },
      },
      {
        messageId: 'missing',
        at: '@relation("list", fields: [org, nextId], references: [org, id])',
        data: { definition: '@@index([org, nextId])' },
      },
    ],
  },
  {
    name: 'tabs and Windows line ends',
    prisma: order('  // the end').replaceAll('  ', '\t').replaceAll('\n', '\r\n'),
    expect: [
      {
        messageId: 'missing',
        at: relation,
        suggestions: addIndex(order('  // the end', '', '  @@index([customerId])').replaceAll('  ', '\t').replaceAll('\n', '\r\n')),
      },
    ],
  },
  {
    name: 'an index of some rows that has the name already',
    prisma: partialIndexes + order('  @@index([customerId], where: { id: 1 })'),
    expect: [
      {
        messageId: 'partial',
        at: relation,
        suggestions: addIndex(
          partialIndexes + order('  @@index([customerId], where: { id: 1 })', '  @@index([customerId], map: "Order_customerId_2_idx")'),
        ),
      },
    ],
  },
  {
    name: 'a model that does not end gets no suggestion',
    prisma: order().trimEnd().slice(0, -1),
    expect: [{ ...unindexed, data: { definition: 'CREATE INDEX "Order_customerId_idx" ON "Order" ("customerId")' }, suggestions: [] }],
  },
  {
    name: 'the text that is open, not that on disk',
    file: 'prisma/schema.prisma',
    schema: { 'package.json': shop, 'prisma/schema.prisma': order('  @@index([customerId])') },
    prisma: order(),
    expect: [unindexed],
  },
  {
    name: 'a schema in several files',
    file: 'prisma/schema/order.prisma',
    schema: {
      'package.json': shop,
      'prisma/schema/main.prisma': source,
      'prisma/schema/models/customer.prisma': customer,
      'prisma/schema/order.prisma': '',
    },
    prisma: order().replace(source, '').replace(customer, ''),
    expect: [unindexed],
  },
  {
    name: 'a schema in several files that was not chosen',
    file: 'db/models/order.prisma',
    schema: { 'db/main.prisma': source, 'db/models/customer.prisma': customer },
    prisma: order().replace(source, '').replace(customer, ''),
    expect: [unindexed],
  },
  {
    name: 'what migrations have made already is told there',
    file: 'prisma/schema.prisma',
    schema: `${migrated}; alter table "Order" add constraint by_customer foreign key ("customerId") references "Customer"`,
    prisma: order(),
    expect: [],
  },
  { name: 'a relation that no migration has yet', file: 'prisma/schema.prisma', schema: migrated, prisma: order(), expect: [unindexed] },
  {
    name: 'a column and a relation that no migration has yet',
    file: 'prisma/schema.prisma',
    schema: 'create table "Customer" (id int primary key); create table "Order" (id int primary key)',
    prisma: order(),
    expect: [unindexed],
  },
  {
    name: 'an index that only migrations have',
    schema: `${migrated}; create index on "Order" ("customerId")`,
    prisma: order(),
    expect: [],
  },
  ...['mysql', 'sqlite', 'sqlserver', 'mongodb', 'cockroachdb'].map((provider): Case => ({
    name: `a schema for ${provider}`,
    prisma: order().replace('postgresql', provider),
    expect: [],
  })),
]

const onPostgres = {
  'a key of one column': oneColumn,
  methods,
  'for queries': forQueries,
  'a key of several columns': severalColumns,
  partial,
  deleted,
  steps,
  names,
}

for (const [group, cases] of Object.entries(onPostgres)) {
  describe(group, () => {
    testRule('require-foreign-key-index', cases, { onPostgres: true })
  })
}

describe('files', () => {
  testRule('require-foreign-key-index', files)
})

describe('a schema of Prisma', () => {
  testRule('require-foreign-key-index', prisma, { onPrisma: true })
})
