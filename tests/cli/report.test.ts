import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CatalogJson } from '../../src/cli/catalog-json.ts'
import type { QueryJson } from '../../src/cli/queries.ts'
import { reportCommand, type ReportFlags } from '../../src/cli/report/command.ts'
import { makeRepository } from '../project/temp-project.ts'
import { shop } from '../support/shop.ts'
import { write } from './check-run.ts'
import { tenancy } from './run.ts'

type Files = Readonly<Record<string, string>>

const quiet = { write: () => {} }

async function report(cwd: string, flags: Partial<ReportFlags> = {}, paths: readonly string[] = []): Promise<string> {
  const path = await reportCommand(paths, { out: 'tenancy-report', config: false, ...flags }, cwd, quiet)
  return readFileSync(join(cwd, path), 'utf8')
}

async function reportOf(files: Files, flags?: Partial<ReportFlags>, paths?: readonly string[]): Promise<string> {
  return report(makeRepository(files), flags, paths)
}

/** The text of an element that has this id, without its tags. */
function textOf(page: string, id: string): string {
  const [, found = ''] = new RegExp(`<section id="${id}"[^>]*>([^]*?)</section>`).exec(page) ?? []
  return found
    .replace(/<wbr \/>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

/** The row that begins with a heading. */
function rowOf(page: string, heading: string): string {
  const row = (page.match(/<tr[^]*?<\/tr>/g) ?? []).find((one) => one.includes(`<b>${heading}</b>`)) ?? ''
  return row
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function count(page: string, pattern: RegExp): number {
  return page.match(pattern)?.length ?? 0
}

const schema = `create table organizations (id bigint primary key);
create table orders (
  id bigint primary key,
  organization_id bigint not null references organizations,
  parent_id bigint references orders,
  status text,
  note text,
  placed_at date
);
create index by_org on orders (organization_id, placed_at);
create index by_status on orders (status);
create index by_note on orders (note);
`
const queries = [
  'select * from orders where organization_id = 1 and placed_at > now();',
  'select id from orders where status = $1;',
  'select id from orders where id = $1;',
  "select id from orders where organization_id = 1 and status = 'a' or organization_id = 1 and id = 2;",
  'select id from organizations;',
  'insert into orders (id, organization_id) values (1, 2);',
  'select 1;',
].join('\n')
const small: Files = { 'migrations/0001_init.sql': schema, 'queries.sql': queries }

describe('the page of tenancy report', () => {
  it('tells how queries are held', async () => {
    const page = await reportOf(small)
    expect(textOf(page, 'overview')).toMatch(/60% Held to one tenant 3 of 5 queries/)
    expect(textOf(page, 'overview')).toContain('Not held 1 14.3%')
    expect(textOf(page, 'overview')).toContain('Held by a key alone 1 14.3%')
    expect(rowOf(page, 'orders')).toMatch(/a tenant’s 5 .*60% 1 1 0$/)
    expect(rowOf(page, 'organizations')).toContain('the tenants themselves 1')
    expect(textOf(page, 'files')).toContain('queries.sql 7')
  })

  it('justifies each index', async () => {
    const page = await reportOf(small)
    expect(rowOf(page, 'by_org')).toMatch(
      /Foreign key \(organization_id\) to organizations Serves 2 queries queries\.sql:1:1 .* 2 serves queries$/,
    )
    expect(rowOf(page, 'by_status')).toMatch(/Serves 2 queries queries\.sql:2:1 .*queries\.sql:4:1 .* 2 serves queries$/)
    expect(rowOf(page, 'by_note')).toMatch(/– 0 serves nothing$/)
    expect(rowOf(page, 'organizations_pkey')).toMatch(/Primary key 0 keeps a key$/)
  })

  it('says that an index serves nothing only where all queries are known', async () => {
    expect(rowOf(await reportOf(small, {}, ['queries.sql']), 'by_note')).toMatch(/no query seen$/)
    expect(rowOf(await reportOf({ ...small, 'more.sql': 'delete from orders whre id = 1;' }), 'by_note')).not.toContain('serves nothing')
  })

  it('lists the queries that no index serves, and what would', async () => {
    const page = await reportOf({
      ...small,
      'queries.sql': 'select id from orders where organization_id = 1 order by id;\nselect id from orders where placed_at > $1;\n',
    })
    expect(textOf(page, 'unserved')).toContain('orders SELECT id FROM orders WHERE placed_at &gt; $1')
    expect(textOf(page, 'unserved')).not.toContain('organization_id = 1')
    expect(textOf(await reportOf({ ...small, 'queries.sql': 'select id from organizations;' }), 'unserved')).toContain(
      'reads the whole table',
    )
  })

  it('draws the tables, with what has no index in red', async () => {
    const page = await reportOf(small)
    expect(count(page, /<a class="box /g)).toBe(2)
    expect(page).toMatch(/<path class="line bad"[^>]*>\s*<title>orders \(parent_id\) → orders: no index<\/title>/)
    expect(page).toMatch(/<path class="line quiet"[^>]*>\s*<title>orders \(organization_id\) → organizations<\/title>/)
    expect(textOf(page, 'map')).toContain('foreign key without an index 1')
  })

  it('shows findings with their code', async () => {
    const page = await reportOf(small)
    expect(textOf(page, 'findings')).toMatch(
      /error require-tenant-filter This query reads orders .* Code .* 2 select id from orders where status = \$1;/,
    )
    expect(page).toContain('<mark>orders</mark>')
    expect(page).toContain('rel="noreferrer">require-foreign-key-index</a>')
  })

  it('takes the rules of a preset', async () => {
    const rules = (page: string): number => count(page, /<tr id="f\d+"/g)
    expect(rules(await reportOf(small, { preset: 'strict' }))).toBeGreaterThan(rules(await reportOf(small, { preset: 'essential' })))
  })

  it('has a row for all that the other commands tell', async () => {
    const cwd = makeRepository({
      'migrations/0001_init.sql': shop,
      'queries.sql': queries,
      'a.ts': 'db.query(`select * from tickets where id = ${id}`)\n',
    })
    const page = await report(cwd)
    const json = JSON.parse(tenancy(cwd, 'queries', '--no-config', '--format', 'json').out) as QueryJson[]
    const catalog = JSON.parse(tenancy(cwd, 'catalog', '--no-config', '--format', 'json').out) as CatalogJson
    expect(count(page, /<tr id="q\d+"/g)).toBe(json.length)
    for (const { name } of catalog.tables) expect(rowOf(page, name)).not.toBe('')
    for (const { indexes } of catalog.tables) for (const { name } of indexes) expect(rowOf(page, name)).not.toBe('')
  })

  it('is the same when it is made again, wherever the project is', async () => {
    const [one, two] = [makeRepository(small), makeRepository(small)]
    const named = { 'package.json': '{ "name": "shop" }' }
    write(one, named)
    write(two, named)
    const page = await report(one)
    expect(page).toContain('<h1>Tenant isolation of shop</h1>')
    expect(await report(one)).toBe(page)
    expect(await report(two)).toBe(page)
    expect(page).not.toContain(one)
  })

  it('lets nothing run but its own script, and asks no network', async () => {
    const page = await reportOf(small)
    const hash = (tag: string): string => {
      const [, text = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? []
      return `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`
    }
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src ${hash('style')}; script-src ${hash('script')}; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    )
    expect(page).not.toMatch(/ (?:src|style|on\w+)="|<link|@import|url\(/)
  })
})

describe('names in the page', () => {
  const img = '<img src=x onerror=alert(1)>'
  const end = '</script><script>alert(1)</script>'
  const files: Files = {
    'package.json': JSON.stringify({ name: `</title>${end}` }),
    'migrations/0001_init.sql': `create table organizations (id bigint primary key);
create table "${img}" (id bigint primary key, organization_id bigint references organizations, "${end}" text, parent bigint references "${img}");
create index "${end}" on "${img}" ("${end}") where "${end}" <> '${img}';
create tabel "${img}";
`,
    [`${img}.sql`]: `select "${end}", '${img}' from "${img}" -- ${end}${img}\nwhere "${end}" = '</pre>${end}' and 1 = '&lt;b&gt;';\nselect 1 from "a\u202eb\u0007";\n`,
    'a.ts': `// ${end}\nexport const a = () => db.query(\`select * from "${img}" where id = \${'${end}'} \${b}\`)\nconst const ${end}`,
    'b.ts': `db.query(\`select * from "${img}" /* ${end} */ where "${end}" = \${c} \${d['${end}']}\`)\n`,
  }

  it('are no HTML', async () => {
    const page = await reportOf(files, { preset: 'all' })
    expect(count(page, /<script/gi)).toBe(1)
    expect(count(page, /<\/script/gi)).toBe(1)
    expect(page).not.toMatch(/<img/i)
    expect(count(page, /<title>[^<]*: tenant isolation<\/title>/g)).toBe(1)
    expect(count(page, /&lt;img src=x onerror=alert\(1\)&gt;/g)).toBeGreaterThan(20)
    expect(page).toContain('&amp;lt;b&amp;gt;')
    // What turns the line around, and what a terminal would ring.
    for (const sign of ['\u202e', '\u0007']) expect(page).not.toContain(sign)
    expect(page).toContain('a\ufffdb\ufffd')
  })
})

describe('what is not known', () => {
  it('stands on the page: settings, files and statements', async () => {
    const cwd = makeRepository({
      ...small,
      'migrations/0002_more.sql': 'create tabel more (id int);\n',
      'settings.json': '{ "tenantColumn": "organization_id", "schema": ["migrations/*.sql", "nowhere/*.sql"] }',
      'broken.ts': 'const const',
    })
    const page = await report(cwd, { settings: 'settings.json' })
    expect(textOf(page, 'overview')).toContain('The setting tenancy.tenantColumn')
    expect(textOf(page, 'overview')).toContain('nowhere/*.sql')
    expect(page).not.toContain(cwd)
    const gaps = textOf(page, 'gaps')
    expect(gaps).toContain('broken.ts:1 Parsing error')
    expect(gaps).toContain('migrations/0002_more.sql')
    expect(textOf(page, 'findings')).not.toContain('valid-settings')
    expect(textOf(page, 'queries')).toContain('SELECT id FROM orders')
  })

  it('is no section where all is known', async () => {
    expect(await reportOf(small)).not.toContain('id="gaps"')
  })

  it('is the schema, where none is found', async () => {
    const page = await reportOf({ 'queries.sql': 'select id from orders where id = $1;' })
    expect(textOf(page, 'overview')).toContain('No schema was found')
    expect(textOf(page, 'map')).toContain('nothing to draw')
    expect(textOf(page, 'queries')).toContain('SELECT id FROM orders')
    expect(textOf(page, 'tables')).toContain('not in the schema')
  })

  it('is isolation, where no table is a tenant’s', async () => {
    const page = await reportOf({
      'migrations/0001_init.sql': 'create table t (id int primary key);',
      'q.sql': 'select id from t where id = 1;',
    })
    expect(textOf(page, 'overview')).toContain('none has a column that tenantColumns of the settings names')
    expect(textOf(page, 'overview')).toContain('– Queries not held')
  })

  it('is everything in an empty folder', async () => {
    const page = await reportOf({})
    expect(textOf(page, 'overview')).toContain('No query was found')
    expect(textOf(page, 'findings')).toContain('The rules find nothing.')
  })
})

describe('tenancy report', () => {
  it('prints where the page is, and ends with 0 whatever it shows', () => {
    const cwd = makeRepository(small)
    expect(tenancy(cwd, 'report', '--no-config')).toEqual({ code: 0, out: 'tenancy-report/index.html\n', errors: '' })
    expect(tenancy(cwd, 'report', '--no-config', '--out', 'a/b')).toEqual({ code: 0, out: 'a/b/index.html\n', errors: '' })
    expect(existsSync(join(cwd, 'a/b/index.html'))).toBe(true)
  })

  it('writes over a report, and over nothing else', () => {
    const cwd = makeRepository(small)
    expect(tenancy(cwd, 'report', '--no-config').code).toBe(0)
    expect(tenancy(cwd, 'report', '--no-config').code).toBe(0)
    writeFileSync(join(cwd, 'index.html'), '<h1>Shop</h1>')
    expect(tenancy(cwd, 'report', '--no-config', '--out', '.')).toEqual({
      code: 2,
      out: '',
      errors: 'index.html is there, and is no report. Name another folder, as in: tenancy report --out tenancy-report\n',
    })
    expect(readFileSync(join(cwd, 'index.html'), 'utf8')).toBe('<h1>Shop</h1>')
    expect(tenancy(cwd, 'report', '--no-config', '--out', 'queries.sql').errors).toMatch(/^queries\.sql\/index\.html cannot be written: /)
  })

  it('says what to type', () => {
    const cwd = makeRepository(small)
    expect(tenancy(cwd, 'report', '--help').out).toContain('tenancy report src --out build/tenancy')
    expect(tenancy(cwd, 'report', 'nowhere')).toMatchObject({ code: 2, out: '' })
    expect(tenancy(cwd, 'report', '--preset', 'none')).toMatchObject({ code: 2, out: '' })
  })
})
