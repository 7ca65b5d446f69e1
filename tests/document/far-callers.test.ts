import { describe, expect, it } from 'vitest'
import { find, schema } from '../support/projects-and-tasks.ts'
import { verdictsOf } from '../support/verdicts.ts'

const clearing = (key: string): string => `await db.query(sql\`delete from tasks where project_id = \${${key}}\`)`

/** The verdict of what a function of the linted file deletes that others call. */
function cleared(program: string, beside: Readonly<Record<string, string>>): string {
  return (
    verdictsOf(program, schema, beside)
      .find((one) => one.startsWith('tasks'))
      ?.replace(/.*: /, '') ?? ''
  )
}

function route(body: string, imports = "import { clear } from './case'"): string {
  return `${imports}\nexport async function run(id: string, org: string, auth: Auth, input: any) {\n${body}\n}\n`
}

const clear = `export async function clear(id: string) { ${clearing('id')} }\n`
const byRight = 'if (!(await canEditProject(auth, id))) throw new Error()\nawait clear(id)'
const byRow = `${find}await clear(row.id)`

const tasks = `export const tasks = { async clear(id: string) { ${clearing('id')} } }\n`
const store = `export class Tasks { constructor(private db: Db) {}\nasync clear(id: string) { ${clearing('id')} } }\n`
const inClass = (body: string, more = ''): string =>
  `import { Tasks } from './case'\nexport class Projects { constructor(private tasks: Tasks, private other: Other) {}\nasync run(id: string, org: string, input: any) {\n${body}\n} ${more} }\n`

describe('what a function is given by all that call it in other files', () => {
  it.each([
    ['a key of a row', clear, { 'a.ts': route(byRow) }, 'by-row'],
    ['a key behind its check', clear, { 'a.ts': route(`${find}await clear(id)`) }, 'by-row'],
    ['behind a right', clear, { 'a.ts': route(byRight) }, 'by-guard'],
    ['several files', clear, { 'a.ts': route(byRow), 'b.ts': route(`${find}await clear(id)`) }, 'by-row'],
    ['here, too', `${clear}export async function again(id: string, org: string) { ${byRow} }`, { 'a.ts': route(byRow) }, 'by-row'],
    ['shown below', `${clear.replace('export ', '')}export { clear }`, { 'a.ts': route(byRow) }, 'by-row'],
    ['an arrow function', `export const clear = async (id: string) => ${clearing('id')}`, { 'a.ts': route(byRow) }, 'by-row'],
    ['by all of a module', clear, { 'a.ts': route(`${find}await tasks.clear(row.id)`, "import * as tasks from './case'") }, 'by-row'],
    ['by another name', clear, { 'a.ts': route(`${find}await wipe(row.id)`, "import { clear as wipe } from './case'") }, 'by-row'],
    [
      'through a module that shows it',
      clear,
      { 'index.ts': "export * from './case'", 'a.ts': route(byRow, "import { clear } from './index'") },
      'by-row',
    ],
    ...['send(input.body.clear)', 'const { clear } = input.body\nsend(clear)'].map(
      (read): [string, string, Record<string, string>, string] => [
        `beside a property of the same name: ${read}`,
        tasks,
        {
          'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'"),
          'b.ts': route(read, "import { tasks } from './case'"),
        },
        'by-row',
      ],
    ),
    ['required', clear, { 'a.ts': route(byRow, "const { clear } = require('./case')") }, 'by-row'],
    [
      'what hangs on it',
      `export async function clear(row: Row) { ${clearing('row.id')} }`,
      { 'a.ts': route(`${find}await clear(row)`) },
      'by-row',
    ],
    [
      'an object',
      `export async function clear({ projectId }: Input) { ${clearing('projectId')} }`,
      { 'a.ts': route(`${find}await clear({ projectId: row.id })`) },
      'by-row',
    ],
    [
      'by way of another',
      clear,
      {
        'service.ts': "import { clear } from './case'\nexport async function remove(id: string) { await clear(id) }",
        'a.ts': route(`${find}await remove(row.id)`, "import { remove } from './service'"),
      },
      'by-row',
    ],
    [
      'one that only this file calls',
      `async function clear(id: string) { ${clearing('id')} }\nexport async function remove(id: string) { await clear(id) }`,
      { 'a.ts': route(`${find}await remove(row.id)`, "import { remove } from './case'") },
      'by-row',
    ],
    [
      'a row that a function of a third file gives',
      clear,
      {
        'find.ts': `export async function find(id: string, org: string) { ${find}return row }`,
        'a.ts': route(
          'const row = await find(id, org)\nawait clear(row.id)',
          "import { clear } from './case'\nimport { find } from './find'",
        ),
      },
      'by-row',
    ],
    ['a method of a class', store, { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`) }, 'by-row'],
    [
      'a method of an object',
      `export const tasks = { clear: async (id: string) => ${clearing('id')} }`,
      { 'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'") },
      'by-row',
    ],
    [
      'a key that it asks for itself before',
      `export async function clear(id: string) {
        const project = await db.maybeOne(sql\`select * from projects where id = \${id}\`)
        if (!project) return
        ${clearing('id')}
      }`,
      { 'a.ts': route(byRow) },
      'by-row',
    ],
    [
      'beside a function of the same name',
      clear,
      { 'a.ts': route(byRow), 'b.ts': 'function clear(id: string) { list.delete(id) }\nexport const run = (id: string) => clear(id)' },
      'by-row',
    ],
    [
      'beside what a hook gives under the same name',
      clear,
      { 'a.ts': route(byRow), 'b.ts': 'const clear = useAction(clearAction)\nexport const run = (id: string) => clear.execute({ id })' },
      'by-row',
    ],
    [
      'beside what has a method of the same name',
      clear,
      { 'a.ts': route(byRow), 'b.ts': 'export const run = (cache: Map<string, string>) => cache.clear()' },
      'by-row',
    ],
    [
      'beside maps that have a method of the same name',
      store,
      {
        'a.ts': inClass(`${find}await this.tasks.clear(row.id)`),
        'b.ts': 'const kept = new Map<string, string>()\nexport const run = () => kept.clear()',
        'c.ts': 'export const run = (kept: Map<string, string>) => kept.clear()',
        'd.ts':
          'export class Kept { private readonly rows = new Map<string, string>()\nprivate more: Set<string>\nrun() { this.rows.clear(); this.more.clear() } }',
      },
      'by-row',
    ],
    [
      'beside a type of it',
      clear,
      { 'a.ts': route(byRow), 'b.ts': "import { clear } from './case'\nexport type Clear = typeof clear" },
      'by-row',
    ],
  ])('is held where each of these holds it: %s', (_, program, beside, verdict) => {
    expect(cleared(program, beside)).toBe(verdict)
  })

  it.each([
    [
      'a class of the program is called as one of the language',
      store,
      {
        'a.ts': inClass(`${find}await this.tasks.clear(row.id)`),
        'b.ts': "import { Tasks as Map } from './elsewhere'\nexport const run = (kept: Map) => kept.clear('1')",
      },
    ],
    [
      'what a name holds is set again',
      store,
      {
        'a.ts': inClass(`${find}await this.tasks.clear(row.id)`),
        'b.ts': "let kept: any = new Map()\nexport const run = (tasks: any) => { kept = tasks; kept.clear('1') }",
      },
    ],
    [
      'what a property holds is set again',
      store,
      {
        'a.ts': inClass(`${find}await this.tasks.clear(row.id)`),
        'b.ts':
          "export class Kept { rows: any = new Map()\nconstructor(tasks: any) { this.rows = tasks }\nrun() { this.rows.clear('1') } }",
      },
    ],
    ['nobody calls it', clear, { 'a.ts': 'export const a = 1' }],
    [
      'what has it is given to somebody, who takes it out',
      tasks,
      {
        'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'"),
        'b.ts': route('given(tasks)\nfunction given(all) { send(all.clear) }', "import { tasks } from './case'"),
      },
    ],
    [
      'it is taken out of what has it',
      tasks,
      {
        'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'"),
        'b.ts': route('send(tasks.clear)', "import { tasks } from './case'"),
      },
    ],
    ['one gives what was sent', clear, { 'a.ts': route(byRow), 'b.ts': route('await clear(input.id)') }],
    ['one gives it before its check', clear, { 'a.ts': route(`await clear(id)\n${find}`) }],
    ['one here gives what was sent', `${clear}export async function again(id: string) { await clear(id) }`, { 'a.ts': route(byRow) }],
    ['it is given to somebody', clear, { 'a.ts': route(byRow), 'b.ts': route('input.ids.forEach(clear)') }],
    ['it is put into an object', clear, { 'a.ts': route(byRow), 'b.ts': "import { clear } from './case'\nexport const tasks = { clear }" }],
    [
      'it is taken out under another name',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route('await wipe(input.id)', "const { clear: wipe } = require('./case')") },
    ],
    [
      'it is taken out of its module under another name',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route('const { clear: wipe } = tasks\nawait wipe(input.id)', "import * as tasks from './case'") },
    ],
    [
      'a module shows all of its module under a name',
      clear,
      {
        'a.ts': route(byRow),
        'index.ts': "export * as tasks from './case'",
        'b.ts': route('await tasks.clear(input.id)', "import { tasks } from './index'"),
      },
    ],
    [
      'its module is handed to somebody',
      clear,
      {
        'a.ts': route(byRow),
        'b.ts': "import * as tasks from './case'\nimport { run } from './c'\nrun(tasks)",
        'c.ts': 'export const run = (tasks, input) => tasks.clear(input.id)',
      },
    ],
    [
      'its module is spread',
      clear,
      {
        'a.ts': route(byRow),
        'b.ts': "import * as tasks from './case'\nconst api = { ...tasks }\nexport const run = (input: any) => api.clear(input.id)",
      },
    ],
    [
      'its module is spread in another one',
      clear,
      {
        'a.ts': route(byRow),
        'b.ts': "import * as tasks from './case'\nexport const api = { ...tasks }",
        'c.ts': "import { api } from './b'\nexport const run = (input: any) => api.clear(input.id)",
      },
    ],
    [
      'its module is imported when it is run',
      clear,
      { 'a.ts': route(byRow), 'b.ts': "export const run = (input: any) => import('./case').then((tasks) => tasks.clear(input.id))" },
    ],
    [
      'it is bound',
      clear,
      { 'a.ts': route(byRow), 'b.ts': "import { clear } from './case'\nexport const run = (input: any) => clear.call(null, input.id)" },
    ],
    [
      'it is asked for by a text',
      clear,
      { 'a.ts': route(byRow), 'b.ts': "import * as tasks from './case'\nexport const run = (input: any) => tasks['clear'](input.id)" },
    ],
    [
      'a form is given it',
      clear,
      { 'a.ts': route(byRow), 'b.tsx': "import { clear } from './case'\nexport const Page = () => <form action={clear} />" },
    ],
    [
      'something wraps it',
      "import { withLog } from './log'\n" + `export const clear = withLog(async (id: string) => ${clearing('id')})`,
      { 'a.ts': route(byRow) },
    ],
    [
      'it may be left out',
      `export async function clear(id?: string) { ${clearing('id')} }`,
      { 'a.ts': route(byRow), 'b.ts': route('await clear()') },
    ],
    [
      'it calls itself by a name of its own',
      `export const tasks = { clear: async function again(id: string, deep: boolean) { ${clearing('id')}\nif (deep) await again(other, false) } }`,
      { 'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'") },
    ],
    [
      'a method sets what it is given by its place',
      store.replace('{ await db', '{ arguments[0] = other; await db'),
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`) },
    ],
    ['one checks it in a branch', clear, { 'a.ts': route(`if (input.x) { ${find} }\nawait clear(id)`) }],
    ['one changes it between', clear, { 'a.ts': route(`${find}id = input.id\nawait clear(id)`) }],
    ['one asks without waiting', clear, { 'a.ts': route('canEditProject(auth, id)\nawait clear(id)') }],
    [
      'a module is asked for it by its text',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route("await tasks['clear'](input.id)", "import * as tasks from './case'") },
    ],
    [
      'its module is opened when it is run',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route("const tasks = await import('./case')\nawait tasks.clear(input.id)", '') },
    ],
    [
      'its module is waited for',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route("import('./case').then((tasks) => tasks.clear(input.id))", '') },
    ],
    [
      'it is taken out of a module that is waited for',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route("import('./case').then(({ clear }) => clear(input.id))", '') },
    ],
    [
      'all of a module where nobody sees',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route('await tasks.clear(input.id)', "import * as tasks from '@/case'") },
    ],
    [
      'a method that is given to somebody',
      store,
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`), 'b.ts': inClass('input.ids.map(this.other.clear)') },
    ],
    [
      'a method that is called on something else',
      store,
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`), 'b.ts': inClass('await this.other.clear.call(this.tasks, input.id)') },
    ],
    [
      'a method that is asked for by its text',
      store,
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`), 'b.ts': inClass("await this.tasks['clear'](input.id)") },
    ],
    [
      'a method that is taken out',
      store,
      {
        'a.ts': inClass(`${find}await this.tasks.clear(row.id)`),
        'b.ts': 'export const run = ({ clear }: Tasks, input: any) => clear(input.id)',
      },
    ],
    [
      'an object that is handed around',
      tasks,
      {
        'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'"),
        'b.ts': "import { tasks } from './case'\nregister(tasks)",
      },
    ],
    [
      'an object of which any is called',
      tasks,
      {
        'a.ts': route(`${find}await tasks.clear(row.id)`, "import { tasks } from './case'"),
        'b.ts': route('await tasks[input.name](input.id)', "import { tasks } from './case'"),
      },
    ],
    ['it is shown under another name', clear, { 'a.ts': route(byRow), 'b.ts': "export { clear as wipe } from './case'" }],
    ...[
      ['as the default of another module', "import { clear } from './case'\nexport default clear"],
      ['under another name, which it is imported by', "import { clear as wipe } from './case'\nexport { wipe }"],
      ['under another name by CommonJS', "exports.wipe = require('./case').clear"],
      ['under another name of an object of CommonJS', "const { clear } = require('./case')\nmodule.exports = { wipe: clear }"],
    ].map(([what = '', shown = '']): [string, string, Readonly<Record<string, string>>] => [
      `it is shown ${what}`,
      clear,
      { 'a.ts': route(byRow), 'b.ts': shown },
    ]),
    ...[
      ['a function', "const load = () => import('./case')\nexport const run = async (input: any) => (await load()).clear(input.id)"],
      [
        'a function, taken out',
        "const load = () => import('./case')\nexport const run = async (input: any) => { const { clear } = await load(); await clear(input.id) }",
      ],
      [
        'what is set once',
        "let all: any\nexport const run = async (input: any) => { all ??= await import('./case'); await all.clear(input.id) }",
      ],
      [
        'what is required later',
        "let all: any\nexport const run = async (input: any) => { all = require('./case'); await all.clear(input.id) }",
      ],
      ['a property', "export class Run { all = import('./case')\nasync run(input: any) { await (await this.all).clear(input.id) } }"],
    ].map(([what = '', opened = '']): [string, string, Readonly<Record<string, string>>] => [
      `its module is opened when it is run, by ${what}`,
      clear,
      { 'a.ts': route(byRow), 'b.ts': opened },
    ]),
    [
      'it is imported when it is run',
      clear,
      {
        'a.ts': route(byRow),
        'b.ts': "export async function run(id: string) { const { clear } = await import('./case')\nawait clear(id) }",
      },
    ],
    [
      'it comes from where nobody sees',
      clear,
      { 'a.ts': route(byRow), 'b.ts': route('await clear(id)', "import { clear } from '@/case'") },
    ],
    ['clients call it', `'use server'\n${clear}`, { 'a.ts': route(byRow) }],
    [
      'a framework calls it',
      clear.replaceAll('clear(', 'DELETE('),
      { 'a.ts': route(byRow.replace('clear', 'DELETE'), "import { DELETE } from './case'") },
    ],
    [
      'a method of what cannot be seen',
      store,
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`, 'async more(id: string) { await this.other.clear(id) }') },
    ],
    [
      'a method with a decorator',
      store.replace('async clear', "@OnEvent('x')\nasync clear"),
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`) },
    ],
    [
      'a method of an interface',
      store.replace('class Tasks', 'class Tasks implements Job'),
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`) },
    ],
    [
      'a method that is also that of the class above',
      `class Base { async clear(id: string) {} }\n${store.replace('class Tasks', 'class Tasks extends Base')}`,
      { 'a.ts': inClass(`${find}await this.tasks.clear(row.id)`) },
    ],
    ['it sets it', clear.replace('{', '{ id = other;'), { 'a.ts': route(byRow) }],
    ['another right is asked', clear, { 'a.ts': route(byRight.replace('auth, id', 'auth, input.other')) }],
    [
      'one of those that call the one between',
      clear,
      {
        'service.ts': "import { clear } from './case'\nexport async function remove(id: string) { await clear(id) }",
        'a.ts': route(`${find}await remove(row.id)`, "import { remove } from './service'"),
        'b.ts': route('await remove(input.id)', "import { remove } from './service'"),
      },
    ],
    [
      'a key of a row that is told in its file',
      clear,
      { 'a.ts': route(`const row = await db.one(sql\`select * from projects where id = \${id}\`)\nawait clear(row.id)`) },
    ],
    [
      'they call each other over and over',
      `import { other } from './a'\n${clear.replace('}\n', '; await other(id) }\n')}`,
      { 'a.ts': "import { clear } from './case'\nexport async function other(id: string) { await clear(id) }" },
    ],
  ])('is not held: %s', (_, program, beside) => {
    expect(cleared(program, beside)).toMatch(/^by-(key|reference)$/)
  })
})

describe('what a function of CommonJS is given by all that call it in other files', () => {
  const plain = (body: string, imports: string): string => route(body, imports).replace(/: \w+/g, '')
  const forms: (readonly [string, string, string])[] = [
    ['a function', 'async function clear(id) {', '}\nmodule.exports = { clear }'],
    ['a constant', 'const clear = async (id) => {', '}\nmodule.exports.clear = clear'],
    ['what has no other name', 'exports.clear = async (id) => {', '}'],
    ['a function expression', 'module.exports.clear = async function (id) {', '}'],
    ['a method', 'module.exports = { async clear(id) {', '} }'],
    ['a function that has a name here, too', 'const clear = exports.clear = async (id) => {', '}\nexports.all = async () => {}'],
  ]

  it.each(forms)('is held where each of these holds it: %s', (_, before, behind) => {
    const program = `${before} ${clearing('id')} ${behind}\n`
    const calls = plain(`${find}await tasks.clear(row.id)`, "const tasks = require('./case')")
    expect(cleared(program, { 'a.js': calls })).toBe('by-row')
    expect(cleared(program, { 'a.js': calls, 'b.js': plain(byRow, "const { clear } = require('./case')") })).toBe('by-row')
  })

  it('is held beside what a handler has of the same name', () => {
    const handlers = "const service = require('./case')\nexports.clear = wrap(async (req, res) => { HANDLER })".replace(
      'HANDLER',
      `const { id, org } = req.params; ${find}await service.clear(row.id)`,
    )
    const routes = "const tasks = require('./handlers')\nrouter.delete('/:id', tasks.clear)"
    expect(cleared(shown, { 'handlers.js': handlers, 'routes.js': routes })).toBe('by-row')
    expect(cleared(shown, { 'handlers.js': handlers, 'routes.js': routes.replace('./handlers', './case') })).toMatch(/^by-(key|reference)$/)
    const passed = `${handlers}\nexports.wipe = wrap(service.clear)`
    expect(cleared(shown, { 'handlers.js': passed, 'routes.js': routes })).toMatch(/^by-(key|reference)$/)
  })

  const shown = `exports.clear = async (id) => { ${clearing('id')} }\n`

  it.each([
    ['one gives what was sent', shown, plain('await tasks.clear(input.id)', "const tasks = require('./case')")],
    ['a route is given it', shown, plain("router.delete('/:id', tasks.clear)", "const tasks = require('./case')")],
    ['its module is asked for in between', shown, plain("await require('./case').clear(input.id)", '')],
    [
      'its module is handed to somebody',
      shown,
      plain('const serve = (all) => all.clear(input.id)\nserve(tasks)', "const tasks = require('./case')"),
    ],
    ['it is shown under two names', shown.replace('= ', '= exports.wipe = '), ''],
    ['it is shown under a second name', `${shown}exports.wipe = exports.clear\n`, ''],
    ['it is shown under a second name of all', `${shown}module.exports.wipe = module.exports.clear\n`, ''],
    ['it is shown under another name', `async function clear(id) { ${clearing('id')} }\nmodule.exports = { wipe: clear }\n`, ''],
    ['it is all of its module', `module.exports = async function clear(id) { ${clearing('id')} }\n`, ''],
    ['it is shown as the default', `async function clear(id) { ${clearing('id')} }\nexport default clear\n`, ''],
  ])('is not held where %s', (_, program, more) => {
    const calls = plain(byRow, "const { clear } = require('./case')")
    expect(cleared(program, { 'a.js': calls, 'b.js': more })).toMatch(/^by-(key|reference)$/)
  })
})
