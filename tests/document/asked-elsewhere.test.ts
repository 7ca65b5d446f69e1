import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table projects (id uuid primary key, organization_id uuid not null references organizations, name text);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, project_id uuid not null references projects);
`

const find = 'await db.maybeOne(sql`select id, name, organization_id from projects where id = ${id} and organization_id = ${org}`)'
const remove = 'await db.query(sql`delete from projects where id = ${id}`)'

/** The verdict of what `run` deletes, or reads, behind the functions before it. */
function lastIn(program: string, beside: Record<string, string> = {}): string {
  return verdictsOf(program, schema, beside).at(-1)?.replace(/.*: /, '') ?? ''
}

function run(body: string): string {
  return `export async function run(id: string, org: string, other: string, input: any) {\n${body}\n}\n`
}

describe('a function that throws where its query finds nothing', () => {
  const throwing = `async function load(id: string, org: string) {\nconst row = ${find}\nif (!row) throw new Error()\nreturn row\n}\n`
  it.each([
    ['asked before', `await load(id, org)\n${remove}`],
    ['in a variable', `const project = await load(id, org)\n${remove}`],
    ['by its row', `const project = await load(id, org)\n${remove.replace('${id}', '${project.id}')}`],
    [
      'by its row that was changed',
      `const project = await load(id, org)\nproject.name = input.name\n${remove.replace('${id}', '${project.id}')}`,
    ],
    ['by what is taken out of its row', `const { id: found } = await load(id, org)\n${remove.replace('${id}', '${found}')}`],
    ['among several', `const [project] = await Promise.all([load(id, org), other])\n${remove}`],
    ['of an input', `await load(input.id, org)\n${remove.replace('${id}', '${input.id}')}`],
    ['as a number', `await load(Number(id), org)\n${remove.replace('${id}', '${Number(id)}')}`],
    ['within try', `try { await load(id, org) } catch (error) { throw error }\n${remove}`],
  ])('holds the row behind it: %s', (_, body) => {
    expect(lastIn(throwing + run(body))).toBe('by-row')
  })

  it.each([
    ['not waited for', `load(id, org)\n${remove}`],
    ['by a key that is set', `const project = await load(id, org)\nproject.id = input.id\n${remove.replace('${id}', '${project.id}')}`],
    [
      'by whatever is set',
      `const project = await load(id, org)\nproject[input.key] = input.id\n${remove.replace('${id}', '${project.id}')}`,
    ],
    ['by another row', `let project = await load(id, org)\nproject = input\n${remove.replace('${id}', '${project.id}')}`],
    ['of another row', `await load(other, org)\n${remove}`],
    ['asked later', `${remove}\nawait load(id, org)`],
    ['asked sometimes', `if (input) await load(id, org)\n${remove}`],
    ['without a tenant', `await load(id)\n${remove}`],
    ['of no tenant', `await load(id, undefined)\n${remove}`],
    ['whose failure is passed over', `try { await load(id, org) } catch {}\n${remove}`],
    ['whose promise is caught', `await load(id, org).catch(() => null)\n${remove}`],
    ['of what is another one by now', `await load(id, org)\nid = other\n${remove}`],
    ['of one of several', `for (const one of input) await load(one, org)\n${remove}`],
  ])('holds nothing: %s', (_, body) => {
    expect(lastIn(throwing + run(body))).toBe('by-key')
  })

  it.each([
    ['a block', '{ const row = FIND; if (!row) throw new Error(); return row }'],
    ['an expression', 'FIND.orThrow()'],
  ])('tells nothing of what a function asks that it gives: %s', (_, body) => {
    const inner = `async () => ${body.replace('FIND', find)}`
    for (const load of [
      `function load(id: string, org: string) {\nreturn ${inner}\n}\n`,
      `const load = (id: string, org: string) => ${inner}\n`,
    ])
      expect(lastIn(load + run(`const later = await load(id, org)\n${remove}`))).toBe('by-key')
  })

  it.each([
    ['const sent = parse(input)', 'sent.id'],
    ['const { id: key } = parse(input)', 'key'],
    ['const key = parse(input)', 'key'],
    ['const key = await parse(input)', 'key'],
  ])('holds what a function made of what was sent: %s', (made, key) => {
    const parse = 'function parse(input: any) { return { id: input.id } }\n'
    const check = find.replace('${id}', `\${${key}}`)
    expect(
      lastIn(parse + run(`${made}\nconst row = ${check}\nif (!row) throw new Error()\n${remove.replace('${id}', `\${${key}}`)}`)),
    ).toBe('by-row')
  })

  it('is told of its rows, whichever comes first', () => {
    expect(verdictsOf(run(`await load(id, org)\n${remove}`) + throwing, schema)).toEqual(['projects: by-row', 'projects: scoped'])
  })

  it.each([
    ['an object', 'async function load({ id, org }: Input) {', 'await load({ id, org })'],
    ['an object under a name', 'async function load(input: Input) {\nconst { org } = input', 'await load({ id, org })'],
    ['other names', 'async function load({ project: id, tenant: org }: Input) {', 'await load({ project: id, tenant: org })'],
    ['a constant', 'const load = async (id: string, org: string) => {', 'await load(id, org)'],
    ['cached', 'const load = cache(async (id: string, org: string) => {', 'await load(id, org)'],
    ['cached by its name', 'const load = cache(own)\nasync function own(id: string, org: string) {', 'await load(id, org)'],
    ['a method', 'const projects = { async load(id: string, org: string) {', 'await projects.load(id, org)'],
    ['a static method', 'class Projects { static async load(id: string, org: string) {', 'await Projects.load(id, org)'],
    ['of what a class makes', 'class Projects { async load(id: string, org: string) {', 'await new Projects().load(id, org)'],
  ])('may be given its values as it likes: %s', (_, head, call) => {
    const query = head.includes('input') ? find.replace('${id}', '${input.id}') : find
    const depth = [...head].filter((sign) => sign === '{').length - [...head].filter((sign) => sign === '}').length
    const ends = '}'.repeat(depth) + (head.includes('cache(async') ? ')' : '')
    expect(lastIn(`${head}\nconst row = ${query}\nif (!row) throw new Error()\nreturn row\n${ends}\n${run(`${call}\n${remove}`)}`)).toBe(
      'by-row',
    )
  })

  const body = `const row = ${find}\nif (!row) throw new Error()\nreturn row\n}`
  it.each([
    ['a name of an object', `async function load(id, org) {\n${body}\nmodule.exports = { load }`, 'const { load } = require("./own")'],
    ['a function of it', `exports.load = async function (id, org) {\n${body}`, 'const { load } = require("./own")'],
    [
      'a function under another name',
      `exports.load = inner\nasync function inner(id, org) {\n${body}`,
      'const { load } = require("./own")',
    ],
    ['the module', `module.exports = async function (id, org) {\n${body}`, 'const load = require("./own")'],
    ['an ES module', `export async function load(id, org) {\n${body}`, 'const { load } = require("./own")'],
    ['a default of an import', `module.exports = async (id, org) => {\n${body}`, 'import load from "./own"'],
    ['a name of an import', `exports.load = async (id, org) => {\n${body}`, 'import { load } from "./own"'],
    ['all of an import', `module.exports = async (id, org) => {\n${body}`, 'import load = require("./own")'],
    ['a property', `exports.load = async (id, org) => {\n${body}`, 'const own = require("./own")\nconst load = own.load'],
    [
      'what another module shows',
      `const load = async (id, org) => {\n${body}\nmodule.exports = { inner: { load } }`,
      'const { inner: own } = require("./own")\nconst { load } = own',
    ],
  ])('may be shown by CommonJS: %s', (_, own, head) => {
    expect(lastIn(`${head}\n${run(`await load(id, org)\n${remove}`)}`, { 'own.ts': own })).toBe('by-row')
  })

  it.each([
    ['an object', `const own = { async load(id, org) {\n${body} }\nmodule.exports = own`, 'const own = require("./own")'],
    ['of names', `exports.load = async (id, org) => {\n${body}`, 'const own = require("./own")'],
    ['an instance', `class Own { async load(id, org) {\n${body} }\nmodule.exports = new Own()`, 'const own = require("./own")'],
    [
      'an instance by name',
      `class Own { async load(id, org) {\n${body} }\nmodule.exports = { own: new Own() }`,
      'const { own } = require("./own")',
    ],
    [
      'a class',
      `class Own { async load(id, org) {\n${body} }\nmodule.exports = Own`,
      'const Own = require("./own")\nconst own = new Own()',
    ],
    [
      'what a class inherits',
      `class Own { async load(id, org) {\n${body} }\nmodule.exports = Own`,
      'const Own = require("./own")\nclass Heir extends Own {}\nconst own = new Heir()',
    ],
  ])('may be of what is shown by CommonJS: %s', (_, own, head) => {
    expect(lastIn(`${head}\n${run(`await own.load(id, org)\n${remove}`)}`, { 'own.ts': own })).toBe('by-row')
  })

  it.each([
    ['by its name', `exports.load = async function (id, org) {\n${body}`, 'exports.load'],
    ['by its whole name', `module.exports.load = async (id, org) => {\n${body}`, 'module.exports.load'],
    ['of an object', `module.exports = { async load(id, org) {\n${body} }`, 'module.exports.load'],
    ['of an object with a name', `const own = module.exports = { async load(id, org) {\n${body} }`, 'own.load'],
    ['with a name', `const load = exports.load = async (id, org) => {\n${body}`, 'load'],
  ])('may be what the module itself shows as CommonJS does: %s', (_, own, name) => {
    const [there, here] = [own, `exports.run = async function (id, org) {\nawait ${name}(id, org)\n${remove}\n}`]
    expect(lastIn(`${there}\n${here}`)).toBe('by-row')
    const shown = `const own = require("./own")\n${run(`await own.load(id, org)\n${remove}`)}`
    expect(lastIn(shown, { 'own.ts': there })).toBe('by-row')
  })

  it.each([
    ['another function', 'exports.load = () => undefined'],
    ['a name of its own', 'const exports = { load: () => undefined }'],
    ['something that nothing says', ''],
  ])('is none that the module itself shows otherwise: %s', (_, own) => {
    const before = `async function load(id, org) {\n${body}\n`
    expect(lastIn(`${before}${own}\nmodule.exports.run = async function (id, org) {\nawait exports.load(id, org)\n${remove}\n}`)).toBe(
      'by-key',
    )
  })

  it('is none that the module does not show by that name', () => {
    const own = `async function load(id, org) {\n${body}\nconst pass = () => {}\nmodule.exports = { load: pass }`
    expect(lastIn(`const { load } = require("./own")\n${run(`await load(id, org)\n${remove}`)}`, { 'own.ts': own })).toBe('by-key')
    const circle = { 'own.ts': 'module.exports = require("./other")', 'other.ts': 'module.exports = require("./own")' }
    expect(lastIn(`const load = require("./own")\n${run(`await load(id, org)\n${remove}`)}`, circle)).toBe('by-key')
    expect(lastIn(`const { load } = require("./own")\n${run(`await load(id, org)\n${remove}`)}`, circle)).toBe('by-key')
  })

  it('is followed through others', () => {
    const through = `async function check(key: string, tenant: string) { return load(key, tenant) }\n`
    expect(lastIn(throwing + through + run(`await check(id, org)\n${remove}`))).toBe('by-row')
    const waiting = `async function check(key: string, tenant: string) { await load(key, tenant) }\n`
    expect(lastIn(throwing + waiting + run(`await check(id, org)\n${remove}`))).toBe('by-row')
    const idle = `async function check(key: string, tenant: string) { load(key, tenant) }\n`
    expect(lastIn(throwing + idle + run(`await check(id, org)\n${remove}`))).toBe('by-key')
    const turned = `async function check(key: string, tenant: string) { return load(tenant, key) }\n`
    expect(lastIn(throwing + turned + run(`await check(id, org)\n${remove}`))).toBe('by-key')
    const endless = `async function check(key: string, tenant: string) { return check(key, tenant) }\n`
    expect(lastIn(endless + run(`await check(id, org)\n${remove}`))).toBe('by-key')
  })
})

describe('a function that does not wait for its query', () => {
  const promised = find.replace('await ', '')
  it.each([
    ['throws nothing', `const row = ${promised}\nif (!row) throw new Error()\nreturn row`, 'await load(id, org)', 'by-key'],
    [
      'gives an object that is always there',
      `const row = ${promised}\nreturn { row }`,
      'const { row } = await load(id, org)\nif (!row) return',
      'by-key',
    ],
    ['gives what its caller waits for', `const row = ${promised}\nreturn row`, 'if (!(await load(id, org))) return', 'by-row'],
  ])('%s', (_, body, before, verdict) => {
    expect(lastIn(`async function load(id: string, org: string) {\n${body}\n}\n${run(`${before}\n${remove}`)}`)).toBe(verdict)
  })
})

describe('a function that gives a row or nothing', () => {
  it.each([
    ['as it is', `async function load(id: string, org: string) { return ${find.replace('await ', '')} }`],
    ['an arrow', `const load = (id: string, org: string) => ${find.replace('await ', '')}`],
    ['after a look', `async function load(id: string, org: string) {\nconst row = ${find}\nif (!row) return null\nreturn row\n}`],
    ['as yes or no', `async function load(id: string, org: string) {\nconst row = ${find}\nreturn !!row\n}`],
    ['as a comparison', `async function load(id: string, org: string) {\nconst row = ${find}\nreturn row !== null\n}`],
    ['or throws', `async function load(id: string, org: string) {\nconst row = ${find}\nif (row) return true\nthrow new Error()\n}`],
  ])('holds it where it gave one: %s', (_, load) => {
    expect(lastIn(`${load}\n${run(`const project = await load(id, org)\nif (!project) return\n${remove}`)}`)).toBe('by-row')
    expect(lastIn(`${load}\n${run(`if (!(await load(id, org))) throw new Error()\n${remove}`)}`)).toBe('by-row')
    expect(lastIn(`${load}\n${run(`if (await load(id, org)) {\n${remove}\n}`)}`)).toBe('by-row')
  })

  it.each([
    ['nobody asks', `async function load(id: string, org: string) { return ${find.replace('await ', '')} }`, 'await load(id, org)'],
    ['a promise is always there', `const load = (id: string, org: string) => ${find.replace('await ', '')}`, 'if (!load(id, org)) return'],
    [
      'also where it finds none',
      `async function load(id: string, org: string) {\nconst row = ${find}\nreturn row ?? {}\n}`,
      'if (!(await load(id, org))) return',
    ],
    [
      'or something else',
      `async function load(id: string, org: string) {\nif (id) return id\nreturn ${find}\n}`,
      'if (!(await load(id, org))) return',
    ],
    ['one after the other', `async function* load(id: string, org: string) {\nyield ${find}\n}`, 'if (!(await load(id, org))) return'],
    [
      'of which nothing is meant',
      `async function load(id: string, org: string) {\nconst row = ${find}\nreturn !row\n}`,
      'if (!(await load(id, org))) return',
    ],
  ])('holds nothing: %s', (_, load, check) => {
    expect(lastIn(`${load}\n${run(`${check}\n${remove}`)}`)).toBe('by-key')
  })
})

describe('a function that compares the row that it has loaded', () => {
  const byKey = find.replace(' and organization_id = ${org}', '')
  it('holds it where it throws', () => {
    const load = `async function load(id: string, org: string) {\nconst row = ${byKey}\nif (row?.organization_id !== org) throw new Error()\nreturn row\n}\n`
    expect(verdictsOf(load + run(`await load(id, org)\n${remove}`), schema)).toEqual(['projects: by-guard', 'projects: by-row'])
  })
  it('holds nothing where it does not', () => {
    const load = `async function load(id: string, org: string) {\nconst row = ${byKey}\nif (row?.organization_id !== org) console.log(row)\nreturn row\n}\n`
    expect(verdictsOf(load + run(`await load(id, org)\n${remove}`), schema)).toEqual(['projects: by-key', 'projects: by-key'])
  })
})

describe('a function of another file', () => {
  const load = `import { db, sql } from './db'\nexport async function load(id: string, org: string) {\nconst row = ${find}\nif (!row) throw new Error()\nreturn row\n}\n`
  const service = `import { db, sql } from './db'\nexport class Projects {\nasync load(id: string, org: string) {\nconst row = ${find}\nif (!row) throw new Error()\nreturn row\n}\n}\n`
  it('holds what it holds in its own', () => {
    const program = `import { load } from './load'\n${run(`await load(id, org)\n${remove}`)}`
    expect(lastIn(program, { 'load.ts': load })).toBe('by-row')
    expect(lastIn(program, { 'load.ts': load.replace(' and organization_id = ${org}', '') })).toBe('by-key')
    expect(lastIn(program, { 'load.ts': load.replace('throw new Error()', 'return null') })).toBe('by-key')
    expect(lastIn(program)).toBe('by-key')
  })
  it('leads on by its row', () => {
    const tasks = 'return db.any(sql`select * from tasks where project_id = ${project.id}`)'
    const program = `import { load } from './load'\n${run(`const project = await load(id, org)\n${tasks}`)}`
    expect(lastIn(program, { 'load.ts': load })).toBe('by-row')
    expect(lastIn(program, { 'load.ts': load.replace(' and organization_id = ${org}', '') })).toBe('by-reference')
  })
  it.each([
    ['injected', 'constructor(private readonly projects: Projects) {}'],
    ['held', 'private readonly projects = new Projects()'],
    ['declared', 'projects!: Projects'],
  ])('is found by the class of what is called: %s', (_, held) => {
    const program = `import { Projects } from './projects'\nexport class Other {\n${held}\nasync run(id: string, org: string) {\nawait this.projects.load(id, org)\n${remove}\n}\n}\n`
    expect(lastIn(program, { 'projects.ts': service })).toBe('by-row')
  })
  it('is found in the class that another one extends', () => {
    const program = `import { Projects } from './projects'\nexport class More extends Projects {\nasync run(id: string, org: string) {\nawait this.load(id, org)\n${remove}\n}\n}\n`
    expect(lastIn(program, { 'projects.ts': service })).toBe('by-row')
  })
  it('may call this one again', () => {
    const program = `import { check } from './check'\nexport async function load(id: string, org: string) {\nreturn check(id, org)\n}\n${run(`await load(id, org)\n${remove}`)}`
    const check = `import { load } from './case'\nexport async function check(id: string, org: string) {\nreturn load(id, org)\n}\n`
    expect(lastIn(program, { 'check.ts': check })).toBe('by-key')
  })
})

describe('a function that another one makes', () => {
  const load = `async (id: string, org: string) => {\nconst row = ${find}\nif (!row) throw new Error()\nreturn row\n}`
  const made = `import { db, sql } from './db'\nconst basic = (name: string) => ({ noop: () => undefined, load: ${load} })\n`
  const loads = `await projects.load(id, org)\n${remove}`
  const factory = `export const projectsFactory = (name: string) => { const load = ${load}\nreturn { load, noop: () => undefined } }\n`
  const injected = (type: string): string =>
    `import { projectsFactory, type Deps } from './projects'\nexport const service = ({ projects }: ${type}) => { const run = async (id: string, org: string) => {\n${loads}\n}\nreturn { run } }`

  it.each([
    ['by its call', `import { projectsFactory } from './projects'\nconst projects = projectsFactory('x')\n${run(loads)}`],
    [
      'taken out of what its call gives',
      `import { projectsFactory } from './projects'\nconst { load } = projectsFactory('x')\n${run(loads.replace('projects.', ''))}`,
    ],
    ['by its type', injected('{ projects: ReturnType<typeof projectsFactory> }')],
    ['by what is picked of its type', injected(`{ projects: Pick<ReturnType<typeof projectsFactory>, 'load'> }`)],
    ['by a type that is elsewhere', injected('Deps')],
  ])('holds what it asks: %s', (_, program) => {
    const deps = 'export type Deps = { projects: ReturnType<typeof projectsFactory> }\n'
    const spread = `export const projectsFactory = (name: string) => { const orm = basic(name); return { ...orm, more: 1 } }\n`
    for (const own of [factory, spread]) {
      expect(lastIn(program, { 'projects.ts': made + own + deps })).toBe('by-row')
      expect(lastIn(program, { 'projects.ts': (made + own + deps).replaceAll(' and organization_id = ${org}', '') })).toBe('by-key')
    }
  })

  it.each([
    ['what is spread behind it', 'return { load, ...given }'],
    ['one of two', 'if (name) return { load: async () => undefined }\nreturn { load }'],
    ['one that is put there later', 'const made = { load }\nmade.load = noop\nreturn made'],
    ['one under a name that is worked out', 'return { load, [name]: noop }'],
  ])('may be another one: %s', (_, back) => {
    const own = `export const projectsFactory = (name: string, given: any) => { const load = ${load}\n${back} }\n`
    expect(lastIn(injected('{ projects: ReturnType<typeof projectsFactory> }'), { 'projects.ts': made + own })).toBe('by-key')
  })
})

describe('a function that may be another one than it looks', () => {
  const asks = `const row = ${find}\nif (!row) throw new Error()\nreturn row`
  const method = `async load(id: string, org: string) {\n${asks}\n}`
  const running = `async run(id: string, org: string) {\nawait this.load(id, org)\n${remove}\n}`
  it.each([
    ['of the object within', `class Projects { ${method}\nmake() { return { async load() {}, ${running} } } }`],
    ['of the class itself', `class Projects { ${method}\nstatic async load() {}\nstatic ${running} }`],
    ['private', `class Projects { ${method.replace('load', '#load')}\nasync load() {}\n${running} }`],
    ['set by a subclass', `class Projects { ${method} }\nclass More extends Projects { load = noop\n${running} }`],
    ['overridden', `class Projects { ${method}\n${running} }\nclass More extends Projects { async load() {} }`],
    ['given by a getter', `class Projects { get ${method.replace('async ', '').replace('await ', '')}\n${running} }`],
    ['set later', `class Projects { ${method}\n${running}\nset() { this.load = noop } }`],
    [
      'held instead',
      `class Projects { ${method} }\nclass Other { load = new Projects()\nconstructor(given) { this.load = given }\n${running.replace('.load(', '.load.load(')} }`,
    ],
    [
      'kept by Next, for whoever asks',
      `import { unstable_cache } from 'next/cache'\n${run(`const load = unstable_cache(async (id: string) => {\n${asks}\n}, ['projects'])\nawait load(id)\n${remove}`)}`,
    ],
    [
      'kept by who knows whom',
      `import { cache } from './cache'\nconst load = cache(async (id: string, org: string) => {\n${asks}\n})\n${run(`await load(id, org)\n${remove}`)}`,
    ],
  ])('holds nothing: %s', (_, program) => {
    expect(lastIn(program)).toBe('by-key')
  })
})

describe('a value on its way to the query of a function', () => {
  const asks = `const row = ${find}\nif (!row) throw new Error()\nreturn row`
  it.each([
    ['replaced in an object', '{ id, org }: Input', asks, 'load({ id, org, ...input })'],
    [
      'shadowed',
      'id: string, org: string, other: string',
      `try {\nconst id = other\n${asks}\n} catch (error) { throw error }`,
      'load(id, org, other)',
    ],
    ['altered', 'input: any, org: string', `Object.assign(input, org)\n${asks.replace('${id}', '${input.id}')}`, 'load({ id }, org)'],
    ['without a tenant sometimes', 'id: string, org: string', asks, 'load(id, input ? undefined : org)'],
    ['without a tenant in an object sometimes', '{ id, org }: Input', asks, 'load({ id, ...(org && { org }) })'],
    ['without a tenant under another name', 'id: string, given?: string', `const org = given\n${asks}`, 'load(id)'],
    ['without a tenant of a list', 'id: string, ...[org]: string[]', asks, 'load(id)'],
    ['without options', 'id: string, options: any = {}', asks.replace('${org}', '${options.org}'), 'load(id)'],
    ['with other options', 'id: string, options: any = {}', asks.replace('${org}', '${options.org}'), 'load(id, { deleted: true })'],
  ])('holds nothing: %s', (_, parameters, body, call) => {
    expect(lastIn(`async function load(${parameters}) {\n${body}\n}\n${run(`await ${call}\n${remove}`)}`)).toBe('by-key')
  })
  it('is the same wherever the function comes back', () => {
    const load = `async function load(id: string, org: string) {\n${asks}\n}\n`
    const check = (key: string): string =>
      `async function check(id: string, org: string, other: string) {\nif (other) return load(id, org)\nreturn load(${key}, org)\n}\n`
    expect(lastIn(load + check('id') + run(`await check(id, org, other)\n${remove}`))).toBe('by-row')
    expect(lastIn(load + check('other') + run(`await check(id, org, other)\n${remove}`))).toBe('by-key')
  })
  it('is none of the function around', () => {
    const within = `const row = ${find}\nconst check = async (id: string) => { if (!row) throw new Error() }\nawait check(other)\n`
    expect(lastIn(run(within + remove.replace('${id}', '${other}')))).toBe('by-key')
  })
  it('is none of a row that is altered', () => {
    const load = `async function load(id: string, org: string, changes: any) {\n${asks.replace('return', 'Object.assign(row, changes)\nreturn')}\n}\n`
    expect(lastIn(load + run(`const row = await load(other, org, input)\n${remove.replace('${id}', '${row.id}')}`))).toBe('by-key')
  })
  it('may go by the clients and the options of a query that are left out', () => {
    const load = `async function load(id: string, org: string, options: any = {}, tx = db) {\n${asks.replace('db.', 'tx.').replace('`)', '`, options)')}\n}\n`
    expect(lastIn(load + run(`await load(id, org)\n${remove}`))).toBe('by-row')
  })
  it.each([
    ['a text', `name = ''`, 'and name <> ${name}'],
    ['a test', 'all = false', '${all ? sql`` : sql`and name is null`}'],
    ['a part of an object', `{ name = '' }: Options = {}`, 'and name <> ${name}'],
  ])('may go by what has a value of its own where a call leaves it out: %s', (_, parameter, condition) => {
    const load = `async function load(id: string, org: string, ${parameter}) {\n${asks.replace('`)', ` ${condition}\`)`)}\n}\n`
    expect(lastIn(load + run(`await load(id, org)\n${remove}`))).toBe('by-row')
  })
  it.each([
    ['nothing', 'of = undefined'],
    ['a part of an object that has none', '{ of }: Options = {}'],
    ['a part that is nothing', '{ of = null }: Options = {}'],
  ])('goes by nothing where that is what it has then: %s', (_, parameter) => {
    const load = `async function load(id: string, ${parameter}) {\n${asks.replace('${org}', '${of}')}\n}\n`
    expect(lastIn(load + run(`await load(id)\n${remove}`))).toBe('by-key')
  })
  it('is followed past the type of `this`', () => {
    const load = `async function load(this: Projects, id: string, org: string) {\n${asks}\n}\n`
    expect(lastIn(load + run(`await load(id, org)\n${remove}`))).toBe('by-row')
  })
})

describe('what a function gives that is always there', () => {
  const check = `async function check(id: string, org: string) {\nconst row = ${find}\nif (!row) return false\nreturn true\n}\n`
  const load = `async function check(id: string, org: string) {\nconst row = ${find}\nif (!row) return null\nreturn row\n}\n`
  it.each([
    ['compared with nothing', 'if ((await check(id, org)) == null) return'],
    ['among several', 'if (!(await Promise.all([check(id, org)]))) return'],
  ])('holds nothing: %s', (_, test) => {
    expect(lastIn(check + run(`${test}\n${remove}`))).toBe('by-key')
    expect(lastIn(check.replace('return true', 'return row !== null') + run(`${test}\n${remove}`))).toBe('by-key')
  })
  it('is there where it is a row or nothing', () => {
    expect(lastIn(load + run(`if ((await check(id, org)) == null) return\n${remove}`))).toBe('by-row')
  })
})

describe('a function that is called and comes back in other ways', () => {
  const asks = `const row = ${find}\nif (!row) throw new Error()\nreturn row`
  const load = `async function load(id: string, org: string) {\n${asks}\n}\n`
  it('holds the row: by `this` of an object', () => {
    const projects = `const projects = { async load(id: string, org: string) {\n${asks}\n}, async run(id: string, org: string) {\nawait this.load(id, org)\n${remove}\n} }`
    expect(lastIn(projects)).toBe('by-row')
    expect(lastIn(projects.replace(/ \}$/, ', ...others }'))).toBe('by-key')
    expect(lastIn(`${projects}\nprojects.load = noop`)).toBe('by-key')
  })
  it('holds the row: of which something is taken', () => {
    expect(lastIn(load + run(`const name = (await load(id, org)).name\n${remove}`))).toBe('by-row')
    expect(lastIn(load + run(`const name = (await load(id, org))?.name\n${remove}`))).toBe('by-row')
    expect(lastIn(load + run(`const name = input && (await load(id, org)).name\n${remove}`))).toBe('by-key')
  })
  it.each([
    ['row ? row : null', 'by-row'],
    ['row ? true : false', 'by-row'],
    ['row ? null : org', 'by-key'],
    ['org ? row : {}', 'by-key'],
  ])('holds the row where it chooses: %s', (given, verdict) => {
    const choosing = load.replace('if (!row) throw new Error()\n', '').replace('return row', `return ${given}`)
    expect(lastIn(choosing + run(`if (!(await load(id, org))) return\n${remove}`))).toBe(verdict)
  })
})

describe('a function that gives a row within an object', () => {
  const load = `async function load(id: string, org: string) {\nconst project = ${find}\nif (!project) throw new Error()\nreturn { project, org }\n}\n`
  const removeBy = (value: string): string => remove.replace('${id}', `\${${value}}`)
  it.each([
    ['taken out of it', `const { project } = await load(id, org)\n${removeBy('project.id')}`],
    ['under another name', `const { project: found } = await load(id, org)\n${removeBy('found.id')}`],
    ['by the whole way', `const loaded = await load(id, org)\n${removeBy('loaded.project.id')}`],
  ])('leads on by it: %s', (_, body) => {
    expect(lastIn(load + run(body))).toBe('by-row')
    expect(lastIn(load.replace(' and organization_id = ${org}', '') + run(body))).toBe('dynamic')
    expect(lastIn(load.replace('{ project, org }', '{ project, org, ...input }') + run(body))).toBe('by-key')
    expect(lastIn(load.replace('{ project, org }', '{ project: input, org }') + run(body))).toBe('by-key')
  })

  it('is followed through others', () => {
    const through =
      'async function both(id: string, org: string) {\nconst { project } = await load(id, org)\nreturn { first: project }\n}\n'
    expect(lastIn(load + through + run(`const { first } = await both(id, org)\n${removeBy('first.id')}`))).toBe('by-row')
    expect(lastIn(load + through + run(`const { project } = await both(id, org)\n${removeBy('project.id')}`))).toBe('by-key')
  })
})

describe('a function of whose outcome it is asked which nothing it is', () => {
  const [direct, first] = [find.replace('await ', ''), find.replace('db.maybeOne', '(await db.any').replace(/\)$/, '))[0]')]
  it.each([
    [`return ${direct}`, '=== null', 'by-row'],
    [`return ${direct}`, '=== undefined', 'by-key'],
    [`const row = ${find}\nif (!row) return undefined\nreturn row`, '=== undefined', 'by-row'],
    [`const row = ${find}\nif (!row) return undefined\nreturn row`, '=== null', 'by-key'],
    [`const row = ${find}\nif (!row) return\nreturn row`, '=== undefined', 'by-row'],
    [`const row = ${find}\nif (!row) return\nreturn row`, '== null', 'by-row'],
    [`const row = ${first}\nreturn row`, '=== undefined', 'by-row'],
    [`const row = ${first}\nreturn row`, '=== null', 'by-key'],
  ])('%s %s', (body, test, verdict) => {
    const load = `async function load(id: string, org: string) {\n${body}\n}\n`
    expect(lastIn(load + run(`const project = await load(id, org)\nif (project ${test}) throw new Error()\n${remove}`))).toBe(verdict)
  })
})

describe('a function that gives a result with a row or with an error', () => {
  const load = (failed: string, loaded: string): string =>
    `async function load(id: string, org: string) {\nconst project = ${find}\nif (!project) return ${failed}\nreturn ${loaded}\n}\n`
  const removeBy = (value: string): string => remove.replace('${id}', `\${${value}}`)
  const ok = load("{ ok: false as const, error: 'none' }", '{ ok: true as const, data: project }')
  const kinds = load("{ kind: 'missing' }", "{ kind: 'found', project }")
  const errors = load("{ error: 'none', project: null }", '{ error: null, project }')
  const bare = load("{ error: 'none' }", '{ project }')

  it.each([
    [ok, 'const result = await load(id, org)\nif (!result.ok) return result'],
    [ok, 'const result = await load(id, org)\nif (result.ok === false) throw new Error()'],
    [ok, 'const { ok } = await load(id, org)\nif (!ok) return'],
    [kinds, "const result = await load(id, org)\nif (result.kind === 'missing') return"],
    [kinds, "const result = await load(id, org)\nif (result.kind !== 'found') return"],
    [errors, 'const { error } = await load(id, org)\nif (error) return'],
    [errors, 'const { error } = await load(id, org)\nif (error !== null) return'],
    [errors, 'const { project } = await load(id, org)\nif (!project) return'],
    [errors, 'const { project } = await load(id, org)\nif (project === null) return'],
    [bare, "const result = await load(id, org)\nif ('error' in result) return"],
    [bare, "const result = await load(id, org)\nif (!('project' in result)) return"],
    [bare, 'const result = await load(id, org)\nif (result.error != null) return'],
    [load('{ ok: false }', '{ ok: !!project }'), 'const { ok } = await load(id, org)\nif (!ok) return'],
    [load('{ ok: false }', '{ ok: !!project }'), 'const { ok } = await load(id, org)\nif (ok === false) return'],
    [load('{ ok: false }', '{ ok: project !== null }'), 'const { ok } = await load(id, org)\nif (ok !== true) return'],
    [load('{ none: true }', '{ none: !project }'), 'const { none } = await load(id, org)\nif (none !== false) return'],
  ])('holds the row behind its test: %s %s', (giving, body) => {
    expect(lastIn(giving + run(`${body}\n${remove}`))).toBe('by-row')
  })

  it.each([
    [ok, 'await load(id, org)'],
    [ok, 'const result = await load(id, org)\nif (result.ok) return'],
    [ok, 'const result = await load(id, org)\nif (!result.ok) log(result)'],
    [ok, 'const result = await load(id, org)\nresult.ok = true\nif (!result.ok) return'],
    [ok, 'const { ok = true } = await load(id, org)\nif (!ok) return'],
    [ok, 'const result = await load(id, org)\nObject.assign(result, { ok: true })\nif (!result.ok) return'],
    [load('{ a: 1 }', '{ toString: 1 }'), "const result = await load(id, org)\nif (!('toString' in result)) return"],
    [load('{ a: 1 }', '{ constructor: 1 }'), 'const result = await load(id, org)\nif (!result.constructor) return'],
    [ok, 'const result = await load(other, org)\nif (!result.ok) return'],
    [ok, 'const result = await load(id, org)\nif (!result.other) return result.data'],
    [load('{}', '{ ok: true }'), 'const result = await load(id, org)\nif (result.ok === false) return'],
    [load('{ ok: false, ...input }', '{ ok: true }'), 'const { ok } = await load(id, org)\nif (!ok) return'],
    [load('{ error: input.text }', '{ project }'), 'const { error } = await load(id, org)\nif (error) return'],
    [load('{ error: undefined }', '{ project }'), "const result = await load(id, org)\nif (!('error' in result)) return"],
    [load('null', '{ project }'), 'const result = await load(id, org)\nif (result?.error) return'],
    [kinds, "const result = await load(id, org)\nif (result.kind == 'missing') return"],
    [load('{ ok: true, data: { ok: false } }', '{ ok: true, data: { ok: true } }'), 'const { ok } = await load(id, org)\nif (!ok) return'],
  ])('holds nothing where that may come out otherwise: %s %s', (giving, body) => {
    expect(lastIn(giving + run(`${body}\n${remove}`))).toBe('by-key')
  })

  it.each([
    [ok, 'const result = await load(id, org)', 'result.data.id'],
    [errors, 'const { project, error } = await load(id, org)', 'project.id'],
    [bare, 'const result = await load(id, org)', 'result.project.id'],
    [
      load("{ kind: 'missing' }", "{ kind: 'found', found: project.id }"),
      "const result = await load(id, org)\nif (result.kind === 'missing') return",
      'result.found',
    ],
    [
      load('{ ok: false }', '{ ok: true, found: project.id }'),
      'const result = await load(id, org)\nif (!result.ok) return',
      'result.found',
    ],
    [
      load('{ ok: false, found: input }', '{ ok: true, found: project.id }'),
      'const { ok, found } = await load(id, org)\nif (!ok) return',
      'found',
    ],
    [load('undefined', '{ ...project, tasks: [] }'), 'const project = await load(id, org)', 'project.id'],
    [load('null', '{ id: project.id, name: project.name }'), 'const project = await load(id, org)', 'project.id'],
    [load('null', 'input ? { project } : null'), 'const found = await load(id, org)', 'found.project.id'],
  ])('leads on by its row: %s %s', (giving, body, value) => {
    expect(lastIn(giving + run(`${body}\n${removeBy(value)}`))).toBe('by-row')
  })

  it.each([
    [load('{ ok: false, data: input }', '{ ok: true, data: project }'), 'const result = await load(id, org)', 'result.data.id'],
    [load('{ ok: false, ...input }', '{ ok: true, data: project }'), 'const result = await load(id, org)', 'result.data.id'],
    [
      load("{ kind: 'missing', found: input }", "{ kind: 'found', found: project.id }"),
      "const result = await load(id, org)\nif (result.kind === 'found') return",
      'result.found',
    ],
    [
      load('{ ok: false, found: input }', '{ ok: true, found: project.id }'),
      'const result = await load(id, org)\nif (!result.ok) log(id)',
      'result.found',
    ],
    [
      load('{ ok: false, found: input }', '{ ok: true, found: project.id }'),
      'const other = await load(id, org)\nconst result = await load(id, org)\nif (!other.ok) return',
      'result.found',
    ],
    [load('null', '{ ...project, id: input }'), 'const project = await load(id, org)', 'project.id'],
    [load('null', '{ ...project, ...input }'), 'const project = await load(id, org)', 'project.id'],
    [load('null', '{ id: project.name }'), 'const project = await load(id, org)', 'project.id'],
    [load('null', 'input ? { project } : { project: input }'), 'const found = await load(id, org)', 'found.project.id'],
  ])('leads nowhere by what may be another thing: %s %s', (giving, body, value) => {
    expect(lastIn(giving + run(`${body}\n${removeBy(value)}`))).toBe('by-key')
  })
})

it('takes what is made a boolean for what it is made of', () => {
  const load = `async function load(id: string, org: string) {\nconst row = ${find}\nreturn Boolean(row)\n}\n`
  expect(lastIn(load + run(`if (!(await load(id, org))) return\n${remove}`))).toBe('by-row')
  expect(lastIn(load.replace('Boolean(row)', 'input(row)') + run(`if (!(await load(id, org))) return\n${remove}`))).toBe('by-key')
  expect(lastIn(load.replace('Boolean(row)', 'Boolean(!row)') + run(`if (!(await load(id, org))) return\n${remove}`))).toBe('by-key')
})

describe('one of the rows that a promise gives', () => {
  const many = find.replace('await db.maybeOne', 'db.any')
  const load = (then: string): string => `const load = (id: string, org: string) => ${many}.then(${then})\n`
  const body = `const project = await load(id, org)\nif (!project) return\n`
  it.each([
    '(rows) => rows[0]',
    '([row]) => row',
    '(rows) => rows.at(0) ?? null',
    '(result) => result.rows[0]',
    '({ rows }) => rows[0]',
    '({ rows: [row] }) => row',
    '(rows) => rows[0] || null',
  ])('is a row or nothing: %s', (then) => {
    expect(lastIn(load(then) + run(body + remove))).toBe('by-row')
    expect(lastIn(load(then) + run(body + remove.replace('${id}', '${project.id}')))).toBe('by-row')
    expect(lastIn(run(`const project = await ${many}.then(${then})\nif (!project) return\n${remove}`))).toBe('by-row')
  })

  it.each([
    ['(rows) => rows[0] || {}', 'if (!project) return'],
    ['(rows) => rows[0] || other', 'if (!project) return'],
    ['(rows) => rows[0] && other', 'if (!project) return'],
    ['(rows) => rows[0] || null', 'if (project === undefined) return'],
  ])('is something else: %s, %s', (then, check) => {
    expect(lastIn(run(`const project = await ${many}.then(${then})\n${check}\n${remove}`))).toBe('by-key')
  })

  it('is no other column than the one that it is taken out of', () => {
    const of = (column: string): string =>
      `async function load(id: string, org: string, field: string) {\nconst row = ${find}\nif (!row) throw new Error()\nreturn { id: ${column} }\n}\n`
    const use = run(`const project = await load(id, org, other)\n${remove.replace('${id}', '${project.id}')}`)
    expect([of('row.id'), of('row[field]')].map((load) => lastIn(load + use))).toEqual(['by-row', 'by-key'])
  })
  it.each([
    '(rows) => rows',
    '(rows) => others[0]',
    '([row]) => other',
    '([, row], other) => other',
    'first',
    'async (rows) => other(rows[0])',
  ])('is nothing that is known: %s', (then) => {
    expect(lastIn(load(then) + run(body + remove))).toBe('by-key')
  })
  it('is told from nothing as it is written', () => {
    const test = (is: string): string => `const project = await load(id, org)\nif (project === ${is}) return\n${remove}`
    expect(lastIn(load('(rows) => rows[0]') + run(test('undefined')))).toBe('by-row')
    expect(lastIn(load('(rows) => rows[0]') + run(test('null')))).toBe('by-key')
    expect(lastIn(load('(rows) => rows[0] ?? null') + run(test('null')))).toBe('by-row')
  })
})

describe('a row that a function of another file finds by its key alone, and that is compared', () => {
  const load =
    'export const load = async (id: string) => db.maybeOne(sql`select * from projects where id = ${id}`)\nexport const whose = (by?: any) => store.get(by)\nexport const mixed = async (id: string) => db.maybeOne(sql`select p.id, o.organization_id from projects p, tasks o where p.id = ${id}`)\n'
  const drop = 'await db.query(sql`delete from tasks where project_id = ${project.id}`)'
  const verdict = (check: string): string =>
    lastIn(`import { load, mixed, whose } from './projects'\n${run(`const project = await load(id)\n${check}\n${drop}`)}`, {
      'projects.ts': load,
    })

  it.each([
    'if (!project || project.organization_id !== org) throw new Error()',
    'if (project?.organization_id !== input.org) return null',
    'if (project.organization_id !== input.org && !input.user.isAdmin) throw new Error()',
    'const { org: own } = await whose()\nif (project.organization_id !== own) throw new Error()',
    'const own = await whose(input.id)\nif (project.organization_id !== session.org) throw new Error()',
  ])('leads on: %s', (check) => {
    expect(verdict(check)).toBe('by-row')
  })

  it.each([
    '',
    'if (project.organization_id !== org) console.log(id)',
    'if (project.name !== input.name) throw new Error()',
    'if (project.organization_id === org) throw new Error()',
    'if (project.organization_id !== undefined) throw new Error()',
    'if (project.organization_id !== project.name) throw new Error()',
    'const parent = await load(other)\nif (project.organization_id !== parent.organization_id) throw new Error()',
    'const own = await whose(input.id)\nif (project.organization_id !== own.id) throw new Error()',
    'const found = await load(id)\nif (found.organization_id !== org) throw new Error()',
    'const project = await mixed(id)\nif (project.organization_id !== org) throw new Error()',
  ])('does not: %s', (check) => {
    expect(verdict(check)).toBe('by-reference')
  })
})

describe('the key by which a function finds a row, behind a comparison of that row', () => {
  const projects =
    'export async function load(id: string) {\n  const row = await db.maybeOne(sql`select * from projects where id = ${id}`)\n  if (!row) throw new Error()\n  return row\n}\n' +
    'export const perhaps = async (id: string) => db.maybeOne(sql`select * from projects where id = ${id}`)\n' +
    'export const some = async (id: string) => db.maybeOne(sql`select p.* from projects p join tasks t on t.project_id = p.id where t.id = ${id}`)\n' +
    'export const mixed = async (id: string) => db.maybeOne(sql`select p.id, o.organization_id from projects p, tasks o where p.id = ${id}`)\n'
  const drop = 'await db.query(sql`delete from tasks where project_id = ${id}`)'
  const verdict = (check: string): string =>
    lastIn(`import { load, mixed, perhaps, some } from './projects'\n${run(`${check}\n${drop}`)}`, { 'projects.ts': projects })

  it.each([
    'const project = await load(id)\nif (project.organization_id !== org) throw new Error()',
    'const project = await load(id)\nif (!project || project.organization_id !== input.org) return null',
    'const { organization_id: whose } = await load(id)\nif (whose !== org) throw new Error()',
    'const project = await perhaps(id)\nif (project?.organization_id !== org) throw new Error()',
    'const project = await perhaps(id)\nif (project.organization_id !== input.org) throw new Error()',
    'const project = await perhaps(id)\nif (org !== project?.organization_id) return null',
  ])('leads on: %s', (check) => {
    expect(verdict(check)).toBe('by-row')
  })

  it.each([
    'const project = await load(id)',
    'const project = await load(id)\nif (project.organization_id !== org) console.log(id)',
    'const project = await load(id)\nif (project.name !== input.name) throw new Error()',
    'const project = await perhaps(id)\nif (project?.organization_id !== input?.org) throw new Error()',
    'const project = await perhaps(id)\nif (project?.organization_id !== undefined) throw new Error()',
    'const project = await perhaps(id)\nif (project?.organization_id === org) throw new Error()',
    'const project = await perhaps(id)\nif (project?.name !== input.name) throw new Error()',
    'const project = await load(other)\nif (project.organization_id !== org) throw new Error()',
    'const project = await some(id)\nif (project.organization_id !== org) throw new Error()',
    'const project = await mixed(id)\nif (project.organization_id !== org) throw new Error()',
    'let project = await load(id)\nproject = input.project\nif (project.organization_id !== org) throw new Error()',
    'const project = await load(id)\nif (project.organization_id !== org) throw new Error()\nid = input.id',
  ])('does not: %s', (check) => {
    expect(verdict(check)).toBe('by-reference')
  })

  it('leads on in one file', () => {
    const check = 'const project = await load(id)\nif (project.organization_id !== org) throw new Error()'
    expect(lastIn(`${projects}\n${run(`${check}\n${drop}`)}`)).toBe('by-row')
  })
})

describe('a row that a function gives of one query or another', () => {
  const byName = find.replace('id = ${id}', 'name = ${name}')
  const load = (body: string): string => `async function load(id: string, org: string, name?: string) {\n${body}\n}\n`
  const use = run(`const project = await load(id, org)\n${remove.replace('${id}', '${project.id}')}`)
  const [scoped, foreign] = [byName, byName.replace(' and organization_id = ${org}', '')]
  const eitherOf = (other: string): string[] => [
    `let row\nif (name) row = ${other}\nelse row = ${find}\nif (!row) throw new Error()\nreturn row`,
    `let row\nif (name) { row = ${other} } else if (id) { row = ${find} }\nif (!row) throw new Error()\nreturn row`,
    `let row = null\nif (name) row = ${other}\nelse row = ${find}\nif (!row) throw new Error()\nreturn row`,
    `const row = name ? ${other} : ${find}\nif (!row) throw new Error()\nreturn row`,
    `return (${other}) ?? (${find})`,
    `if (name) return ${other}\nreturn ${find}`,
    `if (name) return ${other}\nconst row = ${find}\nif (row) return row\nthrow new Error()`,
    `return name ? ${other} : ${find}`,
  ]

  it.each(eitherOf(scoped))('leads on where each asks for the tenant: %s', (body) => {
    expect(lastIn(load(body) + use)).toBe('by-row')
  })

  it.each(eitherOf(foreign))('does not where one of them asks for none: %s', (body) => {
    expect(lastIn(load(body) + use)).not.toBe('by-row')
  })

  it.each(eitherOf('input.project').concat(eitherOf('await load(id, org)')))('does not where it may be anything: %s', (body) => {
    expect(lastIn(load(body) + use)).toBe('by-key')
  })

  it('leads on where it is compared in the function', () => {
    const ask = find.replace(' and organization_id = ${org}', '')
    const body = `let row\nif (name) row = ${foreign}\nelse row = ${ask}\nif (!row) throw new Error()\nif (row.organization_id !== org) throw new Error()\nreturn row`
    expect(lastIn(load(body) + use)).toBe('by-row')
  })

  it('leads on out of an object, through functions, and of other files', () => {
    const ways = `if (name) return { project: ${scoped} }\nreturn { project: ${find} }`
    const through = 'async function first(id: string, org: string) {\nconst { project } = await load(id, org)\nreturn project\n}\n'
    const by = run(`const project = await first(id, org)\n${remove.replace('${id}', '${project.id}')}`)
    expect(lastIn(load(ways) + through + by)).toBe('by-row')
    const beside = { 'projects.ts': `export ${load(`if (name) return ${scoped}\nreturn ${find}`)}` }
    expect(lastIn(`import { load } from './projects'\n${use}`, beside)).toBe('by-row')
    const another = {
      'named.ts': `export const named = async (name: string, org: string) => ${scoped}\n`,
      'projects.ts': `import { named } from './named'\nexport ${load(`if (name) return named(name, org)\nreturn ${find}`)}`,
    }
    expect(lastIn(`import { load } from './projects'\n${use}`, another)).toBe('by-row')
  })
})

describe('a row of a text that a function hands on to one that runs it', () => {
  const runs =
    'export async function many(text: string, values: unknown[] = []) {\n  const { rows } = await pool.query(text, values)\n  return rows\n}\n' +
    'export async function one(text: string, values: unknown[] = []) {\n  const [row] = await many(text, values)\n  return row ?? null\n}\n'
  const text = "'select id, organization_id from projects where id = $1 and organization_id = $2'"
  const use = run(`const project = await load(id, org)\nif (!project) return\n${remove.replace('${id}', '${project.id}')}`)

  it.each([
    `const load = (id: string, org: string) => one(${text}, [id, org])`,
    `async function load(id: string, org: string) {\nconst row = await one(${text}, [id, org])\nreturn row\n}`,
    `async function load(id: string, org: string) {\nconst [row] = await many(${text}, [id, org])\nreturn row\n}`,
  ])('leads on: %s', (load) => {
    expect(lastIn(`${runs}${load}\n${use}`)).toBe('by-row')
    const beside = { 'db.ts': runs, 'projects.ts': `import { many, one } from './db'\nexport ${load}\n` }
    expect(lastIn(`import { load } from './projects'\n${use}`, beside)).toBe('by-row')
  })

  it('does not without the tenant', () => {
    const load = "const load = (id: string, org: string) => one('select id from projects where id = $1', [id])"
    expect(lastIn(`${runs}${load}\n${use}`)).not.toBe('by-row')
  })
})

describe('a row that a method gives of what a function makes', () => {
  const projects = `class Projects {\nconstructor(private org: string) {}\nasync load(id: string) {\nconst row = ${find.replace('${org}', '${this.org}')}\nif (!row) throw new Error()\nreturn row\n}\n}\n`
  it.each([
    ['function projectsOf(org: string) {\nreturn new Projects(org)\n}', 'projectsOf(org)'],
    ['const projectsOf = (org: string) => new Projects(org)', 'projectsOf(org)'],
    ['async function projectsOf(org: string) {\nawait ready()\nreturn new Projects(org)\n}', '(await projectsOf(org))'],
    ['class Projecting { static of(org: string) { return new Projects(org) } }', 'Projecting.of(org)'],
    ['const make = (org: string) => new Projects(org)\nconst projectsOf = (org: string) => make(org)', 'projectsOf(org)'],
  ])('leads on: %s', (maker, made) => {
    expect(
      lastIn(`${projects}${maker}\n${run(`const project = await ${made}.load(id)\n${remove.replace('${id}', '${project.id}')}`)}`),
    ).toBe('by-row')
    expect(lastIn(`${projects}${maker}\n${run(`const projects = ${made}\nawait projects.load(id)\n${remove}`)}`)).toBe('by-row')
  })

  it.each([
    ['const projectsOf = (org: string) => (org ? new Projects(org) : input)', 'projectsOf(org)'],
    ['function projectsOf(org: string) {\nif (!org) return cache.projects\nreturn new Projects(org)\n}', 'projectsOf(org)'],
    ['function projectsOf(org: string): any {\nreturn projectsOf(org).next()\n}', 'projectsOf(org)'],
    ['function* projectsOf(org: string) {\nyield new Projects(org)\n}', 'projectsOf(org)'],
  ])('holds nothing where it may be anything: %s', (maker, made) => {
    expect(
      lastIn(`${projects}${maker}\n${run(`const project = await ${made}.load(id)\n${remove.replace('${id}', '${project.id}')}`)}`),
    ).toBe('by-key')
  })
})
