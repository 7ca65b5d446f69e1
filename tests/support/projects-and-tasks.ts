/** Projects of an organization, and their tasks. */
export const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`

/** How a program finds a project of the tenant, or throws. */
export const find =
  'const row = await db.maybeOne(sql`select * from projects where id = ${id} and organization_id = ${org}`)\nif (!row) throw new Error()\n'
