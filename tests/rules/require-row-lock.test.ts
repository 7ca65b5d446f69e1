import { testRule, type Case } from '../support/lint.ts'

const schema = `create table tickets (id bigint primary key, organization_id bigint not null, status text not null, used_at date, version int);
create table jobs (id bigint primary key, "State" text);`

const use = (read: string, update: string, between = "if (ticket.status !== 'VALID') throw new Error('used')"): string => `
export async function use(id: string, other: string) {
  const { rows: [ticket] } = await db.query(${read}, [id])
  ${between}
  await db.query(${update}, [id])
}`
const read = "'select * from tickets where id = $1'"
const update = `"update tickets set status = 'USED', used_at = now() where id = $1"`
const silent = (name: string, ts: string): Case => ({ name, serves: 'S2-21', schema, ts, expect: [] })

const prisma = (where: string): Pick<Case, 'ts' | 'file' | 'schema'> => ({
  ts: `import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
export async function use(id: number) {
  const ticket = await prisma.ticket.findUnique({ where: { id } })
  if (ticket?.status !== 'VALID') throw new Error('used')
  await prisma.ticket.update({ where: ${where}, data: { status: 'USED' } })
}`,
  file: 'run.ts',
  schema: {
    'package.json': '{"dependencies":{"@prisma/client":"6.0.0"}}',
    'schema.prisma': `datasource db {
  provider = "postgresql"
}
model Ticket {
  id     Int    @id
  status String
}`,
  },
})

testRule('require-row-lock', [
  {
    name: 'a state that is read and then changed',
    serves: 'S2-21',
    schema,
    ts: use(read, update),
    expect: [{ messageId: 'unlocked', at: 'tickets', data: { table: 'tickets', column: 'status' } }],
  },
  {
    name: 'two in one file, in upper case',
    schema,
    ts: use(read, update) + use(read.toUpperCase(), update.toUpperCase()).replace('use(', 'again('),
    expect: ['unlocked', 'unlocked'],
  },
  { name: 'Prisma', serves: 'S2-21', ...prisma('{ id }'), expect: ['unlocked'] },
  { name: 'Prisma, with the old state', ...prisma("{ id, status: 'VALID' }"), expect: [] },
  silent('a lock', use("'select * from tickets where id = $1 for update'", update)),
  silent('the old state is asked for', use(read, `"update tickets set status = 'USED' where id = $1 and status = 'VALID'"`)),
  silent('a version is asked for', use(read, `"update tickets set status = 'USED', version = version + 1 where id = $1 and version = 3"`)),
  silent('another row', use(read, `"update tickets set status = 'USED' where id = $1"`).replace('[id])\n}', '[other])\n}')),
  silent('another table', use("'select * from jobs where id = $1'", update)),
  silent('something else is changed', use(read, `"update tickets set used_at = now() where id = $1"`)),
  silent('the state is not looked at', use(read, update, "if (!ticket) throw new Error('none')")),
  silent(
    'another function',
    use(read, update).replace('await db.query("', '}\nexport async function set(id: string) {\n  await db.query("'),
  ),
  silent('an advisory lock', use(read, update, 'await takeLock(id); if (ticket.status) await pg_advisory_lock(id)')),
  silent('a query that cannot be seen', use('`select * from ${table} where id = $1`', update)),
  {
    name: 'itself joined',
    schema,
    ts: use("'select a.* from tickets a join tickets b on b.id = a.id where a.id = $1'", update),
    expect: [],
  },
])
