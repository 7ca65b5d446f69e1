import { describe, expect, it } from 'vitest'
import { find, schema } from '../support/projects-and-tasks.ts'
import { verdictsOf } from '../support/verdicts.ts'

const findAny = 'const row = await db.maybeOne(sql`select * from projects where id = ${id}`)\nif (!row) throw new Error()\n'
const clear = (key: string): string => `await db.query(sql\`delete from tasks where project_id = \${${key}}\`)`

/** The verdict of what the function deletes that others call. */
function cleared(program: string): string {
  return (
    verdictsOf(program, schema)
      .find((one) => one.startsWith('tasks'))
      ?.replace(/.*: /, '') ?? ''
  )
}

function run(body: string, more = ''): string {
  return `export async function run(id: string, org: string, input: any) {\n${body}\n}\n${more}`
}

const helper = `async function clear(id: string) { ${clear('id')} }\n`

describe('what a function is given by all that call it', () => {
  it.each([
    ['a key of a row', helper + run(`${find}await clear(row.id)`)],
    ['a key behind its check', helper + run(`${find}await clear(id)`)],
    ['behind the function', run(`${find}await clear(row.id)`) + helper],
    ['two of them', helper + run(`${find}await clear(row.id)\nif (input.x) await clear(id)`)],
    ['two functions', helper + run(`${find}await clear(row.id)`) + run(`${find}await clear(id)`).replace('run', 'runAgain')],
    ['an arrow function', `const clear = async (id: string) => ${clear('id')}\n${run(`${find}await clear(row.id)`)}`],
    [
      'one of several rows',
      helper +
        run(
          `const rows = await db.any(sql\`select * from projects where organization_id = \${org}\`)\nfor (const one of rows) await clear(one.id)`,
        ),
    ],
    [
      'each of several',
      helper +
        run(
          `const rows = await db.any(sql\`select * from projects where organization_id = \${org}\`)\nawait Promise.all(rows.map((one) => clear(one.id)))`,
        ),
    ],
    [
      'a list of them',
      `async function clear(ids: string[]) { ${clear('ids').replace('= ${ids}', '= any(${ids})')} }\n` +
        run(
          `const rows = await db.any(sql\`select * from projects where organization_id = \${org}\`)\nawait clear(rows.map((one) => one.id))`,
        ),
    ],
    [
      'rows of which it takes the keys',
      `async function clear(rows: Row[]) { ${clear('it').replace('= ${it}', '= any(${rows.map((one) => one.id)})')} }\n` +
        run(`const rows = await db.any(sql\`select * from projects where organization_id = \${org}\`)\nawait clear(rows)`),
    ],
    [
      'rows of which it takes one after the other',
      `async function clear(rows: Row[]) { for (const one of rows) ${clear('one.id')} }\n` +
        run(`const rows = await db.any(sql\`select * from projects where organization_id = \${org}\`)\nawait clear(rows)`),
    ],
    ['not waited for', helper + run(`${find}void clear(row.id)`)],
    ['the row', `async function clear(row: Row) { ${clear('row.id')} }\n${run(`${find}await clear(row)`)}`],
    ['a part of the row', `async function clear({ id }: Row) { ${clear('id')} }\n${run(`${find}await clear(row)`)}`],
    [
      'an object',
      `async function clear({ projectId }: Input) { ${clear('projectId')} }\n${run(`${find}await clear({ projectId: row.id })`)}`,
    ],
    [
      'an object under a name',
      `async function clear(of: Input) { ${clear('of.projectId')} }\n${run(`${find}await clear({ projectId: row.id })`)}`,
    ],
    ['by way of another', `async function clearAll(id: string) { await clear(id) }\n${helper}${run(`${find}await clearAll(row.id)`)}`],
    [
      'by itself too',
      `async function clear(id: string, deep: boolean) { ${clear('id')}\nif (deep) await clear(id, false) }\n${run(`${find}await clear(row.id, true)`)}`,
    ],
    [
      'behind a check of a function',
      helper + `async function check(id: string, org: string) {\n${find}}\n` + run(`await check(id, org)\nawait clear(id)`),
    ],
  ])('is held where each of these holds it: %s', (_, program) => {
    expect(cleared(program)).toBe('by-row')
  })

  it.each([
    ['one gives what was sent', helper + run(`${find}await clear(row.id)\nif (input.x) await clear(input.id)`)],
    ['nobody calls it', helper],
    ['it is shown', `export ${helper}${run(`${find}await clear(row.id)`)}`],
    ['it is shown below', `${helper}${run(`${find}await clear(row.id)`)}export { clear }`],
    ['it is the default', `${helper}${run(`${find}await clear(row.id)`)}export default clear`],
    ['it is shown as CommonJS does', `${helper}${run(`${find}await clear(row.id)`)}module.exports = { clear }`],
    ['it is given to somebody', helper + run(`${find}await clear(row.id)\ninput.ids.forEach(clear)`)],
    ['it has another name', helper + run(`${find}await clear(row.id)`) + 'export const other = clear'],
    ['it is asked before', helper + run(`await clear(id)\n${find}`)],
    ['it sets it', `async function clear(id: string) { id = other; ${clear('id')} }\n${run(`${find}await clear(row.id)`)}`],
    ['it sets a part of it', `async function clear(row: Row) { row.id = other; ${clear('row.id')} }\n${run(`${find}await clear(row)`)}`],
    ['they are spread', helper + run(`${find}await clear(...[row.id])`)],
    ['it is left out', helper + run(`${find}await clear()`)],
    ['it is another row', helper + run(`${find}const other = await load()\nawait clear(other.id)`)],
    ['it is another column', helper + run(`${find}await clear(row.name)`)],
    [
      'it has a name of its own',
      `const clear = async function again(id: string, deep: boolean) { ${clear('id')}\nif (deep) await again(other, false) }\n${run(`${find}await clear(row.id)`)}`,
    ],
    [
      'another function adds to it',
      `function fill(ids: string[]) { ids.push(other) }\nasync function clear(ids: string[]) { fill(ids)\n${clear('ids').replace('= ${ids}', '= any(${ids})')} }\n${run(`${find}await clear([row.id])`)}`,
    ],
    ['only it calls itself', `async function clear(id: string) { ${clear('id')}\nawait clear(id) }`],
  ])('is not held: %s', (_, program) => {
    expect(cleared(program)).toMatch(/^by-(key|reference)$/)
  })

  it('is asked of some callers of callers alone', () => {
    const chain = (steps: number): string =>
      Array.from({ length: steps }, (_, i) => `async function clear${i}(id: string) { ${`await clear${i + 1}(id); `.repeat(9)} }\n`).join(
        '',
      )
    const last = (steps: number): string => helper.replace('clear(', `clear${steps}(`)
    const program = (steps: number): string => chain(steps) + last(steps) + run(`${find}await clear0(row.id)`)
    expect([cleared(program(2)), cleared(program(7))]).toEqual(['by-row', 'by-reference'])
  })

  it('is told where the row was loaded, and not again', () => {
    expect(verdictsOf(helper + run(`${findAny}await clear(row.id)`), schema)).toEqual(['tasks: dynamic', 'projects: by-key'])
  })

  it('is what a request was given before, or somebody may do', () => {
    expect(cleared(helper + 'export const run = async (req, res) => { await clear(req.project.id) }')).toBe('dynamic')
    expect(cleared(helper + run('if (!(await canEditProject(id, org))) throw new Error()\nawait clear(id)'))).toBe('by-guard')
  })

  describe('of a class', () => {
    const service = (member: string, body: string, more = ''): string =>
      `export class Service {\nasync run(id: string, org: string, input: any) {\n${body}\n}\n${member}\n${more}}`
    const own = `(id: string) { ${clear('id')} }`

    it.each([
      ['private', service(`private async clear${own}`, `${find}await this.clear(row.id)`)],
      ['with #', service(`async #clear${own}`, `${find}await this.#clear(row.id)`)],
      [
        'with #, where others have a property of the name',
        service(`async #clear${own}`, `${find}await this.#clear(row.id)\nlog(row.clear.length)`),
      ],
      ['an arrow function', service(`private clear = async (id: string) => { ${clear('id')} }`, `${find}await this.clear(row.id)`)],
      ['static', service(`private static async clear${own}`, `${find}await Service.clear(row.id)`)],
      [
        'beside another class with one of the name',
        service(`private async clear${own}`, `${find}await this.clear(row.id)`) +
          '\nexport class Other {\nasync run(input: any) { await this.clear(input.id) }\nprivate async clear(id: string) {}\n}',
      ],
      [
        'beside another of the name',
        service(
          `private async clear${own}`,
          `${find}await this.clear(row.id)\nawait this.tasks.clear(input.id)`,
          'private readonly tasks: Tasks',
        ),
      ],
    ])('is held: %s', (_, program) => {
      expect(cleared(program)).toBe('by-row')
    })

    it.each([
      ['public', service(`async clear${own}`, `${find}await this.clear(row.id)`)],
      ['protected', service(`protected async clear${own}`, `${find}await this.clear(row.id)`)],
      ['with #, called with another value', service(`async #clear${own}`, `${find}await this.#clear(row.id)\nawait this.#clear(input.id)`)],
      ['decorated', service(`@OnEvent('x') private async clear${own}`, `${find}await this.clear(row.id)`)],
      ['given to somebody', service(`private async clear${own}`, `${find}await this.clear(row.id)\nqueue.process(this.clear)`)],
      [
        'under another name',
        service(`private async clear${own}`, `${find}await this.clear(row.id)\nconst self = this\nawait self.clear(input.id)`),
      ],
      [
        'called with another',
        service(`private async clear${own}`, `${find}await this.clear(row.id)`, `async other(id: string) { await this.clear(id) }`),
      ],
    ])('is not held: %s', (_, program) => {
      expect(cleared(program)).toMatch(/^by-(key|reference)$/)
    })

    it.each([
      'await new Service().clear(input.id)',
      'await Service.getInstance().clear(input.id)',
      'await this.parent.clear(input.id)',
      'const { clear } = this\nawait clear(input.id)',
      'await this[input.what](input.id)',
    ])('is not held where it may be called otherwise: %s', (other) => {
      expect(cleared(service(`private async clear${own}`, `${find}await this.clear(row.id)\n${other}`, 'private parent: Service'))).toMatch(
        /^by-(key|reference)$/,
      )
    })
  })
})
