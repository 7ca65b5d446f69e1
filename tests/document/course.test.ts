import { describe, expect, it } from 'vitest'
import { foundIn } from '../support/program.ts'

/** The body of a function: a text may end with the tenant's condition, or be wide and have none. */
const around = (body: string): string => `async function f(a, b, xs) {
${body
  .replaceAll(/db\.query\(((?:(?:o\.in|o|p)\.)?w(?:\(\))?(?: \?\? WIDE)?)\)/g, 'db.query(`select * from events ${$1}`)')
  .replaceAll('WIDE', "''")
  .replaceAll(/HELD|OWN/g, "'where organization_id = $1'")
  .replaceAll('COND', "'organization_id = $1'")
  .replaceAll('LIST', "`select * from events where ${c.join(' and ')}`")}
}`

/** A run of each may send a text without the tenant's condition. */
const leaky: Readonly<Record<string, readonly string[]>> = {
  'jumps before a part': [
    'let w = WIDE; do { if (a) break; w += OWN } while (b); db.query(w)',
    'let w = WIDE; do { if (a) continue; w += OWN } while (false); db.query(w)',
    'let w = WIDE; once: { if (a) break once; w += OWN } db.query(w)',
    'let w = WIDE; once: { { if (a) { break once } } w += OWN } db.query(w)',
    'let w = WIDE; out: do { do { if (a) continue out; w += OWN } while (b) } while (false); db.query(w)',
    'let w = WIDE; out: for (;;) { do { if (a) break out; w += OWN; break out } while (b) } db.query(w)',
    'let w = WIDE; switch (a) { case 1: if (b) break; w += OWN; break; default: w += OWN } db.query(w)',
    'let w = WIDE; switch (a) { case 1: { if (b) { break } w += OWN; break } default: w += OWN } db.query(w)',
    'let w = WIDE; for (const x of xs) { switch (x) { case 1: if (b) break; w += OWN; break; default: w += OWN } db.query(w) }',
    'let w = WIDE; try { if (a) throw e; w += OWN } catch {} db.query(w)',
    'let w = WIDE; try { load(); w += OWN } finally { db.query(w) }',
    'let w = WIDE; try { try { load(); w += OWN } finally { note() } } catch {} db.query(w)',
    'let w = WIDE; while (true) { if (a) break; w += OWN; break } db.query(w)',
  ],
  'wide texts in place of narrow ones': [
    'let w = HELD; for (const x of xs) { if (x) { w = WIDE; break } } db.query(w)',
    'let w = HELD; for (const x of xs) { if (x) { w = WIDE; continue } load() } db.query(w)',
    'let w = HELD; for (const x of xs) { if (x) { w = WIDE; continue } db.query(w) }',
    'let w = HELD; while (a) { db.query(w); w = WIDE }',
    'let w = HELD; out: for (const x of xs) { for (const y of x) { w = WIDE; continue out } } db.query(w)',
    'let w = HELD; xs.forEach((x) => { if (x) { w = WIDE; return } load() }); db.query(w)',
    'let w = HELD; try { if (a) { w = WIDE; return await load() } } catch {} db.query(w)',
    'let w = HELD; try { w = WIDE; return await load() } catch { note() } db.query(w)',
    'let w = HELD; try { w = WIDE; return await load() } catch { return db.query(w) }',
    'let w = HELD; try { w = WIDE; throw e } catch { return db.query(w) }',
    'let w = HELD; try { w = WIDE; await load(); w = HELD } catch {} db.query(w)',
    'let w = HELD; try { load() } catch { w = WIDE } db.query(w)',
    'let w = HELD; try { return load() } finally { w = WIDE; db.query(w) }',
    'let w = HELD; out: try { break out } finally { w = WIDE } db.query(w)',
    'let w = HELD; do { db.query(w); w = WIDE } while (a)',
    'let w = HELD; switch (a) { case 1: w = WIDE; case 2: break; default: return } db.query(w)',
  ],
  'writes of every kind': [
    'let w = HELD; [w] = [WIDE]; db.query(w)',
    'let w = HELD; ({ w } = a); db.query(w)',
    'let w = HELD; ({ a: w = WIDE } = a); db.query(w)',
    'let w = HELD; ({ a: { b: [w] } } = a); db.query(w)',
    'let w = HELD; ({ ...w } = a); db.query(w)',
    'let w = HELD; [...w] = a; db.query(w)',
    'let w = HELD; for (w of [WIDE]) { db.query(w) }',
    'let w = HELD; for (w of xs) { } db.query(w)',
    'let w = HELD; for ([w] of xs) { } db.query(w)',
    'let w = HELD; for ({ w } of xs) { } db.query(w)',
    'let w = HELD; for (w in xs) { } db.query(w)',
    'let w = HELD; w ||= WIDE; w &&= WIDE; db.query(w)',
    'let w = WIDE; w ||= HELD; db.query(w)',
    'let w = WIDE; w ??= HELD; db.query(w)',
    "let w = ''; w ||= WIDE; db.query(w)",
    'let w = HELD; w &&= WIDE; db.query(w)',
    'let w = HELD; (w as string) = WIDE; db.query(w)',
    'let w = HELD; w! = WIDE; db.query(w)',
    'let w = HELD; load(w = WIDE); db.query(w)',
    'let w = HELD; const z = (w = WIDE); db.query(w)',
    'let w = HELD; if ((w = WIDE)) db.query(w)',
    'let w = HELD; for (let i = 0; i < 3; w = WIDE, i++) db.query(w)',
    'var w = HELD; var w = WIDE; db.query(w)',
    'var w = HELD; if (a) { var w = WIDE } db.query(w)',
    'var w = HELD; { var { w } = a } db.query(w)',
    'var w = HELD; for (var w of xs) {} db.query(w)',
    'let w = HELD; class A { static { w = WIDE } } db.query(w)',
    'let w = HELD; class A { x = (w = WIDE) } new A(); db.query(w)',
    'function w() { return HELD } w = () => WIDE; db.query(w())',
    'function w() { return HELD } function w() { return WIDE } db.query(w())',
  ],
  'lists and objects that are changed elsewhere': [
    'const c = [COND]; mutate(c); db.query(LIST)',
    'const c = [COND]; await lib.mutate(a, c); db.query(LIST)',
    'const c = [COND]; new Builder(c); db.query(LIST)',
    'const c = [COND]; Object.assign(c, a); db.query(LIST)',
    'const c = [COND]; mutate({ c }); db.query(LIST)',
    'const c = [COND]; mutate([c]); db.query(LIST)',
    'const c = [COND]; mutate(a ? c : b); db.query(LIST)',
    'const c = [COND]; mutate(a ?? c); db.query(LIST)',
    'const c = [COND]; mutate.call(c); db.query(LIST)',
    'const c = [COND]; const d = c; d.length = 0; d.push("true"); db.query(LIST)',
    'const c = [COND]; const d = c; d[0] = "true"; db.query(LIST)',
    'const c = [COND]; const d = { c }; d.c[0] = "true"; db.query(LIST)',
    'const c = [COND]; let d; d = c; d.pop(); d.push("true"); db.query(LIST)',
    'const d = [COND]; const c = d; d[0] = "true"; db.query(LIST)',
    'const d = [COND]; const c = d; d.pop(); db.query(LIST)',
    'const c = [COND]; delete c[0]; db.query(LIST)',
    'const c = [COND]; c[0] = "true"; db.query(LIST)',
    'const c = [COND]; c.length = 0; db.query(LIST)',
    'const c = [COND]; c.copyWithin(0, 1); db.query(LIST)',
    'const c = [COND]; [c[0]] = ["true"]; db.query(LIST)',
    'const c = [COND]; for (c[0] of xs) {} db.query(LIST)',
    'const c = [COND]; for (const x of xs) { db.query(LIST); mutate(c) }',
    'const c = [COND]; const go = () => mutate(c); go(); db.query(LIST)',
    'const c = [COND]; const go = () => { c.length = 0 }; go(); db.query(LIST)',
    'const c = [COND]; const go = () => c; go().length = 0; db.query(LIST)',
    'const c = ["true"]; a?.push(c); a && c.push(COND); db.query(LIST)',
    'const c = ["true"]; a?.then(c.push(COND)); db.query(LIST)',
    'const c = ["true"]; a?.[c.push(COND)]; db.query(LIST)',
    'let c = [COND]; if (a) c = ["true"]; db.query(LIST)',
    'let c = [COND]; [c] = [["true"]]; db.query(LIST)',
    'let w = WIDE; a?.note(w += OWN); db.query(w)',
    'let w = WIDE; a ?? (w += OWN); db.query(w)',
    'let w = WIDE; a || (w += OWN); db.query(w)',
    'let w = WIDE; a && b && (w += OWN); db.query(w)',
    'let w = WIDE; const z = a ? (w += OWN) : 1; db.query(w)',
    'const o = { w: HELD }; Object.assign(o, a); db.query(o.w)',
    'const o = { w: HELD }; mutate(o); db.query(o.w)',
    'const o = { w: HELD }; const p = o; p.w = WIDE; db.query(o.w)',
    'const o = { w: HELD }; o.w = WIDE; db.query(o.w)',
    'const o = { w: HELD }; delete o.w; db.query(o.w ?? WIDE)',
    'const o = { w: HELD }; ({ w: o.w } = a); db.query(o.w)',
    'const o = { w: HELD }; for (o.w of xs) db.query(o.w)',
    'const o = { w: HELD, reset() { this.w = WIDE } }; o.reset(); db.query(o.w)',
    'const o = { in: { w: HELD } }; mutate(o.in); db.query(o.in.w)',
    'const o = { in: { w: HELD } }; const { in: p } = o; p.w = WIDE; db.query(o.in.w)',
    'const q = SQL`select * from events where organization_id = ${a}`; widen(q); db.query(q)',
  ],
  'parts that may be left out': [
    'let w = WIDE; const { x = (w += OWN) } = a; db.query(w)',
    'let w = WIDE; ({ x: b = (w += OWN) } = a); db.query(w)',
    'let w = WIDE; xs.forEach((x = (w += OWN)) => {}); db.query(w)',
    'let w = HELD; xs.forEach((x = (w = WIDE)) => {}); db.query(w)',
    'if (a) { var w = HELD } db.query(w)',
    'try { var w = HELD } catch {} db.query(w)',
  ],
  'lists under no name of their own': [
    'const c = [COND]; (a ? c : b).push("true"); (a ? c : b).shift(); db.query(LIST)',
    'const c = [COND]; (a ?? c)[0] = "true"; db.query(LIST)',
    'const c = [COND]; [c].forEach((x) => { x[0] = "true" }); db.query(LIST)',
    'const c = [COND]; for (const x of [c]) x[0] = "true"; db.query(LIST)',
    'const c = [COND]; c[a]("true"); db.query(LIST)',
    'const c = [COND]; c.forEach((x, i, all) => { all[i] = "true" }); db.query(LIST)',
    'const o = { w: HELD, w: WIDE }; db.query(o.w)',
    'const o = { w: HELD, [a]: WIDE }; db.query(o.w)',
    'const where = (w = WIDE) => w; db.query(`select * from events ${where(a ? HELD : undefined)}`)',
    'const where = (x, w) => w; db.query(`select * from events ${where(...xs, HELD)}`)',
  ],
  'functions that run at another time': [
    'let w = WIDE; run(); w += OWN; function run() { db.query(w) }',
    'let w = HELD; const run = () => db.query(w); w = WIDE; run()',
    'let w = HELD; const reset = () => { w = WIDE }; reset(); db.query(w)',
    'let w = HELD; reset(); db.query(w); function reset() { w = WIDE }',
    'let w = WIDE; xs.map(async () => { await a; w += OWN }); db.query(w)',
    'let w = WIDE; xs.forEach(async () => { await a; w += OWN }); db.query(w)',
    'let w = WIDE; for (const x of xs) { const run = () => db.query(w); run(); w += OWN }',
    'let w = HELD; setTimeout(() => { w = WIDE }); await a; db.query(w)',
    'const c = [COND]; const run = () => db.query(LIST); c[0] = "true"; run()',
    'let w = WIDE; class A { q = db.query(w) } new A(); w += OWN',
    'const build = (c) => { mutate(c); return c.join(" and ") }; db.query(`select * from events where ${build([COND])}`)',
    'const build = (w) => { [w] = a; return w }; db.query(`select * from events where ${build(COND)}`)',
  ],
}

describe.each(Object.entries(leaky))('%s', (_, bodies) => {
  it.each(bodies)('is not taken for held: %s', (body) => {
    expect(foundIn(around(body))).not.toMatch(/^(?:events:scoped(?:, )?)+$/)
  })
})

/** No run of these sends a text without the condition. */
const held: readonly string[] = [
  'let w = HELD; for (const x of xs) { if (x) break; w += " and true" } db.query(w)',
  'let w = WIDE; do { w += OWN } while (false); db.query(w)',
  'let w = WIDE; if (a) return; w += OWN; db.query(w)',
  'let w = WIDE; once: { w += OWN; if (a) break once; w += " and true" } db.query(w)',
  'let w = WIDE; try { w += OWN; await db.query(w) } catch (e) { throw e }',
  'let w = WIDE; try { w += OWN } catch (e) { throw e } db.query(w)',
  'let w = WIDE; try { w += OWN } finally { note() } db.query(w)',
  'let w = WIDE; try { w = HELD; return await db.query(w) } catch { return [] }',
  'let w = WIDE; switch (a) { case 1: w += OWN; break; case 2: w += OWN; break; default: return } db.query(w)',
  'let w; switch (a) { case 1: w = HELD; break; default: w = HELD } db.query(w)',
  'let w = WIDE; w += OWN; const run = () => db.query(w); run()',
  'let w = WIDE; w += OWN; xs.forEach((x) => { db.query(w) })',
  'for (const x of xs) { let w = WIDE; w += OWN; db.query(w); w = WIDE }',
  'const c = [COND]; if (a) c.push("title = $2"); db.query(LIST); mutate(c)',
  'const c = [COND]; console.log(c); db.query(LIST, [c.length])',
  'const c = [COND]; const build = (list) => list.join(" and "); note(build(c)); db.query(LIST)',
  'const c = [COND]; const d = [...c, "true"]; mutate(d); db.query(LIST)',
  'const c = [COND]; return { rows: db.query(LIST), c }',
  'const c: string[] = []; c.push(COND); if (a) { c.push("true") } else { c.push("title = $2") } db.query(LIST)',
  'let c = [COND]; c = [...c, "title = $2"]; db.query(LIST)',
  'let c = []; c = [COND]; db.query(LIST)',
  'const o = { w: HELD }; note(o.w); db.query(o.w)',
  'const o = { w: HELD } as const; note(o); db.query(o.w)',
  'const o = { text: `select * from events ${HELD}`, values: [a] }; db.query(o)',
  'const q = SQL`select * from events where organization_id = ${a}`; console.log(q); db.query(q)',
  'const q = sql`select * from events where organization_id = ${a}`; note(q); db.query(q)',
  'let w = WIDE; xs.forEach((x) => { if (!x) return; note(x) }); w += OWN; db.query(w)',
  'let i = 1; let w = WIDE; w += `where organization_id = $${i++}`; if (a) w += ` and title = $${i++}`; db.query(w)',
]

it.each(held)('is held: %s', (body) => {
  expect(foundIn(around(body))).toMatch(/^(?:events:scoped(?:, )?)+$/)
})

it('reads what is put together of many parts, of which some are made of each other', () => {
  const parts = Array.from({ length: 60 }, (_, i) => `if (a${i}) { w = w + ' and title = $${i + 2}' } else { w += ' and true' }`)
  const lists = Array.from({ length: 60 }, (_, i) => `if (a${i}) c = [...c, 'title = $${i + 2}']; if (b${i}) c.push('true')`)
  const tries =
    Array.from({ length: 12 }, () => 'try { w += " and true"; try {').join('') + '} finally { w += " " } } finally { w += " " }'.repeat(12)
  const found = [
    around(`let w = HELD; ${parts.join('\n')}; db.query(w)`),
    around(`let c = [COND]; ${lists.join('\n')}; db.query(LIST)`),
    around(`let w = HELD; ${tries}; db.query(w)`),
    'const a = [...b]; const b = [...a]; db.query(`select * from events where ${a.join()}`)',
    'const { a } = b; const { b } = a; const c = d.c; const d = c.d; db.query(`select * from events where ${a} and ${c} and ${f.join()}`); const e = f.filter(Boolean); const f = e.filter(Boolean)',
  ].map((text) => foundIn(text))
  expect(found).toMatchInlineSnapshot(`
    [
      "events:scoped",
      "events:scoped",
      "events:scoped",
      "events:dynamic (\`a.join()\`)",
      "events:dynamic (\`a\`)",
    ]
  `)
})
