import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../support/verdicts.ts'

const schema = `
create table organizations (id uuid primary key);
create table tasks (id uuid primary key, organization_id uuid not null references organizations, title text, done boolean);
`

const load = 'const tasks = await sql`select id, title from tasks where organization_id = ${org}`\n'
const close = (id: string): string => `await sql\`update tasks set done = true where id = \${${id}}\``
const closeAll = (ids: string): string => `await sql\`update tasks set done = true where id = any(\${${ids}})\``

/** The verdict of the last query in a function that has loaded the tasks of a tenant. */
function lastOf(body: string): string | undefined {
  const around = `export async function run(org: string, given: string, ids: string[]) {\n${load}${body}\n}\n`
  return verdictsOf(around, schema).at(-1)?.replace(/.*: /, '')
}

describe('a list of what is made of rows', () => {
  const put =
    'const some: { id: string; title: string }[] = []\nfor (const task of tasks) if (task.title) some.push({ id: task.id, title: task.title })\n'
  const short = 'const some = []\nfor (const { id, title } of tasks) some.push({ id, title })\n'
  const spread = 'const some = []\nfor (const task of tasks) some.push({ ...task, isSome: true })\n'

  it.each([put, short, spread])('has their keys: %s', (made) => {
    expect(lastOf(made + closeAll('some.map((one) => one.id)'))).toBe('by-row')
    expect(lastOf(made + closeAll('some.map(({ id }) => id)'))).toBe('by-row')
    expect(lastOf(`${made}for (const one of some) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${made}for (const { id } of some) ${close('id')}`)).toBe('by-row')
  })

  it.each([
    ['some.push({ id: given, title: "" })'],
    ['for (const one of some) Object.assign(one, { id: given })'],
    ['Object.assign(some[0], { id: given })'],
    ['some[0].id = given'],
    ['for (const one of some) one.id = given'],
  ])('not where it may have others: %s', (change) => {
    expect(lastOf(`${put}${change}\n${closeAll('some.map((one) => one.id)')}`)).not.toBe('by-row')
    expect(lastOf(`${put}${change}\nfor (const { id } of some) ${close('id')}`)).not.toBe('by-row')
  })

  it('not by another property, or where it is made of what was given', () => {
    expect(lastOf(`${put}${closeAll('some.map((one) => one.title)')}`)).not.toBe('by-row')
    expect(lastOf(`const some = []\nfor (const id of ids) some.push({ id })\n${closeAll('some.map((one) => one.id)')}`)).toBe('by-key')
    expect(
      lastOf(`const some = []\nfor (const task of tasks) some.push({ id: some[0].id })\nfor (const { id } of some) ${close('id')}`),
    ).toBe('by-key')
  })

  it('not where it has other things besides, that were put there after it was made of rows', () => {
    const others = 'const some = [...tasks]\nsome.push({ id: given })\n'
    expect(lastOf(`${others}for (const { id } of some) ${close('id')}`)).toBe('by-key')
    expect(lastOf(`${others}for (const one of some) ${close('one.id')}`)).toBe('by-key')
  })
})

describe('a map of rows', () => {
  const made = 'const map = new Map(tasks.map((task) => [task.title, task]))\n'
  const ofObjects = 'const map = new Map(tasks.map((task) => [task.title, { id: task.id }]))\n'
  const filled = 'const map = new Map<string, Task>()\nfor (const task of tasks) map.set(task.title, task)\n'
  const filledWithObjects = 'const map = new Map()\nfor (const task of tasks) map.set(task.title, { id: task.id })\n'
  const object = 'const map: Record<string, Task> = {}\nfor (const task of tasks) map[task.title] = task\n'

  it.each([made, ofObjects, filled, filledWithObjects])('has their keys, gone through: %s', (map) => {
    expect(lastOf(`${map}for (const [, one] of map) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${map}for (const [title, one] of map.entries()) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${map}for (const one of map.values()) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${map}for (const { id } of map.values()) ${close('id')}`)).toBe('by-row')
    expect(lastOf(`${map}await Promise.all([...map].map(([title, one]) => ${close('one.id').replace('await ', '')}))`)).toBe('by-row')
    expect(lastOf(`${map}const one = map.get(given)\nif (one) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${map}for (const [title] of map) ${close('title')}`)).toBe('by-key')
    expect(lastOf(`${map}map.set(given, { id: given })\nfor (const [, one] of map) ${close('one.id')}`)).not.toBe('by-row')
    expect(lastOf(`${map}fill(map)\nfor (const [, one] of map) ${close('one.id')}`)).not.toBe('by-row')
  })

  it('has others where what is made of them is set', () => {
    expect(lastOf(`${ofObjects}for (const [, one] of map) one.id = given\nfor (const [, one] of map) ${close('one.id')}`)).toBe('by-key')
  })

  it('has them in an object, too', () => {
    expect(lastOf(`${object}for (const [, one] of Object.entries(map)) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${object}for (const one of Object.values(map)) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${object}const one = map[given]\nif (one) ${close('one.id')}`)).toBe('by-row')
    expect(lastOf(`${object}map.other = { id: given }\nfor (const one of Object.values(map)) ${close('one.id')}`)).not.toBe('by-row')
    expect(lastOf(`${object}map[given] = { id: given }\nfor (const one of Object.values(map)) ${close('one.id')}`)).not.toBe('by-row')
    expect(lastOf(`${object}map[given] ??= { id: given }\nfor (const one of Object.values(map)) ${close('one.id')}`)).not.toBe('by-row')
  })

  it('has their keys as what it has under others, and others under their keys', () => {
    const keys = 'const map = new Map()\nfor (const task of tasks) map.set(task.title, task.id)\n'
    expect(lastOf(`${keys}for (const [, id] of map) ${close('id')}`)).toBe('by-row')
    expect(lastOf(`${keys}${closeAll('[...map.values()]')}`)).toBe('by-row')
    expect(lastOf(`${keys}const id = map.get(given)\nif (id) ${close('id')}`)).toBe('by-row')
    const under = 'const map = new Map()\nfor (const task of tasks) map.set(task.id, given)\n'
    expect(lastOf(`${under}for (const [id] of map) ${close('id')}`)).toBe('by-row')
    expect(lastOf(`${under}for (const [, id] of map) ${close('id')}`)).toBe('by-key')
    expect(lastOf(`${under}${closeAll('[...map.keys()]')}`)).toBe('by-row')
    const summed = 'const map: Record<string, string> = {}\nfor (const task of tasks) map[task.title] = task.id\nmap[given] += given\n'
    expect(lastOf(`${summed}for (const id of Object.values(map)) ${close('id')}`)).toBe('by-key')
  })

  it('has others where it was not empty before', () => {
    const held = "const map = new Map([['a', given]])\nfor (const task of tasks) map.set(task.title, task.id)\n"
    expect(lastOf(`${held}for (const id of map.values()) ${close('id')}`)).toBe('by-key')
  })
})
