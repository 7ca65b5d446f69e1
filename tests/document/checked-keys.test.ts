import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table users (id uuid primary key, email text);
create table projects (id uuid primary key, organization_id uuid not null references organizations, owner_id uuid references users, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects, author_id uuid references users);
`

const ask = 'select name from projects where id = ${id} and organization_id = ${org}'
const change = "await db.query(sql`update projects set name = 'x' where id = ${id}`)"

/** The verdict of the last query in a function. */
function lastOf(body: string): string | undefined {
  const around = `export async function run(org: string, id: string, input: any, db: any) {\n${body.replaceAll('ASK', ask)}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('a key behind what a context of Koa throws without', () => {
  const inHandler = (check: string, parameter = 'ctx'): string | undefined =>
    lastOf(`return async (${parameter}: any) => {\nconst row = await db.maybeOne(sql\`ASK\`)\n${check}\n${change}\n}`)
  it.each(['ctx.assert(row, 404)', 'if (!row) ctx.throw(404)', 'ctx.assert(row && input, 404)'])('holds: %s', (check) => {
    expect(inHandler(check)).toBe('by-row')
    expect(inHandler(check, 'other')).toBe('by-key')
  })
  it.each(['ctx.assert(input, 404)', 'ctx.assert(row || input, 404)', 'if (row) ctx.throw(404)', 'if (!row) ctx.log(404)', 'ctx.is(row)'])(
    'holds nothing: %s',
    (check) => {
      expect(inHandler(check)).toBe('by-key')
    },
  )

  it.each([
    ['ctx: Context', 'ctx.assert(row, 404)', 'by-row'],
    ['ctx: Koa.Context', 'if (!row) ctx.throw(404)', 'by-row'],
    ['ctx: Own', 'ctx.assert(row, 404)', 'by-row'],
    ['ctx: Own', 'if (!row) ctx.throw(404)', 'by-key'],
    ['ctx: Answers', 'if (!row) ctx.throw(404)', 'by-key'],
    ['ctx: Throws', 'if (!row) ctx.throw(404)', 'by-row'],
    ['ctx: { assert(it: unknown): void }', 'ctx.assert(row)', 'by-key'],
    ['{ ctx }: any', 'ctx.assert(row)', 'by-key'],
    ['ctx: any', 'ctx?.assert(row)', 'by-key'],
    ['ctx: any', 'ctx.assert?.(row)', 'by-key'],
    ['ctx: any', 'ctx = input; ctx.assert(row)', 'by-key'],
    ['ctx: any', "ctx.type = 'json'; ctx.assert(row, 404); ctx.body = row", 'by-row'],
    ['ctx: any', 'if (!row) ctx.throw(404); ctx.status = 204', 'by-row'],
    ['ctx: any', 'ctx.throw = log; if (!row) ctx.throw(404)', 'by-key'],
  ])('holds where it is that of Koa: %s, %s', (parameter, check, verdict) => {
    const types = `interface Own { throw(status: number): Response }
      class Answers { throw(status: number) { this.status = status } }
      interface Throws { throw(status: number): never }`
    const handler = `async (${parameter}) => {\nconst row = await db.maybeOne(sql\`ASK\`)\n${check}\n${change}\n}`
    expect(lastOf(`${types}\nreturn ${handler}`)).toBe(verdict)
  })
})

describe('a key that a query for the tenant has found before', () => {
  it.each([
    ['if (!row) throw new Error()'],
    ['if (!row) { log(id); return null }'],
    ['if (row === null) throw new Error()'],
    ['if (row == undefined || row.name === "x") throw new Error()'],
    ['if (!row?.name) throw new Error()'],
    ['if (row) { } else { throw new Error() }'],
    ['if (!row) notFound()'],
    ['if (!row) { if (org) return 1; else throw new Error() }'],
    ['assert(row)'],
    ['invariant(row, "no row")'],
    ['if (!(row !== null)) throw new Error()'],
    ['if (!Boolean(org) || !row) throw new Error()'],
  ])('holds behind %s', (check) => {
    expect(lastOf(`const row = await db.maybeOne(sql\`ASK\`)\n${check}\n${change}`)).toBe('by-row')
  })

  it.each([
    ['const row = await db.one(sql`SEE`)', '!row.found', 'by-row'],
    ['const { found } = await db.one(sql`SEE`)', '!found', 'by-row'],
    ['const { rows } = await db.query(sql`SEE`)', '!rows[0].found', 'by-row'],
    ['const { rows } = await db.query(sql`SEE`)', '!rows[0]?.found', 'by-row'],
    ['const [{ found }] = await sql`SEE`', '!found', 'by-row'],
    ['const { rows: [{ found }] } = await db.query(sql`SEE`)', '!found', 'by-row'],
    ['const { rows: [{ found: is }] } = await db.query(sql`SEE`)', '!is', 'by-row'],
    ['const { rows: [, { found }] } = await db.query(sql`SEE`)', '!found', 'by-key'],
    ['const { fields: [{ found }] } = await db.query(sql`SEE`)', '!found', 'by-key'],
    ['let [{ found }] = await sql`SEE`; found = input', '!found', 'by-key'],
    ['const row = await db.one(sql`SEE`)', 'row.found', 'by-key'],
    ['const row = await db.one(sql`SEE`)', 'row.found === null', 'by-key'],
    ['const row = await db.one(sql`SEE`)', '!row.other', 'by-key'],
    ['const row = await db.one(sql`SEE`)', '!row', 'by-key'],
    ['const row = await db.one(sql`SEE`)', 'row.found === false', 'by-row'],
    ['const row = await db.one(sql`SEE`)', 'row.found !== true', 'by-row'],
    ['const row = await db.one(sql`SEE`)', 'row.found === true', 'by-key'],
    ['const row = await db.one(sql`SEE`)', 'row.found !== false', 'by-key'],
    ['const { rows } = await db.query(sql`SEE`)', 'rows[0]?.found === false', 'by-key'],
    ['const { rows } = await db.query(sql`SEE`)', 'rows[0]?.found !== true', 'by-row'],
    ['const row = await db.one(sql`SEE`); const is = row.found', '!is', 'by-row'],
    ['const row = await db.one(sql`SEE`); let is = row.found; is = input', '!is', 'by-key'],
    ['const row = await db.one(sql`SEE`); const is = row.other', '!is', 'by-key'],
    ['const row = await db.one(sql`select not exists (ASK) as found`)', '!row.found', 'by-key'],
    ['const row = await db.one(sql`select exists (ASK) or true as found`)', '!row.found', 'by-key'],
    ['const row = await db.one(sql`select exists (select 1 from projects where id = ${id}) as found`)', '!row.found', 'by-key'],
    [
      'const row = await db.one(sql`select exists (select count(*) from projects where id = ${id} and organization_id = ${org}) as found`)',
      '!row.found',
      'by-key',
    ],
  ])('holds where it exists: %s, %s', (found, check, verdict) => {
    const all = found.replace('SEE', 'select exists (ASK) as found')
    expect(lastOf(`${all}\nif (${check}) throw new Error()\n${change}`)).toBe(verdict)
  })

  it.each([
    ['select count(*)::int as n from FROM', '!row.n', 'by-row'],
    ['select count(*)::int from FROM', '!row.count', 'by-row'],
    ['select cast(count(*) as integer) as n from FROM', '!row.n', 'by-row'],
    ['select count(*)::int as n from FROM', '!row.other', 'by-key'],
    ['select count(*) as n from FROM', '!row.n', 'by-key'],
    ['select count(*)::text as n from FROM', '!row.n', 'by-key'],
    ['select count(*)::bigint as n from FROM', '!row.n', 'by-key'],
    ['select 1 + count(*)::int as n from FROM', '!row.n', 'by-key'],
  ])('holds where there are some: %s, %s', (query, check, verdict) => {
    const all = query.replace('FROM', 'projects where id = ${id} and organization_id = ${org}')
    expect(lastOf(`const row = await db.one(sql\`${all}\`)\nif (${check}) throw new Error()\n${change}`)).toBe(verdict)
  })

  it('holds where a query has set what cannot be seen', () => {
    const update = 'await sql`update projects set ${sql(input)} where id = ${id} and organization_id = ${org}'
    expect(lastOf(`const [row] = ${update} returning name\`\nif (!row) throw new Error()\n${change}`)).toBe('by-row')
    expect(lastOf(`const done = ${update}\`\nif (done.count === 0) throw new Error()\n${change}`)).toBe('by-row')
  })

  it.each([
    ['await queryOneOrThrow(sql`ASK`)', 'by-row'],
    ['const [row, other] = await Promise.all([queryOneOrThrow(sql`ASK`), more()])', 'by-row'],
    ['await Promise.all([more(), queryOneOrThrow(sql`ASK`)])', 'by-row'],
    ['Promise.all([queryOneOrThrow(sql`ASK`)])', 'by-key'],
    ['await Promise.race([queryOneOrThrow(sql`ASK`), more()])', 'by-key'],
    ['const row = await queryOneOrFail(sql`ASK`)', 'by-row'],
    ['const rows = await queryOrThrow(sql`ASK`)', 'by-row'],
    ['queryOneOrThrow(sql`ASK`)', 'by-key'],
    ['await queryOneOrNone(sql`ASK`)', 'by-key'],
    ['await db.one(sql`ASK`).catch((error) => { throw new Error(error) })', 'by-row'],
    ['const row = await db.maybeOne(sql`ASK`).catch(() => null)\nif (!row) throw new Error()', 'by-row'],
    ['const row = await db.maybeOne(sql`ASK`).catch(() => null)\nif (row === null) throw new Error()', 'by-row'],
    ['await queryOneOrThrow(sql`select name from projects where id = ${id}`)', 'by-key'],
  ])('holds behind a function of its own that says that it throws: %s', (found, verdict) => {
    expect(lastOf(`${found}\n${change}`)).toBe(verdict)
  })

  it.each([
    ['const row = await db.one(sql`COUNT`)', 'Number(row.n) === 0', 'by-row'],
    ['const row = await db.one(sql`COUNT`)', '!Number(row.n)', 'by-row'],
    ['const row = await db.one(sql`COUNT`)', '+row.n < 1', 'by-row'],
    ['const row = await db.one(sql`COUNT`)', 'row.n == 0', 'by-row'],
    ['const [row] = await sql`COUNT`', 'Number(row.n) === 0', 'by-row'],
    ['const [{ n }] = await sql`COUNT`', 'Number(n) === 0', 'by-row'],
    ['const { rows: [{ n }] } = await db.query(sql`COUNT`)', 'parseInt(n, 10) === 0', 'by-row'],
    ['const { rows } = await db.query(sql`COUNT limit 1`)', '!(Number(rows[0].n) > 0)', 'by-row'],
    ['const { rows } = await db.query(sql`COUNT`)', '!(Number(rows[0]?.n) > 0)', 'by-row'],
    ['const { rows } = await db.query(sql`COUNT`)', 'Number(rows[0]?.n) === 0', 'by-key'],
    ['const row = await db.one(sql`COUNT`)', '!row.n', 'by-key'],
    ['const row = await db.one(sql`COUNT`)', 'Number(row.n) > 0', 'by-key'],
    ['const row = await db.one(sql`COUNT group by organization_id`)', 'Number(row.n) === 0', 'by-row'],
    ['const row = await db.one(sql`COUNT offset 1`)', 'Number(row.n) === 0', 'by-key'],
    ['const row = await db.one(sql`select count(*) as n from projects where id = ${id}`)', 'Number(row.n) === 0', 'by-key'],
    ['const result = await db.query(sql`COUNT`)', 'result.rowCount === 0', 'by-key'],
    ['const n = await db.one(sql`COUNT`)', 'Number(n) === 0', 'by-key'],
  ])('holds where it counts some: %s, %s', (found, check, verdict) => {
    const all = found.replace('COUNT', 'select count(*) as n from projects where id = ${id} and organization_id = ${org}')
    expect(lastOf(`${all}\nif (${check}) throw new Error()\n${change}`)).toBe(verdict)
  })

  it.each([
    ['!(await db.exists(sql`ASK`))', 'by-row'],
    ['(await db.exists(sql`ASK`)) === false', 'by-row'],
    ['true !== (await db.exists(sql`ASK`))', 'by-row'],
    ['await db.exists(sql`ASK`)', 'by-key'],
    ['(await db.exists(sql`ASK`)) !== false', 'by-key'],
    ['(await db.exists(sql`ASK`)) === null', 'by-key'],
    ['(await db.maybeOne(sql`ASK`)) === false', 'by-key'],
    ['!(await db.exists(sql`ASK`)) && input', 'by-key'],
    ['!db.exists(sql`ASK`)', 'by-key'],
    ['!(await db.exists(sql`select name from projects where id = ${id}`))', 'by-key'],
    ['!(await db.exists(sql`select count(*) from projects where id = ${id} and organization_id = ${org}`))', 'by-key'],
  ])('holds where a query says that it exists: %s', (check, verdict) => {
    expect(lastOf(`if (${check}) throw new Error()\n${change}`)).toBe(verdict)
  })

  it.each([
    ['const row = await db.maybeOne(sql`ASK`)', 'row.name = input.name'],
    ['const [row] = await sql`ASK`', 'row.name ??= input.name; row.count++'],
    ['const { rows } = await db.query(sql`ASK`)\nconst row = rows[0]', 'row.id = input.id'],
  ])('holds where the row gets other properties: %s; %s', (first, set) => {
    expect(lastOf(`${first}\nif (!row) throw new Error()\n${set}\n${change}`)).toBe('by-row')
  })

  it.each([
    ['if (row) {', '}'],
    ['if (row && org) {', '}'],
    ['if (!row) log(id); else {', '}'],
    ['if (row != null) {', '}'],
    ['if (!row) return; await db.transaction(async (tx) => {', '})'],
    ['if (!row) return; for (const one of input) {', '}'],
    ['const done = row ?', ': undefined'],
    ['const done = row &&', ''],
    ['const done = !row ||', ''],
  ])('holds in %s', (before, after) => {
    expect(lastOf(`const row = await db.maybeOne(sql\`ASK\`)\n${before} ${change} ${after}`)).toBe('by-row')
  })

  it.each([
    ['const [row] = await sql`ASK`', '!row'],
    ['const rows = await sql`ASK`', '!rows[0]'],
    ['const rows = await sql`ASK`', 'rows.length === 0'],
    ['const rows = await sql`ASK`', '!rows.length'],
    ['const rows = await sql`ASK`', 'rows.length < 1'],
    ['const rows = await sql`ASK`', 'rows.length !== 1'],
    ['const rows = await sql`ASK`', '0 >= rows.length'],
    ['const rows = await sql`ASK`', '!(rows.length > 0)'],
    ['const result = await db.query(sql`ASK`)', '!result.rows[0]'],
    ['const result = await db.query(sql`ASK`)', 'result.rowCount === 0'],
    ['const { rows } = await db.query(sql`ASK`)', 'rows.length === 0'],
    ['const { rows: [row] } = await db.query(sql`ASK`)', '!row'],
    [
      "const result = await db.query('update projects set name = $1 where id = $2 and organization_id = $3', ['x', id, org])",
      '!result.rowCount',
    ],
    ['const result = await db.query(sql`delete from projects where id = ${id} and organization_id = ${org}`)', 'result.rowCount === 0'],
    ['const row = (await db.query(sql`ASK`)).rows[0]', '!row'],
    ['const row = await db.one(sql`ASK`)', 'false'],
    ['const row = (await sql`ASK`).find((one) => one.name)', '!row'],
  ])('holds where there was a row: %s; %s', (first, none) => {
    expect(lastOf(`${first}\nif (${none}) throw new Error()\n${change}`)).toBe('by-row')
  })

  it.each([
    ['is not checked', 'const row = await db.maybeOne(sql`ASK`)', ''],
    ['is only told', 'const row = await db.maybeOne(sql`ASK`)', 'if (!row) log(id)'],
    ['goes on where there is none', 'const row = await db.maybeOne(sql`ASK`)', 'if (row) throw new Error()'],
    ['goes on where there is none or another thing', 'const row = await db.maybeOne(sql`ASK`)', 'if (!row && org) throw new Error()'],
    ['is a list, which is always there', 'const rows = await sql`ASK`', 'if (!rows) throw new Error()'],
    ['is a list that may be empty', 'const rows = await sql`ASK`', 'if (rows.length >= 0 === false) throw new Error()'],
    ['is a list that was empty', 'const rows = await sql`ASK`', 'if (rows.length > 0) throw new Error()'],
    ['is set again', 'let row = await db.maybeOne(sql`ASK`)', 'row = input; if (!row) throw new Error()'],
    [
      'is a count, which is always there',
      'const row = await db.one(sql`select count(*) from projects where id = ${id} and organization_id = ${org}`)',
      'if (!row) throw new Error()',
    ],
    ['is of every tenant', 'const row = await db.maybeOne(sql`select name from projects where id = ${id}`)', 'if (!row) throw new Error()'],
    [
      'is of another key',
      'const row = await db.maybeOne(sql`select name from projects where id = ${input.id} and organization_id = ${org}`)',
      'if (!row) throw new Error()',
    ],
    [
      'is of that key or another',
      'const row = await db.maybeOne(sql`select name from projects where (id = ${id} or id = ${input.id}) and organization_id = ${org}`)',
      'if (!row) throw new Error()',
    ],
    [
      'is of another column',
      'const row = await db.maybeOne(sql`select name from projects where name = ${id} and organization_id = ${org}`)',
      'if (!row) throw new Error()',
    ],
    ['is behind another key', 'const row = await db.maybeOne(sql`ASK`)', 'if (!row) throw new Error()\nid = input.id'],
    [
      'was set by the query',
      'const row = await db.one(sql`update projects set id = ${id} where id = ${id} and organization_id = ${org} returning name`)',
      '',
    ],
  ])('does not hold where the row %s', (_, first, check) => {
    expect(lastOf(`${first}\n${check}\n${change}`)).toBe('by-key')
  })

  it('does not hold in a function that may be called before, nor does what a branch has asked', () => {
    const inner = (head: string): string | undefined =>
      lastOf(`if (input.on) await assertMayRead(input, id)
      ${head} { return input.on ? db.query(sql\`select name from projects where id = \${id}\`) : undefined }
      return go`)
    expect(inner('function go()')).toBe('by-key')
    expect(inner('const go = () =>')).toBe('by-guard')
    expect(lastOf(`const row = await db.maybeOne(sql\`ASK\`)\nif (!row) throw new Error()\nasync function later() { ${change} }`)).toBe(
      'by-key',
    )
  })

  it('does not hold what has the same name', () => {
    expect(lastOf(`const row = await db.maybeOne(sql\`ASK\`)\nif (!row) throw new Error()\ninput.map(async (id) => { ${change} })`)).toBe(
      'by-key',
    )
  })

  it('does not hold before the check', () => {
    expect(
      lastOf(
        `const row = await db.maybeOne(sql\`ASK\`)\nawait db.query(sql\`update projects set name = 'x' where id = \${id}\`)\nif (!row) throw new Error()`,
      ),
    ).toBe('by-key')
  })

  it.each([
    ['rows that refer to it', 'delete from tasks where project_id = ${id}', 'by-row'],
    ['a key of another table', 'delete from tasks where id = ${id}', 'by-key'],
  ])('leads to %s', (_, sql, verdict) => {
    expect(lastOf(`const row = await db.maybeOne(sql\`ASK\`)\nif (!row) throw new Error()\nawait db.query(sql\`${sql}\`)`)).toBe(verdict)
  })

  it('leads from a row to what it refers to, but not to all of a person', () => {
    const first =
      'const row = await db.maybeOne(sql`select id from tasks where project_id = ${id} and author_id = ${input.by} and organization_id = ${org}`)'
    const then = (sql: string): string | undefined => lastOf(`${first}\nif (!row) return\nawait db.query(sql\`${sql}\`)`)
    expect(then('delete from projects where id = ${id}')).toBe('by-row')
    expect(then('delete from tasks where author_id = ${input.by}')).toBe('by-reference')
  })

  it.each(['input.id', 'input.params.id', 'Number(id)', 'input!.id', '`${id}`'])('may be %s', (key) => {
    const body = `const row = await db.maybeOne(sql\`select name from projects where organization_id = \${org} and id = \${${key}}\`)
      if (!row) return
      await db.query(sql\`delete from projects where id = \${${key}}\`)`
    expect(lastOf(body)).toBe(key.startsWith('`') ? 'by-key' : 'by-row')
  })

  it('is none once a property is set', () => {
    const body = `const row = await db.maybeOne(sql\`select name from projects where organization_id = \${org} and id = \${input.id}\`)
      if (!row) return
      input.id = org
      await db.query(sql\`delete from projects where id = \${input.id}\`)`
    expect(lastOf(body)).toBe('by-key')
  })

  it('is none where names go round in a circle', () => {
    expect(lastOf(`const a = b\nconst b = a\nif (!a) return\n${change}`)).toBe('by-key')
  })

  it('is the nearest of many', () => {
    const others = Array.from(
      { length: 12 },
      (_, i) => `const r${i} = await db.one(sql\`select id from tasks where organization_id = \${org} and id = \${input.t${i}}\`)`,
    )
    const before = 'const row = await db.one(sql`ASK`)'
    expect(lastOf(`${before}\n${others.slice(0, 7).join('\n')}\n${change}`)).toBe('by-row')
  })
})
