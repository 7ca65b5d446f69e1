import { runInNewContext } from 'node:vm'
import { parseForESLint } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import type { Modules } from '../../src/javascript/modules.ts'
import { Program } from '../../src/javascript/program.ts'
import { readFile, verdictsOf, type ReadFile } from '../support/program.ts'

/** A way to write a text of SQL in a file, and what a piece of that file means. */
interface Host {
  readonly name: string
  readonly file: string
  write(sql: string): string
  meaning(piece: string): string
  /** Another file that holds the text. */
  beside?(sql: string): string
}

const asItIs = (text: string): string => text
const evaluated = (code: string): string => String(runInNewContext(code))
const inDouble = (text: string): string => JSON.stringify(text)
const inSingle = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`
const inTemplate = (text: string): string => `\`${text.replace(/[\\`]|\$(?=\{)/g, String.raw`\$&`)}\``
const escaped = (text: string): string =>
  `"${Array.from(text, (sign) => (/[\w ]/.test(sign) ? sign : `\\u{${sign.codePointAt(0)?.toString(16) ?? ''}}`)).join('')}"`
const crlf = (text: string): string => inTemplate(text).replaceAll('\n', '\r\n')

type Quote = (text: string) => string

const quotes = { "'": inSingle, '"': inDouble, '`': inTemplate } as const

function program(name: string, quote: keyof typeof quotes, write: (text: string, quoted: Quote) => string): Host {
  return { name, file: 'case.ts', write: (sql) => write(sql, quotes[quote]), meaning: (piece) => evaluated(quote + piece + quote) }
}

/** The text in three parts, cut between words outside of quotes. */
function inParts(text: string): [string, string, string] {
  const cuts = [...text.matchAll(/ (?=(?:from|where|and|set|values|join|on|returning|order|select)\b)/g)]
    .map(({ index }) => index)
    .filter((at) => at > text.indexOf(' '))
    .filter((at) => (text.slice(0, at).match(/'/g) ?? []).length % 2 === 0 && !/--[^\n]*$/.test(text.slice(0, at)))
  const [first = 0, second = cuts[0] ?? 0] = [cuts[0], cuts[1]]
  return [text.slice(0, first), text.slice(first, second), text.slice(second)]
}

const hosts: readonly Host[] = [
  program('a string in a call', '"', (sql, quoted) => `await db.query(${quoted(sql)}, [a, b])`),
  program('a string of the other kind', "'", (sql, quoted) => `await db.query(${quoted(sql)}, [a, b])`),
  program('a template in a call', '`', (sql, quoted) => `await pool.query(${quoted(sql)})`),
  program('a template with CRLF', '`', (sql) => `await pool.query(${crlf(sql)})`),
  program('a string of escapes', '"', (sql) => `/* 😀 */ await pool.query(${escaped(sql)})`),
  program('a tagged template', '`', (sql, quoted) => `const find = () => sql${quoted(sql)}`),
  program('a tag with a type', '`', (sql, quoted) => `const find = () => sql<Row>${quoted(sql)}.execute(db)`),
  program('a tag that is called', '`', (sql, quoted) => `const find = () => pool.any(sql.type(row)${quoted(sql)})`),
  program('an object', '"', (sql, quoted) => `client.query({ name: 'it', text: ${quoted(sql)}, values: [a] })`),
  program('an object that has a name', '`', (sql, quoted) => `const query = { text: ${quoted(sql)} }\nclient.query(query)`),
  program('a concatenation', '"', (sql, quoted) => `db.query(${inParts(sql).map(quoted).join(' + ')})`),
  program('a concatenation of templates', '`', (sql, quoted) => `db.query(${inParts(sql).map(quoted).join(' +\n  ')})`),
  program('concat', '"', (sql, quoted) => `const [a, b, c] = [0]; db.query(''.concat(${inParts(sql).map(quoted).join(', ')}))`),
  program('a variable', "'", (sql, quoted) => {
    const [first, second, third] = inParts(sql).map(quoted)
    return `let text = ${first ?? ''}\ntext += ${second ?? ''}\ntext += ${third ?? ''}\nawait db.query(text)`
  }),
  program('a variable that is set again', '`', (sql, quoted) => {
    const [first, second, third] = inParts(sql).map(quoted)
    return `let text = ${first ?? ''}\ntext = text + ${second ?? ''}\ntext = \`\${text}\${${third ?? ''}}\`\nawait db.query(text)`
  }),
  program('a mark', '`', (sql, quoted) => `export const text = /* sql */ ${quoted(sql)}`),
  program('a constant', '"', (sql, quoted) => `const text = ${quoted(sql)}\nexport const run = () => db.query(text)`),
  program('a property of a constant', '"', (sql, quoted) => `const texts = { it: ${quoted(sql)} } as const\ndb.query(texts.it)`),
  program('a static property', '"', (sql, quoted) => `class A { static readonly text = ${quoted(sql)}; run() { db.query(A.text) } }`),
  program('an array joined', '"', (sql, quoted) => `db.query([${inParts(sql).map(quoted).join(', ')}].join(''))`),
  program('an array that grows', '`', (sql, quoted) => {
    const [first, second, third] = inParts(sql).map(quoted)
    return `const parts = [${first ?? ''}]\nparts.push(${second ?? ''}, ${third ?? ''})\ndb.query(parts.join(''))`
  }),
  program('a nested template', '`', (sql, quoted) => `db.query(\`\${${quoted(sql)}}\`)`),
  program('a raw text', '`', (sql, quoted) => `db.execute(sql.raw(${quoted(sql)}))`),
  program('what a function returns', '`', (sql, quoted) => `const text = () => ${quoted(sql)}\ndb.query(text())`),
  {
    name: 'a constant of another module',
    file: 'case.ts',
    write: () => `import { text } from './texts'\ndb.query(text)`,
    meaning: asItIs,
    beside: (sql) => `export const text = ${inDouble(sql)}`,
  },
]

const statements: readonly string[] = [
  'select * from events where organization_id = $1',
  'select * from events where title = $1',
  "select e.id from events e where e.organization_id = $1 and e.title <> 'it''s'",
  `select "id", "title" from "events" where "organization_id" = $1`,
  'SELECT id FROM Events WHERE Organization_Id = $1',
  'select id\nfrom events\nwhere id = $1\n',
  "select '😀', id from events where title = '😀' and organization_id = $2",
  'select id -- the key\nfrom events where id = $1 and organization_id = $2',
  'select /* from tickets */ id from events where title is null',
  String.raw`select id from events where title like '100\%' and organization_id = $1`,
  "select id from events where title = E'a\\nb' and organization_id = $1",
  'select id from events where title = $$it is$$ and organization_id = $1',
  'select e.id, t.id from events e join tickets t on t.event_id = e.id where e.organization_id = $1',
  'select e.id from events e left join tickets t on t.event_id = e.id and t.organization_id = e.organization_id where e.organization_id = $1',
  'select e.id from events e where exists (select 1 from tickets t where t.event_id = e.id) and e.organization_id = $1',
  'with e as (select * from events where organization_id = $1) select * from e join tickets t on t.event_id = e.id',
  'select id from events where organization_id = $1 union all select id from tickets where title = $2',
  'insert into events (id, organization_id) values ($1, $2) on conflict (id) do update set title = excluded.title',
  'insert into events (id, title) values ($1, $2) returning id',
  'insert into tickets (id, organization_id, event_id) select id, organization_id, id from events where organization_id = $1',
  'update events set title = $1 where id = $2',
  'update tickets set price = 0 from events e where e.id = tickets.event_id and e.organization_id = $1',
  'delete from tickets where organization_id = $1 and price > $2',
  'delete from tickets where token = $1',
  'delete from tickets',
  'select id from events where organization_id = any ($1) order by id desc limit 10 offset 20 for update skip locked',
  'select id from public.events where organization_id in ($1, $2)',
  'select count(*) filter (where price > 10), `id` from tickets'.replaceAll('`', '"'),
]

function modulesOf(text: string): Modules {
  const { ast } = parseForESLint(text, { range: true })
  return { open: (specifier) => (specifier === './texts' ? new Program('texts.ts', text, ast) : undefined) }
}

function pieces({ text, accesses }: ReadFile): string[] {
  return accesses.map(({ range }) => text.slice(...range))
}

describe.each(hosts.map((host) => [host.name, host] as const))('%s', (_, host) => {
  it.each(statements)('%s', (sql) => {
    const plain = readFile(sql, { file: 'case.sql' })
    const written = host.write(sql)
    const read = readFile(written, { file: host.file, ...(host.beside && { modules: modulesOf(host.beside(sql)) }) })
    expect(verdictsOf(plain)).not.toEqual([])
    expect(verdictsOf(read)).toEqual(verdictsOf(plain))
    expect(read.document.statements).toHaveLength(1)
    if (host.beside) expect(new Set(pieces(read))).toEqual(new Set(['text']))
    else expect(pieces(read).map((piece) => host.meaning(piece))).toEqual(pieces(plain))
  })
})

describe('ranges are exact', () => {
  it.each<[name: string, program: string, at: string[]]>([
    ['after an escaped quote', String.raw`db.query('select \'a\' from events')`, ['events']],
    ['after a line break', String.raw`db.query("select 1\nfrom\tevents")`, ['events']],
    ['after an escaped emoji', String.raw`db.query("select '\u{1F600}' from events")`, ['events']],
    ['after half of an emoji each', String.raw`db.query("select '\ud83d\ude00' from events")`, ['events']],
    ['of what is escaped itself', String.raw`db.query("select 1 from \x65vents")`, [String.raw`\x65vents`]],
    ['in String.raw', "db.query(String.raw`select '\\d\\n' from events where title ~ '\\w'`)", ['events']],
    ['after CRLF', 'db.query(`select 1\r\n\r\nfrom events\r\nwhere true`)', ['events']],
    ['after an emoji of the program', "/* 😀 */ db.query('select 1 from events')", ['events']],
    ['after a hole', 'db.query(`select ${"a" + `b${c}`} from events where x = ${y}`)', ['events']],
    ['between holes', 'db.query(`select ${a} from events e join ${b} x on ${c} join tickets t on ${d}`)', ['events', 'tickets']],
    ['of a name in a hole', "const t = 'events'\ndb.query(`select 1 from ${t} where ${x}`)", ['${t}']],
    ['of a name that is glued', "const t = 'events'\ndb.query('select 1 from ' + t + ' where true')", ['t']],
    ['of a nested template', 'db.query(`select 1 ${`from events ${`where ${x}`}`}`)', ['events']],
    ['of a fragment that stands elsewhere', 'const f = sql`from events`\nsql`select 1 ${f}`', ['events']],
    ['with a line that goes on', "db.query('select 1 from \\\nevents')", ['events']],
  ])('%s', (_, program, at) => {
    expect(pieces(readFile(program))).toEqual(at)
  })
})
