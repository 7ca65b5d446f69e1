import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modulesAround } from '../../src/project/modules.ts'
import { makeRepository } from '../project/temp-project.ts'
import { javascriptTree } from '../support/javascript.ts'
import { foundIn } from '../support/program.ts'

/** A program, and what its queries come to. */
type Case = readonly [program: string, found: string]

const toIdentifiers = `const toIdentifiers = ({ table, fields }, withTable = false) => ({
  table: sql.identifier([table]),
  fields: Object.fromEntries(Object.entries(fields).map(([key, name]) => [key, sql.identifier(withTable ? [table, name] : [name])])),
})
const shape = { table: 'events', fields: { id: 'id', organizationId: 'organization_id', title: 'title' } }
const { table, fields } = toIdentifiers(shape)
`

const cases: Readonly<Record<string, readonly Case[]>> = {
  'lists that are written out': [
    ["['events', 'tickets'].map((t) => db.query(`select * from ${t}`))", 'events:unscoped, tickets:unscoped'],
    ["['events', 'tickets'].forEach(function (t) { db.query(`select * from ${t}`) })", 'events:unscoped, tickets:unscoped'],
    ["for (const [t, k] of [['events', 'id']]) db.query(`select ${k} from ${t}`)", 'events:unscoped'],
    [
      "for (const [t, c] of [['events', 'organization_id'], ['tickets', 'title']]) db.query(`select * from ${t} where ${c} = $1`)",
      'events:scoped, tickets:unscoped',
    ],
    ['for (const t in { events: 1 }) db.query(`select * from ${t}`)', 'events:unscoped'],
    ["for (const { t } of [{ t: 'events' }]) db.query(`select * from ${t}`)", 'events:unscoped'],
    ["const o = { events: 'id' }; for (const [t, k] of Object.entries(o)) db.query(`select ${k} from ${t}`)", 'events:unscoped'],
    [
      "['select * from events', 'select * from tickets where organization_id = $1'].map((q) => db.query(q))",
      'events:unscoped, tickets:scoped',
    ],
    [
      "['select * from events', 'select * from tickets where organization_id = $1'].forEach((q) => send(q))",
      'events:unscoped, tickets:scoped',
    ],
    ["['select * from events'].map((q) => send(q + ' where organization_id = $1'))", 'events:scoped'],
    ["send(['select * from events', 'where organization_id = $1'].map((q) => q.trim()).join(' '))", 'events:scoped'],
    ["const ts = ['events']; ts.push(x); ts.map((t) => db.query(`select * from ${t}`))", ''],
    ["const ts = ['events']; change(ts); ts.map((t) => db.query(`select * from ${t}`))", ''],
    ["['events'].map((t) => { t = 'x'; return db.query(`select * from ${t}`) })", ''],
    ["['events', x].map((t) => db.query(`select * from ${t}`))", ''],
    ["for (const [t] of [['events'], x]) db.query(`select * from ${t}`)", ''],
    ["['events'].map((t) => sql`select * from events where organization_id = ${t}`)", 'events:scoped'],
    ['for (const t in { events: 1 }) sql`select * from events where organization_id = ${t}`', 'events:scoped'],
  ],
  'functions that are called as those of a library': [
    [
      "const join = (xs, by) => 'true'\ndb.query(`select * from events where ${join(['organization_id = $1', 'title = $2'], ' and ')}`)",
      'events:unscoped',
    ],
    [
      "function join(xs) { for (const x of xs) return x }\ndb.query(`select * from events where ${join(['organization_id = $1', 'title = $2'], ' and ')}`)",
      "events:dynamic (`join(['organization_id = $1', 'title = …`)",
    ],
    [
      "const join = (xs) => xs.join(' or ')\ndb.query(`select * from events where ${join(['organization_id = $1', 'true'], ' and ')}`)",
      'events:vacuous',
    ],
    ["const raw = (s) => 'true or ' + s\ndb.query(`select * from events where ${raw('organization_id = $1')}`)", 'events:vacuous'],
    ["const raw = (s) => sql.raw(s)\ndb.query(`select * from events where ${raw('organization_id = $1')}`)", 'events:scoped'],
    [
      "function raw(s) { while (s) return 'true' }\ndb.query(`select * from events where ${raw('organization_id = $1')}`)",
      "events:dynamic (`raw('organization_id = $1')`)",
    ],
    [
      "const sql = { join: (xs) => 'true' }\ndb.query(`select * from events where ${sql.join(['organization_id = $1', 'true'])}`)",
      'events:unscoped',
    ],
    [
      "const escapeLiteral = (x) => x\ndb.query(`select * from events where organization_id = $1 or ${escapeLiteral('true')}`)",
      'events:vacuous',
    ],
    [
      "const dedent = (s) => 'or true'\ndb.query(`select * from events where organization_id = $1 ${dedent`and title = $1`}`)",
      'events:dynamic (`dedent`and title = $1``)',
    ],
    ["import dedent from 'dedent'\ndb.query(`select * from events ${dedent`where organization_id = $1`}`)", 'events:scoped'],
    ["import { raw } from 'sql-template-tag'\ndb.query(`select * from events ${raw('where organization_id = $1')}`)", 'events:scoped'],
    ['const dedent = (s) => s.raw[0]\ndb.query(dedent`select * from events`)', 'events:unscoped'],
    [
      "const onlyIf = (c, t) => (c ? t : '')\ndb.query(`select * from events ${onlyIf(a, 'where organization_id = $1')}`)",
      'events:dynamic (`c`)',
    ],
    [
      "const scope = (c) => (more) => `${c} = $1 and (${more})`\nconst own = scope('organization_id')\ndb.query(`select * from events where ${own('title = $2 or true')}`)",
      'events:scoped',
    ],
    [
      "const scope = (c) => (more) => `${c} = $1 and (${more})`\nconst own = scope('title')\ndb.query(`select * from events where ${own('id = $2 or true')}`)",
      'events:unscoped',
    ],
    [
      "const scope = (c) => (more) => `${c} = $1 or ${more}`\ndb.query(`select * from events where ${scope('organization_id')('title = $2')}`)",
      'events:vacuous',
    ],
    [
      "const scope = (c) => (more) => { c = more; return `${c} = $1` }\ndb.query(`select * from events where ${scope('organization_id')('title = $2')}`)",
      'events:dynamic (`c`)',
    ],
    [
      "const scope = (c) => (more) => scope(c)(more)\ndb.query(`select * from events where ${scope('organization_id')('title = $2')}`)",
      "events:dynamic (`scope('organization_id')('title = $2')`)",
    ],
    [
      'const when = (a, build) => (a ? build(a) : sql``)\nconst f = (o, t) => sql`select * from events where organization_id = ${o} ${when(t, (t) => sql`and title = ${t}`)}`',
      'events:scoped',
    ],
    [
      'const when = (a, build) => (a ? build(a) : sql``)\nconst f = (t) => sql`select * from events where true ${when(t, (t) => sql`and title = ${t}`)}`',
      'events:unscoped',
    ],
    [
      'const when = (a, build) => (a ? build(a) : sql``)\nconst f = (o, t) => sql`select * from events where organization_id = ${o} ${when(t, (t) => sql`or title = ${t}`)}`',
      'events:vacuous',
    ],
    [
      'const own = (q, o) => q.append(SQL` where organization_id = ${o}`)\nconst f = (o) => db.query(own(SQL`select * from events`, o))',
      'events:scoped',
    ],
    [
      'const titled = (q, t) => q.append(SQL` where title = ${t}`)\nconst f = (t) => db.query(titled(SQL`select * from events`, t))',
      'events:unscoped',
    ],
    [
      'function own(q, o) { q.append(SQL` where organization_id = ${o}`); return q }\nconst f = (o) => db.query(own(SQL`select * from events`, o))',
      'events:scoped',
    ],
    [
      'function open(q, t) { q.append(SQL` or title = ${t}`); return q }\nconst f = (o, t) => db.query(open(SQL`select * from events where organization_id = ${o}`, t))',
      'events:vacuous',
    ],
    [
      "const named = (name) => ({ name, id: `${name}.id` })\nconst t = named('events')\ndb.query(`select * from ${t.name}`)",
      'events:unscoped',
    ],
    [
      "const named = (name) => ({ name, id: `${name}.id` })\nconst { name, id } = named('events')\ndb.query(`select * from ${name} where ${id} = $1`)",
      'events:by-key',
    ],
    ["const named = (name) => ({ name: old ? name : 'tickets' })\nconst t = named('events')\ndb.query(`select * from ${t.name}`)", ''],
    [`${toIdentifiers}sql\`select \${fields.id} from \${table} where \${fields.title} = \${t}\``, 'events:unscoped'],
    [`${toIdentifiers}sql\`select \${fields.id} from \${table} where \${fields.organizationId} = \${o}\``, 'events:scoped'],
    [`${toIdentifiers}sql\`select \${fields.id} from \${table} where \${fields.id} = \${o}\``, 'events:by-key'],
    [
      `${toIdentifiers}const e = toIdentifiers(shape, true)\nsql\`select 1 from \${e.table} where \${e.fields.title} = \${t}\``,
      'events:unscoped',
    ],
    [`${toIdentifiers}const e = toIdentifiers(other)\nsql\`select 1 from \${e.table} where \${e.fields.title} = \${t}\``, ''],
    ["const nothing = () => 'or true'\ndb.query(`select * from events where organization_id = $1 ${nothing()}`)", 'events:vacuous'],
  ],
  'variables, lists and branches': [
    [
      "function f() { let q = 'select * from events where organization_id = $1'\ntry { q = 'select * from events'; throw e } catch {}\nreturn db.query(q) }",
      'events:unscoped, events:scoped',
    ],
    [
      "function f() { let q = 'select * from events where organization_id = $1'\nif (a) { q = 'select * from events'; throw e }\nreturn db.query(q) }",
      'events:scoped, events:unscoped',
    ],
    [
      `const base = 'select * from events'
db.query(base + ' where organization_id = $1', [o])`,
      'events:scoped',
    ],
    [
      `let q = 'select * from events'
q += ' where organization_id = $1'
db.query(q, [o])`,
      'events:scoped',
    ],
    [
      `function f(a) { let q = 'select * from events where title = $1'
if (a) q += ' and organization_id = $2'
return db.query(q, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let q = 'select * from events where organization_id = $1'
if (a) { q += ' and title = $2' } else { q += ' and id = $2' }
return db.query(q, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let q = 'select * from events where organization_id = $1'
for (const x of a) q += \` and title <> '\${x}'\`
return db.query(q, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let q = 'select * from events where organization_id = $1 and (false'
for (const x of a) q += \` or title = '\${x}'\`
q += ')'
return db.query(q, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let q
if (a) q = 'select * from events where organization_id = $1'
else q = 'select * from events'
return db.query(q, [o]) }`,
      'events:scoped, events:unscoped',
    ],
    [
      `function f(a) { let q = ''
if (a) q = 'select * from events where organization_id = $1'
else q = 'select * from events'
return db.query(q, [o]) }`,
      'events:scoped, events:unscoped',
    ],
    [
      `function f(a) { let q = 'select * from events'
switch (a) { case 1: q += ' where organization_id = $1'; break
default: q += ' where title = $1' }
return db.query(q, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let q = 'select * from events'
try { q += ' where organization_id = $1' } catch { }
return db.query(q, [o]) }`,
      'events:dynamic (`try`)',
    ],
    [
      `function f(a) { let q = 'select * from events'
const add = () => { q += ' where organization_id = $1' }
add()
return db.query(q, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const parts = ['select * from events']
parts.push('where organization_id = $1')
return db.query(parts.join(' '), [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const where = ['organization_id = $1']
if (a) where.push('title = $2')
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const where = []
if (a) where.push('organization_id = $1')
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const where = []
if (a) where.push('organization_id = $1')
return db.query(\`select * from events \${where.length ? \`where \${where.join(' and ')}\` : ''}\`, [o]) }`,
      'events:dynamic (`where.length`)',
    ],
    [
      `function f(a) { const where = ['organization_id = $1', a && 'title = $2'].filter(Boolean)
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const where = ['organization_id = $1', ...(a ? ['title = $2'] : [])]
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const where = ['title = $1', ...(a ? ['organization_id = $2'] : [])]
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { const base = ['organization_id = $1']
const where = base.concat(['title = $2'])
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let where = ['organization_id = $1']
if (a) where = where.concat('title = $2', \`created > '\${a}'\`)
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let where = ['organization_id = $1']
if (a) where = where.concat(a)
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      "events:dynamic (`where.join(' and ')`)",
    ],
    [
      `function f(a) { const base = ['organization_id = $1']
const where = [...base, 'title = $2']
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    ["db.query(['select *', 'from events', 'where organization_id = $1'].join('\\n'), [o])", 'events:scoped'],
    ["db.query('select * '.concat('from events ', 'where organization_id = $1'), [o])", 'events:scoped'],
    [
      `function f(xs) { const where = ['organization_id = $1']
for (const x of xs) where.push(\`title <> '\${x}'\`)
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(xs) { const where = ['organization_id = $1']
xs.forEach((x, i) => { where.push(\`title <> $\${i + 2}\`) })
return db.query(\`select * from events where \${where.join(' and ')}\`, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const cond = a ? 'organization_id = $1' : 'title = $1'
return db.query(\`select * from events where \${cond}\`, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { return db.query(\`select * from events where title = $1 \${a ? 'and organization_id = $2' : ''}\`, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { return db.query(\`select * from events where title = $1 \${a && 'and organization_id = $2'}\`, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      "function f(a) { return db.query(a ? 'select * from events where organization_id = $1' : 'select * from events', [o]) }",
      'events:scoped, events:unscoped',
    ],
    [
      `function f(a) { const q = a ? 'select * from events where organization_id = $1' : 'select * from events'
return db.query(q, [o]) }`,
      'events:scoped, events:unscoped',
    ],
    [
      `const inner = \`select event_id from tickets where organization_id = $1\`
const outer = \`select * from events where id in (\${inner}) and organization_id = $1\`
db.query(outer, [o])`,
      'events:scoped, tickets:scoped',
    ],
    [
      `const q = \`select * from (\${\`select * from events where organization_id = $1\`}) e\`
db.query(q)`,
      'events:scoped',
    ],
    [
      "function run() { const sqlText = 'select * from events'; const inner = () => db.query(sqlText + ' where organization_id = $1'); return inner() }",
      'events:scoped',
    ],
    [
      `let q = 'select * from events where organization_id = $1'
q = q + ' and title = $2'
db.query(q)`,
      'events:scoped',
    ],
    [
      `let q = 'select * from events where organization_id = $1'
q = \`\${q} order by id\`
db.query(q)`,
      'events:scoped',
    ],
    [
      `let q = 'select * from events where organization_id = $1'
db.query(q)
q = 'select * from tickets'
db.query(q)`,
      'events:scoped, tickets:unscoped',
    ],
    [
      `function f(a) { let q = 'select * from events where organization_id = $1'
if (a) return db.query(q)
q = 'select * from tickets'
return db.query(q) }`,
      'events:scoped, tickets:unscoped',
    ],
    [
      `function f(a) { let where = ''
if (a) { where = 'where organization_id = $1' }
return db.query(\`select * from events \${where}\`) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let where
if (a) { where = 'where organization_id = $1' }
return db.query(\`select * from events \${where}\`) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let where: string
where = 'where organization_id = $1'
return db.query(\`select * from events \${where}\`) }`,
      'events:scoped',
    ],
    [
      `var q = 'select * from events'
q += ' where organization_id = $1'
db.query(q)`,
      'events:scoped',
    ],
    [
      `const q = 'select * ' +
  'from events ' + // why
  "where organization_id = $1"
db.query(q)`,
      'events:scoped',
    ],
    [
      `function f(a, b) { let q = 'select * from events where true'
if (a) { if (b) { q += ' and organization_id = $1' } }
return db.query(q) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let q = 'select * from events where true'
a && (q += ' and organization_id = $1')
return db.query(q) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let q = 'select * from events where true'
if (!a) throw new Error('no')
q += ' and organization_id = $1'
return db.query(q) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let q = 'select * from events where true'
while (next()) { q += ' and organization_id = $1'; db.query(q) }
}`,
      'events:scoped',
    ],
    [
      `function f(a) { let i = 1; const w = []
w.push(\`organization_id = $\${i++}\`)
if (a) { w.push(\`title = $\${i++}\`) }
return db.query(\`select * from events where \${w.join(' and ')}\`) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const w = [] as string[]
w.unshift('organization_id = $1')
return db.query(\`select * from events where \${w.join(' and ')}\`) }`,
      'events:scoped',
    ],
    [
      `function f(a) { const w: string[] = new Array()
w.push('organization_id = $1')
return db.query(\`select * from events where \${w.join(' and ')}\`) }`,
      `events:dynamic (\`w.join(' and ')\`)`,
    ],
    [
      `function f(cols: string[]) { return db.query(\`select \${cols.map((c) => \`"\${c}"\`).join(', ')} from events where organization_id = $1\`) }`,
      'events:scoped',
    ],
    [
      `const parts = ['id = id', 'organization_id = $1'] as const
const f = () => db.query(\`select 1 from events e where \${parts.map((one) => \`e.\${one}\`).join(' and ')}\`)`,
      'events:scoped',
    ],
    [
      `const parts = ['id = id', 'organization_id = $1']
const f = () => db.query(\`select 1 from events e where \${parts.map((one) => 'e.' + one).join(' or ')}\`)`,
      'events:vacuous',
    ],
    [
      `const COLS = ['id', 'title'].join(', ')
db.query(\`select \${COLS} from events where organization_id = $1\`)`,
      'events:scoped',
    ],
    [
      `const COLS = ['id', 'title'].map((c) => \`e.\${c}\`).join(', ')
db.query(\`select \${COLS} from events e where organization_id = $1\`)`,
      'events:scoped',
    ],
    [
      `function f(a) { let q = 'select * from events where '
if (a === 1) { q += 'organization_id = $1' } else if (a === 2) { q += 'title = $1' } else { q += 'id = $1' }
return db.query(q, [o]) }`,
      'events:dynamic (`a === 1`, `a === 2`)',
    ],
    [
      `function f(a) { let q = 'select * from events'
if (a) { q += ' where organization_id = $1'; return db.query(q) }
q += ' where title = $1'
return db.query(q, [o]) }`,
      'events:scoped, events:unscoped',
    ],
    [
      `function f(a) { let q = 'select * from events'
if (a) { q += ' where organization_id = $1' } else { return db.query(q) }
return db.query(q, [o]) }`,
      'events:unscoped, events:scoped',
    ],
    [
      `function f(a) { let q = 'select * from events'
switch (a) { case 1: case 2: q += ' where organization_id = $1'; break
case 3: { q += ' where organization_id = $2'; break } }
return db.query(q, [o]) }`,
      'events:dynamic (`a`)',
    ],
    [
      `function f(a) { let q = 'select * from events where organization_id = $1'
switch (a) { case 1: q += ' and title = $2'
case 2: q += ' and id = $3'; break
default: throw new Error('x') }
return db.query(q, [o]) }`,
      'events:scoped',
    ],
    [
      `function f(a) { let by; switch (a) { case 'x': by = 'title'; break; default: by = 'id' }
return db.query(\`select * from events where organization_id = $1 order by \${by}\`) }`,
      'events:scoped',
    ],
    [
      `function f(a, fs) { const w = ['organization_id = $1']
Object.entries(fs).forEach(([k, v], i) => { if (v) w.push(\`title = $\${i + 2}\`) })
return db.query(\`select * from events where \${w.join(' and ')}\`) }`,
      'events:scoped',
    ],
    [
      `function f(a, b) { const t = a ? 'events' : 'tickets'
return db.query(\`select * from \${t} where organization_id = $1\`) }`,
      'events:scoped, tickets:scoped',
    ],
    [
      `function f(a, b) { const t = a ? 'events' : 'tickets'
return db.query(\`select * from \${t}\`) }`,
      'events:unscoped, tickets:unscoped',
    ],
    [
      `function f(a, b) { const cols = a ? 'id' : 'id, title'
return db.query(\`select \${cols} from events where organization_id = $1 order by id \${b ? 'asc' : 'desc'}\`) }`,
      'events:scoped',
    ],
    [
      "const q = 'a'; function f() { let q = 'select * from events'; { let q = 'select * from tickets'; db.query(q) } db.query(q) }",
      'events:unscoped, tickets:unscoped',
    ],
    [
      `let q = ''
q += 'select * '
q += 'from events '
q += 'where organization_id = $1'
await db.query(q)`,
      'events:scoped',
    ],
    [
      `async function f(org) { let q = 'select * from events'; if (org) q += ' where organization_id = $1'
 else throw new Error('no org')
 return db.query(q) }`,
      'events:scoped',
    ],
  ],
  'lists of statements and what is around a text': [
    ['db.query(`BEGIN; select * from events; COMMIT`)', 'events:unscoped'],
    ['const q = `BEGIN; select * from events where organization_id = $1; COMMIT`', 'events:scoped'],
    ['db.query(`SET search_path = x; select * from events`)', 'events:unscoped'],
    ["db.query('set local statement_timeout = 10; delete from events')", 'events.delete:unscoped'],
    ["db.query('begin transaction; delete from events; commit')", 'events.delete:unscoped'],
    ['const q = `(select * from events) union (select * from events where organization_id = $1)`', 'events:unscoped, events:scoped'],
    ["const q = 'Begin; then select one of the events'", ''],
    ["const q = '(select one)'", ''],
    [
      'const f = (columns) => db.query(`merge into events e using tickets t on e.id = t.id when not matched then insert (${columns}) values (${x})`)',
      'events.insert:dynamic (its columns are not known), events:unscoped, tickets:unscoped',
    ],
    [
      'const f = (o) => db.query(`merge into events e using (select 1 as id) t on e.id = t.id when not matched then insert (id) values (${x})`)',
      'events.insert:unscoped, events:scoped',
    ],
    ["db.query(`select * from events where organization_id = $1`.replace(/\\s+/g, ' '))", 'events:scoped'],
    ["const q = `select *\n from events`.replaceAll('\\n', ' '); db.query(q)", 'events:unscoped'],
    ['db.query(`select * from events where organization_id = $1`.replace(/organization_id/g, x))', ''],
    ['db.query(`select * from events ${`where id = 1`.replace(x, y)}`)', 'events:dynamic (``where id = 1`.replace(x, y)`)'],
    ["db.query(`select * from events -- all\n where organization_id = $1`.replaceAll('\\n', ' '))", ''],
    ['rawQuery(`select * from events where organization_id = {{organizationId::uuid}} and title = {{title}}`)', 'events:scoped'],
    ['rawQuery(`select * from events where title = {{title}}`)', 'events:unscoped'],
    ["const f = (where = '') => db.query(`select * from events where organization_id = $1 ${where}`)", 'events:dynamic (`where`)'],
    [
      "const where = (more = '') => `where organization_id = $1 ${more}`; const f = () => db.query(`select * from events ${where()}`)",
      'events:scoped',
    ],
    [
      "const where = (more = 'or true') => `where organization_id = $1 ${more}`; db.query(`select * from events ${where()}`)",
      'events:vacuous',
    ],
    [
      "const helpers = { own: (alias) => `${alias}.organization_id = $1`, list: () => `select * from events e` }; const { own, list } = helpers; db.query(`${list()} where ${own('e')}`)",
      'events:scoped',
    ],
  ],
  libraries: [
    [
      `import { sql } from 'slonik'
const f = (o, ids) => pool.any(sql.type(z.object({ id: z.string() }))\`select id from events where organization_id = \${o} and id = any(\${sql.array(ids, 'int8')})\`)`,
      'events:scoped',
    ],
    [`const f = (o) => pool.one(sql.typeAlias('id')\`select id from events where organization_id = \${o}\`)`, 'events:scoped'],
    ['const f = (o) => pool.many(sql.unsafe`select id from events where organization_id = ${o}`)', 'events:scoped'],
    [
      'const f = (o, t) => { const w = sql.fragment`organization_id = ${o}`; return pool.any(sql.unsafe`select id from events where ${w} and title = ${t}`) }',
      'events:scoped',
    ],
    [
      'const f = (o, t) => pool.any(sql.unsafe`select id from events where ${sql.join([sql.fragment`organization_id = ${o}`, sql.fragment`title = ${t}`], sql.fragment` and `)}`)',
      'events:scoped',
    ],
    [
      `import { sql as s } from 'slonik'
const f = (o, t) => pool.any(s.unsafe\`select id from events where \${s.join([s.fragment\`organization_id = \${o}\`, s.fragment\`title = \${t}\`], s.fragment\` and \`)}\`)`,
      'events:scoped',
    ],
    [
      `import { sql as s } from 'slonik'
const f = (o, t) => pool.any(s.unsafe\`select id from events where \${s.join([s.fragment\`organization_id = \${o}\`, s.fragment\`title = \${t}\`], s.fragment\` or \`)}\`)`,
      'events:vacuous',
    ],
    [
      `import { sql as s } from 'slonik'
const f = (o, s, t) => pool.any(s.unsafe\`select id from events where \${s.join([s.fragment\`organization_id = \${o}\`, s.fragment\`title = \${t}\`], s.fragment\` and \`)}\`)`,
      'events:dynamic (`s.join([s.fragment`organization_id = ${…`)',
    ],
    [
      `const f = (o, t) => pool.any(sql.unsafe\`select id from \${sql.identifier(['public', 'events'])} where \${sql.identifier(['organization_id'])} = \${o}\`)`,
      'events:scoped',
    ],
    ['const f = (o) => sql<Row>`select id from events where organization_id = ${o}`.execute(db)', 'events:scoped'],
    [
      `const f = (o) => sql<{ id: string }>\`select \${sql.ref('events.id')} from \${sql.table('events')} where \${sql.ref('organization_id')} = \${o} order by \${sql.raw('id')}\`.execute(db)`,
      'events:scoped',
    ],
    [
      `const f = (o) => db.execute(sql\`select id from events where organization_id = \${o} and \${sql.raw("title = 'x'")}\`)`,
      'events:scoped',
    ],
    [
      'const f = (o, xs) => db.execute(sql`select id from events where organization_id = ${o} and id in ${sql.join(xs.map((x) => sql`${x}`), sql`, `)}`)',
      'events:scoped',
    ],
    [
      'const f = (o, xs) => db.execute(sql`select id from events where organization_id = ${o} and id in (${sql.join(xs.map((x) => sql`${x}`), sql`, `)})`)',
      'events:scoped',
    ],
    [
      'const f = (o, xs) => { const chunks = [sql`select id from events`]; chunks.push(sql` where organization_id = ${o}`); return db.execute(sql.join(chunks)) }',
      '',
    ],
    [
      'const f = (o, xs) => { const q = sql`select id from events`; q.append(sql` where organization_id = ${o}`); return db.execute(q) }',
      'events:scoped',
    ],
    [
      `const sql = postgres(url)
const f = (o, u) => sql\`update events set \${sql(u, 'title', 'starts_at')} where organization_id = \${o}\``,
      'events.update:scoped',
    ],
    ['const f = (o, u) => sql`insert into events ${sql({ id: 1, organization_id: o })}`', 'events.insert:scoped'],
    ['const f = (o, ids) => sql`insert into events ${sql(ids.map((id) => ({ id, organization_id: o })))}`', 'events.insert:scoped'],
    ['const f = (ids) => sql`insert into events ${sql(ids.map((id) => ({ id })))}`', 'events.insert:unscoped'],
    ["const columns = ['id'] as const; const f = (row) => sql`insert into events ${sql(row, columns)}`", 'events.insert:unscoped'],
    ["const f = (row) => sql`insert into events ${sql(row, ['id'])}`", 'events.insert:unscoped'],
    ["const f = (o) => sql`select id from events where organization_id = ${o} and title in ${sql(['a', 'b'])}`", 'events:scoped'],
    ["const f = (o) => sql`insert into events (${sql(['id', 'organization_id'])}) values (1, ${o})`", 'events.insert:scoped'],
    ["const f = () => sql`insert into events (${sql(['id', 'title'])}) values (1, 'x')`", 'events.insert:unscoped'],
    ['const f = (row, columns) => sql`insert into events ${sql(row, columns)}`', 'events.insert:dynamic (its columns are not known)'],
    ['class Repo { f(id) { return this.sql`insert into events ${this.sql({ id })}` } }', 'events.insert:unscoped'],
    ["class Repo { f(id) { return this.sql`delete from ${this.sql('events')} where id = 1` } }", 'events.delete:by-key'],
    ['const repo = (db: postgres.Sql) => db`insert into events ${db({ id: 1 })}`', 'events.insert:unscoped'],
    ['const repo = (db: postgres.Sql) => db`insert into events ${other({ id: 1 })}`', 'events.insert:dynamic (its columns are not known)'],
    ['const f = (o, u) => sql`insert into events ${sql(u)}`', 'events.insert:dynamic (its columns are not known)'],
    [`const f = (o, u) => sql\`insert into events \${sql(u, 'id', 'title')}\``, 'events.insert:unscoped'],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (o, u) => sql\`insert into events \${sql({ ...u, organizationId: o }, 'id', 'organizationId')}\``,
      'events.insert:scoped',
    ],
    [
      `const sql = postgres(url)
const f = (o, u) => sql\`insert into events \${sql(u, 'id', 'organizationId')}\``,
      'events.insert:unscoped',
    ],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (o, u) => sql.begin(async (tx) => { await tx\`insert into events \${tx({ ...u, organizationId: o }, 'id', 'organizationId')}\` })`,
      'events.insert:scoped',
    ],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (o, u) => sql.begin('read write', (tx) => tx.savepoint((inner) => inner\`insert into events \${inner({ ...u, organizationId: o }, 'id', 'organizationId')}\`))`,
      'events.insert:scoped',
    ],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (o, u, db = sql) => db\`insert into events \${db({ ...u, organizationId: o }, 'id', 'organizationId')}\``,
      'events.insert:scoped',
    ],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (u) => sql.begin((tx) => tx\`insert into events \${tx(u, 'id', 'eventTitle')}\`)`,
      'events.insert:unscoped',
    ],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (u) => run(async (tx) => { await tx\`insert into events \${tx(u, 'id', 'eventTitle')}\` })`,
      'events.insert:dynamic (its columns are not known)',
    ],
    [
      `const sql = postgres(url, { transform: postgres.camel })
const f = (u) => sql.begin(async (tx) => { const save = (tx) => tx\`insert into events \${tx(u, 'id', 'eventTitle')}\`; await save(other) })`,
      'events.insert:dynamic (its columns are not known)',
    ],
    [
      "const f = (sql, u) => sql`insert into events ${sql(u, 'id', 'organizationId')}`",
      'events.insert:dynamic (its columns are not known)',
    ],
    ['const f = (o, ids) => sql`select * from events where id in ${sql(ids)} and organization_id = ${o}`', 'events:scoped'],
    ['const f = (o, ids) => sql`select * from events where organization_id in ${sql(ids)}`', 'events:scoped'],
    [
      `const f = (o) => sql\`select \${sql('id')}, \${sql(['id', 'title'])} from \${sql('events')} where organization_id = \${o}\``,
      'events:scoped',
    ],
    ['const f = (o, t) => sql`select * from events where organization_id = ${o} ${t ? sql`and title = ${t}` : sql``}`', 'events:scoped'],
    [
      'const f = (o, t) => sql`select * from events where title = ${t} ${o ? sql`and organization_id = ${o}` : sql``}`',
      'events:dynamic (`o`)',
    ],
    [
      'const f = (o) => sql.begin(async (sql) => { await sql`select * from events where organization_id = ${o}`; await sql`delete from tickets` })',
      'events:scoped, tickets.delete:unscoped',
    ],
    [
      'const f = (o) => sql.begin(async (tx) => { await tx`select * from events where organization_id = ${o}`; await tx`delete from tickets` })',
      'events:scoped, tickets.delete:unscoped',
    ],
    [
      'const f = (o) => sql.begin((sql) => [sql`select * from events where organization_id = ${o}`, sql`delete from tickets`])',
      'events:scoped, tickets.delete:unscoped',
    ],
    ["const f = (o) => sql.unsafe('select * from events where organization_id = $1', [o])", 'events:scoped'],
    [
      `import SQL from 'sql-template-strings'
const f = (o, t) => { const q = SQL\`select * from events where organization_id = \${o}\`; if (t) q.append(SQL\` and title = \${t}\`); return db.query(q) }`,
      'events:scoped',
    ],
    [
      `import SQL from 'sql-template-strings'
const f = (o, t) => { const q = SQL\`select * from events where title = \${t}\`; if (o) q.append(SQL\` and organization_id = \${o}\`); return db.query(q) }`,
      'events:dynamic (`o`)',
    ],
    [
      `import SQL from 'sql-template-strings'
const f = (o, t) => db.query(SQL\`select * from \`.append('events').append(SQL\` where organization_id = \${o}\`))`,
      'events:scoped',
    ],
    ["const f = (o) => db.any('select * from events where organization_id = $1', [o])", 'events:scoped'],
    ["const f = (o) => db.one('select * from $1:name where organization_id = $2', ['events', o])", 'events:scoped'],
    ["const f = (o) => db.any('select * from events where organization_id = ${o}', { o })", 'events:scoped'],
    ["const f = (o) => db.any('select * from events where organization_id = $[o] and title = $/t/', { o })", 'events:scoped'],
    [
      "const f = (o) => db.tx((t) => t.batch([t.none('delete from tickets where organization_id = $1', [o]), t.any('select * from events')]))",
      'tickets.delete:scoped, events:unscoped',
    ],
    [
      `import { neon } from '@neondatabase/serverless'
const sql = neon(url)
const f = (o) => sql('select * from events where organization_id = $1', [o])`,
      'events:scoped',
    ],
    [
      `import { sql } from '@vercel/postgres'
const f = async (o) => { const { rows } = await sql\`select * from events where organization_id = \${o}\`; return rows }`,
      'events:scoped',
    ],
    [
      `import { sql } from '@databases/pg'
const f = (o) => db.query(sql\`select * from \${sql.ident('events')} where \${sql.join([sql\`organization_id = \${o}\`, sql\`true\`], sql\` and \`)}\`)`,
      'events:scoped',
    ],
    ['const f = (o) => prisma.$queryRaw`select * from events where organization_id = ${o}`', 'events:scoped'],
    ['const f = (o) => prisma.$queryRaw<Row[]>`select * from events where organization_id = ${o}`', 'events:scoped'],
    ['const f = (o) => prisma.$queryRaw(Prisma.sql`select * from events where organization_id = ${o}`)', 'events:scoped'],
    ["const f = (o) => prisma.$queryRawUnsafe('select * from events where organization_id = $1', o)", 'events:scoped'],
    ['const f = (o) => prisma.$executeRaw`delete from events where organization_id = ${o}`', 'events.delete:scoped'],
    [
      `const f = (o, t) => prisma.$queryRaw\`select * from events where organization_id = \${o} \${t ? Prisma.sql\`and title = \${t}\` : Prisma.empty} order by \${Prisma.raw('id')}\``,
      'events:scoped',
    ],
    [
      'const f = (o, ids) => prisma.$queryRaw`select * from events where organization_id = ${o} and id in (${Prisma.join(ids)})`',
      'events:scoped',
    ],
    [
      `const f = (o, t) => { const conditions = [Prisma.sql\`organization_id = \${o}\`]; if (t) conditions.push(Prisma.sql\`title = \${t}\`); return prisma.$queryRaw\`select * from events where \${Prisma.join(conditions, ' and ')}\` }`,
      'events:scoped',
    ],
    [
      `const f = (o, t) => { const conditions: Prisma.Sql[] = []; if (o) conditions.push(Prisma.sql\`organization_id = \${o}\`); const where = conditions.length ? Prisma.sql\`where \${Prisma.join(conditions, ' and ')}\` : Prisma.empty; return prisma.$queryRaw\`select * from events \${where}\` }`,
      'events:dynamic (`conditions.length`)',
    ],
    [
      `const f = (o, t) => { const conditions: Prisma.Sql[] = [Prisma.sql\`organization_id = \${o}\`]; if (t) conditions.push(Prisma.sql\`title = \${t}\`); const where = conditions.length ? Prisma.sql\`where \${Prisma.join(conditions, ' and ')}\` : Prisma.empty; return prisma.$queryRaw\`select * from events \${where}\` }`,
      'events:scoped',
    ],
    ["const f = (o) => em.execute('select * from events where organization_id = ?', [o])", 'events:scoped'],
    ["const f = (o) => em.getConnection().execute('select * from events where organization_id = ?', [o])", 'events:scoped'],
    ["const f = (o) => manager.query('select * from events where organization_id = $1', [o])", 'events:scoped'],
    ['const f = (o) => queryRunner.query(`select * from events where organization_id = $1`, [o])', 'events:scoped'],
    ["const f = (o) => dataSource.query('select * from events where organization_id = $1', [o])", 'events:scoped'],
    [
      "const f = (o) => sequelize.query('select * from events where organization_id = :o', { replacements: { o }, type: QueryTypes.SELECT })",
      'events:scoped',
    ],
    ["const f = (o) => sequelize.query('select * from events where organization_id = $o', { bind: { o } })", 'events:scoped'],
    ["const f = (o) => knex.raw('select * from events where organization_id = ?', [o])", 'events:scoped'],
    ["const f = (o) => knex.raw('select * from ?? where ?? = ?', ['events', 'organization_id', o])", 'events:scoped'],
    ["const f = (o) => knex.raw('select * from events where organization_id = :o', { o })", 'events:scoped'],
    ['const f = (o) => trx.raw(`select * from events where title = ?`, [o])', 'events:unscoped'],
    ["const f = (o) => client.query({ text: 'select * from events where organization_id = $1', values: [o] })", 'events:scoped'],
    [
      `const q = { text: 'select * from events where organization_id = $1', values: [o] }
const f = (o) => client.query(q)`,
      'events:scoped',
    ],
    [
      `const q = { name: 'get', text: 'select * from events' }
const f = (o) => client.query({ ...q, values: [o] })`,
      'events:unscoped',
    ],
    ["const f = (o) => client.query(format('select * from %I where organization_id = %L', 'events', o))", ''],
    ["const f = (o) => client.query(pgFormat('select * from events where organization_id = %L', o))", ''],
    ['const f = (o) => db.execute(sql`select * from ${events} where ${events.organizationId} = ${o}`)', ''],
    ['const f = (o) => drizzle.execute(sql.raw(`select * from events where organization_id = ${o}`))', 'events:scoped'],
    ["const f = (o) => client.query(new Query('select * from events where organization_id = $1', [o]))", 'events:scoped'],
    ["const f = (o) => client.query(new QueryStream('select * from events', [o]))", 'events:unscoped'],
    ["const f = (o) => client.query(new Cursor('select * from events', [o]))", 'events:unscoped'],
    ["const stmt = new PreparedStatement({ name: 'x', text: 'select * from events where organization_id = $1' })", 'events:scoped'],
    ["const f = (o) => this.db.query('select * from events where organization_id = $1', [o])", 'events:scoped'],
    ["const f = (o) => (await getPool()).query('select * from events where organization_id = $1', [o])", 'events:scoped'],
    ["const f = (o) => (trx ?? db).raw('select * from events where organization_id = ?', [o])", 'events:scoped'],
    ["const f = (o) => withDb((db) => db.query('select * from events'))", 'events:unscoped'],
    [
      `import { sql } from 'drizzle-orm'
const f = (o) => { const chunks = [sql\`select id from events\`]; chunks.push(sql\`where organization_id = \${o}\`); return db.execute(sql.join(chunks)) }`,
      'events:scoped',
    ],
    [
      `import { sql } from 'drizzle-orm'
const f = (o) => { const q = sql\`select id from events\`; q.append(sql\` where organization_id = \${o}\`).append(sql\` and title = 'x'\`); return db.execute(q) }`,
      'events:scoped',
    ],
    ["const f = (o, by) => knex.raw('select * from ?? where organization_id = ? order by ??', ['events', o, by])", 'events:scoped'],
    ["const f = (o, names) => knex.raw('select * from ?? where title = ?', names)", ''],
    ["const f = (o) => knex.raw('select :by: from :t: where organization_id = :o', { by: 'title', t: 'events', o })", 'events:scoped'],
    ["const f = (o) => knex.raw('select * from :t: where title = :o::text', { t: 'public.events', o })", 'events:unscoped'],
    ["const f = (o, by) => knex.raw('select * from events where organization_id = :o order by :by: desc', { by, o })", 'events:scoped'],
    ["const f = (given) => knex.raw('select :by: from events where organization_id = :o', given)", 'events:scoped'],
    ["const f = (by) => { const given = { by, o: 1 }; return knex.raw('select :by:::text from events', given) }", 'events:unscoped'],
    ["const f = (t) => knex.raw('select * from :t: where title = :o', { t, o: 1 })", ''],
    ["const f = (o) => knex.raw(`select ':by:' from events where organization_id = :o`, { o })", 'events:scoped'],
    ['const f = (o) => db.query(SQL`select * from events where organization_id = ${o}`.append(` order by ${by}`))', 'events:scoped'],
    [
      'const f = (o, s) => sql`select * from events where organization_id = ${o} and id in ${sql([1, 2])} order by ${s ? sql`id` : sql`title`}`',
      'events:scoped',
    ],
  ],
  'constants, classes and functions': [
    [
      `enum T { Events = 'events' }
db.query(\`select * from \${T.Events} where organization_id = $1\`)`,
      'events:scoped',
    ],
    [
      `const T = Object.freeze({ events: 'events', cols: { id: 'id' } })
      const rows = db.query(\`select * from \${T.events} where \${T.cols.id} = $1\`)`,
      'events:by-key',
    ],
    [
      `const Object = { freeze: () => ({ events: 'people' }) }
      const T = Object.freeze({ events: 'events' })
      const rows = db.query(\`select * from \${T.events}\`)`,
      '',
    ],
    [
      `const T = { events: 'events', cols: { id: 'id' } } as const
db.query(\`select \${T.cols.id} from \${T.events} where organization_id = $1\`)`,
      'events:scoped',
    ],
    [
      `class Repo { private readonly table = 'events'; #key = 'organization_id'; static readonly cols = 'id, title'
 get(o) { return this.db.query(\`select \${Repo.cols} from \${this.table} where \${this.#key} = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `class Repo { table = 'events'; get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `const Repo = class { get table() { return 'events' } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }; class Own extends Repo { get table() { return 'others' } }`,
      '',
    ],
    [
      `class Repo { get table() { return 'events' } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }; const R = Repo; class Own extends R { get table() { return 'others' } }`,
      '',
    ],
    [
      `class Repo { get table() { return 'events' } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `abstract class Repo { table = 'events'; get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `abstract class Repo { get table() { return 'events' } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Repo { table = 'events'; use(t) { this.table = t } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Other { table = 'others' } class Repo { table = 'events'; get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Repo { name = 'events'; table = this.name; get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Base { constructor(readonly table) {} } class Repo extends Base { constructor() { super('events') } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `class Base { constructor(table) { this.table = table } } class Repo extends Base { constructor() { super('events') } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `class Base { constructor(table) { this.table = table } use(t) { this.table = t } } class Repo extends Base { constructor() { super('events') } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Base { constructor(readonly table) {} } class Repo extends Base { constructor(args) { super(...args) } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Base { constructor(readonly table) {} } class Repo extends Base { constructor(t) { super(t) } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Repo { static table = 'events'; readonly table = 'others'; static get(o) { return db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `class Repo { static table = 'others'; readonly table = 'events'; static get(o) { return db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `class Repo { readonly table = 'events'; get(o) { return { table: 'others', all() { return db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } } } }`,
      '',
    ],
    [
      `class Repo { readonly table = 'events'; get(o) { return function () { return db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } } }`,
      '',
    ],
    [
      `class Repo { readonly table = 'events'; get(o) { return () => db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      `class Repo { readonly table = 'events'; get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } } class Other extends Repo { readonly table = 'others' }`,
      '',
    ],
    [
      `class Repo { readonly table = 'events'; get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } } class Other extends audited(Repo) { readonly table = 'others' }`,
      '',
    ],
    [
      `abstract class Base { readonly table = 'events' } class Repo extends Base { get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      'events:scoped',
    ],
    [
      "class Repo { static SQL = 'select * from events'; get(o) { return this.db.query(Repo.SQL + ' where organization_id = $1', [o]) } }",
      'events:scoped',
    ],
    ['class Repo { private sql = `select * from events`; get(o) { return this.db.query(this.sql, [o]) } }', 'events:unscoped'],
    [
      `class Repo { constructor(private readonly table = 'events') {} get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `const where = (o) => \`organization_id = \${o}\`
db.query(\`select * from events where \${where(org)}\`)`,
      'events:scoped',
    ],
    [
      `const scoped = (col: string) => \`\${col} = $1\`
db.query(\`select * from events e where \${scoped('e.organization_id')}\`)`,
      'events:scoped',
    ],
    [
      `function scoped(alias = 'e') { return sql\`\${sql.ref(alias + '.organization_id')} = \${org}\` }
db.execute(sql\`select * from events e where \${scoped()}\`)`,
      'events:scoped',
    ],
    [
      `function forOrg(o: string) { return sql\`organization_id = \${o}\` }
const f = (o, t) => sql\`select * from events where \${forOrg(o)} and title = \${t}\``,
      'events:scoped',
    ],
    [
      `function forOrg(o: string) { if (!o) throw new Error('x'); return sql\`organization_id = \${o}\` }
const f = (o, t) => sql\`select * from events where \${forOrg(o)} and title = \${t}\``,
      'events:scoped',
    ],
    [
      `const forOrg = (o: string) => { const c = sql\`organization_id = \${o}\`; return c }
const f = (o, t) => sql\`select * from events where \${forOrg(o)} and title = \${t}\``,
      'events:scoped',
    ],
    [
      `const forOrg = (o?: string) => o ? sql\`organization_id = \${o}\` : sql\`true\`
const f = (o, t) => sql\`select * from events where \${forOrg(o)} and title = \${t}\``,
      'events:dynamic (`o`)',
    ],
    [
      `const byOrg = (table: string) => \`select * from \${table} where organization_id = $1\`
db.query(byOrg('events'), [o])`,
      'events:scoped',
    ],
    [
      `const all = (table: string) => \`select * from \${table}\`
db.query(all('events'), [o])
db.query(all('tickets'), [o])`,
      'events:unscoped, tickets:unscoped',
    ],
    [
      `const all = (table: string) => db.query(\`select * from \${table}\`)
all('events')`,
      'events:unscoped',
    ],
    [
      `const queries = { list: 'select * from events', one: \`select * from events where organization_id = $1\` }
db.query(queries.one, [o])`,
      'events:unscoped, events:scoped',
    ],
    [
      `const { table, ...rest } = { table: 'events' }
db.query(\`select * from \${table} where organization_id = $1\`)`,
      'events:scoped',
    ],
    [
      `const [a, b] = ['events', 'tickets']
db.query(\`select * from \${a} where organization_id = $1\`)`,
      '',
    ],
    [
      `const table = 'events' as const satisfies string
db.query(\`select * from "\${table}" where "organization_id" = $1\`)`,
      'events:scoped',
    ],
    [
      `namespace N { export const table = 'events' }
db.query(\`select * from \${N.table} where organization_id = $1\`)`,
      '',
    ],
    [
      `const N = 10
db.query(\`select * from events where organization_id = $1 limit \${N}\`)`,
      'events:scoped',
    ],
    ['const f = (o, limit = 10) => db.query(`select * from events where organization_id = ${o} limit ${limit}`)', 'events:scoped'],
    [
      "const q = ({ table, own: { column } = { column: 'organization_id' } }) => `select * from ${table} where ${column} = $1`\ndb.query(q({ table: 'events' }))",
      'events:scoped',
    ],
    [
      "const q = ({ where = 'organization_id = $1' } = {}) => `select * from events where ${where}`\ndb.query(q()); db.query(q({})); db.query(q({ where: 'true' }))",
      'events:scoped, events:unscoped',
    ],
    [
      "const q = ({ where }) => `select * from events where organization_id = $1 and ${where}`\ndb.query(q({ where: 'id = 1 or true', ...more }))",
      'events:dynamic (`where`)',
    ],
    [`const f = ({ o }) => db.query(\`select * from events where organization_id = $1 \${o.where ?? ''}\`)`, 'events:dynamic (`o.where`)'],
    [
      `const f = (o) => db.query(\`select * from events where organization_id = $1 \${o.asc ? 'order by id asc' : 'order by id desc'}\`.trim())`,
      'events:scoped',
    ],
    [
      `const f = (o) => db.query(dedent\`
  select * from events where organization_id = $1\`)`,
      'events:scoped',
    ],
    [`const f = (o) => db.query(String.raw\`select * from events where organization_id = $1 and title = '\\d'\`)`, 'events:scoped'],
    ['const f = (o) => db.query(/* sql */ `select * from events where organization_id = ${o}`)', 'events:scoped'],
    ['const q = /* sql */ `select * from somewhere`', ''],
    [
      `const recursive = (n) => n ? recursive(n - 1) : 'x'
db.query(\`select * from events where \${recursive(3)}\`)`,
      'events:dynamic (`recursive(3)`)',
    ],
    [
      `const a = \`\${b}\`, b = \`\${a}\`
db.query(a); db.query(\`select * from events where \${a}\`)`,
      'events:dynamic (`a`)',
    ],
    [
      `const cond = sql\`organization_id = \${o}\`
const more = sql\`\${cond} and title = \${t}\`
sql\`select * from events where \${more}\``,
      'events:scoped',
    ],
    [
      `const cond = sql\`organization_id = \${o} or true\`
sql\`select * from events where title = \${t} and \${cond}\``,
      'events:vacuous',
    ],
    [
      `const cond = sql\`true or organization_id = \${o}\`
sql\`select * from events where organization_id = \${t} and \${cond}\``,
      'events:scoped',
    ],
    ['export const q1 = sql`select * from events ${sql`where organization_id = ${o}`}`', 'events:scoped'],
    [
      `const events = sql.identifier(['events']); const f = (o) => sql\`select * from \${events} where organization_id = \${o}\``,
      'events:scoped',
    ],
    [
      `const withOrg = (q) => sql\`\${q} where organization_id = \${o}\`
withOrg(sql\`select * from events\`)`,
      'events:unscoped',
    ],
    [
      `const page = (q) => db.query(\`\${q} limit 10\`)
page('select * from events where organization_id = $1')`,
      'events:scoped',
    ],
    [
      `const count = (from: string) => db.query(\`select count(*) \${from}\`)
count('from events')`,
      '',
    ],
    ["const log = (m) => {}; log('select * from events');", ''],
    ['export default { list: `select * from events where organization_id = $1` }', 'events:scoped'],
    ["module.exports.list = 'select * from events'", 'events:unscoped'],
    [
      `const q = \`
  -- :name list
  select * from events
\``,
      'events:unscoped',
    ],
    ['const t = { text: `select * from events where organization_id = $1 and id = ${id}` }', 'events:scoped'],
    [
      `for (const table of ['events', 'tickets']) await db.query(\`delete from \${table} where organization_id = $1\`, [o])`,
      'events.delete:scoped, tickets.delete:scoped',
    ],
    [
      `for (const table of ['events', 'tickets']) await db.query(\`delete from \${table}\`)`,
      'events.delete:unscoped, tickets.delete:unscoped',
    ],
    [
      `await Promise.all(['events', 'tickets'].map((table) => db.query(\`delete from \${table}\`)))`,
      'events.delete:unscoped, tickets.delete:unscoped',
    ],
    ['const x = sql`select * from events where ${{ organization_id: 1 }}`', 'events:dynamic (`{ organization_id: 1 }`)'],
    [
      'const f = (o, t) => sql`select * from events where organization_id = ${o} ${t && sql`and title = ${t}`} ${!t ? sql`and title is null` : undefined} ${null}`',
      'events:dynamic (`null`)',
    ],
    [
      `class Repo { private table = 'events'; rename(t) { this.table = t } get(o) { return this.db.query(\`select * from \${this.table} where organization_id = $1\`, [o]) } }`,
      '',
    ],
    [
      `function where(org?: string) { if (org) { return 'where organization_id = $1' } return '' }
db.query(\`select * from events \${where(o)}\`)`,
      'events:dynamic (`org`)',
    ],
    [
      `function where(org?: string) { if (org) return 'where organization_id = $1'
else if (all) return 'where title = $1'
else return 'where organization_id = $2' }
db.query(\`select * from events \${where(o)}\`)`,
      'events:dynamic (`org`)',
    ],
    [
      `function where(a) { switch (a) { case 1: return 'where organization_id = $1' } return '' }
db.query(\`select * from events \${where(o)}\`)`,
      'events:dynamic (`where(o)`)',
    ],
    [
      `function where(a) { let text = 'where organization_id = $1'; if (a) text += ' and title = $2'; return text }
db.query(\`select * from events \${where(o)}\`)`,
      'events:scoped',
    ],
    [
      `const loop = (n) => n ? loop(n - 1) + loop(n - 2) + loop(n - 3) : 'x'
db.query(\`select * from events where \${loop(3)}\`)`,
      'events:dynamic (`loop(3)`)',
    ],
    [
      `const name = (t) => sql.identifier([t])
const f = (o) => sql\`select * from \${name('events')} where organization_id = \${o}\``,
      'events:scoped',
    ],
  ],
}

describe.each(Object.entries(cases))('%s, as ESLint parses JavaScript by itself', (_, group) => {
  it.each(group.filter(([program]) => !program.includes('sql<') && javascriptTree(program)))('%s', (program, found) => {
    expect(foundIn(program, { file: 'case.js' })).toBe(found)
  })
})

describe.each(Object.entries(cases))('%s', (_, group) => {
  it.each(group)('%s', (program, found) => {
    expect(foundIn(program)).toBe(found)
  })
})

describe('texts of other modules', () => {
  const files = {
    'package.json': '{ "name": "shop", "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@db/*": ["src/db/*"] } } }',
    'src/db/names.ts': `export const EVENTS = 'events'
export enum Table { Tickets = 'tickets' }
export const columns = { tenant: 'organization_id' } as const
export default 'events'
export class Names { static readonly events = 'events' }
const hidden = 'events'
export { hidden as shown }`,
    'src/db/scopes.ts': `import { columns } from './names'
import { sql } from 'slonik'
export const forOrg = (org: string, alias = 'e') => sql.fragment\`\${sql.identifier([alias, columns.tenant])} = \${org}\`
export function all(table: string) { return \`select * from \${table}\` }
export const scoped = 'organization_id = $1'
export const helpers = { own: (alias: string) => \`\${alias}.organization_id = $1\` }
export const listEvents = \`select * from events where \${scoped}\``,
    'src/db/index.ts': `export * from './names'
export * from './scopes'
export { EVENTS as events, default as main } from './names'
export * as names from './names'`,
    'src/wide.ts': `export const held = 'id = $1'
export const w2 = 'true'
export function empty() { return 'or true' }`,
    'src/passing.ts': `const held = 'organization_id = $1'
const w2 = 'organization_id = $1'
export const own = held + ' or ' + w2
export * from './wide'
export { w2 } from './wide'`,
    'src/fragments.ts': `export const empty = 'or true'`,
    'src/frozen.ts': `export const TABLES = Object.freeze({ events: 'events' })`,
    'src/old.ts': `const t = 'events'\nmodule.exports = { t }`,
    'src/circle.ts': `import { b } from './circle-b'\nexport const a = b + ' x'`,
    'src/circle-b.ts': `import { a } from './circle'\nexport const b = a + ' y'`,
  }
  const root = makeRepository(files)
  const file = join(root, 'src/case.ts')
  const modules = modulesAround(file, root)

  it.each<Case>([
    ["import { EVENTS } from './db/names'\ndb.query(`select * from ${EVENTS} where organization_id = $1`)", 'events:scoped'],
    ["import { EVENTS } from './db'\ndb.query(`select * from ${EVENTS} where organization_id = $1`)", 'events:scoped'],
    ["import { EVENTS } from '@db/names'\ndb.query(`select * from ${EVENTS}`)", 'events:unscoped'],
    ["import { events as t } from '@db/index'\ndb.query(`select * from ${t}`)", 'events:unscoped'],
    ["import main from './db/names.js'\ndb.query(`select * from ${main}`)", 'events:unscoped'],
    ["import { main } from './db'\ndb.query(`select * from ${main}`)", 'events:unscoped'],
    ["import * as N from './db/names'\ndb.query(`select * from ${N.EVENTS} where ${N.columns.tenant} = $1`)", 'events:scoped'],
    ["import { names } from './db'\ndb.query(`select * from ${names.EVENTS}`)", 'events:unscoped'],
    ["import { Table } from './db'\ndb.query(`select * from ${Table.Tickets} where organization_id = $1`)", 'tickets:scoped'],
    ["import { Names } from './db'\ndb.query(`select * from ${Names.events}`)", 'events:unscoped'],
    ["import { shown } from './db'\ndb.query(`select * from ${shown}`)", 'events:unscoped'],
    ["import { listEvents } from './db'\ndb.query(listEvents)", 'events:scoped'],
    ["import { TABLES } from './frozen'\ndb.query(`select * from ${TABLES.events}`)", 'events:unscoped'],
    ["import { scoped } from './db'\ndb.query(`select * from events where ${scoped}`)", 'events:scoped'],
    ["import { forOrg } from './db'\nexport const f = (o) => sql.unsafe`select * from events e where ${forOrg(o)}`", 'events:scoped'],
    [
      "import { forOrg } from './db'\nexport const f = (o) => sql.unsafe`select * from tickets t where ${forOrg(o, 't')}`",
      'tickets:scoped',
    ],
    ["import { all } from '@db/scopes'\ndb.query(all('events'))", 'events:unscoped'],
    ["import { helpers } from './db'\nconst { own } = helpers\ndb.query(`select * from events e where ${own('e')}`)", 'events:scoped'],
    ["import * as db from './db'\nconst { all } = db\nclient.query(all('events'))", 'events:unscoped'],
    [
      "import { helpers } from './db'\nhelpers.own = () => 'true'\ndb.query(`select * from events e where ${helpers.own('e')}`)",
      "events:dynamic (`helpers.own('e')`)",
    ],
    ["import { all } from '@db/scopes'\ndb.query(all('events') + ' where organization_id = $1')", 'events:scoped'],
    ["import { a } from './circle'\ndb.query(`select * from events where ${a}`)", ''],
    ["import { missing } from './db'\ndb.query(`select * from events where ${missing}`)", 'events:dynamic (`missing`)'],
    ["import { held } from './passing'\ndb.query(`select * from events where ${held}`)", 'events:by-key'],
    ["import { w2 } from './passing'\ndb.query(`select * from events where ${w2}`)", 'events:unscoped'],
    ["import { own } from './passing'\ndb.query(`select * from events where ${own}`)", 'events:scoped'],
    ["import { hidden } from './db/names'\ndb.query(`select * from ${hidden} where organization_id = $1`)", ''],
    ["import { t } from './old'\ndb.query(`select * from ${t} where organization_id = $1`)", 'events:scoped'],
    ["import { empty } from './fragments'\ndb.query(`select * from events where organization_id = $1 ${empty}`)", 'events:vacuous'],
    ["import { empty } from './nowhere'\ndb.query(`select * from events where organization_id = $1 ${empty}`)", 'events:dynamic (`empty`)'],
    [
      "import { empty } from 'sql-template-tag'\nconst q = sql`select * from events where organization_id = ${o} ${empty}`",
      'events:scoped',
    ],
    [
      "import { Prisma } from './generated'\nconst q = sql`select * from events where organization_id = ${o} ${Prisma.empty}`",
      'events:scoped',
    ],
    ["import { x } from './nowhere'\ndb.query(`select * from ${x}`)", ''],
  ])('%s', (program, found) => {
    expect(foundIn(program, { file, modules })).toBe(found)
  })
})

describe('texts that are known to their beginning', () => {
  const all = 'select * from events'
  const sorted = `${all} where organization_id = $1 order by id`

  it.each([
    ['a function that adds to it', `let q = '${all}'; const where = (s) => { q += s }; if (a) a.each(where); pool.query(q)`],
    ['a function that gives it back', `let q = '${all}'; q = addSort(q, o); pool.query(q)`],
    ['a clause that may be changed', `let q = '${sorted}'; q = addSort(q, o); pool.query(q)`],
    ['what is written behind it', `let q = '${all}'; q = addSort(q, o); pool.query(q + ' limit 1')`],
    ['a template', `let q = '${all}'; q = addSort(q, o); pool.query(\`\${q} limit 1\`)`],
    ['a callback that waits', `let q = '${all}'; a.forEach(async (x) => { q += x }); pool.query(q)`],
    ['map', `const q = ['${all}']; q.push(...a); pool.query(q.map((x) => x.trim()).join(' '))`],
    ['replace', `let q = '${all} where x'; q = q.replace('x', ''); pool.query(q)`],
    ['replaceAll', `const q = '${sorted}'; pool.query(q.replaceAll('x', a))`],
    ['padEnd', `const q = '${all}'; pool.query(q.padEnd(4, a))`],
    ['split', `const q = '${sorted}'; pool.query(q.split('where')[0])`],
    ['a pattern', `let q = '${all}', p = []; [q, p] = build(q); pool.query(q, p)`],
    ['values of an object', `const parts = { a: '${all}', b: 'where true' }; pool.query(Object.values(parts).join(' '))`],
    ['reverse', `const c = ['where true']; c.push('${all}'); c.reverse(); pool.query(c.join(' '))`],
    ['a list in an object', `const o = { p: ['${all}'] }; o.p.push('where title = $1'); pool.query(o.p.join(' '))`],
    ['Object.assign', `const text = '${all}'; pool.query(Object.assign({}, { text }))`],
    ['what is removed', `let q = 'delete from events where organization_id = $1'; q = addSort(q); pool.query(q)`],
  ])('%s', (_, body) => {
    expect(foundIn(`function f(a, o) { ${body} }`)).toMatch(/^events(?:\.delete)?:dynamic \(`/)
  })

  it.each([
    ['a query of its own', `const q = { text: '${all}', values: [] }; pool.query(q)`, 'events:unscoped'],
    ['a text in the call', `pool.query(format('${all} where id = %s', a))`, 'events:by-key'],
    ['one of several', `const q = { a: '${all}' }; pool.query(q[a])`, 'events:unscoped'],
    ['nothing', `let q = ''; q = build(q); pool.query(q)`, ''],
    ['no table of a tenant', `let q = 'select 1'; q = build(q); pool.query(q)`, ''],
  ])('but not %s', (_, body, found) => {
    expect(foundIn(`function f(a, o) { ${body} }`)).toBe(found)
  })
})

describe('readings that cannot be parsed', () => {
  it.each([
    ["db.query(`select * from events ${a ? 'where' : ''}`)", 'events:unscoped'],
    ["db.query(`select * from events where organization_id = $1 ${a ? 'and' : ''}`)", 'events:scoped'],
    ["const c = []; db.query(`select * from events ${c.length ? 'where ' + c.join(' and ') : ''}`)", 'events:unscoped'],
    [
      "const c = []; if (a) c.push('organization_id = $1'); db.query(`select * from events ${c.length ? 'where ' + c.join(' and ') : ''}`)",
      'events:dynamic (`c.length`)',
    ],
    [
      "const w = a ? 'where' : ''; const h = b ? 'organization_id = $1' : ''; db.query(`select * from events ${w} ${h}`)",
      'events:dynamic (`a`, `b`)',
    ],
    ["db.query(`select * from events ${a ? 'wher' : 'whe'} id = 1`)", ''],
  ])('are left out: %s', (body, found) => {
    expect(foundIn(`function f(a, b) { ${body} }`)).toBe(found)
  })
})
