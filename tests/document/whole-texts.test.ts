import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'

/** Bodies of a function, and what their queries come to. */
const cases: Readonly<Record<string, readonly (readonly [body: string, found: string])[]>> = {
  'queries in texts for people': [
    ['return `There are ${(await sql`select count(*) from events`)[0].count} events`', 'events:unscoped'],
    ["return 'n ' + (await sql`select count(*) from events`)[0].count", 'events:unscoped'],
    ["return `<ul>${(await sql`select id from events`).map((e) => `<li>${e.id}</li>`).join('')}</ul>`", 'events:unscoped'],
    ['return `${JSON.stringify(await sql`select id from events`)}`', 'events:unscoped'],
    ["return `n ${await send('select id from events')}`", 'events:unscoped'],
    ['return <ul title={`n ${(await sql`select id from events`).length}`} />', 'events:unscoped'],
    ["return <ul>{`n ${await send('select id from events')}`}</ul>", 'events:unscoped'],
    ['return `n ${sql`select id from tickets`.execute(db)}`', 'tickets:unscoped'],
    [
      'return `n ${await Promise.all([sql`select id from events`, sql`select id from tickets where organization_id = ${a}`])}`',
      'events:unscoped, tickets:scoped',
    ],
    [
      'return sql`select * from events where organization_id = ${a} and id = ${(await sql`select event_id from tickets`)[0].event_id}`',
      'events:scoped, tickets:unscoped',
    ],
  ],
  'lists that are joined by what differs': [
    [
      "const c = ['organization_id = $1', 'title = $2']; const build = (by) => `select * from events where ${c.join(by)}`\ndb.query(build(' and ')); db.query(build(' or '))",
      'events:scoped, events:vacuous',
    ],
  ],
  'helpers that are called twice': [
    [
      "const iff = (c, t, e) => (c ? t : e)\ndb.query(`select * from events where (${iff(a, O, 'true')}) and (${iff(b, 'true', O)})`)",
      'events:dynamic (`c`)',
    ],
    [
      "const iff = (c, t, e) => { if (c) return t; return e }\ndb.query(`select * from events where (${iff(a, O, 'true')}) and (${iff(b, 'true', O)})`)",
      'events:dynamic (`c`)',
    ],
    [
      "const iff = (c, t, e) => { let q = e; if (c) q = t; return q }\ndb.query(`select * from events where (${iff(a, O, 'true')}) and (${iff(b, 'true', O)})`)",
      'events:dynamic (`c`)',
    ],
    [
      "const iff = (c, t, e) => [c ? t : e].join('')\nconst both = (c, t, e) => iff(c, t, e)\ndb.query(`select * from events where (${both(a, O, 'true')}) and (${both(b, 'true', O)})`)",
      'events:dynamic (`c`)',
    ],
    [
      "const iff = (t, e) => (a ? t : e)\ndb.query(`select * from events where (${iff(O, 'true')}) and (${iff('true', O)})`)",
      'events:scoped',
    ],
    [
      "const iff = (c, t) => (c ? t : 'true')\nconst w = iff(a, O)\ndb.query(`select * from events where (${w}) or (${w})`)",
      'events:dynamic (`c`)',
    ],
  ],
  'parts that are also handed on by themselves': [
    ["const q = 'select * from events'; const key = `cache:${q}`; await send(q)", 'events:unscoped'],
    ["const base = 'select * from events'; send(base + HELD); send(base)", 'events:unscoped, events:scoped'],
    ["const base = 'select * from events'; send({ text: base + HELD }); send({ text: base })", 'events:unscoped, events:scoped'],
    [
      'const all = sql`select * from events`; await sql`select * from (${all}) x where organization_id = ${1}`; await all',
      'events:unscoped, events:scoped',
    ],
    ["let q = 'select * from events'; q += ' order by id'; send(q)", 'events:unscoped'],
    ["let q = 'select * from events'; q += ' order by id'; send(q); send(q)", 'events:unscoped'],
    ["let q = 'select * from events'; if (a) q += HELD; send(q)", 'events:dynamic (`a`)'],
    ["let q = 'select * from events'; q += HELD; db.query(q); send(q)", 'events:scoped'],
    ['const q = SQL`select * from events`; q.append(HELD); send(q)', 'events:scoped'],
    ["send(['select * from events', 'order by id'].join(' '))", 'events:unscoped'],
    ["const p = ['select * from events']; p.push('order by id'); send(p.join(' '))", 'events:unscoped'],
    ["const p = ['select * from events']; p.push(HELD); send(p.join(' '))", 'events:scoped'],
    ["send('select * from events'.concat(' order by id'))", 'events:unscoped'],
    ['send(`select * from events`.trim())', 'events:unscoped'],
  ],
  'parts alone': [
    ["const base = 'select * from events'; send(base + HELD)", 'events:scoped'],
    ["const base = 'select * from events'; const own = (b) => b + HELD; db.query(own(base))", 'events:scoped'],
    ["const base = 'select * from events'; send(base.concat(HELD).trim())", 'events:scoped'],
    ["const base = 'select * from events'; send([base, HELD].join(''))", 'events:scoped'],
    ["const base = 'select * from events'; db.query(base + HELD); console.log(base)", 'events:scoped'],
    ["const build = () => ['select * from events', HELD].join(''); db.query(build() + ' order by id')", 'events:scoped'],
    ["const build = () => 'select * from events'.trim(); db.query(build() + HELD)", 'events:scoped'],
    ["let q = 'select * from events'; q += ' '; const own = (b) => b + HELD; db.query(own(q)); log(q)", 'events:scoped'],
    ['const all = sql`select * from events`; await sql`select * from (${all}) x where organization_id = ${1}`', 'events:scoped'],
    ["const q = 'select * from events where id = $1'; db.query(q); send(q.trim())", 'events:by-key'],
  ],
  'texts in the holes of SQL': [
    ['return `select * from events where organization_id = $1 and id in (${of(`select event_id from tickets`)})`', 'events:scoped'],
    ['return sql`select * from events where organization_id = ${a} and id in (${of(sql`select id from tickets`)})`', 'events:scoped'],
    ['return ` and id in (${of(`select event_id from tickets`)})`', ''],
    ["return sql`select * from events where organization_id = ${a} and id in (${sql`select id from tickets`.as('x')})`", 'events:scoped'],
  ],
}

describe.each(Object.entries(cases))('%s', (_, bodies) => {
  it.each(bodies)('%s', (body, found) => {
    expect(
      foundIn(`const O = 'organization_id = $1', HELD = ' where organization_id = $1'\nasync function f(a, b) {\n${body}\n}`, {
        file: body.includes('<ul') ? 'case.tsx' : 'case.ts',
      }),
    ).toBe(found)
  })
})
