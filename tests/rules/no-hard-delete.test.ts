import { describe } from 'vitest'
import { inNotation } from '../support/in-notation.ts'
import { testRule, type Case } from '../support/lint.ts'

const rule = 'no-hard-delete'

const schema = `create table tickets (id bigint primary key, organization_id bigint, status text, deleted_at timestamptz);
create table flags (id bigint primary key, name text, deleted boolean not null default false);
create table sessions (id bigint primary key, ticket_id bigint references tickets);
create table labels (id bigint primary key);
create table ticket_labels (
  ticket_id bigint references tickets, label_id bigint references labels, deleted_at timestamptz, primary key (ticket_id, label_id));
create table archive (id bigint primary key);
create view live as select * from tickets;`

const reported: Case[] = [
  {
    name: 'a row',
    serves: 'S0-32',
    schema,
    sql: 'delete from tickets where id = $1',
    expect: [{ messageId: 'deleted', at: 'tickets', data: { table: 'tickets', marker: 'deleted_at' } }],
  },
  {
    name: 'a row of a table with a flag',
    serves: 'S2-4',
    schema,
    sql: 'delete from flags where id = $1',
    expect: [{ messageId: 'deleted', at: 'flags', data: { table: 'flags', marker: 'deleted' } }],
  },
  { name: 'all rows', schema, sql: 'delete from tickets', expect: ['deleted'] },
  { name: 'of two tables', schema, sql: 'delete from tickets; delete from flags', expect: ['deleted', 'deleted'] },
  {
    name: 'names in upper case and in quotes',
    schema,
    sql: 'DELETE FROM PUBLIC."tickets" AS T WHERE T.ID = 1',
    expect: [{ messageId: 'deleted', at: 'PUBLIC."tickets"' }],
  },
  {
    name: 'rows that another query finds',
    schema,
    sql: 'delete from tickets where id in (select ticket_id from sessions)',
    expect: ['deleted'],
  },
  { name: 'itself joined', schema, sql: 'delete from tickets t using tickets o where o.id = t.id and o.status = $1', expect: ['deleted'] },
  { name: 'and gives what was deleted', schema, sql: 'delete from tickets where id = $1 returning id, deleted_at', expect: ['deleted'] },
  {
    name: 'within a query',
    schema,
    sql: 'with gone as (delete from tickets where id = $1 returning id) select id from gone',
    expect: [{ messageId: 'deleted', at: 'tickets' }],
  },
  {
    name: 'through a view',
    schema,
    sql: 'delete from live where id = $1',
    expect: [{ messageId: 'deleted', at: 'live', data: { table: 'live', marker: 'deleted_at' } }],
  },
  {
    name: 'through a view that calls the mark otherwise',
    schema: `${schema} create view known (number, gone_at) as select id, deleted_at from tickets;`,
    sql: 'delete from known where number = $1',
    expect: [{ messageId: 'deleted', at: 'known', data: { table: 'known', marker: 'gone_at' } }],
  },
  {
    name: 'in a merge',
    schema,
    sql: 'merge into tickets t using sessions s on s.ticket_id = t.id when matched then delete',
    expect: [{ messageId: 'deleted', at: 'tickets' }],
  },
  {
    name: 'all at once',
    schema,
    sql: 'truncate tickets',
    expect: [{ messageId: 'truncated', at: 'tickets', data: { marker: 'deleted_at' } }],
  },
  {
    name: 'a table that is not among those that are allowed',
    schema,
    options: [{ allowedTables: ['flags'] }],
    sql: 'delete from tickets; delete from flags',
    expect: ['deleted'],
  },
  {
    name: 'one branch of the program',
    schema,
    ts: 'db.query(`delete from tickets where ${all ? "true" : "id = 1"}`)',
    expect: [{ messageId: 'deleted', at: 'tickets' }],
  },
]

const silent: Case[] = [
  { name: 'a table without a mark', serves: ['S0-32', 'S2-4'], schema, sql: 'delete from sessions where id = $1', expect: [] },
  {
    name: 'a purge of what was marked long ago',
    serves: 'S0-32',
    schema,
    sql: "delete from tickets where deleted_at < now() - interval '30 days'; delete from flags where deleted",
    expect: [],
  },
  {
    name: 'a purge in batches',
    schema,
    sql: 'delete from tickets where id in (select id from tickets where deleted_at is not null limit 100)',
    expect: [],
  },
  {
    name: 'a purge of the rows of a parent that is marked',
    schema,
    sql: 'with old as (select id from tickets where deleted_at < $1) delete from flags using old where old.id = flags.id',
    expect: [],
  },
  {
    name: 'an archive of what is deleted',
    schema,
    sql: 'with gone as (delete from tickets where id = $1 returning id) insert into archive select id from gone',
    expect: [],
  },
  { name: 'a mark that is set', serves: 'S0-32', schema, sql: 'update tickets set deleted_at = now() where id = $1', expect: [] },
  { name: 'a row that only joins others', serves: 'S0-32', schema, sql: 'delete from ticket_labels where ticket_id = $1', expect: [] },
  {
    name: 'a table that is allowed',
    serves: 'S0-32',
    schema,
    options: [{ allowedTables: ['tickets'] }],
    sql: 'delete from tickets; truncate public.tickets',
    expect: [],
  },
  { name: 'a migration', sqlFile: `${schema} delete from tickets where id = 1;`, file: 'migrations/0001_init.sql', expect: [] },
  { name: 'a condition that is hidden', schema, ts: 'db.query(`delete from tickets where ${condition}`)', expect: [] },
  { name: 'a table that is hidden', schema, ts: 'db.query(`delete from ${table} where id = 1`)', expect: [] },
  { name: 'a table of another schema', schema, sql: 'delete from other.tickets where id = 1', expect: [] },
  { name: 'no schema', sql: 'delete from tickets where id = 1', expect: [] },
  {
    name: 'a word that is no mark by the settings',
    schema,
    settings: { softDeleteColumns: ['gone_at'] },
    sql: 'delete from tickets',
    expect: [],
  },
]

describe('reported', () => testRule(rule, reported))
describe('silent', () => testRule(rule, silent))

const deletes = [
  ['prisma', 'await db.project.delete({ where: { id } })', 'project'],
  ['prisma', 'await db.project.deleteMany({ where: { organizationId: org } })', 'project'],
  ['drizzle', 'await db.delete(projects).where(eq(projects.id, id))', 'projects'],
  ['typeorm', 'await db.getRepository(Project).delete({ id })', 'delete'],
  ['sequelize', 'await Project.destroy({ where: { id }, force: true })', 'Project'],
  ['mikro-orm', 'await db.nativeDelete(Project, { id })', 'Project'],
  ['knex', "await db('projects').where({ id }).del()", 'projects'],
  ['kysely', "await db.deleteFrom('projects').where('id', '=', id).execute()", 'projects'],
  ['supabase', "await db.from('projects').delete().eq('id', id)", "'projects'"],
] as const

const purges = [
  ['prisma', 'await db.project.deleteMany({ where: { deletedAt: { lt: new Date(0) } } })'],
  ['prisma', 'await db.project.update({ where: { id }, data: { deletedAt: new Date() } })'],
  ['prisma', 'await db.project.deleteMany({ where: filters })'],
  ['drizzle', 'await db.delete(projects).where(and(eq(projects.id, id), not(isNull(projects.deletedAt))))'],
  ['typeorm', 'await db.getRepository(Project).delete({ deletedAt: Not(IsNull()) })'],
  ['sequelize', 'await Project.destroy({ where: { deletedAt: { [Op.lt]: new Date(0) } } })'],
  ['mikro-orm', 'await db.nativeDelete(Project, { deletedAt: { $ne: null } })'],
  ['knex', "await db('projects').whereNotNull('deleted_at').del()"],
  ['kysely', "await db.deleteFrom('projects').where('deleted_at', 'is not', null).execute()"],
  ['supabase', "await db.from('projects').delete().lt('deleted_at', '2020-01-01')"],
] as const

/** Whose calls name columns as the database does. */
const writesNames: ReadonlySet<string> = new Set(['knex', 'kysely', 'supabase'])

const notations: Case[] = [
  ...deletes.map(([name, call, at]): Case => ({
    name: `${name}: ${call}`,
    serves: 'S0-32',
    ...inNotation(name, call),
    expect: [{ messageId: 'deleted', at, data: { table: 'projects', marker: writesNames.has(name) ? 'deleted_at' : 'deletedAt' } }],
  })),
  ...purges.map(([name, call]): Case => ({ name: `${name}: ${call}`, ...inNotation(name, call), expect: [] })),
]

describe('notations', () => testRule(rule, notations))
