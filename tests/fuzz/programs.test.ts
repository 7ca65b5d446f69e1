import { parseForESLint } from '@typescript-eslint/parser'
import { describe, expect, it } from 'vitest'
import { readFile, type ReadFile } from '../support/program.ts'
import { pick, randomNumbers } from '../support/random.ts'

type Random = () => number
type Made = () => string

/** Texts that a query may be put together of. */
const fragments = [
  'select * from events',
  'select id, title from events e join tickets t on t.event_id = e.id',
  ' where organization_id = $1',
  ' and title = ? and id in (',
  ')',
  ' or true',
  'events',
  '"tickets"',
  ' order by id',
  'insert into events (id, organization_id) values ',
  'update events set ',
  "title = 'it''s'",
  '-- why\n',
  '😀',
  '$',
  '{',
  ' union all ',
  'with x as (',
  '__hole0__',
  '',
] as const

function escape(text: string, quote: string): string {
  return text
    .replaceAll(/[\\`'"]|\$(?=\{)/g, (sign) => (sign === quote || sign === '\\' || sign === '$' ? `\\${sign}` : sign))
    .replaceAll('\n', '\\n')
}

function literal(random: Random): string {
  const quote = pick(random, ["'", '"', '`'] as const)
  return quote + escape(pick(random, fragments), quote) + quote
}

/** An expression that is, or may be, a text; deeper ones are simpler. */
function expression(random: Random, depth: number): string {
  if (depth <= 0)
    return pick<Made>(random, [() => literal(random), () => 'x', () => 'text', () => 'parts', () => '1', () => 'undefined', () => 'T.a'])()
  const inner = (): string => expression(random, depth - 1)
  const template = (): string => `\`${escape(pick(random, fragments), '`')}\${${inner()}}${escape(pick(random, fragments), '`')}\``
  return pick<Made>(random, [
    () => literal(random),
    () => template(),
    () => `sql${template()}`,
    () => `String.raw${template()}`,
    () => `Prisma.sql${template()}`,
    () => `sql.type(z)${template()}`,
    () => `(${inner()} + ${inner()})`,
    () => `(${inner()} ? ${inner()} : ${inner()})`,
    () => `(${inner()} && ${inner()})`,
    () => `(${inner()} ?? ${inner()})`,
    () => `[${inner()}, ${inner()}].join(${literal(random)})`,
    () => `[${inner()}, ...(${inner()} ? [${inner()}] : [])].filter(Boolean).join(' and ')`,
    () => `sql.join([${inner()}, ${inner()}], ${inner()})`,
    () => `sql.raw(${inner()})`,
    () => `sql.identifier([${inner()}])`,
    () => `sql(${inner()}, 'id', 'title')`,
    () => `sql({ id: ${inner()} })`,
    () => `Prisma.join(${inner()})`,
    () => `knex.raw(${inner()}, ['events', ${inner()}])`,
    () => `(${inner()}).concat(${inner()})`,
    () => `(${inner()}).trim()`,
    () => `(${inner()} as string)!`,
    () => `help(${inner()}, ${inner()})`,
    () => `(() => ${inner()})()`,
    () => `sql${template()}.append(${inner()})`,
    () => `{ text: ${inner()}, values: [] }.text`,
    () => `this.a`,
  ])()
}

function statement(random: Random, depth: number): string {
  const text = (): string => expression(random, depth)
  const block = (): string => `{ ${depth > 0 ? statement(random, depth - 1) : ''} }`
  return pick<Made>(random, [
    () => `text = ${text()}`,
    () => `text += ${text()}`,
    () => `parts.push(${text()}, ${text()})`,
    () => `parts.unshift(${text()})`,
    () => `parts.append(${text()})`,
    () => `db.query(${text()}, [1])`,
    () => `db.query({ text: ${text()}, values: [] })`,
    () => `db.query(text)`,
    () => `db.query(parts.join(${text()}))`,
    () => `if (${text()}) ${block()} else ${block()}`,
    () => `if (x) { ${statement(random, 0)}; return ${text()} }`,
    () => `for (const x of [${text()}, ${text()}]) ${block()}`,
    () => `while (x) ${block()}`,
    () => `try ${block()} catch (x) ${block()} finally ${block()}`,
    () => `switch (x) { case 1: ${block()} case 2: ${block()} break; default: ${block()} }`,
    () => `xs.forEach((x) => ${block()})`,
    () => `const T = { a: ${text()} }`,
    () => `const run = () => ${block()}`,
    () => `const q = /* sql */ ${text()}; db.query(q)`,
    () => `return ${text()}`,
  ])()
}

function programOf(random: Random): string {
  const lines = Array.from({ length: 1 + Math.floor(random() * 6) }, () => statement(random, 1 + Math.floor(random() * 3)))
  return `import { x } from './x'
const help = (a: string, b = ${expression(random, 1)}) => ${expression(random, 2)}
class A { private a = ${expression(random, 1)}
  async run(text = '', parts: string[] = []) { ${lines.join('\n')} } }
function top() { let text = ${expression(random, 1)}; const parts = [${expression(random, 1)}]
${lines.join('\n')} }`
}

function isParsed(text: string): boolean {
  try {
    parseForESLint(text, { range: true })
    return true
  } catch {
    return false
  }
}

/** Ranges that do not lie in the file, or are upside down. */
function strayRanges({ text, document, accesses }: ReadFile): unknown[] {
  const ranges = [
    ...document.statements.flatMap((one) => [one.range, ...one.holes.map((hole) => hole.range)]),
    ...accesses.map(({ range }) => range),
    ...document.statements.map(({ source }) => source.hostRange([0, source.text.length])),
    ...document.statements.flatMap(({ variants }) => variants.map(({ source }) => source.hostRange([0, source.text.length]))),
  ]
  return ranges.filter(([start, end]) => start < 0 || end < start || end > text.length)
}

describe('programs put together at random', () => {
  it('are read without a throw, and all ranges lie in the file', () => {
    const random = randomNumbers(23)
    let read = 0
    for (let n = 0; n < 250; n++) {
      const text = programOf(random)
      if (!isParsed(text)) continue
      const file = readFile(text)
      expect(strayRanges(file), text).toEqual([])
      read += file.document.statements.length
    }
    expect(read).toBeGreaterThan(200)
  })
})

const idioms = `import { sql } from 'slonik'
import { Prisma } from '@prisma/client'
import * as names from './names'

const EVENTS = 'events'
enum Table { Tickets = 'tickets' }
const columns = { id: 'id', tenant: 'organization_id' } as const

const base = \`select e.id, e.title from \${EVENTS} e\`
const forOrg = (org: string, alias = 'e') => sql.fragment\`\${sql.identifier([alias, 'organization_id'])} = \${org}\`

export class Events {
  private readonly table = 'events'
  static readonly list = 'select * from events where organization_id = $1'
  constructor(private readonly db: Pool, private readonly prisma: PrismaClient) {}

  async find(org: string, filter: Filter) {
    const where = ['organization_id = $1']
    const values: unknown[] = [org]
    if (filter.title) {
      values.push(filter.title)
      where.push(\`title ilike '%' || $\${values.length} || '%'\`)
    }
    for (const id of filter.ids ?? []) where.push(\`id <> '\${id}'\`)
    const { rows } = await this.db.query<Row>(\`select * from \${this.table} where \${where.join(' and ')}\`, values)
    return rows
  }

  async count(org: string, title?: string) {
    let text = 'select count(*) from events where organization_id = $1'
    if (title !== undefined) text += ' and title = $2'
    else if (org === '') throw new Error('select an organization')
    text = \`\${text} limit 1\`
    return this.db.query({ text, values: [org, title] })
  }

  async raw(org: string, ids: string[], title?: string) {
    return this.prisma.$queryRaw<Row[]>(Prisma.sql\`
      select \${Prisma.raw(columns.id)} from "events"
      where organization_id = \${org} -- the tenant
        and id in (\${Prisma.join(ids)})
        \${title ? Prisma.sql\`and title = \${title}\` : Prisma.empty}
      order by id \${Prisma.raw('desc')}
    \`)
  }

  async slonik(org: string) {
    const conditions = [forOrg(org), sql.fragment\`e.title <> ''\`]
    return this.pool.any(sql.type(row)\`
      select * from \${sql.identifier(['events'])} e
      where \${sql.join(conditions, sql.fragment\` and \`)}
    \`)
  }

  async postgres(org: string, patch: Patch) {
    await sql.begin(async (sql) => {
      await sql\`update events set \${sql(patch, 'title', 'starts_at')} where organization_id = \${org}\`
      await sql\`insert into tickets \${sql({ id: 1, organization_id: org })} on conflict do nothing\`
    })
  }

  async kysely(org: string) {
    return sql<{ id: string }>\`select \${sql.ref('events.id')} from \${sql.table('events')} where organization_id = \${org}\`.execute(db)
  }

  async knex(org: string) {
    return this.knex.raw('select * from ?? where ?? = ?', [names.EVENTS, 'organization_id', org])
  }

  async sequelize(org: string) {
    return sequelize.query('select * from events where organization_id = :org', { replacements: { org }, type: 'SELECT' })
  }

  switched(kind: string) {
    let by = 'id'
    switch (kind) {
      case 'title':
        by = 'title'
        break
      default:
        by += ', title'
    }
    return this.db.query('select * from ' + Table.Tickets + ' where organization_id = $1 order by ' + by)
  }

  concatenated = [base, 'where e.organization_id = $1', String.raw\`and e.title ~ '\\d+'\`].join('\\n')
  marked = /* sql */ \`select '😀', \${1 + 1} from events where \${\`organization_id = \${this.org}\`}\`
}

const query = SQL\`select * from events where organization_id = \${org}\`
if (title) query.append(SQL\` and title = \${title}\`)
db.query(query)
`

/** A prefix as a program: what is open is closed, as an editor's parser would go on. */
function closed(prefix: string): string[] {
  const endings = ['', '`', "'", ')', '}', '`)', '})', "')", '`)}}', ')}}', '}}']
  return endings.map((ending) => prefix + ending)
}

describe('half-typed programs', () => {
  it('are read without a throw', () => {
    let read = 0
    for (let end = 1; end <= idioms.length; end += 5) {
      const text = closed(idioms.slice(0, end)).find(isParsed)
      if (text === undefined) continue
      expect(strayRanges(readFile(text)), text).toEqual([])
      read++
    }
    expect(read).toBeGreaterThan(200)
  })
})
