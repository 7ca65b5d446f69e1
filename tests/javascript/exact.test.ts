import { describe, expect, it } from 'vitest'
import { Machine } from '../../src/javascript/symbolic/machine.ts'
import { isSpread, listParts, recordParts } from '../../src/javascript/symbolic/collections.ts'
import type { Value } from '../../src/javascript/symbolic/value.ts'
import { virtualModules } from '../support/virtual-modules.ts'

/** A value with all that conditions leave open. */
function shown(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return String(value.value)
    case 'record':
      return `{${recordParts(value)
        .map((part) => (isSpread(part) ? `...${shown(part.spread)}` : `${part.key}: ${shown(part.value)}`))
        .join(', ')}}`
    case 'list':
      return `[${listParts(value)
        .map((part) => (isSpread(part) ? `...${shown(part.spread)}` : shown(part)))
        .join(', ')}]`
    case 'choice':
      return `(${value.on} ? ${value.of.map(shown).join(' : ')})`
    case 'symbol':
      return value.name
    case 'member':
      return `${shown(value.object)}.${value.name}`
    case 'call':
      return `${shown(value.callee)}(${value.args.map(shown).join(', ')})`
    case 'unknown':
      return '?'
    default:
      return value.kind
  }
}

/** What `use(…)` is given in a program. */
function usedIn(program: string, files: Readonly<Record<string, string>> = {}): string {
  const modules = virtualModules({ ...files, 'main.ts': program })
  const main = modules.program('main.ts')
  const variables = {
    isChangedByCalls: (value: Value) => /^build\b/.test(shown(value)),
    leavesAlone: (method: string) => method === 'find',
    isTable: () => false,
  }
  const machine = new Machine(modules, undefined, variables)
  const call = main.nodes.find((node) => node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'use')
  const [argument] = call?.type === 'CallExpression' ? call.arguments : []
  if (!argument) throw new Error('nothing is used')
  return shown(machine.answer({ node: argument, program: main }))
}

describe('objects', () => {
  it.each([
    ['const where = { a: 1 }; use(where)', '{a: 1}'],
    ['const where = { a: 1 }; where.b = 2; use(where)', '{a: 1, b: 2}'],
    ['const where = { a: 1 }; use(where); where.b = 2', '{a: 1}'],
    ['const where = { a: 1 }; if (x) where.b = 2; use(where)', '{a: 1, ...(x ? {b: 2} : {})}'],
    ['const where = {}; if (x) { where.a = 1 } else { where.a = 2 } use(where)', '{...(x ? {a: 1} : {a: 2})}'],
    ['let where = { a: 1 }; if (x) where = { ...where, b: 2 }; use(where)', '{a: 1, ...(x ? {b: 2} : {})}'],
    ['let where = { a: 1 }; where = {}; use(where)', '{}'],
    ['const where = { a: 1 }; delete where.a; use(where)', '{}'],
    ['const where = { a: 1, b: 2 }; if (x) delete where.a; use(where)', '{...(x ? {b: 2} : {a: 1, b: 2})}'],
    ['const where = { ...given, ...(x ? { a: 1 } : { b: 2 }) }; delete where["a"]; use(where)', '{...given, ...?:(x, {}, {b: 2})}'],
    [
      'const where = { a: 1, ...(x ? { b: 2 } : {}), ...(all ? { a: 3 } : {}) }; delete where.c; use(where)',
      '{a: 1, ...?:(x, {b: 2}, {}), ...?:(all, {a: 3}, {})}',
    ],
    ['const names = { a: 1 }; if (x) names.a = 2; use(names.a)', '(x ? 2 : 1)'],
    ['const of = () => { const names = { a: 1 }; if (x) { if (all) names.a = 2 } return names.a }; use(of())', '(x ? (all ? 2 : 1) : 1)'],
    ['const names = { a: 1, ...(x ? { b: 1, ...(all ? { a: 2 } : {}) } : {}) }; use(names.a)', '(x ? (all ? 2 : 1) : 1)'],
    ['const where = { a: { b: 1, c: 2 } }; delete where.a.b; use(where)', '{a: {c: 2}}'],
    ['const where = { a: 1 }; delete where[x]; use(where)', '{a: 1, ...?}'],
    ['const where = { a: [1] }; delete where.a[0]; use(where)', '{a: [1, ...?]}'],
    ['const of = () => { const where = { a: 1, b: 2 }; delete where.a; return where }; use(of())', '{b: 2}'],
    ['const of = () => { const all = { where: { a: 1 } }; delete all.where.a; return all }; use(of())', '{where: {}}'],
    ['const of = () => { const all = { where: { a: 1 } }; all.where.a = 2; return all }; use(of())', '{where: {a: 2}}'],
    ['const of = () => { const all = { and: [1] }; all.and[0] = 2; return all }; use(of())', '{and: [1, ...?]}'],
    ['const where = { a: 1 }; Object.assign(where, { b: 2 }); use(where)', '{a: 1, b: 2}'],
    ['const where = { a: 1 }; change(where); use(where)', '{a: 1, ...?}'],
    ['const where = { a: 1 }; db.find(where); use(where)', '{a: 1}'],
    ['const names = { a: "x" }; change(names.a); use(names)', '{a: x}'],
    ['const names = { a: { b: "x" } }; change(names.a.b); use(names)', '{a: {b: x}}'],
    ['const names = { a: { b: "x" } }; change(names.a); use(names)', '{a: {b: x, ...?}}'],
    ['const names = { a: "x" }; change(names[all]); use(names)', '{a: x, ...?}'],
    ['const names = { a: "x", b: given }; change(names.b); use(names)', '{a: x, b: given}'],
    ['const names = { a: "x" }; names.a = given; change(names.a); use(names)', '{a: given}'],
    ['const names = { a: "x" }; change(names.a, names); use(names)', '{a: x, ...?}'],
    ['const build = (where) => { change(where); return where }; use(build({ a: 1 }))', '{a: 1, ...?}'],
    ['const where = { a: 1 }; change(where); change(where); use(where)', '{a: 1, ...?}'],
    ['const where = { a: { b: 1 } }; change(where.a); change(where); use(where)', '{a: {b: 1, ...?}, ...?}'],
    ['const where = { a: 1 }; change(where); where.b = 2; change(where); use(where)', '{a: 1, ...?, b: 2, ...?}'],
    ['const build = (where) => { const is = change(where); return where }; use(build({ a: 1 }))', '{a: 1, ...?}'],
    ['const build = (where) => { const is = { a: { b: 1 } }; change(is.a); return is.a }; use(build())', '{b: 1, ...?}'],
    ['const build = (is) => { const a = is.a; a.b = 1; return is.a }; use(build({ a: {} }))', '{...?}'],
    ['const build = (where) => { Object.assign(where, { b: 2 }); return where }; use(build({ a: 1 }))', '{a: 1, b: 2}'],
    ['const build = (where) => { db.find(where); log(where); return where }; use(build({ a: 1 }))', '{a: 1}'],
    ['const add = (of) => { of.b = 2 }; const build = (where) => { add(where); return where }; use(build({ a: 1 }))', '{a: 1, b: 2}'],
    ['const see = (of) => of.a; const build = (where) => { see(where); return where }; use(build({ a: 1 }))', '{a: 1}'],
    ['const add = (of) => { of = { b: 2 } }; const build = (where) => { add(where); return where }; use(build({ a: 1 }))', '{a: 1, ...?}'],
    ['const where = { a: { b: 1 } }; where.a.c = 2; use(where)', '{a: {b: 1, c: 2}}'],
    ['const where = { and: [] }; where.and.push(1); if (x) where.and.push(2); use(where)', '{...(x ? {and: [1, 2]} : {and: [1]})}'],
    ['const where = { ...given, a: 1 }; use(where)', '{...given, a: 1}'],
    ['const where = { a: 1, ...(x && { b: 2 }) }; use(where)', '{a: 1, ...&&(x, {b: 2})}'],
    ['for (const one of all) { const where = { a: one }; use(where) }', '{a: one}'],
    ['const where = { a: 1 }; for (const one of all) where.b = one; use(where)', '{a: 1, ...(all ? {b: one} : {})}'],
    ['const where = { a: 1 }; run(() => { where.b = 2 }); use(where)', '?'],
    [
      'const where = { a: 1 }; try { where.b = f() } catch { where.c = 3 } use(where)',
      '{a: 1, ...(try ? {b: f()} : {...(try ? {b: f()} : {}), c: 3})}',
    ],
  ])('%s', (body, expected) => {
    expect(usedIn(`function main(x, given, all, db) { ${body} }`)).toBe(expected)
  })
})

describe('lists', () => {
  it.each([
    ['const list = []; list.push(1); list.push(2); use(list)', '[1, 2]'],
    ['const list = [1]; if (x) list.push(2); use(list)', '[1, ...(x ? [2] : [])]'],
    ['const list = [1]; list.unshift(0); use(list)', '[0, 1]'],
    ['const list = [1]; for (const one of all) list.push(one); use(list)', '[1, ...(all ? [...?] : [])]'],
    ['const list = [1]; list.splice(0, 1); use(list)', '[1, ...?]'],
    ['const list = [1]; change(list); use(list)', '[1, ...?]'],
    ['const list = [1, ...(x ? [2] : [])]; use(list)', '[1, ...?:(x, [2], [])]'],
    ['const list = [1].concat(x ? 2 : 3); use(list)', '[1, ?:(x, 2, 3)]'],
  ])('%s', (body, expected) => {
    expect(usedIn(`function main(x, all) { ${body} }`)).toBe(expected)
  })
})

describe('builders that their methods change', () => {
  it.each([
    ['const query = build(); query.a(); query.b(); use(query)', 'build().a().b()'],
    ['const query = build(); if (x) query.a(); use(query)', '(x ? build().a() : build())'],
    ['let query = build(); query = query.a(); use(query)', 'build().a()'],
    ['const query = other(); query.a(); use(query)', 'other()'],
    ['const change = (one) => { return one.a() }; const query = build(); change(query); use(query)', 'build().a()'],
    ['const change = (one) => { one.a(); return one.b() }; const query = build(); change(query); use(query)', 'build().a().b()'],
    ['const change = (one) => { if (x) return; one.a() }; const query = build(); change(query); use(query)', '(x ? build() : build().a())'],
    [
      'const change = (one) => { if (x) return one; return one.a() }; const query = build(); change(query); use(query)',
      '(x ? build() : build().a())',
    ],
    ['const change = (one) => { if (x) throw y; one.a() }; const query = build(); change(query); use(query)', 'build().a()'],
    ['const change = (one) => { return one.length }; const query = build(); change(query); use(query)', 'build()'],
    ['const change = (one) => { return other(one.a()) }; const query = build(); change(query); use(query)', 'other(build())'],
  ])('%s', (body, expected) => {
    expect(usedIn(`function main(x) { ${body} }`)).toBe(expected)
  })
})

describe('functions of the program', () => {
  it.each([
    ['function make(a) { return { a } }', 'make(1)', '{a: 1}'],
    ['function make(a) { if (a) return { a }; return {} }', 'make(x)', '{...(a ? {a: x} : {})}'],
    ['function make(a) { const where = {}; if (a) where.a = 1; return where }', 'make(x)', '{...(a ? {a: 1} : {})}'],
    ['function make(a) { const where = {}; if (a) where.a = 1; else where.b = 2; return where }', 'make(x)', '{...(a ? {a: 1} : {b: 2})}'],
    ['function make(a) { let where = { b: 1 }; for (const one of a) where = {}; return where }', 'make(x)', '{b: 1, ...?}'],
    ['function make(a) { switch (a) { case 1: return { a: 1 }; default: return {} } }', 'make(1)', '{a: 1}'],
    ['const make = (a) => (a ? { a } : {})', 'make(x)', '?:(x, {a: x}, {})'],
    ['import { make } from "./other"', 'make(1)', '{a: 1, c: 3}'],
  ])('%s', (declared, call, expected) => {
    const other = 'const c = 3; export function make(a) { return { a, c } }'
    expect(usedIn(`${declared}\nfunction main(x) { use(${call}) }`, { 'other.ts': other })).toBe(expected)
  })
})

it('gives up on what is too much to follow', () => {
  const counted = (times: number): string =>
    usedIn(`function make() { let n = 0\n${'n = n + 1\n'.repeat(times)} return n }\nfunction main() { use(make()) }`)
  expect(counted(100)).toBe('100')
  expect(counted(20_000)).toBe('?')
})

it('answers what is little to follow after much was', () => {
  const costly = Array.from(
    { length: 20 },
    (_, i) => `function make${String(i)}() { let n = 0\n${'n = n + 1\n'.repeat(3_000)} return n }\nmake${String(i)}()`,
  )
  const modules = virtualModules({ 'main.ts': `${costly.join('\n')}\nconst where = { a: 1 }\nuse(where)` })
  const program = modules.program('main.ts')
  const machine = new Machine(modules, undefined, { isChangedByCalls: () => false, leavesAlone: () => false, isTable: () => false })
  const answers = program.nodesOf('CallExpression').map((node) => shown(machine.answer({ node, program })))
  expect(answers.at(-1)).toBe('use({a: 1})')
})

it('counts what a question asks on its way, as of what type something is', () => {
  const text = `import type { Tree } from 'trees'
function walk(tree: Tree) { return { left: tree.left ? walk(tree.left) : 1, right: tree.right ? walk(tree.right) : 1 } }
function main(tree: Tree) { use(walk(tree)) }`
  const modules = virtualModules({ 'main.ts': text })
  const program = modules.program('main.ts')
  let steps = 0
  const count = (): undefined => {
    if (steps++ > 100_000) throw new Error('the question has no end')
  }
  const machine = new Machine(modules, count, { isChangedByCalls: () => false, leavesAlone: () => false, isTable: () => false })
  const [use] = program.nodesOf('CallExpression').filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'use')
  expect(use && machine.answer({ node: use, program }).kind).toBe('call')
})

describe('a call that is a statement', () => {
  const tooMuch = 'n = n + 1\n'.repeat(20_000)

  it.each([
    ['of a function of the module', 'log(row)'],
    ['that is waited for', 'await log(row)'],
    ['of a function that was made in another one', 'const own = logger(); own.info(row)'],
    ['of one of several', 'const own = x ? logger() : silent; own.info(row)'],
    ['that is given functions that set nothing of their own', 'log(row, logger())'],
  ])('is not run where it leaves all as it is: %s', (_, call) => {
    const program = `const silent = { info: () => {} }
function log(row, by) { let n = 0\n${tooMuch} return n }
const logger = (name) => { const write = (row) => { const parts = [row].map((one) => [one]); parts.push(name); log(parts) }; return { info: (row) => write(row) } }
async function main(x) { const row = { id: 1 }; const where = { a: 1 }; ${call}; where.b = 2; return where }
use(main(x))`
    expect(usedIn(program)).toBe('{a: 1, b: 2}')
  })

  it.each([
    ['sets a variable around it', 'const set = () => { n = 2 }; set()', '2'],
    ['counts one', 'const count = () => { n++ }; count()', '2'],
    ['calls what sets one', 'const set = () => { n = 2 }; const go = () => { set() }; go()', '2'],
    ['calls what it is given', 'run(() => { n = 2 })', '2'],
    ['calls what is in what it is given', 'runOf({ by: [() => { n = 2 }] })', '2'],
  ])('is run where it %s', (_, call, expected) => {
    const program = `function run(by) { by() }
function runOf({ by: [one] }) { one() }
function main() { let n = 1; ${call}; return n }
use(main())`
    expect(usedIn(program)).toBe(expected)
  })

  it('is run where it puts something into a list around it, or deletes a part', () => {
    const program = `function main() { const list = []; const where = { a: 1, b: 2 }
const add = (one) => { list.push(one) }; const drop = () => { delete where.a }
add(1); drop(); return { list, where } }
use(main())`
    expect(usedIn(program)).toBe('{list: [1], where: {b: 2}}')
  })
})

describe('functions that call each other without end', () => {
  it.each([
    ['that give each other what they change', 'const b = deep(n + 1); return b'],
    ['by way of others', 'const b = one(n + 1); return b'],
  ])('end %s', (_, again) => {
    const program = `function deep(n) { const own = { of: n }; const a = deeper(own, n); return a }
function deeper(given, n) { given.type = n; ${again} }
function one(n) { const b = two(n); return b }
function two(n) { const b = deep(n); return b }
use(deep(1))`
    expect(() => usedIn(program)).not.toThrow()
  })
})

describe('calls', () => {
  it.each([
    [
      'const a = () => { const b1 = b(); const b2 = b(); return { b1, b2 } }; const b = () => ({ a1: x ? a() : 1, a2: x ? a() : 2 }); use(a())',
      '{b1: {a1: ?:(x, function(), 1), a2: ?:(x, function(), 2)}, b2: {a1: ?:(x, function(), 1), a2: ?:(x, function(), 2)}}',
    ],
    ['const of = (n) => (n === 2 ? "two" : [n, of(n + 1)]); use([of(0), of(1)])', '[[0, [1, two]], [1, two]]'],
    ['const of = (id) => { function where() { return { id } } return where() }; use([of(1), of(2)])', '[{id: 1}, {id: 2}]'],
    [
      'const counter = () => { let n = 0; return () => { n = n + 1; return n } }; const run = (one, two) => { const a = one(); const b = one(); return [a, b, two()] }; use(run(counter(), counter()))',
      '[1, 2, 1]',
    ],
    ['const made = () => []; const run = () => { const a = made(); const b = made(); a.push(1); return [a, b] }; use(run())', '[[1], []]'],
    [
      'const of = (row) => { row.b = 2; return row.a }; const run = () => { const row = { a: 1 }; of({ a: 1 }); of(row); return row }; use(run())',
      '{a: 1, b: 2}',
    ],
    [
      'const of = (where) => ({ ...where, b: 2 }); use([of({ a: 1 }), of({ a: x }), of({ a: 1 })])',
      '[{a: 1, b: 2}, {a: x, b: 2}, {a: 1, b: 2}]',
    ],
    ['const of = x ? (id) => ({ id }) : (id) => ({ all: id }); use(of(1))', '{...(x ? {id: 1} : {all: 1})}'],
    ['const of = x ? db.of : (id) => ({ id }); use(of(1))', '(x ? db.of(1) : {id: 1})'],
    [
      'const made = (key) => { if (db.has(key)) return db.get(key); if (all) return db.other; return (id) => ({ key, id }) }; use(made(2)(1))',
      '(db.has(key) ? db.get(2)(1) : (all ? db.other(1) : {key: 2, id: 1}))',
    ],
    ['const of = x ? db.of : db.other; use(of(1))', '?:(x, db.of, db.other)(1)'],
  ])('%s', (body, expected) => {
    expect(usedIn(`function main(x, given, all, db) { ${body} }`)).toBe(expected)
  })
})
