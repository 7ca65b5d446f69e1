import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { modulesAround } from '../../src/project/modules.ts'
import { foundIn } from '../support/program.ts'

const scoped = 'organization_id = $1'

describe('what may leave the condition out', () => {
  it.each([
    ['a filter that chooses', `[a, 'true'].filter((c) => c.startsWith('t')).join(' AND ')`],
    ['a filter by place', `[a, 'true'].filter((_, i) => i > 0).join(' AND ')`],
    ['a separator that a condition chooses', `[a, 'title = $2'].join(admin ? ' AND ' : ' OR ')`],
    ['a parameter that a helper changes', `open(a)`],
  ])('%s', (_, where) => {
    const text = `const a = '${scoped}'
      function open(c) { if (admin) c = 'true'; return 'title = $2 AND ' + c }
      db.query('SELECT id FROM events WHERE ' + ${where})`
    expect(foundIn(text)).toMatch(/^events:dynamic/)
  })

  it('is no filter for what is empty', () => {
    for (const filter of ['Boolean', '(c) => c', '(c) => !!c'])
      expect(foundIn(`db.query('SELECT id FROM events WHERE ' + ['${scoped}', ''].filter(${filter}).join(' AND '))`)).toBe('events:scoped')
  })
})

describe('texts that would never end', () => {
  const conditions = (count: number, step: (i: number) => string): string =>
    `let q = 'SELECT id FROM events WHERE ${scoped}'\n${Array.from({ length: count }, (_, i) => step(i)).join('\n')}\ndb.query(q)`

  it('are read by many conditions', () => {
    expect(foundIn(conditions(300, (i) => `if (c${i}) q += ' AND id <> ${i}'`))).toBe('events:scoped')
    expect(foundIn(conditions(60, (i) => `if (c${i}) q = q + ' AND id <> ${i}'`))).toBe('events:scoped')
  })

  const filtered = (loop: string): string =>
    `function list(a, b) { const c = []\n${loop}\nreturn db.query(\`select * from events where ${scoped} and \${c.join(' ')}\`) }`

  it.each([
    ["for (const f of a) { if (c.length > 0) c.push('and'); c.push('title = $2') }", /^events:(?:scoped|dynamic)/],
    ["while (a) { if (c.length > 0) c.push(','); c.push('$1') }", /^events:scoped$/],
    ["for (const f of a) { if (c.length > 0 && b.length > 0) b.push('and'); if (b.length) c.push('or'); c.push('true'); b.push(f) }", /^/],
    ["while (a) { c.push(c.length > 0 ? 'and true' : 'true') }", /^events:(?:scoped|dynamic)/],
    ['while (a) { if (c.length) c.push(c.join(c.length ? c : b)) }', /^/],
    [Array.from({ length: 60 }, () => "if (c.length > 0) c.push('and'); if (a) c.push('true')").join('\n'), /^/],
  ])('ask of a list how long it is: %s', (loop, found) => {
    expect(foundIn(filtered(loop))).toMatch(found)
  })

  it.each([
    ['q', 2000, (i: number) => `if (a_${i}) q += ' and true'`],
    ["c.join(' and ')", 2000, (i: number) => `if (a_${i}) c.push('true')`],
    ['q', 3000, (i: number) => `if (a === ${i}) q = '${i}'`],
  ])('are holes in the end: %s', (part, count, step) => {
    const steps = Array.from({ length: count }, (_, i) => step(i)).join('\n')
    const text = `function f(a) { const c = []; let q = 'true'\n${steps}
      return db.query(\`select * from events where ${scoped} and \${${part}}\`) }`
    expect(foundIn(text)).toBe(`events:dynamic (\`${part}\`)`)
  })

  it('are followed to a part of their uses', () => {
    const line = (i: number): string => `if (x) w += ' and id <> ${i}'; db.query(\`select * from events \${w}\`)`
    const lines = Array.from({ length: 1000 }, (_, i) => line(i)).join('\n')
    const found = foundIn(`function f(x) { let w = 'where ${scoped}'\n${lines}\n}`)
    expect(found).toMatch(/^events:scoped, .*, events:dynamic \(`w`\)$/)
  })

  it('are begun and go on, where they are of too many parts', () => {
    const items = Array.from({ length: 60_000 }, (_, i) => `'${i},'`).join(',\n')
    const list = `const c = ['select * from events where ${scoped} and (id in (', ${items}, '0))']\ndb.query(c.join(' '))`
    expect(foundIn(list)).toBe("events:dynamic (`c.join(' ')`)")
    const steps = Array.from({ length: 9000 }, (_, i) => `q += '${i},'`).join('\n')
    const text = `let q = 'select * from events where ${scoped} and id in ('\n${steps}\nq += '0)'\ndb.query(q)`
    expect(foundIn(text)).toBe('events:dynamic (`q`)')
  })

  it('are given up where they double', () => {
    expect(foundIn(conditions(60, () => 'q = q + q'))).toMatch(/^(?:events:dynamic.*)?$/)
  })

  it.each([
    ["c.join(' and ')", (i: number) => `if (a_${i}) c.unshift('true'); else c.push('false')`],
    [
      'q',
      (i: number) =>
        `switch (a_${i}) { case 1: q += ' and true'; break; case 2: q = 'true and ' + q; break; default: q = q + ' or false' }`,
    ],
  ])('are given up where ways that begin and end otherwise double: %s', (part, step) => {
    const steps = Array.from({ length: 40 }, (_, i) => step(i)).join('\n')
    const text = `function f(a) { const c = []; let q = 'true'\n${steps}\nreturn db.query(\`select * from events where ${scoped} and \${${part}}\`) }`
    expect(foundIn(text)).toBe(`events:dynamic (\`${part}\`)`)
  })

  it('are read once where ways share them', () => {
    const steps = Array.from({ length: 40 }, (_, i) => `if (a_${i}) q += ' and true'; else q += more`).join('\n')
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, i) => `db.query('select * from events where ' + q + ${i})`).join('\n')
    const text = `function f(more) { let q = '${scoped} and '\n${steps}\n${lines(3)}\n}`
    expect(foundIn(text)).toMatch(/^events:/)
  })
})

describe('a text that cannot be read', () => {
  const modules = {
    open: () => {
      throw new RangeError('Maximum call stack size exceeded')
    },
  }

  it.each([
    ['a template', '`select * from events where id = 1 and ${part}`', 'events:dynamic (`part`), events:scoped'],
    ['a sum', "'select * from events where ' + part", 'events:dynamic (`part`), events:scoped'],
    ['a name', 'part', 'events:scoped'],
    ['a list', "['select * from events', part].join(' ')", 'events:scoped'],
  ])('hides no other one: %s', (_, text, found) => {
    const program = `import { part } from './part'\ndb.query(${text})\ndb.query('select * from events where organization_id = $1')`
    expect(foundIn(program, { modules })).toBe(found)
  })
})

describe('modules that show each other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'circular-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['all', "export * from './b'", "export * from './a'"],
    ['a name', "export { where } from './b'", "export { where } from './a'"],
    ['an import', "import { where } from './b'; export { where }", "import { where } from './a'; export { where }"],
  ])('%s', (name, a, b) => {
    const [first, second] = [join(folder, `a.ts`), join(folder, 'b.ts')]
    writeFileSync(join(folder, 'package.json'), '{}')
    writeFileSync(first, a)
    writeFileSync(second, `${b}\nexport const other = '${name}'`)
    const file = join(folder, 'case.ts')
    const text = "import { where, other } from './a'\ndb.query(`SELECT id FROM events WHERE ${where}`)\ndb.query('SELECT 1 AS ' + other)"
    expect(foundIn(text, { file, modules: modulesAround(file, folder) })).toMatch(/^events:dynamic/)
  })
})
