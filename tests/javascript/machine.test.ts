import { describe, expect, it } from 'vitest'
import { Machine } from '../../src/javascript/symbolic/machine.ts'
import type { Value } from '../../src/javascript/symbolic/value.ts'
import { symbol } from '../../src/javascript/symbolic/value.ts'
import type { Effect } from '../../src/javascript/symbolic/effects.ts'
import { virtualModules } from '../support/virtual-modules.ts'

/** How a value would be written. */
function shown(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? `'${value.value}'` : String(value.value)
    case 'text':
      return `\`${value.parts.map((part) => (part.kind === 'literal' ? String(part.value) : `\${${shown(part)}}`)).join('')}\``
    case 'list':
      return `[${[...value.items.map(shown), ...(value.open ? ['…'] : [])].join(', ')}]`
    case 'record':
      return `{${[...value.entries.map((entry) => `${entry.key}: ${shown(entry.value)}`), ...(value.open ? ['…'] : [])].join(', ')}}`
    case 'function':
      return 'function'
    case 'class':
      return 'class'
    case 'instance':
      return 'this'
    case 'module':
      return `module ${value.program.file}`
    case 'import':
      return `${[value.from, ...(value.orFrom ?? [])].join(' or ')}/${value.name}`
    case 'symbol':
      return value.name
    case 'member':
      return `${shown(value.object)}.${value.name}`
    case 'call':
      return `${value.isNew ? 'new ' : ''}${shown(value.callee)}(${value.args.map(shown).join(', ')})`
    case 'tagged':
      return `${shown(value.tag)}${shown(value.template)}`
    case 'choice':
      return `(${value.of.map(shown).join(' | ')})`
    case 'unknown':
      return `? ${value.reason}`
  }
}

function valueOf(text: string, others: Readonly<Record<string, string>> = {}): string {
  const modules = virtualModules({ ...others, 'main.ts': text })
  const value = new Machine(modules).shown(modules.program('main.ts'), 'default')
  return value ? shown(value) : 'nothing'
}

function shownEffect({ value, conditions }: Effect): string {
  const asked = conditions.map((one) => `${one.holds ? '' : 'not '}${shown(one.value)}${one.assumed ? '' : ' (not assumed)'}`)
  return [...asked, shown(value)].join(' -> ')
}

/** What `up(db)` does. */
function done(body: string, before = ''): string[] {
  const modules = virtualModules({ 'main.ts': `${before}\nexport async function up(db) {${body}}` })
  const program = modules.program('main.ts')
  const machine = new Machine(modules)
  const up = machine.shown(program, 'up')
  return up ? machine.follow(up, [symbol('db', up.at)]).effects.map(shownEffect) : ['nothing']
}

describe('what a module is set to', () => {
  it.each([
    ['module.exports = 1 + 2', '3'],
    ['const made = make(1); module.exports = made', 'make(1)'],
    ["module.exports = require('./other')", "'another'"],
    ["module.exports = require('./own')", 'module own.ts'],
    ["module.exports = make(require('./round'))", 'make(make(module own.ts))'],
    ['module.exports = { a: 1 }', 'module own.ts'],
    ['const all = {}; all.a = 1; module.exports = all', 'module own.ts'],
    ['module.exports = make; module.exports.part = 1', 'module own.ts'],
  ])('is what is required: %s', (text, value) => {
    const round = "module.exports = make(require('./own'))"
    const files = { 'own.ts': text, 'other.ts': "module.exports = 'another'", 'round.ts': round }
    expect(valueOf("const own = require('./own'); export default own", files)).toBe(value)
    expect(valueOf("import own = require('./own'); export default own", files)).toBe(value)
  })

  it('has its names', () => {
    const files = { 'own.ts': 'module.exports = make; module.exports.part = 1', 'all.ts': 'const all = { a: 2 }; module.exports = all' }
    expect(valueOf("const { part } = require('./own'); export default part", files)).toBe('1')
    expect(valueOf("const { a } = require('./all'); export default a", files)).toBe('2')
  })
})

describe('what a program computes of constants is computed', () => {
  it.each([
    ['export default 1 + 2', '3'],
    ["const a = 'x'; export default `${a}_${1}`", "'x_1'"],
    ["const a = { b: ['p', 'q'] } as const; export default a.b[1]", "'q'"],
    ['const { a: { b = 2 } } = { a: {} }; export default b', '2'],
    ['const [, second] = [1, 2]; export default second', '2'],
    ["enum Kind { A, B = 'b' } export default [Kind.A, Kind.B]", "[0, 'b']"],
    ['const base = { a: 1, b: 2 }; export default { ...base, b: 3, c: 4 }', '{a: 1, b: 3, c: 4}'],
    ['const { a, ...rest } = { a: 1, b: 2 }; export default rest', '{b: 2}'],
    ['const f = (x, y = 2) => x + y; export default f(1)', '3'],
    ['function f(...all) { return all.length } export default f(1, 2, 3)', '3'],
    ["export default ['a', 'b'].map((x) => x.toUpperCase()).join('-')", "'A-B'"],
    ["export default Object.fromEntries(['a', 'b'].map((k, i) => [k, i]))", '{a: 0, b: 1}'],
    ["const f = (n) => { let s = ''; for (let i = 0; i < n; i++) { s += i } return s }; export default f(3)", "'012'"],
    ["const f = (k) => { switch (k) { case 'a': return 1; default: return 2 } }; export default [f('a'), f('z')]", '[1, 2]'],
    ['const f = () => { const all = []; for (const x of [1, 2]) all.push(x); return all }; export default f()', '[1, 2]'],
    ['const f = () => { const all = {}; all.a = 1; return all }; export default f()', '{a: 1}'],
    ['class A { static table = "t" } export default A.table', "'t'"],
    ["export default Boolean('x') ? 1 : undefined ?? 2", "?:(Boolean('x'), 1, 2)"],
    ['const f = (n) => n === 0 ? 1 : n * f(n - 1); export default f(4)', '24'],
    ["const f = (o) => (o?.a && o.b ? o.a : 'none'); export default f()", "'none'"],
    ['class A { static f(x) { return x } } class B extends A {} export default B.f(1)', '1'],
    ["class A { static table = 't' } class B extends A {} export default B.table", "'t'"],
    ["const x = 'b' in { a: 1 } ? 1 : 2; export default x", '2'],
    ['export default [typeof {}, typeof (() => 1), typeof String, typeof null]', "['object', 'function', 'function', 'object']"],
    ['const f = (x) => x !== null && x !== undefined; export default [f({}), f([]), f(() => 1), f(null)]', '[true, true, true, false]'],
  ])('%s', (text, value) => {
    expect(valueOf(text)).toBe(value)
  })
})

describe('what it does not tell stays as it is written', () => {
  it.each([
    ["import { text } from 'pg-core'; export default text('name').notNull()", "pg-core/text('name').notNull()"],
    ["import * as t from 'pg-core'; export default t.text()", 'pg-core/text()'],
    ["const { text } = require('pg-core'); export default text()", 'pg-core/text()'],
    ["import pg = require('pg-core'); export default pg.text()", 'pg-core/text()'],
    ["import kit from 'pg-core'; export default new kit.Table()", 'new pg-core/default.Table()'],
    ["import { sql } from 'pg-core'; const t = 'x'; export default sql`select ${t}, ${y}`", 'pg-core/sql`select x, ${y}`'],
    ["const f = () => { let s = 'a'; for (let i = 0; i < 60; i++) s = s + s; return s }; export default f()", '? a text that is too long'],
    ['export default process.env.NAME', 'process.env.NAME'],
    [
      'class A extends M { static f(x) { return super.f({ ...x, b: 2 }) } } class B extends A {} export default B.f({ a: 1 })',
      'class.super.f({a: 1, b: 2})',
    ],
    ["const f = make('x'); f.later = 1; export default f", "make('x')"],
    ['const a = { b: 1, c: 2 }; a.b = 3; export default a', '{c: 2, …}'],
    ['class A extends B { static f = super.g(1) } export default A.f', 'class.super.g(1)'],
    ['const a = { ...unknown(), b: 1 }; export default [a.b, a.c]', '[1, {b: 1, …}.c]'],
    ['let a = 1; a = 2; export default a', '? `a` is set more than once'],
    ['const a = b; const b = a; export default a', '? `a` leads back to itself'],
    ['const f = () => f(); export default f()', /^function\(\)$/],
    ['const f = () => { while (true) {} }; export default f()', 'undefined'],
    ['const f = () => { if (x) return 1; return 2 }; export default f()', '? what is returned depends on a condition'],
  ])('%s', (text, value) => {
    if (typeof value === 'string') expect(valueOf(text)).toBe(value)
    else expect(valueOf(text)).toMatch(value)
  })
})

it('each thing that a module shows is a question of its own', () => {
  const loop =
    'export const a = f(30_000); const f = (n) => { let s = 0; for (let i = 0; i < 500; i++) { for (let k = 0; k < 300; k++) s += 1 } return s }'
  const modules = virtualModules({ 'main.ts': `${loop}\nexport const b = f(1)\nexport const c = 1 + 1` })
  const shownLast = new Machine(modules).shownBy(modules.program('main.ts')).at(-1)
  expect(shownLast && shown(shownLast.value)).toBe('2')
})

describe('modules are followed', () => {
  it.each([
    ["import { a } from './other'; export default a", { 'other.ts': 'export const a = 1' }, '1'],
    [
      "import { b } from './other'; export default b",
      { 'other.ts': "export { a as b } from './third'", 'third.ts': 'export const a = 1' },
      '1',
    ],
    ["import { a } from './other'; export default a", { 'other.ts': "export * from './third'", 'third.ts': 'export const a = 1' }, '1'],
    ["import * as all from './other'; export default all.a.b", { 'other.ts': 'export const a = { b: 1 }' }, '1'],
    ["import { a } from './other'; export default a", { 'other.ts': "export * as a from './third'", 'third.ts': '' }, 'module third.ts'],
    [
      "import { a } from './other'; export default a.x",
      { 'other.ts': "export * as a from './third'", 'third.ts': 'export const x = 1' },
      '1',
    ],
    ["const { a } = require('./other'); export default a", { 'other.js': 'exports.a = 1' }, '1'],
    ["import other = require('./other'); export default other.a", { 'other.js': 'exports.a = 1' }, '1'],
    ["import other = require('./other'); export default other.b", { 'other.ts': 'const all = { b: 2 }\nexport = all' }, '2'],
    ["const a = require('./other').b; export default a", { 'other.js': 'module.exports = { b: 2 }' }, '2'],
    ["const { a } = require('./other'); export default a", { 'other.js': 'module.exports = Object.freeze({ a: 1 })' }, '1'],
    ["import { a } from './other'; export default a", { 'other.js': 'const all = { a: 1 }; module.exports = all' }, '1'],
    ["import { a } from './other'; export default a", { 'other.js': 'const more = { a: 1 }; module.exports = { ...more, b: 2 }' }, '1'],
    ["import { a } from './other'; export default a", { 'other.js': 'module.exports = Object.freeze(a)' }, /does not show `a`/],
    ["import { a } from './other'; export default a", { 'other.js': "module.exports = require('./other')" }, /does not show `a`/],
    ["import { a } from './other'; export default a.b", { 'other.ts': 'export const a = Object.freeze({ b: 1 } as const)' }, '1'],
    ["import { a } from './other'; export default a", { 'other.ts': 'export default { a: 1 }' }, /does not show `a`/],
    ["import { table } from './other'; export default table", { 'other.ts': "export { table } from 'kit'" }, 'kit/table'],
    ["import { table } from './other'; export default table", { 'other.ts': "export * from 'kit'" }, 'kit/table'],
    ["import { t } from './other'; export default t.table", { 'other.ts': "export * as t from 'kit'" }, 'kit/table'],
    [
      "import { t } from './other'; export default t",
      { 'other.ts': "export { table as t } from './third'", 'third.ts': "export * from './fourth'", 'fourth.ts': "export * from 'kit'" },
      'kit/table',
    ],
    [
      "import { table } from './other'; export default table",
      { 'other.ts': "export * from 'kit'\nexport * from './third'", 'third.ts': 'export const table = 1' },
      '1',
    ],
    [
      "import { table } from './other'; export default table",
      { 'other.ts': "export * from 'kit'\nexport { table } from 'box'" },
      'box/table',
    ],
    [
      "import { table } from './other'; export default table",
      { 'other.ts': "export * from 'kit'\nexport * from 'box'" },
      'kit or box/table',
    ],
    ["import table from './other'; export default table", { 'other.ts': "export * from 'kit'" }, /does not show `default`/],
    [
      "import { a } from './other'; export default a",
      { 'other.ts': "import { b } from './main'; export const a = b" },
      /does not show `b`/,
    ],
  ])('%s', (text, others, value) => {
    if (typeof value === 'string') expect(valueOf(text, others)).toBe(value)
    else expect(valueOf(text, others)).toMatch(value)
  })
})

describe('what a function does', () => {
  it.each([
    ['await db.make(1); await db.make(2)', ['db.make(1)', 'db.make(2)']],
    ["for (const name of ['a', 'b']) await db.make(name)", ["db.make('a')", "db.make('b')"]],
    ['for (const [k, v] of Object.entries({ a: 1 })) db.make(k, v)', ["db.make('a', 1)"]],
    [
      "return db.make('a').then(() => db.make('b')).then(() => db.make('c')).catch(() => db.drop())",
      ["db.make('a')", "db.make('b')", "db.make('c')"],
    ],
    [
      "return db.make('a').then(() => db.has('b')).then((has) => { if (!has) return db.make('b') }).then(() => db.make('c'))",
      ["db.make('a')", "db.has('b')", "!(db.has('b')) -> db.make('b')", "db.make('c')"],
    ],
    ["await Promise.all([db.make('a'), db.make('b')])", ["db.make('a')", "db.make('b')"]],
    ["await Promise.all(['a', 'b'].map((n) => db.make(n)))", ["db.make('a')", "db.make('b')"]],
    [
      "return ['a', 'b', 'c'].reduce((p, n) => p.then(() => db.make(n)), Promise.resolve())",
      ["db.make('a')", "db.make('b')", "db.make('c')"],
    ],
    [
      "await ['a', 'b'].reduce((p, n) => { return p.then(() => { return db.make(n) }) }, Promise.resolve())",
      ["db.make('a')", "db.make('b')"],
    ],
    ["await ['a', 'b'].reduce(async (p, n) => { await p; await db.make(n) }, Promise.resolve())", ["db.make('a')", "db.make('b')"]],
    ["await ['b', 'c'].reduce((p, n) => p.then(() => db.make(n)), db.make('a')).then(() => db.end())", ["db.make('a')", "db.make('b')", "db.make('c')", 'db.end()']], // prettier-ignore
    ["let p = Promise.resolve(); for (const n of ['a', 'b']) p = p.then(() => db.make(n)); return p", ["db.make('a')", "db.make('b')"]],
    ["let p = Promise.resolve(); ['a', 'b'].forEach((n) => { p = p.then(() => db.make(n)) }); return p", ["db.make('a')", "db.make('b')"]],
    ['return Promise.resolve(1).then((n) => db.make(n)).catch(() => db.undo())', ['db.make(1)']],
    ['return Promise.resolve({ n: 1 }).then(({ n }) => db.make(n)).finally(() => db.end())', ['db.make(1)', 'db.end()']],
    ["if (!(await db.has('a'))) await db.make('a')", ["!(db.has('a')) -> db.make('a')"]],
    ["if (await db.has('a')) return; await db.make('a')", ["not db.has('a') -> db.make('a')"]],
    [
      "const has = await db.has('a'); if (!has) { db.make('a') } else { db.change('a') }",
      ["db.has('a')", "!(db.has('a')) -> db.make('a')", "not !(db.has('a')) (not assumed) -> db.change('a')"],
    ],
    ["if (process.env.EE !== 'x') { return } db.make('a')", ["not !==(process.env.EE, 'x') -> db.make('a')"]],
    ["try { db.make('a') } catch (e) { db.undo() } finally { db.end() }", ["db.make('a')", 'db.end()']],
    ["db.ready && db.make('a')", ["db.ready -> db.make('a')"]],
    ['for (const x of unknown) db.make(x)', ['for(unknown)']],
    ['const t = db.table(); t.a(); t.b()', ['db.table()', 'db.table().a()', 'db.table().b()']],
  ])('%s', (body, effects) => {
    expect(done(body)).toEqual(effects)
  })

  it('runs the functions of the program', () => {
    expect(done("await add('a'); const x = await add('b')", 'const add = async (name) => { await db.make(name); return 1 }')).toEqual([
      "db.make('a')",
      "db.make('b')",
    ])
    expect(done("await add(db, 'a')", 'const add = async (k, name) => { await k.make(name); await k.index(name) }')).toEqual([
      "db.make('a')",
      "db.index('a')",
    ])
  })

  it('knows the calls that lead to it', () => {
    const modules = virtualModules({
      'main.ts': "import { add } from './other'; export const up = (db) => add(db, 'a')",
      'other.ts': 'export const add = (k, name) => k.make(name)',
    })
    const program = modules.program('main.ts')
    const machine = new Machine(modules)
    const up = machine.shown(program, 'up')
    const [effect] = up ? machine.follow(up, [symbol('db', up.at)]).effects : []
    const own = effect?.calls.filter((call) => call.program === program).map(({ node }) => program.text.slice(...node.range))
    expect(own?.at(-1)).toBe("add(db, 'a')")
  })

  it('takes a parameter called Promise that nobody passes for the global one', () => {
    const modules = virtualModules({ 'main.js': "exports.up = (db, Promise) => Promise.all([db.make('a')])" })
    const machine = new Machine(modules)
    const up = machine.shown(modules.program('main.js'), 'up')
    expect(up && machine.follow(up, [symbol('db', up.at)]).effects.map(shownEffect)).toEqual(["db.make('a')"])
  })

  it('runs the methods of a class', () => {
    const modules = virtualModules({
      'main.ts':
        'export class M extends Base { names = ["a"]; up() { for (const n of this.names) this.add(n); this.addSql("x") } add(n) { this.addSql(n) } }',
    })
    const machine = new Machine(modules)
    const own = machine.shown(modules.program('main.ts'), 'M')
    const up = own?.kind === 'class' ? machine.method(own, 'up') : undefined
    expect(up && machine.follow(up, []).effects.map(shownEffect)).toEqual(["this.addSql('a')", "this.addSql('x')"])
  })
})
