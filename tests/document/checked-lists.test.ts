import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, slug text, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid references projects);
create view named as select * from projects;
create table papers (id uuid primary key, organization_id uuid not null references organizations, size int, length int);
create table old_papers () inherits (papers);
create table sheets (id uuid primary key, organization_id uuid not null references organizations, code text unique, count int, length int);
`

const ask = 'select id from projects where id = any(${ids}) and organization_id = ${org}'
const rows = `const rows = await sql\`${ask}\``
const change = "await sql`update projects set name = 'x' where id = any(${ids})`"

/** The verdict of the last query in a function. */
function lastOf(body: string): string | undefined {
  const around = `export async function run(org: string, ids: string[], input: any, others: string[]) {\n${body}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('keys of which as many rows of the tenant were found as there are', () => {
  it.each([
    ['if (rows.length !== ids.length) throw new Error()'],
    ['if (ids.length !== rows.length) return'],
    ['if (rows.length != ids.length) return'],
    ['if (rows.length < ids.length) throw new Error()'],
    ['if (ids.length > rows.length) throw new Error()'],
    ['if (!(rows.length >= ids.length)) throw new Error()'],
    ['if (rows.length !== new Set(ids).size) throw new Error()'],
    ['if (rows.length !== [...new Set(ids)].length) throw new Error()'],
    ['if (!org || rows.length !== ids.length) throw new Error()'],
  ])('are held behind %s', (check) => {
    expect(lastOf(`${rows}\n${check}\n${change}`)).toBe('by-row')
  })

  it.each([
    ['await sql`update projects set name = 1 where id in ${sql(ids)}`'],
    ["await sql`update projects set name = 1 where id = any(${sql.array(ids, 'uuid')})`"],
    ['await sql`update projects set name = 1 where id in (${sql.join(ids, sql.fragment`, `)})`'],
    ['for (const id of ids) await sql`update projects set name = 1 where id = ${sql.uuid(id)}`'],
    ['for (const id of ids) await sql`update projects set name = 1 where id = ${id}`'],
    ['await Promise.all(ids.map((id) => sql`update projects set name = 1 where id = ${id}`))'],
    ['await sql`select id from tasks where project_id = any(${ids})`'],
  ])('hold what is asked by them: %s', (use) => {
    expect(lastOf(`${rows}\nif (rows.length !== ids.length) throw new Error()\n${use}`)).toBe('by-row')
  })

  it.each([
    ['const rows = await sql`select id from projects where id in ${sql(ids)} and organization_id = ${org}`'],
    ['const rows = await sql`select * from projects where organization_id = ${org} and id = any(${ids}::uuid[]) limit 100`'],
    ["const rows = await sql`select id from projects where id = any(${sql.array(ids, 'uuid')}) and organization_id = ${org}`"],
    ['const rows = await sql`select id from projects where id in (${sql.join(ids, sql.fragment`, `)}) and organization_id = ${org}`'],
  ])('are found by %s', (found) => {
    expect(lastOf(`${found}\nif (rows.length !== ids.length) throw new Error()\n${change}`)).toBe('by-row')
  })

  it.each([
    ['where another list is as long', rows, 'if (rows.length !== others.length) throw new Error()', change],
    ['where there are fewer', rows, 'if (rows.length > ids.length) throw new Error()', change],
    ['where it goes on', rows, 'if (rows.length !== ids.length) console.log(ids)', change],
    ['where it is the other way round', rows, 'if (rows.length === ids.length) throw new Error()', change],
    ['of which one is added', rows, 'ids.push(input.id); if (rows.length !== ids.length) throw new Error()', change],
    ['of which one is another', rows, 'if (rows.length !== ids.length) throw new Error(); ids[0] = input.id', change],
    ['that are others', rows, 'if (rows.length !== ids.length) throw new Error()', change.replace('ids', 'others')],
    ['by a column that several have', rows.replace('id = any', 'slug = any'), 'if (rows.length !== ids.length) throw new Error()', change],
    [
      'by a join',
      rows.replace('from projects where', 'from projects join tasks on true where projects.'),
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    [
      'by a function for each',
      rows.replace('select id', 'select unnest(array[1, 2])'),
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    [
      'of no tenant',
      'const rows = await sql`select id from projects where id = any(${ids})`',
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    ['or others', rows.replace(' and ', ' or '), 'if (rows.length !== ids.length) throw new Error()', change],
    ['that are not meant', rows.replace('= any(${ids})', '<> all(${ids})'), 'if (rows.length !== ids.length) throw new Error()', change],
    [
      'and one more',
      rows.replace('any(${ids})', 'any(array[${ids}, ${input.id}])'),
      'if (rows.length !== ids.length) throw new Error()',
      change,
    ],
    ['by a list of one list', rows, 'if (rows.length < [ids].length) throw new Error()', change],
    ['by a list of more', rows, 'if (rows.length < [...new Set(ids), org].length) throw new Error()', change],
    ['by a length that sets do not have', rows, 'if (rows.length < new Set(ids).length) throw new Error()', change],
    ['what may be nothing', rows, 'if (rows?.length < ids.length) throw new Error()', change],
  ])('are not held %s', (_, ...body) => {
    expect(lastOf(body.join('\n'))).toMatch(/^(?:by-key|unscoped)$/)
  })

  const check = 'if (rows.length !== ids.length) throw new Error()'
  const asking = (output: string, more = ''): string =>
    `const rows = await sql\`select ${output} from sheets where id = any(\${ids}) and organization_id = \${org} ${more}\``
  const changeSheets = 'await sql`update sheets set count = 1 where id = any(${ids})`'

  it.each([
    ['by the rows of a number', asking('count(*)'), check],
    ['by how many rows a number is', asking('count(*)').replace('rows', '{ rowCount }'), 'if (rowCount !== ids.length) return'],
    ['by a column of that name', asking('count').replace('rows', '[row]'), 'if (row.count !== ids.length) return'],
    ['by a column taken out of a row', asking('count').replace('rows', '[{ count }]'), 'if (count !== ids.length) return'],
    ['by a column of the first', asking('count'), 'if (rows[0].count !== ids.length) return'],
    ['by a length of the first', asking('length'), 'if (rows[0].length !== ids.length) return'],
    ['by sets of groups', asking('id', 'group by grouping sets ((id), ())'), check],
    ['by groups and all of them', asking('id', 'group by rollup (id)'), check],
    ['by what one text makes of several', asking('id').replace('id = any', 'code::uuid = any'), check],
    ['where the list may be nothing', asking('id'), 'if (rows.length < ids?.length) throw new Error()'],
    ['by an own set', `const Set = input.Set\n${asking('id')}`, 'if (rows.length !== new Set(ids).size) throw new Error()'],
    ['by rows that are more by another name', asking('id'), `const all = rows; all.push(...others)\n${check}`],
    ['by rows that a function adds to', asking('id'), `const add = (to: any[]) => { to.push(input) }\nadd(rows)\n${check}`],
  ])('are not held %s', (_, found, checked) => {
    const isOfCode = found.includes('code::uuid')
    const use = isOfCode ? changeSheets.replace('id = any', 'code = any') : changeSheets
    expect(lastOf(`${found}\n${checked}\n${use}`)).toMatch(/^(?:by-key|unscoped)$/)
  })

  it.each([
    ['const [row] = QUERY\nif (row.count !== ids.length) return'],
    ['const rows = QUERY\nif (Number(rows[0].count) !== ids.length) return'],
    ['const [{ count }] = QUERY\nif (count !== ids.length) return'],
    ['const [{ count }] = QUERY\nif (parseInt(count, 10) < ids.length) return'],
    ['const [{ count: found }] = QUERY\nif (+found !== ids.length) return'],
  ])('are held by a number of rows: %s', (counted) => {
    const query = 'await sql`select count(*) from sheets where id = any(${ids}) and organization_id = ${org}`'
    expect(lastOf(`${counted.replace('QUERY', query)}\n${changeSheets}`)).toBe('by-row')
  })

  it.each([
    ['const { n } = (await queryOne(COUNT))!\nif (n !== ids.length) throw new Error()', 'by-row'],
    ['const row = await queryOne(COUNT)\nif (row?.n !== ids.length) throw new Error()', 'by-row'],
    ['const { n } = (await queryOne(COUNT))!\nif (n < 1) throw new Error()', 'by-key'],
    ['const { n } = await query(COUNT)\nif (n !== ids.length) throw new Error()', 'by-key'],
  ])('are held by the number that a function of another file gives: %s', (counted, verdict) => {
    const runs = `import pg from 'pg'
const pool = new pg.Pool()
export async function query(text: string, values: unknown[]) { const { rows } = await pool.query(text, values); return rows }
export async function queryOne(text: string, values: unknown[]) { return (await query(text, values))[0] }`
    const count = "'select count(*)::int as n from sheets where id = any($1) and organization_id = $2', [ids, org]"
    const program = `import { query, queryOne } from './runs'
export async function run(org: string, ids: string[]) {
${counted.replace('COUNT', count)}
await query('delete from sheets where id = any($1)', [ids])
}`
    expect(verdictsOf(program, schema, { 'runs.ts': runs }).at(-1)).toBe(`sheets: ${verdict}`)
  })

  it.each([
    ['in (${id}, ${other})', 'rows.length !== 2', 'by-row'],
    ['in (${other}, ${id})', 'rows.length < 2', 'by-row'],
    ['= any(array[${id}, ${other}])', '2 > rows.length', 'by-row'],
    ['in (${id}, ${other}, ${input.id})', 'rows.length !== 3', 'by-row'],
    ['in (${id}, ${other}, ${input.id})', 'rows.length !== 2', 'by-key'],
    ['in (${id}, ${other})', 'rows.length === 2', 'by-key'],
    ['in (${id}, ${other})', 'rows.length > 2', 'by-key'],
    ['in (${id}, ${other})', 'rows.length !== 1', 'by-key'],
    ['in (${input.id}, ${other})', 'rows.length !== 2', 'by-key'],
    ['not in (${id}, ${other})', 'rows.length !== 2', 'by-key'],
    ["in (${id}, ${other}, '00000000-0000-0000-0000-000000000000')", 'rows.length !== 3', 'by-row'],
  ])('are held that are written out: %s, not where %s', (list, check, verdict) => {
    const found = `const rows = await sql\`select id from projects where id ${list} and organization_id = \${org}\``
    const body = `${found}\nif (${check}) throw new Error()\nawait sql\`delete from projects where id = \${id}\``
    expect(lastOf(`const id = input.one, other = input.other\n${body}`)).toBe(verdict)
  })

  it.each([
    ['any(${[id, other]})', 'rows.length !== 2', 'by-row'],
    ['any(${[other, id]})', 'rows.length < 2', 'by-row'],
    ['any(${both})', 'rows.length !== 2', 'by-row'],
    ['any(${sql.array([id, other])})', 'rows.length !== 2', 'by-row'],
    ['any(${[id, other]})', 'rows.length === 2', 'by-key'],
    ['any(${[id, other, input.id]})', 'rows.length !== 2', 'by-key'],
    ['any(${[id, ...others]})', 'rows.length !== 2', 'by-key'],
    ['any(${[other, input.id]})', 'rows.length !== 2', 'by-key'],
    ['any(${added})', 'rows.length !== 2', 'by-key'],
    ['all(${[id, other]})', 'rows.length !== 2', 'by-key'],
  ])('are held of a list that is written out: = %s, not where %s', (list, check, verdict) => {
    const found = `const rows = await sql\`select id from projects where id = ${list} and organization_id = \${org}\``
    const lists = 'const both = [id, other]\nconst added = [id, other]\nadded.push(input.id)'
    const body = `${lists}\n${found}\nif (${check}) throw new Error()\nawait sql\`delete from projects where id = \${id}\``
    expect(lastOf(`const id = input.one, other = input.other\n${body}`)).toBe(verdict)
  })

  it.each([
    ['const', '', 'by-row'],
    ['let', 'id = input.two', 'by-key'],
  ])('are held of a list that is written into the values of a text: %s id, %s', (kind, between, verdict) => {
    const found = `const { rows } = await pool.query('select id from projects where id = any($1) and organization_id = $2', [[id, other], org])`
    const body = `${found}\nif (rows.length !== 2) throw new Error()\n${between}\nawait sql\`delete from projects where id = \${id}\``
    expect(lastOf(`${kind} id = input.one\nconst other = input.other\n${body}`)).toBe(verdict)
  })

  it('are not held where other tables inherit theirs: each has its own rows of a key', () => {
    const of = (table: string): string | undefined =>
      lastOf(
        `const rows = await sql\`select id from ${table} where id = any(\${ids}) and organization_id = \${org}\`\n${check}\nawait sql\`delete from ${table} where id = any(\${ids})\``,
      )
    expect(of('papers')).toBe('by-key')
    expect(of('sheets')).toBe('by-row')
  })

  it.each([
    ['another name', 'const list = ids; list.push(input.id)'],
    ['another name that is set later', 'let list: string[]\nlist = ids\nlist.push(input.id)'],
    ['a property of an object', 'const box: any = {}\nbox.ids = ids\nbox.ids.push(input.id)'],
    ['a place of a list', 'const box = [others, ids]\nbox[1].push(input.id)'],
    ['a name out of a list', 'const [, list] = [others, ids]\nlist.push(input.id)'],
    ['one of two lists', ';(input.some ? ids : others).push(input.id)'],
    ['a method that is bound', 'const add = ids.push.bind(ids)\nadd(input.id)'],
    ['a function of any number', 'add(others, ids)\nfunction add(...lists: string[][]) { lists[1].push(input.id) }'],
    ['one of two properties', 'add({ keep: ids, to: ids })\nfunction add(given: any) { given.to.push(input.id) }'],
    ['another name for it or none', 'const list = ids ?? []; list[0] = input.id'],
    ['a method that is borrowed', 'ids.push.apply(ids, others)'],
    ['a method of all lists', 'Array.prototype.push.call(ids, input.id)'],
    ['a function', 'const add = (list: string[]) => { list.push(input.id) }\nadd(ids)'],
    ['a function that is written below', 'add({ to: ids })\nfunction add({ to }: any) { to.unshift(input.id) }'],
  ])('are not held that are changed by %s', (_, by) => {
    expect(lastOf(`${rows}\n${check}\n${by}\n${change}`)).toBe('by-key')
    const calm = by.replace(/\b(?:push|unshift)\b/, 'includes').replace('list[0] = input.id', 'list[0]')
    expect(lastOf(`${rows}\n${check}\n${calm}\n${change}`)).toBe('by-row')
  })

  it.each([
    ['const list = input.ids', 'list', 'input.ids.push(org)'],
    ['const { ids: list } = input', 'list', 'input.ids.push(org)'],
    ['const list = input.ids', 'input.ids', 'list.push(org)'],
  ])('are not held that are changed by their other name: %s', (naming, list, by) => {
    const body = `${naming}\n${rows}\nif (rows.length !== ids.length) throw new Error()\nBY\n${change}`.replaceAll(
      /\bids(?=\}|\.length)/g,
      list,
    )
    const of = (more: string): string | undefined => lastOf(body.replace(naming.replace('ids', list), naming).replace('BY', more))
    expect(of(by)).toBe('by-key')
    expect(of('')).toBe('by-row')
  })

  it.each([
    ['const keys: string[] = []\nfor (const one of input) keys.push(one.id)', 'by-row'],
    ['const keys = Array.from(new Set(ids))', 'by-row'],
    ['const keys = [...new Set(ids)]', 'by-row'],
    ['const keys = input.map((one) => one.id)', 'by-row'],
    ['let keys = ids\nkeys = others', 'by-row'],
    ['const keys: string[] = []\nconst add = () => { keys.push(org) }', 'by-key'],
  ])('may be made before: %s', (making, verdict) => {
    const body = `${making}\n${rows}\n${check}\n`.replaceAll('{ids}', '{keys}').replace('rows.length !== ids', 'rows.length !== keys')
    expect(lastOf(body + change.replace('ids', 'keys'))).toBe(verdict)
    expect(lastOf(`${body}for (const key of keys) await sql\`delete from projects where id = \${key}\``)).toBe(verdict)
  })

  it('are not held that grow from round to round', () => {
    const body = `const keys: string[] = []\nlet rows: any\nfor (const one of input) {\nkeys.push(one.id)\nif (one.first) rows = await sql\`${ask.replace('ids', 'keys')}\`\nif (rows.length !== keys.length) throw new Error()\n${change.replace('ids', 'keys')}\n}`
    expect(lastOf(body)).toBe('by-key')
  })

  it('are held one by one behind a function that asks for all of them', () => {
    const of = (check: string, list: string): string | undefined =>
      verdictsOf(
        `async function owned(list: string[], of: string) {
           const rows = await sql\`select id from projects where id = any(\${list}) and organization_id = \${of}\`
           if (${check}) throw new Error()
         }
         export async function run(org: string, ids: string[], others: string[]) {
           await owned(ids, org)
           for (const id of ${list}) await sql\`delete from projects where id = \${id}\`
         }`,
        schema,
      ).at(-1)
    expect(of('rows.length !== list.length', 'ids')).toBe('projects: by-row')
    expect(of('rows.length !== list.length', 'others')).toBe('projects: by-key')
    expect(of('rows.length === 0', 'ids')).toBe('projects: by-key')
  })

  it('are not held behind a function whose list is more by another name', () => {
    const of = (inside: string, behind: string): string | undefined =>
      verdictsOf(
        `async function owned(list: string[], of: string) {
           const rows = await sql\`select id from projects where id = any(\${list}) and organization_id = \${of}\`
           ${inside}
           if (rows.length !== list.length) throw new Error()
         }
         export async function run(org: string, ids: string[]) {
           await owned(ids, org)
           ${behind}
           await sql\`delete from projects where id = any(\${ids})\`
         }`,
        schema,
      ).at(-1)
    expect(of('', '')).toBe('projects: by-row')
    expect(of('const all = list; all.pop()', '')).toBe('projects: by-key')
    expect(of('', 'const all = ids; all.push(org)')).toBe('projects: by-key')
  })

  it('are held behind a function that throws', () => {
    const of = (check: string): string | undefined =>
      verdictsOf(
        `const owned = async (list: string[], of: string) => {
           const rows = await sql\`select id from projects where id = any(\${list}) and organization_id = \${of}\`
           if (${check}) throw new Error()
         }
         export async function run(org: string, input: any) {
           await owned(input.ids, org)
           await sql\`delete from projects where id = any(\${input.ids})\`
         }`,
        schema,
      ).at(-1)
    expect(of('rows.length !== list.length')).toBe('projects: by-row')
    expect(of('rows.length !== 1')).toBe('projects: by-key')
  })
})

it('follows what is put into itself only so far', () => {
  const body = `let where = { ids }
if (input.a) where = { AND: [where, input.a] }
if (input.b) where = { OR: [where, input.b] }
const rows = await db.any(sql\`select id from projects where organization_id = \${org} and id = any(\${where.ids})\`)
if (rows.length !== ids.length) throw new Error()
await db.query(sql\`delete from projects where id = any(\${where.ids})\`)`
  expect(verdictsOf(`async function run(ids, org, input) {\n${body}\n}`, schema)).toEqual(['projects: scoped', 'projects: by-key'])
})

it('does not take what stands deep in something for unchanged', () => {
  const body = `const rows = await sql\`select id from projects where organization_id = \${org} and id = any(\${ids})\`
if (rows.length !== ids.length) throw new Error()
const deep = { a0: { a1: { a2: { a3: { a4: { a5: { a6: ids } } } } } } }
deep.a0.a1.a2.a3.a4.a5.a6.push(input.other)
await sql\`delete from projects where id = any(\${ids})\``
  expect(lastOf(body)).toBe('by-key')
})

describe('keys that things of a list have', () => {
  const lastIn = (body: string): string | undefined =>
    verdictsOf(
      `export async function run(org: string, items: { id: string; code: string; name: string }[], others: any[], input: any) {\n${body}\n}\n`,
      schema,
    )
      .at(-1)
      ?.replace(/.*: /, '')
  const find = (ids: string): string => `const rows = await sql\`${ask.replace('ids', ids)}\``
  const each = 'for (const item of items) await sql`update projects set name = ${item.name} where id = ${item.id}`'
  const counted = 'if (rows.length !== ids.length) throw new Error()'
  const made = 'const ids = items.map((item) => item.id)'

  it.each([
    [`${made}\n${find('ids')}\n${counted}\n${each}`],
    [`const ids = items.map(({ id }) => id)\n${find('ids')}\n${counted}\n${each}`],
    [`${made}\n${find('ids')}\nif (rows.length !== new Set(ids).size) throw new Error()\n${each}`],
    [`${made}\n${find('ids')}\nif (rows.length !== items.length) throw new Error()\n${each}`],
    [`${find('items.map((item) => item.id)')}\nif (rows.length !== items.length) throw new Error()\n${each}`],
    [
      `${made}\n${find('ids')}\n${counted}\nfor (const { id, name } of items) await sql\`update projects set name = \${name} where id = \${id}\``,
    ],
    [`${made}\n${find('ids')}\n${counted}\nawait Promise.all(items.map((item) => sql\`delete from projects where id = \${item.id}\`))`],
    [
      `${find('items.map((item) => item.id)')}\nconst found = new Set(rows.map((row) => row.id))\nif (!items.every((item) => found.has(item.id))) throw new Error()\n${each}`,
    ],
    [
      `${find('items.map((item) => item.id)')}\nconst found = new Set(rows.map((row) => row.id))\nif (items.some(({ id }) => !found.has(id))) throw new Error()\n${each}`,
    ],
    [
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nconst own = items.filter((item) => found.has(item.id))\n${each.replace('of items', 'of own')}`,
    ],
    [
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nfor (const { id } of items.filter((item) => found.has(item.id))) await sql\`delete from projects where id = \${id}\``,
    ],
  ])('are held where all of these were found: %s', (body) => {
    expect(lastIn(body)).toBe('by-row')
  })

  it.each([
    ['of another list', `${made}\n${find('ids')}\n${counted}\n${each.replace('of items', 'of others')}`],
    ['under another name', `${made}\n${find('ids')}\n${counted}\n${each.replace('item.id', 'item.code')}`],
    ['that were not asked for', `${made.replace('item.id', 'item.code')}\n${find('ids')}\n${counted}\n${each}`],
    ['of another list that is as long', `${made}\n${find('ids')}\nif (rows.length !== others.length) throw new Error()\n${each}`],
    ['of more than were asked for', `${made}\nitems.push(input)\n${find('ids')}\n${counted}\n${each}`],
    ['of which fewer were asked for', `${made}\nids.pop()\n${find('ids')}\n${counted}\n${each}`],
    ['of another list since', `${made}\n${find('ids')}\n${counted}\nitems = input\n${each}`],
    ['that are set', `${made}\n${find('ids')}\n${counted}\nitems[0].id = input.id\n${each}`],
    ['where it goes on', `${made}\n${find('ids')}\nif (rows.length !== ids.length) console.log(ids)\n${each}`],
    ['of some of them', `${made.replace('items', 'items.slice(1)')}\n${find('ids')}\n${counted}\n${each}`],
    [
      'of which one was found',
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nif (!items.some((item) => found.has(item.id))) throw new Error()\n${each}`,
    ],
    [
      'of which another part was found',
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nif (!items.every((item) => found.has(item.code))) throw new Error()\n${each}`,
    ],
    [
      'that were picked by another part',
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nconst own = items.filter((item) => found.has(item.code))\n${each.replace('of items', 'of own')}`,
    ],
    [
      'of which those are left',
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nconst own = items.filter((item) => !found.has(item.id))\n${each.replace('of items', 'of own')}`,
    ],
    [
      'that were picked by another thing',
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nconst own = items.filter((item) => items.some((one) => found.has(one.id)))\n${each.replace('of items', 'of own')}`,
    ],
    [
      'that are set of those picked',
      `${find('others')}\nconst found = new Set(rows.map((row) => row.id))\nconst own = items.filter((item) => found.has(item.id))\nown[0].id = input.id\n${each.replace('of items', 'of own')}`,
    ],
  ])('are not held: %s', (_, body) => {
    expect(lastIn(body)).toBe('by-key')
  })
})

describe('a list of keys that is made of others', () => {
  const counted = (list: string): string =>
    `const keys = ${list}\nconst rows = await sql\`select id from projects where id = any(\${keys}) and organization_id = \${org}\`\nif (rows.length !== keys.length) throw new Error()`
  const one = "await sql`update projects set name = 'x' where id = ${input.into}`"

  it.each([
    ['[...ids, input.into]', one],
    ['[...ids, input.into]', change],
    ['[input.into, ...ids, ...others]', one],
    ['[...new Set([...ids, input.into])]', one],
    ['Array.from(new Set([...ids, input.into]))', one],
    ['ids.concat(input.into)', one],
    ['ids.concat(others)', change],
    ['[input.from, input.into]', one],
    ['[Number(input.into), 7]', one.replace('input.into', 'Number(input.into)')],
  ])('holds what is put into it where as many rows were found: %s, %s', (list, use) => {
    expect(lastOf(`${counted(list)}\n${use}`)).toBe('by-row')
    expect(lastOf(`${counted(list).replace(' and organization_id = ${org}', '')}\n${use}`)).not.toBe('by-row')
  })

  it.each([
    ['what is not in it', counted('[...ids, input.from]'), one],
    ['another list', counted('[...others, input.into]'), change],
    ['what becomes another one', `${counted('[...ids, input.into]')}\ninput.into = input.from`, one],
    ['what was another one', counted('[...ids, input.into]').replace('\n', '\ninput.into = input.from\n'), one],
    ['a list that was longer', counted('[...ids, input.into]').replace('const rows', 'keys.pop()\nconst rows'), one],
    [
      'a name that is set again',
      counted('[...ids, input.into]').replace('const keys', 'let keys').replace('const rows', 'keys = others\nconst rows'),
      one,
    ],
    ['what a part of it had before', `const inner = [input.into]\ninner[0] = input.from\n${counted('[...inner, ...ids]')}`, one],
    ['what was taken out of a part of it', `const inner = [input.into]\ninner.pop()\n${counted('[...inner, ...ids]')}`, one],
    ['what is picked of it', counted('[...ids, input.into].filter((id) => id !== org)'), one],
    ['what is made of it', counted('Array.from([...ids, input.into], (id) => id.trim())'), one],
    ['a set of one’s own', `class Set { constructor(readonly of: unknown) {} }\n${counted('[...new Set([...ids, input.into])]')}`, one],
  ])('does not hold %s', (_, found, use) => {
    expect(lastOf(`${found}\n${use}`)).toBe('by-key')
  })

  it('is opened once, however often it is put into others', () => {
    const doubled = Array.from({ length: 40 }, (_, n) => `const list${n + 1} = [...list${n}, ...list${n}, ...list${n}]`).join('\n')
    const from = `const list0 = [input.into]\n${doubled}`
    expect(lastOf(`${from}\n${counted('[...list40]')}\n${one}`)).toBe('by-row')
    expect(lastOf(`${from}\n${counted('[...list40]')}\n${one.replace('into', 'from')}`)).toBe('by-key')
  })
})

describe('keys that are taken out of a set of them', () => {
  const off = 'for (const row of rows) missing.delete(row.id)'
  const left = `${rows}\nconst missing = new Set(ids)\n`
  const each = "for (const id of ids) await sql`update projects set name = 'x' where id = ${id}`"

  it.each([
    [off, 'if (missing.size > 0) throw new Error()'],
    [off, 'if (missing.size) throw new Error([...missing].join())'],
    [off, 'if (missing.size !== 0) return missing.values()'],
    ['rows.forEach((row) => missing.delete(row.id))', 'if (missing.size >= 1) return'],
    ['rows.forEach(({ id }) => { missing.delete(id) })', 'if (0 < missing.size) return'],
    ['for (const { id } of rows) missing.delete(id)', 'if (missing.size) return'],
  ])('are held where nothing is left: %s, %s', (taken, check) => {
    expect(lastOf(`${left}${taken}\n${check}\n${each}`)).toBe('by-row')
    expect(lastOf(`${left}${taken}\n${check}\n${change}`)).toBe('by-row')
  })

  it.each([
    ['where one may be left', `${left}${off}\nif (missing.size > 1) throw new Error()`],
    ['where it is only said', `${left}${off}\nif (missing.size > 0) console.log(missing.size)`],
    ['where all are taken out', `${left}${off}\nmissing.clear()\nif (missing.size > 0) throw new Error()`],
    [
      'where others are taken out, too',
      `${left}${off}\nfor (const id of others) missing.delete(id)\nif (missing.size > 0) throw new Error()`,
    ],
    ['where others are', `${left}for (const id of others) missing.delete(id)\nif (missing.size > 0) throw new Error()`],
    ['where others may take them out', `${left}${off}\nforget(missing)\nif (missing.size > 0) throw new Error()`],
    ['where it is a set of others', `${rows}\nconst missing = new Set(others)\n${off}\nif (missing.size > 0) throw new Error()`],
    ['where one is added', `${left}${off}\nif (missing.size > 0) throw new Error()\nids.push(input.id)`],
    ['of any tenant', `${left.replace(' and organization_id = ${org}', '')}${off}\nif (missing.size > 0) throw new Error()`],
  ])('are not held %s', (_, body) => {
    expect(lastOf(`${body}\n${each}`)).not.toBe('by-row')
  })
})

describe('keys for each of which a function has come back', () => {
  const must = `async function must(org: string, id: string) {
  const row = await sql\`select id from projects where id = \${id} and organization_id = \${org}\`.first()
  if (!row) throw new Error()
}
async function log(org: string, id: string) { await sql\`select 1 from tasks where organization_id = \${org}\` }
`
  const last = (body: string): string | undefined =>
    verdictsOf(`${must}export async function run(org: string, ids: string[], input: any, others: string[]) {\n${body}\n}\n`, schema)
      .at(-1)
      ?.replace(/.*: /, '')
  const changeEach = "for (const id of ids) await sql`update projects set name = 'x' where id = ${id}`"

  it.each([
    ['for (const id of ids) await must(org, id)'],
    ['for (const one of ids) { await must(org, one) }'],
    ['await Promise.all(ids.map((id) => must(org, id)))'],
    ['await Promise.all(ids.map(async (id) => await must(org, id)))'],
    ['await Promise.all(ids.map(async (id) => { await must(org, id) }))'],
  ])('are held behind that: %s', (check) => {
    expect(last(`${check}\n${change}`)).toBe('by-row')
    expect(last(`${check}\n${changeEach}`)).toBe('by-row')
  })

  it.each([
    ['of others', 'for (const id of others) await must(org, id)'],
    ['of others at once', 'await Promise.all(others.map((id) => must(org, id)))'],
    ['for some', 'await Promise.all(ids.slice(1).map((id) => must(org, id)))'],
    ['whatever became of it', 'await Promise.allSettled(ids.map((id) => must(org, id)))'],
    ['that is not waited for', 'Promise.all(ids.map((id) => must(org, id)))'],
    ['none of which is waited for', 'ids.forEach(async (id) => { await must(org, id) })'],
    ['none of which is waited for within', 'await Promise.all(ids.map(async (id) => { must(org, id) }))'],
    ['that may fail', 'for (const id of ids) { try { await must(org, id) } catch {} }'],
    ['some of which are left out', 'for (const id of ids) { if (input.x) continue; await must(org, id) }'],
    ['for as long as it goes well', 'for (const id of ids) { await must(org, id); break }'],
    ['where a test says so', 'for (const id of ids) { if (input.x) await must(org, id) }'],
    ['in a branch', 'if (input.x) { for (const id of ids) await must(org, id) }'],
    ['in a loop over others', 'for (const other of others) { for (const id of ids) await must(org, id) }'],
    ['which looks at nothing', 'for (const id of ids) await log(org, id)'],
    ['that is given another one', 'for (const id of ids) await must(org, input.id)'],
    ['before one is added', 'for (const id of ids) await must(org, id)\nids.push(input.id)'],
  ])('are not held behind a function %s', (_, check) => {
    expect(last(`${check}\n${change}`)).toMatch(/^by-(?:key|reference)$/)
  })
})

describe('keys that a text of the program makes an array of', () => {
  const head = "import { Kysely, sql } from 'kysely'\nconst db = new Kysely<any>({} as any)\n"
  const anyOf = (array: string): string => `const anyOf = (ids: string[]) => sql\`any(\${${array}}::uuid[])\`\n`
  const of = (array: string, check = 'if (rows.length !== ids.length) throw new Error()'): string | undefined =>
    verdictsOf(
      `${head}${anyOf(array)}export async function run(org: string, ids: string[]) {
        const rows = await db.selectFrom('projects').select('id').where('organization_id', '=', org).where('id', 'in', ids).execute()
        ${check}
        await db.updateTable('projects').set({ name: 'x' }).where('id', '=', anyOf(ids)).execute()
      }`,
      schema,
    ).at(-1)

  it('are known as the list is', () => {
    expect(of('ids')).toBe('projects: by-row')
    expect(of('`{${ids}}`')).toBe('projects: by-row')
  })

  it('are not where there is more in it, or nothing is asked', () => {
    expect(of('`{${ids},${other}}`')).not.toBe('projects: by-row')
    expect(of('`{${ids}}`', '')).toBe('projects: by-key')
  })
})
