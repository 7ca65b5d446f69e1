import { testRule } from '../support/lint.ts'

const schema = 'create table events (id uuid primary key, organization_id uuid not null, name text, starts_at date);'

const entity = `import { Column, Entity, PrimaryColumn } from 'typeorm'
@Entity('events')
export class Event {
  @PrimaryColumn({ type: 'int' }) id: number
  @Column({ type: 'text' }) title: string
}
`

testRule('no-unsafe-interpolation', [
  {
    name: 'a value',
    schema,
    ts: 'export const get = (id: string) => db.query(`select name from events where id = ${id}`)\n',
    expect: [
      {
        messageId: 'value',
        at: '${id}',
        data: { value: '`id`' },
        suggestions: [
          { messageId: 'bind', output: 'export const get = (id: string) => db.query(`select name from events where id = $1`, [id])\n' },
        ],
      },
    ],
  },
  {
    name: 'a value of a text that pg-promise fills, whose parameters are its own',
    schema,
    ts: 'export const get = (o: string, n: string) => db.any(pgp.as.format(`select id from events where organization_id = $1 and name = ${n}`, [o]))\n',
    expect: [{ messageId: 'value', at: '${n}', suggestions: [] }],
  },
  ...[
    ['id = ${id^}', '{ id }', '${id^}', 'id = ${id}'],
    ['id = $/id:raw/', '{ id }', '$/id:raw/', 'id = $/id/'],
    ['id = $1:raw', '[id]', '$1:raw', 'id = $1'],
    ['id = $1^ and name is not null', '[id]', '$1^', 'id = $1 and name is not null'],
  ].map(([condition = '', values = '', at = '', bound = '']) => ({
    name: `a value that pg-promise puts in as it is, ${at}`,
    schema,
    ts: `export const get = (id: string) => db.any('select name from events where ${condition}', ${values})\n`,
    expect: [
      {
        messageId: 'value',
        at,
        data: { value: '`id`' },
        suggestions: [
          {
            messageId: 'bind',
            output: `export const get = (id: string) => db.any('select name from events where ${bound}', ${values})\n`,
          },
        ],
      },
    ],
  })),
  {
    name: 'a piece of a request that pg-promise puts in',
    schema,
    ts: "export const get = (req: Request) => db.any('select name from events where ${where:raw}', { where: req.query.where })\n",
    expect: [{ messageId: 'request', at: '${where:raw}', data: { value: '`req.query.where`' }, suggestions: [] }],
  },
  {
    name: 'what pg-promise puts in of constants, a piece that cannot be seen, and values of which nothing is seen',
    schema,
    ts: `export const since = () => db.any('select name from events where starts_at > $1:raw', ['now()'])
export const sorted = (sort: string) => db.any('select name from events order by $1:raw', [sort])
export const filled = (values: object) => db.any('select name from events where id = \${id^}', values)
`,
    expect: [],
  },
  {
    name: 'a value that pg-format puts there as it is',
    schema,
    ts: "import format from 'pg-format'\nexport const get = (o: string, n: string) => db.query(format('select id from events where organization_id = %L and name = %s', o, n))\n",
    expect: [{ messageId: 'value', at: '%s', suggestions: [] }],
  },
  {
    name: 'a value between quotes, behind others',
    schema,
    ts: "export const get = (o: string, n: string) => db.query(`select id from events where organization_id = $1 and name = '${n}'`, [o])\n",
    expect: [
      {
        messageId: 'value',
        at: '${n}',
        suggestions: [
          {
            messageId: 'bind',
            output:
              'export const get = (o: string, n: string) => db.query(`select id from events where organization_id = $1 and name = $2`, [o, n])\n',
          },
        ],
      },
    ],
  },
  {
    name: 'parameters that are passed one by one',
    schema,
    ts: 'export const get = (id: string) => prisma.$queryRawUnsafe(`select name from events where id = ${id}`)\n',
    expect: [
      {
        messageId: 'value',
        at: '${id}',
        suggestions: [
          {
            messageId: 'bind',
            output: 'export const get = (id: string) => prisma.$queryRawUnsafe(`select name from events where id = $1`, id)\n',
          },
        ],
      },
    ],
  },
  {
    name: 'a method that may take the text alone, as that of Drizzle does',
    schema,
    ts: 'export const get = (id: string) => db.execute(`select name from events where id = ${id}`)\n',
    expect: [{ messageId: 'value', at: '${id}', suggestions: [] }],
  },
  {
    name: 'the same method, where it is passed values',
    schema,
    ts: 'export const get = (o: string, n: string) => db.execute(`select id from events where organization_id = $1 and name = ${n}`, [o])\n',
    expect: [
      {
        messageId: 'value',
        at: '${n}',
        suggestions: [
          {
            messageId: 'bind',
            output:
              'export const get = (o: string, n: string) => db.execute(`select id from events where organization_id = $1 and name = $2`, [o, n])\n',
          },
        ],
      },
    ],
  },
  {
    name: 'a part of a quoted text cannot be bound alone',
    schema,
    ts: "export const find = (q: string) => db.query(`select id from events where name like '%${q}%'`)\n",
    expect: [{ messageId: 'value', at: '${q}', suggestions: [] }],
  },
  {
    name: 'strings put together',
    schema,
    ts: "export const get = (id: string) => db.query('select name from events where id = ' + id)\n",
    expect: [{ messageId: 'value', at: 'id', suggestions: [] }],
  },
  {
    name: 'two in one file, one of them in raw text',
    schema,
    ts: 'export const a = (id: string) => db.query(`delete from events where id = ${id}`)\nexport const b = (n: string) => db.execute(sql`select ${sql.raw(n)} from events where name = ${sql.raw(n)}`)\n',
    expect: ['value', 'value'],
  },
  {
    name: 'a word that its type lists, in raw text',
    schema,
    options: [{ checkText: true }],
    ts: "type Way = 'asc' | 'desc'\nexport const list = (o: string, { way }: { way: Way }) => prisma.$queryRaw`select id from events where organization_id = ${o} order by name ${Prisma.raw(way)}`\n",
    expect: [],
  },
  {
    name: 'a word that its type does not list, in raw text',
    schema,
    options: [{ checkText: true }],
    ts: 'export const list = (o: string, way: string) => prisma.$queryRaw`select id from events where organization_id = ${o} order by name ${Prisma.raw(way)}`\n',
    expect: ['text'],
  },
  {
    name: 'a text that only looks like SQL, of the schema',
    schema,
    ts: 'export const q = (id: string) => `select name from events where id = ${id}`\n',
    expect: ['value'],
  },
  {
    name: 'a text that only looks like SQL, of no table of the schema',
    schema,
    ts: 'export const q = (id: string) => `select name from places where id = ${id}`\n',
    expect: [],
  },
  {
    name: 'tags bind',
    schema,
    ts: 'export const get = (id: string) => sql`select name from events where id = ${id}`\n',
    expect: [],
  },
  {
    name: 'constants, numbers and placeholders',
    schema,
    ts: "const table = 'events'\nexport const get = (n: string, ids: string[]) => db.query(`select name from ${table} where id in (${ids.map((_, i) => `$${i + 1}`)}) and name <> ${MAX_NAME} limit ${Number(n)} offset $${ids.length + 1}`)\n",
    expect: [],
  },
  {
    name: 'what a client quotes, whatever that is called',
    ts: 'export async function get(t, e) {\n  let n = t.escapeLiteral(e.name)\n  await t.query(`copy (select name from events where name = ${n}) to stdout`)\n}\nexport const all = (n) => pool.query(`select ${c.escapeIdentifier(n)} from events`)\n',
    expect: [],
  },
  {
    name: 'what a library quotes',
    schema,
    ts: 'export const get = (n: string) => client.query(`select name from events where name = ${client.escapeLiteral(n)}`)\n',
    expect: [],
  },
  ...[`n.replace(/'/g, "''")`, `n.trim().replaceAll("'", "''")`, `n.replaceAll(/'/g, '\\'\\'')`].map((quoted) => ({
    name: `what has its quotes doubled: ${quoted}`,
    schema,
    ts: `export const get = (n: string) => client.query(\`select name from events where name ilike '%\${${quoted}}%'\`)\n`,
    expect: [],
  })),
  ...(
    [
      ['the first quote alone', `n.replace("'", "''")`, "'", "'"],
      ['a backslash instead', `n.replace(/'/g, "\\\\'")`, "'", "'"],
      ['in a string with backslashes', `n.replace(/'/g, "''")`, "E'", "'"],
      ['one of two alone', `n + m.replace(/'/g, "''")`, "'", "'"],
      ['on one way alone', `m ? n : n.replace(/'/g, "''")`, "'", "'"],
      ['or something else', `m || n.replace(/'/g, "''")`, "'", "'"],
      ['and then half of it', `n.replace(/'/g, "''").slice(1)`, "'", "'"],
    ] as const
  ).map(([name, quoted, before, after]) => ({
    name: `not all quotes doubled: ${name}`,
    schema,
    ts: `export const get = (n: string) => client.query(\`select name from events where name = ${before}\${${quoted}}${after}\`)\n`,
    expect: ['value'],
  })),
  {
    name: 'one of some constants, even with the option',
    schema,
    options: [{ checkText: true }],
    ts: "const columns = { name: 'name', date: 'starts_at' } as const\nexport const sorted = (by: keyof typeof columns) => db.query(`select id from events order by ${columns[by]}`)\n",
    expect: [],
  },
  {
    name: 'one of some constants that is kept',
    schema,
    options: [{ checkText: true }],
    ts: `const sorts: Record<string, string> = { newest: 'starts_at desc', name: 'title' }
export const sorted = (by?: string) => { const order = sorts[by ?? 'newest'] ?? sorts.newest; return db.query(\`select id from events order by \${order}\`) }
const parts: Record<string, { sql: string }> = { newest: { sql: 'starts_at desc' } }
export const changed = (by: string) => { const part = parts[by]; part.sql = by; return db.query(\`select id from events order by \${parts.newest.sql}\`) }
`,
    expect: [{ messageId: 'text', at: '${parts.newest.sql}' }],
  },
  {
    name: 'pieces of SQL where a value may stand too',
    schema,
    ts: "export const sum = (c: string) => db.query(`select max(${c}), ${c} as url from events where starts_at < ${daysAgo('x')} and starts_at > '${new Date().toISOString()}'`)\n",
    expect: [],
  },
  {
    name: 'values in a list, counted and added',
    schema,
    ts: 'export const a = (v: string, n: string) => db.query(`select name from events where name in (1, ${v}) limit ${n}`)\nexport const b = (w: string) => db.query(`insert into events (id, name) values (1, ${w})`)\n',
    expect: ['value', 'value', 'value'],
  },
  {
    name: 'names and pieces, which the option asks for',
    schema,
    ts: 'export const get = (by: string, more: string) => db.query(`select name from events ${more} order by ${by}`)\n',
    expect: [],
  },
  {
    name: 'names and pieces, with the option',
    schema,
    options: [{ checkText: true }],
    ts: 'export const get = (by: string, more: string) => db.query(`select name from events ${more} order by ${by}`)\n',
    expect: [
      { messageId: 'text', at: '${more}' },
      { messageId: 'text', at: '${by}' },
    ],
  },
  { name: 'SQL without a program', schema, sqlFile: 'select name from events where id = $id;', expect: [] },
  {
    name: 'a join of a table with itself, in upper case and quoted',
    schema,
    ts: 'export const get = (id: string) => db.query(`SELECT a.name FROM "events" a JOIN EVENTS b ON a.id = b.id WHERE a.id = ${id}`)\n',
    expect: ['value'],
  },
  {
    name: 'a query that cannot be read in full',
    schema,
    ts: 'export const get = (id: string, t: string) => db.query(`select name from ${t} where id = ${id}`)\n',
    expect: ['value'],
  },
  {
    name: 'no suggestion for a text with other placeholders',
    schema,
    ts: 'export const get = (o: string, id: string) => db.query(`select name from events where organization_id = ? and id = ${id}`, [o])\n',
    expect: [{ messageId: 'value', at: '${id}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a string with escapes',
    schema,
    ts: "export const get = (n: string) => db.query(`select id from events where name = E'${n}'`)\n",
    expect: [{ messageId: 'value', at: '${n}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a string of bits',
    schema,
    ts: "export const get = (n: string) => db.query(`select id from events where name = b'${n}'`)\n",
    expect: [{ messageId: 'value', at: '${n}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a string of Unicode',
    schema,
    ts: "export const get = (n: string) => db.query(`select id from events where name = U&'${n}'`)\n",
    expect: [{ messageId: 'value', at: '${n}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a national string',
    schema,
    ts: "export const get = (n: string) => db.query(`select id from events where name = N'${n}'`)\n",
    expect: [{ messageId: 'value', at: '${n}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a date',
    schema,
    ts: "export const get = (d: string) => db.query(`select id from events where starts_at = date '${d}'`)\n",
    expect: [{ messageId: 'value', at: '${d}', suggestions: [] }],
  },
  {
    name: 'no suggestion for an interval',
    schema,
    ts: "export const get = (d: string) => db.query(`select id from events where starts_at > now() - interval '${d}'`)\n",
    expect: [{ messageId: 'value', at: '${d}', suggestions: [] }],
  },
  {
    name: 'no suggestion for an interval of some precision',
    schema,
    ts: "export const get = (d: string) => db.query(`select id from events where starts_at > now() - interval(3) '${d}'`)\n",
    expect: [{ messageId: 'value', at: '${d}', suggestions: [] }],
  },
  {
    name: 'no suggestion for what may be a list',
    schema,
    ts: 'export const get = (ids: string) => db.query(`select name from events where id in (${ids})`)\n',
    expect: [{ messageId: 'value', at: '${ids}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a list between quotes',
    schema,
    ts: "export const get = (ids: string[]) => db.query(`select name from events where id in ('${ids.join(\"','\")}')`)\n",
    expect: [{ messageId: 'value', at: '${ids.join("\',\'")}', suggestions: [] }],
  },
  {
    name: 'no suggestion for a statement that takes no parameters',
    schema,
    ts: "export const make = (n: string) => db.query(`create view named as select id from events where name = '${n}'`)\n",
    expect: [{ messageId: 'value', at: '${n}', suggestions: [] }],
  },
  {
    name: 'no suggestion behind a value in parentheses',
    schema,
    ts: 'export const get = (id: string) => db.query(`select name from events where organization_id = $1 and id = ${id}`, [(a || b) ])\n',
    expect: [{ messageId: 'value', at: '${id}', suggestions: [] }],
  },
  {
    name: 'a trailing comma behind the other values',
    schema,
    ts: "export const get = (o: string, n: string) => db.query(`select id from events where organization_id = $1 and name = '${n}'`, [o,])\n",
    expect: [
      {
        messageId: 'value',
        at: '${n}',
        suggestions: [
          {
            messageId: 'bind',
            output:
              'export const get = (o: string, n: string) => db.query(`select id from events where organization_id = $1 and name = $2`, [o, n,])\n',
          },
        ],
      },
    ],
  },
  {
    name: 'a value with a cast, in a list of values',
    schema,
    ts: "export const add = (n: string) => db.query(`insert into events (organization_id, name) values (null, '${n}'::text)`)\n",
    expect: [
      {
        messageId: 'value',
        at: '${n}',
        suggestions: [
          {
            messageId: 'bind',
            output:
              'export const add = (n: string) => db.query(`insert into events (organization_id, name) values (null, $1::text)`, [n])\n',
          },
        ],
      },
    ],
  },
  {
    name: 'any of a list',
    schema,
    ts: 'export const get = (ids: string[]) => db.query(`select name from events where id = any(${ids})`)\n',
    expect: [
      {
        messageId: 'value',
        at: '${ids}',
        suggestions: [
          {
            messageId: 'bind',
            output: 'export const get = (ids: string[]) => db.query(`select name from events where id = any($1)`, [ids])\n',
          },
        ],
      },
    ],
  },
  {
    name: 'what is computed of numbers',
    schema,
    ts: 'export const get = (page: number, size: number) => db.query(`select id from events limit ${size * 1} offset ${(page - 1) * size + 1}`)\n',
    expect: [],
  },
  {
    name: 'a sum may be a text',
    schema,
    ts: 'export const get = (a: string, n: number) => db.query(`select id from events limit ${n * 2 + a} offset ${(a + n)}`)\n',
    expect: ['value', 'value'],
  },
  {
    name: 'a constant of placeholders that are counted',
    schema,
    ts: "export const get = (ids: string[]) => { const ph = ids.map((_, i) => `$${i + 2}`).join(', '); return db.query(`select id from events where organization_id = $1 and id in (${ph})`, ids) }\n",
    expect: [],
  },
  {
    name: 'placeholders of other forms',
    schema,
    ts: `export const get = (ids: string[], o: string) => {
  const signs = ids.map(() => '?').join(',')
  const filled = Array(ids.length).fill('?').join(',')
  const counted = Array.from({ length: ids.length }, (_, i) => '$' + (i + 1)).join()
  return [db.query(\`select id from events where id in (\${signs})\`, ids), db.query(\`select id from events where id in (\${filled})\`, ids),
    db.query(\`select id from events where id in (\${counted})\`, ids)]
}
`,
    expect: [],
  },
  {
    name: 'a list of what somebody brings',
    schema,
    ts: "export const get = (ids: string[]) => { const list = ids.map((id, i) => `'${id}${i}'`).join(', '); return db.query(`select id from events where id in (${list})`) }\n",
    expect: ['value'],
  },
  {
    name: 'numbers, by their types',
    schema,
    ts: `type Page = { size: number; from?: bigint }
interface Sort { by: 'id' | 'starts_at'; not: string }
export const get = (n: number, big: bigint, is: boolean, list: number[], rows: readonly number[], { size, from = 0n }: Page, sort: Sort) =>
  db.query(\`select id from events where n = \${n} and b = \${big} and c = \${is} and d in (\${list.join(',')}) and e in (\${rows.map((row) => row).join()})
    and f = '\${sort.by}' limit \${size} offset \${from}\`)
`,
    expect: [],
  },
  {
    name: 'numbers, by the type of what they are one of',
    schema,
    ts: `interface Pair { host: number; name: string }
export const a = (rows: { id: number }[]) => {
  const sent = new Set<number>()
  rows.forEach((row) => sent.add(row.id))
  for (const id of sent) db.query(\`select id from events where n = \${id}\`)
}
export const b = (ids: ReadonlySet<number>) => { for (const id of ids) db.query(\`select id from events where n = \${id}\`) }
export const c = (pairs: readonly Pair[]) => {
  const any = pairs.map(({ host }) => \`n = \${host}\`).join(' or ')
  return db.query(\`select id from events where \${any}\`)
}
export const d = (pairs: Pair[]) => { for (const { host } of pairs) db.query(\`select id from events where n = \${host}\`) }
export const e = (pairs: Pair[]) => { for (const pair of pairs) db.query(\`select id from events where n = \${pair.host}\`) }
`,
    expect: [],
  },
  {
    name: 'texts, by the type of what they are one of',
    schema,
    ts: `interface Pair { host: number; name: string }
export const a = (names: Set<string>) => { for (const name of names) db.query(\`select id from events where n = '\${name}'\`) }
export const b = (pairs: Pair[]) => { for (const { name: other } of pairs) db.query(\`select id from events where n = '\${other}'\`) }
export const c = (ids: string[]) => { for (const id of new Set(ids)) db.query(\`select id from events where n = '\${id}'\`) }
`,
    expect: ['value', 'value', 'value'],
  },
  {
    name: 'constants that a function in sight is given in an object',
    schema,
    ts: `const change = ({ type, price = '"price"' }: { type: string; price?: string }) => \`update tickets set price = \${price} where type = '\${type}'\`
export const run = async () => {
  await db.query(change({ type: 'seat' }))
  await db.query(change({ type: 'free', price: '"price" - 1' }))
}
`,
    expect: [],
  },
  {
    name: 'what a function in sight is given in an object, where that is no constant',
    schema,
    ts: `const find = ({ type }: { type: string }) => \`select id from events where type = '\${type}'\`
export const run = (type: string) => db.query(find({ type }))
export const rest = (more: { type: string }) => db.query(find({ type: 'a', ...more }))
`,
    expect: ['value', 'value'],
  },
  {
    name: 'numbers, by their defaults',
    schema,
    ts: `interface Paging { limit: number; offset?: number }
export const a = (limit = 10) => db.query(\`select id from events where n = \${limit}\`)
export function b({ limit = 10, offset = -1 } = {}) { return db.query(\`select id from events where n = \${limit} and m = \${offset}\`) }
export const c = ({ limit = 10 }) => db.query(\`select id from events where n = \${limit}\`)
export class G { constructor(after = 10 * MINUTE) { run(() => db.query(\`select id from events where n = \${after}\`)) } }
export const d = ({ limit = 10 }: { limit?: number } = {}) => db.query(\`select id from events where n = \${limit}\`)
export const e = (paging: Paging) => {
  const { limit, offset = 0 } = paging
  return db.query(\`select id from events where n = \${limit} and m = \${offset}\`)
}
`,
    expect: [],
  },
  {
    name: 'defaults of what may be a text',
    schema,
    ts: `export const a = (limitA = 'x') => db.query(\`select id from events where n = \${limitA}\`)
export const b = (limitB: any = 10) => db.query(\`select id from events where n = \${limitB}\`)
export const c = ({ limitC = 10 }: { limitC?: string | number }) => db.query(\`select id from events where n = \${limitC}\`)
export const d = ({ limitD = 10 }: Options) => db.query(\`select id from events where n = \${limitD}\`)
export const e = ({ limitE = 10 } = options) => db.query(\`select id from events where n = \${limitE}\`)
export const f = ({ p: { limitF = 10 } }: Options) => db.query(\`select id from events where n = \${limitF}\`)
export const g = on('x', (limitG = 10) => db.query(\`select id from events where n = \${limitG}\`))
export const h: Handler = (limit = 10) => db.query(\`select id from events where n = \${limit}\`)
export const i = (paging: { offsetI?: string }) => { const { offsetI = 0 } = paging; return db.query(\`select id from events where n = \${offsetI}\`) }
export const j = (paging: { offsetJ?: number }, q: string) => { const { offsetJ = q } = paging; return db.query(\`select id from events where n = \${offsetJ}\`) }
`,
    expect: Array.from({ length: 10 }, () => 'value' as const),
  },
  {
    name: 'names of a list that is written out',
    schema,
    options: [{ checkText: true }],
    ts: `export const a = () => ['id', 'name'].map((t) => db.query(\`select \${t} from events\`))
export const b = () => { for (const [t, k] of [['events', 'id']]) db.query(\`select \${k} from \${t}\`) }
export const c = () => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((t) => db.query(\`select \${t} from events\`))
export const d = () => { for (const t of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) db.query(\`select \${t} from events\`) }
export const e = () => { for (const t in { events: 1 }) db.query(\`select id from \${t}\`) }
`,
    expect: [],
  },
  {
    name: 'names of a part of a list that is written out',
    schema,
    options: [{ checkText: true }],
    ts: `const columns = ['id', 'title'] as const
export const a = (by: object) => db.query(\`update events set \${columns.filter((c) => c in by).map((c, i) => \`\${c} = $\${i + 2}\`).join(', ')} where id = $1\`)
export const b = (by: object) => {
  const named = columns.filter((c) => c in by)
  const set = named.map((c, i) => \`\${c} = $\${i + 2}\`).join(', ')
  return db.query(\`update events set \${set} where id = $1\`)
}
export const c = (by: object) => { for (const t of columns.filter((one) => one in by)) db.query(\`select \${t} from events\`) }
`,
    expect: [],
  },
  {
    name: 'names of a part of a list that comes from elsewhere, or is added to',
    schema,
    options: [{ checkText: true }],
    ts: `export const a = (xs: string[]) => db.query(\`select \${xs.filter((x) => x).map((x) => \`\${x}\`).join(', ')} from events\`)
export const b = (x: string) => { const xs = ['id']; xs.push(x); return xs.filter((u) => u).map((u) => db.query(\`select \${u} from events\`)) }
`,
    expect: ['text', 'text'],
  },
  {
    name: 'names of a list that comes from elsewhere',
    schema,
    ts: `export const a = (x: string) => ['id', x].map((t) => db.query(\`select \${t} from events\`))
export const b = (xs: string[]) => xs.map((u) => db.query(\`select \${u} from events\`))
`,
    options: [{ checkText: true }],
    expect: ['text', 'text'],
  },
  {
    name: 'a text of a type that lists it',
    schema,
    ts: "type Way = 'asc' | 'desc'\nexport const get = (way: Way, other: 'asc' | string) => [db.query(`select id from events where a = '${way}'`), db.query(`select id from events where a = '${other}'`)]\n",
    expect: [{ messageId: 'value', at: '${other}' }],
  },
  {
    name: 'a name whose type says nothing, or is set otherwise',
    schema,
    ts: "export const get = (a: any, b: string | number, c: unknown, d = 1) => { let e = '1'; e = a; return db.query(`select id from events where a = ${a} and b = ${b} and c = ${c} and e = ${e}`) }\n",
    expect: ['value', 'value', 'value', 'value'],
  },
  {
    name: 'a value in a constant that stands elsewhere',
    schema,
    ts: "export const get = (v: string) => { const where = `name = '${v}'`; const q = `select id from events where ${where}`; return [db.query(q), db.query(`select 1 from events where ${where}`)] }\n",
    expect: [{ messageId: 'value', at: '${v}', suggestions: [] }],
  },
  {
    name: 'a value in a text that is put together',
    schema,
    ts: "export const get = (v: string, w: string) => { let q = 'select id from events where '; q += 'name = ' + v; const by = (x: string) => ` and name = ${x}`; q += by(w); return db.query(q) }\n",
    expect: [
      { messageId: 'value', at: 'v', suggestions: [] },
      { messageId: 'value', at: 'w', suggestions: [] },
    ],
  },
  {
    name: 'a number of what a function returns',
    schema,
    ts: `function parseArgs(given: Record<string, string>) {
  return { ...given, timeout: Number.parseInt(given['timeout'] ?? '60', 10), name: String(given['name']), mode: 'fast' }
}
export const a = (opts: ReturnType<typeof parseArgs>) => db.query(\`SET LOCAL statement_timeout = '\${opts.timeout}ms'\`)
export const b = (given: Record<string, string>) => {
  const opts = parseArgs(given)
  return db.query(\`SET LOCAL statement_timeout = '\${opts.timeout}ms'\`)
}
export const c = (opts: ReturnType<typeof parseArgs>) => [db.query(\`SET app.x = '\${opts.name}'\`), db.query(\`SET app.x = '\${opts.mode}'\`)]
`,
    expect: [
      { messageId: 'setting', at: '${opts.name}' },
      { messageId: 'setting', at: '${opts.mode}' },
    ],
  },
  {
    name: 'a value that SET is given',
    schema,
    ts: "export const as = (v: string, w: string) => [db.query(`SET LOCAL app.x = '${v}'`), db.query(`set app.y to '${w}'`)]\n",
    expect: [
      { messageId: 'setting', at: '${v}', data: { name: 'app.x', isLocal: 'true' } },
      { messageId: 'setting', at: '${w}', data: { name: 'app.y', isLocal: 'false' } },
    ],
  },
  {
    name: 'texts of dates and numbers, and what is cut out of them',
    schema,
    ts: `export const a = (date: Date, since, till, n) => db.query(\`select id from events where starts_at > '\${date.toISOString().toString().substr(0, 10)}'
      and starts_at > '\${since.toISOString().slice(0, n)}' and starts_at < '\${till.toISOString().split('T')[0]}' and starts_at <> '\${date}'
      and starts_at <> '\${since.toISOString().replace('T', ' ').padEnd(30, '0')}' and name = '\${new Date(n).toJSON()}' and name = '\${since.getFullYear()}-\${since.getMonth() + 1}'\`)
export const b = (text: string) => {
  const day = new Date(text).toISOString()
  const [first] = day.split('T')
  return db.query(\`select id from events where starts_at > '\${day.substring(0, 10)}' and starts_at < '\${first}'\`)
}
`,
    expect: [],
  },
  {
    name: 'what functions return, of numbers alone',
    schema,
    ts: `const int = (text: string) => Number.parseInt(text, 10)
function size(text: string) { if (!text) return 10; const given = parseInt(text, 10); return Math.min(given, 100) }
declare function told(text: string): number
const asked = (text: string): boolean => text === 'x'
type Whole = ReturnType<typeof Number.parseInt>
export const get = (text: string, whole: Whole, either: ReturnType<typeof int> | null) =>
  db.query(\`select id from events where n = \${int(text)} and m = \${told(text)} and o = \${asked(text)} and p = \${whole} and q = \${either} limit \${size(text)}\`)
`,
    expect: [],
  },
  {
    name: 'texts that dates and numbers are only a part of',
    schema,
    ts: `export const a = (date: Date, q: string) => db.query(\`select id from events where name = '\${date.toISOString().replace('T', q)}'\`)
export const b = (q: string) => db.query(\`select id from events where name = '\${q.slice(0, 10)}'\`)
export const c = (q: string) => db.query(\`select id from events where name = '\${Number(q) + q}'\`)
export const d = (q: string) => db.query(\`select id from events where name = '\${(10).toFixed(2).concat(q)}'\`)
const named = (text: string) => { if (text) return text; return 1 }
export const e = (q: string) => db.query(\`select id from events where name = '\${named(q)}'\`)
export const f = (q: string) => db.query(\`select id from events where name = '\${'a'.split('').map(() => q)}'\`)
export const g = (w: ReturnType<typeof named>) => db.query(\`select id from events where name = '\${w}'\`)
`,
    expect: Array.from({ length: 7 }, () => 'value' as const),
  },
  {
    name: 'a name that NestJS takes out of the request',
    schema,
    ts: `class Events {
  all(@Query('sort') sort: string) { return db.query(\`select id from events order by \${sort}\`) }
  some(@Query('sort', SortPipe) sort: string) { return db.query(\`select id from events order by \${sort}\`) }
  none(@Query() query: Sorting) { return db.query(\`select id from events order by \${query.sort}\`) }
}
`,
    expect: [{ messageId: 'request', at: '${sort}' }],
  },
  {
    name: 'a call that gives what the request has',
    schema,
    ts: "export const get = (c) => db.query(`select name from events where id = ${c.req.param('id')}`)\n",
    expect: ['value'],
  },
  {
    name: 'a name of a query',
    schema,
    ts: `export const get = (req) => db.query(\`select id from events order by \${req.query.sort}\`)\n`,
    expect: ['request'],
  },
  {
    name: 'a name taken out of it',
    schema,
    ts: `export const get = (req) => { const { sort = 'name', dir } = req.query; return db.query(\`select id from events order by \${sort} \${dir}\`) }\n`,
    expect: ['request', 'request'],
  },
  {
    name: 'a name with a type',
    schema,
    ts: `export const get = (request: Request) => { const { sort } = request.query as Sorting; return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: ['request'],
  },
  {
    name: 'a name as a text',
    schema,
    ts: `export const get = (req) => { const sort = String(req.query.sort ?? 'name'); return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: ['request'],
  },
  {
    name: 'a name of Hono',
    schema,
    ts: `export const get = (c) => { const sort = c.req.query('sort'); return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: ['request'],
  },
  {
    name: 'a name of Next.js',
    schema,
    ts: `export const get = async ({ searchParams }) => { const { sort } = await searchParams; return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: ['request'],
  },
  {
    name: 'a name of a URL',
    schema,
    ts: `export const get = (request: Request) => { const { searchParams } = new URL(request.url); return db.query(\`select id from events order by \${searchParams.get('sort')}\`) }\n`,
    expect: ['request'],
  },
  {
    name: 'a name that is there',
    schema,
    ts: `export const get = (req) => { const { sort } = req.query; if (!sort || sort === '') return []; return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: ['request'],
  },
  {
    name: 'a name from a list',
    schema,
    ts: `export const get = (req) => { const { sort } = req.query; if (!columns.includes(sort)) throw new Error(); return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: [],
  },
  {
    name: 'a name from the keys of an object',
    schema,
    ts: `export const get = (req) => { if (!(req.query.sort in columns)) throw new Error(); return db.query(\`select id from events order by \${req.query.sort}\`) }\n`,
    expect: [],
  },
  {
    name: 'a name that is matched',
    schema,
    ts: `export const get = (req) => (/^[a-z]+$/.test(req.query.sort) ? db.query(\`select id from events order by \${req.query.sort}\`) : [])\n`,
    expect: [],
  },
  {
    name: 'a name that is a constant then',
    schema,
    ts: `export const get = (req) => { const by = req.query.sort === 'name' ? 'name' : 'id'; return db.query(\`select id from events order by \${by}\`) }\n`,
    expect: [],
  },
  {
    name: 'a name by which a constant is chosen',
    schema,
    ts: `export const get = (req) => db.query(\`select id from events order by \${columns[req.query.sort]}\`)\n`,
    expect: [],
  },
  {
    name: 'a name that a schema has read',
    schema,
    ts: `export const get = (req) => { const { sort } = schema.parse(req.query); return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: [],
  },
  {
    name: 'a name that is asserted',
    schema,
    ts: `export const get = (req) => { const { sort } = req.query; assertColumn(sort); return db.query(\`select id from events order by \${sort}\`) }\n`,
    expect: [],
  },
  {
    name: 'a name of which only letters are left',
    schema,
    ts: "export const get = (req) => { const sort = req.query.sort.replace(/\\W/g, ''); return db.query(`select id from events order by ${sort}`) }\n",
    expect: [],
  },
  {
    name: 'a name that is of the request on one of several ways',
    schema,
    ts: `export const a = (req) => { let sort = req.query.sort; if (!sort) sort = 'id'; return db.query(\`select id from events order by \${sort}\`) }
export const b = (req) => { let sort = 'id'; if (req.query.sort) sort = req.query.sort; return db.query(\`select id from events order by \${sort}\`) }
`,
    expect: ['request', 'request'],
  },
  {
    name: 'a name that was compared the wrong way round, or not at all',
    schema,
    ts: `export const a = (req) => { if (req.query.sort === 'x') throw new Error(); return db.query(\`select id from events order by \${req.query.sort}\`) }
export const b = (req) => { if (req.query.sort.length > 10) throw new Error(); return db.query(\`select id from events order by \${req.query.sort}\`) }
export const c = (req) => { if (columns.includes(req.query.sort)) throw new Error(); return db.query(\`select id from events order by \${req.query.sort}\`) }
`,
    expect: ['request', 'request', 'request'],
  },
  {
    name: 'a name by which something was found',
    schema,
    ts: `export const a = (req) => { const { sort } = req.query; if (!columns[sort]) throw new Error(); return db.query(\`select id from events order by \${sort}\`) }
export const b = (req) => { validateQuery(req.query); return db.query(\`select id from events order by \${req.query.sort}\`) }
export const c = (req) => { if (req.query.dir !== 'asc' && req.query.dir !== 'desc') throw new Error(); return db.query(\`select id from events order by id \${req.query.dir}\`) }
`,
    expect: [],
  },
  ...[
    "db('events').whereRaw(`title = '${q}'`)",
    "db('events').whereRaw(`title ilike '%${q}%'`)",
    "db('events').whereRaw('title = ' + q)",
    "db('events').where(db.raw(`lower(title) = '${q}'`))",
  ].map((call) => ({
    name: `what Knex puts into a query: ${call}`,
    schema,
    ts: `import knex from 'knex'\nconst db = knex({ client: 'pg' })\nexport const found = (q: string) => ${call}.select('id')\n`,
    expect: ['value'],
  })),
  ...[
    "db('events').whereRaw(`id > ${n}`)",
    "db('events').whereRaw(`title = '${states[state]}'`)",
    "db('events').whereRaw(`title ilike ?`, [`%${q}%`])",
    "db('events').whereRaw(condition)",
  ].map((call) => ({
    name: `what Knex puts into a query and cannot be anything: ${call}`,
    schema,
    ts: `import knex from 'knex'
const db = knex({ client: 'pg' })
const states = { a: 'open', b: 'paid' }
export const found = (q: string, n: number, state: 'a' | 'b', condition: string) => ${call}.select('id')\n`,
    options: [{ checkText: true }],
    expect: [],
  })),
  ...[
    ["'e.title ilike \\'%' + q + '%\\''", ['value']],
    ['`e.title = ${q} and e.id > 1`', ['value']],
    ["`e.title ilike '%${q}%' and e.title = '${other}' and e.id = ${n}`", ['value', 'value']],
    ['`e.id > ${n}`', []],
    ["`e.title = '${kind}'`", []],
    ["'e.title = :q', { q }", []],
  ].map(([where, expect]) => ({
    name: `what TypeORM puts into a query: ${String(where)}`,
    schema: { 'src/event.ts': entity },
    ts: `import type { Repository } from 'typeorm'
import { Event } from './event'
export const found = (events: Repository<Event>, q: string, other: string, n: number, kind: 'a' | 'b') =>
  events.createQueryBuilder('e').where(${String(where)}).getMany()\n`,
    file: 'src/case.ts',
    expect: expect as string[],
  })),
  { name: 'SET of a constant', schema, ts: "export const as = () => db.query(`SET LOCAL app.x = '1'`)\n", expect: [] },
])
