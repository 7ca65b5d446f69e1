import { schemaOf } from '../support/schema.ts'

/** Organizations that stand below others. */
export const family = schemaOf(
  'family',
  `
  create table organizations (
    id uuid primary key, parent_id uuid references organizations, referred_by uuid references organizations, slug text not null unique, name text
  );
  create table users (id uuid primary key, email text not null unique);
  create table memberships (
    organization_id uuid not null references organizations, user_id uuid not null references users, role text,
    primary key (organization_id, user_id)
  );
  create table webhooks (id uuid primary key, organization_id uuid not null references organizations, url text, active boolean not null);
  `,
)

/** Organizations with people, projects and tasks; shared labels and templates; secrets, views, partial and expression keys. */
export const shop = schemaOf(
  'shop',
  `
  create table organizations (
    id uuid primary key default '40000000-0000-4000-8000-2000000000ff', slug text not null unique, domain text not null, name text
  );
  create unique index on organizations (lower(domain));
  create table users (id uuid primary key, email text not null unique, name text);
  create table plans (id int primary key, name text);
  create table memberships (
    organization_id uuid not null references organizations, user_id uuid not null references users, role text,
    primary key (organization_id, user_id)
  );
  create table projects (
    id uuid primary key, organization_id uuid not null references organizations, name text, owner_id uuid references users,
    archived boolean not null default false, rank int not null,
    unique (organization_id, id)
  );
  create unique index on projects (organization_id, lower(name));
  create table tasks (
    id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects,
    parent_id uuid references tasks, assignee_id uuid references users, title text, points int, done boolean not null default false,
    deleted_at timestamptz
  );
  create table comments (
    id uuid primary key, organization_id uuid not null references organizations, task_id uuid references tasks, author_id uuid references users,
    body text
  );
  create table labels (id uuid primary key, organization_id uuid references organizations, name text, color text);
  create table tags (id uuid primary key, organization_id uuid references organizations, name text, color text);
  create unique index on tags (name) where organization_id is null;
  create table task_labels (
    organization_id uuid not null references organizations, task_id uuid not null references tasks, label_id uuid not null references labels,
    primary key (task_id, label_id)
  );
  create table templates (id uuid primary key, organization_id uuid references organizations, name text);
  create table steps (id uuid primary key, organization_id uuid not null references organizations, template_id uuid references templates, name text);
  create table entries (
    id uuid primary key, organization_id uuid references organizations, project_id uuid references projects, template_id uuid references templates
  );
  create table entry_notes (id uuid primary key, organization_id uuid references organizations, entry_id uuid references entries);
  create table api_keys (id uuid primary key, organization_id uuid not null references organizations, key_hash text not null unique, name text);
  create table invitations (
    id uuid primary key, organization_id uuid not null references organizations, token text not null, accepted boolean not null
  );
  create unique index on invitations (token) where not accepted;
  create table notes (
    id uuid primary key, organization_id uuid not null, project_id uuid not null, body text,
    foreign key (organization_id, project_id) references projects (organization_id, id)
  );
  create table drafts (
    id uuid primary key, organization_id uuid references organizations, project_id uuid not null,
    foreign key (organization_id, project_id) references projects (organization_id, id)
  );
  create table settings (organization_id uuid primary key references organizations, theme text, plan_id int references plans);
  create table badges (settings_id uuid references settings (organization_id), id uuid primary key, name text);
  create view open_tasks as select * from tasks where not done;
  create view project_counts (org, total) as select organization_id, count(*) from projects group by organization_id;
  create materialized view task_counts as select organization_id, count(*) as total from tasks group by organization_id;
  create schema billing;
  create table billing.invoices (
    id int primary key, organization_id uuid not null references organizations, number text not null, status text not null,
    unique (organization_id, number)
  );
  create unique index on billing.invoices (number) where status = 'draft';
`,
)

/** Organizations hold workspaces, those hold boards: any one of three tenant columns suffices. */
export const hierarchy = schemaOf(
  'hierarchy',
  `
  create table organizations (id int primary key, slug text not null unique);
  create table users (id int primary key, email text not null unique);
  create table workspaces (id int primary key, organization_id int not null references organizations, name text);
  create table members (workspace_id int not null references workspaces, user_id int not null references users, unique (workspace_id, user_id));
  create table boards (
    id int primary key, organization_id int not null references organizations, workspace_id int references workspaces, name text
  );
  create table cards (id int primary key, workspace_id int not null references workspaces, board_id int references boards, name text);
  create table events (id int primary key, organization_id int references organizations, workspace_id int references workspaces, name text);
`,
  { tenantColumns: ['organization_id', 'workspace_id'] },
)

/** Quoted names in camel case. */
export const camel = schemaOf(
  'camel',
  `
  create table "Organization" (id int primary key, "slugName" text not null unique);
  create table "User" (id int primary key, "emailAddress" text not null unique);
  create table "Member" ("organizationId" int not null references "Organization", "userId" int not null references "User", unique ("userId", "organizationId"));
  create table "Order" (id int primary key, "organizationId" int not null references "Organization", "placedBy" int references "User", total int);
  create table "OrderItem" (id int primary key, "organizationId" int not null references "Organization", "orderId" int not null references "Order", sku text);
`,
)

/** Tables without a tenant column, owned through their foreign keys. */
export const followed = schemaOf(
  'followed',
  `
  create table organizations (id int primary key, slug text not null unique);
  create table carts (id int primary key, organization_id int not null references organizations, name text);
  create table lines (id int primary key, cart_id int not null references carts, amount int);
  create table options (id int primary key, line_id int not null references lines, name text);
  create table remarks (id int primary key, line_id int references lines, name text);
  create table kits (id int primary key, organization_id int references organizations, name text);
  create table parts (id int primary key, kit_id int not null references kits, name text);
  create table works (id int primary key, organization_id int not null references organizations, part_id int not null references parts);
  create table pieces (id int primary key, part_id int not null references parts, name text);
  create table bills (id int primary key, payer int not null references organizations, name text);
  create table rows_of_bills (id int primary key, bill_id int not null references bills, name text);
`,
  { followForeignKeys: true },
)

/** Tables of one part each, which takes any row: of a table, of a part of it, and one that was made by itself. */
export const parted = schemaOf(
  'parted',
  `
  create table organizations (id int primary key);
  create table projects (id int primary key, organization_id int not null references organizations, name text);
  create table events (
    id int primary key, organization_id int not null references organizations, project_id int not null references projects, name text
  ) partition by range (id);
  create table all_events partition of events default;
  create table visits (
    id int primary key, organization_id int not null references organizations, project_id int not null references projects, name text
  ) partition by range (id);
  create table later_visits partition of visits default partition by range (id);
  create table all_visits partition of later_visits default;
  create table logs (
    id int primary key, organization_id int not null references organizations, project_id int not null references projects, name text
  ) partition by range (id);
  create table all_logs (id int not null, organization_id int not null, project_id int not null, name text);
  alter table logs attach partition all_logs default;
`,
)

/** No schema at all. */
export const unknown = schemaOf('unknown', '')

/** Views that Postgres writes through by itself, and others. The asking tenant is also a setting of the session. */
export const viewed = schemaOf(
  'viewed',
  `
  create table organizations (id int primary key);
  create table tasks (
    id int primary key, organization_id int not null references organizations, title text, priority int not null default 0,
    unique (organization_id, title)
  );
  create table plans (id int primary key, name text);
  create view titles as select id, title from tasks;
  create view ranked as select priority as organization_id, title from tasks;
  create view renamed (org, name, key) as select organization_id, title, id from tasks as t;
  create view my_tasks as select * from tasks where organization_id = current_setting('app.org')::int;
  create view my_titles (key, label) as select id, title from my_tasks where priority > 0;
  create view texts as select id, organization_id::text as org, upper(title) as title, priority from tasks;
  create view twins as select t.id, t.organization_id, t.title from tasks t where exists (
    select 1 from tasks u where u.title = t.title and u.organization_id = t.organization_id and u.id <> t.id
  );
  create view task_counts as select organization_id, count(*) as total from tasks group by organization_id;
  create view first_tasks as select * from tasks order by id limit 10;
  create view pairs as select t.id, u.title from tasks t join tasks u on u.id = t.id;
  create view hidden_pairs as select * from pairs;
  create view plan_names as select distinct name from plans;
  create view planned as select p.name, t.title from plans p join tasks t on t.priority = p.id;
`,
  {},
  { setup: 'select 1', begin: "select set_config('app.org', :org, true)" },
)

/** Functions that give the rows of a query, and one that does more. */
export const called = schemaOf(
  'called',
  `
  create table organizations (id int primary key);
  create table tasks (
    id int primary key, organization_id int not null references organizations, title text, priority int not null default 0
  );
  create function all_tasks() returns setof tasks language sql as 'select * from tasks';
  create function tasks_of(org int) returns setof tasks language sql as 'select * from tasks where organization_id = org';
  create function numbered_of(int, low int default 0) returns table (key int, label text) language sql as
    'select id, title from tasks where organization_id = $1 and priority >= low';
  create function parsed_of(org int) returns table (key int) begin atomic select id from tasks where organization_id = org; end;
  create function returned_of(org int) returns setof tasks language plpgsql as
    'begin return query select * from tasks where organization_id = org; end';
  create function checked_of(org int) returns setof tasks language plpgsql as
    'begin if org is null then return; end if; return query select * from tasks; end';
  create function titles_of(org int) returns setof text language sql as 'select title from tasks where organization_id = org';
  create function ids_of(orgs int[]) returns setof int language sql as 'select id from tasks where organization_id = any (orgs)';
  create function perhaps_of(org int) returns setof tasks language sql as
    'select * from tasks where org is null or organization_id = org';
  create function same_of(organization_id int) returns setof tasks language sql as
    'select * from tasks where organization_id = organization_id';
  create function named_of(organization_id int) returns setof tasks language sql as
    'select * from tasks t where t.organization_id = named_of.organization_id';
  create function shadowed_of(org int) returns setof tasks language sql as
    'with t as (select id, priority as org from tasks) select tasks.* from tasks join t using (id) where organization_id = org';
  create function task_of(int) returns tasks language sql as 'select * from tasks where id = $1';
  create function count_of(org int) returns bigint language sql as 'select count(*) from tasks where organization_id = org';
  create function count_all() returns bigint language sql as 'select count(*) from tasks';
  create function renamed_of(org int) returns table (organization_id int, id int) language sql as
    'select id, organization_id from tasks where organization_id = org';
  create function swapped() returns table (organization_id int, id int) language sql as 'select id, organization_id from tasks';
  create function moved_of(org int) returns setof tasks language sql as 'select * from tasks_of(org)';
  create function over_of(org int) returns setof tasks language sql as 'select * from tasks where organization_id = org';
  create function over_of(org text) returns setof tasks language sql as 'select * from tasks';
  create function added_of(org int) returns setof int language sql as
    'insert into tasks (id, organization_id) values (-1, org) returning id';
`,
)

/** Keys of several columns, keys that may be NULL or were not checked, and references to tenants and people beside the tenant's. */
export const keyed = schemaOf(
  'keyed',
  `
  create table organizations (id int primary key, name text, vat text unique, tax_id text unique nulls not distinct);
  create index on organizations (name);
  create table users (id int primary key, name text);
  create table memberships (
    organization_id int not null references organizations, user_id int not null references users, primary key (organization_id, user_id)
  );
  create table projects (
    id int primary key, organization_id int not null references organizations, owner_id int references users, name text,
    unique (organization_id, id)
  );
  create table labels (
    id int primary key, organization_id int references organizations, parent_id int references labels, name text
  );
  create table jars (id int primary key, organization_id int not null references organizations, label_id int not null references labels);
  create table transfers (
    id int primary key, organization_id int not null references organizations, partner_id int not null references organizations, note text
  );
  create table shelves (
    id int primary key, organization_id int not null references organizations, code int not null unique, aisle int not null,
    number int not null, unique (aisle, number), unique (organization_id, aisle, number)
  );
  create table boxes (
    id int primary key, organization_id int not null references organizations, aisle int not null, shelf int not null,
    foreign key (aisle, shelf) references shelves (aisle, number)
  );
  create index on boxes (aisle);
  create unique index on shelves (number) where aisle = 1;
  create table crates (
    id int primary key, organization_id int not null references organizations, aisle int not null, shelf int not null,
    foreign key (organization_id, aisle, shelf) references shelves (organization_id, aisle, number)
  );
  create table stickers (id int primary key, organization_id int not null references organizations, shelf_id int not null references shelves);
  create table scans (id int primary key, organization_id int not null references organizations, code int not null references shelves (code));
  create table invoices (
    id int primary key, organization_id int not null references organizations, number int not null, unique (organization_id, number)
  );
  create table payments (
    id int primary key, organization_id int not null references organizations, number int not null,
    foreign key (organization_id, number) references invoices (organization_id, number)
  );
  create table drafts (
    id int primary key, organization_id int references organizations, project_id int not null,
    foreign key (organization_id, project_id) references projects (organization_id, id)
  );
  create table imports (id int primary key, organization_id int not null references organizations, project_id int not null);
  alter table imports add foreign key (organization_id, project_id) references projects (organization_id, id) not valid;
  create table vouchers (
    id int primary key, organization_id int not null references organizations, series int not null, code text, unique (series, code)
  );
  create unique index on vouchers (series, lower(code));
  create table settings (organization_id int primary key references organizations, theme text);
  create table emblems (id int primary key, organization_id int not null references settings (organization_id));
  create table assignments (
    organization_id int not null references organizations, user_id int not null references users, project_id int not null references projects,
    primary key (user_id, project_id)
  );
  create table profiles (
    id int primary key, organization_id int not null references organizations, user_id int not null unique references users, bio text
  );
  create table budgets (
    id int primary key, organization_id int not null references organizations, project_id int not null references projects, amount int,
    unique (organization_id, project_id)
  );
  create table subscribers (id int primary key, organization_id int not null references organizations, address text not null unique, name text);
`,
)

/** Rows of tenants that tables without a tenant column link with each other. */
export const linked = schemaOf(
  'linked',
  `
  create table organizations (id uuid primary key, name text);
  create table users (id uuid primary key, name text);
  create table memberships (
    organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id)
  );
  create table posts (id uuid primary key, organization_id uuid not null references organizations, title text);
  create table tags (id uuid primary key, organization_id uuid not null references organizations, name text);
  create table themes (id uuid primary key, organization_id uuid references organizations, name text);
  create table loose_tags (id uuid primary key, post_id uuid references posts, tag_id uuid references tags);
  create table post_tags (post_id uuid not null references posts, tag_id uuid not null references tags, primary key (post_id, tag_id));
  create table related (post_id uuid not null references posts, other_id uuid not null references posts, primary key (post_id, other_id));
  create table post_themes (post_id uuid not null references posts, theme_id uuid not null references themes, primary key (post_id, theme_id));
  create table readers (post_id uuid not null references posts, user_id uuid not null references users, primary key (post_id, user_id));
  create table post_collaborators (
    id uuid primary key, post_id uuid not null references posts, user_id uuid not null references users, unique (user_id, post_id)
  );
  create table comments (id uuid primary key, organization_id uuid not null references organizations, post_id uuid not null references posts);
  create table uses (id uuid primary key, post_id uuid not null references posts, tag_id uuid not null references tags);
  create table picks (
    id uuid primary key, post_id uuid not null references posts, tag_id uuid not null references tags, place int, by_id uuid references users,
    unique (post_id, tag_id)
  );
  create table notices (id uuid primary key, user_id uuid not null references users, post_id uuid references posts);
`,
)

/** People who are known by what their table and those of members are called. */
export const staffed = schemaOf(
  'staffed',
  `
  create table teams (id int primary key, name text);
  create table users (id int primary key, name text);
  create table users_on_team (
    id int not null, user_id int not null references users, team_id int not null references teams, primary key (user_id, team_id, id)
  );
  create table guests (id int primary key, team_id int not null references teams, user_id int not null references users, note text);
  create table granted (
    user_id int not null references users, role text not null, team_id int not null references teams, primary key (user_id, team_id, role)
  );
  create table visits (
    user_id int not null references users, day text not null, team_id int not null references teams, primary key (user_id, team_id, day)
  );
  create table documents (id int primary key, team_id int not null references teams, owner_id int references users, title text);
`,
  { tenantColumns: ['team_id'] },
)

/** People who have a tenant of their own as well, such as the one that they look at. */
export const settled = schemaOf(
  'settled',
  `
  create table teams (id int primary key, name text);
  create table users (id int primary key, team_id int references teams, name text);
  create table team_members (
    id int primary key, team_id int not null references teams, user_id int not null references users, unique (team_id, user_id)
  );
  create table users_on_team (team_id int not null references teams, user_id int not null references users, primary key (team_id, user_id));
  create table favourites (team_id int not null references teams, user_id int not null references users, primary key (team_id, user_id));
  create table documents (id int primary key, team_id int not null references teams, title text);
`,
  { tenantColumns: ['team_id'] },
)

/** Members of whom the database does not say who they are. */
export const unreferenced = schemaOf(
  'unreferenced',
  `
  create table teams (id uuid primary key, name text);
  create table team_members (id uuid primary key, team_id uuid not null references teams, user_uid uuid not null, unique (team_id, user_uid));
  create table team_tokens (id uuid primary key, team_id uuid not null references teams, name uuid not null, unique (team_id, name));
  create table team_memberships (id uuid primary key, team_id uuid not null references teams, user_id uuid not null, role text);
  create table team_notes (id uuid primary key, team_id uuid not null references teams, user_id uuid not null, note text);
`,
  { tenantColumns: ['team_id'] },
)

/** Tenants and members of whom names alone say who they are, as in a schema whose tool keeps references itself. */
export const namedAlone = schemaOf(
  'named alone',
  `
  create table team (team_id uuid primary key, name text);
  create table "user" (user_id uuid primary key, name text);
  create table team_user (id uuid primary key, team_id uuid not null, user_id uuid not null, role text);
  create table team_note (id uuid primary key, team_id uuid not null, user_id uuid not null, text text);
`,
  { tenantColumns: ['team_id'] },
)

/** Members who may not have come yet, with who invited them and what they may do. */
export const invited = schemaOf(
  'invited',
  `
  create table organizations (id int primary key, name text);
  create table users (id int primary key, name text);
  create table roles (id int primary key, name text);
  create table organization_members (
    id int primary key, organization_id int not null references organizations, user_id int references users,
    role_id int not null references roles, invited_by int references users, note text
  );
  create table documents (id int primary key, organization_id int not null references organizations, title text);
`,
)

/** People of tenants, whom rows of these are given, themselves or in groups. */
export const grouped = schemaOf(
  'grouped',
  `
  create table organizations (id int primary key, name text);
  create table users (id int primary key, organization_id int not null references organizations, name text);
  create table groups (id int primary key, organization_id int not null references organizations, name text);
  create table group_users (id int primary key, group_id int not null references groups, user_id int not null references users, unique (group_id, user_id));
  create table spaces (id int primary key, organization_id int not null references organizations, name text);
  create table space_members (
    id int primary key, space_id int not null references spaces, user_id int references users, group_id int references groups,
    unique (space_id, user_id), unique (space_id, group_id)
  );
  create table pages (id int primary key, organization_id int not null references organizations, space_id int not null references spaces, title text);
`,
)

/** Sessions that have no tenant column: their secret says whose they are. */
export const sessioned = schemaOf(
  'sessioned',
  `
  create table organizations (id uuid primary key, name text);
  create table users (id uuid primary key, organization_id uuid not null references organizations, name text);
  create table sessions (id uuid primary key, user_id uuid not null references users, token text not null unique, code text not null unique,
    refresh_token text unique);
  create table devices (id uuid primary key, user_id uuid references users, token text not null unique, code text not null unique);
  create table visits (id uuid primary key, organization_id uuid not null references organizations, session_id uuid not null references sessions);
  create table comments (id uuid primary key, organization_id uuid not null references organizations, user_id uuid references users);
`,
)

/** Things that tenants have once each, beside people. */
export const equipped = schemaOf(
  'equipped',
  `
create table organizations (id uuid primary key, name text);
create table users (id uuid primary key, name text);
create table memberships (organization_id uuid not null references organizations, user_id uuid not null references users, primary key (organization_id, user_id));
create table features (id uuid primary key, name text not null unique);
create table enabled_features (organization_id uuid not null references organizations, feature_id uuid not null references features, note text, primary key (organization_id, feature_id));
create table contacts (id uuid primary key, email text);
create table known_contacts (organization_id uuid not null references organizations, contact_id uuid not null references contacts, primary key (organization_id, contact_id));
`,
)
