import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id uuid primary key, organization_id uuid not null references organizations);
create table notes (id uuid primary key, organization_id uuid not null references organizations, task_id uuid not null references tasks);
`
const gate = `export async function loadTask(req, res, next) {
  const task = await db.maybeOne(sql\`select id from tasks where id = \${req.params.taskId} and organization_id = \${req.user.organizationId}\`)
  if (!task) return res.sendStatus(404)
  next()
}
export const signedIn = (req, res, next) => (req.user ? next() : next(new Error()))
export const asyncHandler = (run) => (req, res, next) => run(req, res, next).catch(next)
`
const imports = "import express from 'express'\nimport { asyncHandler, loadTask, signedIn } from './gate'\n"
const list = 'db.any(sql`select id from notes where task_id = ${req.params.taskId}`)'
const body = `(req, res) => { res.json(await ${list}) }`
const arrow = `export const notes = async ${body}\n`

/** The verdict of a handler that other files give to routes. */
function handled(handler: string, routes: string | Readonly<Record<string, string>>): string | undefined {
  const files = typeof routes === 'string' ? { 'routes.ts': imports + routes } : routes
  const verdicts = verdictsOf(`import { asyncHandler } from './gate'\n${handler}`, schema, { ...files, 'gate.ts': gate })
  return verdicts.find((one) => one.startsWith('notes'))?.replace(/.*: /, '')
}

const named = "import { notes } from './case'\n"
const all = "import * as tasks from './case'\n"
const made = "import { Tasks } from './case'\nconst tasks = new Tasks()\n"
const route = (handler: string, before = 'signedIn, loadTask'): string => `router.get('/tasks/:taskId/notes', ${before}, ${handler})\n`

describe('a handler that routes of other files are given', () => {
  it.each([
    ['by its name', arrow, named + route('notes')],
    ['as a function', `export async function notes${body.replace(' =>', '')}\n`, named + route('notes')],
    ['by another name', arrow, named.replace('{ notes }', '{ notes as list }') + route('list')],
    ['of all of a module', arrow, all + route('tasks.notes')],
    ['wrapped there', arrow, named + route('asyncHandler(notes)')],
    ['wrapped where it is written', `export const notes = asyncHandler(async ${body})\n`, named + route('notes')],
    ['wrapped, of all of a module', `export const notes = asyncHandler(async ${body})\n`, all + route('tasks.notes')],
    ['as a method', `export class Tasks { async notes${body.replace(' =>', '')} }\n`, made + route('tasks.notes')],
    [
      'as a method that is bound',
      `export class Tasks { async notes${body.replace(' =>', '')} }\n`,
      made + route('tasks.notes.bind(tasks)'),
    ],
    [
      'as a method of what is made elsewhere',
      `export class Tasks { async notes${body.replace(' =>', '')} }\nexport const tasks = new Tasks()\n`,
      `import { tasks } from './case'\n${route('tasks.notes')}`,
    ],
    ['as a property of a class', `export class Tasks { notes = async ${body} }\n`, made + route('tasks.notes')],
    [
      'of an object',
      `const tasks = { notes: async ${body} }\nexport default tasks\n`,
      `import tasks from './case'\n${route('tasks.notes')}`,
    ],
    ['each of which asks', arrow, named + route('notes') + route('notes').replace('get', 'post')],
    [
      'that a module gives',
      `const notes = async ${body}\nmodule.exports = { notes }\n`,
      `const { notes } = require('./case')\n${route('notes')}`,
    ],
    ['in the same file', `${arrow}import { loadTask } from './gate'\nrouter.get('/tasks/:taskId/notes', loadTask, notes)\n`, {}],
    [
      'that asks a function beside it',
      `export const notes = async (req, res) => { res.json(await notesOf(req.params.taskId)) }\nasync function notesOf(id: string) { return db.any(sql\`select id from notes where task_id = \${id}\`) }\n`,
      named + route('notes'),
    ],
  ])('has asked in what they go through: %s', (_, handler, routes) => {
    expect(handled(handler, routes)).toBe('by-row')
  })

  it.each([
    ['one of which asks nothing', arrow, named + route('notes') + route('notes', 'signedIn').replace('get', 'post')],
    ['that asks nothing', arrow, named + route('notes', 'signedIn')],
    ['of another parameter', arrow.replace('taskId', 'id'), named + route('notes')],
    ['that somebody else gets hold of', arrow, `${named + route('notes')}register(notes)\n`],
    ['that is called, too', arrow, `${named + route('notes')}export const run = (req, res) => notes(req, res)\n`],
    ['of another controller', arrow, `const tasks = { notes: (req, res) => res.json([]) }\n${route('tasks.notes')}`],
    ['that may be another one', arrow, `${named + route('notes')}router.get('/other', container.tasks.notes)\n`],
    ['that stands before the last', arrow, `${named}router.get('/tasks/:taskId/notes', loadTask, notes, send)\n`],
    ['that is shown under another name', `${arrow}export { notes as others }\n`, named + route('notes')],
    [
      'that is shown under another name, too',
      `const notes = async ${body}\nmodule.exports = { notes, list: notes }\n`,
      `const { notes } = require('./case')\n${route('notes')}`,
    ],
    [
      'that is all that a module gives',
      `export default async function notes${body.replace(' =>', '')}\n`,
      {
        'a.ts': `${imports}import notes from './case'\n${route('notes')}`,
        'b.ts': `${imports}import list from './case'\n${route('list', 'signedIn')}`,
      },
    ],
    [
      'that is taken by a text',
      `export class Tasks { async notes${body.replace(' =>', '')} }\n`,
      `${made}${route('tasks.notes')}router.get('/open/:taskId', tasks['notes'])\n`,
    ],
  ])('has not: %s', (_, handler, routes) => {
    expect(handled(handler, routes)).toBe('by-reference')
  })
})
